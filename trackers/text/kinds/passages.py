"""Reads a pair of passages sentence by sentence: which were added, cut, moved or kept, and what changed in the kept."""

from collections.abc import Iterator

from trackers.text.compare.tokens import BREAK
from trackers.text.kinds.amounts import join_dates
from trackers.text.kinds.looks import count_quote_marks, read_quotes, read_unchanged, with_neighbours
from trackers.text.kinds.marks import bare
from trackers.text.kinds.pair import Finding, Pair, Range, Stretch, is_kin
from trackers.text.kinds.sentences import Group, group_sentences
from trackers.text.kinds.side import Side
from trackers.text.kinds.stretches import read_stretch
from trackers.text.kinds.values import Code
from trackers.text.kinds.words import Words

_SMALL = frozenset((Code.TYPO, Code.REWRITE))
# A phrase of so few words that came or went beside reworded ones is no information of its own.
_PHRASE = 3
_SENSE = (Code.NEGATION, Code.HEDGE, Code.ATTRIBUTION, Code.QUOTE)


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
    dates = [finding for finding in found if finding.code is Code.DATE]
    return [*(finding for finding in found if finding.code is not Code.DATE), *join_dates(pair, dates)]


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
