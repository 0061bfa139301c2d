"""Stories that never end: readings, counts and sums that go on as long as the demo runs.

The scripted edits are over after a few hours, and a paper that then stood still would look as if Newswatch
did. Six stories take turns. Each round has its own figures and the next of the alternatives that the
story's file holds, and is worked out from its number alone, so that a paper which was switched off for a
week needs no catching up.
"""

import math
from collections.abc import Callable
from itertools import pairwise

LIVE = (
    "river-vell-flood-watch",
    "comet-probe",
    "lock-walrus",
    "baths-petition",
    "tram-talks",
    "bell-appeal",
)

# When a stretch of the paper's life begins and how far apart its turns are, both in seconds.
_STRETCHES = ((95.0, 60.0), (900.0, 240.0), (6 * 3600.0, 600.0))

_TIDE = (0, 6, 13, 17, 12, 22, 19, 27, 31, 26, 18, 9)
_WEIGHT = (640, 660, 655, 690, 680, 700)

Figures = dict[str, str]


def turns_until(seconds: float) -> int:
    """Return how many turns have happened by a moment: one a minute, then one in four, then in ten."""
    turns = 0.0
    for (start, step), (end, _) in pairwise((*_STRETCHES, (math.inf, 0.0))):
        if seconds >= start:
            turns += min(math.floor((seconds - start) / step) + 1, _turns_between(start, end, step=step))
    return int(turns)


def _turns_between(start: float, end: float, *, step: float) -> float:
    return math.inf if math.isinf(end) else math.ceil((end - start) / step)


def turn_at(number: int) -> float:
    """Return when a turn happens, counted from 0, in seconds after the paper opened."""
    done = 0
    for (start, step), (end, _) in pairwise((*_STRETCHES, (math.inf, 0.0))):
        turns = _turns_between(start, end, step=step)
        if number < done + turns:
            return start + (number - done) * step
        done += int(turns)
    raise AssertionError("the last stretch has no end")


def rounds_until(slug: str, *, seconds: float) -> tuple[int, float | None]:
    """Return how many rounds a story has had by a moment, and when the last was (None before the first)."""
    place, turns = LIVE.index(slug), turns_until(seconds)
    rounds = (turns - place + len(LIVE) - 1) // len(LIVE)
    if rounds <= 0:
        return 0, None
    return rounds, turn_at((rounds - 1) * len(LIVE) + place)


def figures(slug: str, *, rounds: int) -> Figures:
    """Return what stands in the braces of a live story in one round, spelt as the paper spells figures."""
    return _FIGURES[slug](rounds)


def _river(rounds: int) -> Figures:
    return {
        "level": f"{(421 + _TIDE[rounds % len(_TIDE)]) / 100:.2f}",
        "sandbags": f"{1800 + 140 * rounds:,}",
        "cellars": str(3 + (rounds * 2) % 11),
        "gust": str(70 + (rounds * 7) % 25),
    }


def _probe(rounds: int) -> Figures:
    return {
        "pictures": f"{1412 + 29 * rounds:,}",
        "distance": f"{max(2380 - 7 * rounds, 12):,}",
        "grains": f"{640 + 17 * rounds:,}",
    }


def _walrus(rounds: int) -> Figures:
    return {
        "day": str(3 + rounds),
        "visitors": f"{1240 + 83 * rounds:,}",
        "weight": str(_WEIGHT[rounds % len(_WEIGHT)]),
        "barges": str(14 + 2 * rounds),
    }


def _petition(rounds: int) -> Figures:
    signatures = 4183 + 61 * rounds + (rounds * rounds * 7) % 13
    missing = 5000 - signatures
    return {
        "signatures": f"{signatures:,}",
        "local": f"{signatures * 62 // 100:,}",
        "debate": f"It is {missing} names away." if missing > 0 else "That mark has been passed.",
    }


def _talks(rounds: int) -> Figures:
    return {
        "session": str(7 + rounds),
        "offer": f"{min(41 + rounds, 68) / 10:.1f}",
        "ballot": str(min(96 + 11 * rounds, 611)),
    }


def _appeal(rounds: int) -> Figures:
    return {
        "raised": f"{148_230 + 612 * rounds + (rounds * 37) % 50:,}",
        "givers": f"{1904 + 7 * rounds:,}",
        "late": str(31 + rounds),
        "buns": f"{240 + 12 * rounds:,}",
    }


_FIGURES: dict[str, Callable[[int], Figures]] = dict(
    zip(LIVE, (_river, _probe, _walrus, _petition, _talks, _appeal), strict=True)
)
