"""How the desk works: an operator's settings of it, each on the record."""

from django.db import transaction
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, apply_changes, record_event
from trackers.desk.rights import require
from trackers.models import Act, Desk

SETTABLE = frozenset({"lone_editor", "signature", "delay", "hourly_measure"})


def set_desk(*, actor: Actor, reason: str = "", **changes: object) -> Desk:
    """Set ``lone_editor``, ``signature``, ``delay`` or ``hourly_measure``; return the desk as it is now.

    Nothing that differs: no event.

    The command line may, and a person with the permission: a program must not let itself be read by nobody. Raises
    NotAllowedError and DeskError.
    """
    require(actor, "trackers.set_desk")
    with transaction.atomic():
        Desk.objects.bulk_create([Desk(pk=1)], ignore_conflicts=True)
        desk = Desk.objects.standing(locked=True)
        before, after = apply_changes(desk, changes, allowed=SETTABLE)
        if not after:
            return desk
        if not reason.strip():
            sentence = _("Say why.")
            raise DeskError(sentence, fields={"reason": [sentence]})
        record_event(Act.SET_DESK, actor=actor, reason=reason.strip(), before=before, after=after)
    return desk
