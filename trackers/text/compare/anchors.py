"""Finds the paragraphs that surely stand where they stood: equal ones that occur once on both sides.

The anchors of Bram Cohen's patience diff, chosen so that they do not cross and hold the most text. What
lies between them is left to `align`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from trackers.text.compare.chain import Link, heaviest_chain
from trackers.text.compare.tokens import fold

# Looking into a box again finds what has become unique inside it; a text built to allow that without end is
# cut off.
_MAX_LOOKS_PER_PARAGRAPH = 60


@dataclass(frozen=True, slots=True)
class Box:
    """Old paragraphs `i1` to `i2` and new ones `j1` to `j2`, between two anchors."""

    i1: int
    i2: int
    j1: int
    j2: int


def find_anchors(old: Sequence[str], new: Sequence[str]) -> tuple[list[Link], list[Box]]:
    """Return links of one paragraph each whose texts are equal (at least when folded), and the boxes left
    between.

    Neither is ordered. Boxes have paragraphs on both sides.
    """
    keys = [([*old], [*new]), ([_fold_all(text) for text in old], [_fold_all(text) for text in new])]
    links: list[Link] = []
    boxes: list[Box] = []
    looks = _MAX_LOOKS_PER_PARAGRAPH * (len(old) + len(new))
    waiting = [Box(0, len(old), 0, len(new))]
    while waiting:
        box = _trim(waiting.pop(), old=old, new=new, links=links)
        if box.i1 == box.i2 or box.j1 == box.j2:
            continue
        looks -= box.i2 - box.i1 + box.j2 - box.j1
        found: list[Link] = []
        for old_keys, new_keys in keys:
            found = found or _unique_in(box, old=old_keys, new=new_keys)
        if looks < 0 or not found:
            boxes.append(box)
            continue
        links += found
        ends = [*found, Link(box.i2, box.i2, box.j2, box.j2)]
        starts = [Link(box.i1, box.i1, box.j1, box.j1), *found]
        waiting += [Box(a.i2, b.i1, a.j2, b.j1) for a, b in zip(starts, ends, strict=True)]
    return links, boxes


def unique_pairs(old: Sequence[str], new: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return each text that occurs exactly once on both sides, with its two places."""
    once_old = {text for text, count in Counter(old).items() if count == 1}
    once_new = {text for text, count in Counter(new).items() if count == 1}
    places_new = {text: place for place, text in enumerate(new) if text in once_new}
    return {
        text: (place, places_new[text])
        for place, text in enumerate(old)
        if text in once_old and text in places_new
    }


def _fold_all(text: str) -> str:
    return " ".join(fold(text).split())


def _trim(box: Box, *, old: Sequence[str], new: Sequence[str], links: list[Link]) -> Box:
    """Return the box without the equal paragraphs at its beginning and end, which are added to `links`."""
    i1, i2, j1, j2 = box.i1, box.i2, box.j1, box.j2
    while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
        links.append(Link(i1, i1 + 1, j1, j1 + 1))
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
        links.append(Link(i2, i2 + 1, j2, j2 + 1))
    return Box(i1, i2, j1, j2)


def _unique_in(box: Box, *, old: Sequence[str], new: Sequence[str]) -> list[Link]:
    pairs = unique_pairs(old[box.i1 : box.i2], new[box.j1 : box.j2])
    return heaviest_chain(
        Link(box.i1 + i, box.i1 + i + 1, box.j1 + j, box.j1 + j + 1, 1.0 + len(text))
        for text, (i, j) in pairs.items()
    )
