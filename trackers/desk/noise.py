"""Noise rules: draft one, have it rehearsed on history, put it in force, withdraw it. Each act leaves one event.

Every function compares the ``lock`` that its caller saw with the row's, as with hints. Nothing comes into force that
was not rehearsed as it stands, against the rules that are in force; what a rule has lowered, withdrawing it restores.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.events import Actor, apply_changes, check_row, read_facts, record_event
from trackers.desk.rights import APPLY_NOISE, DRAFT_NOISE, require
from trackers.models import Act, NoisePurpose, NoiseRule, NoiseRun, NoiseState, turn_rules

NOISE_FIELDS = ("name", "sentence", "kinds", "source", "most_words", "phrases", "note")
REVISABLE_NOISE = frozenset(NOISE_FIELDS)


def draft_noise_rule(row: NoiseRule, *, actor: Actor) -> NoiseRule:
    """Store a new draft; return it. Raises DeskError, by field, for what the model refuses."""
    require(actor, *DRAFT_NOISE)
    row.state, row.made_by = NoiseState.DRAFT, actor
    row.kinds = _in_order(row.kinds)
    with transaction.atomic():
        check_row(row)
        row.save(force_insert=True)
        _record(Act.DRAFT_NOISE, row, actor=actor, after=read_facts(row, NOISE_FIELDS))
    return row


def revise_noise_rule(row: NoiseRule, *, changes: Mapping[str, Any], actor: Actor, lock: int) -> NoiseRule:
    """Change a draft; return it as it is now. What was rehearsed has to be rehearsed again.

    Nothing that differs: no event. Raises OvertakenError and DeskError.
    """
    require(actor, *DRAFT_NOISE)
    wanted = {**changes, **({"kinds": _in_order(changes["kinds"])} if "kinds" in changes else {})}
    with transaction.atomic():
        locked = _lock_open(row, lock=lock)
        before, after = apply_changes(locked, wanted, allowed=REVISABLE_NOISE)
        if not after:
            return locked
        locked.state, locked.lock = NoiseState.DRAFT, locked.lock + 1
        locked.save(update_fields=["state", "lock"])
        _record(Act.REVISE_NOISE, locked, actor=actor, before=before, after=after)
    return locked


def rehearse_noise_rule(row: NoiseRule, *, actor: Actor, lock: int, job: str) -> NoiseRun:
    """Put on the record that a draft is to be rehearsed; ``job`` names the job that does it. Returns the run.

    One of the draft before is over with it. Raises OvertakenError and DeskError.
    """
    require(actor, *DRAFT_NOISE)
    with transaction.atomic():
        locked = _lock_open(row, lock=lock)
        if locked.state != NoiseState.DRAFT:
            locked.state = NoiseState.DRAFT
            locked.save(update_fields=["state"])
        run = _begin_run(locked, NoisePurpose.REHEARSE, job=job)
        _record(Act.REHEARSE_NOISE, locked, actor=actor, after={"job": job})
    return run


def apply_noise_rule(row: NoiseRule, *, actor: Actor, lock: int, job: str, reason: str = "") -> NoiseRun:
    """Put a rehearsed rule in force: for every Change from now on, and by the run returned for those there are.

    Waits for whoever is describing a Change by the rules until now. Raises OvertakenError, and DeskError where it was
    not rehearsed as it stands, or other rules are in force than then.
    """
    require(actor, APPLY_NOISE)
    with transaction.atomic():
        turn_rules()
        locked = _lock_open(row, lock=lock)
        rehearsal = _find_rehearsal(locked)
        locked.state, locked.in_force_since = NoiseState.IN_FORCE, timezone.now()
        locked.save(update_fields=["state", "in_force_since"])
        run = _begin_run(locked, NoisePurpose.LOWER, job=job)
        facts = {"in_force": True, "lowers": rehearsal.lowered}
        _record(Act.APPLY_NOISE, locked, actor=actor, reason=reason, before={"in_force": False}, after=facts)
    return run


def withdraw_noise_rule(
    row: NoiseRule, *, actor: Actor, lock: int, job: str, reason: str = ""
) -> NoiseRun | None:
    """Withdraw a rule for good, and restore what it lowered by the run returned; None for one that was never in force.

    Raises OvertakenError and DeskError.
    """
    require(actor, APPLY_NOISE)
    with transaction.atomic():
        turn_rules()
        locked = _lock_row(row, lock=lock)
        if locked.state == NoiseState.WITHDRAWN:
            raise DeskError(_("This rule is withdrawn already."))
        was_in_force = locked.state == NoiseState.IN_FORCE
        locked.state, locked.ended_at = NoiseState.WITHDRAWN, timezone.now()
        locked.save(update_fields=["state", "ended_at"])
        facts = {"in_force": was_in_force}, {"in_force": False}
        _record(Act.WITHDRAW_NOISE, locked, actor=actor, reason=reason, before=facts[0], after=facts[1])
        if was_in_force:
            return _begin_run(locked, NoisePurpose.RESTORE, job=job)
        locked.runs.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    return None


def continue_noise_run(run: NoiseRun, *, job: str) -> NoiseRun:
    """Let a run go on behind its last batch; return it. Whoever worked on it has lost it. Raises DeskError."""
    with transaction.atomic():
        locked = NoiseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if locked.ended_at is not None:
            raise DeskError(_("This is done already."))
        locked.job = job
        locked.save(update_fields=["job"])
    return locked


def _begin_run(rule: NoiseRule, purpose: NoisePurpose, *, job: str) -> NoiseRun:
    """End what is under way with a rule and begin something else."""
    rule.runs.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    return NoiseRun.objects.create(rule=rule, purpose=purpose, lock=rule.lock, job=job)


def _find_rehearsal(rule: NoiseRule) -> NoiseRun:
    """Return the rehearsal that shows what a rule would do now; raise DeskError where there is none."""
    done = rule.runs.filter(purpose=NoisePurpose.REHEARSE, lock=rule.lock, ended_at__isnull=False)
    rehearsal = done.first()
    if rule.state != NoiseState.REHEARSED or rehearsal is None:
        raise DeskError(_("This rule was not rehearsed as it stands now: rehearse it first."))
    came, went = Q(in_force_since__gt=rehearsal.asked_at), Q(ended_at__gt=rehearsal.asked_at)
    if NoiseRule.objects.filter(came | (went & Q(in_force_since__isnull=False))).exists():
        raise DeskError(_("Other rules are in force than when this one was rehearsed: rehearse it again."))
    return rehearsal


def _lock_row(row: NoiseRule, *, lock: int) -> NoiseRule:
    locked = NoiseRule.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    if locked.lock != lock:
        raise OvertakenError(
            _(
                "Somebody else has revised this rule meanwhile. Nothing was saved; below it stands as it is now."
            ),
            current=locked,
        )
    return locked


def _lock_open(row: NoiseRule, *, lock: int) -> NoiseRule:
    locked = _lock_row(row, lock=lock)
    if not locked.is_open:
        words = {"state": NoiseState(locked.state).label}
        raise DeskError(_("This rule is %(state)s and stays as it is. Make a new draft like it.") % words)
    return locked


def _in_order(kinds: Iterable[str]) -> list[str]:
    return sorted(set(kinds))


def _record(
    act: Act, row: NoiseRule, *, actor: Actor, after: Mapping[str, Any] | None = None, **details: Any
) -> None:
    record_event(
        act,
        actor=actor,
        source=row.source,
        noise_rule=row,
        after={"rule": row.name, **(after or {})},
        **details,
    )
