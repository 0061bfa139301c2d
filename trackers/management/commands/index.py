"""``manage.py index``: let what was recorded before, or cut by older rules, be found by a search."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trackers.pipeline.reindex import find_unindexed, index_all


class Command(BaseCommand):
    """Go through the changes and articles that cannot be found yet, newest first, and print how far it has come."""

    help = (
        "Lets changes, and articles that have not changed, be found by a search: those recorded before there was one, "
        "and all of them after the rules of cutting words or the database's major version changed. A run that was "
        "stopped goes on when it is started again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the scope."""
        parser.add_argument(
            "--limit", metavar="N", type=_read_number, help="At most so many, the newest first."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Index in batches; Ctrl-C stops after the row that is being written."""
        total, done = sum(rows.count() for rows in find_unindexed()), 0
        try:
            for done in index_all(limit=options["limit"]):
                self.stderr.write(f"{done} of {total} changes and articles indexed")
        except KeyboardInterrupt as stop:
            raise CommandError("Stopped. Go on with: manage.py index", returncode=130) from stop
        self.stdout.write(f"{done} changes and articles indexed, {max(total - done, 0)} left.")


def _read_number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:12]) < 2**31:
        raise ArgumentTypeError(f"{text!r} is no number from 1 on.")
    return int(text)
