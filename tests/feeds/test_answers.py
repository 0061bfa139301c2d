"""How a feed is answered: who may have it, how it is kept, what it costs, and that it forgets what is withheld."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import feedparser
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from tests.builders import make_article, make_change, make_editor, make_series, make_source, make_version
from tests.feeds.asking import (
    FORMS,
    PROBLEMS,
    address,
    get_feed,
    hide_article,
    hide_source,
    publish_annotation,
    routes_of,
    take_back,
)
from tests.reviews import bring_to, step
from trackers.desk.articles import release_article, withhold_article
from trackers.desk.exposure import release_source, withhold_source
from trackers.desk.sources import revise_source
from trackers.desk.steps import Step
from trackers.feeds.passages import forget_passages
from trackers.models import Annotation, Article, Change, Exposure, ExposureReason, PublicText, ReviewState

pytestmark = pytest.mark.django_db

TYPES = {"atom": "application/atom+xml; charset=utf-8", "rss": "application/rss+xml; charset=utf-8"}


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_says_what_it_is_and_how_long_it_keeps(form: str, client: Client) -> None:
    change = make_change()
    publish_annotation(change)
    for route, arguments in routes_of(change.article):
        response = client.get(address(f"{route}_{form}", *arguments))
        assert response.status_code == 200
        assert response["Content-Type"] == TYPES[form]
        assert response["ETag"]
        assert response["Last-Modified"]
        assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=60"}
        assert client.head(address(f"{route}_{form}", *arguments))["ETag"] == response["ETag"]


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_who_has_the_feed_gets_a_304_until_something_changes(form: str, client: Client) -> None:
    article = make_article()
    make_change(article)
    path = address(f"changes_{form}")
    first = client.get(path)
    by_tag = {"if-none-match": first["ETag"]}
    by_date = {"if-modified-since": first["Last-Modified"]}
    for headers in (by_tag, by_date):
        answer = client.get(path, headers=headers)
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer["ETag"] == first["ETag"]
    make_version(article, paragraphs=["It is open again."])
    for headers in (by_tag, by_date):
        assert client.get(path, headers=headers).status_code == 200


def test_last_modified_is_the_latest_announcement(client: Client) -> None:
    change = make_change()
    announced = change.seen_new_at + timedelta(minutes=3)
    Change.objects.update(announced_at=announced)
    assert client.get(address("changes_atom"))["Last-Modified"] == http_date(announced.timestamp())


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_who_asks_by_date_alone_learns_of_what_was_withheld(form: str, client: Client) -> None:
    kept, gone = make_change(), make_change()
    path, editor = address(f"changes_{form}"), make_editor()
    seen = {"if-modified-since": client.get(path)["Last-Modified"]}
    assert client.get(path, headers=seen).status_code == 304
    withhold_source(gone.article.source, reason=ExposureReason.COMPLAINT, actor=editor)
    answer = client.get(path, headers=seen)
    assert answer.status_code == 200
    assert str(gone.uuid) not in answer.text
    assert str(kept.uuid) in answer.text
    seen = {"if-modified-since": http_date(parse_http_date(answer["Last-Modified"]) - 1)}
    gone.article.source.refresh_from_db()
    release_source(gone.article.source, actor=editor)
    assert str(gone.uuid) in client.get(path, headers=seen).text


def test_whatever_takes_an_entry_away_or_brings_one_back_moves_the_date_of_the_feeds_it_is_in(
    client: Client,
) -> None:
    """A reader that asks by date alone is told of each; the entries that are left bear older dates than these acts."""
    change, editor, lead = (
        bring_to(ReviewState.PUBLISHED),
        make_editor("operator"),
        make_editor("standards_lead"),
    )
    article, source = change.article, change.article.source
    acts: list[Callable[[], object]] = [
        lambda: withhold_article(article, reason=ExposureReason.COMPLAINT, actor=editor),
        lambda: release_article(article, actor=editor),
        lambda: withhold_source(source, reason=ExposureReason.COMPLAINT, actor=editor),
        lambda: release_source(source, actor=editor),
        lambda: revise_source(source, changes={"public_text": "passages"}, actor=editor),
        lambda: step(change, Step.RETRACT, actor=lead, reason="It was wrong."),
    ]
    publish_annotation(make_change())
    paths = [address("changes_atom"), address("annotated_atom")]
    # Later than whatever was announced or published above.
    start = timezone.now() + timedelta(hours=1)
    for hour, act in enumerate(acts):
        with time_machine.travel(start + timedelta(hours=hour), tick=False):
            act()
            moved = http_date(timezone.now().timestamp())
            assert [client.get(path)["Last-Modified"] for path in paths] == [moved, moved], hour


@pytest.mark.parametrize("form", FORMS)
def test_what_is_withheld_is_in_no_feed(form: str) -> None:
    change, other = make_change(), make_change()
    publish_annotation(change)
    for hide in (
        lambda: hide_article(
            change.article, exposure=Exposure.WITHHELD, exposure_reason=ExposureReason.EDITORIAL
        ),
        lambda: hide_article(
            change.article, exposure=Exposure.CANCELED, exposure_reason=ExposureReason.PRIVACY
        ),
        lambda: hide_article(change.article, merged_into=other.article),
        lambda: hide_source(change.article.source, exposure=Exposure.WITHHELD),
        lambda: hide_source(change.article.source, public_text=PublicText.PRIVATE),
        lambda: Change.objects.filter(pk=change.pk).update(announced_at=None),
    ):
        assert str(change.uuid) in get_feed(f"changes_{form}").decode()
        assert b"Twelve" in get_feed(f"annotated_{form}")
        hide()
        assert str(change.uuid) not in get_feed(f"changes_{form}").decode()
        assert b"Twelve" not in get_feed(f"annotated_{form}")
        hide_article(change.article, exposure=Exposure.USABLE, exposure_reason="", merged_into=None)
        hide_source(change.article.source, exposure=Exposure.USABLE, public_text=PublicText.FULL)
        Change.objects.filter(pk=change.pk).update(announced_at=timezone.now())


def test_drafts_are_in_no_feed_and_what_was_retracted_says_so_without_its_words() -> None:
    annotation = publish_annotation(make_change(), note="Twelve was forty.")
    Annotation.objects.create(change=make_change(), author_name="Ada", public_note="A draft.")
    assert "Twelve was forty." in get_feed("annotated_atom").decode()
    assert "A draft." not in get_feed("annotated_atom").decode()
    take_back(annotation)
    feed = get_feed("annotated_atom").decode()
    assert str(annotation.uuid) in feed and "It was wrong." in feed and "Twelve was forty." not in feed


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"exposure": Exposure.WITHHELD, "exposure_reason": ExposureReason.EDITORIAL}, 410),
        ({"exposure": Exposure.WITHHELD, "exposure_reason": ExposureReason.LEGAL}, 451),
        ({"exposure": Exposure.CANCELED, "exposure_reason": ExposureReason.PRIVACY}, 410),
        ({"exposure": Exposure.WITHHELD, "exposure_reason": ExposureReason.LEGAL, "public_since": None}, 404),
    ],
)
def test_the_feed_of_a_withheld_article_is_gone(
    form: str, fields: dict[str, Any], status: int, client: Client
) -> None:
    change = make_change()
    hide_article(change.article, **fields)
    response = client.get(address(f"article_{form}", change.article_id))
    assert response.status_code == status
    assert "Twelve" not in response.text
    assert "ETag" not in response or response["ETag"]


@pytest.mark.parametrize("form", FORMS)
def test_the_feed_of_a_publisher_follows_its_exposure(form: str, client: Client) -> None:
    change = make_change()
    source = change.article.source
    path = address(f"source_{form}", source.slug)
    hide_source(source, exposure=Exposure.WITHHELD)
    assert client.get(path).status_code == 410
    assert client.get(address(f"article_{form}", change.article_id)).status_code == 410
    hide_source(source, public_since=None)
    assert client.get(path).status_code == 404
    assert client.get(address(f"source_{form}", "nobody")).status_code == 404
    assert client.get(address(f"article_{form}", 10**17)).status_code == 404


def test_an_article_that_was_never_read_has_no_feed(client: Client) -> None:
    assert client.get(address("article_atom", make_article().pk)).status_code == 404


def test_feeds_are_read_only(client: Client) -> None:
    for route in ("changes_atom", "annotated_rss"):
        assert client.post(address(route)).status_code == 405


def test_feeds_of_one_publisher_and_one_article_hold_nothing_else() -> None:
    source = make_source()
    mine, sibling, other = make_change(make_article(source)), make_change(make_article(source)), make_change()
    by_source = get_feed("source_atom", source.slug).decode()
    assert str(mine.uuid) in by_source
    assert str(sibling.uuid) in by_source
    assert str(other.uuid) not in by_source
    by_article = get_feed("article_atom", mine.article_id).decode()
    assert str(mine.uuid) in by_article
    assert str(sibling.uuid) not in by_article


def test_a_feed_holds_the_newest_fifty_at_the_cost_of_one() -> None:
    article = make_article()
    change = make_change(article)
    publish_annotation(change, labels=("First",))
    asked = [(f"{route}_{form}", *arguments) for form in FORMS for route, arguments in routes_of(article)]
    few = {route: count_queries(route, *arguments) for route, *arguments in asked}
    make_series(article, *(f"Ferry story, part {number}" for number in range(55)))
    for number, later in enumerate(Change.objects.exclude(pk=change.pk)):
        publish_annotation(later, labels=(f"Label {number}",))
    many = {route: count_queries(route, *arguments) for route, *arguments in asked}
    costs = {"changes": 3, "annotated": 4, "source": 4, "article": 5}
    assert many == few == {f"{route}_{form}": cost for form in FORMS for route, cost in costs.items()}
    for form in FORMS:
        body = get_feed(f"article_{form}", article.pk)
        assert body.count(b"<entry" if form == "atom" else b"<item>") == 50, form
        assert b"part 54" in body, form
        assert PROBLEMS[form](body) == [], form


def test_a_change_that_was_announced_late_still_comes_through(client: Client) -> None:
    late = make_change()
    Change.objects.update(announced_at=None)
    article = make_article(late.article.source)
    make_series(article, *(f"Part {number}" for number in range(52)))
    paths = [address(f"changes_{form}") for form in FORMS]
    paths += [address(f"source_{form}", article.source.slug) for form in FORMS]
    seen = {path: {"if-modified-since": client.get(path)["Last-Modified"]} for path in paths}
    announced = timezone.now() + timedelta(hours=20)
    Change.objects.filter(pk=late.pk).update(announced_at=announced)
    for path in paths:
        answer = client.get(path, headers=seen[path])
        assert answer.status_code == 200, path
        assert answer["Last-Modified"] == http_date(announced.timestamp()), path
        first = feedparser.parse(answer.content).entries[0]
        assert first.id.endswith(str(late.uuid)), path


def count_queries(route: str, *arguments: Any) -> int:
    """How many queries a feed takes in a process that has not seen its changes."""
    forget_passages()
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get_feed(route, *arguments)
    return len(queries)


def test_a_process_compares_the_texts_of_a_change_once() -> None:
    make_change()
    forget_passages()
    with CaptureQueriesContext(connection) as first:
        body = get_feed("changes_atom")
    with CaptureQueriesContext(connection) as second:
        assert get_feed("changes_atom") == body
    assert (len(first), len(second)) == (3, 2)


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_is_not_named_after_a_headline_that_is_not_announced(form: str) -> None:
    article = make_change(new={"headline": "Ferry stays"}).article
    held = make_version(article, headline="Something held back")
    Change.objects.filter(to_version=held).update(announced_at=None)
    body = get_feed(f"article_{form}", article.pk).decode()
    assert "changes of “Ferry stays”</title>" in body
    assert "held back" not in body


def test_an_article_renamed_by_its_publisher_renames_its_feed() -> None:
    article: Article = make_change(new={"headline": "Ferry <stays>"}).article
    assert "changes of “Ferry &lt;stays&gt;”</title>" in get_feed("article_rss", article.pk).decode()
