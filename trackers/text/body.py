"""The paragraphs of an article, in order, with the characters the publisher wrote.

One box of the page is chosen as the article's, and all prose in it is read (`trackers.text.container`), less lists of
links to elsewhere (`trackers.text.clutter`) and stamps (`trackers.text.stamps`), with the notices that stand around
it (`trackers.text.rescue`). A second reader is asked how sure that is (`trackers.text.opinion`,
`trackers.text.health`); only where we found next to nothing is it taken at its word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from trackers.text.articledata import read_article_body
from trackers.text.clutter import find_clutter, is_link_only
from trackers.text.container import Prose, count_rivals, find_container, find_furniture, weigh_lines
from trackers.text.extraction import Role
from trackers.text.health import Finding, judge_reading, share_found
from trackers.text.opinion import read_opinion
from trackers.text.outline import Line, Outline, outline_page
from trackers.text.pointers import is_pointer
from trackers.text.rescue import find_notices
from trackers.text.stamps import is_label, is_stamp
from trackers.text.surroundings import Surroundings
from trackers.text.webpage import WebPage

# Less prose than that, in characters, may be all there is of an article, or all we found of it.
_NEXT_TO_NOTHING = 200
# Asking the second reader takes time that grows faster than the page.
_MOST_BOXES_FOR_OPINION = 2_500
_STATED_IS_FOUND = 0.85
_STATED_IS_LOST = 0.6


@dataclass(frozen=True)
class Body:
    """The lines of an article and what each is, how sure that is (0 to 1), and why not surer (codes of `health`).

    `pointers` are those of the lines that are nothing but a link to another page.
    """

    lines: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    confidence: float = 0.0
    doubts: tuple[str, ...] = ()
    pointers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Field:
    """A page as far as it is understood: its lines, how much prose each is, and which of them are furniture."""

    outline: Outline
    weights: list[float]
    furniture: frozenset[int]
    prose: Prose
    container: int
    host: str


def read_body(page: WebPage, around: Surroundings) -> Body:
    """Return the article's paragraphs, subheads, list items, quotations and table rows, tidied, in document order.

    A line break inside a paragraph ends the line; the cells of a row are joined by " | ". Reader comments are left
    out, and so are lines without a letter, figure or symbol. Empty when no article is found. The page stays as it is.
    """
    field = _survey(page, around)
    stated = read_article_body(page.tree)
    places = _read_places(field, around)
    if stated and share_found([stated], _texts(field, places)) < _STATED_IS_LOST:
        field, places = _widen(field, around, stated, places)
    opinion: tuple[str, ...] = ()
    if len(field.outline.boxes) <= _MOST_BOXES_FOR_OPINION:
        opinion = read_opinion(page.tree)
    lines = [field.outline.lines[place] for place in places]
    found = sum(field.weights[place] for place in places)
    if found < _NEXT_TO_NOTHING and sum(map(len, opinion)) > 2 * max(
        _NEXT_TO_NOTHING, sum(len(line.text) for line in lines)
    ):
        lines = [Line(text, Role.PARAGRAPH, 0) for text in opinion]
    if not lines:
        return Body()
    confidence, doubts = judge_reading(_finding(field, lines, places, around, opinion, stated))
    return Body(
        lines=tuple(line.text for line in lines),
        roles=tuple(line.role for line in lines),
        confidence=confidence,
        doubts=doubts,
        pointers=frozenset(line.text for line in lines if is_pointer(line)),
    )


def _survey(page: WebPage, around: Surroundings) -> _Field:
    heading = around.heading.element
    outline = outline_page(page.tree, heading)
    weights = weigh_lines(outline)
    furniture = find_furniture(outline, Prose(weights), heading)
    net = [
        weight if furniture.isdisjoint(outline.boxes[line.box].shades) else 0.0
        for weight, line in zip(weights, outline.lines, strict=True)
    ]
    prose = Prose(net)
    container = find_container(outline, prose, heading=heading, region=around.region)
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    return _Field(outline, net, furniture, prose, container, host)


def _read_places(field: _Field, around: Surroundings) -> list[int]:
    """Return the numbers of the lines that are the article's."""
    outline = field.outline
    first, last = _span(field, around)
    clutter = find_clutter(
        outline, field.weights, container=field.container, furniture=field.furniture, host=field.host
    )
    begins = next((place for place in range(first, last) if field.weights[place]), first)
    places = set()
    for place in range(first, last):
        line = outline.lines[place]
        if (
            place in clutter
            or not field.furniture.isdisjoint(outline.boxes[line.box].shades)
            or is_label(line.text)
        ):
            continue
        if place < begins and is_stamp(line, names=around.byline):
            continue
        places.add(place)
    places |= find_notices(outline, container=field.container, region=around.region)
    return sorted(places)


def _span(field: _Field, around: Surroundings) -> tuple[int, int]:
    """Return the lines of the container from the heading on, should that stand in it above the text."""
    box = field.outline.boxes[field.container]
    mark = field.outline.marks.get(around.heading.element, -1) if around.heading.element is not None else -1
    if box.first <= mark < box.last:
        held = field.prose.between(box.first, box.last)
        if field.prose.between(box.first, mark) <= 0.3 * held:
            return mark, box.last
    return box.first, box.last


def _widen(field: _Field, around: Surroundings, stated: str, places: list[int]) -> tuple[_Field, list[int]]:
    """Look in the boxes around the container for the text that the page states of itself; keep what we have failing
    that."""
    number = field.outline.boxes[field.container].parent
    while number > 0:
        wider = replace(field, container=number)
        read = _read_places(wider, around)
        if share_found([stated], _texts(wider, read)) >= _STATED_IS_FOUND:
            return wider, read
        number = field.outline.boxes[number].parent
    return field, places


def _texts(field: _Field, places: list[int]) -> Iterator[str]:
    return (field.outline.lines[place].text for place in places)


def _finding(
    field: _Field,
    lines: list[Line],
    places: list[int],
    around: Surroundings,
    opinion: tuple[str, ...],
    stated: str,
) -> Finding:
    region = next(
        (box for box in field.outline.boxes if box.element is around.region), field.outline.boxes[0]
    )
    read = sum(field.weights[place] for place in places)
    return Finding(
        lines=tuple(line.text for line in lines),
        letters=sum(len(line.text) for line in lines),
        linked=sum(line.linked for line in lines),
        prose=read or sum(len(line.text) for line in lines if len(line.text) > 80),
        outside=field.prose.between(region.first, region.last) - read,
        titles=sum(map(is_link_only, lines)),
        rivals=count_rivals(field.outline, field.prose, field.container),
        opinion=opinion,
        stated=stated,
    )
