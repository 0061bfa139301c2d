"""Noise rules are drafted, rehearsed, put in force and withdrawn, on the record, and nobody's words are lost."""

from typing import Any

import pytest
from django.db import connection, transaction

from tests import noise
from tests.builders import make_editor, make_source
from tests.noise import draft, make_clock, rehearse
from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.noise import (
    apply_noise_rule,
    continue_noise_run,
    draft_noise_rule,
    rehearse_noise_rule,
    revise_noise_rule,
    withdraw_noise_rule,
)
from trackers.models import Description, NoiseRule, NoiseState, ReviewEvent, hold_rules
from trackers.text.kinds import PROTECTED

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    return list(ReviewEvent.objects.order_by("pk").values_list("act", flat=True))


def test_each_act_leaves_one_event_about_the_rule() -> None:
    source, actor = make_source(), make_editor("source_manager")
    rule = draft_noise_rule(
        NoiseRule(name="Clocks", sentence="Times of day.", kinds=["typo", "furniture"], source=source),
        actor=actor,
    )
    rule = revise_noise_rule(rule, changes={"most_words": 4}, actor=actor, lock=0)
    rehearse(rule)
    noise.apply(rule)
    noise.withdraw(rule)
    assert events() == ["draft_noise", "revise_noise", "rehearse_noise", "apply_noise", "withdraw_noise"]
    first, second = ReviewEvent.objects.order_by("pk")[:2]
    assert (first.noise_rule, first.source, first.actor) == (rule, source, actor)
    assert first.after["rule"] == "Clocks" and first.after["kinds"] == '["furniture", "typo"]'
    assert (second.before, second.after["most_words"]) == ({"most_words": "None"}, "4")


@pytest.mark.parametrize("code", sorted(PROTECTED))
def test_a_protected_kind_is_refused_in_words(code: str) -> None:
    with pytest.raises(DeskError) as refusal:
        draft(kinds=["furniture", code])
    assert "kinds" in refusal.value.fields and not NoiseRule.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kinds": []}, "kinds"),
        ({"name": "One\nTwo"}, "name"),
        ({"name": "Clo\u202ecks"}, "name"),
        ({"sentence": ""}, "sentence"),
        ({"most_words": 0}, "most_words"),
        ({"phrases": "x" * 201}, "phrases"),
        ({"phrases": "x\n" * 51}, "phrases"),
    ],
)
def test_what_the_model_refuses_is_said_by_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(DeskError) as refusal:
        draft(**fields)
    assert refusal.value.fields[field]


def test_a_name_is_used_once_for_ever_whatever_its_case() -> None:
    rule = noise.in_force("Clocks")
    noise.withdraw(rule)
    with pytest.raises(DeskError, match="There is a rule of this name already"):
        draft("CLOCKS")


def test_only_what_was_rehearsed_as_it_stands_comes_into_force() -> None:
    rule = draft()
    with pytest.raises(DeskError, match="rehearse it first"):
        apply_noise_rule(rule, actor=None, lock=0, job="a")
    rehearse(rule)
    revised = revise_noise_rule(rule, changes={"phrases": "2"}, actor=None, lock=0)
    assert (revised.state, revised.lock) == (NoiseState.DRAFT, 1)
    with pytest.raises(DeskError, match="rehearse it first"):
        apply_noise_rule(rule, actor=None, lock=1, job="a")


@pytest.mark.parametrize("turn", ["came", "went"])
def test_a_rehearsal_counts_no_more_when_other_rules_came_or_went_since(turn: str) -> None:
    other = draft("Other")
    rehearse(other)
    if turn == "went":
        noise.apply(other)
    rule = draft()
    rehearse(rule)
    if turn == "came":
        noise.apply(other)
    else:
        noise.withdraw(other)
    with pytest.raises(DeskError, match="rehearse it again"):
        apply_noise_rule(rule, actor=None, lock=0, job="a")
    rehearse(rule)
    assert noise.apply(rule).ended_at is not None


def test_a_draft_that_is_given_up_stays_on_the_record() -> None:
    rule = draft()
    assert withdraw_noise_rule(rule, actor=None, lock=0, job="a") is None
    rule.refresh_from_db()
    assert (rule.state, rule.in_force_since) == (NoiseState.WITHDRAWN, None)
    for act in (rehearse_noise_rule, apply_noise_rule):
        with pytest.raises(DeskError, match="is withdrawn and stays as it is"):
            act(rule, actor=None, lock=0, job="a")
    with pytest.raises(DeskError, match="withdrawn already"):
        withdraw_noise_rule(rule, actor=None, lock=0, job="a")


def test_a_rule_can_be_withdrawn_while_it_is_being_applied() -> None:
    make_clock()
    rule = draft()
    rehearse(rule)
    run = apply_noise_rule(rule, actor=None, lock=0, job="a")
    assert noise.withdraw(rule).lowered == 0
    run.refresh_from_db()
    assert run.ended_at is not None
    assert not Description.objects.filter(lowered_by__isnull=False).exists()
    with pytest.raises(DeskError, match="done already"):
        continue_noise_run(run, job="b")


@pytest.mark.parametrize("verb", ["revise", "rehearse", "apply", "withdraw"])
def test_of_two_editors_the_second_is_told_and_changes_nothing(verb: str) -> None:
    rule = draft()
    rehearse(rule)
    revise_noise_rule(rule, changes={"note": "Mine."}, actor=None, lock=0)
    before = events()
    verbs = {
        "revise": lambda: revise_noise_rule(rule, changes={"note": "No, mine."}, actor=None, lock=0),
        "rehearse": lambda: rehearse_noise_rule(rule, actor=None, lock=0, job="a"),
        "apply": lambda: apply_noise_rule(rule, actor=None, lock=0, job="a"),
        "withdraw": lambda: withdraw_noise_rule(rule, actor=None, lock=0, job="a"),
    }
    with pytest.raises(OvertakenError) as refusal:
        verbs[verb]()
    assert refusal.value.current.note == "Mine."
    assert events() == before and NoiseRule.objects.get().note == "Mine."


def test_saving_what_is_there_already_leaves_no_event_and_the_rehearsal_counts() -> None:
    rule = draft()
    rehearse(rule)
    before = events()
    same = revise_noise_rule(rule, changes={"kinds": ["furniture"]}, actor=None, lock=0)
    assert same.state == NoiseState.REHEARSED and events() == before
    with pytest.raises(TypeError):
        revise_noise_rule(rule, changes={"state": "in_force"}, actor=None, lock=0)


@pytest.mark.django_db(transaction=True)
def test_whoever_switches_a_rule_waits_for_whoever_describes() -> None:
    asked = "SELECT pg_try_advisory_xact_lock(4206)"
    with transaction.atomic():
        hold_rules()
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute(asked)
                assert cursor.fetchone() == (False,)
        finally:
            other.close()
