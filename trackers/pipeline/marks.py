"""Marks: which lines of a body belong to a publisher's template and not to the article."""

from collections.abc import Sequence
from datetime import datetime

from trackers.models import ReadText
from trackers.pipeline.furnish import furniture_of, overruled_of
from trackers.text.deciding import Rendition
from trackers.text.extraction import Extraction
from trackers.text.learned import line_key, mark_template


def mark_lines(
    lines: Sequence[str], *, source: int, now: datetime, roles: Sequence[str] = ()
) -> tuple[int, ...]:
    """Return the places of the template's lines among those of a body; rarely costs a query."""
    return mark_template(
        lines,
        marked=furniture_of(source, now=now),
        overruled=overruled_of(source, now=now),
        roles=roles,
    )


def mark_stored(text: ReadText, *, source: int, now: datetime) -> frozenset[int]:
    """Return the places of the template's lines of a text that was read before: those marked then, and those since.

    A line that an editor has left to the article meanwhile is the article's, also where it goes from the page.
    """
    lines, overruled = text.paragraphs, overruled_of(source, now=now)
    then = (place for place in text.furniture if place < len(lines))
    still = (place for place in then if not overruled or line_key(lines[place]) not in overruled)
    return frozenset((*still, *mark_lines(lines, source=source, now=now, roles=text.roles)))


def mark_rendition(extraction: Extraction, *, source: int, now: datetime) -> Rendition:
    """Return a reading with the template's lines marked."""
    places = mark_lines(extraction.paragraphs, source=source, now=now, roles=extraction.roles)
    return Rendition(extraction, places)
