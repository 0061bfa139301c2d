"""Replays: ask for one, apply what it found, stop it, let it go on. The reading itself is the pipeline's."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, name_of, record_event
from trackers.desk.rights import REPLAY, require
from trackers.models import Act, Article, ReplayPurpose, ReplayRun, ReplayState, Source
from trackers.text.extraction import EXTRACTOR


def ask_for_replay(
    *,
    actor: Actor,
    job: str,
    purpose: ReplayPurpose = ReplayPurpose.REHEARSE,
    source: Source | None = None,
    articles: Iterable[Article] = (),
    since: datetime | None = None,
    limit: int | None = None,
) -> ReplayRun:
    """Put a replay of a Source, of some Articles or of everything on the record; return the run, which waits for work.

    ``job`` names who is to work on it. One that is applied leaves a ReviewEvent. Raises DeskError while the same one is
    under way.
    """
    require(actor, REPLAY)
    ids = sorted({article.pk for article in articles})
    scope: dict[str, Any] = {
        "purpose": purpose,
        "source": source,
        "articles": ids,
        "since": since,
        "limit": limit,
    }
    return _ask(scope, actor=actor, job=job)


def apply_rehearsal(run: ReplayRun, *, actor: Actor, job: str) -> ReplayRun:
    """Ask for what a rehearsal looked at to be recorded; return the run that does so.

    Raises DeskError for what is no finished rehearsal, or one of another extractor than today's.
    """
    require(actor, REPLAY)
    if run.purpose != ReplayPurpose.REHEARSE or run.state != ReplayState.DONE:
        raise DeskError(_("Only a rehearsal that is done can be applied."))
    if run.extractor != EXTRACTOR:
        raise DeskError(_("Our extractor has changed since this rehearsal: please rehearse again."))
    scope: dict[str, Any] = {name: getattr(run, name) for name in ("source", "articles", "since", "limit")}
    return _ask({**scope, "purpose": ReplayPurpose.APPLY, "rehearsal": run}, actor=actor, job=job)


def stop_replay(run: ReplayRun, *, actor: Actor) -> ReplayRun:
    """Stop a run that is not over; return it. What it has recorded stays, and it can go on later."""
    require(actor, REPLAY)
    with transaction.atomic():
        locked = _lock(run)
        if not locked.is_open:
            raise DeskError(_("This replay is over already."))
        locked.state, locked.ended_at = ReplayState.STOPPED, timezone.now()
        locked.save(update_fields=["state", "ended_at"])
        _put_on_record(locked, actor=actor)
    return locked


def continue_replay(run: ReplayRun, *, actor: Actor, job: str) -> ReplayRun:
    """Let a run go on behind the last batch that was noted; return it. Whoever worked on it until now has lost it.

    Raises DeskError for one that is done.
    """
    require(actor, REPLAY)
    with transaction.atomic():
        locked = _lock(run)
        if locked.state == ReplayState.DONE:
            raise DeskError(_("This replay is done."))
        locked.state, locked.ended_at, locked.job, locked.detail = ReplayState.WAITING, None, job, ""
        locked.save(update_fields=["state", "ended_at", "job", "detail"])
        _put_on_record(locked, actor=actor)
    return locked


def note_unqueued(run: ReplayRun) -> None:
    """Note that a run could not be queued: it waits for nobody, and can be let go on."""
    words = _("The queue cannot be reached: is Valkey running?")
    ReplayRun.objects.open().filter(pk=run.pk, job=run.job).update(
        state=ReplayState.FAILED, ended_at=timezone.now(), detail=words
    )


def _ask(scope: dict[str, Any], *, actor: Actor, job: str) -> ReplayRun:
    known = {name: scope[name] for name in ("purpose", "source", "articles", "since", "limit")}
    with transaction.atomic():
        if ReplayRun.objects.open().filter(**known).exists():
            raise DeskError(_("The same replay is under way already."))
        run = ReplayRun.objects.create(
            **scope,
            extractor=EXTRACTOR,
            job=job,
            asked_by=actor,
            actor_name=name_of(actor),
            asked_at=timezone.now(),
        )
        _put_on_record(run, actor=actor)
    return run


def _put_on_record(run: ReplayRun, *, actor: Actor) -> None:
    """Append an event for a run that records something; a rehearsal changes nothing."""
    if run.purpose != ReplayPurpose.APPLY:
        return
    only = run.articles[0] if len(run.articles) == 1 else None
    record_event(
        Act.REPLAY,
        actor=actor,
        source=run.source,
        article_id=only,
        after={"replay": run.pk, "state": str(run.state)},
    )


def _lock(run: ReplayRun) -> ReplayRun:
    return ReplayRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
