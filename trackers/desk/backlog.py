"""Backlog: how far behind the desk is, as the age of what nobody has decided on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, BigIntegerField, Count

from trackers.models import Change, Description
from trackers.models.change import is_decided

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
        super().__init__(expression, fraction=fraction, output_field=BigIntegerField(), **extra)


def measure_backlog(*, now: datetime) -> Backlog:
    """Return how far behind the desk is.

    Changes are told apart by their keys, which are given in the order of recording: what is new is gone through by an
    index alone, and only two rows are looked up. Two queries.
    """
    rows = Description.objects.filter(~is_decided("pk"), rank__gte=ROUTINE_RANK).order_by()
    told = rows.aggregate(
        count=Count("pk"), half=_Percentile("pk", fraction=0.5), most=_Percentile("pk", fraction=0.9)
    )
    if not told["count"]:
        return Backlog(0, None, None)
    seen = dict(Change.objects.filter(pk__in=[told["half"], told["most"]]).values_list("pk", "seen_new_at"))
    return Backlog(told["count"], now - seen[told["half"]], now - seen[told["most"]])
