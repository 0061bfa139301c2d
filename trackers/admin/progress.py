"""How far work is that a worker of the desk's queue does row by row, in words."""

from typing import Any

from django.utils.translation import gettext as _

from trackers.admin.survey import say_waiting
from trackers.jobs import QueueUnreachable, Step, count_workers, read_jobs


def say_progress(job_id: str, *, left: int) -> dict[str, Any]:
    """Return ``words``, whether there is something to wait for (``is_open``), and whether the worker ``is_lost``.

    ``left`` counts the rows still to come. Asks the broker.
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
        return {"words": _("%(count)d to go.") % {"count": left}, "is_open": True, "is_lost": False}
    words = _("Whoever worked on it is gone: let it go on from where it stands.")
    return {"words": words, "is_open": False, "is_lost": True}
