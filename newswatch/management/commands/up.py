"""The one command: everything on this machine."""

import os
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from newswatch.local.errors import CannotStartError
from newswatch.local.options import PROJECT, Options
from newswatch.local.run import run


class Command(BaseCommand):
    """Start the servers, the web server, the workers and the clock, and watch over them until Ctrl-C."""

    help = "Starts everything on this machine and watches over it until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the data directory, the address and the demo."""
        default = os.environ.get("NEWSWATCH_DATA") or str(PROJECT / "data")
        parser.add_argument(
            "--data", metavar="DIR", default=default, help="where everything is kept (%(default)s)"
        )
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s)")
        parser.add_argument(
            "--port", type=read_port, default=8000, help="the port to listen on (%(default)s)"
        )
        parser.add_argument("--demo", action="store_true", help="also start and follow the demo press")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped: exit code 0; 1 with one sentence when something stands in the way."""
        choices = Options(
            data=Path(options["data"]).expanduser().resolve(),
            host=options["host"],
            port=options["port"],
            demo=options["demo"],
        )
        try:
            run(choices, say=self._say)
        except CannotStartError as error:
            self.stderr.write(str(error))
            sys.exit(1)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def read_port(text: str) -> int:
    """Return a port; raise ArgumentTypeError for what is none."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"{text!r} is not a number from 1 to 65535")
    return int(text)
