"""What readers are told: every edition is frozen as a Publication, a retraction among them as a tombstone.

Nothing here moves a review or leaves an event: ``trackers.desk.review`` calls it inside a step.
"""

from datetime import datetime

from django.conf import settings

from trackers.desk.annotations import copy_words, store_annotation
from trackers.desk.events import check_row
from trackers.models import Annotation, AnnotationState, Desk, EditionNature, Publication, Signature


def publish_draft(draft: Annotation, *, reason: str, now: datetime) -> Annotation:
    """Make an approved draft public; return the row that readers see.

    A draft that amends gives its words to the one it amends, with what was approved of it, and is closed.
    """
    if draft.amends is None:
        draft.state, draft.published_at, draft.updated_at = AnnotationState.PUBLISHED, now, now
        store_annotation(draft)
        freeze(draft, EditionNature.FIRST, now=now)
        return draft
    standing = Annotation.objects.select_for_update(of=("self",)).get(pk=draft.amends.pk)
    copy_words(draft, standing)
    for name in ("writers", "approver_account", "approver_name", "approved_at", "alone"):
        setattr(standing, name, getattr(draft, name))
    standing.updated_at = now
    store_annotation(standing)
    standing.labels.set(draft.labels.all())
    close_draft(draft, now=now)
    freeze(standing, EditionNature.AMENDMENT, reason=reason, now=now)
    return standing


def close_draft(draft: Annotation, *, now: datetime) -> None:
    """Lay a draft aside for good; it stays on the record."""
    draft.state, draft.updated_at = AnnotationState.CLOSED, now
    store_annotation(draft)


def retract_published(row: Annotation, *, reason: str, now: datetime) -> None:
    """Take a published annotation from its readers and leave a tombstone that says why."""
    row.state, row.updated_at = AnnotationState.RETRACTED, now
    store_annotation(row)
    freeze(row, EditionNature.RETRACTION, reason=reason, now=now)


def freeze(row: Annotation, nature: EditionNature, *, now: datetime, reason: str = "") -> Publication:
    """Append an edition that says what an annotation says now, with the words and looks it rests on."""
    change = row.change
    described = getattr(change, "description", None)
    before, after = change.text_before, change.text_after
    edition = Publication(
        uuid=row.uuid,
        edition=Publication.objects.filter(uuid=row.uuid).count() + 1,
        nature=nature,
        change=change,
        annotation=row,
        published_at=now,
        signature=_sign(row),
        reason=reason,
        alone=row.alone,
        kinds=row.kinds,
        disclosure=row.disclosure,
        significance=row.significance,
        confidence=row.confidence,
        labels=list(row.labels.order_by("position", "name").values("code", "name")),
        anchors=row.anchors,
        public_note=row.public_note,
        headline_before=before.headline,
        headline_after=after.headline,
        removed=described.removed if described is not None else "",
        added=described.added if described is not None else "",
        seen_old_at=change.seen_old_at,
        seen_new_at=change.seen_new_at,
        hash_before=before.text_hash,
        hash_after=after.text_hash,
    )
    check_row(edition)
    edition.save(force_insert=True)
    return edition


def _sign(row: Annotation) -> str:
    desk = Desk.objects.standing()
    return str(settings.SITE_NAME)[:200] if desk.signature == Signature.DESK else row.author_name
