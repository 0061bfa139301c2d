"""What the tests of the demo press share: one paper, founded at a fixed moment, and its turning points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from newswatch.demo.live import turn_at
from newswatch.demo.paper import Edition, Page, Paper
from newswatch.demo.script import EDITS, REDESIGN

FOUNDED = datetime(2026, 10, 24, 9, 30, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8123"
PAPER = Paper.found(FOUNDED)
# Twelve rounds of each live story show every alternative its file holds beside every other.
TURNS = [turn_at(number) for number in range(72)]


def turning_points() -> list[float]:
    """Every moment at which any page changes, with the beginning and one long after the script is over."""
    published = [float(story.published) for story in PAPER.stories if story.published > 0]
    return sorted({0.0, REDESIGN.at, *published, *(edit.at for edit in EDITS), *TURNS, 10_000_000.0})


def every_state() -> Iterator[tuple[Edition, Page]]:
    """Every page in every state it ever has, once, with the edition it first stands in."""
    seen = set()
    for seconds in turning_points():
        edition = PAPER.at(seconds)
        for page in edition.pages:
            state = (page.slug, page.text, page.modern)
            if state not in seen:
                seen.add(state)
                yield edition, page


def story(slug: str, *, at: float) -> Page:
    """One article as it stands at a moment, also when it is gone."""
    edition = PAPER.at(at)
    return next(page for page in (*edition.pages, *edition.gone) if page.slug == slug)
