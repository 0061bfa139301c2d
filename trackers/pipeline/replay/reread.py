"""Reread: what a stored response says today, read in a reader like any page."""

from dataclasses import dataclass

from trackers.models import Article, MissingBody, ReadText, Rereading, Snapshot, Source, hints_of
from trackers.pipeline.columns import columns_of
from trackers.pipeline.extract import read_snapshot
from trackers.pipeline.marks import mark_rendition
from trackers.text.extraction import EXTRACTOR

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
    return Standard(EXTRACTOR, hints_of(source).number)


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
            hints = hints_of(self._article.source)
            reading = read_snapshot(response, asked_url=self._article.url, hints=hints)
        except MissingBody:
            return LOST
        if reading.extraction is None:
            return Today(None, reason=reading.reason)
        rendition = mark_rendition(
            reading.extraction, source=self._article.source_id, now=response.fetched_at
        )
        return Today(Rereading(**columns_of(rendition, now=response.fetched_at)))
