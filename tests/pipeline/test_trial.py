"""An address tried before anything there is followed: what is found, how its articles read, what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOON
from tests.press import Answer, Press
from trackers.models import Article, Check, FeedImport, Legibility, Snapshot, SourceTrial, TrialState, Version
from trackers.pipeline.lists import FoundFeed
from trackers.pipeline.trial import choose_sample, forget_trials, try_source
from trackers.pipeline.wire import Wire

pytestmark = pytest.mark.django_db

HARBOUR = [
    "The harbour board of Tarnmouth voted on Monday to move the fish market to the old customs shed by the spring.",
    "Traders had asked for a roof over the quay instead, which the board's engineer put at four times the price.",
    "“Nobody asked the boats,” said Ines Corrigan, whose family has sold mackerel there for sixty years and three.",
    "The move begins in March with the ice plant, and the last stall is to be in its new place when the season opens.",
]


def tried(press: Press, address: str = "", **wire: object) -> SourceTrial:
    trial = SourceTrial.objects.create(address=address or press.base, job="survey-1")
    return try_source(trial.pk, wire=patient(press, **wire))


def patient(press: Press, **changes: object) -> Wire:
    """A wire on which the pauses between articles take no time; turns at the host are shared and are waited for."""
    return replace(
        press.wire(),
        **{
            "pause": lambda seconds: press.wire().pause(seconds if seconds < 1 else 0),
            "jitter": lambda: 0.0,
            **changes,
        },
    )


def home(press: Press, *, links: str = "", body: str = "", title: str = "The Tarnmouth Bell") -> None:
    press.pages["/"] = Answer(
        f"<!doctype html><html lang='en-GB'><title>{title}</title>{links}<body>{body}</body></html>".encode(),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )


def with_feed(press: Press, *paths: str) -> None:
    press.list_in_feed("/news.xml", [(f"Title of {path}", press.url(path)) for path in paths])
    home(press, links='<link rel="alternate" type="application/rss+xml" href="/news.xml">')


def test_articles_are_shown_as_they_would_be_read_and_nothing_else_is_stored(press: Press) -> None:
    head = (
        '<meta name="author" content="Ines Corrigan">'
        '<meta property="article:published_time" content="2026-03-14T08:30:00+00:00">'
    )
    press.publish("/market", headline="Fish market moves", paragraphs=HARBOUR, head=head)
    with_feed(press, "/market")
    trial = tried(press)
    assert (trial.state, trial.done, trial.total) == (TrialState.DONE, 1, 1)
    (article,) = trial.articles
    assert article["legibility"] == Legibility.WELL
    assert (article["headline"], article["lines"]) == ("Fish market moves", HARBOUR[:3])
    assert article["byline"] == ["Ines Corrigan"]
    assert article["published"] == "2026-03-14T08:30:00+00:00"
    assert trial.findings["time_zone"] == "Europe/London"
    assert article["paragraphs"] == 4
    assert article["confidence"] == 1.0
    for model in (Article, Version, Snapshot, Check):
        assert not model.objects.exists()


def test_each_article_that_is_not_read_says_why(press: Press) -> None:
    press.publish("/market", headline="Fish market moves", paragraphs=HARBOUR)
    press.pages["/lost"] = Answer(b"gone", status=404)
    press.pages["/paper.pdf"] = Answer(b"%PDF-1.7 x", headers={"Content-Type": "application/pdf"})
    press.pages["/wall"] = Answer(
        b"<!doctype html><html><title>Just a moment...</title><body><h1>Checking your browser</h1>"
        b"<div id='challenge-form'></div><script src='/cdn-cgi/challenge-platform/x.js'></script></body></html>",
        headers={"Content-Type": "text/html"},
    )
    press.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /closed\n")
    press.pages["/paid"] = Answer(b"Subscribers only.", status=402)
    with_feed(press, "/market", "/lost", "/paper.pdf", "/wall", "/paid", "/closed")
    read = {row["url"].rpartition("/")[2]: row for row in tried(press).articles}
    assert {name: row["legibility"] for name, row in read.items()} == {
        "market": "well", "lost": "away", "paper.pdf": "unreadable", "wall": "wall", "paid": "wall",
        "closed": "away",
    }  # fmt: skip
    assert "404" in read["lost"]["reason"]
    assert "asks for a subscription (402)" in read["paid"]["reason"]
    assert "PDF" in read["paper.pdf"]["reason"]
    assert "robots.txt asks us not" in read["closed"]["reason"]
    assert press.asked("/closed") == 0
    assert read["wall"]["reason"]


def test_at_most_twenty_articles_are_asked_for_each_once(press: Press) -> None:
    paths = [f"/story-{number}" for number in range(30)]
    for path in paths:
        press.publish(path, headline=f"Story {path}", paragraphs=HARBOUR)
    with_feed(press, *paths)
    trial = tried(press)
    assert trial.done == len(trial.articles) == 20
    assert all(press.asked(path) <= 1 for path in paths)
    assert press.asked("/robots.txt") == 1


def test_between_two_articles_the_host_has_the_pause_of_a_new_source(press: Press) -> None:
    paths = ["/one", "/two", "/three"]
    for path in paths:
        press.publish(path, headline=f"Story {path}", paragraphs=HARBOUR)
    with_feed(press, *paths)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        press.wire().pause(seconds if seconds < 1 else 0)

    assert tried(press, pause=pause).done == 3
    assert [seconds for seconds in pauses if seconds >= 1] == [2.0, 2.0]


def test_the_pause_that_robots_txt_asks_for_is_written_down(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 7\n")
    press.list_in_feed("/news.xml", [("One", press.url("/one"))])
    trial = tried(press, press.url("/news.xml"), patience=timedelta())
    assert trial.findings["survey"]["delay"] == 7.0
    assert trial.state == TrialState.DONE


def test_a_site_whose_pauses_are_longer_than_anybody_waits_says_so(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 600\n")
    with_feed(press, "/one")
    trial = tried(press)
    assert trial.state == TrialState.FAILED
    assert trial.words.endswith("The server asks for long pauses: not all of its lists were tried.")


def test_a_host_that_asks_for_rest_is_left_with_what_was_read(press: Press) -> None:
    press.publish("/one", headline="Story one", paragraphs=HARBOUR)
    press.pages["/two"] = Answer(b"slow", status=429, headers={"Retry-After": "600"})
    press.publish("/three", headline="Story three", paragraphs=HARBOUR)
    with_feed(press, "/one", "/two", "/three")
    trial = tried(press, patience=timedelta(seconds=1))
    assert trial.state == TrialState.DONE
    assert [row["legibility"] for row in trial.articles] == ["well", "away"]
    assert (trial.done, trial.total) == (2, 2)
    assert press.asked("/three") == 0


def test_sitemaps_of_robots_txt_and_sections_of_the_navigation_are_offered(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(f"User-agent: *\nSitemap: {press.url('/news-map.xml')}\n".encode())
    story = press.publish("/sport/2026/03/14/crew-wins-cup", headline="Crew wins cup", paragraphs=HARBOUR)
    press.pages["/news-map.xml"] = Answer(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{story}</loc></url></urlset>'.encode()
    )
    links = "".join(
        f"<h2><a href='/sport/2026/03/14/crew-{name}-cup'>Crew {name} the harbour cup</a></h2>"
        for name in ("wins", "loses", "finds", "paints")
    )
    press.pages["/sport/"] = Answer(
        f"<!doctype html><html lang='en'><title>Sport</title><body>{links}</body></html>".encode(),
        headers={"Content-Type": "text/html"},
    )
    home(
        press,
        body="<nav><a href='/sport/'>Sport</a> <a href='/contact/'>Contact</a> <a href='/lost/'>Lost</a></nav>",
    )
    survey = tried(press).findings["survey"]
    assert [(feed["kind"], feed["address"], feed["title"]) for feed in survey["feeds"]] == [
        ("sitemap", press.url("/news-map.xml"), ""),
        ("page", press.url("/sport/"), "Sport"),
    ]
    assert survey["problems"] == []
    assert press.asked("/contact/") == 0


def test_a_sitemap_index_shows_what_its_newest_part_holds(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(f"Sitemap: {press.url('/map.xml')}\n".encode())
    story = press.publish("/market", headline="Fish market moves", paragraphs=HARBOUR)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    press.pages["/map.xml"] = Answer(
        f"<sitemapindex {space}><sitemap><loc>{press.url('/part.xml')}</loc></sitemap></sitemapindex>".encode()
    )
    press.pages["/part.xml"] = Answer(f"<urlset {space}><url><loc>{story}</loc></url></urlset>".encode())
    home(press)
    trial = tried(press)
    (feed,) = trial.findings["survey"]["feeds"]
    assert (feed["address"], feed["entries"]) == (press.url("/map.xml"), 1)
    assert [row["headline"] for row in trial.articles] == ["Fish market moves"]


def test_sitemaps_on_other_peoples_hosts_are_left_alone(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(
        b"Sitemap: http://169.254.169.254/map.xml\nSitemap: file:///etc/passwd\n"
    )
    home(press)
    trial = tried(press)
    assert trial.state == TrialState.FAILED
    assert "169.254" not in trial.words


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), "file of another kind"),
        (Answer(b"no", status=401), "asks for a name and a password (401)"),
        (Answer(b"no", status=404), "answered 404"),
        (
            Answer(b"<html><title>x</title><body>empty</body></html>", headers={"Content-Type": "text/html"}),
            "No feed",
        ),
    ],
    ids=["a PDF", "a page behind a login", "no page", "a page without lists"],
)
def test_an_address_without_a_newspaper_gets_a_plain_sentence(press: Press, page: Answer, words: str) -> None:
    press.pages["/x"] = page
    trial = tried(press, press.url("/x"))
    assert trial.state == TrialState.FAILED
    assert words in trial.words
    assert trial.findings == {}


def test_a_robots_txt_that_forbids_is_obeyed_and_said(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    home(press)
    trial = tried(press)
    assert "robots.txt asks us not to look" in trial.words
    assert press.asked("/") == 0


def test_a_form_to_log_in_is_named_as_one(press: Press) -> None:
    press.pages["/"] = Answer(
        b"<!doctype html><html lang='en'><title>Log in</title><body><h1>Log in</h1><form method='post'>"
        b"<input type='email' name='e'><input type='password' name='p'><button>Log in</button></form></body></html>",
        headers={"Content-Type": "text/html"},
    )
    trial = tried(press)
    assert trial.state == TrialState.FAILED
    assert "No feed" in trial.words


def test_hostile_characters_of_a_page_do_not_break_the_record(press: Press) -> None:
    press.publish("/market", headline="Fish \x00market &#0; moves", paragraphs=HARBOUR)
    press.pages["/news.json"] = Answer(
        (
            '{"version": "https://jsonfeed.org/version/1.1", "title": "Bell \\u0000 \\ud800", "items": '
            f'[{{"id": "1", "url": "{press.url("/market")}", "title": "Fish \\u0000 \\udfff"}}]}}'
        ).encode(),
        headers={"Content-Type": "application/feed+json"},
    )
    trial = tried(press, press.url("/news.json"))
    trial.refresh_from_db()
    assert trial.state == TrialState.DONE
    assert len(trial.articles) == 1


def test_a_trial_that_is_over_is_not_done_again(press: Press) -> None:
    with_feed(press)
    trial = tried(press)
    asked = len(press.requests)
    assert (
        try_source(trial.pk, wire=patient(press)).state == TrialState.FAILED or trial.state == TrialState.DONE
    )
    assert len(press.requests) == asked


def test_old_trials_and_imports_are_forgotten(press: Press) -> None:
    old = SourceTrial.objects.create(
        address="https://old.example/", job="1", asked_at=NOON - timedelta(days=8)
    )
    new = SourceTrial.objects.create(
        address="https://new.example/", job="2", asked_at=NOON - timedelta(days=6)
    )
    FeedImport.objects.create(file_name="old.opml", asked_at=NOON - timedelta(days=8))
    assert forget_trials(now=NOON) == 2
    assert not FeedImport.objects.exists()
    assert list(SourceTrial.objects.all()) == [new] != [old]


def found(*addresses: str) -> FoundFeed:
    return FoundFeed(
        "https://bell.example/feed", "rss", "", len(addresses), (), tuple((a, "") for a in addresses)
    )


def test_the_sample_takes_from_each_list_in_turn_and_no_article_twice() -> None:
    first = found("https://bell.example/1", "https://bell.example/2", "https://bell.example/3")
    second = found("https://www.bell.example/2/", "https://bell.example/4")
    addresses = [url for url, _title in choose_sample([first, second], most=3)]
    assert addresses == ["https://bell.example/1", "https://www.bell.example/2/", "https://bell.example/4"]
