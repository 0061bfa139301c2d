"""Our rule on a stream: the product's own plans, and habits learned from nothing but the looks made so far."""

import heapq
import random
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bench.schedule_rules import Score, see
from bench.schedule_streams import Story, Stream
from trackers.models import Outcome, Stratum
from trackers.models.article import draw_stratum
from trackers.pipeline.schedule import Habits, State, plan_next_look
from trackers.pipeline.schedule.habits import (
    HOURLY_SPANS,
    SPAN_ENDS,
    YOUNG,
    Count,
    Counts,
    Rates,
    expect_by_hour,
    first_rates,
    form_habits,
    shrink_rates,
    span_of,
    stage_of,
)

UNIT = timedelta(minutes=30)
UNIT_HOURS = 0.5
HOST_DELAY = timedelta(seconds=2)
# The product learns every hour; once a day is enough to print nearly the same table, and quicker.
LEARNING = 24.0


@dataclass
class Ledger:
    """What one publisher's looks have shown so far, counted as `learn_habits` counts it in the database."""

    cells: dict[tuple[int, int], list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))
    began: dict[tuple[int, int, int], float] = field(default_factory=lambda: defaultdict(float))
    by_section: dict[tuple[str, int, int], list[float]] = field(
        default_factory=lambda: defaultdict(lambda: [0.0, 0.0])
    )
    hours: list[float] = field(default_factory=lambda: [0.0] * 24)

    def watch(self, case: "Case", until: float) -> None:
        """Count the hours since the last look, up to a moment, as watched."""
        low, high = case.counted_to - case.known_at, until - case.known_at
        low, high = low / UNIT_HOURS, max(high, 0) / UNIT_HOURS
        hour, section = int(case.known_at) % 24, case.story.section
        while low < high:
            span = span_of(low)
            end = min(high, SPAN_ENDS[span]) if span < len(SPAN_ENDS) else high
            self.cells[case.stage, span][0] += end - low
            self.by_section[section, case.stage, span][0] += end - low
            if span < HOURLY_SPANS:
                self.began[hour, case.stage, span] += end - low
            low = end
        case.counted_to = max(case.counted_to, until)

    def note(self, case: "Case", old: float, new: float) -> None:
        """Count a change in its window."""
        stood = ((old + new) / 2 - case.known_at) / UNIT_HOURS
        span = span_of(stood)
        self.cells[case.stage, span][1] += 1
        self.by_section[case.story.section, case.stage, span][1] += 1
        if new - old <= 24 and span < HOURLY_SPANS:
            at = old
            while at < new:
                turn = min(float(int(at) + 1), new)
                self.hours[int(at) % 24] += (turn - at) / (new - old)
                at = turn

    def counts(self, prior: Rates) -> Counts:
        """Return everything as the product's own counts."""
        cells = {cell: Count(*pair) for cell, pair in self.cells.items()}
        rates = shrink_rates(cells, prior)
        expected = expect_by_hour(self.began, rates, unit=UNIT_HOURS)
        sections: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for (name, stage, span), (watched, changes) in self.by_section.items():
            sections[name][0] += watched * rates[stage][span]
            sections[name][1] += changes
        return Counts(
            cells,
            {hour: Count(expected[hour], self.hours[hour]) for hour in range(24)},
            {name: Count(*pair) for name, pair in sections.items() if name},
        )


@dataclass
class Case:
    """One article being followed."""

    story: Story
    fixed: bool
    looked_at: float
    known_at: float
    counted_to: float
    seen: int = 0
    changes: int = 0
    stage: int = 0
    interval: timedelta = UNIT


def replay_ours(stream: Stream, pace: float, *, learns: bool = True) -> Score:
    """Follow a whole stream in the order of time with `pace` edits expected between two looks."""
    score, ledgers = Score(), [Ledger() for _ in range(stream.sources)]
    dice = random.Random(0)
    cases = [
        Case(story, draw_lot(dice) == Stratum.FIXED, story.found, story.found, story.found)
        for story in stream.stories
    ]
    queue = [(case.story.found, number) for number, case in enumerate(cases)]
    heapq.heapify(queue)
    known, learned_at = learn(ledgers, pace), 0.0
    while queue:
        now, number = heapq.heappop(queue)
        if now > stream.end:
            break
        if learns and now - learned_at >= LEARNING:
            known, learned_at = learn(ledgers, pace), now
        case = cases[number]
        outcome = look(case, now, score, ledgers[case.story.source])
        plan = plan_next_look(
            outcome=outcome,
            state=read_state(case, stream.start),
            habits=known[case.story.source],
            now=stream.start + timedelta(hours=now),
        )
        if plan.at is not None:
            case.interval = plan.interval
            heapq.heappush(queue, (now + plan.interval.total_seconds() / 3600, number))
    score.unseen = sum(len(case.story.edits) - case.seen for case in cases)
    return score


def draw_lot(dice: random.Random) -> Stratum:
    """Return the stratum of an article's random uuid."""
    return draw_stratum(uuid.UUID(int=dice.getrandbits(128), version=4))


def learn(ledgers: list[Ledger], pace: float) -> list[Habits]:
    """Return the habits of all publishers after what has been seen."""
    total: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for ledger in ledgers:
        for cell, (watched, changes) in ledger.cells.items():
            total[cell][0] += watched
            total[cell][1] += changes
    prior = shrink_rates({cell: Count(*pair) for cell, pair in total.items()}, first_rates())
    return [
        form_habits(
            ledger.counts(prior), prior=prior, first_interval=UNIT, host_delay=HOST_DELAY, zone=UTC, pace=pace
        )
        for ledger in ledgers
    ]


def look(case: Case, now: float, score: Score, ledger: Ledger) -> Outcome:
    """Look at one article, keep the score and count what was seen."""
    count = see(score, case.story, case.seen, now)
    if count == case.seen:
        ledger.watch(case, now)
        outcome = Outcome.UNCHANGED if now > case.story.found else Outcome.NEW_VERSION
    else:
        ledger.watch(case, (case.looked_at + now) / 2)
        ledger.note(case, case.looked_at, now)
        case.seen, case.changes, case.known_at, case.counted_to = count, case.changes + 1, now, now
        case.stage = stage_of(case.changes, young=now - case.story.found < YOUNG * UNIT_HOURS)
        outcome = Outcome.NEW_VERSION
    case.looked_at = now
    return outcome


def read_state(case: Case, start: datetime) -> State:
    """Return what the product would know of this article."""
    return State(
        first_seen_at=start + timedelta(hours=case.story.found),
        last_changed_at=start + timedelta(hours=case.known_at),
        change_count=case.changes,
        interval=case.interval,
        fixed=case.fixed,
        section=case.story.section,
    )
