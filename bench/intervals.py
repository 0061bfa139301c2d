"""95 % intervals for the figures that benchmarks print."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from trackers.text.shares import wilson as wilson

T = TypeVar("T")
_RESAMPLES = 1000


def bootstrap(items: Sequence[T], statistic: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """Return the percentile bootstrap's 95 % interval of a statistic of some items (B. Efron 1979).

    The same items always give the same interval. 0 to 1 where there is nothing.
    """
    if not items:
        return 0.0, 1.0
    dice = random.Random(1979)
    drawn = sorted(statistic(dice.choices(items, k=len(items))) for _ in range(_RESAMPLES))
    return drawn[round(0.025 * _RESAMPLES)], drawn[round(0.975 * _RESAMPLES) - 1]


def span(interval: tuple[float, float]) -> str:
    """Return an interval of shares as it is printed."""
    return f"{interval[0]:.3f}..{interval[1]:.3f}"
