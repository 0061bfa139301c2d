"""Paragraphs as strings of token codes, the form in which rapidfuzz compares them fastest.

Each folded token gets one character of its own for the length of one comparison, so that a paragraph is a
short string and the longest common subsequence of two paragraphs costs microseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, pairwise

from rapidfuzz.distance import LCSseq, Postfix, Prefix

from trackers.text.compare.tokens import BREAK, cut_sentences, fold, tokenise, weigh, weigh_length
from trackers.text.compare.units import join_units, weigh_unit

_BREAK_CODE = "\x01"
_FIRST_CODE = 0x100
_FIRST_SURROGATE, _SURROGATES = 0xD800, 0x800
# 0x10FFFF is the last character: what comes after a million different words shares one code, which can only
# make different tokens align, never hide that they differ.
_LAST_CODE = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or several joined by BREAK tokens, cut into tokens.

    `code` has one character per token. `words` has one per word (per token in a line without words) and tells
    how alike two lines are: there each word of a date or amount counts, though `tokens` holds them as one.
    `weights` holds the summed weights before each token and behind the last.
    """

    text: str
    leads: list[str]
    tokens: list[str]
    tail: str
    code: str
    words: str
    weights: list[int]

    def gap(self, place: int) -> str:
        """Return the white space before the token at `place`, or at the end of the line behind the last."""
        return self.leads[place] if place < len(self.tokens) else self.tail


class Cut(Enum):
    """How finely lines are cut: into words, units a reader takes in as one, or whole sentences."""

    WORDS = "words"
    UNITS = "units"
    SENTENCES = "sentences"


_SCALES = {Cut.WORDS: weigh, Cut.UNITS: weigh_unit, Cut.SENTENCES: weigh_length}


class Lexicon:
    """Gives every folded token its code, and lines their codes, for one comparison.

    Two lines can be compared only if they come from one lexicon. `cells` bounds the work: what rapidfuzz
    compares is counted as the product of both lengths. One that takes sentences for tokens is coarse.
    """

    def __init__(self, *, cells: int, cut: Cut = Cut.WORDS) -> None:
        self.is_coarse = cut is Cut.SENTENCES
        self._joins_units = cut is Cut.UNITS
        self._cut = cut_sentences if self.is_coarse else tokenise
        self._weigh = _SCALES[cut]
        self._codes: dict[str, str] = {}
        self._known: dict[str, tuple[str, int]] = {BREAK: (_BREAK_CODE, 0)}
        self._lines: dict[str, Line] = {}
        self._cells = cells

    def line(self, text: str) -> Line:
        """Return the line of one paragraph; the same text is cut only once."""
        if text not in self._lines:
            leads, tokens, tail = self._cut(text)
            facts = self._look_up(tokens)
            words = "".join([code for code, weight in facts if weight]) or "".join(
                [code for code, _ in facts]
            )
            if self._joins_units:
                leads, units = join_units(text, leads=leads, tokens=tokens)
                facts, tokens = facts if units is tokens else self._look_up(units), units
            self._lines[text] = _make(text, leads=leads, tokens=tokens, tail=tail, words=words, facts=facts)
        return self._lines[text]

    def join(self, lines: Sequence[Line]) -> Line:
        """Return one line that holds several paragraphs with a BREAK token between each two."""
        if len(lines) == 1:
            return lines[0]
        leads, tokens = list(lines[0].leads), list(lines[0].tokens)
        for before, line in pairwise(lines):
            leads += [before.tail, *line.leads]
            tokens += [BREAK, *line.tokens]
        text = BREAK.join(line.text for line in lines)
        words = "".join(line.words for line in lines)
        facts = self._look_up(tokens)
        return _make(text, leads=leads, tokens=tokens, tail=lines[-1].tail, words=words, facts=facts)

    def afford(self, cells: int) -> bool:
        """Take `cells` from the budget of this comparison; False, with nothing taken, if too few are left."""
        if cells > self._cells:
            return False
        self._cells -= cells
        return True

    def common_words(self, one: str, other: str) -> int:
        """Return how many words two strings of codes share in the same order.

        Once the budget is spent only what they share at the beginning and the end is counted.
        """
        if self.afford(len(one) * len(other)):
            return int(LCSseq.similarity(one, other))
        start = int(Prefix.similarity(one, other))
        return start + int(Postfix.similarity(one[start:], other[start:]))

    def _look_up(self, tokens: list[str]) -> list[tuple[str, int]]:
        known = self._known
        return [known.get(token) or self._learn(token) for token in tokens]

    def _learn(self, token: str) -> tuple[str, int]:
        folded = fold(token)
        if folded not in self._codes:
            number = len(self._codes) + _FIRST_CODE
            number += _SURROGATES if number >= _FIRST_SURROGATE else 0
            self._codes[folded] = chr(min(number, _LAST_CODE))
        self._known[token] = (self._codes[folded], self._weigh(token))
        return self._known[token]


def _make(
    text: str, *, leads: list[str], tokens: list[str], tail: str, words: str, facts: list[tuple[str, int]]
) -> Line:
    code = "".join([code for code, _ in facts])
    weights = list(accumulate([weight for _, weight in facts], initial=0))
    return Line(text, leads, tokens, tail, code, words, weights)
