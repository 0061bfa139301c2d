"""The global stop switch: stop all fetching for a reason, and resume it. While it is stopped a Gap is open."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, name_of, record_event
from trackers.desk.rights import STOP_FETCHING, require
from trackers.models import Act, Gap, GapCause


def stop_fetching(*, reason: str, actor: Actor) -> Gap:
    """Have no publisher asked for anything until fetching is resumed; return the Gap that is open from now on.

    Looks that have begun are finished. Raises DeskError without a reason and when fetching is stopped already.
    """
    require(actor, STOP_FETCHING)
    reason = reason.strip()
    if not reason:
        sentence = _("Say why all fetching is stopped.")
        raise DeskError(sentence, fields={"reason": [sentence]})
    try:
        with transaction.atomic():
            gap = Gap.objects.create(
                cause=GapCause.OPERATOR, started_at=timezone.now(), reason=reason, actor_name=name_of(actor)
            )
            record_event(Act.STOP, actor=actor, reason=reason, after={"gap": gap.pk})
    except IntegrityError as error:
        raise DeskError(_("Fetching is stopped already.")) from error
    return gap


def resume_fetching(*, actor: Actor) -> Gap:
    """End an operator's stop; return its Gap, closed. What fell due meanwhile is looked at by the usual rules.

    A gap of another cause, such as a full disk, goes on. Raises DeskError when no operator has stopped fetching.
    """
    require(actor, STOP_FETCHING)
    with transaction.atomic():
        gap = Gap.objects.open().select_for_update().filter(cause=GapCause.OPERATOR).first()
        if gap is None:
            raise DeskError(_("Fetching is not stopped by an operator."))
        # Of two machines' clocks one may be behind.
        gap.ended_at = max(timezone.now(), gap.started_at)
        gap.save(update_fields=["ended_at"])
        record_event(Act.START, actor=actor, after={"gap": gap.pk})
    return gap
