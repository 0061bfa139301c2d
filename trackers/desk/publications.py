"""What readers are told: every edition is frozen as a Publication, a retraction among them as a tombstone.

Readers see an edition the desk's delay later, at most so many about one Source in an hour; until then it can be called
back. A retraction waits for nothing.

Nothing here moves a review or leaves an event: ``trackers.desk.review`` calls it inside a step.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from trackers.desk.annotations import copy_words, store_annotation
from trackers.desk.events import check_row
from trackers.models import (
    Annotation,
    AnnotationState,
    Change,
    Desk,
    EditionNature,
    Label,
    Publication,
    Recall,
    Signature,
)
from trackers.models.publication import PublicationQuerySet

HOUR = timedelta(hours=1)
# What an Annotation and an edition of it have in common beside labels: copied from the one to the other.
_SAID = (
    "kinds", "disclosure", "significance", "confidence", "cause", "adequacy", "placement", "anchors", "public_note",
)  # fmt: skip
_SIGNED = ("writers", "approver_account", "approver_name", "approved_at", "alone")


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
    _copy(draft, standing, _SIGNED)
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
    """Take a published annotation from its readers and leave a tombstone that says why.

    What waits to be seen is called back: nothing may come out after the tombstone, and this says what readers saw.
    """
    waiting = list(Publication.objects.waiting().filter(uuid=row.uuid))
    if waiting:
        Recall.objects.bulk_create([Recall(publication=edition, at=now) for edition in waiting])
        _put_back(_editions_that_stand(row).order_by("-edition")[0], row, now=now)
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
        public_at=now if nature == EditionNature.RETRACTION else _moment_of(row, now=now),
        signature=_sign(row),
        reason=reason,
        labels=list(row.labels.order_by("position", "name").values("code", "name")),
        headline_before=before.headline,
        headline_after=after.headline,
        removed=described.removed if described is not None else "",
        added=described.added if described is not None else "",
        seen_old_at=change.seen_old_at,
        seen_new_at=change.seen_new_at,
        hash_before=before.text_hash,
        hash_after=after.text_hash,
    )
    _copy(row, edition, (*_SAID, *_SIGNED))
    check_row(edition)
    edition.save(force_insert=True)
    return edition


def _moment_of(row: Annotation, *, now: datetime) -> datetime:
    """Return when readers see an edition: never before the one that it follows, whatever the delay has become.

    What amends words that readers see waits for the delay alone: a correction does not queue behind other news.
    """
    earlier = _editions_that_stand(row).order_by("-public_at").values_list("public_at", flat=True).first()
    if was_seen(row):
        moment = now + timedelta(seconds=Desk.objects.standing().delay)
    else:
        moment = find_moment(row.change, now=now)
    return max(moment, earlier) if earlier is not None else moment


def find_moment(change: Change, *, now: datetime) -> datetime:
    """Return from when on readers may see an edition that is published now. Holds the Source's turn until the end of
    the transaction: two who publish at once are counted one after the other.
    """
    desk, source = Desk.objects.standing(), change.article.source_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('publications'), %s)", [source % 2**31])
    rows = Publication.objects.filter(
        change__article__source=source, recall__isnull=True, public_at__gt=now - HOUR
    )
    # Thousands may wait; where the last of them stand says it all.
    taken = (
        rows.exclude(nature=EditionNature.RETRACTION)
        .order_by("-public_at")
        .values_list("public_at", flat=True)[: desk.hourly_measure]
    )
    return choose_moment(
        list(taken)[::-1], earliest=now + timedelta(seconds=desk.delay), measure=desk.hourly_measure
    )


def choose_moment(taken: list[datetime], *, earliest: datetime, measure: int) -> datetime:
    """Return the first moment from ``earliest`` on with fewer than ``measure`` of the ``taken`` in the hour before it.

    ``taken`` are in order, those that are still to come among them; whoever comes later waits behind them.
    """
    if len(taken) < measure:
        return earliest
    return max(earliest, taken[-measure] + HOUR)


def was_seen(row: Annotation) -> bool:
    """Tell whether readers have seen any edition of an Annotation."""
    return Publication.objects.out().filter(uuid=row.uuid).exists()


def waiting_edition(row: Annotation) -> Publication | None:
    """Return the edition of an Annotation that readers do not see yet, None where there is none."""
    return Publication.objects.waiting().filter(uuid=row.uuid).order_by("-edition").first()


def recall_edition(edition: Publication, row: Annotation, *, now: datetime) -> Annotation:
    """Call back an edition that nobody has seen; return the approved draft it has become again.

    A first one makes a draft of the Annotation itself. An amendment gives the Annotation the words of the edition
    before and leaves its own in a draft that amends.
    """
    Recall.objects.create(publication=edition, at=now)
    if edition.nature == EditionNature.FIRST:
        row.state, row.published_at, row.updated_at = AnnotationState.DRAFT, None, now
        store_annotation(row)
        return row
    draft = _draft_of(edition, row)
    _put_back(
        _editions_that_stand(row).filter(edition__lt=edition.edition).order_by("-edition")[0], row, now=now
    )
    draft.state, draft.updated_at = AnnotationState.DRAFT, now
    store_annotation(draft)
    draft.labels.set(_labels_of(edition))
    return draft


def _editions_that_stand(row: Annotation) -> PublicationQuerySet:
    return Publication.objects.filter(uuid=row.uuid, recall__isnull=True)


def _draft_of(edition: Publication, row: Annotation) -> Annotation:
    """Return the draft whose words an amendment took, or a new one that carries them."""
    closed = row.amendments.filter(state=AnnotationState.CLOSED, updated_at=edition.published_at).first()
    if closed is not None:
        return closed
    draft = Annotation(
        change=row.change,
        author=row.author,
        author_name=row.author_name,
        amends=row,
        machine_kinds=row.machine_kinds,
        internal_note=row.internal_note,
    )
    _copy(edition, draft, (*_SAID, *_SIGNED))
    return draft


def _put_back(edition: Publication, row: Annotation, *, now: datetime) -> None:
    _copy(edition, row, (*_SAID, *_SIGNED))
    row.updated_at = now
    store_annotation(row)
    row.labels.set(_labels_of(edition))


def _labels_of(edition: Publication) -> list[Label]:
    return list(Label.objects.filter(code__in=[label["code"] for label in edition.labels]))


def _copy(origin: Annotation | Publication, target: Annotation | Publication, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(target, name, getattr(origin, name))


def _sign(row: Annotation) -> str:
    desk = Desk.objects.standing()
    return str(settings.SITE_NAME)[:200] if desk.signature == Signature.DESK else row.author_name
