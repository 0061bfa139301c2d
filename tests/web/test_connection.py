"""From a name to a socket: one look-up, every answer judged, and the socket asked whom it reached."""

import logging
import socket
import threading
import time
from collections.abc import Sequence

import httpcore
import pytest

from tests.web.loopback import AGENT, OTHER_PUBLIC, PUBLIC, QUICK, Conversation, Names, Network, Server
from trackers.web.answers import Limits
from trackers.web.client import Client, FetchCode, Refused, TimedOut, Unreachable, fetch
from trackers.web.resolver import SystemResolver

URL = "http://news.example/story"


def hello(conversation: Conversation) -> None:
    conversation.answer(b"hello")


def test_a_name_that_changes_its_address_is_looked_up_once_and_the_first_answer_is_used() -> None:
    with Server(hello) as server:
        names, network = Names({"news.example": [[PUBLIC], ["127.0.0.1"]]}), Network({(PUBLIC, 80): server})
        with Client(resolver=names, connect=network) as client:
            response = client.fetch(URL, agent=AGENT, limits=QUICK)
    assert response.body == b"hello"
    assert names.asked == ["news.example"]
    assert network.reached == [(PUBLIC, 80)]


def test_the_same_name_is_judged_anew_for_the_next_fetch() -> None:
    with Server(hello) as server:
        names, network = Names({"news.example": [[PUBLIC], ["127.0.0.1"]]}), Network({(PUBLIC, 80): server})
        with Client(resolver=names, connect=network) as client:
            client.fetch(URL, agent=AGENT, limits=QUICK)
            with pytest.raises(Refused):
                client.fetch(URL, agent=AGENT, limits=QUICK)
    assert network.reached == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "answers",
    [
        [PUBLIC, "127.0.0.1"],
        ["10.0.0.1", PUBLIC],
        [PUBLIC, OTHER_PUBLIC, "::1"],
        [PUBLIC, PUBLIC, PUBLIC, PUBLIC, PUBLIC, "169.254.169.254"],
        ["::ffff:127.0.0.1"],
        ["fe80::1%eth0"],
        ["not an address"],
    ],
)
def test_one_answer_that_is_not_public_refuses_the_name(answers: list[str]) -> None:
    network = Network()
    with (
        Client(resolver=Names({"news.example": answers}), connect=network) as client,
        pytest.raises(Refused) as refusal,
    ):
        client.fetch(URL, agent=AGENT)
    assert refusal.value.code is FetchCode.REFUSED_ADDRESS
    assert network.reached == []


def test_a_refusal_is_logged_with_its_code_and_host_but_no_address(caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.WARNING),
        Client(resolver=Names({"news.example": ["10.1.2.3"]}), connect=Network()) as client,
        pytest.raises(Refused) as refusal,
    ):
        client.fetch(URL, agent=AGENT)
    assert [record.getMessage() for record in caplog.records] == [
        "fetch_refused code=refused_address host=news.example reason=private"
    ]
    assert "10.1.2.3" not in refusal.value.detail + str(refusal.value)


def test_a_refused_url_cannot_write_lines_of_its_own_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refused):
        fetch("http://a\nfetch_refused code=none host=b/", agent=AGENT)
    assert [record.getMessage() for record in caplog.records] == [
        "fetch_refused code=refused_url host=a?fetch_refused?code?none?host?b reason=url"
    ]


@pytest.mark.parametrize("lands", [("127.0.0.1", 80), (PUBLIC, 81), (OTHER_PUBLIC, 80), None])
def test_a_connection_that_ends_elsewhere_is_closed_before_anything_is_sent(
    lands: tuple[str, int] | None,
) -> None:
    class Elsewhere(httpcore.NetworkStream):
        closed = False

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            raise AssertionError("a request was sent")

        def close(self) -> None:
            self.closed = True

        def get_extra_info(self, info: str) -> object:
            return lands if info == "server_addr" else None

    stream = Elsewhere()
    with (
        Client(resolver=Names({"news.example": [PUBLIC]}), connect=lambda *_: stream) as client,
        pytest.raises(Refused) as refusal,
    ):
        client.fetch(URL, agent=AGENT)
    assert refusal.value.code is FetchCode.REFUSED_ADDRESS
    assert stream.closed


def test_the_real_socket_is_asked_for_its_other_end() -> None:
    with Server(hello) as server:
        network = Network({(PUBLIC, 80): server}, says_peer=False)
        with (
            Client(resolver=Names({"news.example": [PUBLIC]}), connect=network) as client,
            pytest.raises(Refused),
        ):
            client.fetch(URL, agent=AGENT)
    assert (network.reached, network.open, server.requests) == ([(PUBLIC, 80)], set(), [])


def test_the_next_public_address_is_tried_when_the_first_is_dead() -> None:
    with Server(hello) as server:
        network = Network({(PUBLIC, 80): server})
        with Client(resolver=Names({"news.example": [OTHER_PUBLIC, PUBLIC]}), connect=network) as client:
            assert client.fetch(URL, agent=AGENT, limits=QUICK).body == b"hello"
    assert network.reached == [(OTHER_PUBLIC, 80), (PUBLIC, 80)]


def test_a_host_where_nobody_answers_is_unreachable() -> None:
    network = Network()
    names = Names({"news.example": [f"{PUBLIC[:-1]}{last}" for last in range(10)]})
    with Client(resolver=names, connect=network) as client, pytest.raises(Unreachable) as failure:
        client.fetch(URL, agent=AGENT)
    assert len(network.reached) == 4
    assert failure.value.code is FetchCode.CONNECT


@pytest.mark.parametrize("table", [{}, {"news.example": []}])
def test_a_name_without_an_address_is_unreachable(table: dict[str, Sequence[str]]) -> None:
    with Client(resolver=Names(table), connect=Network()) as client, pytest.raises(Unreachable) as failure:
        client.fetch(URL, agent=AGENT)
    assert failure.value.code is FetchCode.DNS


def test_an_allowed_peer_is_reached_through_the_real_road() -> None:
    with Server(hello) as server:
        url, peers = f"http://127.0.0.1:{server.port}/", frozenset({f"127.0.0.1:{server.port}"})
        assert fetch(url, agent=AGENT, allowed_peers=peers, limits=QUICK).body == b"hello"
        with pytest.raises(Refused):
            fetch(url, agent=AGENT, limits=QUICK)
        with pytest.raises(Refused):
            fetch(f"http://127.0.0.1:{server.port + 1}/", agent=AGENT, allowed_peers=peers, limits=QUICK)
    assert server.connections == 1


def test_an_allowed_name_may_live_at_a_private_address() -> None:
    with Server(hello) as server:
        peers = frozenset({f"Intranet.Example:{server.port}"})
        names = Names({"intranet.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
        url = f"http://intranet.example:{server.port}/"
        assert fetch(url, agent=AGENT, allowed_peers=peers, resolver=names, limits=QUICK).body == b"hello"
        with pytest.raises(Refused):
            fetch(f"http://other.example:{server.port}/", agent=AGENT, allowed_peers=peers, resolver=names)


def test_a_look_up_that_hangs_ends_at_the_deadline() -> None:
    class Slow(Names):
        def resolve(self, host: str, *, timeout: float) -> Sequence[str]:
            assert timeout <= 0.3
            raise TimeoutError

    with Client(resolver=Slow({}), connect=Network()) as client, pytest.raises(TimedOut):
        client.fetch(URL, agent=AGENT, limits=Limits(total=0.3))


def test_the_systems_resolver_gives_up_in_time_and_bounds_its_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    free = threading.Event()
    waiting: list[bytes] = []

    def never(host: bytes, *_: object, **__: object) -> list[object]:
        waiting.append(host)
        free.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", never)
    resolver = SystemResolver(lookups=2)
    for _ in range(4):
        with pytest.raises(TimeoutError):
            resolver.resolve("news.example", timeout=0.02)
    assert waiting == [b"news.example"] * 2
    free.set()
    until = time.monotonic() + 5
    while time.monotonic() < until:  # the threads give their places back
        try:
            assert list(resolver.resolve("news.example", timeout=0.02)) == []
            break
        except TimeoutError:
            continue
    assert len(waiting) == 3


def test_the_systems_resolver_reads_literals_and_reports_unknown_names() -> None:
    assert list(SystemResolver().resolve("127.0.0.1", timeout=5)) == ["127.0.0.1"]
    with pytest.raises(OSError):
        SystemResolver().resolve("nothing.invalid", timeout=5)
