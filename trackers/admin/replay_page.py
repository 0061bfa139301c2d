"""One replay's page in the admin: how far it has come, what it found, and what can be done next."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.admin.cells import NOTHING, link_inside, name_field, quote_text
from trackers.jobs import JobState, QueueUnreachable, Step, count_workers, read_jobs
from trackers.models import (
    ReplayFinding,
    ReplayPurpose,
    ReplayRun,
    ReplayState,
    StepVerdict,
    Version,
    VersionVerdict,
)
from trackers.pipeline.replay import find_findings, tell_verdicts
from trackers.pipeline.words import translate_reason

if TYPE_CHECKING:
    from trackers.admin.replay import ReplayRunAdmin

SAMPLES = 10
REFRESH_SECONDS = 3
# What a run names as who works on it when that is no job of the desk's queue.
COMMAND = "command-"


def show_run(model_admin: "ReplayRunAdmin", request: HttpRequest, run: ReplayRun) -> HttpResponse:
    """Return a run's page; it looks again by itself while the run is not over, without a script."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "title": _("Replay %(id)d, %(purpose)s") % {"id": run.pk, "purpose": run.get_purpose_display()},
        "run": run,
        "scope": name_scope(run),
        "progress": say_progress(run),
        "standing": say_standing(run),
        "rate": f"{run.versions_a_second:.1f}" if run.seconds else "",
        "tally": tell_verdicts(run),
        "samples": _choose_samples(run),
        "may_stop": run.is_open,
        "may_continue": run.state in {ReplayState.STOPPED, ReplayState.FAILED} or is_abandoned(run),
        "may_apply": run.purpose == ReplayPurpose.REHEARSE and run.state == ReplayState.DONE,
        "applications": [link_inside(row, str(row)) for row in run.applications.order_by("pk")[:SAMPLES]],
        "rehearsal": link_inside(run.rehearsal, str(run.rehearsal)) if run.rehearsal else "",
    }
    response = TemplateResponse(request, "admin/trackers/replayrun/run.html", context)
    if run.is_open:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def find_run(object_id: str) -> ReplayRun:
    """Return the run that an address names; raise Http404."""
    name = unquote(object_id)
    rows = ReplayRun.objects.select_related("source", "rehearsal")
    run = rows.filter(pk=int(name)).first() if name.isdecimal() and len(name) <= 18 else None
    if run is None:
        raise Http404(_("There is no such replay."))
    return run


def name_scope(run: ReplayRun) -> str:
    """Return what is read again, in words."""
    if run.articles:
        count = len(run.articles)
        words = ngettext("%(count)d article", "%(count)d articles", count) % {"count": count}
    else:
        words = run.source.name if run.source is not None else _("everything")
    if run.since is not None:
        words += _(", versions seen since %(day)s") % {"day": f"{run.since:%Y-%m-%d %H:%M} UTC"}
    if run.limit is not None:
        words += _(", at most %(count)d versions") % {"count": run.limit}
    return words


def say_progress(run: ReplayRun) -> str:
    """Return how many versions of how many are done."""
    if run.started_at is None:
        return NOTHING
    return _("%(done)d of %(total)d versions") % {
        "done": run.versions_done,
        "total": max(run.versions_done, run.versions_total),
    }


def is_abandoned(run: ReplayRun) -> bool:
    """Tell whether a run is not over and yet nobody will work on it: its worker died, or its job was lost."""
    if not run.is_open:
        return False
    if run.job.startswith(COMMAND):
        return run.was_given_up(timezone.now())
    job = _read_job(run)
    return job is not None and not job.is_open and (run.beat_at is None or run.was_given_up(timezone.now()))


def say_standing(run: ReplayRun) -> str:
    """Return where a run stands, in one sentence."""
    if not run.is_open:
        words = str(ReplayState(run.state).label).capitalize()
        return f"{words}: {run.detail}" if run.detail else f"{words}."
    if is_abandoned(run):
        return _("Whoever worked on it is gone: let it go on from where it stands.")
    if run.job.startswith(COMMAND):
        return _("A command on the server works on it.")
    job = _read_job(run)
    if job is None:
        return _("The queue cannot be reached, so nothing is known of its worker.")
    if job.step == Step.WAITING:
        return _say_waiting()
    return _("A worker is reading. It makes way for other jobs every few seconds.")


def _say_waiting() -> str:
    try:
        workers = count_workers()
    except QueueUnreachable:
        workers = 0
    if workers:
        return _("It waits for its turn among the desk's jobs.")
    return _(
        "No worker answers the desk's queue. Start Newswatch with bin/up, or a worker with “manage.py rqworker desk "
        "--serializer rq.serializers.JSONSerializer”; the replay goes on as soon as one is there."
    )


def _read_job(run: ReplayRun) -> JobState | None:
    try:
        return read_jobs([run.job])[0]
    except QueueUnreachable:
        return None


def _choose_samples(run: ReplayRun) -> list[dict[str, Any]]:
    """Return findings of every sort, a few each, as headings with rows of cells. A query for each sort."""
    found = find_findings(run)
    skipped, steps = ~Q(skipped=""), Q(step__in=[StepVerdict.VANISHES, StepVerdict.DIFFERS])
    sorts: list[tuple[str, Q]] = [
        (_("Not applied"), skipped),
        (_("Changes that show no difference any more"), Q(skipped="", step=StepVerdict.VANISHES)),
        (_("Changes that read differently now"), Q(skipped="", step=StepVerdict.DIFFERS)),
        (
            _("Other versions that read differently now"),
            Q(skipped="", verdict=VersionVerdict.OTHERWISE) & ~steps,
        ),
        (
            _("Versions that cannot be read again"),
            Q(verdict__in=[VersionVerdict.LOST, VersionVerdict.UNREADABLE]),
        ),
        (_("Changes that cannot be told"), Q(step=StepVerdict.UNTOLD, verdict=VersionVerdict.SAME)),
    ]
    tables = [{"heading": heading, "rows": _list_cells(found.filter(wanted))} for heading, wanted in sorts]
    return [table for table in tables if table["rows"]]


def _say_version(version: Version) -> str:
    words = {"article": version.article_id, "number": version.number}
    return _("article %(article)d, version %(number)d") % words


def _list_cells(rows: QuerySet[ReplayFinding]) -> list[dict[str, str | SafeString]]:
    return [
        {
            "version": link_inside(row.version, _say_version(row.version)),
            "change": link_inside(row.change, str(row.change)) if row.change is not None else NOTHING,
            "verdict": str(VersionVerdict(row.verdict).label),
            "reason": quote_text(translate_reason(row.reason)) if row.reason else "",
            "fields": ", ".join(map(name_field, row.fields)) or NOTHING,
            "gone": quote_text(row.gone),
            "come": quote_text(row.come),
            "step": str(StepVerdict(row.step).label) if row.step else NOTHING,
            "step_before": quote_text(row.step_before),
            "step_after": quote_text(row.step_after),
            "skipped": row.get_skipped_display() if row.skipped else "",
        }
        for row in rows[:SAMPLES]
    ]
