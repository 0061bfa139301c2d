"""Shares with the interval they are known to: a figure without its denominator and its doubt is half a figure."""

import math
from dataclasses import dataclass

# The normal distribution's quantile that leaves 2.5 % on either side.
_Z = 1.959964


@dataclass(frozen=True)
class Share:
    """So many of so many: ``hits`` of ``total``, and the 95 % interval of the share as ``low`` and ``high`` (0 to 1).

    ``of`` is the share itself, None where there is nothing to take a share of.
    """

    hits: int
    total: int

    @property
    def of(self) -> float | None:
        """The share, 0 to 1."""
        return self.hits / self.total if self.total else None

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return wilson(self.hits, self.total)[0]

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return wilson(self.hits, self.total)[1]


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share, each end 0 to 1; 0 to 1 where there is nothing.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212. Unlike the usual one it holds for few cases and shares near 0 and 1.
    Raises ValueError for hits that are no part of the total.
    """
    if not 0 <= hits <= total:
        raise ValueError("hits are no part of the total")
    if total == 0:
        return 0.0, 1.0
    share, square = hits / total, _Z * _Z
    centre = share + square / (2 * total)
    width = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    low, high = (centre - width) / (1 + square / total), (centre + width) / (1 + square / total)
    # At the ends the interval touches them exactly; floating point does not.
    return 0.0 if hits == 0 else max(0.0, low), 1.0 if hits == total else min(1.0, high)
