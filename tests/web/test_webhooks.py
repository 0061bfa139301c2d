"""Webhooks as the settings name them, and the signature by the formula of the Standard Webhooks specification."""

import base64
import hashlib
import hmac
from typing import Any

import pytest

from trackers.web.webhooks import Webhooks, sign_message

KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()
OTHER = "whsec_" + base64.b64encode(KEY[::-1]).decode()
URL = "https://desk.example/hooks/sentinel-7b2e"


def named(**given: Any) -> dict[str, Any]:
    return {"desk": {"url": URL, "secret": SECRET, **given}}


def test_a_message_is_signed_as_the_specification_says() -> None:
    body = '{"type":"entry.published","title":"Fähre"}'.encode()
    headers = sign_message(Webhooks(named())["desk"], message_id="entry_ab_1", seconds=1773489600, body=body)

    # "msg_id.timestamp.payload", HMAC-SHA256 with the base64-decoded secret, base64, behind the version.
    signed = b"entry_ab_1" + b"." + b"1773489600" + b"." + body
    digest = hmac.new(base64.b64decode(SECRET.split("_")[1]), signed, hashlib.sha256).digest()
    assert headers == {
        "webhook-id": "entry_ab_1",
        "webhook-timestamp": "1773489600",
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }
    with pytest.raises(ValueError, match="full stop"):
        sign_message(Webhooks(named())["desk"], message_id="a.b", seconds=1, body=body)


def test_the_example_of_the_specification_comes_out_the_same() -> None:
    hooks = Webhooks(named(secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    headers = sign_message(
        hooks["desk"],
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        seconds=1614265330,
        body=b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_while_a_secret_is_changed_a_message_bears_both_signatures() -> None:
    headers = sign_message(
        Webhooks(named(secret=[OTHER, SECRET]))["desk"], message_id="a", seconds=1, body=b""
    )
    alone = sign_message(Webhooks(named())["desk"], message_id="a", seconds=1, body=b"")
    assert headers["webhook-signature"].split(" ")[1] == alone["webhook-signature"]


def test_names_are_shown_and_nothing_else() -> None:
    hooks = Webhooks(named())
    assert repr(hooks) == "Webhooks(['desk'])"
    assert hooks["desk"].host == "desk.example"
    shown = f"{hooks!r} {hooks['desk']!r} {hooks['desk']}"
    assert SECRET not in shown and "sentinel" not in shown and str(KEY) not in shown


@pytest.mark.parametrize(
    "given",
    [
        {"url": "http://desk.example/hooks/sentinel-7b2e"},
        {"url": "https://desk.example:8443/sentinel-7b2e"},
        {"url": "https://me:sentinel-7b2e@desk.example/"},
        {"url": "ftp://desk.example/sentinel-7b2e"},
        {"url": "https:///sentinel-7b2e"},
        {"url": "https://desk.example/a b"},
        {"url": "https://[desk.example/"},
        {"url": "https://desk.example:99999999/"},
        {"url": 7},
        {"secret": base64.b64encode(KEY).decode()},
        {"secret": "whsec_" + base64.b64encode(KEY[:23]).decode()},
        {"secret": "whsec_" + base64.b64encode(bytes(65)).decode()},
        {"secret": "whsec_no base64 at all"},
        {"secret": "whsec_é"},
        {"secret": ""},
        {"secret": []},
        {"secret": [SECRET, SECRET, OTHER]},
        {"secret": None},
        {"more": "sentinel-7b2e"},
    ],
)
def test_what_cannot_be_sent_to_is_refused_without_repeating_it(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError) as failure:
        Webhooks(named(**given))
    assert "desk" in str(failure.value)
    assert "sentinel" not in str(failure.value) and SECRET[6:] not in str(failure.value)


def test_a_name_is_plain_and_an_allowed_peer_may_be_named() -> None:
    for name in ("Desk", "", "a b", "x" * 41, "desk\n", "1st"):
        with pytest.raises(ValueError):
            Webhooks({name: {"url": URL, "secret": SECRET}})
    with pytest.raises(ValueError):
        Webhooks({"desk": URL})
    hooks = Webhooks(named(url="http://127.0.0.1:8099/in"), allowed_peers=["127.0.0.1:8099"])
    assert hooks["desk"].url == "http://127.0.0.1:8099/in"
