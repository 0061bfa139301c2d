"""Shares and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.text.shares import Share, wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 81/263, 15/148, 0/20, 1/29.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(hits: int, total: int, low: float, high: float) -> None:
    assert wilson(hits, total) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_nothing_is_known_of_a_share_of_nothing() -> None:
    share = Share(0, 0)
    assert (share.of, share.low, share.high) == (None, 0.0, 1.0)


@pytest.mark.parametrize(("hits", "total"), [(-1, 3), (4, 3), (1, 0)])
def test_hits_that_are_no_part_of_the_total_are_refused(hits: int, total: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        wilson(hits, total)


@given(st.integers(1, 10**9).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_share_lies_within_its_interval_and_the_interval_within_nought_and_one(
    numbers: tuple[int, int],
) -> None:
    share = Share(*numbers)
    assert share.of is not None
    assert 0.0 <= share.low <= share.of <= share.high <= 1.0
    other = Share(share.total - share.hits, share.total)
    assert other.low == pytest.approx(1 - share.high) and other.high == pytest.approx(1 - share.low)
