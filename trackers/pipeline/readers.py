"""Readers: strangers' pages are read in processes of their own, a few for each worker, started when first needed.

A page that hangs, eats memory or crashes the parser costs its reader, which is replaced, and one Reading that says so;
the worker goes on. Plain subprocesses over pipes, because Celery's workers are daemons and may start no
`multiprocessing` children. A reader is given no environment, so that no password is in its reach.
"""

import atexit
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from weakref import WeakSet

from trackers.pipeline.readerprocess import (
    ReaderDied,
    ReaderProcess,
    ReaderUnavailable,
    TookTooLong,
    TookTooMuch,
)
from trackers.text.entries import FeedKind, FeedLink, Listing, PageHead, UnreadableListing
from trackers.text.extraction import BROKE_READER, TOOK_TOO_LONG, TOOK_TOO_MUCH, Reading, unreadable
from trackers.text.frames import BadFrame
from trackers.text.hints import NO_HINTS, Hints, pack_hints
from trackers.text.pagetext import PageText
from trackers.text.transit import (
    BadTransit,
    unpack_head,
    unpack_links,
    unpack_listing,
    unpack_page_text,
    unpack_reading,
)

__all__ = ["ReaderUnavailable", "Readers", "read_listing_apart", "shared_readers"]

logger = logging.getLogger(__name__)
T = TypeVar("T")

# What one page may take of the wall clock. The largest page that is let in takes a few seconds.
MOST_SECONDS = 20.0
MOST_MEGABYTES = 1024
# After so many pages, or with so much memory held, a reader is replaced by a fresh one.
MOST_PAGES = 10_000
MOST_RESIDENT = 200 * 1024 * 1024
_LONGEST_SENTENCE = 500


class _UnreadableApart(ValueError):
    """What a reader was asked to read has cost it its life, or more time or memory than there is: a sentence."""


class Readers:
    """A small pool of reader processes; safe to share among threads, which wait for a free one.

    Nothing is started before the first question. A forked child of the process has readers of its own.
    """

    def __init__(
        self,
        size: int = 1,
        *,
        seconds: float = MOST_SECONDS,
        megabytes: int = MOST_MEGABYTES,
        most_pages: int = MOST_PAGES,
        most_resident: int = MOST_RESIDENT,
    ) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._most_pages = most_pages
        self._most_resident = most_resident
        self._size = size
        self._idle: list[ReaderProcess] = []
        self._living: set[ReaderProcess] = set()
        self._begin()
        _ALL.add(self)

    def read(
        self,
        body: bytes,
        *,
        url: str,
        content_type: str = "",
        status: int = 200,
        headers: Sequence[tuple[str, str]] = (),
        asked_url: str = "",
        agent: str = "",
        known: str = "",
        hints: Hints = NO_HINTS,
    ) -> Reading:
        """Return what `trackers.text.reading.read_page` says, or an unreadable Reading where it did not come back.

        Raises ReaderUnavailable where no reader can be started, which is no fault of the page's.
        """
        question = {
            "verb": "article",
            "url": url,
            "content_type": content_type,
            "status": status,
            "headers": [list(header) for header in headers],
            "asked_url": asked_url,
            "agent": agent,
            "known": known,
            "hints": pack_hints(hints),
        }
        try:
            return self._ask(question, body, unpack=unpack_reading)
        except _UnreadableApart as fault:
            return unreadable(str(fault))

    def read_listing(
        self, body: bytes, *, url: str, content_type: str = "", expected: FeedKind | None = None
    ) -> Listing:
        """Return what `trackers.text.listings.read_listing` does; raise UnreadableListing, or ReaderUnavailable."""
        question = {
            "verb": "listing",
            "url": url,
            "content_type": content_type,
            "expected": expected and str(expected),
        }
        try:
            return self._ask(question, body, unpack=unpack_listing)
        except _UnreadableApart as fault:
            raise UnreadableListing(str(fault)) from fault

    def read_head(self, body: bytes, *, content_type: str = "") -> PageHead:
        """Return what a page's head says, empty where it cannot be read; raise ReaderUnavailable."""
        try:
            return self._ask({"verb": "head", "content_type": content_type}, body, unpack=unpack_head)
        except _UnreadableApart:
            return PageHead()

    def read_page_text(self, body: bytes, *, url: str, content_type: str = "") -> PageText:
        """Return all that a page says, empty where it cannot be read; raise ReaderUnavailable."""
        question = {"verb": "page", "url": url, "content_type": content_type}
        try:
            return self._ask(question, body, unpack=unpack_page_text)
        except _UnreadableApart:
            return PageText("")

    def find_feeds(self, body: bytes, *, url: str, content_type: str = "") -> tuple[FeedLink, ...]:
        """Return the Feeds a page offers, () where it cannot be read; raise ReaderUnavailable."""
        question = {"verb": "feeds", "url": url, "content_type": content_type}
        try:
            return self._ask(question, body, unpack=unpack_links)
        except _UnreadableApart:
            return ()

    def find_sections(self, body: bytes, *, url: str, content_type: str = "") -> tuple[FeedLink, ...]:
        """Return the section pages a page's navigation names, () where it cannot be read; raise ReaderUnavailable."""
        question = {"verb": "sections", "url": url, "content_type": content_type}
        try:
            return self._ask(question, body, unpack=unpack_links)
        except _UnreadableApart:
            return ()

    def close(self) -> None:
        """End all readers that are not reading; a later question starts new ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for reader in idle:
            self._dismiss(reader)

    def pids(self) -> frozenset[int]:
        """Return the process numbers of the readers there are."""
        with self._lock:
            return frozenset(reader.pid for reader in self._living)

    def has_idle(self) -> bool:
        """Return whether a reader waits for a question."""
        with self._lock:
            return bool(self._idle)

    def disown(self) -> None:
        """In a forked child: let go of the parent's readers and begin with none."""
        for reader in self._living:
            reader.disown()
        self._begin()

    def _begin(self) -> None:
        self._lock, self._free = threading.Lock(), threading.BoundedSemaphore(self._size)
        self._idle, self._living = [], set()

    def _ask(self, question: dict[str, Any], body: bytes, *, unpack: Callable[[object], T]) -> T:
        """Return a reader's answer, asked twice where the first was killed: that need not be the page's doing."""
        try:
            try:
                return self._ask_once(question, body, unpack=unpack)
            except ReaderDied as death:
                if not death.was_killed:
                    raise
            return self._ask_once(question, body, unpack=unpack)
        except TookTooLong as error:
            raise _UnreadableApart(TOOK_TOO_LONG) from error
        except TookTooMuch as error:
            raise _UnreadableApart(TOOK_TOO_MUCH) from error
        except (ReaderDied, BadFrame, BadTransit) as error:
            logger.error("reader_broke verb=%s error=%s", question["verb"], error)
            raise _UnreadableApart(BROKE_READER) from error

    def _ask_once(self, question: dict[str, Any], body: bytes, *, unpack: Callable[[object], T]) -> T:
        with self._borrow() as reader:
            answer = reader.ask(question, body, seconds=self._seconds)
            try:
                return _understand(answer, question, unpack=unpack)
            except BadTransit:
                # Who speaks nonsense once is not asked again.
                reader.kill()
                raise

    @contextmanager
    def _borrow(self) -> Iterator[ReaderProcess]:
        """Lend a living reader; keep it for the next question where it is still fit for one."""
        with self._free:
            reader = self._take() or self._start()
            try:
                yield reader
            finally:
                self._put_back(reader)

    def _take(self) -> ReaderProcess | None:
        """Return an idle reader that lives, or None."""
        while True:
            with self._lock:
                if not self._idle:
                    return None
                reader = self._idle.pop()
            if reader.is_alive():
                return reader
            self._dismiss(reader)

    def _start(self) -> ReaderProcess:
        reader = ReaderProcess.start(megabytes=self._megabytes)
        with self._lock:
            self._living.add(reader)
        return reader

    def _put_back(self, reader: ReaderProcess) -> None:
        tired = reader.pages >= self._most_pages or reader.resident > self._most_resident
        if tired or not reader.is_alive():
            self._dismiss(reader)
            return
        with self._lock:
            self._idle.append(reader)

    def _dismiss(self, reader: ReaderProcess) -> None:
        with self._lock:
            self._living.discard(reader)
        reader.stop()


def shared_readers() -> Readers:
    """Return this process's readers: one, started at the first question, gone when the process ends."""
    return _SHARED


def read_listing_apart(
    body: bytes, *, url: str, content_type: str = "", expected: FeedKind | None = None
) -> Listing:
    """Return what `trackers.text.listings.read_listing` does, read by this process's reader.

    Raises UnreadableListing with a plain sentence, or ReaderUnavailable.
    """
    return shared_readers().read_listing(body, url=url, content_type=content_type, expected=expected)


def _understand(answer: dict[str, Any], question: dict[str, Any], *, unpack: Callable[[object], T]) -> T:
    if "refused" in answer:
        raise UnreadableListing(str(answer["refused"])[:_LONGEST_SENTENCE])
    if "fault" in answer:
        logger.error("reading_broke verb=%s error=%.200r", question["verb"], answer["fault"])
        raise _UnreadableApart(BROKE_READER)
    return unpack(answer.get("value"))


def _disown_all() -> None:
    for readers in list(_ALL):
        readers.disown()


_ALL: WeakSet[Readers] = WeakSet()
# A forked child that kept its parent's pipes open would keep the parent's readers alive when the parent is gone.
os.register_at_fork(after_in_child=_disown_all)
_SHARED = Readers()
atexit.register(_SHARED.close)
