"""What a hostile list may not do: have us follow addresses that no publisher has."""

import logging

import pytest

from tests.builders import NOON, make_feed, make_source
from trackers.models import Article
from trackers.pipeline.discover import record_entries
from trackers.text.listings import Entry, FeedKind, Listing

pytestmark = pytest.mark.django_db

INSIDE = (
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:6379/",
    "http://[::ffff:10.0.0.1]/",
    "http://2130706433/",
    "https://news.example:22/",
)


def listing(*addresses: str) -> Listing:
    entries = tuple(Entry(url=address, title=f"Story at {address}") for address in addresses)
    return Listing(FeedKind.RSS, "News", "en", entries)


def test_entries_that_point_inside_make_no_article_and_leave_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    feed = make_feed(make_source())
    with caplog.at_level(logging.WARNING):
        found = record_entries(
            feed, listing(*INSIDE, "https://news.example/ferry"), now=NOON, allowed_peers=frozenset()
        )
    assert (found.new, found.refused) == (1, len(INSIDE))
    assert [article.url for article in Article.objects.all()] == ["https://news.example/ferry"]
    assert caplog.messages == [
        f"entry_refused feed={feed.pk} code=refused_address host=169.254.169.254 reason=link_local"
    ]


def test_a_peer_that_is_allowed_may_be_listed() -> None:
    feed = make_feed(make_source())
    found = record_entries(
        feed,
        listing("http://127.0.0.1:8731/ferry", "http://127.0.0.1:8732/ferry"),
        now=NOON,
        allowed_peers=frozenset({"127.0.0.1:8731"}),
    )
    assert (found.new, found.refused) == (1, 1)
