"""What is measured: a tracker that is shown one response after another and lists the changes it makes of them.

Three of them: `Plain` lists whatever differs, `Confirming` what a second look reads again in the same words, and
`Deciding` is what the product does.
"""

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Protocol

from bench.changes_edits import Edit
from bench.changes_pages import squeeze
from trackers.text.extraction import Extraction
from trackers.text.reading import ReadingState, read_page
from trackers.text.tidy import ArticleText, article_text

PENDING, VERSION, SAME, FIRST, UNREADABLE = "pending", "version", "same", "first", "unreadable"
_FEWEST_LETTERS = 12


@dataclass(frozen=True)
class Row:
    """One change as it is listed: two texts, the window it happened in, and when it was recorded."""

    before: ArticleText
    after: ArticleText
    seen_old_at: datetime
    observed_at: datetime
    recorded_at: datetime


class Tracker(Protocol):
    """Follows one article."""

    changes: list[Row]

    def look(self, body: bytes, at: datetime) -> str:
        """Take one response in; return the outcome in a word, "pending" where another look is wanted soon."""


class Eye:
    """Reads responses of one address as the product does: not again what the fingerprint knows."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._known = ""
        self._last: Extraction | None = None

    def read(self, body: bytes) -> Extraction | None:
        """Return what a response says, None where it cannot be read."""
        reading = read_page(body, url=self._url, content_type="text/html; charset=utf-8", known=self._known)
        if reading.state is ReadingState.SAME:
            return self._last
        if reading.state is not ReadingState.READ or reading.extraction is None:
            return None
        self._known, self._last = reading.fingerprint, reading.extraction
        return self._last


class Plain:
    """Lists every difference between two readings at once."""

    confirms = False

    def __init__(self, url: str) -> None:
        self.changes: list[Row] = []
        self._eye = Eye(url)
        self._text: ArticleText | None = None
        self._seen_at: datetime | None = None
        self._waiting: tuple[ArticleText, datetime] | None = None

    def look(self, body: bytes, at: datetime) -> str:
        """Compare with what was read last."""
        extraction = self._eye.read(body)
        if extraction is None:
            return UNREADABLE
        text = article_text(extraction)
        if self._text is None or self._seen_at is None:
            self._text, self._seen_at = text, at
            return FIRST
        if text == self._text:
            self._seen_at, self._waiting = at, None
            return SAME
        if self.confirms and (self._waiting is None or self._waiting[0] != text):
            self._waiting = text, at
            return PENDING
        first = self._waiting[1] if self._waiting is not None else at
        self.changes.append(Row(self._text, text, self._seen_at, first, at))
        self._text, self._seen_at, self._waiting = text, at, None
        return VERSION


class Confirming(Plain):
    """Lists a difference when a second look reads the same again."""

    confirms = True


TRACKERS: dict[str, type[Plain]] = {"plain": Plain, "confirming": Confirming}


def differing_fields(before: ArticleText, after: ArticleText) -> list[str]:
    """Return the names of the fields that differ."""
    names = ("headline", "standfirst", "byline", "paragraphs", "captions")
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def differing_lines(before: ArticleText, after: ArticleText) -> tuple[list[str], list[str]]:
    """Return which lines went and which came, squeezed; the byline is left out."""
    gone: list[str] = []
    came: list[str] = []
    for old, new in ((before.headline, after.headline), (before.standfirst, after.standfirst)):
        if old != new:
            gone += [old] * bool(old)
            came += [new] * bool(new)
    for olds, news in ((before.paragraphs, after.paragraphs), (before.captions, after.captions)):
        matcher = SequenceMatcher(None, olds, news, autojunk=False)
        for tag, low, high, start, end in matcher.get_opcodes():
            if tag != "equal":
                gone += olds[low:high]
                came += news[start:end]
    return [squeeze(line) for line in gone], [squeeze(line) for line in came]


def matches(line: str, true: frozenset[str]) -> bool:
    """Tell whether a squeezed line is one of the true ones, a good part of one, or holds one."""
    return any(
        line == one or one in line or (len(line) >= _FEWEST_LETTERS and line in one) for one in true if one
    )


def shows(row: Row, edit: Edit) -> bool:
    """Tell whether a row shows any word that an edit touched, in the direction of the edit."""
    if "byline" in edit.fields:
        return row.before.byline != row.after.byline
    gone, came = differing_lines(row.before, row.after)
    return any(matches(line, edit.gone) for line in gone) or any(matches(line, edit.came) for line in came)


def shows_more(row: Row, edits: list[Edit]) -> bool:
    """Tell whether a row shows a line that none of some edits touched."""
    gone, came = differing_lines(row.before, row.after)
    if row.before.byline != row.after.byline and not any("byline" in edit.fields for edit in edits):
        return True
    went, arrived = (frozenset().union(*(getattr(e, side) for e in edits)) for side in ("gone", "came"))
    # A neighbour that a paragraph was joined with or split from is shown on both sides; it is no edit of its own.
    return not (all(matches(line, went | arrived) for line in gone) and all(matches(line, went | arrived) for line in came))
