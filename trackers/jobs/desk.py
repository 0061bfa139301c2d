"""Jobs about the desk's own decisions: batches, and spreadsheets that go out and come back."""

import logging
from typing import Any

from django.utils.translation import gettext as _

from trackers.desk.bulk import work_on_batch
from trackers.desk.sheetexports import write_export
from trackers.desk.sheetimports import PHASES, work_on_sheet
from trackers.jobs.queue import REPLAY_SHARE, enqueue, new_job_id
from trackers.models import (
    Batch,
    BatchState,
    SheetExport,
    SheetImport,
)

logger = logging.getLogger(__name__)


def act_on_batch(batch_id: int, job: str) -> dict[str, Any]:
    """Do or undo the rows of a Batch for a while, and queue up for the rest; return a sentence.

    Raises QueueUnreachable where it cannot: the batch then waits until somebody lets it go on.
    """
    logger.info("job_batch batch=%s", batch_id)
    try:
        batch = work_on_batch(batch_id, job=job, patience=REPLAY_SHARE)
    except Batch.DoesNotExist:
        return {"words": _("There is no such batch.")}
    if batch.state in {BatchState.RUNNING, BatchState.UNDOING} and batch.job == job:
        following = new_job_id("batch")
        if Batch.objects.filter(pk=batch_id, job=job, state=batch.state).update(job=following):
            enqueue_batch(batch_id, job=following)
    return {"words": str(batch.get_state_display())}


def write_spreadsheet(export_id: int, job: str) -> dict[str, Any]:
    """Write the file of a SheetExport; return a sentence."""
    logger.info("job_export export=%s", export_id)
    try:
        row = write_export(export_id, job=job)
    except SheetExport.DoesNotExist:
        return {"words": _("This file is no longer kept.")}
    return {"words": _("%(count)d changes are written.") % {"count": row.done}}


def work_on_spreadsheet(sheet_id: int, job: str) -> dict[str, Any]:
    """Rehearse, do or undo the rows of a SheetImport for a while, and queue up for the rest; return a sentence.

    Raises QueueUnreachable where it cannot: the rows then wait until somebody lets it go on.
    """
    logger.info("job_sheet sheet=%s", sheet_id)
    try:
        sheet = work_on_sheet(sheet_id, job=job, patience=REPLAY_SHARE)
    except SheetImport.DoesNotExist:
        return {"words": _("This spreadsheet is no longer kept.")}
    if sheet.state in PHASES and sheet.job == job:
        following = new_job_id("sheet")
        if SheetImport.objects.filter(pk=sheet_id, job=job, state=sheet.state).update(job=following):
            enqueue_sheet(sheet_id, job=following)
    return {"words": str(sheet.get_state_display())}


def enqueue_batch(batch_id: int, *, job: str) -> None:
    """Queue a Batch, or the rest of one; raise QueueUnreachable."""
    enqueue(act_on_batch, batch_id, job, job=job)


def enqueue_export(export_id: int, *, job: str) -> None:
    """Queue the writing of a file; raise QueueUnreachable."""
    enqueue(write_spreadsheet, export_id, job, job=job)


def enqueue_sheet(sheet_id: int, *, job: str) -> None:
    """Queue a filled-in spreadsheet, or the rest of one; raise QueueUnreachable."""
    enqueue(work_on_spreadsheet, sheet_id, job, job=job)
