"""The standfirst: the summary a page shows between its headline and the first paragraph."""

import re

from lxml.html import HtmlElement

from trackers.text.elements import is_aside, text_of
from trackers.text.headline import Heading
from trackers.text.places import Place

LONGEST_STANDFIRST = 1_000
SHORTEST_STANDFIRST = 20
_START_OF_TEXT = 200
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?title|sub-?head(?:line|ing)?|dek|deck|strapline|lead-paragraph"
    r"|(?:article|story)-(?:summary|intro|lead)|alternativeHeadline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PROMOTION = re.compile(r"newsletter|promo|sign[ -]?up|subscrib|related-", re.IGNORECASE)
_LOOSE_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|summary|description|excerpt)(?:$|[\s_-])", re.IGNORECASE
)


def read_standfirst(region: HtmlElement, heading: Heading, *, first_line: str) -> str:
    """Return the summary the page shows between its headline and `first_line`, the first paragraph, or "".

    Elements that are called standfirst, subtitle or the like are taken wherever they stand there, less
    telling ones ("intro", "summary") and a subheading in the headline's own header only right beside the headline.
    """
    return find_standfirst(region, heading, first_line=first_line)[0]


def find_standfirst(region: HtmlElement, heading: Heading, *, first_line: str) -> tuple[str, Place]:
    """Return what `read_standfirst` does and the place it was found in."""
    has_begun = heading.element is None
    for element in region.iter("h1", "p", "h2", "h3", "h4", "div", "span", "section"):
        if element is heading.element:
            has_begun = True
        if not has_begun or element.tag == "h1" or element is heading.element:
            continue
        place = _place_of(element, heading)
        if place is not Place.NONE:
            text = text_of(element, most=2 * LONGEST_STANDFIRST)
            fits = SHORTEST_STANDFIRST <= len(text) <= LONGEST_STANDFIRST and heading.text not in text
            if fits and not is_aside(element, region) and not _is_promotion(element, text, region=region):
                return text, place
        if (
            element.tag == "p"
            and first_line
            and text_of(element, most=5 * _START_OF_TEXT).startswith(first_line[:_START_OF_TEXT])
        ):
            break
    return "", Place.NONE


def _place_of(element: HtmlElement, heading: Heading) -> Place:
    names = _names_of(element)
    if _STANDFIRST.search(names) or (_LOOSE_STANDFIRST.search(names) and _is_beside(element, heading)):
        return Place.CLASS
    if element.tag in ("h2", "h3", "h4") and heading.element is not None:
        header = heading.element.getparent()
        if header is not None and header.tag in ("header", "hgroup") and heading.element.getnext() is element:
            return Place.OWN
    return Place.NONE


def _is_promotion(element: HtmlElement, text: str, *, region: HtmlElement) -> bool:
    if _PROMOTION.search(text):
        return True
    for ancestor in (element, *element.iterancestors()):
        if ancestor is region:
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
