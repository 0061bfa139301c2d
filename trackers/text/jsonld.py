"""What a page says of its article in JSON-LD (schema.org NewsArticle and its kin).

The data is a stranger's: it is limited in size and depth before it is parsed, unknown shapes are ignored,
and every value that leaves this module is text, a list of names or nothing.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from trackers.text.tidy import tidy
from trackers.text.urls import BadURL, address_key, normalise_url

MOST_SCRIPTS = 30
LONGEST_SCRIPT = 1_000_000
DEEPEST = 60
MOST_NODES = 2_000

_MOST_IMAGES = 20
_PAGE_TYPE = re.compile(r"WebPage$")
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|Opinion)$")
# Where an article may stand inside other data. Lists of other stories (itemListElement, hasPart, …) are not
# among them.
_CONTAINERS = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_OPENING = re.compile(r"[\[{]|[\]}]")


@dataclass(frozen=True)
class Person:
    """An author as data: a name, and whether the data says that it is an organisation."""

    name: str
    is_organisation: bool = False


@dataclass(frozen=True)
class ArticleData:
    """The fields of one schema.org article; "" or () where it has none. Dates and addresses are text still."""

    headline: str = ""
    date_published: str = ""
    date_modified: str = ""
    section: str = ""
    authors: tuple[Person, ...] = ()
    publisher: str = ""
    images: tuple[str, ...] = ()


def read_article_data(tree: HtmlElement, *, url: str) -> ArticleData:
    """Return what the page's JSON-LD says of the article at `url`; empty fields where it says nothing.

    Of several articles the one that names this address is taken, else the first with a headline, else the
    first; where there is none, the dates of the web page at this address.
    """
    nodes = [node for text in _scripts(tree) for node in _nodes(text)]
    named = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str)}
    articles = [node for node in nodes if _has_type(node, _ARTICLE_TYPE)]
    if not articles:
        pages = [node for node in nodes if _has_type(node, _PAGE_TYPE)]
        page = next((node for node in pages if _is_about(node, url)), pages[0] if len(pages) == 1 else {})
        return ArticleData(
            date_published=_text(page.get("datePublished")), date_modified=_text(page.get("dateModified"))
        )
    chosen = next((article for article in articles if _is_about(article, url)), None)
    chosen = chosen or next((article for article in articles if _text(article.get("headline"))), articles[0])
    return ArticleData(
        headline=_text(chosen.get("headline")),
        date_published=_text(chosen.get("datePublished")),
        date_modified=_text(chosen.get("dateModified")),
        section=_first_text(chosen.get("articleSection")),
        authors=tuple(_people(chosen.get("author") or chosen.get("creator"), named)),
        publisher=next((person.name for person in _people(chosen.get("publisher"), named)), ""),
        images=tuple(_addresses(chosen.get("image")))[:_MOST_IMAGES],
    )


def _scripts(tree: HtmlElement) -> Iterator[str]:
    found = 0
    for script in tree.iter("script"):
        if script.get("type", "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        found += 1
        if found > MOST_SCRIPTS:
            return
        text = script.text or ""
        if 2 < len(text) <= LONGEST_SCRIPT and not _is_too_deep(text):
            yield text


def _is_too_deep(text: str) -> bool:
    """Count brackets without parsing; those inside strings count too, which errs on the safe side."""
    depth = 0
    for found in _OPENING.finditer(text):
        depth += 1 if found.group() in "[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a script that may describe the article, its page, or who is named in it."""
    try:
        data = json.loads(_WRAPPING.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return
    waiting: deque[Any] = deque([data])
    seen = 0
    while waiting and seen < MOST_NODES:
        node = waiting.popleft()
        seen += 1
        if isinstance(node, list):
            waiting.extend(node[:MOST_NODES])
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in _CONTAINERS if key in node)


def _has_type(node: dict[str, Any], wanted: re.Pattern[str]) -> bool:
    return any(wanted.search(name) for name in _texts(node.get("@type")))


def _is_about(article: dict[str, Any], url: str) -> bool:
    for value in (article.get("url"), article.get("mainEntityOfPage"), article.get("@id")):
        address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        try:
            if isinstance(address, str) and address_key(normalise_url(address, base=url)) == address_key(url):
                return True
        except BadURL:
            continue
    return False


def _people(value: Any, named: Mapping[str, dict[str, Any]]) -> Iterator[Person]:
    for item in value[:50] if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield Person(_text(item))
        elif isinstance(item, dict):
            # In a graph an author is a reference to a node of its own.
            node = item if "name" in item else named.get(_text(item.get("@id")), item)
            is_organisation = any(kind.endswith("Organization") for kind in _texts(node.get("@type")))
            for name in _texts(node.get("name"))[:50]:
                yield Person(name, is_organisation=is_organisation)


def _addresses(value: Any) -> Iterator[str]:
    for item in value[:50] if isinstance(value, list) else [value]:
        yield from (
            _texts(item.get("url") or item.get("contentUrl")) if isinstance(item, dict) else _texts(item)
        )


def _text(value: Any) -> str:
    # Data are no HTML, but are often written as if they were.
    return tidy(unescape(value)) if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [text for item in (value if isinstance(value, list) else [value]) if (text := _text(item))]


def _first_text(value: Any) -> str:
    return next(iter(_texts(value)), "")
