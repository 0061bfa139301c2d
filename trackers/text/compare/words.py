"""Finds the words that differ inside one pair of lines, as a reader would mark them.

rapidfuzz finds the longest common subsequence of tokens. That alone leaves small unchanged islands ("of", a
comma) inside what is really one changed passage, so short ones are absorbed; an insertion or deletion that
could as well stand a few words further on is slid to the start of a sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, Postfix, Prefix

from trackers.text.compare.lines import Lexicon, Line
from trackers.text.compare.tokens import WORD_WEIGHT, ends_sentence, is_clause_mark

# rapidfuzz keeps a matrix of one bit per cell: 25 MB at most.
_MAX_CELLS = 200_000_000
_TINY_ISLAND = 2 * WORD_WEIGHT
_SMALL_ISLAND = 4 * WORD_WEIGHT


@dataclass(slots=True)
class Block:
    """A changed stretch: tokens i1 to i2 of the old line gave way to tokens j1 to j2 of the new one."""

    i1: int
    i2: int
    j1: int
    j2: int

    def mirrored(self) -> "Block":
        """Return the same stretch seen from the new line."""
        return Block(self.j1, self.j2, self.i1, self.i2)


def changed_blocks(lexicon: Lexicon, *, old: Line, new: Line) -> list[Block]:
    """Return the changed stretches of two lines in order; what lies between them has the same folded tokens.

    Seen from either side the result is the same. Past the budget of the lexicon only the common beginning
    and end count as unchanged.
    """
    if new.text < old.text:
        return [block.mirrored() for block in changed_blocks(lexicon, old=new, new=old)]
    blocks = _raw_blocks(lexicon, old=old, new=new)
    _slide_all(blocks, old=old, new=new)
    return _absorb_islands(blocks, old=old, new=new)


def _raw_blocks(lexicon: Lexicon, *, old: Line, new: Line) -> list[Block]:
    start = Prefix.similarity(old.code, new.code)
    one, other = old.code[start:], new.code[start:]
    end = Postfix.similarity(one, other)
    one, other = one[: len(one) - end], other[: len(other) - end]
    if not one and not other:
        return []
    cells = len(one) * len(other)
    if not one or not other or cells > _MAX_CELLS or not lexicon.afford(cells):
        return [Block(start, start + len(one), start, start + len(other))]
    blocks = []
    i = j = start
    for match in Indel.opcodes(one, other).as_matching_blocks():
        if i < start + match.a or j < start + match.b:
            blocks.append(Block(i, start + match.a, j, start + match.b))
        i, j = start + match.a + match.size, start + match.b + match.size
    return blocks


def _slide_all(blocks: list[Block], *, old: Line, new: Line) -> None:
    """Move each pure insertion or deletion, in place, to where a reader would begin it."""
    for number, block in enumerate(blocks):
        left = blocks[number - 1] if number else None
        right = blocks[number + 1] if number + 1 < len(blocks) else None
        room = (
            block.i1 - (left.i2 if left else 0),
            (right.i1 if right else len(old.code)) - block.i2,
        )
        if block.i1 == block.i2:
            shift = _best_shift(new, first=block.j1, last=block.j2, room=room)
        elif block.j1 == block.j2:
            shift = _best_shift(old, first=block.i1, last=block.i2, room=room)
        else:
            continue
        block.i1, block.i2, block.j1, block.j2 = (
            place + shift for place in (block.i1, block.i2, block.j1, block.j2)
        )


def _best_shift(line: Line, *, first: int, last: int, room: tuple[int, int]) -> int:
    """Return how far to slide; steps are bounded by the unchanged tokens on either side (`room`)."""
    code = line.code
    left = right = 0
    while left < room[0] and code[first - 1 - left] == code[last - 1 - left]:
        left += 1
    while right < room[1] and code[first + right] == code[last + right]:
        right += 1
    if not left and not right:
        return 0

    def quality(shift: int) -> tuple[int, int]:
        start = first + shift
        touches = 3 if shift in (-room[0], room[1]) else 0
        if start == 0 or ends_sentence(line.tokens, line.leads, start - 1):
            return (4 + touches, -abs(shift))
        marks = (line.tokens[start - 1], line.tokens[start] if start < len(code) else "")
        return ((2 if any(map(is_clause_mark, marks)) else 0) + touches, -abs(shift))

    return max(range(-left, right + 1), key=quality)


def _absorb_islands(blocks: Sequence[Block], *, old: Line, new: Line) -> list[Block]:
    """Return the blocks with those joined that only a short unchanged island keeps apart."""
    joined: list[Block] = []
    for block in blocks:
        joined.append(block)
        while len(joined) > 1 and _is_island(joined[-2], joined[-1], old=old, new=new):
            last = joined.pop()
            joined[-1] = Block(joined[-1].i1, last.i2, joined[-1].j1, last.j2)
    return joined


def _is_island(left: Block, right: Block, *, old: Line, new: Line) -> bool:
    if left.i2 == right.i1:
        return True
    island = old.weights[right.i1] - old.weights[left.i2]
    sizes = [
        max(old.weights[side.i2] - old.weights[side.i1], new.weights[side.j2] - new.weights[side.j1])
        for side in (left, right)
    ]
    if not island:
        return any(sizes)
    # A comma or quotation mark that came or went beside unchanged words says nothing about those words.
    if not all(sizes):
        return False
    return island <= _TINY_ISLAND or (island <= _SMALL_ISLAND and 2 * island <= min(sizes))
