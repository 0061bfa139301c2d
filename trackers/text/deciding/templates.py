"""A new template around the same article: what it shows or leaves out, and what no template explains.

Pages that are not built alike differ in more than their design: captions, names and lines around the article come and
go with it. What states something stays with the article, unless its place on the page says otherwise.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cached_property

from trackers.text.compare.tokens import fold
from trackers.text.deciding.segments import Segment, are_akin, fold_lines, follow_segments
from trackers.text.deciding.sides import is_beside_others
from trackers.text.furniture import is_standing_line
from trackers.text.notices import read_notice
from trackers.text.pagetext import PageText
from trackers.text.tidy import ArticleText

# Of a body, what may stand before and behind the article in one template and not in the other.
_AT_EDGES = 0.3
# A figure, or a quotation in any script's marks.
_SENTENCE, _TELLING_MARKS = 60, re.compile(r"\d|[\"“”„«»‹›「」『』]")
_QUOTED = re.compile(r"[\"“”„«»‹›「」『』]")
# "About the author: Ada Quill", in letters.
_NAMED_WITHIN = 50
# What one template shows and another does not.
_OPTIONAL = frozenset({"byline", "standfirst", "captions"})


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
    stands in both at one place: none of the fields in `switched`. So was a byline that names one more than before, whom
    readers see now and could not before; and a caption under a new photograph: the page before knows none by that name,
    and others of this page by theirs.
    """
    names = tuple(fold(name).casefold() for name in authors if len(name.split()) > 1)
    sides = _Side(before, after, older, names), _Side(after, before, newer, names)
    # Where both templates show captions, one more or less is no affair of theirs.
    optional = _OPTIONAL - {"captions"} if set(before.captions) & set(after.captions) else _OPTIONAL
    room = _AT_EDGES * max(1, sum(map(len, before.paragraphs)))

    lost = [name for name in before.byline if name not in after.byline]

    def read_alike(segment: Segment) -> tuple[str, ...]:
        is_form = fold_lines(segment.before) == fold_lines(segment.after) or (
            segment.field == "captions" and _words(segment.before) == _words(segment.after)
        )
        is_shown = segment.field in optional and not (
            segment.before
            and segment.after
            and (segment.field not in switched or are_akin(" ".join(segment.before), " ".join(segment.after)))
        )
        if segment.field == "byline" and before.byline:
            is_shown = is_shown and not is_beside_others(segment.after, lost, older=older, newer=newer)
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
        if is_shown and segment.field == "captions" and not is_form:
            return tuple(line for line in segment.after if not newer.shows_new_photo(line, older))
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
        boxes = self.page.boxes_of([line])
        return bool(boxes) and bool(self._among) and boxes.isdisjoint(self._among)

    @cached_property
    def _among(self) -> frozenset[int]:
        own = set(self.other.paragraphs)
        return self.page.boxes_of(kept for kept in self.text.paragraphs if kept in own)


def _states(line: str) -> bool:
    """Tell a sentence with a figure or quoted words in it: no template adds one, and it is what matters most."""
    return len(line) >= _SENTENCE and _TELLING_MARKS.search(line) is not None and not is_standing_line(line)


def _words(lines: Sequence[str]) -> Counter[str]:
    """Return the words of some lines by count: one template sets a credit before its caption, the next behind it."""
    return Counter(fold(" ".join(lines)).casefold().split())
