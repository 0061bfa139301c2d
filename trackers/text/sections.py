"""Section pages and the Feeds that a page offers: web pages read for their links."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from trackers.text.collect import Collection
from trackers.text.entries import LONGEST_TITLE, FeedKind, FeedLink, Listing
from trackers.text.headline import is_hidden, meta_content, text_of
from trackers.text.tidy import tidy
from trackers.text.urls import BadURL, address_key, normalise_url
from trackers.text.webpage import WebPage

MOST_FEED_LINKS = 50
_FRAMES = frozenset({"nav", "footer", "form"})
_FRAME_ROLES = frozenset({"navigation", "contentinfo", "search"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|mp[34]|m4a|ogg|webm|mov|avi|pdf|zip|gz|docx?|xlsx?|pptx?|epub|css|js|json|xml|rss|atom)$",
    re.IGNORECASE,
)
NO_STORY = frozenset(
    """
    about account accounts advertise author authors by careers categories category contact contributor
    contributors cookies donate events faq feed feeds help impressum jobs kategorie legal login logout
    members membership newsletter newsletters page people privacy profile profiles register registration rss
    search section sections shop sign-in signin sign-up signup sitemap staff subscribe subscription
    subscriptions tag tags team terms thema themen topic topics user users wp-admin wp-content wp-json
    wp-login.php
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/-]|$)")
_NUMBERED = re.compile(r"\d{5,}|(?:^|[-_.])[a-z]?\d{4,}(?:$|[-_.])|[0-9a-f]{8}-[0-9a-f]{4}-")
_WORDS = re.compile(r"[-_+]|%20")
_FEED_TYPES = {
    "application/rss+xml": FeedKind.RSS,
    "application/rdf+xml": FeedKind.RSS,
    "application/atom+xml": FeedKind.ATOM,
    "application/feed+json": FeedKind.JSON,
}
# Types that say nothing of feeds: taken for one only where the address does.
_VAGUE_TYPES = {"application/json": FeedKind.JSON, "text/xml": FeedKind.RSS, "application/xml": FeedKind.RSS}
_FEED_PATH = re.compile(r"(?:\.(?:rss|atom|xml|rdf)|/(?:rss|feed|atom|feed\.json)/?)$", re.IGNORECASE)
# urlsplit raises for a host with half a pair of brackets.
_BRACKET = re.compile(r"[\[\]]")
_FEED_WORD = re.compile(r"rss|feed|atom", re.IGNORECASE)


def read_section(page: WebPage) -> Listing:
    """Return the links of a page that look like articles, in the order of the page.

    Taken are links to the same site, outside navigation, footers and forms, whose path looks like that of a
    story (a date, a number, a slug of several words) and whose text is long enough for a headline.
    """
    collection = Collection()
    site = _site(page.url)
    titles: dict[str, str] = {}
    for link in page.tree.iter("a"):
        href = link.get("href", "")
        try:
            url = normalise_url(href, base=page.base)
            key = address_key(url)
        except BadURL:
            continue
        if (
            key.partition("/")[0] != site
            or key == address_key(page.url)
            or not _is_story_path(urlsplit(url).path)
        ):
            continue
        if _stands_in_frame(link):
            continue
        title = _title(link)
        # One story is often linked twice, by its picture and by its headline: the first place, the longest
        # text.
        if len(title) >= len(titles.get(key, "")):
            titles[key] = title
        collection.add(url, base=page.base, title=title)
    for key, entry in list(collection.entries.items()):
        if _is_headline(titles[key]):
            collection.entries[key] = replace(entry, title=titles[key][:LONGEST_TITLE])
        else:
            del collection.entries[key]
    name = page.tree.find(".//title")
    return Listing(
        kind=FeedKind.PAGE,
        title=meta_content(page.tree, "og:title") or (text_of(name) if name is not None else ""),
        language=tidy(page.tree.get("lang", ""))[:35],
        entries=collection.newest(),
        problems=tuple(collection.problems()),
    )


def find_feed_links(page: WebPage) -> tuple[FeedLink, ...]:
    """Return the Feeds a page offers: those it declares (`rel=alternate`) first, then links that look like
    feeds."""
    found: dict[str, FeedLink] = {}
    for feed in (*_declared(page), *_linked(page)):
        if len(found) < MOST_FEED_LINKS:
            found.setdefault(feed.url, feed)
    return tuple(found.values())


def _declared(page: WebPage) -> Iterator[FeedLink]:
    for link in page.tree.iter("link"):
        media_type = link.get("type", "").partition(";")[0].strip().lower()
        href = link.get("href", "")
        kind = _FEED_TYPES.get(media_type)
        if kind is None and _FEED_WORD.search(href):
            kind = _VAGUE_TYPES.get(media_type)
        if kind is not None and "alternate" in link.get("rel", "").lower().split():
            yield from _feed_link(href, kind, title=link.get("title", ""), base=page.base)


def _linked(page: WebPage) -> Iterator[FeedLink]:
    site = _site(page.url)
    for link in page.tree.iter("a"):
        href = link.get("href", "")
        path = (
            urlsplit(href.partition("#")[0].partition("?")[0]).path
            if len(href) < 2_000 and not _BRACKET.search(href)
            else ""
        )
        if not _FEED_PATH.search(path) or "sitemap" in path.lower():
            continue
        kind = (
            FeedKind.JSON
            if path.endswith(".json")
            else FeedKind.ATOM
            if "atom" in path.lower()
            else FeedKind.RSS
        )
        for feed in _feed_link(href, kind, title=text_of(link), base=page.base):
            if _site(feed.url) == site or _FEED_WORD.search(feed.url):
                yield feed


def _feed_link(href: str, kind: FeedKind, *, title: str, base: str) -> Iterator[FeedLink]:
    try:
        yield FeedLink(normalise_url(href, base=base), kind, tidy(title)[:300])
    except BadURL:
        return


def _site(url: str) -> str:
    return address_key(url).partition("/")[0]


def _stands_in_frame(link: HtmlElement) -> bool:
    for element in (link, *link.iterancestors()):
        if element.tag in _FRAMES or element.get("role") in _FRAME_ROLES or is_hidden(element):
            return True
    return False


def _is_story_path(path: str) -> bool:
    segments = [segment.lower() for segment in path.split("/") if segment]
    if not segments or _FILE.search(path) or any(segment in NO_STORY for segment in segments):
        return False
    last = re.sub(r"\.(?:s?html?|php|aspx?|stm|ece|jsp)$", "", segments[-1])
    words = [word for word in _WORDS.split(last) if len(word) > 1]
    if _DATED.search(path.lower()) and (len(words) > 1 or not last.isdigit()):
        return True
    return bool(_NUMBERED.search(last)) or len(words) >= 3 or bool(_SPACELESS.search(last))


def _title(link: HtmlElement) -> str:
    for name in _HEADINGS:
        heading = link.find(f".//{name}")
        if heading is not None and (text := text_of(heading)):
            return text
    return text_of(link)


def _is_headline(text: str) -> bool:
    if _SPACELESS.search(text):
        return len(text) >= 8
    return len(text) >= 15 and len(text.split()) >= 3
