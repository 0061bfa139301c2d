"""The page of a noise rule's run: how far it has come, what it lowers, examples, and then: put it in force or not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address, link_inside, quote_text
from trackers.admin.progress import asking_queue, at_rest, say_job
from trackers.desk.errors import DeskError
from trackers.desk.noise import (
    apply_noise_rule,
    continue_noise_run,
    rehearse_noise_rule,
    withdraw_noise_rule,
)
from trackers.jobs import enqueue_noise_run, new_job_id
from trackers.models import Change, NoisePurpose, NoiseRule, NoiseRun, NoiseState, Source

if TYPE_CHECKING:
    from trackers.admin.noise import NoiseRuleAdmin

REFRESH_SECONDS = 2
LONGEST_REASON = 1000
MOST_SOURCES = 20


class StepForm(forms.Form):
    """What a button of these pages sends beside its name."""

    lock = forms.IntegerField(min_value=0)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=LONGEST_REASON, widget=forms.TextInput
    )


def show_run(model_admin: "NoiseRuleAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """Show a rule's latest run (GET) or do what a button says (POST); 404 for none, 403 without the permission."""
    rule = _find(model_admin, request, pk)
    if request.method == "POST":
        return _do(model_admin, request, rule)
    run = rule.runs.first()
    standing = _say_standing(run)
    may_draft = model_admin.may_draft(request) and rule.is_open
    may_apply = model_admin.may_apply(request)
    is_over = run is None or run.ended_at is not None
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "media": model_admin.media,
        "title": _("Run of %(rule)s") % {"rule": rule},
        "rule": rule,
        "rule_link": link_inside(rule, rule.name),
        "run": run,
        "standing": standing,
        "facts": _sum_up(run) if run is not None else [],
        "sources": _list_sources(run) if run is not None else [],
        "samples": _list_samples(run) if run is not None and is_over else [],
        "may_rehearse": may_draft and is_over,
        "may_apply": may_apply and is_over and rule.state == NoiseState.REHEARSED,
        "may_continue": standing["is_lost"] and _may_run(model_admin, request, run),
    }
    response = TemplateResponse(request, "admin/trackers/noiserule/run.html", context)
    if standing["is_open"]:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _do(model_admin: "NoiseRuleAdmin", request: HttpRequest, rule: NoiseRule) -> HttpResponse:
    """Do what a button says and show the page where that is seen; a refusal is a sentence on top of it."""
    if not model_admin.may_draft(request):
        raise PermissionDenied
    form = StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This form was not sent whole. Nothing was done."))
        return HttpResponseRedirect(change_address(rule))
    facts: dict[str, Any] = {"actor": actor_of(request), "lock": form.cleaned_data["lock"]}
    reason = form.cleaned_data["reason"]
    try:
        if "_rehearse" in request.POST:
            _begin(lambda job: rehearse_noise_rule(rule, job=job, **facts))
        elif "_continue" in request.POST:
            _continue(model_admin, request, rule)
        elif "_apply" in request.POST:
            _must_apply(model_admin, request)
            _begin(lambda job: apply_noise_rule(rule, job=job, reason=reason, **facts))
            messages.success(
                request, _("In force: from now on, and for the changes there are as it goes on here.")
            )
        elif "_withdraw" in request.POST:
            if rule.state == NoiseState.IN_FORCE:
                _must_apply(model_admin, request)
            run = _begin(lambda job: withdraw_noise_rule(rule, job=job, reason=reason, **facts))
            messages.success(request, _("Withdrawn; the rule stays on the record."))
            if run is None:
                return HttpResponseRedirect(change_address(rule))
    except DeskError as error:
        messages.error(request, error.sentence)
        return HttpResponseRedirect(change_address(rule))
    return HttpResponseRedirect(_address(rule))


def _begin(ask: Callable[[str], NoiseRun | None]) -> NoiseRun | None:
    """Record and queue a run; nothing is recorded while the queue cannot be reached."""
    job = new_job_id("noise")
    with asking_queue():
        run = ask(job)
        if run is not None:
            enqueue_noise_run(run.pk, job=job)
    return run


def _continue(model_admin: "NoiseRuleAdmin", request: HttpRequest, rule: NoiseRule) -> None:
    run = rule.runs.first()
    if run is None or not _may_run(model_admin, request, run):
        raise PermissionDenied
    _begin(lambda job: continue_noise_run(run, job=job))


def _may_run(model_admin: "NoiseRuleAdmin", request: HttpRequest, run: NoiseRun | None) -> bool:
    """Tell whether this account may let a run go on: one that alters nothing, whoever drafts."""
    if run is not None and run.purpose == NoisePurpose.REHEARSE:
        return model_admin.may_draft(request)
    return model_admin.may_apply(request)


def _must_apply(model_admin: "NoiseRuleAdmin", request: HttpRequest) -> None:
    if not model_admin.may_apply(request):
        raise PermissionDenied


def _say_standing(run: NoiseRun | None) -> dict[str, Any]:
    """Return where a run stands: words, whether there is something to wait for, and whether its worker is lost."""
    if run is None:
        return at_rest(_("This rule was not rehearsed yet."))
    if run.ended_at is not None:
        return at_rest(_("Done."))
    return say_job(run.job, running=_("A worker goes through the changes, newest first."))


def _sum_up(run: NoiseRun) -> list[str]:
    """Return in sentences what a run has found so far."""
    words = {"done": run.done, "total": run.total, "fitting": run.fitting, "lowered": run.lowered}
    if run.purpose == NoisePurpose.RESTORE:
        return [_("%(done)d of %(total)d lowered changes restored to the rank they had.") % words]
    sentences = [_("%(done)d of %(total)d changes of these kinds looked at.") % words]
    if run.purpose == NoisePurpose.REHEARSE:
        sentences.append(_("The rule would lower %(lowered)d of them.") % words)
    else:
        sentences.append(_("The rule lowers %(lowered)d of them.") % words)
    if run.fitting > run.lowered:
        words = {"count": run.fitting - run.lowered}
        sentences.append(_("It speaks of %(count)d more, which an older rule lowers.") % words)
    return sentences


def _list_sources(run: NoiseRun) -> list[tuple[Any, int]]:
    """Return the publishers whose changes a run's rule lowers, those with the most first, and how many. One query."""
    counts = sorted(run.by_source.items(), key=lambda item: -int(item[1]))[:MOST_SOURCES]
    known = Source.objects.in_bulk([int(pk) for pk, _count in counts])
    return [
        (link_inside(known[int(pk)], known[int(pk)].name), count) for pk, count in counts if int(pk) in known
    ]


def _list_samples(run: NoiseRun) -> list[dict[str, Any]]:
    """Return some of the changes that a run's rule lowers, newest first, with the words that differ. One query."""
    rows: QuerySet[Change] = Change.objects.filter(pk__in=run.samples).select_related(
        "description", "article__source", "to_version"
    )
    long = ("paragraphs", "captions", "standfirst", "byline")
    return [
        {
            "link": link_inside(row, row.text_after.headline),
            "source": quote_text(row.article.source.name),
            "kinds": ", ".join(str(kind.label) for kind in row.description.kind_words),
            "removed": quote_text(row.description.removed),
            "added": quote_text(row.description.added),
        }
        for row in rows.defer(*(f"to_version__{name}" for name in long)).order_by("-pk")
    ]


def _find(model_admin: "NoiseRuleAdmin", request: HttpRequest, pk: int) -> NoiseRule:
    rule = NoiseRule.objects.filter(pk=pk).first() if pk < 2**63 else None
    if rule is None:
        raise Http404(_("There is no such rule."))
    if not model_admin.has_view_permission(request, rule):
        raise PermissionDenied
    return rule


def _address(rule: NoiseRule) -> str:
    return reverse("admin:trackers_noiserule_run", args=[rule.pk])
