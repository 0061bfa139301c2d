"""An editor decides about an incident once, for a reason that stays on the record."""

import pytest
import time_machine

from tests.builders import NOON, make_editor, make_source
from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.incidents import DECISIONS, decide_incident
from trackers.models import Act, Incident, IncidentState, ReviewEvent

pytestmark = pytest.mark.django_db


def make_incident(**fields: object) -> Incident:
    defaults = {"source": make_source(), "nature": "alike", "opened_at": NOON, "last_seen_at": NOON}
    return Incident.objects.create(**{**defaults, **fields})


@pytest.mark.parametrize("decision", ["template", "real", "broken"])
def test_a_decision_is_on_the_incident_and_on_the_record(decision: str) -> None:
    incident, actor = make_incident(), make_editor()
    with time_machine.travel(NOON, tick=False):
        decided = decide_incident(incident, decision, actor=actor, reason=" A new foot. ", job="settle-1")
    incident.refresh_from_db()
    assert decided == incident
    assert (incident.state, incident.decided_at, incident.decided_by) == (decision, NOON, actor)
    assert (incident.reason, incident.job) == ("A new foot.", "settle-1")
    event = ReviewEvent.objects.get()
    assert (event.act, event.source, event.actor, event.reason) == (
        Act.DECIDE, incident.source, actor, "A new foot.",
    )  # fmt: skip
    assert event.before == {"incident": incident.pk, "state": "open"}
    assert event.after == {"incident": incident.pk, "state": decision, "job": "settle-1"}


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_decided_without_a_reason(reason: str) -> None:
    incident = make_incident()
    with pytest.raises(DeskError) as refusal:
        decide_incident(incident, "real", actor=None, reason=reason)
    assert "reason" in refusal.value.fields
    assert Incident.objects.get().state == IncidentState.OPEN


@pytest.mark.parametrize("decision", ["", "open", "closed", "x"])
def test_only_the_three_decisions_are_known(decision: str) -> None:
    with pytest.raises(DeskError):
        decide_incident(make_incident(), decision, actor=None, reason="Because.")
    assert not ReviewEvent.objects.exists()


def test_the_second_of_two_editors_is_told_what_the_first_one_decided() -> None:
    incident, first = make_incident(), make_editor()
    decide_incident(incident, "template", actor=first, reason="A new foot.")
    with pytest.raises(OvertakenError) as refusal:
        decide_incident(incident, "real", actor=make_editor(), reason="News.")
    assert refusal.value.sentence == (
        f"{first.username} has decided about this incident already: the publisher's template, not news."
    )
    assert Incident.objects.get().state == IncidentState.TEMPLATE
    assert ReviewEvent.objects.count() == 1


def test_an_incident_that_ended_by_itself_is_not_decided() -> None:
    incident = make_incident(state=IncidentState.CLOSED, decided_at=NOON, reason="Nobody decided.")
    with pytest.raises(OvertakenError):
        decide_incident(incident, "real", actor=None, reason="News.")


def test_what_was_called_broken_can_be_decided_otherwise_but_not_twice_the_same() -> None:
    incident = make_incident()
    decide_incident(incident, "broken", actor=None, reason="The new paywall.")
    with pytest.raises(OvertakenError):
        decide_incident(incident, "broken", actor=None, reason="Again.")
    assert decide_incident(incident, "template", actor=None, reason="Theirs.").state == IncidentState.TEMPLATE


def test_the_decision_that_cannot_be_undone_says_so() -> None:
    words = {decision.state: str(decision.words) for decision in DECISIONS}
    assert "cannot be undone" in words[IncidentState.REAL]
