"""What makes a JSON Feed right, by the text of its version 1.1: names, types, what must be there, what may not."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

VERSION = "https://jsonfeed.org/version/1.1"

_FEED: dict[str, type] = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "user_comment": str,
    "next_url": str, "icon": str, "favicon": str, "authors": list, "language": str, "expired": bool, "hubs": list,
    "items": list,
}  # fmt: skip
_ITEM: dict[str, type] = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str, "content_text": str,
    "summary": str, "image": str, "banner_image": str, "date_published": str, "date_modified": str,
    "authors": list, "tags": list, "language": str, "attachments": list,
}  # fmt: skip
_AUTHOR: dict[str, type] = {"name": str, "url": str, "avatar": str}
_ADDRESSES = {"home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "external_url", "image",
              "banner_image", "avatar"}  # fmt: skip


def json_problems(body: bytes) -> list[str]:
    """What is wrong with a JSON Feed; nothing is []."""
    try:
        # UTF-8 without a mark in front (RFC 8259 section 8.1), and each name once (section 4).
        feed = json.loads(body.decode("utf-8"), object_pairs_hook=_read_object)
    except ValueError as error:
        return [f"no JSON: {error}"]
    if not isinstance(feed, dict):
        return ["no object"]
    return list(_feed_rules(feed))


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(f"{twice[0]} stands twice")
    return dict(pairs)


def _feed_rules(feed: dict[str, Any]) -> Iterator[str]:
    yield from _names(feed, known=_FEED)
    if feed.get("version") != VERSION:
        yield "not of version 1.1"
    if not feed.get("title"):
        yield "feed without title"
    if not isinstance(feed.get("items"), list):
        yield "feed without items"
        return
    # Strongly recommended, and we know them.
    yield from (f"feed without {name}" for name in ("home_page_url", "feed_url") if name not in feed)
    yield from _author_rules(feed)
    for item in feed["items"]:
        if isinstance(item, dict):
            yield from _item_rules(item)
        else:
            yield "an item is no object"
    ids = Counter(str(item.get("id")) for item in feed["items"] if isinstance(item, dict))
    yield from (f"two items are {name}" for name, count in ids.items() if count > 1)


def _item_rules(item: dict[str, Any]) -> Iterator[str]:
    yield from _names(item, known=_ITEM)
    if not item.get("id"):
        yield "item without id"
    if not item.get("content_html") and not item.get("content_text"):
        yield "item without content"
    for name in ("date_published", "date_modified"):
        yield from _date_rules(item, name)
    yield from _author_rules(item)
    if not all(isinstance(tag, str) for tag in item.get("tags", [])):
        yield "a tag is no string"


def _author_rules(holder: dict[str, Any]) -> Iterator[str]:
    for author in holder.get("authors", []):
        if not isinstance(author, dict) or not author:
            yield "an author without anything"
        else:
            yield from _names(author, known=_AUTHOR)


def _names(holder: dict[str, Any], *, known: dict[str, type]) -> Iterator[str]:
    for name, value in holder.items():
        # Extensions begin with an underscore.
        if name not in known and not name.startswith("_"):
            yield f"unknown name {name}"
        elif name in known and not isinstance(value, known[name]):
            yield f"{name} is no {known[name].__name__}"
        elif name in _ADDRESSES and not _is_web(value):
            yield f"{name} is no address"


def _date_rules(item: dict[str, Any], name: str) -> Iterator[str]:
    text = item.get(name)
    if text is None:
        return
    try:
        is_whole = "T" in text and datetime.fromisoformat(text).tzinfo is not None
    except (TypeError, ValueError):
        is_whole = False
    if not is_whole:
        yield f"{name} is no date of RFC 3339: {text}"


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
