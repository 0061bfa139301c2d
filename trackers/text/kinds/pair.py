"""A pair of passages that belong together, and what of them changed: stretches of words, seen from both sides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from trackers.text.compare.lines import Lexicon, Line
from trackers.text.compare.tokens import BREAK
from trackers.text.compare.words import Block, changed_blocks
from trackers.text.kinds.side import Side, Token
from trackers.text.kinds.values import Code
from trackers.text.kinds.words import plain

# A pair of passages is a few sentences; past this many products of tokens it counts as one changed stretch.
_MOST_CELLS = 400_000_000
_TIGHT = 4
_STEM = 4
_MOST_KIN = 2_500

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind found in a pair, with the stretch of each side that shows it (empty where a side has none).

    `is_whole` marks a sentence or paragraph that stands on one side only, and the words quoted in it: it may
    have moved.
    """

    code: Code
    old: Range
    new: Range
    is_whole: bool = False


@dataclass(frozen=True)
class Stretch:
    """A changed stretch: from the first to behind the last changed token of each side, in characters."""

    old: Range
    new: Range
    old_words: tuple[Token, ...]
    new_words: tuple[Token, ...]

    @property
    def is_tight(self) -> bool:
        """Whether so few words changed that each of them can be taken at its word."""
        return max(len(self.old_words), len(self.new_words)) <= _TIGHT

    @property
    def is_one_sided(self) -> bool:
        """Whether words only went, or only came."""
        return not self.old_words or not self.new_words


class Pair:
    """Two passages, old and new, in one language. `is_field` for a headline or standfirst."""

    def __init__(self, old: Side, new: Side, *, is_field: bool = False) -> None:
        self.words = old.words
        self.old, self.new = old, new
        self.is_field = is_field
        lexicon = Lexicon(cells=_MOST_CELLS)
        self.old_line, self.new_line = lexicon.line(old.text), lexicon.line(new.text)
        self.blocks = changed_blocks(lexicon, old=self.old_line, new=self.new_line)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The changed stretches in order."""
        return [self._stretch(block) for block in self.blocks]

    def _stretch(self, block: Block) -> Stretch:
        old = _range(self.old, block.i1, block.i2)
        new = _range(self.new, block.j1, block.j2)
        return Stretch(
            old,
            new,
            tuple(token for token in self.old.tokens[block.i1 : block.i2] if token.is_word),
            tuple(token for token in self.new.tokens[block.j1 : block.j2] if token.is_word),
        )

    def unchanged(self) -> Iterator[tuple[int, int]]:
        """Yield the places of each two tokens that stand on both sides, in order."""
        i = j = 0
        for block in [*self.blocks, Block(len(self.old_line.tokens), 0, len(self.new_line.tokens), 0)]:
            yield from zip(range(i, block.i1), range(j, block.j1), strict=False)
            i, j = block.i2, block.j2

    def text_of(self, stretch: Stretch) -> tuple[str, str]:
        """Return the words gone and come of a stretch."""
        return self.old.text[slice(*stretch.old)], self.new.text[slice(*stretch.new)]

    def content(self, tokens: tuple[Token, ...] | list[Token]) -> list[Token]:
        """Return the words that carry facts, as `content_words` does."""
        return content_words(self.old, tokens)


def content_words(side: Side, tokens: Iterable[Token]) -> list[Token]:
    """Return the words that carry facts: neither small words nor fillers."""
    small, fillers = side.words.small_words, side.words.filler_words
    return [token for token in tokens if (word := plain(token.text)) not in small and word not in fillers]


def _range(side: Side, first: int, last: int) -> Range:
    """Return from where to where some tokens stand; where there are none, the place between their neighbours."""
    if first < last:
        return side.tokens[first].start, side.tokens[last - 1].end
    place = side.tokens[first - 1].end if first else 0
    return place, place


def nothing_at(where: Range) -> Range:
    """Return the empty range where another one begins: a side of a finding that has no words."""
    return where[0], where[0]


def is_kin(one: str, other: str) -> bool:
    """Return whether two words are forms of one word, as far as their beginnings tell."""
    left, right = _stem(one), _stem(other)
    if left == right:
        return True
    short = min(len(left), len(right))
    if short < _STEM:
        return False
    common = 0
    while common < short and left[common] == right[common]:
        common += 1
    return common >= max(_STEM, (2 * short + 2) // 3)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    folded = plain(word).strip("'\"")
    for ending in ("'s", "s'", "'"):
        folded = folded.removesuffix(ending)
    return folded


def without_kin(one: list[Token], other: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the words of each side that have no form of theirs on the other, each used once."""
    left, right = list(one), list(other)
    if len(left) * len(right) > _MOST_KIN:
        return left, right
    for token in one:
        partner = next((candidate for candidate in right if is_kin(token.text, candidate.text)), None)
        if partner is not None:
            left.remove(token)
            right.remove(partner)
    return left, right


def is_break(line: Line, place: int) -> bool:
    """Return whether a token is the end of a paragraph."""
    return line.tokens[place] == BREAK
