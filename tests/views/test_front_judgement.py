"""The front page as a judgement: what editors chose, the highest ranks of the last days, then everything."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.template.loader import render_to_string
from lxml import html

from tests.builders import NOON, make_article, make_change, make_gone, make_version
from tests.reviews import make_published
from tests.views.asking import ask, links, read, words
from tests.views.everything import annotate
from trackers.models import Change, Description, Exposure, PublicText, Source
from trackers.views.choice import Choice, Since
from trackers.views.standing import HIGH, PICKS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_afternoon")]

FIGURE = {"old": ["The lock has room for 12 barges."], "new": ["The lock has room for 40 barges."]}
SPELLING = {"old": ["The lock keeper recieved a letter."], "new": ["The lock keeper received a letter."]}


@pytest.fixture
def the_afternoon() -> Iterator[None]:
    """A few hours after what the builders make."""
    with time_machine.travel(NOON + timedelta(hours=5), tick=False):
        yield


def titles(page: html.HtmlElement, section: str) -> list[str]:
    return [words(title) for title in page.cssselect(f"section[aria-labelledby={section}] .card h3")]


def addresses(page: html.HtmlElement) -> list[str]:
    return [link.get("href") for link in page.cssselect(".card h2 a, .card h3 a")]


def test_what_our_editors_noted_comes_first_with_their_words_the_latest_note_on_top() -> None:
    changes = [make_change(make_article(), **FIGURE) for _ in range(PICKS + 1)]
    for number, change in enumerate(changes):
        make_published(change, public_note=f"Note {number}", at=NOON + timedelta(minutes=number))
    make_published(changes[0], public_note="An older note on the same change", at=NOON - timedelta(days=1))

    page = ask("/")

    cards = page.cssselect("section[aria-labelledby=picks] .card")
    assert [words(card.cssselect(".said")[0]) for card in cards] == ["Note 3", "Note 2", "Note 1"]
    assert "Our editors have published a note about it." in words(cards[0].cssselect(".why")[0])
    assert "?noted=1" in links(page)
    assert len(ask("/?noted=1").cssselect(".card")) == PICKS + 1


def test_a_change_stands_on_the_page_once() -> None:
    noted, high, listed = make_change(**FIGURE), make_change(**FIGURE), make_change(**SPELLING)
    annotate(noted, text="Mind the barges")

    page = ask("/")

    assert sorted(addresses(page)) == sorted(each.get_absolute_url() for each in (noted, high, listed))
    assert addresses(page)[0] == noted.get_absolute_url()
    assert addresses(page)[2] == listed.get_absolute_url()


def test_the_highest_ranks_of_the_last_days_come_next_and_say_why() -> None:
    low = make_change(**SPELLING)
    figures = [make_change(make_article(), **FIGURE) for _ in range(HIGH + 1)]
    Description.objects.filter(change=figures[2]).update(rank=300)

    page = ask("/")

    shown = page.cssselect("section[aria-labelledby=high] .card")
    assert len(shown) == HIGH
    assert addresses(page)[0] == figures[2].get_absolute_url()
    assert "Highest in rank, of the last 3 days" in words(page)
    why = words(shown[0].cssselect("details.why")[0])
    assert why.startswith("Why is this here Its rank is among the highest of the last 3 days.")
    assert "figure: 50" in why and "Rank 300" in why
    assert low.get_absolute_url() not in addresses(page)[:HIGH]
    assert len(addresses(page)) == HIGH + 2


def test_among_equal_ranks_the_last_announced_comes_first() -> None:
    changes = [make_change(make_article(), **FIGURE) for _ in range(3)]
    for number, change in enumerate(changes):
        Change.objects.filter(pk=change.pk).update(announced_at=NOON + timedelta(minutes=[2, 3, 1][number]))

    assert addresses(ask("/")) == [changes[number].get_absolute_url() for number in (1, 0, 2)]


def test_an_article_that_changes_all_day_has_one_place_among_the_highest() -> None:
    article = make_article()
    for number in range(10, 18):
        make_version(article, paragraphs=[f"The lock has room for {number} barges."])
    other = make_change(**FIGURE)

    page = ask("/")

    assert len(titles(page, "high")) == 2
    assert other.get_absolute_url() in addresses(page)[:2]
    assert len(addresses(page)) == 8


def test_what_is_older_or_low_in_rank_is_not_among_the_highest() -> None:
    old, low, high = make_change(**FIGURE), make_change(**FIGURE), make_change(**FIGURE)
    Change.objects.filter(pk=old.pk).update(announced_at=NOON - timedelta(days=3))
    Description.objects.filter(change=low).update(rank=39)

    page = ask("/")

    assert addresses(page)[0] == high.get_absolute_url()
    assert len(titles(page, "high")) == 1
    assert set(addresses(page)) == {each.get_absolute_url() for each in (old, low, high)}


@pytest.mark.parametrize("how", ["article", "source", "private", "unannounced"])
def test_nothing_hidden_is_picked_or_ranked(how: str) -> None:
    hidden = make_change(**FIGURE)
    annotate(hidden, text="Quokka")
    shown = make_change(**SPELLING)
    article = hidden.article
    if how == "article":
        article.exposure, article.exposure_reason = Exposure.WITHHELD, "editorial"
        article.save()
    elif how == "source":
        Source.objects.filter(pk=article.source_id).update(exposure=Exposure.WITHHELD)
    elif how == "private":
        Source.objects.filter(pk=article.source_id).update(public_text=PublicText.PRIVATE)
    else:
        Change.objects.filter(pk=hidden.pk).update(announced_at=None)

    for path in ("/", "/?noted=1", "/?since=day"):
        page = ask(path)
        assert "Quokka" not in words(page)
        assert hidden.get_absolute_url() not in addresses(page)
    assert addresses(ask("/")) == [shown.get_absolute_url()]


def test_all_that_stands_above_costs_three_queries(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for _ in range(4):
        annotate(make_change(make_article(), **FIGURE), text="Mind the barges")
        make_change(make_article(), **FIGURE)

    with django_assert_max_num_queries(6):
        ask("/")


def test_a_quiet_site_has_one_list_and_no_empty_headings() -> None:
    make_change(**SPELLING)

    page = ask("/")

    assert page.cssselect("main h2 a") and not page.cssselect("section.above")


def test_the_list_can_be_narrowed_to_a_stretch_of_time_and_keeps_it_in_paging() -> None:
    article = make_article()
    for number in range(23):
        make_version(article, headline=f"Tide {number}", observed_at=NOON + timedelta(minutes=number))
    early = make_change(**SPELLING)
    Change.objects.filter(pk=early.pk).update(announced_at=NOON - timedelta(days=4))

    first = ask("/?since=day&from=2026-03-14&to=2026-03-14")
    (older,) = [link for link in links(first) if "before=" in link]
    second = ask(f"/{older}")

    assert older.startswith("?since=day&from=2026-03-14&to=2026-03-14&before=")
    assert len(addresses(first)) + len(addresses(second)) == 22
    assert addresses(ask("/?to=2026-03-10")) == [early.get_absolute_url()]
    assert early.get_absolute_url() in addresses(ask("/?since=week&kind=typo"))
    chosen = first.cssselect("option[selected]") + first.cssselect("input[type=date]")
    assert [each.get("value") for each in chosen] == ["day", "2026-03-14", "2026-03-14"]


def test_a_page_that_went_or_came_back_can_be_asked_for() -> None:
    gone = make_gone(make_change(**FIGURE).article)

    assert addresses(ask("/?kind=gone")) == [gone.get_absolute_url()]
    assert "No such change has been found." in read("/?kind=returned")


@pytest.mark.parametrize(
    "day", ["2026-13-01", "yesterday", "2026-W11-6", "20260314", "<b>", "%00", "9" * 5000, "٢٠٢٦-٠٣-١٤"]
)
def test_a_day_that_is_none_is_said_in_words_and_lists_nothing(day: str) -> None:
    make_change(**FIGURE)

    page = ask(f"/?from={day}", status=400)

    assert "is not a day. Write it as year, month and day, such as 2026-03-14." in words(page)
    assert addresses(page) == []
    assert "Nothing is listed until the days can be read." in words(page)


def test_days_in_the_wrong_order_are_said_in_words() -> None:
    make_change(**FIGURE)

    assert "The first day is later than the last one." in read("/?from=2026-03-02&to=2026-03-01", status=400)


def test_the_ends_of_the_calendar_are_days_like_others() -> None:
    change = make_change(**FIGURE)

    assert change.get_absolute_url() in addresses(ask("/?from=0001-01-01&to=9999-12-31"))


@pytest.mark.parametrize("query", ["since=fortnight", "since=%00"])
def test_a_stretch_that_there_is_not_is_not_found(query: str) -> None:
    ask(f"/?{query}", status=404)


def test_everything_is_asked_for_by_an_address_that_says_so() -> None:
    make_change(**SPELLING)

    page = ask("/?all=1")

    assert "Nothing here has been lowered by a noise rule: this is everything." in words(page)
    assert page.cssselect("meta[name=robots]")
    assert page.cssselect("input[name=all]")


def test_the_switch_counts_what_is_lowered_and_keeps_what_was_chosen() -> None:
    choice = {"choice": Choice(since=Since.WEEK), "page": "/", "lowered_count": 3}
    link, rules = html.fragment_fromstring(
        render_to_string("trackers/_switch.html", choice), create_parent=True
    ).cssselect("a")
    assert rules.get("href") == "/rules/"
    assert (words(link), link.get("href")) == ("Show 3 lowered changes too", "/?since=week&all=1")

    choice["choice"] = Choice(since=Since.WEEK, everything=True)
    shown = html.fragment_fromstring(render_to_string("trackers/_switch.html", choice), create_parent=True)
    assert "3 changes that noise rules have lowered are shown too." in words(shown)
    assert shown.cssselect("a")[0].get("href") == "/?since=week&"
