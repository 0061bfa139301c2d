"""Looks by publisher and day: counted by the clock, the same whether looks were thinned or not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import NOON, make_article, make_feed, make_source
from trackers.models import Article, Check, CheckDay, LookDay
from trackers.pipeline.tally import tally_looks

pytestmark = pytest.mark.django_db


def look(article: Article, at: datetime, outcome: str = "unchanged") -> None:
    Check.objects.create(article=article, started_at=at, outcome=outcome)


def tallied() -> dict[tuple[int, date], tuple[int, int]]:
    return {(row.source_id, row.day): (row.looks, row.seen) for row in LookDay.objects.filter(looks__gt=0)}


def test_looks_are_counted_by_publisher_and_day_and_those_that_saw_the_text_apart() -> None:
    one, other = make_article(), make_article()
    for outcome in ("unchanged", "not_modified", "new_version", "failed", "gone"):
        look(one, NOON, outcome)
    look(other, NOON - timedelta(days=1))
    Check.objects.create(feed=make_feed(one.source), started_at=NOON, outcome="new_entries")

    tally_looks(now=NOON, limit=30)

    assert tallied() == {
        (one.source_id, NOON.date()): (5, 3),
        (other.source_id, date(2026, 3, 13)): (1, 1),
    }


def test_thinned_looks_are_counted_with_the_others() -> None:
    article = make_article()
    look(article, NOON)
    CheckDay.objects.create(article=article, day=NOON.date(), outcome="unchanged", looks=7)
    CheckDay.objects.create(article=article, day=date(2026, 3, 2), outcome="failed", looks=2)

    tally_looks(now=NOON, limit=30)

    assert tallied()[article.source_id, NOON.date()] == (8, 8)
    assert tallied()[article.source_id, date(2026, 3, 2)] == (2, 0)


def test_the_day_before_and_today_are_counted_again_and_nothing_twice() -> None:
    article = make_article()
    late = datetime(2026, 3, 14, 23, 59, tzinfo=UTC)
    look(article, NOON)
    tally_looks(now=NOON, limit=30)
    look(article, late)

    for _ in range(2):
        tally_looks(now=late + timedelta(minutes=2), limit=30)

    assert tallied() == {(article.source_id, NOON.date()): (2, 2)}


def test_a_long_history_is_counted_some_days_at_a_time() -> None:
    article = make_article()
    for days in range(10):
        look(article, NOON - timedelta(days=days))

    counted = [tally_looks(now=NOON, limit=4) for _ in range(6)]

    assert counted[0] == 4 and len(tallied()) == 10


def test_days_without_a_look_hold_nothing_up() -> None:
    article = make_article()
    look(article, NOON - timedelta(days=200))
    look(article, NOON)

    for _ in range(9):
        tally_looks(now=NOON, limit=30)

    assert tallied()[article.source_id, NOON.date()] == (1, 1)


def test_without_looks_there_is_nothing_to_count() -> None:
    make_source()
    assert tally_looks(now=NOON, limit=30) == 0
