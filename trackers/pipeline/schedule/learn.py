"""Learn each Source's habits from what its articles did, once an hour; keep what is known at hand for a minute.

What is counted, and why it is honest, is told in ``habits``. A period begins when a text becomes known (first seen or
changed) and ends with the next Change, taken to be in the middle of its window, or with the last look that saw the
text.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import connection, transaction
from django.db.models import F, FloatField, Q, Sum, Value
from django.db.models.functions import Extract

from trackers.models import Article, Facet, Feed, Habit, Pace, Source, Tracking
from trackers.pipeline.schedule.habits import (
    HOUR,
    HOURLY_SPANS,
    PACE,
    SPAN_ENDS,
    YOUNG,
    Count,
    Counts,
    Habits,
    Rates,
    expect_by_hour,
    first_rates,
    form_habits,
    next_pace,
    shrink_rates,
)

logger = logging.getLogger(__name__)

# A Source is counted anew once an hour, over the articles first seen in the last eight months, the newest first.
STALE = timedelta(minutes=55)
LEARNED_FROM = timedelta(days=240)
ARTICLES_A_SOURCE = 20_000
# A section is counted from so many articles on; a Change in a longer window says nothing of the hour of the day.
ARTICLES_A_SECTION = 20
WIDEST_WINDOW = timedelta(hours=24)
KEPT_FOR = timedelta(minutes=1)
# So much of a Source's budget is planned for; the rest is for robots.txt, redirects, editors and new articles.
SPENT = 0.9

# Every period of the chosen articles cut into spans: section, stage, span, hour of the day at which the period began,
# hours watched, Changes. Stages as in ``stage_of``, times in first intervals.
_COUNT = """
WITH chosen AS MATERIALIZED (
    SELECT a.id, a.first_seen_at, coalesce(a.text_seen_at, a.first_seen_at) AS seen_at, left(v.section, 100) AS section
    FROM trackers_article a JOIN trackers_version v ON v.id = a.latest_version_id
    WHERE a.source_id = %(source)s AND a.merged_into_id IS NULL AND a.first_seen_at > %(since)s
    ORDER BY a.first_seen_at DESC LIMIT %(articles)s
), named AS (
    SELECT section FROM chosen WHERE section <> '' GROUP BY section HAVING count(*) >= %(section_articles)s
), steps AS (
    SELECT id, 0 AS number, first_seen_at AS began, NULL::timestamptz AS old_at, NULL::timestamptz AS new_at FROM chosen
    UNION ALL
    SELECT c.article_id, c.from_number, c.seen_new_at, c.seen_old_at, c.seen_new_at
    FROM trackers_change c JOIN chosen ON chosen.id = c.article_id
), following AS (
    SELECT id, number, began, lead(old_at) OVER article AS old_at, lead(new_at) OVER article AS new_at
    FROM steps WINDOW article AS (PARTITION BY id ORDER BY number)
), periods AS (
    SELECT f.began, f.old_at, f.new_at, coalesce(n.section, '') AS section,
        greatest(extract(epoch FROM coalesce(f.old_at + (f.new_at - f.old_at) / 2, c.seen_at) - f.began), 0)::float8
            / %(unit)s AS stood,
        CASE WHEN f.number = 0 THEN 0
            ELSE (CASE WHEN f.number = 1 THEN 1 WHEN f.number < 5 THEN 2 ELSE 3 END)
                + CASE WHEN f.began - c.first_seen_at < %(young)s THEN 0 ELSE 3 END END AS stage
    FROM following f JOIN chosen c USING (id) LEFT JOIN named n ON n.section = c.section
), spans AS (
    SELECT ordinality - 1 AS span, low, high FROM unnest(%(lows)s::float8[], %(highs)s::float8[])
        WITH ORDINALITY AS bounds (low, high, ordinality)
)
"""
_COUNT_CELLS = (
    _COUNT
    + """
SELECT section, stage, span, NULL::int AS hour, sum(least(stood, high) - low),
    count(*) FILTER (WHERE new_at IS NOT NULL AND stood <= high)
FROM periods JOIN spans ON stood > low OR low = 0 GROUP BY section, stage, span
UNION ALL
SELECT NULL, stage, span, extract(hour FROM began AT TIME ZONE %(zone)s)::int AS hour, sum(least(stood, high) - low), 0
FROM periods JOIN spans ON (stood > low OR low = 0) AND span < %(hourly)s GROUP BY stage, span, hour
"""
)
# Each Change of a new article shared out over the hours its window touches.
_COUNT_HOURS = (
    _COUNT
    + """
SELECT extract(hour FROM hour AT TIME ZONE %(zone)s)::int,
    sum(CASE WHEN new_at = old_at THEN 1
        ELSE extract(epoch FROM least(new_at, hour + interval '1 hour') - greatest(old_at, hour))
            / extract(epoch FROM new_at - old_at) END)::float8
FROM periods, generate_series(date_trunc('hour', old_at), new_at, interval '1 hour') AS hour
WHERE new_at - old_at <= %(widest)s AND stood < %(hourly_end)s GROUP BY 1
"""
)


def learn_habits(*, now: datetime, limit: int = 100) -> int:
    """Count what the articles of up to ``limit`` Sources did and set their pace; return how many Sources that were.

    Those whose figures are oldest come first. Meant to be called every hour; a run that comes too early or twice
    does nothing. One Source's figures are replaced in one transaction.
    """
    overdue = Source.objects.watched().filter(Q(pace=None) | Q(pace__learned_at__lt=now - STALE))
    sources = list(
        overdue.select_related("pace").order_by(F("pace__learned_at").asc(nulls_first=True), "pk")[:limit]
    )
    prior = read_prior()
    planned = _plan_requests([source.pk for source in sources])
    for source in sources:
        habits = count_habits(source, prior=prior, now=now)
        feeds, articles = planned.get(source.pk, (0.0, 0.0))
        pace = source.pace.edits_a_look if hasattr(source, "pace") else PACE
        allowed = max(SPENT * source.requests_a_day - feeds, (1 - SPENT) * source.requests_a_day)
        with transaction.atomic():
            Habit.objects.filter(source=source).delete()
            Habit.objects.bulk_create(habits)
            Pace.objects.update_or_create(
                source=source,
                defaults={
                    "edits_a_look": next_pace(pace, planned=articles, allowed=allowed),
                    "planned_a_day": feeds + articles,
                    "learned_at": now,
                },
            )
    if sources:
        logger.info("habits_learned sources=%d", len(sources))
    return len(sources)


def count_habits(source: Source, *, prior: Rates, now: datetime) -> list[Habit]:
    """Return the rows of one Source, not stored: two queries over its articles and their Changes."""
    unit = source.first_interval.total_seconds()
    cells: dict[tuple[int, int], Count] = defaultdict(Count)
    by_section: dict[tuple[str, int, int], Count] = {}
    began: dict[tuple[int, int, int], float] = {}
    asked = _parameters(source, now=now)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_CELLS, asked)
        for section, stage, span, hour, watched, changes in cursor.fetchall():
            if hour is not None:
                began[hour, stage, span] = watched
                continue
            known = cells[stage, span]
            cells[stage, span] = Count(known.exposure + watched, known.changes + changes)
            by_section[section, stage, span] = Count(watched, changes)
        cursor.execute(_COUNT_HOURS, asked)
        at_hour = dict(cursor.fetchall())
    rates = shrink_rates(cells, prior)
    expected = expect_by_hour(began, rates, unit=unit / HOUR)
    sections: dict[str, Count] = defaultdict(Count)
    for (section, stage, span), count in by_section.items():
        if section:
            known = sections[section]
            sections[section] = Count(
                known.exposure + count.exposure * rates[stage][span], known.changes + count.changes
            )
    return [
        *(_row(source, Facet.CELL, f"{stage}:{span}", count) for (stage, span), count in cells.items()),
        *(
            _row(source, Facet.HOUR, str(hour), Count(expected[hour], at_hour.get(hour, 0.0)))
            for hour in range(24)
        ),
        *(_row(source, Facet.SECTION, name, count) for name, count in sections.items()),
    ]


def read_prior() -> Rates:
    """Return the rates of all Sources together, per first interval: one query."""
    rows = Habit.objects.filter(facet=Facet.CELL).values_list("key")
    total = rows.annotate(exposure=Sum("exposure"), changes=Sum("changes")).order_by("key")
    return shrink_rates(
        {_read_cell(key): Count(exposure, changes) for key, exposure, changes in total}, first_rates()
    )


def load_habits(sources: Iterable[Source], *, prior: Rates | None = None) -> dict[int, Habits]:
    """Return the Habits of Sources by id: three queries however many there are, two with a ``prior`` at hand."""
    wanted = {source.pk: source for source in sources}
    cells: dict[int, dict[tuple[int, int], Count]] = defaultdict(dict)
    hours: dict[int, dict[int, Count]] = defaultdict(dict)
    sections: dict[int, dict[str, Count]] = defaultdict(dict)
    for row in Habit.objects.filter(source__in=wanted):
        count = Count(row.exposure, row.changes)
        if row.facet == Facet.CELL:
            cells[row.source_id][_read_cell(row.key)] = count
        elif row.facet == Facet.HOUR:
            hours[row.source_id][int(row.key)] = count
        else:
            sections[row.source_id][row.key] = count
    paces = dict(Pace.objects.filter(source__in=wanted).values_list("source", "edits_a_look"))
    prior = prior or read_prior()
    return {
        pk: form_habits(
            Counts(cells[pk], hours[pk], sections[pk]),
            prior=prior,
            first_interval=source.first_interval,
            host_delay=source.host_delay,
            zone=_zone_of(source),
            pace=paces.get(pk, PACE),
        )
        for pk, source in wanted.items()
    }


class Shelf:
    """The Habits of Sources, loaded once and kept for a minute: one for each process that plans looks.

    What a look has just found changes its own plan through the Article's State; the Source's figures move by the hour.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[datetime, Habits]] = {}

    def take(self, sources: Iterable[Source], *, now: datetime) -> dict[int, Habits]:
        """Return Habits by Source id; no query unless one of them is new or has been kept for a minute."""
        wanted = {source.pk: source for source in sources}
        missing = [source for pk, source in wanted.items() if not self._is_fresh(pk, now)]
        if missing:
            self._kept.update((pk, (now, habits)) for pk, habits in load_habits(missing).items())
        return {pk: self._kept[pk][1] for pk in wanted}

    def _is_fresh(self, pk: int, now: datetime) -> bool:
        kept = self._kept.get(pk)
        return kept is not None and timedelta(0) <= now - kept[0] < KEPT_FOR


def _plan_requests(ids: list[int]) -> dict[int, tuple[float, float]]:
    """Return how many requests a day the intervals of feeds and of followed articles come to, by Source."""
    feeds = _sum_of_looks(Feed.objects.watched().filter(source__in=ids))
    articles = _sum_of_looks(
        Article.objects.filter(source__in=ids, tracking=Tracking.ACTIVE, merged_into__isnull=True)
    )
    return {pk: (feeds.get(pk, 0.0), articles.get(pk, 0.0)) for pk in ids}


def _sum_of_looks(rows: Any) -> dict[int, float]:
    looks = Sum(Value(86400.0) / Extract("interval", "epoch"), output_field=FloatField())
    return dict(rows.order_by().values_list("source").annotate(looks=looks))


def _parameters(source: Source, *, now: datetime) -> dict[str, Any]:
    unit = source.first_interval.total_seconds()
    return {
        "source": source.pk,
        "since": now - LEARNED_FROM,
        "articles": ARTICLES_A_SOURCE,
        "section_articles": ARTICLES_A_SECTION,
        "unit": unit,
        "young": source.first_interval * YOUNG,
        "lows": [0.0, *SPAN_ENDS],
        "highs": [*SPAN_ENDS, 1e12],
        "zone": str(_zone_of(source)),
        "hourly": HOURLY_SPANS,
        "hourly_end": SPAN_ENDS[HOURLY_SPANS - 1],
        "widest": WIDEST_WINDOW,
    }


def _zone_of(source: Source) -> tzinfo:
    """Return a Source's time zone; a name that the database of zones no longer knows counts as UTC."""
    try:
        return ZoneInfo(source.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _row(source: Source, facet: Facet, key: str, count: Count) -> Habit:
    return Habit(
        source=source,
        facet=facet,
        key=key,
        exposure=max(count.exposure, 0.0),
        changes=max(count.changes, 0.0),
    )


def _read_cell(key: str) -> tuple[int, int]:
    stage, span = key.split(":")
    return int(stage), int(span)
