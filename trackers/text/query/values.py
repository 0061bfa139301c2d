"""What a query means: words to be found somewhere, filters, days; and what could not be meant, with its place."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.text.terms import Term

LONGEST_QUERY = 500
MOST_TERMS = 32
MOST_VALUES = 20


class Scope(StrEnum):
    """Where words are looked for."""

    ANYWHERE = "anywhere"
    HEADLINE = "headline"
    ADDED = "added"
    REMOVED = "removed"
    NAME = "name"


class FilterField(StrEnum):
    """What a filter is about, by the word that is typed."""

    SOURCE = "source"
    KIND = "kind"
    LANGUAGE = "lang"
    DISCLOSURE = "disclosure"
    NATURE = "is"


class ProblemCode(StrEnum):
    """What is wrong with a query."""

    TOO_LONG = "too_long"
    TOO_MANY_WORDS = "too_many_words"
    TOO_MANY_VALUES = "too_many_values"
    NO_WORD = "no_word"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_VALUE = "unknown_value"
    MISSING_VALUE = "missing_value"
    OPEN_QUOTE = "open_quote"
    BAD_DATE = "bad_date"
    DATES_CROSSED = "dates_crossed"


@dataclass(frozen=True)
class Problem:
    """Something that cannot be meant: where it stands in what was typed, the piece itself, and the field it is of."""

    code: ProblemCode
    start: int
    end: int
    text: str = ""
    field: str = ""


@dataclass(frozen=True)
class Words:
    """Words that stand together in this order, or one word; ``excluded`` where they must not."""

    scope: Scope
    text: str
    terms: tuple[Term, ...]
    excluded: bool = False

    @property
    def sought(self) -> tuple[Term, ...]:
        """The terms to look for: the last cluster of a longer run is held by the pair before it already."""
        if len(self.terms) == 1:
            return self.terms
        kept = []
        for number, term in enumerate(self.terms):
            before = self.terms[number - 1] if number else None
            if not (term.is_end and before is not None and before.is_pair and not before.is_end):
                kept.append(term)
        return tuple(kept)


@dataclass(frozen=True)
class Filter:
    """One of some words that a Change has to bear, or must not where ``excluded``; ``start`` is where it stands."""

    field: FilterField
    values: tuple[str, ...]
    excluded: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Day:
    """The bound of a range of days: ``first`` is the day that was named, or the first of the month or year."""

    first: date


@dataclass(frozen=True)
class Query:
    """What was typed and what it means, all together. ``after`` holds for its day as well, ``before`` does not."""

    text: str
    words: tuple[Words, ...] = ()
    filters: tuple[Filter, ...] = ()
    after: Day | None = None
    before: Day | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for, rightly or wrongly."""
        return not (self.words or self.filters or self.after or self.before or self.problems)

    @property
    def is_about_changes(self) -> bool:
        """Whether only a Change can fulfil it: an Article that never changed cannot."""
        return any(
            words.scope in (Scope.ADDED, Scope.REMOVED) and not words.excluded for words in self.words
        ) or any(
            filter_.field in (FilterField.KIND, FilterField.DISCLOSURE, FilterField.NATURE)
            for filter_ in self.filters
        )
