"""One change's page in the admin: the two texts side by side, its history, and what an editor says of it.

Opening only shows. Every button is a POST that takes one step of the review or, for "approve and publish", several in
one transaction; what a step refuses comes back on the form with every word that was typed.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address, link_inside, link_outside
from trackers.admin.review_aids import aids_for, press_aid, repeat_decision
from trackers.admin.review_words import PUBLIC, say_step, say_title, tell_obstacles
from trackers.admin.reviewform import ReviewForm, fill_in, keep_words, offer_labels
from trackers.admin.working import Work, work_on
from trackers.desk.dismissals import word_reason
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.publications import waiting_edition
from trackers.desk.review import review_of, steps_for, take_step
from trackers.desk.snoozes import find_moment
from trackers.desk.steps import TERMS, Step
from trackers.models import (
    Annotation,
    AnnotationState,
    Change,
    ChangeKind,
    EditionNature,
    Review,
    ReviewEvent,
    ReviewState,
)
from trackers.pipeline.diff import diff_versions

if TYPE_CHECKING:
    from trackers.admin.change import ChangeAdmin

# What a button does, step by step; words are saved first where they come along, and the same words are no step.
BUTTONS: dict[str, tuple[Step, ...]] = {
    "_save": (Step.ANNOTATE,),
    "_draft": (Step.ANNOTATE,),
    "_submit": (Step.ANNOTATE, Step.SUBMIT),
    "_approve": (Step.ANNOTATE, Step.APPROVE),
    "_publish": (Step.ANNOTATE, Step.APPROVE, Step.PUBLISH),
    **{
        f"_{step}": (step,)
        for step in Step
        if step not in {Step.ANNOTATE, Step.SUBMIT, Step.APPROVE, Step.PUBLISH, Step.UNDO}
    },
    # The asker's last decision, whichever it was.
    "_repeat": (),
}
# An article's steps beyond these stand on its own page.
MOST_STEPS = 20


def review_change(model_admin: "ChangeAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Show a change (GET) or do what a button asks for (POST); 404 for none, 403 without the permission to see it."""
    change = _find_change(object_id)
    if change is None:
        raise Http404(_("There is no such change."))
    if not model_admin.has_view_permission(request, change):
        raise PermissionDenied
    review, work = review_of(change), work_on(request, change)
    carried = review.annotation
    if request.method != "POST":
        form = ReviewForm(carried=carried, initial=fill_in(change, _standing(review), lock=review.lock))
        return _show(model_admin, request, work, review=review, form=form)
    aided = press_aid(request, change)
    if aided is not None:
        return aided
    form = ReviewForm(request.POST, carried=carried)
    current: Review | None = None
    if form.is_valid():
        button = next((name for name in BUTTONS if name in request.POST), "_draft")
        try:
            review = _press(request, change, button=button, form=form)
        except NotAllowedError as error:
            raise PermissionDenied(error.sentence) from error
        except OvertakenError as error:
            current = review = error.current
            form = keep_words(request.POST, lock=current.lock, carried=current.annotation)
            form.add_error(None, error.sentence)
        except DeskError as error:
            _say_refusal(form, error)
        else:
            messages.success(request, say_step(change, review))
            return HttpResponseRedirect(work.address_after(button))
    return _show(model_admin, request, work, review=review, form=form, current=current)


def _press(request: HttpRequest, change: Change, *, button: str, form: ReviewForm) -> Review:
    """Take a button's steps, all or none; return the review as it is now."""
    data, actor = form.cleaned_data, actor_of(request)
    review: Review | None = None
    lock = data["lock"] or 0
    if button == "_repeat":
        return repeat_decision(request, change, lock=lock)
    # A button for each of the common reasons carries its letter.
    reason = word_reason(request.POST.get("_dismiss", ""), data["reason"])
    until = find_moment(request.POST.get("_snooze", ""), now=timezone.now()) or data["until"]
    with transaction.atomic():
        for step in BUTTONS[button]:
            # Approved already: what is left of "approve and publish" is to publish.
            if step == Step.APPROVE and review is not None and review.state == ReviewState.APPROVED:
                continue
            review = take_step(
                change,
                step,
                actor=actor,
                lock=lock,
                words=form.words() if step in {Step.ANNOTATE, Step.AMEND} else None,
                reason=reason,
                until=until,
            )
            lock = review.lock
    assert review is not None
    return review


def _say_refusal(form: ReviewForm, error: DeskError) -> None:
    """Put what was refused beside its fields, or on top."""
    fields = dict(error.fields)
    if "anchors" in fields:
        fields["quote_after"] = fields.pop("anchors")
    known = {name: list(sentences) for name, sentences in fields.items() if name in form.fields}
    for name, sentences in known.items():
        form.add_error(name, sentences)
    if not known:
        form.add_error(None, error.sentence)


def _show(
    model_admin: "ChangeAdmin",
    request: HttpRequest,
    work: Work,
    *,
    review: Review,
    form: ReviewForm,
    current: Review | None = None,
) -> HttpResponse:
    change = work.change
    as_recorded = "recorded" in request.GET
    texts = (change.text_before, change.text_after) if as_recorded else change.texts_shown
    diff = diff_versions(*texts)
    whole = "whole" in request.GET
    events = list(ReviewEvent.objects.filter(change=change)[:50])
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "media": model_admin.media,
        "title": say_title(change),
        "change": change,
        "as_recorded": as_recorded,
        "diff": diff,
        "rows": diff.rows if whole else diff.changed_rows(context=1),
        "whole": whole,
        "article_link": link_inside(change.article, change.text_after.headline),
        "source_link": link_inside(change.article.source, change.article.source.name),
        "live_link": link_outside(change.article.url),
        "is_public": change.announced_at is not None and change.article.is_public,
        "earlier": _neighbour(change, later=False),
        "later": _neighbour(change, later=True),
        "form": form,
        "labels": offer_labels(form),
        "review": review,
        "annotation": _standing(review),
        "current": current.annotation if current is not None else None,
        "annotations": change.annotations.prefetch_related("labels"),
        "by_rule": _by_rule(review),
        "history": _history(change),
        "events": events,
        **tell_obstacles(review, actor_of(request), events),
        **work.tell(),
        **aids_for(request, change, review, in_queue=work.queue is not None),
        **_buttons(request, review),
    }
    return TemplateResponse(request, "admin/trackers/change/review.html", context)


def _find_change(object_id: str) -> Change | None:
    if not unquote(object_id).isdecimal() or len(object_id) > 18:
        return None
    rows = Change.objects.select_related(
        "article__source", "from_version", "to_version", "from_reading", "description__before_reading",
        "description__after_reading",
    )  # fmt: skip
    return rows.filter(pk=int(unquote(object_id))).first()


def _standing(review: Review) -> Annotation | None:
    """Return the annotation the form is about; what was retracted is read, and a new one begun."""
    row = review.annotation
    return None if row is not None and row.state == AnnotationState.RETRACTED else row


def _state(review: Review) -> ReviewState:
    return ReviewState(review.state)


def _neighbour(change: Change, *, later: bool) -> str | None:
    """Return the address of the article's change before or after this one, of whatever nature."""
    place, order = ("gt", "pk") if later else ("lt", "-pk")
    rows = Change.objects.filter(article=change.article_id, **{f"pk__{place}": change.pk})
    row = rows.order_by(order).first()
    return change_address(row) if row is not None else None


def _by_rule(review: Review) -> list[ChangeKind]:
    """Return the kinds the machine told when the annotation was begun."""
    row = review.annotation
    return [kind for kind in ChangeKind if row is not None and kind.value in row.machine_kinds]


def _history(change: Change) -> list[dict[str, Any]]:
    """Return the newest steps in the article's life, each with where it stands on the desk. One query."""
    rows = (
        Change.objects.filter(article=change.article_id)
        .select_related("description", "review")
        .only(
            "nature", "from_number", "to_number", "disappearance", "article_id", "seen_old_at", "seen_new_at",
            "description__kinds", "description__words_removed", "description__words_added", "review__state",
        )
        .order_by("-seen_new_at", "-pk")[:MOST_STEPS]
    )  # fmt: skip
    return [
        {
            "change": row,
            "address": change_address(row),
            "is_this": row.pk == change.pk,
            "described": getattr(row, "description", None),
            "state": ReviewState(row.review.state if hasattr(row, "review") else ReviewState.NEW).label,
        }
        for row in rows
    ]


def _buttons(request: HttpRequest, review: Review) -> dict[str, Any]:
    """Say which buttons stand on the page; each step asks again."""
    user, state, row = actor_of(request), _state(review), review.annotation
    possible = steps_for(user, review)
    may = {step: step in possible for step in Step}
    amending = row is not None and row.state == AnnotationState.DRAFT and row.amends_id is not None
    published = state in PUBLIC
    waiting = waiting_edition(row) if published and row is not None else None
    is_seen = waiting is None or waiting.nature != EditionNature.FIRST
    approves = may[Step.ANNOTATE] and not published and user.has_perms(TERMS[Step.APPROVE].permissions)
    return {
        "may": {str(step): allowed for step, allowed in may.items()},
        "may_write": may[Step.ANNOTATE],
        "may_submit": may[Step.ANNOTATE] and state != ReviewState.SECOND_READ and not published,
        "may_approve": approves and state != ReviewState.APPROVED,
        "may_publish": approves and user.has_perms(TERMS[Step.PUBLISH].permissions),
        "may_drop": may[Step.DROP] and amending,
        "may_retract": may[Step.RETRACT] and (published or amending) and is_seen,
        "may_dismiss": may[Step.DISMISS] and not amending,
        "may_nothing": not any(may.values()),
        "asks_reason": amending or any(may[step] for step in Step if TERMS[step].needs_reason),
        "is_published": published,
        "waiting": waiting,
    }
