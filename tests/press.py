"""A loopback newspaper for tests: pages are set by hand, every request is remembered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import redis
from django.conf import settings

from tests.builders import NOON
from trackers.pipeline.wire import Wire, shared_memory


@dataclass
class Answer:
    """What the press says at one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


class Press:
    """The newspaper: ``pages`` maps paths to Answers or to functions of the request's headers."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.pages: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {
            "/robots.txt": Answer(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"})
        }
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.clock = Clock()

    def asked(self, path: str) -> int:
        """How many times a path was asked for."""
        return sum(1 for asked, _ in self.requests if asked == path)

    def url(self, path: str) -> str:
        return self.base + path

    def wire(self) -> Wire:
        """The pipeline's way to this press: the guard stays on, only this host and port may be loopback."""
        shared_memory.cache_clear()
        return Wire(
            agent="Newswatch-Test/1 (+https://watch.example/about/)",
            **shared_memory(),
            allowed_peers=frozenset({self.base.split("//")[1]}),
            clock=self.clock,
            pause=let_pass,
        )

    def publish(
        self,
        path: str,
        *,
        headline: str,
        paragraphs: Sequence[str],
        etag: str = "",
        head: str = "",
        furniture: str = "",
        lang: str = "en",
    ) -> str:
        """Set an article page; return its address."""
        headers = {"Content-Type": "text/html; charset=utf-8"}
        if etag:
            headers["ETag"] = etag
        self.pages[path] = Answer(
            page_html(headline, paragraphs, head=head, furniture=furniture, lang=lang).encode(),
            headers=headers,
        )
        return self.url(path)

    def list_in_feed(self, path: str, entries: Sequence[tuple[str, str]], **headers: str) -> str:
        """Set an RSS feed of (title, address) entries; return its address."""
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{escape(link)}</link><guid>{escape(link)}</guid></item>"
            for title, link in entries
        )
        body = (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Test Courier</title>'
            f"<link>{self.base}/</link><description>News</description>{items}</channel></rss>"
        )
        self.pages[path] = Answer(body.encode(), headers={"Content-Type": "application/rss+xml", **headers})
        return self.url(path)


def let_pass(seconds: float) -> None:
    """Make every host's pause shorter by as many seconds, as if they had passed; wait where none is in one.

    The pauses run by Valkey's own clock, which cannot be set. A turn that somebody holds is really waited for.
    """
    with redis.Redis.from_url(settings.REDIS_URL) as hosts:
        kept = [key for kind in ("turn", "slow") for key in hosts.scan_iter(f"*:{kind}:*")]
        resting = [key for key in kept if hosts.get(key) in {b"pause", b"slow"}]
        for key in resting:
            hosts.pexpire(key, hosts.pttl(key) - round(seconds * 1000))
    if not resting:
        time.sleep(seconds)


def page_html(
    headline: str, paragraphs: Sequence[str], *, head: str = "", furniture: str = "", lang: str = "en"
) -> str:
    """A plain, well-made article page."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(headline)} | Courier</title>'
        f"{head}</head><body><nav><a href='/'>Home</a> <a href='/sport/'>Sport</a></nav><main><article>"
        f"<h1>{escape(headline)}</h1>{body}</article></main><aside>{furniture}</aside>"
        "<footer><p>All rights reserved by the Test Courier</p></footer></body></html>"
    )


@contextmanager
def open_press() -> Iterator[Press]:
    """Serve a press on a free loopback port for the length of a test."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            press.requests.append((self.path, headers))
            known = press.pages.get(self.path, Answer(b"Not found", status=404))
            answer = known(headers) if callable(known) else known
            etag = answer.headers.get("ETag")
            if etag and headers.get("if-none-match") == etag:
                answer = Answer(status=304, headers={"ETag": etag})
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    press = Press(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield press
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
