"""The desk's long jobs (django-rq): what an editor asked for with a click and wants to see finish.

A job parses its arguments, calls one function of the pipeline and returns plain JSON with a sentence for the
asker. The queue is named here once; the admin enqueues and reads back through these functions only.
"""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_rq import get_queue
from redis.exceptions import RedisError
from rq.job import Job, JobStatus
from rq.worker_registration import clean_worker_registry, get_keys

from trackers.desk.bulk import work_on_batch
from trackers.desk.imports import work_on_import
from trackers.desk.sheetexports import write_export
from trackers.desk.sheetimports import PHASES, work_on_sheet
from trackers.models import (
    Article,
    Batch,
    BatchState,
    Feed,
    FeedImport,
    ImportState,
    Incident,
    NoisePurpose,
    NoiseRule,
    NoiseRun,
    Rehearsal,
    ReplayRun,
    ReplayState,
    SheetExport,
    SheetImport,
    SourceTrial,
    TrialState,
    Via,
)
from trackers.pipeline.check import check_article
from trackers.pipeline.noise import work_on_noise
from trackers.pipeline.poll import check_feed
from trackers.pipeline.rehearse import rehearse
from trackers.pipeline.replay import tell_run, work_on
from trackers.pipeline.trial import try_source
from trackers.pipeline.verdicts import carry_out
from trackers.pipeline.wire import DESK_PATIENCE, Report, default_wire

logger = logging.getLogger(__name__)

QUEUE = "desk"
RESULT_KEPT = 24 * 3600
# What one job settles well within its time; a tick goes on with the rest.
SETTLED_AT_ONCE = 3000
# A replay or a noise rule may take hours. It works for so long, then queues up again behind whatever else was asked for
# meanwhile.
REPLAY_SHARE = timedelta(seconds=15)


class QueueUnreachable(Exception):
    """The broker does not answer: nothing was queued and nothing is known of jobs."""


class Step(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class JobState:
    """A job as the page that waits for it sees it; ``result`` is what it returned, empty before that."""

    id: str
    step: Step
    result: dict[str, Any]
    waiting_since: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is something to wait for."""
        return self.step in {Step.WAITING, Step.RUNNING}

    @property
    def words(self) -> str:
        """Return one plain sentence that says where the job stands or what came of it."""
        sentences = {
            Step.WAITING: _("Waiting for a worker."),
            Step.RUNNING: _("Being done right now."),
            Step.FAILED: _("The job failed; an operator finds the reason on the queue's page."),
            Step.FORGOTTEN: _("The answer is no longer kept; the list of looks tells what was found."),
        }
        return str(self.result.get("words", "")) if self.step == Step.DONE else sentences[self.step]


# --- What workers run ---------------------------------------------------------------------------------


def check_now(article_id: int, user_id: int | None) -> dict[str, Any]:
    """Look at one Article now; return the outcome, a sentence and the id of the Change if there is one."""
    logger.info("job_check article=%s user=%s", article_id, user_id)
    try:
        report = check_article(article_id, wire=default_wire(patience=DESK_PATIENCE), via=Via.DESK)
    except Article.DoesNotExist:
        return {"outcome": None, "words": _("There is no such article."), "change": None}
    return _tell(report)


def check_feed_now(feed_id: int, user_id: int | None) -> dict[str, Any]:
    """Look at one Feed now; return the outcome and a sentence."""
    logger.info("job_check feed=%s user=%s", feed_id, user_id)
    try:
        report = check_feed(feed_id, wire=default_wire(patience=DESK_PATIENCE), via=Via.DESK)
    except Feed.DoesNotExist:
        return {"outcome": None, "words": _("There is no such feed."), "change": None}
    return _tell(report)


def try_address(trial_id: int) -> dict[str, Any]:
    """Find what could be followed at an address and try how its articles read; return a sentence."""
    logger.info("job_trial trial=%s", trial_id)
    try:
        trial = try_source(trial_id, wire=default_wire(patience=DESK_PATIENCE))
    except SourceTrial.DoesNotExist:
        return {"words": _("There is no such trial any more.")}
    if trial.state == TrialState.FAILED:
        return {"words": trial.words}
    return {"words": _("%(count)d articles were tried.") % {"count": trial.done}}


def import_feeds(import_id: int, job: str) -> dict[str, Any]:
    """Follow the feeds of an uploaded list for a while, and queue up for the rest; return a sentence.

    Raises QueueUnreachable where it cannot: the import then waits until somebody lets it go on.
    """
    logger.info("job_import import=%s", import_id)
    try:
        row = work_on_import(import_id, job=job, patience=REPLAY_SHARE)
    except FeedImport.DoesNotExist:
        return {"words": _("There is no such import any more.")}
    if row.state == ImportState.RUNNING and row.job == job:
        following = new_job_id("import")
        if FeedImport.objects.filter(pk=import_id, job=job, state=ImportState.RUNNING).update(job=following):
            enqueue_import(import_id, job=following)
    return {"words": _("%(done)d of %(total)d feeds are done.") % {"done": row.done, "total": row.total}}


def act_on_batch(batch_id: int, job: str) -> dict[str, Any]:
    """Do or undo the rows of a Batch for a while, and queue up for the rest; return a sentence.

    Raises QueueUnreachable where it cannot: the batch then waits until somebody lets it go on.
    """
    logger.info("job_batch batch=%s", batch_id)
    try:
        batch = work_on_batch(batch_id, job=job, patience=REPLAY_SHARE)
    except Batch.DoesNotExist:
        return {"words": _("There is no such batch.")}
    if batch.state in {BatchState.RUNNING, BatchState.UNDOING} and batch.job == job:
        following = new_job_id("batch")
        if Batch.objects.filter(pk=batch_id, job=job, state=batch.state).update(job=following):
            enqueue_batch(batch_id, job=following)
    return {"words": str(batch.get_state_display())}


def write_spreadsheet(export_id: int, job: str) -> dict[str, Any]:
    """Write the file of a SheetExport; return a sentence."""
    logger.info("job_export export=%s", export_id)
    try:
        row = write_export(export_id, job=job)
    except SheetExport.DoesNotExist:
        return {"words": _("This file is no longer kept.")}
    return {"words": _("%(count)d changes are written.") % {"count": row.done}}


def work_on_spreadsheet(sheet_id: int, job: str) -> dict[str, Any]:
    """Rehearse, do or undo the rows of a SheetImport for a while, and queue up for the rest; return a sentence.

    Raises QueueUnreachable where it cannot: the rows then wait until somebody lets it go on.
    """
    logger.info("job_sheet sheet=%s", sheet_id)
    try:
        sheet = work_on_sheet(sheet_id, job=job, patience=REPLAY_SHARE)
    except SheetImport.DoesNotExist:
        return {"words": _("This spreadsheet is no longer kept.")}
    if sheet.state in PHASES and sheet.job == job:
        following = new_job_id("sheet")
        if SheetImport.objects.filter(pk=sheet_id, job=job, state=sheet.state).update(job=following):
            enqueue_sheet(sheet_id, job=following)
    return {"words": str(sheet.get_state_display())}


def settle_incident(incident_id: int) -> dict[str, Any]:
    """Carry out what was decided about an Incident; return how many articles were settled, and a sentence."""
    logger.info("job_settle incident=%s", incident_id)
    try:
        carried = carry_out(incident_id, now=timezone.now(), limit=SETTLED_AT_ONCE)
    except Incident.DoesNotExist:
        return {"settled": 0, "failed": 0, "words": _("There is no such incident.")}
    words = ngettext("%(count)d article settled.", "%(count)d articles settled.", carried.settled)
    words %= {"count": carried.settled}
    if carried.failed:
        words += " " + _("Not settled: %(count)d; the page says why.") % {"count": carried.failed}
    return {"settled": carried.settled, "failed": carried.failed, "words": words}


def rehearse_hints(rehearsal_id: int) -> dict[str, Any]:
    """Read the last stored responses of a draft's Source with it and without; return a sentence."""
    logger.info("job_rehearse rehearsal=%s", rehearsal_id)
    try:
        rehearsed = rehearse(rehearsal_id)
    except Rehearsal.DoesNotExist:
        return {"words": _("Another rehearsal was asked for meanwhile.")}
    if not rehearsed.is_over:
        return {"words": _("The draft was revised meanwhile: rehearse it again.")}
    words = {"differing": rehearsed.differing, "done": rehearsed.done}
    return {"words": _("%(differing)d of %(done)d articles would read otherwise.") % words}


def replay_stored(run_id: int, job: str) -> dict[str, Any]:
    """Work on a replay for a while and queue up for the rest; return a sentence.

    Raises QueueUnreachable where it cannot: the run then waits until somebody lets it go on.
    """
    try:
        run = work_on(run_id, job=job, patience=REPLAY_SHARE)
    except ReplayRun.DoesNotExist:
        return {"words": _("There is no such replay.")}
    if run.state == ReplayState.RUNNING and run.job == job:
        following = new_job_id("replay")
        if ReplayRun.objects.filter(pk=run_id, job=job, state=ReplayState.RUNNING).update(job=following):
            enqueue_replay(run_id, job=following)
    return {"words": " ".join(tell_run(run)[:1])}


def run_noise_rule(run_id: int, job: str) -> dict[str, Any]:
    """Go through the Changes there are with a noise rule for a while, and queue up for the rest; return a sentence.

    Raises QueueUnreachable where it cannot: the run then waits until somebody lets it go on.
    """
    logger.info("job_noise run=%s", run_id)
    try:
        run = work_on_noise(run_id, job=job, patience=REPLAY_SHARE)
    except NoiseRule.DoesNotExist:
        return {"words": _("There is no such run.")}
    if run.ended_at is None and run.job == job:
        following = new_job_id("noise")
        if NoiseRun.objects.filter(pk=run_id, job=job, ended_at__isnull=True).update(job=following):
            enqueue_noise_run(run_id, job=following)
    words = {"done": run.done, "count": run.lowered}
    if run.purpose == NoisePurpose.RESTORE:
        return {"words": _("%(count)d changes restored.") % words}
    return {"words": _("%(done)d changes looked at, of which it lowers %(count)d.") % words}


def _tell(report: Report) -> dict[str, Any]:
    change = report.change
    return {
        "outcome": report.outcome.value if report.outcome is not None else None,
        "words": report.words,
        "change": change.pk if change is not None else None,
    }


# --- What the admin calls -----------------------------------------------------------------------------


def new_job_id(verb: str) -> str:
    """Return an id nobody can guess, to put on the record before the job is queued."""
    return f"{verb}-{uuid.uuid4().hex}"


def enqueue_check(article_id: int, *, user_id: int | None, job: str) -> None:
    """Queue a look at an Article; raise QueueUnreachable."""
    _enqueue(check_now, article_id, user_id, job=job)


def enqueue_feed_check(feed_id: int, *, user_id: int | None, job: str) -> None:
    """Queue a look at a Feed; raise QueueUnreachable."""
    _enqueue(check_feed_now, feed_id, user_id, job=job)


def enqueue_trial(trial_id: int, *, job: str) -> None:
    """Queue the trial of an address; raise QueueUnreachable."""
    _enqueue(try_address, trial_id, job=job)


def enqueue_import(import_id: int, *, job: str) -> None:
    """Queue an import of feeds, or the rest of one; raise QueueUnreachable."""
    _enqueue(import_feeds, import_id, job, job=job)


def enqueue_batch(batch_id: int, *, job: str) -> None:
    """Queue a Batch, or the rest of one; raise QueueUnreachable."""
    _enqueue(act_on_batch, batch_id, job, job=job)


def enqueue_export(export_id: int, *, job: str) -> None:
    """Queue the writing of a file; raise QueueUnreachable."""
    _enqueue(write_spreadsheet, export_id, job, job=job)


def enqueue_sheet(sheet_id: int, *, job: str) -> None:
    """Queue a filled-in spreadsheet, or the rest of one; raise QueueUnreachable."""
    _enqueue(work_on_spreadsheet, sheet_id, job, job=job)


def enqueue_settling(incident_id: int, *, job: str) -> None:
    """Queue the settling of an Incident's articles; raise QueueUnreachable."""
    _enqueue(settle_incident, incident_id, job=job)


def enqueue_rehearsal(rehearsal_id: int, *, job: str) -> None:
    """Queue a rehearsal of hints; raise QueueUnreachable."""
    _enqueue(rehearse_hints, rehearsal_id, job=job)


def enqueue_replay(run_id: int, *, job: str) -> None:
    """Queue a replay, or the rest of one; raise QueueUnreachable."""
    _enqueue(replay_stored, run_id, job, job=job)


def enqueue_noise_run(run_id: int, *, job: str) -> None:
    """Queue a pass of a noise rule over history, or the rest of one; raise QueueUnreachable."""
    _enqueue(run_noise_rule, run_id, job, job=job)


def read_jobs(job_ids: Sequence[str]) -> list[JobState]:
    """Return the states of jobs in the order given; raise QueueUnreachable.

    Costs one round trip to the broker, and one for each that is done.
    """
    if not job_ids:
        return []
    queue = get_queue(QUEUE)
    try:
        jobs = Job.fetch_many(job_ids, connection=queue.connection, serializer=queue.serializer)
        return [_read(job_id, job) for job_id, job in zip(job_ids, jobs, strict=True)]
    except RedisError as error:
        raise QueueUnreachable from error


def count_workers() -> int:
    """Return how many workers answer the desk's queue; raise QueueUnreachable."""
    queue = get_queue(QUEUE)
    try:
        clean_worker_registry(queue)
        return len(get_keys(queue))
    except RedisError as error:
        raise QueueUnreachable from error


def _enqueue(function: Any, *arguments: Any, job: str) -> None:
    # Queued at once and not on commit: whoever asks does so as the last step of a transaction, which a broker
    # that does not answer thereby undoes.
    queue = get_queue(QUEUE, commit_mode="auto")
    try:
        queue.enqueue(function, *arguments, job_id=job, result_ttl=RESULT_KEPT, failure_ttl=RESULT_KEPT)
    except RedisError as error:
        raise QueueUnreachable from error


_STEPS = {
    JobStatus.FINISHED: Step.DONE,
    JobStatus.STARTED: Step.RUNNING,
    JobStatus.QUEUED: Step.WAITING,
    JobStatus.SCHEDULED: Step.WAITING,
    JobStatus.DEFERRED: Step.WAITING,
    JobStatus.CREATED: Step.WAITING,
}


def _read(job_id: str, job: Job | None) -> JobState:
    if job is None:
        return JobState(job_id, Step.FORGOTTEN, {})
    step = _STEPS.get(job.get_status(refresh=False), Step.FAILED)
    result = job.return_value() if step == Step.DONE else None
    if step == Step.DONE and not isinstance(result, dict):
        return JobState(job_id, Step.FORGOTTEN, {})
    return JobState(job_id, step, result or {}, _aware(job.enqueued_at), _aware(job.ended_at))


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
