"""Decisions handed in as a spreadsheet: upload, see row by row what would happen, confirm, watch, undo."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import ReadOnlyAdmin, actor_of
from trackers.admin.cells import change_address, moment_of, quote_text
from trackers.admin.sheet_words import (
    count_verdicts,
    list_left,
    list_rows,
    say_counts,
    say_fault,
    say_sheet,
)
from trackers.admin.sheetexport import hand_out_file
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.sheetcolumns import NEEDED, READ, explain_columns, write_left
from trackers.desk.sheetimports import (
    PERMISSION,
    PHASES,
    confirm_sheet,
    may_be_undone,
    resume_sheet,
    store_sheet,
    undo_sheet,
    work_on_sheet,
)
from trackers.jobs import REPLAY_SHARE, QueueUnreachable, count_workers, enqueue_sheet, new_job_id
from trackers.models import SheetForm, SheetImport, SheetState, SheetVerdict
from trackers.text.sheets import MOST_BYTES, Sheet, UnreadableSheet, read_sheet

VERB = "sheet"
# So many rows are worked on while the browser waits; more are left to a worker.
AT_ONCE = 200
REFRESH_SECONDS = 2


class SheetFileForm(forms.Form):
    """The file: read as soon as it is here, so that what is wrong with it is said on the form."""

    sheet: Sheet
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        max_length=200,
        help_text=gettext_lazy(
            "CSV in UTF-8 or XLSX, as it was taken away from the list of changes and filled in: at most 5 MB and 5,000 "
            "rows. Nothing is done yet."
        ),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Read the rows of the file into ``sheet``; raise ValidationError with a plain sentence."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            self.sheet = read_sheet(file.read(MOST_BYTES + 1), columns=READ, needed=NEEDED)
        except UnreadableSheet as error:
            raise ValidationError(say_fault(error), code="unreadable") from error
        return file


@admin.register(SheetImport)
class SheetImportAdmin(ReadOnlyAdmin[SheetImport]):
    """What was handed in, newest first; the page of one is where it is rehearsed, confirmed and undone."""

    list_display = ("what", "state", "asker", "asked", "ended")
    list_filter = ("state",)
    search_fields = ("asker_name", "file_name")
    search_help_text = gettext_lazy("Searches names of people and files.")
    sortable_by = ()
    ordering = ("-asked_at", "-pk")
    change_list_template = "admin/trackers/sheetimport/change_list.html"

    asked = moment_of("asked_at", gettext_lazy("handed in at"))
    ended = moment_of("ended_at", gettext_lazy("ended at"))

    @admin.display(description=gettext_lazy("file"))
    def what(self, sheet: SheetImport) -> str:
        """The file's name."""
        return quote_text(sheet.file_name)

    @admin.display(description=gettext_lazy("handed in by"))
    def asker(self, sheet: SheetImport) -> str:
        """Who handed it in."""
        return quote_text(sheet.asker_name)

    def has_view_permission(self, request: HttpRequest, obj: SheetImport | None = None) -> bool:
        """Let in whoever may hand decisions in."""
        return request.user.is_authenticated and actor_of(request).has_perm(PERMISSION)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Name the list to whoever may see it."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let whoever sees them hand one in."""
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses and that of the rows that came to nothing."""
        view = self.admin_site.admin_view(self.hand_back)
        return [path("<int:key>/left/", view, name="trackers_sheetimport_left"), *super().get_urls()]

    def hand_back(self, request: HttpRequest, key: int) -> HttpResponse:
        """Answer with the rows that came to nothing, as they were typed, and why (``?form=csv`` or ``xlsx``)."""
        sheet = self._find(request, str(key))
        form = request.GET.get("form", SheetForm.CSV)
        if sheet is None or form not in SheetForm.values:
            raise Http404(_("This spreadsheet is no longer kept."))
        return hand_out_file(write_left(list_left(sheet), form), form=form, name=f"left-{sheet.pk}")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for a file (GET) or rehearse one (POST)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SheetFileForm(request.POST or None, request.FILES or None)
        if request.method == "POST":
            form = SheetFileForm(request.POST, request.FILES)
            if form.is_valid():
                try:
                    return HttpResponseRedirect(change_address(_hand_in(request, form)))
                except NotAllowedError as error:
                    raise PermissionDenied(error.sentence) from error
                except DeskError as error:
                    form.add_error(None, error.sentence)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Hand in a spreadsheet"),
            "form": form,
            "explained": explain_columns(),
        }
        return TemplateResponse(request, "admin/trackers/sheetimport/add.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a sheet (GET), or confirm, go on with or undo it (POST)."""
        sheet = self._find(request, object_id)
        if sheet is None:
            raise Http404(_("This spreadsheet is no longer kept."))
        if request.method == "POST":
            try:
                _press(request, sheet)
            except NotAllowedError as error:
                raise PermissionDenied(error.sentence) from error
            except DeskError as error:
                messages.error(request, error.sentence)
            return HttpResponseRedirect(change_address(sheet))
        return self._show(request, sheet)

    def _show(self, request: HttpRequest, sheet: SheetImport) -> HttpResponse:
        counts = count_verdicts(sheet)
        standing = say_sheet(sheet, counts)
        is_mine = sheet.asked_by_id == actor_of(request).pk
        total = sum(counts.values())
        left = sum(
            counts[verdict] for verdict in (SheetVerdict.REFUSED, SheetVerdict.LEFT, SheetVerdict.STANDS)
        )
        waits = counts[PHASES[SheetState(sheet.state)][0]] if sheet.state in PHASES else 0
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Decisions of %(file)s") % {"file": sheet.file_name or _("a file")},
            "sheet": sheet,
            "counts": say_counts(counts),
            "standing": standing,
            "parts": list_rows(sheet, counts),
            "would": counts[SheetVerdict.WOULD],
            "may_confirm": is_mine and sheet.state == SheetState.REHEARSED and counts[SheetVerdict.WOULD] > 0,
            "may_undo": is_mine and may_be_undone(sheet, now=timezone.now()),
            "may_continue": is_mine and standing["is_lost"],
            "left": left,
            "total": total,
            "done": total - waits,
        }
        response = TemplateResponse(request, "admin/trackers/sheetimport/page.html", context)
        if standing["is_open"]:
            response["Refresh"] = str(REFRESH_SECONDS)
        return response

    def _find(self, request: HttpRequest, object_id: str) -> SheetImport | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = unquote(object_id)
        return SheetImport.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) <= 18 else None


def _hand_in(request: HttpRequest, form: SheetFileForm) -> SheetImport:
    """Store a file's rows and have them rehearsed: few here and now, many by a worker."""
    is_long = len(form.sheet.lines) > AT_ONCE
    name = str(form.cleaned_data["file"].name or "")
    return _run(
        lambda job: store_sheet(form.sheet, file_name=name, actor=actor_of(request), job=job),
        is_long=is_long,
    )


def _press(request: HttpRequest, sheet: SheetImport) -> None:
    """Do what a button asks for."""
    actor = actor_of(request)
    verb = {"_confirm": confirm_sheet, "_undo": undo_sheet, "_continue": resume_sheet}
    chosen = next((verb[name] for name in verb if name in request.POST), None)
    if chosen is None:
        return
    is_long = sheet.rows.filter(
        verdict__in=[SheetVerdict.WAITING, SheetVerdict.WOULD, SheetVerdict.DONE]
    ).count()
    _run(lambda job: chosen(sheet, actor=actor, job=job), is_long=is_long > AT_ONCE)


def _run(begin: Any, *, is_long: bool) -> SheetImport:
    """Put a sheet to work; raise DeskError where the queue is not there."""
    try:
        if is_long:
            count_workers()
        # A worker looks for the rows at once, so they are stored before the job is queued.
        sheet: SheetImport = begin(new_job_id(VERB))
        if not is_long:
            sheet = work_on_sheet(sheet.pk, job=sheet.job, patience=REPLAY_SHARE)
        if sheet.state in PHASES:
            enqueue_sheet(sheet.pk, job=sheet.job)
    except QueueUnreachable as error:
        raise DeskError(_("The queue cannot be reached: is Valkey running?")) from error
    return sheet
