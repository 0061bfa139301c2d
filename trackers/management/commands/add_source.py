"""``manage.py add_source URL``: find a site's feeds, say what will be followed, ask, follow."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Field

from trackers.desk.errors import DeskError
from trackers.desk.sources import follow_source
from trackers.models import Exposure, Source
from trackers.pipeline.survey import NoAddress, Suggestion, Survey, SurveyFailed, suggest, survey_site
from trackers.pipeline.wire import DESK_PATIENCE, default_wire


class Command(BaseCommand):
    """Follow a publisher by its address."""

    help = "Finds the feeds at a publisher's address, prints what will be followed and follows it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and the answers a script would give."""
        self._parser = parser
        parser.add_argument("url", metavar="URL", help="The publisher's home page, a section page or a feed.")
        parser.add_argument(
            "--name",
            type=_reader("name"),
            help="The publisher's name; default: as its pages say.",
        )
        parser.add_argument(
            "--slug",
            type=_reader("slug"),
            help="Short name in our addresses; default: made from the name.",
        )
        parser.add_argument(
            "--language",
            type=_reader("language"),
            help="Language tag such as en or pt-BR; default: as its pages say.",
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
            survey = survey_site(options["url"], wire=default_wire(patience=DESK_PATIENCE))
        except NoAddress as error:
            self._parser.error(str(error))
        except SurveyFailed as error:
            raise CommandError(str(error)) from error
        choice = suggest(replace(survey, name=options["name"] or survey.name))
        choice = replace(
            choice,
            slug=options["slug"] or choice.slug,
            language=options["language"] or choice.language,
        )
        self._print(survey, choice)
        public = options["public"] if options["public"] is not None else self._ask_public()
        source = _follow(survey, choice, public=public)
        self.stdout.write(
            f"Following {source.name}: first looks are due now. See {source.get_absolute_url()}"
        )

    def _print(self, survey: Survey, choice: Suggestion) -> None:
        if Source.objects.filter(slug=choice.slug).exists():
            raise CommandError(
                f"A source with the short name {choice.slug!r} is followed already; use --slug for another."
            )
        self.stdout.write(f"{choice.name} ({survey.homepage}), {choice.language}\nWill follow:")
        for feed in choice.feeds:
            self.stdout.write(f"  {feed.kind:8} {feed.address}  {feed.title}  ({feed.entries} entries)")
            for title in feed.sample:
                self.stdout.write(f"             {title}")
        for feed in survey.feeds:
            if feed not in choice.feeds:
                self.stdout.write(f"  not chosen: {feed.kind} {feed.address}  ({feed.entries} entries)")
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


def _follow(survey: Survey, choice: Suggestion, *, public: bool) -> Source:
    try:
        return follow_source(
            name=choice.name,
            slug=choice.slug,
            homepage=survey.homepage,
            feeds=[(feed.kind, feed.address, feed.title) for feed in choice.feeds],
            actor=None,
            language=choice.language,
            exposure=Exposure.USABLE if public else Exposure.WITHHELD,
        )
    except DeskError as error:
        raise CommandError(error.sentence) from error


def _reader(field: str) -> Callable[[str], str]:
    """Return what reads an option as a Source's field takes it; it raises ArgumentTypeError for what it does not."""

    taker = Source._meta.get_field(field)
    assert isinstance(taker, Field)

    def read(text: str) -> str:
        try:
            return str(taker.clean(text, None))
        except ValidationError as error:
            raise ArgumentTypeError(" ".join(error.messages)) from error

    return read
