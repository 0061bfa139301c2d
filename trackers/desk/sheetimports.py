"""Decisions handed in as a spreadsheet: rehearsed row by row, confirmed, taken row by row, and undone for ten minutes.

The rehearsal takes each row's steps for good and then lets the database forget them, so that it says what would happen
and not what a second set of rules thinks. A row is a transaction of its own, in the rehearsal and afterwards.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.bulk import words_for
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.events import name_of
from trackers.desk.programs import is_program
from trackers.desk.review import review_of, take_step
from trackers.desk.rights import require
from trackers.desk.sheetcolumns import ID, LOCK, set_aside
from trackers.desk.sheetwords import Wanted, offer_labels, read_decision
from trackers.desk.steps import Step
from trackers.desk.undo import last_event, undoing_step
from trackers.models import (
    UNDO_WITHIN,
    Change,
    Review,
    ReviewState,
    SheetImport,
    SheetRow,
    SheetState,
    SheetVerdict,
)
from trackers.text.sheets import Sheet, SheetLine

PERMISSION = "trackers.import_decisions"
# What is rehearsed and never confirmed goes after a week; what was done is kept.
KEPT = timedelta(days=7)
_READ_AT_ONCE = 50
_V, _S = SheetVerdict, SheetState
_Outcome = tuple[SheetVerdict, str, int | None]


def store_sheet(found: Sheet, *, file_name: str, actor: User, job: str) -> SheetImport:
    """Store the rows of a file that is to be rehearsed by ``job``. Three queries and one for each 500 rows.

    Raises NotAllowedError.
    """
    _let_in(actor)
    lines = found.lines
    numbers = [_read_number(line.cells.get(ID, "")) for line in lines]
    known = set(
        Change.objects.filter(pk__in=[key for key in numbers if key is not None]).values_list("pk", flat=True)
    )
    twice = {key for key, count in Counter(numbers).items() if count > 1}
    with transaction.atomic():
        sheet = SheetImport.objects.create(
            file_name=file_name[:200],
            unread=", ".join(set_aside(found.unknown)),
            asked_by=actor,
            asker_name=name_of(actor),
            job=job,
        )
        SheetRow.objects.bulk_create(
            [
                _store_row(sheet, line, key if key in known else None, is_twice=key in twice)
                for line, key in zip(lines, numbers, strict=True)
            ],
            batch_size=500,
        )
    return sheet


def confirm_sheet(sheet: SheetImport, *, actor: User, job: str) -> SheetImport:
    """Let ``job`` do what was rehearsed; return the sheet. Raises NotAllowedError and DeskError."""
    with transaction.atomic():
        locked = _lock_own(sheet, actor=actor)
        if locked.state == _S.REHEARSING:
            raise DeskError(_("It is still being rehearsed."))
        if locked.state != _S.REHEARSED:
            raise DeskError(_("This was confirmed already."))
        if not locked.rows.filter(verdict=_V.WOULD).exists():
            raise DeskError(_("There is no row here that could be done."))
        locked.state, locked.job = _S.RUNNING, job
        locked.save(update_fields=["state", "job"])
    return locked


def undo_sheet(sheet: SheetImport, *, actor: User, job: str) -> SheetImport:
    """Let ``job`` undo what a sheet has done, where nobody has touched it since; return it. Raises DeskError."""
    with transaction.atomic():
        locked = _lock_own(sheet, actor=actor)
        if locked.state != _S.DONE:
            raise DeskError(
                _("There is nothing here to undo: it is %(state)s.") % {"state": locked.get_state_display()}
            )
        if not may_be_undone(locked, now=timezone.now()):
            raise DeskError(_("Ten minutes are over: each change can be decided anew."))
        locked.state, locked.job = _S.UNDOING, job
        locked.save(update_fields=["state", "job"])
    return locked


def resume_sheet(sheet: SheetImport, *, actor: User, job: str) -> SheetImport:
    """Let another job go on with a sheet whose worker is lost; return it. Raises DeskError."""
    with transaction.atomic():
        locked = _lock_own(sheet, actor=actor)
        if locked.state not in PHASES:
            raise DeskError(_("There is nothing left to do."))
        locked.job = job
        locked.save(update_fields=["job"])
    return locked


def may_be_undone(sheet: SheetImport, *, now: datetime) -> bool:
    """Tell whether a sheet is done, and not longer ago than ten minutes."""
    return sheet.state == _S.DONE and sheet.ended_at is not None and now - sheet.ended_at <= UNDO_WITHIN


def work_on_sheet(sheet_id: int, *, job: str, patience: timedelta) -> SheetImport:
    """Rehearse, do or undo the rows of a sheet for a while; return it as it is then.

    May be stopped anywhere and begun again; stops where another job has taken it over. Raises SheetImport.DoesNotExist.
    """
    began = time.monotonic()
    while True:
        sheet = SheetImport.objects.select_related("asked_by").get(pk=sheet_id)
        if sheet.job != job or sheet.state not in PHASES:
            return sheet
        waiting, act, _next = PHASES[SheetState(sheet.state)]
        rows = list(
            sheet.rows.filter(verdict=waiting).order_by("line").values_list("pk", flat=True)[:_READ_AT_ONCE]
        )
        if not rows:
            return _end(sheet)
        labels = offer_labels()
        for pk in rows:
            with transaction.atomic():
                row = (
                    SheetRow.objects.select_for_update(of=("self",))
                    .select_related("change__description")
                    .get(pk=pk)
                )
                if row.verdict == waiting:
                    row.verdict, row.words, row.lock_after = act(sheet, row, labels)
                    row.save(update_fields=["verdict", "words", "lock_after"])
            if time.monotonic() - began > patience.total_seconds():
                return sheet


def drop_unconfirmed(*, now: datetime) -> int:
    """Delete sheets that were rehearsed a week ago and never confirmed; return how many."""
    old = SheetImport.objects.filter(state__in=[_S.REHEARSING, _S.REHEARSED], asked_at__lt=now - KEPT)
    return old.delete()[1].get("trackers.SheetImport", 0)


def _store_row(sheet: SheetImport, line: SheetLine, key: int | None, *, is_twice: bool) -> SheetRow:
    row = SheetRow(sheet=sheet, line=line.number, change_id=key, typed=line.cells)
    row.lock = _read_number(line.cells.get(LOCK, ""), most=2_147_483_647)
    if is_twice and key is not None:
        row.verdict, row.words = _V.REFUSED, _("This change stands in the file twice: which row counts?")
    return row


def _rehearse_row(sheet: SheetImport, row: SheetRow, labels: Mapping[str, str]) -> _Outcome:
    try:
        actor = _still_here(sheet)
        wanted = read_decision(row.typed, labels=labels)
        if wanted is None:
            return _V.NOTHING, "", None
        if row.change is None:
            raise DeskError(_("There is no change with this id."))
        if row.lock is None:
            raise DeskError(_("“lock seen” is missing: take the number from the file you were given."))
        before = review_of(row.change)
        with transaction.atomic():
            review = _take(row.change, wanted, actor=actor, lock=row.lock)
            transaction.set_rollback(True)
    except DeskError as error:
        return _V.REFUSED, _say_why(row, error), None
    if review.lock == row.lock:
        return _V.NOTHING, _("It says so already."), None
    return _V.WOULD, _say_way(before.state, review.state), None


def _do_row(sheet: SheetImport, row: SheetRow, labels: Mapping[str, str]) -> _Outcome:
    try:
        wanted = read_decision(row.typed, labels=labels)
        if wanted is None or row.change is None or row.lock is None:
            raise DeskError(_("There is nothing left to do."))
        before = review_of(row.change)
        review = _take(row.change, wanted, actor=_still_here(sheet), lock=row.lock)
    except DeskError as error:
        return _V.LEFT, _say_why(row, error), None
    if review.lock == row.lock:
        return _V.LEFT, _("It says so already."), None
    return _V.DONE, _say_way(before.state, review.state), review.lock


def _undo_row(sheet: SheetImport, row: SheetRow, labels: Mapping[str, str]) -> _Outcome:
    assert row.change is not None and row.lock_after is not None and row.lock is not None
    try:
        actor = _still_here(sheet)
        step = undoing_step(last_event(row.change, lock=row.lock_after), actor=actor, now=timezone.now())
        review = take_step(row.change, step, actor=actor, lock=row.lock_after)
    except DeskError as error:
        return _V.STANDS, _say_why(row, error), row.lock_after
    # Undone is one step, the last: what was written to be sent on stays as a draft.
    kept = row.lock_after - row.lock > 1
    return _V.UNDONE, _("It was called back; the draft stays.") if kept else "", review.lock


# What is done in each state: to the rows of which verdict, by what, and to which state it leads.
PHASES: dict[
    SheetState,
    tuple[SheetVerdict, Callable[[SheetImport, SheetRow, Mapping[str, str]], _Outcome], SheetState],
] = {
    _S.REHEARSING: (_V.WAITING, _rehearse_row, _S.REHEARSED),
    _S.RUNNING: (_V.WOULD, _do_row, _S.DONE),
    _S.UNDOING: (_V.DONE, _undo_row, _S.UNDONE),
}


def _take(change: Change, wanted: Wanted, *, actor: User, lock: int) -> Review:
    """Take a row's steps, all or none; return the review."""
    review: Review | None = None
    with transaction.atomic():
        for step in wanted.steps:
            words = words_for(change, wanted.facets) if step == Step.ANNOTATE else None
            review = take_step(change, step, actor=actor, lock=lock, words=words, reason=wanted.reason)
            lock = review.lock
    assert review is not None
    return review


def _end(sheet: SheetImport) -> SheetImport:
    with transaction.atomic():
        locked = SheetImport.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        if locked.job == sheet.job and locked.state == sheet.state:
            locked.state = PHASES[SheetState(locked.state)][2]
            if locked.state != _S.REHEARSED:
                locked.ended_at = locked.ended_at or timezone.now()
            locked.save(update_fields=["state", "ended_at"])
    return locked


def _say_way(before: str, after: str) -> str:
    return f"{ReviewState(before).label} → {ReviewState(after).label}"


def _say_why(row: SheetRow, error: DeskError) -> str:
    """Return why a row is left, in one sentence; of a change that was decided on meanwhile, by whom and when."""
    if not isinstance(error, OvertakenError) or row.change is None:
        return error.sentence
    last = row.change.events.filter(after__has_key="step").order_by("-pk").first()
    if last is None:
        return _("“lock seen” is not what stands in the file you were given.")
    return _("%(name)s has changed it meanwhile, at %(time)s UTC.") % {
        "name": last.actor_name,
        "time": f"{last.at:%Y-%m-%d %H:%M}",
    }


def _read_number(cell: str, *, most: int = 9_223_372_036_854_775_807) -> int | None:
    """Return a whole number as spreadsheets write it, None for anything else."""
    digits = cell.strip().removesuffix(".0")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 19):
        return None
    return number if (number := int(digits)) <= most else None


def _let_in(actor: User) -> None:
    require(actor, PERMISSION)


def _still_here(sheet: SheetImport) -> User:
    """Return the account that handed the sheet in, with what it may do now; raise NotAllowedError where it is gone."""
    actor = sheet.asked_by
    if actor is None or not actor.is_active:
        raise NotAllowedError(_("The account that asked for this is gone."))
    if not actor.has_perm(PERMISSION) or is_program(actor):
        raise NotAllowedError(_("Your account may not do this."))
    return actor


def _lock_own(sheet: SheetImport, *, actor: User) -> SheetImport:
    locked = SheetImport.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if locked.asked_by_id != actor.pk:
        raise NotAllowedError(_("Only whoever asked for this may confirm or undo it."))
    _let_in(actor)
    return locked
