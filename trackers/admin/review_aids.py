"""What makes a change's page quick: the neighbours that wait, the last decision again, undo, and those like it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from trackers.admin.base import actor_of
from trackers.admin.bulk import copy_to_similar
from trackers.admin.cells import change_address
from trackers.admin.queues import address_in, queue_asked
from trackers.admin.review_words import say_step
from trackers.desk.annotations import is_live
from trackers.desk.bulk import may_in_bulk
from trackers.desk.dismissals import DISMISSALS
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.lastdecision import REPEATED, last_steps, repeat_words, repeat_writers
from trackers.desk.order import line_up
from trackers.desk.queues import EVERYTHING_NEW, Queue
from trackers.desk.review import take_step
from trackers.desk.similar import similar_to
from trackers.desk.snoozes import SNOOZES, find_moment
from trackers.desk.steps import STEP_OF, TERMS, Step
from trackers.desk.undo import last_event, undoing_step
from trackers.models import Act, Change, Review, ReviewEvent, ReviewState

# More are counted as "more than".
MOST_SIMILAR = 200
SHOWN_SIMILAR = 5


def press_aid(request: HttpRequest, change: Change) -> HttpResponse | None:
    """Undo a step or copy a decision, where such a button was pressed; None for any other."""
    if "_copy" in request.POST:
        return copy_to_similar(request, change)
    return _undo(request, change) if "_undo" in request.POST else None


def repeat_decision(request: HttpRequest, change: Change, *, lock: int) -> Review:
    """Decide about a change as its asker has decided about another; return its review. Raises DeskError."""
    actor, number = actor_of(request), request.POST.get("_repeat", "")
    rows = ReviewEvent.objects.filter(actor=actor, act__in=[TERMS[step].act for step in REPEATED])
    event = rows.filter(pk=int(number)).first() if number.isdecimal() and len(number) <= 18 else None
    if event is None:
        raise DeskError(_("There is no decision of yours to repeat."))
    step = STEP_OF[event.act]
    if step != Step.ANNOTATE:
        return take_step(change, step, actor=actor, lock=lock, reason=event.reason)
    words, writers = repeat_words(event), repeat_writers(event)
    return take_step(
        change, step, actor=actor, lock=lock, words=words, written_by=writers, reason=event.reason
    )


def aids_for(request: HttpRequest, change: Change, review: Review, *, in_queue: bool) -> dict[str, Any]:
    """Return what the page shows of all this. Four queries; two in a queue, which has neighbours of its own."""
    actor = actor_of(request)
    steps = last_steps(actor, now=timezone.now())
    decision = steps.decision
    # Where somebody has written, one key would put other words and another weight in the place of hers.
    is_blank = not is_live(review.annotation)
    fits = (
        decision is not None and is_blank and ReviewState(review.state) in TERMS[STEP_OF[decision.act]].froms
    )
    earlier, later = (None, None) if in_queue else _waiting_beside(request, change)
    return {
        "dismissals": [{"letter": letter, "words": words} for letter, words in DISMISSALS.items()],
        "snoozes": [
            {"letter": letter, "words": words, "until": find_moment(letter, now=timezone.now())}
            for letter, words in SNOOZES.items()
        ],
        "repeat": decision if fits and decision is not None and decision.change_id != change.pk else None,
        "repeat_words": _say_decision(decision) if decision is not None else "",
        "undoable": _tell_undoable(steps.undoable, queue=queue_asked(request)),
        "similar": _list_similar(change, review, request=request),
        "waits_before": earlier,
        "waits_after": later,
    }


def _undo(request: HttpRequest, change: Change) -> HttpResponse:
    actor, lock = actor_of(request), request.POST.get("seen", "")
    try:
        number = int(lock) if lock.isdecimal() and len(lock) < 10 else 0
        step = undoing_step(last_event(change, lock=number), actor=actor, now=timezone.now())
        review = take_step(change, step, actor=actor, lock=number)
    except NotAllowedError as error:
        raise PermissionDenied(error.sentence) from error
    except OvertakenError:
        messages.error(request, _("Somebody has changed it meanwhile: see its history below."))
    except DeskError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, say_step(change, review, undone=True))
    return HttpResponseRedirect(address_in(queue_asked(request), change))


def _tell_undoable(event: ReviewEvent | None, *, queue: Queue | None) -> dict[str, Any] | None:
    if event is None or event.change is None:
        return None
    return {
        "act": Act(event.act).label,
        "address": address_in(queue, event.change),
        "change": event.change,
        "lock": event.after.get("step"),
    }


def _say_decision(event: ReviewEvent) -> str:
    """Return a decision in a few words."""
    if event.act == Act.DISMISS:
        return _("dismiss: %(reason)s") % {"reason": Truncator(event.reason).chars(60)}
    note = (
        event.after.get("public_note")
        or event.after.get("internal_note")
        or ", ".join(str(code) for code in event.after.get("labels", ()))
    )
    words = {"weight": event.after.get("significance", ""), "note": Truncator(str(note)).chars(60)}
    if words["weight"] is None:
        return _("annotate: %(note)s") % words
    return _("annotate: significance %(weight)s, %(note)s") % words


def _list_similar(change: Change, review: Review, *, request: HttpRequest) -> dict[str, Any]:
    """Return the changes with the same words, and whether what was decided here can be copied to them. One query."""
    rows = list(
        similar_to(change)
        .select_related("review", "article__source")
        .only("pk", "article_id", "seen_new_at", "review__state", "article__source__name")[: MOST_SIMILAR + 1]
    )
    waiting = [row for row in rows if _state_of(row) in {"new", "in_review", "snoozed"}]
    dismissed = review.state == ReviewState.DISMISSED
    step = Step.DISMISS if dismissed else Step.ANNOTATE
    decided = dismissed or is_live(review.annotation)
    return {
        "count": min(len(rows), MOST_SIMILAR),
        "and_more": len(rows) > MOST_SIMILAR,
        "waiting": len(waiting),
        "rows": [
            {
                "address": change_address(row),
                "publisher": row.article.source.name,
                "at": row.seen_new_at,
                "state": ReviewState(_state_of(row)).label,
            }
            for row in rows[:SHOWN_SIMILAR]
        ],
        "may_copy": bool(waiting) and decided and may_in_bulk(actor_of(request), step, copies=True),
    }


def _state_of(change: Change) -> str:
    return change.review.state if hasattr(change, "review") else ReviewState.NEW.value


def _waiting_beside(request: HttpRequest, change: Change) -> tuple[str | None, str | None]:
    """Return the addresses of the changes above and below this one in the list that wait for a decision."""
    line = line_up(EVERYTHING_NEW, user=actor_of(request), now=timezone.now())
    place = line.place_of(change)
    above, below = line.before(place), line.behind(place)
    return (
        change_address(above) if above is not None else None,
        change_address(below) if below is not None else None,
    )
