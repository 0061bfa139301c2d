"""Cuts a text into terms with their places.

Words come from `trackers.text.compare.tokens`, which knows where a word ends in every script; here they are taken apart
where a reader would type less ("criminal-inquiry", "O'Brien") and numbers lose what only groups their digits. A run of
clusters, of a script without spaces, becomes pairs of neighbours: "abc" gives "a|b", "b|c" and, for a search of one
cluster alone, "c|".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from trackers.text.compare.tokens import CLUSTER_WEIGHT, tokenise, weigh
from trackers.text.terms.folding import fold_word

# Stands behind each cluster, so that a search for one alone is a search by a beginning.
PAIR = "|"
# Longer runs of digits and separators are no number.
_NUMBER = re.compile(r"\d[\d.,:/'’\u066b\u066c\u00a0\u202f\u2009]{0,40}\d")
_SEPARATOR = re.compile(r"[.,:/'’\u066b\u066c\u00a0\u202f\u2009]")
_GROUPING = frozenset(".,'’\u066c\u00a0\u202f\u2009")
_DECIMAL = frozenset(".,\u066b")
_PLAIN_PART = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")


@dataclass(frozen=True)
class Term:
    """One term: `form` as it is stored, the stretch of the text it came from, its place among the text's terms.

    `is_pair` tells a pair of clusters, which is never stemmed; `is_end` the last cluster of a run, alone.
    """

    form: str
    start: int
    end: int
    place: int
    is_pair: bool = False
    is_end: bool = False

    @property
    def wants_beginning(self) -> bool:
        """Whether it is looked for by how a word begins: one cluster, or Korean, whose particles follow the word."""
        return self.is_end or (not self.is_pair and _HANGUL.match(self.form) is not None)


def cut_terms(text: str) -> list[Term]:
    """Return the terms of a text in order; of one place there is one. Time grows with the length alone."""
    found: list[Term] = []
    run: list[tuple[str, int, int]] = []
    at = 0
    leads, tokens, _ = tokenise(text)
    for lead, token in zip(leads, tokens, strict=True):
        start = at + len(lead)
        at = start + len(token)
        is_cluster = not token.isascii() and weigh(token) == CLUSTER_WEIGHT
        if run and (lead or not is_cluster):
            found += _pair(run, place=len(found))
            run = []
        if is_cluster:
            run.append((_fold_cluster(token), start, at))
        else:
            for part in _take_apart(token):
                found.append(Term(part, start, at, len(found)))
    return found + _pair(run, place=len(found))


def _pair(run: list[tuple[str, int, int]], *, place: int) -> list[Term]:
    """Return the pairs of a run of clusters, and its last one."""
    terms = []
    for number, (cluster, start, end) in enumerate(run):
        after = run[number + 1] if number + 1 < len(run) else None
        form = f"{cluster}{PAIR}{after[0] if after else ''}"
        terms.append(
            Term(form, start, after[2] if after else end, place + number, is_pair=True, is_end=not after)
        )
    return terms


def _fold_cluster(token: str) -> str:
    shown = "".join(character for character in token if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", shown).casefold()[:16]


def _take_apart(token: str) -> Iterator[str]:
    """Yield the folded parts of a word; none for a mark."""
    if token.isascii() and token.isalpha():
        yield fold_word(token)
        return
    if any(character.isdecimal() for character in token):
        token = _NUMBER.sub(_write_number, _plain_digits(token))
    if token.isascii():
        yield from (part[:64] for part in _PLAIN_PART.findall(token.lower()))
        return
    yield from (form for part in _letters_of(token) if (form := fold_word(part)))


def _letters_of(token: str) -> Iterator[str]:
    """Yield the runs of letters, digits and their marks; a point between two digits is part of a number."""
    part: list[str] = []
    for place, character in enumerate(token):
        category = unicodedata.category(character)
        if category[0] in "LN" or (category[0] == "M" and part):
            part.append(character)
        elif category == "Cf":
            continue  # joiners and soft hyphens stand inside words unseen
        elif character == "." and part and part[-1].isdecimal() and token[place + 1 : place + 2].isdecimal():
            part.append(character)
        elif part:
            yield "".join(part)
            part = []
    if part:
        yield "".join(part)


def _plain_digits(token: str) -> str:
    if token.isascii():
        return token
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character for character in token
    )


def _write_number(match: re.Match[str]) -> str:
    """Return a number without what groups its digits and with a point before its decimals; else its parts."""
    number = match[0]
    groups, marks = _SEPARATOR.split(number), _SEPARATOR.findall(number)
    if not marks or "" in groups:
        return " ".join(group for group in groups if group)
    whole, decimals = groups, ""
    is_grouped = all(len(group) == 3 for group in groups[1:]) and groups[0] != "0"
    if not is_grouped and marks[-1] in _DECIMAL and (len(marks) == 1 or marks[-1] not in marks[:-1]):
        whole, decimals, marks = groups[:-1], groups[-1], marks[:-1]
    if len(set(marks)) > 1 or not set(marks) <= _GROUPING or (len(whole[0]) > 3 and len(whole) > 1):
        return " ".join(groups)
    if any(len(group) != 3 for group in whole[1:]):
        return " ".join(groups)
    return "".join(whole) + (f".{decimals}" if decimals else "")
