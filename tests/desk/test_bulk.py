"""Many changes at once: each row by itself, nobody overwritten, every refusal named, all of it undone."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from tests.builders import NOON, make_article, make_change, make_editor
from tests.reviews import bring_to, say, step
from trackers.desk.annotations import writers_of
from trackers.desk.bulk import (
    BULK_STEPS,
    confirm_batch,
    drop_forgotten,
    plan_batch,
    plan_copies,
    resume_batch,
    undo_batch,
    work_on_batch,
)
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.lastdecision import repeat_words, repeat_writers
from trackers.desk.review import review_of
from trackers.desk.similar import similar_to
from trackers.desk.steps import TERMS, Step
from trackers.models import (
    Annotation,
    Batch,
    BatchState,
    Change,
    Label,
    Publication,
    Review,
    ReviewEvent,
    ReviewState,
)

pytestmark = pytest.mark.django_db

LONG = timedelta(minutes=1)
# What each role may do to many at once: written out, for the code is what is tested.
TRIAGE = {Step.CLAIM, Step.LET_GO, Step.DISMISS, Step.SNOOZE}
MAY = {
    "outsider": set(),
    "source_manager": set(),
    "analyst": TRIAGE,
    "editor": set(BULK_STEPS),
    "standards_lead": set(BULK_STEPS),
}
# Where each step leads from each state, by somebody who is nobody's claimant; what is not here is left as it is.
LEADS = {
    Step.CLAIM: {"new": "in_review", "snoozed": "in_review"},
    Step.LET_GO: {"in_review": "new"},
    Step.DISMISS: dict.fromkeys(("new", "snoozed", "annotated", "returned"), "dismissed"),
    Step.SNOOZE: {"new": "snoozed"},
    Step.ANNOTATE: dict.fromkeys(
        ("snoozed", "annotated", "second_read", "returned", "approved", "published", "amended", "new", "retracted"),
        "annotated",
    ),
    Step.SUBMIT: dict.fromkeys(("annotated", "returned"), "second_read"),
    Step.APPROVE: dict.fromkeys(("annotated", "second_read"), "approved"),
    Step.PUBLISH: {"approved": "published"},
}  # fmt: skip


def chosen(*changes):
    return Change.objects.filter(pk__in=[change.pk for change in changes]).order_by("pk")


def run(batch, actor, **given):
    """Confirm a batch and do it to the end."""
    job = f"job-{batch.pk}"
    confirm_batch(batch, actor=actor, job=job, **given)
    return work_on_batch(batch.pk, job=job, patience=LONG)


def undo(batch, actor):
    undo_batch(batch, actor=actor, job="undo")
    return work_on_batch(batch.pk, job="undo", patience=LONG)


def given_for(which: Step) -> dict:
    return {
        Step.DISMISS: {"reason": "a comma"},
        Step.SNOOZE: {"until": timezone.now() + timedelta(days=1)},
        Step.ANNOTATE: {"facets": {"significance": 1, "public_note": "Said of many."}},
    }.get(which, {})


def test_every_role_takes_every_step_on_changes_of_every_state_or_is_refused():
    changes = {state: bring_to(ReviewState(state)) for state in ReviewState.values}
    for role, may in MAY.items():
        asker = make_editor(role)
        for which in BULK_STEPS:
            sid = transaction.savepoint()
            if which in may and role == "standards_lead":
                # An editor's way is hers.
                assert plan_batch(chosen(changes["new"]), which, actor=asker).rows.count() == 1
            elif which in may:
                hold_batch(which, changes, asker=asker, role=role)
            else:
                with pytest.raises(NotAllowedError):
                    plan_batch(Change.objects.all(), which, actor=asker)
                assert not Batch.objects.exists()
            transaction.savepoint_rollback(sid)


def hold_batch(which, changes, *, asker, role):
    """Take a step on changes of all states, and undo it: what fits is done, what does not is left with a reason."""
    expected = {} if (which, role) == (Step.LET_GO, "analyst") else LEADS[which]
    events, editions = ReviewEvent.objects.count(), Publication.objects.count()
    batch = run(plan_batch(chosen(*changes.values()), which, actor=asker), asker, **given_for(which))
    states, rows = standing(changes), {row.change_id: row for row in batch.rows.all()}
    for state, change in changes.items():
        row = rows[change.pk]
        assert states[change.pk] == expected.get(state, state), (role, which, state)
        assert (row.verdict, bool(row.words)) == (("done", False) if state in expected else ("left", True))
    assert batch.state == BatchState.DONE
    assert ReviewEvent.objects.count() == events + len(expected)
    acts = ReviewEvent.objects.order_by("-pk")[: len(expected)].values_list("act", flat=True)
    assert set(acts) <= {TERMS[which].act}
    assert Publication.objects.count() == editions + (len(expected) if which == Step.PUBLISH else 0)
    undo(batch, asker)
    states = standing(changes)
    stays = {Step.PUBLISH: "published", Step.ANNOTATE: "second_read"}
    for state, change in changes.items():
        back = stays.get(which, state) if state == "approved" else state
        assert states[change.pk] == back, (role, which, state)


def standing(changes) -> dict[int, str]:
    rows = dict(Review.objects.values_list("change_id", "state"))
    return {change.pk: rows.get(change.pk, "new") for change in changes.values()}


def test_what_somebody_else_touches_after_the_confirmation_is_left_and_she_is_named():
    editor, mira = make_editor(), make_editor("analyst")
    first, second, third = make_change(), make_change(), make_change()
    batch = plan_batch(chosen(first, second, third), Step.DISMISS, actor=editor)
    step(second, Step.CLAIM, actor=mira)
    step(third, Step.DISMISS, actor=mira, reason="Hers.")
    run(batch, editor, reason="a comma")
    assert [review_of(change).state for change in (first, second, third)] == [
        "dismissed",
        "in_review",
        "dismissed",
    ]
    left = batch.rows.filter(verdict="left").values_list("words", flat=True)
    assert list(left) == [f"{mira.username} has changed it meanwhile."] * 2
    step(first, Step.REOPEN, actor=mira)
    undo(batch, editor)
    assert (review_of(first).state, batch.rows.get(change=first).verdict) == ("new", "stands")
    assert ReviewEvent.objects.filter(change=first).count() == 2


def test_a_batch_is_confirmed_by_its_asker_once_and_with_what_its_step_needs():
    editor, other, change = make_editor(), make_editor(), make_change()
    batch = plan_batch(chosen(change), Step.DISMISS, actor=editor)
    with pytest.raises(NotAllowedError):
        confirm_batch(batch, actor=other, job="x", reason="a comma")
    with pytest.raises(DeskError) as refusal:
        confirm_batch(batch, actor=editor, job="x", reason=" ")
    assert "reason" in refusal.value.fields
    run(batch, editor, reason="a comma")
    with pytest.raises(DeskError):
        confirm_batch(batch, actor=editor, job="x", reason="a comma")
    with pytest.raises(NotAllowedError):
        undo_batch(batch, actor=other, job="x")
    snooze = plan_batch(chosen(make_change()), Step.SNOOZE, actor=editor)
    with pytest.raises(DeskError) as late:
        confirm_batch(snooze, actor=editor, job="x", until=NOON)
    assert "until" in late.value.fields
    with pytest.raises(DeskError):
        plan_batch(Change.objects.none(), Step.CLAIM, actor=editor)


def test_an_undone_batch_says_nothing_after_ten_minutes():
    editor = make_editor()
    with time_machine.travel(NOON, tick=False):
        batch = run(plan_batch(chosen(make_change()), Step.CLAIM, actor=editor), editor)
    with time_machine.travel(NOON + timedelta(minutes=10, seconds=1), tick=False), pytest.raises(DeskError):
        undo_batch(batch, actor=editor, job="x")


def test_facets_are_set_and_all_others_stay():
    editor, late = make_editor(), Label.objects.create(code="late-x", name="Late")
    label = Label.objects.create(code="figures-x", name="Figures")
    written = bring_to(ReviewState.ANNOTATED, labels=(label,), kinds=("number",), confidence="probable")
    blank = make_change()
    facets = {"significance": 3, "labels": ["late-x"], "kinds": ["quote"]}
    run(plan_batch(chosen(written, blank), Step.ANNOTATE, actor=editor), editor, facets=facets)
    row, fresh = Annotation.objects.get(change=written), Annotation.objects.get(change=blank)
    assert (row.public_note, row.confidence, row.significance, row.kinds) == (
        "Twelve became forty.", "probable", 3, ["quote"],
    )  # fmt: skip
    assert set(row.labels.all()) == {label, late}
    assert (fresh.significance, fresh.disclosure, list(fresh.labels.all())) == (
        3, blank.description.disclosure, [late],
    )  # fmt: skip


def test_work_is_stopped_anywhere_and_goes_on_with_nothing_done_twice():
    editor = make_editor()
    changes = [make_change() for _number in range(3)]
    batch = plan_batch(chosen(*changes), Step.CLAIM, actor=editor)
    confirm_batch(batch, actor=editor, job="one")
    assert work_on_batch(batch.pk, job="another", patience=LONG).state == BatchState.RUNNING
    work_on_batch(batch.pk, job="one", patience=timedelta(0))
    assert batch.rows.filter(verdict="done").count() == 1
    resume_batch(batch, actor=editor, job="two")
    work_on_batch(batch.pk, job="one", patience=LONG)
    assert batch.rows.filter(verdict="done").count() == 1
    assert work_on_batch(batch.pk, job="two", patience=LONG).state == BatchState.DONE
    assert ReviewEvent.objects.filter(act="claim").count() == 3


def test_an_account_that_lost_its_permission_or_is_gone_acts_no_more():
    editor, change = make_editor(), make_change()
    batch = plan_batch(chosen(change), Step.CLAIM, actor=editor)
    confirm_batch(batch, actor=editor, job="one")
    editor.user_permissions.clear()
    work_on_batch(batch.pk, job="one", patience=LONG)
    assert (review_of(change).state, batch.rows.get().verdict) == ("new", "left")


def test_a_decision_is_copied_to_undecided_changes_with_the_same_words():
    analyst = make_editor("analyst")
    texts = {
        "old": ["Twelve people came.", "The sea was calm."],
        "new": ["Forty people came.", "The sea was calm."],
    }
    first, second, third, decided = (make_change(make_article(), **texts) for _number in range(4))
    other = make_change(old=["Twelve ships came."], new=["Ninety ships came."])
    bring_to(ReviewState.DISMISSED, change=decided)
    assert set(similar_to(first)) == {second, third, decided} and other not in similar_to(second)
    with pytest.raises(DeskError):
        plan_copies(first, similar_to(first), actor=analyst)
    label = Label.objects.create(code="figures-x", name="Figures")
    words = say("Twelve became forty.", labels=(label,), kinds=("number",), significance=1)
    step(first, Step.ANNOTATE, actor=analyst, words=words)
    batch = plan_copies(first, similar_to(first), actor=analyst)
    run(batch, analyst, reason=batch.reason, facets=batch.facets)
    for change in (second, third):
        row = Annotation.objects.get(change=change)
        assert (row.public_note, row.significance, row.kinds) == ("Twelve became forty.", 1, ["number"])
        assert list(row.labels.all()) == [label] and row.author == analyst
    assert review_of(decided).state == "dismissed"
    undo(batch, analyst)
    assert similar_to(first).undecided().count() == 2
    step(second, Step.DISMISS, actor=analyst, reason="a comma")
    batch = plan_copies(second, similar_to(second), actor=analyst)
    run(batch, analyst, reason=batch.reason, facets=batch.facets)
    assert review_of(third).state == "dismissed" and review_of(first).state == "annotated"


def test_whoever_wrote_the_words_of_a_copy_does_not_approve_it():
    analyst, editor, lead = make_editor("analyst"), make_editor(), make_editor("standards_lead")
    texts = {"old": ["Twelve people came."], "new": ["Forty people came."]}
    first, second, third = (make_change(make_article(), **texts) for _number in range(3))
    step(first, Step.ANNOTATE, actor=editor, words=say(significance=3))
    step(first, Step.ANNOTATE, actor=analyst, words=say("Hers.", significance=3))

    batch = plan_copies(first, similar_to(first).filter(pk=second.pk), actor=analyst)
    run(batch, analyst, reason=batch.reason, facets=batch.facets)
    decision = ReviewEvent.objects.filter(actor=analyst, change=first).first()
    given = {"words": repeat_words(decision), "written_by": repeat_writers(decision)}
    step(third, Step.ANNOTATE, actor=analyst, **given)
    for change in (second, third):
        assert Annotation.objects.get(change=change).writers == sorted([analyst.pk, editor.pk])
        step(change, Step.SUBMIT, actor=analyst)
        with pytest.raises(DeskError, match="copied"):
            step(change, Step.APPROVE, actor=editor)
        step(change, Step.APPROVE, actor=lead)
    # A copy of a copy has them all, and those of what an entry said before it was amended.
    row = Annotation.objects.get(change=second)
    step(second, Step.PUBLISH, actor=lead)
    step(second, Step.ANNOTATE, actor=lead, words=say("Amended.", significance=3))
    assert writers_of(review_of(second).annotation) == {analyst.pk, editor.pk, lead.pk}
    assert writers_of(row) == {analyst.pk, editor.pk}


def test_plans_that_nobody_confirms_are_forgotten_and_what_was_done_is_kept():
    editor = make_editor()
    with time_machine.travel(NOON, tick=False):
        plan_batch(chosen(make_change()), Step.CLAIM, actor=editor)
        kept = run(plan_batch(chosen(make_change()), Step.CLAIM, actor=editor), editor)
    assert drop_forgotten(now=NOON + timedelta(hours=23)) == 0
    assert drop_forgotten(now=NOON + timedelta(hours=25)) == 1
    assert list(Batch.objects.all()) == [kept]
