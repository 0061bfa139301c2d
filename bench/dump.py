"""A release of open data over 200,000 changes: seconds, rows a second, bytes, and how far the memory grows.

    bin/bench dump [--changes N] [--explain]

The rows are those of ``bench front``. The release is written twice, first of a database a tenth as large: memory is
flat where the process is about as large after the second as after the first. ``--explain`` prints the plans.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from bench.front import count_rows, fill
from trackers.models import Snapshot
from trackers.pipeline.dump import tables
from trackers.pipeline.dump.write import write_dump


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill the database twice, write a release of each and print what it took."""
    parser = argparse.ArgumentParser(
        prog="bench.dump", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--changes", type=int, default=200_000)
    parser.add_argument("--explain", action="store_true")
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    print(f"{'rows':>9}{'seconds':>9}{'rows/s':>9}{'MB':>7}{'process at most, MB':>21}")
    for changes in (options.changes // 10, options.changes):
        _empty()
        fill(changes=changes, now=datetime.now(UTC))
        print(measure())
    print(count_rows())
    if options.explain:
        for rows in (tables._articles(), tables._changes(), tables._publications()):
            print(f"\n{rows.explain(analyze=True, buffers=True)}")


def measure() -> str:
    """Return a line: what one release took and how large the process has ever been."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        files = write_dump(Path(folder), name="bench", made_at=datetime.now(UTC))
        took = time.monotonic() - begun
    rows, size = sum(each.rows for each in files), sum(each.size for each in files)
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{rows:>9}{took:>9.1f}{rows / took:>9.0f}{size / 1e6:>7.1f}{largest:>21.0f}"


def _empty() -> None:
    names = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for name in names:
            if name.startswith("bench_"):
                cursor.execute(f"DROP TABLE {name}")
        ours = ", ".join(name for name in names if name.startswith("trackers_"))
        cursor.execute(f"TRUNCATE {ours} RESTART IDENTITY CASCADE")
    assert not Snapshot.objects.exists()


if __name__ == "__main__":
    main()
