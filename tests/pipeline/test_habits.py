"""What is learned from the database: counts of Changes in an exposure, and the pace that keeps a budget."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import NOON, make_article, make_feed, make_source, make_version
from trackers.models import Article, Change, Facet, Habit, Pace, Source
from trackers.pipeline.schedule import Shelf, learn_habits, load_habits
from trackers.pipeline.schedule.habits import NEVER, PACE, first_rates, span_of
from trackers.pipeline.schedule.learn import ARTICLES_A_SECTION, read_prior

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def read_article(source: Source, *, seen_for: timedelta, **fields: object) -> Article:
    """An article first seen at noon whose text was last seen so much later."""
    article = make_article(source)
    make_version(article, **fields)
    Article.objects.filter(pk=article.pk).update(text_seen_at=NOON + seen_for)
    return article


def change(article: Article, *, between: tuple[timedelta, timedelta], seen_for: timedelta) -> None:
    """The article's next text, seen first at the end of a window after noon, and the last look at it."""
    article.refresh_from_db()
    old, new = (NOON + moment for moment in between)
    version = make_version(article, paragraphs=[f"Text of {new}."], observed_at=new)
    Change.objects.filter(to_version=version).update(seen_old_at=old, seen_new_at=new)
    Article.objects.filter(pk=article.pk).update(text_seen_at=NOON + seen_for)


def cells(source: Source) -> dict[str, tuple[float, float]]:
    rows = Habit.objects.filter(source=source, facet=Facet.CELL)
    return {row.key: (round(row.exposure, 3), row.changes) for row in rows}


def test_an_article_that_never_changed_is_exposure_and_nothing_else() -> None:
    source = make_source()
    read_article(source, seen_for=3 * HOUR)
    assert learn_habits(now=NOON + DAY) == 1
    assert cells(source) == {
        "0:0": (0.5, 0), "0:1": (0.5, 0), "0:2": (1, 0), "0:3": (2, 0), "0:4": (2, 0),
    }  # fmt: skip


def test_a_change_ends_one_exposure_in_the_middle_of_its_window_and_begins_the_next_when_it_is_seen() -> None:
    source = make_source()
    article = read_article(source, seen_for=HOUR)
    change(article, between=(20 * MINUTE, 40 * MINUTE), seen_for=50 * MINUTE)
    learn_habits(now=NOON + DAY)
    assert cells(source) == {"0:0": (0.5, 0), "0:1": (0.5, 1), "1:0": (0.333, 0)}


def test_later_changes_are_counted_by_how_often_and_how_late_they_came() -> None:
    source = make_source()
    article = read_article(source, seen_for=HOUR)
    change(article, between=(10 * MINUTE, 10 * MINUTE), seen_for=10 * MINUTE)
    change(article, between=(20 * MINUTE, 20 * MINUTE), seen_for=20 * MINUTE)
    change(article, between=(3 * DAY, 3 * DAY), seen_for=3 * DAY + 5 * MINUTE)
    learn_habits(now=NOON + 4 * DAY)
    found = cells(source)
    assert found["0:0"] == (0.333, 1) and found["1:0"] == (0.333, 1)
    assert found[f"2:{span_of(143.0)}"][1] == 1
    assert found["5:0"] == (0.167, 0)
    assert sum(changes for _, changes in found.values()) == 3


def test_the_first_interval_is_the_clock_that_spans_are_counted_by() -> None:
    fast = make_source(first_interval=timedelta(seconds=4))
    read_article(fast, seen_for=timedelta(seconds=6))
    learn_habits(now=NOON + HOUR)
    assert cells(fast) == {"0:0": (0.5, 0), "0:1": (0.5, 0), "0:2": (0.5, 0)}


def test_articles_of_others_joined_never_read_or_long_past_are_left_out() -> None:
    source, other = make_source(), make_source()
    kept = read_article(source, seen_for=HOUR)
    joined = read_article(source, seen_for=HOUR, headline="Joined")
    Article.objects.filter(pk=joined.pk).update(merged_into=kept, next_check_at=None)
    make_article(source)
    old = read_article(source, seen_for=HOUR)
    Article.objects.filter(pk=old.pk).update(first_seen_at=NOON - 300 * DAY)
    read_article(other, seen_for=2 * HOUR)
    learn_habits(now=NOON + DAY)
    assert sum(exposure for exposure, _ in cells(source).values()) == 2
    assert sum(exposure for exposure, _ in cells(other).values()) == 4


def test_learning_twice_within_the_hour_counts_once_and_later_anew() -> None:
    source = make_source()
    article = read_article(source, seen_for=30 * MINUTE)
    assert learn_habits(now=NOON + HOUR) == 1
    assert learn_habits(now=NOON + HOUR + 5 * MINUTE) == 0
    before = cells(source)
    Article.objects.filter(pk=article.pk).update(text_seen_at=NOON + HOUR)
    assert learn_habits(now=NOON + 2 * HOUR) == 1
    assert before == {"0:0": (0.5, 0), "0:1": (0.5, 0)} and cells(source)["0:2"] == (1, 0)


def test_the_figures_that_are_oldest_are_made_anew_first_and_no_more_than_asked() -> None:
    first, second = make_source(), make_source()
    make_source(state="paused")
    assert learn_habits(now=NOON, limit=1) == 1
    assert list(Pace.objects.values_list("source", flat=True)) == [first.pk]
    assert learn_habits(now=NOON, limit=5) == 1
    assert set(Pace.objects.values_list("source", flat=True)) == {first.pk, second.pk}


def test_a_change_is_shared_out_over_the_hours_its_window_touches_in_the_publishers_zone() -> None:
    source = make_source(timezone="Asia/Tokyo")
    article = read_article(source, seen_for=HOUR)
    change(article, between=(30 * MINUTE, 90 * MINUTE), seen_for=2 * HOUR)
    learn_habits(now=NOON + DAY)
    hours = {int(row.key): row for row in Habit.objects.filter(source=source, facet=Facet.HOUR)}
    assert {hour: round(row.changes, 2) for hour, row in hours.items() if row.changes} == {21: 0.5, 22: 0.5}
    assert hours[21].exposure > 0 == hours[12].exposure


def test_a_section_is_counted_from_so_many_articles_on() -> None:
    source = make_source()
    for _ in range(ARTICLES_A_SECTION):
        read_article(source, seen_for=HOUR, section="Harbour")
    read_article(source, seen_for=HOUR, section="Chess")
    learn_habits(now=NOON + DAY)
    (row,) = Habit.objects.filter(source=source, facet=Facet.SECTION)
    assert row.key == "Harbour" and row.changes == 0 and 0 < row.exposure < ARTICLES_A_SECTION
    assert load_habits([source])[source.pk].sections["Harbour"] < 1


def test_a_new_publisher_starts_with_what_the_others_do() -> None:
    busy, new = make_source(), make_source()
    key = f"{NEVER}:3"
    Habit.objects.create(source=busy, facet=Facet.CELL, key=key, exposure=1000.0, changes=500.0)
    known = load_habits([busy, new])
    assert read_prior()[NEVER][3] > 0.3 > first_rates()[NEVER][3]
    assert known[new.pk].rates[NEVER][3] == pytest.approx(2 * read_prior()[NEVER][3])
    assert known[new.pk].rates[NEVER][4] == pytest.approx(2 * first_rates()[NEVER][4])


def test_a_budget_that_is_too_small_slows_the_pace_and_one_that_is_not_leaves_it() -> None:
    poor, rich = make_source(requests_a_day=20), make_source(requests_a_day=5000)
    for source in (poor, rich):
        make_feed(source, interval=6 * HOUR)
        make_article(source, interval=30 * MINUTE)
        make_article(source, interval=30 * MINUTE, tracking="paused", next_check_at=None)
    learn_habits(now=NOON)
    paces = {pace.source_id: pace for pace in Pace.objects.all()}
    assert paces[poor.pk].edits_a_look > PACE == paces[rich.pk].edits_a_look
    assert paces[poor.pk].planned_a_day == pytest.approx(4 + 48)
    assert load_habits([poor])[poor.pk].pace > load_habits([rich])[rich.pk].pace


def test_habits_of_many_publishers_take_three_queries_and_none_within_a_minute(
    django_assert_num_queries,
) -> None:
    sources = [make_source() for _ in range(5)]
    for source in sources:
        read_article(source, seen_for=HOUR)
    learn_habits(now=NOON + DAY)
    shelf = Shelf()
    with django_assert_num_queries(3):
        first = shelf.take(sources, now=NOON)
    with django_assert_num_queries(0):
        assert shelf.take(sources, now=NOON + timedelta(seconds=59)) == first
    with django_assert_num_queries(3):
        shelf.take(sources[:1], now=NOON + timedelta(seconds=61))


def test_learning_takes_as_many_queries_for_many_articles_as_for_one() -> None:
    counts = []
    for articles in (1, 10):
        source = make_source()
        for _ in range(articles):
            read_article(source, seen_for=HOUR)
        with CaptureQueriesContext(connection) as queries:
            assert learn_habits(now=NOON + DAY) == 1
        counts.append(len(queries))
    assert counts[0] == counts[1] < 20


def test_a_time_zone_nobody_knows_any_longer_counts_as_utc() -> None:
    source = make_source(timezone="Mars/Olympus")
    read_article(source, seen_for=HOUR)
    assert learn_habits(now=NOON + DAY) == 1
    assert load_habits([source])[source.pk].zone.utcoffset(NOON) == timedelta(0)


def test_a_publisher_without_articles_learns_nothing_and_does_no_harm() -> None:
    source = make_source()
    assert learn_habits(now=NOON) == 1
    assert cells(source) == {} and load_habits([source])[source.pk].hours == (1.0,) * 24
