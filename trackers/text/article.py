"""Reading: bytes and an address in, an Extraction out, or a plain reason why not.

Each field has one source, or several in an order that never depends on what the others said, so that two
looks at one article read it in the same way.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import datetime
from itertools import islice
from unicodedata import bidirectional

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from trackers.text.body import read_paragraphs
from trackers.text.byline import read_names
from trackers.text.dates import EARLIEST, LATEST, read_date
from trackers.text.extraction import EXTRACTOR, Extraction, UnreadableArticle
from trackers.text.headline import (
    article_region,
    choose_heading,
    is_aside,
    is_hidden,
    meta_content,
    read_captions,
    read_standfirst,
    text_of,
)
from trackers.text.jsonld import ArticleData, read_article_data
from trackers.text.urls import BadURL, normalise_url
from trackers.text.webpage import WebPage, parse_page

__all__ = ["EXTRACTOR", "Extraction", "UnreadableArticle", "read_article"]

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
# As long as a column of ours; RFC 5646 section 4.4.1 recommends room for 35.
_LONGEST_TAG = 35
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
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
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|author|authors|contributor)(?:$|[\s_-])", re.IGNORECASE)


def read_article(body: bytes, *, url: str, content_type: str = "") -> Extraction:
    """Return what a response says as an article; raise UnreadableArticle, and nothing else, where it says
    nothing.

    `url` is the address the response came from, `content_type` its HTTP header. The same bytes always give
    the same reading. Takes some tens of milliseconds for a usual page, a few seconds for the largest that
    is not refused.
    """
    page = parse_page(body, url=url, content_type=content_type)
    data = read_article_data(page.tree, url=url)
    share_headline = meta_content(page.tree, "og:title", "twitter:title") or data.headline
    heading = choose_heading(page.tree, share_headline=share_headline, base=url)
    region = article_region(page.tree, heading)
    lines = tuple(line for line in _read_body(page) if line != heading.text)
    standfirst = read_standfirst(region, heading, first_line=lines[0] if lines else "")
    paragraphs = tuple(line for line in lines if line != standfirst)
    if not paragraphs:
        raise UnreadableArticle("No paragraphs of an article were found on this page.")
    if not heading.text:
        raise UnreadableArticle("This page has no headline.")
    return Extraction(
        headline=heading.text,
        paragraphs=paragraphs,
        share_headline=share_headline,
        standfirst=standfirst,
        byline=_read_byline(page.tree, region, data),
        section=data.section or meta_content(page.tree, "article:section"),
        date_published=_read_published(page, region, data),
        date_modified=_read_modified(page.tree, region, data),
        captions=read_captions(region),
        lang=(lang := _read_language(page.tree, region)),
        dir=_read_direction(page.tree, region, lang=lang, paragraphs=paragraphs),
        canonical_url=_read_canonical(page),
    )


def _read_body(page: WebPage) -> tuple[str, ...]:
    try:
        return read_paragraphs(page.tree)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
        etree.LxmlError,
    ) as error:
        # Trafilatura walks whatever libxml2 made of broken markup; what it stumbles over is the page's
        # fault, not ours.
        raise UnreadableArticle("The article on this page could not be told from the rest.") from error


def _read_published(page: WebPage, region: HtmlElement, data: ArticleData) -> datetime | None:
    stated = (
        data.date_published,
        *(meta_content(page.tree, name) for name in _PUBLISHED),
        *_stated_times(region, "datePublished"),
    )
    return _first_date(stated) or _first_date(_plain_times(region, modified=False)) or _guess_date(page)


def _read_modified(tree: HtmlElement, region: HtmlElement, data: ArticleData) -> datetime | None:
    stated = (
        data.date_modified,
        *(meta_content(tree, name) for name in _MODIFIED),
        *_stated_times(region, "dateModified"),
    )
    return _first_date(stated) or _first_date(_plain_times(region, modified=True))


def _first_date(candidates: Iterable[str]) -> datetime | None:
    return next((date for candidate in candidates if (date := read_date(candidate)) is not None), None)


def _stated_times(region: HtmlElement, item: str) -> Iterator[str]:
    for element in region.iter(etree.Element):
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


def _read_language(tree: HtmlElement, region: HtmlElement) -> str:
    """Return the language tag (BCP 47) the page bears, "" where it bears none that could be one."""
    stated = [element.get(name, "") for element in (region, tree) for name in ("lang", "xml:lang", _XML_LANG)]
    for tag in (*stated, meta_content(tree, "og:locale", "content-language", "language")):
        tag = tag.strip().replace("_", "-")
        if len(tag) <= _LONGEST_TAG and _LANGUAGE_TAG.fullmatch(tag):
            return tag
    return ""


def _read_direction(tree: HtmlElement, region: HtmlElement, *, lang: str, paragraphs: tuple[str, ...]) -> str:
    """Return "rtl" or "ltr": what the text is written in counts most, then what the page says of itself."""
    strong = [bidirectional(character) for line in paragraphs for character in line[:400]]
    right, left = sum(kind in ("R", "AL") for kind in strong), strong.count("L")
    if right or left:
        return "rtl" if right > left else "ltr"
    for element in (region, tree.find(".//body"), tree):
        if element is not None and (direction := element.get("dir", "").strip().lower()) in ("ltr", "rtl"):
            return direction
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def _read_canonical(page: WebPage) -> str:
    for link in page.tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            try:
                return normalise_url(link.get("href", ""), base=page.base)
            except BadURL:
                continue
    return ""


def _read_byline(tree: HtmlElement, region: HtmlElement, data: ArticleData) -> tuple[str, ...]:
    """Take the first source that yields a name: JSON-LD, then what the page marks up as its author, then
    metadata."""
    ourselves = {name.casefold() for name in (data.publisher, meta_content(tree, "og:site_name")) if name}
    sources: tuple[Callable[[], list[str]], ...] = (
        lambda: [person.name for person in data.authors],
        lambda: _texts_where(region, lambda element: "author" in element.get("rel", "").split()),
        lambda: _texts_where(region, lambda element: "author" in element.get("itemprop", "").split()),
        lambda: _texts_where(region, lambda element: bool(_BYLINE_CLASS.search(element.get("class", "")))),
        lambda: [meta_content(tree, "author", "byl", "dc.creator", "parsely-author", "sailthru.author")],
    )
    for source in sources:
        names = tuple(name for name in read_names(source()) if name.casefold() not in ourselves)
        if names:
            return names
    return ()


def _texts_where(region: HtmlElement, is_wanted: Callable[[HtmlElement], bool]) -> list[str]:
    """Return the texts of the first wanted element and those beside it: others are teasers and commenters."""
    wanted = list(islice(filter(is_wanted, region.iter(etree.Element)), _MOST_AUTHORS))
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
