"""Survey: what could be followed at an address an editor or operator names. Nothing is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trackers.models import Outcome, Source
from trackers.pipeline.fetch import Look, look_at
from trackers.pipeline.outage import say_stopped
from trackers.pipeline.readers import read_listing_apart, shared_readers
from trackers.pipeline.wire import HostBusy, Wire
from trackers.pipeline.words import translate_reason
from trackers.text.entries import FeedKind, FeedLink, Listing, PageHead, UnreadableListing
from trackers.text.urls import BadURL, normalise_url

# Lists that are tried at one site, whether its page names them or they are looked for.
MOST_TRIED = 12
SAMPLE = 3
LISTS_OF_NEWS = frozenset({FeedKind.RSS, FeedKind.ATOM, FeedKind.JSON})
LONGEST_NAME, LONGEST_SLUG = 200, 60
ANY_LANGUAGE = "en"
# Dots and colons inside a word are those of a host, which may stand in for a name.
_HOST_MARKS = re.compile(r"(?<=\w)[.:]+(?=\w)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
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


class SurveyFailed(ValueError):
    """The address cannot be surveyed; the text is a plain sentence for the person who typed it."""


class NoAddress(SurveyFailed):
    """What was typed is no web address; nothing was asked for."""


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


@dataclass(frozen=True)
class Suggestion:
    """What to follow and under which name, as a Source takes it, unless somebody chooses otherwise."""

    name: str
    slug: str
    language: str
    feeds: tuple[FoundFeed, ...]


def survey_site(address: str, *, wire: Wire) -> Survey:
    """Look at an address and at the Feeds it leads to; raise SurveyFailed with a plain sentence, or NoAddress.

    The address may be a home page, a section or a Feed itself; without a scheme it is taken as https, and as http
    where no answer comes. Costs one request (two where http is tried as well), one for each of at most 12 lists, and
    one for the robots.txt of each host that is not known yet.
    """
    url, look = _reach(address, wire=wire)
    if look.outcome is not None or look.response is None:
        raise SurveyFailed(_("Nothing could be read at %(url)s: %(why)s") % {"url": url, "why": look.detail})
    body, final_url = look.response.body, look.response.final_url
    content_type = look.response.header("content-type")
    home = f"{urlsplit(final_url).scheme}://{urlsplit(final_url).netloc}/"
    listing, why = _read(body, url=final_url, content_type=content_type)
    if listing is not None and listing.kind != FeedKind.PAGE:
        found = _describe(final_url, listing)
        problems = tuple(map(translate_reason, listing.problems))
        return Survey(home, listing.title or urlsplit(home).netloc, listing.language, (found,), problems)
    head = shared_readers().read_head(body, content_type=content_type)
    links = list(shared_readers().find_feeds(body, url=final_url, content_type=content_type))
    feeds, failures = _try_feeds(links, home=home, wire=wire)
    if listing is not None and listing.entries:
        feeds.append(_describe(final_url, listing))
    if not feeds:
        sentence = _("No feed, sitemap or list of articles was found at %(url)s.") % {"url": final_url}
        raise SurveyFailed(f"{sentence} {why}".strip())
    return Survey(home, _name_of(head, home=home), head.language, tuple(feeds), tuple(failures))


def suggest(survey: Survey) -> Suggestion:
    """Return what to follow: every Feed of news that holds something, failing those the first other list that does.

    Where all are empty the first is followed, for a sitemap index holds its addresses elsewhere and a new Feed has
    none yet. Name, short name and language are always such that a Source takes them.
    """
    filled = [feed for feed in survey.feeds if feed.entries]
    news = [feed for feed in filled if feed.kind in LISTS_OF_NEWS]
    host = (urlsplit(survey.homepage).hostname or "").removeprefix("www.")
    name = survey.name[:LONGEST_NAME].strip()
    slug = slugify(_HOST_MARKS.sub("-", name)) or slugify(_HOST_MARKS.sub("-", host))
    return Suggestion(
        name=name or host,
        slug=slug[:LONGEST_SLUG].strip("-_"),
        language=_language_tag(survey.language),
        feeds=tuple(news or filled[:1] or survey.feeds[:1]),
    )


def recall_survey(facts: Mapping[str, Any]) -> Survey:
    """Return the Survey that ``dataclasses.asdict`` and JSON have been made of."""
    feeds = tuple(FoundFeed(**{**feed, "sample": tuple(feed["sample"])}) for feed in facts["feeds"])
    return Survey(**{**facts, "feeds": feeds, "problems": tuple(facts["problems"])})


def _reach(address: str, *, wire: Wire) -> tuple[str, Look]:
    """Look at what was typed; return the address that was asked and the look."""
    typed = address.strip()
    if _SCHEME.match(typed):
        url = _read_address(typed)
        return url, _look(url, wire=wire)
    bare = typed.lstrip("/")
    secure, plain = _read_address(f"https://{bare}"), _read_address(f"http://{bare}")
    look = _look(secure, wire=wire)
    if not _is_silence(look):
        return secure, look
    other = _look(plain, wire=wire)
    return (secure, look) if _is_silence(other) else (plain, other)


def _read_address(address: str) -> str:
    try:
        return normalise_url(address)
    except BadURL as error:
        raise NoAddress(_("This is no web address: it must look like https://news.example.org/.")) from error


def _is_silence(look: Look) -> bool:
    return look.outcome == Outcome.FAILED and look.response is None


def _read(body: bytes, *, url: str, content_type: str) -> tuple[Listing | None, str]:
    """Return the list a body holds, or None and a sentence that says why it holds none."""
    try:
        return read_listing_apart(body, url=url, content_type=content_type), ""
    except UnreadableListing as error:
        return None, translate_reason(str(error))


def _language_tag(stated: str) -> str:
    """Return what a site calls its language as a language tag; English where it is none."""
    tag = stated.strip().replace("_", "-")
    try:
        Source._meta.get_field("language").clean(tag, None)
    except ValidationError:
        return ANY_LANGUAGE
    return tag


def _try_feeds(links: list[FeedLink], *, home: str, wire: Wire) -> tuple[list[FoundFeed], list[str]]:
    feeds: list[FoundFeed] = []
    problems: list[str] = []
    for link in links[:MOST_TRIED]:
        found = _try_feed(link.url, title=link.title, wire=wire)
        if isinstance(found, FoundFeed):
            feeds.append(found)
        else:
            problems.append(f"{link.url}: {found}")
    if not feeds:
        tried = {link.url for link in links}
        common = [url for path in COMMON_PATHS if (url := home.rstrip("/") + path) not in tried]
        for url in common[: max(0, MOST_TRIED - len(links))]:
            found = _try_feed(url, title="", wire=wire)
            if isinstance(found, FoundFeed):
                feeds.append(found)
                break
    return feeds, problems


def _try_feed(url: str, *, title: str, wire: Wire) -> FoundFeed | str:
    look = _look(url, wire=wire)
    if look.outcome is not None or look.response is None:
        return look.detail
    listing, why = _read(
        look.response.body, url=look.response.final_url, content_type=look.response.header("content-type")
    )
    if listing is None:
        return why
    if listing.kind == FeedKind.PAGE:
        return _("This is a web page, not a feed.")
    return _describe(url, listing, title=title)


def _look(url: str, *, wire: Wire) -> Look:
    if (stopped := say_stopped()) is not None:
        raise SurveyFailed(stopped)
    try:
        return look_at(url, wire=wire, host_delay=timedelta(milliseconds=200))
    except HostBusy as error:
        raise SurveyFailed(
            _("The server is busy with another look of ours; please try again in a minute.")
        ) from error


def _describe(address: str, listing: Listing, *, title: str = "") -> FoundFeed:
    sample = tuple(entry.title or entry.url for entry in listing.entries[:SAMPLE])
    return FoundFeed(address, str(listing.kind), (listing.title or title)[:300], len(listing.entries), sample)


def _name_of(head: PageHead, *, home: str) -> str:
    return head.site_name or head.title.split(" | ")[0].split(" – ")[0] or urlsplit(home).netloc
