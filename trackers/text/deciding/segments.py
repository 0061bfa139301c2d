"""Segments: where two or three texts differ, line by line, between the lines they all share."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from trackers.text.compare.tokens import fold
from trackers.text.deciding.values import FIELDS, lines_of, with_lines
from trackers.text.furniture import mask_counts
from trackers.text.pagetext import squeeze
from trackers.text.tidy import ArticleText

Lines = tuple[str, ...]
# Two wordings of one passage share at least half of their words.
_AKIN = 0.5
_MOST_WORDS = 4_000
_MOST_REPEATS, _MOST_PAIRS = 2_500, 30_000
# A slot of promotion is small; what is larger and differs at every look is the article.
_SLOT_LINE, _SLOT_LINES = 30, 6
# "1,204 people are reading this"
_COUNTER = 8
# So is a box of links: more lines, none of them a sentence.
_TEASER, _TEASERS = 16, 15
_ENDS = tuple(".。।؟…")


class Course(StrEnum):
    """How a segment went through three looks: the basis, the text that waited, and this one."""

    STOOD = "stood"  # the new text stood in both looks
    GREW = "grew"  # the earlier text stood, and there is more
    WENT_ON = "went_on"  # both differ from the basis and from each other: it is being edited
    BACK = "back"  # the basis is back
    NEW = "new"  # only this look differs
    TURNS = "turns"  # three texts that have nothing in common: a slot that is filled anew at every look


@dataclass(frozen=True)
class Segment:
    """A place where texts differ: the lines of each between two lines that both share.

    `at_edge` tells that it stands before all lines they share, or behind all.
    """

    field: str
    before: Lines
    after: Lines
    at_edge: bool = False


@dataclass(frozen=True)
class Triple:
    """A place where three texts do not all agree, and how it went."""

    field: str
    before: Lines
    waited: Lines
    after: Lines

    @property
    def course(self) -> Course:
        """Return how the place went through the looks."""
        if self.waited == self.after:
            return Course.STOOD
        if self.waited == self.before:
            return Course.NEW
        if self.after == self.before:
            return Course.BACK
        if _holds(self.after, self.waited):
            return Course.GREW
        if self.field == "paragraphs" and _is_counter(self.before, self.waited, self.after):
            return Course.TURNS
        if are_akin(" ".join(self.waited), " ".join(self.after)):
            return Course.WENT_ON
        return Course.TURNS if _is_slot(self.waited) and _is_slot(self.after) else Course.WENT_ON


def segments(before: ArticleText, after: ArticleText) -> Iterator[Segment]:
    """Yield the places where two texts differ, field by field, in order."""
    for field in FIELDS:
        old, new = lines_of(before, field), lines_of(after, field)
        if old != new:
            for tag, i, j, k, m in _opcodes(old, new):
                if tag != "equal":
                    yield Segment(field, old[i:j], new[k:m])


def follow_segments(
    before: ArticleText, after: ArticleText, choose: Callable[[Segment], Lines]
) -> ArticleText:
    """Return `before` with what `choose` gives in place of the lines of each segment in which the two differ."""
    for field in FIELDS:
        old, new = lines_of(before, field), lines_of(after, field)
        if old == new:
            continue
        lines: list[str] = []
        for tag, i, j, k, m in _opcodes(old, new):
            at_edge = (i, k) == (0, 0) or (j, m) == (len(old), len(new))
            segment = Segment(field, old[i:j], new[k:m], at_edge=at_edge)
            lines += old[i:j] if tag == "equal" else choose(segment)
        before = with_lines(before, field, tuple(lines))
    return before


def triples(before: ArticleText, waited: ArticleText, after: ArticleText) -> Iterator[Triple]:
    """Yield the places where three texts do not all agree, field by field, in order."""
    for field in FIELDS:
        one, two, three = (lines_of(text, field) for text in (before, waited, after))
        if not one == two == three:
            yield from _triples(field, one, two, three)


def _triples(field: str, before: Lines, waited: Lines, after: Lines) -> Iterator[Triple]:
    in_waited, in_after = _matches(before, waited), _matches(before, after)
    i = j = k = 0
    for place in [*sorted(in_waited.keys() & in_after.keys()), len(before)]:
        to_waited = in_waited.get(place, len(waited))
        to_after = in_after.get(place, len(after))
        parts = before[i:place], waited[j:to_waited], after[k:to_after]
        if not parts[0] == parts[1] == parts[2]:
            yield Triple(field, *parts)
        i, j, k = place + 1, to_waited + 1, to_after + 1


def _matches(before: Lines, after: Lines) -> dict[int, int]:
    """Return which line of one list stands where in the other, in the same order in both."""
    found: dict[int, int] = {}
    for tag, i, j, k, _ in _opcodes(before, after):
        if tag == "equal":
            found.update((i + step, k + step) for step in range(j - i))
    return found


# One decision asks for the same two texts several times over.
@lru_cache(maxsize=4)
def _opcodes(old: Lines, new: Lines) -> Sequence[tuple[str, int, int, int, int]]:
    """Return the steps from one list to the other as difflib names them, cheap where lines stand very often."""
    if _is_quick(Counter(old), Counter(new)):
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    steps = [
        ("equal", 0, start, 0, start),
        ("replace", start, len(old) - end, start, len(new) - end),
        ("equal", len(old) - end, len(old), len(new) - end, len(new)),
    ]
    return [step for step in steps if step[1] < step[2] or step[3] < step[4]]


def _is_quick(old: Counter[str], new: Counter[str]) -> bool:
    """Tell whether difflib, which looks at every pair of equal lines time and again, will be done soon."""
    pairs = sum(count * new[line] for line, count in old.items() if line in new)
    most = max(old.values(), default=0) * max(new.values(), default=0)
    return most <= _MOST_REPEATS and pairs <= _MOST_PAIRS


def _is_slot(lines: Lines) -> bool:
    if len(lines) <= _SLOT_LINES:
        return all(len(line.split()) <= _SLOT_LINE and len(line) <= 8 * _SLOT_LINE for line in lines)
    return len(lines) <= _TEASERS and all(
        len(line.split()) <= _TEASER and len(line) <= 8 * _TEASER and not line.endswith(_ENDS)
        for line in lines
    )


def _is_counter(*texts: Lines) -> bool:
    """Tell a short line of which nothing but the figures differs, at every look."""
    masked = {tuple(map(mask_counts, lines)) for lines in texts}
    return len(masked) == 1 and all(len(line.split()) <= _COUNTER for line in texts[0])


def _holds(after: Lines, waited: Lines) -> bool:
    """Tell whether a later text still holds all lines of an earlier one, in order."""
    rest = iter(after)
    return bool(waited) and all(any(line == other for other in rest) for line in waited)


def fold_lines(lines: Sequence[str]) -> str:
    """Return some lines as one, without what is spaces, case and type."""
    return squeeze(fold("".join(lines))).casefold()


def are_akin(one: str, other: str) -> bool:
    """Return whether two passages share at least half of their words, by count; scripts without spaces by letters."""
    return share_in_common(one, other) >= _AKIN


def share_in_common(one: str, other: str) -> float:
    """Return the share of their words, 0 to 1, that two passages have in common."""
    first, second = _counted(one), _counted(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _counted(text: str) -> Counter[str]:
    words = text.casefold().split()[:_MOST_WORDS]
    if words and sum(map(len, words)) / len(words) > 20:
        # Chinese, Japanese, Thai: pairs of letters in place of words.
        joined = "".join(words)[: 4 * _MOST_WORDS]
        return Counter(joined[place : place + 2] for place in range(len(joined) - 1))
    return Counter(words)
