"""A connection that is kept: used again for the same origin only, never trusted further than one whole answer."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.web.loopback import AGENT, OTHER_PUBLIC, PUBLIC, QUICK, Conversation, Names, Network, Server, bomb
from tests.web.test_tls import trusting_the_tests
from trackers.web.answers import Limits
from trackers.web.client import BadAnswer, Client, FetchError, Refused, Response, TooLarge

MANY = 1000
NAMES = {"news.example": [PUBLIC], "other.example": [OTHER_PUBLIC]}


def hello(conversation: Conversation) -> None:
    conversation.answer(b"hello")


class Desk:
    """A client and the servers behind news.example and other.example, as one test sees them."""

    def __init__(self, client: Client, network: Network, news: Server) -> None:
        self.client, self.network, self.news = client, network, news

    def ask(self, path: str = "/", *, host: str = "news.example", limits: Limits = QUICK) -> Response:
        return self.client.fetch(f"http://{host}{path}", agent=AGENT, limits=limits)


@contextmanager
def desk(talk: Callable[[Conversation], None] = hello, *, answers: int = MANY) -> Iterator[Desk]:
    with Server(talk, answers=answers) as news, Server(hello, answers=MANY) as other:
        network = Network({(PUBLIC, 80): news, (OTHER_PUBLIC, 80): other})
        with Client(resolver=Names(NAMES), connect=network) as client:
            yield Desk(client, network, news)
        assert not network.open, "a connection was left open"


def test_the_next_fetch_from_the_same_origin_uses_the_same_connection() -> None:
    with desk() as at:
        answers = [at.ask(f"/{number}") for number in range(5)]
    assert [answer.body for answer in answers] == [b"hello"] * 5
    assert [request.target for request in at.news.requests] == ["/0", "/1", "/2", "/3", "/4"]
    assert at.network.reached == [(PUBLIC, 80)]
    assert len({answer.wire_bytes for answer in answers}) == 1


@pytest.mark.parametrize("status", ["304 Not Modified", "204 No Content"])
def test_an_answer_without_a_body_keeps_the_connection(status: str) -> None:
    with desk(lambda conversation: conversation.say(f"HTTP/1.1 {status}\r\nEtag: x\r\n\r\n".encode())) as at:
        assert [at.ask().status, at.ask().status] == [int(status[:3])] * 2
    assert at.news.connections == 1


def test_another_origin_has_a_connection_of_its_own_and_one_is_open_at_a_time() -> None:
    with desk() as at:
        for host in ("news.example", "other.example", "news.example"):
            at.ask(host=host)
            assert len(at.network.open) == 1
    assert at.network.reached == [(PUBLIC, 80), (OTHER_PUBLIC, 80), (PUBLIC, 80)]


def test_a_connection_the_server_closed_meanwhile_is_replaced() -> None:
    with desk(answers=2) as at:
        assert [at.ask(f"/{number}").status for number in range(5)] == [200] * 5
    assert [request.target for request in at.news.requests] == ["/0", "/1", "/2", "/3", "/4"]
    assert at.news.connections == 3


@contextmanager
def hanging_up_late() -> Iterator[Desk]:
    """A server that takes the second request of a connection and hangs up instead of answering."""
    seen: list[str] = []

    def talk(conversation: Conversation) -> None:
        seen.append(conversation.target)
        if len(seen) == 2:
            conversation.hang_up()
        else:
            conversation.answer(b"hello")

    with desk(talk) as at:
        yield at


def test_a_request_the_server_hung_up_on_unanswered_is_sent_once_more_and_counted_once() -> None:
    with hanging_up_late() as at:
        first, second = at.ask("/a"), at.ask("/b")
    assert [request.target for request in at.news.requests] == ["/a", "/b", "/b"]
    assert (second.body, second.wire_bytes, len(second.hops)) == (b"hello", first.wire_bytes, 1)
    assert at.news.connections == 2


def test_a_server_that_hangs_up_on_a_new_connection_is_not_asked_again() -> None:
    with desk(lambda conversation: conversation.hang_up()) as at, pytest.raises(BadAnswer):
        at.ask()
    assert len(at.news.requests) == 1


def test_an_answer_that_broke_off_is_not_asked_for_again() -> None:
    def talk(conversation: Conversation) -> None:
        if conversation.target == "/b":
            conversation.say(b"HTTP/1.1 200 OK\r\nContent-Le")
            conversation.hang_up()
        else:
            hello(conversation)

    with desk(talk) as at:
        at.ask("/a")
        with pytest.raises(BadAnswer):
            at.ask("/b")
        assert not at.network.open
    assert [request.target for request in at.news.requests] == ["/a", "/b"]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
        b"HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nevil",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\nevil",
    ],
)
def test_bytes_nobody_asked_for_are_not_taken_for_the_next_answer(answer: bytes) -> None:
    with desk(
        lambda conversation: (
            conversation.say(answer) if conversation.target == "/a" else conversation.answer(b"hello")
        )
    ) as at:
        at.ask("/a")
        assert at.ask("/b").body == b"hello"
    assert at.news.connections == 2


def test_bytes_that_come_while_the_connection_rests_end_it() -> None:
    came = threading.Event()

    def talk(conversation: Conversation) -> None:
        conversation.answer(b"hello")
        if conversation.target == "/a":
            conversation.say(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")
        came.set()

    with desk(talk) as at:
        assert at.ask("/a").body == b"hello"
        assert came.wait(5)
        assert at.ask("/b").body == b"hello"
    assert at.news.connections == 2


@pytest.mark.parametrize("head", [b"HTTP/1.0 200 OK\r\n", b"HTTP/1.1 200 OK\r\nConnection: close\r\n"])
def test_a_server_that_says_it_will_close_is_believed(head: bytes) -> None:
    with desk(lambda conversation: conversation.say(head + b"Content-Length: 5\r\n\r\nhello")) as at:
        at.ask()
        assert not at.network.open
        at.ask()
    assert at.news.connections == 2


def test_a_body_we_do_not_read_to_its_end_costs_the_connection_and_no_more() -> None:
    body = bomb(1 << 30)

    def talk(conversation: Conversation) -> None:
        if conversation.target == "/bomb":
            conversation.answer(body, content_encoding="gzip")
        else:
            hello(conversation)

    with desk(talk) as at:
        for _ in range(2):
            at.ask()
            with pytest.raises(TooLarge):
                at.ask("/bomb", limits=Limits(wire_bytes=1 << 24, body_bytes=1 << 20))
            assert not at.network.open
        cut = at.ask("/bomb", limits=Limits(wire_bytes=1 << 24, body_bytes=1 << 20, cut=True))
        assert cut.was_cut
        assert not at.network.open


def test_a_redirects_body_is_thrown_away_as_far_as_it_came_and_never_waited_for() -> None:
    go_on = threading.Event()

    def talk(conversation: Conversation) -> None:
        if conversation.target == "/whole":
            conversation.answer(b"moved", status="301 Moved", location="/story")
        elif conversation.target == "/endless":
            conversation.say(b"HTTP/1.1 301 Moved\r\nLocation: /story\r\nContent-Length: 99999\r\n\r\nmoved")
            go_on.wait(5)
        else:
            hello(conversation)

    with desk(talk) as at:
        assert at.ask("/whole").body == b"hello"
        assert at.news.connections == 1
        assert at.ask("/endless").body == b"hello"
        assert at.news.connections == 2
        go_on.set()


def test_each_answer_has_limits_and_a_clock_of_its_own() -> None:
    limits = Limits(header_bytes=2000, wire_bytes=6000, body_bytes=5000, total=3.0)
    with desk(lambda conversation: conversation.answer(b"x" * 4000)) as at:
        answers = [at.ask(limits=limits) for _ in range(20)]
        with pytest.raises(TooLarge):
            at.ask(limits=Limits(wire_bytes=1000, body_bytes=1000))
    assert {len(answer.body) for answer in answers} == {4000}
    assert all(answer.elapsed < 3 for answer in answers)


def test_compressed_answers_follow_each_other() -> None:
    text = b"The harbour master said the ferry would sail. " * 2000
    packed = gzip.compress(text, mtime=0)
    with desk(lambda conversation: conversation.answer(packed, content_encoding="gzip")) as at:
        assert [at.ask().body for _ in range(3)] == [text] * 3
    assert at.news.connections == 1


def test_the_name_of_a_kept_connection_is_not_looked_up_again_and_a_new_one_is_judged_anew() -> None:
    with Server(hello, answers=2) as server:
        names, network = Names({"news.example": [[PUBLIC], ["127.0.0.1"]]}), Network({(PUBLIC, 80): server})
        with Client(resolver=names, connect=network) as client:
            for _ in range(2):
                client.fetch("http://news.example/", agent=AGENT, limits=QUICK)
            assert names.asked == ["news.example"]
            with pytest.raises(Refused):
                client.fetch("http://news.example/", agent=AGENT, limits=QUICK)
    assert names.asked == ["news.example"] * 2
    assert network.reached == [(PUBLIC, 80)]


class Forbidden(Exception):
    pass


def away(conversation: Conversation) -> None:
    if conversation.target == "/away":
        conversation.redirect("http://other.example/story?a=b#c")
    elif conversation.target == "/here":
        conversation.redirect("/story")
    else:
        conversation.answer(b"hello")


def test_each_hop_to_another_origin_is_permitted_before_anything_is_sent_there() -> None:
    asked: list[tuple[str, int]] = []
    with desk(away) as at:

        def permit(url: str) -> None:
            asked.append((url, len(at.network.open)))

        for path in ("/story", "/here", "/away"):
            at.client.fetch(f"http://news.example{path}", agent=AGENT, limits=QUICK, permit=permit)
    assert asked == [("http://other.example/story?a=b", 0)]


def test_what_permit_raises_passes_through_and_the_other_host_hears_nothing() -> None:
    def permit(url: str) -> None:
        raise Forbidden(url)

    with desk(away) as at:
        with pytest.raises(Forbidden, match=r"other\.example"):
            at.client.fetch("http://news.example/away", agent=AGENT, limits=QUICK, permit=permit)
        assert not at.network.open
        assert at.ask().body == b"hello"
    assert [address for address, _ in at.network.reached] == [PUBLIC, PUBLIC]


def test_permit_may_ask_the_other_host_for_its_robots_txt_with_the_same_client() -> None:
    with desk(away) as at:

        def permit(url: str) -> None:
            assert at.ask("/robots.txt", host="other.example").status == 200

        answer = at.client.fetch("http://news.example/away", agent=AGENT, limits=QUICK, permit=permit)
    assert (answer.body, len(answer.hops)) == (b"hello", 2)
    assert at.network.reached == [(PUBLIC, 80), (OTHER_PUBLIC, 80)]


def test_a_refused_redirect_is_refused_before_permit_is_asked() -> None:
    def permit(url: str) -> None:
        raise AssertionError("asked about an address that is refused anyway")

    with (
        desk(lambda conversation: conversation.redirect("http://10.0.0.1/")) as at,
        pytest.raises(FetchError),
    ):
        at.client.fetch("http://news.example/", agent=AGENT, limits=QUICK, permit=permit)


def test_bytes_that_tls_holds_back_are_not_taken_for_the_next_answer() -> None:
    """One record may hold more than a read may take at the limit; the rest makes no socket readable."""
    smuggled = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL"

    def talk(conversation: Conversation) -> None:
        conversation.say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        conversation.say(b"A" * 1000 + (smuggled if len(server.requests) == 1 else b""))

    server = Server(talk, certificate="good.pem", answers=3)
    limits = replace(QUICK, wire_bytes=1000)
    with (
        server,
        Client(
            resolver=Names({"news.example": [PUBLIC]}),
            connect=Network({(PUBLIC, 443): server}),
            tls=trusting_the_tests(),
        ) as client,
    ):
        bodies = [
            client.fetch("https://news.example/", agent=AGENT, limits=limits).body for _number in range(2)
        ]
    assert bodies == [b"A" * 1000] * 2
    assert server.connections == 2
