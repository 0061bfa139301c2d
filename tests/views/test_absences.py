"""Pages that went and pages that came back, and the stretches in which nobody of ours looked."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.builders import (
    NOON,
    make_article,
    make_change,
    make_gone,
    make_return,
    make_series,
    make_source,
    make_version,
)
from tests.views.asking import ask, links, read, words
from trackers.models import Absence, Article, Change, Exposure, ExposureReason, Gap, GapCause, PublicText

pytestmark = pytest.mark.django_db


def make_read(**source_fields: object) -> Article:
    """An article of the Mill Lane Mercury, read once at noon."""
    article = make_article(make_source(name="The Mill Lane Mercury", **source_fields))
    make_version(
        article, headline="Weir to close for repairs", paragraphs=["The weir closes on Monday.", "It leaks."]
    )
    return article


@pytest.mark.parametrize("absence", list(Absence))
def test_the_page_of_a_disappearance_says_between_which_looks_and_what_the_server_said(
    absence: Absence,
) -> None:
    gone = make_gone(make_read(), absence=absence)

    said = read(gone.get_absolute_url())

    assert "The page is gone" in said
    assert "It went away between 12:00 and 12:30 UTC on 14 March 2026." in said
    assert f"The publisher’s server {absence.label}." in said
    assert "It is still looked for, ever more rarely." in said
    assert "The last text that was seen" in said and "The weir closes on Monday." in said


def test_a_disappearance_that_is_over_leads_to_the_return_and_back() -> None:
    article = make_read()
    gone = make_gone(article)
    back = make_return(article)

    page = ask(gone.get_absolute_url())
    assert "The page was gone for a time" in words(page)
    assert "The page was seen again between 06:30 and 12:30 UTC on 19 March 2026" in words(page)
    assert back.get_absolute_url() in links(page)
    page = ask(back.get_absolute_url())
    assert "It came back between 06:30 and 12:30 UTC on 19 March 2026." in words(page)
    assert "It had gone away between 12:00 and 12:30 UTC on 14 March 2026." in words(page)
    assert "Meanwhile the publisher’s server answered 404 (not found)." in words(page)
    assert gone.get_absolute_url() in links(page)


def test_a_return_with_the_same_text_says_so_and_compares_nothing() -> None:
    article = make_read()
    make_gone(article)
    page = ask(make_return(article).get_absolute_url())

    assert "Its text is the same as before." in words(page)
    assert page.cssselect("table.comparison") == [] and page.cssselect("ins, del") == []
    assert "The weir closes on Monday." in words(page)


def test_a_return_with_another_text_shows_before_and_after_across_the_gap() -> None:
    article = make_read()
    make_gone(article)
    new = make_version(
        article,
        headline="Weir to close for repairs",
        paragraphs=["The weir closes on Friday.", "It leaks."],
        observed_at=NOON + timedelta(days=5),
    )
    page = ask(make_return(article, version=new).get_absolute_url())

    assert [words(mark) for mark in page.cssselect(".comparison del")] == ["[removed: Monday]"]
    assert [words(mark) for mark in page.cssselect(".comparison ins:not(.woven)")] == ["[added: Friday]"]
    assert "Before it went it had the text of version 1, now it has that of version 2" in words(page)
    assert any(link.endswith("/returns/1/?show=changed") for link in links(page))


def test_a_return_with_an_earlier_text_compares_with_that_and_not_with_the_clock() -> None:
    article = make_read()
    make_version(article, headline="Weir to close for repairs", paragraphs=["The weir closes on Friday."])
    make_gone(article)
    page = ask(make_return(article, version=article.versions.get(number=1)).get_absolute_url())

    assert "Before it went it had the text of version 2, now it has that of version 1" in words(page)
    assert "later" not in words(page.cssselect("thead")[0])


def test_where_texts_are_not_shown_whole_neither_page_shows_one() -> None:
    article = make_read(public_text=PublicText.PASSAGES)
    gone = make_gone(article)
    back = make_return(article)

    for change in (gone, back):
        said = read(change.get_absolute_url())
        assert "This publisher’s texts are not shown whole." in said
        assert "The weir closes on Monday." not in said


@pytest.mark.parametrize("path", ["gone/0/", "gone/2/", "gone/99999999999999/", "returns/1/", "returns/0/"])
def test_what_did_not_happen_is_not_found(path: str) -> None:
    article = make_read()
    make_gone(article)
    ask(f"{article.get_absolute_url()}{path}", status=404)


def test_a_disappearance_that_is_not_announced_is_nowhere() -> None:
    article = make_read()
    gone = make_gone(article)
    Change.objects.filter(pk=gone.pk).update(announced_at=None)

    ask(gone.get_absolute_url(), status=404)
    for path in ("/", article.get_absolute_url(), article.source.get_absolute_url()):
        assert gone.get_absolute_url() not in links(ask(path))


@pytest.mark.parametrize(("reason", "status"), [(ExposureReason.EDITORIAL, 410), (ExposureReason.LEGAL, 451)])
def test_a_withheld_articles_disappearance_leaks_nothing(reason: ExposureReason, status: int) -> None:
    article = make_read()
    paths = [make_gone(article).get_absolute_url(), make_return(article).get_absolute_url()]
    Article.objects.update(exposure=Exposure.WITHHELD, exposure_reason=reason)

    for path in paths:
        answer = Client().get(path)
        assert answer.status_code == status
        for word in ("Weir", "weir", "Mercury", "404 (not found)", "12:30"):
            assert word not in answer.content.decode(), word


def test_both_stand_in_the_lists_in_neutral_words() -> None:
    article = make_read()
    gone = make_gone(article, absence=Absence.GONE)
    back = make_return(article)

    for path in ("/", article.source.get_absolute_url()):
        first, second = ask(path).cssselect(".card")
        assert "The page is back with the same text as before." in words(first)
        assert "between 06:30 and 12:30 UTC on 19 March 2026" in words(first)
        assert "The page went away: the publisher’s server answered 410 (gone)." in words(second)
        assert "Weir to close for repairs" in words(second)
        assert "words removed" not in words(first) + words(second)
        assert [card.cssselect("h2 a, h3 a")[0].get("href") for card in (first, second)] == [
            back.get_absolute_url(),
            gone.get_absolute_url(),
        ]


def test_a_return_with_another_text_leaves_its_words_to_the_edit_beside_it() -> None:
    article = make_read()
    make_gone(article)
    new = make_version(
        article, paragraphs=["The weir closes on Friday."], observed_at=NOON + timedelta(days=5)
    )
    make_return(article, version=new)

    back, edit = ask("/").cssselect(".card")[:2]
    assert "The page is back with another text than before." in words(back)
    assert back.cssselect(".excerpt") == [] and len(edit.cssselect(".excerpt")) == 1


def test_a_publishers_page_says_which_articles_are_gone() -> None:
    article = make_read()
    assert "its page is gone" not in read(article.source.get_absolute_url())
    make_gone(article)
    assert "its page is gone" in read(article.source.get_absolute_url())


def test_a_disappearance_stands_where_it_was_announced_not_where_its_window_lies() -> None:
    gone = make_gone(make_read())
    edit = make_change(new=["Something else."])
    assert edit.seen_new_at > gone.seen_new_at and edit.announced_at < gone.announced_at  # type: ignore[operator]

    first, _second = ask("/").cssselect(".card")
    assert first.cssselect("h2 a")[0].get("href") == gone.get_absolute_url()


def test_the_story_counts_texts_and_not_disappearances() -> None:
    article = make_read()
    make_version(article, paragraphs=["Another text."])
    make_gone(article)
    make_return(article)

    assert "The article has changed 1 time." in read(article.get_absolute_url())


def test_the_story_says_that_the_page_is_gone_and_since_when() -> None:
    article = make_read()
    gone = make_gone(article)

    page = ask(article.get_absolute_url())
    assert (
        "Its page is gone: the publisher’s server answered 404 (not found), the first time on "
        "14 March 2026, 12:30 UTC." in words(page)
    )
    assert gone.get_absolute_url() in links(page)
    assert f"The article stood at its original source at {article.url}" in words(page)


def test_an_edit_that_was_found_across_the_gap_says_that_the_page_was_gone_meanwhile() -> None:
    article = make_read()
    gone = make_gone(article)
    later = NOON + timedelta(days=5)
    make_version(article, paragraphs=["The weir closes on Friday."], observed_at=later)
    edit = article.changes.get(nature="edit")
    Change.objects.filter(pk=edit.pk).update(seen_old_at=NOON)

    page = ask(edit.get_absolute_url())
    assert "The page was gone meanwhile: it went away between 12:00 and 12:30 UTC" in words(page)
    assert gone.get_absolute_url() in links(page)


def test_a_window_that_is_wide_because_nobody_looked_says_so() -> None:
    article = make_read(timezone="UTC")
    make_version(article, paragraphs=["The weir closes on Friday."])
    make_gone(article)
    for change in article.changes.all():
        middle = change.seen_old_at + (change.seen_new_at - change.seen_old_at) / 2
        gap = Gap.objects.create(cause="disk", started_at=middle, ended_at=middle + timedelta(seconds=20))
        assert "Newswatch did not look between" in read(change.get_absolute_url())
        gap.delete()
        assert "did not look" not in read(change.get_absolute_url())


def timeline(article: Article, query: str = "") -> list[str]:
    return [words(item) for item in ask(article.get_absolute_url() + query).cssselect(".versions li")]


@time_machine.travel(NOON + timedelta(days=30), tick=False)
def test_the_timeline_tells_everything_in_its_order() -> None:
    article = make_read()
    make_gone(article)
    Gap.objects.create(
        cause=GapCause.OUTAGE, started_at=NOON + timedelta(days=1), ended_at=NOON + timedelta(days=1, hours=2)
    )
    make_return(article)
    make_version(article, paragraphs=["Another text."], observed_at=NOON + timedelta(days=6))

    first, went, unwatched, back, second = timeline(article)

    assert first.startswith("Version 1")
    assert went == (
        "between 12:00 and 12:30 UTC on 14 March 2026 The page went away "
        "The publisher’s server answered 404 (not found)."
    )
    assert unwatched == (
        "Newswatch did not look between 12:00 and 14:00 UTC on 15 March 2026: its own connection was down. "
        "What the page said meanwhile is not known."
    )
    assert (
        back == "between 06:30 and 12:30 UTC on 19 March 2026 The page was back With the same text as before."
    )
    assert second.startswith("Version 2 · 6 days later")


@time_machine.travel(NOON + timedelta(days=3), tick=False)
@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (GapCause.OPERATOR, "an operator has stopped it"),
        (GapCause.DISK, "it had no room left for what it would have read"),
        (GapCause.OUTAGE, "its own connection was down"),
        (GapCause.DOWN, "it was not running"),
    ],
)
def test_an_outage_that_goes_on_is_shown_with_its_cause_and_never_with_an_editors_words(
    cause: GapCause, said: str
) -> None:
    article = make_read()
    Gap.objects.create(
        cause=cause, started_at=NOON + timedelta(days=2), reason="Mira spilt tea", actor_name="Mira"
    )

    assert timeline(article)[1] == (
        f"Newswatch has not looked since 16 March 2026, 12:00 UTC: {said}. "
        "What the page said meanwhile is not known."
    )
    assert "Mira" not in read(article.get_absolute_url())


@time_machine.travel(NOON + timedelta(days=30), tick=False)
def test_gaps_outside_an_articles_life_are_not_its_own() -> None:
    article = make_read(timezone="UTC")
    Article.objects.filter(pk=article.pk).update(tracking="closed", last_check_at=NOON + timedelta(days=2))
    for start, end in ((-3, -2), (3, 4), (1, 1.5)):
        Gap.objects.create(
            cause="down", started_at=NOON + timedelta(days=start), ended_at=NOON + timedelta(days=end)
        )

    assert len(timeline(article)) == 2


@time_machine.travel(NOON + timedelta(days=30), tick=False)
def test_each_gap_stands_on_one_page_of_a_long_timeline() -> None:
    article = make_article(make_source(timezone="UTC"))
    make_series(article, *(f"Live from the weir, {number + 1}" for number in range(102)))
    middle = article.versions.get(number=101).observed_at
    for start, end in ((-10, 10), (5, 6), (-3000, -2990)):
        Gap.objects.create(
            cause="down",
            started_at=middle + timedelta(minutes=start),
            ended_at=middle + timedelta(minutes=end),
        )

    assert [len(timeline(article, query)) for query in ("", "?from=101")] == [102, 3]


@time_machine.travel(NOON + timedelta(days=300), tick=False)
def test_too_many_gaps_are_not_listed_but_said_to_be_there() -> None:
    article = make_read()
    Gap.objects.bulk_create(
        Gap(
            cause="down",
            started_at=NOON + timedelta(days=day),
            ended_at=NOON + timedelta(days=day, minutes=9),
        )
        for day in range(1, 61)
    )

    assert len(timeline(article)) == 51
    assert "Later stretches in which nothing was looked at are too many" in read(article.get_absolute_url())
