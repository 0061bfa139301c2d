"""What answers come to, end to end: walls, "not found" with 200, redirects home, robots.txt decisions, secrets."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField

from tests.builders import NOON, make_article, make_feed, make_source
from tests.press import Answer, Press, open_press, page_html
from trackers.models import Absence, Article, Change, Check, Nature, Outcome, RobotsStance, Snapshot, Version
from trackers.pipeline.check import check_article
from trackers.pipeline.poll import LONGEST_PATIENCE, check_feed
from trackers.pipeline.wire import Report
from trackers.web.headers import HostHeaders

pytestmark = pytest.mark.django_db

HEADLINE = "Baker of Tenby Lane wins county prize"
PARAGRAPHS = (
    "A loaf of rye with caraway has won Ottilie Marsh of Tenby Lane the county's prize for bread for the third time.",
    "Her starter, which she calls Gerald, was begun by her grandmother in a jam jar in the hard winter of 1963.",
    "The judges said that no other entry had a crust which could be heard from the back of the hall when it was cut.",
    "The bakery opens at six and is usually sold out by nine, except on Mondays, when it does not open at all.",
)
NOT_FOUND = (
    "<!doctype html><html lang='en'><head><title>Page not found | Courier</title></head><body><h1>Page not found</h1>"
    "<p>Sorry, we could not find the page you were looking for.</p><a href='/'>Home</a></body></html>"
)
WALL = (
    "<!doctype html><html lang='en'><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
    "<p>Please verify you are human to continue.</p><div id='challenge-form'></div>"
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page'></script></body></html>"
)


def publish(press: Press, *, path: str = "/news/baker-wins-prize", **fields: object) -> Article:
    url = press.publish(path, headline=HEADLINE, paragraphs=PARAGRAPHS)
    return make_article(make_source(host_delay=timedelta(0), **fields), url=url, next_check_at=NOON)


def look_after(press: Press, article: Article, **span: float) -> Report:
    press.clock.forward(**span)
    return check_article(article.pk, wire=press.wire())


def html(body: str) -> Answer:
    return Answer(body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def test_a_wall_is_blocked_and_never_a_version(press: Press) -> None:
    article = publish(press)
    look_after(press, article)
    press.pages["/news/baker-wins-prize"] = html(WALL)
    report = look_after(press, article, minutes=30)
    assert report.outcome == Outcome.BLOCKED and "robots" in report.words
    article.refresh_from_db()
    assert article.version_count == 1 and article.failing_since is not None and article.missing_since is None
    assert article.next_check_at is not None and article.next_check_at > press.clock.now


@pytest.mark.parametrize(
    ("answers", "absence"),
    [
        ({"/news/baker-wins-prize": html(NOT_FOUND)}, Absence.SOFT_404),
        (
            {
                "/news/baker-wins-prize": Answer(status=302, headers={"Location": "/"}),
                "/": html(page_html("The Courier", ["Today's news in short.", *PARAGRAPHS[:1]] * 3)),
            },
            Absence.HOME_PAGE,
        ),
    ],
)
def test_a_page_that_is_not_there_with_200_is_gone_after_spaced_looks(
    press: Press, answers: dict[str, Answer], absence: Absence
) -> None:
    article = publish(press)
    look_after(press, article)
    page = press.pages["/news/baker-wins-prize"]
    press.pages.update(answers)
    outcomes = [look_after(press, article, hours=hours).outcome for hours in (1, 7)]
    assert outcomes == [Outcome.MISSING, Outcome.MISSING] and not Change.objects.exists()
    change = look_after(press, article, hours=20).change
    assert change is not None and (change.nature, change.absence) == (Nature.GONE, absence)
    assert (change.seen_old_at, change.seen_new_at) == (NOON, NOON + timedelta(hours=1))
    press.pages["/news/baker-wins-prize"] = page
    back = look_after(press, article, hours=30).change
    assert back is not None and back.nature == Nature.RETURNED
    assert Version.objects.count() == 1


def test_an_article_that_robots_txt_forbids_is_read_where_an_operator_has_decided_so(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /news/\n")
    obeyed = publish(press)
    assert look_after(press, obeyed).outcome == Outcome.DISALLOWED
    decided = publish(
        press,
        path="/news/baker-again",
        robots_stance=RobotsStance.DISREGARD,
        robots_reason="The council's own paper; its clerk agreed on 3 March.",
    )
    assert look_after(press, decided).outcome == Outcome.NEW_VERSION


def test_what_a_page_asks_of_robots_is_recorded(press: Press) -> None:
    article = publish(press)
    page = press.pages["/news/baker-wins-prize"]
    assert isinstance(page, Answer)
    page.headers["X-Robots-Tag"] = "noarchive"
    look_after(press, article)
    article.refresh_from_db()
    assert article.directives == "noarchive"


def test_an_answer_that_says_it_stays_fresh_is_left_alone_meanwhile(press: Press) -> None:
    articles: Sequence[Article] = (publish(press), publish(press, path="/news/baker-again"))
    page = press.pages["/news/baker-again"]
    assert isinstance(page, Answer)
    page.headers["Cache-Control"] = "max-age=3600"
    for article in articles:
        look_after(press, article)
        article.refresh_from_db()
    first, second = (article.next_check_at for article in articles)
    assert first is not None and second == NOON + timedelta(hours=1) > first


def test_a_refused_address_is_on_the_record_with_its_code(press: Press) -> None:
    article = publish(press)
    look_after(press, article)
    press.pages["/news/baker-wins-prize"] = Answer(
        status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}
    )
    assert look_after(press, article, minutes=30).outcome == Outcome.REFUSED
    check = Check.objects.refused().get()
    assert check.code == "refused_address" and "169.254" not in check.detail


def test_a_list_that_fails_is_tried_again_ever_more_rarely_and_for_ever(press: Press) -> None:
    feed = make_feed(make_source(host_delay=timedelta(0)), address=press.url("/feed.xml"))
    press.pages["/feed.xml"] = Answer(status=500)
    waits = []
    for _ in range(40):
        check_feed(feed.pk, wire=press.wire())
        feed.refresh_from_db()
        waits.append(feed.next_check_at - press.clock.now)
        press.clock.now = feed.next_check_at
    assert waits == sorted(waits) and waits[0] == feed.interval and waits[-1] == LONGEST_PATIENCE
    assert feed.state == "active" and feed.failing_since == NOON


def test_a_subscriptions_header_reaches_its_host_alone_and_stays_nowhere(press: Press) -> None:
    secret = "session=canary-of-a-subscription"
    with open_press() as elsewhere:
        article = publish(press)
        page = press.pages["/news/baker-wins-prize"]
        assert isinstance(page, Answer)
        page.headers["Set-Cookie"] = f"{secret}-renewed; HttpOnly"
        host, other = (one.base.split("//")[1] for one in (press, elsewhere))
        wire = replace(
            press.wire(),
            allowed_peers=frozenset({host, other}),
            host_headers=HostHeaders({host: {"Cookie": secret}}),
        )
        check_article(article.pk, wire=wire)
        assert press.requests[-1][1]["cookie"] == secret
        elsewhere.publish("/story", headline=HEADLINE, paragraphs=PARAGRAPHS)
        press.pages["/news/baker-wins-prize"] = Answer(
            status=302, headers={"Location": elsewhere.url("/story")}
        )
        check_article(article.pk, wire=wire)
        assert elsewhere.requests and not any("cookie" in headers for _, headers in elsewhere.requests)
    assert Snapshot.objects.exists()
    for model in apps.get_app_config("trackers").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField | JSONField):
                for value in model._default_manager.values_list(field.attname, flat=True):
                    assert "canary-of-a-subscription" not in str(value), f"{model.__name__}.{field.name}"


def test_a_304_that_nobody_asked_for_is_no_sight_of_the_text(press: Press) -> None:
    article = publish(press)
    look_after(press, article)
    press.pages["/news/baker-wins-prize"] = Answer(status=304)
    assert look_after(press, article, minutes=30).outcome == Outcome.FAILED
    article.refresh_from_db()
    assert article.text_seen_at == NOON and article.failing_since is not None
