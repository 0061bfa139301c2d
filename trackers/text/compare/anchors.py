"""Finds the paragraphs that surely belong together: equal ones that occur once on both sides.

The anchors of Bram Cohen's patience diff, but two of them may cross: which stay in place and which have
moved is decided in `align`, together with the paragraphs that were edited.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trackers.text.compare.tokens import fold


@dataclass(frozen=True, slots=True)
class Anchors:
    """Pairs of old and new places, and the places on either side that have no sure partner; all in order.

    `edges` are the equal paragraphs at the beginning and end of both texts; `pairs` those in between.
    """

    edges: tuple[tuple[int, int], ...]
    pairs: tuple[tuple[int, int], ...]
    rest_old: tuple[int, ...]
    rest_new: tuple[int, ...]


def find_anchors(old: Sequence[str], new: Sequence[str]) -> Anchors:
    """Return the paragraphs that are equal, or else equal when folded, and occur once on either side.

    Equal paragraphs at the beginning and the end of both texts count whether they occur once or not.
    """
    start, end = common_ends(old, new)
    size_old, size_new = len(old), len(new)
    edges = [(place, place) for place in range(start)]
    edges += [(size_old - back, size_new - back) for back in range(end, 0, -1)]
    rest_old, rest_new = range(start, size_old - end), range(start, size_new - end)
    exact = _unique_pairs({i: old[i] for i in rest_old}, {j: new[j] for j in rest_new})
    taken_old, taken_new = {i for i, _ in exact}, {j for _, j in exact}
    folded = _unique_pairs(
        {i: _fold_all(old[i]) for i in rest_old if i not in taken_old},
        {j: _fold_all(new[j]) for j in rest_new if j not in taken_new},
    )
    taken_old.update(i for i, _ in folded)
    taken_new.update(j for _, j in folded)
    return Anchors(
        tuple(edges),
        tuple(sorted([*exact, *folded])),
        tuple(i for i in rest_old if i not in taken_old),
        tuple(j for j in rest_new if j not in taken_new),
    )


def common_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many paragraphs are equal at the beginning and, of the others, at the end."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[len(old) - 1 - end] == new[len(new) - 1 - end]:
        end += 1
    return start, end


def _unique_pairs(old: dict[int, str], new: dict[int, str]) -> list[tuple[int, int]]:
    places_old, places_new = _single_places(old.items()), _single_places(new.items())
    return [(place, places_new[text]) for text, place in places_old.items() if text in places_new]


def _single_places(texts: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Return the place of each text that occurs once; a blank one is nobody's partner."""
    listed = list(texts)
    counts = Counter(text for _, text in listed)
    return {text: place for place, text in listed if counts[text] == 1 and text.strip()}


def _fold_all(text: str) -> str:
    return " ".join(fold(text).split())
