"""What a page says of its article around the body: headline, byline, dates, captions, language, its own address.

All of it is cheap to read; the body (`trackers.text.article`) is what takes time.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from trackers.text.byline import read_names
from trackers.text.dates import EARLIEST, LATEST, read_date
from trackers.text.headline import (
    Heading,
    article_region,
    choose_heading,
    first_of,
    is_aside,
    is_hidden,
    read_captions,
    read_metas,
    read_standfirst,
    text_of,
)
from trackers.text.hinted import NOTHING_HINTED, Hinted
from trackers.text.jsonld import ArticleData, read_article_data
from trackers.text.urls import BadURL, normalise_url
from trackers.text.webpage import WebPage

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
# As long as a column of ours; RFC 5646 section 4.4.1 recommends room for 35.
_LONGEST_TAG = 35
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date"),
    *(
        "pubdate",
        "publish-date",
        "originalpublicationdate",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "date",
    ),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_MODIFIED_NAME = re.compile(r"updat|modif", re.IGNORECASE)
_MOST_TO_GUESS_FROM = 2_000_000
_LONGEST_BYLINE = 200
_MOST_AUTHORS = 200
_WITH_REL, _WITH_ITEMPROP, _WITH_CLASS = (
    etree.XPath(f"descendant-or-self::*[@{name}]") for name in ("rel", "itemprop", "class")
)
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|author|authors|contributor)(?:$|[\s_-])", re.IGNORECASE)


@dataclass(frozen=True)
class Surroundings:
    """All that a page says of its article except the body, which alone is dear to read.

    `summary` is the standfirst if the body does not begin before it; `directions` are the page's `dir` attributes,
    which count where the body's script does not tell.
    """

    heading: Heading
    region: HtmlElement
    share_headline: str
    summary: str
    byline: tuple[str, ...]
    section: str
    date_published: datetime | None
    date_modified: datetime | None
    captions: tuple[str, ...]
    lang: str
    directions: tuple[str, ...]
    canonical_url: str


def read_surroundings(page: WebPage, hinted: Hinted = NOTHING_HINTED) -> Surroundings:
    """Return what a parsed page says around the body of its article; raises nothing. Costs about a millisecond.

    The heading and the byline that the Source's hints found (`hinted`) go before those of any page.
    """
    data = read_article_data(page.tree, url=page.url)
    metas = read_metas(page.tree)
    share_headline = first_of(metas, "og:title", "twitter:title") or data.headline
    heading = hinted.heading or choose_heading(page.tree, share_headline=share_headline, base=page.url)
    region = article_region(page.tree, heading)
    return Surroundings(
        heading=heading,
        region=region,
        share_headline=share_headline,
        summary=hinted.standfirst or read_standfirst(region, heading, first_line=""),
        byline=hinted.byline or _read_byline(region, data, metas),
        section=data.section or first_of(metas, "article:section"),
        date_published=_read_published(page, region, data, metas),
        date_modified=_read_modified(region, data, metas),
        captions=read_captions(region),
        lang=_read_language(page.tree, region, metas),
        directions=_stated_directions(page.tree, region),
        canonical_url=_read_canonical(page),
    )


def _read_published(
    page: WebPage, region: HtmlElement, data: ArticleData, metas: Mapping[str, str]
) -> datetime | None:
    stated = (
        data.date_published,
        *(metas.get(name, "") for name in _PUBLISHED),
        *_stated_times(region, "datePublished"),
    )
    return _first_date(stated) or _first_date(_plain_times(region, modified=False)) or _guess_date(page)


def _read_modified(region: HtmlElement, data: ArticleData, metas: Mapping[str, str]) -> datetime | None:
    stated = (
        data.date_modified,
        *(metas.get(name, "") for name in _MODIFIED),
        *_stated_times(region, "dateModified"),
    )
    return _first_date(stated) or _first_date(_plain_times(region, modified=True))


def _first_date(candidates: Iterable[str]) -> datetime | None:
    return next((date for candidate in candidates if (date := read_date(candidate)) is not None), None)


def _stated_times(region: HtmlElement, item: str) -> Iterator[str]:
    for element in _WITH_ITEMPROP(region):
        if item in element.get("itemprop", "").split():
            yield element.get("datetime") or element.get("content") or text_of(element)


def _plain_times(region: HtmlElement, *, modified: bool) -> Iterator[str]:
    """Yield the times of the article's own <time> elements, those of teasers and reader comments left out."""
    for element in region.iter("time"):
        if (
            is_aside(element, region)
            or bool(_MODIFIED_NAME.search(element.get("class", "")[:500])) is not modified
        ):
            continue
        yield element.get("datetime", "")


def _guess_date(page: WebPage) -> datetime | None:
    """Ask htmldate, in the mode that neither guesses from running text nor reads "two hours ago" off a
    clock."""
    if len(etree.tostring(page.tree)) > _MOST_TO_GUESS_FROM:
        return None
    tree = deepcopy(page.tree)
    etree.strip_elements(tree, "script", "style", with_tail=False)
    for element in [*tree.iter("meta"), *tree.iter("time")]:
        # Failing a date of publication, htmldate takes that of the last change for it.
        if (
            any(_MODIFIED_NAME.search(value) for value in element.attrib.values())
            and element.getparent() is not None
        ):
            element.drop_tree()
    first, last = EARLIEST.date().isoformat(), LATEST.date().isoformat()
    try:
        found = find_date(
            tree, extensive_search=False, original_date=True, url=page.url, min_date=first, max_date=last
        )
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, etree.LxmlError):
        return None
    return read_date(found)


def _read_language(tree: HtmlElement, region: HtmlElement, metas: Mapping[str, str]) -> str:
    """Return the language tag (BCP 47) the page bears, "" where it bears none that could be one."""
    stated = [element.get(name, "") for element in (region, tree) for name in ("lang", "xml:lang", _XML_LANG)]
    for tag in (*stated, first_of(metas, "og:locale", "content-language", "language")):
        tag = tag.strip().replace("_", "-")
        if len(tag) <= _LONGEST_TAG and _LANGUAGE_TAG.fullmatch(tag):
            return tag
    return ""


def _stated_directions(tree: HtmlElement, region: HtmlElement) -> tuple[str, ...]:
    elements = (region, tree.find(".//body"), tree)
    return tuple(element.get("dir", "").strip().lower() for element in elements if element is not None)


def _read_canonical(page: WebPage) -> str:
    for link in page.tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            try:
                return normalise_url(link.get("href", ""), base=page.base)
            except BadURL:
                continue
    return ""


def _read_byline(region: HtmlElement, data: ArticleData, metas: Mapping[str, str]) -> tuple[str, ...]:
    """Take the first source that yields a name: JSON-LD, then what the page marks up as its author, then
    metadata."""
    ourselves = {name.casefold() for name in (data.publisher, metas.get("og:site_name")) if name}
    sources: tuple[Callable[[], list[str]], ...] = (
        lambda: [person.name for person in data.authors],
        lambda: _texts_of(region, (e for e in _WITH_REL(region) if "author" in e.get("rel").split())),
        lambda: _texts_of(
            region, (e for e in _WITH_ITEMPROP(region) if "author" in e.get("itemprop").split())
        ),
        lambda: _texts_of(region, (e for e in _WITH_CLASS(region) if _BYLINE_CLASS.search(e.get("class")))),
        lambda: [first_of(metas, "author", "byl", "dc.creator", "parsely-author", "sailthru.author")],
    )
    for source in sources:
        names = tuple(name for name in read_names(source()) if name.casefold() not in ourselves)
        if names:
            return names
    return ()


def _texts_of(region: HtmlElement, elements: Iterator[HtmlElement]) -> list[str]:
    """Return the texts of the first of some elements and those beside it: others are teasers and commenters."""
    wanted = list(islice(elements, _MOST_AUTHORS))
    outer = {ancestor for element in wanted for ancestor in element.iterancestors()}
    own = [
        element
        for element in wanted
        if element not in outer
        and not is_hidden(element)
        and not is_aside(element, region)
        and not _is_in_comments(element, region)
    ]
    first = own[0].getparent() if own else None
    texts = [
        element.get("content") or text_of(element, most=2 * _LONGEST_BYLINE)
        for element in own
        if element.getparent() is first
    ]
    return [text for text in texts if len(text) <= _LONGEST_BYLINE]


def _is_in_comments(element: HtmlElement, region: HtmlElement) -> bool:
    for ancestor in (element, *element.iterancestors()):
        if "comment" in f"{ancestor.get('class', '')} {ancestor.get('id', '')}".lower():
            return True
        if ancestor is region:
            break
    return False
