"""Claims: which rows are due, taken so that no two ticks, workers or machines take the same one.

``next_check_at`` in PostgreSQL is the queue. A claim locks due rows (SKIP LOCKED, so that rivals pass by), moves
the column forward as a lease and lets go. Whoever works the claim compares the lease first: a doubled or late
message finds another value and leaves. A worker that dies leaves a lease that runs out.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import DurationField, ExpressionWrapper, F, Window
from django.db.models.functions import RowNumber

from trackers.models import Article, Feed

LEASE = timedelta(minutes=10)
# Two-key advisory locks: the first key says what the second one counts.
ARTICLE_LOCKS, FEED_LOCKS = 4201, 4202


@dataclass(frozen=True)
class Claim:
    """One claimed row: its id and the lease that proves the claim."""

    id: int
    lease: datetime


def claim_due_articles(*, now: datetime, limit: int, tick: timedelta = timedelta(seconds=5)) -> list[Claim]:
    """Claim up to ``limit`` Articles whose next look is due, longest overdue first.

    Of each Source at most as many as its host may be asked for until the next tick (``tick`` ÷ ``host_delay``): one
    publisher with a thousand due Articles holds no worker up that others are waiting for.
    """
    lease = now + LEASE
    place = Window(RowNumber(), partition_by=[F("source")], order_by=[F("next_check_at"), F("pk")])
    waiting = ExpressionWrapper((F("place") - 1) * F("source__host_delay"), output_field=DurationField())
    with transaction.atomic():
        due = Article.objects.due(now)
        shares = due.annotate(place=place).annotate(waiting=waiting).filter(waiting__lt=tick)
        ids = list(shares.values_list("pk", flat=True)[:limit])
        free = due.filter(pk__in=ids).select_for_update(skip_locked=True, of=("self",))
        ids = list(free.values_list("pk", flat=True))
        Article.objects.filter(pk__in=ids).update(next_check_at=lease)
    return [Claim(pk, lease) for pk in ids]


def claim_due_feeds(*, now: datetime, limit: int) -> list[Claim]:
    """Claim up to ``limit`` Feeds whose next look is due, longest overdue first."""
    lease = now + LEASE
    with transaction.atomic():
        due = Feed.objects.watched().filter(next_check_at__lte=now).order_by("next_check_at", "pk")
        ids = list(due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:limit])
        Feed.objects.filter(pk__in=ids).update(next_check_at=lease)
    return [Claim(pk, lease) for pk in ids]


def give_back(claims: Iterable[Claim], *, model: type[Article] | type[Feed], now: datetime) -> None:
    """Make claimed rows due again at once: nobody was told of them. A row that has moved on is left alone."""
    by_lease: dict[datetime, list[int]] = {}
    for claim in claims:
        by_lease.setdefault(claim.lease, []).append(claim.id)
    for lease, ids in by_lease.items():
        model.objects.filter(pk__in=ids, next_check_at=lease).update(next_check_at=now)


@contextmanager
def hold(kind: int, row_id: int) -> Iterator[bool]:
    """Hold a session-wide advisory lock on a row for the length of a look; yield whether it was to be had.

    The lock belongs to the database session, so that a killed worker lets go by dying. It is not tied to a transaction:
    the network is used while it is held.
    """
    keys = [kind, row_id % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", keys)
        taken = bool(cursor.fetchone()[0])
    try:
        yield taken
    finally:
        if taken and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", keys)
