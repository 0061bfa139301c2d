"""Jobs that ask publishers something: looks on demand, the trial of an address, the import of a list of feeds."""

import logging
from typing import Any

from django.utils.translation import gettext as _

from trackers.desk.imports import work_on_import
from trackers.jobs.queue import REPLAY_SHARE, enqueue, new_job_id
from trackers.models import (
    Article,
    Feed,
    FeedImport,
    ImportState,
    SourceTrial,
    TrialState,
    Via,
)
from trackers.pipeline.check import check_article
from trackers.pipeline.poll import check_feed
from trackers.pipeline.trial import try_source
from trackers.pipeline.wire import DESK_PATIENCE, Report, default_wire

logger = logging.getLogger(__name__)


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


def enqueue_check(article_id: int, *, user_id: int | None, job: str) -> None:
    """Queue a look at an Article; raise QueueUnreachable."""
    enqueue(check_now, article_id, user_id, job=job)


def enqueue_feed_check(feed_id: int, *, user_id: int | None, job: str) -> None:
    """Queue a look at a Feed; raise QueueUnreachable."""
    enqueue(check_feed_now, feed_id, user_id, job=job)


def enqueue_trial(trial_id: int, *, job: str) -> None:
    """Queue the trial of an address; raise QueueUnreachable."""
    enqueue(try_address, trial_id, job=job)


def enqueue_import(import_id: int, *, job: str) -> None:
    """Queue an import of feeds, or the rest of one; raise QueueUnreachable."""
    enqueue(import_feeds, import_id, job, job=job)


def _tell(report: Report) -> dict[str, Any]:
    change = report.change
    return {
        "outcome": report.outcome.value if report.outcome is not None else None,
        "words": report.words,
        "change": change.pk if change is not None else None,
    }
