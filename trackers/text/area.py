"""The article's area: the part of a page in which what belongs to the article is looked for, and what in it does
not."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from trackers.text.covered import article_part
from trackers.text.elements import stands_before, steps_of
from trackers.text.headline import Heading

_MUCH_OF_THE_PROSE = 0.3
_ASIDES = frozenset({"article", "aside", "footer", "nav"})
_COMMENTS = frozenset({"comment", "comments", "commentlist", "discussion"})
_TEASERS = _COMMENTS | frozenset(
    """
    mostread newsletter outbrain popular promo promos recirc recommendation recommendations recommended related sidebar
    taboola teaser teasers trending upsell
    """.split()  # noqa: SIM905 - a list of words reads better as one
)


@dataclass(frozen=True)
class Area:
    """`scope` is the smallest part of the page with the article's heading and, as far as can be told, its text.

    `heading` is the heading's element, None where nothing on the page is one. `own` are the boxes that hold the
    heading or much of the text. Whatever these are called, they are no teasers: whole articles stand in boxes called
    "related" or "newsletter".
    """

    scope: HtmlElement
    heading: HtmlElement | None
    own: frozenset[HtmlElement]

    def is_foreign(self, element: HtmlElement) -> bool:
        """Return whether an element stands in a teaser, an aside or comments, told by their elements and names."""
        return self._is_in(element, _TEASERS)

    def is_apart(self, element: HtmlElement) -> bool:
        """Return whether an element stands in an aside or among comments; boxes with names of teasers do not count."""
        return self._is_in(element, _COMMENTS)

    def _is_in(self, element: HtmlElement, names: frozenset[str]) -> bool:
        for ancestor in (element, *element.iterancestors()):
            if ancestor in self.own:
                return False
            if ancestor.tag in _ASIDES or not names.isdisjoint(steps_of(ancestor)):
                return True
        return False

    def is_before_heading(self, element: HtmlElement) -> bool:
        """Return whether an element stands before the heading; none does where there is no heading."""
        return self.heading is not None and stands_before(element, self.heading)


def find_area(tree: HtmlElement, region: HtmlElement, heading: Heading) -> Area:
    """Return the area of the article with this heading; `region` is what is marked up as holding it, else the page."""
    part = article_part(tree, region, heading)
    element = heading.element
    scope = part if element is None else _common_ancestor((part, element), otherwise=part)
    return Area(scope, element, _own_boxes(scope, element))


def _own_boxes(scope: HtmlElement, heading: HtmlElement | None) -> frozenset[HtmlElement]:
    boxes = frozenset() if heading is None else frozenset(heading.iterancestors())
    held: dict[HtmlElement, int] = {}
    for paragraph in scope.iter("p"):
        length = len(paragraph.text or "")
        path = list(paragraph.iterancestors()) if length else []
        # Readers often write more than the author.
        if any(step not in boxes and not _COMMENTS.isdisjoint(steps_of(step)) for step in path):
            continue
        for ancestor in path:
            held[ancestor] = held.get(ancestor, 0) + length
    enough = _MUCH_OF_THE_PROSE * held.get(scope, 0)
    return boxes | {element for element, length in held.items() if length > enough}


def _common_ancestor(elements: Iterable[HtmlElement], *, otherwise: HtmlElement) -> HtmlElement:
    paths = [[*reversed([*element.iterancestors()]), element] for element in elements]
    shared = otherwise
    for step in zip(*paths, strict=False):
        if any(element is not step[0] for element in step):
            break
        shared = step[0]
    return shared
