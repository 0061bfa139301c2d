"""The review of a change: each step asked of everybody in every state, four eyes, claims, and what is on the record."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from tests.builders import NOON, make_change, make_editor, make_version
from tests.reviews import PATHS, bring_to, publish, say, step
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.review import let_go_of_stale, review_of, steps_for, wake_due
from trackers.desk.setting import set_desk
from trackers.desk.steps import TERMS, Step
from trackers.models import (
    MACHINES,
    Act,
    Annotation,
    Label,
    Publication,
    Review,
    ReviewEvent,
    ReviewState,
)

pytestmark = pytest.mark.django_db

# What each role may do, whatever the state: written out, for the code is what is tested.
ANALYST = {
    Step.CLAIM, Step.LET_GO, Step.DISMISS, Step.SNOOZE, Step.WAKE, Step.REOPEN, Step.ANNOTATE, Step.SUBMIT, Step.DROP,
    Step.UNDO,
}  # fmt: skip
EDITOR = ANALYST | {Step.RETURN, Step.APPROVE, Step.PUBLISH, Step.AMEND, Step.RECALL}
MAY = {
    "outsider": set(),
    "source_manager": set(),
    "analyst": ANALYST,
    "editor": EDITOR,
    "standards_lead": EDITOR | {Step.RETRACT},
    "operator": set(Step),
}
# Who does all that an editor does is asked for it in two states, and in all of them for what she alone may.
DOES_MORE, ASKED_ALL = {"standards_lead", "operator"}, {"annotated", "published"}
# Where each step leads from each state; what is not here is refused. By somebody who has written nothing yet.
LEADS = {
    "new": {"claim": "in_review", "dismiss": "dismissed", "snooze": "snoozed", "annotate": "annotated"},
    # Claimed by another: nobody else decides; an editor may let go of it for her.
    "in_review": {"let_go": "new"},
    "dismissed": {"reopen": "new"},
    "snoozed": {"claim": "in_review", "dismiss": "dismissed", "wake": "new", "annotate": "annotated"},
    "annotated": {
        "dismiss": "dismissed", "annotate": "annotated", "submit": "second_read", "approve": "approved",
    },
    "second_read": {"annotate": "annotated", "return": "returned", "approve": "approved"},
    "returned": {"dismiss": "dismissed", "annotate": "annotated", "submit": "second_read"},
    "approved": {"annotate": "annotated", "return": "returned", "publish": "published"},
    "published": {"annotate": "annotated", "amend": "amended", "retract": "retracted"},
    "amended": {"annotate": "annotated", "amend": "amended", "retract": "retracted"},
    "retracted": {"annotate": "annotated"},
}  # fmt: skip


@pytest.mark.parametrize("state", ReviewState.values)
def test_every_role_takes_every_step_in_every_state_or_is_refused(state):
    change = bring_to(ReviewState(state))
    words = say("Other words altogether.", kinds=("number", "name"))
    # Each step is taken back: everybody finds the same.
    lock, events = review_of(change).lock, ReviewEvent.objects.count()
    for role, may in MAY.items():
        asker = make_editor(role)
        for which in Step:
            if which in EDITOR and role in DOES_MORE and state not in ASKED_ALL:
                continue
            tried = f"{role} tries to {which}"
            leads_to = LEADS[state].get(which)
            if which == Step.LET_GO and role == "analyst":
                leads_to = None
            given = {"words": words} if which in {Step.ANNOTATE, Step.AMEND} else {}
            sid = transaction.savepoint()
            try:
                review = step(change, which, actor=asker, lock=lock, **given)
            except NotAllowedError:
                assert which not in may, tried
            except DeskError:
                assert which in may and leads_to is None, tried
            else:
                assert which in may and review.state == leads_to, tried
                assert ReviewEvent.objects.count() == events + 1, tried
                assert review.state in TERMS[which].to, tried
                assert review.lock == len(PATHS[ReviewState(state)]) + 1, tried
            transaction.savepoint_rollback(sid)
            assert review_of(change).state == state, tried
        assert steps_for(asker, review_of(change)) <= may, role


def test_programs_and_nobody_take_no_step_whatever_they_are_given():
    change, machine = make_change(), make_editor("operator")
    machine.groups.add(Group.objects.get_or_create(name=MACHINES)[0])
    for state in (ReviewState.NEW, ReviewState.APPROVED, ReviewState.PUBLISHED):
        change = bring_to(state)
        for which in Step:
            tried = f"{which} when {state}"
            for actor, refusal in ((machine, NotAllowedError), (None, DeskError)):
                try:
                    step(change, which, actor=actor)
                except refusal:
                    pass
                else:
                    pytest.fail(f"{actor} could {tried}")
            assert review_of(change).state == state, tried
    assert not steps_for(machine, review_of(change))


def test_a_draft_is_on_the_record_and_not_public():
    change, analyst = make_change(), make_editor("analyst")
    figures = Label.objects.create(code="figures", name="Figures")
    review = step(
        change,
        Step.ANNOTATE,
        actor=analyst,
        words=say(" Twelve became forty. ", labels=(figures,)),
        reason="",
    )
    draft = review.annotation
    assert (draft.state, draft.public_note, draft.author) == ("draft", "Twelve became forty.", analyst)
    assert (review.state, review.lock, list(draft.labels.all())) == ("annotated", 1, [figures])
    assert not Publication.objects.public().exists() and not Publication.objects.exists()
    event = ReviewEvent.objects.get()
    assert (event.act, event.annotation, event.change, event.article) == (
        Act.ANNOTATE, draft, change, change.article,
    )  # fmt: skip
    assert event.before == {"state": "new"}
    assert (event.after["state"], event.after["labels"], event.after["significance"]) == (
        "annotated", ["figures"], 2,
    )  # fmt: skip


def test_the_machines_kinds_are_kept_beside_the_editors():
    change = make_change()
    machine = list(change.description.kinds)
    review = step(change, Step.ANNOTATE, actor=make_editor("analyst"))
    assert review.annotation.kinds == machine == review.annotation.machine_kinds
    review = step(change, Step.ANNOTATE, actor=make_editor("analyst"), words=say(kinds=("quote",)))
    assert (review.annotation.kinds, review.annotation.machine_kinds) == (["quote"], machine)
    with pytest.raises(DeskError) as refusal:
        step(change, Step.ANNOTATE, actor=make_editor("analyst"), words=say(kinds=("motive",)))
    assert "kinds" in refusal.value.fields


def test_an_empty_annotation_is_refused_and_leaves_no_trace():
    change = make_change()
    with pytest.raises(DeskError):
        step(change, Step.ANNOTATE, actor=make_editor(), words=say("  "))
    assert not Annotation.objects.exists() and not Review.objects.exists()


@pytest.mark.parametrize(
    ("field", "facets"),
    [
        ("public_note", {"note": "x" * 2001}),
        ("disclosure", {"disclosure": "motive"}),
        ("significance", {"significance": 5}),
        ("confidence", {"confidence": "very"}),
        ("cause", {"cause": "fact.motive"}),
        ("adequacy", {"adequacy": "sly", "disclosure": "correction"}),
        ("placement", {"placement": "hidden", "disclosure": "correction"}),
    ],
)
def test_what_the_model_refuses_is_refused_by_its_field(field, facets):
    with pytest.raises(DeskError) as refusal:
        step(make_change(), Step.ANNOTATE, actor=make_editor(), words=say(**facets))
    assert field in refusal.value.fields
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("field", "facets"),
    [
        ("public_note", {"note": "", "internal_note": "Ask Mira."}),
        ("significance", {"significance": None}),
        ("disclosure", {"disclosure": ""}),
        ("confidence", {"confidence": ""}),
        ("kinds", {"kinds": ()}),
    ],
)
@pytest.mark.parametrize("which", [Step.SUBMIT, Step.APPROVE])
def test_what_says_too_little_goes_to_nobody_else(which, field, facets):
    change = bring_to(ReviewState.ANNOTATED, **facets)
    with pytest.raises(DeskError) as refusal:
        step(change, which, actor=make_editor())
    assert field in refusal.value.fields
    assert review_of(change).state == "annotated"


def test_saving_the_same_words_again_is_no_step():
    change = bring_to(ReviewState.SECOND_READ)
    before = review_of(change)
    same = step(change, Step.ANNOTATE, actor=make_editor(), words=say("Twelve became forty. "))
    assert (same.lock, same.state) == (before.lock, "second_read")
    assert ReviewEvent.objects.count() == before.lock
    published = bring_to(ReviewState.PUBLISHED)
    assert step(published, Step.ANNOTATE, actor=make_editor()).state == "published"
    assert Annotation.objects.filter(change=published).count() == 1


def test_publishing_freezes_what_it_rests_on():
    change = bring_to(ReviewState.APPROVED)
    with time_machine.travel(NOON, tick=False):
        review = step(change, Step.PUBLISH, actor=make_editor())
    row = review.annotation
    assert (row.state, row.published_at, Publication.objects.public().get().annotation) == (
        "published",
        NOON,
        row,
    )
    edition = Publication.objects.get()
    assert (edition.uuid, edition.edition, edition.nature) == (row.uuid, 1, "first")
    assert (edition.hash_before, edition.hash_after) == (
        change.from_version.text_hash, change.to_version.text_hash,
    )  # fmt: skip
    assert (edition.seen_old_at, edition.seen_new_at) == (change.seen_old_at, change.seen_new_at)
    assert (edition.removed, edition.added) == (change.description.removed, change.description.added)
    assert (edition.public_note, edition.significance) == ("Twelve became forty.", 2)
    assert edition.signature == row.author_name
    assert edition.get_absolute_url() == f"/published/{row.uuid}/"


def test_no_edition_is_ever_altered_or_deleted():
    publish()
    edition = Publication.objects.get()
    with pytest.raises(TypeError):
        edition.save()
    with pytest.raises(TypeError):
        edition.delete()
    for alter in (
        lambda: Publication.objects.update(public_note="Other."),
        lambda: Publication.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            alter()


def test_the_desk_may_sign_in_place_of_a_person(settings):
    settings.SITE_NAME = "The Harbour Desk"
    set_desk(actor=None, signature="desk", reason="We sign together.")
    publish()
    assert Publication.objects.get().signature == "The Harbour Desk"


def test_an_amendment_says_why_and_moves_updated_at():
    with time_machine.travel(NOON, tick=False):
        change = bring_to(ReviewState.PUBLISHED)
    with pytest.raises(DeskError) as refusal:
        step(change, Step.AMEND, actor=make_editor(), reason=" ")
    assert "reason" in refusal.value.fields
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        review = step(change, Step.AMEND, actor=make_editor(), words=say("Second."), reason="A slip of ours.")
    row = review.annotation
    assert (row.published_at, row.updated_at) == (NOON, NOON + timedelta(hours=1))
    first, second = Publication.objects.order_by("edition")
    assert (first.public_note, second.public_note) == ("Twelve became forty.", "Second.")
    assert (second.nature, second.reason, second.uuid) == ("amendment", "A slip of ours.", first.uuid)
    event = ReviewEvent.objects.get(act=Act.AMEND)
    assert (event.before["public_note"], event.after["public_note"]) == ("Twelve became forty.", "Second.")


def test_an_analysts_amendment_waits_for_an_editor_while_readers_see_what_was_published():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast)
    step(change, Step.ANNOTATE, actor=cast["analyst"], words=say("Better words."))
    assert Publication.objects.public().get().public_note == "Twelve became forty."
    step(change, Step.SUBMIT, actor=cast["analyst"])
    step(change, Step.APPROVE, actor=cast["editor"])
    with pytest.raises(DeskError) as refusal:
        step(change, Step.PUBLISH, actor=cast["editor"], reason="")
    assert "reason" in refusal.value.fields
    review = step(change, Step.PUBLISH, actor=cast["editor"], reason="Clearer.")
    published = Publication.objects.public().get().annotation
    assert (review.state, review.annotation, published.public_note) == ("amended", published, "Better words.")
    assert [edition.nature for edition in Publication.objects.order_by("edition")] == ["first", "amendment"]
    assert Publication.objects.values("uuid").distinct().count() == 1
    assert Annotation.objects.get(state="closed").amends == published


def test_an_amendment_can_be_dropped_and_nothing_published_dismissed():
    change = bring_to(ReviewState.AMENDED)
    step(change, Step.ANNOTATE, actor=make_editor("analyst"), words=say("Worse words."))
    with pytest.raises(DeskError):
        step(change, Step.DISMISS, actor=make_editor())
    assert step(change, Step.DROP, actor=make_editor("analyst")).state == "amended"
    assert Publication.objects.public().get().public_note == "Twelve became forty, and the page says so."


def test_a_retraction_takes_a_reason_and_leaves_a_tombstone():
    change = bring_to(ReviewState.PUBLISHED)
    with pytest.raises(DeskError) as refusal:
        step(change, Step.RETRACT, actor=make_editor("standards_lead"), reason=" ")
    assert "reason" in refusal.value.fields
    step(change, Step.ANNOTATE, actor=make_editor(), words=say("An amendment on its way."))
    review = step(change, Step.RETRACT, actor=make_editor("standards_lead"), reason="We misread the page.")
    assert review.state == "retracted" and not Publication.objects.public().exists()
    stone = Publication.objects.first()
    assert (stone.nature, stone.edition, stone.reason) == ("retraction", 2, "We misread the page.")
    assert stone.public_note == "Twelve became forty."
    step(change, Step.ANNOTATE, actor=make_editor(), words=say("A new one."))
    assert review_of(change).annotation.uuid != stone.uuid


@pytest.mark.parametrize("significance", [0, 1, 2])
def test_an_editor_alone_publishes_what_matters_less(significance):
    change, editor = make_change(), make_editor()
    for which in (Step.ANNOTATE, Step.APPROVE, Step.PUBLISH):
        given = {"words": say(significance=significance)} if which == Step.ANNOTATE else {}
        review = step(change, which, actor=editor, **given)
    assert review.state == "published" and not review.annotation.alone


@pytest.mark.parametrize("significance", [3, 4])
def test_what_matters_takes_four_eyes(significance):
    change, editor, lead = make_change(), make_editor(), make_editor("standards_lead")
    step(change, Step.ANNOTATE, actor=editor, words=say(significance=significance))
    with pytest.raises(DeskError, match="second read comes first"):
        step(change, Step.APPROVE, actor=lead)
    step(change, Step.SUBMIT, actor=editor)
    with pytest.raises(DeskError, match="somebody who has written nothing"):
        step(change, Step.APPROVE, actor=editor)
    step(change, Step.APPROVE, actor=lead)
    assert step(change, Step.PUBLISH, actor=editor).state == "published"
    with pytest.raises(DeskError, match=r"second read|somebody who"):
        step(change, Step.AMEND, actor=editor, words=say("Other.", significance=1))


def test_whoever_touched_the_words_reads_nobody_elses():
    change, analyst, editor = make_change(), make_editor("analyst"), make_editor()
    step(change, Step.ANNOTATE, actor=analyst, words=say(significance=3))
    step(change, Step.ANNOTATE, actor=editor, words=say("With a comma, mine.", significance=3))
    step(change, Step.SUBMIT, actor=analyst)
    with pytest.raises(DeskError):
        step(change, Step.APPROVE, actor=editor)


def test_an_amendment_weighs_what_it_replaces_weighs():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast, significance=4)
    step(change, Step.ANNOTATE, actor=cast["editor"], words=say("It matters less.", significance=1))
    step(change, Step.SUBMIT, actor=cast["editor"])
    with pytest.raises(DeskError):
        step(change, Step.APPROVE, actor=cast["editor"])
    step(change, Step.APPROVE, actor=make_editor())


def test_the_database_itself_asks_for_four_eyes():
    editor = make_editor()
    row = review_of(bring_to(ReviewState.SECOND_READ, significance=3, cast={"analyst": editor})).annotation
    for change in (
        {"approver_account": editor.pk},
        {"approver_account": editor.pk, "alone": True},
        {"state": "published", "published_at": NOON},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Annotation.objects.filter(pk=row.pk).update(**change)
    Annotation.objects.filter(pk=row.pk).update(approver_account=make_editor().pk)


def test_a_desk_of_one_publishes_what_matters_and_says_so():
    change, editor = make_change(), make_editor()
    step(change, Step.ANNOTATE, actor=editor, words=say(significance=4))
    with pytest.raises(NotAllowedError):
        set_desk(actor=editor, lone_editor=True, reason="I am alone.")
    with pytest.raises(DeskError):
        set_desk(actor=None, lone_editor=True)
    set_desk(actor=make_editor("operator"), lone_editor=True, reason="One editor works here.")
    assert ReviewEvent.objects.get(act=Act.SET_DESK).reason == "One editor works here."
    step(change, Step.APPROVE, actor=editor)
    set_desk(actor=None, lone_editor=False, reason="Two by now.")
    with pytest.raises(DeskError):
        step(change, Step.PUBLISH, actor=editor)
    set_desk(actor=None, lone_editor=True, reason="One again.")
    step(change, Step.PUBLISH, actor=editor)
    assert Publication.objects.get().alone


def test_four_eyes_outlive_the_accounts():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast, significance=3)
    for user in cast.values():
        user.delete()
    row = review_of(change).annotation
    assert row.author is None and row.approver_name and row.writers
    assert ReviewEvent.objects.filter(change=change).count() == 4
    assert all(event.actor_name for event in ReviewEvent.objects.filter(change=change))


def test_a_claim_keeps_others_away_for_half_an_hour():
    change, mira, other = make_change(), make_editor("analyst"), make_editor("analyst")
    with time_machine.travel(NOON, tick=False):
        step(change, Step.CLAIM, actor=mira)
        for which in (Step.CLAIM, Step.DISMISS, Step.ANNOTATE, Step.SNOOZE, Step.LET_GO):
            with pytest.raises(DeskError, match=f"{mira.username} has claimed this until 12:30 UTC"):
                step(change, which, actor=other)
        assert let_go_of_stale(now=NOON + timedelta(minutes=29)) == 0
    with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
        assert step(change, Step.CLAIM, actor=other).claimed_name == other.username
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        assert let_go_of_stale(now=NOON + timedelta(hours=2)) == 1
    assert review_of(change).state == "new"
    assert ReviewEvent.objects.first().actor_name == "the clock"


def test_what_was_put_off_comes_back_in_time_or_with_the_next_version():
    change, other, analyst = make_change(), make_change(), make_editor("analyst")
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        with pytest.raises(DeskError) as refusal:
            step(change, Step.SNOOZE, actor=analyst, until=NOON)
        assert "until" in refusal.value.fields
        for row in (change, other):
            step(row, Step.SNOOZE, actor=analyst, until=NOON + timedelta(days=3))
        assert wake_due(now=NOON + timedelta(days=1)) == 0
        make_version(
            other.article, paragraphs=["And again."], observed_at=NOON + timedelta(days=1, minutes=5)
        )
        assert wake_due(now=NOON + timedelta(days=1)) == 1
    assert (review_of(change).state, review_of(other).state) == ("snoozed", "new")
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        assert wake_due(now=NOON + timedelta(days=3)) == 1


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten():
    change, first, second = bring_to(ReviewState.ANNOTATED), make_editor(), make_editor()
    seen = review_of(change).lock
    step(change, Step.ANNOTATE, actor=first, words=say("Hers."))
    for which in (Step.ANNOTATE, Step.SUBMIT, Step.APPROVE, Step.DISMISS):
        with pytest.raises(OvertakenError, match=first.username) as refusal:
            step(change, which, actor=second, lock=seen)
        assert refusal.value.current.annotation.public_note == "Hers."
    assert review_of(change).state == "annotated"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", [ReviewState.NEW, ReviewState.ANNOTATED])
def test_of_two_at_the_same_moment_one_wins_and_one_gets_the_sentence(state):
    change = bring_to(state)
    seen = review_of(change).lock
    start, told, users = threading.Barrier(2), [], [make_editor(), make_editor()]

    def write(number: int) -> None:
        try:
            start.wait(timeout=20)
            step(change, Step.ANNOTATE, actor=users[number], lock=seen, words=say(f"Words {number}."))
        except OvertakenError as error:
            told.append((number, error.sentence))
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=30)
    ((loser, sentence),) = told
    winner = users[1 - loser]
    assert winner.username in sentence and "Your words are still here" in sentence
    review = review_of(change)
    assert (review.annotation.public_note, review.lock) == (f"Words {1 - loser}.", seen + 1)


def test_a_label_out_of_use_is_kept_but_not_given_anew():
    old = Label.objects.create(code="old", name="Old")
    change = bring_to(ReviewState.ANNOTATED, labels=(old,))
    old.retired_at = NOON
    old.save()
    kept = step(change, Step.ANNOTATE, actor=make_editor(), words=say("Kept.", labels=(old,)))
    assert list(kept.annotation.labels.all()) == [old]
    with pytest.raises(DeskError):
        step(make_change(), Step.ANNOTATE, actor=make_editor(), words=say(labels=(old,)))
