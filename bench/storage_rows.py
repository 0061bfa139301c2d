"""Rows in bulk for the benchmark of storage: articles, looks and what they find, made by the database itself."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

from trackers.models import Article, Change, Check, Snapshot, Source, Version

LOOKS = 42
FIRST_GAP, GROWTH = 31.0, 1.136  # minutes, and how much longer each wait is: 42 looks in 29.5 days
FAILURE = 0.005
HEADERS = [
    ["Date", "Sun, 01 Mar 2026 12:00:00 GMT"], ["Content-Type", "text/html; charset=utf-8"],
    ["Transfer-Encoding", "chunked"], ["Connection", "keep-alive"], ["Server", "nginx"], ["Vary", "Accept-Encoding"],
    ["Cache-Control", "public, max-age=60, stale-while-revalidate=30"], ["Age", "17"], ["X-Cache", "HIT, MISS"],
    ["Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload"],
    ["X-Served-By", "cache-edge-0123-EDGE, cache-edge-4567-EDGE"], ["Content-Encoding", "gzip"],
]  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """How much there is at the end of a day."""

    bodies: int
    checks: int
    check_days: int
    database: int


@dataclass(frozen=True)
class Missing:
    """The responses beside a Version's boundary, and how many of them lost their body."""

    boundaries: int
    gone: int


@dataclass(frozen=True)
class Differences:
    """What would betray that looks were thinned."""

    sums: int
    windows: int
    without_old: int
    without_new: int


def ages() -> list[float]:
    """Return at what ages in minutes an article is looked at."""
    return [FIRST_GAP * (math.pow(GROWTH, n) - 1) / (GROWTH - 1) for n in range(LOOKS)]


def edit_chance(number: int) -> float:
    """Return how likely the look of that number finds a new text: most edits fall into the first hours."""
    return 0.06 if number < 8 else 0.02 if number < 20 else 0.003


def lay_ground(*, seed: int) -> None:
    """Make the tables of the benchmark and let the database know the models' defaults, which Django keeps to itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [seed / 1000])
        cursor.execute("CREATE TABLE bench_plan (number int PRIMARY KEY, age interval, edits float)")
        cursor.execute("CREATE UNLOGGED TABLE bench_look (article_id bigint, day date, outcome text)")
        cursor.execute("CREATE TABLE bench_sample (article_id bigint PRIMARY KEY)")
        for number, age in enumerate(ages()):
            cursor.execute(
                "INSERT INTO bench_plan VALUES (%s, %s * interval '1 minute', %s)",
                [number, age, edit_chance(number)],
            )
        for model in (Article, Snapshot, Check, Version, Change):
            for field in model._meta.concrete_fields:
                if not field.null and not field.primary_key and not field.is_relation:
                    _set_default(model, field)


def _set_default(model: type[models.Model], field: "models.Field[object, object]") -> None:
    if isinstance(field, models.UUIDField):
        default: sql.Composable = sql.SQL("gen_random_uuid()")
    else:
        value = field.get_default()
        if value is None:
            return
        default = sql.Literal(Jsonb(value) if isinstance(field, models.JSONField) else value)
    statement = sql.SQL("ALTER TABLE {} ALTER {} SET DEFAULT {}").format(
        sql.Identifier(model._meta.db_table), sql.Identifier(str(field.column)), default
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)


def publish_articles(sources: Sequence[Source], *, start: datetime, slot: int) -> None:
    """Publish what each source publishes in half an hour: fifty articles a day."""
    each = 2 if slot in {18, 34} else 1
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO trackers_article (source_id, url, entry_title, first_seen_at, interval, next_check_at)
            SELECT source, 'https://paper-' || source || '.example/news/' || gen_random_uuid(), 'A story',
                %(start)s + random() * interval '29 minutes', interval '30 minutes', %(start)s
            FROM unnest(%(sources)s::bigint[]) source, generate_series(1, %(each)s)
            """,
            {"start": start, "sources": [source.pk for source in sources], "each": each},
        )


_LOOK = """
WITH drawn AS MATERIALIZED (
    SELECT a.id AS article_id, a.url, a.first_seen_at + p.age AS at, p.number, p.edits, random() AS fate,
        a.latest_version_id, a.version_count, a.text_seen_at, a.text_snapshot_id
    FROM bench_plan p
    JOIN trackers_article a ON a.first_seen_at >= %(start)s - p.age AND a.first_seen_at < %(end)s - p.age
    WHERE NOT EXISTS (SELECT FROM bench_sample s WHERE s.article_id = a.id)
), slot AS MATERIALIZED (
    SELECT *, CASE WHEN fate < %(failure)s THEN 'failed'
        WHEN latest_version_id IS NULL OR fate > 1 - edits THEN 'new_version' ELSE 'unchanged' END AS outcome
    FROM drawn
), responses AS (
    INSERT INTO trackers_snapshot (article_id, fetched_at, url, status, headers, sha256, size, stored_size)
    SELECT article_id, at + interval '800 milliseconds', url, 200, %(headers)s::jsonb,
        encode(sha256((article_id || ':' || number)::bytea), 'hex'), 144000, 30720 + (random() * 12288)::int - 6144
    FROM slot WHERE outcome <> 'failed'
    RETURNING id, article_id
), checks AS (
    INSERT INTO trackers_check (article_id, started_at, elapsed_ms, outcome, status, wire_bytes, snapshot_id, detail)
    SELECT article_id, at, 800, outcome, CASE WHEN r.id IS NULL THEN 500 ELSE 200 END, 30720, r.id,
        CASE WHEN r.id IS NULL THEN 'The server answered 500.' ELSE '' END
    FROM slot LEFT JOIN responses r USING (article_id)
), versions AS (
    INSERT INTO trackers_version (article_id, number, observed_at, snapshot_id, headline, paragraphs, extractor,
        text_hash)
    SELECT article_id, version_count + 1, at + interval '800 milliseconds', r.id, 'A story of a harbour',
        (SELECT array_agg(md5(article_id || '-' || n) || repeat(md5(article_id || ':' || n), 5))
            FROM generate_series(1, 20) n),
        'bench-1', encode(sha256((article_id || '.' || version_count)::bytea), 'hex')
    FROM slot JOIN responses r USING (article_id) WHERE outcome = 'new_version'
    RETURNING id, article_id, number, observed_at
), changes AS (
    INSERT INTO trackers_change (article_id, from_version_id, to_version_id, from_number, to_number, seen_old_at,
        seen_new_at, old_snapshot_id, announced_at)
    SELECT article_id, latest_version_id, v.id, v.number - 1, v.number, text_seen_at, v.observed_at, text_snapshot_id,
        v.observed_at
    FROM slot JOIN versions v USING (article_id) WHERE latest_version_id IS NOT NULL
), truth AS (
    INSERT INTO bench_look SELECT article_id, (at AT TIME ZONE 'UTC')::date, outcome FROM slot
), told AS (
    UPDATE trackers_article a SET
        last_check_at = at + interval '800 milliseconds', last_outcome = outcome,
        failing_since = CASE WHEN outcome = 'failed' THEN coalesce(a.failing_since, at) END,
        last_snapshot_id = coalesce(r.id, a.last_snapshot_id), text_snapshot_id = coalesce(r.id, a.text_snapshot_id),
        text_seen_at = CASE WHEN r.id IS NULL THEN a.text_seen_at ELSE at END,
        latest_version_id = coalesce(v.id, a.latest_version_id), version_count = coalesce(v.number, a.version_count),
        last_changed_at = coalesce(v.observed_at, a.last_changed_at), next_check_at = at + interval '1 hour'
    FROM slot LEFT JOIN responses r USING (article_id) LEFT JOIN versions v USING (article_id)
    WHERE a.id = slot.article_id
)
SELECT outcome, count(*) FROM slot GROUP BY 1
"""


def look_in_bulk(start: datetime, end: datetime) -> Counter[str]:
    """Make all looks that fall into a stretch, none of which is the second at its article; return Outcomes."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LOOK, {"start": start, "end": end, "failure": FAILURE, "headers": json.dumps(HEADERS)}
        )
        return Counter(dict(cursor.fetchall()))


def count_rows() -> Rows:
    """Return how much there is; the benchmark's own tables are not counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT (SELECT count(*) FROM trackers_snapshot WHERE body_deleted_at IS NULL),
                (SELECT count(*) FROM trackers_check), (SELECT count(*) FROM trackers_checkday),
                pg_database_size(current_database()) - pg_total_relation_size('bench_look')
            """
        )
        return Rows(*cursor.fetchone())


def find_missing_bodies() -> Missing:
    """Return whether every response behind a Version and at the near end of a window has its body."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*), count(body_deleted_at) FROM trackers_snapshot WHERE id IN (
                SELECT snapshot_id FROM trackers_version UNION SELECT old_snapshot_id FROM trackers_change)
            """
        )
        return Missing(*cursor.fetchone())


def find_differences() -> Differences:
    """Return where the sums of Checks and CheckDays differ from the looks that were made, and windows without looks."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH counted AS (
                SELECT article_id, day, outcome, sum(looks) AS looks FROM (
                    SELECT article_id, (started_at AT TIME ZONE 'UTC')::date AS day, outcome, 1 AS looks
                        FROM trackers_check
                    UNION ALL SELECT article_id, day, outcome, looks FROM trackers_checkday) rows GROUP BY 1, 2, 3
            ), made AS (
                SELECT article_id, day, outcome, count(*) AS looks FROM bench_look GROUP BY 1, 2, 3
            )
            SELECT count(*) FROM counted FULL JOIN made USING (article_id, day, outcome)
            WHERE counted.looks IS DISTINCT FROM made.looks
            """
        )
        sums = cursor.fetchone()[0]
        cursor.execute(
            """
            SELECT count(*),
                count(*) FILTER (WHERE NOT EXISTS (SELECT FROM trackers_check k
                    WHERE k.article_id = c.article_id AND k.started_at = c.seen_old_at)),
                count(*) FILTER (WHERE NOT EXISTS (SELECT FROM trackers_check k
                    WHERE k.article_id = c.article_id AND k.outcome = 'new_version'
                    AND k.started_at + k.elapsed_ms * interval '1 millisecond' = c.seen_new_at))
            FROM trackers_change c
            """
        )
        return Differences(sums, *cursor.fetchone())
