"""One side of a changed passage: its words with their places, and what the words of its language make of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import TypeVar, cast

from trackers.text.compare.tokens import tokenise, weigh
from trackers.text.kinds.quotes import quoted_ranges
from trackers.text.kinds.words import Hit, Phrases, Words, plain, word_set

# "12. Dezember"
_ORDINAL = 2
_CLOSE = 12
_STOP = "."
_ENDS = frozenset(".!?…。！？।۔؟")
# A full stop behind one of these, or behind one letter, ends no sentence.
_ABBREVIATIONS = word_set(
    "mr mrs ms dr prof st no vs sr jr gen col sen rep gov rev hon sra dra hr fr nr ca bzw mme mlle"
)

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or mark with its place in the text; `first` where it begins a sentence."""

    text: str
    start: int
    end: int
    is_word: bool
    first: bool

    @property
    def is_figure(self) -> bool:
        """Whether it holds a digit of whatever script."""
        return any(character.isdigit() for character in self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


class Side:
    """A passage of one text, read in one language; everything is found once and only where asked for."""

    def __init__(
        self,
        text: str,
        *,
        words: Words,
        known_names: frozenset[str] = frozenset(),
        quoted: list[tuple[int, int]] | None = None,
    ) -> None:
        """`quoted` says where quotations stand if `text` was cut from a longer passage, else it is looked for."""
        self.text = text
        self._quoted = quoted
        self.words = words
        self.known_names = known_names
        self._read: dict[str, object] = {}
        self._found: dict[int, tuple[list[Hit], list[int]]] = {}

    def once(self, read: "Callable[[Side], list[Found]]") -> "list[Found]":
        """Return what a reader finds in this passage, which is asked only once."""
        if read.__name__ not in self._read:
            self._read[read.__name__] = read(self)
        return cast("list[Found]", self._read[read.__name__])

    @cached_property
    def tokens(self) -> list[Token]:
        """Every token, in order."""
        leads, tokens, _ = tokenise(self.text)
        found = []
        place = 0
        first = True
        for lead, token in zip(leads, tokens, strict=True):
            first = first or "\n" in lead
            start = place + len(lead)
            place = start + len(token)
            is_word = weigh(token) > 0
            found.append(Token(token, start, place, is_word, first and is_word))
            if is_word:
                first = False
            elif token in _ENDS and not (token == _STOP and _is_abbreviation(found, lang=self.words.lang)):
                first = True
        return found

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """Where quotations stand; one that begins before the passage has a negative start."""
        return quoted_ranges(self.text) if self._quoted is None else self._quoted

    def cut(self, start: int, end: int) -> "Side":
        """Return a part of the passage, which knows that it stands in a quotation that began before it."""
        quoted = [
            (first - start, last - start) for first, last in self.quoted if first < end and start < last
        ]
        return Side(self.text[start:end], words=self.words, known_names=self.known_names, quoted=quoted)

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, every character in its place."""
        return plain(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    def in_quotes(self, start: int, end: int) -> bool:
        """Return whether a stretch stands inside a quotation."""
        number = bisect_left(self._quote_ends, end)
        if number == len(self.quoted):
            return False
        return self.quoted[number][0] < start

    def quoted_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the quotations that touch a stretch."""
        first = bisect_right(self._quote_ends, start)
        return list(takewhile(lambda quote: quote[0] < end, islice(self.quoted, first, None)))

    @cached_property
    def _quote_ends(self) -> list[int]:
        return [last for _, last in self.quoted]

    def hits(self, phrases: Phrases) -> list[Hit]:
        """Return where phrases stand in the whole passage."""
        key = id(phrases)
        if key not in self._found:
            found = phrases.find(self.text)
            self._found[key] = (found, [hit.end for hit in found])
        return self._found[key][0]

    def hits_in(self, phrases: Phrases, start: int, end: int) -> list[Hit]:
        """Return the phrases that touch a stretch."""
        hits = self.hits(phrases)
        first = bisect_right(self._found[id(phrases)][1], start)
        return list(takewhile(lambda hit: hit.start < end, islice(hits, first, None)))

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """Return the tokens that touch a stretch."""
        return self.tokens[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def words_in(self, start: int, end: int) -> list[Token]:
        """Return the words and figures that touch a stretch."""
        return [token for token in self.tokens_in(start, end) if token.is_word]

    def tokens_before(self, place: int) -> Sequence[Token]:
        """Return up to a dozen tokens that end at or before a place, the nearest last."""
        last = bisect_right(self._ends, place)
        return self.tokens[max(0, last - _CLOSE) : last]

    def tokens_after(self, place: int) -> Sequence[Token]:
        """Return up to a dozen tokens that begin at or behind a place, the nearest first."""
        first = bisect_left(self._starts, place)
        return self.tokens[first : first + _CLOSE]

    def number_of(self, token: Token) -> int:
        """Return which token this is, from 0."""
        return bisect_left(self._starts, token.start)


def _is_abbreviation(found: list[Token], *, lang: str) -> bool:
    """Return whether the full stop that was read last belongs to the word before it."""
    if len(found) < 2 or not found[-2].is_word or found[-2].end != found[-1].start:
        return False
    word = found[-2].text
    if lang == "de" and word.isdigit() and len(word) <= _ORDINAL:
        return True
    return (len(word) == 1 and word.isupper()) or word.lower() in _ABBREVIATIONS
