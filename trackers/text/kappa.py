"""Kappa: how far two people agree about the same cases, beyond what chance alone would bring about.

J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960), 37-46;
with weights "Weighted kappa", Psychological Bulletin 70 (1968), 213-220. The interval is by the large-sample standard
error of J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72 (1969), 323-327.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# The normal distribution's quantile that leaves 2.5 % on either side.
_Z = 1.959964
_NEARLY = 1e-12
# What is left of nought by the arithmetic of the machine.
_LEAST_ERROR = 1e-6


class Scale(StrEnum):
    """How far apart two answers are: words are the same or not; steps are nearer the closer they stand."""

    NOMINAL = "nominal"
    QUADRATIC = "quadratic"


@dataclass(frozen=True)
class Kappa:
    """How far two agree about ``n`` cases: ``agreed`` of them alike, the shares ``observed`` and ``expected`` (0 to 1).

    On a quadratic scale the shares are weighted. ``kappa`` (-1 to 1) with its standard ``error`` is None where it is
    undefined: there is no case, or both have given one and the same answer throughout, so that chance would bring about
    nothing else. Its 95 % interval ``low`` to ``high`` is None also where the formula finds no error at all: they
    agree throughout or not at all, or one has given a single answer. Few cases do not make that certain.
    """

    n: int
    agreed: int
    observed: float | None = None
    expected: float | None = None
    kappa: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None


def reckon_kappa(
    pairs: Sequence[tuple[Hashable, Hashable]],
    *,
    answers: Sequence[Hashable],
    scale: Scale = Scale.NOMINAL,
) -> Kappa:
    """Return Cohen's kappa of pairs of answers about the same cases.

    ``answers`` are all that may be given, in the order of the scale. Costs one pass and the square of their number.
    Raises ValueError for an answer that is none of them.
    """
    place = {answer: number for number, answer in enumerate(answers)}
    size, n = len(answers), len(pairs)
    table = [[0.0] * size for _answer in answers]
    for first, second in pairs:
        if first not in place or second not in place:
            raise ValueError("an answer that is not among those that may be given")
        table[place[first]][place[second]] += 1
    agreed = int(sum(table[each][each] for each in range(size)))
    if not n:
        return Kappa(n=0, agreed=0)
    return _reckon(
        [[cell / n for cell in row] for row in table], n=n, agreed=agreed, weight=_weights(scale, size=size)
    )


def _weights(scale: Scale, *, size: int) -> Callable[[int, int], float]:
    """Return the weight of agreement of two answers by their places: 1 for the same, 0 for the farthest."""
    if scale == Scale.NOMINAL or size < 2:
        return lambda one, other: 1.0 if one == other else 0.0
    widest = (size - 1) ** 2
    return lambda one, other: 1.0 - (one - other) ** 2 / widest


def _reckon(shares: list[list[float]], *, n: int, agreed: int, weight: Callable[[int, int], float]) -> Kappa:
    places = range(len(shares))
    rows = [sum(shares[i]) for i in places]
    columns = [sum(shares[i][j] for i in places) for j in places]
    observed = sum(shares[i][j] * weight(i, j) for i in places for j in places)
    expected = sum(rows[i] * columns[j] * weight(i, j) for i in places for j in places)
    if 1 - expected < _NEARLY:
        return Kappa(n=n, agreed=agreed, observed=observed, expected=expected)
    kappa = (observed - expected) / (1 - expected)
    # Fleiss, Cohen and Everitt 1969, in the form that holds for any weights; without any it is that of kappa itself.
    by_row = [sum(columns[j] * weight(i, j) for j in places) for i in places]
    by_column = [sum(rows[i] * weight(i, j) for i in places) for j in places]
    spread = sum(
        shares[i][j] * (weight(i, j) - (by_row[i] + by_column[j]) * (1 - kappa)) ** 2
        for i in places
        for j in places
    )
    variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
    error = math.sqrt(max(0.0, variance))
    if error < _LEAST_ERROR:
        return Kappa(n, agreed, observed, expected, kappa, error)
    low, high = max(-1.0, kappa - _Z * error), min(1.0, kappa + _Z * error)
    return Kappa(n, agreed, observed, expected, kappa, error, low, high)
