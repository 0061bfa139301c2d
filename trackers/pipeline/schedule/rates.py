"""How many edits are expected of an Article, and how long until there are enough of them: sums over small steps."""

from bisect import bisect_right
from dataclasses import dataclass
from math import inf

from trackers.pipeline.schedule.habits import SPAN_ENDS, Habits

# A wait of more than a day evens the hours of the day out.
DAY = 24.0


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait in hours, the edits expected in it, and the rate per hour with which it begins."""

    hours: float
    expected: float
    rate: float


def wait_for(
    habits: Habits,
    *,
    stage: int,
    stood: float,
    hour: float,
    section: str = "",
    least: float,
    most: float,
) -> Wait:
    """Return the wait until ``habits.pace`` edits are expected, no shorter than ``least`` and no longer than ``most``.

    ``stood`` is for how many hours the text has stood, ``hour`` the Source's time of day as a fraction of 24. The rate
    is constant between the ends of spans and the turns of the hour, so each step is one multiplication.
    """
    rates, hours, unit = habits.rates[stage], habits.hours, habits.unit
    span = bisect_right(SPAN_ENDS, stood / unit)
    clock, turn = int(hour) % 24, 1.0 - hour % 1.0
    by_section = habits.sections.get(section, 1.0)
    hourly = DAY if rates[span] * by_section * DAY >= habits.pace else 0.0
    first = rates[span] * by_section * (hours[clock] if hourly else 1.0)
    waited = expected = 0.0
    while waited < most:
        span_end = SPAN_ENDS[span] * unit - stood if span < len(SPAN_ENDS) else inf
        near = waited < hourly
        end = min(span_end, turn if near else inf, most)
        rate = rates[span] * by_section * (hours[clock] if near else 1.0)
        needed = max((habits.pace - expected) / rate, least - waited, 0.0)
        if waited + needed <= end:
            return Wait(waited + needed, expected + rate * needed, first)
        expected += rate * (end - waited)
        waited = end
        if waited >= span_end:
            span += 1
        if near and waited >= turn:
            clock, turn = (clock + 1) % 24, turn + 1.0
    return Wait(most, expected, first)
