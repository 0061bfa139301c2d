"""The period that a page of figures is about: the days its address names, or the last ninety."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import QueryDict

from trackers.views.choice import Days, read_days
from trackers.views.figures import Period

DAYS = 90
_OFFERED = (7, 30, 90, 365)


@dataclass(frozen=True)
class AskedPeriod:
    """What an address asks for: a Period, None where its days cannot be read; ``is_given`` where it names any."""

    days: Days
    period: Period | None

    @property
    def is_given(self) -> bool:
        """Whether the address names a day."""
        return bool(self.days.asked_first or self.days.asked_last)


def read_period(query: QueryDict, *, now: datetime) -> AskedPeriod:
    """Return the period that ``from`` and ``to`` name; without an end it goes up to today, without a beginning back
    ninety days.
    """
    days = read_days(query)
    if days.errors:
        return AskedPeriod(days, None)
    today = now.astimezone(UTC).date()
    last = days.last or max(today, days.first or today)
    return AskedPeriod(days, Period(days.first or _go_back(last, DAYS), last))


def offer_periods(*, now: datetime) -> list[tuple[int, Period]]:
    """Return the periods a page offers, each with how many days it has, all ending today."""
    today = now.astimezone(UTC).date()
    return [(days, Period(_go_back(today, days), today)) for days in _OFFERED]


def _go_back(last: date, days: int) -> date:
    """Return the first of so many days that end with ``last``; the first of the calendar where it has no more."""
    return last - min(timedelta(days=days - 1), last - date.min)
