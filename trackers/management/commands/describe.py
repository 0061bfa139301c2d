"""``manage.py describe``: describe changes anew after the rules for kinds and rank changed."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trackers.models import Source
from trackers.pipeline.retell import find_outdated, retell_changes


class Command(BaseCommand):
    """Go through the changes that older rules described, newest first, and print how far it has come."""

    help = (
        "Tells the kinds, rank and disclosure of changes anew with today's rules. Only changes that other rules have "
        "described are touched, so that a run that was stopped goes on when it is started again; no version, no change "
        "and no annotation is ever altered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the scope."""
        parser.add_argument("--source", metavar="SLUG", help="Only this publisher, by its short name.")
        parser.add_argument(
            "--limit", metavar="N", type=_read_number, help="At most so many changes, the newest first."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Describe in batches; Ctrl-C stops after the change that is being described."""
        source_id = None
        if options["source"]:
            source = Source.objects.filter(slug=options["source"]).first()
            if source is None:
                raise CommandError(f"There is no source {options['source']!r}.")
            source_id = source.pk
        total, done = find_outdated(source_id=source_id).count(), 0
        try:
            for done in retell_changes(source_id=source_id, limit=options["limit"]):
                self.stderr.write(f"{done} of {total} changes described anew")
        except KeyboardInterrupt as stop:
            raise CommandError("Stopped. Go on with: manage.py describe", returncode=130) from stop
        self.stdout.write(f"{done} changes described anew, {max(total - done, 0)} left.")


def _read_number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:12]) < 2**31:
        raise ArgumentTypeError(f"{text!r} is no number from 1 on.")
    return int(text)
