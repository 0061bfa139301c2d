"""The press's HTTP manners: which answer a request gets, given the moment and the number of the request.

Real papers differ in what they let a client save, so each section has a policy of its own (`VALIDATORS`):
some answers can be 304 Not Modified (RFC 9110 section 13), some can never be although not a word has
changed.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from enum import StrEnum
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from newswatch.demo import listings, pages
from newswatch.demo.paper import Edition, Page, Paper
from newswatch.demo.picture import draw
from newswatch.demo.story import SECTIONS

HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
RSS, ATOM = "application/rss+xml; charset=utf-8", "application/atom+xml; charset=utf-8"
DESIGN = Path(__file__).parent / "design"


class Validator(StrEnum):
    """What an article's answer can be recognised by the next time."""

    ETAG = "etag"  # a weak ETag of the words and the date: furniture changes below it
    DATE = "date"  # Last-Modified only
    NONE = "none"  # nothing at all
    RESTLESS = "restless"  # an ETag that differs on every load, as of a page that is put together afresh


VALIDATORS = {
    "city": Validator.ETAG,
    "business": Validator.DATE,
    "world": Validator.NONE,
    "culture": Validator.RESTLESS,
}


@dataclass(frozen=True)
class Request:
    """What a client asked for; header names in lower case."""

    target: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Return the path alone: tracking parameters lead to the same page."""
        return urlsplit(self.target).path


@dataclass(frozen=True)
class Answer:
    """What the client is sent; `headers` without Date and Content-Length."""

    status: HTTPStatus
    body: bytes
    headers: tuple[tuple[str, str], ...]


def answer(request: Request, *, paper: Paper, now: datetime, load: int, address: str) -> Answer:
    """Return the answer to a GET at a moment; `load` is the request's number, `address` our own origin."""
    edition, path = paper.at(paper.seconds(now)), request.path
    if page := edition.page(path):
        return _article(request, page, edition=edition, now=now, load=load, address=address)
    kind = path.rpartition(".")[2]
    if path.startswith("/feeds/") and kind in {"rss", "atom"}:
        return _feed(request, edition=edition, kind=kind, address=address)
    name = path.strip("/") or "all"
    if path == "/" or (name in SECTIONS and path.endswith("/")):
        return _send(request, pages.section(name, edition=edition, load=load, now=now), HTML)
    if name in SECTIONS:
        return _send(
            request, "", TEXT, status=HTTPStatus.MOVED_PERMANENTLY, more=(("Location", f"{address}/{name}/"),)
        )
    return _rest(request)


def _article(
    request: Request, page: Page, *, edition: Edition, now: datetime, load: int, address: str
) -> Answer:
    if page.gone:
        body = pages.notice(
            "This page has gone", "The article that stood here has been taken away and will not be back."
        )
        return _send(request, body, HTML, status=HTTPStatus.GONE)
    validator = VALIDATORS[page.section]
    body = pages.article(page, edition=edition, load=load, now=now, address=address)
    stamp = f"{page.text!r} {page.modern}" + (str(load) if validator is Validator.RESTLESS else "")
    etag = _etag(stamp) if validator in {Validator.ETAG, Validator.RESTLESS} else ""
    modified = page.changed_at if validator in {Validator.ETAG, Validator.DATE} else None
    cache = "no-store" if validator is Validator.NONE else "max-age=0, must-revalidate"
    return _send(request, body, HTML, etag=etag, modified=modified, more=(("Cache-Control", cache),))


def _feed(request: Request, *, edition: Edition, kind: str, address: str) -> Answer:
    name = request.path.removeprefix("/feeds/").removesuffix(f".{kind}")
    if name != "all" and name not in SECTIONS:
        return _missing(request)
    make = listings.rss if kind == "rss" else listings.atom
    body = make(name, edition=edition, address=address)
    return _send(request, body, RSS if kind == "rss" else ATOM, etag=_etag(body), modified=edition.changed_at)


def _rest(request: Request) -> Answer:
    path = request.path
    if path == "/robots.txt":
        return _send(request, listings.robots(), TEXT)
    if path == "/about":
        return _send(request, pages.about(), HTML)
    if path == "/private/notebook":
        return _send(
            request, pages.notice("Subscribers’ notebook", "Robots are asked not to read this page."), HTML
        )
    if path in {"/style.css", "/modern.css"}:
        return _send(request, (DESIGN / path[1:]).read_text(encoding="utf-8"), "text/css; charset=utf-8")
    if path.startswith("/pictures/") and path.endswith(".svg"):
        return _send(request, draw(path.removeprefix("/pictures/").removesuffix(".svg")), "image/svg+xml")
    return _missing(request)


def _missing(request: Request) -> Answer:
    body = pages.notice("Page not found", "There is nothing at this address. There may never have been.")
    return _send(request, body, HTML, status=HTTPStatus.NOT_FOUND)


def _send(
    request: Request,
    body: str,
    content_type: str,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    etag: str = "",
    modified: datetime | None = None,
    more: tuple[tuple[str, str], ...] = (),
) -> Answer:
    headers = [("Content-Type", content_type), ("Vary", "Accept-Encoding"), *more]
    if etag:
        headers.append(("ETag", etag))
    if modified:
        headers.append(("Last-Modified", format_datetime(modified, usegmt=True)))
    if _is_known(request, etag=etag, modified=modified):
        # RFC 9110 section 15.4.5: the validators are sent again, the representation's own headers are not.
        return Answer(
            HTTPStatus.NOT_MODIFIED, b"", tuple(pair for pair in headers if pair[0] != "Content-Type")
        )
    content = body.encode()
    if content and accepts_gzip(request.headers.get("accept-encoding", "")):
        content = gzip.compress(content, mtime=0)
        headers.append(("Content-Encoding", "gzip"))
    return Answer(status, content, tuple(headers))


def _is_known(request: Request, *, etag: str, modified: datetime | None) -> bool:
    # RFC 9110 section 13.2.2: where there is an If-None-Match, If-Modified-Since is not looked at.
    if known := request.headers.get("if-none-match"):
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return bool(etag) and etag.removeprefix("W/") in tags
    since = request.headers.get("if-modified-since")
    if not since or modified is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def accepts_gzip(header: str) -> bool:
    """Tell whether an Accept-Encoding header allows gzip (RFC 9110 section 12.5.3)."""
    for part in header.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _etag(stamp: str) -> str:
    return f'W/"{sha256(stamp.encode()).hexdigest()[:20]}"'
