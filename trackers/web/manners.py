"""Manners between all workers and machines: one conversation with a host at a time, and a pause after each.

The turns are kept in Valkey, whose clock is then everybody's. A turn is a lease: a worker that dies holds a
host up for no longer than that. Nothing here waits; whoever gets no turn is told for how long.
"""

import logging
import random
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType

import redis

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=180)  # longer than robots.txt and a page may take together
LONGEST_RETRY = timedelta(days=1)
JITTER = 0.25  # of the delay, at most
ASK_AGAIN = timedelta(milliseconds=250)  # when somebody holds the turn: a look is over long before its lease

# KEYS: the turn, the slow-down. ARGV: token, lease in ms, ms to wait for a turn that somebody holds. Returns 0 when
# taken, otherwise the ms to wait.
TAKE = """
local held = redis.call('GET', KEYS[1])
local rest = redis.call('PTTL', KEYS[1])
if held and held ~= 'pause' then rest = math.min(rest, tonumber(ARGV[3])) end
local wait = math.max(rest, redis.call('PTTL', KEYS[2]))
if wait > 0 then return wait end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 0
"""
# KEYS: the turn. ARGV: token, pause in ms. A turn that ran out and belongs to another by now stays as it is.
RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if tonumber(ARGV[2]) > 0 then redis.call('SET', KEYS[1], 'pause', 'PX', ARGV[2])
else redis.call('DEL', KEYS[1]) end
return 1
"""
# KEYS: the turn. ARGV: token, lease in ms. Only a turn that is still ours is made longer.
EXTEND = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""
# KEYS: the slow-down. ARGV: ms. A longer one already there wins.
SLOW = """
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 'slow', 'PX', ARGV[1]) end
return 1
"""


@dataclass(frozen=True)
class Turn:
    """The right to speak to one host, held until released or until the lease runs out."""

    host: str
    token: str
    delay: timedelta
    turns: "HostTurns" = field(repr=False, compare=False)

    def extend(self, lease: timedelta = LEASE) -> bool:
        """Hold the turn for ``lease`` from now on; return False when it ran out before and may be another's.

        For a series of requests in one turn. Raises ``redis.RedisError`` when Valkey is away.
        """
        return self.turns.extend(self, lease)

    def release(self, *, delay: timedelta | None = None) -> bool:
        """Let others speak after the delay; return whether the turn was still ours. Safe to call twice.

        ``delay`` takes the place of the turn's own, where robots.txt has been read meanwhile. Never raises for a
        lost Valkey: what was fetched must not be lost with it, and the lease ends by itself.
        """
        try:
            return self.turns.end(self, delay=delay)
        except redis.RedisError as error:
            log.warning("turn_not_released host=%s error=%s", self.host, type(error).__name__)
            return False

    def __enter__(self) -> "Turn":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


class HostTurns:
    """Who may speak to which host now. Costs one round trip a call; ``redis.RedisError`` when Valkey is away.

    The pause after a turn is its delay and up to a quarter more, so that our looks are no drum beat; ``draw`` is
    the chance in that, a number from 0 to 1 at each call. No delay, no pause.
    """

    def __init__(
        self,
        redis_client: "redis.Redis",
        *,
        prefix: str = "newswatch",
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._prefix = prefix
        self._draw = draw
        self._extend = redis_client.register_script(EXTEND)
        self._take = redis_client.register_script(TAKE)
        self._release = redis_client.register_script(RELEASE)
        self._slow = redis_client.register_script(SLOW)

    def take(self, host: str, *, delay: timedelta, lease: timedelta = LEASE) -> Turn | float:
        """Return the turn to speak to ``host``, or the seconds after which it is worth asking again.

        ``host`` is the name with its port where that is not the scheme's own. ``delay`` is the pause after
        release.
        """
        turn = Turn(host.lower(), secrets.token_hex(12), delay, self)
        keys = [self._key("turn", turn.host), self._key("slow", turn.host)]
        spans = [str(max(1, _milliseconds(span))) for span in (lease, ASK_AGAIN)]
        wait = int(self._take(keys=keys, args=[turn.token, *spans]))
        return turn if wait == 0 else wait / 1000

    def extend(self, turn: Turn, lease: timedelta) -> bool:
        """Make a turn longer, as ``Turn.extend`` says."""
        args = [turn.token, str(max(1, _milliseconds(lease)))]
        return bool(self._extend(keys=[self._key("turn", turn.host)], args=args))

    def end(self, turn: Turn, *, delay: timedelta | None = None) -> bool:
        """Give a turn back, as ``Turn.release`` does, raising ``redis.RedisError`` when Valkey is away."""
        pause = (turn.delay if delay is None else delay) * (1 + JITTER * self._draw())
        args = [turn.token, str(_milliseconds(pause))]
        return bool(self._release(keys=[self._key("turn", turn.host)], args=args))

    def slow(self, host: str, until: datetime, *, now: datetime | None = None) -> None:
        """Give nobody a turn for ``host`` before ``until`` (Retry-After), a day ahead at most; the latest one holds.

        ``now`` is the clock that ``until`` was reckoned by, the machine's when left out.
        """
        pause = min(until - (now or datetime.now(UTC)), LONGEST_RETRY)
        if pause > timedelta():
            self._slow(keys=[self._key("slow", host.lower())], args=[max(1, _milliseconds(pause))])

    def _key(self, kind: str, host: str) -> str:
        # The braces keep both keys of a host on one node of a cluster.
        return f"{self._prefix}:{kind}:{{{host}}}"


def retry_after(value: str, *, now: datetime) -> datetime | None:
    """Return when a server wants to be asked again, by its Retry-After header; None when it does not say.

    RFC 9110 section 10.2.3: seconds or an HTTP-date. Never before ``now`` and never more than a day after it.
    """
    text = value.strip()
    if re.fullmatch(r"[0-9]+", text):
        # Twenty digits say "for ever" as well as a thousand, which int() would take long to read.
        seconds = min(int(text[:20]), int(LONGEST_RETRY.total_seconds()))
        return now + timedelta(seconds=seconds)
    if not text or len(text) > 64:
        return None
    try:
        moment = parsedate_to_datetime(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(moment, now), now + LONGEST_RETRY)


def _milliseconds(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)
