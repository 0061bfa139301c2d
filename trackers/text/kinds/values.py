"""What reading a change's kinds gives: codes, each with the exact words that went and came, and where.

The codes are those of the promise never to hide a change that matters: five of them are cosmetic, all others are
protected, and `trackers.text.kinds.rank` lowers nothing that has one of those.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from trackers.text.notices import NoticeSort

# Raise it whenever the same two texts may get other kinds, evidence or rank.
RULES = "5"


class Code(StrEnum):
    """A kind of change."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    NUMBER = "number"
    DATE = "date"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    HEDGE = "hedge"
    NEGATION = "negation"
    NAME = "name"
    ADDITION = "addition"
    CUT = "cut"
    MOVE = "move"
    REWRITE = "rewrite"
    CORRECTION_NOTICE = "correction_notice"
    REVERSION = "reversion"
    LINK_MEDIA = "link_media"
    TYPO = "typo"
    PUNCTUATION = "punctuation"
    WHITESPACE = "whitespace"
    FURNITURE = "furniture"


COSMETIC = frozenset((Code.LINK_MEDIA, Code.TYPO, Code.PUNCTUATION, Code.WHITESPACE, Code.FURNITURE))
PROTECTED = frozenset(Code) - COSMETIC


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an article: a field ("headline", "standfirst", "byline", "captions", "body") and its items from 0.

    `old` and `new` are the first paragraphs (or names, or captions) concerned, None where there is none on that side.
    """

    field: str
    old: int | None = None
    new: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind that occurs, with its evidence: the exact words gone and come, "" where there are none.

    `removed` stands in the old text and `added` in the new one, whose parts are read joined by blank lines. Spaces and
    marks alone come with the words beside them.
    """

    code: Code
    removed: str
    added: str
    place: Place

    @property
    def is_cosmetic(self) -> bool:
        """True if this alone leaves the meaning as it was."""
        return self.code in COSMETIC


@dataclass(frozen=True)
class Kinds:
    """Every kind that occurs in a change, in reading order, stamped with the version of the rules.

    `notice_before` and `notice_after` are the gravest notices that stand in each text.
    """

    entries: tuple[Kind, ...]
    notice_before: NoticeSort | None = None
    notice_after: NoticeSort | None = None
    rules: str = RULES

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes that occur, each once, in the order of `Code`."""
        present = {entry.code for entry in self.entries}
        return tuple(code for code in Code if code in present)

    @property
    def is_meaningful(self) -> bool:
        """True unless every kind is cosmetic; a change of which nothing could be said is meaningful."""
        return not self.entries or any(not entry.is_cosmetic for entry in self.entries)

    def of(self, code: Code) -> tuple[Kind, ...]:
        """Return the entries of one code."""
        return tuple(entry for entry in self.entries if entry.code is code)

    def with_entries(self, entries: Iterable[Kind]) -> "Kinds":
        """Return the same with more entries behind: a reversion, which only who knows the history can tell."""
        return Kinds((*self.entries, *entries), self.notice_before, self.notice_after, self.rules)
