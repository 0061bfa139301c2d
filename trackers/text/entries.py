"""The values that reading a list of links gives."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_ENTRIES = 5_000
# What is looked at to choose the newest from: a sitemap may hold 50,000 addresses by its specification.
MOST_ITEMS = 50_000
LONGEST_TITLE = 500
MOST_CATEGORIES = 50
LONGEST_CATEGORY = 200


class FeedKind(StrEnum):
    """The forms a list of links comes in."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"
    PAGE = "page"


@dataclass(frozen=True)
class Entry:
    """One item of a Feed: an absolute http or https address and what the Feed says of it, in plain text.

    `published` is aware and in UTC; None where the Feed gives no date, or none in reason.
    """

    url: str
    title: str = ""
    categories: tuple[str, ...] = ()
    published: datetime | None = None


@dataclass(frozen=True)
class Listing:
    """What a fetched Feed holds: its Entries in its own order, each address once.

    `problems` are sentences for an operator; `more` are the child sitemaps of a sitemap index, newest first.
    """

    kind: FeedKind
    title: str
    language: str
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class FeedLink:
    """A Feed that a web page offers; `title` is what the page calls it, possibly ""."""

    url: str
    kind: FeedKind
    title: str = ""


@dataclass(frozen=True)
class PageHead:
    """A page's title, the site's name (Open Graph ``og:site_name``) and its language tag, each possibly empty."""

    title: str = ""
    site_name: str = ""
    language: str = ""


class UnreadableListing(ValueError):
    """A response that is no list of links; its text says why in one plain sentence."""
