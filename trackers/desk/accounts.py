"""Accounts: what one may do is set on Django's own page and put on the record: roles, permissions, who comes in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction

from trackers.desk.events import Actor, record_event
from trackers.desk.rights import ADD_ACCOUNT, ADD_ROLE, CHANGE_ACCOUNT, CHANGE_ROLE, require
from trackers.models import Act


@contextmanager
def setting_account(account: User, *, actor: Actor) -> Iterator[None]:
    """Put on the record, as one event, what of an account's standing differs once the block is done: a form's saving.

    ``account`` need not be stored yet. What does not bear on what it may do, such as its name, is nobody's business.
    """
    require(actor, CHANGE_ACCOUNT if account.pk else ADD_ACCOUNT)
    with transaction.atomic():
        before = _read(account)
        yield
        after = _read(account)
        differing = [name for name in after if before.get(name) != after[name]]
        if differing:
            who = {"account": account.pk, "username": account.get_username()}
            record_event(
                Act.SET_ACCOUNT,
                actor=actor,
                before={**who, **{name: before[name] for name in differing}} if before else {},
                after={**who, **{name: after[name] for name in differing}},
            )


@contextmanager
def setting_role(role: Group, *, actor: Actor) -> Iterator[None]:
    """Put on the record, as one event, what a role lets its accounts do once the block is done, where that differs."""
    require(actor, CHANGE_ROLE if role.pk else ADD_ROLE)
    with transaction.atomic():
        before = _read_role(role)
        yield
        after = _read_role(role)
        if before != after:
            record_event(Act.SET_ACCOUNT, actor=actor, before=before, after=after)


def record_deletion(account: User, *, actor: Actor) -> None:
    """Put on the record that an account goes, with what it could do; to be called in the transaction before it goes."""
    record_event(
        Act.SET_ACCOUNT,
        actor=actor,
        before={"username": account.get_username(), **_read(account)},
        after={"account": account.pk, "username": account.get_username(), "deleted": True},
    )


def _read_role(role: Group) -> dict[str, Any]:
    stored = Group.objects.select_for_update().filter(pk=role.pk).first() if role.pk else None
    if stored is None:
        return {}
    codes = stored.permissions.order_by("codename").values_list("codename", flat=True)
    return {"role": stored.pk, "name": stored.name, "permissions": list(codes)}


def _read(account: User) -> dict[str, Any]:
    stored = User.objects.select_for_update().filter(pk=account.pk).first() if account.pk else None
    if stored is None:
        return {}
    return {
        "is_active": stored.is_active,
        "is_staff": stored.is_staff,
        "is_superuser": stored.is_superuser,
        "roles": sorted(stored.groups.values_list("name", flat=True)),
        "permissions": sorted(stored.user_permissions.values_list("codename", flat=True)),
    }
