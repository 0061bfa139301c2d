"""The rules that are compared: what each tracker does after a look, and what became of the edits meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import floor

from bench.schedule_streams import DAY, Story, Stream

# What a rule knows after a look, and the hours until the next one (None: never again).
Rule = Callable[["Memory", bool], float | None]


@dataclass
class Memory:
    """What a rule may know of an article: when it was found, looked at and last seen changed, and its own interval."""

    found: float
    now: float
    changed_at: float
    interval: float = 0.0


@dataclass
class Score:
    """What became of the edits of one stream: seen, overwritten before a look, never looked for; hours of delay."""

    looks: int = 0
    caught: int = 0
    overwritten: int = 0
    unseen: int = 0
    delays: list[float] = field(default_factory=list)

    def delay(self, share: float) -> float:
        """Return the delay that so large a share of the edits that were caught stays under."""
        ordered = sorted(self.delays)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def see(score: Score, story: Story, seen: int, now: float) -> int:
    """Look at a story; return how many of its edits lie behind now. Of several at once only the last was caught."""
    score.looks += 1
    edits, count = story.edits, seen
    while count < len(edits) and edits[count] <= now:
        count += 1
    if count > seen:
        score.caught += 1
        score.overwritten += count - seen - 1
        score.delays.append(now - edits[count - 1])
    return count


def replay(stream: Stream, rule: Rule) -> Score:
    """Follow every story of a stream by a rule that knows nothing but the story itself."""
    score = Score()
    for story in stream.stories:
        memory = Memory(story.found, story.found, story.found)
        seen = see(score, story, 0, story.found)
        wait = rule(memory, True)
        while wait is not None and memory.now + wait <= stream.end:
            memory.now += wait
            count = see(score, story, seen, memory.now)
            changed, seen = count > seen, count
            if changed:
                memory.changed_at = memory.now
            wait = rule(memory, changed)
        score.unseen += len(story.edits) - seen
    return score


def news_sniffer(memory: Memory, changed: bool) -> float | None:
    """30 minutes after a change, 1.2 times as long after each look that saw none, dropped at 40 days."""
    memory.interval = 0.5 if changed else memory.interval * 1.2
    return memory.interval if memory.interval <= 40 * DAY else None


# By hours since the last change: so many hours to the next look.
NEWSDIFFS = ((3.0, 0.25), (DAY, 1.0), (7 * DAY, 3.0), (30 * DAY, 3 * DAY), (360 * DAY, 30 * DAY))


def newsdiffs(memory: Memory, changed: bool) -> float | None:
    """By the time since the last change; as often as the table says, though its README runs it once an hour."""
    since = memory.now - memory.changed_at
    return next((wait for bound, wait in NEWSDIFFS if since < bound), None)


# diffengine runs when cron runs it: every half hour, says its README.
RUN = 0.5
STALE = 0.2


def diffengine_as_meant(memory: Memory, changed: bool) -> float | None:
    """At the first run at which the time since the last look is a fifth of the age."""
    age = memory.now - memory.found
    runs = max(floor(age * STALE / (1 - STALE) / RUN), 1)
    while runs * RUN / (age + runs * RUN) < STALE:
        runs += 1
    return runs * RUN


def diffengine_as_it_is(memory: Memory, changed: bool) -> float | None:
    """The same with the seconds of a time difference alone: both times begin at zero again every 24 hours."""
    age, runs = memory.now - memory.found, 0
    while True:
        runs += 1
        aged, since = (age + runs * RUN) % DAY, (runs * RUN) % DAY
        if aged < 1e-9 or since / aged >= STALE:
            return runs * RUN


PEERS: dict[str, Rule] = {
    "News Sniffer": news_sniffer,
    "NewsDiffs": newsdiffs,
    "diffengine, as meant": diffengine_as_meant,
}
