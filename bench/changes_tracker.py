"""What is measured: a tracker that is shown one response after another and lists the changes it makes of them.

Two of them: `Plain` lists whatever differs at once, `Deciding` is what the product does.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Protocol

from bench.changes_edit import Edit
from bench.changes_pages import squeeze
from trackers.text.deciding import Decision, Memory, Rendition, Verdict, Wants, decide
from trackers.text.extraction import Extraction
from trackers.text.furniture import is_standing_line
from trackers.text.pagetext import PageText, read_page_text
from trackers.text.reading import Reading, ReadingState, read_page
from trackers.text.tidy import ArticleText, article_text, hash_text

VERSION, SAME, FIRST, UNREADABLE = "version", "same", "first", "unreadable"
_HTML = "text/html; charset=utf-8"
# When the pipeline looks again at what waits.
_SOON = {
    Wants.SECOND_LOOK: timedelta(minutes=10),
    Wants.HOURS: timedelta(minutes=30),
    Wants.DAY: timedelta(hours=6),
}
_FEWEST_LETTERS = 12
# "Credit" for those who listen and again for those who look, which is read once.
_TWICE = re.compile(r"([A-Z][a-z]{3,12})(?=\1)")


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

    def soon(self) -> timedelta | None:
        """Return how soon the next look is wanted, None where the ordinary schedule will do."""


class Eye:
    """Reads responses of one address as the product does: not again what the fingerprint knows."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._known = ""
        self._last: Extraction | None = None

    def read(self, body: bytes) -> Extraction | None:
        """Return what a response says, None where it cannot be read."""
        reading = _read(body, self._url, self._known)
        if reading.state is ReadingState.SAME:
            return self._last
        if reading.state is not ReadingState.READ or reading.extraction is None:
            return None
        return reading.extraction

    def keep(self, body: bytes) -> None:
        """Remember what was read last on a response, so that it is known again."""
        reading = _read(body, self._url, self._known)
        if reading.state is ReadingState.READ:
            self._known, self._last = reading.fingerprint, reading.extraction

    def read_page(self, body: bytes) -> PageText:
        """Return all that a response says."""
        return _read_text(body, self._url)


@lru_cache(maxsize=8)
def _read_text(body: bytes, url: str) -> PageText:
    return read_page_text(body, url=url, content_type=_HTML)


@lru_cache(maxsize=16)
def _read(body: bytes, url: str, known: str) -> Reading:
    return read_page(body, url=url, content_type=_HTML, known=known)


class Plain:
    """Lists every difference between two readings at once."""

    def __init__(self, url: str) -> None:
        self.changes: list[Row] = []
        self._eye = Eye(url)
        self._text: ArticleText | None = None
        self._seen_at: datetime | None = None

    def look(self, body: bytes, at: datetime) -> str:
        """Compare with what was read last."""
        extraction = self._eye.read(body)
        if extraction is None:
            return UNREADABLE
        text, before, seen_at = article_text(extraction), self._text, self._seen_at
        self._text, self._seen_at = text, at
        self._eye.keep(body)
        if before is None or seen_at is None:
            return FIRST
        if text == before:
            return SAME
        self.changes.append(Row(before, text, seen_at, at, at))
        return VERSION

    def soon(self) -> timedelta | None:
        """Return None: it never waits."""
        return None


class Deciding:
    """Decides as the product does (`trackers.text.deciding`), and keeps what an Article keeps between looks."""

    def __init__(self, url: str) -> None:
        self.changes: list[Row] = []
        self._eye = Eye(url)
        self._memory = Memory()
        self._older = self._waiting = b""
        self._seen_at: datetime | None = None
        self._hashes: Counter[str] = Counter()

    def look(self, body: bytes, at: datetime) -> str:
        """Decide on one response."""
        extraction = self._eye.read(body)
        if extraction is None:
            return UNREADABLE
        rendition = Rendition(extraction, find_furniture(extraction))
        evidence = _Responses(self._eye, self._older, body, self._waiting, self._hashes)
        decision = decide(self._memory, rendition, at=at, evidence=evidence)
        self._keep(decision, rendition, body, at)
        return str(decision.verdict)

    def soon(self) -> timedelta | None:
        """Return how soon the next look is wanted, as the pipeline plans it."""
        waiting = self._memory.waiting
        return _SOON.get(waiting.wants) if waiting is not None else None

    def _keep(self, decision: Decision, rendition: Rendition, body: bytes, at: datetime) -> None:
        memory, waited = self._memory, self._waiting
        for step in decision.steps:
            if step.before is not None:
                seen = min(self._seen_at or step.since, step.since)
                self.changes.append(Row(step.before, step.rendition.text, seen, step.since, at))
            memory = _with_basis(memory, step.rendition, step.rendition.text)
            self._hashes[hash_text(step.rendition.text)] += 1
            shown_now = step.rendition.text == rendition.text
            self._older, self._seen_at = (body, at) if shown_now else (waited, step.since)
        if decision.verdict == Verdict.SAME and decision.waiting is None and not decision.turns:
            self._older, self._seen_at = body, at
        if decision.basis is not None:
            memory = _with_basis(memory, rendition, decision.basis)
        known = memory.waiting.text_hash if memory.waiting is not None else ""
        if decision.waiting is not None and decision.waiting.text_hash != known:
            self._waiting = body
        flips = Counter(dict(memory.flips))
        for flip in decision.flips:
            turned = replace(flip, one=flip.other, other=flip.one)
            flips[turned if turned in flips else flip] += 1
        self._memory = replace(memory, waiting=decision.waiting, flips=tuple(flips.items()))
        if self._older is body:
            self._eye.keep(body)


@dataclass(frozen=True)
class _Responses:
    """The responses one decision may ask for, read as they are asked for."""

    eye: Eye
    older: bytes
    newer: bytes
    waiting: bytes
    hashes: Counter[str]

    def older_page(self) -> PageText | None:
        return self.eye.read_page(self.older) if self.older else None

    def newer_page(self) -> PageText | None:
        return self.eye.read_page(self.newer)

    def read_older(self) -> Rendition | None:
        return self._read_again(self.older)

    def read_waiting(self) -> Rendition | None:
        return self._read_again(self.waiting)

    def count_earlier(self, text_hash: str) -> int:
        return self.hashes[text_hash]

    def _read_again(self, body: bytes) -> Rendition | None:
        extraction = self.eye.read(body) if body else None
        return Rendition(extraction, find_furniture(extraction)) if extraction is not None else None


def find_furniture(extraction: Extraction) -> tuple[int, ...]:
    """Return the places of the lines that are the template's on any page."""
    lines = enumerate(extraction.paragraphs)
    return tuple(place for place, line in lines if is_standing_line(line, lang=extraction.lang))


def _with_basis(memory: Memory, rendition: Rendition, text: ArticleText) -> Memory:
    said = rendition.extraction
    return replace(
        memory,
        basis=text,
        pointers=rendition.pointers,
        reader=rendition.reader,
        places=said.places,
        share_headline=said.share_headline,
        date_modified=said.date_modified,
    )


TRACKERS: dict[str, Callable[[str], Tracker]] = {"plain": Plain, "deciding": Deciding}


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
    line = _TWICE.sub("", line)
    return any(
        line == one or one in line or (len(line) >= _FEWEST_LETTERS and line in one)
        for one in (_TWICE.sub("", one) for one in true)
        if one
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
    return not (
        all(matches(line, went | arrived) for line in gone)
        and all(matches(line, went | arrived) for line in came)
    )
