"""Writes a query as PostgreSQL's tsquery: every lexeme quoted, every operator ours.

``whole`` is for publishers whose whole texts are shown. Of the others only what their cards show may be found, the
headlines and the words that went or came: who asks whether a word stands in a text must not learn it from an answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from trackers.models.source import PublicText
from trackers.search.needles import Clause, Forms, Needle
from trackers.text.query import Filter, FilterField, Query, Scope
from trackers.text.terms import PAIR, alone, join_neighbours, quote_lexeme

_FACTS = {
    FilterField.KIND: "@k:",
    FilterField.LANGUAGE: "@l:",
    FilterField.DISCLOSURE: "@d:",
    FilterField.NATURE: "@n:",
}
# The prefixes of the lexemes a scope looks at. No weights: the index does not hold them, nor do the statistics.
_PLACES = {
    Scope.HEADLINE: ("#",),
    Scope.ADDED: ("+",),
    Scope.REMOVED: ("-",),
}
_WHOLE, _SHOWN = ("",), ("#", "+", "-")
# A longer range is left to the column: the lexemes of its months would narrow little.
MOST_MONTHS = 24


def write_tsquery(
    query: Query, clauses: Sequence[Clause], *, shown: PublicText, today: date, has_sums: bool = True
) -> str:
    """Return the tsquery as text, "" where the query asks for nothing that is indexed.

    ``has_sums`` says that every row bears the sums of its neighbouring words, by which a phrase is found in no time.
    """
    places = _WHOLE if shown == PublicText.FULL else _SHOWN
    parts = [_write_clause(clause, anywhere=places, has_sums=has_sums) for clause in clauses]
    parts += [_write_filter(each) for each in query.filters if each.field in _FACTS]
    parts += [_any_of(quote_lexeme(f"@m:{month}") for month in _months(query, today=today))]
    parts = [part for part in parts if part]
    if parts and all(part.startswith("!") for part in parts):
        # Without anything that has to be there PostgreSQL reads the whole index; this every row holds.
        parts.insert(0, f"{quote_lexeme(_FACTS[FilterField.LANGUAGE])}:*")
    return " & ".join(parts)


def _write_clause(clause: Clause, *, anywhere: Sequence[str], has_sums: bool) -> str:
    written = _any_of(
        _write_needle(needle, anywhere=anywhere, has_sums=has_sums) for needle in clause.needles
    )
    return f"!{written}" if clause.excluded else written


def _write_needle(needle: Needle, *, anywhere: Sequence[str], has_sums: bool) -> str:
    """Return the needle in each language in which it is stored under another form, and else as it stands."""
    places = _PLACES.get(needle.scope, anywhere)
    by_forms: dict[Forms, list[str]] = {}
    for language, forms in needle.stemmed:
        by_forms.setdefault(forms, []).append(language)
    plain = _any_of(_write_forms(needle.plain, place, has_sums=has_sums) for place in places)
    if not by_forms:
        return plain
    others = _any_of(quote_lexeme(f"@l:{language}") for language, _forms in needle.stemmed)
    parts = [f"({plain} & !{others})"]
    for forms, languages in by_forms.items():
        there = _any_of(_write_forms(forms, place, has_sums=has_sums) for place in places)
        parts.append(f"({there} & {_any_of(quote_lexeme(f'@l:{language}') for language in languages)})")
    return _any_of(parts)


def _write_forms(forms: Forms, prefix: str, *, has_sums: bool) -> str:
    written, before = "", 0
    for form, by_beginning, place in forms:
        if by_beginning and prefix in ("+", "-") and PAIR in form:
            form, by_beginning = alone(form), False
        lexeme = quote_lexeme(f"{prefix}{form}") + (":*" if by_beginning else "")
        written += f" <{place - before}> {lexeme}" if written else lexeme
        before = place
    sums = list(dict.fromkeys(_sum_forms(forms, prefix))) if has_sums else []
    return f"({' & '.join([*map(quote_lexeme, sums), written])})"


def _sum_forms(forms: Forms, prefix: str) -> Iterator[str]:
    """Yield the sums of neighbouring words, which are stored of whole words alone."""
    for (first, is_begun, before), (second, by_beginning, place) in pairwise(forms):
        if place == before + 1 and not (is_begun or by_beginning or PAIR in first or PAIR in second):
            yield join_neighbours(f"{prefix}{first}", f"{prefix}{second}")


def _write_filter(chosen: Filter) -> str:
    written = _any_of(quote_lexeme(f"{_FACTS[chosen.field]}{value}") for value in chosen.values)
    return f"!{written}" if chosen.excluded else written


def _months(query: Query, *, today: date) -> list[str]:
    """Return the months of a bounded range, () where it has no beginning or is long."""
    if query.after is None:
        return []
    first = query.after.first
    last = min(query.before.first, today) if query.before is not None else today
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 0 < count <= MOST_MONTHS:
        return []
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


def _any_of(parts: Iterable[str]) -> str:
    found = list(dict.fromkeys(parts))
    return "" if not found else found[0] if len(found) == 1 else f"({' | '.join(found)})"
