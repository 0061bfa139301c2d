"""Rights: whether an account may do what it asks for, asked by the verb itself, whichever door the asker came by.

What a verb asks for has its name here once, and the admin's pages that lead to it ask for the same.
"""

from django.utils.translation import gettext as _

from trackers.desk.errors import NotAllowedError
from trackers.desk.events import Actor
from trackers.desk.programs import is_program

ADD_SOURCE, CHANGE_SOURCE = "trackers.add_source", "trackers.change_source"
ADD_FEED, CHANGE_FEED = "trackers.add_feed", "trackers.change_feed"
ADD_ARTICLE = "trackers.add_article"
# Looks on demand, pausing and resuming.
CHECK = "trackers.check_article"
# Withholding, releasing, and undoing a merge: what readers see.
WITHHOLD = "trackers.withhold_article"
# Taking an article from readers for good, and restoring it.
CANCEL = "trackers.cancel_article"
DISREGARD_ROBOTS = "trackers.disregard_robots"
STOP_FETCHING = "trackers.stop_fetching"
DECIDE_INCIDENT = "trackers.decide_incident"
ADD_LINE, CHANGE_LINE = "trackers.add_furnitureline", "trackers.change_furnitureline"
CHANGE_HINTS = "trackers.change_hints"
# Whoever may put a rule in force may draft it as well.
APPLY_NOISE = "trackers.apply_noiserule"
DRAFT_NOISE = ("trackers.draft_noiserule", APPLY_NOISE)
REPLAY = "trackers.replay_article"
ADD_LABEL, CHANGE_LABEL = "trackers.add_label", "trackers.change_label"
ADD_ACCOUNT, CHANGE_ACCOUNT = "auth.add_user", "auth.change_user"
ADD_ROLE, CHANGE_ROLE = "auth.add_group", "auth.change_group"


def require(actor: Actor, *any_of: str) -> None:
    """Turn away whoever has none of some permissions; raises NotAllowedError. Programs decide nothing at all.

    Nobody at all is a command or the clock: whoever may run one has the whole machine.
    """
    if actor is None:
        return
    if is_program(actor):
        raise NotAllowedError(_("This account is a program's: it decides nothing that readers see."))
    if not any(actor.has_perm(permission) for permission in any_of):
        raise NotAllowedError(_("Your account may not do this."))
