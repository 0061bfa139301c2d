"""The clock's door (Celery): ticks invite workers and pass ids on; everything else happens in the pipeline.

Tasks carry ids and JSON only and are safe to run twice. Articles are not handed out: a worker that follows an
invitation claims what it can look at now (decision 10), so that nothing that is claimed waits in a queue.
"""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from celery import Task, shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from trackers.desk.bulk import drop_forgotten
from trackers.desk.digests import claim_due as claim_due_digests
from trackers.desk.digests import send_digest
from trackers.desk.letters import erase_senders
from trackers.desk.review import let_go_of_stale, wake_due
from trackers.desk.sheetexports import drop_old_exports
from trackers.desk.sheetimports import drop_unconfirmed
from trackers.models import GapCause
from trackers.pipeline.announce import find_unannounced
from trackers.pipeline.check import finish_or_put_off
from trackers.pipeline.claim import Claim, claim_due_feeds, give_back
from trackers.pipeline.deliver import drop_unnamed, forget_deliveries
from trackers.pipeline.dump.release import release_today
from trackers.pipeline.furnish import learn_furniture
from trackers.pipeline.outage import HALTING, beat, open_causes
from trackers.pipeline.poll import check_feed
from trackers.pipeline.reindex import index_emptied
from trackers.pipeline.retention import forget_bodies
from trackers.pipeline.room import check_room
from trackers.pipeline.rounds import PROBES, check_round
from trackers.pipeline.schedule import learn_habits
from trackers.pipeline.tally import tally_looks
from trackers.pipeline.thinning import thin_checks
from trackers.pipeline.trial import forget_trials
from trackers.pipeline.verdicts import tend_incidents
from trackers.pipeline.wire import default_wire

logger = logging.getLogger(__name__)

CHANGES_A_TICK = 200
FEEDS_A_TICK = 100
BODIES_A_TICK = 20_000
CHECKS_A_TICK = 200_000
SOURCES_A_TICK = 20
HELD_A_TICK = 200
TEMPLATES_A_TICK = 10
DAYS_A_TICK = 30
DIGESTS_A_TICK = 200
LETTERS_A_TICK = 500
# A Change is announced at once by the worker that found it; what is older was left by one that died.
LEFT_BEHIND = timedelta(minutes=1)


@shared_task
def tick_discover() -> int:
    """Claim due Feeds and hand each to a worker; return how many."""
    now = timezone.now()
    causes = open_causes()
    if causes & HALTING:
        return 0
    limit = PROBES if GapCause.OUTAGE.value in causes else FEEDS_A_TICK
    spent = default_wire().budgets.spent(now=now)
    return hand_out(claim_due_feeds(now=now, limit=limit, spent=spent), to=look_at_feed, now=now)


@shared_task
def tick_check() -> None:
    """Note that the clock ticks, see whether there is room for responses, and invite a worker to look."""
    now = timezone.now()
    beat(now=now)
    if check_room(now=now) is None:
        invite()


@shared_task
def look_round() -> dict[str, int]:
    """Look at what is due for a while; return how many looks came to which Outcome."""
    tick = timedelta(seconds=settings.TICK_SECONDS)
    return dict(check_round(wire=default_wire(), tick=tick, invite=invite))


def invite() -> None:
    """Ask one more worker to look at due Articles; an invitation nobody follows before the next tick lapses."""
    look_round.apply_async(expires=settings.TICK_SECONDS)


@shared_task
def tick_deliver() -> int:
    """Have Changes described and announced that a dead worker left recorded; return how many.

    Each in a task of its own: one that cannot be described holds no other up. What an editor has emptied of what is
    found, because words of it are withheld, is indexed here as well.
    """
    ids = find_unannounced(before=timezone.now() - LEFT_BEHIND, limit=CHANGES_A_TICK)
    for change_id in ids:
        finish_left_behind.apply_async((change_id,), expires=settings.TICK_SECONDS)
    index_emptied(limit=CHANGES_A_TICK)
    return len(ids)


@shared_task
def finish_left_behind(change_id: int) -> None:
    """Describe and announce one Change, or have it wait if it cannot be described."""
    finish_or_put_off(change_id, now=timezone.now())


@shared_task
def tick_forget() -> int:
    """Delete bodies that no rule keeps, and what else is kept for a while alone; return how many bodies.

    Senders of letters closed long ago are forgotten. What waits for an address that the settings no longer name is not
    sent any more.
    """
    forget_trials(now=timezone.now())
    drop_forgotten(now=timezone.now())
    drop_old_exports(now=timezone.now())
    drop_unconfirmed(now=timezone.now())
    drop_unnamed(settings.WEBHOOKS)
    forget_deliveries(now=timezone.now())
    erase_senders(now=timezone.now(), limit=LETTERS_A_TICK)
    return forget_bodies(now=timezone.now(), limit=BODIES_A_TICK)


@shared_task
def tick_learn() -> None:
    """Count anew what publishers' articles do and which lines are their templates', a few publishers at a time."""
    learn_habits(now=timezone.now(), limit=SOURCES_A_TICK)
    learn_furniture(now=timezone.now(), limit=TEMPLATES_A_TICK)


@shared_task
def tick_tend() -> int:
    """Tend to Incidents: list, close, release, and go on with what a dead worker left; return how many were settled."""
    return tend_incidents(now=timezone.now(), limit=HELD_A_TICK)


@shared_task
def tick_desk() -> int:
    """Let go of claims nobody has decided on in time, and bring back what was put off; return how many."""
    now = timezone.now()
    return let_go_of_stale(now=now) + wake_due(now=now)


@shared_task
def tick_mail() -> int:
    """Claim digests that are due and hand each to a worker; return how many."""
    ids = claim_due_digests(now=timezone.now(), limit=DIGESTS_A_TICK)
    for digest_id in ids:
        mail_digest.apply_async((digest_id,), expires=300)
    return len(ids)


@shared_task
def mail_digest(digest_id: int) -> bool:
    """Send one claimed digest; return whether a mail went out."""
    return send_digest(digest_id, now=timezone.now())


@shared_task
def tick_thin() -> int:
    """Turn old looks into numbers by day; return how many."""
    return thin_checks(now=timezone.now(), limit=CHECKS_A_TICK)


@shared_task
def tick_tally() -> int:
    """Count the looks of today and of days not counted yet, publisher by publisher; return how many days."""
    return tally_looks(now=timezone.now(), limit=DAYS_A_TICK)


# Well below the broker's visibility timeout: after that another worker would be given the same.
@shared_task(soft_time_limit=1500, time_limit=1560)
def tick_dump() -> bool:
    """Write today's release of data where the settings name a folder and there is none yet; return whether one came."""
    if not settings.OPEN_DATA_DIR:
        return False
    folder = Path(settings.OPEN_DATA_DIR)
    return release_today(folder, now=timezone.now(), keep=settings.OPEN_DATA_KEEP) is not None


@shared_task
def look_at_feed(feed_id: int, lease: str) -> str | None:
    """Look at one claimed Feed; return its Outcome."""
    return check_feed(feed_id, wire=default_wire(), lease=datetime.fromisoformat(lease)).outcome


def hand_out(claims: list[Claim], *, to: Task[..., str | None], now: datetime) -> int:
    """Send each claimed Feed to a worker; where the broker is lost, what was not sent is due again at once."""
    for position, claim in enumerate(claims):
        try:
            # Once the lease has run out the row is somebody else's: the message may as well be dropped.
            to.apply_async((claim.id, claim.lease.isoformat()), expires=claim.lease)
        except OperationalError:
            give_back(claims[position:], at=now)
            raise
    return len(claims)
