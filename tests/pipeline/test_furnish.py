"""What is learned of a publisher's template from the database, remembered, forgotten and kept at hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import NOON, make_article, make_source, make_version
from trackers.models import Article, FurnitureLine, FurnitureTally, Source, Standing, latest_texts
from trackers.pipeline.furnish import (
    FORGOTTEN_AFTER,
    MOST_LINES,
    STALE,
    furniture_of,
    learn_furniture,
    overruled_of,
    shared_templates,
)
from trackers.tasks import tick_learn
from trackers.text.learned import line_key, mark

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
BOX = "Sign up and get our morning letter"
LATER = NOON + 30 * DAY


def read_article(source: Source, number: int, *more: str, **fields: Any) -> Article:
    """An article found on a day of its own, with a text of its own and some lines more."""
    at = NOON + number * DAY
    article = make_article(source, first_seen_at=at)
    text = {
        "headline": f"Story of day {number}",
        "paragraphs": [f"On day {number} it rained.", f"On day {number} it cleared.", *more],
        "observed_at": at,
    }
    make_version(article, **{**text, **fields})
    return article


def learned(source: Source) -> dict[str, str]:
    return {line.sample: line.standing for line in FurnitureLine.objects.filter(source=source)}


def test_a_line_that_stands_on_many_articles_is_learned_with_its_counts() -> None:
    source = make_source()
    for number in range(12):
        read_article(source, number, *([BOX] if number < 6 else []))
    assert learn_furniture(now=LATER) == 1
    line = FurnitureLine.objects.get()
    assert (line.source, line.key, line.sample) == (source, line_key(BOX), BOX)
    assert (line.articles, line.of, line.standing, line.doubt) == (6, 12, Standing.LEARNED, "")
    assert line.first_seen_at == line.last_seen_at == LATER
    assert FurnitureTally.objects.get().of == 12


def test_only_the_newest_text_of_an_article_counts() -> None:
    source = make_source()
    for number in range(6):
        article = read_article(source, number, BOX)
        if number < 3:
            make_version(article, headline=f"Story of day {number}", paragraphs=["Without it."])
    learn_furniture(now=LATER)
    assert learned(source) == {}


def test_joined_articles_unread_ones_and_those_of_others_do_not_count() -> None:
    source, other = make_source(), make_source()
    kept = read_article(source, 0, BOX)
    for number in range(1, 5):
        joined = read_article(source, number, BOX)
        Article.objects.filter(pk=joined.pk).update(merged_into=kept, next_check_at=None)
    for number in range(4):
        read_article(other, number, BOX)
        make_article(source)
    learn_furniture(now=LATER)
    assert not FurnitureLine.objects.exists()
    assert {tally.source_id: tally.of for tally in FurnitureTally.objects.all()} == {
        source.pk: 1,
        other.pk: 4,
    }


def test_a_line_that_may_be_about_a_story_is_proposed_and_not_marked() -> None:
    source = make_source()
    background = "The ferry sank off Port Ansel in January."
    for number in range(20):
        about = {"headline": f"Ferry inquiry, day {number}"} if number < 8 else {}
        read_article(source, number, *([background] if number < 8 else []), **about)
    learn_furniture(now=LATER)
    assert learned(source) == {background: Standing.PROPOSED}
    assert FurnitureLine.objects.get().doubt == "topic"
    assert furniture_of(source.pk, now=LATER) == frozenset()


def test_a_publisher_is_looked_through_again_after_three_hours_the_longest_ago_first() -> None:
    first, second = make_source(), make_source()
    make_source(state="paused")
    assert learn_furniture(now=LATER, limit=1) == 1
    assert [tally.source_id for tally in FurnitureTally.objects.all()] == [first.pk]
    assert learn_furniture(now=LATER + timedelta(minutes=5), limit=9) == 1
    assert {tally.source_id for tally in FurnitureTally.objects.all()} == {first.pk, second.pk}
    assert learn_furniture(now=LATER + timedelta(minutes=10), limit=9) == 0
    assert learn_furniture(now=LATER + STALE + timedelta(minutes=6), limit=9) == 2


def test_counting_twice_writes_one_line_and_the_newest_counts() -> None:
    source = make_source()
    for number in range(6):
        read_article(source, number, BOX)
    learn_furniture(now=LATER)
    read_article(source, 7, BOX.upper())
    learn_furniture(now=LATER + DAY)
    line = FurnitureLine.objects.get()
    assert (line.articles, line.of, line.first_seen_at, line.last_seen_at) == (7, 7, LATER, LATER + DAY)
    assert line.sample == BOX.upper()


def drop_the_box(source: Source) -> None:
    for number, article in enumerate(Article.objects.filter(source=source).order_by("pk")):
        at = article.latest_version.observed_at + timedelta(hours=1)
        make_version(
            article, headline=f"Story of day {number}", paragraphs=[f"Text {number}."], observed_at=at
        )


def test_a_line_that_is_gone_is_forgotten_after_thirty_days_unless_an_editor_has_decided() -> None:
    source = make_source()
    for number in range(6):
        read_article(source, number, BOX, "Letters to the harbour", "Tide tables of the day")
    learn_furniture(now=LATER)
    FurnitureLine.objects.filter(sample="Letters to the harbour").update(standing=Standing.KEPT)
    FurnitureLine.objects.filter(sample="Tide tables of the day").update(standing=Standing.OVERRULED)
    drop_the_box(source)
    learn_furniture(now=LATER + FORGOTTEN_AFTER - timedelta(hours=1))
    line = FurnitureLine.objects.get(sample=BOX)
    assert (line.articles, line.standing, line.last_seen_at) == (0, Standing.LEARNED, LATER)
    learn_furniture(now=LATER + FORGOTTEN_AFTER + STALE)
    assert learned(source) == {
        "Letters to the harbour": Standing.KEPT,
        "Tide tables of the day": Standing.OVERRULED,
    }


def test_a_line_an_editor_has_overruled_is_never_marked_again() -> None:
    source = make_source()
    for number in range(12):
        read_article(source, number, BOX)
    learn_furniture(now=LATER)
    FurnitureLine.objects.update(standing=Standing.OVERRULED)
    learn_furniture(now=LATER + DAY)
    assert learned(source) == {BOX: Standing.OVERRULED}
    assert furniture_of(source.pk, now=LATER + DAY) == frozenset()
    assert overruled_of(source.pk, now=LATER + DAY) == {line_key(BOX)}


def test_a_learned_line_that_comes_to_be_about_a_story_is_marked_no_longer() -> None:
    source = make_source()
    line = "All about the ferry"
    for number in range(20):
        read_article(source, number, *([line] if number < 6 else []))
    learn_furniture(now=LATER)
    assert learned(source) == {line: Standing.LEARNED}
    for number, article in enumerate(Article.objects.filter(source=source).order_by("pk")[:6]):
        make_version(article, headline=f"Ferry, day {number}", paragraphs=[f"Ferry {number}.", line])
    learn_furniture(now=LATER + DAY)
    assert learned(source) == {line: Standing.PROPOSED}


def test_a_publisher_has_at_most_three_hundred_lines_without_an_editors_word() -> None:
    source = make_source()
    lines = [f"Standing line {'x' * number}" for number in range(MOST_LINES)]
    for number in range(6):
        read_article(source, number, *lines[:149], *lines[-149:])
    for number in range(6, 12):
        read_article(source, number, *(f"Another line {'y' * count}" for count in range(200)))
    learn_furniture(now=LATER)
    assert FurnitureLine.objects.count() == MOST_LINES
    learn_furniture(now=LATER + DAY)
    assert FurnitureLine.objects.count() == MOST_LINES


def test_what_is_known_is_at_hand_for_a_minute_for_one_query(django_assert_num_queries: Any) -> None:
    sources = [make_source() for _ in range(4)]
    for source in sources:
        for sample, standing in (
            (BOX, "learned"),
            ("Kept", "kept"),
            ("Left", "overruled"),
            ("Maybe", "proposed"),
        ):
            FurnitureLine.objects.create(
                source=source, key=line_key(sample), sample=sample, standing=standing,
                first_seen_at=NOON, last_seen_at=NOON,
            )  # fmt: skip
    ids = [source.pk for source in sources]
    with django_assert_num_queries(1):
        taken = shared_templates().take(ids, now=NOON)
        assert taken[ids[0]].marked == {line_key(BOX), line_key("Kept")}
        assert mark(["It rained.", BOX], furniture_of(ids[3], now=NOON + timedelta(seconds=59))) == (1,)
        assert overruled_of(ids[1], now=NOON) == {line_key("Left")}
    FurnitureLine.objects.update(standing=Standing.OVERRULED)
    with django_assert_num_queries(1):
        assert furniture_of(ids[0], now=NOON + timedelta(seconds=61)) == frozenset()


def test_a_source_of_which_nothing_is_known_has_no_furniture() -> None:
    assert furniture_of(make_source().pk, now=NOON) == frozenset()


def test_the_newest_texts_are_found_by_a_walk_of_an_index() -> None:
    source = make_source()
    read_article(source, 1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = latest_texts(source.pk).explain()
    assert "article_of_source" in plan
    assert "Sort" not in plan


def test_learning_asks_no_more_however_many_articles_and_lines_there_are() -> None:
    counts = []
    for articles in (6, 12):
        source = make_source()
        for number in range(articles):
            read_article(source, number, BOX, *(f"Line {'z' * count}" for count in range(articles)))
        with CaptureQueriesContext(connection) as asked:
            learn_furniture(now=LATER + articles * DAY, limit=1)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_clock_has_templates_learned() -> None:
    source = make_source()
    for number in range(6):
        read_article(source, number, BOX)
    tick_learn()
    assert learned(source) == {BOX: Standing.LEARNED}
