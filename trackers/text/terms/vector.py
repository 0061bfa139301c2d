"""Writes what PostgreSQL calls a tsvector from terms, within its limits.

A lexeme holds at most 255 places, a place is at most 16,383, a vector at most a megabyte (PostgreSQL's documentation,
"Limitations" of full text search). What lies beyond is stored without a place: found as a word, not in a phrase.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice

from trackers.text.terms.changed import Run
from trackers.text.terms.cut import PAIR, Term, cut_terms

# Raise it when words are cut or folded otherwise, or written otherwise here.
CUT = 3
MOST_PLACES, LAST_PLACE = 255, 16_383
MOST_BYTES = 900_000
# Between two lines, so that no phrase reaches from one into the next.
GAP = 8
# Stands before the sum of two words that follow each other. Of 64 characters; each more makes the index larger.
NEIGHBOURS, SUM_LENGTH = "~", 3


@dataclass(frozen=True)
class Stream:
    """Lines that are found in the same way: ``prefix`` is set before each lexeme, ``weight`` is A to C or nothing."""

    lines: Sequence[str]
    prefix: str = ""
    weight: str = ""


@dataclass(frozen=True)
class CutStream:
    """A Stream whose lines are cut: each term with its place among those of the stream."""

    terms: Sequence[tuple[Term, int]]
    prefix: str
    weight: str
    end: int


def cut_stream(stream: Stream, *, start: int = 1) -> CutStream:
    """Cut the lines; the first term stands at place ``start``, and ``end`` is where another stream may go on."""
    terms: list[tuple[Term, int]] = []
    for line in stream.lines:
        found = cut_terms(line)
        terms += [(term, start + term.place) for term in found]
        start += len(found) + GAP
    return CutStream(terms, stream.prefix, stream.weight, start)


def cut_runs(runs: Iterable[Run], *, prefix: str) -> CutStream:
    """Cut words that went or came. Of each cluster there is a term of its own, the cluster behind the pair's mark.

    A pair counts where one of its clusters is of the run; a search for one cluster has to be of the run's alone.
    """
    terms: list[tuple[Term, int]] = []
    start = 1
    for run in runs:
        first, last = len(run.before), len(run.before) + len(run.text)
        found = cut_terms(run.line)
        for term in found:
            if term.start < last and term.end > first:
                terms.append((term, start + term.place))
            if term.is_pair and first <= term.start < last:
                terms.append((replace(term, form=alone(term.form)), start + term.place))
        start += len(found) + GAP
    return CutStream(terms, prefix, "", start)


def alone(form: str) -> str:
    """Return the form of a pair's first cluster alone, as `cut_runs` stores it."""
    return f"{PAIR}{form.partition(PAIR)[0]}"


def words_of(streams: Iterable[CutStream]) -> set[str]:
    """Return the words that may be stemmed."""
    return {term.form for stream in streams for term, _ in stream.terms if not term.is_pair}


def write_vector(
    streams: Iterable[CutStream], *, facts: Iterable[str] = (), stems: Mapping[str, str] | None = None
) -> str:
    """Return the tsvector as text. ``facts`` are lexemes without a place; a word without a stem stands as it is.

    Of each two words that follow each other there is the lexeme of `join_neighbours` besides, without a place.
    """
    streams = list(streams)
    found: dict[str, dict[int, str]] = {fact: {} for fact in facts}
    size = 0
    look_up: Callable[[str, str], str] = (stems or {}).get
    for stream in streams:
        for term, place in stream.terms:
            form = term.form if term.is_pair else look_up(term.form, term.form)
            lexeme = f"{stream.prefix}{form}"
            places = found.get(lexeme)
            if places is None:
                size += len(lexeme.encode()) + 8
                if size > MOST_BYTES:
                    break
                places = found[lexeme] = {}
            if place <= LAST_PLACE and len(places) < MOST_PLACES and size < MOST_BYTES:
                size += 2
                places.setdefault(place, stream.weight)
    room = max(0, MOST_BYTES - size) // (len(NEIGHBOURS) + SUM_LENGTH + 4)
    sums = (lexeme for stream in streams for lexeme in _sum_neighbours(stream, look_up))
    found.update((lexeme, {}) for lexeme in islice(dict.fromkeys(sums), room))
    return " ".join(_write(lexeme, places) for lexeme, places in found.items())


def join_neighbours(first: str, second: str) -> str:
    """Return the lexeme of two lexemes that follow each other: a sum of a quarter of a million different ones.

    A phrase is looked for by it beside its words: that the words follow each other is known only once a text's places
    are fetched, and the sum spares all but those few texts in which two other words add up to the same.
    """
    digest = blake2b(f"{first} {second}".encode(), digest_size=3 * ((SUM_LENGTH + 3) // 4)).digest()
    return f"{NEIGHBOURS}{urlsafe_b64encode(digest)[:SUM_LENGTH].decode()}"


def _sum_neighbours(stream: CutStream, look_up: Callable[[str, str], str]) -> Iterator[str]:
    """Yield the lexemes of neighbours; pairs of clusters need none, they are rare enough themselves."""
    before, last = "", 0
    for term, place in stream.terms:
        if term.is_pair:
            continue
        lexeme = f"{stream.prefix}{look_up(term.form, term.form)}"
        if place == last + 1 and before and place <= LAST_PLACE:
            yield join_neighbours(before, lexeme)
        before, last = lexeme, place


def quote_lexeme(lexeme: str) -> str:
    """Return a lexeme as tsvector and tsquery read it."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _write(lexeme: str, places: Mapping[int, str]) -> str:
    written = ",".join(f"{place}{weight}" for place, weight in places.items())
    return quote_lexeme(lexeme) + (f":{written}" if written else "")
