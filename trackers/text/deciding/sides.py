"""Both sides read alike: what differs between two readings though nobody edited the article is taken out.

It is the text before that is changed, never the one that was just read: `before` as it would read today.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from trackers.text.compare.tokens import fold
from trackers.text.deciding.segments import Segment, are_akin, follow_segments, share_in_common
from trackers.text.deciding.values import FIELDS, Flip, lines_of, with_lines
from trackers.text.furniture import is_standing_line
from trackers.text.notices import read_notice
from trackers.text.pagetext import PageText, squeeze
from trackers.text.tidy import ArticleText

Places = Sequence[tuple[str, str]]

# More lines than this are not looked up one by one: then it is another article, not another reading.
MOST_LINES = 400
# Nor is so much looked through, in letters: no page that people read comes near.
_MOST_LETTERS = 400_000_000
# So few letters may stand on any page.
_TELLING = 5
# Of a body, what may stand before and behind the article in one template and not in the other.
_AT_EDGES = 0.3
# A figure, or a quotation in any script's marks.
_SENTENCE, _TELLING_MARKS = 60, re.compile(r"\d|[\"“”„«»‹›「」『』]")
_QUOTED = re.compile(r"[\"“”„«»‹›「」『』]")
# "About the author: Ada Quill", in letters.
_NAMED_WITHIN = 50
# What says as much where readers do not see it, in the page's own title or in lists of stories.
_TOLD_UNSEEN = frozenset({"headline", "byline"})
# Of two titles of fewer words, most may be the same by chance.
_FEWEST_TO_COMPARE, _REWORDED = 8, 0.75
# Of Chinese, Japanese or Thai a title is one such word.
_UNSPACED = 20
# In letters.
_LONGEST_CREDIT = 200
# What one template shows and another does not.
_OPTIONAL = frozenset({"byline", "standfirst", "captions"})


def strip_marked(
    text: ArticleText, *, lines: Sequence[str], marked: Container[int], own: Container[str] = ()
) -> ArticleText:
    """Return a text whose body is `lines` without those at the places `marked`, but for those among `own`.

    `own` are lines that the other reading takes for the article's: a line counts on both sides or on neither.
    """
    kept = tuple(line for place, line in enumerate(lines) if place not in marked or line in own)
    return replace(text, paragraphs=kept)


def undo_switches(
    before: ArticleText,
    after: ArticleText,
    *,
    older: PageText,
    newer: PageText,
    switched: Container[str] = (),
    unseen: Container[str] = (),
    stated: Container[str] = (),
    same_template: bool = True,
) -> ArticleText:
    """Return `before` with what only our reading did put right: lines that both pages say as often as each other.

    A line that came though the page before said it as well is put into `before`; one that went though the page still
    says it is taken out. Of fields in `switched`, which were taken from another place than before, and of pages that
    are not built alike it is enough that both say them at all; those in `unseen` were taken from data that readers do
    not see (JSON-LD, metadata) on one of the pages and from elsewhere or not at all on the other, which is no edit. Of
    headline and byline it is one if neither page shows, nor one of its headlines in data (`stated`) was, what the other
    says: else whoever takes the heading off a page at the edit would have hidden it.
    """
    for field in FIELDS:
        if field in unseen and field != "paragraphs":
            had, has = lines_of(before, field), lines_of(after, field)
            if field not in _TOLD_UNSEEN or _is_known(had, has, older=older, newer=newer, stated=stated):
                before = with_lines(before, field, has)
    if "byline" in switched and _folded(before.byline) == _folded(after.byline):
        before = with_lines(before, "byline", after.byline)
    old = {field: Counter(lines_of(before, field)) for field in FIELDS}
    new = {field: Counter(lines_of(after, field)) for field in FIELDS}
    differing = [
        (field, line) for field in FIELDS for line in (old[field] - new[field]) | (new[field] - old[field])
    ]
    letters = sum(len(page.squeezed) + len(page.hidden) for page in (older, newer))
    if len(differing) > MOST_LINES or len(differing) * letters > _MOST_LETTERS:
        return before
    fixed = {
        (field, line)
        for field, line in differing
        if _is_switch(
            line,
            older=older,
            newer=newer,
            loosely=not same_template or (field in switched and field != "paragraphs"),
            # What is hidden, and under which name, is the template's affair.
            shown_only=same_template,
        )
    }

    fixed |= _find_credited(
        old["captions"], new["captions"], older=older, newer=newer, loosely=not same_template
    )
    fixed -= _find_parts(fixed, old=old, new=new)

    def read_alike(segment: Segment) -> tuple[str, ...]:
        # Lines of a segment that is not wholly a switch stand in their own order, the old before the new.
        stay = (line for line in segment.before if (segment.field, line) not in fixed)
        come = (line for line in segment.after if (segment.field, line) in fixed)
        return (*stay, *come)

    return follow_segments(before, after, read_alike) if fixed else before


def _is_known(
    before: Sequence[str],
    after: Sequence[str],
    *,
    older: PageText,
    newer: PageText,
    stated: Container[str],
) -> bool:
    """Tell whether one of two pages says what was read of the other, so that nobody need have edited anything."""
    if not before or not after:
        return True
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    if any(line in stated for line in (*gone, *come)):
        return True
    return any(map(newer.count, gone)) or any(map(older.count, come)) or not (gone and come)


def _find_parts(
    fixed: set[tuple[str, str]], *, old: dict[str, Counter[str]], new: dict[str, Counter[str]]
) -> set[tuple[str, str]]:
    """Return what is part of a line of the other side that was edited: a sentence came to it or went from it.

    Pages are counted without the borders of lines, so the rest of such a line stands on both.
    """
    parts = set()
    for field in FIELDS:
        went, came = old[field] - new[field], new[field] - old[field]
        for ours, theirs in ((went, came), (came, went)):
            edited = "\n".join(squeeze(line) for line in theirs if (field, line) not in fixed)
            parts |= {(field, line) for line in ours if (field, line) in fixed and squeeze(line) in edited}
    return parts


def _find_credited(
    old: Counter[str], new: Counter[str], *, older: PageText, newer: PageText, loosely: bool
) -> set[tuple[str, str]]:
    """Return the captions that were read with a credit on one page and without it on the other, which says it too."""
    went, came = old - new, new - old
    found = set()
    for gone in went:
        for line in came:
            longer, shorter = sorted((gone, line), key=len, reverse=True)
            credit = (
                longer.removeprefix(shorter) if longer.startswith(shorter) else longer.removesuffix(shorter)
            )
            if credit == longer or len(credit.strip()) > _LONGEST_CREDIT:
                continue
            if all(
                _is_switch(part, older=older, newer=newer, loosely=loosely, shown_only=not loosely)
                for part in (credit, shorter)
            ):
                found |= {("captions", gone), ("captions", line)}
    return found


def _is_switch(line: str, *, older: PageText, newer: PageText, loosely: bool, shown_only: bool) -> bool:
    # The cells of a row are joined where a line is read.
    cells = [cell for cell in line.split(" | ") if cell]
    for cell in cells:
        then, now = (page.count(cell) if shown_only else page.count_all(cell) for page in (older, newer))
        if not then or not now or (then != now and not (loosely and len(cell) >= _TELLING)):
            return False
    return bool(cells)


def undo_template(
    before: ArticleText,
    after: ArticleText,
    *,
    older: PageText,
    newer: PageText,
    switched: Container[str] = frozenset(),
    authors: Sequence[str] = (),
) -> ArticleText:
    """Return `before` as a new template around the same article shows it.

    Only for two pages that are not built alike. Lines that differ in typographic form alone are taken as they are now;
    so are byline, standfirst and captions that one template shows and the other does not, and lines that stand before
    or behind the article in one of them, unless they are a notice or state a figure or a quotation. A line that states
    something is the template's only where it stands in no such box as any paragraph of both texts, or is about the
    author (one of `authors`) and the article's last. What says much the same in other words was edited, and so was what
    stands in both at one place: none of the fields in `switched`.
    """
    names = tuple(fold(name).casefold() for name in authors if len(name.split()) > 1)
    sides = _Side(before, after, older, names), _Side(after, before, newer, names)
    room = _AT_EDGES * max(1, sum(map(len, before.paragraphs)))

    def read_alike(segment: Segment) -> tuple[str, ...]:
        is_form = _folded(segment.before) == _folded(segment.after) or (
            segment.field == "captions" and _words(segment.before) == _words(segment.after)
        )
        is_shown = segment.field in _OPTIONAL and not (
            segment.before
            and segment.after
            and (segment.field not in switched or are_akin(" ".join(segment.before), " ".join(segment.after)))
        )
        lines = (*segment.before, *segment.after)
        is_around = (
            segment.field == "paragraphs"
            and segment.at_edge
            and not (segment.before and segment.after)
            and sum(map(len, lines)) <= room
            and not any(map(read_notice, lines))
            and all(
                side.is_beside(lines)
                for side, lines in zip(sides, (segment.before, segment.after), strict=True)
            )
        )
        return segment.after if is_form or is_shown or is_around else segment.before

    return follow_segments(before, after, read_alike)


@dataclass(frozen=True)
class _Side:
    """One of two texts, and the page it stands on."""

    text: ArticleText
    other: ArticleText
    page: PageText
    authors: tuple[str, ...]

    def is_beside(self, lines: Sequence[str]) -> bool:
        """Tell whether each of some lines at the edge of the text may be the template's."""
        stating = list(filter(_states, lines))
        if not stating:
            return True
        is_last = self.text.paragraphs[-len(lines) :] == tuple(lines)
        return all((is_last and self._is_about_author(line)) or self._is_apart(line) for line in stating)

    def _is_about_author(self, line: str) -> bool:
        """Tell the line that says who wrote the article: it names an author as it begins, and quotes nobody."""
        begins = fold(line[:_NAMED_WITHIN]).casefold()
        return not _QUOTED.search(line) and any(name in begins for name in self.authors)

    def _is_apart(self, line: str) -> bool:
        """Tell whether a line stands in no such boxes as the paragraphs that both texts have."""
        own = set(self.other.paragraphs)
        among = self.page.boxes_of(kept for kept in self.text.paragraphs if kept in own)
        boxes = self.page.boxes_of([line])
        return bool(boxes) and bool(among) and boxes.isdisjoint(among)


def _states(line: str) -> bool:
    """Tell a sentence with a figure or quoted words in it: no template adds one, and it is what matters most."""
    return len(line) >= _SENTENCE and _TELLING_MARKS.search(line) is not None and not is_standing_line(line)


def turn_pointers(before: ArticleText, after: ArticleText, pointers: Container[str]) -> ArticleText:
    """Return `before` with the pointers of `after` in place of its own: lines that only link to another page.

    A line that says much the same in other words was not exchanged but edited, and stays.
    """

    def read_alike(segment: Segment) -> tuple[str, ...]:
        old, new = ([line for line in lines if line in pointers] for lines in (segment.before, segment.after))
        if segment.field != "paragraphs" or not (old or new):
            return segment.before
        if any(_is_reworded(one, other) for one in old for other in new):
            return segment.before
        own = iter([line for line in segment.before if line not in pointers])
        # Each own line keeps its place among the pointers.
        lines = [line if line in pointers else next(own, None) for line in segment.after]
        return (*(line for line in lines if line is not None), *own)

    return follow_segments(before, after, read_alike)


def _is_reworded(one: str, other: str) -> bool:
    if one == other or not (_is_long(one) and _is_long(other)):
        return False
    return share_in_common(one, other) >= _REWORDED


def _is_long(line: str) -> bool:
    words = line.split()
    return len(words) >= _FEWEST_TO_COMPARE or any(len(word) > _UNSPACED for word in words)


def turn_flips(before: ArticleText, after: ArticleText, flips: Sequence[Flip]) -> ArticleText:
    """Return `before` with the other text of each known variant where `after` has that one."""
    if not flips:
        return before
    known = {(flip.field, flip.one, flip.other) for flip in flips}
    known |= {(field, other, one) for field, one, other in known}

    def read_alike(segment: Segment) -> tuple[str, ...]:
        turned = (segment.field, "\n".join(segment.before), "\n".join(segment.after)) in known
        return segment.after if turned else segment.before

    return follow_segments(before, after, read_alike)


def _words(lines: Sequence[str]) -> Counter[str]:
    """Return the words of some lines by count: one template sets a credit before its caption, the next behind it."""
    return Counter(fold(" ".join(lines)).casefold().split())


def _folded(lines: Sequence[str]) -> str:
    return squeeze(fold("".join(lines))).casefold()
