"""Changes taken away as a spreadsheet: chosen as the list stands, written in parts, kept a day for the asker alone."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.rights import require
from trackers.desk.sheetcolumns import write_changes
from trackers.models import Act, Change, ExportState, ReviewEvent, SheetExport, SheetForm

MOST_ROWS = 5_000
# So many are written while the browser waits; more are left to a worker.
AT_ONCE = 1_000
KEPT = timedelta(days=1)
PERMISSION = "trackers.export_changes"


def plan_export(rows: QuerySet[Change], *, form: str, narrowed: str, actor: User) -> SheetExport:
    """Return an export of a list of Changes in its order, not stored yet. Raises NotAllowedError and DeskError."""
    require(actor, PERMISSION)
    if form not in SheetForm.values:
        raise DeskError(_("Choose CSV or XLSX."))
    keys = list(rows.values_list("pk", flat=True)[: MOST_ROWS + 1])
    if not keys:
        raise DeskError(_("There is nothing to take away: no change is in this list."))
    if len(keys) > MOST_ROWS:
        raise DeskError(
            _("These are more than %(count)d changes: narrow the list first.") % {"count": MOST_ROWS}
        )
    return SheetExport(form=form, asked_by=actor, narrowed=narrowed[:2000], changes=keys, total=len(keys))


def write_export(export_id: int, *, job: str) -> SheetExport:
    """Write the file of an export, noting how far it is; return it. Raises SheetExport.DoesNotExist.

    Run twice it writes the same; stops where another job has taken it over.
    """
    row = SheetExport.objects.get(pk=export_id)
    if row.state == ExportState.DONE or row.job != job:
        return row

    def note(done: int) -> None:
        SheetExport.objects.filter(pk=export_id, job=job).update(done=done)

    body = write_changes(row.changes, row.form, note=note)
    with transaction.atomic():
        locked = SheetExport.objects.select_for_update().get(pk=export_id)
        if locked.job == job and locked.state == ExportState.RUNNING:
            locked.body, locked.done, locked.state = body, locked.total, ExportState.DONE
            locked.save(update_fields=["body", "done", "state"])
    return locked


def is_overtaken(row: SheetExport) -> bool:
    """Tell whether something of a publisher in an export was withheld since it was asked for. Two queries.

    A file that was fetched cannot be called back, one that lies here is not handed out.
    """
    sources = (
        ReviewEvent.objects.filter(act=Act.WITHHOLD, at__gte=row.asked_at)
        .order_by()
        .values_list("source_id", "article__source_id")
    )
    found = {key for pair in sources for key in pair if key is not None}
    return bool(found) and Change.objects.filter(pk__in=row.changes, article__source__in=found).exists()


def drop_old_exports(*, now: datetime) -> int:
    """Delete exports that were asked for a day ago; return how many."""
    return SheetExport.objects.filter(asked_at__lt=now - KEPT).delete()[0]
