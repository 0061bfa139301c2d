"""Add a source by its address: ask for it, wait for a worker's survey, offer what was found, follow what is chosen."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address
from trackers.desk.errors import DeskError
from trackers.desk.sources import follow_source
from trackers.jobs import (
    JobState,
    QueueUnreachable,
    Step,
    count_workers,
    enqueue_survey,
    new_job_id,
    read_jobs,
)
from trackers.models import Exposure, FeedKind, PublicText, Source
from trackers.pipeline.survey import Survey, recall_survey, suggest

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


class FoundForm(forms.Form):
    """What was found, filled in as far as the site says it, for an editor to correct and save in one step."""

    feeds = forms.MultipleChoiceField(
        label=gettext_lazy("Follow"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one feed to follow.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("As readers know it.")
    )
    slug = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=60,
        help_text=gettext_lazy("Stands in addresses: /sources/daily-example/."),
    )
    homepage = forms.CharField(label=gettext_lazy("Home page"), max_length=2000)
    language = forms.CharField(
        label=gettext_lazy("Language"),
        max_length=35,
        help_text=gettext_lazy("Language tag such as en or pt-BR, for articles that do not say their own."),
    )
    timezone = forms.CharField(
        label=gettext_lazy("Time zone"),
        max_length=64,
        help_text=gettext_lazy("The publisher's own, such as Europe/London."),
    )
    public_text = forms.ChoiceField(label=gettext_lazy("Shown to the public"), choices=PublicText.choices)
    exposure = forms.ChoiceField(
        label=gettext_lazy("Public at once?"),
        widget=forms.RadioSelect,
        choices=[
            (Exposure.USABLE, gettext_lazy("yes, readers see its changes from the first one on")),
            (Exposure.WITHHELD, gettext_lazy("no, withheld until somebody releases it")),
        ],
    )

    def __init__(self, *args: Any, found: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feeds"].choices = [(str(index), feed["address"]) for index, feed in enumerate(found)]  # type: ignore[attr-defined]


def offer_survey(model_admin: "DeskAdmin[Source]", request: HttpRequest) -> HttpResponse:
    """Ask for an address (GET) or have it surveyed (POST); needs the permission to add sources."""
    _require_add(model_admin, request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        job = new_job_id(VERB)
        try:
            enqueue_survey(form.cleaned_data["address"], job=job)
        except QueueUnreachable:
            form.add_error(None, _("The queue cannot be reached: is Valkey running? Nothing was asked for."))
        else:
            return HttpResponseRedirect(
                reverse("admin:trackers_source_found", args=[UUID(job.partition("-")[2])])
            )
    context = {**_context(model_admin, request, title=_("Add a source by its address")), "form": form}
    return TemplateResponse(request, "admin/trackers/source/survey.html", context)


def show_survey(model_admin: "DeskAdmin[Source]", request: HttpRequest, token: UUID) -> HttpResponse:
    """Show a survey's progress, refreshing by itself, and then the form with what was found."""
    _require_add(model_admin, request)
    try:
        job = read_jobs([f"{VERB}-{token.hex}"])[0]
        workers = count_workers() if job.step == Step.WAITING else 1
    except QueueUnreachable:
        return _show_progress(
            model_admin, request, words=_("The queue cannot be reached: is Valkey running?")
        )
    if job.step == Step.DONE and job.result.get("survey"):
        return _show_found(model_admin, request, survey=job.result["survey"])
    if job.is_open:
        return _show_progress(model_admin, request, words=_say_progress(job, workers=workers), refresh=True)
    if job.step == Step.FORGOTTEN:
        return _show_progress(
            model_admin, request, words=_("This survey is no longer kept. Please start again.")
        )
    return _show_progress(model_admin, request, words=job.words)


def _show_found(
    model_admin: "DeskAdmin[Source]", request: HttpRequest, *, survey: dict[str, Any]
) -> HttpResponse:
    found = survey["feeds"]
    form = FoundForm(request.POST or None, found=found, initial=_fill_in(recall_survey(survey)))
    if request.method == "POST" and form.is_valid():
        source = _follow(request, form, found=found)
        if source is not None:
            model_admin.log_addition(request, source, [{"added": {}}])
            words = _("“%(name)s” is being followed; the first looks are under way.") % {"name": source.name}
            messages.success(request, words)
            return HttpResponseRedirect(change_address(source))
    chosen = set(form["feeds"].value() or [])
    context = {
        **_context(model_admin, request, title=_("Follow what was found")),
        "form": form,
        "fields": [field for field in form if field.name != "feeds"],
        "offers": [
            {**feed, "index": str(index), "kind": _say_kind(feed["kind"]), "chosen": str(index) in chosen}
            for index, feed in enumerate(found)
        ],
        "problems": survey["problems"],
    }
    return TemplateResponse(request, "admin/trackers/source/found.html", context)


def _follow(request: HttpRequest, form: FoundForm, *, found: list[dict[str, Any]]) -> Source | None:
    """Follow what was chosen; on a refusal put its sentences on the form and return None."""
    data = dict(form.cleaned_data)
    chosen = [found[int(index)] for index in data.pop("feeds")]
    try:
        return follow_source(
            feeds=[(feed["kind"], feed["address"], feed["title"]) for feed in chosen],
            actor=actor_of(request),
            **data,
        )
    except DeskError as error:
        known = {name: words for name, words in error.fields.items() if name in form.fields}
        for name, words in known.items():
            form.add_error(name, list(words))
        if not known:
            form.add_error(None, error.sentence)
        return None


def _fill_in(survey: Survey) -> dict[str, Any]:
    """Fill the form in as far as the site says it, with the feeds chosen that are worth following."""
    suggestion = suggest(survey)
    return {
        "feeds": [str(index) for index, feed in enumerate(survey.feeds) if feed in suggestion.feeds],
        "name": suggestion.name,
        "slug": suggestion.slug,
        "homepage": survey.homepage,
        "language": suggestion.language,
        "timezone": "UTC",
        "public_text": PublicText.FULL,
        "exposure": Exposure.USABLE,
    }


def _say_progress(job: JobState, *, workers: int) -> str:
    if job.step == Step.RUNNING:
        return _("A worker is looking at the site and at the feeds it names. This takes up to half a minute.")
    return say_waiting(job, workers=workers)


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


def _say_kind(kind: str) -> str:
    return str(FeedKind(kind).label) if kind in FeedKind.values else kind


def _show_progress(
    model_admin: "DeskAdmin[Source]", request: HttpRequest, *, words: str, refresh: bool = False
) -> HttpResponse:
    context = {
        **_context(
            model_admin, request, title=_("Looking at the site") if refresh else _("Nothing to follow yet")
        ),
        "words": words,
        "refreshes": refresh,
    }
    response = TemplateResponse(request, "admin/trackers/source/progress.html", context)
    if refresh:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _context(model_admin: "DeskAdmin[Source]", request: HttpRequest, *, title: str) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": title,
        "media": model_admin.media,
    }


def _require_add(model_admin: "DeskAdmin[Source]", request: HttpRequest) -> None:
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
