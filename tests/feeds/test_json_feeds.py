"""The feeds that programmers asked for: JSON Feed 1.1, with the words and ids of the other forms."""

import json
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import make_article, make_change, make_source
from tests.feeds.asking import address, get_feed, publish_annotation
from tests.feeds.json_rules import json_problems
from tests.feeds.rules import fragment_problems
from tests.feeds.test_validity import HOSTILE, fill
from trackers.feeds.passages import forget_passages
from trackers.text.listings import FeedKind, read_listing

pytestmark = pytest.mark.django_db

ROUTES = ("changes", "annotated")

FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Changes",
    "home_page_url": "https://news.example/",
    "feed_url": "https://news.example/feed.json",
    "authors": [{"name": "Newswatch"}],
    "items": [
        {
            "id": "tag:news.invalid,2026:1",
            "url": "https://news.example/1",
            "content_html": "<p>x</p>",
            "date_published": "2026-03-14T12:00:00+00:00",
            "tags": ["x"],
        }
    ],
}


def test_a_good_feed_passes_the_rules() -> None:
    assert json_problems(json.dumps(FEED).encode()) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"version": "https://jsonfeed.org/version/1"},
        {"title": ""},
        {"items": None},
        {"items": ["x"]},
        {"authors": [{}]},
        {"author": {"name": "x"}},
        {"home_page_url": "/"},
        {"language": ["en"]},
        {"items": FEED["items"] * 2},
        {"items": [{**FEED["items"][0], "id": 1}]},
        {"items": [{**FEED["items"][0], "id": ""}]},
        {"items": [{**FEED["items"][0], "content_html": ""}]},
        {"items": [{**FEED["items"][0], "date_published": "2026-03-14T12:00:00"}]},
        {"items": [{**FEED["items"][0], "date_published": "14 March 2026"}]},
        {"items": [{**FEED["items"][0], "tags": [1]}]},
        {"items": [{**FEED["items"][0], "link": "https://news.example/1"}]},
    ],
)
def test_a_feed_with_one_fault_fails_the_rules(fault: dict[str, Any]) -> None:
    assert json_problems(json.dumps(FEED | fault).encode())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"a": 1', b'\xef\xbb\xbf{"version": 1}', b'{"title": "a", "title": "b"}']
)
def test_what_is_no_object_fails_the_rules(body: bytes) -> None:
    assert json_problems(body)


@pytest.mark.parametrize("route", ROUTES)
def test_a_feed_is_valid_full_and_empty(route: str) -> None:
    assert json_problems(get_feed(f"{route}_json")) == []
    assert json.loads(get_feed(f"{route}_json"))["items"] == []
    publish_annotation(make_change(), labels=("Figure corrected",))
    assert json_problems(get_feed(f"{route}_json")) == []
    assert len(json.loads(get_feed(f"{route}_json"))["items"]) == 1


@pytest.mark.parametrize("route", ROUTES)
def test_hostile_text_stays_text(route: str) -> None:
    source = make_source(name="]]> <b>Gazette</b> &lt;i&gt; \u202e", homepage="javascript:alert(5)")
    fill(make_article(source, url="https://gazette.example/ferry"))
    body = get_feed(f"{route}_json")
    assert json_problems(body) == []
    assert b"alert(5)" not in body
    items = json.loads(body)["items"]
    assert len(items) == (1 if route == "annotated" else len(HOSTILE) - 1)
    for item in items:
        assert fragment_problems(item["content_html"]) == []
        assert item["authors"] == [{"name": source.name}]


@pytest.mark.parametrize("route", ROUTES)
def test_it_says_what_the_other_forms_say(route: str, settings: Any) -> None:
    source = make_source(name="Gazette & Sons", homepage="https://gazette.example/", language="fr")
    change = make_change(
        make_article(source), old={"headline": "Ferry sails"}, new={"headline": "Ferry & crew stay"}
    )
    publish_annotation(change, labels=("Figure",))
    feed = json.loads(get_feed(f"{route}_json"))
    atom = feedparser.parse(get_feed(f"{route}_atom"))
    (item,), (entry,) = feed["items"], atom.entries
    assert feed["title"] == atom.feed.title
    assert feed["home_page_url"] == atom.feed.link
    assert feed["feed_url"] == f"{settings.PUBLIC_URL}/feeds/{route}.json"
    assert item["title"] == entry.title == "Ferry sails → Ferry & crew stay"
    assert (item["id"], item["url"], item["language"]) == (entry.id, entry.link, "fr")
    assert (item["date_published"], item["date_modified"]) == (entry.published, entry.updated)
    assert item["tags"] == [tag.term for tag in entry.tags]
    assert item["authors"] == [{"name": "Gazette & Sons", "url": "https://gazette.example/"}]
    assert "<del>sails</del>" in item["content_html"]


def test_our_own_reader_reads_it() -> None:
    change = make_change(new={"headline": "Ferry stays"})
    listing = read_listing(
        get_feed("changes_json"),
        url="https://news.example/feed.json",
        content_type="application/feed+json; charset=utf-8",
    )
    assert listing.kind is FeedKind.JSON
    assert listing.problems == ()
    assert [entry.url.endswith(change.get_absolute_url()) for entry in listing.entries] == [True]


@pytest.mark.parametrize("route", ROUTES)
def test_a_reader_who_has_the_feed_gets_a_304_until_something_changes(route: str, client: Client) -> None:
    change = make_change()
    publish_annotation(change, at=timezone.now() - timedelta(hours=1))
    path = address(f"{route}_json")
    first = client.get(path)
    assert first["Content-Type"] == "application/feed+json; charset=utf-8"
    assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    by_tag = {"if-none-match": first["ETag"]}
    by_date = {"if-modified-since": first["Last-Modified"]}
    assert [client.get(path, headers=headers).status_code for headers in (by_tag, by_date)] == [304, 304]
    publish_annotation(make_change(change.article, new=["It is open again."]))
    assert [client.get(path, headers=headers).status_code for headers in (by_tag, by_date)] == [200, 200]


@pytest.mark.parametrize(("route", "budget"), [("changes", 3), ("annotated", 4)])
def test_it_costs_what_the_other_forms_cost(route: str, budget: int) -> None:
    for _ in range(3):
        publish_annotation(make_change())
    forget_passages()
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        get_feed(f"{route}_json")
    assert len(queries) == budget
