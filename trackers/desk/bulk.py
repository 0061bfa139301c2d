"""Many Changes at once: a Batch is planned, shown, confirmed, worked through row by row, and undone for ten minutes.

Each row is a step of the review like any other, in a transaction of its own: what is refused is left with its sentence,
and the others go on.
"""

import time
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.annotations import Words, is_live, words_of, writers_of
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.events import name_of
from trackers.desk.programs import is_program
from trackers.desk.review import review_of, take_step
from trackers.desk.steps import STEP_OF, TERMS, Step
from trackers.desk.undo import last_event, undoing_step
from trackers.models import (
    NOTICES,
    UNDO_WITHIN,
    Batch,
    BatchRow,
    BatchState,
    BatchVerdict,
    Change,
    Label,
)
from trackers.models.change import ChangeQuerySet

# Whoever wants more narrows the list first.
MOST_ROWS = 10_000
# Rows of which the next are read together; each is done by itself.
_READ_AT_ONCE = 50
# What may be done to many at once, and the permission it takes beside the step's own.
BULK_STEPS: dict[Step, str] = {
    Step.CLAIM: "trackers.triage_in_bulk",
    Step.LET_GO: "trackers.triage_in_bulk",
    Step.DISMISS: "trackers.triage_in_bulk",
    Step.SNOOZE: "trackers.triage_in_bulk",
    Step.ANNOTATE: "trackers.act_in_bulk",
    Step.SUBMIT: "trackers.act_in_bulk",
    Step.APPROVE: "trackers.act_in_bulk",
    Step.PUBLISH: "trackers.act_in_bulk",
}


def may_in_bulk(user: User, step: Step, *, copies: bool = False) -> bool:
    """Tell whether an account may take a step of many reviews at once.

    To repeat on others what was said of one (``copies``) takes no more than to dismiss many: no reader sees a draft.
    """
    return user.has_perms(permissions_in_bulk(step, copies=copies)) and not is_program(user)


def permissions_in_bulk(step: Step, *, copies: bool = False) -> tuple[str, ...]:
    """Return the permissions it takes to take a step of many reviews at once."""
    code = "trackers.triage_in_bulk" if copies else BULK_STEPS[step]
    return (code, *TERMS[step].permissions)


def plan_batch(
    rows: QuerySet[Change], step: Step, *, actor: User, copied_from: Change | None = None, **given: Any
) -> Batch:
    """Write down which Changes a step is meant for, each with the lock it is seen at; nothing is done yet.

    ``given`` are ``reason``, ``facets`` and ``writers`` where they are known already. Two queries and one for each
    thousand rows. Raises NotAllowedError, and DeskError for none or too many.
    """
    if not may_in_bulk(actor, step, copies=copied_from is not None):
        raise NotAllowedError(_("Your account may not do this to many changes at once."))
    found = list(rows.values_list("pk", "review__lock")[: MOST_ROWS + 1])
    if not found:
        raise DeskError(_("There is nothing to do here: no change is left in this list."))
    if len(found) > MOST_ROWS:
        raise DeskError(
            _("These are more than %(count)d changes: narrow the list first.") % {"count": MOST_ROWS}
        )
    with transaction.atomic():
        batch = Batch.objects.create(
            act=TERMS[step].act, asked_by=actor, asker_name=name_of(actor), copied_from=copied_from, **given
        )
        BatchRow.objects.bulk_create(
            [BatchRow(batch=batch, change_id=pk, lock=lock or 0) for pk, lock in found], batch_size=1000
        )
    return batch


def plan_copies(change: Change, rows: ChangeQuerySet, *, actor: User) -> Batch:
    """Plan to repeat what was decided about a Change on others that nobody has decided on. Raises DeskError."""
    review = review_of(change)
    open_rows = rows.undecided()
    if review.state == "dismissed":
        event = change.events.filter(act=TERMS[Step.DISMISS].act).order_by("-pk").first()
        reason = event.reason if event is not None else ""
        return plan_batch(open_rows, Step.DISMISS, actor=actor, copied_from=change, reason=reason)
    row = review.annotation
    if row is None or not is_live(row):
        raise DeskError(_("Nothing has been decided about this change that could be repeated."))
    given = {"facets": write_facets(words_of(row)), "writers": sorted(writers_of(row))}
    return plan_batch(open_rows, Step.ANNOTATE, actor=actor, copied_from=change, **given)


def write_facets(words: Words) -> dict[str, Any]:
    """Return words as a Batch keeps them, without the passages they are about: those stand in one text only."""
    said = {field.name: getattr(words, field.name) for field in fields(words) if field.name != "anchors"}
    return {**said, "kinds": list(words.kinds or ()), "labels": [label.code for label in words.labels]}


def confirm_batch(
    batch: Batch,
    *,
    actor: User,
    job: str,
    reason: str = "",
    until: datetime | None = None,
    facets: Mapping[str, Any] | None = None,
) -> Batch:
    """Let a planned Batch be worked through by ``job``; return it. Raises NotAllowedError and DeskError."""
    step = STEP_OF[batch.act]
    with transaction.atomic():
        locked = _lock_own(batch, actor=actor)
        if locked.state != BatchState.PLANNED:
            raise DeskError(_("This was confirmed already."))
        if not may_in_bulk(actor, step, copies=locked.copied_from_id is not None):
            raise NotAllowedError(_("Your account may not do this to many changes at once."))
        reason = reason.strip()
        if TERMS[step].needs_reason and not reason:
            sentence = _("Say why.")
            raise DeskError(sentence, fields={"reason": [sentence]})
        if step == Step.SNOOZE and (until is None or until <= timezone.now()):
            sentence = _("Choose a time that is still to come.")
            raise DeskError(sentence, fields={"until": [sentence]})
        if step == Step.ANNOTATE and not facets:
            raise DeskError(_("Choose what is to be set."))
        locked.reason, locked.until, locked.facets = reason, until, dict(facets or {})
        locked.state, locked.job = BatchState.RUNNING, job
        locked.save(update_fields=["reason", "until", "facets", "state", "job"])
    return locked


def undo_batch(batch: Batch, *, actor: User, job: str) -> Batch:
    """Let ``job`` undo what a Batch has done, where nobody has touched it since; return it. Raises DeskError."""
    with transaction.atomic():
        locked = _lock_own(batch, actor=actor)
        if not may_be_undone(locked, now=timezone.now()):
            raise DeskError(_("Ten minutes are over: each change can be decided anew."))
        locked.state, locked.job = BatchState.UNDOING, job
        locked.save(update_fields=["state", "job"])
    return locked


def resume_batch(batch: Batch, *, actor: User, job: str) -> Batch:
    """Let another job go on with a Batch whose worker is lost; return it. Raises DeskError."""
    with transaction.atomic():
        locked = _lock_own(batch, actor=actor)
        if locked.state not in {BatchState.RUNNING, BatchState.UNDOING}:
            raise DeskError(_("There is nothing left to do."))
        locked.job = job
        locked.save(update_fields=["job"])
    return locked


def may_be_undone(batch: Batch, *, now: datetime) -> bool:
    """Tell whether a Batch is done, and not longer ago than ten minutes."""
    return (
        batch.state == BatchState.DONE and batch.ended_at is not None and now - batch.ended_at <= UNDO_WITHIN
    )


def work_on_batch(batch_id: int, *, job: str, patience: timedelta) -> Batch:
    """Do, or undo, the rows of a Batch for a while; return it as it is then.

    A row is one transaction with its verdict, so that the work may be stopped anywhere and begun again. Stops where
    another job has taken it over. Raises Batch.DoesNotExist.
    """
    began = time.monotonic()
    while True:
        batch = Batch.objects.select_related("asked_by", "copied_from").get(pk=batch_id)
        if batch.job != job or batch.state not in {BatchState.RUNNING, BatchState.UNDOING}:
            return batch
        is_undoing = batch.state == BatchState.UNDOING
        waiting = BatchVerdict.DONE if is_undoing else BatchVerdict.WAITING
        rows = list(batch.rows.filter(verdict=waiting).values_list("pk", flat=True)[:_READ_AT_ONCE])
        if not rows:
            return _end(batch)
        for pk in rows:
            _work_on_row(batch, pk, waiting=waiting)
            if time.monotonic() - began > patience.total_seconds():
                return batch


def _end(batch: Batch) -> Batch:
    with transaction.atomic():
        locked = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if locked.job == batch.job:
            is_undoing = locked.state == BatchState.UNDOING
            locked.state = BatchState.UNDONE if is_undoing else BatchState.DONE
            locked.ended_at = locked.ended_at or timezone.now()
            locked.save(update_fields=["state", "ended_at"])
    return locked


def _work_on_row(batch: Batch, pk: int, *, waiting: BatchVerdict) -> None:
    with transaction.atomic():
        row = (
            BatchRow.objects.select_for_update(of=("self",)).select_related("change__description").get(pk=pk)
        )
        if row.verdict != waiting:
            return
        act = _undo_row if waiting == BatchVerdict.DONE else _do_row
        row.verdict, row.words, row.lock_after = act(batch, row)
        row.save(update_fields=["verdict", "words", "lock_after"])


def _do_row(batch: Batch, row: BatchRow) -> tuple[BatchVerdict, str, int | None]:
    step = STEP_OF[batch.act]
    try:
        actor = _still_here(batch)
        words = words_for(row.change, batch.facets) if step == Step.ANNOTATE else None
        review = take_step(
            row.change,
            step,
            actor=actor,
            lock=row.lock,
            words=words,
            written_by=frozenset(batch.writers),
            reason=batch.reason,
            until=batch.until,
        )
    except DeskError as error:
        return BatchVerdict.LEFT, _say_why(row, error), None
    if review.lock == row.lock:
        return BatchVerdict.LEFT, _("It says so already."), None
    return BatchVerdict.DONE, "", review.lock


def _undo_row(batch: Batch, row: BatchRow) -> tuple[BatchVerdict, str, int | None]:
    assert row.lock_after is not None
    try:
        actor = _still_here(batch)
        event = last_event(row.change, lock=row.lock_after)
        step = undoing_step(event, actor=actor, now=timezone.now())
        review = take_step(row.change, step, actor=actor, lock=row.lock_after)
    except DeskError as error:
        return BatchVerdict.STANDS, _say_why(row, error), row.lock_after
    return BatchVerdict.UNDONE, "", review.lock


def words_for(change: Change, facets: Mapping[str, Any]) -> Words:
    """Return what stands on a Change, or what the machine says of it, with the facets that are set.

    What stands there about a notice goes where ``disclosure`` is set and says that there is none.
    """
    standing = review_of(change).annotation
    described = getattr(change, "description", None)
    if standing is not None and is_live(standing):
        words = words_of(standing)
    else:
        disclosure = described.disclosure if described is not None else ""
        words = Words(disclosure=disclosure)
    given = {name: value for name, value in facets.items() if name not in {"labels", "kinds"}}
    if facets.get("disclosure", NOTICES[0]) not in NOTICES:
        given = {"adequacy": "", "placement": "", **given}
    if "kinds" in facets:
        given["kinds"] = tuple(facets["kinds"])
    added = Label.objects.filter(code__in=facets.get("labels", ()))
    return replace(words, labels=tuple({*words.labels, *added}), **given)


def _say_why(row: BatchRow, error: DeskError) -> str:
    """Return why a row was left, in one sentence."""
    if not isinstance(error, OvertakenError):
        return error.sentence
    last = row.change.events.filter(after__has_key="step").order_by("-pk").first()
    name = last.actor_name if last is not None else _("Somebody")
    return _("%(name)s has changed it meanwhile.") % {"name": name}


def _still_here(batch: Batch) -> User:
    """Return the account that asked, with what it may do now; raise NotAllowedError where it is gone."""
    if batch.asked_by is None or not batch.asked_by.is_active:
        raise NotAllowedError(_("The account that asked for this is gone."))
    return batch.asked_by


def _lock_own(batch: Batch, *, actor: User) -> Batch:
    locked = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if locked.asked_by_id != actor.pk:
        raise NotAllowedError(_("Only whoever asked for this may confirm or undo it."))
    return locked


def drop_forgotten(*, now: datetime) -> int:
    """Delete what was planned a day ago and never confirmed; return how many. What was done is kept."""
    old = Batch.objects.filter(state=BatchState.PLANNED, asked_at__lt=now - timedelta(days=1))
    return old.delete()[1].get("trackers.Batch", 0)
