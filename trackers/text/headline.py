"""The headline: which heading of a page is its article's own, and which part of the page is about it.

The headline is what the page shows over the article. What the page tells social networks (`og:title`,
JSON-LD) is often another, shorter one; it helps to choose among several h1 but stands in for them only
where there is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from trackers.text.elements import (
    is_aside,
    is_hidden,
    meta_content,
    steps_of,
    text_of,
)
from trackers.text.places import Place
from trackers.text.tidy import tidy
from trackers.text.titles import Titles
from trackers.text.urls import BadURL, normalise_url

# Elements' words and visibility are asked for from here as well.
__all__ = [
    "Heading",
    "article_region",
    "choose_heading",
    "is_aside",
    "is_hidden",
    "meta_content",
    "text_of",
]

LONGEST_HEADLINE = 500
MOST_HEADINGS = 50
_MOST_LINES = 4_000
_LIKE_ENOUGH = 0.5

_REGIONS = frozenset({"article", "main"})
_ASIDES = frozenset({"aside", "nav", "footer"})
_BOXES_ASIDE = frozenset(
    {"dialog", "modal", "newsletter", "overlay", "popup", "promo", "related", "share", "sidebar"}
)
_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans(
    {"\N{NO-BREAK SPACE}": " ", "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."}
)
_LINES = ("h2", "h3", "h4", "div", "p", "dt", "td", "th", "span", "strong", "b", "font", "a")
_CALLED_HEADLINE = tuple(
    frozenset(steps)
    for steps in (
        ("headline",),
        ("entry", "title"),
        ("article", "title"),
        ("post", "title"),
        ("story", "title"),
    )
)


@dataclass(frozen=True)
class Heading:
    """The heading chosen as the article's: its text, the element where it stands and the place that element is.

    No element where the text is from the page's head.
    """

    text: str
    element: HtmlElement | None = None
    place: Place = Place.NONE


def choose_heading(tree: HtmlElement, *, titles: Titles, base: str) -> Heading:
    """Return the article's own heading: of several h1 the likeliest, then what is marked up or named as headline, then
    what the page shows of its titles, then these themselves.

    The text is "" when the page has neither a heading nor a title.
    """
    usable = [heading for heading in _headings(tree) if not _is_masthead(heading, titles, base=base)]
    if usable:
        # max() keeps the first of equals: the one that stands highest on the page.
        return max(usable, key=lambda heading: _likelihood(heading, titles.share_headline))
    for find in (_marked_up, _named, _shown):
        if (heading := find(tree, titles)) is not None:
            return heading
    text, place = titles.best()
    return Heading(text[:LONGEST_HEADLINE], None, place)


def article_region(tree: HtmlElement, heading: Heading) -> HtmlElement:
    """Return the smallest part of the page that is marked up as holding the heading's article, else the
    whole page."""
    if heading.element is not None:
        for ancestor in heading.element.iterancestors():
            if (
                ancestor.tag in _REGIONS
                or ancestor.get("role") == "main"
                or "Article" in ancestor.get("itemtype", "")
            ):
                return ancestor
    regions = [region for tag in ("article", "main") for region in tree.iter(tag)]
    return regions[0] if len(regions) == 1 else tree


def _headings(tree: HtmlElement) -> Iterator[Heading]:
    for count, element in enumerate(tree.iter("h1")):
        if count >= MOST_HEADINGS:
            return
        text = text_of(element, most=2 * LONGEST_HEADLINE)
        if _WORD.search(text) and len(text) <= LONGEST_HEADLINE and not is_hidden(element):
            yield Heading(text, element, Place.H1)


def _is_masthead(heading: Heading, titles: Titles, *, base: str) -> bool:
    """Tell the masthead: an h1 whose only words are a link to the front page, or the name of the site."""
    element = heading.element
    assert element is not None
    if titles.names_site(heading.text):
        return True
    links = [element, *element.iterancestors("a")] if element.tag == "a" else list(element.iterancestors("a"))
    links += [link for link in element.iter("a") if text_of(link) == heading.text]
    return any(_leads_home(link, base=base) for link in links)


def _leads_home(link: HtmlElement, *, base: str) -> bool:
    try:
        home = normalise_url("/", base=base)
        return normalise_url(link.get("href", ""), base=base).partition("?")[0] == home
    except BadURL:
        return False


def _likelihood(heading: Heading, share_headline: str) -> tuple[bool, bool, float]:
    """Return how likely an h1 is the article's own.

    Being like the share headline counts, being equal to it does not: of the same headline shown twice, the upper is
    edited first, and the copy in a box for sharing it may never be.
    """
    element = heading.element
    assert element is not None
    ancestors = list(element.iterancestors())
    stands_aside = any(
        ancestor.tag in _ASIDES or is_hidden(ancestor) or not _BOXES_ASIDE.isdisjoint(steps_of(ancestor))
        for ancestor in ancestors
    )
    score = 1.0 * any(ancestor.tag in _REGIONS for ancestor in ancestors)
    score += element.get("itemprop") == "headline"
    # "<h1>Gazette</h1>" in a page header against a headline of six words.
    score += 0.1 * min(len(_WORD.findall(heading.text)), 6)
    return not stands_aside, _likeness(heading.text, share_headline) >= _LIKE_ENOUGH, score


def _likeness(one: str, other: str) -> float:
    words, others = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(words & others) / len(words | others) if words and others else 0.0


def _marked_up(tree: HtmlElement, titles: Titles) -> Heading | None:
    """Return what microdata call the headline."""
    for element in tree.iterfind(".//*[@itemprop='headline']"):
        is_meta = element.tag == "meta"
        text = tidy(element.get("content", "")) if is_meta else text_of(element, most=2 * LONGEST_HEADLINE)
        if _WORD.search(text):
            return Heading(text[:LONGEST_HEADLINE], None if is_meta else element, Place.ITEMPROP)
    return None


def _named(tree: HtmlElement, titles: Titles) -> Heading | None:
    """Return the line whose class calls it the headline and whose words are like one of the page's titles."""
    named = []
    for element in _few_lines(tree):
        if element.attrib and any(steps <= steps_of(element) for steps in _CALLED_HEADLINE):
            text = text_of(element, most=2 * LONGEST_HEADLINE)
            if _WORD.search(text) and len(text) <= LONGEST_HEADLINE and not is_aside(element, tree):
                named.append(Heading(text, element, Place.CLASS))
    known = titles.all()
    best = max(named, key=lambda heading: _best_likeness(heading.text, known), default=None)
    return best if best is not None and _best_likeness(best.text, known) > _LIKE_ENOUGH else None


def _best_likeness(text: str, titles: Sequence[str]) -> float:
    return max((_likeness(text, title) for title in titles), default=0.0)


def _shown(tree: HtmlElement, titles: Titles) -> Heading | None:
    """Return the longest line of the page that is one of its titles word for word, site names left out."""
    wanted = {_fold(title) for title in titles.all() if titles.may_be_headline(title)}
    # What an h1 says was looked at: here it would be the masthead.
    wanted -= {_fold(text_of(h1, most=2 * LONGEST_HEADLINE)) for h1 in islice(tree.iter("h1"), MOST_HEADINGS)}
    found = []
    for element in _few_lines(tree):
        if any(child.tag not in ("a", "br", "span", "b", "strong", "font", "em", "i") for child in element):
            continue
        text = text_of(element, most=2 * LONGEST_HEADLINE)
        if _fold(text) in wanted and not is_hidden(element):
            found.append(Heading(text, element, Place.OWN))
    return max(found, key=lambda heading: len(heading.text), default=None)


def _fold(text: str) -> str:
    """Return a title without what typography makes of it: no-break spaces, curly quotation marks, long dashes, case."""
    return " ".join(text.translate(_PLAIN).casefold().split())


def _few_lines(tree: HtmlElement) -> Iterator[HtmlElement]:
    body = tree.find(".//body")
    for count, element in enumerate((tree if body is None else body).iter(*_LINES)):
        if count >= _MOST_LINES:
            return
        yield element
