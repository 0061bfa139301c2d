"""One POST past the guard: https, no redirect, once, and the answer's body left alone."""

import logging

import pytest

from tests.web.loopback import AGENT, PUBLIC, Conversation, Names, Network, Server
from tests.web.test_tls import trusting_the_tests
from trackers.web.answers import Limits, Response
from trackers.web.errors import BadAnswer, FetchCode, FetchError, Refused, TimedOut
from trackers.web.post import post

HOOK = "https://news.example/hook?of=ours"


def send(
    server: Server | None, url: str = HOOK, *, addresses: tuple[str, ...] = (PUBLIC,), **more: object
) -> Response:
    network = Network({(PUBLIC, 443): server, (PUBLIC, 80): server} if server else {})
    try:
        return post(
            url,
            body=b'{"type": "entry.published"}',
            headers={"Content-Type": "application/json", "webhook-id": "entry_1_1"},
            agent=AGENT,
            limits=Limits(connect=2.0, read=2.0, total=0.5),
            resolver=Names({"news.example": list(addresses)}),
            connect=network,
            tls=trusting_the_tests(),
            **more,  # type: ignore[arg-type]
        )
    finally:
        assert not network.open, "a connection was left open"


def test_the_body_arrives_with_its_headers_and_the_answer_says_how_it_was_taken() -> None:
    with Server(lambda said: said.answer(b"thanks", status="202 Accepted"), certificate="good.pem") as server:
        answer = send(server)
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/hook?of=ours")
    assert request.body == b'{"type": "entry.published"}'
    assert request.headers["content-type"] == "application/json"
    assert request.headers["webhook-id"] == "entry_1_1"
    assert request.headers["user-agent"] == AGENT
    assert request.headers["host"] == "news.example"
    assert "cookie" not in request.headers
    assert (answer.status, answer.body) == (202, b"")


def test_a_redirect_is_an_answer_and_nothing_is_sent_on() -> None:
    with Server(
        lambda said: said.redirect("https://news.example/other", status="307 Temporary Redirect"),
        certificate="good.pem",
    ) as server:
        assert send(server).status == 307
    assert len(server.requests) == server.connections == 1


def test_an_answer_without_end_costs_nothing_and_one_that_never_begins_its_time() -> None:
    def drip(said: Conversation) -> None:
        said.say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nhalf a word")
        server.stopping.wait(5)

    with Server(drip, certificate="good.pem") as server:
        assert send(server).status == 200

    def say_nothing(_said: Conversation) -> None:
        silent.stopping.wait(5)

    with Server(say_nothing, certificate="good.pem") as silent, pytest.raises(TimedOut):
        send(silent)


def test_what_was_sent_once_is_not_sent_again_because_the_connection_broke() -> None:
    with Server(lambda said: said.hang_up(), certificate="good.pem") as server, pytest.raises(BadAnswer):
        send(server)
    assert server.connections == 1


@pytest.mark.parametrize(
    ("url", "addresses", "code"),
    [
        ("http://news.example/hook", (PUBLIC,), FetchCode.REFUSED_URL),
        ("https://news.example:8443/hook", (PUBLIC,), FetchCode.REFUSED_URL),
        ("https://user:word@news.example/hook", (PUBLIC,), FetchCode.REFUSED_URL),
        ("https://127.0.0.1/hook", (PUBLIC,), FetchCode.REFUSED_ADDRESS),
        ("https://news.example/hook", ("10.1.2.3",), FetchCode.REFUSED_ADDRESS),
        ("https://news.example/hook", (PUBLIC, "169.254.169.254"), FetchCode.REFUSED_ADDRESS),
        ("https://nobody.example/hook", (PUBLIC,), FetchCode.DNS),
    ],
)
def test_the_guard_of_fetching_stands_before_it(
    url: str, addresses: tuple[str, ...], code: FetchCode, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(FetchError) as failure:
        send(None, url, addresses=addresses)
    assert failure.value.code is code
    if isinstance(failure.value, Refused):
        assert f"post_refused code={code} host=" in caplog.text
        assert "/hook" not in caplog.text and "word" not in caplog.text


def test_an_allowed_peer_may_be_sent_to_in_the_clear() -> None:
    with Server(lambda said: said.answer()) as server:
        answer = post(
            f"http://127.0.0.1:{server.port}/hook",
            body=b"{}",
            headers={},
            agent=AGENT,
            allowed_peers={f"127.0.0.1:{server.port}"},
        )
    assert answer.status == 200
    assert server.requests[0].body == b"{}"
