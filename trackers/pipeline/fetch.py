"""Fetch: polite requests to a publisher, and what its answers mean.

A conversation is one turn at one host: one connection, one request after the other with the pause in between that the
host is owed. Our own trouble, the server's refusals and the guard's become an Outcome with a plain sentence; nothing
here raises for what a server does, and nothing touches the database, so that many conversations run side by side.
"""

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType

from django.utils.translation import gettext as _

from trackers.models import Outcome, RobotsStance
from trackers.pipeline.meaning import (
    SILENT,
    SLOW_DOWN,
    explain_error,
    explain_robots,
    explain_status,
)
from trackers.pipeline.wire import HostBusy, OtherHostBusy, Wire
from trackers.text.urls import host_of
from trackers.web.client import Client, FetchError, Limits, Response
from trackers.web.conditional import Validators, conditional_headers
from trackers.web.manners import JITTER, Turn, retry_after
from trackers.web.robots import Robots, Stance, ask_robots

PAGE_LIMITS = Limits(body_bytes=10 * 1024 * 1024)
# A server that asks for rest without saying for how long.
USUAL_REST = timedelta(minutes=5)
# A longer pause, which robots.txt may ask for, is not waited out by a worker: its host's next look is put off.
LONGEST_PAUSE = timedelta(seconds=10)


@dataclass(frozen=True)
class Look:
    """One request and its meaning. ``outcome`` is None when there is a body to read.

    ``code`` is the wire's word for a request that brought no answer. ``is_silent`` says that nobody answered at all.
    """

    started_at: datetime
    finished_at: datetime
    outcome: Outcome | None
    detail: str = ""
    response: Response | None = None
    not_before: datetime | None = None
    elapsed_ms: int = 0
    code: str = ""

    @property
    def status(self) -> int | None:
        """Return the HTTP status, where there was an answer."""
        return self.response.status if self.response else None

    @property
    def wire_bytes(self) -> int:
        """Return how many bytes came over the wire."""
        return self.response.wire_bytes if self.response else 0

    @property
    def is_silent(self) -> bool:
        """Return whether nobody answered, which may be our own line's fault."""
        return self.code in SILENT


class Conversation:
    """A turn at one host, used as a context: entering takes the turn and raises HostBusy when it is not to be had.

    ``look`` may be called again and again for addresses of the same host; the pause that is due in between is waited
    out. Once the server asks for rest, or for pauses longer than LONGEST_PAUSE, further looks raise HostBusy.
    ``requests`` counts what was asked of servers.
    Not for use by two threads at once.
    """

    def __init__(
        self,
        url: str,
        *,
        wire: Wire,
        host_delay: timedelta,
        robots_stance: str = RobotsStance.OBEY,
    ) -> None:
        self.host = host_of(url)
        self._wire = wire
        self._host_delay = host_delay
        self._stance = robots_stance
        self._client = Client(
            allowed_peers=wire.allowed_peers, resolver=wire.resolver, host_headers=wire.host_headers
        )
        self._turn: Turn | None = None
        self._borrowed: dict[str, tuple[Turn, timedelta]] = {}
        self._delay = host_delay
        self.requests = 0
        self._has_spoken = False
        self._not_before: datetime | None = None

    @property
    def agent(self) -> str:
        """Return the name we bear towards servers."""
        return self._wire.agent

    def now(self) -> datetime:
        """Return the wire's time."""
        return self._wire.clock()

    def __enter__(self) -> "Conversation":
        self._turn = _take_turn(self.host, wire=self._wire, delay=self._delay)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        if self._turn is not None:
            self._turn.release(delay=self._delay)

    def look(
        self,
        url: str,
        *,
        known: Validators = Validators(),  # noqa: B008 (frozen)
        robots_stance: str | None = None,
    ) -> Look:
        """Ask for ``url`` once, if robots.txt lets us, and only for what is newer than ``known``.

        ``robots_stance`` is that of the address's own Source, where several have addresses at this host.
        Costs one request, and one more when robots.txt is not known yet. Raises HostBusy when the host has asked for
        rest, or its turn has been lost meanwhile; OtherHostBusy when that is true of a host a redirect leads to.
        """
        self._rest()
        self._stance = robots_stance or self._stance
        robots = self._robots_for(url)
        self._delay = max(self._host_delay, robots.delay(self._wire.agent))
        started_at, clock_start = self._wire.clock(), time.monotonic()
        if not self._lets_us(robots, url):
            outcome, detail = explain_robots(robots)
            return Look(started_at, self._wire.clock(), outcome, detail, code=robots.code)
        self._has_spoken = True
        self.requests += 1
        asks_for_news = conditional_headers(known)
        try:
            response = self._client.fetch(
                url,
                limits=PAGE_LIMITS,
                headers=asks_for_news,
                agent=self._wire.agent,
                permit=self._permit,
            )
        except _NotThere as no:
            outcome, detail = no.outcome, no.detail
            return Look(started_at, self._wire.clock(), outcome, detail, elapsed_ms=_since(clock_start))
        except FetchError as error:
            outcome, detail = explain_error(error)
            return Look(
                started_at,
                self._wire.clock(),
                outcome,
                detail,
                elapsed_ms=_since(clock_start),
                code=error.code.value,
            )
        finally:
            self._give_back()
        look = self._understand(response, started_at=started_at, elapsed_ms=_since(clock_start))
        if look.outcome == Outcome.NOT_MODIFIED and not asks_for_news:
            # Nobody asked what is new (RFC 9110 section 15.4.5): a cache that answers so hides what there is.
            return replace(
                look, outcome=Outcome.FAILED, detail=_("The server answered with nothing at all (304).")
            )
        return look

    def _understand(self, response: Response, *, started_at: datetime, elapsed_ms: int) -> Look:
        finished_at = self._wire.clock()
        self.requests += len(response.hops) - 1
        outcome, detail = explain_status(response)
        if response.status in SLOW_DOWN:
            asked = retry_after(response.header("retry-after"), now=finished_at)
            self._not_before = asked or finished_at + USUAL_REST
            self._wire.turns.slow(host_of(response.final_url), self._not_before, now=finished_at)
        return Look(started_at, finished_at, outcome, detail, response, self._not_before, elapsed_ms)

    def _rest(self) -> None:
        """Wait until the host may be asked again, keeping the turn."""
        now = self._wire.clock()
        if self._not_before is not None and self._not_before > now:
            raise HostBusy(self._not_before - now)
        if not self._has_spoken or self._turn is None:
            return
        if self._delay > LONGEST_PAUSE:
            raise HostBusy(self._delay)
        seconds = self._delay.total_seconds() * (1 + JITTER * self._wire.jitter())
        if seconds > 0:
            self._wire.pause(seconds)
        if not self._turn.extend():
            self._turn = None
            raise HostBusy(self._delay)

    def _give_back(self) -> None:
        """Let go of the hosts that a redirect led through."""
        while self._borrowed:
            _host, (turn, delay) = self._borrowed.popitem()
            turn.release(delay=delay)

    def _lets_us(self, robots: Robots, url: str) -> bool:
        if robots.stance == Stance.RULES and self._stance == RobotsStance.DISREGARD:
            return True
        return robots.allows(url, self._wire.agent)

    def _robots_for(self, url: str) -> Robots:
        known = self._wire.robots.recall(url)
        if known is None:
            self.requests += 1
            known = ask_robots(self._client, url, agent=self._wire.agent)
            self._wire.robots.keep(url, known)
        return known

    def _permit(self, url: str) -> None:
        """Judge a redirect to another origin before it is followed: its robots.txt is asked, and its turn taken."""
        host = host_of(url)
        if host != self.host and host not in self._borrowed:
            try:
                turn = _take_turn(host, wire=self._wire, delay=self._host_delay)
                self._borrowed[host] = turn, self._host_delay
            except HostBusy as busy:
                raise OtherHostBusy(busy.wait) from busy
        robots = self._robots_for(url)
        if host in self._borrowed:
            # That host is left alone for as long as it asks, whoever sends us there.
            turn, delay = self._borrowed[host]
            self._borrowed[host] = turn, max(delay, robots.delay(self._wire.agent))
        may_look = self._lets_us(robots, url) if host == self.host else robots.allows(url, self._wire.agent)
        if not may_look:
            outcome, detail = explain_robots(robots)
            if outcome == Outcome.DISALLOWED:
                detail = _("robots.txt of the host it leads to asks us not to look there.")
            raise _NotThere(outcome, detail)


class _NotThere(Exception):
    """A redirect leads where we may not look."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail


def look_at(
    url: str,
    *,
    wire: Wire,
    host_delay: timedelta,
    known: Validators = Validators(),  # noqa: B008 (frozen)
    robots_stance: str = RobotsStance.OBEY,
) -> Look:
    """Ask for ``url`` once, in a conversation of its own; raise HostBusy when the host's turn is taken.

    Waits for the turn at most ``wire.patience``.
    """
    with Conversation(url, wire=wire, host_delay=host_delay, robots_stance=robots_stance) as conversation:
        return conversation.look(url, known=known)


def _take_turn(host: str, *, wire: Wire, delay: timedelta) -> Turn:
    waited = 0.0
    while True:
        taken = wire.turns.take(host, delay=delay)
        if isinstance(taken, Turn):
            return taken
        if waited + taken > wire.patience.total_seconds():
            raise HostBusy(timedelta(seconds=taken))
        wire.pause(taken)
        waited += taken


def _since(clock_start: float) -> int:
    return round((time.monotonic() - clock_start) * 1000)
