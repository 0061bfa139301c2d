"""The desk over 100,000 changes: milliseconds, queries and buffers of the admin's first page, each queue and a review.

    bin/bench desk [--changes N] [--rounds N] [--decided SHARE] [--explain WORD]

The rows are those of ``bench front``, of which editors have decided on a share, some of it in every state; one in
twenty changes says the same as others, and a noise rule has lowered some. Pages are asked for through the whole stack,
without a network, as an editor whose own papers come first. ``ratio`` is the median beside that of ``SELECT 1`` a
thousand times, which tells a loaded machine from a slow page; ``buffers`` are the pages of eight kilobytes that the
page's queries touch. ``--explain WORD`` prints the plans of the queries of each page whose address holds the word.
"""

import argparse
import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import django

django.setup()

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.front import fill
from trackers.desk.preferences import set_preference
from trackers.desk.queues import queues_for
from trackers.models import Change, Source

_FILL = """
UPDATE trackers_description SET removed = 'shut since ' || change_id;

UPDATE trackers_description SET removed = 'The ferry sails at nine from the old pier today',
    added = 'The ferry sails at ten from the new pier today', words_removed = 9, words_added = 9,
    evidence = '[{"kind": "rewrite", "removed": "nine from the old", "added": "ten from the new"}]'::jsonb
        || jsonb_build_array(change_id %% 400)
WHERE change_id %% 20 = 0;

INSERT INTO trackers_noiserule (name, sentence, kinds, phrases, note, state, made_at, in_force_since, lock)
VALUES ('Page clocks', 'Times that a page renews.', ARRAY['typo', 'punctuation', 'furniture', 'link_media'], '', '',
    'in_force', %(now)s, %(now)s - interval '9 days', 0);

UPDATE trackers_description SET lowered_by_id = (SELECT min(id) FROM trackers_noiserule), disclosure = 'none'
WHERE kinds <@ ARRAY['typo', 'punctuation', 'furniture', 'link_media']::varchar[];

INSERT INTO trackers_annotation (uuid, change_id, author_id, author_name, kinds, machine_kinds, disclosure,
    significance, confidence, anchors, public_note, internal_note, state, created_at, updated_at, published_at, writers,
    approver_account, approver_name, alone)
SELECT gen_random_uuid(), id, %(user)s, 'Mira', '{}', '{}', 'none', 2, 'certain', '[]'::jsonb, 'Words for readers.', '',
    CASE WHEN id / 25 %% 10 < 4 THEN 'draft' ELSE 'published' END, %(now)s, %(now)s,
    CASE WHEN id / 25 %% 10 < 4 THEN NULL ELSE %(now)s::timestamptz END, ARRAY[%(user)s]::bigint[],
    CASE WHEN id / 25 %% 10 < 4 THEN NULL ELSE 999999 END, '', false
FROM trackers_change WHERE id %% 25 = 0;

INSERT INTO trackers_review (change_id, state, annotation_id, claimed_by_id, claimed_name, claimed_until, touched_at,
    lock)
SELECT c.id, CASE WHEN n.id IS NULL THEN CASE WHEN c.id %% 997 = 0 THEN 'in_review' ELSE 'dismissed' END
        ELSE (ARRAY['annotated', 'second_read', 'returned', 'approved', 'published'])
            [least(c.id / 25 %% 10, 4) + 1] END,
    n.id, NULL, '', CASE WHEN n.id IS NULL AND c.id %% 997 = 0 THEN %(now)s END,
    c.seen_new_at + interval '1 hour', 1
FROM trackers_change c LEFT JOIN trackers_annotation n ON n.change_id = c.id
WHERE n.id IS NOT NULL OR c.id %% 1000 < %(share)s * 1000;

INSERT INTO trackers_check (article_id, started_at, elapsed_ms, outcome, wire_bytes, code, detail, via)
SELECT a.id, %(now)s - random() * interval '14 days', 200,
    (ARRAY['unchanged', 'unchanged', 'not_modified', 'new_version', 'failed', 'blocked'])[1 + floor(random() * 6)],
    1000, '', '', 'clock'
FROM trackers_article a, generate_series(1, 10);
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill the database, ask for each page and print what it took."""
    parser = argparse.ArgumentParser(
        prog="bench.desk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--changes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--decided", type=float, default=0.3)
    parser.add_argument("--explain", default="")
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    begun = time.monotonic()
    user = prepare(changes=options.changes, decided=options.decided, now=datetime.now(UTC))
    print(f"filled in {time.monotonic() - begun:.0f} s: {Change.objects.count()} changes, "
          f"{Change.objects.unreviewed().count()} of them new")  # fmt: skip
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    unit = measure_machine()
    print(f"a thousand SELECT 1: {unit:.0f} ms")
    print(f"{'page':<44}{'queries':>8}{'median':>9}{'p95':>9}{'ratio':>7}{'buffers':>9}")
    for path in list_paths(user):
        print(measure(client, path, rounds=options.rounds, unit=unit))
        if options.explain and options.explain in path:
            explain(client, path)


def prepare(*, changes: int, decided: float, now: datetime) -> User:
    """Make the rows; return an editor who has a part in some and papers of her own."""
    user = User.objects.create_user("mira", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=["Editor", "Source manager"]))
    # Of what is filled for a year some lies beyond its end.
    largest = fill(changes=changes, now=now)
    with connection.cursor() as cursor:
        for statement in _FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement, {"now": now, "user": user.pk, "share": decided})
        cursor.execute("VACUUM ANALYZE")
    set_preference(user, sources=[Source.objects.exclude(pk=largest.pk).latest("pk")], sections=["Sport"])
    return user


def list_paths(user: User) -> list[str]:
    """Return the addresses that are asked for."""
    base = "/admin/trackers/change/"
    newest = Change.objects.unreviewed().latest("seen_new_at").pk
    queues = [f"{base}?queue={queue.code}" for queue in queues_for(user)]
    return [
        "/admin/", base, *queues, f"{base}?queue=triage&p=20", f"{base}?queue=triage&kind=number",
        f"{base}{newest}/change/", f"{base}{newest}/change/?queue=triage", f"{base}{newest}/change/?queue=undisclosed",
        "/admin/trackers/source/",
    ]  # fmt: skip


def measure_machine() -> float:
    """Return the milliseconds that a thousand smallest queries take."""
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        for _ in range(1000):
            cursor.execute("SELECT 1")
    return (time.perf_counter() - begun) * 1000


def measure(client: Client, path: str, *, rounds: int, unit: float) -> str:
    """Return a line: queries, times and buffers of a page, the first time left out."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        queries = asked.captured_queries
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        client.get(path)
        took.append((time.perf_counter() - begun) * 1000)
        reset_queries()
    took.sort()
    median, p95 = statistics.median(took), took[min(len(took) - 1, round(0.95 * len(took)))]
    buffers = sum(count_buffers(query["sql"]) for query in queries)
    return f"{path[-43:]:<44}{len(queries):>8}{median:>9.1f}{p95:>9.1f}{median / unit:>7.2f}{buffers:>9}"


def count_buffers(sql: str) -> int:
    """Return how many pages of the database a query touches."""
    if not sql.startswith("SELECT"):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql.replace("%", "%%"))
        plan = cursor.fetchone()[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])


def explain(client: Client, path: str) -> None:
    """Print the plan of the slow queries of a page."""
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    for query in asked.captured_queries:
        if float(query["time"]) < 0.02:
            continue
        print(f"\n{path}: {query['time']} s: {query['sql']}")
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + query["sql"].replace("%", "%%"))
            print("\n".join(row[0] for row in cursor.fetchall()))


if __name__ == "__main__":
    main()
