"""Looks that an editor asks for: put on the record, queued for the desk's workers, and told of on the row's page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from trackers.desk.articles import ask_for_look
from trackers.desk.errors import DeskError
from trackers.desk.events import Actor
from trackers.desk.feeds import ask_for_feed_look
from trackers.jobs import (
    JobState,
    QueueUnreachable,
    enqueue_check,
    enqueue_feed_check,
    new_job_id,
    read_jobs,
)
from trackers.models import Act, Article, Feed, Outcome, ReviewEvent, count_looks

SHOWN = 5
REFRESH_SECONDS = 3


@dataclass(frozen=True)
class AskedLook:
    """One look somebody asked for and what became of it."""

    asked_at: datetime
    asked_by: str
    job: JobState | None

    @property
    def words(self) -> str:
        """Return where it stands in one sentence."""
        return (
            self.job.words if self.job is not None else _("The queue cannot be reached, so nothing is known.")
        )

    @property
    def change_path(self) -> str:
        """Return the path of the page of the Change it found, or an empty string."""
        found = self.job.result.get("change") if self.job is not None else None
        return reverse("admin:trackers_change_change", args=[found]) if isinstance(found, int) else ""

    @property
    def is_open(self) -> bool:
        """Whether there is something to wait for."""
        return self.job is not None and self.job.is_open


def look_at_article(article: Article, *, actor: Actor) -> None:
    """Record and queue a look at an Article; raise DeskError, and nothing is recorded, when it cannot be queued."""
    job = new_job_id("check")
    with transaction.atomic():
        ask_for_look(article, actor=actor, job=job)
        _queue(lambda: enqueue_check(article.pk, user_id=actor.pk if actor else None, job=job))


def look_at_feed(feed: Feed, *, actor: Actor) -> None:
    """Record and queue a look at a Feed; raise DeskError, and nothing is recorded, when it cannot be queued."""
    job = new_job_id("check")
    with transaction.atomic():
        ask_for_feed_look(feed, actor=actor, job=job)
        _queue(lambda: enqueue_feed_check(feed.pk, user_id=actor.pk if actor else None, job=job))


def read_asked_looks(**about: Article | Feed) -> list[AskedLook]:
    """Return the latest looks asked for at one row (``article=`` or ``feed=``), newest first."""
    events = list(ReviewEvent.objects.filter(act=Act.CHECK, **about).order_by("-at", "-pk")[:SHOWN])
    ids = [str(event.after.get("job", "")) for event in events]
    try:
        states: list[JobState | None] = [*read_jobs(ids)]
    except QueueUnreachable:
        states = [None] * len(ids)
    return [AskedLook(event.at, event.actor_name, state) for event, state in zip(events, states, strict=True)]


def tally_looks(**about: Any) -> list[tuple[str, int]]:
    """Return how many looks at one row (``article=`` or ``feed=``) came to what, thinned ones too, most first."""
    found = count_looks("outcome", **about)
    tally = [(str(Outcome(outcome).label), looks.looks) for (outcome,), looks in found.items()]
    return sorted(tally, key=lambda pair: (-pair[1], pair[0]))


def refresh_while_open(response: HttpResponse, looks: list[AskedLook]) -> HttpResponse:
    """Let the browser ask again in a few seconds while a look is under way; no script is needed."""
    if any(look.is_open for look in looks):
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _queue(enqueue: Callable[[], None]) -> None:
    try:
        enqueue()
    except QueueUnreachable as error:
        raise DeskError(
            _("The queue cannot be reached: is Valkey running? Nothing was asked for.")
        ) from error
