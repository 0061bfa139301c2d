"""Survey: what could be followed at an address an editor or operator names. Nothing is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trackers.models import Outcome, Source
from trackers.pipeline.extract import read_response
from trackers.pipeline.fetch import Look
from trackers.pipeline.lists import FoundFeed, SiteBusy, describe_list, look_politely, read_list, try_lists
from trackers.pipeline.readers import shared_readers
from trackers.pipeline.wire import Wire
from trackers.pipeline.words import translate_reason
from trackers.text.entries import FeedKind, PageHead
from trackers.text.extraction import ReadingState
from trackers.text.urls import BadURL, normalise_url

__all__ = [
    "FoundFeed",
    "NoAddress",
    "Suggestion",
    "Survey",
    "SurveyFailed",
    "recall_survey",
    "suggest",
    "survey_site",
]

LISTS_OF_NEWS = frozenset({FeedKind.RSS, FeedKind.ATOM, FeedKind.JSON})
LONGEST_NAME, LONGEST_SLUG = 200, 60
ANY_LANGUAGE = "en"
# Dots and colons inside a word are those of a host, which may stand in for a name.
_HOST_MARKS = re.compile(r"(?<=\w)[.:]+(?=\w)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class SurveyFailed(ValueError):
    """The address cannot be surveyed; the text is a plain sentence for the person who typed it."""


class NoAddress(SurveyFailed):
    """What was typed is no web address; nothing was asked for."""


@dataclass(frozen=True)
class Survey:
    """What stands at an address: the publisher as its pages name it and the Feeds found there.

    ``delay`` is the pause, in seconds, that its robots.txt asks for between two requests.
    """

    homepage: str
    name: str
    language: str
    feeds: tuple[FoundFeed, ...]
    problems: tuple[str, ...] = ()
    delay: float = 0.0


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
    where no answer comes. Tried are the Feeds that the page names, the sitemaps of robots.txt and some sections. Costs
    one request (two where http is tried as well), one for each of at most 12 lists, and one for the robots.txt of each
    host that is not known yet.
    """
    try:
        url, look = _reach(address, wire=wire)
    except SiteBusy as error:
        raise SurveyFailed(str(error)) from error
    if look.outcome is not None or look.response is None:
        raise SurveyFailed(_("Nothing could be read at %(url)s: %(why)s") % {"url": url, "why": look.detail})
    body, final_url = look.response.body, look.response.final_url
    content_type = look.response.header("content-type")
    home = f"{urlsplit(final_url).scheme}://{urlsplit(final_url).netloc}/"
    robots = wire.robots.recall(final_url)
    delay = robots.delay(wire.agent).total_seconds() if robots is not None else 0.0
    listing, why = read_list(body, url=final_url, content_type=content_type)
    if listing is not None and listing.kind != FeedKind.PAGE:
        found = describe_list(final_url, listing)
        problems = tuple(map(translate_reason, listing.problems))
        name = listing.title or urlsplit(home).netloc
        return Survey(home, name, listing.language, (found,), problems, delay)
    head = shared_readers().read_head(body, content_type=content_type)
    feeds, failures = try_lists(
        shared_readers().find_feeds(body, url=final_url, content_type=content_type),
        sitemaps=robots.sitemaps if robots is not None else (),
        sections=shared_readers().find_sections(body, url=final_url, content_type=content_type),
        home=home,
        wire=wire,
    )
    if listing is not None and listing.entries:
        feeds.append(describe_list(final_url, listing))
    obstacle = why or (_say_wall(look, wire=wire) if listing is None or not listing.entries else "")
    if not feeds:
        sentence = _("No feed, sitemap or list of articles was found at %(url)s.") % {"url": final_url}
        raise SurveyFailed(f"{sentence} {obstacle or ' '.join(failures[-1:])}".strip())
    if obstacle:
        itself = {"url": final_url, "why": obstacle}
        failures.insert(
            0, _("%(url)s itself: %(why)s What is offered was found elsewhere on the site.") % itself
        )
    return Survey(home, _name_of(head, home=home), head.language, tuple(feeds), tuple(failures), delay)


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
    feeds = tuple(_recall_feed(feed) for feed in facts["feeds"])
    return Survey(**{**facts, "feeds": feeds, "problems": tuple(facts["problems"])})


def _recall_feed(facts: Mapping[str, Any]) -> FoundFeed:
    stories = tuple((str(url), str(title)) for url, title in facts.get("stories", ()))
    return FoundFeed(**{**facts, "sample": tuple(facts["sample"]), "stories": stories})


def _say_wall(look: Look, *, wire: Wire) -> str:
    """Return what stands in the way on a page that leads to no list, such as a log-in; "" for nothing."""
    assert look.response is not None
    reading = read_response(look.response, asked_url=look.response.final_url, agent=wire.agent)
    return translate_reason(reading.reason) if reading.state is ReadingState.BLOCKED else ""


def _reach(address: str, *, wire: Wire) -> tuple[str, Look]:
    """Look at what was typed; return the address that was asked and the look."""
    typed = address.strip()
    if _SCHEME.match(typed):
        url = _read_address(typed)
        return url, look_politely(url, wire=wire)
    bare = typed.lstrip("/")
    secure, plain = _read_address(f"https://{bare}"), _read_address(f"http://{bare}")
    look = look_politely(secure, wire=wire)
    if not _is_silence(look):
        return secure, look
    other = look_politely(plain, wire=wire)
    return (secure, look) if _is_silence(other) else (plain, other)


def _read_address(address: str) -> str:
    try:
        return normalise_url(address)
    except BadURL as error:
        raise NoAddress(_("This is no web address: it must look like https://news.example.org/.")) from error


def _is_silence(look: Look) -> bool:
    return look.outcome == Outcome.FAILED and look.response is None


def _language_tag(stated: str) -> str:
    """Return what a site calls its language as a language tag; English where it is none."""
    tag = stated.strip().replace("_", "-")
    try:
        Source._meta.get_field("language").clean(tag, None)
    except ValidationError:
        return ANY_LANGUAGE
    return tag


def _name_of(head: PageHead, *, home: str) -> str:
    return head.site_name or head.title.split(" | ")[0].split(" – ")[0] or urlsplit(home).netloc
