"""Both sides read alike: what differs between two readings though nobody edited the article is taken out.

It is the text before that is changed, never the one that was just read: `before` as it would read today.
"""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from trackers.text.deciding.segments import Segment, fold_lines, follow_segments, share_in_common
from trackers.text.deciding.values import FIELDS, Flip, lines_of, with_lines
from trackers.text.pagetext import PageText, squeeze
from trackers.text.tidy import ArticleText

Places = Sequence[tuple[str, str]]

# More lines than this are not looked up one by one: then it is another article, not another reading.
MOST_LINES = 400
# Nor is so much looked through, in letters: no page that people read comes near.
_MOST_LETTERS = 400_000_000
# So few letters may stand on any page.
_TELLING = 5
# What says as much where readers do not see it, in the page's own title or in lists of stories.
_TOLD_UNSEEN = frozenset({"headline", "byline"})
# Of two titles of fewer words, most may be the same by chance.
_FEWEST_TO_COMPARE, _REWORDED = 8, 0.75
# Of Chinese, Japanese or Thai a title is one such word.
_UNSPACED = 20
# In letters.
_LONGEST_CREDIT = 200


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
    if "byline" in switched and fold_lines(before.byline) == fold_lines(after.byline):
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
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    if is_beside_others(come, gone, older=older, newer=newer):
        return False
    if not before or not after:
        return True
    if any(line in stated for line in (*gone, *come)):
        return True
    return any(map(newer.count, gone)) or any(map(older.count, come)) or not (gone and come)


def is_beside_others(come: Sequence[str], gone: Sequence[str], *, older: PageText, newer: PageText) -> bool:
    """Tell whether whoever was named still is, and readers see beside them who was nowhere on the page before."""
    return not gone and any(newer.count(line) and not older.count_all(line) for line in come)


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
