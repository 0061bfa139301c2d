"""Releasing: one a day into the folder an operator has set, the newest few kept, and none that shows what is withheld.

A row is stored before anything is read. Whoever takes something from readers deletes the rows there are
(``trackers.desk.exposure``): a release whose row is gone when its files are written is thrown away.
"""

import logging
import re
import shutil
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from django.db import transaction

from trackers.models import Dump, turn_dumps
from trackers.pipeline.dump.write import write_dump

logger = logging.getLogger(__name__)

# What is not written by then was left by a worker that died.
LONGEST = timedelta(hours=2)
# Ours, whole or in the making: nothing else in the folder is touched.
_FOLDER = re.compile(r"\.?[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{6}(\.part)?", re.ASCII)


def release_today(folder: Path, *, now: datetime, keep: int) -> Dump | None:
    """Write today's release (by UTC) unless there is one; return it. Old ones are deleted. Raises OSError."""
    return _release(
        folder, now=now, keep=keep, unless_since=now.replace(hour=0, minute=0, second=0, microsecond=0)
    )


def release_now(folder: Path, *, now: datetime, keep: int) -> Dump | None:
    """Write one more release, whatever there is of today; return it. Old ones are deleted. Raises OSError.

    None where something was withheld while it was written: the next one lacks it.
    """
    return _release(folder, now=now, keep=keep, unless_since=now)


def _release(folder: Path, *, now: datetime, keep: int, unless_since: datetime) -> Dump | None:
    row = _begin(now=now, unless_since=unless_since)
    found = _write(row, folder, now=now) if row is not None else None
    tidy_up(folder, now=now, keep=keep)
    return found


def name_release(now: datetime) -> str:
    """Return a name for a release: its day, and a draw, so that no address ever shows two of them."""
    return f"{now:%Y-%m-%d}-{token_hex(3)}"


def tidy_up(folder: Path, *, now: datetime, keep: int) -> None:
    """Delete releases beyond the newest few, those that were never finished, and folders that no row names."""
    Dump.objects.filter(ready_at__isnull=True, made_at__lt=now - LONGEST).delete()
    kept = Dump.objects.ready().values_list("pk", flat=True)[:keep]
    Dump.objects.filter(ready_at__isnull=False).exclude(pk__in=list(kept)).delete()
    if not folder.is_dir():
        return
    named = {name for row in Dump.objects.values_list("name", flat=True) for name in (row, f".{row}.part")}
    for path in folder.iterdir():
        if _FOLDER.fullmatch(path.name) and path.name not in named:
            shutil.rmtree(path, ignore_errors=True)


def _begin(*, now: datetime, unless_since: datetime) -> Dump | None:
    """Store the row of a new release, unless another was begun at or after a moment."""
    with transaction.atomic():
        turn_dumps()
        if Dump.objects.filter(made_at__gte=unless_since).exists():
            return None
        return Dump.objects.create(name=name_release(now), made_at=now)


def _write(row: Dump, folder: Path, *, now: datetime) -> Dump | None:
    try:
        files = write_dump(folder, name=row.name, made_at=now)
    except OSError as error:
        logger.error("dump_failed dump=%s error=%s", row.name, type(error).__name__)
        Dump.objects.filter(pk=row.pk).delete()
        raise
    told = [asdict(each) for each in files]
    if not Dump.objects.filter(pk=row.pk).update(ready_at=now, files=told):
        logger.warning("dump_dropped dump=%s", row.name)
        shutil.rmtree(folder / row.name, ignore_errors=True)
        return None
    logger.info("dump_written dump=%s rows=%s", row.name, sum(each.rows for each in files))
    return Dump.objects.get(pk=row.pk)
