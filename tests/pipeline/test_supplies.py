"""Days left are said as they are: by the budget, by the disk, and by what may never go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import NOON
from trackers.models import StoreDay
from trackers.pipeline.retention import GB
from trackers.pipeline.supplies import Supplies, count_supplies, supplies_in_words

PLENTY = Supplies(
    measured_at=NOON, budget=20 * GB, held=10 * GB, kept=2 * GB, database=GB, free=101 * GB, stored=3.0 * GB,
    freed=2.0 * GB, grows=1.0 * GB, keeps=0.1 * GB, database_grows=0.5 * GB,
)  # fmt: skip


def test_the_disk_lasts_until_the_floor_and_responses_grow_no_further_than_their_budget() -> None:
    # Ten days in which responses grow to their budget take 15 GB of the 100; the database takes the other 85 alone.
    assert PLENTY.days_of_disk == pytest.approx(10 + 85 / 0.5)
    assert replace(PLENTY, free=7 * GB).days_of_disk == pytest.approx(6 / 1.5)
    assert replace(PLENTY, database_grows=0.0).days_of_disk is None
    assert replace(PLENTY, free=0).days_of_disk == 0


def test_fetching_stops_by_whichever_comes_first() -> None:
    assert PLENTY.days_to_stop == pytest.approx(180)
    assert replace(PLENTY, keeps=1.0 * GB).days_to_stop == pytest.approx(18)
    assert replace(PLENTY, free=None).days_to_stop == pytest.approx(180)
    assert replace(PLENTY, keeps=0.0, database_grows=0.0).days_to_stop is None


def test_the_budget_is_used_when_bodies_would_go_early() -> None:
    assert PLENTY.days_to_budget == pytest.approx(9.6)
    assert any("In about 10 days the budget is used" in words for words in supplies_in_words(PLENTY))
    full = supplies_in_words(replace(PLENTY, held=int(19.5 * GB)))
    assert any(words.startswith("The budget is used") for words in full)


@pytest.mark.django_db
def test_before_anything_was_measured_it_says_so() -> None:
    words = supplies_in_words(count_supplies())
    assert words[0].startswith("The stored responses were not counted yet")
    assert "free on the disk" in words[-1]


@pytest.mark.django_db
def test_a_first_day_tells_what_came_and_promises_nothing() -> None:
    StoreDay.objects.create(
        day=NOON.date(), measured_at=NOON, stored_bytes=GB, held_bytes=GB, database_bytes=GB
    )
    supplies = count_supplies()
    assert supplies.stored == pytest.approx(2 * GB)
    assert supplies.grows is None and supplies.days_to_stop is None
    assert any("can be said when a day was measured" in words for words in supplies_in_words(supplies))


@pytest.mark.django_db
def test_rates_are_those_of_the_last_seven_days(settings: Any) -> None:
    settings.RESPONSES_BUDGET_GB = 30
    for day in range(20):
        StoreDay.objects.create(
            day=(NOON + timedelta(days=day)).date(),
            measured_at=NOON + timedelta(days=day),
            stored_bytes=GB if day > 11 else 0,
            held_bytes=GB * max(day - 11, 0),
            kept_bytes=GB // 10 * max(day - 11, 0),
            database_bytes=GB * (1 + day),
        )
    supplies = count_supplies()
    assert supplies.grows == pytest.approx(GB) and supplies.database_grows == pytest.approx(GB)
    assert supplies.keeps == pytest.approx(GB / 10, rel=0.01)
    assert supplies.stored == pytest.approx(8 * GB / 7.5)
    assert supplies.days_to_budget == pytest.approx(30 * 0.98 - 8)
