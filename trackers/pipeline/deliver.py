"""Deliver: editions that readers are told of go to the addresses an operator has named, each until it is taken.

The clock notes what is out and claims what is due; the network stands outside of transactions. Whoever dies in between
leaves a lease that runs out, and the message is sent again, with the same id: the receiver tells it by that.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, Exists, OuterRef, Value
from django.db.models.functions import Coalesce

from trackers.models import Delivery, DeliveryState, DropReason, Publication, Webhook
from trackers.pipeline.faults import explain_fault
from trackers.pipeline.meaning import explain_error
from trackers.web.answers import Response
from trackers.web.client import FetchError
from trackers.web.manners import retry_after
from trackers.web.post import post
from trackers.web.webhooks import Webhook as NamedHook
from trackers.web.webhooks import Webhooks, sign_message

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
# How long after each attempt the next one is made; after the last of them it is given up: two days in all.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 780, 1000))
GIVEN_UP_AFTER = timedelta(days=2)
NOTED_AT_ONCE = 1000
CLAIMED_AT_ONCE = 20
# An address that fails is tried with one message a minute: a dead one must not hold up the workers of the clock.
REST = timedelta(minutes=1)
GONE = 410
JSON = "application/json"

# What is said of an edition, as bytes of JSON; None where readers are not told of it, or of a later one instead.
Write = Callable[[int], bytes | None]


class Post(Protocol):
    """One POST past the guard: ``trackers.web.post``, told who we are and which peers are allowed."""

    def __call__(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> Response:
        """Return the head of the answer; raise FetchError."""


@dataclass(frozen=True)
class Sender:
    """The named addresses and how they are reached, handed in so that tests put a loopback receiver behind it."""

    hooks: Webhooks
    post: Post


def default_sender() -> Sender:
    """Return the sender the settings describe."""
    reach = partial(post, agent=settings.USER_AGENT, allowed_peers=settings.FETCH_ALLOWED_PEERS)
    return Sender(settings.WEBHOOKS, reach)


def note_new(hooks: Webhooks, *, now: datetime) -> int:
    """Note for each named address the editions that came out; return how many. Three queries an address.

    An address is sent what comes out from when it was first named on. What came out more than two days ago, while
    nobody looked or it was not named, is no news any more.
    """
    count = 0
    for name in hooks:
        row, _made = Webhook.objects.get_or_create(name=name, defaults={"since": now})
        count += _note_new_for(row, now=now)
    return count


def _note_new_for(row: Webhook, *, now: datetime) -> int:
    # Asked anew each time: an edition may be stored later than the moment it is public from, and what was withheld
    # then may be shown again.
    since = max(row.since, now - GIVEN_UP_AFTER)
    noted = Delivery.objects.filter(webhook=row, publication=OuterRef("pk"))
    told = Publication.objects.told().filter(~Exists(noted), public_at__gte=since).order_by("public_at", "pk")
    keys = told.values_list("pk", flat=True)[:NOTED_AT_ONCE]
    rows = [Delivery(webhook=row, publication_id=key, made_at=now, next_at=now) for key in keys]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def claim_due(*, now: datetime) -> list[int]:
    """Claim Deliveries that are due; return their ids. Nobody else sends them until the lease is over."""
    ids: list[int] = []
    with transaction.atomic():
        rows = Webhook.objects.filter(deliveries__next_at__lte=now).exclude(rests_until__gt=now).distinct()
        for row in rows:
            limit = 1 if row.failing_since is not None else CLAIMED_AT_ONCE
            due = Delivery.objects.due(now).filter(webhook=row).select_for_update(skip_locked=True)
            claimed = [each.pk for each in due[:limit]]
            if row.failing_since is not None:
                Webhook.objects.filter(pk=row.pk).update(rests_until=now + REST)
            ids += claimed
        Delivery.objects.filter(pk__in=ids).update(next_at=now + LEASE)
    return ids


def send_delivery(delivery_id: int, *, write: Write, sender: Sender, now: datetime) -> bool:
    """Send a claimed Delivery; return whether it was taken. Safe to run twice.

    ``write`` makes what is sent from an edition's key, as readers are shown it at this moment.
    """
    row = Delivery.objects.waiting().filter(pk=delivery_id).select_related("webhook", "publication").first()
    if row is None:
        return False
    hook = sender.hooks.get(row.webhook.name)
    if hook is None:
        return _drop(row, DropReason.NOT_NAMED)
    try:
        body = write(row.publication_id)
    except Exception as error:  # noqa: BLE001
        # A mistake of ours in one entry must not have it tried every two minutes for ever.
        words = explain_fault(error, what=f"delivery={row.pk}")[1]
        return _note_failure(row, now=now, problem="fault", detail=words)
    if body is None:
        return _drop(row, _why_not(row.publication))
    return _send(row, hook, body, sender=sender, now=now)


def message_id(edition: Publication) -> str:
    """Return the id of the message about an edition: the same at each attempt, and for all addresses."""
    return f"entry_{edition.uuid.hex}_{edition.edition}"


def drop_unnamed(hooks: Webhooks) -> int:
    """Send nothing more to addresses that the settings name no longer; return how many Deliveries that ends."""
    rows = Delivery.objects.waiting().exclude(webhook__name__in=list(hooks))
    return rows.update(state=DeliveryState.DROPPED, next_at=None, problem=DropReason.NOT_NAMED, detail="")


def forget_deliveries(*, now: datetime) -> int:
    """Erase ended Deliveries of some weeks ago; return how many."""
    before = now - timedelta(days=settings.KEEP_DELIVERIES_DAYS)
    return Delivery.objects.filter(next_at__isnull=True, made_at__lt=before).delete()[0]


def _send(row: Delivery, hook: NamedHook, body: bytes, *, sender: Sender, now: datetime) -> bool:
    signed = sign_message(
        hook, message_id=message_id(row.publication), seconds=int(now.timestamp()), body=body
    )
    try:
        answer = sender.post(hook.url, body=body, headers={"Content-Type": JSON, **signed})
    except FetchError as error:
        return _note_failure(row, now=now, problem=error.code.value, detail=explain_error(error)[1])
    if 200 <= answer.status < 300:
        return _note_success(row, answer, now=now)
    return _note_refusal(row, answer, now=now)


def _note_success(row: Delivery, answer: Response, *, now: datetime) -> bool:
    changed = _note(
        row, now=now, state=DeliveryState.DELIVERED, next_at=None, status=answer.status, problem="", detail=""
    )
    Webhook.objects.filter(pk=row.webhook_id).update(succeeded_at=now, failing_since=None, rests_until=None)
    logger.info("delivery_sent delivery=%s attempt=%s status=%s", row.pk, row.attempts + 1, answer.status)
    return changed


def _note_refusal(row: Delivery, answer: Response, *, now: datetime) -> bool:
    """Note an answer that is no yes. Who says that the address is gone for good is not asked again (410)."""
    again_at = retry_after(answer.header("retry-after"), now=now)
    return _note_failure(
        row,
        now=now,
        problem="status",
        status=answer.status,
        again_at=again_at,
        is_final=answer.status == GONE,
    )


def _note_failure(
    row: Delivery,
    *,
    now: datetime,
    problem: str,
    detail: str = "",
    status: int | None = None,
    again_at: datetime | None = None,
    is_final: bool = False,
) -> bool:
    """Note a failed attempt and plan the next one; return False, for nothing was taken."""
    next_at = None if is_final else plan_next(row, now=now, again_at=again_at)
    state = DeliveryState.WAITING if next_at is not None else DeliveryState.GIVEN_UP
    _note(row, now=now, state=state, next_at=next_at, status=status, problem=problem, detail=detail)
    Webhook.objects.filter(pk=row.webhook_id).update(
        failing_since=Coalesce("failing_since", Value(now, output_field=DateTimeField())),
        rests_until=max(now + REST, again_at or now),
    )
    logger.warning(
        "delivery_failed delivery=%s attempt=%s problem=%s status=%s state=%s",
        row.pk,
        row.attempts + 1,
        problem,
        status,
        state.value,
    )
    return False


def plan_next(row: Delivery, *, now: datetime, again_at: datetime | None) -> datetime | None:
    """Return when a failed Delivery is sent again, None where it is given up: two days after its first attempt.

    ``again_at`` is what the receiver asked for (Retry-After).
    """
    if row.attempts >= len(WAITS):
        return None
    next_at = max(now + WAITS[row.attempts], again_at or now)
    begun = row.first_at or now
    return next_at if next_at <= begun + GIVEN_UP_AFTER else None


def _drop(row: Delivery, why: DropReason) -> bool:
    rows = Delivery.objects.waiting().filter(pk=row.pk)
    rows.update(state=DeliveryState.DROPPED, next_at=None, problem=why, detail="")
    return False


def _why_not(edition: Publication) -> DropReason:
    later = Publication.objects.out().filter(uuid=edition.uuid, edition__gt=edition.edition)
    return DropReason.SUPERSEDED if later.exists() else DropReason.NOT_PUBLIC


def _note(row: Delivery, *, now: datetime, **fields: object) -> bool:
    """Write down an attempt, unless somebody else has ended the Delivery meanwhile."""
    rows = Delivery.objects.waiting().filter(pk=row.pk)
    attempt = {"attempts": row.attempts + 1, "first_at": row.first_at or now, "last_at": now}
    return bool(rows.update(**attempt, **fields))
