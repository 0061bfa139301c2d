"""How feeds are written down: Django's Atom (RFC 4287) and RSS 2.0 generators with what hostile text asks of them.

Django escapes every text once, refuses control characters in some places and does not look at others. Here everything
that goes in passes one door, so that no text of a publisher can make a feed that is no XML.
"""

import re
from datetime import datetime
from typing import Any

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
