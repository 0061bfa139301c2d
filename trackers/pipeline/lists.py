"""Lists: which of the lists of links that a site may have can be read, asked for politely, a dozen at most."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from trackers.pipeline.fetch import Look, look_at
from trackers.pipeline.outage import say_stopped
from trackers.pipeline.readers import read_listing_apart
from trackers.pipeline.wire import HostBusy, Wire
from trackers.pipeline.words import translate_reason
from trackers.text.entries import FeedKind, FeedLink, Listing, UnreadableListing
from trackers.text.urls import BadURL, host_of, normalise_url

# Lists that are tried at one site, whether its page names them or they are looked for.
MOST_TRIED = 12
# Of these, where the site has them.
MOST_SITEMAPS, MOST_SECTIONS = 3, 3
MOST_SECONDS = 150.0
SAMPLE = 3
MOST_STORIES = 20
# A page with fewer links to articles is no section.
FEWEST_STORIES = 3
# What newspapers commonly call their feeds; tried only when none that the page names can be read.
COMMON_PATHS = (
    "/feed",
    "/rss",
    "/feed.xml",
    "/rss.xml",
    "/atom.xml",
    "/sitemap-news.xml",
    "/news-sitemap.xml",
)
_PAUSE = timedelta(milliseconds=200)


class SiteBusy(Exception):
    """The site is not to be asked now; the text is a plain sentence."""


@dataclass(frozen=True)
class FoundFeed:
    """A list of links that could be followed, with a few of its titles.

    ``stories`` are (address, title) of its first Entries, 20 at most, to try how they read.
    """

    address: str
    kind: str
    title: str
    entries: int
    sample: tuple[str, ...]
    stories: tuple[tuple[str, str], ...] = ()


def try_lists(
    links: Iterable[FeedLink],
    *,
    sitemaps: Sequence[str] = (),
    sections: Sequence[FeedLink] = (),
    home: str,
    wire: Wire,
) -> tuple[list[FoundFeed], list[str]]:
    """Return the lists that can be read, and a sentence for each that cannot.

    ``links`` are the Feeds that a page names, ``sitemaps`` what robots.txt names, as written there; both and some
    ``sections`` are tried, and where none can be read the addresses that are common. At most 12 requests.
    """
    tried = _Tries(wire)
    known = [*_sitemap_links(sitemaps, home=home)[:MOST_SITEMAPS], *sections[:MOST_SECTIONS]]
    named = list(links)[: MOST_TRIED - len(known)]
    for link in (*named, *known):
        tried.ask(link)
    if not tried.feeds:
        asked = {link.url for link in (*named, *known)}
        for path in COMMON_PATHS:
            url = home.rstrip("/") + path
            if url not in asked and tried.ask(FeedLink(url, FeedKind.RSS), is_guess=True):
                break
    return tried.feeds, tried.problems


def look_politely(url: str, *, wire: Wire) -> Look:
    """Look at an address of a site that nobody follows yet; raise SiteBusy with a plain sentence."""
    if (stopped := say_stopped()) is not None:
        raise SiteBusy(stopped)
    try:
        return look_at(url, wire=wire, host_delay=_PAUSE)
    except HostBusy as error:
        raise SiteBusy(
            _("The server is busy with another look of ours; please try again in a minute.")
        ) from error


def read_list(body: bytes, *, url: str, content_type: str) -> tuple[Listing | None, str]:
    """Return the list a body holds, or None and a sentence that says why it holds none."""
    try:
        return read_listing_apart(body, url=url, content_type=content_type), ""
    except UnreadableListing as error:
        return None, translate_reason(str(error))


def describe_list(address: str, listing: Listing, *, title: str = "") -> FoundFeed:
    """Return a list as it is offered."""
    sample = tuple(entry.title or entry.url for entry in listing.entries[:SAMPLE])
    stories = tuple((entry.url, entry.title[:300]) for entry in listing.entries[:MOST_STORIES])
    name = (listing.title or title)[:300]
    return FoundFeed(address, str(listing.kind), name, len(listing.entries), sample, stories)


class _Tries:
    """The lists of one site that were asked for: what can be followed, and what is wrong with the others."""

    def __init__(self, wire: Wire) -> None:
        self.feeds: list[FoundFeed] = []
        self.problems: list[str] = []
        self._wire = wire
        self._began = time.monotonic()
        self._requests = 0
        self._is_over = False

    def ask(self, link: FeedLink, *, is_guess: bool = False) -> bool:
        """Try a list; return whether it can be followed. A guess that fails is no problem, nor is a section."""
        if self._is_over or self._requests >= MOST_TRIED:
            return False
        if time.monotonic() - self._began > MOST_SECONDS:
            self._stop(_("The server asks for long pauses: not all of its lists were tried."))
            return False
        try:
            found = self._try(link)
        except SiteBusy:
            self._stop(_("The server asks for long pauses: not all of its lists were tried."))
            return False
        if isinstance(found, FoundFeed):
            self.feeds.append(found)
            return True
        if not is_guess and link.kind != FeedKind.PAGE:
            self.problems.append(f"{link.url}: {found}")
        return False

    def _try(self, link: FeedLink) -> FoundFeed | str:
        listing = self._fetch(link.url)
        if isinstance(listing, str):
            return listing
        if listing.kind == FeedKind.PAGE:
            is_section = link.kind == FeedKind.PAGE and len(listing.entries) >= FEWEST_STORIES
            found = describe_list(link.url, listing)
            return _rename(found, link.title) if is_section else _("This is a web page, not a feed.")
        if not listing.entries and listing.more and self._requests < MOST_TRIED:
            # A sitemap index holds its addresses elsewhere: its newest part shows what they are like.
            part = self._fetch(listing.more[0])
            if not isinstance(part, str):
                return describe_list(link.url, part, title=link.title)
        return describe_list(link.url, listing, title=link.title)

    def _fetch(self, url: str) -> Listing | str:
        self._requests += 1
        look = look_politely(url, wire=self._wire)
        if look.outcome is not None or look.response is None:
            return look.detail
        content_type = look.response.header("content-type")
        listing, why = read_list(look.response.body, url=look.response.final_url, content_type=content_type)
        return listing if listing is not None else why

    def _stop(self, words: str) -> None:
        self._is_over = True
        self.problems.append(words)


def _rename(found: FoundFeed, name: str) -> FoundFeed:
    return FoundFeed(
        found.address, found.kind, name or found.title, found.entries, found.sample, found.stories
    )


def _sitemap_links(written: Sequence[str], *, home: str) -> list[FeedLink]:
    """Return the sitemaps of a robots.txt, those of news first; only those of the site itself or below it."""
    links: dict[str, FeedLink] = {}
    site = host_of(home).removeprefix("www.")
    for text in written[:200]:
        try:
            url = normalise_url(text, base=home)
        except BadURL:
            continue
        host = host_of(url)
        if host == site or host.endswith(f".{site}"):
            links.setdefault(url, FeedLink(url, FeedKind.SITEMAP))
    return sorted(links.values(), key=lambda link: "news" not in urlsplit(link.url).path.lower())
