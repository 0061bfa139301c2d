"""Tells what became of each sentence between two versions: it stayed, was moved, was reworded, went or came."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from trackers.text.lifetime.sentences import Sentence

# Two sentences at one place are one reworded if so many of their words stand in both, in order.
_ALIKE = 0.5
# Past so many pairs in one gap nobody could say which became which.
_MOST_PAIRS = 2_500
_FIRST_CODE, _FIRST_SURROGATE, _SURROGATES, _LAST_CODE = 0x100, 0xD800, 0x800, 0x10FFFF


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two sentences that stayed: from and to which place on each side."""

    old_first: int
    old_end: int
    new_first: int
    new_end: int


@dataclass(frozen=True)
class Step:
    """The way from one version to the next: places of sentences on both sides, from 0.

    `stayed`, `moved` and `reworded` lead from the place in the new version to that in the old one.
    """

    stayed: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    reworded: dict[int, int] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()


class Matcher:
    """Matches the sentences of versions of one article; each key has one character for the length of a trace."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def match(self, old: Sequence[Sentence], new: Sequence[Sentence]) -> Step:
        """Return the step between two versions.

        As many sentences as can keep their order stay; of the others, equal ones were moved; what then stands between
        the same two that stayed and has half of its words in common was reworded.
        """
        one, other = self.encode(old), self.encode(new)
        blocks = Indel.opcodes(one, other).as_matching_blocks()
        stayed = {block.b + n: block.a + n for block in blocks for n in range(block.size)}
        gaps = tuple(_gaps(stayed, old=len(old), new=len(new)))
        moved = _find_moves(one, other, gaps=gaps)
        return Step(stayed, moved, _find_rewordings(old, new, gaps=gaps, moved=moved), gaps)

    def encode(self, sentences: Sequence[Sentence]) -> str:
        """Return one character for each sentence, the same for sentences that are the same."""
        return "".join(self._codes.get(one.key) or self._learn(one.key) for one in sentences)

    def _learn(self, key: str) -> str:
        number = len(self._codes) + _FIRST_CODE
        number += _SURROGATES if number >= _FIRST_SURROGATE else 0
        self._codes[key] = chr(min(number, _LAST_CODE))
        return self._codes[key]


def _gaps(stayed: dict[int, int], *, old: int, new: int) -> Iterator[Gap]:
    i = j = 0
    for place in [*sorted(stayed), new]:
        partner = stayed.get(place, old)
        if i < partner or j < place:
            yield Gap(i, partner, j, place)
        i, j = partner + 1, place + 1


def _find_moves(one: str, other: str, *, gaps: Sequence[Gap]) -> dict[int, int]:
    left: dict[str, deque[int]] = defaultdict(deque)
    for gap in gaps:
        for place in range(gap.old_first, gap.old_end):
            left[one[place]].append(place)
    came = (place for gap in gaps for place in range(gap.new_first, gap.new_end))
    return {place: left[other[place]].popleft() for place in came if left.get(other[place])}


def _find_rewordings(
    old: Sequence[Sentence], new: Sequence[Sentence], *, gaps: Sequence[Gap], moved: dict[int, int]
) -> dict[int, int]:
    taken = set(moved.values())
    reworded: dict[int, int] = {}
    for gap in gaps:
        went = [place for place in range(gap.old_first, gap.old_end) if place not in taken]
        came = [place for place in range(gap.new_first, gap.new_end) if place not in moved]
        if len(went) * len(came) > _MOST_PAIRS:
            continue
        alike = [
            (-Indel.normalized_similarity(old[i].words, new[j].words, score_cutoff=_ALIKE), i, j)
            for i in went
            for j in came
        ]
        for likeness, i, j in sorted(alike):
            if -likeness >= _ALIKE and i not in taken and j not in reworded:
                reworded[j] = i
                taken.add(i)
    return reworded
