"""Evidence: what a decision may have to look up, read from stored responses by this process's reader.

Each answer is dear (a response is read from disk and parsed again) and asked for only where a look's text differs.
"""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from trackers.models import Article, MissingBody, Snapshot
from trackers.pipeline.extract import read_page_of, read_snapshot
from trackers.text.deciding import Rendition
from trackers.text.extraction import Extraction
from trackers.text.hints import Hints
from trackers.text.pagetext import PageText

logger = logging.getLogger(__name__)
T = TypeVar("T")


class StoredEvidence:
    """The Evidence of one look at an Article (``trackers.text.deciding.Evidence``), each answer found once.

    ``article`` is the locked row: what an editor has decided since the look began counts. ``snapshot`` is the response
    of this look, ``hints`` are those it was read with, ``mark`` tells which lines of a reading are the template's.
    """

    def __init__(
        self, article: Article, *, snapshot: Snapshot, mark: Callable[[Extraction], Rendition], hints: Hints
    ) -> None:
        self._article = article
        self._snapshot = snapshot
        self._mark = mark
        self._hints = hints
        self._readings: dict[int, Rendition | None] = {}

    def older_page(self) -> PageText | None:
        """Return the page the basis was last seen on, None where it is no longer kept."""
        return self._older_page

    def newer_page(self) -> PageText | None:
        """Return the page of this look."""
        return self._newer_page

    def read_older(self) -> Rendition | None:
        """Return the page the basis was last seen on as it reads today, None where it does not."""
        return self.read_again(self.older_snapshot)

    def read_waiting(self) -> Rendition | None:
        """Return the waiting text as it reads today, None where nothing waits or it does not read."""
        return self.read_again(self._article.waiting_snapshot)

    def count_earlier(self, text_hash: str) -> int:
        """Return how many Versions hold a text."""
        return self._article.versions.filter(text_hash=text_hash).count()

    @property
    def older_snapshot(self) -> Snapshot | None:
        """Return the response the text of the latest Version was last seen in."""
        latest = self._article.latest_version
        return self._article.text_snapshot or (latest.snapshot if latest is not None else None)

    def read_again(self, snapshot: Snapshot | None) -> Rendition | None:
        """Return what a stored response says as it reads today, None where it is not kept or says no article."""
        if snapshot is None:
            return None
        if snapshot.pk not in self._readings:
            self._readings[snapshot.pk] = self._read(snapshot)
        return self._readings[snapshot.pk]

    def _read(self, snapshot: Snapshot) -> Rendition | None:
        article = self._article
        reading = _kept(lambda: read_snapshot(snapshot, asked_url=article.url, hints=self._hints))
        return None if reading is None or reading.extraction is None else self._mark(reading.extraction)

    @cached_property
    def _older_page(self) -> PageText | None:
        older = self.older_snapshot
        if older is None:
            return None
        return (
            self._newer_page if older.sha256 == self._snapshot.sha256 else _kept(lambda: read_page_of(older))
        )

    @cached_property
    def _newer_page(self) -> PageText | None:
        return _kept(lambda: read_page_of(self._snapshot))


def _kept(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except MissingBody:
        return None
