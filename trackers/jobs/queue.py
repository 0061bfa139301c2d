"""The desk's queue: named once; jobs go in, their states are read, workers are counted."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django_rq import get_queue
from redis.exceptions import RedisError
from rq.job import Job, JobStatus
from rq.worker_registration import clean_worker_registry, get_keys

QUEUE = "desk"


RESULT_KEPT = 24 * 3600


# A long job works for so long, then queues up again behind whatever else was asked for meanwhile.
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


def new_job_id(verb: str) -> str:
    """Return an id nobody can guess, to put on the record before the job is queued."""
    return f"{verb}-{uuid.uuid4().hex}"


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


def enqueue(function: Any, *arguments: Any, job: str) -> None:
    """Queue a call of a job under an id that is on the record already; raise QueueUnreachable."""
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
