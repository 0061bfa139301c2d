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
    )
    overdue = Snapshot.objects.filter(
        ~kept, body_deleted_at__isnull=True, fetched_at__lt=now - F("article__source__keep_responses")
    )
    with transaction.atomic():
        rows = list(overdue.order_by("fetched_at").select_for_update(skip_locked=True, of=("self",))[:limit])
        Snapshot.objects.filter(pk__in=[row.pk for row in rows]).update(body_deleted_at=now)
        for sha256 in sorted({row.sha256 for row in rows}):
            lock_body(sha256)
            if not Snapshot.objects.filter(sha256=sha256, body_deleted_at__isnull=True).exists():
                storages["snapshots"].delete(storage_name(sha256))
    if rows:
        logger.info("bodies_forgotten count=%d", len(rows))
    return len(rows)
