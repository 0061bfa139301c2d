"""What a Source's articles have done: counts of exposure and Changes, and the rates that are believed because of them.

The theory. Edits of an Article are a counting process whose rate depends on where the Article stands: its *stage* (how
often it has changed, and whether the last time was on its first day) and the time since it was first seen or last
changed. Edits come in bursts, so a change makes the next one likelier, and the likelihood decays: a semi-Markov form of
Hawkes's self-exciting process (Biometrika 58, 1971) whose shape is counted instead of assumed. In each *cell* (a stage
and a span of time) the count of Changes is Poisson with a mean of rate x hours watched. A Gamma prior worth
``PRIOR_CHANGES`` Changes pulls the rate of a cell that has been watched little to that of all Sources, and that of all
Sources to the figures the schedule starts from (empirical Bayes for counts; Robbins 1956). Hour of day and section are
factors around 1, shrunk in the same way.

Why the counts are not biased by the schedule that made them. A cell is decided by what was seen before its hours
began, and so are the looks in it and the end of following: given the cell, they say nothing of the edits to come, and
Changes / hours is an honest rate. What they do hide is an edit overwritten between two looks; the fixed stratum says
how many those are.

Spans of time are counted in units of the Source's first interval (half an hour unless set otherwise), so that a
publisher whose articles live faster is counted on a finer clock. Rates are per hour. Pure: no clock, no database.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo

HOUR = 3600.0

# Upper ends of the spans, in first intervals: a quarter of an hour to 43 days where the first interval is 30 minutes.
SPAN_ENDS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0, 2048.0)
SPANS = len(SPAN_ENDS) + 1
# An article is young for so many first intervals: a day.
YOUNG = 48.0
# Stages: never changed; then by how often, on the first day and later.
NEVER = 0
STAGES = 7
# How many edits an article of each stage is expected to see per first interval, one first interval after it got there,
# before anything is known of its publisher. It falls with the time since then.
FIRST_RATES = (0.03, 0.10, 0.25, 0.60, 0.06, 0.15, 0.40)
# What a prior is worth, in Changes: of a cell, of an hour of the day, of a section.
PRIOR_CHANGES, PRIOR_HOUR, PRIOR_SECTION = 3.0, 20.0, 10.0
# Edits come at an hour of the day while an article is new: hours are counted in the spans up to 32 hours.
HOURLY_SPANS = 8
# How many edits are expected between two looks of an article, where the budget of its Source allows it. At 0.03 an
# article costs about as many requests as under the original's rule (42 in its life).
PACE = 0.03
SLOWEST_PACE, PACE_STEP = 3.0, 1 / 8
# A Source of which nothing is known is looked at more often, until so many Changes have been counted.
SHY_PACE, SHY_CHANGES = 1 / 3, 30.0
# The shortest wait between two looks at an article, as a share of the first interval: 3 minutes.
SHORTEST_SHARE = 0.1

Cell = tuple[int, int]
Rates = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Changes counted in an exposure: first intervals watched in a cell; for an hour or a section the Changes that the
    cells make one expect there.
    """

    exposure: float = 0.0
    changes: float = 0.0


NOTHING = Count()


def stage_of(change_count: int, *, young: bool) -> int:
    """Return the stage of an article that changed so often, the last time on its first day or later."""
    if change_count <= 0:
        return NEVER
    often = 0 if change_count == 1 else 1 if change_count < 5 else 2
    return 1 + often if young else 4 + often


def span_of(units: float) -> int:
    """Return the span that a time since the first sight or the last change, in first intervals, lies in."""
    return bisect_right(SPAN_ENDS, units)


def first_rates() -> Rates:
    """Return the rates per first interval, by stage and span, that stand before anything is known."""
    middles = [(low + high) / 2 for low, high in zip((0.0, *SPAN_ENDS[:-1]), SPAN_ENDS, strict=True)]
    middles.append(2 * SPAN_ENDS[-1])
    return tuple(tuple(rate / (1 + middle) for middle in middles) for rate in FIRST_RATES)


@dataclass(frozen=True, slots=True)
class Counts:
    """All that was counted of one Source: by cell, by hour of its day, by section."""

    cells: Mapping[Cell, Count] = field(default_factory=dict)
    hours: Mapping[int, Count] = field(default_factory=dict)
    sections: Mapping[str, Count] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Habits:
    """What is believed of one Source: all a plan needs besides the Article itself.

    ``unit`` (the first interval) and ``shortest`` are in hours, ``rates`` per hour by stage and span, ``hours`` and
    ``sections`` factors around 1, ``pace`` the edits expected between two looks.
    """

    unit: float
    shortest: float
    pace: float
    zone: tzinfo
    rates: Rates
    hours: tuple[float, ...] = (1.0,) * 24
    sections: Mapping[str, float] = field(default_factory=dict)


def form_habits(
    counts: Counts,
    *,
    prior: Rates | None = None,
    first_interval: timedelta,
    host_delay: timedelta,
    zone: tzinfo,
    pace: float = PACE,
) -> Habits:
    """Return what ``counts`` make one believe of a Source; ``prior`` is the rates of all Sources, if known, and
    ``pace`` what its budget allows.
    """
    unit = first_interval.total_seconds() / HOUR
    seen = sum(count.changes for count in counts.cells.values())
    rates = shrink_rates(counts.cells, prior or first_rates())
    return Habits(
        unit=unit,
        shortest=max(unit * SHORTEST_SHARE, host_delay.total_seconds() / HOUR),
        pace=pace * (seen + SHY_CHANGES * SHY_PACE) / (seen + SHY_CHANGES),
        zone=zone,
        rates=tuple(tuple(rate / unit for rate in row) for row in rates),
        hours=tuple(_factor(counts.hours.get(hour, NOTHING), worth=PRIOR_HOUR) for hour in range(24)),
        sections={name: _factor(count, worth=PRIOR_SECTION) for name, count in counts.sections.items()},
    )


def shrink_rates(cells: Mapping[Cell, Count], prior: Rates) -> Rates:
    """Return the mean of each cell's rate after what was counted there (Gamma prior, Poisson counts)."""
    return tuple(
        tuple(
            (count.changes + PRIOR_CHANGES) / (count.exposure + PRIOR_CHANGES / mean)
            for mean, count in ((mean, cells.get((stage, span), NOTHING)) for span, mean in enumerate(row))
        )
        for stage, row in enumerate(prior)
    )


def expect_by_hour(began: Mapping[tuple[int, int, int], float], rates: Rates, *, unit: float) -> list[float]:
    """Return the Changes expected at each hour of the Source's day.

    ``began`` holds the first intervals watched by the hour of the day at which the period began, stage and span;
    ``rates`` are per first interval, ``unit`` is the first interval in hours.
    """
    expected = [0.0] * 24
    starts = (0.0, *SPAN_ENDS)
    for (hour, stage, span), watched in began.items():
        first, last = hour + 0.5 + starts[span] * unit, hour + 0.5 + starts[span + 1] * unit
        share = watched * rates[stage][span] / (last - first)
        # A span of more than a day touches every hour about as much.
        last = min(last, first + 24)
        share *= max((starts[span + 1] - starts[span]) * unit / 24, 1.0)
        while first < last:
            turn = min(float(int(first) + 1), last)
            expected[int(first) % 24] += share * (turn - first)
            first = turn
    return expected


def next_pace(pace: float, *, planned: float, allowed: float) -> float:
    """Return a Source's pace for the next hour: slower (more edits a look) while more is planned than is allowed.

    Both are requests a day. The pace moves by the eighth root of what it is out by, for what is planned swings with the
    hour of the day, and never below PACE: a budget is no target.
    """
    step: float = (planned / allowed) ** PACE_STEP
    return min(max(pace * step, PACE), SLOWEST_PACE)


def _factor(count: Count, *, worth: float) -> float:
    return (count.changes + worth) / (count.exposure + worth)
