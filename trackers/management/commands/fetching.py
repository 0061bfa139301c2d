"""``manage.py fetching ACTION``: the global stop switch on the command line, and how it stands."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trackers.desk.errors import DeskError
from trackers.desk.fetching import resume_fetching, stop_fetching
from trackers.models import Gap, GapCause


class Command(BaseCommand):
    """Stop all fetching for a reason, resume it, or say how it stands."""

    help = "Stops all fetching for a reason, resumes it, or says how it stands."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, and why."""
        parser.add_argument("action", metavar="ACTION", choices=["stop", "resume", "show"])
        parser.add_argument("--reason", default="", help="Why all fetching is stopped; needed to stop.")

    def handle(self, *_args: Any, action: str, reason: str, **_options: Any) -> None:
        """Turn the switch and print how it stands now."""
        try:
            if action == "stop":
                stop_fetching(reason=reason, actor=None)
            if action == "resume":
                resume_fetching(actor=None)
        except DeskError as error:
            raise CommandError(error.sentence) from error
        gaps = list(Gap.objects.open().order_by("started_at", "pk"))
        for gap in gaps:
            words = f"{GapCause(gap.cause).label} since {gap.started_at:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(": ".join(part for part in (words, gap.reason) if part))
        if not gaps:
            self.stdout.write("Publishers are looked at as planned.")
