"""When a page says that its article was published and changed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.pages import URL, json_ld, page
from trackers.text.article import read_article
from trackers.text.dates import read_date
from trackers.text.writtendates import read_written_date


def dates_of(**parts: str) -> tuple[datetime | None, datetime | None, str, str]:
    extraction = read_article(page(**parts), url=URL)
    places = dict(extraction.places)
    return (
        extraction.date_published,
        extraction.date_modified,
        places["date_published"],
        places["date_modified"],
    )


DAY = datetime(2024, 3, 4, tzinfo=UTC)
NOON = datetime(2024, 3, 4, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("4 March 2024", DAY),
        ("Monday, 4th of March 2024", DAY),
        ("March 4, 2024 12:30 p.m. GMT", NOON),
        ("Mar. 4, 2024, 7:30 am EST", NOON),
        ("Published 12:30, 4 March 2024", NOON),
        ("4. März 2024, 13:30 CET", NOON),
        ("4 mars 2024 à 12h30", NOON),
        ("4 de marzo de 2024", DAY),
        ("4 марта 2024", DAY),
        ("2024年3月4日", DAY),
        ("2024년 3월 4일 12:30", NOON),
        ("04.03.2024", DAY),
        ("2024/3/4", DAY),
        ("13/3/2024", datetime(2024, 3, 13, tzinfo=UTC)),
        ("3/13/2024", datetime(2024, 3, 13, tzinfo=UTC)),
    ],
)
def test_dates_in_words_are_read(text: str, date: datetime) -> None:
    assert read_written_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "3/4/2024",
        "March 2024",
        "4 Foo 2024",
        "32 March 2024",
        "two hours ago",
        "12:30",
        "1.2.3.2024",
        "",
        f"{'x' * 100} 4 March 2024 and more",
    ],
)
def test_what_can_be_read_in_two_ways_or_in_none_is_no_date(text: str) -> None:
    assert read_written_date(text) is None


@given(st.text(st.sampled_from("0123456789 /.-:,amp年月日MarchGT")))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    date = read_written_date(text)
    assert date is None or date.tzinfo is UTC


@pytest.mark.parametrize("text", ["2024/03/04 12:30:00", "20240304123000"])
def test_dates_of_older_systems_are_read(text: str) -> None:
    assert read_date(text) == NOON


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"head": json_ld({"@type": "Article", "datePublished": "2024-03-04"})}, "json-ld"),
        ({"head": json_ld({"@type": "WebPage", "url": URL, "datePublished": "2024-03-04"})}, "json-ld"),
        ({"head": '<meta name="OriginalPublicationDate" content="2024/03/04 00:00:00">'}, "meta"),
        ({"under": '<span itemprop="datePublished">4 March 2024</span>'}, "itemprop"),
        ({"under": "<p>Published <time>4 March 2024</time></p>"}, "own"),
        (
            {
                "under": "<dl><dt>Published</dt><dd>4 March 2024</dd><dt>Last updated</dt><dd>5 March 2024</dd></dl>"
            },
            "own",
        ),
        ({"foot": "<p>Published 4 March 2024<br>Last updated 5 March 2024</p>"}, "own"),
        ({"under": "<p><time>4 March 2024</time></p>"}, "time"),
        ({"under": '<p class="dateline">Monday, 4 March 2024</p>'}, "class"),
        ({"under": '<p data-testid="publish-date">March 4, 2024</p>'}, "class"),
    ],
)
def test_the_date_of_publication_is_found_wherever_it_is_stated(parts: dict[str, str], place: str) -> None:
    published, _modified, found, _ = dates_of(**parts)
    assert (published, found) == (DAY, place)


@pytest.mark.parametrize(
    "under",
    [
        '<p>Published <time datetime="2024-03-04">4</time>. Updated <time datetime="2024-03-05">5</time></p>',
        '<p><time class="updated" datetime="2024-03-05">5</time> <time datetime="2024-03-04">4</time></p>',
        '<p class="date">4 March 2024</p><p class="date">Updated 5 March 2024</p>',
    ],
)
def test_the_time_of_a_change_is_not_taken_for_that_of_publication(under: str) -> None:
    assert dates_of(under=under)[:2] == (DAY, datetime(2024, 3, 5, tzinfo=UTC))


def test_the_first_of_the_times_under_an_article_is_that_of_its_publication() -> None:
    days = "".join(
        f"<li><time datetime='2024-03-{day:02}'>{day} March</time> Changed.</li>" for day in (9, 7, 4)
    )
    assert dates_of(foot=f"<ol class=history>{days}</ol>")[0] == DAY


def test_what_a_labelled_time_says_to_machines_counts() -> None:
    under = "<p>Published <time datetime='2024-03-04T12:30Z'>4 March 2024</time></p>"
    assert dates_of(under=under)[0] == NOON


def test_times_of_other_stories_and_of_readers_are_left_out() -> None:
    foot = (
        '<div class="related"><time datetime="2023-01-01">1</time></div>'
        '<div class="comments"><time datetime="2023-01-02">2</time></div>'
    )
    assert dates_of(foot=foot)[:2] == (None, None)
