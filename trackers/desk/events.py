"""The record: every verb of the desk writes one ReviewEvent with what was before and what is after."""

from collections.abc import Iterable, Mapping
from functools import cache, reduce
from operator import and_
from typing import Any, TypeAlias

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, CheckConstraint, Model, Q
from django.utils.translation import gettext as _

from trackers.desk.errors import refuse_invalid
from trackers.models import Act, ReviewEvent

# Who acts: an account, or nobody when a command does it.
Actor: TypeAlias = User | None


def name_of(actor: Actor) -> str:
    """Return the name that stays on the record when the account goes."""
    if actor is None:
        return _("the command line")
    return (actor.get_full_name() or actor.get_username())[:200]


def record_event(act: Act, *, actor: Actor, **details: Any) -> ReviewEvent:
    """Append one event. ``details`` are the rows it is about, ``reason``, ``before`` and ``after``."""
    named = {"actor_name": name_of(actor), "role": role_of(actor), **details}
    return ReviewEvent.objects.create(act=act, actor=actor, **named)


def role_of(actor: Actor) -> str:
    """Return the groups an account stands in, for the record: what somebody was allowed to do changes with time."""
    if actor is None:
        return ""
    return ", ".join(actor.groups.order_by("name").values_list("name", flat=True))[:200]


def read_facts(row: Model, fields: Iterable[str]) -> dict[str, str]:
    """Return fields of a row as text, the way they go on the record."""
    return {name: row._meta.get_field(name).value_to_string(row) for name in fields}  # type: ignore[union-attr]


def apply_changes(
    row: Model, changes: Mapping[str, Any], *, allowed: frozenset[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Set fields of a locked row, check it and save it; return what differs, before and after.

    Raises DeskError for a value the model refuses and TypeError for a field this verb does not set.
    """
    unknown = set(changes) - allowed
    if unknown:
        raise TypeError(f"These fields are not set by this verb: {', '.join(sorted(unknown))}.")
    before = read_facts(row, changes)
    for name, value in changes.items():
        setattr(row, name, value)
    check_row(row)
    after = read_facts(row, changes)
    differing = [name for name in changes if before[name] != after[name]]
    if differing:
        row.save(update_fields=differing)
    return {name: before[name] for name in differing}, {name: after[name] for name in differing}


def check_row(row: Model, *, but: Iterable[str] = ()) -> None:
    """Check a row by its model's own rules, ``but`` for some fields; raise DeskError with their sentences."""
    fields = frozenset(but)
    if _is_sound(row, but=fields):
        return
    try:
        row.full_clean(exclude=set(fields))
    except ValidationError as error:
        raise refuse_invalid(error) from error


def _is_sound(row: Model, *, but: frozenset[str]) -> bool:
    """Tell whether a row keeps all rules of its model, without asking for each rule what it says when it is broken.

    Django asks the database about each condition by itself, in three queries; nearly every row keeps them all.
    """
    try:
        row.full_clean(exclude=set(but), validate_constraints=False)
        for constraint in constraints_in_short(type(row), but=but):
            constraint.validate(type(row), row, exclude=set(but))
    except ValidationError:
        return False
    return True


@cache
def constraints_in_short(model: type[Model], *, but: frozenset[str]) -> tuple[BaseConstraint, ...]:
    """Return a model's constraints, all conditions as one; those that name a field of ``but`` are left out.

    A condition that is neither true nor false is kept (SQL), and so is the one made of all unless one of them is false.
    """
    checks = [each for each in model._meta.constraints if isinstance(each, CheckConstraint)]
    others = [each for each in model._meta.constraints if not isinstance(each, CheckConstraint)]
    conditions = [Q(each.condition) for each in checks]
    conditions = [each for each in conditions if not each.referenced_base_fields & but]
    if conditions:
        others.append(CheckConstraint(condition=reduce(and_, conditions), name="all_conditions"))
    return tuple(others)
