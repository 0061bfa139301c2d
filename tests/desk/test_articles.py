"""Articles: followed by address, paused, resumed, withheld, released; one event each and none for a refusal."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import NOON, make_article, make_editor, make_source, make_version
from trackers.desk.articles import (
    add_article,
    ask_for_look,
    pause_article,
    release_article,
    resume_article,
    withhold_article,
)
from trackers.desk.errors import DeskError
from trackers.models import Act, Article, ArticleURL, FoundBy, ReviewEvent
from trackers.text.urls import address_key

pytestmark = pytest.mark.django_db


def test_an_article_added_by_address_is_due_at_once():
    source, actor = make_source(first_interval=timedelta(minutes=7)), make_editor("source_manager")
    with time_machine.travel(NOON, tick=False):
        article = add_article(source, address="https://GAZETTE.example/a?b=1#top", actor=actor)
    assert (article.url, article.next_check_at, article.interval) == (
        "https://gazette.example/a?b=1",
        NOON,
        timedelta(minutes=7),
    )
    assert article.urls.get().found_by == "desk"
    event = ReviewEvent.objects.get()
    assert (event.act, event.article, event.actor) == (Act.ADD, article, actor)


def test_an_address_that_is_followed_under_another_spelling_is_refused_by_name():
    source = make_source(name="The Gazette")
    add_article(source, address="https://gazette.example/story", actor=None)
    with pytest.raises(DeskError) as refusal:
        add_article(make_source(), address="http://www.gazette.example/story/?utm_source=x", actor=None)
    assert "The Gazette" in refusal.value.sentence
    assert Article.objects.count() == ArticleURL.objects.count() == ReviewEvent.objects.count() == 1


def test_an_address_that_another_page_has_only_claimed_can_be_added():
    claimant = make_article()
    url = f"{claimant.source.homepage}news/bridge-opens-1"
    claim = {"url": url, "key": address_key(url), "found_by": FoundBy.CANONICAL}
    ArticleURL.objects.create(article=claimant, **claim)
    article = add_article(claimant.source, address=url, actor=None)
    assert article != claimant and ArticleURL.objects.get(url=url).article == article


@pytest.mark.parametrize(
    "address", ["", "nonsense", "ftp://gazette.example/a", "https://gazette.example/" + "a" * 2000]
)
def test_what_cannot_be_an_address_is_no_article(address):
    with pytest.raises(DeskError) as refusal:
        add_article(make_source(), address=address, actor=None)
    assert "address" in refusal.value.fields
    assert not Article.objects.exists()


def test_a_retired_source_takes_no_article():
    with pytest.raises(DeskError):
        add_article(make_source(state="retired"), address="https://gazette.example/a", actor=None)


def test_pausing_takes_an_article_off_the_clock():
    article = pause_article(make_article(), actor=make_editor(), reason="Paywall")
    assert (article.tracking, article.next_check_at) == ("paused", None)
    assert not Article.objects.due(NOON + timedelta(days=99)).exists()
    event = ReviewEvent.objects.get()
    assert (event.act, event.reason, event.before, event.after) == (
        Act.PAUSE,
        "Paywall",
        {"tracking": "active"},
        {"tracking": "paused"},
    )


def test_a_resumed_article_is_due_at_once_and_keeps_its_interval():
    article = make_article(tracking="paused", next_check_at=None, interval=timedelta(days=3))
    with time_machine.travel(NOON, tick=False):
        article = resume_article(article, actor=None)
    assert (article.tracking, article.next_check_at, article.interval) == ("active", NOON, timedelta(days=3))


def test_a_closed_article_starts_with_the_first_interval_again():
    source = make_source(first_interval=timedelta(minutes=30))
    article = make_article(source, tracking="closed", next_check_at=None, interval=timedelta(days=39))
    assert resume_article(article, actor=None).interval == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("verb", "tracking"), [(pause_article, "paused"), (pause_article, "closed"), (resume_article, "active")]
)
def test_following_moves_only_from_where_it_can(verb, tracking):
    article = make_article(tracking=tracking, next_check_at=NOON if tracking == "active" else None)
    with pytest.raises(DeskError):
        verb(article, actor=None)
    assert not ReviewEvent.objects.exists()


def test_withholding_takes_an_article_from_the_public_and_says_why():
    article = make_article()
    make_version(article)
    withhold_article(article, reason="privacy", note="A relative asked.", actor=make_editor())
    assert not Article.objects.public().exists()
    event = ReviewEvent.objects.get()
    assert (event.act, event.reason, event.after) == (
        Act.WITHHOLD,
        "A relative asked.",
        {"exposure": "withheld", "exposure_reason": "privacy"},
    )


def test_another_reason_replaces_the_first_and_the_same_is_refused():
    article = make_article()
    withhold_article(article, reason="complaint", actor=None)
    with pytest.raises(DeskError):
        withhold_article(article, reason="complaint", actor=None)
    assert withhold_article(article, reason="legal", actor=None).exposure_reason == "legal"
    assert ReviewEvent.objects.count() == 2


def test_releasing_shows_an_article_and_keeps_when_it_was_public_first():
    article = make_article()
    make_version(article)
    first = article.public_since
    withhold_article(article, reason="editorial", actor=None)
    released = release_article(article, actor=None)
    assert (released.exposure, released.exposure_reason, released.public_since) == ("usable", "", first)


def test_an_article_released_for_the_first_time_is_public_from_now():
    article = make_article(exposure="withheld", exposure_reason="editorial")
    make_version(article)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert release_article(article, actor=None).public_since == NOON + timedelta(days=1)


def test_an_article_released_under_a_withheld_source_is_not_public_yet():
    article = make_article(make_source(exposure="withheld"), exposure="withheld", exposure_reason="editorial")
    make_version(article)
    assert release_article(article, actor=None).public_since is None


@pytest.mark.parametrize("exposure", ["usable", "canceled"])
def test_only_what_is_withheld_is_released(exposure):
    article = make_article(exposure=exposure, exposure_reason="" if exposure == "usable" else "legal")
    with pytest.raises(DeskError):
        release_article(article, actor=None)
    assert not ReviewEvent.objects.exists()


def test_what_is_cancelled_is_not_withheld_again():
    with pytest.raises(DeskError):
        withhold_article(
            make_article(exposure="canceled", exposure_reason="legal"), reason="legal", actor=None
        )


def test_nothing_is_done_to_an_article_that_was_joined_with_another():
    other = make_article()
    joined = make_article(merged_into=other, next_check_at=None)
    for act in (
        lambda: pause_article(joined, actor=None),
        lambda: resume_article(joined, actor=None),
        lambda: withhold_article(joined, reason="legal", actor=None),
        lambda: release_article(joined, actor=None),
        lambda: ask_for_look(joined, actor=None, job="check-1"),
    ):
        with pytest.raises(DeskError) as refusal:
            act()
        assert str(other.pk) in refusal.value.sentence
    assert not ReviewEvent.objects.exists()


def test_the_name_of_a_deleted_account_stays_on_the_record():
    actor = make_editor()
    name = actor.username
    pause_article(make_article(), actor=actor)
    actor.delete()
    event = ReviewEvent.objects.get()
    assert (event.actor, event.actor_name) == (None, name)
