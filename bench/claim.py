"""What a claim of due Articles costs among very many, on a real PostgreSQL.

    bin/bench claim [ARTICLES]

Fills a database with Articles (1.2 million unless said otherwise) of 200 Sources, half a percent of them due, and
claims 500 again and again, the longest overdue first and the youngest first. Prints milliseconds as minimum, median
and maximum.
"""

import statistics
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from trackers.models import Source
from trackers.pipeline.claim import claim_due_articles

SOURCES, CLAIMED, RUNS = 200, 500, 15

FILL = """
INSERT INTO trackers_article (
    uuid, source_id, url, entry_title, first_seen_at, version_count, tracking, stratum, plan, interval, next_check_at,
    last_outcome, etag, last_modified, fingerprint, directives, waiting_hash, exposure, exposure_reason, missing_looks,
    apart_from
)
SELECT gen_random_uuid(), %(first)s + (i %% %(sources)s), 'https://press.example/' || i, '',
    now() - interval '300 days' * random(), 0, 'active', 'learned', '{}', interval '1 hour',
    now() + interval '1 hour' * (random() * 1000 - 5), '', '', '', '', '', '', 'usable', '', 0, '{}'
FROM generate_series(1, %(articles)s) AS i
"""


def main(arguments: list[str]) -> int:
    """Fill, claim, print; return the exit code."""
    articles = int(arguments[0]) if arguments else 1_200_000
    call_command("migrate", verbosity=0)
    sources = Source.objects.bulk_create(
        Source(
            name=f"Press {n}", slug=f"press-{n}", homepage="https://press.example/", host_delay=timedelta(0)
        )
        for n in range(SOURCES)
    )
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"first": sources[0].pk, "sources": SOURCES, "articles": articles})
        cursor.execute("VACUUM ANALYZE trackers_article")
        cursor.execute("SELECT count(*) FROM trackers_article WHERE next_check_at <= now()")
        print(f"{articles} articles of {SOURCES} sources, {cursor.fetchone()[0]} due")
    print(f"{'first come':18}{'claimed':>9}{'min ms':>9}{'median':>9}{'max':>9}")
    for title, youngest in (("longest overdue", False), ("youngest", True)):
        times: list[float] = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            claims = claim_due_articles(now=timezone.now(), limit=CLAIMED, youngest_first=youngest)
            times.append(1000 * (time.perf_counter() - begun))
            give_back([claim.id for claim in claims])
        print(
            f"{title:18}{len(claims):9d}{min(times):9.1f}{statistics.median(times):9.1f}{max(times):9.1f}",
            flush=True,
        )
    return 0


def give_back(ids: list[int]) -> None:
    """Make the same rows due again, so that every run claims from as many."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trackers_article SET leased_until = NULL WHERE id = ANY(%s)", [ids])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
