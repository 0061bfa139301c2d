"""Digests by mail: what they tell, when they come, how they stop, and that they reach nobody who may not read them."""

import email
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import timezone

from tests.builders import make_article, make_change, make_editor, make_source
from trackers.desk.digests import MOST_FAILURES, claim_due, keep_digest, send_digest, stop_digest
from trackers.desk.errors import DeskError
from trackers.desk.exposure import Grounds
from trackers.desk.withholding import withhold_passage
from trackers.models import Article, Change, Digest
from trackers.pipeline.reindex import index_emptied

pytestmark = pytest.mark.django_db


class Sink:
    """What a mail server was given."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a mail, or refuse it."""
        if self.refuses:
            return "451 come back later"
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 kept"


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A mail server on loopback, and settings that lead to it."""
    kept = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield kept
    server.stop()


def ask_for(*, role: str = "analyst", address: str = "ada@newsroom.example", **fields: Any) -> Digest:
    """A digest that tells what moved since yesterday and is due."""
    owner = make_editor(role)
    owner.email = address
    owner.save()
    now = timezone.now()
    digest = keep_digest(Digest(owner=owner, **fields), now=now - timedelta(days=1))
    Digest.objects.filter(pk=digest.pk).update(next_at=now)
    return digest


def make_fresh(*article: Article, **texts: Any) -> Change:
    """A change that was announced just now."""
    change = make_change(*article, **texts)
    Change.objects.filter(pk=change.pk).update(announced_at=timezone.now())
    return change


def mail_all(*, later: timedelta = timedelta(minutes=2)) -> int:
    """Send what is due, some minutes on; return how many mails went out."""
    now = timezone.now() + later
    return sum(send_digest(pk, now=now) for pk in claim_due(now=now, limit=10))


def test_one_mail_tells_what_is_new_with_the_words_and_a_link_and_none_comes_when_nothing_is(
    sink: Sink,
) -> None:
    digest = ask_for(queue="triage")
    change = make_fresh(
        old={"headline": "Lock shut", "paragraphs": ["Twelve barges wait."]},
        new={"headline": "Lock shut", "paragraphs": ["Forty barges wait."]},
    )

    assert (mail_all(), len(sink.mails)) == (1, 1)
    (mail,) = sink.mails
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    for body in (text, html):
        for words in (
            "Lock shut",
            "Twelve",
            "Forty",
            f"/admin/trackers/change/{change.pk}/change/?queue=triage",
        ):
            assert words in body
    assert mail["To"] == "ada@newsroom.example" and "1 new in" in mail["Subject"]

    digest.refresh_from_db()
    assert digest.next_at is not None and digest.next_at > timezone.now() and digest.sent_at is not None
    Digest.objects.update(next_at=timezone.now())
    assert (mail_all(), len(sink.mails)) == (0, 1)


def test_a_search_is_mailed_with_the_public_address_and_without_what_is_not_public(sink: Sink) -> None:
    ask_for(query="added:barges")
    new = {"headline": "Lock shut", "paragraphs": ["Forty barges wait."]}
    shown = make_fresh(new=new)
    make_fresh(make_article(make_source(public_text="private", name="Secret Post")), new=new)

    assert mail_all() == 1
    text = sink.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert shown.get_absolute_url() in text and "Secret Post" not in text


def test_it_is_stopped_by_one_click_without_a_login_and_a_look_at_the_address_stops_nothing(
    sink: Sink,
) -> None:
    digest = ask_for(queue="triage")
    make_fresh()
    mail_all()
    (mail,) = sink.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = mail["List-Unsubscribe"].strip("<>").partition("/digests/")[2]
    client = Client(enforce_csrf_checks=True)

    shown = client.get(f"/digests/{path}")
    assert shown.status_code == 200 and Digest.objects.get().next_at is not None
    posted = client.post(f"/digests/{path}", {"List-Unsubscribe": "One-Click"})
    assert posted.status_code == 200 and "comes no more" in posted.content.decode()
    digest.refresh_from_db()
    assert digest.next_at is None
    assert client.post(f"/digests/{path[:-2]}x/").status_code == 404


@pytest.mark.parametrize("how", ["asleep", "without a role", "without an address"])
def test_nobody_is_mailed_who_may_not_read_it_any_more(sink: Sink, how: str) -> None:
    digest = ask_for(queue="triage")
    make_fresh()
    owner = digest.owner
    if how == "asleep":
        owner.is_active = False
    elif how == "without an address":
        owner.email = ""
    else:
        owner.groups.clear()
        owner.user_permissions.clear()
    owner.save()

    assert (mail_all(), sink.mails) == (0, [])
    digest.refresh_from_db()
    assert digest.next_at is None and digest.problem


def test_a_mail_server_that_refuses_is_tried_again_and_given_up_after_a_while(sink: Sink) -> None:
    digest = ask_for(queue="triage")
    make_fresh()
    sink.refuses = True
    assert mail_all() == 0
    digest.refresh_from_db()
    assert (digest.failures, digest.next_at is not None) == (1, True) and "451" in digest.problem

    sink.refuses = False
    assert mail_all(later=timedelta(minutes=20)) == 1
    digest.refresh_from_db()
    assert (digest.failures, digest.problem) == (0, "")

    Digest.objects.update(failures=MOST_FAILURES - 1, since=digest.created_at, next_at=timezone.now())
    sink.refuses = True
    mail_all()
    assert Digest.objects.get().next_at is None


def test_a_lease_keeps_two_workers_from_sending_one_mail_twice() -> None:
    ask_for_without_mail()
    now = timezone.now()
    assert len(claim_due(now=now, limit=10)) == 1
    assert claim_due(now=now, limit=10) == []
    assert len(claim_due(now=now + timedelta(minutes=16), limit=10)) == 1


def ask_for_without_mail() -> Digest:
    """A digest that is due, put there."""
    return Digest.objects.create(owner=make_editor("analyst"), queue="triage", next_at=timezone.now())


def test_what_its_owner_stops_while_it_is_sent_stays_stopped(sink: Sink) -> None:
    digest = ask_for(queue="triage")
    make_fresh()
    now = timezone.now() + timedelta(minutes=2)
    claim_due(now=now, limit=10)
    stop_digest(digest)
    assert not send_digest(digest.pk, now=now) and sink.mails == []


class SlowServer(BaseEmailBackend):
    """A mail server that takes so long that something happens meanwhile."""

    meanwhile: Callable[[], Any]
    mails: list[Any]

    def send_messages(self, messages: Any) -> int:
        """Take the mails, once it has happened."""
        SlowServer.meanwhile()
        SlowServer.mails += messages
        return len(messages)


def revise(digest: Digest, *, now: datetime, **fields: Any) -> Digest:
    """Save a digest as its owner does who opened the form before all of this."""
    for name, value in fields.items():
        setattr(digest, name, value)
    return keep_digest(digest, now=now)


SEVEN = datetime(2026, 3, 14, 7, tzinfo=UTC)


@pytest.mark.parametrize("moment", ["before it is sent", "while it is sent", "after it was sent"])
@pytest.mark.parametrize("hour", [6, 9])
def test_a_digest_revised_on_the_morning_it_is_sent_comes_once_that_day_and_at_its_new_hour_the_next(
    settings: Any, moment: str, hour: int
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example", f"{__name__}.SlowServer"
    digest = ask_for(queue="triage")
    Digest.objects.update(next_at=SEVEN, since=SEVEN - timedelta(days=1), created_at=SEVEN)
    change = make_change(new=["Forty barges wait."])
    Change.objects.filter(pk=change.pk).update(announced_at=SEVEN - timedelta(hours=1))
    opened, now = Digest.objects.get(), SEVEN + timedelta(seconds=30)
    SlowServer.mails = []
    ids = claim_due(now=now, limit=10)
    if moment == "before it is sent":
        revise(opened, now=now, hour=hour, queue="", query="added:barges")
    elsewhere = moment != "while it is sent"
    SlowServer.meanwhile = lambda: None if elsewhere else revise(opened, now=now, hour=hour)
    for _again in range(2):
        for pk in ids:
            send_digest(pk, now=now)
    if moment == "after it was sent":
        revise(opened, now=now, hour=hour)

    (mail,) = SlowServer.mails
    assert ("added:barges" in mail.body) == (moment == "before it is sent"), "what is wanted by then"
    digest.refresh_from_db()
    assert digest.since == now - timedelta(minutes=1) and digest.due_at is None
    assert digest.next_at == datetime(2026, 3, 15, hour, tzinfo=UTC)


def test_the_mail_of_last_night_that_comes_after_midnight_takes_no_mail_from_the_new_day() -> None:
    night = datetime(2026, 3, 14, 23, tzinfo=UTC)
    late = Digest(hour=23, sent_for=night)
    assert late.next_mail(night + timedelta(hours=2)) == night + timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("UTC", datetime(2026, 3, 14, 6, 59, tzinfo=UTC), datetime(2026, 3, 14, 7, tzinfo=UTC)),
        ("UTC", datetime(2026, 3, 14, 7, 0, tzinfo=UTC), datetime(2026, 3, 15, 7, tzinfo=UTC)),
        # The clocks go forward in the night: seven o'clock comes an hour earlier.
        ("Europe/London", datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 3, 14, 12, tzinfo=UTC), datetime(2026, 3, 15, 1, 30, tzinfo=UTC)),
    ],
)
def test_the_hour_is_that_of_the_chosen_zone(zone: str, now: datetime, due: datetime) -> None:
    assert Digest(hour=7, zone=zone).next_hour(now) == due


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"queue": "no-such"}, "queue"),
        ({"query": 'removed:"open'}, "query"),
        ({"query": "source:no-such-paper barges"}, "query"),
        ({"queue": "triage", "zone": "Atlantis/Capital"}, "zone"),
        ({"queue": "triage", "hour": 24}, "hour"),
    ],
)
def test_what_cannot_be_mailed_is_refused_beside_its_field(
    sink: Sink, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(DeskError) as refused:
        ask_for(**fields)
    assert field in refused.value.fields and not Digest.objects.exists()


def test_without_a_mail_server_or_an_address_nobody_is_promised_a_mail(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    with pytest.raises(DeskError, match="MAIL_URL"):
        ask_for(queue="triage")
    settings.EMAIL_HOST = "127.0.0.1"
    with pytest.raises(DeskError, match="no e-mail address"):
        ask_for(queue="triage", address="")


def test_hostile_words_forge_no_header_no_markup_and_no_line(sink: Sink) -> None:
    ask_for(queue="triage")
    headline = "<script>alert(1)</script>\r\nBcc: all@example.com\u202e\x1b[31m"
    make_fresh(new={"headline": headline, "paragraphs": ["\n-- \nhttps://evil.example/ <b>"]})

    mail_all()
    (mail,) = sink.mails
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert mail["Bcc"] is None and "<script" not in html and "<b>" not in html
    assert not any(line.startswith("Bcc:") for line in text.splitlines())
    assert "\x1b" not in text and "\u202e" not in text
    assert text.splitlines().count("-- ") == 1


def test_a_withheld_passage_stands_in_no_mail_whoever_gets_it(sink: Sink) -> None:
    """An analyst sees what is withheld at the desk; a mail lies about for ever."""
    for digest in ({"queue": "triage"}, {"query": "barges"}):
        ask_for(**digest)
    change = make_fresh(
        old={"headline": "Lock shut", "paragraphs": ["Twelve barges wait."]},
        new={
            "headline": "Quokka Marl Wimbrel fined",
            "paragraphs": ["Twelve barges wait for Quokka Marl Wimbrel."],
        },
    )
    withhold_passage(
        change.article, words="Quokka Marl Wimbrel", grounds=Grounds("privacy"), actor=make_editor()
    )
    index_emptied(limit=10)

    assert mail_all() == len(sink.mails) == 2
    for mail in sink.mails:
        text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
        for said in (str(mail["Subject"]), text, html):
            assert "Quokka" not in said and "Wimbrel" not in said
        assert "[withheld]" in text
