"""Ledger: how many bytes of responses came, went and are held, day by day, without counting all of them each time.

The day's first measuring counts every body once and so corrects whatever the running total had missed; the others add
only what was fetched since the last one. ``note_freed`` takes off what retention deletes.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, QuerySet, Sum
from django.db.models.functions import Greatest

from trackers.models import Article, Change, Snapshot, StoreDay, Version
from trackers.models.snapshot import SnapshotQuerySet

# A response is stored a moment before its row is committed: what is younger is left to the next measuring.
SETTLED = timedelta(minutes=1)
# One advisory lock for the whole ledger, beside the claims' 4201 and 4202.
LEDGER_LOCK = 4203
HASHES_AT_ONCE = 1000


def measure_store(*, now: datetime) -> StoreDay:
    """Bring the ledger up to date and return the row of the day; safe to run at any time and twice.

    Costs one range of an index for what is new; on the day's first run a pass over all rows that have a body.
    """
    until = now.astimezone(UTC) - SETTLED
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])
        latest = StoreDay.objects.newest()
        if latest is not None and latest.day >= until.date():
            return _carry_on(latest, until=until)
        if latest is not None:
            _carry_on(latest, until=_midnight(latest, days=1))
        return _begin_day(until, full_at=latest.full_at if latest is not None else None)


def note_freed(count: int, *, day: StoreDay) -> None:
    """Take bytes that were deleted off the running total; part of the transaction that deletes them."""
    held = Greatest(F("held_bytes") - count, 0)
    StoreDay.objects.filter(pk=day.pk).update(held_bytes=held, freed_bytes=F("freed_bytes") + count)


def measure_database() -> int:
    """Return the bytes that the database takes on its server's disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        size: int = cursor.fetchone()[0]
    return size


def _carry_on(day: StoreDay, *, until: datetime) -> StoreDay:
    assert day.measured_at is not None
    if until > day.measured_at:
        fresh = _sum_fresh(day.measured_at, until)
        day.stored_bytes += fresh
        day.held_bytes += fresh
        day.measured_at = until
    day.database_bytes = measure_database()
    day.save(update_fields=["stored_bytes", "held_bytes", "measured_at", "database_bytes"])
    return day


def _begin_day(until: datetime, *, full_at: datetime | None) -> StoreDay:
    bodies = Snapshot.objects.with_body().filter(fetched_at__lte=until)
    midnight = datetime.combine(until.date(), time.min, UTC)
    day, _created = StoreDay.objects.update_or_create(
        day=until.date(),
        defaults={
            "measured_at": until,
            "stored_bytes": _sum_fresh(midnight, until),
            "held_bytes": _sum_bodies(bodies),
            # Two sums: an "or" of both would be asked row by row, as no set of a million ids fits a query's memory.
            "kept_bytes": _sum_bodies(bodies.exclude(kept_for=""))
            + _sum_bodies(bodies.filter(kept_for="", pk__in=_needed_ids())),
            "database_bytes": measure_database(),
            "full_at": full_at,
        },
    )
    return day


def _midnight(day: StoreDay, *, days: int) -> datetime:
    return datetime.combine(day.day + timedelta(days=days), time.min, UTC)


def _sum_fresh(after: datetime, until: datetime) -> int:
    """Return the bytes of bodies that came within a stretch and that no older row holds.

    Asked hash by hash, not as one join: whoever plans a join must know the table, which a new installation's database
    does not for its first hours.
    """
    rows = Snapshot.objects.with_body().filter(fetched_at__gt=after, fetched_at__lte=until).order_by()
    sizes = dict(rows.values_list("sha256", "stored_size"))
    hashes = list(sizes)
    for start in range(0, len(hashes), HASHES_AT_ONCE):
        older = Snapshot.objects.with_body().filter(
            sha256__in=hashes[start : start + HASHES_AT_ONCE], fetched_at__lte=after
        )
        for sha256 in older.values_list("sha256", flat=True):
            sizes.pop(sha256, None)
    return sum(sizes.values())


def _needed_ids() -> "QuerySet[Any, Any]":
    """Return the ids of the Snapshots that something rests on now, as one set for the whole table."""
    pointers = (
        Article.objects.order_by().filter(**{f"{name}__isnull": False}).values(name)
        for name in ("last_snapshot", "text_snapshot", "waiting_snapshot")
    )
    versions = Version.objects.order_by().values("snapshot")
    return versions.union(Change.objects.order_by().values("old_snapshot"), *pointers)


def _sum_bodies(rows: SnapshotQuerySet) -> int:
    """Return the bytes of bodies, each counted once however many rows share it."""
    bodies = rows.order_by().values("sha256").annotate(bytes_=Max("stored_size"))
    return bodies.aggregate(total=Sum("bytes_"))["total"] or 0
