"""OPML in and out: upload a list of feeds, see row by row what would become of it, import it, and take ours away."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.progress import asking_queue, at_rest, say_job
from trackers.admin.survey import base_context, require_add
from trackers.desk.errors import DeskError
from trackers.desk.imports import ask_for_import, list_publishers, rehearse_import
from trackers.desk.rights import ADD_FEED
from trackers.jobs import enqueue_import, new_job_id
from trackers.models import Exposure, FeedImport, ImportState, PublicText, RowVerdict, Source
from trackers.pipeline.words import translate_reason
from trackers.text.opml import MOST_BYTES, UnreadableOPML, read_opml, write_opml

if TYPE_CHECKING:
    from trackers.admin.base import DeskAdmin

VERB = "import"
REFRESH_SECONDS = 2
# Rows of one verdict that the page shows; the others are counted.
MOST_SHOWN = 200


class FileForm(forms.Form):
    """The file: read as soon as it is here, so that what is wrong with it is said on the form."""

    file = forms.FileField(
        label=gettext_lazy("OPML file"),
        max_length=200,
        help_text=gettext_lazy(
            "As feed readers export their subscriptions: at most 5 MB and 5000 feeds. Nothing is followed yet."
        ),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Read the feeds of the file into ``outlines``; raise ValidationError with a plain sentence."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            self.outlines = read_opml(file.read(MOST_BYTES + 1))
        except UnreadableOPML as error:
            raise ValidationError(translate_reason(str(error)), code="unreadable") from error
        return file


class ImportForm(forms.Form):
    """What holds for all publishers that are new."""

    public_text = forms.ChoiceField(label=gettext_lazy("Shown to the public"), choices=PublicText.choices)
    exposure = forms.ChoiceField(
        label=gettext_lazy("Public at once?"),
        widget=forms.RadioSelect,
        choices=[
            (Exposure.USABLE, gettext_lazy("yes, readers see their changes from the first one on")),
            (Exposure.WITHHELD, gettext_lazy("no, withheld until somebody releases them")),
        ],
    )


def offer_import(model_admin: "DeskAdmin[Source]", request: HttpRequest) -> HttpResponse:
    """Ask for a file (GET) or rehearse one (POST); needs the permissions to add sources and feeds."""
    _require(model_admin, request)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            name = str(form.cleaned_data["file"].name or "")
            row = rehearse_import(form.outlines, file_name=name, actor=actor_of(request))
            return HttpResponseRedirect(_address(row))
    context = {**base_context(model_admin, request, title=_("Import feeds from OPML")), "form": form}
    return TemplateResponse(request, "admin/trackers/source/import.html", context)


def show_import(model_admin: "DeskAdmin[Source]", request: HttpRequest, token: UUID) -> HttpResponse:
    """Show what would become of a file's feeds, how far their import has come, or what became of them."""
    _require(model_admin, request)
    row = FeedImport.objects.filter(uuid=token).first()
    if row is None:
        raise Http404(_("This import is no longer kept."))
    initial = {"public_text": row.public_text, "exposure": row.exposure}
    form = ImportForm(request.POST or None, initial=initial)
    if request.method == "POST" and (form.is_valid() or row.state == ImportState.RUNNING):
        facts = form.cleaned_data if form.is_valid() else initial
        try:
            _begin(row, request=request, **facts)
        except DeskError as error:
            messages.error(request, error.sentence)
        return HttpResponseRedirect(_address(row))
    standing = _say_standing(row)
    context = {
        **base_context(
            model_admin, request, title=_("Import of %(file)s") % {"file": row.file_name or _("a file")}
        ),
        "row": row,
        "form": form,
        "standing": standing,
        "parts": _list_parts(row),
        "may_import": row.state == ImportState.REHEARSED
        and bool(row.rows_of(RowVerdict.FOLLOWS, RowVerdict.ADDS)),
    }
    response = TemplateResponse(request, "admin/trackers/source/import_run.html", context)
    if standing["is_open"]:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def export_opml(model_admin: "DeskAdmin[Source]", request: HttpRequest) -> HttpResponse:
    """Hand out all publishers that are followed with their feeds as one OPML file, staff's own included."""
    if not model_admin.has_view_permission(request) or not actor_of(request).has_perm("trackers.view_feed"):
        raise PermissionDenied
    body = write_opml(list_publishers(), title=_("Followed by Newswatch"), created=timezone.now())
    response = HttpResponse(body, content_type="text/x-opml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="newswatch-sources.opml"'
    return response


def _begin(row: FeedImport, *, request: HttpRequest, public_text: str, exposure: str) -> None:
    """Record and queue an import; nothing is recorded while the queue cannot be reached."""
    job = new_job_id(VERB)
    with asking_queue():
        ask_for_import(row, public_text=public_text, exposure=exposure, actor=actor_of(request), job=job)
        enqueue_import(row.pk, job=job)


def _say_standing(row: FeedImport) -> dict[str, Any]:
    """Return where an import stands: words, whether there is something to wait for, and whether its worker is lost."""
    if row.state == ImportState.REHEARSED:
        return at_rest(_("Nothing is followed yet: this is what would be done."))
    if row.state == ImportState.DONE:
        return at_rest(_("Imported. The first looks are due now."))
    words = _("%(done)d of %(total)d feeds are done.") % {"done": row.done, "total": row.total}
    return say_job(row.job, running=words)


def _list_parts(row: FeedImport) -> list[dict[str, Any]]:
    """Return the rows by verdict, what cannot be followed first, each with as many as a page shows."""
    counts = row.count()
    order = (RowVerdict.REFUSED, RowVerdict.FOLLOWS, RowVerdict.ADDS, RowVerdict.KNOWN, RowVerdict.TWICE)
    return [
        {
            "label": verdict.label,
            "count": counts[verdict.value],
            "rows": row.rows_of(verdict.value)[:MOST_SHOWN],
            "is_cut": counts[verdict.value] > MOST_SHOWN,
        }
        for verdict in order
        if counts[verdict.value]
    ]


def _require(model_admin: "DeskAdmin[Source]", request: HttpRequest) -> None:
    require_add(model_admin, request)
    if not actor_of(request).has_perm(ADD_FEED):
        raise PermissionDenied


def _address(row: FeedImport) -> str:
    return reverse("admin:trackers_source_import_run", args=[row.uuid])
