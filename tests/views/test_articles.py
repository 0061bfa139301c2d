"""The story of one article, and one version as it was read."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import NOON, make_article, make_series, make_source, make_version
from tests.views.asking import ask, links, read, words
from trackers.models import Article, Change, SourceState, Tracking, Variant
from trackers.pipeline.schedule import FOLLOWED_FOR, LONGEST
from trackers.views.following import AGED_OUT

pytestmark = pytest.mark.django_db


def make_followed(**fields: object) -> Article:
    """An article read once, at noon."""
    article = make_article(make_source(name="The Mill Lane Mercury"), **fields)
    make_version(article, headline="Five barges held at Fenwick lock")
    return article


def test_the_story_names_the_source_and_when_the_publisher_first_published() -> None:
    article = make_article(make_source(name="The Mill Lane Mercury", timezone="Asia/Tokyo"))
    make_version(article, date_published=NOON - timedelta(hours=2))
    make_version(article, date_published=NOON)

    assert (
        "This article is from the source ‘The Mill Lane Mercury’ and was first published or seen on "
        "14 March 2026, 10:00 UTC (19:00 in Tokyo) (the publisher’s own date)."
        in read(article.get_absolute_url())
    )


def test_without_the_publishers_date_the_story_says_when_we_first_saw_it() -> None:
    article = make_followed(first_seen_at=NOON - timedelta(minutes=3))

    assert "and was first published or seen on 14 March 2026, 11:57 UTC (when we first saw it)." in read(
        article.get_absolute_url()
    )


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"next_check_at": NOON + timedelta(minutes=36)},
            "It will be looked at again on 14 March 2026, 12:36 UTC.",
        ),
        ({"next_check_at": NOON}, "It is due to be looked at again now."),
        ({"tracking": Tracking.PAUSED}, "It is not being checked for changes at the moment."),
        ({"tracking": Tracking.CLOSED}, "It won't be checked again for changes."),
        (
            {"tracking": Tracking.CLOSED, "last_changed_at": NOON - timedelta(days=40, seconds=1)},
            "It last changed over 40 days ago and won't be checked again for changes.",
        ),
        (
            {"missing_since": NOON - timedelta(hours=5)},
            "Its page has not been found at the publisher’s address since 14 March 2026, 07:00 UTC.",
        ),
        (
            {"failing_since": NOON - timedelta(hours=5)},
            "Its page could not be read since 14 March 2026, 07:00 UTC.",
        ),
    ],
)
def test_the_story_says_what_becomes_of_the_article(fields: dict[str, object], sentence: str) -> None:
    article = make_followed()
    Article.objects.filter(pk=article.pk).update(**fields)

    assert sentence in read(article.get_absolute_url())


def test_pages_call_an_article_aged_out_after_the_longest_wait_between_two_looks() -> None:
    assert AGED_OUT == LONGEST < FOLLOWED_FOR


def test_an_article_of_a_paused_publisher_promises_no_look() -> None:
    article = make_followed()
    article.source.state = SourceState.PAUSED
    article.source.save()

    said = read(article.get_absolute_url())

    assert "nor are the publisher’s other articles" in said
    assert "looked at again" not in said


def test_the_story_links_to_the_current_article_and_to_its_feeds() -> None:
    article = make_followed()

    page = ask(article.get_absolute_url())

    assert f"You can find the current article at its original source at {article.url}" in words(page)
    (outbound,) = page.cssselect("a.outbound")
    assert outbound.get("href") == article.url
    assert outbound.get("rel") == "noopener noreferrer nofollow ugc"
    assert "There is an RSS feed of changes available" in words(page)
    assert f"/articles/{article.pk}/changes.rss" in links(page)


@pytest.mark.parametrize(
    ("versions", "sentence"),
    [
        (1, "The article has not changed since it was first read."),
        (2, "The article has changed 1 time."),
        (15, "The article has changed 14 times."),
    ],
)
def test_the_story_says_how_often_the_article_changed(versions: int, sentence: str) -> None:
    article = make_article()
    for number in range(versions):
        make_version(article, headline=f"Version number {number}")

    assert sentence in read(article.get_absolute_url())


def test_every_version_stands_with_its_headline_the_time_since_the_one_before_and_the_change() -> None:
    article = make_article()
    make_version(article, headline="Five barges held")
    make_version(article, headline="Nine barges held", observed_at=NOON + timedelta(minutes=35))

    first, second = ask(article.get_absolute_url()).cssselect(".versions li")

    assert words(first) == "Version 1 · first seen 14 March 2026, 12:00 UTC Five barges held"
    assert words(second).startswith(
        "Version 2 · 35 minutes later · first seen 14 March 2026, 12:35 UTC Nine barges held"
    )
    assert [link.get("href") for link in second.cssselect("a")] == [
        f"/articles/{article.pk}/versions/2/",
        f"/articles/{article.pk}/changes/1..2/",
    ]
    assert first.cssselect(".told") == []
    assert words(second.cssselect(".told")[0]) == "A figure changed: [removed: Five] → [added: Nine]"


def test_a_reversion_says_which_text_came_back() -> None:
    article = make_article()
    first = make_version(article, headline="Five barges held")
    make_version(article, headline="Nine barges held")
    again = make_version(article, headline="Five barges held", same_text_as=first)

    assert "The text went back to that of version 1." in words(
        ask(article.get_absolute_url()).cssselect(".versions")[0]
    )
    assert "The text went back to that of version 1." in read(again.get_absolute_url())
    assert "The text went back to that of version 1." in read(f"/articles/{article.pk}/changes/2..3/")


def test_hundreds_of_versions_are_paged_and_the_time_between_runs_on() -> None:
    article = make_article()
    make_series(article, *(f"Live from the lock, {number + 1}" for number in range(102)))

    first = ask(article.get_absolute_url())
    second = ask(f"{article.get_absolute_url()}?from=101")

    assert len(first.cssselect(".versions li")) == 100
    assert "?from=101" in links(first)
    assert "This page tells of versions 1 to 100; the latest is version 102. Later versions" in words(first)
    assert "This page tells of versions 101 to 102;" in words(second)
    assert [item.get("value") for item in second.cssselect(".versions li")] == ["101", "102"]
    assert "Version 101 · 35 minutes later" in words(second)
    assert words(second.cssselect("h1")[0]) == "Live from the lock, 102"
    assert article.get_absolute_url() in links(second)


@pytest.mark.parametrize("start", ["0", "-1", "x", "", "1e3", "9" * 20])
def test_a_start_that_is_no_number_of_a_version_is_not_found(start: str) -> None:
    ask(f"{make_followed().get_absolute_url()}?from={start}", status=404)


def test_a_version_whose_change_is_not_announced_is_nowhere() -> None:
    article = make_followed()
    held = make_version(article, headline="Something held back")
    Change.objects.update(announced_at=None)

    page = ask(article.get_absolute_url())

    assert "Something held back" not in words(page)
    assert words(page.cssselect("h1")[0]) == "Five barges held at Fenwick lock"
    assert "has not changed" in words(page)
    ask(held.get_absolute_url(), status=404)
    ask(f"/articles/{article.pk}/changes/1..2/", status=404)
    assert "Something held back" not in read(article.source.get_absolute_url())


def test_a_version_shows_all_that_was_read() -> None:
    article = make_article()
    make_version(article)
    version = make_version(
        article,
        headline="Nine barges held",
        standfirst="Repairs take longer",
        byline=["Oona Vale", "Teodor Marsh"],
        paragraphs=["The lock is shut.", "It opens in May."],
        captions=["The lock at dusk"],
        date_published=NOON - timedelta(hours=1),
        date_modified=NOON,
    )
    make_version(article)

    page = ask(version.get_absolute_url())
    said = words(page.cssselect("main")[0])

    assert [words(paragraph) for paragraph in page.cssselect(".body p")] == [
        "The lock is shut.",
        "It opens in May.",
    ]
    for piece in ("Nine barges held", "Repairs take longer", "Oona Vale, Teodor Marsh", "The lock at dusk"):
        assert piece in said
    assert "Published, as the publisher says: 14 March 2026, 11:00 UTC." in said
    assert "Modified, as the publisher says: 14 March 2026, 12:00 UTC." in said
    assert {link.get("rel"): words(link) for link in page.cssselect(".pager a")} == {
        "prev": "Version 1",
        "next": "Version 3",
    }


@pytest.mark.parametrize("number", ["0", "3", "2147483648", "9" * 30])
def test_a_version_that_there_is_not_is_not_found(number: str) -> None:
    ask(f"/articles/{make_followed().pk}/versions/{number}/", status=404)


def test_where_texts_are_not_shown_whole_a_version_shows_what_changed_to_make_it() -> None:
    article = make_article(make_source(public_text="passages"))
    essay = [f"Unchanged paragraph {number}." for number in range(9)]
    first = make_version(
        article, paragraphs=essay, standfirst="A secret standfirst", captions=["A secret caption"]
    )
    second = make_version(
        article,
        paragraphs=[*essay[:4], "A rewritten one.", *essay[5:]],
        standfirst="A secret standfirst",
        captions=["A secret caption"],
    )

    for path in (
        first.get_absolute_url(),
        second.get_absolute_url(),
        f"/articles/{article.pk}/changes/1..2/",
    ):
        said = read(path)
        assert "secret" not in said
        assert "Unchanged paragraph 1." not in said
        assert "texts are not shown whole" in said
    assert "Unchanged paragraph 3." in read(second.get_absolute_url())
    assert "rewritten" in " ".join(words(mark) for mark in ask(second.get_absolute_url()).cssselect("ins"))


def test_a_place_that_flips_is_told_by_its_beginning_and_no_second_way_to_whole_texts() -> None:
    article = make_article()
    version = make_version(article, headline="Ferry stays", paragraphs=["The ferry stays in the harbour."])
    long = "The ferry, whose captain had a cold, stays in the harbour. " * 9 + "The last words of all."
    Variant.objects.create(
        article=article, field="standfirst", one=long, other="The ferry sails.", key="x",
        first_seen_at=version.observed_at, last_seen_at=version.observed_at,
    )  # fmt: skip

    told = words(ask(article.get_absolute_url()))

    assert "whose captain had a cold" in told and "The ferry sails." in told
    assert "The last words of all" not in told
