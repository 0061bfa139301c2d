"""RSS 0.90 to 2.0, RSS 1.0 and Atom, as they are found in the wild, through feedparser.

What feedparser is given has been decoded and screened already (`trackers.text.xml`); it never sees an
address, so that it cannot fetch one, and its cleaning of HTML is off because markup is reduced to text here
and never kept.
"""

import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from trackers.text.collect import Collection, text_of_markup
from trackers.text.dates import read_date, within_reason
from trackers.text.entries import MOST_ENTRIES, FeedKind, Listing, UnreadableListing
from trackers.text.tidy import tidy
from trackers.text.urls import BadURL, normalise_url
from trackers.text.xml import Screened, escape_strays, is_well_formed

ROOTS = frozenset({"rss", "rdf", "feed"})
_ITEM_END = re.compile(r"</(?:item|entry)\s*>")
_ITEM_BEGIN = re.compile(r"<(?:item|entry)\b")
_ROOT = re.compile(r"<((?:[\w.\-]{1,40}:)?(?:rss|rdf|feed))\b", re.IGNORECASE)
# feedparser reads broken markup character by character, a megabyte in some seconds.
_MOST_BROKEN = 1_000_000


def read_syndication(document: Screened, *, url: str) -> Listing:
    """Return the Entries of an RSS or Atom document; raise UnreadableListing where it is none.

    Of a document that is cut off, the items that are whole are read and a sentence says so.
    """
    text, problems = _whole_items(document), []
    if not document.complete:
        problems.append("The feed is cut off: only the entries before the break were read.")
    elif len(text) < len(document.text):
        problems.append(f"The feed is very long: only its first {MOST_ENTRIES} entries were read.")
    if not is_well_formed(text):
        problems.append("The feed is not well-formed; what could be read was read.")
        text = escape_strays(_whole_items(replace(document, text=text[:_MOST_BROKEN], complete=False)))
    feed = _parse(text)
    if not feed.version and not feed.entries:
        raise UnreadableListing("This XML is neither RSS nor Atom.")
    about: dict[str, Any] = feed.feed
    base = _base(about, url)
    collection = Collection()
    for item in feed.entries:
        collection.add(
            _link(item),
            base=base,
            title=_words(item, "title"),
            categories=_categories(item),
            published=_date(item),
        )
    return Listing(
        kind=FeedKind.ATOM if document.root == "feed" else FeedKind.RSS,
        title=_words(about, "title"),
        language=tidy(_text(about, "language"))[:35],
        entries=collection.newest(),
        problems=(*problems, *collection.problems()),
    )


def _parse(text: str) -> Any:
    try:
        return feedparser.parse(
            BytesIO(text.encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        # Its parser for broken feeds follows Python's old SGML module and stumbles over some of them.
        raise UnreadableListing("This feed is too broken to be read.") from error


def _whole_items(document: Screened) -> str:
    """Return the document up to its last whole item, at most 5,000 of them, and closed again.

    Half an item is left out, because half an address would be an address of nothing.
    """
    text, end = document.text, 0
    for count, found in enumerate(_ITEM_END.finditer(text), start=1):
        end = found.end()
        if count == MOST_ENTRIES:
            break
    else:
        if document.complete:
            return text
    if not end:
        begin = _ITEM_BEGIN.search(text)
        end = begin.start() if begin else len(text)
    root = _ROOT.search(text)
    closing = f"</{root.group(1)}>" if root else ""
    return text[:end] + ("</channel>" if document.root == "rss" else "") + closing


def _base(about: dict[str, Any], url: str) -> str:
    """Relative links without an xml:base mean the site the channel speaks of, which may not be where the
    feed lies."""
    try:
        return normalise_url(_text(about, "link"), base=url)
    except BadURL:
        return url


def _link(item: dict[str, Any]) -> str:
    for name in ("feedburner_origlink", "link"):
        if link := _text(item, name).strip():
            return link
    # An id is a link only where it says so: "tag:" and bare numbers are not.
    identity = _text(item, "id").strip()
    return identity if identity.lower().startswith(("http://", "https://")) else ""


def _words(item: dict[str, Any], name: str) -> str:
    value = _text(item, name)
    detail = dict.get(item, f"{name}_detail")
    is_plain = isinstance(detail, dict) and dict.get(detail, "type") == "text/plain"
    return tidy(value) if is_plain else text_of_markup(value)


def _categories(item: dict[str, Any]) -> Iterator[str]:
    tags = dict.get(item, "tags")
    for tag in tags if isinstance(tags, list) else ():
        yield _text(tag, "label") or _text(tag, "term")


def _date(item: dict[str, Any]) -> datetime | None:
    """Take the date of publication, failing that the oldest other date, as ISO or mail form, else as
    feedparser reads it."""
    for name in ("published", "created", "updated"):
        if (date := read_date(_text(item, name))) is not None:
            return date
        parsed = dict.get(item, f"{name}_parsed")
        try:
            if (
                parsed is not None
                and (date := within_reason(datetime.fromtimestamp(timegm(parsed), UTC))) is not None
            ):
                return date
        except (ArithmeticError, OSError, TypeError, ValueError):
            continue
    return None


def _text(item: Any, name: str) -> str:
    # dict.get, because feedparser's own look-up warns and answers with other fields.
    value = dict.get(item, name) if isinstance(item, dict) else None
    return value if isinstance(value, str) else ""
