"""Annotations: write, publish, amend and retract what an editor says of a change.

Every function compares the ``lock`` that its caller saw with the row's: of two editors the second gets an
OvertakenError, a plain sentence, and loses nothing of what she typed. A published annotation may be amended;
that is an event of its own and moves ``updated_at``, which feeds show.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.events import Actor, check_row, name_of, record_event
from trackers.models import Act, Annotation, AnnotationState, Change, Label


def write_annotation(
    change: Change,
    *,
    actor: Actor,
    labels: Iterable[Label] = (),
    public_note: str = "",
    internal_note: str = "",
    annotation: Annotation | None = None,
    lock: int = 0,
) -> Annotation:
    """Write a new draft on a Change or, with ``annotation``, revise that one; return it as it is now.

    Revising a published annotation amends it in public. Nothing that differs: no event. Raises
    OvertakenError when the row was changed since ``lock`` was seen, DeskError for an empty or retracted one
    and for a label out of use.
    """
    chosen = sorted(set(labels), key=lambda label: (label.position, label.name))
    public_note, internal_note = public_note.strip(), internal_note.strip()
    if not (chosen or public_note or internal_note):
        raise DeskError(_("Choose a label or write a note: an empty annotation says nothing."))
    with transaction.atomic():
        if annotation is None:
            row = Annotation(change=change, author=actor, author_name=name_of(actor))
            before: dict[str, object] = {}
        else:
            row = _lock_row(annotation, lock=lock)
            before = _read(row)
            if row.change_id != change.pk:
                raise DeskError(_("This annotation belongs to another change."))
            if row.state == AnnotationState.RETRACTED:
                raise DeskError(_("This annotation was retracted and stays as it is. Write a new one."))
        _refuse_retired(chosen, carried=set(before.get("labels", ())))  # type: ignore[call-overload]
        row.public_note, row.internal_note = public_note, internal_note
        if before and {**before, "labels": [label.code for label in chosen], **_notes(row)} == before:
            return row
        _refuse_nothing_public(row, chosen)
        _save(row)
        row.labels.set(chosen)
        _record(_act_of_writing(row), row, actor=actor, before=before)
    return row


def publish_annotation(annotation: Annotation, *, actor: Actor, lock: int) -> Annotation:
    """Make a draft public; return it.

    Raises OvertakenError, and DeskError for what is no draft or says nothing to readers.
    """
    with transaction.atomic():
        row = _lock_row(annotation, lock=lock)
        if row.state == AnnotationState.PUBLISHED:
            raise DeskError(_("This annotation is published already."))
        if row.state == AnnotationState.RETRACTED:
            raise DeskError(_("This annotation was retracted and stays as it is. Write a new one."))
        before = _read(row)
        row.state = AnnotationState.PUBLISHED
        _refuse_nothing_public(row, list(row.labels.all()))
        row.published_at = timezone.now()
        _save(row, at=row.published_at)
        _record(Act.PUBLISH, row, actor=actor, before=before)
    return row


def retract_annotation(annotation: Annotation, *, actor: Actor, reason: str, lock: int) -> Annotation:
    """Take a published annotation back for a reason; it stays on the record.

    Raises OvertakenError, and DeskError without a reason or for what is not published.
    """
    if not reason.strip():
        sentence = _("Say why the annotation is retracted.")
        raise DeskError(sentence, fields={"reason": [sentence]})
    with transaction.atomic():
        row = _lock_row(annotation, lock=lock)
        if row.state != AnnotationState.PUBLISHED:
            raise DeskError(_("Only a published annotation can be retracted."))
        before = _read(row)
        row.state = AnnotationState.RETRACTED
        _save(row)
        _record(Act.RETRACT, row, actor=actor, before=before, reason=reason.strip())
    return row


def _lock_row(annotation: Annotation, *, lock: int) -> Annotation:
    row = (
        Annotation.objects.select_for_update(of=("self",))
        .select_related("change__article")
        .get(pk=annotation.pk)
    )
    if row.lock != lock:
        last = row.events.order_by("-at", "-pk").first()
        raise OvertakenError(
            _(
                "%(name)s changed this annotation at %(time)s UTC, after you had opened it. "
                "Your words are still here: compare and save again."
            )
            % {"name": last.actor_name if last else row.author_name, "time": f"{row.updated_at:%H:%M}"},
            current=row,
        )
    return row


def _save(row: Annotation, *, at: datetime | None = None) -> None:
    row.updated_at = at or timezone.now()
    row.lock += 1
    # The author may be a command, or an account that is gone; the name is what stays.
    check_row(row, but=["author"])
    row.save()


def _act_of_writing(row: Annotation) -> Act:
    return Act.AMEND if row.state == AnnotationState.PUBLISHED else Act.ANNOTATE


def _refuse_retired(labels: list[Label], *, carried: set[str]) -> None:
    for label in labels:
        if label.retired_at is not None and label.code not in carried:
            raise DeskError(_("The label “%(name)s” is out of use.") % {"name": label.name})


def _refuse_nothing_public(row: Annotation, labels: list[Label]) -> None:
    if row.state == AnnotationState.PUBLISHED and not (labels or row.public_note):
        sentence = _("Choose a label or write a public note: readers would see nothing.")
        raise DeskError(sentence, fields={"public_note": [sentence]})


def _notes(row: Annotation) -> dict[str, object]:
    return {"public_note": row.public_note, "internal_note": row.internal_note}


def _read(row: Annotation) -> dict[str, object]:
    codes = list(row.labels.order_by("position", "name").values_list("code", flat=True))
    return {"state": str(row.state), "labels": codes, **_notes(row)}


def _record(act: Act, row: Annotation, *, actor: Actor, before: dict[str, object], reason: str = "") -> None:
    article = row.change.article
    record_event(
        act,
        actor=actor,
        source=article.source,
        article=article,
        change=row.change,
        annotation=row,
        reason=reason,
        before=before,
        after=_read(row),
    )
