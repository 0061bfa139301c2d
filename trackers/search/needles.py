"""Needles: the words of a query in the forms under which they may be stored, language by language.

Nobody says in which language a query is. A word is therefore looked for as each language in use would store it, and its
form counts only in texts of that language: the Dutch stem of "news" is an English word of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trackers.models.found import languages_found, names_like
from trackers.models.stems import DICTIONARIES, find_stems
from trackers.text.query import Query, Scope, Words
from trackers.text.terms import Term

# Forms in order: what is looked for, whether by its beginning, and how many places behind the first.
Forms = tuple[tuple[str, bool, int], ...]


@dataclass(frozen=True)
class Needle:
    """One word or phrase of a query: ``plain`` as it stands, ``stemmed`` by language where that differs."""

    scope: Scope
    plain: Forms
    stemmed: tuple[tuple[str, Forms], ...]
    excluded: bool = False

    def in_language(self, language: str) -> Forms:
        """Return the forms in texts of a language."""
        return next((forms for tag, forms in self.stemmed if tag == language), self.plain)


@dataclass(frozen=True)
class Clause:
    """Needles of which one has to be found; several for the spellings of a name."""

    needles: tuple[Needle, ...]
    excluded: bool


def make_clauses(query: Query) -> list[Clause]:
    """Return the clauses of a query's words. A query for the languages, one for each name and each language's stems."""
    if not query.words:
        return []
    languages = [language for language in languages_found() if language in DICTIONARIES]
    return [_make_clause(words, languages=languages) for words in query.words]


def _make_clause(words: Words, *, languages: Sequence[str]) -> Clause:
    spellings = [words.sought]
    if words.scope is Scope.NAME and len(words.sought) == 1 and not words.sought[0].is_pair:
        term = words.sought[0]
        spellings = [(Term(name, term.start, term.end, term.place),) for name in names_like(term.form)]
    forms = {term.form for terms in spellings for term in terms if not term.is_pair}
    stems = {language: find_stems(forms, language=language) for language in languages}
    needles = tuple(_make_needle(words, terms, stems=stems) for terms in spellings)
    return Clause(needles, words.excluded)


def _make_needle(words: Words, terms: Sequence[Term], *, stems: Mapping[str, Mapping[str, str]]) -> Needle:
    plain = _forms(terms, {})
    stemmed = tuple(
        (language, found) for language, known in stems.items() if (found := _forms(terms, known)) != plain
    )
    return Needle(words.scope, plain, stemmed, words.excluded)


def _forms(terms: Sequence[Term], stems: Mapping[str, str]) -> Forms:
    first = terms[0].place
    return tuple(
        (
            term.form if term.is_pair else stems.get(term.form, term.form),
            term.wants_beginning,
            term.place - first,
        )
        for term in terms
    )
