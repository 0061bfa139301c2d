"""Gives the pieces of a query their meaning: fields, days, words cut as texts are cut."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from trackers.text.kinds import Code, Disclosure
from trackers.text.query.pieces import Piece, cut_pieces
from trackers.text.query.values import (
    LONGEST_QUERY,
    MOST_TERMS,
    MOST_VALUES,
    Day,
    Filter,
    FilterField,
    Problem,
    ProblemCode,
    Query,
    Scope,
    Words,
)
from trackers.text.terms import cut_terms

NATURES = ("edit", "gone", "returned")
_SCOPES = {
    "": Scope.ANYWHERE,
    "headline": Scope.HEADLINE,
    "added": Scope.ADDED,
    "removed": Scope.REMOVED,
    "name": Scope.NAME,
}
_DAYS = ("after", "before")
FIELDS = (*filter(None, _SCOPES), *(field.value for field in FilterField), *_DAYS)
_DAY = re.compile(r"\A([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?\Z")
_SLUG = re.compile(r"\A[a-z0-9_-]{1,60}\Z")
_LANGUAGE = re.compile(r"\A[a-z]{2,3}\Z")
_FITS: dict[FilterField, Callable[[str], bool]] = {
    FilterField.SOURCE: lambda value: _SLUG.match(value) is not None,
    FilterField.KIND: lambda value: value in {code.value for code in Code},
    FilterField.LANGUAGE: lambda value: _LANGUAGE.match(value) is not None,
    FilterField.DISCLOSURE: lambda value: value in {code.value for code in Disclosure},
    FilterField.NATURE: lambda value: value in NATURES,
}


def parse_query(typed: str) -> Query:
    """Return what was typed with its meaning and its problems; never raises. Time grows with the length alone."""
    if len(typed) > LONGEST_QUERY:
        return Query(typed, problems=(Problem(ProblemCode.TOO_LONG, LONGEST_QUERY, len(typed)),))
    found: list[Words | Filter] = []
    days: dict[str, Day] = {}
    problems: list[Problem] = []
    pieces = cut_pieces(typed)
    for piece in pieces:
        for meaning in _read(piece, typed=typed):
            if isinstance(meaning, Problem):
                problems.append(meaning)
            elif isinstance(meaning, Day):
                days[piece.field] = meaning
            else:
                found.append(meaning)
    words = tuple(meaning for meaning in found if isinstance(meaning, Words))
    if pieces and not found and not days and not problems:
        problems.append(Problem(ProblemCode.NO_WORD, pieces[0].start, pieces[-1].end, typed.strip()))
    problems += _judge_whole(words, days, pieces)
    return Query(
        text=typed,
        words=words,
        filters=tuple(meaning for meaning in found if isinstance(meaning, Filter)),
        after=days.get("after"),
        before=days.get("before"),
        problems=tuple(problems),
    )


def _judge_whole(words: tuple[Words, ...], days: dict[str, Day], pieces: list[Piece]) -> Iterator[Problem]:
    """Yield what is wrong with the query as a whole."""
    end = pieces[-1].end if pieces else 0
    if sum(len(each.sought) for each in words) > MOST_TERMS:
        yield Problem(ProblemCode.TOO_MANY_WORDS, 0, end)
    after, before = days.get("after"), days.get("before")
    if after is not None and before is not None and before.first <= after.first:
        place = next(piece for piece in reversed(pieces) if piece.field in _DAYS)
        yield Problem(ProblemCode.DATES_CROSSED, place.start, place.end, place.text)


def _read(piece: Piece, *, typed: str) -> Iterator[Words | Filter | Day | Problem]:
    def problem(code: ProblemCode, text: str = "") -> Problem:
        return Problem(code, piece.start, piece.end, text or typed[piece.start : piece.end], piece.field)

    if piece.is_open:
        yield problem(ProblemCode.OPEN_QUOTE)
    elif piece.field and piece.field not in FIELDS:
        yield problem(ProblemCode.UNKNOWN_FIELD)
    elif piece.field and not piece.text.strip():
        yield problem(ProblemCode.MISSING_VALUE)
    elif piece.field in _SCOPES:
        terms = tuple(cut_terms(piece.text))
        if terms:
            yield Words(_SCOPES[piece.field], piece.text, terms, piece.excluded)
        elif piece.field:
            yield problem(ProblemCode.NO_WORD)
    elif piece.field in _DAYS:
        day = _read_day(piece.text)
        yield (
            Day(day) if day is not None and not piece.excluded else problem(ProblemCode.BAD_DATE, piece.text)
        )
    else:
        yield from _read_filter(piece, problem)


def _read_filter(piece: Piece, problem: Callable[[ProblemCode, str], Problem]) -> Iterator[Filter | Problem]:
    field = FilterField(piece.field)
    values = tuple(dict.fromkeys(value for value in piece.text.lower().replace(" ", "").split(",") if value))
    if field is FilterField.LANGUAGE:
        values = tuple(dict.fromkeys(value.partition("-")[0] for value in values))
    wrong = [value for value in values if not _FITS[field](value)]
    if len(values) > MOST_VALUES:
        yield problem(ProblemCode.TOO_MANY_VALUES, piece.text)
    elif wrong or not values:
        yield problem(ProblemCode.UNKNOWN_VALUE, wrong[0] if wrong else piece.text)
    else:
        yield Filter(field, values, piece.excluded, piece.start, piece.end)


def _read_day(text: str) -> date | None:
    match = _DAY.match(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
