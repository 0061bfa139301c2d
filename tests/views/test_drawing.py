"""The timeline as a drawing: where its marks stand, and that it says nothing the list does not."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import NOON, make_article, make_gone, make_return, make_version
from tests.views.asking import ask, words
from trackers.models import Article, Check, CheckDay, Gap, Tracking
from trackers.models.checkday import Looks
from trackers.views.drawing import draw_timeline
from trackers.views.timeline import Timeline

pytestmark = pytest.mark.django_db


def share(value: str) -> float:
    """A place or width as the number it is."""
    assert value.endswith("%")
    return float(value.removesuffix("%"))


def make_closed(*, days: float, **fields: object) -> Article:
    """An article that was followed for some days from noon on and is not any more."""
    article = make_article(tracking=Tracking.CLOSED, last_check_at=NOON + timedelta(days=days), **fields)
    make_version(article)
    return article


def test_a_short_life_is_drawn_to_scale_and_a_long_one_shows_its_first_hours() -> None:
    for days, place, said in ((1, 25.0, False), (40, 25.0, True)):
        article = make_closed(days=days)
        make_version(article, headline="Ferry sails", observed_at=NOON + timedelta(hours=6))

        page = ask(article.get_absolute_url())

        first, second = (share(mark.get("x1")) for mark in page.cssselect(".drawing .seen"))
        assert first == 0 and (second == place if days == 1 else place < second < 60)
        assert ("ever closer together" in words(page)) is said


def test_gone_stretches_and_those_in_which_nobody_looked_are_drawn() -> None:
    article = make_closed(days=20)
    make_gone(article)
    make_return(article)
    make_gone(article)
    Gap.objects.create(cause="down", started_at=NOON + timedelta(hours=1), ended_at=NOON + timedelta(hours=9))

    page = ask(article.get_absolute_url())

    first, last = page.cssselect(".drawing .absent")
    assert share(first.get("x")) + share(first.get("width")) < share(last.get("x"))
    assert share(last.get("x")) + share(last.get("width")) == pytest.approx(100, abs=0.02)
    assert len(page.cssselect(".drawing .gap")) == 1
    said = words(page.cssselect(".drawing figcaption")[0])
    assert "gone 2 times (barred stretches), 1 stretch in which nobody looked (dashed)" in said


def test_looks_are_counted_whether_they_have_been_thinned_or_not() -> None:
    article = make_closed(days=20)
    Check.objects.create(article=article, started_at=NOON, outcome="unchanged")
    Check.objects.create(article=article, started_at=NOON + timedelta(minutes=5), outcome="failed")
    CheckDay.objects.create(
        article=article, day=(NOON + timedelta(days=3)).date(), outcome="not_modified", looks=40
    )

    page = ask(article.get_absolute_url())

    assert "42 looks, 41 of which saw the article" in words(page.cssselect(".drawing figcaption")[0])
    assert len(page.cssselect(".drawing .looks")) == 2 and len(page.cssselect(".drawing .blind")) == 1


def test_a_drawing_names_itself_and_holds_no_style_and_no_link() -> None:
    (drawing,) = ask(make_closed(days=3).get_absolute_url()).cssselect(".drawing svg[role=img]")

    assert drawing.get("aria-labelledby") == "drawn"
    assert drawing.cssselect("a, [style], style, script") == []


@time_machine.travel(NOON, tick=False)
def test_an_article_that_was_only_just_seen_is_drawn_too() -> None:
    article = make_article()
    make_version(article)

    assert [mark.get("x1") for mark in ask(article.get_absolute_url()).cssselect(".drawing .seen")] == [
        "0.00%"
    ]


def test_years_of_looks_make_a_bounded_number_of_bars() -> None:
    start = NOON
    looks = {((start + timedelta(days=day)).date(), "unchanged"): Looks(3) for day in range(3000)}

    drawing = draw_timeline(Timeline([], False), start=start, end=start + timedelta(days=3000), looks=looks)

    assert drawing.looks == 9000 == sum(bar.looks for bar in drawing.bars) and len(drawing.bars) < 260
