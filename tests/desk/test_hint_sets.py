"""Hints are drafted, rehearsed, put in force and withdrawn, on the record, and nobody's words are lost on the way."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.builders import make_editor, make_source
from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.hints import (
    apply_hints,
    ask_for_rehearsal,
    discard_hints,
    draft_hints,
    revise_hints,
    withdraw_hints,
)
from trackers.models import Act, HintSet, HintState, Rehearsal, ReviewEvent, Source, hints_of
from trackers.text.hints import NO_HINTS, Hints

pytestmark = pytest.mark.django_db


def make_rehearsed(source: Source | None = None, **fields: str) -> HintSet:
    """A draft that a worker has rehearsed against what is in force."""
    row = draft_hints(source or make_source(), actor=None, **(fields or {"body": "div.story"}))
    rehearsal = ask_for_rehearsal(row, actor=None, lock=0, job="rehearse-1")
    in_force = Source.objects.get(pk=row.source_id).hints
    Rehearsal.objects.filter(pk=rehearsal.pk).update(
        ended_at=timezone.now(), against=in_force.number if in_force else 0
    )
    HintSet.objects.filter(pk=row.pk).update(state=HintState.REHEARSED)
    row.refresh_from_db()
    return row


def test_drafts_are_numbered_within_their_source_and_leave_an_event():
    source, actor = make_source(), make_editor("source_manager")
    first = draft_hints(source, actor=actor, body="div.story\n.more", note="The box is read.")
    second = draft_hints(source, actor=actor, leave_out=".ad")
    other = draft_hints(make_source(), actor=None, leave_out=".ad")
    assert (first.number, second.number, other.number) == (1, 2, 1)
    assert first.state == HintState.DRAFT
    event = ReviewEvent.objects.filter(source=source).earliest("pk")
    assert (event.act, event.actor) == (Act.DRAFT_HINTS, actor)
    assert (event.after["hints"], event.after["body"]) == (1, "div.story\n.more")
    assert hints_of(Source.objects.get(pk=source.pk)) == NO_HINTS


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": "p.a\ndiv:has(p)"}, "line 2: “div:has(p)” uses :has, which is not understood here"),
        ({"byline": "h1 + p"}, "line 1: “h1 + p” uses “+”; only a space and “>” may stand between"),
        ({"leave_out": "[a|=b]"}, "line 1: “[a|=b]” is not understood; attributes are written"),
        ({"leave_out": "%(x)s{"}, "line 1: “%(x)s{” holds “%” where no selector can have it"),
    ],
)
def test_a_selector_that_is_not_understood_is_refused_with_its_line(fields, sentence):
    with pytest.raises(DeskError) as refusal:
        draft_hints(make_source(), actor=None, **fields)
    (field,) = fields
    assert sentence in refusal.value.fields[field][0]
    assert not HintSet.objects.exists()


def test_hints_without_a_selector_are_refused():
    with pytest.raises(DeskError, match="at least one element"):
        draft_hints(make_source(), actor=None, body=" \n", note="Why.")
    row = draft_hints(make_source(), actor=None, body="p")
    with pytest.raises(DeskError, match="at least one element"):
        revise_hints(row, changes={"body": ""}, actor=None, lock=0)


def test_a_revision_leaves_an_event_with_both_sides_and_asks_for_another_rehearsal():
    row = make_rehearsed()
    revised = revise_hints(row, changes={"body": "div.text"}, actor=None, lock=0)
    assert (revised.state, revised.lock, revised.body) == (HintState.DRAFT, 1, "div.text")
    event = ReviewEvent.objects.latest("pk")
    assert (event.act, event.before, event.after) == (
        Act.REVISE_HINTS,
        {"body": "div.story"},
        {"hints": 1, "body": "div.text"},
    )
    with pytest.raises(DeskError, match="rehearse them first"):
        apply_hints(revised, actor=None, lock=1)


def test_saving_what_is_there_already_leaves_no_event_and_the_rehearsal_counts():
    row = make_rehearsed()
    count = ReviewEvent.objects.count()
    assert revise_hints(row, changes={"body": "div.story"}, actor=None, lock=0).state == HintState.REHEARSED
    assert ReviewEvent.objects.count() == count


@pytest.mark.parametrize("verb", ["revise", "rehearse", "apply", "discard"])
def test_of_two_managers_the_second_is_told_and_changes_nothing(verb):
    row = make_rehearsed()
    revise_hints(row, changes={"note": "Mine."}, actor=None, lock=0)
    count = ReviewEvent.objects.count()
    verbs = {
        "revise": lambda: revise_hints(row, changes={"note": "No, mine."}, actor=None, lock=0),
        "rehearse": lambda: ask_for_rehearsal(row, actor=None, lock=0, job="j"),
        "apply": lambda: apply_hints(row, actor=None, lock=0),
        "discard": lambda: discard_hints(row, actor=None, lock=0),
    }
    with pytest.raises(OvertakenError) as refusal:
        verbs[verb]()
    assert refusal.value.current.note == "Mine."
    assert HintSet.objects.get().note == "Mine."
    assert ReviewEvent.objects.count() == count


def test_rehearsed_hints_come_into_force_in_place_of_those_before():
    source, actor = make_source(), make_editor("source_manager")
    apply_hints(make_rehearsed(source), actor=actor, lock=0)
    second = make_rehearsed(source, leave_out=".ad")
    apply_hints(second, actor=actor, lock=0, reason="The box came back.")
    states = list(source.hint_sets.order_by("number").values_list("state", flat=True))
    assert states == [HintState.REPLACED, HintState.IN_FORCE]
    assert hints_of(Source.objects.get(pk=source.pk)) == Hints(2, leave_out=(".ad",))
    event = ReviewEvent.objects.latest("pk")
    assert (event.act, event.actor, event.reason) == (Act.APPLY_HINTS, actor, "The box came back.")
    assert (event.before, event.after) == ({"in_force": 1}, {"hints": 2, "in_force": 2})


def test_hints_that_were_never_rehearsed_do_not_come_into_force():
    row = draft_hints(make_source(), actor=None, body="p")
    with pytest.raises(DeskError, match="rehearse them first"):
        apply_hints(row, actor=None, lock=0)
    ask_for_rehearsal(row, actor=None, lock=0, job="j")
    with pytest.raises(DeskError, match="rehearse them first"):
        apply_hints(row, actor=None, lock=0)
    assert Source.objects.get().hints is None


def test_a_rehearsal_against_other_hints_than_those_in_force_counts_no_more():
    source = make_source()
    waiting, first = make_rehearsed(source), make_rehearsed(source, leave_out=".ad")
    apply_hints(first, actor=None, lock=0)
    with pytest.raises(DeskError, match="rehearse them again"):
        apply_hints(waiting, actor=None, lock=0)


def test_hints_can_be_withdrawn_and_then_pages_are_read_as_any():
    source = make_source()
    row = apply_hints(make_rehearsed(source), actor=None, lock=0)
    withdraw_hints(row, actor=None, lock=0, reason="The page was redesigned.")
    source.refresh_from_db()
    assert hints_of(source) == NO_HINTS
    row.refresh_from_db()
    assert row.state == HintState.WITHDRAWN
    assert ReviewEvent.objects.latest("pk").reason == "The page was redesigned."
    with pytest.raises(DeskError, match="not in force"):
        withdraw_hints(row, actor=None, lock=0)


def test_a_discarded_draft_stays_on_the_record_and_does_nothing_more():
    row = make_rehearsed()
    discard_hints(row, actor=None, lock=0)
    row.refresh_from_db()
    assert (row.state, row.rehearsals.count()) == (HintState.DISCARDED, 0)
    for verb in (
        lambda: apply_hints(row, actor=None, lock=0),
        lambda: revise_hints(row, changes={"body": "p"}, actor=None, lock=0),
        lambda: ask_for_rehearsal(row, actor=None, lock=0, job="j"),
        lambda: discard_hints(row, actor=None, lock=0),
    ):
        with pytest.raises(DeskError, match="Make a new draft"):
            verb()


def test_asking_again_drops_the_rehearsal_before():
    row = make_rehearsed()
    rehearsal = ask_for_rehearsal(row, actor=None, lock=0, job="second")
    assert list(Rehearsal.objects.all()) == [rehearsal]
    row.refresh_from_db()
    assert row.state == HintState.DRAFT


@pytest.mark.parametrize(
    "change",
    [
        {"body": "p"},
        {"number": 7},
        {"note": "x"},
        {"state": "draft", "in_force_since": None},
        {"state": "discarded"},
    ],
)
def test_the_database_refuses_to_alter_what_was_in_force(change):
    row = apply_hints(make_rehearsed(), actor=None, lock=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        HintSet.objects.filter(pk=row.pk).update(**change)
    withdraw_hints(row, actor=None, lock=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        HintSet.objects.filter(pk=row.pk).update(**change)


def test_the_database_holds_one_of_a_source_in_force():
    source = make_source()
    apply_hints(make_rehearsed(source), actor=None, lock=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        HintSet.objects.create(
            source=source, number=9, body="p", state=HintState.IN_FORCE, in_force_since=timezone.now()
        )


def test_the_account_that_made_hints_may_go():
    actor = make_editor("source_manager")
    row = draft_hints(make_source(), actor=actor, body="p")
    ask_for_rehearsal(row, actor=None, lock=0, job="j")
    Rehearsal.objects.update(ended_at=timezone.now())
    HintSet.objects.update(state=HintState.REHEARSED)
    apply_hints(row, actor=None, lock=0)
    actor.delete()
    assert HintSet.objects.get().made_by is None


def test_knowing_the_hints_of_a_source_costs_no_query_where_they_were_fetched_with_it(
    django_assert_num_queries,
):
    source = make_source()
    apply_hints(make_rehearsed(source), actor=None, lock=0)
    fetched = Source.objects.select_related("hints").get()
    without = make_source()
    with django_assert_num_queries(0):
        assert hints_of(fetched).body == ("div.story",)
        assert hints_of(without) == NO_HINTS


def test_hints_that_are_not_understood_any_more_are_none():
    source = make_source()
    row = HintSet.objects.create(source=source, body="div:has(p)")
    source.hints = row
    assert hints_of(source) == NO_HINTS
