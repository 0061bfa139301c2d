"""One incident's page in the admin, and the page between a button and what it does."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.cells import NOTHING, change_address, link_inside, quote_text, say_moment
from trackers.admin.looks import REFRESH_SECONDS
from trackers.desk.errors import DeskError
from trackers.desk.incidents import DECISIONS, LONGEST_REASON, Decision, decide_incident
from trackers.jobs import JobState, QueueUnreachable, enqueue_settling, new_job_id, read_jobs
from trackers.models import (
    Act,
    HeldState,
    Incident,
    IncidentArticle,
    IncidentState,
    ReviewEvent,
)

if TYPE_CHECKING:
    from trackers.admin.incident import IncidentAdmin

SAMPLES = 10
ARTICLES_SHOWN = 200
SIGNS_SHOWN = 30
EVENTS_SHOWN = 20


class DecisionForm(forms.Form):
    """Why an incident is decided so."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept on the record, never shown to the public."),
    )


def show_incident(model_admin: "IncidentAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Show an incident: what changed alike, samples, what became of each article, and the buttons. 404 for none."""
    incident = _find(object_id)
    if not model_admin.has_view_permission(request, incident):
        raise PermissionDenied
    rows = list(_rows_of(incident)[:ARTICLES_SHOWN])
    counts = _count(incident)
    job = _read_job(incident)
    response = TemplateResponse(
        request,
        "admin/trackers/incident/page.html",
        {
            **_shared(model_admin, request, incident),
            "signs": [(row.words, quote_text(row.sample, limit=300)) for row in _signs_of(incident)],
            "counts": [(HeldState(state).label, count) for state, count in counts.items()],
            "total": sum(counts.values()),
            "settled": sum(counts.values()) - counts.get(HeldState.HELD, 0),
            "held": counts.get(HeldState.HELD, 0),
            "samples": [_sample(row) for row in _choose_samples(rows)],
            "articles": [_tell(row) for row in rows],
            "more": max(0, sum(counts.values()) - len(rows)),
            "decisions": _offer(model_admin, request, incident),
            "job": job,
            "events": _events_of(incident),
        },
    )
    if job is not None and job.is_open:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def decide_view(
    model_admin: "IncidentAdmin", request: HttpRequest, incident_id: int, decision: str
) -> HttpResponse:
    """Say what a decision does to how many articles and ask why (GET); decide and queue the settling (POST)."""
    if not model_admin.has_decide_permission(request):
        raise PermissionDenied
    incident = _find(str(incident_id))
    chosen = next((known for known in DECISIONS if known.state.value == decision), None)
    if chosen is None:
        raise Http404(_("There is no such decision."))
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, incident, chosen, reason=form.cleaned_data["reason"])
        except DeskError as error:
            messages.warning(request, error.sentence)
        else:
            messages.success(request, _("The decision is on the record."))
        return HttpResponseRedirect(change_address(incident))
    held = IncidentArticle.objects.held().filter(incident=incident)
    context = {
        **_shared(model_admin, request, incident),
        "title": chosen.name,
        "decision": chosen,
        "held": held.count(),
        "articles": [_link(row) for row in _rows_of(incident, held)[:SAMPLES]],
        "signs": [(row.words, quote_text(row.sample, limit=300)) for row in _signs_of(incident)],
        "form": form,
    }
    return TemplateResponse(request, "admin/trackers/incident/decide.html", context)


def _decide(request: HttpRequest, incident: Incident, decision: Decision, *, reason: str) -> None:
    """Decide and queue what follows; raise DeskError, and nothing is decided, when it cannot be queued."""
    settles = decision.state != IncidentState.BROKEN
    job = new_job_id("settle") if settles else ""
    with transaction.atomic():
        decide_incident(incident, decision.state.value, actor=actor_of(request), reason=reason, job=job)
        if settles:
            try:
                enqueue_settling(incident.pk, job=job)
            except QueueUnreachable as error:
                raise DeskError(
                    _("The queue cannot be reached: is Valkey running? Nothing was decided.")
                ) from error


# --- What the pages show ----------------------------------------------------------------------------------


def _find(object_id: str) -> Incident:
    wanted = unquote(object_id)
    if not wanted.isdecimal() or len(wanted) > 18:
        raise Http404(_("There is no such incident."))
    row = Incident.objects.select_related("source", "decided_by").filter(pk=int(wanted)).first()
    if row is None:
        raise Http404(_("There is no such incident."))
    return row


def _shared(model_admin: "IncidentAdmin", request: HttpRequest, incident: Incident) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "title": _("Incident %(id)d") % {"id": incident.pk},
        "incident": incident,
        "source_link": link_inside(incident.source, incident.source.name),
        "back": change_address(incident),
    }


def _signs_of(incident: Incident) -> Any:
    return incident.signs.all()[:SIGNS_SHOWN]


def _rows_of(
    incident: Incident, rows: "QuerySet[IncidentArticle] | None" = None
) -> "QuerySet[IncidentArticle]":
    """Return an incident's rows with what a line needs, without the texts."""
    chosen = rows if rows is not None else incident.articles.order_by("seen_at", "pk")
    long = ("paragraphs", "captions", "standfirst", "roles", "credits", "notices", "pointers", "places")
    return chosen.select_related("article__latest_version", "change").defer(
        *(f"article__latest_version__{name}" for name in long)
    )


def _count(incident: Incident) -> dict[str, int]:
    rows = incident.articles.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows.order_by("state"))


def _choose_samples(rows: list[IncidentArticle]) -> list[IncidentArticle]:
    """Return up to ten rows, those that wait before the others."""
    return sorted(rows, key=lambda row: row.state != HeldState.HELD)[:SAMPLES]


def _sample(row: IncidentArticle) -> dict[str, Any]:
    return {
        "link": _link(row),
        "removed": quote_text(row.removed, limit=300),
        "added": quote_text(row.added, limit=300),
    }


def _tell(row: IncidentArticle) -> dict[str, Any]:
    change = row.change
    return {
        "link": _link(row),
        "seen_at": say_moment(row.seen_at),
        "state": HeldState(row.state).label,
        "settled_at": say_moment(row.settled_at),
        "change": link_inside(change, str(change)) if change is not None else NOTHING,
        "detail": quote_text(row.detail, limit=300),
    }


def _link(row: IncidentArticle) -> str:
    return link_inside(row.article, row.article.headline)


def _offer(model_admin: "IncidentAdmin", request: HttpRequest, incident: Incident) -> list[Decision]:
    """Return the decisions that make sense as it stands and that this account may take."""
    if not incident.is_holding or not model_admin.has_decide_permission(request):
        return []
    return [decision for decision in DECISIONS if decision.state != incident.state]


def _read_job(incident: Incident) -> JobState | None:
    if not incident.job:
        return None
    try:
        return read_jobs([incident.job])[0]
    except QueueUnreachable:
        return None


def _events_of(incident: Incident) -> "QuerySet[ReviewEvent]":
    events = ReviewEvent.objects.filter(act=Act.DECIDE, source=incident.source_id)
    return events.filter(after__incident=incident.pk)[:EVENTS_SHOWN]
