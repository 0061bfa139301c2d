"""Feeds: every change of a setting leaves a dated revision and one event."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import NOON, make_editor, make_feed, make_source
from trackers.desk.errors import DeskError
from trackers.desk.feeds import add_feed, ask_for_feed_look, pause_feed, resume_feed, retire_feed, revise_feed
from trackers.models import Act, Feed, FeedRevision, ReviewEvent

pytestmark = pytest.mark.django_db


def test_adding_a_feed_keeps_its_first_revision():
    source, actor = make_source(), make_editor("source_manager")
    feed = add_feed(
        source, kind="rss", address=" https://gazette.example/rss ", exclude_title="Live:*", actor=actor
    )
    revision = FeedRevision.objects.get()
    assert (revision.feed, revision.address, revision.revised_by) == (
        feed,
        "https://gazette.example/rss",
        actor,
    )
    assert revision.filters["exclude_title"] == "Live:*"
    assert ReviewEvent.objects.get().act == Act.ADD


def test_a_feed_stands_once_with_its_publisher():
    source = make_source()
    add_feed(source, kind="rss", address="https://gazette.example/rss", actor=None)
    with pytest.raises(DeskError):
        add_feed(source, kind="atom", address="https://GAZETTE.example/rss", actor=None)
    assert Feed.objects.count() == FeedRevision.objects.count() == ReviewEvent.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["", "gazette.example", "file:///etc/passwd", "http://", "javascript:alert(1)"]
)
def test_what_is_no_web_address_is_no_feed(address):
    with pytest.raises(DeskError) as refusal:
        add_feed(make_source(), kind="rss", address=address, actor=None)
    assert "address" in refusal.value.fields
    assert not Feed.objects.exists()


def test_revising_filters_leaves_the_old_ones_on_the_record():
    feed = add_feed(make_source(), kind="rss", address="https://gazette.example/rss", actor=None)
    revise_feed(feed, changes={"include_url": "*/news/*"}, actor=None, reason="Only news")
    newest, oldest = FeedRevision.objects.all()
    assert (oldest.filters["include_url"], newest.filters["include_url"]) == ("", "*/news/*")
    event = ReviewEvent.objects.first()
    assert (event.before, event.after, event.reason) == (
        {"include_url": ""},
        {"include_url": "*/news/*"},
        "Only news",
    )


@pytest.mark.parametrize(
    "changes", [{"address": "https://gazette.example/new"}, {"kind": "atom"}, {"exclude_title": "*quiz*"}]
)
def test_with_another_address_kind_or_filter_the_list_is_read_anew_and_at_once(changes):
    feed = make_feed(make_source(), etag='"a"', last_modified="x", body_sha256="0" * 64, next_check_at=NOON)
    later = NOON + timedelta(hours=5)
    with time_machine.travel(later, tick=False):
        feed = revise_feed(feed, changes=changes, actor=None)
    assert (feed.etag, feed.last_modified, feed.body_sha256, feed.next_check_at) == ("", "", "", later)


def test_a_new_title_forgets_no_answer():
    feed = make_feed(make_source(), etag='"a"')
    assert revise_feed(feed, changes={"title": "Front page"}, actor=None).etag == '"a"'


def test_revising_nothing_leaves_no_revision():
    feed = make_feed(make_source(), title="Front page")
    revise_feed(feed, changes={"title": "Front page"}, actor=None)
    assert not FeedRevision.objects.exists()
    assert not ReviewEvent.objects.exists()


@pytest.mark.parametrize("field", ["source", "state", "etag", "failing_since", "pk"])
def test_no_field_is_set_that_the_verb_does_not_name(field):
    feed = make_feed(make_source())
    with pytest.raises(TypeError):
        revise_feed(feed, changes={field: "x"}, actor=None)
    with pytest.raises(TypeError):
        add_feed(feed.source, kind="rss", address="https://gazette.example/x", actor=None, **{field: "x"})


@pytest.mark.parametrize(
    ("verb", "allowed", "goal"),
    [
        (pause_feed, {"active"}, "paused"),
        (resume_feed, {"paused", "retired"}, "active"),
        (retire_feed, {"active", "paused"}, "retired"),
    ],
)
@pytest.mark.parametrize("state", ["active", "paused", "retired"])
def test_every_state_and_verb_of_a_feed(verb, allowed, goal, state):
    feed = make_feed(make_source(), state=state)
    if state in allowed:
        assert verb(feed, actor=None).state == goal
        assert FeedRevision.objects.get().state == goal
        assert ReviewEvent.objects.get().after == {"state": goal}
    else:
        with pytest.raises(DeskError):
            verb(feed, actor=None)
        assert not FeedRevision.objects.exists()


def test_a_resumed_feed_is_due_at_once():
    feed = make_feed(make_source(), state="paused", next_check_at=NOON + timedelta(days=9))
    with time_machine.travel(NOON, tick=False):
        assert resume_feed(feed, actor=None).next_check_at == NOON


def test_a_look_at_a_retired_feed_is_not_asked_for():
    with pytest.raises(DeskError):
        ask_for_feed_look(make_feed(make_source(), state="retired"), actor=None, job="check-1")
    assert not ReviewEvent.objects.exists()
