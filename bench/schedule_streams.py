"""Streams of edits to replay: real ones of gov.uk, and simulated ones with the rates of news.

All times are hours from the beginning of the stream, a midnight in UTC.
"""

import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path

DAY = 24.0
# How much of a day's editing falls on each hour: a daily paper, a desk that never sleeps, an office.
RHYTHMS = (
    (2, 1, 1, 1, 2, 4, 9, 15, 21, 24, 25, 24, 22, 22, 22, 22, 21, 19, 15, 12, 10, 8, 5, 3),
    (6, 5, 4, 4, 5, 8, 12, 14, 13, 12, 11, 11, 11, 11, 11, 11, 12, 13, 13, 13, 12, 11, 9, 7),
    (0, 0, 0, 0, 0, 0, 1, 4, 18, 36, 36, 30, 24, 26, 30, 30, 24, 12, 5, 2, 1, 1, 0, 0),
)
# Sections, and how much likelier than the publisher's average their articles are to be edited.
SECTIONS = {"news": 1.2, "politics": 1.6, "culture": 0.5, "sport": 0.7}


@dataclass(frozen=True)
class Story:
    """One article: whose it is, when it was found, and when its text was edited after that."""

    source: int
    section: str
    found: float
    edits: tuple[float, ...]


@dataclass(frozen=True)
class Stream:
    """Articles of some publishers and the moment the watching ends."""

    name: str
    start: datetime
    stories: Sequence[Story]
    sources: int
    end: float

    @property
    def edits(self) -> int:
        """How many edits there are to be caught."""
        return sum(len(story.edits) for story in self.stories)


def read_real(folder: Path) -> Stream:
    """Return the histories of gov.uk pages: a capture whose article differs from the one before is an edit."""
    histories = []
    for path in sorted(folder.glob("*.json.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            captures = json.load(file)["captures"]
        histories.append([(read_moment(one["captured_at"]), one["content_changed"]) for one in captures])
    first = min(history[0][0] for history in histories)
    start = first.replace(hour=0, minute=0, second=0)
    stories = [
        Story(
            0,
            "",
            hours(history[0][0] - start),
            tuple(hours(at - start) for at, changed in history[1:] if changed),
        )
        for history in histories
    ]
    last = max(story.edits[-1] if story.edits else story.found for story in stories)
    return Stream("real, gov.uk", start, stories, 1, last + 210 * DAY)


def read_moment(text: str) -> datetime:
    """Return a moment written as 2022-07-06T14:33:03Z."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def hours(duration: timedelta) -> float:
    """Return a duration in hours."""
    return duration.total_seconds() / 3600


@dataclass(frozen=True)
class Paper:
    """How one simulated publisher edits."""

    a_day: int
    rhythm: tuple[int, ...]
    edited: float
    live: float
    developing: float
    evergreen: float
    follow_up: float
    pace: float


def draw_paper(dice: random.Random) -> Paper:
    """Draw a publisher's habits: every seed is a press of other papers."""
    return Paper(
        a_day=dice.randint(3, 7),
        rhythm=dice.choice(RHYTHMS),
        edited=dice.uniform(0.12, 0.42),
        live=dice.uniform(0.0, 0.06),
        developing=dice.uniform(0.05, 0.3),
        evergreen=dice.uniform(0.0, 0.04),
        follow_up=dice.uniform(0.15, 0.4),
        pace=dice.choice((0.5, 0.8, 1.0, 2.0, 5.0)),
    )


def simulate(seed: int, *, papers: int = 5, days: int = 30) -> Stream:
    """Return a press of `papers` publishers over `days` days, watched for seven months more.

    About 27 % of the articles are edited at all. Of these most see one or two edits in their first hours, some develop
    over a day in ever slower steps, a few run live for hours, a few are kept up to date every few days for months, and
    of single edits one in fifteen comes after weeks. Some edits bring a second one within minutes.
    """
    dice = random.Random(seed)
    press = [draw_paper(dice) for _ in range(papers)]
    end = (days + 210) * DAY
    stories = []
    for source, paper in enumerate(press):
        for day in range(days):
            for _ in range(paper.a_day):
                published = wait_for_the_desk(dice, paper, day * DAY + dice.uniform(0, DAY))
                section = dice.choice(tuple(SECTIONS))
                found = published + dice.uniform(0.02, 0.3)
                edits = draw_edits(dice, paper, published, SECTIONS[section], end)
                stories.append(Story(source, section, found, tuple(at for at in edits if found < at < end)))
    return Stream(f"simulated, seed {seed}", datetime(2026, 1, 5, tzinfo=UTC), stories, papers, end)


def wait_for_the_desk(dice: random.Random, paper: Paper, at: float) -> float:
    """Return the first moment from `at` on at which somebody is at work, by the paper's rhythm."""
    busiest = max(paper.rhythm)
    while dice.random() * busiest > paper.rhythm[int(at % DAY)] + 0.02 * busiest:
        at += dice.uniform(0, 1)
    return at


def draw_edits(dice: random.Random, paper: Paper, published: float, weight: float, end: float) -> list[float]:
    """Return the moments at which one article is edited, in order."""
    if dice.random() >= paper.edited * weight:
        return []
    kind = dice.random()
    if kind < paper.live:
        edits = run_live(dice, published)
    elif kind < paper.live + paper.developing:
        edits = develop(dice, paper, published)
    elif kind < paper.live + paper.developing + paper.evergreen:
        edits = keep_up_to_date(dice, paper, published, end)
    else:
        edits = correct(dice, paper, published)
    again = [at + dice.expovariate(1 / 0.25) for at in edits if dice.random() < paper.follow_up]
    return sorted(edits + again)


def run_live(dice: random.Random, published: float) -> list[float]:
    """An edit every few minutes for some hours."""
    at, last, gap = published, published + dice.uniform(2, 12), dice.uniform(0.12, 0.6)
    edits = []
    while (at := at + dice.expovariate(1 / gap)) < last:
        edits.append(at)
    return edits


def develop(dice: random.Random, paper: Paper, published: float) -> list[float]:
    """A handful of edits, seldom many (Pareto), at growing distances."""
    at, gap, edits = published, dice.uniform(0.3, 1.5) * paper.pace, []
    for _ in range(min(2 + int(dice.paretovariate(1.2)), 25)):
        at = wait_for_the_desk(dice, paper, at + dice.expovariate(1 / gap))
        gap *= 1.15
        edits.append(at)
    return edits


def keep_up_to_date(dice: random.Random, paper: Paper, published: float, end: float) -> list[float]:
    """An edit every day, every few days or every week until somebody loses interest."""
    gap, at, edits = dice.choice((24.0, 72.0, 168.0)), published, []
    while (at := wait_for_the_desk(dice, paper, at + gap * dice.uniform(0.6, 1.4))) < end:
        edits.append(at)
        if dice.random() < 0.06:
            break
    return edits


def correct(dice: random.Random, paper: Paper, published: float) -> list[float]:
    """One to three edits, most within hours (log-normal), some after weeks."""
    edits = []
    for _ in range(1 + (dice.random() < 0.35) + (dice.random() < 0.15)):
        late = dice.random() < 1 / 15
        age = (
            dice.lognormvariate(log(25 * DAY), 1.0)
            if late
            else dice.lognormvariate(log(2.5 * paper.pace), 1.5)
        )
        edits.append(wait_for_the_desk(dice, paper, published + age))
    return edits
