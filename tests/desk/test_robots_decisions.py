"""robots.txt is obeyed unless an operator decides otherwise: per source, with a reason, on the record."""

import pytest

from tests.builders import make_editor, make_source
from trackers.desk.errors import DeskError
from trackers.desk.robots import decide_robots
from trackers.models import Act, ReviewEvent, RobotsStance, Source

pytestmark = pytest.mark.django_db


def test_a_new_source_obeys_robots_txt():
    assert make_source().robots_stance == RobotsStance.OBEY


def test_disregarding_keeps_the_reason_and_leaves_an_event_with_both_sides():
    source, actor = make_source(), make_editor("operator")
    decide_robots(source, stance="disregard", reason=" The council publishes under a duty. ", actor=actor)
    source.refresh_from_db()
    assert (source.robots_stance, source.robots_reason) == (
        RobotsStance.DISREGARD,
        "The council publishes under a duty.",
    )
    event = ReviewEvent.objects.get()
    assert (event.act, event.actor, event.source, event.reason) == (
        Act.ROBOTS,
        actor,
        source,
        "The council publishes under a duty.",
    )
    assert event.before == {"robots_stance": "obey", "robots_reason": ""}
    assert event.after == {
        "robots_stance": "disregard",
        "robots_reason": "The council publishes under a duty.",
    }


def test_going_back_to_obeying_needs_no_reason_and_forgets_the_old_one():
    source = make_source(robots_stance="disregard", robots_reason="A duty.")
    decide_robots(source, stance="obey", actor=None)
    source.refresh_from_db()
    assert (source.robots_stance, source.robots_reason) == (RobotsStance.OBEY, "")
    assert ReviewEvent.objects.get().before["robots_reason"] == "A duty."


def test_a_reason_can_be_put_in_better_words():
    source = make_source(robots_stance="disregard", robots_reason="A duty.")
    decide_robots(source, stance="disregard", reason="A duty by law.", actor=None)
    assert Source.objects.get().robots_reason == "A duty by law."
    assert ReviewEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("stance", "reason", "field"),
    [("disregard", "", "reason"), ("disregard", " \n", "reason"), ("ignore", "Why not.", "stance")],
)
def test_a_decision_without_a_reason_or_a_word_is_refused(stance, reason, field):
    source = make_source()
    with pytest.raises(DeskError) as refusal:
        decide_robots(source, stance=stance, reason=reason, actor=None)
    assert set(refusal.value.fields) == {field}
    assert Source.objects.get().robots_stance == RobotsStance.OBEY
    assert not ReviewEvent.objects.exists()


@pytest.mark.parametrize(
    ("fields", "stance", "reason"),
    [
        ({}, "obey", ""),
        ({"robots_stance": "disregard", "robots_reason": "A duty."}, "disregard", "A duty."),
    ],
)
def test_what_is_decided_already_leaves_no_second_event(fields, stance, reason):
    with pytest.raises(DeskError, match="decided already"):
        decide_robots(make_source(**fields), stance=stance, reason=reason, actor=None)
    assert not ReviewEvent.objects.exists()
