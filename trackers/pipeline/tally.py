"""Tally: how many looks were made a day at each publisher's articles, counted by the clock so that no page has to.

A publisher's page states its figures beside the number of looks they rest on. Looks are millions of rows; their daily
sums are a few hundred.
"""

import logging
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from django.db.models import Max, Min

from trackers.models import SEEN, Check, CheckDay, LookDay, Outcome, Source, count_looks

logger = logging.getLogger(__name__)

_DAY = timedelta(days=1)


def tally_looks(*, now: datetime, limit: int) -> int:
    """Count the looks of the days that are not over or were not when they were last counted; return how many days.

    Goes on from the last counted day, at most ``limit`` days at a time; the day before it is counted again, since a
    look is written a little after it began. ``limit`` is three at least. Safe to run twice. One day costs two queries
    over its looks.
    """
    today = now.astimezone(UTC).date()
    first = _find_start()
    if first is None:
        return 0
    days = [first + number * _DAY for number in range(min((today - first).days + 1, limit))]
    for day in days:
        _tally_day(day)
    if days:
        logger.info("looks_tallied days=%d last=%s", len(days), days[-1])
    return len(days)


def _find_start() -> date | None:
    """Return the day to begin with: the one before the last counted, or the first that has looks; None without any."""
    last: date | None = LookDay.objects.aggregate(last=Max("day"))["last"]
    if last is not None:
        return last - _DAY
    oldest: datetime | None = Check.objects.aggregate(at=Min("started_at"))["at"]
    thinned: date | None = CheckDay.objects.aggregate(day=Min("day"))["day"]
    begun = oldest.astimezone(UTC).date() if oldest else None
    return min((day for day in (thinned, begun) if day is not None), default=None)


def _tally_day(day: date) -> None:
    looks, seen = Counter[int](), Counter[int]()
    for (source_id, feed_id, outcome), found in count_looks(
        "source", "feed", "outcome", since=day, until=day + _DAY
    ).items():
        if feed_id is not None:
            continue
        looks[source_id] += found.looks
        if Outcome(outcome) in SEEN:
            seen[source_id] += found.looks
    # Nought is a count as well: where no row stands, nobody has counted yet.
    LookDay.objects.bulk_create(
        [
            LookDay(source_id=source_id, day=day, looks=looks[source_id], seen=seen[source_id])
            for source_id in Source.objects.values_list("pk", flat=True)
        ],
        update_conflicts=True,
        unique_fields=["source", "day"],
        update_fields=["looks", "seen"],
    )
