"""One look at a feed: which articles it brings, whatever it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import make_article, make_feed, make_source
from tests.press import Answer, Press
from trackers.models import (
    Article,
    ArticleURL,
    Check,
    Exposure,
    Feed,
    Outcome,
    PublicText,
    SourceState,
    Tracking,
)
from trackers.pipeline.discover import MOST_NEW
from trackers.pipeline.owners import Owners
from trackers.pipeline.poll import check_feed
from trackers.pipeline.wire import Report

pytestmark = pytest.mark.django_db


def follow(press: Press, path: str = "/feed.xml", **fields: object) -> Feed:
    return make_feed(make_source(host_delay=timedelta(0)), address=press.url(path), **fields)


def look(press: Press, feed: Feed) -> Report:
    return check_feed(feed.pk, wire=press.wire())


def test_a_feed_brings_articles_that_are_due_at_once(press: Press) -> None:
    feed = follow(press)
    press.list_in_feed(
        "/feed.xml", [("Ferry sails", press.url("/ferry")), ("Mayor opens bridge", press.url("/mayor"))]
    )
    report = look(press, feed)
    assert report.outcome == Outcome.NEW_ENTRIES
    assert set(Article.objects.values_list("entry_title", flat=True)) == {"Ferry sails", "Mayor opens bridge"}
    assert all(article.next_check_at == press.clock.now for article in Article.objects.all())
    feed.refresh_from_db()
    assert feed.next_check_at == press.clock.now + feed.interval
    assert feed.last_detail.startswith("2 new articles")


def test_an_entry_under_another_address_makes_no_second_article(press: Press) -> None:
    feed = follow(press)
    press.list_in_feed(
        "/feed.xml",
        [
            ("Ferry", press.url("/ferry?id=7")),
            ("Ferry", press.url("/ferry?id=7&utm_source=rss")),
            ("Ferry", press.url("/ferry/?id=7#top")),
        ],
    )
    look(press, feed)
    assert Article.objects.count() == 1


def test_an_article_is_asked_for_without_the_parameters_that_track_readers(press: Press) -> None:
    feed = follow(press)
    press.list_in_feed("/feed.xml", [("Ferry", press.url("/ferry?utm_source=rss&id=7"))])
    look(press, feed)
    assert Article.objects.get().url == press.url("/ferry?id=7")


def test_an_unchanged_feed_costs_no_reading(press: Press) -> None:
    feed = follow(press)
    press.list_in_feed("/feed.xml", [("Ferry", press.url("/ferry"))], ETag='"a"')
    look(press, feed)
    assert look(press, feed).outcome == Outcome.NOT_MODIFIED
    assert press.requests[-1][1]["if-none-match"] == '"a"'


def test_filters_let_pass_and_leave_out(press: Press) -> None:
    feed = follow(press, include_url="*/news/*", exclude_title="*quiz*\n*horoscope*")
    press.list_in_feed(
        "/feed.xml",
        [
            ("Ferry", press.url("/news/ferry")),
            ("Saturday QUIZ", press.url("/news/quiz-7")),
            ("Cup final", press.url("/sport/cup")),
        ],
    )
    report = look(press, feed)
    assert list(Article.objects.values_list("entry_title", flat=True)) == ["Ferry"]
    assert "2 left out by the filters" in report.words


def test_a_closed_article_that_is_listed_anew_is_followed_again(press: Press) -> None:
    feed = follow(press)
    entry = ("Ferry", press.url("/ferry"))
    press.list_in_feed("/feed.xml", [entry])
    look(press, feed)
    Article.objects.update(tracking=Tracking.CLOSED, next_check_at=None)
    press.clock.forward(minutes=10)
    press.list_in_feed("/feed.xml", [entry, ("Mayor", press.url("/mayor"))])
    look(press, feed)
    assert Article.objects.get(entry_title="Ferry").tracking == Tracking.CLOSED, "it was listed all the time"
    press.clock.forward(minutes=10)
    press.list_in_feed("/feed.xml", [("Mayor", press.url("/mayor"))])
    look(press, feed)
    press.clock.forward(minutes=10)
    press.list_in_feed("/feed.xml", [entry])
    assert "1 revived" in look(press, feed).words
    assert Article.objects.get(entry_title="Ferry").tracking == Tracking.ACTIVE


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]><rss version='2.0'><channel><title>&j;</title></channel></rss>"
)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(b"<!doctype html><html><body><p>Welcome</p></body></html>"), Outcome.UNREADABLE),
        (Answer(b""), Outcome.UNREADABLE),
        (Answer(b" " * 50_000_000), Outcome.UNREADABLE),
        (Answer(BOMB, headers={"Content-Type": "application/rss+xml"}), Outcome.UNREADABLE),
        (Answer(b"gone", status=404), Outcome.MISSING),
        (Answer(b"oops", status=500), Outcome.FAILED),
    ],
)
def test_a_bad_feed_is_an_outcome_in_words_and_the_articles_are_followed_on(
    press: Press, answer: Answer, outcome: Outcome
) -> None:
    feed = follow(press)
    article = make_article(feed.source, url=press.url("/news/ferry"))
    press.pages["/feed.xml"] = answer
    report = look(press, feed)
    feed.refresh_from_db()
    article.refresh_from_db()
    assert report.outcome == outcome and report.words
    assert feed.last_outcome == outcome and feed.last_detail == report.words
    assert feed.failing_since == press.clock.now
    assert feed.next_check_at > press.clock.now
    assert article.tracking == Tracking.ACTIVE
    assert Check.objects.get(feed=feed).outcome == outcome


def test_a_truncated_feed_gives_what_could_be_read(press: Press) -> None:
    feed = follow(press)
    press.list_in_feed("/feed.xml", [(f"Story {n}", press.url(f"/story-{n}")) for n in range(10)])
    whole = press.pages["/feed.xml"]
    assert isinstance(whole, Answer)
    press.pages["/feed.xml"] = Answer(whole.body[: len(whole.body) * 2 // 3], headers=whole.headers)
    report = look(press, feed)
    assert report.outcome == Outcome.NEW_ENTRIES
    assert 5 <= Article.objects.count() < 10


def test_entries_that_point_inside_are_taken_up_but_never_fetched(press: Press) -> None:
    feed = follow(press)
    press.list_in_feed(
        "/feed.xml",
        [("One", "javascript:alert(1)"), ("Two", "file:///etc/passwd"), ("Three", press.url("/three"))],
    )
    look(press, feed)
    assert list(Article.objects.values_list("entry_title", flat=True)) == ["Three"]


def test_relative_links_and_entries_without_dates_or_ids_are_read(press: Press) -> None:
    feed = follow(press)
    item = b"<item><title>A</title><link>/news/a-story</link></item>"
    press.pages["/feed.xml"] = Answer(
        b"<rss version='2.0'><channel><title>T</title><link>/</link>" + item * 2 + b"</channel></rss>",
        headers={"Content-Type": "text/xml"},
    )
    look(press, feed)
    assert [row.url for row in ArticleURL.objects.all()] == [press.url("/news/a-story")]


def test_a_sitemap_index_is_followed_to_its_sitemaps(press: Press) -> None:
    feed = follow(press, "/sitemap.xml", kind="sitemap")
    head = b'<?xml version="1.0"?>'
    ns = b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    child = press.url("/sitemap-1.xml").encode()
    story = press.url("/news/ferry-sails-again").encode()
    press.pages["/sitemap.xml"] = Answer(
        head + b"<sitemapindex " + ns + b"><sitemap><loc>" + child + b"</loc></sitemap></sitemapindex>"
    )
    press.pages["/sitemap-1.xml"] = Answer(
        head + b"<urlset " + ns + b"><url><loc>" + story + b"</loc></url></urlset>"
    )
    assert look(press, feed).outcome == Outcome.NEW_ENTRIES
    assert [row.url for row in ArticleURL.objects.all()] == [story.decode()]


def test_a_sitemap_index_that_stays_the_same_is_followed_to_sitemaps_that_do_not(press: Press) -> None:
    feed = follow(press, "/sitemap.xml", kind="sitemap")
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    child = f"<sitemap><loc>{press.url('/sitemap-1.xml')}</loc></sitemap>"
    press.pages["/sitemap.xml"] = Answer(
        f"<sitemapindex {ns}>{child}</sitemapindex>".encode(), headers={"ETag": '"i"'}
    )

    def list_stories(*names: str) -> None:
        urls = "".join(f"<url><loc>{press.url(name)}</loc></url>" for name in names)
        press.pages["/sitemap-1.xml"] = Answer(f"<urlset {ns}>{urls}</urlset>".encode())

    list_stories("/news/ferry-sails-again")
    look(press, feed)
    list_stories("/news/ferry-sails-again", "/news/mayor-opens-bridge")
    assert look(press, feed).words.startswith("1 new article")
    assert Article.objects.count() == 2


def test_an_article_that_was_listed_all_the_time_is_not_revived_by_a_flood_of_new_ones(press: Press) -> None:
    feed = follow(press)
    old = ("Ferry", press.url("/news/ferry"))
    press.list_in_feed("/feed.xml", [old])
    look(press, feed)
    Article.objects.update(tracking=Tracking.CLOSED, next_check_at=None)
    flood = [(f"Story {n}", press.url(f"/news/story-{n}")) for n in range(MOST_NEW + 5)]
    for _ in range(2):
        press.clock.forward(minutes=10)
        press.list_in_feed("/feed.xml", [*flood, old])
        look(press, feed)
    assert Article.objects.get(entry_title="Ferry").tracking == Tracking.CLOSED


def test_known_entries_cost_no_query_each(press: Press, django_assert_max_num_queries: Callable) -> None:
    feed = follow(press)
    entries = [(f"Story {n}", press.url(f"/news/story-{n}")) for n in range(100)]
    press.list_in_feed("/feed.xml", entries)
    look(press, feed)
    press.list_in_feed("/feed.xml", entries[::-1])
    with django_assert_max_num_queries(16):
        look(press, feed)


def test_a_long_list_is_taken_up_in_portions(press: Press) -> None:
    feed = follow(press)
    press.list_in_feed(
        "/feed.xml", [(f"Story {n}", press.url(f"/news/story-{n}")) for n in range(230)], ETag='"long"'
    )
    assert "30 wait for the next look" in look(press, feed).words
    look(press, feed)
    assert Article.objects.count() == 230


def test_sitemaps_of_an_index_are_read_at_the_pace_their_host_asks_for(press: Press) -> None:
    feed = follow(press, "/sitemap.xml", kind="sitemap")
    type(feed.source).objects.update(host_delay=timedelta(milliseconds=400))
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    names = [f"/sitemap-{n}.xml" for n in range(3)]
    index = "".join(f"<sitemap><loc>{press.url(name)}</loc></sitemap>" for name in names)
    press.pages["/sitemap.xml"] = Answer(f"<sitemapindex {ns}>{index}</sitemapindex>".encode())
    for n, name in enumerate(names):
        story = f"<url><loc>{press.url(f'/news/story-number-{n}')}</loc></url>"
        press.pages[name] = Answer(f"<urlset {ns}>{story}</urlset>".encode())
    hurried = replace(press.wire(), patience=timedelta(milliseconds=100))
    assert check_feed(feed.pk, wire=hurried).outcome == Outcome.NEW_ENTRIES
    assert Article.objects.count() == 3


def test_an_index_of_which_nothing_can_be_read_is_failing(press: Press) -> None:
    feed = follow(press, "/sitemap.xml", kind="sitemap")
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    child = f"<sitemap><loc>{press.url('/missing.xml')}</loc></sitemap>"
    press.pages["/sitemap.xml"] = Answer(f"<sitemapindex {ns}>{child}</sitemapindex>".encode())
    report = look(press, feed)
    assert report.outcome == Outcome.UNREADABLE and "404" in report.words


def test_an_entry_on_another_followed_publishers_site_is_that_publishers_article(press: Press) -> None:
    feed = follow(press)
    other = make_source(homepage="https://www.mercury.example/")
    press.list_in_feed(
        "/feed.xml",
        [
            ("Ours", press.url("/ferry")),
            ("Theirs", "https://mercury.example/news/mill-closes"),
            ("Theirs, below", "https://sport.mercury.example/cup-final-7"),
            ("Nobody's", "https://unknown.example/news/quay"),
        ],
    )
    look(press, feed)
    owners = {article.entry_title: article.source for article in Article.objects.select_related("source")}
    assert owners["Ours"] == owners["Nobody's"] == feed.source
    assert owners["Theirs"] == owners["Theirs, below"] == other


def test_of_two_publishers_on_one_host_the_lister_keeps_its_stories(press: Press) -> None:
    news = make_source(homepage="https://mercury.example/news/")
    sport = make_source(homepage="https://mercury.example/sport/")
    owners = Owners.of_followed_sites()
    assert owners.find("https://mercury.example/news/mill", lister=sport) == sport
    stranger = make_source()
    assert owners.find("https://mercury.example/news/mill", lister=stranger) == news
    assert owners.find("https://mercury.example/sport/cup", lister=stranger) == sport
    assert owners.find("https://mercury.example/other", lister=stranger) == news


def test_stories_of_a_retired_source_go_to_the_one_that_lists_them_anew(press: Press) -> None:
    retired = make_source(state=SourceState.RETIRED)
    story = make_article(retired, url=press.url("/ferry"), tracking=Tracking.CLOSED, next_check_at=None)
    paused = make_article(retired, url=press.url("/mayor"), tracking=Tracking.PAUSED, next_check_at=None)
    feed = follow(press)
    press.list_in_feed("/feed.xml", [("Ferry", story.url), ("Mayor", paused.url)])
    look(press, feed)
    story.refresh_from_db()
    paused.refresh_from_db()
    assert story.source == paused.source == feed.source
    assert story.tracking == Tracking.ACTIVE and story.next_check_at == press.clock.now
    assert paused.tracking == Tracking.PAUSED and paused.next_check_at is None
    assert Article.objects.count() == 2


@pytest.mark.parametrize("fields", [{"public_text": PublicText.PRIVATE}, {"exposure": Exposure.WITHHELD}])
def test_what_a_retired_source_kept_from_the_public_is_not_published_by_a_new_one(
    press: Press, fields: dict[str, str]
) -> None:
    story = make_article(make_source(state=SourceState.RETIRED, **fields), url=press.url("/ferry"))
    press.list_in_feed("/feed.xml", [("Ferry", story.url)])
    look(press, follow(press))
    story.refresh_from_db()
    assert story.source.state == SourceState.RETIRED and Article.objects.count() == 1
