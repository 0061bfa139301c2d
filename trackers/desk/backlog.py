"""Backlog: how far behind the desk is, as the age of what nobody has decided on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DateTimeField

from trackers.models import Change

# From here on a kind that bears on the meaning is told, or several that add up to one.
ROUTINE_RANK = 40


@dataclass(frozen=True)
class Backlog:
    """How many Changes of at least routine rank are new, and the ages that half and nine in ten of them do not pass."""

    count: int
    half: timedelta | None
    most: timedelta | None


class _Percentile(Aggregate):
    """PostgreSQL's discrete percentile: a value that occurs."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s DESC)"

    def __init__(self, expression: str, *, fraction: float, **extra: Any) -> None:
        super().__init__(expression, fraction=fraction, output_field=DateTimeField(), **extra)


def measure_backlog(*, now: datetime) -> Backlog:
    """Return how far behind the desk is. One query, over all that is new."""
    rows = Change.objects.unreviewed().filter(description__rank__gte=ROUTINE_RANK).order_by()
    told = rows.aggregate(
        count=Count("pk"),
        half=_Percentile("seen_new_at", fraction=0.5),
        most=_Percentile("seen_new_at", fraction=0.9),
    )
    ages = (now - told[name] if told[name] is not None else None for name in ("half", "most"))
    return Backlog(told["count"], *ages)
