"""Chooses links between two lists that do not cross and together weigh the most.

The weighted form of the longest increasing subsequence, with a Fenwick tree for the best chain so far:
n log n for n links.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Items `i1` to `i2` of one list belong with `j1` to `j2` of the other; `gain` is what that is worth."""

    i1: int
    i2: int
    j1: int
    j2: int
    gain: float = 0.0

    def mirrored(self) -> "Link":
        """Return the same link seen from the other list."""
        return Link(self.j1, self.j2, self.i1, self.i2, self.gain)


def heaviest_chain(links: Iterable[Link]) -> list[Link]:
    """Return the links, in order, of the heaviest chain in which each begins behind the one before."""
    ordered = sorted(links, key=lambda link: (link.i1, link.j1, link.i2, link.j2))
    if not ordered:
        return []
    ends = sorted({link.j2 for link in ordered})
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ends) + 1)
    totals: list[tuple[float, int]] = []
    finished: dict[int, list[int]] = defaultdict(list)
    waiting = sorted({link.i2 for link in ordered}, reverse=True)
    for number, link in enumerate(ordered):
        while waiting and waiting[-1] <= link.i1:
            for done in finished.pop(waiting.pop(), ()):
                _raise(tree, bisect_left(ends, ordered[done].j2) + 1, totals[done][0], done)
        best, before = _best(tree, bisect_left(ends, link.j1 + 1))
        totals.append((best + link.gain, before))
        finished[link.i2].append(number)
    return _walk_back(ordered, totals)


def _raise(tree: list[tuple[float, int]], place: int, total: float, number: int) -> None:
    while place < len(tree):
        if total > tree[place][0]:
            tree[place] = (total, number)
        place += place & -place


def _best(tree: list[tuple[float, int]], place: int) -> tuple[float, int]:
    best = (0.0, -1)
    while place:
        if tree[place][0] > best[0]:
            best = tree[place]
        place -= place & -place
    return best


def _walk_back(ordered: list[Link], totals: list[tuple[float, int]]) -> list[Link]:
    number = max(range(len(totals)), key=lambda place: totals[place][0])
    chain: list[Link] = []
    while number >= 0:
        chain.append(ordered[number])
        number = totals[number][1]
    return chain[::-1]
