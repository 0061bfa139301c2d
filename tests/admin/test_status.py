"""The status page: how things stand, in words, for those who may see publishers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests.admin.asking import enter, page_of, text_of
from tests.builders import NOON, make_article, make_change, make_feed, make_snapshot, make_source
from trackers.models import Check, Gap, StoreDay
from trackers.pipeline.retention import GB, forget_bodies

pytestmark = pytest.mark.django_db

PAGE = "/admin/trackers/storeday/"


@pytest.fixture(autouse=True)
def stopped_clock() -> Any:
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        yield


@pytest.mark.parametrize("role", ["analyst", "editor", "source_manager", "operator"])
def test_whoever_may_see_publishers_finds_it_in_the_index(role: str) -> None:
    visitor = enter(role)
    assert page_of(visitor.get("/admin/")).xpath(f"//a[@href='{PAGE}']")
    assert visitor.get(PAGE).status_code == 200


def test_others_do_not_see_that_it_exists() -> None:
    visitor = enter("outsider")
    assert PAGE not in visitor.get("/admin/").content.decode()
    assert visitor.get(PAGE).status_code == 403


def test_it_says_what_fails_since_when_and_when_it_is_tried_next() -> None:
    source = make_source(name="The Harbour Gazette")
    feed = make_feed(
        source,
        failing_since=NOON - timedelta(days=2),
        last_detail="The server answered 500.",
        next_check_at=NOON + timedelta(hours=5),
    )
    for outcome in ("blocked", "blocked", "failed"):
        make_article(
            source,
            failing_since=NOON - timedelta(days=3),
            last_outcome=outcome,
            next_check_at=NOON + timedelta(hours=9),
        )
    said = text_of(enter("editor").get(PAGE))
    assert f"The Harbour Gazette: The feed {feed.address} fails since 2026-03-12 12:00 UTC." in said
    assert "The server answered 500. Next look 2026-03-14 17:00 UTC." in said
    assert "3 articles cannot be read since 2026-03-11 12:00 UTC. 2 blocked by a wall, 1 failed." in said
    assert "Next look 2026-03-14 21:00 UTC." in said


def test_an_open_gap_stands_on_top_and_a_past_one_below() -> None:
    Gap.objects.create(cause="disk", started_at=NOON, reason="Only 0.5 GB are free on the disk.")
    Gap.objects.create(
        cause="operator",
        started_at=NOON - timedelta(days=3),
        ended_at=NOON - timedelta(days=2),
        actor_name="Mira",
    )
    page = page_of(enter("editor").get(PAGE))
    (banner,) = page.xpath("//p[@class='desk-banner']//text()[normalize-space()]")
    assert banner == (
        "Nothing is fetched since 2026-03-14 12:00 UTC: no room for responses. Only 0.5 GB are free on the disk."
    )
    assert "Nothing was fetched from 2026-03-11 12:00 UTC to 2026-03-12 12:00 UTC" in page.text_content()


def test_looks_are_told_by_outcome_and_bytes_by_day() -> None:
    change = make_change()
    for outcome in ("unchanged", "unchanged", "failed"):
        Check.objects.create(article=change.article, started_at=NOON, outcome=outcome)
    make_snapshot(change.article, stored_size=3 * GB // 2, fetched_at=NOON)
    forget_bodies(now=NOON + timedelta(hours=1), limit=10)
    page = page_of(enter("editor").get(PAGE))
    rows = [[cell.text_content() for cell in row.xpath("th|td")] for row in page.xpath("//tbody/tr")]
    assert rows[:2] == [["unchanged", "2"], ["failed", "1"]]
    assert rows[2][:4] == ["2026-03-14", "1.5 GB", "0.0 MB", "1.5 GB"]
    assert "Responses take 1.5 GB of the 20.0 GB they may take" in page.text_content()


def test_it_tells_how_long_there_is_room_once_a_day_was_measured() -> None:
    for day in range(3):
        StoreDay.objects.create(
            day=(NOON + timedelta(days=day)).date(),
            measured_at=NOON + timedelta(days=day),
            stored_bytes=3 * GB,
            freed_bytes=GB,
            held_bytes=10 * GB + 2 * GB * day,
            kept_bytes=GB // 10 * (day + 1),
            database_bytes=GB + GB // 100 * day,
        )
    said = text_of(enter("editor").get(PAGE))
    assert "In about 3 days the budget is used" in said
    assert "grows by 10.2 MB a day" in said
    assert "left at this rate" in said


def test_it_asks_a_bounded_number_of_questions(django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        source = make_source()
        make_feed(source, failing_since=NOON)
        make_article(source, failing_since=NOON, last_outcome="failed")
    visitor = enter("editor")
    with django_assert_max_num_queries(25):
        visitor.get(PAGE)
