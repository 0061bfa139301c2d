"""What makes a feed right, said by the standards themselves: RFC 4287's schema and rules, RSS 2.0's specification."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"

# RFC 822 with RSS 2.0's four-digit year; the day of the week is optional.
_RFC_822 = re.compile(
    r"((Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d\d:\d\d(:\d\d)? ([+-]\d{4}|UT|GMT|[ECMP][SD]T)"
)
_CHANNEL = {"title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate",
            "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput",
            "skipHours", "skipDays", "item"}  # fmt: skip
_ITEM = {
    "title",
    "link",
    "description",
    "author",
    "category",
    "comments",
    "enclosure",
    "guid",
    "pubDate",
    "source",
}
_MANY = {"item", "category"}
_BLOCKS = {"p", "blockquote"}
_HARMLESS = {"div", "p", "blockquote", "del", "ins", "em", "span"}


@cache
def atom_schema() -> etree.RelaxNG:
    """The schema of RFC 4287's Appendix B."""
    return etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


def atom_problems(body: bytes) -> list[str]:
    """What is wrong with an Atom feed; nothing is []."""
    try:
        feed = etree.fromstring(body)
    except etree.XMLSyntaxError as error:
        return [f"no XML: {error}"]
    schema = atom_schema()
    if not schema.validate(feed):
        return [f"schema: {entry.message}" for entry in schema.error_log] or ["schema"]
    return list(_atom_rules(feed)) if feed.tag == f"{ATOM}feed" else []


def rss_problems(body: bytes) -> list[str]:
    """What is wrong with an RSS 2.0 feed; nothing is []."""
    try:
        root = etree.fromstring(body)
    except etree.XMLSyntaxError as error:
        return [f"no XML: {error}"]
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(channels) != 1:
        return ["not one channel in an rss element of version 2.0"]
    return [
        *_rss_channel(channels[0]),
        *(problem for item in channels[0].findall("item") for problem in _rss_item(item)),
    ]


def fragment_problems(words: str) -> list[str]:
    """What is wrong with the HTML inside an entry: it must hold together and hold nothing but marked words."""
    problems = []
    try:
        root = etree.fromstring(f"<div>{words}</div>".encode())
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    for element in root.iter():
        if element.tag not in _HARMLESS:
            problems.append(f"element {element.tag!r}")
        problems += [f"attribute {name!r}" for name in element.attrib if name not in {"lang", "dir"}]
    problems += [f"loose {child.tag!r}" for child in root if child.tag not in _BLOCKS]
    if html.fromstring(f"<div>{words}</div>").text_content() != "".join(root.itertext()):
        problems.append("HTML and XML read different words")
    return problems


def _atom_rules(feed: etree._Element) -> Iterator[str]:
    """The rules of RFC 4287 that its schema leaves to Schematron and to prose."""
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        yield "section 4.1.1: an entry has no author and the feed has none"
    if feed.find(f"{ATOM}link[@rel='self']") is None:
        yield "section 4.1.1: no link to itself"
    for element in [feed, *entries]:
        alternates = [
            link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"
        ]
        if len({(link.get("type"), link.get("hreflang")) for link in alternates}) < len(alternates):
            yield "section 4.1: two alternate links of one type and language"
        if element is not feed and not alternates and element.find(f"{ATOM}content") is None:
            yield "section 4.1.2: no content and no alternate link"
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    yield from (f"section 4.2.6: two entries are {name}" for name, count in ids.items() if count > 1)
    for element in [feed, *entries]:
        if not urlsplit(element.findtext(f"{ATOM}id") or "").scheme:
            yield "section 4.2.6: an id is no IRI"
    for date in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        if datetime.fromisoformat(date.text or "").tzinfo is None:
            yield "section 3.3: a date without its zone"
    yield from (
        f"relative: {link.get('href')}" for link in feed.iter(f"{ATOM}link") if not _is_web(link.get("href"))
    )


def _rss_channel(channel: etree._Element) -> Iterator[str]:
    for name in ("title", "link", "description"):
        if not channel.findtext(name):
            yield f"channel without {name}"
    yield from _rss_names(channel, known=_CHANNEL)
    if not _is_web(channel.findtext("link")):
        yield "channel's link is not absolute"
    own = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if (
        len(own) != 1
        or not _is_web(own[0].get("href"))
        or own[0].get("type", "application/rss+xml") != "application/rss+xml"
    ):
        yield "no atom:link to itself"
    yield from _rss_date(channel, "lastBuildDate")
    if channel.find("ttl") is not None and not (channel.findtext("ttl") or "").isdigit():
        yield "ttl is no number"
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", channel.findtext("language") or "en"):
        yield "language is no tag"
    guids = Counter(item.findtext("guid") for item in channel.findall("item"))
    yield from (f"two items are {name}" for name, count in guids.items() if count > 1)


def _rss_item(item: etree._Element) -> Iterator[str]:
    if not item.findtext("title") and not item.findtext("description"):
        yield "item with neither title nor description"
    yield from _rss_names(item, known=_ITEM)
    guid = item.find("guid")
    if guid is None or not guid.text:
        yield "item without guid"
    elif guid.get("isPermaLink", "true") == "true" and not _is_web(guid.text):
        yield "guid says it is an address and is none"
    if item.find("author") is not None and "@" not in (item.findtext("author") or ""):
        yield "author without an e-mail address"
    if item.find("link") is not None and not _is_web(item.findtext("link")):
        yield "item's link is not absolute"
    if item.find("pubDate") is None:
        yield "item without date"
    yield from _rss_date(item, "pubDate")


def _rss_names(element: etree._Element, *, known: set[str]) -> Iterator[str]:
    names = Counter(
        child.tag for child in element if isinstance(child.tag, str) and not child.tag.startswith("{")
    )
    yield from (f"unknown element {name}" for name in names if name not in known)
    yield from (
        f"{name} stands {count} times" for name, count in names.items() if count > 1 and name not in _MANY
    )


def _rss_date(element: etree._Element, name: str) -> Iterator[str]:
    text = element.findtext(name)
    if text is None:
        return
    if not _RFC_822.fullmatch(text):
        yield f"{name} is no date of RFC 822: {text}"
    elif parsedate_to_datetime(text) > datetime.now(UTC) + timedelta(days=366 * 20):
        yield f"{name} lies in the far future"


def _is_web(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
