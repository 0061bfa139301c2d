"""Validators: kept when they are well formed, sent back as they came, never a way to write into a request."""

import pytest

from tests.web.loopback import AGENT, Conversation, Server, ask
from trackers.web.answers import Response
from trackers.web.client import fetch
from trackers.web.conditional import Validators, conditional_headers, validators

DATE = "Sat, 29 Oct 1994 19:43:31 GMT"


def response(**headers: str) -> Response:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response("u", "u", 200, pairs, b"", 0, 0.0, ())


@pytest.mark.parametrize(
    "etag", ['"abc"', 'W/"abc"', '""', '"abc-gzip"', '"a,b;c\'d"', '"\xe9"', '"' + "a" * 498 + '"']
)
def test_an_etag_is_sent_back_verbatim(etag: str) -> None:
    kept = validators(response(ETag=etag))
    assert kept == Validators(etag=etag)
    assert conditional_headers(kept) == {"If-None-Match": etag}


@pytest.mark.parametrize(
    "etag",
    [
        "",
        "abc",
        '"abc',
        'abc"',
        'w/"abc"',
        '"a"b"',
        '"a b"',
        '"a\r\nX: y"',
        '"a\x00"',
        '"\u0100"',
        '"a", "b"',
        '"' + "a" * 600 + '"',
    ],
)
def test_a_malformed_etag_is_forgotten(etag: str) -> None:
    assert validators(response(ETag=etag)).etag == ""
    assert conditional_headers(Validators(etag=etag)) == {}


@pytest.mark.parametrize("date", [DATE, "Saturday, 29-Oct-94 19:43:31 GMT", "Sat Oct 29 19:43:31 1994"])
def test_a_date_is_sent_back_verbatim(date: str) -> None:
    kept = validators(response(Last_Modified=date))
    assert conditional_headers(kept) == {"If-Modified-Since": date}


@pytest.mark.parametrize(
    "date",
    [
        "",
        "yesterday",
        "0",
        "-1",
        "Sat, 99 Oct 1994 19:43:31 GMT",
        f"{DATE}\r\nX: y",
        f"{DATE}, {DATE}",
        "Sat, " + "1" * 90,
    ],
)
def test_a_malformed_date_is_forgotten(date: str) -> None:
    assert validators(response(Last_Modified=date)).last_modified == ""
    assert conditional_headers(Validators(last_modified=date)) == {}


def test_both_are_sent_when_both_are_known() -> None:
    kept = validators(response(ETag='"a"', Last_Modified=DATE))
    assert conditional_headers(kept) == {"If-None-Match": '"a"', "If-Modified-Since": DATE}
    assert conditional_headers(Validators()) == {}


def test_what_was_kept_brings_a_304() -> None:
    def talk(conversation: Conversation) -> None:
        known = conversation.headers.get("if-none-match") == 'W/"\xe9"'
        conversation.answer(
            b"" if known else b"hello", status="304 x" if known else "200 OK", etag='W/"\xe9"'
        )

    with Server(talk) as server:
        first = ask(server)
        second = ask(server, headers=conditional_headers(validators(first)))
    assert (first.status, second.status, second.body) == (200, 304, b"")
    assert second.header("etag") == 'W/"\xe9"'


def test_every_header_made_here_may_be_sent() -> None:
    with Server(lambda conversation: conversation.answer()) as server:
        peer = f"127.0.0.1:{server.port}"
        headers = conditional_headers(Validators(etag='""', last_modified=DATE))
        fetch(f"http://{peer}/", agent=AGENT, allowed_peers=frozenset({peer}), headers=headers)
    assert server.requests[0].headers["if-none-match"] == '""'
