"""Decides which paragraphs belong together: the pairing that marks the fewest words a reader would see.

Unique equal paragraphs are anchors; between them a chain of pairs, splits and joins is chosen whose common
words weigh the most; what is left over and similar enough has moved. Work is bounded by counts, never by a
clock.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trackers.text.compare.anchors import Box, find_anchors, unique_pairs
from trackers.text.compare.chain import Link, heaviest_chain
from trackers.text.compare.kinship import Kinship, match_moved
from trackers.text.compare.lines import Lexicon

MOVE_SIMILARITY = 0.55
_MOVE_WORDS = 3
# A paragraph that stands unchanged elsewhere is not offered as the other side of an edit, unless it is as
# short as "Read more".
_RESERVED_WORDS = 4
_PAIR_SIMILARITY = 0.34
_KEPT_SHARE, _KEPT_WORDS = 0.7, 4
_PART_SHARE = 0.5
_MOST_PARTS = 3
# Two unrelated English sentences share about a fifth of their words in order.
_CHANCE_SHARE = 0.2
_BREAK_COST = 2.0
# Paragraphs of so few words may have none in common and still be each other's edit when they stand alone in
# place.
_SHORT_WORDS = 6


@dataclass(frozen=True)
class Alignment:
    """Links in order that do not cross, and pairs of old and new places of paragraphs that moved."""

    links: tuple[Link, ...]
    moves: tuple[tuple[int, int], ...]


def align_paragraphs(lexicon: Lexicon, *, old: Sequence[str], new: Sequence[str]) -> Alignment:
    """Return which old paragraphs belong with which new ones; the same from either side."""
    if tuple(new) < tuple(old):
        other = align_paragraphs(lexicon, old=new, new=old)
        links = tuple(link.mirrored() for link in other.links)
        return Alignment(links, tuple(sorted((i, j) for j, i in other.moves)))
    anchors, boxes = find_anchors(old, new)
    found = [*anchors]
    kinship = Kinship(lexicon, old=old, new=new)
    taken_old, taken_new = _moved_unchanged(kinship, old=old, new=new, links=anchors)
    for box in boxes:
        free_old = [i for i in range(box.i1, box.i2) if i not in taken_old]
        free_new = [j for j in range(box.j1, box.j2) if j not in taken_new]
        chain = heaviest_chain(_possible_links(kinship, old=free_old, new=free_new))
        found += chain
        found += _short_edits(kinship, box, chain=chain, taken_old=taken_old, taken_new=taken_new)
    found.sort(key=lambda link: link.i1)
    return Alignment(tuple(found), tuple(_find_moves(kinship, links=found, sizes=(len(old), len(new)))))


def _moved_unchanged(
    kinship: Kinship, *, old: Sequence[str], new: Sequence[str], links: Sequence[Link]
) -> tuple[set[int], set[int]]:
    """Return the old and the new places of unique equal paragraphs that the anchors had to leave out."""
    anchored = {link.i1 for link in links}
    crossing = [
        (i, j)
        for i, j in unique_pairs(old, new).values()
        if i not in anchored and len(kinship.old(i).words) >= _RESERVED_WORDS
    ]
    return {i for i, _ in crossing}, {j for _, j in crossing}


def _possible_links(kinship: Kinship, *, old: Sequence[int], new: Sequence[int]) -> Iterator[Link]:
    """Yield every pair, split and join of these paragraphs that a reader would accept, with its gain."""
    parts_of_old: dict[int, set[int]] = defaultdict(set)
    parts_of_new: dict[int, set[int]] = defaultdict(set)
    for i, j in kinship.candidates(old, new):
        one, other = len(kinship.old(i).words), len(kinship.new(j).words)
        common = kinship.common(i, j)
        if _belong_together(kinship, i, j):
            even = 0.5 if kinship.same_text(i, j) else 0.0
            yield Link(i, i + 1, j, j + 1, _gain(common, one, other) + even)
        if common and common >= _PART_SHARE * other:
            parts_of_old[i].add(j)
        if common and common >= _PART_SHARE * one:
            parts_of_new[j].add(i)
    for i, parts in parts_of_old.items():
        for first, last in _runs(parts):
            words = "".join(kinship.new(j).words for j in range(first, last))
            common = kinship.lexicon.common_words(kinship.old(i).words, words)
            gain = _gain(common, len(kinship.old(i).words), len(words)) - _BREAK_COST * (last - first - 1)
            yield Link(i, i + 1, first, last, gain)
    for j, parts in parts_of_new.items():
        for first, last in _runs(parts):
            words = "".join(kinship.old(i).words for i in range(first, last))
            common = kinship.lexicon.common_words(words, kinship.new(j).words)
            gain = _gain(common, len(words), len(kinship.new(j).words)) - _BREAK_COST * (last - first - 1)
            yield Link(first, last, j, j + 1, gain)


def _belong_together(kinship: Kinship, i: int, j: int) -> bool:
    similarity = kinship.similarity(i, j)
    if similarity >= _PAIR_SIMILARITY:
        return True
    shorter = min(len(kinship.old(i).words), len(kinship.new(j).words))
    return kinship.common(i, j) >= max(_KEPT_WORDS, _KEPT_SHARE * shorter)


def _gain(common: int, one: int, other: int) -> float:
    return 2 * common - _CHANCE_SHARE * min(one, other)


def _runs(places: set[int]) -> Iterator[tuple[int, int]]:
    """Yield every run of two or three neighbouring places as (first, last + 1)."""
    for first in sorted(places):
        for last in range(first + 1, first + _MOST_PARTS):
            if last not in places:
                break
            yield first, last + 1


def _short_edits(
    kinship: Kinship, box: Box, *, chain: Sequence[Link], taken_old: set[int], taken_new: set[int]
) -> Iterator[Link]:
    """Yield a link for each short paragraph that is alone between its neighbours on both sides."""
    starts = [Link(box.i1, box.i1, box.j1, box.j1), *chain]
    ends = [*chain, Link(box.i2, box.i2, box.j2, box.j2)]
    for before, after in zip(starts, ends, strict=True):
        old = [i for i in range(before.i2, after.i1) if i not in taken_old]
        new = [j for j in range(before.j2, after.j1) if j not in taken_new]
        if len(old) != 1 or len(new) != 1:
            continue
        longer = max(len(kinship.old(old[0]).words), len(kinship.new(new[0]).words))
        if longer <= _SHORT_WORDS:
            yield Link(old[0], old[0] + 1, new[0], new[0] + 1)


def _find_moves(kinship: Kinship, *, links: Sequence[Link], sizes: tuple[int, int]) -> list[tuple[int, int]]:
    linked_old = {i for link in links for i in range(link.i1, link.i2)}
    linked_new = {j for link in links for j in range(link.j1, link.j2)}
    old = [i for i in range(sizes[0]) if i not in linked_old]
    new = [j for j in range(sizes[1]) if j not in linked_new]
    return match_moved(kinship, old=old, new=new, similarity=MOVE_SIMILARITY, words=_MOVE_WORDS)
