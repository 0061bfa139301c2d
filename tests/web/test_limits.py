"""Servers that flood, drip, lie and break off: each costs bounded bytes and seconds, and ends as one error."""

import gzip
import itertools
import subprocess
import sys
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.loopback import QUICK, Conversation, Server, ask, bomb
from trackers.web.answers import Limits
from trackers.web.body import Inbox
from trackers.web.client import BadAnswer, FetchCode, FetchError, TimedOut, TooLarge

MEGABYTE = 1 << 20
SMALL = Limits(header_bytes=8192, wire_bytes=20_000, body_bytes=50_000, connect=2.0, read=2.0, total=4.0)
TEXT = b"".join(b"line %d of a story about a harbour\n" % number for number in range(3000))


class Flood:
    """Says the same piece again and again until the other side hangs up or ``stopping`` is set."""

    def __init__(self, head: bytes, piece: bytes, *, pause: float = 0.0, most: int = 64 * MEGABYTE) -> None:
        self.sent = 0
        self._head, self._piece, self._pause, self._most = head, piece, pause, most
        self.server = Server(self._talk)

    def _talk(self, conversation: Conversation) -> None:
        conversation.say(self._head)
        while self.sent < self._most and not self.server.stopping.wait(self._pause):
            conversation.say(self._piece)
            self.sent += len(self._piece)


def failing(server: Server, limits: Limits = SMALL) -> FetchError:
    with server, pytest.raises(FetchError) as failure:
        ask(server, limits=limits)
    return failure.value


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff0\r\n",
    ],
)
def test_an_endless_body_is_given_up_at_the_wire_limit(head: bytes) -> None:
    flood = Flood(head, b"x" * 4096)
    error = failing(flood.server)
    assert isinstance(error, TooLarge)
    assert error.code is FetchCode.TOO_LARGE
    assert flood.sent < 16 * MEGABYTE  # what the kernel's buffers took


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-Padding: " + b"x" * 1000 + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Padding: ", b"x" * 1000),
        (b"HTTP/1.1 200 ", b"x" * 1000),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"", b"\r\n" * 500),
    ],
)
def test_a_flood_of_headers_is_given_up_at_the_header_limit(head: bytes, piece: bytes) -> None:
    error = failing(Flood(head, piece).server)
    assert error.code in {FetchCode.TOO_LARGE, FetchCode.BAD_ANSWER}


def test_headers_within_their_limit_pass_and_one_more_does_not() -> None:
    def talk(conversation: Conversation) -> None:
        conversation.answer(b"hello", x_padding="x" * int(conversation.target.strip("/")))

    with Server(talk) as server:
        assert len(ask(server, "/8000", limits=SMALL).header("x-padding")) == 8000
        with pytest.raises(TooLarge, match="headers"):
            ask(server, "/8300", limits=SMALL)


def test_ten_megabytes_of_gzip_that_hold_ten_gigabytes_stop_early() -> None:
    body = bomb(10 * 1024 * MEGABYTE)
    assert 8 * MEGABYTE < len(body) < 12 * MEGABYTE
    server = Server(lambda conversation: conversation.answer(body, content_encoding="gzip"))
    limits = Limits(wire_bytes=20 * MEGABYTE, body_bytes=16 * MEGABYTE, total=20.0)
    tracemalloc.start()
    try:
        error = failing(server, limits)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.code is FetchCode.TOO_LARGE
    assert peak < 80 * MEGABYTE


IN_LITTLE_MEMORY = """
import resource
from tests.web.loopback import Server, ask, bomb
from trackers.web.answers import Limits
from trackers.web.client import TooLarge

body = bomb(10 << 30)
limits = Limits(wire_bytes=20 << 20, body_bytes=16 << 20, total=30.0)
with Server(lambda conversation: conversation.answer(body, content_encoding="gzip")) as server:
    pages = int(open("/proc/self/statm", encoding="ascii").read().split()[0])
    bound = pages * resource.getpagesize() + (160 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    for _ in range(3):
        try:
            ask(server, limits=limits)
        except TooLarge:
            print("too large")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc to bound a process's memory")
def test_a_bomb_is_given_up_in_a_process_that_has_little_memory_left() -> None:
    """What the interpreter cannot see, zlib's own buffers, counts here too: beyond the bound the kernel says no."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", IN_LITTLE_MEMORY],
        cwd=root, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("too large\n" * 3, 0), done.stderr[-2000:]


def test_the_decoded_limit_counts_bytes_exactly() -> None:
    def talk(conversation: Conversation) -> None:
        conversation.answer(
            gzip.compress(bytes(int(conversation.target.strip("/")))), content_encoding="gzip"
        )

    with Server(talk) as server:
        assert len(ask(server, "/50000", limits=SMALL).body) == 50_000
        with pytest.raises(TooLarge, match="page"):
            ask(server, "/50001", limits=SMALL)


def test_a_body_beyond_its_limit_can_be_cut_where_that_is_asked_for() -> None:
    limits = Limits(wire_bytes=20_000, body_bytes=10_000, cut=True)
    with Server(lambda conversation: conversation.answer(TEXT)) as server:
        response = ask(server, limits=limits)
    assert (response.body, response.was_cut) == (TEXT[:10_000], True)
    with Server(
        lambda conversation: conversation.answer(gzip.compress(TEXT, mtime=0), content_encoding="gzip")
    ) as server:
        assert ask(server, limits=limits).body == TEXT[:10_000]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("x-gzip", gzip.compress(TEXT, mtime=0)),
        ("GZIP", gzip.compress(TEXT, mtime=0)),
        ("gzip, identity", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:1000], mtime=0) + gzip.compress(TEXT[1000:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + bytes(512)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("identity", TEXT),
        ("", TEXT),
    ],
)
def test_the_codings_we_ask_for_are_undone(coding: str, body: bytes) -> None:
    with Server(lambda conversation: conversation.answer(body, content_encoding=coding)) as server:
        response = ask(server)
    assert response.body == TEXT
    assert len(body) < response.wire_bytes < len(body) + 400


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0)),
        ("gzip, deflate", TEXT),
        ("br", TEXT),
        ("zstd", TEXT),
        ("compress", TEXT),
        ("nonsense", TEXT),
        ("gzip", TEXT),
        ("deflate", b"\xff\xff\xff\xff"),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-9]),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-4] + b"oops"),
        ("gzip", gzip.compress(TEXT, mtime=0)[:12]),
        ("gzip", gzip.compress(TEXT, mtime=0) + gzip.compress(TEXT, mtime=0)[:100]),
        ("deflate", zlib.compress(TEXT)[:-9]),
        ("deflate", b"x"),
        ("gzip", gzip.compress(b"", mtime=0) * 2000),
    ],
)
def test_a_body_that_cannot_be_decoded_is_a_bad_answer(coding: str, body: bytes) -> None:
    server = Server(lambda conversation: conversation.answer(body, content_encoding=coding))
    assert isinstance(failing(server, QUICK), BadAnswer)


@pytest.mark.parametrize("status", ["304 Not Modified", "204 No Content", "200 OK"])
def test_no_body_at_all_needs_no_decoding(status: str) -> None:
    with Server(lambda conversation: conversation.answer(status=status, content_encoding="gzip")) as server:
        assert ask(server).body == b""


@given(
    st.binary(max_size=3000).map(lambda data: data * 40),
    st.sampled_from(["gzip", "deflate", "raw", "members"]),
    st.integers(1, 5000),
    st.integers(0, 200_000),
)
@settings(max_examples=100, deadline=None)
def test_a_coded_body_in_any_pieces_comes_out_whole_or_is_refused_at_its_limit(
    data: bytes, form: str, step: int, limit: int
) -> None:
    coded = {
        "gzip": gzip.compress(data, mtime=0),
        "deflate": zlib.compress(data),
        "raw": zlib.compress(data, wbits=-15),
        "members": b"".join(
            gzip.compress(data[place : place + 7000], mtime=0) for place in range(0, max(1, len(data)), 7000)
        ),
    }[form]
    inbox = Inbox("gzip" if form in {"gzip", "members"} else "deflate", limit=limit)
    try:
        for place in range(0, len(coded), step):
            inbox.put(coded[place : place + step])
        whole = inbox.finish()
    except TooLarge:
        assert len(data) > limit
        assert inbox.head() == data[:limit]
    else:
        assert whole == data
        assert len(data) <= limit


@pytest.mark.parametrize("size", [262_143, 262_144, 262_145, 262_168, 262_402, 524_288])
@pytest.mark.parametrize("window", [-15, 15, 31])
def test_a_body_as_long_as_our_pieces_is_not_taken_for_a_broken_one(size: int, window: int) -> None:
    inbox = Inbox("gzip" if window == 31 else "deflate", limit=MEGABYTE)
    inbox.put(zlib.compress(bytes(size), wbits=window))
    assert inbox.finish() == bytes(size)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/9.9 OK\r\n\r\n",
        b"<html>hello</html>",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x15\x03\x01\x00\x02\x02\x16",
        b"HTTP/1.1 200 OK\r\nA\x00B: c\r\n\r\n",
    ],
)
def test_an_answer_that_is_incomplete_or_not_http_is_a_bad_answer(answer: bytes) -> None:
    error = failing(Server(lambda conversation: conversation.say(answer)), QUICK)
    assert isinstance(error, BadAnswer)
    assert error.code is FetchCode.BAD_ANSWER


def test_more_than_the_length_promised_is_not_read() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more"
    with Server(lambda conversation: conversation.say(answer)) as server:
        assert ask(server).body == b"hello"


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-A: ", b"b"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"", b""),
    ],
)
def test_a_server_that_drips_is_left_at_the_deadline(head: bytes, piece: bytes) -> None:
    flood = Flood(head, piece, pause=0.05)
    error = failing(flood.server, Limits(connect=5.0, read=5.0, total=0.5))
    assert isinstance(error, TimedOut)
    assert flood.sent < 200 * len(piece) + 1


def test_a_server_that_falls_silent_is_left_at_the_read_limit() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"
    error = failing(Flood(head, b"", pause=0.05).server, Limits(read=0.2, total=30.0))
    assert isinstance(error, TimedOut)


def test_one_deadline_holds_for_a_whole_chain_of_redirects() -> None:
    steps = itertools.count()

    def talk(conversation: Conversation) -> None:
        time.sleep(0.15)
        conversation.redirect(f"/{next(steps)}")

    error = failing(Server(talk), Limits(total=0.4))
    assert isinstance(error, TimedOut)
    assert next(steps) < 5
