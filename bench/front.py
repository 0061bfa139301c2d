"""The front page, a publisher's page and its figures over 200,000 changes: milliseconds a page, and the plans behind.

    bin/bench front [--changes N] [--rounds N] [--explain]

Forty publishers of unequal size, a year of changes, each described as the rules would: kinds, a rank, disclosure. Rows
are made by the database itself; texts are short, since no list reads them. Each page is asked for through the whole
stack, without a network; the times are the server's. ``--explain`` prints the plans of the front page's queries.
"""

import argparse
import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.storage_rows import lay_ground
from trackers.models import Source

SOURCES = 40
_FILL = """
INSERT INTO trackers_article (source_id, url, entry_title, first_seen_at, interval, next_check_at, public_since)
SELECT s.id, 'https://paper-' || s.id || '.example/news/' || n, 'A story',
    at, interval '30 minutes', at + interval '30 days', at
FROM (SELECT n, %(end)s - (1 - n::float / %(articles)s) * interval '365 days' AS at, power(random(), 2.5) AS lot
      FROM generate_series(1, %(articles)s) n) drawn
JOIN trackers_source s ON s.id = %(first)s + floor(lot * %(sources)s)::int;

INSERT INTO trackers_snapshot (article_id, fetched_at, url, status, headers, sha256, size, stored_size)
SELECT id, first_seen_at, url, 200, '[]'::jsonb, encode(sha256(id::text::bytea), 'hex'), 144000, 30000
FROM trackers_article;

CREATE UNLOGGED TABLE bench_step AS
SELECT a.id AS article_id, s.id AS snapshot_id, v.number, v.count,
    a.first_seen_at + power(v.number::float / v.count, 3) * interval '20 days' + v.number * interval '20 minutes' AS at
FROM trackers_article a JOIN trackers_snapshot s ON s.article_id = a.id
CROSS JOIN LATERAL (SELECT number, count FROM
    (SELECT 1 + floor(-ln(1 - random() * 0.9999) * %(each)s)::int AS count, a.id) c,
    generate_series(1, c.count) number) v;

INSERT INTO trackers_version (article_id, number, observed_at, snapshot_id, headline, paragraphs, extractor, text_hash)
SELECT article_id, number, at, snapshot_id, 'A story of harbour ' || article_id || ', told ' || number || ' times',
    ARRAY[repeat('The harbour is shut. ', 12), repeat('Nobody knows why. ', 9)], 'bench-1',
    encode(sha256((article_id || '.' || number)::bytea), 'hex')
FROM bench_step;

INSERT INTO trackers_change (article_id, from_version_id, to_version_id, from_number, to_number, seen_old_at,
    seen_new_at, old_snapshot_id, announced_at)
SELECT v.article_id, e.id, v.id, e.number, v.number, v.observed_at - interval '20 minutes', v.observed_at,
    v.snapshot_id, v.observed_at + interval '1 second'
FROM trackers_version v JOIN trackers_version e ON e.article_id = v.article_id AND e.number = v.number - 1
WHERE v.observed_at < %(end)s ORDER BY v.observed_at;

INSERT INTO trackers_description (change_id, rules, headline_before, headline_after, removed, added, context_before,
    context_after, words_removed, words_added, reread, kinds, evidence, rank, rank_parts, disclosure)
SELECT c.id, 'bench', e.headline, v.headline, 'shut', 'open', 'The harbour is ', ' today', 1, 1, '', kinds.found,
    jsonb_build_array(jsonb_build_object('kind', kinds.found[1], 'removed', 'twelve', 'added', 'forty', 'where',
        jsonb_build_object('field', 'paragraphs', 'old', 0, 'new', 0))),
    (random() * 150)::int, '[["number", 50], ["headline", 40]]'::jsonb,
    (ARRAY['none', 'none', 'none', 'none', 'timestamp', 'timestamp', 'update_note', 'correction'])
        [1 + floor(random() * 8)]
FROM trackers_change c JOIN trackers_version e ON e.id = c.from_version_id
JOIN trackers_version v ON v.id = c.to_version_id
CROSS JOIN LATERAL (SELECT array_agg(DISTINCT word) AS found FROM (SELECT
    (ARRAY['headline', 'number', 'date', 'quote', 'attribution', 'hedge', 'name', 'addition', 'addition', 'cut', 'cut',
           'rewrite', 'rewrite', 'rewrite', 'typo', 'punctuation', 'furniture', 'link_media', 'negation'])
        [1 + floor(random() * 19)] AS word
    FROM generate_series(1, 1 + c.id %% 3)) words) kinds;

UPDATE trackers_article a SET latest_version_id = v.id, version_count = v.number, last_changed_at = v.observed_at,
    text_seen_at = v.observed_at, last_check_at = least(a.first_seen_at + interval '30 days', %(end)s)
FROM (SELECT DISTINCT ON (article_id) * FROM trackers_version WHERE observed_at < %(end)s
    ORDER BY article_id, number DESC) v WHERE v.article_id = a.id;

INSERT INTO trackers_lookday (source_id, day, looks, seen)
SELECT s.id, d::date, 4000, 3900
FROM trackers_source s, generate_series(%(end)s - interval '365 days', %(end)s, '1 day') d;
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill the database, ask for each page and print what it took."""
    parser = argparse.ArgumentParser(
        prog="bench.front", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--changes", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--explain", action="store_true")
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    begun = time.monotonic()
    largest = fill(changes=options.changes, now=datetime.now(UTC))
    print(f"filled in {time.monotonic() - begun:.0f} s: {count_rows()}")
    print(f"{'page':<58}{'queries':>8}{'median':>9}{'p95':>9}{'worst':>9} ms")
    for path in list_paths(largest):
        print(measure(path, rounds=options.rounds))
    if options.explain:
        for path in ("/", "/?kind=negation"):
            explain(path)


def fill(*, changes: int, now: datetime) -> Source:
    """Make the rows of a year that ends now; return the publisher with the most changes."""
    lay_ground(seed=1)
    sources = [
        Source.objects.create(
            name=f"Paper {n}", slug=f"paper-{n}", homepage=f"https://paper-{n}.example/", public_since=now
        )
        for n in range(SOURCES)
    ]
    # Each article has 3.5 changes on average, of which some lie beyond the year's end.
    values: dict[str, Any] = {
        "articles": changes // 3,
        "each": 3.7,
        "sources": SOURCES,
        "first": sources[0].pk,
        "end": now,
    }
    with connection.cursor() as cursor:
        for statement in _FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")
    return sources[0]


def count_rows() -> str:
    """Return how many rows there are of what lists are made of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM trackers_article), (SELECT count(*) FROM trackers_change), (SELECT max(n) "
            "FROM (SELECT count(*) n FROM trackers_change c JOIN trackers_article a ON a.id = c.article_id "
            "GROUP BY a.source_id) s), "
            "(SELECT count(*) FROM trackers_change WHERE announced_at > now() - interval '3 days')"
        )
        articles, changes, largest, lately = cursor.fetchone()
    return (
        f"{articles} articles, {changes} changes, {largest} of the largest publisher, {lately} of three days"
    )


def list_paths(source: Source) -> list[str]:
    """Return the addresses that are asked for: each filter alone, and the figures of the largest publisher."""
    now = datetime.now(UTC)
    old = int((now - timedelta(days=300)).timestamp() * 1_000_000)
    year = f"from={now - timedelta(days=364):%Y-%m-%d}&to={now:%Y-%m-%d}"
    page = f"/sources/{source.slug}/"
    small = f"/sources/paper-{SOURCES - 1}/"
    return [
        "/", f"/?before={old}-1", "/?kind=number", "/?kind=negation", "/?kind=correction_notice", "/?kind=gone",
        f"/?source={source.slug}", f"/?source=paper-{SOURCES - 1}&kind=negation", "/?since=week", "/?noted=1",
        f"/?{year}", "/sources/", "/sources/?q=paper", page, small, f"{page}?{year}", f"{page}figures.csv",
        f"{page}figures.csv?{year}",
    ]  # fmt: skip


def measure(path: str, *, rounds: int) -> str:
    """Return a line: how many queries a page costs and how long it takes, the first time left out."""
    client, took = Client(SERVER_NAME="localhost"), []
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
        queries = len(asked)
    for _ in range(rounds):
        begun = time.perf_counter()
        client.get(path)
        took.append((time.perf_counter() - begun) * 1000)
        reset_queries()
    took.sort()
    p95 = took[min(len(took) - 1, round(0.95 * len(took)))]
    return f"{path:<58}{queries:>8}{statistics.median(took):>9.1f}{p95:>9.1f}{took[-1]:>9.1f}"


def explain(path: str) -> None:
    """Print the plan of every query of a page."""
    with CaptureQueriesContext(connection) as asked:
        Client(SERVER_NAME="localhost").get(path)
    for query in asked.captured_queries:
        print(f"\n{path}: {query['sql'][:160]} … {query['sql'][-220:]}")
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + query["sql"].replace("%", "%%"))
            print("\n".join(row[0] for row in cursor.fetchall()))


if __name__ == "__main__":
    main()
