"""Announce: the last stage makes a Change visible to readers and feeds."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from trackers.models import Change

logger = logging.getLogger(__name__)

SHORTEST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)


def announce_change(change: Change, *, now: datetime) -> bool:
    """Make a Change visible; return False when that was done before. Safe to run twice."""
    announced = Change.objects.filter(pk=change.pk, announced_at__isnull=True).update(announced_at=now) == 1
    if announced:
        change.announced_at = now
        logger.info("change_announced change=%s article=%s", change.pk, change.article_id)
    return announced


def find_unannounced(*, before: datetime, limit: int) -> list[int]:
    """Return ids of Changes recorded before a moment and not announced: a killed worker left them, or a fault of ours.

    What was put off since is left out.
    """
    waiting = Change.objects.filter(announced_at__isnull=True, seen_new_at__lt=before)
    waiting = waiting.exclude(finish_at__gt=timezone.now()).order_by("pk")
    return list(waiting.values_list("pk", flat=True)[:limit])


def put_off_change(change_id: int, *, now: datetime) -> None:
    """Have a Change that could not be described wait as long again as it has waited, a minute to six hours."""
    age = now - Change.objects.values_list("seen_new_at", flat=True).get(pk=change_id)
    Change.objects.filter(pk=change_id).update(finish_at=now + min(max(age, SHORTEST_WAIT), LONGEST_WAIT))
