"""How tests bring a change to where they want it on the desk: by the steps people take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from tests.builders import make_change, make_editor
from trackers.desk.annotations import Words
from trackers.desk.publications import freeze
from trackers.desk.review import review_of, take_step
from trackers.desk.steps import Step
from trackers.models import (
    Annotation,
    AnnotationState,
    Change,
    Desk,
    EditionNature,
    Label,
    Publication,
    Review,
    ReviewState,
)

# The steps to a state, each with who takes it.
PATHS: dict[ReviewState, tuple[tuple[Step, str], ...]] = {
    ReviewState.NEW: (),
    ReviewState.IN_REVIEW: ((Step.CLAIM, "analyst"),),
    ReviewState.DISMISSED: ((Step.DISMISS, "analyst"),),
    ReviewState.SNOOZED: ((Step.SNOOZE, "analyst"),),
    ReviewState.ANNOTATED: ((Step.ANNOTATE, "analyst"),),
    ReviewState.SECOND_READ: ((Step.ANNOTATE, "analyst"), (Step.SUBMIT, "analyst")),
    ReviewState.RETURNED: ((Step.ANNOTATE, "analyst"), (Step.SUBMIT, "analyst"), (Step.RETURN, "editor")),
    ReviewState.APPROVED: ((Step.ANNOTATE, "analyst"), (Step.SUBMIT, "analyst"), (Step.APPROVE, "editor")),
    ReviewState.PUBLISHED: (
        (Step.ANNOTATE, "analyst"),
        (Step.SUBMIT, "analyst"),
        (Step.APPROVE, "editor"),
        (Step.PUBLISH, "editor"),
    ),
}
PATHS[ReviewState.AMENDED] = (*PATHS[ReviewState.PUBLISHED], (Step.AMEND, "editor"))
PATHS[ReviewState.RETRACTED] = (*PATHS[ReviewState.PUBLISHED], (Step.RETRACT, "standards_lead"))


def say(note: str = "Twelve became forty.", **facets: Any) -> Words:
    """Words that say enough to be published."""
    defaults = {"significance": 2, "disclosure": "none", "confidence": "certain"}
    return Words(public_note=note, **{**defaults, **facets})


def step(change: Change, which: Step, *, actor: User | None, lock: int | None = None, **given: Any) -> Review:
    """Take a step as somebody who sees the change as it is now."""
    if which == Step.AMEND:
        given.setdefault("words", say("Twelve became forty, and the page says so."))
    if which == Step.ANNOTATE:
        given.setdefault("words", say())
    if which == Step.SNOOZE:
        given.setdefault("until", timezone.now() + timedelta(days=1))
    given.setdefault("reason", "Because.")
    lock = review_of(change).lock if lock is None else lock
    return take_step(change, which, actor=actor, lock=lock, **given)


def show_at_once(*, delay: int = 0) -> None:
    """Readers see what is published at once, or after ``delay`` seconds."""
    Desk.objects.update_or_create(pk=1, defaults={"delay": delay})


def bring_to(
    state: ReviewState,
    *,
    change: Change | None = None,
    cast: dict[str, User] | None = None,
    delay: int = 0,
    **facets: Any,
) -> Change:
    """A change at a state, by the people of the cast; readers see what is published ``delay`` seconds later."""
    change, cast = change or make_change(), cast if cast is not None else {}
    show_at_once(delay=delay)
    for which, role in PATHS[state]:
        actor = cast.setdefault(role, make_editor(role)) if role not in cast else cast[role]
        given = {"words": say(**facets)} if which == Step.ANNOTATE else {}
        step(change, which, actor=actor, **given)
    return change


def publish(change: Change | None = None, note: str = "Twelve became forty.", **facets: Any) -> Annotation:
    """A published annotation, written by one and approved by another, that readers see."""
    change = change or make_change()
    bring_to(ReviewState.PUBLISHED, change=change, **{"note": note, **facets})
    return Publication.objects.public().get(change=change).annotation


def make_published(
    change: Change, *, labels: Iterable[Label] = (), at: datetime | None = None, **fields: Any
) -> Annotation:
    """A published annotation with its first edition, put there without the steps of a review."""
    at = at or timezone.now()
    row = Annotation.objects.create(
        change=change,
        **{
            "author_name": "R. Editor",
            "state": AnnotationState.PUBLISHED,
            "published_at": at,
            "updated_at": at,
            **fields,
        },
    )
    row.labels.set(labels)
    show_at_once()
    freeze(row, EditionNature.FIRST, now=at)
    return row
