"""``manage.py check URL_OR_ID``: one article now; without a URL or id it is Django's own system check, as
everywhere.
"""

import re
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as SystemCheck

from trackers.models import Article, Via
from trackers.pipeline.check import check_article
from trackers.pipeline.diff import diff_versions
from trackers.pipeline.identify import find_by_address
from trackers.pipeline.wire import DESK_PATIENCE, default_wire
from trackers.text.compare import excerpt
from trackers.text.urls import BadURL


class Command(SystemCheck):
    """Look at one article now and print what was found, or run Django's system checks."""

    help = (
        "With a URL or id: looks at that article now and prints the outcome and what changed. "
        "Without one: Django's system checks, with all their options."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take Django's arguments; a URL or a number stands where an app label would."""
        super().add_arguments(parser)
        self._parser = parser
        for action in parser._actions:
            if action.dest == "args":
                action.metavar, action.help = (
                    "URL_OR_ID",
                    "An article's address or id (or app labels to check).",
                )

    def handle(self, *targets: Any, **options: Any) -> None:
        """Choose between the two meanings by the shape of the argument."""
        if not any(_is_target(target) for target in targets):
            try:
                super().handle(*targets, **options)
            except LookupError:
                unknown = " ".join(map(repr, targets))
                self._parser.error(
                    f"{unknown} is neither an article's address nor an id (nor an app to check)."
                )
            return
        if len(targets) != 1:
            self._parser.error("Name one article: its address or its id.")
        try:
            article = _find_article(targets[0])
        except BadURL:
            self._parser.error(f"{targets[0]!r} is no web address.")
        self._look(article)

    def _look(self, article: Article) -> None:
        report = check_article(article.pk, wire=default_wire(patience=DESK_PATIENCE), via=Via.COMMAND)
        self.stdout.write(f"{article.url}\n{report.outcome or 'no look'}: {report.words}")
        if report.change is None:
            return
        old, new = report.change.text_before, report.change.text_after
        if old.headline != new.headline:
            self.stdout.write(f"headline: {old.headline} -> {new.headline}")
        words = excerpt(diff_versions(old, new))
        if words.removed:
            self.stdout.write(f"- {words.removed}")
        if words.added:
            self.stdout.write(f"+ {words.added}")
        self.stdout.write(f"See {report.change.get_absolute_url()}")


def _is_target(text: str) -> bool:
    return text.isdecimal() or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) is not None


def _find_article(text: str) -> Article:
    if text.isdecimal():
        article = Article.objects.filter(pk=int(text)).first() if len(text) < 19 else None
        if article is None:
            raise CommandError(f"There is no article {text}.")
        return article
    row = find_by_address(text)
    if row is None:
        raise CommandError(f"No article is followed at {text}.")
    return row.article
