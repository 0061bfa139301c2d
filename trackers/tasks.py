"""The clock's door (Celery): ticks find due rows and pass ids on; everything else happens in the pipeline.

Tasks carry ids and JSON only and are safe to run twice: a claim's lease is compared before anything is done.
"""

import logging
from datetime import datetime, timedelta

from celery import Task, shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from trackers.models import Article, Feed
from trackers.pipeline.announce import find_unannounced
from trackers.pipeline.check import check_article, finish_change
from trackers.pipeline.claim import Claim, claim_due_articles, claim_due_feeds, give_back
from trackers.pipeline.fetch import default_wire
from trackers.pipeline.poll import check_feed
from trackers.pipeline.retention import forget_bodies

logger = logging.getLogger(__name__)

ARTICLES_A_TICK = 200
FEEDS_A_TICK = 100
BODIES_A_TICK = 1000
# A Change is announced at once by the worker that found it; what is older was left by one that died.
LEFT_BEHIND = timedelta(minutes=1)


@shared_task
def tick_discover() -> int:
    """Claim due Feeds and hand each to a worker; return how many."""
    now = timezone.now()
    claims = claim_due_feeds(now=now, limit=FEEDS_A_TICK)
    return hand_out(claims, to=look_at_feed, model=Feed, now=now)


@shared_task
def tick_check() -> int:
    """Claim due Articles and hand each to a worker; return how many."""
    now = timezone.now()
    tick = timedelta(seconds=settings.TICK_SECONDS)
    claims = claim_due_articles(now=now, limit=ARTICLES_A_TICK, tick=tick)
    return hand_out(claims, to=look_at_article, model=Article, now=now)


@shared_task
def tick_deliver() -> int:
    """Have Changes described and announced that a dead worker left recorded; return how many.

    Each in a task of its own: one that cannot be described holds no other up.
    """
    ids = find_unannounced(before=timezone.now() - LEFT_BEHIND, limit=ARTICLES_A_TICK)
    for change_id in ids:
        finish_left_behind.apply_async((change_id,), expires=settings.TICK_SECONDS)
    return len(ids)


@shared_task
def finish_left_behind(change_id: int) -> None:
    """Describe and announce one Change."""
    finish_change(change_id, now=timezone.now())


@shared_task
def tick_forget() -> int:
    """Delete stored bodies that no rule keeps any longer; return how many."""
    return forget_bodies(now=timezone.now(), limit=BODIES_A_TICK)


@shared_task
def look_at_article(article_id: int, lease: str) -> str | None:
    """Look at one claimed Article; return its Outcome."""
    return check_article(article_id, wire=default_wire(), lease=datetime.fromisoformat(lease)).outcome


@shared_task
def look_at_feed(feed_id: int, lease: str) -> str | None:
    """Look at one claimed Feed; return its Outcome."""
    return check_feed(feed_id, wire=default_wire(), lease=datetime.fromisoformat(lease)).outcome


def hand_out(
    claims: list[Claim], *, to: Task[..., str | None], model: type[Article] | type[Feed], now: datetime
) -> int:
    """Send each claim to a worker; where the broker is lost, what was not sent is due again at once."""
    for position, claim in enumerate(claims):
        try:
            # Once the lease has run out the row is somebody else's: the message may as well be dropped.
            to.apply_async((claim.id, claim.lease.isoformat()), expires=claim.lease)
        except OperationalError:
            give_back(claims[position:], model=model, now=now)
            raise
    return len(claims)
