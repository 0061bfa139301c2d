"""Thinning: old Checks that say nothing their neighbours do not say become numbers by day.

Of a run of looks at one thing that came to the same, the first and the last stay; those between go into CheckDay once
they are ``KEEP_LOOKS_DAYS`` old. "The same" is the same Outcome and code; an Article's ``unchanged`` and
``not_modified`` are one (the text was seen again), a Feed's ``new_entries`` too (the list was read). So the look before
and the look after whatever happened are always there.

These stay whatever stands beside them: looks that found something (a new Version, a text that returned, a move), looks
somebody asked for, and the look behind each moment that is kept elsewhere: both ends of a Change's window, the response
at its near end, and what an Article or Feed remembers of itself. No sum changes: ``count_looks`` reads both tables.
"""

import logging
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Min

from trackers.models import Check, Outcome, StoreDay, Via

logger = logging.getLogger(__name__)

LOOKS_AT_ONCE = 5000

_FAILURES = (
    Outcome.GONE, Outcome.MISSING, Outcome.FORBIDDEN, Outcome.DISALLOWED, Outcome.REFUSED, Outcome.RATE_LIMITED,
    Outcome.BLOCKED, Outcome.UNREADABLE, Outcome.FAILED,
)  # fmt: skip
_SEEN_AGAIN = (Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
_LIST_READ = (*_SEEN_AGAIN, Outcome.NEW_ENTRIES)

# The moments beside which the latest look at or before them stays.
_ARTICLE_MOMENTS = """
    SELECT unnest(ARRAY[thing.text_seen_at, thing.last_check_at, thing.missing_since, thing.gone_at,
                        thing.failing_since, thing.waiting_since]) AS at
    UNION ALL SELECT fetched_at FROM trackers_snapshot
        WHERE id IN (thing.last_snapshot_id, thing.text_snapshot_id, thing.waiting_snapshot_id)
    UNION ALL SELECT unnest(ARRAY[change.seen_old_at, change.seen_new_at, response.fetched_at])
        FROM trackers_change change LEFT JOIN trackers_snapshot response ON response.id = change.old_snapshot_id
        WHERE change.article_id = thing.id
"""
_FEED_MOMENTS = """
    SELECT unnest(ARRAY[thing.last_check_at, thing.last_success_at, thing.list_read_at, thing.failing_since]) AS at
"""

# A look with no other before it or after it begins or ends a run: the joins leave it out.
_THIN = """
WITH going AS (
    DELETE FROM trackers_check WHERE id IN (
        SELECT look.id
        FROM trackers_check look
        JOIN {things} thing ON thing.id = look.{thing}_id
        CROSS JOIN LATERAL (
            SELECT outcome, code FROM trackers_check
            WHERE {thing}_id = look.{thing}_id AND started_at <= look.started_at
                AND (started_at, id) < (look.started_at, look.id)
            ORDER BY started_at DESC, id DESC LIMIT 1
        ) before
        CROSS JOIN LATERAL (
            SELECT outcome, code, started_at FROM trackers_check
            WHERE {thing}_id = look.{thing}_id AND started_at >= look.started_at
                AND (started_at, id) > (look.started_at, look.id)
            ORDER BY started_at, id LIMIT 1
        ) after
        WHERE look.started_at >= %(start)s AND look.started_at < %(end)s
            AND look.outcome = ANY(%(folded)s) AND look.via = %(clock)s
            AND {before} = {look} AND {after} = {look}
            AND NOT EXISTS (
                SELECT FROM ({moments}) moment WHERE at >= look.started_at AND at < after.started_at
            )
    )
    RETURNING {thing}_id, (started_at AT TIME ZONE 'UTC')::date AS day, outcome, wire_bytes, elapsed_ms
), days AS (
    INSERT INTO trackers_checkday ({thing}_id, day, outcome, looks, wire_bytes, elapsed_ms)
    SELECT {thing}_id, day, outcome, count(*), sum(wire_bytes), sum(elapsed_ms) FROM going GROUP BY 1, 2, 3
    ON CONFLICT ({thing}_id, day, outcome) WHERE {thing}_id IS NOT NULL DO UPDATE SET
        looks = trackers_checkday.looks + excluded.looks,
        wire_bytes = trackers_checkday.wire_bytes + excluded.wire_bytes,
        elapsed_ms = trackers_checkday.elapsed_ms + excluded.elapsed_ms
)
SELECT count(*) FROM going
"""


def _write_statement(thing: str, *, moments: str) -> str:
    """Return the statement that thins the looks at one kind of thing: what goes and what is counted, in one."""
    sames = {
        name: f"CASE WHEN {name}.outcome = ANY(%(same)s) THEN '' ELSE {name}.outcome || ' ' || {name}.code END"
        for name in ("look", "before", "after")
    }
    return _THIN.format(things=f"trackers_{thing}", thing=thing, moments=moments, **sames)


_ARTICLES = _write_statement("article", moments=_ARTICLE_MOMENTS)
_FEEDS = _write_statement("feed", moments=_FEED_MOMENTS)


def thin_checks(*, now: datetime, limit: int) -> int:
    """Thin the Checks of whole days that are old enough, oldest day first; return how many became numbers.

    Stops after the batch that passes ``limit``. Each batch is one statement: killed in the middle, nothing is lost or
    counted twice, and the next run takes the day up again. A day that is through is not read again.
    """
    through = (now.astimezone(UTC) - timedelta(days=settings.KEEP_LOOKS_DAYS)).date()
    thinned = StoreDay.objects.filter(thinned_at__isnull=False).aggregate(last=Max("day"))["last"]
    day, count = _next_day(after=thinned), 0
    while day is not None and day < through and count < limit:
        went, is_through = _thin_day(day, limit=limit - count)
        count += went
        if is_through:
            StoreDay.objects.update_or_create(day=day, defaults={"thinned_at": now})
            day = _next_day(after=day)
    if count:
        logger.info("checks_thinned count=%d", count)
    return count


def _next_day(*, after: date | None) -> date | None:
    """Return the first day after one (or at all) that has Checks; None where there is none."""
    looks = Check.objects.all()
    if after is not None:
        looks = looks.filter(started_at__gte=datetime.combine(after + timedelta(days=1), time.min, UTC))
    oldest = looks.aggregate(first=Min("started_at"))["first"]
    return oldest.astimezone(UTC).date() if oldest is not None else None


def _thin_day(day: date, *, limit: int) -> tuple[int, bool]:
    """Thin one day batch by batch; return how many looks went and whether the day is through."""
    start = datetime.combine(day, time.min, UTC)
    midnight, count = start + timedelta(days=1), 0
    while start < midnight:
        if count >= limit:
            return count, False
        end = _end_of_batch(start, midnight)
        count += _thin_between(start, end)
        start = end
    return count, True


def _end_of_batch(start: datetime, midnight: datetime) -> datetime:
    """Return the moment before which lie about as many looks as one statement should read."""
    looks = Check.objects.filter(started_at__gte=start, started_at__lt=midnight).order_by("started_at")
    beyond = looks.values_list("started_at", flat=True)[LOOKS_AT_ONCE : LOOKS_AT_ONCE + 1]
    # Looks that began at the same instant are in one batch, however many they are.
    return max((*beyond, start + timedelta(microseconds=1))) if beyond else midnight


def _thin_between(start: datetime, end: datetime) -> int:
    bounds: dict[str, datetime | str] = {"start": start, "end": end, "clock": Via.CLOCK.value}
    failures, count = [str(outcome.value) for outcome in _FAILURES], 0
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, outcomes in ((_ARTICLES, _SEEN_AGAIN), (_FEEDS, _LIST_READ)):
            same = [str(outcome.value) for outcome in outcomes]
            cursor.execute(statement, {**bounds, "same": same, "folded": same + failures})
            count += cursor.fetchone()[0]
    return count
