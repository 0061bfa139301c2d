"""Following a publisher: all or nothing, on the record, public from the right moment."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import NOON, make_article, make_editor, make_feed, make_source, make_version
from trackers.desk.errors import DeskError
from trackers.desk.exposure import release_source, withhold_source
from trackers.desk.sources import follow_source, pause_source, resume_source, retire_source, revise_source
from trackers.models import Act, Article, Feed, FeedRevision, ReviewEvent, Source

pytestmark = pytest.mark.django_db

PAPER = {"name": "The Saltgate Herald", "slug": "saltgate-herald", "homepage": "https://herald.example/"}


def test_following_a_source_stores_feeds_revisions_and_one_event():
    actor = make_editor("source_manager")
    with time_machine.travel(NOON, tick=False):
        source = follow_source(
            **PAPER,
            feeds=[
                ("rss", "https://herald.example/rss", "Front"),
                ("atom", "HTTPS://Herald.example:443/a#x", ""),
            ],
            actor=actor,
            language="cy",
        )
    assert source.public_since == NOON
    assert source.language == "cy"
    assert [feed.address for feed in source.feeds.order_by("pk")] == [
        "https://herald.example/rss",
        "https://herald.example/a",
    ]
    assert FeedRevision.objects.filter(feed__source=source, revised_by=actor).count() == 2
    event = ReviewEvent.objects.get()
    assert (event.act, event.source, event.actor_name) == (Act.FOLLOW, source, actor.username)
    assert event.after["feeds"] == ["https://herald.example/rss", "https://herald.example/a"]


def test_a_command_follows_under_a_name_of_its_own():
    follow_source(**PAPER, actor=None)
    event = ReviewEvent.objects.get()
    assert (event.actor, event.actor_name) == (None, "the command line")


def test_a_withheld_source_is_not_public_yet():
    source = follow_source(**PAPER, actor=None, exposure="withheld")
    assert source.public_since is None
    assert not Source.objects.public().exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"homepage": "javascript:alert(1)"}, "homepage"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"language": "not a tag"}, "language"),
        ({"first_interval": timedelta(0)}, "first_interval"),
        ({"slug": "with spaces"}, "slug"),
        ({"name": ""}, "name"),
        ({"public_text": "everything"}, "public_text"),
    ],
)
def test_a_source_that_cannot_be_leaves_nothing_behind(wrong, field):
    with pytest.raises(DeskError) as refusal:
        follow_source(**{**PAPER, **wrong}, feeds=[("rss", "https://herald.example/rss", "")], actor=None)
    assert field in refusal.value.fields
    assert not Source.objects.exists()
    assert not ReviewEvent.objects.exists()


@pytest.mark.parametrize(
    "feeds",
    [
        [("rss", "https://herald.example/rss", ""), ("rss", "ftp://herald.example/rss", "")],
        [("rss", "https://herald.example/rss", ""), ("atom", "https://herald.example/rss", "")],
        [("rss", "https://herald.example/rss", ""), ("telegram", "https://herald.example/t", "")],
    ],
    ids=["no web address", "the same twice", "no kind of feed"],
)
def test_one_bad_feed_undoes_the_whole_source(feeds):
    with pytest.raises(DeskError):
        follow_source(**PAPER, feeds=feeds, actor=None)
    assert not Source.objects.exists()
    assert not Feed.objects.exists()
    assert not ReviewEvent.objects.exists()


def test_a_short_name_in_use_is_refused():
    make_source(slug="saltgate-herald")
    with pytest.raises(DeskError) as refusal:
        follow_source(**PAPER, actor=None)
    assert "slug" in refusal.value.fields


def test_a_new_source_is_not_cancelled():
    with pytest.raises(DeskError):
        follow_source(**PAPER, exposure="canceled", actor=None)


@pytest.mark.parametrize("field", ["state", "public_since", "uuid", "pk"])
def test_no_field_is_set_that_the_verb_does_not_name(field):
    with pytest.raises(TypeError):
        follow_source(**PAPER, actor=None, **{field: "x"})
    with pytest.raises(TypeError):
        revise_source(make_source(), changes={field: "x"}, actor=None)


def test_a_short_name_stays_for_addresses_are_permanent():
    with pytest.raises(TypeError):
        revise_source(make_source(), changes={"slug": "other"}, actor=None)


def test_revising_records_only_what_differs():
    source = make_source(name="The Herald")
    revise_source(source, changes={"name": "The New Herald", "language": source.language}, actor=None)
    event = ReviewEvent.objects.get()
    assert (event.act, event.before, event.after) == (
        Act.REVISE_SOURCE,
        {"name": "The Herald"},
        {"name": "The New Herald"},
    )


def test_revising_nothing_records_nothing():
    source = make_source()
    revise_source(source, changes={"name": source.name}, actor=None)
    assert not ReviewEvent.objects.exists()


def test_a_refused_revision_changes_nothing():
    source = make_source(name="The Herald")
    with pytest.raises(DeskError):
        revise_source(source, changes={"name": "New", "timezone": "Nowhere"}, actor=None)
    source.refresh_from_db()
    assert source.name == "The Herald"


def test_showing_a_private_source_makes_it_and_its_read_articles_public_from_now():
    source = make_source(public_text="private", public_since=None)
    read, unread = make_article(source), make_article(source)
    withheld = make_article(source, exposure="withheld", exposure_reason="legal")
    make_version(read)
    make_version(withheld)
    Article.objects.update(public_since=None)
    with time_machine.travel(NOON, tick=False):
        source = revise_source(source, changes={"public_text": "passages"}, actor=None)
    assert source.public_since == NOON
    read.refresh_from_db()
    unread.refresh_from_db()
    withheld.refresh_from_db()
    assert (read.public_since, unread.public_since, withheld.public_since) == (NOON, None, None)


def test_withholding_and_releasing_a_source_keeps_the_first_public_moment():
    source = make_source(public_since=NOON - timedelta(days=3))
    actor = make_editor()
    withhold_source(source, reason="legal", note="A letter came.", actor=actor)
    assert not Source.objects.public().exists()
    event = ReviewEvent.objects.get(act=Act.WITHHOLD)
    assert (event.reason, event.after["exposure_reason"]) == ("A letter came.", "legal")
    released = release_source(source, actor=actor)
    assert released.public_since == NOON - timedelta(days=3)
    assert ReviewEvent.objects.filter(source=source).count() == 2


def test_releasing_a_source_that_was_never_public_dates_it_and_its_articles():
    source = make_source(exposure="withheld", public_since=None)
    article = make_article(source)
    make_version(article)
    assert article.public_since is None
    with time_machine.travel(NOON, tick=False):
        release_source(source, actor=None)
    article.refresh_from_db()
    source.refresh_from_db()
    assert (source.public_since, article.public_since) == (NOON, NOON)


@pytest.mark.parametrize("reason", ["", "because", "LEGAL"])
def test_withholding_needs_a_reason_of_the_list(reason):
    source = make_source()
    with pytest.raises(DeskError):
        withhold_source(source, reason=reason, actor=None)
    source.refresh_from_db()
    assert source.exposure == "usable"


@pytest.mark.parametrize(
    ("verb", "exposure"),
    [(withhold_source, "withheld"), (release_source, "usable"), (release_source, "canceled")],
)
def test_exposure_moves_only_from_where_it_can(verb, exposure):
    source = make_source(exposure=exposure)
    arguments = {"reason": "legal"} if verb is withhold_source else {}
    with pytest.raises(DeskError):
        verb(source, actor=None, **arguments)
    assert not ReviewEvent.objects.exists()


@pytest.mark.parametrize(
    ("verb", "allowed", "goal"),
    [
        (pause_source, {"active"}, "paused"),
        (resume_source, {"paused", "retired"}, "active"),
        (retire_source, {"active", "paused"}, "retired"),
    ],
)
@pytest.mark.parametrize("state", ["active", "paused", "retired"])
def test_every_state_and_verb_of_a_source(verb, allowed, goal, state):
    source = make_source(state=state)
    make_feed(source)
    if state in allowed:
        assert verb(source, actor=None, reason="why").state == goal
        event = ReviewEvent.objects.get()
        assert (event.before, event.after, event.reason) == ({"state": state}, {"state": goal}, "why")
    else:
        with pytest.raises(DeskError):
            verb(source, actor=None)
        assert not ReviewEvent.objects.exists()
