"""A month of looking at forty publishers: what is stored, what stays, and whether the budget holds.

    bin/bench storage [--days N] [--seed N]

Forty sources publish fifty articles a day each, and every article is looked at 42 times in its first month, densest in
the first hours: up to 84,000 looks a day, each of which finds a page of 144 kB (30 kB compressed) whose furniture has
changed. Rows are made in bulk, and the bodies of most are sizes only; a few articles a day are real pages in the real
storage, so that what stays can be read again. Retention and thinning are the product's own, run every hour by a clock
that stands still between the hours.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.storage_press import SamplePress, replay_sample
from bench.storage_rows import (
    count_rows,
    find_differences,
    find_missing_bodies,
    lay_ground,
    look_in_bulk,
    publish_articles,
)
from trackers.models import Source, StoreDay, count_looks
from trackers.pipeline.ledger import measure_store
from trackers.pipeline.retention import GB, forget_bodies
from trackers.pipeline.thinning import thin_checks

START = datetime(2026, 3, 1, tzinfo=UTC)
SOURCES = 40
SLOT = timedelta(minutes=30)
HOUR = timedelta(hours=1)
BODIES_A_TICK, LOOKS_A_TICK = 10_000, 20_000
HEADS = ("day", "looks", "stored", "held", "kept", "bodies", "checks", "days of", "database", "retention", "thinning",
         "slowest")  # fmt: skip
UNITS = ("", "", "GB", "GB", "GB", "", "", "checks", "MB", "s a day", "s a day", "tick s")
WIDTHS = (3, 9, 9, 8, 8, 10, 11, 10, 10, 11, 10, 9)


@dataclass
class Spent:
    """Seconds of one simulated day, by what they were spent on."""

    retention: float = 0.0
    thinning: float = 0.0
    slowest: float = 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the month and print one line a day and what holds at its end."""
    parser = argparse.ArgumentParser(
        prog="bench.storage", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    lay_ground(seed=options.seed)
    sources = [
        Source.objects.create(
            name=f"Paper {n}", slug=f"paper-{n}", homepage=f"https://paper-{n}.example/", public_since=START
        )
        for n in range(SOURCES)
    ]
    press = SamplePress(sources[0], seed=options.seed)
    begun, looks = time.monotonic(), Counter[str]()
    for heads in (HEADS, UNITS):
        print("".join(f"{head:>{width}}" for head, width in zip(heads, WIDTHS, strict=True)))
    for day in range(options.days):
        _live_a_day(day, sources=sources, press=press, looks=looks)
    _print_end(looks, press=press, seconds=time.monotonic() - begun)


def _live_a_day(day: int, *, sources: Sequence[Source], press: SamplePress, looks: Counter[str]) -> None:
    spent, before = Spent(), looks.total()
    midnight = START + timedelta(days=day)
    for slot in range(48):
        start = midnight + slot * SLOT
        publish_articles(sources, start=start, slot=slot)
        press.publish(start, slot=slot)
        looks += look_in_bulk(start, start + SLOT)
        looks += press.look(start, start + SLOT)
        if slot % 2:
            _tick(start + SLOT, spent=spent)
        if not day:
            _let_the_database_know("ANALYZE")
    _let_the_database_know("VACUUM (ANALYZE)")
    _print_day(day, looks=looks.total() - before, spent=spent)


def _let_the_database_know(statement: str) -> None:
    """Do what autovacuum does in a real month; here a day takes seconds."""
    with connection.cursor() as cursor:
        for table in ("check", "checkday", "snapshot", "article", "version", "change"):
            cursor.execute(f"{statement} trackers_{table}")


def _tick(now: datetime, *, spent: Spent) -> None:
    begun = time.monotonic()
    forget_bodies(now=now, limit=BODIES_A_TICK)
    forgot = time.monotonic()
    thin_checks(now=now, limit=LOOKS_A_TICK)
    ended = time.monotonic()
    spent.retention += forgot - begun
    spent.thinning += ended - forgot
    spent.slowest = max(spent.slowest, forgot - begun, ended - forgot)


def _print_day(day: int, *, looks: int, spent: Spent) -> None:
    row, rows = StoreDay.objects.newest(), count_rows()
    assert row is not None
    cells = (
        f"{day + 1}", f"{looks:,}", f"{row.stored_bytes / GB:.2f}", f"{row.held_bytes / GB:.2f}",
        f"{row.kept_bytes / GB:.2f}", f"{rows.bodies:,}", f"{rows.checks:,}", f"{rows.check_days:,}",
        f"{rows.database / 1024**2:,.0f}", f"{spent.retention:.1f}", f"{spent.thinning:.1f}", f"{spent.slowest:.2f}",
    )  # fmt: skip
    print("".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True)), flush=True)


def _print_end(looks: Counter[str], *, press: SamplePress, seconds: float) -> None:
    most = max(StoreDay.objects.measured().values_list("held_bytes", flat=True))
    ledger = StoreDay.objects.newest()
    assert ledger is not None and ledger.measured_at is not None
    carried = ledger.held_bytes
    StoreDay.objects.filter(pk=ledger.pk).delete()
    exact = measure_store(now=ledger.measured_at + timedelta(minutes=1)).held_bytes
    budget = settings.RESPONSES_BUDGET_GB
    verdict = "held" if most <= budget * GB else "PASSED"
    print(f"\nbudget      {budget} GB, most held at a day's end {most / GB:.2f} GB: {verdict}")
    print(f"ledger      {carried:,} bytes carried on, {exact:,} counted: off by {carried - exact:,}")
    missing = find_missing_bodies()
    print(
        f"boundaries  {missing.boundaries:,} responses beside a version's boundary, {missing.gone:,} without body"
    )
    replayed = replay_sample(press.article_ids)
    print(
        f"replay      {replayed.read:,} of {replayed.asked:,} sampled responses read, hash verified, and read again"
        f" as the same text: {replayed.same:,}"
    )
    counted = {outcome: found.looks for (outcome,), found in count_looks("outcome").items()}
    print(
        f"looks       {sum(counted.values()):,} counted, {looks.total():,} made;"
        f" by outcome the same: {counted == looks}"
    )
    differences = find_differences()
    print(f"            by article, day and outcome: {differences.sums:,} sums differ")
    print(
        f"windows     {differences.windows:,} windows, {differences.without_old:,} without the look that saw the old"
        f" text, {differences.without_new:,} without the one that saw the new"
    )
    print(f"seconds     {seconds:.0f}")


if __name__ == "__main__":
    main()
