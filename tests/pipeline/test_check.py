"""One look at an article: what it leaves behind, whatever the publisher's server does."""

import gzip
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOON, make_article, make_source
from tests.press import Answer, Press, open_press, page_html
from trackers.models import (
    Article,
    ArticleURL,
    Change,
    Check,
    Outcome,
    Snapshot,
    Tracking,
    Variant,
    Version,
    Via,
)
from trackers.pipeline.check import check_article, finish_change
from trackers.pipeline.wire import Report

pytestmark = pytest.mark.django_db

HEADLINE = "Ferry to Port Ansel resumes after storm"
PARAGRAPHS = (
    "The ferry to Port Ansel sailed again on Monday morning after nine days in harbour, its operator said.",
    "Twelve passengers had spent the week in the town's sports hall, where volunteers cooked for them every evening.",
    "Captain Ines Halloran said the swell had been the worst she had seen in thirty years at sea on this coast.",
    "The line said that tickets for the cancelled crossings would be refunded before the end of the month.",
)


def publish(
    press: Press, headline: str = HEADLINE, paragraphs: Sequence[str] = PARAGRAPHS, **more: str
) -> Article:
    """Publish the ferry story; return the article that follows it."""
    url = press.publish("/news/ferry-resumes", headline=headline, paragraphs=paragraphs, **more)
    return Article.objects.filter(url=url).first() or make_article(
        make_source(host_delay=timedelta(0)), url=url, next_check_at=NOON
    )


def look(press: Press, article: Article, **more: object) -> Report:
    return check_article(article.pk, wire=press.wire(), **more)


def look_twice(press: Press, article: Article) -> Report:
    """Look, and a little later once more: what smells of noise has to be seen a second time."""
    look(press, article)
    press.clock.forward(minutes=3)
    return look(press, article)


def test_the_first_look_makes_version_1_and_no_change(press: Press) -> None:
    article = publish(press)
    report = look(press, article)
    article.refresh_from_db()
    assert report.outcome == Outcome.NEW_VERSION and report.change is None
    assert article.latest_version is not None
    assert article.latest_version.headline == HEADLINE
    assert article.latest_version.paragraphs == list(PARAGRAPHS)
    assert article.version_count == 1 and article.change_count == 0
    assert article.public_since == NOON
    assert timedelta(minutes=3) <= article.interval <= article.source.first_interval
    assert article.next_check_at == NOON + article.interval and article.plan["rule"] == "learned"


@pytest.mark.parametrize(("day", "kept"), [("2026-03-13", True), ("2027-01-01", False)])
def test_a_date_the_publisher_cannot_know_yet_is_left_out(press: Press, day: str, kept: bool) -> None:
    article = publish(press, head=f'<meta property="article:published_time" content="{day}T08:00:00Z">')
    look(press, article)
    assert (Version.objects.get().date_published is not None) is kept


def test_the_raw_response_is_stored_and_can_be_read_back(press: Press) -> None:
    article = publish(press)
    look(press, article)
    snapshot = Snapshot.objects.get(article=article)
    assert snapshot.read_body() == page_html(HEADLINE, PARAGRAPHS).encode()
    assert snapshot.header("content-type") == "text/html; charset=utf-8"
    assert Check.objects.get(article=article).snapshot == snapshot


def test_an_edit_makes_a_version_and_an_announced_change_with_its_window(press: Press) -> None:
    article = publish(press)
    look(press, article)
    press.clock.forward(minutes=35)
    edited = (*PARAGRAPHS[:1], PARAGRAPHS[1].replace("Twelve", "Forty"), *PARAGRAPHS[2:])
    publish(press, paragraphs=edited)
    first = look(press, article)
    assert first.outcome == Outcome.PENDING and "second look" in first.words
    assert not Change.objects.exists() and Check.objects.filter(outcome=Outcome.PENDING).count() == 1
    press.clock.forward(minutes=15)
    report = look(press, article)
    change = Change.objects.get(article=article)
    assert report.outcome == Outcome.NEW_VERSION
    assert report.change == change
    assert (change.from_number, change.to_number) == (1, 2)
    assert change.seen_old_at == NOON and change.seen_new_at == NOON + timedelta(minutes=35)
    assert change.announced_at is not None
    assert "Twelve" in change.description.removed and "Forty" in change.description.added
    assert not change.description.headline_changed


def test_the_window_begins_at_the_last_look_that_saw_the_old_text(press: Press) -> None:
    article = publish(press)
    look(press, article)
    press.clock.forward(minutes=30)
    look(press, article)
    press.clock.forward(minutes=36)
    publish(press, headline="Ferry to Port Ansel sails again")
    look_twice(press, article)
    assert Change.objects.get().seen_old_at == NOON + timedelta(minutes=30)


def test_a_headline_alone_is_a_change(press: Press) -> None:
    article = publish(press)
    look(press, article)
    publish(press, headline="Ferry to Port Ansel resumes at last")
    assert look_twice(press, article).change is not None


def test_a_304_makes_a_check_but_no_version(press: Press) -> None:
    article = publish(press, etag='"one"')
    look(press, article)
    report = look(press, article)
    assert report.outcome == Outcome.NOT_MODIFIED
    assert press.requests[-1][1]["if-none-match"] == '"one"'
    assert Version.objects.count() == 1 and Check.objects.count() == 2
    assert Snapshot.objects.count() == 1


def test_the_same_bytes_are_stored_once(press: Press) -> None:
    article = publish(press)
    look(press, article)
    assert look(press, article).outcome == Outcome.UNCHANGED
    assert Snapshot.objects.count() == 1


def test_furniture_that_changes_makes_no_version(press: Press) -> None:
    article = publish(press, furniture="<p>Most read: 12 minutes ago</p>")
    look(press, article)
    publish(press, furniture="<p>Most read: 14 minutes ago</p>")
    assert look(press, article).outcome == Outcome.UNCHANGED
    assert Version.objects.count() == 1 and Snapshot.objects.count() == 2


def test_a_text_that_returns_is_a_version_that_says_so(press: Press) -> None:
    article = publish(press)
    look(press, article)
    publish(press, headline="Ferry sails")
    look_twice(press, article)
    publish(press)
    for _ in range(3):
        look(press, article)
        press.clock.forward(minutes=61)
    third = Version.objects.get(number=3)
    assert third.same_text_as == Version.objects.get(number=1)


def test_a_text_two_versions_hold_waits_a_day_before_it_is_a_version_again(press: Press) -> None:
    article = publish(press)
    for headline in (HEADLINE, "Ferry sails", HEADLINE, "Ferry sails"):
        publish(press, headline=headline)
        for _ in range(3):
            look(press, article)
            press.clock.forward(minutes=61)
    publish(press, headline=HEADLINE, etag='"back"')
    first_back = press.clock.now
    assert look(press, article).outcome == Outcome.REVERTED
    assert Version.objects.count() == 4
    for _ in range(3):
        press.clock.forward(hours=6)
        assert look(press, article).outcome == Outcome.REVERTED
    press.clock.forward(hours=6)
    report = look(press, article)
    assert report.outcome == Outcome.NEW_VERSION
    fifth = Version.objects.get(number=5)
    assert fifth.snapshot.fetched_at == first_back
    assert fifth.observed_at == first_back and fifth.same_text_as == Version.objects.get(number=1)
    assert report.change is not None and report.change.seen_old_at < first_back


def test_a_flip_that_does_not_last_leaves_no_version(press: Press) -> None:
    article = publish(press)
    for headline in (HEADLINE, "Ferry sails", HEADLINE, "Ferry sails", HEADLINE, "Ferry sails", HEADLINE):
        publish(press, headline=headline)
        look(press, article)
        press.clock.forward(hours=20)
    assert Version.objects.count() == 1
    article.refresh_from_db()
    assert article.waiting_hash == ""
    variant = Variant.objects.get(article=article)
    assert (variant.field, variant.one, variant.other) == ("headline", HEADLINE, "Ferry sails")
    assert variant.times >= 2


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(b"no", status=404), Outcome.MISSING),
        (Answer(b"no", status=410), Outcome.GONE),
        (Answer(b"no", status=403), Outcome.FORBIDDEN),
        (Answer(b"no", status=451), Outcome.FORBIDDEN),
        (Answer(b"no", status=500), Outcome.FAILED),
        (Answer(b"no", status=429, headers={"Retry-After": "7200"}), Outcome.RATE_LIMITED),
        (Answer(b"", headers={"Content-Type": "text/html"}), Outcome.UNREADABLE),
        (Answer(b"%PDF-1.7 ...", headers={"Content-Type": "application/pdf"}), Outcome.UNREADABLE),
        (Answer(b"<html><body><h1>Sign in</h1><form></form></body></html>"), Outcome.BLOCKED),
        (Answer(b"<p>" + b"x" * 20_000_000, headers={"Content-Type": "text/html"}), Outcome.UNREADABLE),
        (Answer(b"\x1f\x8b rubbish", headers={"Content-Encoding": "gzip"}), Outcome.FAILED),
    ],
)
def test_a_bad_answer_is_an_outcome_in_words_and_loses_nothing(
    press: Press, answer: Answer, outcome: Outcome
) -> None:
    article = publish(press)
    look(press, article)
    press.clock.forward(minutes=30)
    press.pages["/news/ferry-resumes"] = answer
    report = look(press, article)
    check = Check.objects.filter(article=article).first()
    article.refresh_from_db()
    assert report.outcome == outcome and check is not None and check.outcome == outcome
    assert check.detail
    assert Version.objects.count() == 1 and article.tracking == Tracking.ACTIVE
    assert article.next_check_at is not None and article.next_check_at > press.clock.now
    assert article.failing_since == press.clock.now


def test_a_wrongly_encoded_page_is_unreadable_and_never_a_version(press: Press) -> None:
    article = publish(press)
    look(press, article)
    body = page_html(HEADLINE, PARAGRAPHS).encode("utf-8").replace(b"e", b"\xff\xfe\x00")
    press.pages["/news/ferry-resumes"] = Answer(body, headers={"Content-Type": "text/html; charset=utf-8"})
    assert look(press, article).outcome == Outcome.UNREADABLE
    assert Version.objects.count() == 1


def test_a_page_that_comes_back_is_no_longer_missing(press: Press) -> None:
    article = publish(press)
    look(press, article)
    page = press.pages["/news/ferry-resumes"]
    press.pages["/news/ferry-resumes"] = Answer(status=410)
    look(press, article)
    article.refresh_from_db()
    assert article.missing_since == NOON
    press.pages["/news/ferry-resumes"] = page
    assert look(press, article).outcome == Outcome.UNCHANGED
    article.refresh_from_db()
    assert article.missing_since is None and article.failing_since is None


def test_an_unreadable_answer_between_two_same_ones_changes_nothing(press: Press) -> None:
    article = publish(press, etag='"one"')
    look(press, article)
    page = press.pages["/news/ferry-resumes"]
    press.pages["/news/ferry-resumes"] = Answer(b"<html></html>", headers={"ETag": '"broken"'})
    assert look(press, article).outcome == Outcome.UNREADABLE
    assert look(press, article).outcome == Outcome.UNREADABLE
    press.pages["/news/ferry-resumes"] = page
    assert look(press, article).outcome == Outcome.NOT_MODIFIED
    assert Version.objects.count() == 1


def test_a_server_that_asks_for_rest_is_left_alone_for_all_its_articles(press: Press) -> None:
    article = publish(press)
    press.pages["/news/ferry-resumes"] = Answer(status=429, headers={"Retry-After": "7200"})
    look(press, article)
    other = make_article(
        article.source, url=press.publish("/news/other", headline="Other", paragraphs=PARAGRAPHS)
    )
    report = look(press, other)
    assert report.outcome is None
    assert press.asked("/news/other") == 0


def test_robots_txt_is_obeyed(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /news/\n")
    article = publish(press)
    assert look(press, article).outcome == Outcome.DISALLOWED
    assert press.asked("/news/ferry-resumes") == 0


def test_a_redirect_to_a_host_that_does_not_want_to_be_read_keeps_nothing(press: Press) -> None:
    with open_press() as elsewhere:
        url = elsewhere.publish("/private/story", headline=HEADLINE, paragraphs=PARAGRAPHS)
        elsewhere.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n")
        press.pages["/news/leads-away"] = Answer(status=302, headers={"Location": url})
        article = make_article(make_source(host_delay=timedelta(0)), url=press.url("/news/leads-away"))
        both = frozenset({press.base.split("//")[1], elsewhere.base.split("//")[1]})
        report = check_article(article.pk, wire=replace(press.wire(), allowed_peers=both))
    assert report.outcome == Outcome.DISALLOWED
    assert not Version.objects.exists() and not Snapshot.objects.exists()


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_cannot_say_what_it_allows_is_left_alone_and_called_failing(
    press: Press, status: int
) -> None:
    press.pages["/robots.txt"] = Answer(status=status)
    article = publish(press)
    report = look(press, article)
    assert report.outcome == Outcome.FAILED and str(status) in report.words
    assert press.asked("/news/ferry-resumes") == 0


def test_a_look_waits_for_its_turn_as_long_as_it_has_patience(press: Press) -> None:
    article = publish(press)
    type(article.source).objects.update(host_delay=timedelta(seconds=1))
    look(press, article)
    hurried = replace(press.wire(), patience=timedelta(milliseconds=100))
    assert check_article(article.pk, wire=hurried).outcome is None
    assert check_article(article.pk, wire=press.wire()).outcome == Outcome.UNCHANGED


def test_an_internal_address_is_refused_without_a_request(press: Press) -> None:
    article = make_article(url="http://169.254.169.254/latest/meta-data/")
    report = look(press, article)
    assert report.outcome == Outcome.REFUSED
    assert "169.254" not in report.words


def test_a_stale_lease_makes_no_look(press: Press) -> None:
    article = publish(press)
    report = look(press, article, lease=NOON + timedelta(minutes=10))
    assert report.outcome is None and press.requests == []


def test_a_valid_lease_makes_one_look_and_is_then_stale(press: Press) -> None:
    article = publish(press)
    Article.objects.filter(pk=article.pk).update(leased_until=NOON)
    assert look(press, article, lease=NOON).outcome == Outcome.NEW_VERSION
    assert look(press, article, lease=NOON).outcome is None
    assert press.asked("/news/ferry-resumes") == 1


def test_following_stops_when_a_text_has_stood_for_seven_months(press: Press) -> None:
    article = publish(press)
    look(press, article)
    long_ago = NOON - timedelta(days=211)
    Article.objects.filter(pk=article.pk).update(interval=timedelta(days=39), first_seen_at=long_ago)
    look(press, article)
    article.refresh_from_db()
    assert article.tracking == Tracking.CLOSED and article.next_check_at is None


def test_check_now_revives_a_closed_article(press: Press) -> None:
    article = publish(press)
    Article.objects.filter(pk=article.pk).update(tracking=Tracking.CLOSED, next_check_at=None)
    look(press, article, via=Via.DESK)
    article.refresh_from_db()
    assert article.tracking == Tracking.ACTIVE
    assert article.next_check_at == NOON + article.source.first_interval


def test_a_paused_article_stays_paused_after_a_look_on_demand(press: Press) -> None:
    article = publish(press)
    Article.objects.filter(pk=article.pk).update(tracking=Tracking.PAUSED)
    assert look(press, article, via=Via.DESK).outcome == Outcome.NEW_VERSION
    article.refresh_from_db()
    assert article.tracking == Tracking.PAUSED


def test_the_same_story_under_another_address_makes_no_second_article(press: Press) -> None:
    canonical = press.url("/news/ferry-resumes")
    article = publish(press, head=f'<link rel="canonical" href="{canonical}">')
    look(press, article)
    press.pages["/a/4711"] = press.pages["/news/ferry-resumes"]
    twin = make_article(article.source, url=press.url("/a/4711"))
    assert look(press, twin).outcome == Outcome.MOVED
    twin.refresh_from_db()
    assert twin.merged_into == article
    assert ArticleURL.objects.get(url=press.url("/a/4711")).article == article
    assert Version.objects.count() == 1


def test_a_site_whose_pages_all_name_one_canonical_address_loses_no_story(press: Press) -> None:
    head = f'<link rel="canonical" href="{press.url("/news/ferry-resumes")}">'
    article = publish(press, head=head)
    look(press, article)
    url = press.publish("/news/mayor", headline="Mayor opens bridge", paragraphs=PARAGRAPHS, head=head)
    other = make_article(article.source, url=url)
    assert look(press, other).outcome == Outcome.NEW_VERSION


def test_a_redirect_is_remembered_as_an_address(press: Press) -> None:
    publish(press)
    press.pages["/old/ferry-story"] = Answer(status=301, headers={"Location": "/news/ferry-resumes"})
    article = make_article(make_source(host_delay=timedelta(0)), url=press.url("/old/ferry-story"))
    ArticleURL.objects.exclude(article=article).delete()
    look(press, article)
    assert {row.url for row in article.urls.all()} == {
        press.url("/old/ferry-story"),
        press.url("/news/ferry-resumes"),
    }


def test_a_change_left_by_a_dead_worker_is_finished_once(press: Press) -> None:
    article = publish(press)
    look(press, article)
    publish(press, headline="Ferry sails")
    look_twice(press, article)
    Change.objects.update(announced_at=None)
    change = finish_change(Change.objects.get().pk, now=NOON)
    assert change.announced_at == NOON
    assert finish_change(change.pk, now=NOON + timedelta(hours=1)).announced_at == NOON


def test_compressed_pages_are_read(press: Press) -> None:
    article = publish(press)
    body = gzip.compress(page_html(HEADLINE, PARAGRAPHS).encode())
    press.pages["/news/ferry-resumes"] = Answer(
        body, headers={"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}
    )
    assert look(press, article).outcome == Outcome.NEW_VERSION
    assert Check.objects.get().wire_bytes >= len(body)


def test_a_language_tag_of_any_length_is_no_obstacle(press: Press) -> None:
    article = publish(press, lang="abc-12345678-12345678-12345678-12345678")
    assert look(press, article).outcome == Outcome.NEW_VERSION


def test_doubled_dates_in_the_headers_are_not_sent_back(press: Press) -> None:
    article = publish(press)
    page = press.pages["/news/ferry-resumes"]
    assert isinstance(page, Answer)
    page.headers["Last-Modified"] = "Mon, 01 Jan 2024 00:00:00 GMT, "
    for _ in range(2):
        assert look(press, article).outcome in {Outcome.NEW_VERSION, Outcome.UNCHANGED}


def test_a_robots_txt_with_endless_figures_stops_nobody(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(b"User-agent: *\nRequest-rate: 1/" + b"9" * 400 + b"\n")
    assert look(press, publish(press)).outcome == Outcome.NEW_VERSION


def test_an_article_longer_than_we_read_is_unreadable(press: Press) -> None:
    article = publish(press, paragraphs=[f"Entry {n} of a ticker that never ends." for n in range(3500)])
    report = look(press, article)
    assert report.outcome == Outcome.UNREADABLE and "longer" in report.words


def test_two_texts_under_one_headline_are_two_articles(press: Press) -> None:
    head = f'<link rel="canonical" href="{press.url("/weather/today-1")}">'
    today = make_article(make_source(host_delay=timedelta(0)), url=press.url("/weather/today-1"))
    press.publish("/weather/today-1", headline="Weather forecast", paragraphs=PARAGRAPHS, head=head)
    look(press, today)
    other = [paragraph.replace("e", "a") for paragraph in PARAGRAPHS]
    url = press.publish("/weather/today-2", headline="Weather forecast", paragraphs=other, head=head)
    assert look(press, make_article(today.source, url=url)).outcome == Outcome.NEW_VERSION


def test_a_closed_story_republished_under_a_new_address_is_followed_again(press: Press) -> None:
    canonical = press.url("/news/ferry-resumes")
    article = publish(press, head=f'<link rel="canonical" href="{canonical}">')
    look(press, article)
    Article.objects.update(tracking=Tracking.CLOSED, next_check_at=None)
    press.pages["/news/ferry-again-2"] = press.pages["/news/ferry-resumes"]
    look(press, make_article(article.source, url=press.url("/news/ferry-again-2")))
    article.refresh_from_db()
    assert article.tracking == Tracking.ACTIVE and article.next_check_at == NOON


def test_a_page_that_begins_to_lead_elsewhere_takes_no_other_storys_address(press: Press) -> None:
    article = publish(press)
    look(press, article)
    press.publish("/news/mayor-opens-bridge", headline="Mayor opens bridge", paragraphs=PARAGRAPHS[::-1])
    press.pages["/news/ferry-resumes"] = Answer(status=302, headers={"Location": "/news/mayor-opens-bridge"})
    look(press, article)
    assert not ArticleURL.objects.filter(url=press.url("/news/mayor-opens-bridge")).exists()
