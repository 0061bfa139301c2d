"""Undoing: the last step of a review is taken back by whoever took it, for ten minutes, as a step of its own.

The record says what stood there before. An approval is not given back by a machine: what was approved before somebody
wrote in it waits for a second read again. Whoever wrote stays among the writers: four eyes count who has touched words,
not whose are left.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from trackers.desk.annotations import Words, store_annotation
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.publications import close_draft
from trackers.desk.steps import STEP_OF, TERMS, UNDO_BY, Step
from trackers.models import (
    CLAIM_LASTS,
    UNDO_WITHIN,
    Annotation,
    Change,
    Label,
    Review,
    ReviewEvent,
    ReviewState,
)


def last_event(change: Change, *, lock: int) -> ReviewEvent | None:
    """Return the event of the step that brought a review to a ``lock``."""
    return change.events.filter(after__step=lock).order_by("-pk").first()


def undoing_step(event: ReviewEvent | None, *, actor: User, now: datetime) -> Step:
    """Return the step that undoes what an event tells of; raise DeskError where it stands."""
    done = STEP_OF.get(event.act) if event is not None else None
    if event is None or done is None or event.actor_id != actor.pk:
        raise DeskError(_("The last step here is not yours to undo."))
    if now - event.at > UNDO_WITHIN:
        raise DeskError(_("Ten minutes are over: this is no longer undone, but it can be decided anew."))
    if done not in UNDO_BY:
        if done in {Step.PUBLISH, Step.AMEND}:
            raise DeskError(_("It is published and stands; it can be amended or retracted."))
        raise DeskError(_("This step is not undone, but it can be decided anew."))
    return UNDO_BY[done]


def restore(review: Review, *, actor: User, now: datetime) -> ReviewState:
    """Put a locked review back to what stood before its last step; return the state to go to. Raises DeskError."""
    event = last_event(review.change, lock=review.lock)
    if undoing_step(event, actor=actor, now=now) != Step.UNDO:
        raise DeskError(_("This step is not undone, but it can be decided anew."))
    assert event is not None
    done, before = STEP_OF[event.act], event.before
    if not actor.has_perms(TERMS[done].permissions):
        raise NotAllowedError(_("Your account may not do this."))
    if done == Step.ANNOTATE:
        _restore_words(review, before, now=now)
    elif done in {Step.APPROVE, Step.RETURN}:
        _take_back_approval(review)
    to = ReviewState(before["state"])
    if done == Step.CLAIM and to == ReviewState.IN_REVIEW:
        to = ReviewState.NEW
    return _arrive(review, to, before, now=now)


def _arrive(review: Review, to: ReviewState, before: dict[str, Any], *, now: datetime) -> ReviewState:
    """Set what a state brings with it."""
    if to == ReviewState.APPROVED:
        return ReviewState.SECOND_READ
    if to == ReviewState.IN_REVIEW:
        review.claimed_until = now + CLAIM_LASTS
    if to == ReviewState.SNOOZED:
        review.snoozed_until = datetime.fromisoformat(before["snoozed_until"])
    return to


def _take_back_approval(review: Review) -> None:
    row = review.annotation
    assert row is not None
    row.change = review.change
    row.approver_account, row.approver_name, row.approved_at, row.alone = None, "", None, False
    store_annotation(row)


def _restore_words(review: Review, before: dict[str, Any], *, now: datetime) -> None:
    """Give an annotation the words it had, or lay one aside that was begun by the step."""
    row = review.annotation
    assert row is not None
    row.change = review.change
    if before.get("annotation") != str(row.uuid):
        close_draft(row, now=now)
        earlier = before.get("annotation")
        review.annotation = Annotation.objects.get(uuid=earlier) if earlier else None
        return
    # What the record of an older release does not name, the step cannot have changed.
    for name in before.keys() & Words.__dataclass_fields__.keys() - {"labels"}:
        setattr(row, name, before[name])
    row.updated_at = now
    store_annotation(row)
    row.labels.set(Label.objects.filter(code__in=before["labels"]))
