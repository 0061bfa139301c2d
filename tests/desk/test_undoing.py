"""Undoing: whatever somebody has just done is as it was, on the record, and only hers to take back."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import NOON, make_change, make_editor
from tests.reviews import PATHS, bring_to, say, step
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.lastdecision import last_steps, repeat_words
from trackers.desk.review import review_of
from trackers.desk.steps import STEP_OF, TERMS, UNDO_BY, Step
from trackers.models import Act, Annotation, Label, Publication, ReviewEvent, ReviewState

pytestmark = pytest.mark.django_db


def standing(change) -> tuple:
    review = review_of(change)
    row = review.annotation
    return review.state, row and (row.public_note, row.significance, row.approver_account)


@pytest.mark.parametrize("which", [which for which, by in UNDO_BY.items() if by == Step.UNDO])
def test_every_step_is_undone_from_every_state_it_is_taken_in(which):
    lead = make_editor("standards_lead")
    for state in sorted(TERMS[which].froms):
        change = bring_to(state, cast={"analyst": lead} if state == "in_review" else None)
        before = standing(change)
        given = {"words": say("Other words.", kinds=("number",))} if which == Step.ANNOTATE else {}
        try:
            step(change, which, actor=lead, **given)
        except DeskError:
            continue
        lock, events = review_of(change).lock, ReviewEvent.objects.filter(change=change).count()
        with pytest.raises(DeskError):
            step(change, Step.UNDO, actor=make_editor("standards_lead"))
        review = step(change, Step.UNDO, actor=lead)
        expected = {"approved": "second_read"}.get(state, state)
        if which == Step.CLAIM and state == "in_review":
            expected = "new"
        assert review.state == expected, (which, state)
        if state != "approved":
            assert standing(change)[1] == before[1], (which, state)
        assert (review.lock, ReviewEvent.objects.filter(change=change).count()) == (lock + 1, events + 1)
        assert ReviewEvent.objects.first().act == Act.UNDO
        with pytest.raises(DeskError):
            step(change, Step.UNDO, actor=lead)


def test_undone_words_leave_no_draft_and_their_writer_is_remembered():
    analyst, editor = make_editor("analyst"), make_editor()
    change = bring_to(ReviewState.ANNOTATED, cast={"analyst": analyst}, significance=3)
    label = Label.objects.create(code="late", name="Late")
    step(change, Step.ANNOTATE, actor=editor, words=say("Hers.", significance=3, labels=(label,)))
    step(change, Step.UNDO, actor=editor)
    row = Annotation.objects.get()
    assert (row.public_note, list(row.labels.all())) == ("Twelve became forty.", [])
    assert row.writers == sorted([analyst.pk, editor.pk])
    fresh = make_change()
    step(fresh, Step.ANNOTATE, actor=analyst)
    step(fresh, Step.UNDO, actor=analyst)
    assert (review_of(fresh).annotation, review_of(fresh).state) == (None, "new")
    assert not Annotation.objects.filter(change=fresh, state="draft").exists()


def test_an_amendment_begun_by_mistake_is_laid_aside_and_readers_saw_nothing():
    change, analyst = bring_to(ReviewState.PUBLISHED), make_editor("analyst")
    step(change, Step.ANNOTATE, actor=analyst, words=say("Other."))
    step(change, Step.UNDO, actor=analyst)
    assert review_of(change).state == "published"
    assert Publication.objects.public().get(change=change).public_note == "Twelve became forty."


def test_what_readers_have_seen_stands_and_ten_minutes_are_the_end():
    editor, cast = make_editor(), {}
    change = bring_to(ReviewState.APPROVED, cast=cast)
    step(change, Step.PUBLISH, actor=editor)
    with pytest.raises(DeskError):
        step(change, Step.UNDO, actor=editor)
    with time_machine.travel(NOON, tick=False):
        late = bring_to(ReviewState.DISMISSED, cast=cast)
    with (
        time_machine.travel(NOON + timedelta(minutes=10, seconds=1), tick=False),
        pytest.raises(DeskError) as no,
    ):
        step(late, Step.UNDO, actor=cast["analyst"])
    assert "Ten minutes" in no.value.sentence
    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        assert step(late, Step.UNDO, actor=cast["analyst"]).state == "new"


def test_whoever_may_no_longer_take_a_step_may_not_undo_it():
    editor = make_editor()
    change = bring_to(ReviewState.ANNOTATED)
    step(change, Step.APPROVE, actor=editor)
    editor.user_permissions.set(make_editor("analyst").user_permissions.all())
    editor = type(editor).objects.get(pk=editor.pk)
    with pytest.raises(NotAllowedError):
        step(change, Step.UNDO, actor=editor)


def test_the_last_decision_is_the_newest_that_was_not_undone():
    analyst = make_editor("analyst")
    now = NOON + timedelta(minutes=5)
    with time_machine.travel(NOON, tick=False):
        assert last_steps(analyst, now=now).decision is None
        label = Label.objects.create(code="figures-x", name="Figures")
        annotated = make_change()
        step(annotated, Step.ANNOTATE, actor=analyst, words=say("Said.", labels=(label,), kinds=("number",)))
        dismissed = make_change()
        step(dismissed, Step.DISMISS, actor=analyst, reason="A comma.")
        steps = last_steps(analyst, now=now)
        assert steps.decision.change == steps.undoable.change == dismissed
        step(dismissed, Step.UNDO, actor=analyst, reason="")
        steps = last_steps(analyst, now=now)
    assert steps.undoable is None
    words = repeat_words(steps.decision)
    assert (steps.decision.change, words.public_note, words.labels) == (annotated, "Said.", (label,))
    assert (words.kinds, words.significance, words.anchors) == (("number",), 2, ())


def test_every_step_has_an_act_of_its_own():
    assert set(STEP_OF.values()) == set(Step) and set(PATHS) == set(ReviewState)
