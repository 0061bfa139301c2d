"""Jobs about what the machine has read: incidents, rehearsals of hints, replays, noise rules."""

import logging
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.jobs.queue import REPLAY_SHARE, enqueue, new_job_id
from trackers.models import (
    Incident,
    NoisePurpose,
    NoiseRule,
    NoiseRun,
    Rehearsal,
    ReplayRun,
    ReplayState,
)
from trackers.pipeline.noise import work_on_noise
from trackers.pipeline.rehearse import rehearse
from trackers.pipeline.replay import tell_run, work_on
from trackers.pipeline.verdicts import carry_out

logger = logging.getLogger(__name__)


# What one job settles well within its time; a tick goes on with the rest.
SETTLED_AT_ONCE = 3000


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


def enqueue_settling(incident_id: int, *, job: str) -> None:
    """Queue the settling of an Incident's articles; raise QueueUnreachable."""
    enqueue(settle_incident, incident_id, job=job)


def enqueue_rehearsal(rehearsal_id: int, *, job: str) -> None:
    """Queue a rehearsal of hints; raise QueueUnreachable."""
    enqueue(rehearse_hints, rehearsal_id, job=job)


def enqueue_replay(run_id: int, *, job: str) -> None:
    """Queue a replay, or the rest of one; raise QueueUnreachable."""
    enqueue(replay_stored, run_id, job, job=job)


def enqueue_noise_run(run_id: int, *, job: str) -> None:
    """Queue a pass of a noise rule over history, or the rest of one; raise QueueUnreachable."""
    enqueue(run_noise_rule, run_id, job, job=job)
