"""The one way through a review: ``take_step`` moves a Change on the desk, in one transaction with one event.

It asks, in this order: may this account, is the row as the asker saw it (``lock``), does the state allow it, is nobody
else at it, do its own conditions hold. Of two editors the second gets an OvertakenError, a plain sentence with the row
as it is now, and loses nothing of what she typed. Admin, import and command all come by here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.annotations import Words, read_words
from trackers.desk.decisions import DECISIONS, Asked
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.events import Actor, check_row, name_of, record_event
from trackers.desk.programs import is_program
from trackers.desk.steps import CLOCK_STEPS, TERMS, Step, Terms
from trackers.models import Annotation, Change, Review, ReviewState

# The clock comes again soon.
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class _Before:
    """What a review said before a step: as facts for the record, and what decides whether anything differs."""

    state: ReviewState
    facts: dict[str, Any]


def take_step(
    change: Change,
    step: Step,
    *,
    actor: Actor,
    lock: int,
    words: Words | None = None,
    written_by: frozenset[int] = frozenset(),
    reason: str = "",
    until: datetime | None = None,
) -> Review:
    """Take one step of a Change's review; return the Review as it is now.

    ``lock`` is that of the Review the asker saw, 0 where there was none. ``words`` come with ANNOTATE and AMEND,
    ``until`` with SNOOZE. ``written_by`` are the numbers of the accounts that wrote the words where they were copied.
    Saving the same words again is no step. Raises NotAllowedError, OvertakenError, and DeskError for whatever else
    stands against it; nothing is saved then.
    """
    terms, reason = TERMS[step], reason.strip()
    _let_in(actor, step)
    with transaction.atomic():
        review = _lock_review(change, lock=lock)
        state = ReviewState(review.state)
        if state not in terms.froms:
            raise DeskError(_("This cannot be done: the change is %(state)s.") % {"state": state.label})
        if terms.needs_reason and not reason:
            sentence = _("Say why.")
            raise DeskError(sentence, fields={"reason": [sentence]})
        before = _Before(state, _read(review))
        asked = Asked(
            review,
            actor,
            now=timezone.now(),
            words=words,
            written_by=written_by,
            reason=reason,
            until=until,
        )
        _refuse_claimed(asked, step)
        to = DECISIONS[step](asked)
        if to is None:
            return review
        assert to in terms.to
        _finish(asked, to)
        _record(terms, asked, before=before)
    return review


def review_of(change: Change) -> Review:
    """Return where a Change stands: its row, or one that says ``new`` and is not stored."""
    return Review.objects.filter(change=change).select_related("annotation").first() or Review(change=change)


def steps_for(user: User, review: Review) -> frozenset[Step]:
    """Return the steps whose buttons make sense for an account as things stand; the step itself asks again."""
    if is_program(user):
        return frozenset()
    state = ReviewState(review.state)
    return frozenset(
        step for step, terms in TERMS.items() if state in terms.froms and user.has_perms(terms.permissions)
    )


def let_go_of_stale(*, now: datetime) -> int:
    """Let go of every claim that nobody has decided on in time; return how many. For the clock."""
    rows = Review.objects.stale(now).select_related("change")[:MOST_AT_ONCE]
    return sum(_tick(review, Step.LET_GO) for review in rows)


def wake_due(*, now: datetime) -> int:
    """Bring back what was put off until now, or whose article has changed again since; return how many."""
    newer = Change.objects.filter(
        article=OuterRef("change__article"), pk__gt=OuterRef("pk"), announced_at__gt=OuterRef("touched_at")
    )
    rows = Review.objects.filter(Q(snoozed_until__lte=now) | Exists(newer), state=ReviewState.SNOOZED)
    return sum(_tick(review, Step.WAKE) for review in rows.select_related("change")[:MOST_AT_ONCE])


def _tick(review: Review, step: Step) -> bool:
    """Take a step for the clock; somebody who was faster is right."""
    try:
        take_step(review.change, step, actor=None, lock=review.lock)
    except DeskError:
        return False
    return True


def _let_in(actor: Actor, step: Step) -> None:
    """Turn away whoever may not take a step. Programs take none, whatever their permissions; the clock takes two."""
    if actor is None:
        if step in CLOCK_STEPS:
            return
        raise NotAllowedError(_("A step of a review is taken by a person with an account."))
    if is_program(actor):
        raise NotAllowedError(_("This account is a program's: it takes no step of a review."))
    if not actor.has_perms(TERMS[step].permissions):
        raise NotAllowedError(_("Your account may not do this."))


def _lock_review(change: Change, *, lock: int) -> Review:
    # Two who begin at once: the second waits here for the first, and then sees her row.
    Review.objects.bulk_create([Review(change=change)], ignore_conflicts=True)
    rows = Review.objects.select_for_update(of=("self",)).select_related(
        "change__article__source", "change__description", "annotation__amends", "claimed_by"
    )
    review = rows.get(pk=change.pk)
    if review.lock != lock:
        # Beside the steps there are events of letters and statements about it.
        last = change.events.filter(after__has_key="step").order_by("-at", "-pk").first()
        raise OvertakenError(
            _(
                "%(name)s changed this at %(time)s UTC, after you had opened it. "
                "Your words are still here: compare and save again."
            )
            % {
                "name": last.actor_name if last else _("Somebody"),
                "time": f"{review.touched_at or timezone.now():%H:%M}",
            },
            current=review,
        )
    return review


def _refuse_claimed(asked: Asked, step: Step) -> None:
    """Leave to whoever has claimed a Change what is hers, for half an hour; an editor may let go of it for her."""
    review = asked.review
    if review.claimed_until is None or review.claimed_until <= asked.now or review.claimed_by == asked.actor:
        return
    if (
        step == Step.LET_GO
        and asked.actor is not None
        and asked.actor.has_perm("trackers.approve_annotation")
    ):
        return
    raise DeskError(
        _("%(name)s has claimed this until %(time)s UTC.")
        % {"name": review.claimed_name, "time": f"{review.claimed_until:%H:%M}"}
    )


def _finish(asked: Asked, to: ReviewState) -> None:
    review = asked.review
    review.state = to
    if to == ReviewState.IN_REVIEW:
        review.claimed_by, review.claimed_name = asked.actor, name_of(asked.actor)
    else:
        review.claimed_by, review.claimed_name, review.claimed_until = None, "", None
    if to != ReviewState.SNOOZED:
        review.snoozed_until = None
    review.touched_at = asked.now
    review.lock += 1
    check_row(review, but=["change", "annotation", "claimed_by"])
    review.save()


def _read(review: Review) -> dict[str, Any]:
    facts: dict[str, Any] = {"state": str(review.state)}
    if review.snoozed_until is not None:
        facts["snoozed_until"] = review.snoozed_until.isoformat()
    if review.annotation is not None:
        row = Annotation.objects.get(pk=review.annotation.pk)
        facts |= {"annotation": str(row.uuid), **read_words(row)}
        if row.approver_account is not None:
            facts |= {"approved_by": row.approver_name, "alone": row.alone}
    return facts


def _record(terms: Terms, asked: Asked, *, before: _Before) -> None:
    review = asked.review
    article = review.change.article
    record_event(
        terms.act,
        actor=asked.actor,
        source=article.source,
        article=article,
        change=review.change,
        annotation=review.annotation,
        reason=asked.reason,
        before=before.facts,
        after={**_read(review), "step": review.lock},
        **({"actor_name": _("the clock")} if asked.actor is None else {}),
    )
