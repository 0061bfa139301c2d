"""The values of deciding: what is compared, what an Article remembers between looks, what a look comes to."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from trackers.text.extraction import Extraction
from trackers.text.pagetext import PageText
from trackers.text.tidy import ArticleText, article_text, hash_text, tidy

# The tracked fields, each as a list of lines, in the order readers meet them.
FIELDS = ("headline", "standfirst", "byline", "paragraphs", "captions")
_SINGLE = frozenset({"headline", "standfirst"})


class Verdict(StrEnum):
    """What a look came to."""

    FIRST = "first"
    SAME = "same"
    PENDING = "pending"
    REVERTED = "reverted"
    VERSION = "version"


class Cause(StrEnum):
    """Why a text reads otherwise though nobody edited it."""

    EXTRACTOR = "extractor"
    HINTS = "hints"
    FURNITURE = "furniture"
    READING = "reading"
    VARIANT = "variant"
    POINTERS = "pointers"
    TEMPLATE = "template"


class Wants(StrEnum):
    """What a text that differs needs before it becomes a Version."""

    NOTHING = ""
    SECOND_LOOK = "second"
    HOURS = "hours"
    DAY = "day"
    EDITOR = "editor"


@dataclass(frozen=True)
class Rendition:
    """One reading as it is compared: its Extraction, the places of the template's lines, and who read it.

    `reader` names the extractor and the number of the Source's hints: two Sights of other readers are not compared.
    """

    extraction: Extraction
    furniture: tuple[int, ...] = ()

    @property
    def reader(self) -> tuple[str, int]:
        """Return by which extractor and which hints it was read."""
        return self.extraction.extractor, self.extraction.hints

    @cached_property
    def text(self) -> ArticleText:
        """Return the tracked fields without the template's lines."""
        text = article_text(self.extraction)
        if not self.furniture:
            return text
        marked = set(self.furniture)
        lines = self.extraction.paragraphs
        own = tuple(tidy(line) for place, line in enumerate(lines) if place not in marked)
        return replace(text, paragraphs=tuple(filter(None, own)))

    @cached_property
    def pointers(self) -> frozenset[str]:
        """Return the lines that are nothing but a link to another page."""
        return frozenset(map(tidy, self.extraction.pointers))

    @property
    def key(self) -> str:
        """Return the hash by which this text is known again while it waits: whatever pointers stand in it."""
        return key_of(drop_pointers(self.text, self.pointers))


@dataclass(frozen=True)
class Waiting:
    """A text that is not a Version yet: its key, since when and in how many looks it was seen, what it wants."""

    text_hash: str
    since: datetime
    looks: int
    wants: Wants


@dataclass(frozen=True)
class Flip:
    """Two texts of one place of an article that were served in turn; either may be empty."""

    field: str
    one: str
    other: str


@dataclass(frozen=True)
class Memory:
    """What is known of an Article before a look: the text looks are compared with and what waits.

    `basis` is the latest Version as we read today, without the template's lines; None before the first; `pointers` are
    those of its lines that only link to another page. `reader` and
    `places` tell how it was read, `share_headline` and `date_modified` what its page said besides. `flips` are the
    places that were seen to flip, with how often. `soon` is how long a second look is apart from the first at
    least. `is_back` tells that the page was gone: what it is back with is news at once. `is_believed`
    that somebody decided that what is seen is news.
    """

    basis: ArticleText | None = None
    pointers: frozenset[str] = frozenset()
    share_headline: str = ""
    date_modified: datetime | None = None
    reader: tuple[str, int] = ("", 0)
    places: tuple[tuple[str, str], ...] = ()
    waiting: Waiting | None = None
    flips: tuple[tuple[Flip, int], ...] = ()
    soon: timedelta = timedelta(minutes=2)
    is_back: bool = False
    is_believed: bool = False


class Evidence(Protocol):
    """What a decision may have to ask for, each dear: a response read again, or the database."""

    def older_page(self) -> PageText | None:
        """Return the page the basis was last seen on, None where it is no longer kept."""

    def newer_page(self) -> PageText | None:
        """Return the page of this look."""

    def read_older(self) -> Rendition | None:
        """Return the page the basis was last seen on as today's reader reads it, None where that is impossible."""

    def read_waiting(self) -> Rendition | None:
        """Return the waiting text as today's reader reads it, None where that is impossible."""

    def count_earlier(self, text_hash: str) -> int:
        """Return how many Versions hold a text."""


@dataclass(frozen=True)
class Step:
    """One Version to be made: what it says, the text before it as it is compared, and why that differs from the basis.

    `since` is when it was first seen; `from_waiting` that its response is the one that waited.
    """

    rendition: Rendition
    before: ArticleText | None
    cause: Cause | None
    since: datetime
    from_waiting: bool = False


@dataclass(frozen=True)
class Decision:
    """What one look came to.

    `steps` are the Versions to be made, in order; there may be two where a second look confirms one text and brings
    another. `before` is what this look's text was compared with, where it differs. `basis` is what the latest Version
    says as we read today, with its `cause`, where that has changed. `flips` are places seen to flip. `smells` says in
    codes why a text waits, `turns` that a slot is filled anew at every look.
    """

    verdict: Verdict
    steps: tuple[Step, ...] = ()
    before: ArticleText | None = None
    basis: ArticleText | None = None
    cause: Cause | None = None
    waiting: Waiting | None = None
    flips: tuple[Flip, ...] = ()
    smells: tuple[str, ...] = ()
    turns: bool = False


def lines_of(text: ArticleText, field: str) -> tuple[str, ...]:
    """Return one tracked field as lines; the empty headline or standfirst is no line."""
    value = getattr(text, field)
    if field in _SINGLE:
        return (value,) if value else ()
    return tuple(value)


def with_lines(text: ArticleText, field: str, lines: tuple[str, ...]) -> ArticleText:
    """Return a text with other lines in one field."""
    value = lines[0] if field in _SINGLE and lines else "" if field in _SINGLE else lines
    return replace(text, **{field: value})  # type: ignore[arg-type]


def drop_pointers(text: ArticleText, pointers: Container[str]) -> ArticleText:
    """Return a text without the lines that only link to another page; all of it where it is nothing else."""
    own = tuple(line for line in text.paragraphs if line not in pointers)
    return replace(text, paragraphs=own) if own else text


def differing(one: ArticleText, other: ArticleText) -> Iterator[str]:
    """Yield the names of the fields in which two texts differ."""
    return (field for field in FIELDS if getattr(one, field) != getattr(other, field))


def key_of(text: ArticleText) -> str:
    """Return the hash that stands for a text."""
    return hash_text(text)
