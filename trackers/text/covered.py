"""What a fingerprint covers of a page's running text: the article's own part whole, the rest as far as it is
prose.

Left out is what is never read of a page (navigation, asides, scripts, boxes that are called "related" or "share", by
the same names as reading goes by) unless a notice to readers may stand in it, and, outside the article's part, links
and snippets of a few letters. Whatever is neither is covered: at worst an article is read again that had not changed.
"""

import re

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.boxes import (
    ASIDE_ELEMENTS,
    UNREAD_ELEMENTS,
    is_hidden_box,
    is_named_caption,
    is_named_comments,
    is_named_furniture,
)
from trackers.text.headline import Heading
from trackers.text.outline import LONGEST_BESIDE_A_TIME, is_picture
from trackers.text.rescue import may_hold_notice

_BOXES = frozenset({"div", "section", "ul", "ol", "dl", "details", "p", "table"})
# Outside the article's part, where nothing is read at all as a rule.
_PROMOTION = re.compile(
    r"most-?(?:read|view|shar|comment)|promo|recommend|trending|teaser|advert|sponsor|ticker|clock|weather",
    re.IGNORECASE,
)
_INLINE = frozenset(
    """
    abbr b bdi bdo big br cite code data del dfn em font i ins kbd mark q s small span strong sub sup u var wbr
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
# Empty ones of these still end a line or take the place of a cell.
_TELLING_WHEN_EMPTY = frozenset({"br", "hr", "td", "th"})
# Control characters, which no page that was parsed holds.
_OPEN, _SHUT, _END = "\x01", "\x02", "\x03"
_MARK = re.compile(f"{_OPEN}[^{_SHUT}]*{_SHUT}|{_END}")
_ASCII_SPACE = " \t\n\r\f\v"
_SPACES = re.compile(f"[{_ASCII_SPACE}]+")
# A sentence that says nothing more than "Corrected" still counts; a figure beside a symbol does not.
_FEWEST_LETTERS = 8
# Share of a page's words in paragraphs that a part without <article> or <main> must hold to be the article's.
_MOST_OF_THE_WORDS = 0.7


def article_part(tree: HtmlElement, region: HtmlElement, heading: Heading) -> HtmlElement:
    """Return the part of the page that is covered whole: `region`, or where that is the page, what holds its prose.

    That is the smallest part with the heading and most of the words that stand in paragraphs; failing one, the page.
    """
    if region is not tree or heading.element is None:
        return region
    words = {paragraph: len(paragraph.text or "") for paragraph in tree.iter("p")}
    held: dict[HtmlElement, int] = {}
    for paragraph, count in words.items():
        for ancestor in paragraph.iterancestors():
            held[ancestor] = held.get(ancestor, 0) + count
    enough = _MOST_OF_THE_WORDS * sum(words.values())
    for ancestor in heading.element.iterancestors():
        if held.get(ancestor, 0) > enough:
            return ancestor
    return tree


def covered_text(tree: HtmlElement, part: HtmlElement, *, named_boxes: bool = False) -> str:
    """Return the covered text of a page with marks for its elements, runs of ASCII white space as one space.

    `part` is covered whole, what stands around it as far as it is prose. With `named_boxes` also what stands in boxes
    that bear a name of furniture, which is what a story about "social" matters may be called too.
    """
    cover = _Cover(part, named_boxes=named_boxes)
    if part is tree:
        cover.take(part)
    else:
        cover.skim(tree)
    return _SPACES.sub(" ", "".join(cover.pieces))


def whole_text(tree: HtmlElement) -> str:
    """Return all text of a page with marks for its elements, scripts and styles left out."""
    pieces: list[str] = []
    for element in tree.iter(etree.Element):
        if element.tag not in ("script", "style"):
            pieces += (f"{_OPEN}{element.tag!s}{_SHUT}", element.text or "")
        pieces.append(element.tail or "")
    return _SPACES.sub(" ", "".join(pieces))


def without_marks(text: str) -> str:
    """Return a covered text without the marks for its elements."""
    return _MARK.sub("", text)


class _Cover:
    """The pieces of text that a fingerprint covers, as a walk over the page collects them."""

    def __init__(self, part: HtmlElement, *, named_boxes: bool) -> None:
        self.pieces: list[str] = []
        self._part = part
        self._boxes = frozenset[str]() if named_boxes else _BOXES

    def take(self, element: HtmlElement) -> bool:
        """Add an element's text and that of all it holds; return whether that is a word.

        What holds none leaves no trace but a space: slots for advertisements come and go.
        """
        pieces, tag = self.pieces, element.tag
        start = len(pieces)
        pieces.append(f"{_OPEN}{tag!s}{_SHUT}")
        says = tag in _TELLING_WHEN_EMPTY
        if text := element.text:
            pieces.append(text)
            says = says or bool(text.strip(_ASCII_SPACE))
        for child in element:
            if not self._is_unread(child) and self.take(child):
                says = True
            if tail := child.tail:
                pieces.append(tail)
                says = says or bool(tail.strip(_ASCII_SPACE))
        if says:
            pieces.append(_END)
        else:
            pieces[start:] = (" ",) if len(pieces) > start + 1 else ()
        return says

    def skim(self, element: HtmlElement) -> None:
        """Add the blocks of prose in an element that stands around the article's part, and that part whole."""
        own: list[str] = []
        if _is_prose(self._gather(element, own)):
            self.pieces += (f"{_OPEN}{element.tag!s}{_SHUT}", *own, _END)

    def _gather(self, element: HtmlElement, own: list[str]) -> str:
        """Collect an element's own text, links included, in `own`; return as much of it as is no link."""
        said = element.text or ""
        own.append(said)
        for child in element:
            if child is self._part:
                self.take(child)
            elif child.tag == "a":
                own += child.itertext()
            elif child.tag in _INLINE:
                said += self._gather(child, own)
            elif not self._is_unread(child) and (
                not _PROMOTION.search(_names_of(child)) or may_hold_notice(child)
            ):
                self.skim(child)
            tail = child.tail or ""
            said += tail
            own.append(tail)
        return said

    def _is_unread(self, element: HtmlElement) -> bool:
        tag = element.tag
        if tag in UNREAD_ELEMENTS:
            return True
        if tag in ASIDE_ELEMENTS:
            return not may_hold_notice(element)
        if tag == "header":
            return element.find(".//h1") is not None and not may_hold_notice(element)
        if tag == "figure":
            return is_picture(element)
        if tag == "time":
            return _said_beside(element) <= LONGEST_BESIDE_A_TIME
        if not element.attrib:
            return False
        if is_hidden_box(element):
            return True
        if tag not in self._boxes:
            return False
        if is_named_comments(element):
            return True
        return (is_named_furniture(element) or is_named_caption(element)) and not may_hold_notice(element)


def _said_beside(element: HtmlElement) -> int:
    """Return how many characters stand beside an inline element in its line, or more; what stands in other blocks
    not."""
    block = element
    for ancestor in element.iterancestors():
        block = ancestor
        if ancestor.tag not in _INLINE and ancestor.tag != "a":
            break
    said = -len((element.text or "").strip())
    waiting = [block]
    while waiting:
        inner = waiting.pop()
        said += len((inner.text or "").strip())
        for child in inner:
            said += len((child.tail or "").strip())
            if child.tag in _INLINE or child.tag in ("a", "time"):
                waiting.append(child)
    return said


def _is_prose(said: str) -> bool:
    return len(said) >= _FEWEST_LETTERS and sum(map(str.isalpha, said)) >= _FEWEST_LETTERS


def _names_of(element: HtmlElement) -> str:
    return f"{element.get('class', '')[:500]} {element.get('id', '')[:100]}"
