"""``manage.py seed_demo --press http://127.0.0.1:PORT``: follow the demo press like any other publisher.

Only its times are short: an article is looked at again after seconds instead of half an hour. Run again it
changes nothing; with another port it moves the feeds there, and what an editor has set meanwhile stays as it
is.
"""

import argparse
import ipaddress
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from newswatch.demo.paper import NAME
from trackers.desk.errors import DeskError
from trackers.desk.feeds import add_feed, revise_feed
from trackers.desk.sources import follow_source, revise_source
from trackers.models import FeedKind, Source

SLUG = "vellmouth-courier"
FEEDS = (
    (FeedKind.RSS, "/feeds/all.rss", "The Vellmouth Courier"),
    (FeedKind.ATOM, "/feeds/city.atom", "The Vellmouth Courier: City"),
)
FIRST_INTERVAL = timedelta(seconds=4)
HOST_DELAY = timedelta(milliseconds=100)
# As many as a budget can be: looks every few seconds use an ordinary one up in half an hour.
REQUESTS_A_DAY = 100_000
FEED_INTERVAL = timedelta(seconds=5)


class Command(BaseCommand):
    """Make the demo press a Source with its Feeds."""

    help = "Follows the demo press that listens at the given address."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the press's address."""
        parser.add_argument(
            "--press", required=True, type=read_press, metavar="URL", help="http://127.0.0.1:PORT"
        )

    def handle(self, *_args: Any, press: str, **_options: Any) -> None:
        """Follow the press, or move its feeds to its new address, and say which."""
        try:
            with transaction.atomic():
                source = Source.objects.select_for_update().filter(slug=SLUG).first()
                done = move_press(source, press=press) if source else follow_press(press)
        except DeskError as error:
            raise CommandError(error.sentence) from error
        self.stdout.write(f"{NAME} {done} at {press}/")


def follow_press(press: str) -> str:
    """Make the Source and its Feeds; return what was done, in words."""
    source = follow_source(
        name=NAME,
        slug=SLUG,
        homepage=f"{press}/",
        language="en",
        timezone="UTC",
        first_interval=FIRST_INTERVAL,
        host_delay=HOST_DELAY,
        requests_a_day=REQUESTS_A_DAY,
        actor=None,
    )
    for kind, path, title in FEEDS:
        add_feed(source, kind=kind, address=press + path, title=title, interval=FEED_INTERVAL, actor=None)
    return "is followed from now on"


def move_press(source: Source, *, press: str) -> str:
    """Let a Source that is there already point at the press, and its Feeds; return what was done."""
    reason = "The demo press has another address."
    if source.homepage == f"{press}/":
        return "is followed already"
    revise_source(source, changes={"homepage": f"{press}/"}, actor=None, reason=reason)
    for feed in source.feeds.all():
        path = urlsplit(feed.address).path
        if path in {known for _kind, known, _title in FEEDS}:
            revise_feed(feed, changes={"address": press + path}, actor=None, reason=reason)
    return "has moved and is followed"


def read_press(text: str) -> str:
    """Return the press's origin without a slash at its end; raise ArgumentTypeError for any other address."""
    parts = urlsplit(text)
    try:
        port, is_ours = parts.port, ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        port, is_ours = None, False
    if parts.scheme != "http" or not port or not is_ours or parts.path not in {"", "/"} or parts.query:
        raise argparse.ArgumentTypeError("the demo press is at an address such as http://127.0.0.1:8123")
    return f"http://{parts.netloc}"
