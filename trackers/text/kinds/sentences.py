"""Cuts two passages into sentences and says which of them belong together: kept, reworded, cut, added or elsewhere."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from trackers.text.kinds.pair import Pair, Range, without_kin
from trackers.text.kinds.side import Side

# Two sentences belong together if of the shorter so many words stand unchanged in the longer; two that stand alone
# between the same neighbours if so many have a form there.
_KEPT_SHARE = 0.34
_ALIKE_SHARE = 0.4
# Short sentences are also each other's if so many letters are the same: one word of three was misspelt.
_SPELT_ALIKE, _LONGEST_SPELT = 0.75, 200
# More sentences that changed their order than this are not weighed against each other.
_MOST_SENTENCES = 300


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that belong together: from where to where on each side, None where there are none."""

    old: Range | None
    new: Range | None


def sentence_ranges(side: Side) -> list[Range]:
    """Return where each sentence of a passage stands."""
    ranges: list[Range] = []
    has_word = False
    for token in side.tokens:
        if not ranges or (token.first and has_word):
            ranges.append((token.start, token.end))
            has_word = token.is_word
        else:
            ranges[-1] = (ranges[-1][0], token.end)
            has_word = has_word or token.is_word
    return _with_opening_marks(side, ranges)


def _with_opening_marks(side: Side, ranges: list[Range]) -> list[Range]:
    """Give marks that stand behind a space in front of a sentence to it, not to the sentence before."""
    cut: list[Range] = []
    for start, end in ranges:
        if cut:
            last = cut[-1]
            tail = [token for token in side.tokens_in(*last) if not token.is_word and token.end == start]
            if tail and side.text[tail[-1].start - 1 : tail[-1].start].isspace():
                cut[-1] = (last[0], _end_before(side, tail[-1].start))
                start = tail[-1].start
        cut.append((start, end))
    return cut


def _end_before(side: Side, place: int) -> int:
    before = side.tokens_before(place)
    return before[-1].end if before else place


def group_sentences(whole: Pair) -> list[Group]:
    """Return which sentences of two passages belong together, in the order of the old; cut and new ones alone."""
    old, new = sentence_ranges(whole.old), sentence_ranges(whole.new)
    same = _same_sentences(whole, old, new)
    kept = _stay(same, old)
    groups = [Group(old[i], new[j]) for i, j in kept]
    moved = [pair for pair in same if pair not in set(kept)]
    groups += [Group(old[i], None) for i, _ in moved] + [Group(None, new[j]) for _, j in moved]
    taken_old, taken_new = {i for i, _ in same}, {j for _, j in same}
    links = {(i, j) for i, j in _links(whole, old, new) if i not in taken_old and j not in taken_new}
    left = [number for number in range(len(old)) if number not in taken_old]
    right = [number for number in range(len(new)) if number not in taken_new]
    groups += _components(links, old, new, left=left, right=right)
    return _join_strangers(whole, groups)


def _same_sentences(whole: Pair, old: list[Range], new: list[Range]) -> list[tuple[int, int]]:
    """Return the pairs of sentences that are equal and occur once on each side, in the order of the old."""
    one, other = _single(whole.old, old), _single(whole.new, new)
    return sorted((i, other[text]) for text, i in one.items() if text in other)


def _single(side: Side, ranges: list[Range]) -> dict[str, int]:
    texts = [side.text[slice(*where)] for where in ranges]
    counts = Counter(texts)
    return {text: number for number, text in enumerate(texts) if counts[text] == 1}


def _stay(same: list[tuple[int, int]], old: list[Range]) -> list[tuple[int, int]]:
    """Return the heaviest of the equal sentences that keep their order; of two that swapped the first stays."""
    if all(one[1] < other[1] for one, other in pairwise(same)):
        return same
    best: list[tuple[int, int, int]] = []
    for number, (i, j) in enumerate(same[:_MOST_SENTENCES]):
        before = max(
            ((best[k][0], -k) for k in range(number) if same[k][1] < j),
            default=(0, 1),
        )
        best.append((before[0] + old[i][1] - old[i][0], -before[1], number))
    place = max(range(len(best)), key=lambda k: (best[k][0], -k))
    chain = []
    while place >= 0:
        chain.append(same[place])
        place = best[place][1]
    return chain[::-1]


def _links(whole: Pair, old: list[Range], new: list[Range]) -> set[tuple[int, int]]:
    number_old, number_new = _numbers(whole.old, old), _numbers(whole.new, new)
    common: dict[tuple[int, int], int] = defaultdict(int)
    for i, j in whole.unchanged():
        if whole.old.tokens[i].is_word:
            common[number_old[i], number_new[j]] += 1
    size_old, size_new = _sizes(whole.old, number_old), _sizes(whole.new, number_new)
    return {
        (i, j)
        for (i, j), count in common.items()
        if count >= max(1, _KEPT_SHARE * min(size_old[i], size_new[j]))
    }


def _numbers(side: Side, ranges: list[Range]) -> list[int]:
    numbers = []
    current = 0
    for token in side.tokens:
        while current + 1 < len(ranges) and token.start >= ranges[current + 1][0]:
            current += 1
        numbers.append(current)
    return numbers


def _sizes(side: Side, numbers: list[int]) -> dict[int, int]:
    sizes: dict[int, int] = defaultdict(int)
    for token, number in zip(side.tokens, numbers, strict=True):
        sizes[number] += token.is_word
    return sizes


def _components(
    links: set[tuple[int, int]], old: list[Range], new: list[Range], *, left: list[int], right: list[int]
) -> list[Group]:
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(links):
        touching = [group for group in groups if i in group[0] or j in group[1]]
        merged = ({i}, {j})
        for group in touching:
            merged = (merged[0] | group[0], merged[1] | group[1])
            groups.remove(group)
        groups.append(merged)
    found = [Group(_span(old, group[0]), _span(new, group[1])) for group in groups]
    taken_old, taken_new = {i for i, _ in links}, {j for _, j in links}
    found += [Group(old[number], None) for number in left if number not in taken_old]
    found += [Group(None, new[number]) for number in right if number not in taken_new]
    return found


def _span(ranges: list[Range], numbers: set[int]) -> Range:
    return ranges[min(numbers)][0], ranges[max(numbers)][1]


def _join_strangers(whole: Pair, groups: list[Group]) -> list[Group]:
    """Join a sentence that went with one that came in its place where they say the same in other words."""
    gone = [group for group in groups if group.new is None]
    come = [group for group in groups if group.old is None]
    rest = [group for group in groups if group.old is not None and group.new is not None]
    kept = list(rest)
    for group in gone:
        partner = next((other for other in come if _stands_for(whole, group, other, kept)), None)
        if partner is None:
            rest.append(group)
        else:
            come.remove(partner)
            rest.append(Group(group.old, partner.new))
    return sorted([*rest, *come], key=lambda group: (group.old or group.new or (0, 0))[0])


def _stands_for(whole: Pair, gone: Group, come: Group, kept: list[Group]) -> bool:
    """Return whether one sentence took the place of another and shares words with it."""
    before_old = sum(
        1 for group in kept if group.old is not None and gone.old is not None and group.old < gone.old
    )
    before_new = sum(
        1 for group in kept if group.new is not None and come.new is not None and group.new < come.new
    )
    return before_old == before_new and _are_alike(whole, gone, come)


def _are_alike(whole: Pair, gone: Group, come: Group) -> bool:
    """Return whether a sentence that went and one that came share enough words to be one in two wordings."""
    assert gone.old is not None and come.new is not None
    one = whole.content(whole.old.words_in(*gone.old))
    other = whole.content(whole.new.words_in(*come.new))
    texts = whole.old.text[slice(*gone.old)], whole.new.text[slice(*come.new)]
    if max(map(len, texts)) <= _LONGEST_SPELT and Indel.normalized_similarity(*texts) >= _SPELT_ALIKE:
        return True
    if not one or not other:
        return False
    left, _ = without_kin(one, other)
    return len(one) - len(left) >= max(2, _ALIKE_SHARE * min(len(one), len(other)))
