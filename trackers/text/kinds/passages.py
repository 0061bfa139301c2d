"""Reads a pair of passages sentence by sentence: which were added, cut, moved or kept, and what changed in the kept."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trackers.text.compare.tokens import BREAK
from trackers.text.kinds.looks import count_quote_marks, read_quotes, read_unchanged, with_neighbours
from trackers.text.kinds.marks import bare
from trackers.text.kinds.pair import Finding, Pair, Range, Stretch, is_kin, without_kin
from trackers.text.kinds.side import Side
from trackers.text.kinds.stretches import read_stretch
from trackers.text.kinds.values import Code
from trackers.text.kinds.words import Words

# Two sentences belong together if of the shorter so many words stand unchanged in the longer; two that stand alone
# between the same neighbours if so many have a form there.
_KEPT_SHARE = 0.34
_ALIKE_SHARE = 0.4
_SMALL = frozenset((Code.TYPO, Code.REWRITE))
# A phrase of so few words that came or went beside reworded ones is no information of its own.
_PHRASE = 3
_SENSE = (Code.NEGATION, Code.HEDGE, Code.ATTRIBUTION, Code.QUOTE)
# More sentences that changed their order than this are not weighed against each other.
_MOST_SENTENCES = 300


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that belong together: from where to where on each side, None where there are none."""

    old: Range | None
    new: Range | None


def read_passages(
    old: str, new: str, *, words: Words, names: frozenset[str] = frozenset(), is_field: bool = False
) -> list[Finding]:
    """Return what changed between two passages that belong together, in order."""
    sides = (Side(text, words=words, known_names=names) for text in (old, new))
    whole = Pair(*sides, is_field=is_field)
    found = [*read_unchanged(whole), *_read_breaks(whole), *read_quotes(whole)]
    groups = [] if is_field else group_sentences(whole)
    if is_field:
        found += _read_pair(whole)
    for group in groups:
        found += _read_group(whole, group)
    return found + _lost_marks(whole, found)


def _lost_marks(whole: Pair, found: list[Finding]) -> list[Finding]:
    """Return a quotation whose marks came or went so that nobody can say which words they belong to."""
    if any(finding.code is Code.QUOTE for finding in found):
        return []
    for stretch in whole.stretches:
        removed, added = whole.text_of(stretch)
        if count_quote_marks(removed) != count_quote_marks(added) and bare(removed) == bare(added):
            return [
                Finding(
                    Code.QUOTE,
                    with_neighbours(whole.old, stretch.old),
                    with_neighbours(whole.new, stretch.new),
                )
            ]
    return []


def _read_breaks(whole: Pair) -> list[Finding]:
    """Return where paragraphs were split or joined, with the words beside the break."""
    found = []
    old = _breaks(whole.old.text)
    new = _breaks(whole.new.text)
    if len(old) == len(new):
        return []
    shown = _unpaired(old, whole.old, whole.new)
    found += [Finding(Code.WHITESPACE, one, other) for one, other in shown]
    shown = _unpaired(new, whole.new, whole.old)
    found += [Finding(Code.WHITESPACE, other, one) for one, other in shown]
    return found


def _breaks(text: str) -> list[int]:
    places = []
    place = text.find(BREAK)
    while place >= 0:
        places.append(place)
        place = text.find(BREAK, place + 1)
    return places


def _unpaired(breaks: list[int], side: Side, other: Side) -> Iterator[tuple[Range, Range]]:
    """Yield each break of a side that the other has not, where the words round it stand on both."""
    for place in breaks:
        before, after = side.tokens_before(place), side.tokens_after(place)
        if not before or not after:
            continue
        start = before[-2].start if len(before) > 1 and not before[-1].is_word else before[-1].start
        end = after[1].end if len(after) > 1 and not after[0].is_word else after[0].end
        words = side.text[start:place], side.text[place + len(BREAK) : end]
        found = other.text.find(" ".join(part.strip() for part in words))
        if found >= 0:
            yield (start, end), (found, found + len(words[0]) + len(words[1]) + 1)


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
    if not one or not other:
        return False
    left, _ = without_kin(one, other)
    return len(one) - len(left) >= max(2, _ALIKE_SHARE * min(len(one), len(other)))


def _read_group(whole: Pair, group: Group) -> list[Finding]:
    if group.old is None or group.new is None:
        where = group.old or group.new or (0, 0)
        return read_lone(
            whole.old if group.old is not None else whole.new, where, is_cut=group.old is not None
        )
    old, new = whole.old.text[slice(*group.old)], whole.new.text[slice(*group.new)]
    if old == new:
        return []
    pair = Pair(whole.old.cut(*group.old), whole.new.cut(*group.new))
    found = _read_pair(pair)
    if _is_split(pair) and not found:
        return []
    return [_shifted(finding, old=group.old[0], new=group.new[0]) for finding in found]


def _is_split(pair: Pair) -> bool:
    return BREAK in pair.old.text or BREAK in pair.new.text


def read_lone(side: Side, where: Range, *, is_cut: bool) -> list[Finding]:
    """Return a sentence or paragraph that came or went, and the words quoted in it."""
    code = Code.CUT if is_cut else Code.ADDITION
    found = [_one_side(code, where, is_cut=is_cut)]
    for first, last in side.quoted_in(*where):
        start, end = max(first, where[0]), min(last, where[1])
        if side.words_in(start, end):
            found.append(_one_side(Code.QUOTE, (start, end), is_cut=is_cut))
    return found


def _one_side(code: Code, where: Range, *, is_cut: bool) -> Finding:
    none = (0, 0)
    return Finding(code, where, none, True) if is_cut else Finding(code, none, where, True)


def _read_pair(pair: Pair) -> list[Finding]:
    """Return what changed within a pair, stretch by stretch, with what only goes along with another stretch told so."""
    stretches = [stretch for stretch in pair.stretches if not _is_break_only(pair, stretch.old, stretch.new)]
    read = [(stretch, read_stretch(pair, stretch)) for stretch in stretches]
    codes = {finding.code for _, findings in read for finding in findings}
    sense = next((code for code in _SENSE if code in codes), None)
    is_rewritten = any(
        f.code is Code.REWRITE for stretch, findings in read if not stretch.is_one_sided for f in findings
    )
    found: list[Finding] = []
    for stretch, findings in read:
        words = (*stretch.old_words, *stretch.new_words)
        if (
            sense is not None
            and words
            and not pair.content(words)
            and all(f.code in _SMALL for f in findings)
        ):
            found.append(Finding(sense, stretch.old, stretch.new))
        elif is_rewritten and stretch.is_one_sided and (pair.is_field or _is_phrase(pair, stretch)):
            found += [_as_rewrite(finding) for finding in findings]
        else:
            found += findings
    return found


def _is_phrase(pair: Pair, stretch: Stretch) -> bool:
    """Return whether words that only went or came are too few, or too well known to the other side, to be news."""
    words = stretch.old_words or stretch.new_words
    content = pair.content(words)
    other = pair.new if stretch.old_words else pair.old
    known = sum(
        any(is_kin(token.text, kept.text) for kept in other.tokens if kept.is_word) for token in content
    )
    return len(words) <= _PHRASE or 2 * known >= len(content)


def _as_rewrite(finding: Finding) -> Finding:
    """Return a phrase that went or came in a sentence written anew as part of that, anything else as it is."""
    if finding.code not in (Code.ADDITION, Code.CUT):
        return finding
    return Finding(Code.REWRITE, finding.old, finding.new)


def _is_break_only(pair: Pair, old: Range, new: Range) -> bool:
    return not pair.old.text[slice(*old)].strip() and not pair.new.text[slice(*new)].strip()


def _shifted(finding: Finding, *, old: int, new: int) -> Finding:
    return Finding(
        finding.code,
        (finding.old[0] + old, finding.old[1] + old),
        (finding.new[0] + new, finding.new[1] + new),
        finding.is_whole,
    )
