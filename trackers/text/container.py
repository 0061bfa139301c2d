"""Which box of a page holds the article, and which boxes in it are not part of it.

The box is chosen once, by the prose in it: text outside links, in lines long enough to be sentences. All lines in it are
then read, in order. Deciding about boxes instead of lines keeps a reading steady: a new teaser, another link or a longer
advertisement moves no line of the article in or out.
"""

from collections import defaultdict
from itertools import accumulate

from lxml.html import HtmlElement

from trackers.text.boxes import is_named_body
from trackers.text.outline import Outline, Shade

# Shorter lines are labels, names and links as often as sentences.
_SHORTEST_PROSE = 40
# As long as that without a stop at its end, and a line is a sentence still: Thai has no full stop.
_LONG_LINE = 100
_STOPS = (".", "!", "?", "…", ":", ";", "。", "！", "？", "।", "؟", "۔", "։", "።")
_CLOSING = "\"'”’»«›)]}」』》）〉* \N{NO-BREAK SPACE}"
# Scripts without spaces between words say as much in fewer characters.
_DENSE_SCRIPT = 2.5
# A box with more than this share of a page's prose is no furniture, whatever it is called.
_MOST_IN_FURNITURE = 0.5
# <aside>, <nav> and <footer> mean what they say far more often than a name does.
_MOST_IN_ASIDES = 0.8
# Prose beside readers' comments from which the article is not among them.
_ENOUGH_PROSE = 600
_LEAST_PROSE = 140


class Prose:
    """How much prose stands where in an outline, in characters; `total` is that of the whole page."""

    def __init__(self, weights: list[float]) -> None:
        self._sums = [0.0, *accumulate(weights)]
        self.total = self._sums[-1]

    def between(self, first: int, last: int) -> float:
        """Return how much prose stands in the lines `[first, last)`."""
        return self._sums[last] - self._sums[first]


def weigh_lines(outline: Outline) -> list[float]:
    """Return for each line how much prose it is: its characters outside links, 0 for what is too short to tell."""
    weights = []
    for line in outline.lines:
        plain = float(len(line.text) - line.linked)
        if not line.text.isascii() and line.text.count(" ") < len(line.text) / 20:
            plain *= _DENSE_SCRIPT
        is_sentence = line.text.rstrip(_CLOSING).endswith(_STOPS) or len(line.text) >= _LONG_LINE
        weights.append(plain if plain >= _SHORTEST_PROSE and is_sentence else 0.0)
    return weights


def find_furniture(outline: Outline, prose: Prose, heading: HtmlElement | None) -> frozenset[int]:
    """Return the numbers of the boxes that are furniture: those marked so, less those that hold the article itself."""
    mark = outline.marks.get(heading, -1) if heading is not None else -1
    bodies = [box for box in outline.boxes if is_named_body(box.element)]
    by_name: dict[str, float] = defaultdict(float)
    for box in outline.boxes:
        if box.shade == Shade.NAMED:
            by_name[box.element.get("class", "")] += prose.between(box.first, box.last)
    furniture = set()
    for number, box in enumerate(outline.boxes):
        if not box.shade:
            continue
        held = prose.between(box.first, box.last)
        if box.shade == Shade.COMMENTS and prose.total - held > _ENOUGH_PROSE and not box.first <= mark < box.last:
            furniture.add(number)
            continue
        if held > (_MOST_IN_ASIDES if box.shade == Shade.ASIDE else _MOST_IN_FURNITURE) * prose.total:
            continue
        if box.shade == Shade.NAMED and by_name[box.element.get("class", "")] > _MOST_IN_FURNITURE * prose.total:
            continue
        if box.shade == Shade.FORM and held > 0.2 * prose.total:
            continue
        if box.shade != Shade.HEADER and box.first <= mark < box.last:
            continue
        if any(
            box.first <= body.first and body.last <= box.last and body is not box
            and prose.between(body.first, body.last) > 0.3 * prose.total
            for body in bodies
        ):
            continue
        furniture.add(number)
    return frozenset(furniture)


def find_container(
    outline: Outline, prose: Prose, *, heading: HtmlElement | None, region: HtmlElement
) -> int:
    """Return the number of the box that holds the article; `prose` counts lines of furniture as nothing."""
    scope = _scope(outline, prose, heading=heading, region=region)
    box = outline.boxes[scope]
    whole = prose.between(box.first, box.last)
    named = _named_body(outline, prose, scope=scope, whole=whole)
    if named is not None:
        scope = named
    return _descend(outline, prose, scope)


def _scope(outline: Outline, prose: Prose, *, heading: HtmlElement | None, region: HtmlElement) -> int:
    """Return the box to look in: the region marked up as the article, or what holds the heading and much prose."""
    numbers = {box.element: number for number, box in enumerate(outline.boxes)}
    start = numbers.get(region, 0)
    least = _LEAST_PROSE
    if start == 0 and heading is not None:
        element: HtmlElement | None = heading
        while element is not None and element not in numbers:
            element = element.getparent()
        start = numbers.get(element, 0) if element is not None else 0
        least = max(_LEAST_PROSE, 0.4 * prose.total)
    least = min(least, prose.total)
    while start > 0 and prose.between(outline.boxes[start].first, outline.boxes[start].last) < least:
        start = outline.boxes[start].parent
    return max(start, 0)


def _named_body(outline: Outline, prose: Prose, *, scope: int, whole: float) -> int | None:
    inner = range(scope + 1, len(outline.boxes))
    span = outline.boxes[scope]
    found: list[tuple[float, int]] = []
    for number in inner:
        box = outline.boxes[number]
        if box.first >= span.last and box.last > span.last:
            break
        if is_named_body(box.element):
            found.append((prose.between(box.first, box.last), number))
    if not found:
        return None
    most = max(held for held, _ in found)
    if most >= 0.6 * whole:
        # The innermost that holds nearly as much as the fullest.
        return [number for held, number in found if held >= 0.9 * most][-1]
    parts = [number for held, number in found if held >= 0.02 * whole]
    if sum(prose.between(outline.boxes[n].first, outline.boxes[n].last) for n in parts) >= 0.6 * whole:
        return _common_box(outline, parts, scope)
    return None


def _common_box(outline: Outline, numbers: list[int], scope: int) -> int:
    first = min(outline.boxes[number].first for number in numbers)
    last = max(outline.boxes[number].last for number in numbers)
    number = numbers[0]
    while number > scope and not (outline.boxes[number].first <= first and last <= outline.boxes[number].last):
        number = outline.boxes[number].parent
    return number


_CONTAINING = frozenset({"div", "section", "article", "main", "td", "tr", "tbody", "table", "body", "form", "center", "html", "figure"})


def _descend(outline: Outline, prose: Prose, start: int) -> int:
    """Go down to the innermost box that holds nearly all of the prose of `start`."""
    boxes = outline.boxes
    whole = prose.between(boxes[start].first, boxes[start].last)
    if not whole:
        return start
    current = start
    for number in range(start + 1, len(boxes)):
        box = boxes[number]
        if box.first >= boxes[start].last:
            break
        if box.parent == current and box.element.tag in _CONTAINING:
            if prose.between(box.first, box.last) >= 0.85 * whole:
                current = number
    return current


def count_rivals(outline: Outline, prose: Prose, container: int) -> int:
    """Return how many boxes marked up as articles stand beside or in the container with a heading and prose of their own."""
    place = outline.boxes[container]
    least = 0.5 * prose.between(place.first, place.last)
    return sum(
        box.element.tag == "article"
        and (box.last <= place.first or box.first >= place.last)
        and prose.between(box.first, box.last) > max(least, _LEAST_PROSE)
        and box.element.find(".//h1") is not None
        for box in outline.boxes
    )
