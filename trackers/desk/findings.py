"""What is new in a queue or a search since a digest was last sent."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.queues import Queue, find_queue
from trackers.models import Change, Digest
from trackers.models.change import ChangeQuerySet
from trackers.search.rows import bounded, choose_changes, prepare_search
from trackers.text.query import parse_query

# A mail is read over a coffee; the rest is a click away.
MOST_TOLD = 30
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Findings:
    """The Changes a mail tells of, how many more there are (``MOST_COUNTED`` at most), and the queue, if it is one."""

    changes: list[Change]
    more: int
    queue: Queue | None


def gather(digest: Digest, *, until: datetime, now: datetime) -> Findings:
    """Return what moved after the digest's ``since`` and up to ``until``.

    Raises DeskError where its queue is not for the owner any more, TookTooLongError for a search that takes too long.
    """
    queue = find_queue(digest.queue, user=digest.owner) if digest.queue else None
    if digest.queue and queue is None:
        raise DeskError(_("There is no such queue for your account."))
    with bounded():
        rows = queue.chosen(digest.owner, now=now) if queue else _find(digest.query, now=now)
        order = queue.order if queue else ("-description__rank", "-pk")
        moved = Coalesce(
            Greatest("announced_at", "review__touched_at"), "seen_new_at", output_field=DateTimeField()
        )
        fresh = rows.alias(moved=moved).filter(moved__gt=digest.since, moved__lte=until)
        told = list(fresh.select_related("article__source", "description").order_by(*order)[:MOST_TOLD])
        count = fresh[:MOST_COUNTED].count() if len(told) == MOST_TOLD else len(told)
    return Findings(told, count - len(told), queue)


def _find(text: str, *, now: datetime) -> ChangeQuerySet:
    search = prepare_search(parse_query(text), today=now.date())
    if search.problems:
        raise DeskError(_("The search is not understood any more: save it again."))
    rows: ChangeQuerySet = choose_changes(Change.objects.public().shown(), search)  # type: ignore[assignment]
    return rows
