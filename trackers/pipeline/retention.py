"""Retention: which stored bodies are deleted, and when.

Kept for good: the response behind every Version and both looks that bound a Change's window. Kept while they are:
the last response read of each Article. Every other body goes when its Source's ``keep_responses`` has passed, or
earlier, oldest first, when all bodies together would pass the installation's budget; its row and hash stay.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, Q

from trackers.models import Article, Change, KeptFor, Snapshot, Source, StoreDay, Version
from trackers.models.snapshot import lock_bodies, storage_name
from trackers.pipeline.ledger import measure_store, note_freed

logger = logging.getLogger(__name__)

GB = 1024**3
# A look stores its response first and records what rests on it minutes later at most.
YOUNGEST = timedelta(hours=1)
# Bodies are freed down to this share of the budget, so that there is room until the next run.
TRIM_TO = 0.98
ROWS_AT_ONCE = 1000
BODIES_AT_ONCE = 100
_POINTERS = ("last_snapshot", "text_snapshot", "waiting_snapshot")


def forget_bodies(*, now: datetime, limit: int) -> int:
    """Delete up to ``limit`` bodies that no rule keeps; return how many rows lost theirs.

    A body that another row with the same hash still needs stays in the storage. Brings the ledger up to date first,
    and notes in it when the budget is passed with nothing left that may go. Costs what it deletes, not what it keeps.
    """
    before = StoreDay.objects.newest()
    day = measure_store(now=now)
    if before is None or before.day != day.day:
        release_passed_by()
    shortest = Source.objects.aggregate(least=Min("keep_responses"))["least"] or timedelta(0)
    overdue = (
        Snapshot.objects.undecided()
        .filter(fetched_at__lt=now - shortest)
        .filter(fetched_at__lt=now - F("article__source__keep_responses"))
    )
    count = 0
    while count < limit and (rows := list(overdue[: min(ROWS_AT_ONCE, limit - count)])):
        count += _forget_unneeded(rows, day=day, now=now)
    count += _make_room(day, now=now, limit=limit - count)
    if count:
        logger.info("bodies_forgotten count=%d", count)
    return count


def release_passed_by() -> int:
    """Let the rule look again at responses that were their Article's latest and are not any more; return how many."""
    passed_by = Snapshot.objects.with_body().filter(kept_for=KeptFor.LATEST)
    for name in _POINTERS:
        passed_by = passed_by.filter(~Exists(Article.objects.filter(**{name: OuterRef("pk")})))
    return passed_by.update(kept_for="")


def budget_bytes() -> int:
    """Return how many bytes all stored responses together may take."""
    return int(settings.RESPONSES_BUDGET_GB * GB)


def _make_room(day: StoreDay, *, now: datetime, limit: int) -> int:
    """Delete bodies before their time while the budget is passed, oldest first; note when nothing is left to delete."""
    count, budget = 0, budget_bytes()
    old_enough = Snapshot.objects.undecided().filter(fetched_at__lt=now - YOUNGEST)
    day.refresh_from_db()
    if day.held_bytes > budget * TRIM_TO:
        while count < limit and day.held_bytes > budget * TRIM_TO:
            rows = list(old_enough[: min(ROWS_AT_ONCE, limit - count)])
            if not rows and not release_passed_by():
                break
            count += _forget_unneeded(rows, day=day, now=now, until=int(budget * TRIM_TO))
            day.refresh_from_db()
    nothing_left = day.held_bytes > budget and not old_enough.exists()
    _note_full(day, nothing_left=nothing_left, now=now)
    return count


def _note_full(day: StoreDay, *, nothing_left: bool, now: datetime) -> None:
    if nothing_left and day.full_at is None:
        logger.warning("budget_exhausted held=%d", day.held_bytes)
        StoreDay.objects.filter(pk=day.pk).update(full_at=now)
    elif not nothing_left and day.full_at is not None:
        StoreDay.objects.filter(pk=day.pk).update(full_at=None)


def _forget_unneeded(rows: list[Snapshot], *, day: StoreDay, now: datetime, until: int | None = None) -> int:
    """Mark those rows that something needs, delete the bodies of the others; return how many rows lost theirs.

    With ``until``, stop when the ledger holds no more bytes than that.
    """
    needed = _find_needed({row.pk for row in rows})
    for word, ids in needed.items():
        Snapshot.objects.filter(pk__in=ids).update(kept_for=word)
    kept = set().union(*needed.values())
    by_hash: dict[str, list[Snapshot]] = defaultdict(list)
    for row in rows:
        if row.pk not in kept:
            by_hash[row.sha256].append(row)
    count, freed, hashes = 0, 0, list(by_hash)
    for start in range(0, len(hashes), BODIES_AT_ONCE):
        if until is not None and day.held_bytes - freed <= until:
            break
        batch = [row for sha256 in hashes[start : start + BODIES_AT_ONCE] for row in by_hash[sha256]]
        freed += _forget(batch, day=day, now=now)
        count += len(batch)
    return count


def _find_needed(ids: set[int]) -> dict[KeptFor, set[int]]:
    """Return those of some Snapshots that must stay, by what they are kept for.

    Articles are asked first: a response goes from an Article's pointers to a Change or Version, never the other way,
    so that none is missed on its way.
    """
    latest: set[int] = set()
    pointing = Q(last_snapshot__in=ids) | Q(text_snapshot__in=ids) | Q(waiting_snapshot__in=ids)
    for pointers in Article.objects.filter(pointing).values_list(*_POINTERS):
        latest.update(pk for pk in pointers if pk in ids)
    for_good = set(Change.objects.filter(old_snapshot__in=ids).values_list("old_snapshot", flat=True))
    for_good |= set(Version.objects.filter(snapshot__in=ids).values_list("snapshot", flat=True))
    return {KeptFor.VERSION: for_good, KeptFor.LATEST: latest - for_good}


def _forget(rows: Iterable[Snapshot], *, day: StoreDay, now: datetime) -> int:
    """Forget the bodies of some rows and delete those no other row needs, while nobody can begin to need them.

    Returns the bytes freed. A failure between deletion and commit leaves rows that may go still: the next run does the
    same again.
    """
    sizes = {row.sha256: row.stored_size for row in rows}
    storage = storages["snapshots"]
    with transaction.atomic():
        lock_bodies(sizes)
        ours = Snapshot.objects.with_body().filter(pk__in=[row.pk for row in rows])
        # A rival run may have forgotten some meanwhile, and has taken their bytes off already.
        going = set(ours.values_list("sha256", flat=True))
        ours.update(body_deleted_at=now, headers=[])
        going -= set(Snapshot.objects.with_body().filter(sha256__in=going).values_list("sha256", flat=True))
        for sha256 in going:
            storage.delete(storage_name(sha256))
        freed = sum(sizes[sha256] for sha256 in going)
        note_freed(freed, day=day)
    return freed
