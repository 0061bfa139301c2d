"""CheckDay: how many looks at one thing on one day came to one Outcome, once their Checks have been thinned."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from trackers.models.check import Check, Outcome
from trackers.models.fields import word_constraint


class CheckDay(models.Model):
    """The sum of thinned Checks: of one Article or Feed, one day (UTC) and one Outcome.

    What is counted is Checks and CheckDays together: thinning moves a look from one to the other and changes no sum.
    """

    article = models.ForeignKey(
        "trackers.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="check_days",
    )
    feed = models.ForeignKey(
        "trackers.Feed",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="check_days",
    )
    day = models.DateField(_("day"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    looks = models.PositiveIntegerField(_("looks"), default=0)
    wire_bytes = models.PositiveBigIntegerField(_("bytes received"), default=0)
    elapsed_ms = models.PositiveBigIntegerField(_("milliseconds"), default=0)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("day of checks")
        verbose_name_plural = _("days of checks")
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, feed__isnull=True)
                | Q(article__isnull=True, feed__isnull=False),
                name="checkday_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["article", "day", "outcome"],
                condition=Q(article__isnull=False),
                name="checkday_of_article_stands_once",
            ),
            models.UniqueConstraint(
                fields=["feed", "day", "outcome"],
                condition=Q(feed__isnull=False),
                name="checkday_of_feed_stands_once",
            ),
            word_constraint("outcome", Outcome, name="checkday_outcome_is_a_word"),
        ]
        indexes = [models.Index(fields=["day"], name="checkday_latest")]

    def __str__(self) -> str:
        return f"{self.day} {self.outcome}: {self.looks}"


@dataclass(frozen=True)
class Looks:
    """A number of looks, the bytes they brought and the milliseconds they took."""

    looks: int = 0
    wire_bytes: int = 0
    elapsed_ms: int = 0

    def __add__(self, other: "Looks") -> "Looks":
        """Return both together."""
        return Looks(
            self.looks + other.looks,
            self.wire_bytes + other.wire_bytes,
            self.elapsed_ms + other.elapsed_ms,
        )


Facet = Literal["article", "feed", "source", "day", "outcome"]
_SOURCE = Coalesce("article__source", "feed__source")


def count_looks(
    *by: Facet, since: datetime | date | None = None, until: datetime | date | None = None, **about: Any
) -> dict[tuple[Any, ...], Looks]:
    """Count looks, thinned or not, told apart ``by`` facets; return a sum for each combination that occurs.

    Keys hold ids of articles, feeds and sources (None where a look is not of one), days (UTC) and Outcome words, in
    the order of ``by``; without facets the one key is empty. ``about`` narrows by ``article=``, ``feed=`` or
    ``source=``, rows or ids. From ``since`` on, before ``until``: a date is the midnight (UTC) it begins with. Thinned
    looks are known by day only: a moment within a day is exact while its day is not thinned (``KEEP_LOOKS_DAYS``).
    """
    start, end = _moment(since), _moment(until)
    narrowed = Q()
    for name, row in about.items():
        narrowed &= Q(article__source=row) | Q(feed__source=row) if name == "source" else Q(**{name: row})
    checks, days = Check.objects.filter(narrowed), CheckDay.objects.filter(narrowed)
    if start is not None:
        first = start.date() if start.time() == time.min else start.date() + timedelta(days=1)
        checks, days = checks.filter(started_at__gte=start), days.filter(day__gte=first)
    if end is not None:
        checks, days = checks.filter(started_at__lt=end), days.filter(day__lt=end.date())
    found: dict[tuple[Any, ...], Looks] = defaultdict(Looks)
    day_of_check = TruncDate("started_at", tzinfo=UTC)
    for rows, looks, day in ((checks, Count("pk"), day_of_check), (days, Sum("looks"), F("day"))):
        columns = {"day_": day, "source_": _SOURCE}
        names = [f"{facet}_" if f"{facet}_" in columns else facet for facet in by]
        sums = {"n": looks, "bytes_": Sum("wire_bytes"), "ms": Sum("elapsed_ms")}
        rows = rows.order_by()
        grouped = rows.annotate(**columns).values(*names).annotate(**sums) if by else [rows.aggregate(**sums)]
        for row in grouped:
            key = tuple(row[name] for name in names)
            found[key] += Looks(row["n"] or 0, row["bytes_"] or 0, row["ms"] or 0)
    return dict(found)


def _moment(given: datetime | date | None) -> datetime | None:
    if given is None or isinstance(given, datetime):
        return given.astimezone(UTC) if given is not None else None
    return datetime.combine(given, time.min, UTC)
