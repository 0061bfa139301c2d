"""Claims: which rows are due, taken so that no two ticks, workers or machines take the same one.

``next_check_at`` in PostgreSQL is the queue. A claim locks due rows (SKIP LOCKED, so that rivals pass by), writes a
lease and lets go: an Article's into ``leased_until``, a Feed's into ``next_check_at`` itself. Whoever works the claim
compares the lease first: a doubled or late message finds another value and leaves. A worker that dies leaves a lease
that runs out.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from trackers.models import Feed, Source

LEASE = timedelta(minutes=10)
# Two-key advisory locks: the first key says what the second one counts.
ARTICLE_LOCKS, FEED_LOCKS, SOURCE_LOCKS = 4201, 4202, 4204
# A host without a delay is still asked by nobody else while it is being asked: no more than this at a time.
MOST_OF_ONE_SOURCE = 20


@dataclass(frozen=True)
class Claim:
    """One claimed row: its id and the lease that proves the claim."""

    id: int
    lease: datetime


def claim_due_articles(
    *,
    now: datetime,
    limit: int,
    tick: timedelta = timedelta(seconds=5),
    of: Collection[int] | None = None,
    spent: Mapping[int, int] | None = None,
    youngest_first: bool = False,
) -> list[Claim]:
    """Claim up to ``limit`` Articles whose next look is due: the longest overdue first, or the youngest.

    Of each Source at most as many as its host may be asked for until the next tick (``tick`` ÷ ``host_delay``), so
    that one publisher with a thousand due Articles holds no worker up that others are waiting for, and no more than
    its budget of requests has left after those ``spent`` in the last 24 hours. With ``of``, only Articles of those
    Sources. Two statements.
    """
    shares = _share_out(limit=limit, tick=tick, of=of, spent=spent or {})
    if not shares or limit <= 0:
        return []
    lease = now + LEASE
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _CLAIM_YOUNGEST if youngest_first else _CLAIM_LONGEST,
            {
                "sources": list(shares),
                "shares": list(shares.values()),
                "now": now,
                "limit": limit,
                "lease": lease,
            },
        )
        rows = sorted(cursor.fetchall(), key=lambda row: row[1])
    return [Claim(pk, lease) for pk, _ in rows]


def hold_due_sources(
    *, now: datetime, most: int, busy: Collection[int] = (), spent: Mapping[int, int] | None = None
) -> frozenset[int]:
    """Take the locks of up to ``most`` Sources with a due Article, the longest overdue first; return their ids.

    Whoever holds one talks to that publisher alone, so that no two workers wait for the same host. ``busy`` are those
    that are held already: a session would take a lock of its own once more. One whose budget is ``spent`` has nothing
    to claim and takes no other's place. One statement.
    """
    requests = spent or {}
    with connection.cursor() as cursor:
        cursor.execute(
            _HOLD_SOURCES,
            {
                "now": now,
                "most": most,
                "busy": list(busy),
                "kind": SOURCE_LOCKS,
                "spenders": list(requests),
                "spent": list(requests.values()),
            },
        )
        return frozenset(row[0] for row in cursor.fetchall())


# The locks are tried one by one, in order, and no more of them than are wanted: hence the materialised list.
_HOLD_SOURCES = """
WITH waiting AS MATERIALIZED (
    SELECT s.id
    FROM trackers_source AS s
    CROSS JOIN LATERAL (
        SELECT next_check_at
        FROM trackers_article
        WHERE source_id = s.id AND tracking = 'active' AND merged_into_id IS NULL AND next_check_at <= %(now)s
            AND (leased_until IS NULL OR leased_until <= %(now)s)
        ORDER BY next_check_at
        LIMIT 1
    ) AS a
    LEFT JOIN unnest(%(spenders)s::bigint[], %(spent)s::int[]) AS p(id, requests) ON p.id = s.id
    WHERE s.state = 'active' AND s.id <> ALL(%(busy)s::bigint[])
        -- one is left for robots.txt, as for the shares of a claim
        AND s.requests_a_day - coalesce(p.requests, 0) > 1
    ORDER BY a.next_check_at, s.id
)
SELECT id FROM waiting WHERE pg_try_advisory_lock(%(kind)s, (id %% 2147483648)::int) LIMIT %(most)s
"""


def _share_out(
    *, limit: int, tick: timedelta, of: Collection[int] | None, spent: Mapping[int, int]
) -> dict[int, int]:
    shares: dict[int, int] = {}
    watched = Source.objects.watched() if of is None else Source.objects.watched().filter(pk__in=of)
    facts = watched.order_by().values_list("pk", "host_delay", "requests_a_day")
    for source, delay, budget in facts:
        pace = math.floor(tick / delay) + 1 if delay else MOST_OF_ONE_SOURCE if tick else 1
        # One is left for robots.txt, which may have to be asked for.
        share = min(limit, MOST_OF_ONE_SOURCE, pace, budget - spent.get(source, 0) - 1)
        if share > 0:
            shares[source] = share
    return shares


# One walk of the index (source, next_check_at) for each Source, which ends at its share: what the claim costs does not
# grow with the number of Articles, nor with how many are due. Only what is chosen is locked, and looked at once more.
_CLAIM = """
WITH due AS MATERIALIZED (
    SELECT a.id
    FROM unnest(%(sources)s::bigint[], %(shares)s::int[]) AS s(id, share)
    CROSS JOIN LATERAL (
        SELECT id, {order}
        FROM trackers_article
        WHERE source_id = s.id AND tracking = 'active' AND merged_into_id IS NULL AND next_check_at <= %(now)s
            AND (leased_until IS NULL OR leased_until <= %(now)s)
        ORDER BY {order} {direction}
        LIMIT s.share
    ) AS a
    ORDER BY a.{order} {direction}, a.id
    LIMIT %(limit)s
), free AS MATERIALIZED (
    SELECT id, {order} AS place
    FROM trackers_article
    WHERE id = ANY(ARRAY(SELECT id FROM due)) AND tracking = 'active' AND next_check_at <= %(now)s
        AND (leased_until IS NULL OR leased_until <= %(now)s)
    FOR NO KEY UPDATE SKIP LOCKED
), numbered AS (
    SELECT id, row_number() OVER (ORDER BY place {direction}, id) AS number FROM free
)
UPDATE trackers_article AS a SET leased_until = %(lease)s
FROM numbered WHERE a.id = numbered.id
RETURNING a.id, numbered.number
"""
_CLAIM_LONGEST = _CLAIM.format(order="next_check_at", direction="ASC")
_CLAIM_YOUNGEST = _CLAIM.format(order="first_seen_at", direction="DESC")


def claim_due_feeds(*, now: datetime, limit: int, spent: Mapping[int, int] | None = None) -> list[Claim]:
    """Claim up to ``limit`` Feeds whose next look is due, longest overdue first.

    None of a Source that has ``spent`` its budget; one request is left for robots.txt, as for Articles.
    """
    lease = now + LEASE
    with transaction.atomic():
        due = Feed.objects.watched().filter(next_check_at__lte=now).order_by("next_check_at", "pk")
        spenders = Source.objects.filter(pk__in=spent or {}).values_list("pk", "requests_a_day")
        due = due.exclude(source__in=[pk for pk, budget in spenders if (spent or {})[pk] >= budget - 1])
        ids = list(due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:limit])
        Feed.objects.filter(pk__in=ids).update(next_check_at=lease)
    return [Claim(pk, lease) for pk in ids]


def give_back(claims: Iterable[Claim], *, at: datetime) -> None:
    """Make claimed Feeds due again at a moment: no look was made. One that has moved on is left alone."""
    by_lease: dict[datetime, list[int]] = {}
    for claim in claims:
        by_lease.setdefault(claim.lease, []).append(claim.id)
    for lease, ids in by_lease.items():
        Feed.objects.filter(pk__in=ids, next_check_at=lease).update(next_check_at=at)


@contextmanager
def hold(kind: int, row_id: int) -> Iterator[bool]:
    """Hold a session-wide advisory lock on a row for the length of a look; yield whether it was to be had.

    The lock belongs to the database session, so that a killed worker lets go by dying. It is not tied to a transaction:
    the network is used while it is held.
    """
    taken = bool(hold_each(kind, [row_id]))
    try:
        yield taken
    finally:
        if taken:
            let_go(kind, [row_id])


def hold_each(kind: int, row_ids: Sequence[int]) -> frozenset[int]:
    """Take the locks of many rows, as ``hold`` does; return the ids of those that were to be had. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM unnest(%s::bigint[]) AS id WHERE pg_try_advisory_lock(%s, (id %% 2147483648)::int)",
            [list(row_ids), kind],
        )
        return frozenset(row[0] for row in cursor.fetchall())


def let_go(kind: int, row_ids: Collection[int]) -> None:
    """Let go of rows that are held; a session that is lost has let go by itself. One statement."""
    if not row_ids or connection.connection is None or connection.connection.closed:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_unlock(%s, (id %% 2147483648)::int) FROM unnest(%s::bigint[]) AS id",
            [kind, list(row_ids)],
        )
