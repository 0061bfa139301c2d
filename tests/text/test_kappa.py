"""Kappa, held to worked examples that stand in print."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackers.text.kappa import Scale, reckon_kappa

# Two readers of 118 slides, four degrees: Agresti, "Categorical Data Analysis" (2nd ed. 2002), section 10.5.
SLIDES = [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]]
# Two radiologists, 85 mammograms: the manual of Stata, "kappa".
PICTURES = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]
# Two raters, 100 patients: Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions" (2003), table 18.1.
PATIENTS = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]


def pairs_of(table: list[list[int]]) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(table) for j, count in enumerate(row) for _case in range(count)]


def measure(table: list[list[int]], scale: Scale = Scale.NOMINAL):
    return reckon_kappa(pairs_of(table), answers=range(len(table)), scale=scale)


@pytest.mark.parametrize(
    ("table", "scale", "kappa", "observed", "expected", "error"),
    [
        (SLIDES, Scale.NOMINAL, 0.493, 0.636, 0.281, 0.057),
        (PICTURES, Scale.NOMINAL, 0.4728, 0.6353, 0.3082, None),
        (PICTURES, Scale.QUADRATIC, 0.6714, 0.9477, 0.8409, None),
        (PATIENTS, Scale.NOMINAL, 0.676, 0.89, 0.66, 0.0877),
        ([[20, 5], [10, 15]], Scale.NOMINAL, 0.4, 0.7, 0.5, None),
        ([[45, 15], [25, 15]], Scale.NOMINAL, 0.1304, 0.6, 0.54, None),
        ([[25, 35], [5, 35]], Scale.NOMINAL, 0.2593, 0.6, 0.46, None),
    ],
)
def test_it_is_what_is_in_print(table, scale, kappa, observed, expected, error) -> None:
    found = measure(table, scale)
    assert found.n == sum(map(sum, table)) and found.agreed == sum(row[i] for i, row in enumerate(table))
    assert (found.kappa, found.observed, found.expected) == pytest.approx(
        (kappa, observed, expected), abs=5e-4
    )
    if error is not None:
        assert found.error == pytest.approx(error, abs=5e-4)
        assert (found.low, found.high) == pytest.approx(
            (kappa - 1.96 * error, kappa + 1.96 * error), abs=2e-3
        )


def test_where_chance_would_agree_as_often_it_is_undefined_and_the_ends_are_one_and_minus_one() -> None:
    assert measure([[0, 0], [0, 0]]).kappa is None
    same = measure([[7, 0], [0, 0]])
    assert (same.n, same.agreed, same.kappa, same.low) == (7, 7, None, None)
    for scale in Scale:
        best, worst = measure([[5, 0], [0, 5]], scale), measure([[0, 5], [5, 0]], scale)
        assert (best.kappa, worst.kappa) == pytest.approx((1, -1))
        assert {best.low, best.high, worst.low} == {None}, "no few cases are as sure as the formula"
    constant = measure([[3, 3], [0, 0]])
    assert (constant.kappa, constant.low) == (pytest.approx(0), None)
    with pytest.raises(ValueError, match="among"):
        reckon_kappa([("a", "x")], answers=("a", "b"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=30), st.sampled_from(Scale))
def test_it_stays_within_its_bounds_and_does_not_mind_who_is_first(pairs, scale) -> None:
    found = reckon_kappa(pairs, answers=range(5), scale=scale)
    turned = reckon_kappa([(b, a) for a, b in pairs], answers=range(5), scale=scale)
    assert (found.kappa is None) == (turned.kappa is None)
    if found.kappa is not None:
        assert -1.0001 <= found.kappa <= 1.0001
        assert found.low is None or found.low <= found.kappa <= found.high
        assert (found.kappa, found.error) == pytest.approx((turned.kappa, turned.error), abs=1e-7)
