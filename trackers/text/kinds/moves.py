"""Finds, among passages that went and passages that came, those that only stand elsewhere."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from trackers.text.kinds.pair import Range
from trackers.text.kinds.passages import read_passages
from trackers.text.kinds.values import Code, Kind, Place
from trackers.text.kinds.words import Words
from trackers.text.notices import read_notice

_ALIKE = 0.7
_LEAST_WORDS = 4
_MOST_COMPARED = 60
_LONGEST_COMPARED = 4_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A kind on its way; `is_whole` as in Finding."""

    kind: Kind
    is_whole: bool = False


def differing_part(old: str, new: str) -> tuple[Range, Range]:
    """Return what is left of two texts without the words they begin and end with alike."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    while start and not old[start - 1 : start].isspace():
        start -= 1
    end = 0
    while end < shorter - start and old[len(old) - 1 - end] == new[len(new) - 1 - end]:
        end += 1
    while end and not old[len(old) - end : len(old) - end + 1].isspace():
        end -= 1
    return (start, len(old) - end), (start, len(new) - end)


def match_moves(drafts: Sequence[Draft], *, words: Words, names: frozenset[str]) -> list[Kind]:
    """Return the kinds of a body with each passage that went here and came there told as one move."""
    gone = [draft.kind for draft in drafts if draft.is_whole and draft.kind.code is Code.CUT]
    come = [draft.kind for draft in drafts if draft.is_whole and draft.kind.code is Code.ADDITION]
    moves = _pair_moves(gone, come, words=words)
    moved = {id(kind) for pair in moves for kind in pair}
    quoted = _texts_moved(moves)
    kinds = [
        _name_notice(draft, lang=words.lang)
        for draft in drafts
        if id(draft.kind) not in moved and not (draft.is_whole and _is_quote_of(draft.kind, quoted))
    ]
    for left, right in moves:
        place = Place("body", left.place.old, right.place.new)
        kinds.append(Kind(Code.MOVE, left.removed, right.added, place))
        kinds += _changes_within(left.removed, right.added, place, words=words, names=names)
    return kinds


def _name_notice(draft: Draft, *, lang: str) -> Kind:
    """Return a sentence that came or went as a notice where it is one."""
    kind = draft.kind
    if (
        draft.is_whole
        and kind.code in (Code.CUT, Code.ADDITION)
        and read_notice(kind.removed or kind.added, lang=lang)
    ):
        return Kind(Code.CORRECTION_NOTICE, kind.removed, kind.added, kind.place)
    return kind


def _texts_moved(moves: Sequence[tuple[Kind, Kind]]) -> list[str]:
    return [text for left, right in moves for text in (left.removed, right.added)]


def _is_quote_of(kind: Kind, texts: Sequence[str]) -> bool:
    return kind.code is Code.QUOTE and any((kind.removed or kind.added) in text for text in texts)


def _pair_moves(gone: list[Kind], come: list[Kind], *, words: Words) -> list[tuple[Kind, Kind]]:
    pairs: list[tuple[Kind, Kind]] = []
    by_text: dict[str, list[Kind]] = defaultdict(list)
    for kind in come:
        by_text[_folded(kind.added)].append(kind)
    rest = []
    for kind in gone:
        partners = by_text.get(_folded(kind.removed))
        if partners:
            pairs.append((kind, partners.pop(0)))
        else:
            rest.append(kind)
    left = [kind for kinds in by_text.values() for kind in kinds]
    for kind in rest[:_MOST_COMPARED]:
        partner = next(
            (other for other in left[:_MOST_COMPARED] if _is_alike(kind.removed, other.added)), None
        )
        if partner is not None:
            left.remove(partner)
            pairs.append((kind, partner))
    return pairs


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _is_alike(one: str, other: str) -> bool:
    if max(len(one), len(other)) > _LONGEST_COMPARED:
        return False
    left, right = one.split(), other.split()
    if min(len(left), len(right)) < _LEAST_WORDS:
        return False
    return LCSseq.similarity(left, right) >= _ALIKE * max(len(left), len(right))


def _changes_within(old: str, new: str, place: Place, *, words: Words, names: frozenset[str]) -> list[Kind]:
    if old == new:
        return []
    found = read_passages(old, new, words=words, names=names)
    return [Kind(f.code, old[slice(*f.old)], new[slice(*f.new)], place) for f in found]
