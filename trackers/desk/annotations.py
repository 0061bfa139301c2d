"""What an editor says of a Change: her words as a value, checked, and written into an Annotation.

Nothing here moves a review or leaves an event: ``trackers.desk.review`` calls it inside a step.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import check_row, name_of
from trackers.models import (
    NOTICES,
    ONLY_NOTICES,
    Annotation,
    AnnotationState,
    Change,
    ChangeKind,
    Label,
    Publication,
)
from trackers.text.quoteanchors import QuoteAnchor, make_anchor, read_anchor, write_anchor

MOST_ANCHORS = 20


@dataclass(frozen=True)
class Words:
    """The facets, labels, notes and anchors of an Annotation. ``significance`` is 0 to 4, None while undecided.

    ``kinds`` are codes of ChangeKind; None takes over what the machine says.
    """

    public_note: str = ""
    internal_note: str = ""
    labels: tuple[Label, ...] = ()
    kinds: tuple[str, ...] | None = None
    disclosure: str = ""
    significance: int | None = None
    confidence: str = ""
    cause: str = ""
    adequacy: str = ""
    placement: str = ""
    anchors: tuple[QuoteAnchor, ...] = ()


def begin_annotation(change: Change, *, actor: User, amends: Annotation | None = None) -> Annotation:
    """Return a new draft, not stored yet; one that ``amends`` a published Annotation begins with its words."""
    row = Annotation(change=change, author=actor, author_name=name_of(actor), amends=amends)
    if amends is not None:
        copy_words(amends, row)
    return row


def fill_words(
    row: Annotation, words: Words, *, actor: User, now: datetime, written_by: Iterable[int] = ()
) -> list[Label] | None:
    """Check words and put them in a row, not stored yet; return its labels, None where nothing differs.

    Whatever was approved of it is approved no more. ``written_by`` are the numbers of the accounts that wrote the words
    where they were copied. Raises DeskError.
    """
    labels = sorted(set(words.labels), key=lambda label: (label.position, label.name))
    before = read_words(row) if row.pk else {}
    origin = before or (read_words(row.amends) if row.amends is not None else {})
    _refuse_retired(labels, carried=set(origin.get("labels", ())))
    _fill(row, words)
    _refuse_notice_words(row)
    if not (labels or row.public_note or row.internal_note):
        raise DeskError(_("Choose a label or write a note: an empty annotation says nothing."))
    if before == {**_facets(row), "labels": [label.code for label in labels]}:
        return None
    row.writers = sorted({*row.writers, *written_by, actor.pk})
    row.approver_account, row.approver_name, row.approved_at, row.alone = None, "", None, False
    row.updated_at = now
    return labels


def store_words(row: Annotation, labels: list[Label]) -> None:
    """Store what was put in a row; raise DeskError, by field, for what the model refuses."""
    store_annotation(row)
    row.labels.set(labels)


def store_annotation(row: Annotation) -> None:
    """Check a row by the model's own rules and save it; raise DeskError."""
    # The author may be an account that is gone; the name is what stays.
    check_row(row, but=["author", "amends"])
    row.save()


def copy_words(origin: Annotation, target: Annotation) -> None:
    """Give a row the facets, notes and anchors of another; its labels are the caller's to set once it is stored."""
    for name in _facets(origin):
        setattr(target, name, getattr(origin, name))


def read_words(row: Annotation) -> dict[str, Any]:
    """Return what a row says, for the record. One query, for its labels."""
    codes = row.labels.order_by("position", "name").values_list("code", flat=True) if row.pk else []
    return {**_facets(row), "labels": list(codes)}


def writers_of(row: Annotation) -> frozenset[int]:
    """Return the numbers of all accounts that have ever written in what a row says. One query.

    What a row amends, and what it said in an earlier edition, has writers of its own.
    """
    rows = [row] if row.amends is None else [row, row.amends]
    editions = Publication.objects.filter(annotation__in=rows).values_list("writers", flat=True)
    return frozenset(
        number for writers in (*(each.writers for each in rows), *editions) for number in writers
    )


def words_of(row: Annotation) -> Words:
    """Return what a row says as the value it was written from."""
    anchors = (read_anchor(stored) for stored in row.anchors)
    return Words(
        public_note=row.public_note,
        internal_note=row.internal_note,
        labels=tuple(row.labels.all()),
        kinds=tuple(row.kinds),
        disclosure=row.disclosure,
        significance=row.significance,
        confidence=row.confidence,
        cause=row.cause,
        adequacy=row.adequacy,
        placement=row.placement,
        anchors=tuple(anchor for anchor in anchors if anchor is not None),
    )


def refuse_unfinished(row: Annotation) -> None:
    """Raise DeskError, by field, for what says too little to be read by anybody else."""
    missing: dict[str, list[str]] = {}
    if not (row.public_note or row.labels.exists()):
        missing["public_note"] = [_("Choose a label or write a public note: readers would see nothing.")]
    if row.significance is None:
        missing["significance"] = [_("Choose how much this matters.")]
    if not row.disclosure:
        missing["disclosure"] = [_("Choose what the page says of it.")]
    if not row.confidence:
        missing["confidence"] = [_("Choose how sure this is.")]
    if not row.kinds and not row.change.keeps_text:
        missing["kinds"] = [_("Choose at least one kind.")]
    if missing:
        sentences = [sentence for words in missing.values() for sentence in words]
        raise DeskError(" ".join(sentences), fields=missing)


def _fill(row: Annotation, words: Words) -> None:
    described = getattr(row.change, "description", None)
    machine = list(described.kinds) if described is not None else []
    if not row.pk and row.amends is None:
        row.machine_kinds = machine
        row.kinds = [kind for kind in machine if kind in ChangeKind.values]
    if words.kinds is not None:
        row.kinds = list(in_order(words.kinds))
    row.public_note, row.internal_note = words.public_note.strip(), words.internal_note.strip()
    row.disclosure, row.significance, row.confidence = words.disclosure, words.significance, words.confidence
    row.cause, row.adequacy, row.placement = words.cause, words.adequacy, words.placement
    row.anchors = _place(row, words.anchors)


def _refuse_notice_words(row: Annotation) -> None:
    """Raise DeskError, by field, for words about a notice where the page is said to have none."""
    if row.disclosure in NOTICES or not (row.adequacy or row.placement):
        return
    sentence = str(ONLY_NOTICES)
    raise DeskError(sentence, fields={"adequacy" if row.adequacy else "placement": [sentence]})


def in_order(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return codes of kinds, each once, in the order they are told; raise DeskError for what is none."""
    wanted = set(kinds)
    if not wanted <= set(ChangeKind.values):
        sentence = _("There is no such kind.")
        raise DeskError(sentence, fields={"kinds": [sentence]})
    return tuple(kind for kind in ChangeKind.values if kind in wanted)


def _place(row: Annotation, anchors: tuple[QuoteAnchor, ...]) -> list[dict[str, Any]]:
    """Return anchors as they are stored; what stands in the row already is kept, whatever the text says by now."""
    if len(anchors) > MOST_ANCHORS:
        raise _no_anchor(_("At most %(count)d passages can be marked.") % {"count": MOST_ANCHORS})
    placed = []
    for anchor in dict.fromkeys(anchors):
        stored = write_anchor(anchor)
        if stored not in row.anchors:
            found = _find_words(row.change, anchor)
            if found is None:
                raise _no_anchor(
                    _("These words do not stand in the text: “%(words)s”.") % {"words": anchor.exact[:80]}
                )
            stored = write_anchor(found)
        if stored not in placed:
            placed.append(stored)
    return placed


def _find_words(change: Change, anchor: QuoteAnchor) -> QuoteAnchor | None:
    """Look for selected words in the texts that are shown, then in those that were recorded."""
    place = 0 if anchor.side == "before" else 1
    for texts in (change.texts_shown, (change.text_before, change.text_after)):
        found = make_anchor(
            texts[place].text, anchor.exact, side=anchor.side, prefix=anchor.prefix, suffix=anchor.suffix
        )
        if found is not None:
            return found
    return None


def _no_anchor(sentence: str) -> DeskError:
    return DeskError(sentence, fields={"anchors": [sentence]})


def _refuse_retired(labels: list[Label], *, carried: set[str]) -> None:
    for label in labels:
        if label.retired_at is not None and label.code not in carried:
            raise DeskError(_("The label “%(name)s” is out of use.") % {"name": label.name})


def _facets(row: Annotation) -> dict[str, Any]:
    """Return the columns that are words of an editor, and the machine's kinds beside hers."""
    names = [field.name for field in fields(Words) if field.name != "labels"]
    return {name: getattr(row, name) for name in (*names, "machine_kinds")}


def is_live(row: Annotation | None) -> bool:
    """Tell whether an Annotation is still worked on or read: no retracted or closed one."""
    return row is not None and row.state in {AnnotationState.DRAFT, AnnotationState.PUBLISHED}
