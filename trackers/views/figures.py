"""A publisher's figures: what it changes and how often, with what each figure is of and how surely it is known.

Every number comes from a few sums in the database. A share is of articles that were followed in the period, since a
hundred changes say nothing without the number of articles in which they could have been found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db import connection
from django.db.models import Count, Exists, F, Q, QuerySet, Sum, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy

from trackers.models import (
    SEEN,
    Article,
    Change,
    ChangeKind,
    Disclosure,
    Exposure,
    Gap,
    LookDay,
    Nature,
    Outcome,
    Reread,
    Source,
    count_looks,
)
from trackers.text.shares import Share

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# Nothing lies before the beginning of the calendar, not even a day that is reckoned back to.
_CALENDAR = datetime.min.replace(tzinfo=UTC)
# How long an article was known when it changed: a code, from when and until when (None: without end).
_AGE_WORDS = {
    "first_hour": gettext_lazy("in its first hour"),
    "hours_1_to_6": gettext_lazy("after 1 to 6 hours"),
    "hours_6_to_24": gettext_lazy("after 6 to 24 hours"),
    "days_1_to_7": gettext_lazy("after 1 to 7 days"),
    "days_7_to_30": gettext_lazy("after 7 to 30 days"),
    "later": gettext_lazy("after more than 30 days"),
}
AGES: tuple[tuple[str, timedelta, timedelta | None], ...] = (
    ("first_hour", timedelta(0), _HOUR),
    ("hours_1_to_6", _HOUR, 6 * _HOUR),
    ("hours_6_to_24", 6 * _HOUR, _DAY),
    ("days_1_to_7", _DAY, 7 * _DAY),
    ("days_7_to_30", 7 * _DAY, 30 * _DAY),
    ("later", 30 * _DAY, None),
)


@dataclass(frozen=True)
class Period:
    """The days (UTC) from ``first`` to ``last``, both counted in."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The moment the first day begins with."""
        return datetime.combine(self.first, time.min, UTC)

    @property
    def end(self) -> datetime:
        """The moment the last day ends with."""
        return datetime.combine(self.last, time.max, UTC)

    @property
    def query(self) -> str:
        """The period as a query string."""
        return f"from={self.first.isoformat()}&to={self.last.isoformat()}"


@dataclass(frozen=True)
class Figure:
    """One row: a code of what is counted, how many Changes, and the share of the articles in which one was found."""

    code: str
    changes: int
    share: Share

    @property
    def words(self) -> str:
        """What is counted, in words: a kind, a nature, what a page says of a change, or an age."""
        for words in (ChangeKind, Nature, Disclosure):
            if self.code in words.values:
                return str(words(self.code).label)
        return str(_AGE_WORDS[self.code])


@dataclass(frozen=True)
class Figures:
    """All figures of a Source and a Period.

    ``readable`` articles can be read here, whenever they were followed; ``changed`` is the share of those followed in
    the period whose text changed; ``looks`` were made, of which ``seen`` saw the text; ``kinds`` and ``absences`` are
    shares of the articles followed, ``ages`` of those followed at that age,
    ``disclosures`` of the changes. ``unwatched`` is how long nobody looked at anything.
    """

    source: Source
    period: Period
    readable: int
    changes: int
    changed: Share
    looks: int
    seen: int
    kinds: tuple[Figure, ...]
    absences: tuple[Figure, ...]
    ages: tuple[Figure, ...]
    disclosures: tuple[Figure, ...]
    unwatched: timedelta

    @property
    def followed(self) -> int:
        """How many articles were followed."""
        return self.changed.total


def reckon_figures(source: Source, period: Period, *, now: datetime) -> Figures:
    """Return the figures of a public Source. Four queries, two more where an article is withheld; none reads a text."""
    articles = _count_articles(source, period)
    steps = Change.objects.public().filter(
        article__source=source,
        seen_new_at__gte=period.start,
        seen_new_at__lte=period.end,
        description__reread__in=["", Reread.DIFFERS],
    )
    sums, total = _sum_steps(steps), articles["followed"]
    looks, seen = _sum_looks(source, period)
    return Figures(
        source=source,
        period=period,
        readable=articles["readable"],
        changes=sums["edits"],
        changed=_share(sums["edits_articles"], total),
        looks=looks,
        seen=seen,
        kinds=tuple(
            _make_figure(sums, kind.value, followed=total) for kind in ChangeKind if sums[kind.value]
        ),
        absences=tuple(
            _make_figure(sums, nature.value, followed=total) for nature in (Nature.GONE, Nature.RETURNED)
        ),
        ages=tuple(_make_figure(sums, code, followed=articles[code]) for code, *_ in AGES),
        disclosures=tuple(
            Figure(each.value, sums[f"told_{each.value}"], _share(sums[f"told_{each.value}"], sums["told"]))
            for each in Disclosure
        ),
        unwatched=_sum_gaps(period, now=now),
    )


def _sum_looks(source: Source, period: Period) -> tuple[int, int]:
    """Return how many looks were made at the articles that readers may see, and how many of them saw the text.

    The days are summed for all articles; what was looked at and is withheld now is counted by itself and taken off. A
    look of the last hour may be taken off before its day has been counted anew.
    """
    hidden = Article.objects.filter(source=source).exclude(exposure=Exposure.USABLE).values("pk")
    days = LookDay.objects.filter(source=source).between(period.first, period.last)
    found = days.aggregate(looks=Sum("looks"), seen=Sum("seen"), hides=BoolOr(Exists(hidden)))
    looks, seen = found["looks"] or 0, found["seen"] or 0
    if not found["hides"]:
        return looks, seen
    until = period.last + _DAY if period.last < date.max else None
    for (outcome,), made in count_looks(
        "outcome", since=period.first, until=until, article__in=hidden
    ).items():
        looks -= made.looks
        seen -= made.looks if Outcome(outcome) in SEEN else 0
    return max(looks, 0), max(min(seen, looks), 0)


def _make_figure(sums: Mapping[str, int], code: str, *, followed: int) -> Figure:
    return Figure(code, sums[code], _share(sums[f"{code}_articles"], followed))


def _share(hits: int, total: int) -> Share:
    # An article whose first sight was set right after its change may lie outside what was counted as followed.
    return Share(hits, max(hits, total))


def _count_articles(source: Source, period: Period) -> Mapping[str, int]:
    """Return how many articles can be read, and how many were followed in a period, in all and at each age."""
    rows = (
        Article.objects.public()
        .filter(source=source)
        .annotate(last_look=Greatest("last_check_at", "text_seen_at", "last_changed_at"))
        .annotate(until=Least("last_look", Value(period.end)))
    )
    was_followed = Q(first_seen_at__lte=period.end, last_look__gte=period.start)
    counts: dict[str, Any] = {"readable": Count("pk"), "followed": Count("pk", filter=was_followed)}
    for code, young, old in AGES:
        was_there = was_followed & Q(first_seen_at__lte=F("until") - young)
        if old is not None:
            was_there &= Q(first_seen_at__gt=max(period.start, _CALENDAR + old) - old)
        counts[code] = Count("pk", filter=was_there)
    return rows.aggregate(**counts)


def _sum_steps(steps: QuerySet[Change]) -> Mapping[str, int]:
    """Return for each code how many Changes there are, and as ``<code>_articles`` in how many articles.

    One pass: the database counts article by article first, so that it need not sort what is counted once for each code.
    """
    edit = Q(nature=Nature.EDIT)
    is_of: dict[str, Q] = {"edits": edit, "told": edit & ~Q(description__disclosure="")}
    is_of |= {nature.value: Q(nature=nature) for nature in (Nature.GONE, Nature.RETURNED)}
    is_of |= {each.value: edit & Q(description__kinds__contains=[each.value]) for each in ChangeKind}
    is_of |= {f"told_{each.value}": edit & Q(description__disclosure=each) for each in Disclosure}
    for code, young, old in AGES:
        is_of[code] = edit if not young else edit & Q(seen_new_at__gte=_age(young))
        if old is not None:
            is_of[code] &= Q(seen_new_at__lt=_age(old))
    of_articles = (
        steps.order_by()
        .values("article")
        .annotate(**{f"{code}_n": Count("pk", filter=condition) for code, condition in is_of.items()})
    )
    return _add_up(of_articles, codes=list(is_of))


def _add_up(of_articles: QuerySet[Change, Any], *, codes: Sequence[str]) -> Mapping[str, int]:
    """Return the sums of ``<code>_n`` over all articles, and as ``<code>_articles`` how many have any.

    In SQL: Django puts this second level together in thirty milliseconds, three quarters of what all the figures cost.
    """
    inner, values = of_articles.query.sql_with_params()
    columns = [connection.ops.quote_name(f"{code}_n") for code in codes]
    sums = [f"COALESCE(SUM({column}), 0)::bigint" for column in columns]
    articles = [f"COUNT(*) FILTER (WHERE {column} > 0)" for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sums + articles)} FROM ({inner}) of_articles", values)  # noqa: S608 (names of columns, quoted)
        (row,) = cursor.fetchall()
    return dict(zip([*codes, *(f"{code}_articles" for code in codes)], row, strict=True))


def _age(age: timedelta) -> CombinedExpression:
    return F("article__first_seen_at") + Value(age)


def _sum_gaps(period: Period, *, now: datetime) -> timedelta:
    """Return how much of a period nobody looked at anything; gaps may overlap."""
    end = min(period.end, now)
    total, reached = timedelta(0), period.start
    for gap in Gap.objects.between(period.start, end):
        begun, ended = max(gap.started_at, reached), min(gap.ended_at or end, end)
        if ended > begun:
            total, reached = total + (ended - begun), ended
    return total
