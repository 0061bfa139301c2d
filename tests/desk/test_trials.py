"""Trials: an address is asked for and saved through verbs, once, whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import make_editor, make_feed, make_source
from trackers.desk.errors import DeskError
from trackers.desk.trials import ask_for_trial, find_followed, follow_trial
from trackers.models import Act, Feed, FeedState, ReviewEvent, Source, SourceState, SourceTrial, TrialState

pytestmark = pytest.mark.django_db


def done(*addresses: str, **fields: Any) -> SourceTrial:
    feeds = [
        {"address": address, "kind": "rss", "title": "News", "entries": 3, "sample": [], "stories": []}
        for address in addresses or ("https://bell.example/rss",)
    ]
    survey = {
        "homepage": "https://bell.example/",
        "name": "The Bell",
        "language": "en",
        "feeds": feeds,
        "problems": [],
    }
    facts = {"state": TrialState.DONE, "findings": {"survey": survey, "articles": []}, **fields}
    return SourceTrial.objects.create(address="https://bell.example/", job="survey-1", **facts)


def follow(trial: SourceTrial, *feeds: int, **fields: Any) -> Source:
    facts = {"name": "The Bell", "slug": "bell", "homepage": "https://bell.example/", **fields}
    return follow_trial(trial, feeds=feeds, actor=make_editor("source_manager"), **facts)


def test_asking_leaves_a_trial_and_one_event() -> None:
    editor = make_editor("source_manager")
    trial = ask_for_trial(" bell.example ", actor=editor, job="survey-7")
    assert (trial.state, trial.address, trial.asked_by) == (TrialState.WAITING, "bell.example", editor)
    event = ReviewEvent.objects.get()
    assert (event.act, event.actor) == (Act.CHECK, editor)
    assert event.after == {"address": "bell.example", "site": "bell.example", "job": "survey-7"}


@pytest.mark.parametrize(
    "address", ["", "not an address", "ftp://bell.example/", "javascript:alert(1)", "http://u@x.example/"]
)
def test_what_is_no_web_address_is_refused_on_its_field(address: str) -> None:
    with pytest.raises(DeskError, match="no web address") as refusal:
        ask_for_trial(address, actor=None, job="survey-1")
    assert set(refusal.value.fields) == {"address"}
    assert not SourceTrial.objects.exists()
    assert not ReviewEvent.objects.exists()


@pytest.mark.parametrize("typed", ["bell.example", "http://www.bell.example/", "https://bell.example/rss"])
def test_an_address_that_is_followed_already_is_refused_by_name(typed: str) -> None:
    source = make_source(name="The Bell", homepage="https://www.bell.example/")
    make_feed(source, address="https://bell.example/rss")
    with pytest.raises(DeskError, match=r"“The Bell” is followed at this address already."):
        ask_for_trial(typed, actor=None, job="survey-1")
    assert not SourceTrial.objects.exists()


def test_a_retired_publisher_is_named_with_what_can_be_done() -> None:
    make_source(name="The Bell", homepage="https://bell.example/", state=SourceState.RETIRED)
    with pytest.raises(DeskError, match="it is retired and can be resumed"):
        ask_for_trial("bell.example", actor=None, job="survey-1")


def test_another_page_of_a_followed_site_may_be_tried() -> None:
    make_source(homepage="https://bell.example/")
    assert ask_for_trial("https://bell.example/sport/", actor=None, job="survey-1").pk
    assert find_followed("https://bell.example/sport/") is None
    assert find_followed("nonsense in here") is None


def test_of_two_publishers_at_an_address_the_one_that_is_watched_is_named() -> None:
    make_source(homepage="https://bell.example/", state=SourceState.RETIRED)
    watched = make_source(homepage="https://bell.example")
    assert find_followed("bell.example") == watched


def test_saving_follows_what_was_chosen_with_one_event() -> None:
    trial = done("https://bell.example/rss", "https://bell.example/atom", "https://bell.example/map")
    source = follow(trial, 0, 2, public_text="passages", timezone="Europe/Oslo")
    trial.refresh_from_db()
    assert (trial.state, trial.source) == (TrialState.SAVED, source)
    assert set(source.feeds.values_list("address", flat=True)) == {
        "https://bell.example/rss",
        "https://bell.example/map",
    }
    assert [event.act for event in ReviewEvent.objects.all()] == [Act.FOLLOW]


def test_a_trial_is_saved_once() -> None:
    trial = done()
    follow(trial, 0)
    with pytest.raises(DeskError, match="“The Bell” is being followed"):
        follow(trial, 0, slug="bell-2")
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("feeds", "fields", "where"),
    [
        ((), {}, "feeds"),
        ((3,), {}, "feeds"),
        ((-1,), {}, "feeds"),
        ((0,), {"slug": "taken"}, "slug"),
        ((0,), {"timezone": "Europe/Nowhere"}, "timezone"),
        ((0, 1), {}, "feeds"),
    ],
    ids=[
        "none chosen",
        "one that was not offered",
        "one before the first",
        "slug",
        "zone",
        "a feed that is read",
    ],
)
def test_a_refusal_saves_nothing(feeds: tuple[int, ...], fields: dict[str, Any], where: str) -> None:
    make_feed(make_source(slug="taken"), address="https://bell.example/taken")
    trial = done("https://bell.example/rss", "https://bell.example/taken")
    with pytest.raises(DeskError) as refusal:
        follow(trial, *feeds, **fields)
    assert where in refusal.value.fields
    trial.refresh_from_db()
    assert trial.state == TrialState.DONE
    assert (Source.objects.count(), Feed.objects.count(), ReviewEvent.objects.count()) == (1, 1, 0)


def test_a_feed_that_is_retired_may_be_read_for_another() -> None:
    make_feed(make_source(), address="https://bell.example/rss", state=FeedState.RETIRED)
    assert follow(done(), 0).feeds.count() == 1


@pytest.mark.parametrize("state", [TrialState.WAITING, TrialState.RUNNING, TrialState.FAILED])
def test_what_is_not_looked_at_is_not_saved(state: TrialState) -> None:
    with pytest.raises(DeskError, match="not looked at"):
        follow(done(state=state), 0)
