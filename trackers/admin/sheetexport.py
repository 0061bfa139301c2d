"""Changes as a spreadsheet: asked for from their list, written at once or by a worker, fetched by the asker."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import ReadOnlyAdmin, actor_of
from trackers.admin.cells import change_address, list_address, moment_of, quote_text
from trackers.admin.lookups import refuse_nul
from trackers.admin.progress import asking_queue, at_rest, say_job
from trackers.admin.queues import queue_asked
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.sheetcolumns import write_changes
from trackers.desk.sheetexports import AT_ONCE, PERMISSION, is_overtaken, plan_export
from trackers.jobs import enqueue_export, new_job_id
from trackers.models import Change, ExportState, SheetExport, SheetForm

if TYPE_CHECKING:
    from trackers.admin.change import ChangeAdmin

VERB = "export"
REFRESH_SECONDS = 2
_TYPES = {
    SheetForm.CSV: "text/csv; charset=utf-8; header=present",
    SheetForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@admin.register(SheetExport)
class SheetExportAdmin(ReadOnlyAdmin[SheetExport]):
    """The files somebody has asked for, for nobody else to see; each is kept for a day."""

    list_display = ("asked", "form", "which", "total", "state")
    list_filter = ("state",)
    sortable_by = ()
    ordering = ("-asked_at", "-pk")
    change_list_template = "admin/trackers/sheetexport/change_list.html"

    asked = moment_of("asked_at", gettext_lazy("asked for at"))

    @admin.display(description=gettext_lazy("which changes"))
    def which(self, row: SheetExport) -> str:
        """The query that chose them."""
        return quote_text(row.narrowed)

    def has_view_permission(self, request: HttpRequest, obj: SheetExport | None = None) -> bool:
        """Let in whoever may take changes away, each to her own."""
        actor = actor_of(request) if request.user.is_authenticated else None
        return (
            actor is not None and actor.has_perm(PERMISSION) and (obj is None or obj.asked_by_id == actor.pk)
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Name the list to whoever may see it."""
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SheetExport]:
        """Show nobody another's, and leave the files in the database."""
        return super().get_queryset(request).filter(asked_by=actor_of(request)).defer("body", "changes")

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses and that of the file itself."""
        view = self.admin_site.admin_view(self.hand_out)
        return [path("<int:key>/file/", view, name="trackers_sheetexport_file"), *super().get_urls()]

    def hand_out(self, request: HttpRequest, key: int) -> HttpResponse:
        """Answer with the file; 404 for another's, one not written yet, and one with what is withheld since."""
        row = self._find(request, str(key))
        if row is None or row.body is None or is_overtaken(row):
            raise Http404(_("This file is no longer kept."))
        return hand_out_file(bytes(row.body), form=row.form, name=f"changes-{row.asked_at:%Y-%m-%d}")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show how far a file is, and where it is fetched."""
        row = self._find(request, object_id)
        if row is None:
            raise Http404(_("This file is no longer kept."))
        if request.method == "POST":
            raise PermissionDenied
        standing = _say_standing(row)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Changes as a spreadsheet"),
            "row": row,
            "standing": standing,
            "list_address": f"{list_address(Change)}?{row.narrowed}",
        }
        response = TemplateResponse(request, "admin/trackers/sheetexport/page.html", context)
        if standing["is_open"]:
            response["Refresh"] = str(REFRESH_SECONDS)
        return response

    def _find(self, request: HttpRequest, object_id: str) -> SheetExport | None:
        """Return a row of the asker's; None for any other. Raises PermissionDenied."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = unquote(object_id)
        if not key.isdecimal() or len(key) > 18:
            return None
        return SheetExport.objects.filter(asked_by=actor_of(request), pk=int(key)).first()


def export_list(model_admin: "ChangeAdmin", request: HttpRequest) -> HttpResponse:
    """Take the list of changes, as its address narrows it, away as a file (POST); back to the list where that fails."""
    actor = actor_of(request)
    if not model_admin.has_view_permission(request) or not actor.has_perm(PERMISSION):
        raise PermissionDenied
    refuse_nul(request)
    narrowed = request.GET.urlencode()
    back = HttpResponseRedirect(f"{list_address(Change)}?{narrowed}")
    if request.method != "POST":
        return back
    form = request.POST.get("form", "")
    try:
        rows = model_admin.get_changelist_instance(request).queryset
        queue = queue_asked(request)
        if queue is not None:
            rows = rows.order_by(*queue.order)
        row = plan_export(rows, form=form, narrowed=narrowed, actor=actor)
        if row.total > AT_ONCE:
            return _leave_to_worker(row)
    except IncorrectLookupParameters:
        messages.error(request, _("This list cannot be narrowed so."))
        return back
    except NotAllowedError as error:
        raise PermissionDenied(error.sentence) from error
    except DeskError as error:
        messages.error(request, error.sentence)
        return back
    return hand_out_file(
        write_changes(row.changes, form), form=form, name=f"changes-{timezone.now():%Y-%m-%d}"
    )


def hand_out_file(body: bytes, *, form: str, name: str) -> HttpResponse:
    """Answer with a spreadsheet to be saved."""
    response = HttpResponse(body, content_type=_TYPES[SheetForm(form)])
    response["Content-Disposition"] = f'attachment; filename="{name}.{SheetForm(form).value}"'
    return response


def _leave_to_worker(row: SheetExport) -> HttpResponse:
    row.job = new_job_id(VERB)
    with asking_queue():
        with transaction.atomic():
            row.save()
        enqueue_export(row.pk, job=row.job)
    return HttpResponseRedirect(change_address(row))


def _say_standing(row: SheetExport) -> dict[str, Any]:
    """Return where a file stands: words, whether there is something to wait for, and whether its worker is lost."""
    if is_overtaken(row):
        return at_rest(_("Something in it has been withheld since: please ask for it again from the list."))
    if row.state == ExportState.DONE:
        return {**at_rest(_("The file is written. It is kept for a day.")), "is_ready": True}
    return say_job(
        row.job,
        running=_("%(done)d of %(total)d changes are written.") % {"done": row.done, "total": row.total},
        lost=_("Whoever worked on it is gone: please ask for it again from the list."),
    )
