"""Rights: whether an account may do what it asks for, asked by the verb itself, whichever door the asker came by."""

from django.utils.translation import gettext as _

from trackers.desk.errors import NotAllowedError
from trackers.desk.events import Actor
from trackers.models import MACHINES


def require(actor: Actor, permission: str) -> None:
    """Turn away whoever may not act; raises NotAllowedError. Programs decide nothing, whatever they are given.

    Nobody at all is a command: whoever may run one has the whole machine.
    """
    if actor is None:
        return
    if actor.groups.filter(name=MACHINES).exists():
        raise NotAllowedError(_("This account is a program's: it decides nothing that readers see."))
    if not actor.has_perm(permission):
        raise NotAllowedError(_("Your account may not do this."))
