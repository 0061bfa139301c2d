"""Decides which paragraphs belong together: the pairing that marks the fewest words a reader would see.

Paragraphs that are equal and occur once are sure of each other. For the others every pair, split and join
that a reader would accept is weighed; the heaviest chain of links that do not cross stays in place. What is
left over and similar enough has moved. Work is bounded by counts, never by a clock.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trackers.text.compare.anchors import Anchors, common_ends, find_anchors
from trackers.text.compare.chain import Link, heaviest_chain
from trackers.text.compare.kinship import Kinship, match_moved
from trackers.text.compare.lines import Lexicon

MOVE_SIMILARITY = 0.55
_MOVE_WORDS = 3
# Two unrelated English sentences have about a fifth of their words in common in the same order.
_PAIR_SIMILARITY = 0.34
_KEPT_SHARE, _KEPT_WORDS, _KEPT_GAIN = 0.7, 4, 0.8
# A weak pair gives way where one of the two has a partner elsewhere that is so much more like it.
_FAR_BETTER = 0.25
_PART_SHARE = 0.5
_FEW_PARTS = 3
# What is linked in place counts by paragraphs, so that one long paragraph is shown as moved past three
# short ones and not the three past it; very short lines count less.
_FULL_WORDS = 8
_PART_GAIN = 0.5
_EVEN = 0.01
# No article has so many; a page made to have them gets its equal beginning and end, and one row between.
_MOST_PARAGRAPHS = 20_000
# Paragraphs of so few words may have none in common and still be each other's edit if they stand alone in
# place.
_SHORT_WORDS = 6


@dataclass(frozen=True)
class Alignment:
    """Links in order that do not cross, and pairs of old and new places of paragraphs that moved.

    A coarse alignment has links of equal paragraphs only, and what lies between them is not worth a row each.
    """

    links: tuple[Link, ...]
    moves: tuple[tuple[int, int], ...]
    is_coarse: bool = False


def align_paragraphs(lexicon: Lexicon, *, old: Sequence[str], new: Sequence[str]) -> Alignment:
    """Return which old paragraphs belong with which new ones; the same from either side."""
    if tuple(new) < tuple(old):
        other = align_paragraphs(lexicon, old=new, new=old)
        links = tuple(link.mirrored() for link in other.links)
        return Alignment(links, tuple(sorted((i, j) for j, i in other.moves)), other.is_coarse)
    if max(len(old), len(new)) > _MOST_PARAGRAPHS:
        return _align_ends(old, new)
    anchors = find_anchors(old, new)
    kinship = Kinship(lexicon, old=old, new=new)
    sure = [
        Link(i, i + 1, j, j + 1, _gain(1.0, words=len(old[i].split(None, _FULL_WORDS)), length=len(old[i])))
        for i, j in anchors.pairs
    ]
    chain = heaviest_chain([*sure, *_possible_links(kinship, anchors)])
    found = [*chain, *(Link(i, i + 1, j, j + 1) for i, j in anchors.edges)]
    found.sort(key=lambda link: link.i1)
    in_place = {link.i1 for link in found}
    moves = [(i, j) for i, j in anchors.pairs if i not in in_place]
    found += _short_edits(kinship, links=found, moves=moves, sizes=(len(old), len(new)))
    late = _find_moves(kinship, anchors, links=found)
    stayed = _uncrossed(kinship, late, links=sorted(found, key=lambda link: link.i1))
    found += stayed
    moves += [(i, j) for i, j in late if (i, j) not in {(link.i1, link.j1) for link in stayed}]
    return Alignment(tuple(sorted(found, key=lambda link: link.i1)), tuple(sorted(moves)))


def _align_ends(old: Sequence[str], new: Sequence[str]) -> Alignment:
    """Return what is equal at the beginning and the end, as two links of many paragraphs each."""
    start, end = common_ends(old, new)
    links = (
        Link(0, start, 0, start),
        Link(len(old) - end, len(old), len(new) - end, len(new)),
    )
    return Alignment(tuple(link for link in links if link.i1 < link.i2), (), is_coarse=True)


def _gain(similarity: float, *, words: int, length: int) -> float:
    return similarity * min(1.0, words / _FULL_WORDS) + length * 1e-6


def _possible_links(kinship: Kinship, anchors: Anchors) -> list[Link]:
    """Return every pair, split and join of paragraphs without a sure partner that a reader would accept."""
    candidates = kinship.candidates(anchors.rest_old, anchors.rest_new)
    rivals = _mutual_similarity(kinship, candidates)
    parts_of_old: dict[int, set[int]] = defaultdict(set)
    parts_of_new: dict[int, set[int]] = defaultdict(set)
    links = []
    for i, j in candidates:
        gain = _pair_gain(kinship, i, j, rival=max(rivals[0].get(i, 0.0), rivals[1].get(j, 0.0)))
        if gain:
            links.append(Link(i, i + 1, j, j + 1, gain))
        common = kinship.common(i, j)
        if common and common >= _PART_SHARE * len(kinship.new(j).words):
            parts_of_old[i].add(j)
        if common and common >= _PART_SHARE * len(kinship.old(i).words):
            parts_of_new[j].add(i)
    for i, parts in parts_of_old.items():
        links += (Link(i, i + 1, first, last, gain) for first, last, gain in _splits(kinship, i, parts))
    mirror = kinship.mirrored()
    for j, parts in parts_of_new.items():
        links += (Link(first, last, j, j + 1, gain) for first, last, gain in _splits(mirror, j, parts))
    return links


def _mutual_similarity(
    kinship: Kinship, candidates: Iterable[tuple[int, int]]
) -> tuple[dict[int, float], dict[int, float]]:
    """Return, for old and for new places that are each other's best partner, how alike they are.

    Among paragraphs made from one template, the nearest is the best of several that are equally alike.
    """
    best_old: dict[int, tuple[float, int, int]] = {}
    best_new: dict[int, tuple[float, int, int]] = {}
    for i, j in candidates:
        similarity, distance = kinship.similarity(i, j), -abs(i - j)
        best_old[i] = max(best_old.get(i, (0.0, 0, 0)), (similarity, distance, j))
        best_new[j] = max(best_new.get(j, (0.0, 0, 0)), (similarity, distance, i))
    mutual = {i: (j, value) for i, (value, _, j) in best_old.items() if j in best_new and best_new[j][2] == i}
    return {i: value for i, (_, value) in mutual.items()}, dict(mutual.values())


def _pair_gain(kinship: Kinship, i: int, j: int, *, rival: float) -> float:
    """Return what it is worth to see two paragraphs as each other's edit, 0 if a reader would not.

    They are alike, and neither has a mutual partner that is far more like it (`rival`); or the shorter one
    is kept in the longer.
    """
    similarity, common = kinship.similarity(i, j), kinship.common(i, j)
    one, other = len(kinship.old(i).words), len(kinship.new(j).words)
    even = _EVEN if kinship.same_text(i, j) else 0.0
    gain = 0.0
    if similarity >= _PAIR_SIMILARITY and similarity + _FAR_BETTER > rival:
        gain = _gain(similarity, words=max(one, other), length=one + other) + even
    shorter = min(one, other)
    if common >= max(_KEPT_WORDS, _KEPT_SHARE * shorter):
        kept = _gain(_KEPT_GAIN * common / shorter, words=shorter, length=one + other)
        gain = max(gain, kept)
    return gain


def _splits(kinship: Kinship, whole: int, parts: set[int]) -> Iterator[tuple[int, int, float]]:
    """Yield each run of two or more new paragraphs that together hold an old one, with its gain.

    Every part must bring words of its own: what the best part alone explains is no reason to join another.
    """
    words = kinship.old(whole).words
    for first, last in _runs(parts):
        lengths = [len(kinship.new(j).words) for j in range(first, last)]
        joined = "".join(kinship.new(j).words for j in range(first, last))
        common = kinship.lexicon.common_words(words, joined)
        alone = [kinship.common(whole, j) for j in range(first, last)]
        rest = min(
            common - (sum(alone) - one) - _PART_SHARE * length
            for one, length in zip(alone, lengths, strict=True)
        )
        if rest >= 0:
            similarity = 2 * common / (len(words) + len(joined))
            longest = max(len(words), len(joined))
            gain = _gain(similarity, words=longest, length=longest)
            yield first, last, gain * (1 + _PART_GAIN * (last - first - 1))


def _runs(places: set[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of neighbouring places as (first, last + 1): all of two or three, and whole long ones.

    A long run also comes without its first place, its last, or both, which may only look as if they belonged.
    """
    if len(places) < 2:
        return
    ordered = sorted(places)
    for first in ordered:
        for last in range(first + 1, first + _FEW_PARTS):
            if last not in places:
                break
            yield first, last + 1
    starts = [place for place in ordered if place - 1 not in places]
    ends = [place + 1 for place in ordered if place + 1 not in places]
    for first, last in zip(starts, ends, strict=True):
        for run in ((first, last), (first + 1, last), (first, last - 1), (first + 1, last - 1)):
            if run[1] - run[0] > _FEW_PARTS:
                yield run


def _short_edits(
    kinship: Kinship, *, links: Sequence[Link], moves: Iterable[tuple[int, int]], sizes: tuple[int, int]
) -> list[Link]:
    """Return a link for each pair alone between its neighbours that is short, or where one begins or ends the other."""
    moved_old, moved_new = {i for i, _ in moves}, {j for _, j in moves}
    found = []
    starts = [Link(0, 0, 0, 0), *links]
    ends = [*links, Link(sizes[0], sizes[0], sizes[1], sizes[1])]
    for before, after in zip(starts, ends, strict=True):
        old = [i for i in range(before.i2, after.i1) if i not in moved_old]
        new = [j for j in range(before.j2, after.j1) if j not in moved_new]
        if len(old) != 1 or len(new) != 1:
            continue
        shorter, longer = sorted((kinship.old(old[0]).words, kinship.new(new[0]).words), key=len)
        kept = shorter and (longer.startswith(shorter) or longer.endswith(shorter))
        if kept or len(longer) <= _SHORT_WORDS:
            found.append(Link(old[0], old[0] + 1, new[0], new[0] + 1))
    return found


def _uncrossed(kinship: Kinship, pairs: Iterable[tuple[int, int]], *, links: Sequence[Link]) -> list[Link]:
    """Return links for those of the moved pairs that passed nothing on their way, and so did not move.

    Such a pair was too weak to be linked while one of the two seemed to have a better partner, which went to
    another in the end.
    """
    starts_old, starts_new = [link.i1 for link in links], [link.j1 for link in links]
    stayed = [
        Link(i, i + 1, j, j + 1, 1.0 + kinship.common(i, j))
        for i, j in pairs
        if bisect_left(starts_old, i) == bisect_left(starts_new, j)
    ]
    return heaviest_chain(stayed)


def _find_moves(kinship: Kinship, anchors: Anchors, *, links: Sequence[Link]) -> list[tuple[int, int]]:
    linked_old = {i for link in links for i in range(link.i1, link.i2)}
    linked_new = {j for link in links for j in range(link.j1, link.j2)}
    old = [i for i in anchors.rest_old if i not in linked_old]
    new = [j for j in anchors.rest_new if j not in linked_new]
    return match_moved(kinship, old=old, new=new, similarity=MOVE_SIMILARITY, words=_MOVE_WORDS)
