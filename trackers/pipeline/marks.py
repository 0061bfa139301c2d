"""Marks: which lines of a body belong to a publisher's template and not to the article."""

from collections.abc import Sequence
from datetime import datetime

from trackers.text.deciding import Rendition
from trackers.text.extraction import Extraction
from trackers.text.furniture import is_standing_line
from trackers.text.notices import read_notice


def mark_lines(lines: Sequence[str], *, source: int, now: datetime) -> tuple[int, ...]:
    """Return the places of the template's lines among those of a body; rarely costs a query."""
    return tuple(
        place for place, line in enumerate(lines) if is_standing_line(line) and read_notice(line) is None
    )


def mark_rendition(extraction: Extraction, *, source: int, now: datetime) -> Rendition:
    """Return a reading with the template's lines marked."""
    return Rendition(extraction, mark_lines(extraction.paragraphs, source=source, now=now))
