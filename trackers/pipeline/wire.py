"""Wire: how the pipeline reaches publishers, handed in so that tests put a loopback press behind it."""

import functools
import json
import math
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.utils import timezone
from django.utils.translation import ngettext

from trackers.models import Change, Outcome
from trackers.pipeline.budget import Budgets
from trackers.pipeline.outage import Silences
from trackers.web.manners import HostTurns
from trackers.web.resolver import Resolver
from trackers.web.robots import Robots

LONGEST_WAIT = timedelta(seconds=3)
# Whoever asked for a look by hand waits for a host's turn rather than being told to come back.
DESK_PATIENCE = timedelta(seconds=45)
# How long a process believes what it has just read in the shared memory.
BELIEVED = 60.0


class SharedRobots:
    """The robots.txt of sites in Valkey, for all workers and machines; safe to use from several threads.

    Raises ``redis.RedisError`` when Valkey is away.
    """

    def __init__(self, redis_client: "redis.Redis", *, prefix: str = "newswatch") -> None:
        self._redis = redis_client
        self._prefix = prefix
        self._lock = threading.Lock()
        self._recent: dict[str, tuple[float, Robots]] = {}

    def recall(self, url: str) -> Robots | None:
        """Return what is known of the site of ``url``, None when its robots.txt has to be asked for.

        One round trip a minute and site.
        """
        site = site_of(url)
        with self._lock:
            seen_at, robots = self._recent.get(site, (-math.inf, None))
        if robots is not None and time.monotonic() - seen_at < BELIEVED:
            return robots
        packed = self._redis.get(self._key(site))
        if packed is None:
            return None
        robots = Robots(**json.loads(packed))
        self._believe(site, robots)
        return robots

    def keep(self, url: str, robots: Robots) -> None:
        """Remember what the site said, for as long as it may be used."""
        site = site_of(url)
        seconds = max(1, round(robots.keep_for.total_seconds()))
        self._redis.set(self._key(site), json.dumps(robots.as_dict()), ex=seconds)
        if seconds > BELIEVED:
            self._believe(site, robots)

    def _believe(self, site: str, robots: Robots) -> None:
        with self._lock:
            if len(self._recent) > 2000:
                self._recent.clear()
            self._recent[site] = (time.monotonic(), robots)

    def _key(self, site: str) -> str:
        return f"{self._prefix}:robots:{site}"


@dataclass(frozen=True)
class Wire:
    """The agent's name, what all workers share of hosts (turns, robots.txt, silences, requests spent), and the clock.

    ``patience`` is how long a look waits for its turn at a host before it is put off; ``jitter`` gives a fraction
    between 0 and 1 each time it is asked. ``host_headers`` are sent to one exact host each.
    """

    agent: str
    turns: HostTurns
    robots: SharedRobots
    silences: Silences
    budgets: Budgets
    allowed_peers: frozenset[str] = frozenset()
    host_headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    resolver: Resolver | None = None
    clock: Callable[[], datetime] = timezone.now
    pause: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    patience: timedelta = LONGEST_WAIT


@dataclass(frozen=True)
class Report:
    """What a look came to: its Outcome (None when no look was made), one plain sentence, and the Change it found."""

    outcome: Outcome | None
    words: str
    change: Change | None = None


class HostBusy(Exception):
    """This host is not to be asked now; ``wait`` says for about how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"busy for {wait.total_seconds():.1f} s")
        self.wait = wait

    @property
    def words(self) -> str:
        """Return one plain sentence for whoever asked for the look."""
        minutes = math.ceil(self.wait.total_seconds() / 60)
        return ngettext(
            "The publisher's server is to be left alone for another minute; no look was made.",
            "The publisher's server is to be left alone for another %(count)d minutes; no look was made.",
            minutes,
        ) % {"count": minutes}


class OtherHostBusy(HostBusy):
    """A redirect leads to a host that is not to be asked now; the host that sent us there may be asked for more."""


@functools.cache
def shared_memory() -> dict[str, Any]:
    """Return what all workers share of hosts, one of each a process."""
    # One client a process; after a fork redis-py makes new connections by itself.
    client = redis.Redis.from_url(settings.REDIS_URL)
    return {
        "turns": HostTurns(client),
        "robots": SharedRobots(client),
        "silences": Silences(client),
        "budgets": Budgets(client),
    }


def default_wire(*, patience: timedelta = LONGEST_WAIT) -> Wire:
    """Return the wire the settings describe."""
    return Wire(
        agent=settings.USER_AGENT,
        allowed_peers=settings.FETCH_ALLOWED_PEERS,
        host_headers=settings.FETCH_HOST_HEADERS,
        patience=patience,
        **shared_memory(),
    )


def site_of(url: str) -> str:
    """Return scheme and host of an address: what a robots.txt speaks for (RFC 9309 section 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
