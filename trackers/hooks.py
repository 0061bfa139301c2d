"""The clock's way out: what readers are told goes to the addresses that an operator has named, as feeds tell it.

A door of its own beside ``trackers.tasks``: it hands what the feeds write to the stage that sends it, and feeds lie
above the tasks. Tasks carry ids only and are safe to run twice.
"""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from trackers.feeds.items import write_event
from trackers.pipeline.deliver import LEASE, claim_due, default_sender, note_new, send_delivery


@shared_task
def tick_webhooks() -> int:
    """Note what came out, claim what is due and hand each to a worker; return how many. Nothing where none is named."""
    if not settings.WEBHOOKS:
        return 0
    now = timezone.now()
    note_new(settings.WEBHOOKS, now=now)
    ids = claim_due(now=now)
    for delivery_id in ids:
        # After its lease it is somebody else's: the message may as well be dropped.
        send_one.apply_async((delivery_id,), expires=LEASE.total_seconds())
    return len(ids)


@shared_task
def send_one(delivery_id: int) -> bool:
    """Send one claimed Delivery; return whether it was taken."""
    return send_delivery(delivery_id, write=write_event, sender=default_sender(), now=timezone.now())
