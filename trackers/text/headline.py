"""The headline and what stands around it: which h1 is the article's, the standfirst under it, the captions
of its pictures.

The headline is what the page shows over the article. What the page tells social networks (`og:title`,
JSON-LD) is often another, shorter one; it helps to choose among several h1 but stands in for them only
where there is none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from trackers.text.tidy import tidy
from trackers.text.urls import BadURL, normalise_url

LONGEST_HEADLINE = 500
LONGEST_STANDFIRST = 1_000
LONGEST_CAPTION = 2_000
MOST_HEADINGS = 50
MOST_CAPTIONS = 200
_START_OF_TEXT = 200

_WORDLESS = frozenset({"script", "style", "template", "svg", "noscript"})
_REGIONS = frozenset({"article", "main"})
_ASIDES = frozenset({"aside", "nav", "footer"})
_HIDDEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader\S*|hidden|hide|js-show)(?:$|[\s_-])"
)
_HIDDEN_STYLE = re.compile(r"display\s{0,5}:\s{0,5}none", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?title|sub-?head(?:line|ing)?|dek|deck|strapline|lead-paragraph|alternativeHeadline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PROMOTION = re.compile(r"newsletter|promo|sign[ -]?up|subscrib|related-", re.IGNORECASE)
_LOOSE_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|summary|description|excerpt)(?:$|[\s_-])", re.IGNORECASE
)


@dataclass(frozen=True)
class Heading:
    """The heading chosen as the article's: its text and where it stands; no element where the text is from
    metadata."""

    text: str
    element: HtmlElement | None = None


def text_of(element: HtmlElement, *, most: int = 20_000) -> str:
    """Return the tidied words of an element without scripts, styles and hidden parts; a line break is a
    space.

    Stops after about `most` characters, so that asking many nested elements for their text stays cheap.
    """
    parts = []
    for part in _texts(element):
        parts.append(part)
        most -= 1 + len(part)
        if most < 0:
            break
    return tidy("".join(parts))


def is_hidden(element: HtmlElement) -> bool:
    """Return whether an element says of itself that readers do not see it."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(element.get("style", "")[:200]))
        or bool(_HIDDEN_CLASS.search(element.get("class", "")[:500]))
    )


def is_aside(element: HtmlElement, region: HtmlElement) -> bool:
    """Return whether an element stands in a teaser, a navigation or a footer inside the article's region."""
    for ancestor in element.iterancestors():
        if ancestor is region:
            return False
        if ancestor.tag in _ASIDES or ancestor.tag == "article":
            return True
    return False


def read_metas(tree: HtmlElement) -> dict[str, str]:
    """Return the tidied contents of the page's meta elements by name or property, of each name the first."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = None
        for attribute in ("property", "name", "itemprop"):
            name = meta.get(attribute)
            if name is None or (name := name.strip().lower()) in found:
                continue
            if content is None:
                content = tidy(meta.get("content", "")[:LONGEST_STANDFIRST])
            if content:
                found[name] = content
    return found


def meta_content(tree: HtmlElement, *names: str) -> str:
    """Return the tidied content of the first meta element whose name or property is one of `names`, in
    their order."""
    return first_of(read_metas(tree), *names)


def first_of(metas: Mapping[str, str], *names: str) -> str:
    """Return what `metas` holds under the first of `names` it holds anything under, else ""."""
    return next((metas[name] for name in names if name in metas), "")


def choose_heading(tree: HtmlElement, *, share_headline: str, base: str) -> Heading:
    """Return the article's own heading: of several h1 the likeliest, then what is marked up as headline,
    then metadata.

    The text is "" when the page has neither a heading nor a title.
    """
    usable = [heading for heading in _headings(tree) if not _is_logo(heading.element, base=base)]
    if usable:
        # max() keeps the first of equals: the one that stands highest on the page.
        return max(usable, key=lambda heading: _likelihood(heading, share_headline))
    for element in tree.iterfind(".//*[@itemprop='headline']"):
        text = tidy(element.get("content", "")) if element.tag == "meta" else text_of(element)
        if _WORD.search(text):
            return Heading(text[:LONGEST_HEADLINE], None if element.tag == "meta" else element)
    return Heading(share_headline or meta_content(tree, "headline", "dc.title") or _document_title(tree))


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


def read_standfirst(region: HtmlElement, heading: Heading, *, first_line: str) -> str:
    """Return the summary the page shows between its headline and `first_line`, the first paragraph, or "".

    Elements that are called standfirst, subtitle or the like are taken wherever they stand there, less
    telling ones ("intro", "summary") only right beside the headline.
    """
    has_begun = heading.element is None
    for element in region.iter("h1", "p", "h2", "h3", "div", "span", "section"):
        if element is heading.element:
            has_begun = True
        if not has_begun or element.tag == "h1":
            continue
        names = _names_of(element)
        telling = bool(_STANDFIRST.search(names))
        if telling or (_LOOSE_STANDFIRST.search(names) and _is_beside(element, heading)):
            text = text_of(element, most=2 * LONGEST_STANDFIRST)
            fits = 20 <= len(text) <= LONGEST_STANDFIRST and heading.text not in text
            if fits and not is_aside(element, region) and not _is_promotion(element, text, region=region):
                return text
        if (
            element.tag == "p"
            and first_line
            and text_of(element, most=5 * _START_OF_TEXT).startswith(first_line[:_START_OF_TEXT])
        ):
            return ""
    return ""


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
        value[:200] for name, value in attributes if name in ("class", "itemprop") or name.startswith("data-")
    )


def read_captions(region: HtmlElement) -> tuple[str, ...]:
    """Return the captions of the pictures in the article, each once, in order; those of teasers and asides
    are left out."""
    captions: dict[str, None] = {}
    for element in region.iter("figcaption"):
        text = text_of(element, most=2 * LONGEST_CAPTION)
        if text and len(text) <= LONGEST_CAPTION and not is_aside(element, region) and not is_hidden(element):
            captions.setdefault(text)
    return tuple(captions)[:MOST_CAPTIONS]


def _headings(tree: HtmlElement) -> Iterator[Heading]:
    for count, element in enumerate(tree.iter("h1")):
        if count >= MOST_HEADINGS:
            return
        text = text_of(element, most=2 * LONGEST_HEADLINE)
        if _WORD.search(text) and len(text) <= LONGEST_HEADLINE and not is_hidden(element):
            yield Heading(text, element)


def _is_logo(element: HtmlElement | None, *, base: str) -> bool:
    """Tell the masthead: an h1 whose only words are a link to the front page."""
    if element is None:
        return False
    links = [element, *element.iterancestors("a")] if element.tag == "a" else list(element.iterancestors("a"))
    words = text_of(element)
    links += [link for link in element.iter("a") if text_of(link) == words]
    return any(_leads_home(link, base=base) for link in links)


def _leads_home(link: HtmlElement, *, base: str) -> bool:
    try:
        home = normalise_url("/", base=base)
        return normalise_url(link.get("href", ""), base=base).partition("?")[0] == home
    except BadURL:
        return False


def _likelihood(heading: Heading, share_headline: str) -> tuple[bool, bool, float]:
    element = heading.element
    assert element is not None
    ancestors = list(element.iterancestors())
    stands_aside = any(ancestor.tag in _ASIDES or is_hidden(ancestor) for ancestor in ancestors)
    score = 2.0 * _likeness(heading.text, share_headline)
    score += any(ancestor.tag in _REGIONS for ancestor in ancestors)
    score += element.get("itemprop") == "headline"
    # "<h1>Gazette</h1>" in a page header against a headline of six words.
    score += 0.1 * min(len(_WORD.findall(heading.text)), 6)
    return not stands_aside, heading.text == share_headline, score


def _likeness(one: str, other: str) -> float:
    words, others = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(words & others) / len(words | others) if words and others else 0.0


def _document_title(tree: HtmlElement) -> str:
    element = tree.find(".//title")
    title = tidy(element.text or "")[:LONGEST_HEADLINE] if element is not None else ""
    site = meta_content(tree, "og:site_name")
    for mark in (" | ", " - ", " – ", " — ", " · "):
        head, found, tail = title.rpartition(mark)
        if found and site and tail.casefold() == site.casefold():
            return head
    return title


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


def _texts(element: HtmlElement) -> Iterator[str]:
    """Yield text in document order, at the same cost for each piece however deeply it is nested."""
    yield element.text or ""
    waiting = [(iter(element), "")]
    while waiting:
        children, tail = waiting[-1]
        child = next(children, None)
        if child is None:
            waiting.pop()
            yield tail
        elif child.tag == "br":
            yield f" {child.tail or ''}"
        elif not isinstance(child.tag, str) or child.tag in _WORDLESS or is_hidden(child):
            yield child.tail or ""
        else:
            waiting.append((iter(child), child.tail or ""))
            yield child.text or ""
