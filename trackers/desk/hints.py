"""Hints: draft how a publisher's pages are read, have that rehearsed, put it in force, withdraw it.

Every function compares the ``lock`` that its caller saw with the row's: of two managers the second gets an
OvertakenError, a plain sentence, and loses nothing of what was typed. Nothing comes into force that was not rehearsed
as it stands, and no hint ever makes a Change: texts are read again technically.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.events import Actor, apply_changes, check_row, read_facts, record_event
from trackers.desk.rights import CHANGE_HINTS, require
from trackers.models import Act, HintSet, HintState, Rehearsal, RehearsedArticle, Source
from trackers.text.hints import HINTED_FIELDS

REVISABLE = frozenset({*HINTED_FIELDS, "note"})
_KEPT = (*HINTED_FIELDS, "note")


def draft_hints(source: Source, *, actor: Actor, **fields: str) -> HintSet:
    """Store a new draft for a publisher, under the next number; return it. ``fields`` are selectors, and a ``note``.

    Raises DeskError for selectors that are not understood, by field and line, and for a draft without any.
    """
    return start_draft(HintSet(source=source, **_only_revisable(fields)), actor=actor)


def start_draft(row: HintSet, *, actor: Actor) -> HintSet:
    """Store a new draft under its publisher's next number; raise DeskError, as ``draft_hints`` does."""
    require(actor, CHANGE_HINTS)
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=row.source_id)
        newest = source.hint_sets.aggregate(newest=Max("number"))["newest"] or 0
        row.number, row.state, row.made_by = newest + 1, HintState.DRAFT, actor
        check_row(row)
        _refuse_empty(row)
        row.save(force_insert=True)
        _record(Act.DRAFT_HINTS, row, actor=actor, after=read_facts(row, _KEPT))
    return row


def revise_hints(row: HintSet, *, changes: Mapping[str, str], actor: Actor, lock: int) -> HintSet:
    """Change a draft's selectors or note; return it as it is now. What was rehearsed has to be rehearsed again.

    Nothing that differs: no event. Raises OvertakenError and DeskError.
    """
    require(actor, CHANGE_HINTS)
    with transaction.atomic():
        locked = _lock_open(row, lock=lock)
        before, after = apply_changes(locked, _only_revisable(changes), allowed=REVISABLE)
        if not after:
            return locked
        _refuse_empty(locked)
        locked.state, locked.lock = HintState.DRAFT, locked.lock + 1
        locked.save(update_fields=["state", "lock"])
        _record(Act.REVISE_HINTS, locked, actor=actor, before=before, after=after)
    return locked


def ask_for_rehearsal(row: HintSet, *, actor: Actor, lock: int, job: str) -> Rehearsal:
    """Put on the record that a draft is to be rehearsed; ``job`` names the job that does it. Returns the Rehearsal.

    One that was made of the draft before is dropped, and stops if it is still under way. Raises OvertakenError and
    DeskError.
    """
    require(actor, CHANGE_HINTS)
    with transaction.atomic():
        locked = _lock_open(row, lock=lock)
        locked.rehearsals.all().delete()
        if locked.state != HintState.DRAFT:
            locked.state = HintState.DRAFT
            locked.save(update_fields=["state"])
        rehearsal = Rehearsal.objects.create(hint_set=locked, lock=locked.lock, job=job)
        _record(Act.REHEARSE_HINTS, locked, actor=actor, after={"job": job})
    return rehearsal


def apply_hints(row: HintSet, *, actor: Actor, lock: int, reason: str = "") -> HintSet:
    """Put rehearsed hints in force in place of those that were; return them.

    Raises OvertakenError, and DeskError where they were not rehearsed as they stand, or against other hints than those
    in force now.
    """
    require(actor, CHANGE_HINTS)
    with transaction.atomic():
        locked = _lock_open(row, lock=lock)
        source, now = locked.source, timezone.now()
        former = HintSet.objects.filter(source=source, state=HintState.IN_FORCE).first()
        _refuse_unrehearsed(locked, former=former)
        if former is not None:
            _end(former, HintState.REPLACED)
        locked.state, locked.in_force_since = HintState.IN_FORCE, now
        locked.save(update_fields=["state", "in_force_since"])
        source.hints = locked
        source.save(update_fields=["hints"])
        _record(
            Act.APPLY_HINTS,
            locked,
            actor=actor,
            reason=reason,
            before={"in_force": former.number if former is not None else 0},
            after={"in_force": locked.number},
        )
    return locked


def withdraw_hints(row: HintSet, *, actor: Actor, lock: int, reason: str = "") -> HintSet:
    """Read a publisher's pages without hints from now on; return the hints that were in force. Raises DeskError."""
    require(actor, CHANGE_HINTS)
    with transaction.atomic():
        locked = _lock_row(row, lock=lock)
        if locked.state != HintState.IN_FORCE:
            raise DeskError(_("These hints are not in force: there is nothing to withdraw."))
        source = locked.source
        source.hints = None
        source.save(update_fields=["hints"])
        _end(locked, HintState.WITHDRAWN)
        _record(
            Act.WITHDRAW_HINTS,
            locked,
            actor=actor,
            reason=reason,
            before={"in_force": locked.number},
            after={"in_force": 0},
        )
    return locked


def discard_hints(row: HintSet, *, actor: Actor, lock: int, reason: str = "") -> HintSet:
    """Give a draft up; it stays on the record. Raises OvertakenError and DeskError."""
    require(actor, CHANGE_HINTS)
    with transaction.atomic():
        locked = _lock_open(row, lock=lock)
        locked.state = HintState.DISCARDED
        locked.save(update_fields=["state"])
        locked.rehearsals.all().delete()
        _record(Act.DISCARD_HINTS, locked, actor=actor, reason=reason)
    return locked


def _lock_row(row: HintSet, *, lock: int) -> HintSet:
    """Lock the publisher and then the hints, always in this order; raise OvertakenError if the row has moved on."""
    source = Source.objects.select_for_update().get(pk=row.source_id)
    locked = HintSet.objects.select_for_update().get(pk=row.pk)
    locked.source = source
    if locked.lock != lock:
        raise OvertakenError(
            _(
                "Somebody else has revised these hints meanwhile. Nothing was saved; below they stand as they are now."
            ),
            current=locked,
        )
    return locked


def _lock_open(row: HintSet, *, lock: int) -> HintSet:
    locked = _lock_row(row, lock=lock)
    if not locked.is_open:
        words = {"state": HintState(locked.state).label}
        raise DeskError(
            _("These hints are %(state)s and stay as they are. Make a new draft of them.") % words
        )
    return locked


def _refuse_empty(row: HintSet) -> None:
    if not any(getattr(row, field).strip() for field in HINTED_FIELDS):
        raise DeskError(_("Name at least one element of the page: hints without a selector do nothing."))


def _refuse_unrehearsed(row: HintSet, *, former: HintSet | None) -> None:
    rehearsal = row.rehearsals.filter(lock=row.lock, ended_at__isnull=False).first()
    if row.state != HintState.REHEARSED or rehearsal is None:
        raise DeskError(_("These hints were not rehearsed as they stand now: rehearse them first."))
    if rehearsal.against != (former.number if former is not None else 0):
        raise DeskError(_("Other hints are in force than when these were rehearsed: rehearse them again."))


def _end(row: HintSet, state: HintState) -> None:
    """Settle hints that were in force; the texts of their rehearsals are of no more use."""
    row.state, row.ended_at = state, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    RehearsedArticle.objects.filter(rehearsal__hint_set=row).delete()


def _record(
    act: Act, row: HintSet, *, actor: Actor, after: Mapping[str, Any] | None = None, **details: Any
) -> None:
    record_event(act, actor=actor, source=row.source, after={"hints": row.number, **(after or {})}, **details)


def _only_revisable(fields: Mapping[str, str]) -> dict[str, str]:
    unknown = set(fields) - REVISABLE
    if unknown:
        raise TypeError(f"These fields are not set by this verb: {', '.join(sorted(unknown))}.")
    return dict(fields)
