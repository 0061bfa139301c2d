"""``manage.py add_source URL``: find a site's feeds, say what will be followed, ask, follow."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from trackers.desk.errors import DeskError
from trackers.desk.sources import follow_source
from trackers.models import Exposure, Source
from trackers.pipeline.fetch import default_wire
from trackers.pipeline.survey import Survey, SurveyFailed, survey_site

PATIENCE = timedelta(seconds=45)


class Command(BaseCommand):
    """Follow a publisher by its address."""

    help = "Finds the feeds at a publisher's address, prints what will be followed and follows it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and the answers a script would give."""
        parser.add_argument("url", metavar="URL", help="The publisher's home page, a section page or a feed.")
        parser.add_argument("--name", default="", help="The publisher's name; default: as its pages say.")
        parser.add_argument(
            "--slug", default="", help="Short name in our addresses; default: made from the name."
        )
        public = parser.add_mutually_exclusive_group()
        public.add_argument(
            "--public", action="store_true", default=None, help="Public at once, without asking."
        )
        public.add_argument(
            "--withheld", dest="public", action="store_false", help="Staff only until released."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Survey, print, ask, follow."""
        try:
            survey = survey_site(options["url"], wire=default_wire(patience=PATIENCE))
        except SurveyFailed as error:
            raise CommandError(str(error)) from error
        name = options["name"] or survey.name
        slug = (options["slug"] or slugify(name) or slugify(survey.homepage.split("//")[1]))[:60]
        self._print(survey, name=name, slug=slug)
        public = options["public"] if options["public"] is not None else self._ask_public()
        try:
            source = follow_source(
                name=name,
                slug=slug,
                homepage=survey.homepage,
                feeds=[(feed.kind, feed.address, feed.title) for feed in survey.feeds],
                actor=None,
                language=survey.language or "en",
                exposure=Exposure.USABLE if public else Exposure.WITHHELD,
            )
        except DeskError as error:
            raise CommandError(error.sentence) from error
        self.stdout.write(
            f"Following {source.name}: first looks are due now. See {source.get_absolute_url()}"
        )

    def _print(self, survey: Survey, *, name: str, slug: str) -> None:
        if Source.objects.filter(slug=slug).exists():
            raise CommandError(
                f"A source with the short name {slug!r} is followed already; use --slug for another."
            )
        self.stdout.write(f"{name} ({survey.homepage})\nWill follow:")
        for feed in survey.feeds:
            self.stdout.write(f"  {feed.kind:8} {feed.address}  {feed.title}  ({feed.entries} entries)")
            for title in feed.sample:
                self.stdout.write(f"             {title}")
        for problem in survey.problems:
            self.stdout.write(f"  left out: {problem}")

    def _ask_public(self) -> bool:
        while True:
            try:
                answer = input("Public at once? [Y/n] ").strip().lower()
            except EOFError:
                return True
            if answer in {"", "y", "yes"}:
                return True
            if answer in {"n", "no"}:
                return False
