"""Budget: how many requests each publisher's servers have had from us in the last 24 hours."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import redis

HOURS = 24


class Budgets:
    """Requests by Source and hour, in Valkey for all workers and machines; ``redis.RedisError`` when it is away.

    What Valkey forgets is as if it had not been spent: the pace of the schedule keeps most publishers far below.
    """

    def __init__(self, redis_client: "redis.Redis", *, prefix: str = "newswatch") -> None:
        self._redis = redis_client
        self._prefix = prefix

    def spend(self, requests: Mapping[int, int], *, at: datetime) -> None:
        """Count requests, given by Source; what was reserved and not used is given back by a negative number.

        One round trip.
        """
        if not any(requests.values()):
            return
        key = self._key(at)
        with self._redis.pipeline(transaction=False) as pipe:
            for source, count in requests.items():
                pipe.hincrby(key, str(source), count)
            pipe.expire(key, timedelta(hours=HOURS + 1))
            pipe.execute()

    def spent(self, *, now: datetime) -> dict[int, int]:
        """Return the requests of the last 24 hours by Source, this hour's counted whole. One round trip."""
        sums: dict[int, int] = {}
        with self._redis.pipeline(transaction=False) as pipe:
            for hour in range(HOURS):
                pipe.hgetall(self._key(now - timedelta(hours=hour)))
            for counts in pipe.execute():
                for source, count in counts.items():
                    sums[int(source)] = sums.get(int(source), 0) + int(count)
        return sums

    def _key(self, at: datetime) -> str:
        return f"{self._prefix}:requests:{at:%Y%m%d%H}"
