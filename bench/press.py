"""A local press of many hosts for measuring: every port is a host, pages of 144 kB (30 kB in gzip), 50 ms to answer.

    python -m bench.press FIRST_PORT HOSTS

``/not-modified/N`` answers 304 to whoever has its ETag, ``/same/N`` the same bytes each time, ``/furniture/N`` the same
article with other furniture at each load, ``/edited/N`` an article that differs at each load. Bodies are chains of gzip
members made once (RFC 1952 section 2.2), with one small member of their own, so that the press costs next to nothing.
"""

import asyncio
import gzip
import itertools
import random
import sys
import zlib

LATENCY = 0.05
SIZE = 144_000
# In the last place of the page's script, so that the whole is about 30 kB of gzip.
NOISE = 11_000

_WORDS = """
harbour council bridge ferry mayor budget school library winter river market strike train station village police court
report museum theatre garden football hospital doctor union energy housing traffic festival storm flood election vote
minister plan survey study company worker price rent street tower church island coast boat captain farmer orchard apple
bread baker kitchen window letter parcel office lawyer judge witness evidence meeting committee chairman resident tenant
""".split()  # noqa: SIM905 - a list of words reads better as one
_LINKS = """
the a of and to in on for with after before under over near between against about during without within
""".split()  # noqa: SIM905


def sentence(dice: random.Random) -> str:
    """Return an invented sentence of ten to twenty words."""
    words = [dice.choice(_WORDS if place % 2 else _LINKS) for place in range(dice.randint(10, 20))]
    return " ".join(words).capitalize() + "."


def paragraph(dice: random.Random) -> str:
    """Return an invented paragraph."""
    return " ".join(sentence(dice) for _ in range(dice.randint(2, 4)))


def make_page(number: int) -> tuple[bytes, bytes, bytes]:
    """Return a page in three parts: up to the article's end, what stands between, and the rest.

    What is put between the first two is inside the article, between the last two outside of it.
    """
    dice = random.Random(number)
    headline = f"{sentence(dice)[:60].strip('. ')} {number}"
    links = "".join(
        f'<li class="nav-item nav-item--{dice.randrange(10**6)}"><a href="/section/{dice.randrange(10**9)}" '
        f'data-track="{dice.randrange(10**9)}">{sentence(dice)[:40]}</a></li>'
        for _ in range(260)
    )
    text = "".join(f"<p>{paragraph(dice)}</p>\n" for _ in range(22))
    noise = "".join(dice.choice("0123456789abcdef") for _ in range(NOISE))
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{headline} | The Bench Courier</title>"
        f'<meta property="og:title" content="{headline}"><meta property="article:published_time" '
        f'content="2026-03-14T09:00:00Z"><script>var state="{noise}";</script></head><body>'
        f"<header><nav><ul>{links[: len(links) // 2]}</ul></nav></header><main><article><h1>{headline}</h1>"
        f'<p class="standfirst">{sentence(dice)}</p><div class="byline">By <a rel="author" href="/by/ada">Ada Wren</a>'
        f"</div>{text}"
    )
    middle = '</article></main><aside class="most-read"><h2>Most read</h2><ol>'
    tail = f"</ol><ul>{links[len(links) // 2 :]}</ul></aside><footer><p>The Bench Courier</p></footer></body></html>"
    fill = SIZE - len(head) - len(middle) - len(tail)
    styles = "".join(f".c{n}{{margin:{n % 9}px;padding:{n % 7}px}}\n" for n in range(max(0, fill) // 30))
    return head.encode(), middle.encode(), (f"<style>{styles}</style>" + tail).encode()


class Paper:
    """The bodies of one page number."""

    def __init__(self, number: int) -> None:
        head, middle, tail = make_page(number)
        self.head, self.middle, self.tail = (gzip.compress(part, 6, mtime=0) for part in (head, middle, tail))
        self.loads = itertools.count(1)

    def body(self, kind: str) -> bytes:
        """Return what the next load of a page of that kind answers with."""
        if kind == "furniture":
            load = next(self.loads)
            between = "".join(
                f'<li><a href="/story/{load}-{n}">Story {load * 7 + n}</a></li>' for n in range(5)
            )
            return self.head + self.middle + _member(between) + self.tail
        if kind == "edited":
            dice = random.Random(next(self.loads))
            return self.head + _member(f"<p>{paragraph(dice)}</p>") + self.middle + self.tail
        return self.head + self.middle + self.tail


def _member(text: str) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(text.encode()) + packer.flush()


class Door(asyncio.Protocol):
    """One connection: reads requests, answers each 50 ms later."""

    def __init__(self, papers: dict[int, Paper]) -> None:
        self.papers = papers
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete."""
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            request, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            asyncio.get_running_loop().call_later(LATENCY, self.answer, request)

    def answer(self, request: bytes) -> None:
        """Send the answer to one request."""
        assert self.transport is not None
        path = request.split(b" ", 2)[1].decode().partition("?")[0]
        if path == "/robots.txt":
            self.transport.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        _, kind, name = path.split("/")
        number = int(name)
        etag = f'"{number}"'.encode()
        if kind.startswith("not-modified") and b"if-none-match: " + etag in request.lower():
            self.transport.write(b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n")
            return
        if number not in self.papers:
            self.papers[number] = Paper(number)
        body = self.papers[number].body(kind)
        tag = b"ETag: " + etag + b"\r\n" if kind.startswith("not-modified") else b""
        self.transport.writelines(
            [
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n",
                tag + b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n",
                body,
            ]
        )


async def serve(first_port: int, hosts: int) -> None:
    """Listen on every port until the process is ended."""
    papers: dict[int, Paper] = {}
    loop = asyncio.get_running_loop()
    for port in range(first_port, first_port + hosts):
        await loop.create_server(lambda: Door(papers), "127.0.0.1", port)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
