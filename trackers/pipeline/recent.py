"""Recent: what the machine did in the last hour, and of each publisher in the last fortnight, as rows of numbers.

For charts in the admin: figures to look at, no sums to keep. Nothing here changes anything.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Func, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import TruncDate

from trackers.models import Article, Change, Check, Feed, LookDay, Outcome, Source

STEP, STEPS = timedelta(minutes=5), 12
DAYS = 14
# The outcomes of a look that came to nothing; a page that is gone or has moved is an answer.
FAILURES = (
    Outcome.FORBIDDEN, Outcome.DISALLOWED, Outcome.REFUSED, Outcome.RATE_LIMITED, Outcome.BLOCKED,
    Outcome.UNREADABLE, Outcome.FAILED,
)  # fmt: skip


@dataclass(frozen=True)
class Hour:
    """Twelve numbers each, of five minutes, the oldest first: looks, those that failed, and changes first seen."""

    looks: tuple[int, ...]
    failures: tuple[int, ...]
    changes: tuple[int, ...]


@dataclass
class Fortnight:
    """Fourteen numbers each, of days (UTC), the oldest first and today last; and when a text was last seen.

    ``found`` are articles first seen, ``checked`` looks at articles, ``blocked`` those of them that saw no text.
    """

    found: list[int] = field(default_factory=lambda: [0] * DAYS)
    checked: list[int] = field(default_factory=lambda: [0] * DAYS)
    changed: list[int] = field(default_factory=lambda: [0] * DAYS)
    blocked: list[int] = field(default_factory=lambda: [0] * DAYS)
    last_success: datetime | None = None


def count_hour(now: datetime) -> Hour:
    """Return what was done in the sixty minutes until now. Two queries, over the looks and changes of the hour."""
    since = now - STEP * STEPS
    checks, changes = Check.objects.filter(started_at__gt=since), Change.objects.filter(seen_new_at__gt=since)
    counted = {"looks": Count("pk"), "failed": Count("pk", filter=Q(outcome__in=FAILURES))}
    rows = _step(checks, "started_at", since=since).annotate(**counted).values_list("step", "looks", "failed")
    looks, failures = [0] * STEPS, [0] * STEPS
    for step, count, failed in rows:
        place = _place(step, since=since)
        looks[place], failures[place] = count, failed
    found = [0] * STEPS
    for step, count in (
        _step(changes, "seen_new_at", since=since).annotate(n=Count("pk")).values_list("step", "n")
    ):
        found[_place(step, since=since)] = count
    return Hour(tuple(looks), tuple(failures), tuple(found))


def count_fortnight(sources: Iterable[int], *, now: datetime) -> dict[int, Fortnight]:
    """Return what was done of some Sources, by their keys, day by day. Four queries, whatever their number."""
    ids = list(sources)
    today = now.astimezone(UTC).date()
    first = today - timedelta(days=DAYS - 1)
    told: dict[int, Fortnight] = defaultdict(Fortnight)
    for source, day, looks, seen in LookDay.objects.filter(
        source__in=ids, day__gte=first, day__lte=today
    ).values_list("source", "day", "looks", "seen"):
        place = (day - first).days
        told[source].checked[place], told[source].blocked[place] = looks, looks - seen
    start = datetime.combine(first, datetime.min.time(), UTC)
    articles = Article.objects.filter(source__in=ids, first_seen_at__gte=start)
    for source, day, count in _by_day(articles, "source", "first_seen_at"):
        if 0 <= (day - first).days < DAYS:
            told[source].found[(day - first).days] = count
    changes = Change.objects.filter(article__source__in=ids, seen_new_at__gte=start)
    for source, day, count in _by_day(changes, "article__source", "seen_new_at"):
        if 0 <= (day - first).days < DAYS:
            told[source].changed[(day - first).days] = count
    for source, *moments in Source.objects.filter(pk__in=ids).values_list(
        "pk", _latest(Article, "text_seen_at"), _latest(Feed, "last_success_at")
    ):
        told[source].last_success = max((moment for moment in moments if moment is not None), default=None)
    return told


def _latest(noun: type[Article] | type[Feed], moment: str) -> Subquery:
    """Return the latest moment among a Source's Articles or Feeds."""
    rows = noun._default_manager.filter(source=OuterRef("pk")).order_by().values("source")
    return Subquery(rows.annotate(latest=Max(moment)).values("latest"))


def _by_day(rows: QuerySet[Any], source: str, moment: str) -> Iterable[tuple[int, date, int]]:
    days = rows.order_by().annotate(day_=TruncDate(moment, tzinfo=UTC)).values_list(source, "day_")
    return list(days.annotate(n=Count("pk")))


def _step(rows: QuerySet[Any], moment: str, *, since: datetime) -> QuerySet[Any, Any]:
    """Group rows by the five minutes, from ``since`` on, that hold their moment."""
    begun = Func(Value(STEP), moment, Value(since), function="date_bin", output_field=DateTimeField())
    stepped: QuerySet[Any, Any] = rows.order_by().annotate(step=begun).values("step")
    return stepped


def _place(step: datetime, *, since: datetime) -> int:
    return min(max(int((step - since) / STEP), 0), STEPS - 1)
