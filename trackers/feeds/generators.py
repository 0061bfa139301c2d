"""How feeds are written down: Django's Atom (RFC 4287) and RSS 2.0 generators with what hostile text asks of them.

And JSON Feed 1.1 (jsonfeed.org) beside them, which Django does not know.

Django escapes every text once, refuses control characters in some places and does not look at others. Here everything
that goes in passes one door, so that no text of a publisher can make a feed that is no XML.
"""

import json
import re
from datetime import UTC, datetime
from typing import IO, Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

# Everything but XML 1.0's production [2] Char: most control characters, surrogates, U+FFFE and U+FFFF.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def strip_illegal(value: Any) -> Any:
    """Return a text, or the texts of a list or tuple, without the characters that XML 1.0 cannot carry."""
    if isinstance(value, str):
        return _NOT_XML.sub("", value)
    if isinstance(value, list | tuple):
        return type(value)(strip_illegal(part) for part in value)
    return value


class ChangesGenerator(SyndicationFeed):
    """What both forms share: only legal characters, and a date that is the same however often the feed is written."""

    suffix: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.feed = {name: strip_illegal(value) for name, value in self.feed.items()}

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        """Add an entry, without the characters that XML cannot carry."""
        super().add_item(*args, **kwargs)
        self.items[-1] = {name: strip_illegal(value) for name, value in self.items[-1].items()}

    def latest_post_date(self) -> datetime:
        """Return when the feed last differed: Django's own answer for an empty feed is the present moment."""
        updated: datetime = self.feed["updated"]
        return updated


class ChangesAtom(ChangesGenerator, Atom1Feed):
    """Atom, each entry marked with the language of the words it quotes."""

    suffix = "atom"

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Return ``xml:lang`` (RFC 4287 section 2) where the language is known."""
        return {"xml:lang": item["lang"]} if item["lang"] else {}


class ChangesRss(ChangesGenerator, Rss201rev2Feed):
    """RSS 2.0. The publisher stands in ``dc:creator``, because ``author`` asks for an e-mail address."""

    suffix = "rss"


class ChangesJson(ChangesGenerator):
    """JSON Feed 1.1. What is not known is left out, as the format asks."""

    suffix = "json"
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[Any], encoding: str) -> None:
        """Write the feed to what takes bytes, as an answer does."""
        feed = self.feed
        written = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed["title"],
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": feed["subtitle"] or feed["description"],
            "language": feed["language"],
            "authors": _write_authors(feed),
        }
        items = {"items": [write_item(item) for item in self.items]}
        text = json.dumps(_drop_empty(written) | items, ensure_ascii=False)
        outfile.write(text.encode(encoding))


def write_item(item: dict[str, Any]) -> dict[str, Any]:
    """Return an entry, in the words of Django's feeds, as an item of a JSON Feed."""
    return _drop_empty(
        {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["description"],
            "date_published": _write_date(item["pubdate"]),
            "date_modified": _write_date(item["updateddate"]),
            "authors": _write_authors(item),
            "tags": list(item["categories"]),
            "language": item["lang"],
        }
    )


def _write_authors(holder: dict[str, Any]) -> list[dict[str, Any]]:
    author = _drop_empty({"name": holder["author_name"], "url": holder["author_link"]})
    return [author] if author else []


def _write_date(moment: datetime | None) -> str:
    """Return a moment as RFC 3339 writes it."""
    return moment.astimezone(UTC).isoformat() if moment is not None else ""


def _drop_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
