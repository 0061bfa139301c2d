"""Which box of a page holds the article, and which boxes in it are not part of it.

The box is chosen once, by the prose in it: text outside links, in lines long enough to be sentences. All lines in it
are then read, in order. Deciding about boxes instead of lines keeps a reading steady: a new teaser, another link or a
longer advertisement moves no line of the article in or out.
"""

from collections import defaultdict
from itertools import accumulate

from lxml.html import HtmlElement

from trackers.text.boxes import is_named_body
from trackers.text.outline import Box, Outline, Shade

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
_MOST_IN_NAMED = 0.9
# <aside>, <nav> and <footer> mean what they say far more often than a name does, <form> far less.
_MOST_IN = {Shade.ASIDE: 0.8, Shade.FORM: 0.2, Shade.TITLED: 0.75}
# Under a short report readers write up to so many times as much; an article under a count of its comments is longer.
_MOST_COMMENTS = 3
# A box named as an article's body with that share of the page's prose may be believed to be it.
_MUCH = 0.3
# What holds so much of the prose of what we look in is the article, what holds less only a part of it.
_NEARLY_ALL = 0.85
_MOST_OF_IT = 0.6
_ONLY_BODY = 0.35
_A_PART = 0.02
_MUCH_AROUND_HEADING = 0.4
# Prose beside readers' comments from which the article is not among them.
_ENOUGH_PROSE = 600
_LEAST_PROSE = 140
_CONTAINING = frozenset(
    "article body center div figure form html main section table tbody td tr".split()  # noqa: SIM905
)


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
    bodies = [
        box
        for box in outline.boxes
        if prose.between(box.first, box.last) > _MUCH * prose.total and is_named_body(box.element)
    ]
    by_name: dict[str, float] = defaultdict(float)
    for box in outline.boxes:
        if box.shade == Shade.NAMED:
            by_name[_name_of(box)] += prose.between(box.first, box.last)
    furniture = {
        number
        for number, box in enumerate(outline.boxes)
        if box.shade
        and (box.shade != Shade.NAMED or by_name[_name_of(box)] <= _MOST_IN_FURNITURE * prose.total)
        and _is_furniture(box, prose, mark=mark, bodies=bodies)
    }
    return _without_mistaken_names(outline, prose, furniture)


def _name_of(box: Box) -> str:
    return box.element.get("class") or box.element.get("id") or ""


def _is_furniture(box: Box, prose: Prose, *, mark: int, bodies: list[Box]) -> bool:
    """Return whether to believe the mark on a box; `mark` is the line of the heading, `bodies` are named as bodies."""
    held = prose.between(box.first, box.last)
    has_heading = box.first <= mark < box.last
    if box.shade == Shade.COMMENTS and not has_heading and prose.total - held > _ENOUGH_PROSE:
        return True
    if box.shade == Shade.TITLED and _MOST_COMMENTS * prose.between(0, box.first) < held:
        return False
    if held > _MOST_IN.get(box.shade, _MOST_IN_FURNITURE) * prose.total:
        return False
    if box.shade == Shade.HEADER:
        # One without the headline stands over a part of the article: an entry of a live blog, a chapter.
        return has_heading or box.element.find(".//h1") is not None
    if has_heading:
        return False
    return not any(box.first <= body.first and body.last <= box.last and body is not box for body in bodies)


def _without_mistaken_names(outline: Outline, prose: Prose, furniture: set[int]) -> frozenset[int]:
    """Believe no name of furniture where next to nothing is left beside boxes of such names."""
    named = {number for number in furniture if outline.boxes[number].shade == Shade.NAMED}
    outer = [number for number in named if named.isdisjoint(outline.boxes[number].shades[:-1])]
    held = sum(prose.between(outline.boxes[number].first, outline.boxes[number].last) for number in outer)
    return frozenset(furniture - named if held > _MOST_IN_NAMED * prose.total else furniture)


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
    container = _descend(outline, prose, scope)
    return _first_of_several(outline, prose, container, heading)


def _scope(outline: Outline, prose: Prose, *, heading: HtmlElement | None, region: HtmlElement) -> int:
    """Return the box to look in: the region marked up as the article, or what holds heading and much prose."""
    numbers = {box.element: number for number, box in enumerate(outline.boxes)}
    start = numbers.get(region, 0)
    least = float(_LEAST_PROSE)
    if start == 0 and heading is not None:
        element: HtmlElement | None = heading
        while element is not None and element not in numbers:
            element = element.getparent()
        start = numbers.get(element, 0) if element is not None else 0
        least = max(_LEAST_PROSE, _MUCH_AROUND_HEADING * prose.total)
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
    outer: list[tuple[float, int]] = []
    for held, number in found:
        if not outer or outline.boxes[number].first >= outline.boxes[outer[-1][1]].last:
            outer.append((held, number))
    most = max(held for held, _ in found)
    # Among lists of links and notes the only box with such a name may hold less than half of the sentences.
    if most >= (_ONLY_BODY if len(outer) == 1 else _MOST_OF_IT) * whole:
        # The innermost that holds nearly as much as the fullest.
        return [number for held, number in found if held >= 0.9 * most][-1]
    parts = [(held, number) for held, number in outer if held >= _A_PART * whole]
    if sum(held for held, _ in parts) < _MOST_OF_IT * whole:
        return None
    return _common_box(outline, [number for _, number in parts], scope)


def _common_box(outline: Outline, numbers: list[int], scope: int) -> int:
    first = min(outline.boxes[number].first for number in numbers)
    last = max(outline.boxes[number].last for number in numbers)
    number = numbers[0]
    while number > scope and not (
        outline.boxes[number].first <= first and last <= outline.boxes[number].last
    ):
        number = outline.boxes[number].parent
    return number


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
        is_inside = box.parent == current and box.element.tag in _CONTAINING
        if is_inside and prose.between(box.first, box.last) >= _NEARLY_ALL * whole:
            current = number
    return current


def _first_of_several(outline: Outline, prose: Prose, container: int, heading: HtmlElement | None) -> int:
    """Return the box of the heading's article where others of the same make follow: pages without an end."""
    boxes = outline.boxes
    titles = [number for number, box in enumerate(boxes) if box.element.tag == "h1" and number > container]
    own = next((number for number in titles if boxes[number].element is heading), None)
    if own is None or len(titles) < 2:
        return container
    above = _ancestors(outline, own, container)
    for other in titles:
        if other == own or boxes[other].first >= boxes[container].last:
            continue
        theirs = _ancestors(outline, other, container)
        pairs = zip(reversed(above), reversed(theirs), strict=False)
        mine, its = next(((one, two) for one, two in pairs if one != two), (own, own))
        held = prose.between(boxes[mine].first, boxes[mine].last)
        if mine != own and held >= _LEAST_PROSE and _are_alike(boxes[mine].element, boxes[its].element):
            return mine
    return container


def _ancestors(outline: Outline, number: int, container: int) -> list[int]:
    """Return the boxes from `number` up to below the container, innermost first; [] if it does not stand in it."""
    found = []
    while number > container:
        found.append(number)
        number = outline.boxes[number].parent
    return found if number == container else []


def _are_alike(one: HtmlElement, other: HtmlElement) -> bool:
    return one.tag == other.tag and one.get("class", "").split()[:1] == other.get("class", "").split()[:1]


def count_rivals(outline: Outline, prose: Prose, container: int) -> int:
    """Return how many boxes marked up as articles stand beside or in the container with a heading and prose of their
    own."""
    place = outline.boxes[container]
    least = 0.5 * prose.between(place.first, place.last)
    return sum(
        box.element.tag == "article"
        and (box.last <= place.first or box.first >= place.last)
        and prose.between(box.first, box.last) > max(least, _LEAST_PROSE)
        and box.element.find(".//h1") is not None
        for box in outline.boxes
    )
