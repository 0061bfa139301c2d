"""What stands among the lines of an article and is not part of it: lists of links to other stories, and their
lead-ins.

Told by shape, not by address or count: a box in which links are nearly all there is, a lead-in that promises other
stories ("Read more:") with the links that follow it. A list of links among the paragraphs, a paragraph that is one
link and a list of files stay: they are as much the publisher's words as any sentence. When in doubt a line stays.
"""

import re
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.extraction import Role
from trackers.text.outline import Line, Outline, Shade

_LINK_ONLY = 0.8
_MOST_LINKS = 0.6
_FEWEST_LINKS = 2
_LINKED_ITEM = 0.2
_LONGEST_LEAD_IN = 60
_LONGEST_PROMOTION = 300
_CARD_BOXES = frozenset({"div", "section", "article"})
_HOLDS_CARD = etree.XPath("boolean(.//a[.//img or .//picture or .//h2 or .//h3 or .//h4 or .//h5])")
_HOLDS_PICTURE = etree.XPath("boolean(.//img or .//picture)")
_LONGEST_CARD = 400
_LONGEST_TEASER_LIST = 6
LONGEST_ADDRESS = 300
_MOST_UNDER_A_TITLE = 2
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|csv|od[tsp]|pptx?|zip|txt|xml|epub|rtf)(?:\Z|[?#])", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"""
    \W{0,4}(?:
        (?:read|see|watch|explore|discover|get)\s(?:more|next|also|now)\b | also\s(?:read|see|watch|on)\b
      | (?:more|most)\s(?:on|from|in|about|like|news|stories|read|popular|shared|viewed|great|top|coverage|reading)\b
      | (?:related|recommended|suggested|trending|popular|latest|similar)
        (?:\s(?:stories|story|topics?|articles?|posts?|news|links?|content|coverage|reading|videos?|internet|roundup
          |tags?|for|from|on|now|in))?
        \s{0,2}(?:[:\]|]|\Z)
      | you\s(?:may|might)\s(?:also\s)?(?:like|enjoy|be) | don.?t\smiss | up\snext | keep\sreading | top\sstories
      | (?:in|filed\sunder|tags?|topics?|categories|category)\s{0,2}(?::|\Z) | more\s{0,2}(?::|\Z)
      | (?:next|previous)\s\w{1,20}\s(?:news|story|article|post)
      | (?:watch|listen|read|see|video|gallery|photos?|podcast|in\spictures)\s{0,2}:
      | (?:share|follow|print|comments?|advertisement|ad)\s{0,2}(?::|\Z)
      | (?:lee|leer|lea|ver|vea)\s(?:tambi[eé]n|m[aá]s)\b | (?:leia|veja|saiba)\s(?:tamb[eé]m|mais)\b
      | (?:lire|voir)\s(?:aussi|[eé]galement)\b | [aà]\slire\b | lesen\ssie\s(?:auch|mehr|hier)\b
      | mehr\s(?:zum\sthema|dazu)\b | leggi\s(?:anche|tutto)\b | lees\s(?:ook|meer)\b | l[aä]s\s(?:ocks[aå]|mer|även)\b
      | les\s(?:ogs[aå]|mer)\b | l[aæ]s\sogs[aå]\b | baca\s(?:juga|lainnya)\b | czytaj\s(?:te[zż]|wi[eę]cej)\b
      | zobacz\s(?:te[zż]|tak[zż]e)\b | читайте?\s(?:также|ещ[её])\b | ilgili\shaber | اقرأ\sأيضا | 相关 | 相關 | 関連
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


# What a publisher asks of its readers, as such boxes begin.
_CALL = re.compile(
    r"""
    \W{0,4}(?:
        sign\sup\b | subscribe\b | follow\sus\b | download\s(?:our|the)\s(?:\w{1,20}\s)?app\b | get\s(?:our|the)\sapp\b
      | get\s(?:our|the)\s(?:\w{1,20}\s){0,4}(?:newsletter|stories|news|headlines|emails?)\b | support\sour\b
      | make\sa\sdonation\b | donate\b | become\sa\s(?:member|subscriber|supporter)\b | have\syour\ssay\b
      | join\s(?:us|our)\b | enter\syour\semail\b | take\sour\s(?:poll|quiz|survey)\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MOST_IN_A_CALL = 7


def find_clutter(
    outline: Outline, weights: list[float], *, container: int, furniture: frozenset[int], host: str
) -> frozenset[int]:
    """Return the numbers of the lines in a box that are clutter.

    `weights` says how much prose each line is, `furniture` which boxes are left out anyhow, `host` which site
    the page is of.
    """
    box = outline.boxes[container]
    own = [
        place
        for place in range(box.first, box.last)
        if furniture.isdisjoint(outline.boxes[outline.lines[place].box].shades)
    ]
    filed = _holders_of_files(box.element)
    found = set(_crowded_lines(outline, weights, container=container, host=host, filed=filed))
    found.update(_cards(outline, container=container, filed=filed))
    found.update(_asking_boxes(outline, container=container, furniture=furniture))
    found.update(_led_in_lines(outline.lines, own))
    found.update(_idle_titles(outline.lines, own, found))
    return frozenset(found)


def is_link_only(line: Line) -> bool:
    """Return whether a line is a link and next to nothing else."""
    return line.linked >= _LINK_ONLY * len(line.text)


def is_file(address: str) -> bool:
    """Return whether an address is that of a document to be had, not of a page."""
    return _FILE.search(address[-LONGEST_ADDRESS:]) is not None


def _crowded_lines(
    outline: Outline, weights: list[float], *, container: int, host: str, filed: frozenset[HtmlElement]
) -> set[int]:
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
        if (
            prose[last] - prose[first]
            or _is_in_text(outline, number, found, container=container, host=host)
            or box.element in filed
        ):
            continue
        found.update(range(first, last))
    return found


def _cards(outline: Outline, *, container: int, filed: frozenset[HtmlElement]) -> set[int]:
    """Return the lines of boxes that are one link with a picture or a title in it: a teaser, as no sentence is one."""
    lines, boxes = outline.lines, outline.boxes
    letters = [0, *accumulate(len(line.text) for line in lines)]
    place = boxes[container]
    found: set[int] = set()
    for number in range(container + 1, len(boxes)):
        box = boxes[number]
        if box.first >= place.last:
            break
        if (
            box.element.tag not in _CARD_BOXES
            or box.first == box.last
            or letters[box.last] - letters[box.first] > _LONGEST_CARD
        ):
            continue
        said = lines[box.first : box.last]
        if _is_card(box.element, said) and box.element not in filed:
            found.update(range(box.first, box.last))
    return found


def _asking_boxes(outline: Outline, *, container: int, furniture: frozenset[int]) -> set[int]:
    """Return the lines of small boxes with a form in them: sign up, vote, have your say."""
    boxes = outline.boxes
    letters = [0, *accumulate(len(line.text) for line in outline.lines)]
    found: set[int] = set()
    for number, form in enumerate(boxes):
        if form.shade != Shade.FORM or number <= container or not furniture.isdisjoint(form.shades[:-1]):
            continue
        parent = form.parent
        while parent > container and boxes[parent].first == form.first and boxes[parent].last == form.last:
            parent = boxes[parent].parent
        box = boxes[parent]
        said = letters[box.last] - letters[box.first]
        if parent > container and box.element.tag in _CARD_BOXES and said <= _LONGEST_CARD:
            found.update(range(box.first, box.last))
    return found


def _is_card(element: HtmlElement, said: list[Line]) -> bool:
    """Tell a small box that is a teaser, a link with a picture or a title, or that calls on readers to do something."""
    if len(said) <= _MOST_IN_A_CALL and _CALL.match(said[0].text):
        return True
    if len(said) == 1:
        is_lead_in = _LEAD_IN.match(said[0].text) is not None and len(said[0].text) <= _LONGEST_PROMOTION / 2
        # "Most in the village ...", "You may be fined ...": a sentence without a link promises no other story.
        is_lead_in = is_lead_in and (said[0].linked > 0 or not said[0].text.endswith("."))
        return is_lead_in or (is_link_only(said[0]) and bool(_HOLDS_CARD(element)))
    if len(said) > 2 and is_link_only(said[0]) and _LEAD_IN.match(said[0].text[:_LONGEST_LEAD_IN]):
        # "Next story", and then that story's card.
        said = said[1:]
    titles = [line for line in said if line.role is Role.SUBHEAD]
    is_teaser = titles == said[:1] and is_link_only(said[0]) and len(said) - 1 <= _MOST_UNDER_A_TITLE
    return is_teaser and bool(_HOLDS_PICTURE(element))


def _is_in_text(outline: Outline, number: int, found: set[int], *, container: int, host: str) -> bool:
    """Tell a list of links that is part of the text: long, or leading to other sites, or introduced by it.

    Introduced is what stands right behind a line that ends in a colon, or under a subhead. Such a list has no title
    of its own, and at most a box or two of layout stand between it and the article.
    """
    boxes, lines = outline.boxes, outline.lines
    box = boxes[number]
    if any(lines[place].role is not Role.ITEM for place in range(box.first, box.last)):
        return False
    parent = box.parent
    while parent != container and boxes[parent].first == box.first and boxes[parent].last == box.last:
        parent = boxes[parent].parent
    if parent != container or box.first == boxes[container].first:
        return False
    if box.last - box.first > _LONGEST_TEASER_LIST or not _all_lead_inside(box.element, host):
        return True
    place = box.first - 1
    while place in found and place > boxes[container].first:
        place -= 1
    before = lines[place]
    if _LEAD_IN.match(before.text[:_LONGEST_LEAD_IN]):
        return False
    return before.role is Role.SUBHEAD or before.text.endswith((":", "\N{FULLWIDTH COLON}"))


def _all_lead_inside(element: HtmlElement, host: str) -> bool:
    """Return whether all links of a box lead to pages of the same site."""
    for link in element.iter("a"):
        href = link.get("href", "")[:LONGEST_ADDRESS].strip().lower()
        if "//" in href[:10] and href.partition("//")[2].partition("/")[0].removeprefix("www.") != host:
            return False
    return True


def _holders_of_files(container: HtmlElement) -> frozenset[HtmlElement]:
    """Return the elements of a container in which a link to a file stands."""
    found: set[HtmlElement] = set()
    for link in container.iter("a"):
        if is_file(link.get("href", "")):
            for element in link.iterancestors():
                if element in found:
                    break
                found.add(element)
    return frozenset(found)


def _led_in_lines(lines: list[Line], places: list[int]) -> set[int]:
    """Return the lead-ins to other stories: with the link in the same line, or alone before lines that are links."""
    found: set[int] = set()
    led = False
    for place, following in zip(places, [*places[1:], -1][: len(places)], strict=True):
        line = lines[place]
        if led and _points_elsewhere(line):
            found.add(place)
            continue
        led = False
        lead_in = _LEAD_IN.match(line.text[:_LONGEST_LEAD_IN])
        if lead_in is None:
            continue
        rest = len(line.text) - lead_in.end()
        if line.linked and len(line.text) <= _LONGEST_PROMOTION and line.linked >= 0.7 * rest:
            found.add(place)
        elif (
            len(line.text) <= _LONGEST_LEAD_IN
            and following == place + 1
            and _points_elsewhere(lines[following])
        ):
            found.add(place)
            led = True
    return found


def _points_elsewhere(line: Line) -> bool:
    """Tell a line that is a link, or an item of a list that is one in good part."""
    return is_link_only(line) or (line.role is Role.ITEM and line.linked >= _LINKED_ITEM * len(line.text))


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
