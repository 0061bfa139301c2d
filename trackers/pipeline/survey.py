"""Survey: what could be followed at an address an editor or operator names. Nothing is stored."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from trackers.pipeline.fetch import HostBusy, Look, Wire, look_at
from trackers.text.listings import FeedLink, Listing, UnreadableListing, find_feeds, read_listing
from trackers.text.page import PageHead, read_head
from trackers.text.urls import BadURL, normalise_url

MOST_FEEDS = 12
SAMPLE = 3
# What newspapers commonly call their feeds; tried only when the page names none.
COMMON_PATHS = (
    "/feed",
    "/rss",
    "/feed.xml",
    "/rss.xml",
    "/atom.xml",
    "/sitemap-news.xml",
    "/news-sitemap.xml",
)


class SurveyFailed(ValueError):
    """The address cannot be surveyed; the text is a plain sentence for the person who typed it."""


@dataclass(frozen=True)
class FoundFeed:
    """A list of links that could be followed, with a few of its titles."""

    address: str
    kind: str
    title: str
    entries: int
    sample: tuple[str, ...]


@dataclass(frozen=True)
class Survey:
    """What stands at an address: the publisher as its pages name it and the Feeds found there."""

    homepage: str
    name: str
    language: str
    feeds: tuple[FoundFeed, ...]
    problems: tuple[str, ...] = ()


def survey_site(address: str, *, wire: Wire) -> Survey:
    """Look at an address and at the Feeds it leads to; raise SurveyFailed with a plain sentence.

    The address may be a home page, a section or a Feed itself. Costs one request, and one for each Feed (at most 12).
    """
    try:
        url = normalise_url(address if "//" in address else f"https://{address.strip()}")
    except BadURL as error:
        raise SurveyFailed(
            _("This is no web address: it must look like https://news.example.org/.")
        ) from error
    look = _look(url, wire=wire)
    if look.outcome is not None or look.response is None:
        raise SurveyFailed(_("Nothing could be read at %(url)s: %(why)s") % {"url": url, "why": look.detail})
    body, final_url = look.response.body, look.response.final_url
    content_type = look.response.header("content-type")
    home = f"{urlsplit(final_url).scheme}://{urlsplit(final_url).netloc}/"
    try:
        listing = read_listing(body, url=final_url, content_type=content_type)
    except UnreadableListing as error:
        listing, why = None, str(error)
    if listing is not None and listing.kind != "page":
        found = _describe(final_url, listing)
        return Survey(
            home, listing.title or urlsplit(home).netloc, listing.language, (found,), listing.problems
        )
    head = read_head(body, content_type=content_type)
    links = list(find_feeds(body, url=final_url, content_type=content_type))
    feeds, problems = _try_feeds(links, home=home, wire=wire)
    if listing is not None and listing.entries:
        feeds.append(_describe(final_url, listing))
    if not feeds:
        sentence = _("No feed, sitemap or list of articles was found at %(url)s.") % {"url": final_url}
        raise SurveyFailed(sentence if listing is not None else f"{sentence} {why}")
    return Survey(home, _name_of(head, home=home), head.language, tuple(feeds), tuple(problems))


def _try_feeds(links: list[FeedLink], *, home: str, wire: Wire) -> tuple[list[FoundFeed], list[str]]:
    feeds: list[FoundFeed] = []
    problems: list[str] = []
    for link in links[:MOST_FEEDS]:
        found = _try_feed(link.url, title=link.title, wire=wire)
        if isinstance(found, FoundFeed):
            feeds.append(found)
        else:
            problems.append(f"{link.url}: {found}")
    if not feeds:
        for path in COMMON_PATHS:
            found = _try_feed(home.rstrip("/") + path, title="", wire=wire)
            if isinstance(found, FoundFeed):
                feeds.append(found)
                break
    return feeds, problems


def _try_feed(url: str, *, title: str, wire: Wire) -> FoundFeed | str:
    look = _look(url, wire=wire)
    if look.outcome is not None or look.response is None:
        return look.detail
    try:
        listing = read_listing(
            look.response.body, url=look.response.final_url, content_type=look.response.header("content-type")
        )
    except UnreadableListing as error:
        return str(error)
    if listing.kind == "page":
        return _("This is a web page, not a feed.")
    return _describe(url, listing, title=title)


def _look(url: str, *, wire: Wire) -> Look:
    try:
        return look_at(url, wire=wire, host_delay=timedelta(milliseconds=200), conditional={})
    except HostBusy as error:
        raise SurveyFailed(
            _("The server is busy with another look of ours; please try again in a minute.")
        ) from error


def _describe(address: str, listing: Listing, *, title: str = "") -> FoundFeed:
    sample = tuple(entry.title or entry.url for entry in listing.entries[:SAMPLE])
    return FoundFeed(address, str(listing.kind), (listing.title or title)[:300], len(listing.entries), sample)


def _name_of(head: PageHead, *, home: str) -> str:
    return head.site_name or head.title.split(" | ")[0].split(" – ")[0] or urlsplit(home).netloc
