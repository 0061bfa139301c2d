"""What somebody has just decided, to decide it again about the next Change, or to undo it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from trackers.desk.annotations import Words, writers_of
from trackers.desk.errors import DeskError
from trackers.desk.steps import STEP_OF, Step
from trackers.desk.undo import undoing_step
from trackers.models import UNDO_WITHIN, Act, ChangeKind, Label, ReviewEvent

# Further back nobody remembers what she had decided.
_LOOKED_BACK = 20
REPEATED = frozenset({Step.DISMISS, Step.ANNOTATE})


@dataclass(frozen=True)
class LastSteps:
    """Of one person: the newest decision that may be repeated, and the newest step that may be undone; or None."""

    decision: ReviewEvent | None
    undoable: ReviewEvent | None


def last_steps(user: User, *, now: datetime) -> LastSteps:
    """Return what somebody did last, without what she has undone. One query."""
    acts = [act for act in STEP_OF if act != Act.UNDO]
    rows = ReviewEvent.objects.filter(actor=user, act__in=[*acts, Act.UNDO], change__isnull=False)
    events = list(rows.select_related("change").order_by("-pk")[:_LOOKED_BACK])
    undone: set[tuple[int | None, Any]] = set()
    standing = []
    for event in events:
        place = (event.change_id, event.after.get("step"))
        if event.act == Act.UNDO:
            undone.add((event.change_id, event.after.get("step", 0) - 1))
        elif place not in undone:
            standing.append(event)
    decisions = (event for event in standing if STEP_OF[event.act] in REPEATED)
    newest = events[0] if events else None
    may_undo = newest is not None and newest.act != Act.UNDO and _is_undoable(newest, user=user, now=now)
    return LastSteps(next(decisions, None), newest if may_undo else None)


def repeat_words(event: ReviewEvent) -> Words:
    """Return the facets, labels and notes that an annotation was given, without the passages it was about."""
    said = event.after
    kinds = tuple(kind for kind in said.get("kinds", ()) if kind in ChangeKind.values)
    return Words(
        public_note=str(said.get("public_note", "")),
        internal_note=str(said.get("internal_note", "")),
        labels=tuple(Label.objects.filter(code__in=said.get("labels", ()), retired_at__isnull=True)),
        kinds=kinds or None,
        disclosure=str(said.get("disclosure", "")),
        significance=said.get("significance"),
        confidence=str(said.get("confidence", "")),
        cause=str(said.get("cause", "")),
        adequacy=str(said.get("adequacy", "")),
        placement=str(said.get("placement", "")),
    )


def repeat_writers(event: ReviewEvent) -> frozenset[int]:
    """Return the numbers of the accounts that wrote what ``repeat_words`` repeats, the actor's among others."""
    return writers_of(event.annotation) if event.annotation is not None else frozenset()


def _is_undoable(event: ReviewEvent, *, user: User, now: datetime) -> bool:
    if now - event.at > UNDO_WITHIN:
        return False
    try:
        undoing_step(event, actor=user, now=now)
    except DeskError:
        return False
    return True
