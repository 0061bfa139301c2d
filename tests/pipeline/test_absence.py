"""When a page is said to be gone and back: after spaced looks only, with honest windows."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.builders import NOON, make_article, make_feed, make_gone, make_return, make_source, make_version
from tests.press import Answer, Press
from trackers.models import Absence, Article, Change, Gap, Nature, Outcome, Version
from trackers.pipeline.absence import (
    LONGEST_GONE,
    Missed,
    confirms,
    next_absence_look,
    note_absence,
    tell_absence,
)
from trackers.pipeline.check import check_article
from trackers.pipeline.poll import check_feed
from trackers.pipeline.wire import Report

pytestmark = pytest.mark.django_db

PATH = "/news/lighthouse-sold"
HEADLINE = "Lighthouse on Skerry Point sold to its last keeper"
PARAGRAPHS = (
    "The lighthouse on Skerry Point was sold on Friday to the woman who tended it for its last eleven years.",
    "The harbour board said that nine bids had come in, most of them from hotels on the other side of the bay.",
    "She said she would keep the lamp room open to schools and paint the tower in the colours it had in 1911.",
    "The price was not given, and the board said that the money would go towards the repair of the eastern pier.",
)
OTHERS = (*PARAGRAPHS[:1], PARAGRAPHS[1].replace("nine", "four"), *PARAGRAPHS[2:])


def publish(press: Press, paragraphs: tuple[str, ...] = PARAGRAPHS) -> Article:
    """Publish the story; return the article that follows it."""
    url = press.publish(PATH, headline=HEADLINE, paragraphs=paragraphs)
    return Article.objects.filter(url=url).first() or make_article(
        make_source(host_delay=timedelta(0)), url=url, next_check_at=NOON
    )


def look(press: Press, article: Article, **later: float) -> Report:
    press.clock.forward(**later)
    return check_article(article.pk, wire=press.wire())


def take_away(press: Press, status: int = 404) -> None:
    press.pages[PATH] = Answer(b"<p>Nothing here.</p>", status=status)


def read_once(press: Press) -> Article:
    article = publish(press)
    look(press, article)
    return article


def go(press: Press, article: Article, status: int = 404) -> Change:
    """Take the page away and look until it is said to be gone."""
    take_away(press, status)
    for hours in (1, 12, 12):
        look(press, article, hours=hours)
    return Change.objects.get(article=article, nature=Nature.GONE, ended_at__isnull=True)


def steps(article: Article) -> list[tuple[str, int, int | None]]:
    rows = article.changes.order_by("seen_new_at", "pk")
    return [(row.nature, row.from_number, row.to_number) for row in rows]


def test_a_page_missing_once_and_then_back_makes_no_change(press: Press) -> None:
    article = read_once(press)
    take_away(press)
    assert look(press, article, hours=1).outcome == Outcome.MISSING
    article.refresh_from_db()
    assert article.missing_since == NOON + timedelta(hours=1) and article.missing_looks == 1
    publish(press)
    look(press, article, hours=1)
    article.refresh_from_db()
    assert (article.missing_since, article.missing_looks, article.gone_at) == (None, 0, None)
    assert steps(article) == []


def test_a_404_is_confirmed_by_three_looks_over_a_day(press: Press) -> None:
    article = read_once(press)
    look(press, article, minutes=30)
    take_away(press)
    look(press, article, hours=1)
    assert look(press, article, hours=12).change is None
    report = look(press, article, hours=12)
    change = Change.objects.get(article=article)
    article.refresh_from_db()
    assert report.change == change and article.gone_at == press.clock.now
    assert report.words.startswith("The page is gone, as several spaced looks have found")
    assert (change.nature, change.absence, change.disappearance) == (Nature.GONE, Absence.NOT_FOUND, 1)
    assert change.from_version == article.latest_version and change.to_version is None
    assert change.seen_old_at == NOON + timedelta(minutes=30)
    assert change.seen_new_at == NOON + timedelta(minutes=90)
    assert change.announced_at == press.clock.now
    assert change.get_absolute_url() == f"/articles/{article.pk}/gone/1/"


@pytest.mark.parametrize(("status", "absence"), [(410, Absence.GONE), (451, Absence.LEGAL)])
def test_a_server_that_says_so_is_believed_after_two_looks_an_hour_apart(
    press: Press, status: int, absence: Absence
) -> None:
    article = read_once(press)
    take_away(press, status)
    look(press, article, hours=1)
    assert look(press, article, minutes=59).change is None
    assert look(press, article, minutes=1).change is not None
    assert Change.objects.get().absence == absence


def test_many_looks_in_a_row_confirm_nothing(press: Press) -> None:
    article = read_once(press)
    take_away(press)
    for _ in range(20):
        look(press, article, minutes=10)
    assert look(press, article, hours=21).change is None
    assert steps(article) == []


def test_a_look_that_fails_neither_confirms_nor_resets(press: Press) -> None:
    article = read_once(press)
    take_away(press)
    look(press, article, hours=1)
    press.pages[PATH] = Answer(status=500)
    for _ in range(4):
        assert look(press, article, hours=8).outcome == Outcome.FAILED
    article.refresh_from_db()
    assert article.missing_since == NOON + timedelta(hours=1) and steps(article) == []
    take_away(press)
    look(press, article, hours=8)
    assert look(press, article, hours=8).change is not None
    assert Change.objects.get().seen_new_at == NOON + timedelta(hours=1)


def test_a_look_that_saw_the_article_starts_the_count_again(press: Press) -> None:
    article = read_once(press)
    take_away(press)
    for hours in (1, 12):
        look(press, article, hours=hours)
    publish(press)
    seen_at = press.clock.now + timedelta(minutes=30)
    look(press, article, minutes=30)
    take_away(press)
    for hours in (1, 12):
        assert look(press, article, hours=hours).change is None
    assert look(press, article, hours=12).change is not None
    change = Change.objects.get()
    assert (change.seen_old_at, change.seen_new_at) == (seen_at, seen_at + timedelta(hours=1))


def test_looks_during_a_gap_of_ours_confirm_nothing(press: Press) -> None:
    article = read_once(press)
    gap = Gap.objects.create(cause="down", started_at=press.clock.now)
    take_away(press)
    for hours in (1, 12, 12):
        assert look(press, article, hours=hours).change is None
    article.refresh_from_db()
    assert (article.missing_since, article.missing_looks) == (None, 0)
    gap.ended_at = press.clock.now
    gap.save()
    first = press.clock.now + timedelta(hours=1)
    for hours in (1, 12):
        assert look(press, article, hours=hours).change is None
    assert look(press, article, hours=12).change is not None
    change = Change.objects.get()
    assert (change.seen_old_at, change.seen_new_at) == (NOON, first)


def test_a_gap_that_is_only_known_later_takes_its_looks_out_of_the_count(press: Press) -> None:
    article = read_once(press)
    take_away(press)
    for hours in (1, 12):
        look(press, article, hours=hours)
    Gap.objects.create(
        cause="outage", started_at=NOON + timedelta(minutes=30), ended_at=NOON + timedelta(hours=2)
    )
    assert look(press, article, hours=12).change is None
    article.refresh_from_db()
    first = article.missing_since
    assert first is not None and first - (NOON + timedelta(hours=13)) < timedelta(minutes=1)
    assert look(press, article, hours=12).change is not None
    assert Change.objects.get().seen_new_at == first


def test_an_article_that_was_never_read_cannot_be_gone(press: Press) -> None:
    take_away(press)
    article = make_article(make_source(host_delay=timedelta(0)), url=press.url(PATH), next_check_at=NOON)
    for hours in (0, 12, 12, 48):
        look(press, article, hours=hours)
    article.refresh_from_db()
    assert article.missing_since == NOON and article.gone_at is None
    assert steps(article) == []


def test_a_page_that_is_back_with_the_same_text_makes_a_return_and_no_version(press: Press) -> None:
    article = read_once(press)
    gone = go(press, article)
    look(press, article, days=1)
    last_missing = press.clock.now
    publish(press)
    report = look(press, article, days=2)
    change = Change.objects.get(nature=Nature.RETURNED)
    article.refresh_from_db()
    gone.refresh_from_db()
    assert report.outcome == Outcome.UNCHANGED and report.change == change
    assert report.words == "The page is back. The article has not changed."
    assert steps(article) == [("gone", 1, None), ("returned", 1, 1)]
    assert (change.seen_old_at, change.seen_new_at) == (last_missing, press.clock.now)
    assert change.keeps_text and change.disappearance == gone.disappearance
    assert gone.ended_at == press.clock.now and article.gone_at is None and article.missing_since is None
    assert change.description.words_removed == change.description.words_added == 0
    assert change.get_absolute_url() == f"/articles/{article.pk}/returns/1/"


def test_a_page_that_is_back_with_another_text_makes_an_edit_and_a_return(press: Press) -> None:
    article = read_once(press)
    go(press, article)
    publish(press, OTHERS)
    report = look(press, article, days=2)
    assert report.outcome == Outcome.NEW_VERSION
    edit = Change.objects.get(nature=Nature.EDIT)
    change = Change.objects.get(nature=Nature.RETURNED)
    assert report.change == edit
    assert steps(article) == [("gone", 1, None), ("edit", 1, 2), ("returned", 1, 2)]
    assert change.to_version == edit.to_version and not change.keeps_text
    assert (change.description.removed, change.description.added) == ("nine", "four")
    assert (edit.seen_old_at, edit.seen_new_at) == (NOON, press.clock.now)
    assert all(row.announced_at for row in Change.objects.all())


def test_a_page_that_is_back_with_an_earlier_text_says_which(press: Press) -> None:
    article = read_once(press)
    for paragraphs in (OTHERS, PARAGRAPHS, OTHERS):
        publish(press, paragraphs)
        for _ in range(3):
            look(press, article, days=2)
    assert Version.objects.count() == 4
    gone = go(press, article)
    publish(press, PARAGRAPHS)
    report = look(press, article, days=2)
    change = Change.objects.get(nature=Nature.RETURNED)
    assert report.outcome == Outcome.REVERTED
    assert (gone.from_number, change.from_number, change.to_number) == (4, 4, 1)


def test_an_article_can_go_and_come_back_again(press: Press) -> None:
    article = read_once(press)
    first = go(press, article)
    publish(press)
    look(press, article, days=2)
    second = go(press, article, 410)
    publish(press)
    look(press, article, days=2)
    assert (first.disappearance, second.disappearance) == (1, 2)
    assert [step[0] for step in steps(article)] == ["gone", "returned", "gone", "returned"]
    assert second.seen_old_at > first.seen_new_at


def test_a_gone_article_is_looked_for_ever_more_rarely_and_for_good(press: Press) -> None:
    article = read_once(press)
    go(press, article)
    waits = []
    for _ in range(60):
        article.refresh_from_db()
        assert article.next_check_at is not None and article.tracking == "active"
        waits.append(article.next_check_at - press.clock.now)
        press.clock.now = article.next_check_at
        check_article(article.pk, wire=press.wire())
    assert waits == sorted(waits)
    assert waits[0] == timedelta(days=1) and waits[-1] == LONGEST_GONE
    assert Change.objects.count() == 1


def test_a_gone_article_whose_server_fails_is_neither_closed_nor_asked_more_often(press: Press) -> None:
    article = read_once(press)
    go(press, article)
    press.pages[PATH] = Answer(status=500)
    for _ in range(60):
        article.refresh_from_db()
        assert article.next_check_at is not None and article.tracking == "active"
        assert article.next_check_at - press.clock.now >= timedelta(days=1)
        press.clock.now = article.next_check_at
        assert check_article(article.pk, wire=press.wire()).outcome == Outcome.FAILED
    publish(press)
    press.clock.forward(days=1)
    report = check_article(article.pk, wire=press.wire())
    assert report.change is not None and report.change.nature == Nature.RETURNED


def test_the_looks_that_the_schedule_asks_for_are_enough_and_few(press: Press) -> None:
    article = read_once(press)
    for status, least, most in ((404, timedelta(days=1), 9), (410, timedelta(hours=1), 3)):
        take_away(press, status)
        look(press, article, minutes=30)
        first, looks = press.clock.now, 1
        article.refresh_from_db()
        while article.gone_at is None:
            assert article.next_check_at is not None
            press.clock.now, looks = article.next_check_at, looks + 1
            check_article(article.pk, wire=press.wire())
            article.refresh_from_db()
        assert article.gone_at - first == least
        assert looks <= most
        publish(press)
        look(press, article, hours=1)


def test_a_gone_article_that_a_feed_lists_again_is_due_at_once(press: Press) -> None:
    article = read_once(press)
    entry = (HEADLINE, article.url)
    feed = make_feed(article.source, address=press.list_in_feed("/rss", [entry]))
    check_feed(feed.pk, wire=press.wire())
    go(press, article)
    others = [(f"Story {number}", press.url(f"/news/other-story-{number}")) for number in range(2)]
    for entries in (others, [entry, *others]):
        press.clock.forward(days=30)
        article.refresh_from_db()
        before = press.clock.now + timedelta(days=40)
        Article.objects.filter(pk=article.pk).update(next_check_at=before)
        press.list_in_feed("/rss", entries)
        check_feed(feed.pk, wire=press.wire())
        article.refresh_from_db()
        assert (article.next_check_at == press.clock.now) is (entry in entries)


@pytest.mark.parametrize(
    ("hours", "absences", "enough"),
    [
        ((0, 1), (Absence.GONE, Absence.GONE), True),
        ((0, 1), (Absence.GONE, Absence.LEGAL), True),
        ((0, 1), (Absence.NOT_FOUND, Absence.GONE), False),
        ((0, 12, 24), (Absence.SOFT_404,) * 3, True),
        ((0, 12, 24), (Absence.HOME_PAGE, Absence.NOT_FOUND, Absence.SOFT_404), True),
        ((0, 12, 23), (Absence.NOT_FOUND,) * 3, False),
        ((0, 24), (Absence.NOT_FOUND,) * 2, False),
        ((0, 23, 24), (Absence.NOT_FOUND,) * 3, False),
        ((), (), False),
    ],
)
def test_how_many_looks_are_enough(
    hours: tuple[int, ...], absences: tuple[Absence, ...], enough: bool
) -> None:
    moments = [NOON + timedelta(hours=hour) for hour in hours]
    missed = [Missed(at, at, absence) for at, absence in zip(moments, absences, strict=True)]
    assert confirms(missed) is enough


@pytest.mark.parametrize(
    ("outcome", "status", "code", "absence"),
    [
        (Outcome.MISSING, 404, "", Absence.NOT_FOUND),
        (Outcome.GONE, 410, "", Absence.GONE),
        (Outcome.FORBIDDEN, 451, "", Absence.LEGAL),
        (Outcome.MISSING, 200, "", Absence.SOFT_404),
        (Outcome.MISSING, 200, "home_page", Absence.HOME_PAGE),
        (Outcome.FORBIDDEN, 403, "", None),
        (Outcome.FAILED, 500, "", None),
        (Outcome.BLOCKED, 200, "", None),
        (Outcome.UNCHANGED, 200, "", None),
        (Outcome.FAILED, None, "", None),
    ],
)
def test_what_an_answer_says_of_a_page_that_is_not_there(
    outcome: Outcome, status: int | None, code: str, absence: Absence | None
) -> None:
    assert tell_absence(outcome=outcome, status=status, code=code) is absence


def test_the_next_look_never_waits_past_the_moment_of_proof() -> None:
    def wait(hours: float, absence: Absence = Absence.NOT_FOUND) -> timedelta:
        return next_absence_look(
            absence=absence, missing_since=NOON, gone_at=None, now=NOON + timedelta(hours=hours)
        )

    assert wait(0) == wait(0.25) == timedelta(minutes=30)
    assert wait(4) == timedelta(hours=4)
    assert wait(20) == timedelta(hours=4)
    assert wait(23.999) == timedelta(minutes=1)
    assert wait(30) == timedelta(hours=12)
    assert wait(2400) == timedelta(days=5)
    assert wait(0.75, Absence.GONE) == timedelta(minutes=15)


def refuses(make: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


def test_the_database_holds_changes_to_the_shape_of_their_nature() -> None:
    article = make_article()
    first = make_version(article)
    make_version(article, paragraphs=["Another text."])
    edit = article.changes.get()
    gone = make_gone(article)
    rows = Change.objects
    assert refuses(lambda: make_gone(article)), "gone twice at a time"
    for fields in (
        {"to_version": None, "to_number": None},
        {"to_number": 3},
        {"disappearance": 1},
        {"absence": "gone"},
        {"nature": "lost"},
    ):
        assert refuses(lambda fields=fields: rows.filter(pk=edit.pk).update(**fields)), fields  # type: ignore[misc]
    for fields in (
        {"to_version": first, "to_number": 1},
        {"absence": ""},
        {"absence": "eaten"},
        {"disappearance": None},
        {"disappearance": 0},
        {"ended_at": NOON - timedelta(days=1)},
    ):
        assert refuses(lambda fields=fields: rows.filter(pk=gone.pk).update(**fields)), fields  # type: ignore[misc]
    back = make_return(article)
    for fields in ({"to_version": None}, {"disappearance": None}, {"ended_at": NOON}, {"absence": "gone"}):
        assert refuses(lambda fields=fields: rows.filter(pk=back.pk).update(**fields)), fields  # type: ignore[misc]
    copy = {"article": article, "from_version": first, "old_snapshot": first.snapshot, "from_number": 1}
    again = {**copy, "to_version": edit.to_version, "to_number": 2, "seen_old_at": NOON, "seen_new_at": NOON}
    assert refuses(lambda: rows.create(**again)), "one edit leads to a version"


def test_noting_an_absence_costs_little(django_assert_max_num_queries: Callable[..., object]) -> None:
    article = make_article()
    make_version(article)
    article = Article.objects.select_related("latest_version").get(pk=article.pk)

    def note(at: datetime) -> Change | None:
        return note_absence(article, absence=Absence.GONE, started_at=at, finished_at=at)

    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        assert note(NOON + timedelta(hours=1)) is None
    article.gone_at = NOON
    with django_assert_max_num_queries(0):  # type: ignore[attr-defined]
        assert note(NOON + timedelta(hours=2)) is None
