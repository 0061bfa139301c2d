"""95 % intervals for the figures that benchmarks print."""

import math
import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
_RESAMPLES = 1000


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share (E. B. Wilson 1927); 0 to 1 where there is nothing."""
    if total == 0:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    centre = share + z * z / (2 * total)
    width = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, (centre - width) / (1 + z * z / total)), min(1.0, (centre + width) / (1 + z * z / total))


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
