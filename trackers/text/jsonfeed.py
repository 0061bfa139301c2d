"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
import re
from typing import Any

from trackers.text.collect import Collection
from trackers.text.dates import read_date
from trackers.text.entries import MOST_ITEMS, FeedKind, Listing, UnreadableListing
from trackers.text.tidy import tidy
from trackers.text.urls import BadURL, normalise_url

DEEPEST = 60
_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1(?:\.\d)?/?", re.IGNORECASE)
_BRACKET = re.compile(r"[\[{\]}]")


def read_json_feed(text: str, *, url: str) -> Listing:
    """Return the Entries of a JSON Feed; raise UnreadableListing for JSON that is none."""
    if _is_too_deep(text):
        raise UnreadableListing("The values of this JSON are nested too deeply.")
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableListing("This JSON is broken or cut off.") from error
    if not isinstance(feed, dict) or not _VERSION.fullmatch(_text(feed, "version")):
        raise UnreadableListing("This is JSON, but not a JSON Feed.")
    collection = Collection()
    items = feed.get("items")
    for item in items[:MOST_ITEMS] if isinstance(items, list) else ():
        if not isinstance(item, dict):
            collection.without_address += 1
            continue
        tags = item.get("tags")
        collection.add(
            _text(item, "url") or _text(item, "external_url") or _web_id(item),
            base=_base(feed, url),
            title=_text(item, "title"),
            categories=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else (),
            published=read_date(item.get("date_published")) or read_date(item.get("date_modified")),
        )
    return Listing(
        kind=FeedKind.JSON,
        title=tidy(_text(feed, "title")),
        language=tidy(_text(feed, "language"))[:35],
        entries=collection.newest(),
        problems=tuple(collection.problems()),
    )


def _is_too_deep(text: str) -> bool:
    """Count brackets as in `trackers.text.jsonld`: those inside strings count too, closing ones among
    them."""
    depth = 0
    for found in _BRACKET.finditer(text):
        depth += 1 if found.group() in "[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _base(feed: dict[str, Any], url: str) -> str:
    try:
        return normalise_url(_text(feed, "home_page_url"), base=url)
    except BadURL:
        return url


def _web_id(item: dict[str, Any]) -> str:
    identity = _text(item, "id")
    return identity if identity.lower().startswith(("http://", "https://")) else ""


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""
