"""Marks: why a Change was found, as a few lines with the words that were looked for marked.

Of a publisher that shows changed passages only, nothing but the headlines and the words that went or came is looked at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackers.models import Article, Change, PublicText, ReadText
from trackers.models.stems import find_stems, language_of
from trackers.search.needles import Forms, Needle
from trackers.search.rows import Search
from trackers.text.compare import Diff, Op, compare
from trackers.text.query import Scope
from trackers.text.terms import PAIR, Term, changed_runs, cut_terms, fold_text

ROUND = 80
MOST_LINES = 3
MOST_MARKS = 6
MOST_CUT = 60


class Where(StrEnum):
    """Where a line stands."""

    HEADLINE = "headline"
    TEXT = "text"
    EARLIER = "earlier"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A stretch of a line, marked where it was looked for."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Line:
    """One line that holds words that were looked for, cut to what stands round them."""

    where: Where
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Candidate:
    """What may hold the words that were looked for: its lines, cut where they may, and the language of its stems."""

    lines: list[tuple[Where, str, list[Term]]]
    language: str


def mark_changes(changes: Sequence[Change], search: Search) -> dict[int, list[Line]]:
    """Return the lines of each Change by its id.

    Two queries for all, one more for each language with words that are new to this process; where words that went or
    came are looked for, a comparison for each Change.
    """
    needles = _needles(search)
    if not needles or not changes:
        return {}
    texts = Change.objects.select_related(
        "from_version",
        "from_reading",
        "to_version",
        "description__before_reading",
        "description__after_reading",
    ).in_bulk([change.pk for change in changes])
    found = {change.pk: _read_change(change, texts[change.pk], needles) for change in changes}
    return _choose(found, needles)


def mark_articles(articles: Sequence[Article], search: Search) -> dict[int, list[Line]]:
    """Return the lines of each Article that has not changed. Have their Sources and latest Versions loaded."""
    needles = _needles(search)
    return _choose({article.pk: _read_article(article, needles) for article in articles}, needles)


def _needles(search: Search) -> list[Needle]:
    return [needle for clause in search.clauses for needle in clause.needles if not needle.excluded]


def _read_article(article: Article, needles: Sequence[Needle]) -> Candidate:
    text = article.latest_version
    assert text is not None
    language = language_of(text.lang or article.source.language)
    lines = [(Where.HEADLINE, text.headline)]
    if article.source.public_text == PublicText.FULL:
        lines += [(Where.TEXT, line) for line in _lines_of(text)]
    return _cut(lines, needles, language=language)


def _read_change(change: Change, loaded: Change, needles: Sequence[Needle]) -> Candidate:
    source = change.article.source
    before, after = loaded.texts_shown
    language = language_of(after.lang or before.lang or source.language)
    is_full = source.public_text == PublicText.FULL
    about_words = any(needle.scope in (Scope.ADDED, Scope.REMOVED) for needle in needles)
    lines = [(Where.HEADLINE, after.headline), (Where.HEADLINE, before.headline)]
    if not change.keeps_text and (about_words or not is_full):
        lines += _changed(compare(before.text, after.text))
    if is_full:
        lines += [(Where.TEXT, line) for line in _lines_of(after)]
        lines += [(Where.EARLIER, line) for line in _lines_of(before)]
    return _cut(lines, needles, language=language)


def _changed(diff: Diff) -> list[tuple[Where, str]]:
    return [
        *((Where.REMOVED, run.line) for run in changed_runs(diff, op=Op.DELETE)),
        *((Where.ADDED, run.line) for run in changed_runs(diff, op=Op.INSERT)),
    ]


def _lines_of(text: ReadText) -> list[str]:
    tracked = text.text
    return [tracked.standfirst, *tracked.byline, *tracked.paragraphs, *tracked.captions]


def _cut(lines: Sequence[tuple[Where, str]], needles: Sequence[Needle], *, language: str) -> Candidate:
    """Return the lines that may hold a needle, cut; most hold none, which their letters alone tell."""
    kept: list[tuple[Where, str, list[Term]]] = []
    for where, text in lines:
        fitting = [needle for needle in needles if _may_stand(needle.scope, where)]
        starts = {_start(needle.in_language(language)[0][0]) for needle in fitting}
        folded = fold_text(text) if starts else ""
        if any(start in folded for start in starts):
            kept.append((where, text, cut_terms(text)))
        if len(kept) == MOST_CUT:
            break
    return Candidate(kept, language)


def _start(form: str) -> str:
    """Return letters with which every word of a stem begins; of a pair its first cluster."""
    return form.partition(PAIR)[0] if PAIR in form else form[:3]


def _choose(found: Mapping[int, Candidate], needles: Sequence[Needle]) -> dict[int, list[Line]]:
    """Return for each needle the first line that holds it, three lines at most, in the order of reading."""
    stems = _find_all_stems(found.values(), needles)
    return {
        key: _choose_lines(candidate, needles, stems.get(candidate.language, {}))
        for key, candidate in found.items()
    }


def _find_all_stems(found: Iterable[Candidate], needles: Sequence[Needle]) -> dict[str, dict[str, str]]:
    words: dict[str, set[str]] = {}
    for candidate in found:
        starts = tuple(
            _start(form) for needle in needles for form, _, _ in needle.in_language(candidate.language)
        )
        words.setdefault(candidate.language, set()).update(
            term.form
            for _, _, terms in candidate.lines
            for term in terms
            # Not by how it begins: an Arabic stem has lost its article.
            if not term.is_pair and any(start in term.form for start in starts)
        )
    return {language: find_stems(forms, language=language) for language, forms in words.items()}


def _choose_lines(candidate: Candidate, needles: Sequence[Needle], stems: Mapping[str, str]) -> list[Line]:
    chosen: list[Line] = []
    waiting = set(needles)
    for where, text, terms in candidate.lines:
        if not waiting or len(chosen) == MOST_LINES:
            break
        found = {
            needle: list(_find(needle.in_language(candidate.language), terms, stems))
            for needle in set(needles)
            if _may_stand(needle.scope, where)
        }
        hit = {needle for needle in waiting if found.get(needle)}
        if hit:
            spans = sorted({span for each in found.values() for span in each})
            chosen.append(Line(where, _cut_line(text, spans)))
            waiting -= hit
    return chosen


def _may_stand(scope: Scope, where: Where) -> bool:
    if scope is Scope.ADDED:
        return where is Where.ADDED
    if scope is Scope.REMOVED:
        return where is Where.REMOVED
    return where is Where.HEADLINE if scope is Scope.HEADLINE else True


def _find(forms: Forms, terms: Sequence[Term], stems: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line in which all forms stand at their places."""
    last = forms[-1][2]
    for start in range(len(terms) - last):
        found = [(form, by_beginning, terms[start + place]) for form, by_beginning, place in forms]
        if all(_is(term, form, by_beginning, stems) for form, by_beginning, term in found):
            yield found[0][2].start, found[-1][2].end


def _is(term: Term, form: str, by_beginning: bool, stems: Mapping[str, str]) -> bool:
    stored = term.form if term.is_pair else stems.get(term.form, term.form)
    return stored.startswith(form) if by_beginning else stored == form


def _cut_line(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return the stretch round the first find, with what else was found in it marked as well."""
    first, last = _back_to_space(text, max(0, spans[0][0] - ROUND)), min(len(text), spans[0][1] + ROUND)
    last = (
        text.find(" ", last, last + 20) if last < len(text) and text.find(" ", last, last + 20) > 0 else last
    )
    pieces = [Piece("… ", is_marked=False)] if first else []
    at = first
    for start, end in spans[:MOST_MARKS]:
        if start >= at and end <= last:
            pieces += [Piece(text[at:start], is_marked=False), Piece(text[start:end], is_marked=True)]
            at = end
    pieces += [Piece(text[at:last], is_marked=False)]
    pieces += [Piece(" …", is_marked=False)] if last < len(text) else []
    return tuple(piece for piece in pieces if piece.text)


def _back_to_space(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - 20), at)
    return space + 1 if space >= 0 else at
