"""Retention: which stored bodies are deleted, and when.

Kept for good: the response behind every Version and both looks that bound a Change's window. Kept while they are:
the last response read of each Article. Every other body goes when its Source's ``keep_responses`` has passed; its
row and hash stay.
"""

import logging
from datetime import datetime

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from trackers.models import Article, Change, Snapshot, Version
from trackers.models.snapshot import lock_body, storage_name

logger = logging.getLogger(__name__)


def forget_bodies(*, now: datetime, limit: int) -> int:
    """Delete up to ``limit`` bodies that no rule keeps; return how many rows lost theirs.

    A body that another row with the same hash still needs stays in the storage.
    """
    kept = (
        Exists(Version.objects.filter(snapshot=OuterRef("pk")))
        | Exists(Change.objects.filter(old_snapshot=OuterRef("pk")))
        | Exists(Article.objects.filter(last_snapshot=OuterRef("pk")))
        | Exists(Article.objects.filter(text_snapshot=OuterRef("pk")))
        | Exists(Article.objects.filter(reverted_snapshot=OuterRef("pk")))
    )
    overdue = Snapshot.objects.filter(
        ~kept, body_deleted_at__isnull=True, fetched_at__lt=now - F("article__source__keep_responses")
    )
    rows = list(overdue.order_by("fetched_at")[:limit])
    for sha256 in sorted({row.sha256 for row in rows}):
        _forget(sha256, ids=[row.pk for row in rows if row.sha256 == sha256], now=now)
    if rows:
        logger.info("bodies_forgotten count=%d", len(rows))
    return len(rows)


def _forget(sha256: str, *, ids: list[int], now: datetime) -> None:
    """Forget a body for some rows; delete it if no other needs it, while nobody can begin to need it.

    A failure between deletion and commit leaves rows that are overdue still: the next run does the same again.
    """
    with transaction.atomic():
        lock_body(sha256)
        Snapshot.objects.filter(pk__in=ids).update(body_deleted_at=now)
        if not Snapshot.objects.filter(sha256=sha256, body_deleted_at__isnull=True).exists():
            storages["snapshots"].delete(storage_name(sha256))
