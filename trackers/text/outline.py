"""A page as its lines of text, in order, each with the boxes it stands in.

This is what a reader sees of running text, before anybody decides which of it is the article: where a block begins or
ends, or a line breaks, a new line begins; inside a line, markup makes no difference.
"""

from collections import Counter
from dataclasses import dataclass, field
from unicodedata import category

from lxml.html import HtmlElement

from trackers.text.boxes import (
    ASIDE_ELEMENTS,
    UNREAD_ELEMENTS,
    is_hidden_box,
    is_named_caption,
    is_named_comments,
    is_named_furniture,
)
from trackers.text.commentwords import is_title_of_comments
from trackers.text.extraction import Role
from trackers.text.tidy import tidy

CELL_BREAK = " | "
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li listing main nav ol p plaintext pre search section
    summary table tbody td tfoot th thead tr ul xmp
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_ROLES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Role.SUBHEAD),
    **dict.fromkeys(("li", "dd", "dt"), Role.ITEM),
    "blockquote": Role.QUOTE,
}
# Within these what a list or a quotation around them is called says nothing any more.
_RESETTING = frozenset({"article", "section", "table", "figure"})
_CELLS = frozenset({"td", "th"})
_LONGEST_CELL = 500
# A line that says a time and no more than this is a stamp, not a sentence.
LONGEST_BESIDE_A_TIME = 20
_WORD_CATEGORIES = ("L", "N", "So", "Sc")
# With one of these in it, or a paragraph outside its caption, a figure says something of its own.
_TELLING_IN_FIGURES = ("table", "blockquote", "pre")
_PICTURES = ("img", "picture", "video", "iframe", "svg")
# Each of them is searched through, and nobody sets so many into one another.
_MOST_FIGURES_DEEP = 4
# Readers' comments are a title and a comment at least.
_FEWEST_COMMENTS, _MOST_TITLED_DEEP = 2, 3
# A line of more links is a list, and no address of a page is longer.
_MOST_ADDRESSES, _LONGEST_ADDRESS = 8, 500


class Shade:
    """Why a box may be no part of an article: the marks that an outline puts on its boxes."""

    ASIDE = "aside"
    HEADER = "header"
    FORM = "form"
    NAMED = "named"
    COMMENTS = "comments"
    TITLED = "titled"  # begins with a title of readers' comments
    HIDDEN = "hidden"


@dataclass(slots=True)
class Box:
    """A block element: its parent's number, the lines `[first, last)` in it, and the shaded boxes it stands in."""

    element: HtmlElement
    parent: int
    first: int
    shades: tuple[int, ...]
    shade: str = ""
    last: int = 0


@dataclass(slots=True)
class Line:
    """A line of text, tidied; the number of the innermost box it stands in; how many of its characters are links.

    `addresses` are those its links lead to, as they are written; the first few, each cut short.
    """

    text: str
    role: Role
    box: int
    linked: int = 0
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class Outline:
    """The lines and boxes of a page in document order; `marks` says before which line each sought element begins."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    marks: dict[HtmlElement, int] = field(default_factory=dict)


def read_lines(element: HtmlElement) -> list[tuple[str, Role]]:
    """Return all lines of an element in order, each with what it is; [] where it says nothing.

    Left out is what readers do not see, forms' fields and buttons, the captions of pictures (a field of their own)
    and lines without a letter or figure. Boxes named like furniture are read. The cells of a row are joined by " | ".
    """
    outline = outline_page(element)
    hidden = {number for number, box in enumerate(outline.boxes) if box.shade == Shade.HIDDEN and number}
    return [
        (line.text, line.role) for line in outline.lines if hidden.isdisjoint(outline.boxes[line.box].shades)
    ]


def outline_page(tree: HtmlElement, *sought: HtmlElement | None) -> Outline:
    """Return the outline of a tree, which stays as it is; costs some milliseconds for a usual page."""
    outliner = _Outliner({element for element in sought if element is not None})
    outliner.walk(tree)
    return outliner.outline


class _Outliner:
    """The state of one walk: the boxes that are open, and the line that is being put together."""

    def __init__(self, sought: set[HtmlElement]) -> None:
        self.outline = Outline()
        self._sought = sought
        self._open: list[int] = []
        self._roles: list[Role] = [Role.PARAGRAPH]
        self._rows: list[list[tuple[int, int]]] = []
        self._parts: list[str] = []
        self._links = 0
        self._linked = 0
        self._address = ""
        self._addresses: list[str] = []
        self._titled: Counter[int] = Counter()
        self._clocks = 0
        self._timed = 0

    def walk(self, tree: HtmlElement) -> None:
        """Walk a tree without recursion: elements may be nested hundreds deep."""
        self._enter_box(tree)
        self._say(tree.text)
        waiting = [(tree, iter(tree), True)]
        while waiting:
            element, children, is_box = waiting[-1]
            child = next(children, None)
            if child is None:
                waiting.pop()
                self._leave(element, is_box=is_box)
                if waiting:
                    self._say(element.tail)
                continue
            boxes = len(self._open)
            if self._enter(child):
                self._say(child.text)
                waiting.append((child, iter(child), len(self._open) > boxes))
            else:
                self._say(child.tail)

    def _enter(self, element: HtmlElement) -> bool:
        """Begin an element; return whether what stands in it is read."""
        tag = element.tag
        if element in self._sought:
            self.outline.marks[element] = len(self.outline.lines)
        if tag == "br" or tag == "hr":
            self._flush()
            return False
        if not isinstance(tag, str) or tag in UNREAD_ELEMENTS or tag == "figcaption":
            return False
        if tag == "figure" and is_picture(element):
            return False
        if tag in _BLOCKS:
            return self._enter_box(element)
        if element.attrib and is_hidden_box(element):
            return False
        if tag == "time":
            self._clocks += 1
        elif element.attrib:
            if tag == "a":
                self._links += 1
                self._address = element.get("href", "")[:_LONGEST_ADDRESS]
            elif is_named_caption(element) and not "".join(self._parts).strip():
                return self._enter_box(element)
        return True

    def _enter_box(self, element: HtmlElement) -> bool:
        self._flush()
        boxes, tag = self.outline.boxes, element.tag
        parent = self._open[-1] if self._open else -1
        shades = boxes[parent].shades if self._open else ()
        shade = _shade_of(element)
        if shade:
            shades = (*shades, len(boxes))
        self._open.append(len(boxes))
        boxes.append(Box(element, parent, len(self.outline.lines), shades, shade))
        if tag in _RESETTING:
            self._roles.append(Role.PARAGRAPH)
        else:
            self._roles.append(_ROLES.get(str(tag), self._roles[-1]))
        if tag == "tr":
            self._rows.append([])
        return True

    def _leave(self, element: HtmlElement, *, is_box: bool) -> None:
        tag = element.tag
        if tag == "a" and element.attrib:
            self._links -= 1
        elif tag == "time":
            self._clocks -= 1
        if not is_box:
            return
        self._flush()
        box = self.outline.boxes[self._open.pop()]
        box.last = len(self.outline.lines)
        self._roles.pop()
        if not box.shade and box.last - box.first >= _FEWEST_COMMENTS:
            self._shade_titled(box)
        if tag in _CELLS and self._rows:
            self._rows[-1].append((box.first, box.last))
        elif tag == "tr":
            self._join_cells(box, self._rows.pop())

    def _say(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            # As long as it will be when tidied: markup is indented at one look and minified at another.
            if self._links:
                self._note_link(len(" ".join(text.split())))
            if self._clocks:
                self._timed += len(" ".join(text.split()))

    def _note_link(self, letters: int) -> None:
        self._linked += letters
        known = self._addresses
        if letters and len(known) < _MOST_ADDRESSES and self._address not in known:
            known.append(self._address)

    def _flush(self) -> None:
        if not self._parts:
            return
        text = tidy("".join(self._parts))
        self._parts.clear()
        linked, self._linked = self._linked, 0
        addresses, self._addresses = tuple(self._addresses), []
        timed, self._timed = self._timed, 0
        # "Published" and a time: that is a field of its own, and "two hours ago" is another at every look.
        is_clock = timed and len(text) - timed <= LONGEST_BESIDE_A_TIME
        if text and has_words(text) and not is_clock:
            linked = min(linked, len(text))
            self.outline.lines.append(Line(text, self._roles[-1], self._open[-1], linked, addresses))

    def _shade_titled(self, box: Box) -> None:
        """Mark a box that begins with a title of readers' comments; of such boxes in one another the inmost few."""
        lines, boxes = self.outline.lines, self.outline.boxes
        if not is_title_of_comments(lines[box.first].text) or self._titled[box.first] >= _MOST_TITLED_DEEP:
            return
        self._titled[box.first] += 1
        box.shade = Shade.TITLED
        number = next(n for n in range(len(boxes) - 1, -1, -1) if boxes[n] is box)
        box.shades = (*box.shades, number)
        for inner in boxes[number + 1 :]:
            inner.shades = (*inner.shades, number)

    def _join_cells(self, row: Box, cells: list[tuple[int, int]]) -> None:
        """Make one line of a row of data; where cells hold blocks the table is layout, and its lines stay."""
        lines, boxes = self.outline.lines, self.outline.boxes
        said = lines[row.first :]
        filled = sum(last > first for first, last in cells)
        if filled < 2 or len(said) != filled or any(len(line.text) > _LONGEST_CELL for line in said):
            return
        if any(boxes[line.box].shades != row.shades for line in said):
            return
        text = tidy(CELL_BREAK.join(lines[first].text if last > first else "" for first, last in cells))
        number = next(n for n in range(said[0].box, -1, -1) if boxes[n] is row)
        del lines[row.first :]
        addresses = tuple(address for line in said for address in line.addresses)
        lines.append(Line(text, Role.ROW, number, sum(line.linked for line in said), addresses))
        for inner in boxes[number:]:
            inner.first = min(inner.first, row.first)
            inner.last = max(row.first, min(inner.last, row.first + 1))
        row.last = len(lines)


def is_picture(figure: HtmlElement) -> bool:
    """Return whether a <figure> is a picture or film with its caption, not a table or a quotation in a frame."""
    if sum(1 for _ in figure.iterancestors("figure")) >= _MOST_FIGURES_DEEP:
        return False
    if next(figure.iter("table"), None) is not None:
        return False
    return next(figure.iter(*_PICTURES), None) is not None or not _tells(figure)


def _tells(figure: HtmlElement) -> bool:
    if next(figure.iter(*_TELLING_IN_FIGURES), None) is not None:
        return True
    waiting = [] if next(figure.iterancestors("figcaption"), None) is not None else [figure]
    while waiting:
        for child in waiting.pop():
            if child.tag == "p":
                return True
            if child.tag != "figcaption":
                waiting.append(child)
    return False


def has_words(line: str) -> bool:
    """Return whether a line says anything: holds a letter, a figure, a symbol such as an emoji, or a currency sign."""
    return any(character.isalnum() or category(character).startswith(_WORD_CATEGORIES) for character in line)


def _shade_of(element: HtmlElement) -> str:
    tag = element.tag
    if tag in ASIDE_ELEMENTS:
        return Shade.ASIDE
    if element.attrib:
        if is_hidden_box(element):
            return Shade.HIDDEN
        if is_named_comments(element):
            return Shade.COMMENTS
        if is_named_furniture(element) or is_named_caption(element):
            return Shade.NAMED
    if tag == "header":
        return Shade.HEADER
    return Shade.FORM if tag == "form" else ""
