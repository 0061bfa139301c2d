"""What we make of a publisher's robots.txt: obeyed, unless an operator decides otherwise for a stated reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, record_event
from trackers.desk.rights import DISREGARD_ROBOTS, require
from trackers.models import Act, RobotsStance, Source


def decide_robots(source: Source, *, stance: str, reason: str = "", actor: Actor) -> Source:
    """Obey or disregard a publisher's robots.txt from the next look on; return the source as it is now.

    ``stance`` is a word of RobotsStance. Disregarding needs a reason, which stands on the source's page in the admin;
    that robots.txt is disregarded also stands on its public page. Raises DeskError without a reason, and when nothing
    would differ.
    """
    require(actor, DISREGARD_ROBOTS)
    reason = reason.strip()
    if stance not in RobotsStance.values:
        raise DeskError(_("Choose what to do."), fields={"stance": [_("Choose what to do.")]})
    if stance == RobotsStance.DISREGARD and not reason:
        sentence = _("Say why robots.txt is disregarded.")
        raise DeskError(sentence, fields={"reason": [sentence]})
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        kept = reason if stance == RobotsStance.DISREGARD else ""
        before = {"robots_stance": locked.robots_stance, "robots_reason": locked.robots_reason}
        after = {"robots_stance": RobotsStance(stance).value, "robots_reason": kept}
        if before == after:
            raise DeskError(_("That is decided already for “%(name)s”.") % {"name": locked.name})
        locked.robots_stance, locked.robots_reason = after["robots_stance"], kept
        locked.save(update_fields=["robots_stance", "robots_reason"])
        record_event(Act.ROBOTS, actor=actor, source=locked, reason=reason, before=before, after=after)
    return locked
