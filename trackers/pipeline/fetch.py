"""Fetch: one polite request to a publisher, and what its answer means.

The raw response is stored before anything is read from it. Our own trouble, the server's refusals and the guard's
become an Outcome with a plain sentence; nothing here raises for what a server does.
"""

import hashlib
import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import redis
import zstandard
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.models import Article, Change, Outcome, Snapshot
from trackers.models.snapshot import lock_body, storage_name
from trackers.text.urls import host_of
from trackers.web.client import FetchCode, FetchError, Limits, Refused, Response, TooLarge, fetch
from trackers.web.manners import HostTurns, Turn, retry_after
from trackers.web.resolver import Resolver
from trackers.web.robots import Robots, Stance, fetch_robots

logger = logging.getLogger(__name__)

PAGE_LIMITS = Limits(body_bytes=10 * 1024 * 1024)
LONGEST_WAIT = timedelta(seconds=3)
# Whoever asked for a look by hand waits for a host's turn rather than being told to come back.
DESK_PATIENCE = timedelta(seconds=45)
LEVEL = 9
SLOW_DOWN = frozenset({429, 503})


@dataclass(frozen=True)
class Wire:
    """How the pipeline reaches publishers: handed in, so that tests put a loopback press behind it.

    ``patience`` is how long a look waits for its turn at a host before it is put off.
    """

    agent: str
    turns: HostTurns
    allowed_peers: frozenset[str] = frozenset()
    resolver: Resolver | None = None
    clock: Callable[[], datetime] = timezone.now
    pause: Callable[[float], None] = time.sleep
    patience: timedelta = LONGEST_WAIT


@dataclass(frozen=True)
class Look:
    """One request and its meaning. ``outcome`` is None when there is a body to read."""

    started_at: datetime
    finished_at: datetime
    outcome: Outcome | None
    detail: str = ""
    response: Response | None = None
    not_before: datetime | None = None
    elapsed_ms: int = field(default=0)

    @property
    def status(self) -> int | None:
        """Return the HTTP status, where there was an answer."""
        return self.response.status if self.response else None

    @property
    def wire_bytes(self) -> int:
        """Return how many bytes came over the wire."""
        return self.response.wire_bytes if self.response else 0


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


def default_wire(*, patience: timedelta = LONGEST_WAIT) -> Wire:
    """Return the wire the settings describe."""
    turns = HostTurns(redis.Redis.from_url(settings.REDIS_URL))
    return Wire(
        agent=settings.USER_AGENT,
        turns=turns,
        allowed_peers=settings.FETCH_ALLOWED_PEERS,
        patience=patience,
    )


def look_at(url: str, *, wire: Wire, host_delay: timedelta, conditional: Mapping[str, str]) -> Look:
    """Ask for ``url`` once, in this host's turn and if its robots.txt lets us; raise HostBusy when the turn is taken.

    Costs one request (two when robots.txt is not known yet) and at most ``wire.patience`` of waiting.
    """
    robots = _recall_robots(url)
    turn = _take_turn(url, wire=wire, pause=_pause_at(host_delay, robots, wire=wire))
    try:
        if robots is None:
            robots = _ask_robots(url, wire=wire)
            turn = replace(turn, delay=_pause_at(host_delay, robots, wire=wire))
        started_at, clock_start = wire.clock(), time.monotonic()
        if not robots.allows(url, wire.agent):
            outcome, detail = _explain_robots(robots)
            return Look(started_at, wire.clock(), outcome, detail, elapsed_ms=_since(clock_start))
        try:
            response = fetch(
                url,
                limits=PAGE_LIMITS,
                headers=conditional,
                agent=wire.agent,
                allowed_peers=wire.allowed_peers,
                resolver=wire.resolver,
            )
        except FetchError as error:
            outcome, detail = _explain_error(error)
            return Look(started_at, wire.clock(), outcome, detail, elapsed_ms=_since(clock_start))
        finished_at = wire.clock()
        if _is_forbidden_elsewhere(url, response, wire=wire):
            words = _("robots.txt of the host it leads to asks us not to look there.")
            return Look(started_at, finished_at, Outcome.DISALLOWED, words, elapsed_ms=_since(clock_start))
        outcome_or_none, detail = _explain_status(response)
        not_before = None
        if response.status in SLOW_DOWN:
            not_before = retry_after(response.header("retry-after"), now=finished_at)
        if not_before is not None:
            wire.turns.slow(host_of(url), not_before, now=finished_at)
        return Look(
            started_at, finished_at, outcome_or_none, detail, response, not_before, _since(clock_start)
        )
    finally:
        turn.release()


def keep_response(article: Article, response: Response, *, fetched_at: datetime) -> Snapshot:
    """Store a response's body under its hash, and its headers; bytes that are the last ones again keep the same row."""
    digest = hashlib.sha256(response.body).hexdigest()
    last = article.last_snapshot
    if last is not None and last.sha256 == digest and last.body_deleted_at is None:
        return last
    packed = zstandard.ZstdCompressor(level=LEVEL).compress(response.body)
    _store_body(digest, packed)
    with transaction.atomic():
        lock_body(digest)
        snapshot = Snapshot.objects.create(
            article=article,
            fetched_at=fetched_at,
            url=response.final_url[:2000],
            status=response.status,
            headers=[[_plain(name), _plain(value)] for name, value in response.headers],
            sha256=digest,
            size=len(response.body),
            stored_size=len(packed),
        )
        # Rarely: the rule that forgets bodies deleted this one before our row could tell it not to.
        _store_body(digest, packed)
    return snapshot


def _store_body(digest: str, packed: bytes) -> None:
    storage, name = storages["snapshots"], storage_name(digest)
    if not storage.exists(name):
        storage.save(name, ContentFile(packed))


def _take_turn(url: str, *, wire: Wire, pause: timedelta) -> Turn:
    host, waited = host_of(url), 0.0
    while True:
        taken = wire.turns.take(host, delay=pause)
        if isinstance(taken, Turn):
            return taken
        if waited + taken > wire.patience.total_seconds():
            raise HostBusy(timedelta(seconds=taken))
        wire.pause(taken)
        waited += taken


def _pause_at(host_delay: timedelta, robots: Robots | None, *, wire: Wire) -> timedelta:
    """The Source's own delay, or the longer one that robots.txt asks for."""
    return host_delay if robots is None else max(host_delay, robots.delay(wire.agent))


def _recall_robots(url: str) -> Robots | None:
    known = cache.get(_robots_key(url))
    return Robots(**known) if isinstance(known, dict) else None


def _ask_robots(url: str, *, wire: Wire) -> Robots:
    robots = fetch_robots(url, agent=wire.agent, allowed_peers=wire.allowed_peers, resolver=wire.resolver)
    cache.set(_robots_key(url), robots.as_dict(), robots.keep_for.total_seconds())
    return robots


def _is_forbidden_elsewhere(url: str, response: Response, *, wire: Wire) -> bool:
    """Tell whether a redirect led to another host that does not want to be read: then nothing of it is kept."""
    final_url = response.final_url
    if host_of(final_url) == host_of(url):
        return False
    robots = _recall_robots(final_url) or _ask_robots(final_url, wire=wire)
    return not robots.allows(final_url, wire.agent)


def _explain_robots(robots: Robots) -> tuple[Outcome, str]:
    """A site that cannot say what it allows is left alone (RFC 9309 section 2.3.1.4), which is no prohibition."""
    if robots.stance == Stance.RULES:
        return Outcome.DISALLOWED, _("robots.txt asks us not to look at this address.")
    if robots.status:
        return Outcome.FAILED, _("The server answered %(status)d for robots.txt.") % {"status": robots.status}
    return Outcome.FAILED, _("The server could not be reached.")


def _robots_key(url: str) -> str:
    scheme, _separator, rest = url.partition("://")
    return "robots:" + hashlib.sha256(f"{scheme}://{rest.partition('/')[0]}".encode()).hexdigest()


def _explain_error(error: FetchError) -> tuple[Outcome, str]:
    if isinstance(error, Refused):
        return Outcome.REFUSED, _("Our address guard refused this address (%(code)s).") % {
            "code": error.code.value
        }
    if isinstance(error, TooLarge):
        return Outcome.UNREADABLE, _("The answer is larger than we read.")
    sentences = {
        FetchCode.TIMED_OUT: _("The server did not answer in time."),
        FetchCode.DNS: _("The server's name could not be found."),
        FetchCode.CONNECT: _("The server could not be reached."),
        FetchCode.TLS: _("The server's certificate could not be verified."),
    }
    return Outcome.FAILED, sentences.get(error.code, _("The server's answer could not be understood."))


_STATUS_OUTCOMES = {
    304: Outcome.NOT_MODIFIED,
    401: Outcome.FORBIDDEN,
    402: Outcome.FORBIDDEN,
    403: Outcome.FORBIDDEN,
    404: Outcome.MISSING,
    410: Outcome.GONE,
    429: Outcome.RATE_LIMITED,
    451: Outcome.FORBIDDEN,
}


def _explain_status(response: Response) -> tuple[Outcome | None, str]:
    status = response.status
    if status == 200:
        return (None, "") if response.body.strip() else (Outcome.UNREADABLE, _("The page is empty."))
    if status == 304:
        return Outcome.NOT_MODIFIED, ""
    if status == 503 and response.header("retry-after"):
        return Outcome.RATE_LIMITED, _("The server asked us to come back later (503).")
    outcome = _STATUS_OUTCOMES.get(status, Outcome.FAILED)
    return outcome, _("The server answered %(status)d.") % {"status": status}


def _since(clock_start: float) -> int:
    return round((time.monotonic() - clock_start) * 1000)


def _plain(text: str) -> str:
    return text.replace("\x00", "")[:2000]
