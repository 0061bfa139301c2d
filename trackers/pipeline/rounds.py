"""Rounds: many looks side by side, each the story that ``check.py`` tells of one.

Conversations with different hosts run in threads, which know no database: they fetch, keep and read. What they saw
comes back to the one thread that decides and writes, quiet looks many at a time. A round claims what it can look at
now, and more as hosts get free, so that no claim waits in a queue; whatever it could not look at is due again when it
ends.
"""

import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Event

from trackers.models import Article, GapCause, Tracking, Via
from trackers.pipeline.check import converse_about, find_articles, put_off, settle
from trackers.pipeline.claim import (
    ARTICLE_LOCKS,
    SOURCE_LOCKS,
    Claim,
    claim_due_articles,
    hold_due_sources,
    hold_each,
    let_go,
)
from trackers.pipeline.outage import HALTING, Fault, is_catching_up, judge_silence, note_answers, open_causes
from trackers.pipeline.sight import Sight, is_quiet, see
from trackers.pipeline.wire import HostBusy, OtherHostBusy, Wire
from trackers.text.urls import host_of

logger = logging.getLogger(__name__)

# Conversations at a time: most of them wait for a server or for the pause that its host is owed.
WIDTH = 64
# Looks that are claimed at a time, and written down at a time.
MOST_CLAIMED = 256
MOST_WRITTEN = 64
# While nothing answers, this many looks are tried at a time.
PROBES = 3
# How often a round that has room asks whether more is due, in seconds.
ASK_EVERY = 0.5
# How long quiet looks are gathered to be written together; one that has something to tell waits for none.
GATHERED = 0.2


@dataclass(frozen=True)
class _Parting:
    """How a conversation ended: what was left of its looks, for how long to wait with them, and what broke it off.

    ``requests`` counts what was asked of servers, by Source. ``elsewhere`` are those that another host keeps waiting.
    """

    host: str
    left: tuple[Article, ...]
    wait: timedelta = timedelta()
    requests: Counter[int] = field(default_factory=Counter)
    error: BaseException | None = None
    elsewhere: tuple[tuple[Article, timedelta], ...] = ()


@dataclass
class _Round:
    """One round's state; only its own thread touches anything but ``inbox`` and ``stop``."""

    wire: Wire
    pool: ThreadPoolExecutor
    inbox: "SimpleQueue[Sight | _Parting]" = field(default_factory=SimpleQueue)
    stop: Event = field(default_factory=Event)
    talking: dict[str, list[Article]] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    sources: Counter[int] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    asks_on: bool = True


def check_round(
    *,
    wire: Wire,
    lasting: float = 20.0,
    tick: timedelta = timedelta(seconds=5),
    width: int = WIDTH,
    invite: Callable[[], None] = lambda: None,
) -> Counter[str]:
    """Look at due Articles for about ``lasting`` seconds; return how many looks came to which Outcome.

    Ends sooner when nothing is due. ``invite`` is called when more was due than one round has room for. Raises for lost
    servers of our own, whose looks are made again when their leases run out.
    """
    ends = time.monotonic() + lasting
    with ThreadPoolExecutor(width, thread_name_prefix="look") as pool:
        this = _Round(wire, pool)
        try:
            asked_at = -ASK_EVERY
            while True:
                now = time.monotonic()
                has_room = len(this.talking) < width and now < ends and this.asks_on
                if has_room and (not this.talking or now - asked_at >= ASK_EVERY):
                    asked_at = now
                    claimed = _claim(this, room=width - len(this.talking), tick=tick)
                    if claimed >= MOST_CLAIMED or len(this.talking) >= width:
                        invite()
                if not this.talking:
                    break
                if now >= ends:
                    this.stop.set()
                _take_in(this)
        finally:
            this.stop.set()
            let_go(ARTICLE_LOCKS, this.held)
            let_go(SOURCE_LOCKS, this.sources)
    return this.outcomes


def _claim(this: _Round, *, room: int, tick: timedelta) -> int:
    """Claim what is due and begin to talk to its hosts; return how much was claimed."""
    now = this.wire.clock()
    causes = open_causes()
    if causes & HALTING:
        this.stop.set()
        return 0
    probing = GapCause.OUTAGE.value in causes
    # A few probes a tick are enough; what they find out decides whether the next round is a full one.
    this.asks_on = not probing
    spent = this.wire.budgets.spent(now=now)
    sources = hold_due_sources(now=now, most=room, busy=this.sources, spent=spent)
    try:
        claims = claim_due_articles(
            now=now,
            limit=PROBES if probing else MOST_CLAIMED,
            tick=timedelta() if probing else tick,
            of=sources,
            spent=spent,
            youngest_first=probing or is_catching_up(now=now),
        )
        begun = _begin(this, claims, room=room, now=now)
        for group in begun:
            this.sources.update({article.source_id for article in group})
    finally:
        # Also when Valkey is lost: the session, and with it the lock, outlives the round.
        let_go(SOURCE_LOCKS, sources - set(this.sources))
    return len(claims)


def _begin(this: _Round, claims: Sequence[Claim], *, room: int, now: datetime) -> list[list[Article]]:
    """Begin to talk to the hosts of claimed Articles, as many as there is room for; return what is talked about."""
    if not claims:
        return []
    leases = {claim.id: claim.lease for claim in claims}
    held = hold_each(ARTICLE_LOCKS, list(leases))
    this.held |= held
    found = {
        article.pk: article
        for article in find_articles(held)
        if article.leased_until == leases[article.pk]
        and article.tracking == Tracking.ACTIVE
        and article.merged_into_id is None
    }
    _release(this, held - set(found))
    groups: dict[str, list[Article]] = defaultdict(list)
    for claim in claims:
        if claim.id in found:
            groups[host_of(found[claim.id].url)].append(found[claim.id])
    free = [host for host in groups if host not in this.talking][:room]
    begun = {host: groups.pop(host) for host in free}
    for group in groups.values():
        put_off(group, wait=timedelta(), now=now)
        _release(this, {article.pk for article in group})
    # Reserved before they begin, so that rivals do not spend the same.
    this.wire.budgets.spend(Counter(one.source_id for group in begun.values() for one in group), at=now)
    this.talking.update(begun)
    for host, group in begun.items():
        this.pool.submit(_talk, host, group, this.wire, this.inbox, this.stop)
    return list(begun.values())


def _talk(
    host: str, group: Sequence[Article], wire: Wire, inbox: "SimpleQueue[Sight | _Parting]", stop: Event
) -> None:
    """Look at the Articles of one host one after the other; runs in a thread of its own, without a database."""
    done, wait = 0, timedelta()
    requests: Counter[int] = Counter()
    # A host may be that of several Sources: it is left the longest pause of them.
    slowest = max(group, key=lambda article: article.source.host_delay)
    error: BaseException | None = None
    elsewhere: list[tuple[Article, timedelta]] = []
    try:
        with converse_about(slowest, wire=wire) as conversation:
            for article in group:
                if stop.is_set():
                    break
                try:
                    sight = see(article, conversation=conversation)
                except OtherHostBusy as busy:
                    elsewhere.append((article, busy.wait))
                    done += 1
                    continue
                finally:
                    requests[article.source_id] += conversation.requests - requests.total()
                done += 1
                inbox.put(sight)
                if sight.look.is_silent:
                    break
    except HostBusy as busy:
        wait = busy.wait
    except BaseException as caught:  # noqa: BLE001 (raised again by the thread that waits for it)
        error = caught
    finally:
        inbox.put(_Parting(host, tuple(group[done:]), wait, requests, error, tuple(elsewhere)))


def _take_in(this: _Round) -> None:
    """Wait a moment for what comes in and deal with all of it."""
    sights: list[Sight] = []
    partings: list[_Parting] = []
    wait, until = ASK_EVERY, time.monotonic() + GATHERED
    with suppress(Empty):
        while len(sights) < MOST_WRITTEN:
            found = this.inbox.get(timeout=wait)
            if isinstance(found, _Parting):
                partings.append(found)
            else:
                sights.append(found)
                until = until if is_quiet(found) else 0.0
            wait = max(0.0, until - time.monotonic())
    _settle(this, sights)
    _part(this, partings)


def _settle(this: _Round, sights: Sequence[Sight]) -> None:
    """Decide and write down; looks that nobody answered wait until it is known whose fault that is."""
    answered = [sight for sight in sights if not sight.look.is_silent]
    if answered:
        at = max(sight.look.finished_at for sight in answered)
        note_answers(this.wire.silences, (host_of(sight.article.url) for sight in answered), at=at)
    theirs = [sight for sight in sights if sight.look.is_silent and _is_their_fault(this, sight)]
    quiet = [sight for sight in answered if is_quiet(sight)]
    for batch in (
        quiet,
        *([sight] for sight in answered if not is_quiet(sight)),
        *([sight] for sight in theirs),
    ):
        for finding in settle(batch, via=Via.CLOCK):
            this.outcomes[finding.entry.outcome.value] += 1
    _release(this, {sight.article.pk for sight in sights})


def _is_their_fault(this: _Round, sight: Sight) -> bool:
    """Tell whether a silence is to be written down; otherwise the look is put off."""
    host, at = host_of(sight.article.url), sight.look.finished_at
    verdict = judge_silence(
        this.wire.silences, host=host, of=sight.article.source_id, code=sight.look.code, at=at
    )
    if verdict.fault == Fault.THEIRS:
        this.wire.turns.slow(host, at + verdict.wait, now=at)
        return True
    put_off([sight.article], wait=verdict.wait, now=at)
    return False


def _part(this: _Round, partings: Sequence[_Parting]) -> None:
    """Give back what conversations left, and count what they asked for; then raise what broke one of them off."""
    spent: Counter[int] = Counter()
    now = this.wire.clock()
    for parting in partings:
        group = this.talking.pop(parting.host)
        spent.update(parting.requests)
        # One for each was reserved before they began.
        spent.subtract(article.source_id for article in group)
        for source in {article.source_id for article in group}:
            _leave(this, source)
        put_off(parting.left, wait=parting.wait, now=now)
        for article, rest in parting.elsewhere:
            put_off([article], wait=rest, now=now)
        _release(this, {article.pk for article in (*parting.left, *(one for one, _ in parting.elsewhere))})
    this.wire.budgets.spend(spent, at=now)
    for parting in partings:
        if parting.error is not None:
            raise parting.error


def _leave(this: _Round, source: int) -> None:
    """Let others talk to a Source when none of our conversations with its hosts goes on."""
    this.sources[source] -= 1
    if not this.sources[source]:
        del this.sources[source]
        let_go(SOURCE_LOCKS, [source])


def _release(this: _Round, ids: Iterable[int]) -> None:
    ours = this.held.intersection(ids)
    let_go(ARTICLE_LOCKS, ours)
    this.held -= ours
