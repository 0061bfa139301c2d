"""Replays in the admin: rehearse one for a publisher, some articles or everything; watch, apply, stop it."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin, actor_of, take_selected
from trackers.admin.cells import change_address, list_address, moment_of, quote_text
from trackers.admin.replay_page import find_run, name_scope, say_progress, show_run
from trackers.desk.errors import DeskError
from trackers.desk.replay import apply_rehearsal, ask_for_replay, continue_replay, note_unqueued, stop_replay
from trackers.desk.rights import REPLAY
from trackers.jobs import QueueUnreachable, enqueue_replay, new_job_id
from trackers.models import Article, ReplayRun, Source
from trackers.pipeline.replay import CSV_HEADER, list_findings

VERB = "replay"


class ScopeForm(forms.Form):
    """What is to be read again; everything where nothing is said."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Source"),
        queryset=Source.objects.order_by("name", "pk"),
        required=False,
        empty_label=gettext_lazy("all of them"),
    )
    since = forms.DateField(
        label=gettext_lazy("Versions seen since"),
        required=False,
        help_text=gettext_lazy("A date such as 2026-03-14, UTC; empty for all."),
    )
    limit = forms.IntegerField(
        label=gettext_lazy("At most so many versions"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text=gettext_lazy("Newest articles first; empty for all."),
    )


def may_replay(request: HttpRequest) -> bool:
    """Tell whether this account may read stored responses again and apply what is found."""
    return actor_of(request).has_perm(REPLAY)


def rehearse(
    request: HttpRequest,
    *,
    sources: Iterable[Source] = (),
    articles: Iterable[Article] = (),
) -> HttpResponse:
    """Begin one rehearsal for each of some Sources, or one for some Articles; return where to watch."""
    scopes: list[dict[str, Any]] = [{"source": source} for source in sources] or [{"articles": articles}]
    runs, refused = [], []
    for scope in scopes:
        try:
            runs.append(_begin(partial(ask_for_replay, actor=actor_of(request), **scope)))
        except DeskError as error:
            refused.append(error.sentence)
    if refused:
        messages.warning(request, " ".join(dict.fromkeys(refused)))
    return HttpResponseRedirect(change_address(runs[0]) if len(runs) == 1 else list_address(ReplayRun))


@admin.register(ReplayRun)
class ReplayRunAdmin(ReadOnlyAdmin[ReplayRun]):
    """Replays, newest first. Rows are written by the desk's verbs and by whoever works on them."""

    list_display = ("asked", "scope", "purpose", "state", "progress", "who")
    list_display_links = ("asked",)
    list_select_related = ("source",)
    list_filter = ("purpose", "state")
    sortable_by = ()
    ordering = ("-asked_at", "-pk")
    asked = moment_of("asked_at", _("asked for"))
    change_list_template = "admin/trackers/replayrun/change_list.html"

    def has_view_permission(self, request: HttpRequest, obj: ReplayRun | None = None) -> bool:
        """Seeing, beginning and applying are one permission."""
        return may_replay(request)

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses, that of beginning one, and that of its findings as a table."""
        return [
            path("start/", self.admin_site.admin_view(self.start_view), name="trackers_replayrun_start"),
            path(
                "<int:run_id>/findings.csv",
                self.admin_site.admin_view(self.table_view),
                name="trackers_replayrun_table",
            ),
            *super().get_urls(),
        ]

    def start_view(self, request: HttpRequest) -> HttpResponse:
        """Ask what is to be read again; on POST, begin a rehearsal of it."""
        _must_be_allowed(request)
        form = ScopeForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            data = {**form.cleaned_data, "since": _midnight(form.cleaned_data["since"])}
            try:
                run = _begin(partial(ask_for_replay, actor=actor_of(request), **data))
            except DeskError as error:
                form.add_error(None, error.sentence)
            else:
                return HttpResponseRedirect(change_address(run))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Read stored responses again"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
        }
        return TemplateResponse(request, "admin/trackers/replayrun/start.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a run (GET) or do what a button asks for (POST)."""
        _must_be_allowed(request)
        run = find_run(object_id)
        if request.method != "POST":
            return show_run(self, request, run)
        actor = actor_of(request)
        try:
            if "_stop" in request.POST:
                run = stop_replay(run, actor=actor)
            elif "_continue" in request.POST:
                run = _begin(partial(continue_replay, run, actor=actor))
            elif "_apply" in request.POST:
                run = _begin(partial(apply_rehearsal, run, actor=actor))
        except DeskError as error:
            messages.warning(request, error.sentence)
        return HttpResponseRedirect(change_address(run))

    def table_view(self, request: HttpRequest, run_id: int) -> HttpResponseBase:
        """Return all findings of a run as comma-separated values (RFC 4180)."""
        _must_be_allowed(request)
        run = find_run(str(run_id))
        response = StreamingHttpResponse(_write_table(run), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="replay-{run.pk}.csv"'
        return response

    # --- Columns

    @admin.display(description=_("what"))
    def scope(self, run: ReplayRun) -> str:
        """What is read again."""
        return quote_text(name_scope(run))

    @admin.display(description=_("progress"))
    def progress(self, run: ReplayRun) -> str:
        """How many versions of how many are done."""
        return say_progress(run)

    @admin.display(description=_("by"))
    def who(self, run: ReplayRun) -> str:
        """Who asked for it."""
        return quote_text(run.actor_name)


class ReplayAction:
    """The action that a list of Sources or Articles offers; to be mixed into an admin."""

    def has_replay_permission(self, request: HttpRequest) -> bool:
        """Whether this account may read stored responses again."""
        return may_replay(request)

    @admin.action(description=_("Read stored responses again…"), permissions=["replay"])
    def replay(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Rehearse a replay of the selected rows and show how it goes; nothing is recorded by that."""
        selected = take_selected(request, queryset)
        if not selected:
            return None
        if queryset.model is Source:
            return rehearse(request, sources=selected)
        return rehearse(request, articles=selected)


class _Echo:
    """What csv writes to: it gives every line back."""

    def write(self, line: str) -> str:
        return line


def _write_table(run: ReplayRun) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(CSV_HEADER)
    for cells in list_findings(run):
        yield writer.writerow(cells)


def _begin(ask: Callable[..., ReplayRun]) -> ReplayRun:
    """Put a run on the record and queue it; one that cannot be queued is noted as such and can be let go on later.

    Queued after its row is written and not with it: a worker takes it up at once.
    """
    run = ask(job=new_job_id(VERB))
    try:
        enqueue_replay(run.pk, job=run.job)
    except QueueUnreachable:
        note_unqueued(run)
    return run


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day is not None else None


def _must_be_allowed(request: HttpRequest) -> None:
    if not may_replay(request):
        raise PermissionDenied
