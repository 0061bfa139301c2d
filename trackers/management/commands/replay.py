"""``manage.py replay``: read stored responses again, say what reads otherwise today, record it where asked."""

import csv
import uuid
from argparse import ArgumentTypeError
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_date, parse_datetime

from trackers.desk.errors import DeskError
from trackers.desk.replay import ask_for_replay, continue_replay
from trackers.models import Article, ReplayPurpose, ReplayRun, ReplayState, Source
from trackers.pipeline.replay import CSV_HEADER, list_findings, tell_run, work_on

SAMPLES = 20


class Command(BaseCommand):
    """Rehearse, apply or go on with a replay, and print what it found."""

    help = (
        "Reads the stored responses behind versions and changes again with today's extractor and hints and says what "
        "would differ. Nothing is recorded without --apply; no version, no change and nothing reviewed is ever altered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the scope, what to do and how to report it."""
        scope = parser.add_mutually_exclusive_group()
        scope.add_argument("--source", metavar="SLUG", help="Only this publisher, by its short name.")
        scope.add_argument("--article", metavar="ID", type=_read_number, help="Only this article.")
        scope.add_argument("--resume", metavar="RUN", type=_read_number, help="Go on with this replay.")
        parser.add_argument(
            "--since", metavar="DATE", type=_read_moment, help="Only versions seen since this date, UTC."
        )
        parser.add_argument(
            "--limit", metavar="N", type=_read_number, help="At most so many versions, newest articles first."
        )
        parser.add_argument("--apply", action="store_true", help="Record what reads otherwise.")
        parser.add_argument(
            "--report", choices=["text", "csv"], default="text", help="How to print what was found."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Put the run on the record, work on it and print the report; Ctrl-C stops it after its last batch."""
        job = f"command-{uuid.uuid4().hex}"
        try:
            run = self._resume(options, job=job) if options["resume"] else _ask(options, job=job)
        except DeskError as error:
            raise CommandError(error.sentence) from error
        try:
            run = work_on(run.pk, job=job, tell=self._tell_progress)
        except KeyboardInterrupt as stop:
            raise CommandError(
                f"Stopped. Go on with: manage.py replay --resume {run.pk}", returncode=130
            ) from stop
        self._report(run, as_csv=options["report"] == "csv")
        if run.state != ReplayState.DONE:
            raise CommandError(f"Replay {run.pk} was {run.get_state_display()} by somebody else.")

    def _resume(self, options: dict[str, Any], *, job: str) -> ReplayRun:
        if options["since"] or options["limit"] or options["apply"]:
            raise CommandError(
                "A replay that goes on keeps its scope: give --resume alone, or with --report."
            )
        run = ReplayRun.objects.filter(pk=options["resume"]).first()
        if run is None:
            raise CommandError(f"There is no replay {options['resume']}.")
        return continue_replay(run, actor=None, job=job)

    def _tell_progress(self, run: ReplayRun) -> None:
        self.stderr.write(
            f"replay {run.pk}: {run.versions_done} of {run.versions_total}, {run.versions_a_second:.1f} versions/s"
        )

    def _report(self, run: ReplayRun, *, as_csv: bool) -> None:
        if as_csv:
            lines = csv.writer(self.stdout)
            lines.writerow(CSV_HEADER)
            lines.writerows(list_findings(run))
            return
        self.stdout.write("\n".join(tell_run(run)))
        for place, cells in enumerate(list_findings(run)):
            if place == SAMPLES:
                self.stdout.write("… and more: --report csv lists all.")
                break
            self.stdout.write(_spell(dict(zip(CSV_HEADER, cells, strict=True))))


def _ask(options: dict[str, Any], *, job: str) -> ReplayRun:
    source = articles = None
    if options["source"]:
        source = Source.objects.filter(slug=options["source"]).first()
        if source is None:
            raise CommandError(f"There is no source {options['source']!r}.")
    if options["article"]:
        articles = list(Article.objects.filter(pk=options["article"]))
        if not articles:
            raise CommandError(f"There is no article {options['article']}.")
    return ask_for_replay(
        actor=None,
        job=job,
        purpose=ReplayPurpose.APPLY if options["apply"] else ReplayPurpose.REHEARSE,
        source=source,
        articles=articles or (),
        since=options["since"],
        limit=options["limit"],
    )


def _spell(cell: dict[str, str]) -> str:
    """Return one finding as a line of words."""
    said = [cell["verdict"], cell["fields"], cell["reason"]]
    if cell["gone"] or cell["come"]:
        said.append(f"- {cell['gone']} + {cell['come']}")
    if cell["step"]:
        said.append(f"change {cell['change']} {cell['step']}")
    if cell["step_before"] or cell["step_after"]:
        said.append(f"- {cell['step_before']} + {cell['step_after']}")
    if cell["skipped"]:
        said.append(f"not applied: {cell['skipped']}")
    return f"article {cell['article']} version {cell['version']}: {'; '.join(part for part in said if part)}"


def _read_number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:12]) < 2**31:
        raise ArgumentTypeError(f"{text!r} is no number from 1 on.")
    return int(text)


def _read_moment(text: str) -> datetime:
    """Read a date or a moment (ISO 8601); one without a zone is UTC."""
    try:
        day, moment = parse_date(text), parse_datetime(text)
    except ValueError:
        day = moment = None
    if moment is None and day is not None:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if moment is None:
        raise ArgumentTypeError(f"{text!r} is no date such as 2026-03-14.")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
