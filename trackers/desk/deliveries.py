"""Deliveries: what an operator can do about them. Sending is the clock's (``trackers.pipeline.deliver``)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor
from trackers.desk.rights import require
from trackers.models import Delivery, DeliveryState, Webhook

SEND_AGAIN = "trackers.send_again"


def send_again(delivery: Delivery, *, actor: Actor, now: datetime) -> Delivery:
    """Have a Delivery sent at the next tick as if it were new, whatever became of it before; return it.

    Raises DeskError where the settings do not name the address any more.
    """
    require(actor, SEND_AGAIN)
    with transaction.atomic():
        locked = (
            Delivery.objects.select_for_update(of=("self",)).select_related("webhook").get(pk=delivery.pk)
        )
        if not locked.webhook.is_named:
            raise DeskError(
                _("The settings do not name “%(name)s” any more.") % {"name": locked.webhook.name}
            )
        locked.state, locked.next_at = DeliveryState.WAITING, now
        locked.attempts, locked.first_at = 0, None
        locked.save(update_fields=["state", "next_at", "attempts", "first_at"])
        Webhook.objects.filter(pk=locked.webhook_id).update(rests_until=None)
    return locked
