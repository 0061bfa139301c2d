"""Announce: the last stage makes a Change visible to readers and feeds."""

import logging
from datetime import datetime

from trackers.models import Change

logger = logging.getLogger(__name__)


def announce_change(change: Change, *, now: datetime) -> bool:
    """Make a Change visible; return False when that was done before. Safe to run twice."""
    announced = Change.objects.filter(pk=change.pk, announced_at__isnull=True).update(announced_at=now) == 1
    if announced:
        change.announced_at = now
        logger.info("change_announced change=%s article=%s", change.pk, change.article_id)
    return announced


def find_unannounced(*, before: datetime, limit: int) -> list[int]:
    """Return ids of Changes recorded before a moment and not announced: a killed worker left them."""
    waiting = Change.objects.filter(announced_at__isnull=True, seen_new_at__lt=before).order_by("pk")
    return list(waiting.values_list("pk", flat=True)[:limit])
