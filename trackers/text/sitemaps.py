"""Sitemaps (sitemaps.org 0.9), sitemap indexes, news sitemaps, and lists of addresses in plain text."""

from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from itertools import islice

from lxml import etree

from trackers.text.collect import Collection
from trackers.text.dates import EARLIEST, read_date
from trackers.text.entries import MOST_ITEMS, FeedKind, Listing, UnreadableListing
from trackers.text.tidy import tidy
from trackers.text.urls import BadURL, normalise_url
from trackers.text.xml import Screened, iterate_elements

ROOTS = frozenset({"urlset", "sitemapindex"})
MOST_CHILDREN = 1_000
_CUT_OFF = "The sitemap is cut off: only the addresses before the break were read."


def read_sitemap(document: Screened, *, url: str) -> Listing:
    """Return the Entries of a sitemap, or the child sitemaps of an index in `more`, newest first.

    An Entry's date is that of a news sitemap, failing that the date of its last change.
    """
    if document.root == "sitemapindex":
        return _read_index(document, url=url)
    collection = Collection()
    names: list[str] = []
    languages: list[str] = []
    for element in islice(iterate_elements(_whole(document, "</url>"), "url"), MOST_ITEMS):
        fields = dict(_fields(element))
        names.append(fields.get("news:name", ""))
        languages.append(fields.get("news:language", ""))
        collection.add(
            fields.get("loc"),
            base=url,
            title=fields.get("news:title", ""),
            categories=fields.get("news:keywords", "").split(","),
            published=read_date(fields.get("news:publication_date")) or read_date(fields.get("lastmod")),
        )
    return Listing(
        kind=FeedKind.SITEMAP,
        title=next(filter(None, names), ""),
        language=next(filter(None, languages), "")[:35],
        entries=collection.newest(),
        problems=(*(() if document.complete else (_CUT_OFF,)), *collection.problems()),
    )


def read_address_list(text: str, *, url: str) -> Listing:
    """Return the Entries of a sitemap in plain text: one absolute address on each line."""
    collection = Collection()
    for line in islice(StringIO(text), MOST_ITEMS):
        if line := tidy(line):
            collection.add(line if line.lower().startswith(("http://", "https://")) else None, base=url)
    if not collection.entries or collection.without_address > len(collection.entries):
        raise UnreadableListing("This is plain text, not a feed and not a list of addresses.")
    return Listing(
        FeedKind.SITEMAP,
        title="",
        language="",
        entries=collection.newest(),
        problems=tuple(collection.problems()),
    )


def _read_index(document: Screened, *, url: str) -> Listing:
    children: dict[str, datetime] = {}
    bad = 0
    for element in islice(iterate_elements(_whole(document, "</sitemap>"), "sitemap"), MOST_ITEMS):
        fields = dict(_fields(element))
        try:
            child = normalise_url(fields.get("loc", ""), base=url)
        except BadURL:
            bad += 1
            continue
        children.setdefault(child, read_date(fields.get("lastmod")) or EARLIEST)
    problems = () if document.complete else (_CUT_OFF,)
    if bad:
        problems = (*problems, f"Sitemaps without a web address were left out of this index: {bad}.")
    newest = sorted(children, key=lambda child: children[child], reverse=True)
    return Listing(
        FeedKind.SITEMAP,
        title="",
        language="",
        entries=(),
        problems=problems,
        more=tuple(newest[:MOST_CHILDREN]),
    )


def _whole(document: Screened, mark: str) -> str:
    """Cut a document behind its last whole item: half an address would be an address of nothing."""
    if document.complete:
        return document.text
    return document.text[: document.text.rfind(mark) + len(mark)] if mark in document.text else ""


def _fields(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield name and text of what stands directly in an item, and of what a news sitemap says, as
    "news:name"."""
    for child in element.iter(etree.Element):
        space, _, name = str(child.tag).rpartition("}")
        if child.getparent() is element:
            yield name, tidy(child.text or "")
        elif "news" in space:
            yield f"news:{name}", tidy(child.text or "")
