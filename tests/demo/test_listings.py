"""The demo press's feeds are what their standards ask for, and every reader finds its stories in them."""

from __future__ import annotations

from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree
from protego import Protego

from newswatch.demo import listings
from newswatch.demo.paper import Edition
from newswatch.demo.story import SECTIONS
from tests.demo.papers import ADDRESS, PAPER

NAMES = ["all", *SECTIONS]
MOMENTS = [0, 30, 150, 10_000_000]
MAKERS = {"rss": listings.rss, "atom": listings.atom}


def read(kind: str, name: str, *, edition: Edition) -> feedparser.FeedParserDict:
    body = MAKERS[kind](name, edition=edition, address=ADDRESS).encode()
    etree.fromstring(body)
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    return parsed


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seconds", MOMENTS)
def test_a_feed_lists_what_its_section_holds_newest_first(kind: str, name: str, seconds: float) -> None:
    edition = PAPER.at(seconds)
    parsed = read(kind, name, edition=edition)

    assert [entry.title for entry in parsed.entries] == [page.text.headline for page in edition.section(name)]
    assert [entry.id for entry in parsed.entries] == [
        listings.story_id(page) for page in edition.section(name)
    ]
    assert [entry.published_parsed[:6] for entry in parsed.entries] == [
        page.date_published.timetuple()[:6] for page in edition.section(name)
    ]
    assert all(entry.link.startswith(ADDRESS) for entry in parsed.entries)


def test_the_same_story_has_one_id_and_two_addresses() -> None:
    edition = PAPER.at(0)
    rss = {entry.id: entry.link for entry in read("rss", "all", edition=edition).entries}
    atom = {entry.id: entry.link for entry in read("atom", "city", edition=edition).entries}

    assert set(atom) < set(rss)
    for story, link in atom.items():
        assert rss[story] != link
        assert "utm_source" in urlsplit(rss[story]).query and not urlsplit(link).query
        assert urlsplit(rss[story]).path == urlsplit(link).path


def test_ids_outlive_a_new_headline() -> None:
    before = {page.path: listings.story_id(page) for page in PAPER.at(0).pages}
    after = {page.path: listings.story_id(page) for page in PAPER.at(9000).pages}

    assert all(after[path] == before[path] for path in set(before) & set(after))


def test_a_silent_edit_leaves_the_entry_as_it_was_dated() -> None:
    before, after = (
        {entry.id: entry for entry in read("atom", "city", edition=PAPER.at(seconds)).entries}
        for seconds in (5, 7)
    )
    fire = next(name for name in before if name.endswith("warehouse-fire"))

    assert before[fire].title != after[fire].title
    assert before[fire].updated == after[fire].updated


def test_robots_may_read_everything_but_the_subscribers_corner() -> None:
    robots = Protego.parse(listings.robots())

    for agent in ("Newswatch/0.1 (+https://changes.example/about/)", "SomebodyElse/2.0"):
        assert robots.can_fetch(f"{ADDRESS}/city/bridge-audit", agent)
        assert robots.can_fetch(f"{ADDRESS}/feeds/all.rss?x=1", agent)
        assert not robots.can_fetch(f"{ADDRESS}/private/notebook", agent)
