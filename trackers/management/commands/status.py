"""``manage.py status``: what an operator asks first."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from trackers.pipeline.standing import (
    count_due,
    count_found,
    count_watched,
    failure_in_words,
    gap_in_words,
    list_failures,
    list_gaps,
    list_looks,
    list_spent,
)
from trackers.pipeline.supplies import count_supplies, supplies_in_words

MARGIN = 11


class Command(BaseCommand):
    """Print what is due, checked, found and failing, the gaps, and how much disk is used and for how long it lasts."""

    help = "Prints what is due, what the last day's looks found, what is failing, gaps, GB per day and days left."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print seven short paragraphs."""
        now = timezone.now()
        self._numbers(now)
        gaps = list_gaps(now)
        self._lines("gaps", [gap_in_words(gap) for gap in gaps] or ["none in the last thirty days"])
        failures = [f"{failure.source}: {failure_in_words(failure)}" for failure in list_failures()]
        failures += [f"{source.name}: {words}" for source, words in list_spent(now)]
        self._lines("failing", failures or ["nothing"])
        self._lines("bytes", supplies_in_words(count_supplies()))

    def _numbers(self, now: datetime) -> None:
        watched, due, found = count_watched(), count_due(now), count_found(now)
        behind = f", the longest for {_in_words(due.longest)}" if due.articles else ""
        looks = ", ".join(f"{count} {outcome.label}" for outcome, count in list_looks(now)) or "none"
        self._lines(
            "watching",
            [
                f"{watched.sources} sources, {watched.feeds} feeds, {watched.active} articles"
                f" ({watched.paused} paused, {watched.closed} no longer checked)"
            ],
        )
        self._lines("due", [f"{due.articles} articles{behind}; {due.feeds} feeds"])
        self._lines("checked", [f"in 24 hours: {looks}"])
        self._lines(
            "found",
            [
                f"{found.articles} new articles, {found.changes} changes in 24 hours;"
                f" {found.not_announced} not announced"
            ],
        )

    def _lines(self, word: str, lines: list[str]) -> None:
        """Print lines beside a word in the margin."""
        for number, line in enumerate(lines):
            self.stdout.write(f"{'' if number else word:<{MARGIN}}{line}")


def _in_words(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
