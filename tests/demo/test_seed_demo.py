"""`manage.py seed_demo` makes the demo press one publisher, however often and at whatever port it is run."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newswatch.management.commands.seed_demo import SLUG
from trackers.models import Feed, FeedKind, Source

pytestmark = pytest.mark.django_db


def seed(press: str) -> str:
    out = StringIO()
    call_command("seed_demo", "--press", press, stdout=out)
    return out.getvalue()


def addresses() -> dict[str, str]:
    return {feed.kind: feed.address for feed in Feed.objects.filter(source__slug=SLUG)}


def test_the_press_becomes_a_public_source_with_short_times_and_two_feeds() -> None:
    seed("http://127.0.0.1:8123/")

    source = Source.objects.get()
    assert (source.slug, source.homepage) == ("vellmouth-courier", "http://127.0.0.1:8123/")
    assert source.is_public
    assert source.first_interval == timedelta(seconds=4)
    assert source.requests_a_day == 100_000, "an ordinary budget is used up in half an hour"
    assert timedelta(milliseconds=50) <= source.host_delay <= timedelta(milliseconds=200)
    assert addresses() == {
        FeedKind.RSS: "http://127.0.0.1:8123/feeds/all.rss",
        FeedKind.ATOM: "http://127.0.0.1:8123/feeds/city.atom",
    }
    assert set(source.feeds.values_list("interval", flat=True)) == {timedelta(seconds=5)}


def test_a_second_run_changes_nothing_even_what_an_editor_has_set() -> None:
    seed("http://127.0.0.1:8123")
    Source.objects.update(first_interval=timedelta(seconds=30), name="The Courier")
    before = list(Source.objects.values()), list(Feed.objects.values())

    said = seed("http://127.0.0.1:8123")

    assert "is followed already" in said
    assert (list(Source.objects.values()), list(Feed.objects.values())) == before


def test_another_port_moves_the_feeds_and_makes_no_second_source() -> None:
    seed("http://127.0.0.1:8123")
    ids = set(Feed.objects.values_list("pk", flat=True))

    said = seed("http://127.0.0.1:9456")

    assert "has moved" in said
    assert Source.objects.get().homepage == "http://127.0.0.1:9456/"
    assert set(Feed.objects.values_list("pk", flat=True)) == ids
    assert set(addresses().values()) == {
        "http://127.0.0.1:9456/feeds/all.rss", "http://127.0.0.1:9456/feeds/city.atom",
    }  # fmt: skip


@pytest.mark.parametrize(
    "press",
    [
        "example.org",
        "https://127.0.0.1:8123",
        "http://10.0.0.1:8123",
        "http://127.0.0.1",
        "http://127.0.0.1:8123/x",
        "http://127.0.0.1:99999",
    ],
)
def test_only_a_press_on_loopback_is_followed(press: str) -> None:
    with pytest.raises(CommandError):
        seed(press)

    assert not Source.objects.exists()
