"""The pages that `bench.reading` reads, and the readers it reads them with: ours, trafilatura, readability.

Every reader gets the same page and gives the same few fields, so that they are measured alike.
"""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import lxml.html
import trafilatura

from bench.reading_scores import BodyScore, names_in, score_body
from trackers.text.article import read_article
from trackers.text.dates import read_date
from trackers.text.extraction import Extraction, UnreadableArticle

_BLOCKS = "p li h1 h2 h3 h4 h5 h6 blockquote td th pre".split()  # noqa: SIM905


@dataclass(frozen=True)
class TruePage:
    """A page's bytes and what is known of its article; None where a field was not labelled."""

    name: str
    html: bytes
    url: str
    encoding: str
    is_news: bool
    lines: tuple[str, ...] | None
    headline: str | None
    date: datetime | None
    names: frozenset[str] | None

    @property
    def text(self) -> str:
        """The page decoded, for readers that want text."""
        return self.html.decode(self.encoding or "utf-8", "replace")


@dataclass(frozen=True)
class Read:
    """What one reader made of one page; `extraction` is our own reading in full."""

    lines: tuple[str, ...] = ()
    headline: str = ""
    names: frozenset[str] = frozenset()
    date: datetime | None = None
    extraction: Extraction | None = None
    reason: str = ""


@dataclass(frozen=True)
class Result:
    """One page as one reader read it, its body's score if the truth is known, and the time in milliseconds of CPU."""

    page: TruePage
    read: Read
    body: BodyScore | None
    milliseconds: float


Reader = Callable[[TruePage], Read]
Results = dict[str, list[Result]]
KINDS: dict[str, Callable[[TruePage], bool]] = {
    "general": lambda page: not page.is_news,
    "news": lambda page: page.is_news,
    "all": lambda page: True,
}


def load_pages(folder: Path) -> Iterator[TruePage]:
    """Yield the pages of a folder of `<name>.json` and `<name>.html.gz` (or `<name>.html`) in the order of names.

    A page is a news page where its truth is a list of `paragraphs`, a general one where it is one `body`.
    """
    for truth_file in sorted(folder.glob("*.json")):
        packed, plain = folder / f"{truth_file.stem}.html.gz", folder / f"{truth_file.stem}.html"
        if not packed.exists() and not plain.exists():
            continue
        html = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
        yield _page(truth_file.stem, html, json.loads(truth_file.read_text(encoding="utf-8")))


def _page(name: str, html: bytes, truth: dict[str, Any]) -> TruePage:
    paragraphs, body, date = truth.get("paragraphs"), truth.get("body"), truth.get("date_published")
    lines = paragraphs if paragraphs is not None else body.split("\n\n") if body is not None else None
    byline = truth.get("byline")
    return TruePage(
        name=name,
        html=html,
        url=truth.get("url") or "https://page.invalid/article",
        encoding=truth.get("encoding") or "",
        is_news=paragraphs is not None or body is None,
        lines=None if lines is None else tuple(lines),
        headline=truth.get("headline") or None,
        date=read_date(date),
        names=None if byline is None else names_in(byline),
    )


def read_with_ours(page: TruePage) -> Read:
    """Read a page as the pipeline does."""
    charset = f"; charset={page.encoding}" if page.encoding else ""
    try:
        extraction = read_article(page.html, url=page.url, content_type=f"text/html{charset}")
    except UnreadableArticle as error:
        return Read(reason=error.reason)
    return Read(
        lines=extraction.paragraphs,
        headline=extraction.headline,
        names=frozenset(map(str.casefold, extraction.byline)),
        date=extraction.date_published,
        extraction=extraction,
    )


def read_with_trafilatura(page: TruePage) -> Read:
    """Read a page with trafilatura's own defaults."""
    return _take_over(trafilatura.bare_extraction(page.text, url=page.url, with_metadata=True))


def read_with_precision(page: TruePage) -> Read:
    """Read a page with trafilatura told to favour precision, comments left out."""
    return _take_over(
        trafilatura.bare_extraction(
            page.text, url=page.url, with_metadata=True, favor_precision=True, include_comments=False
        )
    )


def _take_over(document: Any) -> Read:
    if document is None:
        return Read()
    return Read(
        lines=tuple((document.text or "").splitlines()),
        headline=document.title or "",
        names=names_in(document.author or ""),
        date=read_date(document.date),
    )


def _read_with_readability(library: Any) -> Reader:
    def read(page: TruePage) -> Read:
        document = library.Document(page.text)
        tree = lxml.html.fromstring(document.summary())
        lines = [element.text_content() for element in tree.iter(*_BLOCKS) if element.find(".//p") is None]
        return Read(lines=tuple(lines), headline=document.short_title())

    return read


def measure(page: TruePage, reader: Reader) -> Result:
    """Return how a reader reads a page and how much of a core's time that takes it."""
    start = time.process_time()
    read = reader(page)
    milliseconds = 1000 * (time.process_time() - start)
    return Result(
        page, read, None if page.lines is None else score_body(read.lines, page.lines), milliseconds
    )


def available_readers() -> dict[str, Reader]:
    """Return the readers by name; readability only where it happens to be installed."""
    readers: dict[str, Reader] = {
        "newswatch": read_with_ours,
        "trafilatura, defaults": read_with_trafilatura,
        "trafilatura, precision": read_with_precision,
    }
    with suppress(ImportError):
        readers["readability-lxml"] = _read_with_readability(import_module("readability"))
    return readers
