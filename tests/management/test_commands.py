"""Commands: what an operator types, and what happens when it is wrong."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.builders import NOON, make_article, make_change, make_feed, make_source
from tests.press import Answer, Press, open_press
from trackers.models import Check, Exposure, Gap, Source
from trackers.pipeline.retention import forget_bodies
from trackers.pipeline.wire import default_wire

pytestmark = pytest.mark.django_db


def run(name: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("target", ["4711", "https://unknown.example/story"])
def test_check_of_an_article_nobody_follows_says_so(target: str) -> None:
    with pytest.raises(CommandError, match=r"There is no article|No article is followed"):
        run("check", target)


def test_check_without_an_argument_is_djangos_own() -> None:
    assert run("check") == "System check identified no issues (0 silenced).\n"


def test_add_source_at_an_internal_address_is_refused_in_a_sentence() -> None:
    with pytest.raises(CommandError, match="refused"):
        run("add_source", "http://169.254.169.254/")
    assert not Source.objects.exists()


def test_add_source_can_follow_without_being_public(settings: object) -> None:
    with open_press() as press:
        _follow(press, settings, "--withheld")
    source = Source.objects.get()
    assert source.exposure == Exposure.WITHHELD
    assert not Source.objects.public().exists()
    assert source.feeds.get().revisions.count() == 1


def test_add_source_twice_changes_nothing(settings: object) -> None:
    with open_press() as press:
        _follow(press, settings, "--public")
        with pytest.raises(CommandError, match="followed already"):
            _follow(press, settings, "--public")
    assert Source.objects.count() == 1


def test_add_source_follows_the_feeds_of_news_and_leaves_what_is_empty(settings: object) -> None:
    with open_press() as press:
        settings.FETCH_ALLOWED_PEERS = frozenset({press.base.split("//")[1]})
        press.list_in_feed("/news.xml", [("Story", press.url("/news/story"))])
        press.list_in_feed("/comments.xml", [])
        links = "".join(
            f"<link rel='alternate' type='application/rss+xml' href='{path}'>"
            for path in ("/news.xml", "/comments.xml")
        )
        page = (
            f"<!doctype html><html lang='en_US'><title>The Harbour Gazette</title>{links}<body></body></html>"
        )
        press.pages["/"] = Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        printed = run("add_source", press.base, "--public")
        comments = press.url("/comments.xml")
    source = Source.objects.get()
    assert (source.name, source.slug, source.language) == (
        "The Harbour Gazette",
        "the-harbour-gazette",
        "en-US",
    )
    assert [feed.address for feed in source.feeds.all()] == [press.url("/news.xml")]
    assert f"not chosen: rss {comments}" in printed


def test_add_source_follows_a_feed_with_an_endless_title_and_a_language_of_its_own(settings: object) -> None:
    with open_press() as press:
        settings.FETCH_ALLOWED_PEERS = frozenset({press.base.split("//")[1]})
        press.list_in_feed("/feed.xml", [("Story", press.url("/news/story"))])
        answer = press.pages["/feed.xml"]
        assert isinstance(answer, Answer)
        title = "<title>" + "Gazette " * 40 + "</title><language>en_US</language>"
        answer.body = answer.body.replace(b"<title>Test Courier</title>", title.encode())
        run("add_source", press.url("/feed.xml"), "--slug", "gazette", "--public")
        assert Source.objects.get().language == "en-US"
        assert Source.objects.get().name == ("Gazette " * 25).strip()


def test_add_source_takes_name_short_name_and_language_from_the_operator(settings: object) -> None:
    with open_press() as press:
        _follow(press, settings, "--public", "--name", "The Gazette", "--language", "pt-BR")
    source = Source.objects.get()
    assert (source.name, source.slug, source.language) == ("The Gazette", "courier", "pt-BR")


def test_status_names_what_is_due_and_what_fails() -> None:
    source = make_source(name="The Harbour Gazette")
    make_feed(
        source,
        failing_since=NOON,
        last_detail="The server answered 500.",
        next_check_at=timezone.now() + timedelta(hours=1),
    )
    make_article(source, next_check_at=timezone.now() - timedelta(minutes=5))
    make_change()
    printed = run("status")
    assert "due        2 articles" in printed
    assert "The Harbour Gazette" in printed and "The server answered 500." in printed
    assert "free" in printed


def test_status_tells_gaps_looks_and_bytes_in_words() -> None:
    now = timezone.now()
    change = make_change()
    Check.objects.create(article=change.article, started_at=now - timedelta(hours=1), outcome="unchanged")
    Gap.objects.create(cause="disk", started_at=now - timedelta(hours=2), reason="Only 0.5 GB are free.")
    forget_bodies(now=now, limit=10)
    printed = run("status")
    assert "checked    in 24 hours: 1 unchanged" in printed
    assert (
        f"gaps       Nothing is fetched since {now - timedelta(hours=2):%Y-%m-%d %H:%M} UTC: no room"
        in printed
    )
    assert "Only 0.5 GB are free." in printed
    assert "of the 20.0 GB they may take" in printed and "are free on the disk" in printed


def _follow(press: Press, settings: object, *answers: str) -> None:
    settings.FETCH_ALLOWED_PEERS = frozenset({press.base.split("//")[1]})
    press.list_in_feed("/feed.xml", [("Story", press.url("/news/story"))])
    run("add_source", press.url("/feed.xml"), "--slug", "courier", *answers)


def test_fetching_is_stopped_shown_and_resumed_on_the_command_line() -> None:
    assert run("fetching", "show") == "Publishers are looked at as planned.\n"
    assert "stopped by an operator since" in run("fetching", "stop", "--reason", "A fire.")
    assert run("fetching", "show").endswith(": A fire.\n")
    with pytest.raises(CommandError, match="stopped already"):
        run("fetching", "stop", "--reason", "Another.")
    assert run("fetching", "resume") == "Publishers are looked at as planned.\n"
    with pytest.raises(CommandError, match="not stopped"):
        run("fetching", "resume")


def test_fetching_is_not_stopped_without_a_reason() -> None:
    with pytest.raises(CommandError, match="Say why"):
        run("fetching", "stop")
    assert run("fetching", "show") == "Publishers are looked at as planned.\n"


def test_status_names_publishers_whose_requests_are_used_up() -> None:
    source = make_source(name="The Busy Bugle", requests_a_day=100)
    default_wire().budgets.spend({source.pk: 99}, at=timezone.now())
    assert "The Busy Bugle: Its requests of 24 hours are used up, 99 of 100" in run("status")
