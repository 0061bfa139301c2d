"""Room: whether there is any left for responses. Where there is none, fetching stops before anything else breaks.

The database lies on the same disk as the responses on a laptop, and a database without room loses more than a look. So
the stop comes while there is room still, as a Gap of cause ``disk`` that says why, and ends by itself.
"""

import errno
import logging
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from trackers.models import Gap, GapCause, StoreDay
from trackers.pipeline.retention import GB, budget_bytes

logger = logging.getLogger(__name__)

# A stop ends when this much more than the floor is free again, and less than this share of the budget is held.
ROOM_AGAIN, HELD_AGAIN = 1.25, 0.99
# A write that failed for want of room, though the disk says it has some, is not tried again every few seconds.
SHORTEST_STOP = timedelta(minutes=5)


def check_room(*, now: datetime) -> Gap | None:
    """Return the open Gap of a full disk, opening or closing it as the disk and the ledger are now; None: go on.

    Costs two short queries and a question to the file system: cheap enough for every tick.
    """
    gap = Gap.objects.open().filter(cause=GapCause.DISK).first()
    shortage = find_shortage(stopped=gap is not None)
    if gap is None:
        return _open(shortage, now=now) if shortage else None
    if shortage or now - gap.started_at < SHORTEST_STOP:
        return gap
    Gap.objects.open().filter(pk=gap.pk).update(ended_at=max(now, gap.started_at))
    logger.warning("room_again gap=%s", gap.pk)
    return None


def is_no_room(error: BaseException) -> bool:
    """Tell whether an error, or the one it was raised from, says that a disk is full: ours or the database's."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return True
    if isinstance(error, psycopg.errors.DiskFull):
        return True
    return error.__cause__ is not None and is_no_room(error.__cause__)


def report_full_disk(*, now: datetime) -> Gap:
    """Stop fetching at once, for a response could not be written: the storage said that there is no room (ENOSPC).

    For whoever catches an error that ``is_no_room``. The Gap stays open for some minutes even where the disk says that
    it has room, as one with a quota does.
    """
    return _open(_("A response could not be stored: the storage said that it is full."), now=now)


def find_shortage(*, stopped: bool = False) -> str:
    """Return what there is too little of in one plain sentence, or an empty string while there is enough.

    While fetching is ``stopped`` a little more is asked for, so that it does not stop and start from minute to minute.
    """
    floor = settings.MIN_FREE_GB * GB
    free = free_bytes()
    if free is not None and free < floor * (ROOM_AGAIN if stopped else 1):
        return _("Only %(free).1f GB are free on the disk; fetching goes on at %(again).1f GB.") % {
            "free": free / GB,
            "again": floor * ROOM_AGAIN / GB,
        }
    day, budget = StoreDay.objects.newest(), budget_bytes()
    if day is None or day.full_at is None or day.held_bytes <= budget * (HELD_AGAIN if stopped else 1):
        return ""
    return _(
        "The stored responses take %(held).1f GB of the %(budget).1f GB they may take, and none of them may be deleted."
    ) % {"held": day.held_bytes / GB, "budget": budget / GB}


def free_bytes() -> int | None:
    """Return what is free on the fuller of the disks of responses and data directory; None where responses lie
    elsewhere.
    """
    storage = storages["snapshots"]
    if not isinstance(storage, FileSystemStorage):
        return None
    places = (Path(storage.location), settings.DATA_DIR)
    return min(shutil.disk_usage(_existing(place)).free for place in places)


def _existing(place: Path) -> Path:
    return next(found for found in (place, *place.parents) if found.exists())


def _open(reason: str, *, now: datetime) -> Gap:
    """Open the Gap; another worker may have done so in this very moment, and then it is theirs."""
    try:
        with transaction.atomic():
            gap = Gap.objects.create(cause=GapCause.DISK, started_at=now, reason=reason)
    except IntegrityError:
        found = Gap.objects.open().filter(cause=GapCause.DISK).first()
        return found or Gap(cause=GapCause.DISK, started_at=now, reason=reason)
    logger.warning("no_room gap=%s", gap.pk)
    return gap
