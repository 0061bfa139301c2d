"""The front page: the latest changes, and what a site says that has none yet."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import NOON, make_article, make_change, make_feed, make_series, make_source, make_version
from tests.reviews import make_published
from tests.views.asking import ask, links, read, words
from trackers.models import (
    Annotation,
    Change,
    Exposure,
    ExposureReason,
    FeedState,
    SourceState,
    Tracking,
)

pytestmark = pytest.mark.django_db


def test_a_change_shows_its_publisher_its_headlines_its_words_and_its_window() -> None:
    source = make_source(name="The Mill Lane Mercury", timezone="Europe/Helsinki")
    change = make_change(
        make_article(source),
        old={"headline": "Five barges held at Fenwick lock", "paragraphs": ["The lock is shut for repairs."]},
        new={"headline": "Nine barges held at Fenwick lock", "paragraphs": ["The lock is shut for good."]},
    )

    page = ask("/")

    (card,) = page.cssselect(".card")
    assert "The Mill Lane Mercury" in words(card)
    assert [words(mark) for mark in card.cssselect("h2 del, h2 ins")] == ["[removed: Five]", "[added: Nine]"]
    assert "between 12:30 and 12:35 UTC on 14 March 2026 (14:30 – 14:35 in Helsinki)" in words(card)
    assert "repairs" in words(card.cssselect(".excerpt del")[0])
    assert "good" in words(card.cssselect(".excerpt ins")[0])
    assert change.get_absolute_url() in links(page)


def test_an_unchanged_headline_stands_once_without_marks() -> None:
    make_change(
        old={"headline": "Bells silent", "paragraphs": ["One."]},
        new={"headline": "Bells silent", "paragraphs": ["Two."]},
    )

    (title,) = ask("/").cssselect(".card h2")

    assert words(title) == "Bells silent"
    assert not title.cssselect("ins, del")


def test_the_newest_change_comes_first_and_older_ones_are_a_page_away() -> None:
    article = make_article()
    for number in range(23):
        make_version(article, headline=f"Tide table {number}")

    first = ask("/")
    (older,) = [link for link in links(first) if link.startswith("?before=")]
    second = ask(f"/{older}")

    shown = [words(title) for page in (first, second) for title in page.cssselect(".card h2")]
    assert len(shown) == 22
    assert "[added: 22]" in shown[0] and "[added: 1]" in shown[-1]
    assert first.cssselect("meta[name=robots]") == []
    assert second.cssselect("meta[name=robots]")[0].get("content") == "noindex"


def test_newer_leads_back_to_where_one_came_from() -> None:
    make_series(make_article(), *(f"Tide table {number}" for number in range(43)))
    second = ask("/" + next(link for link in links(ask("/")) if link.startswith("?before=")))
    third = ask("/" + next(link for link in links(second) if link.startswith("?before=")))
    back = ask("/" + next(link for link in links(third) if link.startswith("?after=")))

    assert [words(card) for card in back.cssselect(".card")] == [
        words(card) for card in second.cssselect(".card")
    ]


@pytest.mark.parametrize(
    "cursor", ["", "x", "1", "-1-1", "1-", "1" * 18 + "-1", "1-" + "9" * 19, "1-1' OR 1=1"]
)
def test_a_cursor_that_no_page_makes_is_not_found(cursor: str) -> None:
    ask(f"/?before={cursor}", status=404)
    ask(f"/?after={cursor}", status=404)


def test_a_cursor_past_the_end_says_so() -> None:
    make_change()

    assert "There is nothing older." in read("/?before=0-1")


def test_a_change_that_is_not_announced_is_not_shown() -> None:
    change = make_change()
    Change.objects.filter(pk=change.pk).update(announced_at=None)

    assert ask("/").cssselect(".card") == []


def test_a_published_note_is_announced_on_the_card_and_a_draft_is_not() -> None:
    noted, drafted = make_change(), make_change()
    make_published(noted, at=NOON)
    Annotation.objects.create(change=drafted, author_name="Ada")

    noted_card, drafted_card = ask("/").cssselect(".card")

    assert "With a note of our editors" in words(noted_card)
    assert "With a note" not in words(drafted_card)


def test_a_site_without_publishers_says_so() -> None:
    assert "No publisher is being watched yet." in read("/")


@time_machine.travel(NOON, tick=False)
def test_an_empty_site_says_what_is_watched_and_when_the_first_looks_are_due() -> None:
    later, due, paused = (make_source(name=name) for name in ("Early Post", "Late Post", "Quiet Post"))
    make_feed(later, next_check_at=NOON + timedelta(minutes=10))
    make_feed(later, next_check_at=NOON - timedelta(minutes=10), state=FeedState.PAUSED)
    make_feed(due, next_check_at=NOON - timedelta(minutes=1))
    make_feed(paused, next_check_at=NOON)
    paused.state = SourceState.PAUSED
    paused.save()
    make_source(name="Hidden Post", exposure="withheld")
    make_article(later)
    make_article(later)
    make_version(make_article(due))

    said = read("/")

    assert "No change has been found yet." in said
    assert "1 article has been read and is being followed. 2 more are waiting for their first look." in said
    assert "Early Post Its feeds are read next at 14 March 2026, 12:10 UTC" in said
    assert "Late Post Its feeds are due to be read now." in said
    assert "Quiet Post None of its feeds is being read at the moment." in said
    assert "Hidden Post" not in said


@time_machine.travel(NOON, tick=False)
def test_an_empty_site_says_when_the_next_waiting_article_is_looked_at() -> None:
    paused, followed = make_source(state=SourceState.PAUSED), make_source()
    make_article(paused, next_check_at=NOON - timedelta(hours=1))
    make_article(followed, next_check_at=NOON - timedelta(hours=1), tracking=Tracking.PAUSED)
    make_version(make_article(followed, next_check_at=NOON - timedelta(hours=1)))
    assert "None of these looks is planned at the moment." in read("/")

    make_article(followed, next_check_at=NOON + timedelta(minutes=9))
    make_article(followed, next_check_at=NOON + timedelta(minutes=4))
    assert "The next of these looks is at 14 March 2026, 12:04 UTC." in read("/")

    make_article(followed, next_check_at=NOON)
    assert "The next of these looks is due now." in read("/")


def test_an_empty_site_counts_nothing_that_is_withheld() -> None:
    withheld = {"exposure": Exposure.WITHHELD, "exposure_reason": ExposureReason.EDITORIAL}
    make_article(**withheld)
    make_version(make_article(**withheld))

    said = read("/")

    assert "No article has been read yet." in said
    assert "waiting" not in said
