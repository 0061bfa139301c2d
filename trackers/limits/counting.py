"""Counting within stretches of time, in the cache that all processes share; where that is down, each counts by itself.

A stretch is a piece of the clock ("10:15 to 10:30"), its number part of the key. So nothing has to be taken away or set
back, and a key that lost its time to live is never looked at again.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
# Seconds for which a cache that did not answer is not asked again: it may take two to say nothing.
REST = 5
_RESTING = "resting"
_own = LocMemCache("limits", {"OPTIONS": {"MAX_ENTRIES": 20_000}})


@dataclass(frozen=True)
class Limit:
    """How often something may be done in a stretch of ``seconds``. The ``name`` is part of the keys."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True)
class Spent:
    """How often it has been done in this stretch, this time included, and when the next stretch begins."""

    times: int
    most: int
    ends_at: datetime

    @property
    def is_over(self) -> bool:
        """Whether this time was one too many."""
        return self.times > self.most

    @property
    def is_first_over(self) -> bool:
        """Whether it was the first one too many: of all processes one alone is told so."""
        return self.times == self.most + 1


def spend(limit: Limit, who: str, *, now: datetime) -> Spent:
    """Count one more time for somebody. Two commands to the cache; never raises because of it."""
    stretch = int(now.timestamp()) // limit.seconds
    ends_at = datetime.fromtimestamp((stretch + 1) * limit.seconds, UTC)
    key = _key(limit, who, stretch)
    times = _ask(lambda store: _increase(store, key, seconds=limit.seconds))
    return Spent(times, limit.most, ends_at)


def give_back(limit: Limit, who: str, *, now: datetime) -> None:
    """Count one time less, for what turned out not to count."""
    key = _key(limit, who, int(now.timestamp()) // limit.seconds)
    _ask(lambda store: _decrease(store, key))


def remember(name: str, who: str, value: int, *, seconds: int) -> None:
    """Keep a number about somebody; what the cache pushes out is lost."""
    _ask(lambda store: store.set(_name(name, who), value, seconds))


def recall(name: str, who: str) -> int:
    """Return the number that is kept about somebody, 0 for none."""
    kept = _ask(lambda store: store.get(_name(name, who)))
    return kept if isinstance(kept, int) else 0


def _ask(work: Callable[[BaseCache], Result]) -> Result:
    """Have something done by the shared cache; by this process's own while that does not answer."""
    if not _own.get(_RESTING):
        try:
            return work(cache)
        except (RedisError, OSError) as error:
            logger.warning("limits_alone error=%s seconds=%s", type(error).__name__, REST)
            _own.set(_RESTING, 1, REST)
    return work(_own)


def _increase(store: BaseCache, key: str, *, seconds: int) -> int:
    # Twice the stretch, so that a clock that is a little behind finds it still.
    store.add(key, 0, 2 * seconds)
    try:
        return int(store.incr(key))
    except ValueError:
        return 1  # pushed out between the two


def _decrease(store: BaseCache, key: str) -> None:
    with suppress(ValueError):  # pushed out meanwhile
        store.decr(key)


def _key(limit: Limit, who: str, stretch: int) -> str:
    return f"{_name(limit.name, who)}:{stretch}"


def _name(name: str, who: str) -> str:
    return f"limit:{name}:{sha256(who.encode('utf-8', 'replace')).hexdigest()[:32]}"
