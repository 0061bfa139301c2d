"""Compares the figures, dates and units of the two sides of a stretch."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from trackers.text.clockwords import CLOCKS
from trackers.text.kinds.figures import Figure, read_figures
from trackers.text.kinds.moments import Moment, plain_digits, read_moments, unit_of_time
from trackers.text.kinds.pair import Finding, Pair, Range, Stretch, nothing_at
from trackers.text.kinds.side import Side
from trackers.text.kinds.values import Code
from trackers.text.kinds.words import Hit, word_set

# Words for amounts that say little: gone or come alone they are no figure.
# One or two letters at a figure are a magnitude or unit, whose capital says which: 5M, 5m.
_LEAST_NAMED = 3
# What stands between two words of one date: "3 May", "May 3, 2021".
_JOINT = re.compile(r"[\s,./–-]{0,3}(?:(?:of|de|do|del|dem|den|du) )?")
_LONGEST_UNIT = 20
# A date has no more parts than these: a weekday, a day, a month, a year, an hour.
_MOST_PARTS = 5
_WORD = re.compile(r"[^\W\d_]{1,18}")
_VAGUE = word_set("1 several few many most all some majority minority 1st 2nd 3rd x1")


@dataclass(frozen=True)
class Amounts:
    """What the figures of a stretch come to: findings, and the ranges on each side that they explain."""

    findings: list[Finding]
    old: list[Range]
    new: list[Range]


def compare_amounts(pair: Pair, stretch: Stretch) -> Amounts:
    """Return how the figures, dates and words of the calendar differ between both sides of a stretch."""
    old, new = _figures(pair.old, stretch.old), _figures(pair.new, stretch.new)
    same, gone, come = _match(pair, old, new)
    if not stretch.is_tight:
        gone, come = _without_kept(pair, gone, come)
    if stretch.is_one_sided or not (gone and come):
        gone, come = _without_moved(pair, gone, come)
        gone = [figure for figure in gone if figure.value not in _VAGUE]
        come = [figure for figure in come if figure.value not in _VAGUE]
    findings = [_differing(pair, stretch, one, other) for one, other in zip_longest(gone, come)]
    findings += _units(pair, stretch, gone, come)
    findings += [found for one, other in same if (found := _rewritten(pair, one, other)) is not None]
    moments = _compare_moments(
        pair, stretch, explained=[*old, *new], has_date=any(f.code is Code.DATE for f in findings)
    )
    findings += moments
    findings = join_dates(pair, findings)
    explained_old = [(figure.start, figure.end) for figure in old] + [finding.old for finding in findings]
    explained_new = [(figure.start, figure.end) for figure in new] + [finding.new for finding in findings]
    return Amounts(findings, explained_old, explained_new)


def _figures(side: Side, where: Range) -> list[Figure]:
    if where[0] == where[1]:
        return []
    named = [(moment.start, moment.end) for moment in _moments_of(side) if moment.is_name]
    return [
        figure
        for figure in figures_of(side)
        if figure.start < where[1]
        and where[0] < figure.end
        and not any(start <= figure.start and figure.end <= end for start, end in named)
    ]


def figures_of(side: Side) -> list[Figure]:
    """Return the figures of a side, read once."""
    return side.once(read_figures)


def _moments_of(side: Side) -> list[Moment]:
    return side.once(read_moments)


def _match(
    pair: Pair, old: Sequence[Figure], new: Sequence[Figure]
) -> tuple[list[tuple[Figure, Figure]], list[Figure], list[Figure]]:
    """Return the pairs of figures of equal value, and those of each side without a partner."""
    same, gone, come = [], [], list(new)
    for figure in old:
        partner = next((other for other in come if _is_same(pair, figure, other)), None)
        if partner is None:
            gone.append(figure)
        else:
            same.append((figure, partner))
            come.remove(partner)
    return same, gone, come


def _is_same(pair: Pair, one: Figure, other: Figure) -> bool:
    """Return whether two figures are of one value: "80m" and "80 metres", "three-day" and "3-day" are."""
    if one.value == other.value or _is_same_code(one.value, other.value):
        return True
    left, right = (figure.value.rstrip("abcdefghijklmnopqrstuvwxyz²°-") for figure in (one, other))
    units = [
        _unit(side, figure) or _time_unit(side, figure)
        for side, figure in ((pair.old, one), (pair.new, other))
    ]
    return left == right and bool(units[0]) and units[0] == units[1]


def _is_same_code(one: str, other: str) -> bool:
    """Return whether two figures with a name to them differ in its capitals alone."""
    return one.casefold() == other.casefold() and len(_letters(one)) >= _LEAST_NAMED


def _without_kept(pair: Pair, gone: list[Figure], come: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of a long stretch that stand nowhere on the other side."""
    kept_old = {figure.value for figure in figures_of(pair.old)}
    kept_new = {figure.value for figure in figures_of(pair.new)}
    return [f for f in gone if f.value not in kept_new], [f for f in come if f.value not in kept_old]


def _without_moved(pair: Pair, gone: list[Figure], come: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of a stretch of which the whole passage has more on that side: others stand elsewhere."""
    old = Counter(figure.value for figure in figures_of(pair.old))
    new = Counter(figure.value for figure in figures_of(pair.new))
    return (
        [figure for figure in gone if old[figure.value] > new[figure.value]],
        [figure for figure in come if new[figure.value] > old[figure.value]],
    )


def _differing(pair: Pair, stretch: Stretch, one: Figure | None, other: Figure | None) -> Finding:
    dated = any(figure is not None and figure.is_date for figure in (one, other))
    old = _with_time(pair.old, one) if one is not None else nothing_at(stretch.old)
    new = _with_time(pair.new, other) if other is not None else nothing_at(stretch.new)
    return Finding(Code.DATE if dated else Code.NUMBER, old, new)


def _with_time(side: Side, figure: Figure) -> Range:
    """Return where a figure stands, in a text without spaces with the unit of time that belongs to it: 5月."""
    is_counted = side.words.is_spaceless and figure.is_date
    return figure.start, figure.end + (len(unit_of_time(side.text, figure.end)) if is_counted else 0)


def _units(pair: Pair, stretch: Stretch, gone: Sequence[Figure], come: Sequence[Figure]) -> list[Finding]:
    """Return a rewrite for a figure that was put into another unit; a unit exchanged beside a figure that stays."""
    found = []
    for one, other in zip(gone, come, strict=False):
        left, right = _unit(pair.old, one), _unit(pair.new, other)
        if left and right and left != right:
            found.append(Finding(Code.REWRITE, (one.start, one.end), (other.start, other.end)))
    if gone or come or stretch.is_one_sided:
        return found
    left_units = {hit.what for hit in pair.old.hits_in(pair.words.unit, *stretch.old)}
    right_units = {hit.what for hit in pair.new.hits_in(pair.words.unit, *stretch.new)}
    beside = any(0 <= stretch.old[0] - figure.end <= 1 for figure in figures_of(pair.old))
    if stretch.is_tight and beside and left_units and right_units and left_units != right_units:
        found.append(Finding(Code.NUMBER, stretch.old, stretch.new))
    return found


def _unit(side: Side, figure: Figure) -> str:
    """Return the unit a figure is given in, "" where none is known."""
    hits = [
        hit
        for hit in side.hits_in(side.words.unit, figure.end, figure.end + 3)
        if 0 <= hit.start - figure.end <= 2 and _is_unit_name(side, hit)
    ]
    if hits:
        return hits[0].what
    text = plain_digits(side.text[figure.start : figure.end]).lower()
    suffix = text.lstrip("0123456789.,'’ -–")
    glued = [hit for hit in side.words.unit.find(suffix) if hit.start == 0 and hit.end == len(suffix)]
    return glued[0].what if glued else ""


def _time_unit(side: Side, figure: Figure) -> str:
    """Return the unit of time a figure counts, "" where it counts none: "three-day", "3 days"."""
    clock = CLOCKS.get(side.words.lang)
    suffix = plain_digits(side.text[figure.start : figure.end]).lower().lstrip("0123456789").lstrip("-")
    rest = suffix if suffix.isalpha() and not figure.is_worded else side.lowered[figure.end :][:_LONGEST_UNIT]
    word = _WORD.match(rest.lstrip(" -"))
    if clock is None or word is None or word.group() not in clock.units:
        return ""
    return word.group().rstrip("s")


def _is_unit_name(side: Side, hit: Hit) -> bool:
    """Return whether a unit is one in writing: "in" and "m" behind a space may be something else."""
    return (
        hit.end - hit.start > 2
        or side.words.is_spaceless
        or not side.text[hit.start - 1 : hit.start].isspace()
    )


def _rewritten(pair: Pair, one: Figure, other: Figure) -> Finding | None:
    """Return what two figures of equal value differ in: words for digits, or separators and scripts of digits."""
    left, right = pair.old.text[one.start : one.end], pair.new.text[other.start : other.end]
    if left == right or left.strip("%") == right.strip("%"):
        return None
    code = Code.REWRITE if one.is_worded != other.is_worded or _spells(left, right) else Code.PUNCTUATION
    return Finding(code, (one.start, one.end), (other.start, other.end))


def _spells(left: str, right: str) -> bool:
    """Return whether two figures of equal value differ in letters: "5,000" and "5 thousand"."""
    return _letters(left) != _letters(right)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def _compare_moments(
    pair: Pair, stretch: Stretch, *, explained: Sequence[Figure], has_date: bool
) -> list[Finding]:
    one, other = _moments(pair.old, stretch.old), _moments(pair.new, stretch.new)
    one = [moment for moment in one if moment.is_name or not _covered(moment, explained)]
    other = [moment for moment in other if moment.is_name or not _covered(moment, explained)]
    gone = [moment for moment in one if moment.value not in {m.value for m in other}]
    come = [moment for moment in other if moment.value not in {m.value for m in one}]
    if not stretch.is_tight:
        gone = [moment for moment in gone if moment.is_name and moment.value not in _values(pair.new)]
        come = [moment for moment in come if moment.is_name and moment.value not in _values(pair.old)]
    found = []
    for left, right in zip_longest(gone, come):
        old = (left.start, left.end) if left is not None else nothing_at(stretch.old)
        new = (right.start, right.end) if right is not None else nothing_at(stretch.new)
        found.append(Finding(Code.DATE, old, new))
    return found


def join_dates(pair: Pair, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the words of one date told as one: "3 May → 23 June" for a day and a month."""
    joined: list[Finding] = []
    for finding in sorted(findings, key=lambda found: (not _is_range(found.old), found.old, found.new)):
        whole = finding
        for other in joined[-_MOST_PARTS:]:
            together = _join_two(pair, other, whole)
            if together is not None:
                joined.remove(other)
                whole = together
        joined.append(whole)
    return joined


def _join_two(pair: Pair, one: Finding, other: Finding) -> Finding | None:
    if one.code is not Code.DATE or other.code is not Code.DATE:
        return None
    sides = ((pair.old, one.old, other.old), (pair.new, one.new, other.new))
    if not any(_is_range(left) and _is_range(right) for _, left, right in sides):
        # A weekday that went and a year that came say two things.
        return None
    old, new = (_join_ranges(*side) for side in sides)
    return Finding(Code.DATE, old, new) if old is not None and new is not None else None


def _join_ranges(side: Side, one: Range, other: Range) -> Range | None:
    """Return a range over two that stand beside each other, either of which may be empty; None for others."""
    if not _is_range(one) or not _is_range(other):
        return one if _is_range(one) else other
    first, last = sorted((one, other))
    if not _JOINT.fullmatch(side.text[first[1] : last[0]]):
        return None
    return first[0], max(first[1], last[1])


def _is_range(where: Range) -> bool:
    return where[0] < where[1]


def _values(side: Side) -> set[str]:
    return {moment.value for moment in _moments_of(side)}


def _moments(side: Side, where: Range) -> list[Moment]:
    if where[0] == where[1]:
        return []
    return [moment for moment in _moments_of(side) if moment.start < where[1] and where[0] < moment.end]


def _covered(moment: Moment, figures: Sequence[Figure]) -> bool:
    return any(figure.start <= moment.start and moment.end <= figure.end for figure in figures)
