"""The article's area: the part of a page in which what belongs to the article is looked for, and what in it does
not."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.covered import article_part
from trackers.text.elements import stands_before, steps_of, text_of
from trackers.text.headline import Heading

_MUCH_OF_THE_PROSE = 0.3
_MOST_ELEMENTS = 5_000
_LONG_PARAGRAPH = 100
_MOST_LONG_PARAGRAPHS = 2
_MOST_LEVELS = 4
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
    "related" or "newsletter". `url` is the page's address.
    """

    scope: HtmlElement
    heading: HtmlElement | None
    own: frozenset[HtmlElement]
    url: str
    _foreign: dict[HtmlElement, bool] = field(default_factory=dict, repr=False, compare=False)
    _apart: dict[HtmlElement, bool] = field(default_factory=dict, repr=False, compare=False)

    def is_foreign(self, element: HtmlElement) -> bool:
        """Return whether an element stands in a teaser, an aside or comments, told by their elements and names."""
        return self._stands_in(element, _is_teaser, self._foreign)

    def is_apart(self, element: HtmlElement) -> bool:
        """Return whether an element stands in an aside with stories of its own or among comments.

        Boxes that are merely called like teasers do not count, nor asides without a heading.
        """
        return self._stands_in(element, _is_another_text, self._apart)

    def above_body(self) -> Iterator[HtmlElement]:
        """Yield the elements between the heading and the third long paragraph, in order.

        Left out are those of teasers and comments and those in long paragraphs; none without a heading.
        """
        has_begun = False
        prose: list[HtmlElement] = []
        for element in islice(self.scope.iter(etree.Element), _MOST_ELEMENTS):
            if element is self.heading:
                has_begun = True
            elif has_begun:
                if element.tag == "p" and len(text_of(element, most=2 * _LONG_PARAGRAPH)) > _LONG_PARAGRAPH:
                    prose.append(element)
                    if len(prose) > _MOST_LONG_PARAGRAPHS:
                        return
                is_prose = any(
                    ancestor in prose for ancestor in islice(element.iterancestors(), _MOST_LEVELS)
                )
                if not is_prose and not self.is_foreign(element):
                    yield element

    def _stands_in(
        self, element: HtmlElement, is_such: Callable[[HtmlElement], bool], known: dict[HtmlElement, bool]
    ) -> bool:
        """Return whether an element or one it stands in, inside the article's own boxes, is such a one.

        Each element is asked once, however many stand in it.
        """
        path: list[HtmlElement] = []
        place: HtmlElement | None = element
        stands = False
        while place is not None and place not in self.own:
            if place in known:
                stands = known[place]
                break
            path.append(place)
            if is_such(place):
                stands = True
                break
            place = place.getparent()
        known.update(dict.fromkeys(path, stands))
        return stands

    def is_before_heading(self, element: HtmlElement) -> bool:
        """Return whether an element stands before the heading; none does where there is no heading."""
        return self.heading is not None and stands_before(element, self.heading)


def _is_teaser(element: HtmlElement) -> bool:
    return element.tag in _ASIDES or not _TEASERS.isdisjoint(steps_of(element))


def _is_another_text(element: HtmlElement) -> bool:
    is_other = element.tag in _ASIDES and not _is_aside_without_heading(element)
    return is_other or not _COMMENTS.isdisjoint(steps_of(element))


def _is_aside_without_heading(element: HtmlElement) -> bool:
    return element.tag == "aside" and next(element.iter("h1", "h2", "h3", "h4", "h5"), None) is None


def find_area(tree: HtmlElement, region: HtmlElement, heading: Heading, *, url: str) -> Area:
    """Return the area of the article with this heading; `region` is what is marked up as holding it, else the page."""
    part = article_part(tree, region, heading)
    element = heading.element
    scope = part if element is None else _common_ancestor((part, element), otherwise=part)
    return Area(scope, element, _own_boxes(scope, element), url)


def _own_boxes(scope: HtmlElement, heading: HtmlElement | None) -> frozenset[HtmlElement]:
    boxes = frozenset() if heading is None else frozenset(heading.iterancestors())
    said: dict[HtmlElement, int] = {}
    for paragraph in scope.iter("p"):
        parent, length = paragraph.getparent(), len(paragraph.text or "")
        if length and parent is not None:
            said[parent] = said.get(parent, 0) + length
    held: dict[HtmlElement, int] = {}
    for parent, length in said.items():
        path = [parent, *parent.iterancestors()]
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
