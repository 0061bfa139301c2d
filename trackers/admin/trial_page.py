"""What was found at an address: its lists to choose from, articles as they would be read, and the form that saves."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address, link_inside
from trackers.admin.survey import (
    base_context,
    find_trial,
    require_add,
    show_progress,
    show_refused,
    show_waiting,
)
from trackers.admin.trial_words import say_again, say_verdict, show_articles
from trackers.desk.errors import DeskError
from trackers.desk.trials import find_followed, find_followed_feeds, follow_trial
from trackers.models import Exposure, FeedKind, PublicText, Source, SourceTrial, TrialState
from trackers.pipeline.survey import Survey, recall_survey, suggest

if TYPE_CHECKING:
    from trackers.admin.base import DeskAdmin


def _wide() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "vTextField"})


class FoundForm(forms.Form):
    """What was found, filled in as far as the site says it, for an editor to correct and save in one step."""

    feeds = forms.MultipleChoiceField(
        label=gettext_lazy("Follow"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one feed to follow.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        widget=_wide(),
        help_text=gettext_lazy("As readers know it."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=60,
        help_text=gettext_lazy("Stands in addresses: /sources/daily-example/."),
    )
    homepage = forms.CharField(label=gettext_lazy("Home page"), max_length=2000, widget=_wide())
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
    first_interval = forms.DurationField(
        label=gettext_lazy("First interval"),
        help_text=gettext_lazy(
            "About how long after its first look an article is looked at again (h:mm:ss)."
        ),
    )
    host_delay = forms.DurationField(
        label=gettext_lazy("Delay at the host"),
        help_text=gettext_lazy(
            "How long the publisher's server is left alone between two requests (h:mm:ss)."
        ),
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


def show_survey(model_admin: "DeskAdmin[Source]", request: HttpRequest, token: UUID) -> HttpResponse:
    """Show a trial's progress, then the form with what was found, or why there is nothing."""
    require_add(model_admin, request)
    trial = find_trial(token)
    if trial is None:
        words = _("This survey is no longer kept. Please start again.")
        return show_progress(model_admin, request, words=words)
    if trial.state == TrialState.FAILED:
        return show_refused(model_admin, request, trial, words=trial.words)
    if trial.is_open:
        return show_waiting(model_admin, request, trial)
    return _show_found(model_admin, request, trial)


def _show_found(model_admin: "DeskAdmin[Source]", request: HttpRequest, trial: SourceTrial) -> HttpResponse:
    survey = recall_survey(trial.findings["survey"])
    offered = trial.findings["survey"]["feeds"]
    taken = find_followed_feeds([feed.address for feed in survey.feeds])
    form = FoundForm(request.POST or None, found=offered, initial=_fill_in(trial, survey, taken=taken))
    if request.method == "POST" and form.is_valid():
        source = _follow(request, form, trial)
        if source is not None:
            model_admin.log_addition(request, source, [{"added": {}}])
            messages.success(request, _say_followed(source))
            return HttpResponseRedirect(change_address(source))
    chosen = set(form["feeds"].value() or [])
    known = trial.source or find_followed(survey.homepage)
    context = {
        **base_context(model_admin, request, title=_("Follow what was found")),
        "form": form,
        "fields": [field for field in form if field.name != "feeds"],
        "offers": [_offer(index, feed, chosen=chosen, taken=taken) for index, feed in enumerate(offered)],
        "problems": survey.problems,
        "verdict": say_verdict(trial.articles),
        "again": say_again(_interval_of(form), now=timezone.now()),
        "articles": show_articles(trial.articles),
        "trial": trial,
        "known_link": link_inside(known, known.name) if known is not None else "",
    }
    return TemplateResponse(request, "admin/trackers/source/found.html", context)


def _offer(index: int, feed: dict[str, Any], *, chosen: set[str], taken: dict[str, Source]) -> dict[str, Any]:
    source = taken.get(feed["address"])
    return {
        **feed,
        "index": str(index),
        "kind": _say_kind(feed["kind"]),
        "chosen": str(index) in chosen,
        "taken_link": link_inside(source, source.name) if source is not None else "",
    }


def _follow(request: HttpRequest, form: FoundForm, trial: SourceTrial) -> Source | None:
    """Follow what was chosen; on a refusal put its sentences on the form and return None."""
    data = dict(form.cleaned_data)
    feeds = [int(index) for index in data.pop("feeds")]
    try:
        return follow_trial(trial, feeds=feeds, actor=actor_of(request), **data)
    except DeskError as error:
        known = {name: words for name, words in error.fields.items() if name in form.fields}
        for name, words in known.items():
            form.add_error(name, list(words))
        if not known:
            form.add_error(None, error.sentence)
        return None


def _fill_in(trial: SourceTrial, survey: Survey, *, taken: dict[str, Source]) -> dict[str, Any]:
    """Fill the form in as far as the site says it, with the feeds chosen that are worth following."""
    suggestion = suggest(survey)
    offered = enumerate(survey.feeds)
    usual = timedelta(seconds=survey.delay)
    return {
        "feeds": [
            str(index) for index, feed in offered if feed in suggestion.feeds and feed.address not in taken
        ],
        "name": suggestion.name,
        "slug": suggestion.slug,
        "homepage": survey.homepage,
        "language": suggestion.language,
        "timezone": trial.findings.get("time_zone", _usual("timezone")),
        "first_interval": _usual("first_interval"),
        "host_delay": max(usual, _usual("host_delay")),
        "public_text": _usual("public_text"),
        "exposure": Exposure.USABLE,
    }


def _usual(field: str) -> Any:
    return getattr(Source(), field)


def _interval_of(form: FoundForm) -> timedelta:
    """Return the first interval on the form, the usual one where what stands there is none."""
    typed = getattr(form, "cleaned_data", {}).get("first_interval")
    return typed if isinstance(typed, timedelta) else _usual("first_interval")


def _say_followed(source: Source) -> str:
    words = {"name": source.name, "again": say_again(source.first_interval, now=timezone.now())}
    return _("“%(name)s” is being followed; the first looks are under way. %(again)s") % words


def _say_kind(kind: str) -> str:
    return str(FeedKind(kind).label) if kind in FeedKind.values else kind
