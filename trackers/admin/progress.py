"""Work that is left to a worker of the desk's queue: asked for there, and how far it is in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from trackers.admin.survey import say_waiting
from trackers.desk.errors import DeskError
from trackers.jobs import QueueUnreachable, Step, count_workers, read_jobs


@contextmanager
def asking_queue() -> Iterator[None]:
    """Let something be recorded and queued; raise DeskError, before anything is, where the queue cannot be reached.

    A worker looks for its row at once: store the row, then queue the job. Asks the broker.
    """
    try:
        count_workers()
        yield
    except QueueUnreachable as error:
        raise DeskError(
            _("The queue cannot be reached: is Valkey running? Nothing was asked for.")
        ) from error


def at_rest(words: str) -> dict[str, Any]:
    """Return what ``say_job`` returns, of work that nobody waits for."""
    return {"words": words, "is_open": False, "is_lost": False}


def say_job(job_id: str, *, running: str, lost: str = "") -> dict[str, Any]:
    """Return ``words``, whether there is something to wait for (``is_open``), and whether the worker ``is_lost``.

    ``running`` says how far the work is, ``lost`` what to do where nobody works on it any more. Asks the broker.
    """
    try:
        job = read_jobs([job_id])[0]
        workers = count_workers() if job.step == Step.WAITING else 1
    except QueueUnreachable:
        words = _("The queue cannot be reached: is Valkey running?")
        return {"words": words, "is_open": True, "is_lost": False}
    if job.step == Step.WAITING:
        return {"words": say_waiting(job, workers=workers), "is_open": True, "is_lost": False}
    if job.step == Step.RUNNING:
        return {"words": running, "is_open": True, "is_lost": False}
    words = lost or _("Whoever worked on it is gone: let it go on from where it stands.")
    return {"words": words, "is_open": False, "is_lost": True}


def say_progress(job_id: str, *, left: int) -> dict[str, Any]:
    """Return what ``say_job`` does of work that goes row by row, of which so many are ``left``."""
    return say_job(job_id, running=_("%(count)d to go.") % {"count": left})
