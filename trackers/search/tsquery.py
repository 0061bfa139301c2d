"""Writes a query as PostgreSQL's tsquery: every lexeme quoted, every operator ours.

``whole`` is for publishers whose whole texts are shown. Of the others only what their cards show may be found, the
headlines and the words that went or came: who asks whether a word stands in a text must not learn it from an answer.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


def write_apart(query: Query, clauses: Sequence[Clause], *, shown: PublicText, today: date) -> str:
    """Return the tsquery as text for publishers of whom so much is shown, "" where nothing indexed is asked for.

    It asks for nothing that rows of older rules lack: neither for sums nor for whose the texts are.
    """
    return _join([*_write_clauses(clauses, shown=shown, has_sums=False), *_write_facts(query, today=today)])


def write_for_all(
    query: Query,
    clauses: Sequence[Clause],
    *,
    today: date,
    sources: Mapping[str, int],
    in_passages: Collection[int],
) -> str:
    """Return one tsquery as text, "" where nothing is asked for, of rows that bear their sums and publisher's key.

    ``sources`` are the keys of those that are named, by slug; ``in_passages`` the keys of those whose texts are shown
    in passages only, and found by these.
    """
    facts = [*_write_facts(query, today=today), *_write_sources(query, sources)]
    whole = _write_clauses(clauses, shown=PublicText.FULL)
    chosen = _choose(query, sources)
    partly = set(in_passages) if chosen is None else chosen.intersection(in_passages)
    if not clauses or not partly:
        return _join([*whole, *facts])
    shown = _write_clauses(clauses, shown=PublicText.PASSAGES)
    if partly == chosen:
        return _join([*shown, *facts])
    theirs = _any_of(_name_source(key) for key in sorted(partly))
    both = f"({' & '.join(whole)} & !{theirs} | {' & '.join(shown)} & {theirs})"
    return _join([both, *facts], is_bounded=any(not clause.excluded for clause in clauses))


def _choose(query: Query, sources: Mapping[str, int]) -> set[int] | None:
    """Return the keys of the publishers that a query wants, None where it wants any."""
    wanted = [
        {sources[slug] for slug in chosen.values}
        for chosen in query.filters
        if chosen.field is FilterField.SOURCE and not chosen.excluded
    ]
    return set.intersection(*wanted) if wanted else None


def _join(parts: Iterable[str], *, is_bounded: bool | None = None) -> str:
    """Return all parts as one; ``is_bounded`` says of a part that begins with no "!" whether it wants anything."""
    parts = [part for part in parts if part]
    wanted = [part for part in parts if not part.startswith("!")]
    if parts and (not wanted or (len(wanted) == 1 and is_bounded is False)):
        # Without anything that has to be there PostgreSQL reads the whole index; this every row holds.
        parts.insert(0, f"{quote_lexeme(_FACTS[FilterField.LANGUAGE])}:*")
    return " & ".join(parts)


def _write_clauses(clauses: Sequence[Clause], *, shown: PublicText, has_sums: bool = True) -> list[str]:
    places = _WHOLE if shown == PublicText.FULL else _SHOWN
    return [_write_clause(clause, anywhere=places, has_sums=has_sums) for clause in clauses]


def _write_facts(query: Query, *, today: date) -> list[str]:
    parts = [_write_filter(each) for each in query.filters if each.field in _FACTS]
    return [*parts, _any_of(quote_lexeme(f"@m:{month}") for month in _months(query, today=today))]


def _write_sources(query: Query, sources: Mapping[str, int]) -> Iterator[str]:
    for chosen in query.filters:
        if chosen.field is FilterField.SOURCE:
            written = _any_of(_name_source(sources[slug]) for slug in chosen.values)
            yield f"!{written}" if chosen.excluded else written


def _name_source(key: int) -> str:
    return quote_lexeme(f"@s:{key}")


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
