"""Add a source by its address: ask for it, wait for a worker to look at it, and say what came of that."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.cells import link_inside
from trackers.desk.errors import DeskError
from trackers.desk.trials import ask_for_trial, find_followed
from trackers.jobs import (
    JobState,
    QueueUnreachable,
    Step,
    count_workers,
    enqueue_trial,
    new_job_id,
    read_jobs,
)
from trackers.models import Source, SourceTrial

if TYPE_CHECKING:
    from trackers.admin.base import DeskAdmin

VERB = "survey"
REFRESH_SECONDS = 2
# A worker that is there takes a job up at once; after this many seconds the page asks whether one is.
PATIENCE_SECONDS = 6


class AddressForm(forms.Form):
    """The one question: where is it?"""

    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=2000,
        strip=True,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "The publisher's home page, one of its sections, or a feed: news.example.org."
        ),
    )


def offer_survey(model_admin: "DeskAdmin[Source]", request: HttpRequest) -> HttpResponse:
    """Ask for an address (GET) or have it looked at (POST); needs the permission to add sources."""
    require_add(model_admin, request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            trial = _ask(form.cleaned_data["address"], request=request)
        except DeskError as error:
            form.add_error("address", error.sentence)
        except QueueUnreachable:
            form.add_error(None, _("The queue cannot be reached: is Valkey running? Nothing was asked for."))
        else:
            return HttpResponseRedirect(reverse("admin:trackers_source_found", args=[trial.uuid]))
    return _show_form(model_admin, request, form, title=_("Add a source by its address"))


def find_trial(token: UUID) -> SourceTrial | None:
    """Return the trial an address of these pages names, with what it was saved as; None for one that is gone."""
    return SourceTrial.objects.select_related("source").filter(uuid=token).first()


def show_waiting(model_admin: "DeskAdmin[Source]", request: HttpRequest, trial: SourceTrial) -> HttpResponse:
    """Show how far a trial that is not over has come, refreshing by itself, or ask again where its worker is lost."""
    try:
        job = read_jobs([trial.job])[0]
        workers = count_workers() if job.step == Step.WAITING else 1
    except QueueUnreachable:
        words = _("The queue cannot be reached: is Valkey running?")
        return show_progress(model_admin, request, words=words, trial=trial)
    if job.is_open:
        words = _say_progress(job, trial, workers=workers)
        return show_progress(model_admin, request, words=words, trial=trial, refresh=True)
    return show_refused(
        model_admin, request, trial, words=_("This look did not come to its end. Please ask for it again.")
    )


def show_refused(
    model_admin: "DeskAdmin[Source]", request: HttpRequest, trial: SourceTrial, *, words: str
) -> HttpResponse:
    """Show the form with the address that was typed and the sentence that says why nothing came of it."""
    form = AddressForm({"address": trial.address})
    form.is_valid()
    form.add_error("address", words)
    return _show_form(model_admin, request, form, title=_("Nothing to follow yet"))


def show_progress(
    model_admin: "DeskAdmin[Source]",
    request: HttpRequest,
    *,
    words: str,
    trial: SourceTrial | None = None,
    refresh: bool = False,
) -> HttpResponse:
    """Show one sentence, and with ``refresh`` look again by itself."""
    title = _("Looking at the site") if refresh else _("Nothing to follow yet")
    context = {
        **base_context(model_admin, request, title=title),
        "words": words,
        "trial": trial,
        "refreshes": refresh,
    }
    response = TemplateResponse(request, "admin/trackers/source/progress.html", context)
    if refresh:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def say_waiting(job: JobState, *, workers: int) -> str:
    """Return why a job that is queued was not begun yet, in one or two sentences."""
    waited = (timezone.now() - job.waiting_since).total_seconds() if job.waiting_since else 0.0
    if waited < PATIENCE_SECONDS:
        return _("Waiting for a worker to take this up.")
    if not workers:
        return _(
            "No worker answers the desk's queue. Start Newswatch with bin/up, or a worker with “manage.py rqworker "
            "desk --serializer rq.serializers.JSONSerializer”; this page goes on as soon as one is there."
        )
    return _("All workers are busy with other jobs; this one follows in its turn.")


def base_context(model_admin: "DeskAdmin[Source]", request: HttpRequest, *, title: str) -> dict[str, Any]:
    """Return what every page of adding a source needs."""
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": title,
        "media": model_admin.media,
    }


def require_add(model_admin: "DeskAdmin[Source]", request: HttpRequest) -> None:
    """Raise PermissionDenied for an account that may not add sources."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied


def _ask(address: str, *, request: HttpRequest) -> SourceTrial:
    """Record and queue a trial; nothing is recorded while the queue cannot be reached."""
    job = new_job_id(VERB)
    count_workers()
    # A worker looks for the row at once, so it is stored before the job is queued.
    trial = ask_for_trial(address, actor=actor_of(request), job=job)
    enqueue_trial(trial.pk, job=job)
    return trial


def _show_form(
    model_admin: "DeskAdmin[Source]", request: HttpRequest, form: AddressForm, *, title: str
) -> HttpResponse:
    """Show the one question; beside an address that is followed already, the way to whose it is."""
    typed = form.cleaned_data.get("address") or form.data.get("address", "") if form.is_bound else ""
    followed = find_followed(typed) if form.errors.get("address") else None
    context = {
        **base_context(model_admin, request, title=title),
        "form": form,
        "followed_link": link_inside(followed, followed.name) if followed is not None else "",
    }
    return TemplateResponse(request, "admin/trackers/source/survey.html", context)


def _say_progress(job: JobState, trial: SourceTrial, *, workers: int) -> str:
    if job.step != Step.RUNNING:
        return say_waiting(job, workers=workers)
    if trial.total:
        words = {"done": trial.done, "total": trial.total}
        return (
            _("%(done)d of %(total)d articles are read, with the pauses that the publisher is owed.") % words
        )
    return _("A worker is looking at the site and at the feeds it names. This takes up to half a minute.")
