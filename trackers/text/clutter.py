"""What stands among the lines of an article and is not part of it: lists of links to other stories, and their lead-ins.

Told by shape, not by address or count: a box in which links are nearly all there is, a lead-in that promises other
stories ("Read more:") with the links that follow it. A list of links among the paragraphs, a paragraph that is one link
and a list of files stay: they are as much the publisher's words as any sentence. When in doubt a line stays.
"""

import re
from itertools import accumulate

from lxml import etree

from trackers.text.extraction import Role
from trackers.text.outline import Line, Outline

_LINK_ONLY = 0.8
_MOST_LINKS = 0.6
_FEWEST_LINKS = 2
_LONGEST_LEAD_IN = 60
_LONGEST_PROMOTION = 300
_CARD_BOXES = frozenset({"div", "section", "article"})
_HOLDS_CARD = etree.XPath(
    "boolean(.//a[.//img or .//picture or .//h2 or .//h3 or .//h4 or .//h5])", smart_strings=False
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|csv|od[tsp]|pptx?|zip|txt|xml|epub|rtf)(?:\Z|[?#])", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"""
    \W{0,4}(?:
        (?:read|see|watch|explore|discover|get)\s(?:more|next|also|now)\b | also\s(?:read|see|watch|on)\b
      | (?:more|most)\s(?:on|from|in|about|like|news|stories|read|popular|shared|viewed|great|top|coverage|reading)\b
      | (?:related|recommended|suggested|trending|popular|latest|similar)(?:\s(?:stories|story|topics?|articles?|posts?
        |news|links?|content|coverage|reading|videos?|internet|roundup|tags?|for|from|on|now|in))?\s{0,2}(?:[:\]|]|\Z)
      | (?:you\s(?:may|might)\s(?:also\s)?(?:like|enjoy|be)) | (?:don.?t\smiss|up\snext|keep\sreading|top\sstories)
      | (?:in|filed\sunder|tags?|topics?|categories|category)\s{0,2}(?::|\Z) | more\s{0,2}(?::|\Z) | (?:next|previous)\s\w{1,20}\s(?:news|story|article|post)
      | (?:share|follow|print|comments?|advertisement|ad)\s{0,2}(?::|\Z)
      | (?:lee|leer|lea|ver|vea)\s(?:tambi[eé]n|m[aá]s)\b | (?:leia|veja|saiba)\s(?:tamb[eé]m|mais)\b
      | (?:lire|voir|[aà]\slire)\s(?:aussi|[eé]galement)\b | [aà]\slire\b | lesen\ssie\s(?:auch|mehr|hier)\b | mehr\s(?:zum\sthema|dazu)\b
      | leggi\s(?:anche|tutto)\b | lees\s(?:ook|meer)\b | l[aä]s\s(?:ocks[aå]|mer|även)\b | les\s(?:ogs[aå]|mer)\b | l[aæ]s\sogs[aå]\b
      | baca\s(?:juga|lainnya)\b | czytaj\s(?:te[zż]|wi[eę]cej)\b | zobacz\s(?:te[zż]|tak[zż]e)\b | читайте?\s(?:также|ещ[её])\b
      | ilgili\shaber | \u0627\u0642\u0631\u0623\s\u0623\u064a\u0636\u0627 | \u76f8\u5173 | \u76f8\u95dc | \u95a2\u9023
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_clutter(
    outline: Outline, weights: list[float], *, container: int, furniture: frozenset[int]
) -> frozenset[int]:
    """Return the numbers of the lines in a box that are clutter.

    `weights` says how much prose each line is, `furniture` which boxes are left out anyhow.
    """
    box = outline.boxes[container]
    own = [
        place
        for place in range(box.first, box.last)
        if furniture.isdisjoint(outline.boxes[outline.lines[place].box].shades)
    ]
    found = set(_crowded_lines(outline, weights, container=container))
    found.update(_cards(outline, container=container))
    found.update(_led_in_lines(outline.lines, own))
    found.update(_idle_titles(outline.lines, own, found))
    return frozenset(found)


def is_link_only(line: Line) -> bool:
    """Return whether a line is a link and next to nothing else."""
    return line.linked >= _LINK_ONLY * len(line.text)


def _crowded_lines(outline: Outline, weights: list[float], *, container: int) -> set[int]:
    """Return the lines of boxes that hold links, a title perhaps, and no prose."""
    lines, boxes = outline.lines, outline.boxes
    links = [0, *accumulate(is_link_only(line) for line in lines)]
    linked = [0, *accumulate(line.linked for line in lines)]
    letters = [0, *accumulate(len(line.text) for line in lines)]
    prose = [0.0, *accumulate(weights)]
    found: set[int] = set()
    place = boxes[container]
    for number in range(container + 1, len(boxes)):
        box = boxes[number]
        if box.first >= place.last:
            break
        first, last = box.first, box.last
        if links[last] - links[first] < _FEWEST_LINKS or first in found:
            continue
        if linked[last] - linked[first] < _MOST_LINKS * (letters[last] - letters[first]):
            continue
        if prose[last] - prose[first] or _is_in_text(outline, number, container) or _offers_files(outline, number):
            continue
        found.update(range(first, last))
    return found


def _cards(outline: Outline, *, container: int) -> set[int]:
    """Return the lines of boxes that are one link with a picture or a title in it: a teaser, as no sentence is one."""
    lines, boxes = outline.lines, outline.boxes
    place = boxes[container]
    found: set[int] = set()
    for number in range(container + 1, len(boxes)):
        box = boxes[number]
        if box.first >= place.last:
            break
        if box.last != box.first + 1 or box.element.tag not in _CARD_BOXES or not is_link_only(lines[box.first]):
            continue
        if _HOLDS_CARD(box.element) and not _offers_files(outline, number):
            found.add(box.first)
    return found


def _is_in_text(outline: Outline, number: int, container: int) -> bool:
    """Tell a bare list among the paragraphs: no title, and at most a box or two of layout between it and the article."""
    boxes, lines = outline.boxes, outline.lines
    box = boxes[number]
    if any(lines[place].role is not Role.ITEM for place in range(box.first, box.last)):
        return False
    parent = box.parent
    while parent != container and boxes[parent].first == box.first and boxes[parent].last == box.last:
        parent = boxes[parent].parent
    return parent == container


def _offers_files(outline: Outline, number: int) -> bool:
    links = outline.boxes[number].element.iter("a")
    return any(_FILE.search(link.get("href", "")[-300:]) for link in links)


def _led_in_lines(lines: list[Line], places: list[int]) -> set[int]:
    """Return the lead-ins to other stories: with the link in the same line, or alone before lines that are links."""
    found: set[int] = set()
    led = False
    for place, following in zip(places, [*places[1:], -1], strict=True):
        line = lines[place]
        if led and is_link_only(line):
            found.add(place)
            continue
        led = False
        lead_in = _LEAD_IN.match(line.text[:_LONGEST_LEAD_IN])
        if lead_in is None:
            continue
        rest = len(line.text) - lead_in.end()
        if line.linked and len(line.text) <= _LONGEST_PROMOTION and line.linked >= 0.7 * rest:
            found.add(place)
        elif len(line.text) <= _LONGEST_LEAD_IN and following == place + 1 and is_link_only(lines[following]):
            found.add(place)
            led = True
    return found


def _idle_titles(lines: list[Line], places: list[int], found: set[int]) -> set[int]:
    """Return the subheads that nothing stands behind, and lead-ins right before what was left out."""
    titles: set[int] = set()
    is_last = True
    for place in reversed(places):
        if place in found:
            continue
        is_lead_in = place + 1 in found and _LEAD_IN.match(lines[place].text[:_LONGEST_LEAD_IN])
        if lines[place].role is Role.SUBHEAD and (is_last or is_lead_in):
            titles.add(place)
        else:
            is_last = False
    return titles
