"""What each step of a review does to the rows, and which state it leads to. ``review.py`` alone calls this.

A decision gets a locked Review whose state allows the step. It returns the state to go to, None where nothing differs,
or raises DeskError.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext as _

from trackers.desk.annotations import (
    Words,
    begin_annotation,
    fill_words,
    in_order,
    is_live,
    refuse_unfinished,
    store_annotation,
    store_words,
    words_of,
)
from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, name_of
from trackers.desk.publications import (
    close_draft,
    freeze,
    publish_draft,
    recall_edition,
    retract_published,
    waiting_edition,
    was_seen,
)
from trackers.desk.steps import Step
from trackers.desk.undo import restore
from trackers.models import (
    CLAIM_LASTS,
    FOUR_EYES,
    Annotation,
    AnnotationState,
    Change,
    Desk,
    EditionNature,
    Review,
    ReviewState,
)

# So long before readers see it nothing is called back any more: they would see it while the step is being stored.
RECALL_UNTIL = timedelta(seconds=1)


@dataclass(frozen=True)
class Asked:
    """A locked Review, who asks for a step of it (nobody where the clock does), and what came with the request."""

    review: Review
    actor: Actor
    now: datetime
    words: Words | None = None
    written_by: frozenset[int] = frozenset()
    reason: str = ""
    until: datetime | None = None

    @property
    def person(self) -> User:
        """Return who asks; only steps that the clock never takes ask for it."""
        assert self.actor is not None
        return self.actor


def _claim(asked: Asked) -> ReviewState:
    asked.review.claimed_until = asked.now + CLAIM_LASTS
    return ReviewState.IN_REVIEW


def _let_go(_asked: Asked) -> ReviewState:
    return ReviewState.NEW


def _wake(asked: Asked) -> ReviewState:
    review = asked.review
    newer = Q(article=review.change.article_id, pk__gt=review.change_id, announced_at__gt=review.touched_at)
    is_over = review.snoozed_until is not None and review.snoozed_until <= asked.now
    if asked.actor is None and not is_over and not Change.objects.filter(newer).exists():
        raise DeskError(_("It was put off until a later time."))
    return ReviewState.NEW


def _dismiss(asked: Asked) -> ReviewState:
    row = asked.review.annotation
    if row is not None and row.amends is not None and row.state == AnnotationState.DRAFT:
        raise DeskError(_("Something is published about this change: drop the amendment, or retract."))
    return ReviewState.DISMISSED


def _snooze(asked: Asked) -> ReviewState:
    if asked.until is None or asked.until <= asked.now:
        sentence = _("Choose a time that is still to come.")
        raise DeskError(sentence, fields={"until": [sentence]})
    asked.review.snoozed_until = asked.until
    return ReviewState.SNOOZED


def _reopen(asked: Asked) -> ReviewState:
    row = asked.review.annotation
    return ReviewState.ANNOTATED if is_live(row) else ReviewState.NEW


def _annotate(asked: Asked) -> ReviewState | None:
    review, standing = asked.review, asked.review.annotation
    if standing is None or not is_live(standing):
        row = begin_annotation(review.change, actor=asked.person)
    elif standing.state == AnnotationState.PUBLISHED:
        if _says_same(_words_of(asked), standing):
            return None
        row = begin_annotation(review.change, actor=asked.person, amends=standing)
    else:
        row = standing
    row.change = review.change
    labels = fill_words(row, _words_of(asked), actor=asked.person, now=asked.now, written_by=asked.written_by)
    if labels is None:
        return None
    store_words(row, labels)
    review.annotation = row
    return ReviewState.ANNOTATED


def _submit(asked: Asked) -> ReviewState:
    refuse_unfinished(_row_of(asked))
    return ReviewState.SECOND_READ


def _return(asked: Asked) -> ReviewState:
    row = _row_of(asked)
    row.approver_account, row.approver_name, row.approved_at, row.alone = None, "", None, False
    store_annotation(row)
    return ReviewState.RETURNED


def _approve(asked: Asked) -> ReviewState:
    row = _row_of(asked)
    refuse_unfinished(row)
    _sign_off(row, asked, second_read=asked.review.state == ReviewState.SECOND_READ)
    store_annotation(row)
    return ReviewState.APPROVED


def _publish(asked: Asked) -> ReviewState:
    row = _row_of(asked)
    if row.alone and _weight(row) >= FOUR_EYES:
        _refuse_without_lone_editor()
    amends = row.amends is not None
    if amends:
        _refuse_silent_amendment(asked)
    asked.review.annotation = publish_draft(row, reason=asked.reason, now=asked.now)
    return ReviewState.AMENDED if amends else ReviewState.PUBLISHED


def _amend(asked: Asked) -> ReviewState | None:
    """Amend in one step what one person may both write and approve; the rest goes by a draft and a second read."""
    row = _row_of(asked)
    weight = _weight(row)
    labels = fill_words(row, _words_of(asked), actor=asked.person, now=asked.now, written_by=asked.written_by)
    if labels is None:
        return None
    _sign_off(row, asked, second_read=False, weight=max(weight, _weight(row)))
    store_words(row, labels)
    refuse_unfinished(row)
    freeze(row, EditionNature.AMENDMENT, reason=asked.reason, now=asked.now)
    return ReviewState.AMENDED


def _drop(asked: Asked) -> ReviewState:
    draft = _row_of(asked)
    if draft.amends is None:
        raise DeskError(_("Nothing is published about this change yet: dismiss it instead."))
    close_draft(draft, now=asked.now)
    asked.review.annotation = draft.amends
    return _state_of_published(draft.amends)


def _recall(asked: Asked) -> ReviewState:
    row = _row_of(asked)
    edition = waiting_edition(row)
    if edition is None or edition.public_at - asked.now < RECALL_UNTIL:
        raise DeskError(_("Readers have seen it: amend it, or retract it."))
    asked.review.annotation = recall_edition(edition, row, now=asked.now)
    return ReviewState.APPROVED


def _retract(asked: Asked) -> ReviewState:
    row = _row_of(asked)
    if row.state == AnnotationState.DRAFT:
        if row.amends is None:
            raise DeskError(_("Only a published annotation can be retracted."))
        close_draft(row, now=asked.now)
        row = row.amends
    row.change = asked.review.change
    if not was_seen(row):
        raise DeskError(_("No reader has seen it yet: call it back instead."))
    retract_published(row, reason=asked.reason, now=asked.now)
    asked.review.annotation = row
    return ReviewState.RETRACTED


def _undo(asked: Asked) -> ReviewState:
    return restore(asked.review, actor=asked.person, now=asked.now)


DECISIONS: dict[Step, Callable[[Asked], ReviewState | None]] = {
    Step.CLAIM: _claim,
    Step.LET_GO: _let_go,
    Step.DISMISS: _dismiss,
    Step.SNOOZE: _snooze,
    Step.WAKE: _wake,
    Step.REOPEN: _reopen,
    Step.ANNOTATE: _annotate,
    Step.SUBMIT: _submit,
    Step.RETURN: _return,
    Step.APPROVE: _approve,
    Step.PUBLISH: _publish,
    Step.AMEND: _amend,
    Step.DROP: _drop,
    Step.RECALL: _recall,
    Step.RETRACT: _retract,
    Step.UNDO: _undo,
}


def _row_of(asked: Asked) -> Annotation:
    row = asked.review.annotation
    assert row is not None  # the database holds every state with something written to it
    row.change = asked.review.change
    return row


def _words_of(asked: Asked) -> Words:
    if asked.words is None:
        raise DeskError(_("Choose a label or write a note: an empty annotation says nothing."))
    return asked.words


def _sign_off(row: Annotation, asked: Asked, *, second_read: bool, weight: int | None = None) -> None:
    """Put the asker's name to a row, after the rule of four eyes."""
    weight = _weight(row) if weight is None else weight
    alone = asked.person.pk in row.writers
    if weight >= FOUR_EYES:
        if alone:
            _refuse_without_lone_editor()
        elif not second_read:
            raise DeskError(_("From significance 3 on a second read comes first: send it there."))
    row.approver_account, row.approver_name = asked.person.pk, name_of(asked.actor)
    row.approved_at, row.alone = asked.now, alone and weight >= FOUR_EYES


def _weight(row: Annotation) -> int:
    """Return the significance four eyes go by: an amendment weighs as much as what it replaces, at least."""
    published = row.amends.significance if row.amends is not None else None
    return max(row.significance or 0, published or 0)


def _refuse_without_lone_editor() -> None:
    if not Desk.objects.standing().lone_editor:
        raise DeskError(
            _(
                "From significance 3 on, somebody who has written nothing in it has to approve it. "
                "Words that were copied count as written by whoever wrote them first."
            )
        )


def _says_same(words: Words, row: Annotation) -> bool:
    """Tell whether words are those that stand there: nobody is to read an amendment of nothing."""
    standing = words_of(row)
    given = replace(
        words,
        kinds=standing.kinds if words.kinds is None else in_order(words.kinds),
        labels=tuple(sorted(set(words.labels), key=lambda label: (label.position, label.name))),
        public_note=words.public_note.strip(),
        internal_note=words.internal_note.strip(),
    )
    return given == standing


def _refuse_silent_amendment(asked: Asked) -> None:
    if not asked.reason:
        sentence = _("Say what was amended, and why: readers see it.")
        raise DeskError(sentence, fields={"reason": [sentence]})


def _state_of_published(row: Annotation) -> ReviewState:
    amended = row.publications.filter(nature=EditionNature.AMENDMENT, recall__isnull=True).exists()
    return ReviewState.AMENDED if amended else ReviewState.PUBLISHED
