"""Reread: what a stored response says today, read in a reader like any page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from trackers.models import Article, MissingBody, ReadText, Rereading, Snapshot, Source
from trackers.pipeline.extract import read_snapshot
from trackers.text.extraction import EXTRACTOR, Extraction
from trackers.text.tidy import article_text, hash_text

# As for a look: a date without a zone may be read almost a day too late.
DATES_AHEAD = timedelta(days=1)
# Neighbouring steps share a response; texts of more than these are not held.
_REMEMBERED = 4


@dataclass(frozen=True)
class Standard:
    """How the pages of one Source are read today: the extractor's version and the number of the hints in force."""

    extractor: str
    hints: int = 0

    def has_read(self, row: ReadText) -> bool:
        """Tell whether a text was read just so: it need not be read again."""
        return row.extractor == self.extractor and row.hints == self.hints


@dataclass(frozen=True)
class Today:
    """What a side of a comparison says today.

    ``row`` is what was recorded where today's extractor has read that, else a Rereading that is not stored; None where
    the response cannot be read, for a ``reason`` in one plain sentence, or ``is_lost``: its body is no longer kept.
    """

    row: ReadText | None
    reason: str = ""
    is_lost: bool = False


LOST = Today(None, is_lost=True)


def standard_of(source: Source) -> Standard:
    """Return how the pages of a Source are read today."""
    return Standard(EXTRACTOR)


class Rereader:
    """Reads the stored responses of one Article again; what it has just read it knows."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._standard = standard_of(article.source)
        self._known: dict[tuple[str, str], Today] = {}

    def read_side(self, recorded: ReadText, *, response: Snapshot) -> Today:
        """Return what ``response``, in which ``recorded`` was seen, says today.

        Costs a reading (tens of milliseconds) unless today's extractor and hints have read it already. Raises
        ReaderUnavailable.
        """
        if self._standard.has_read(recorded):
            return Today(recorded)
        key = (response.sha256, response.url)
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.pop(next(iter(self._known)))
            self._known[key] = self._read(response)
        return self._known[key]

    def is_stale(self, recorded: ReadText) -> bool:
        """Tell whether a text was read by another extractor or with other hints than today's."""
        return not self._standard.has_read(recorded)

    def _read(self, response: Snapshot) -> Today:
        try:
            reading = read_snapshot(response, asked_url=self._article.url)
        except MissingBody:
            return LOST
        if reading.extraction is None:
            return Today(None, reason=reading.reason)
        row = Rereading(**fill_columns(reading.extraction, fetched_at=response.fetched_at))
        row.text_hash = hash_text(row.text)
        return Today(row)


def fill_columns(extraction: Extraction, *, fetched_at: datetime) -> dict[str, Any]:
    """Return the columns of ReadText that hold a reading, as in a Version made of it; all but the hash of its text."""
    text = article_text(extraction)
    told = len(extraction.roles) == len(text.paragraphs)
    return {
        "headline": text.headline,
        "share_headline": extraction.share_headline,
        "standfirst": text.standfirst,
        "byline": list(text.byline),
        "section": extraction.section,
        "date_published": _plausible(extraction.date_published, now=fetched_at),
        "date_modified": _plausible(extraction.date_modified, now=fetched_at),
        "paragraphs": list(text.paragraphs),
        "roles": [str(role) for role in extraction.roles] if told else [],
        "captions": list(text.captions),
        "credits": list(extraction.credits),
        "notices": list(extraction.notices),
        "lead_image": extraction.lead_image,
        "lang": extraction.lang,
        "dir": extraction.dir,
        "places": dict(extraction.places),
        "confidence": extraction.confidence,
        "doubts": list(extraction.doubts),
        "extractor": extraction.extractor,
        "hints": extraction.hints,
    }


def _plausible(date: datetime | None, *, now: datetime) -> datetime | None:
    return date if date is not None and date <= now + DATES_AHEAD else None
