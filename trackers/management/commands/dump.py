"""``manage.py dump``: a release of what anyone may see, now, into the operator's folder or any other."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from trackers.pipeline.dump.release import name_release, release_now
from trackers.pipeline.dump.write import write_dump


class Command(BaseCommand):
    """Write the files and print where they are."""

    help = (
        "Writes a release of what anyone may see: publishers, articles, changes and editors' entries as CSV, metadata "
        "without texts. Into OPEN_DATA_DIR, whose releases /data/ offers; with --to into another folder, where nothing "
        "takes it back when something of it is withheld."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another folder."""
        parser.add_argument("--to", metavar="DIR", help="A folder of your own, in place of OPEN_DATA_DIR.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write it; what cannot be written is said in a sentence."""
        now = timezone.now()
        if not options["to"] and not settings.OPEN_DATA_DIR:
            raise CommandError("Say where to with --to DIR, or set OPEN_DATA_DIR.")
        try:
            if options["to"]:
                folder, name = Path(options["to"]), name_release(now)
                write_dump(folder, name=name, made_at=now)
            else:
                folder = Path(settings.OPEN_DATA_DIR)
                row = release_now(folder, now=now, keep=settings.OPEN_DATA_KEEP)
                if row is None:
                    raise CommandError(
                        "Something was withheld meanwhile: nothing was kept. Please try again."
                    )
                name = row.name
        except OSError as error:
            raise CommandError(f"The files could not be written: {error.strerror}.") from error
        self.stdout.write(str(folder / name))
