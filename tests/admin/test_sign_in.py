"""Signing in: whoever tries passwords has to wait, whoever knows hers comes in, nobody learns who has an account."""

import logging
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import html

from tests.builders import NOON, make_editor
from trackers.desk import signin
from trackers.limits import counting
from trackers.limits.clients import coarsen, find_client
from trackers.models import Act, ReviewEvent

pytestmark = pytest.mark.django_db

HERE, THERE = "198.51.100.7", "203.0.113.9"
RIGHT = "A lock with divers 7"
WRONG = "Divers without a lock 8"


@pytest.fixture(autouse=True)
def editor() -> User:
    user = make_editor("Editor")
    user.set_password(RIGHT)
    user.save()
    return user


def sign_in(account: str, password: str, *, address: str = HERE, **extra: str) -> tuple[int, str]:
    """What the page says to a name and a password: its status, and the sentence on it ("" for who comes in)."""
    fields = {"username": account, "password": password}
    response = Client(REMOTE_ADDR=address).post("/admin/login/?next=/admin/", fields, **extra)
    if response.status_code == 302:
        return 302, ""
    (sentence,) = html.document_fromstring(response.content).cssselect(".errornote")
    return response.status_code, " ".join(sentence.text_content().split())


def test_sixty_wrong_passwords_let_the_right_one_wait_and_other_addresses_be(
    editor: User, caplog: pytest.LogCaptureFixture
) -> None:
    name = editor.username
    with time_machine.travel(NOON, tick=False) as clock, caplog.at_level(logging.WARNING):
        told = [sign_in(name, WRONG) for _ in range(60)]
        assert len(set(told[:5])) == 1
        assert {status for status, _ in told} == {200}
        assert "12:15 UTC" not in told[4][1]
        assert all("12:15 UTC" in sentence for _, sentence in told[5:])
        assert sign_in(name, RIGHT) == told[-1]
        assert sign_in(name.upper(), RIGHT) == told[-1]
        # What a client says of itself beside what our own front server says changes nothing.
        assert sign_in(name, RIGHT, HTTP_X_FORWARDED_FOR=THERE) == told[-1]
        assert sign_in(name, RIGHT, address=THERE) == (302, "")
        clock.shift(timedelta(minutes=15))
        assert sign_in(name, RIGHT) == (302, "")
    event = ReviewEvent.objects.get(act=Act.LIMIT_SIGN_IN)
    assert event.after == {"account": name, "network": "198.51.100.0/24"}
    assert "12:15" in event.reason
    assert [line.getMessage().split()[0] for line in caplog.records if "signin" in line.name] == [
        "signin_limited"
    ]


def test_an_account_that_does_not_exist_is_answered_like_one_that_does(editor: User) -> None:
    outsider = User.objects.create_user("outsider", password=RIGHT)
    with time_machine.travel(NOON, tick=False):
        tries = [
            [sign_in(account, password, address=f"192.0.2.{number}") for _ in range(7)]
            for number, (account, password) in enumerate(
                [(editor.username, WRONG), ("nobody", WRONG), (outsider.username, RIGHT)]
            )
        ]
    assert tries[0] == tries[1] == tries[2]
    nobody = [event.after for event in ReviewEvent.objects.filter(act=Act.LIMIT_SIGN_IN)]
    assert {"network": "192.0.2.0/24"} in nobody
    assert "nobody" not in str(nobody)


def test_one_address_cannot_try_everybody_and_many_cannot_keep_an_editor_out(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signin, "BY_ADDRESS", counting.Limit("signin-address", most=4, seconds=900))
    monkeypatch.setattr(signin, "BY_ACCOUNT", counting.Limit("signin-account", most=3, seconds=3600))
    with time_machine.travel(NOON, tick=False):
        assert sign_in(editor.username, RIGHT) == (302, "")
        assert [sign_in(f"somebody{number}", WRONG, address=THERE)[1] for number in range(5)][4].count(
            "12:15"
        ) == 1
        for number in range(3):
            sign_in(editor.username, WRONG, address=f"192.0.2.{number}")
        assert "13:00" in sign_in(editor.username, RIGHT, address="192.0.2.9")[1]
        assert sign_in(editor.username, RIGHT) == (302, "")


def test_a_command_lets_somebody_try_again(editor: User) -> None:
    with time_machine.travel(NOON, tick=False):
        for _ in range(6):
            sign_in(editor.username, WRONG)
        call_command("unlock", editor.username, verbosity=0)
        assert sign_in(editor.username, RIGHT) == (302, "")
        call_command("unlock", THERE, verbosity=0)
    assert ReviewEvent.objects.filter(act=Act.UNLOCK_SIGN_IN).count() == 2
    with pytest.raises(CommandError, match="no account"):
        call_command("unlock", "nobody")


def test_with_the_cache_down_each_process_counts_by_itself(
    editor: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    counting._own.clear()
    down = dict(caches.settings["default"], LOCATION="redis://127.0.0.1:1/0")
    settings.CACHES = {**caches.settings, "default": down}
    with time_machine.travel(NOON, tick=False):
        told = [sign_in(editor.username, WRONG) for _ in range(6)]
        assert "12:15" in told[5][1]
        assert sign_in(editor.username, RIGHT) == told[5]
    assert "limits_alone" in caplog.text
    counting._own.clear()


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        (HERE, "", HERE),
        (HERE, THERE, HERE),
        ("127.0.0.1", f"{HERE}, {THERE}", THERE),
        ("", f"{HERE},{THERE}", THERE),
        ("::1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", f"{HERE}, <script>", "127.0.0.1"),
        ("::ffff:198.51.100.7", "", HERE),
        ("", "", ""),
    ],
)
def test_whose_request_it_is(peer: str, forwarded: str, client: str) -> None:
    assert find_client({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}) == client


def test_a_front_server_on_another_machine_is_believed_where_the_operator_names_it(settings: Any) -> None:
    settings.TRUSTED_PROXIES = (ip_network("198.51.100.0/24"), ip_network("2001:db8::/32"))
    assert find_client({"REMOTE_ADDR": HERE, "HTTP_X_FORWARDED_FOR": THERE}) == THERE
    assert find_client({"REMOTE_ADDR": "2001:db8::1", "HTTP_X_FORWARDED_FOR": THERE}) == THERE
    assert find_client({"REMOTE_ADDR": THERE, "HTTP_X_FORWARDED_FOR": HERE}) == THERE


def test_what_is_kept_of_an_address_is_no_household() -> None:
    assert [coarsen(client) for client in (HERE, "2001:db8:1:2::/64", "")] == [
        "198.51.100.0/24",
        "2001:db8:1::/48",
        "",
    ]


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example/", "/\\evil.example",
     "%2f%2fevil", "javascript:alert(1)", "///evil.example", "https://testserver@evil.example/"],
)  # fmt: skip
def test_signing_in_leads_to_the_desk_wherever_else_it_was_to_lead(editor: User, target: str) -> None:
    response = Client().post(
        "/admin/login/", {"username": editor.username, "password": RIGHT, "next": target}
    )
    assert response.status_code == 302
    assert response["Location"] in {"/admin/", "%2f%2fevil"}


def test_a_session_begins_anew_lasts_a_working_day_and_its_cookie_is_the_servers_alone(
    editor: User, settings: object
) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True  # type: ignore[attr-defined]
    client = Client()
    client.cookies["sessionid"] = "fixedbyastranger"
    response = client.post("/admin/login/", {"username": editor.username, "password": RIGHT})
    cookie = response.cookies["sessionid"]
    assert cookie.value != "fixedbyastranger"
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["max-age"]) == (
        True,
        "Lax",
        True,
        12 * 3600,
    )
    before = client.cookies["sessionid"].value
    client.post("/admin/logout/")
    client.cookies["sessionid"] = before
    assert client.get("/admin/").status_code == 302


def test_a_host_that_is_not_ours_is_refused_and_its_name_told_nowhere() -> None:
    response = Client().get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert b"evil" not in response.content


@pytest.mark.parametrize("password", ["too short", "1234567890", "2026112703284719", "a-editor-b"])
def test_a_password_that_is_soon_guessed_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="editor"))
