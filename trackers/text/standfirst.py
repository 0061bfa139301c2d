"""The standfirst: the summary a page shows between its headline and the first paragraph."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.area import Area
from trackers.text.boxes import is_named_caption
from trackers.text.byline import has_lead_in
from trackers.text.elements import is_block, is_hidden, text_of
from trackers.text.furniture import is_standing_line
from trackers.text.headline import Heading
from trackers.text.places import Place

LONGEST_STANDFIRST = 1_000
SHORTEST_STANDFIRST = 20
_START_OF_TEXT = 200
# Under a headline a line of so many letters and words that is no link is a sentence, not a label, a name or a clock.
_SHORTEST_SENTENCE, _FEWEST_WORDS = 40, 8
# So many lines under a headline may be looked at, in boxes up to so many around it.
_MOST_UNDER, _MOST_LEVELS, _MOST_INSIDE = 3, 2, 20
_MOSTLY_LINKS = 0.5
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?title|sub-?head(?:line|ing)?|dek|deck|strapline|lead-paragraph"
    r"|(?:article|story)-(?:summary|intro|lead)|alternativeHeadline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PROMOTION = re.compile(r"newsletter|promo|sign[ -]?up|subscrib|related-", re.IGNORECASE)
_LOOSE_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|summary|description|excerpt)(?:$|[\s_-])", re.IGNORECASE
)


def read_standfirst(area: Area, region: HtmlElement, heading: Heading, *, first_line: str) -> str:
    """Return the summary the page shows between its headline and `first_line`, the first paragraph, or "".

    Elements that are called standfirst, subtitle or the like are taken wherever they stand there, less
    telling ones ("intro", "summary") and a subheading in the headline's own header only right beside the headline.
    """
    return find_standfirst(area, region, heading, first_line=first_line)[0]


def find_standfirst(
    area: Area, region: HtmlElement, heading: Heading, *, first_line: str
) -> tuple[str, Place]:
    """Return what `read_standfirst` does and the place it was found in.

    It is looked for in `region`, and where the headline stands outside that, in the article's area.
    """
    has_begun = heading.element is None
    if heading.element is not None and region not in heading.element.iterancestors():
        region = area.scope
    for element in region.iter("h1", "p", "h2", "h3", "h4", "div", "span", "section"):
        if element is heading.element:
            has_begun = True
        if not has_begun or element.tag == "h1" or element is heading.element:
            continue
        place = _place_of(element, heading)
        if place is not Place.NONE:
            text = text_of(element, most=2 * LONGEST_STANDFIRST)
            fits = SHORTEST_STANDFIRST <= len(text) <= LONGEST_STANDFIRST and heading.text not in text
            if fits and not area.is_foreign(element) and not _is_promotion(element, text, area=area):
                return text, place
        if (
            element.tag == "p"
            and first_line
            and text_of(element, most=5 * _START_OF_TEXT).startswith(first_line[:_START_OF_TEXT])
        ):
            break
    return "", Place.NONE


def find_line_under(area: Area, heading: Heading) -> str:
    """Return the sentence that stands right under the headline, whatever it is called, or "".

    Where the body does not hold it as well, it is the standfirst: a build may have taken all names off it.
    """
    for element in _under(heading):
        text = text_of(element, most=2 * LONGEST_STANDFIRST)
        if len(text) < _SHORTEST_SENTENCE:
            continue
        is_sentence = (
            len(text) <= LONGEST_STANDFIRST
            and _reads_on(text)
            and _is_one_line(element)
            and not is_named_caption(element)
            and not has_lead_in(text)
            and not is_standing_line(text)
            and heading.text not in text
        )
        if is_sentence and not area.is_foreign(element) and not _is_promotion(element, text, area=area):
            return text
        break
    return ""


def _reads_on(text: str) -> bool:
    """Tell a sentence from names, dates and titles: most of its words begin with small letters, or have no such."""
    words = text.split()
    small = sum(word[0].isalpha() and not word[0].isupper() for word in words)
    return len(words) >= _FEWEST_WORDS and 2 * small > len(words)


def _under(heading: Heading) -> Iterator[HtmlElement]:
    """Yield the few elements that stand behind the heading, or behind a small box around it."""
    anchor, left = heading.element, _MOST_UNDER
    for _ in range(_MOST_LEVELS):
        if anchor is None or anchor.tag in ("article", "main", "body"):
            return
        for element in islice(anchor.itersiblings(etree.Element), left):
            left -= 1
            yield element
        anchor = anchor.getparent()


def _is_one_line(element: HtmlElement) -> bool:
    """Tell whether an element is a line, or a box around one, that is shown and not for the most part a link."""
    if element.tag not in ("p", "h2", "h3", "h4", "div", "section", "header") or is_hidden(element):
        return False
    inside = list(islice(element.iterdescendants(etree.Element), _MOST_INSIDE + 1))
    lines = [child for child in inside if is_block(child) and child.tag != "br"]
    is_nested = all(one is other.getparent() for one, other in pairwise(lines))
    if len(inside) > _MOST_INSIDE or not is_nested:
        return False
    if any(child.tag in ("time", "img", "ul", "ol", "form", "table", "button") for child in inside):
        return False
    linked = sum(len(text_of(child)) for child in inside if child.tag == "a")
    return linked <= _MOSTLY_LINKS * len(text_of(element, most=2 * LONGEST_STANDFIRST))


def _place_of(element: HtmlElement, heading: Heading) -> Place:
    names = _names_of(element)
    if _STANDFIRST.search(names) or (_LOOSE_STANDFIRST.search(names) and _is_beside(element, heading)):
        return Place.CLASS
    if element.tag in ("h2", "h3", "h4") and heading.element is not None:
        header = heading.element.getparent()
        if header is not None and header.tag in ("header", "hgroup") and heading.element.getnext() is element:
            return Place.OWN
    return Place.NONE


def _is_promotion(element: HtmlElement, text: str, *, area: Area) -> bool:
    if _PROMOTION.search(text):
        return True
    for ancestor in (element, *element.iterancestors()):
        # Whatever a box is called in which the headline stands: it is no promotion.
        if ancestor is area.scope or ancestor in area.own:
            return False
        if _PROMOTION.search(ancestor.get("class", "")[:500]):
            return True
    return False


def _names_of(element: HtmlElement) -> str:
    """Join what an element is called: its class, its itemprop and its data attributes, in which new designs
    name parts."""
    attributes = element.attrib.items()
    return " ".join(
        value[:200]
        for name, value in attributes
        if name in ("class", "itemprop", "id") or name.startswith("data-")
    )


def _is_beside(element: HtmlElement, heading: Heading) -> bool:
    """Tell whether an element is the heading's next sibling, or the next but one, or that of a header
    around it."""
    for anchor in (heading.element, heading.element.getparent() if heading.element is not None else None):
        if anchor is None or anchor.tag in ("article", "main", "body"):
            return False
        following = anchor.getnext()
        if element is following or (following is not None and element is following.getnext()):
            return True
    return False
