"""Annotations: written, published, amended, retracted; two editors never overwrite each other."""

import random
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from tests.builders import NOON, make_change, make_editor
from trackers.desk.annotations import publish_annotation, retract_annotation, write_annotation
from trackers.desk.errors import DeskError, OvertakenError
from trackers.models import Act, Annotation, Label, ReviewEvent

pytestmark = pytest.mark.django_db


def label(code: str, **fields) -> Label:
    return Label.objects.create(code=code, name=code.capitalize(), **fields)


def test_a_draft_is_on_the_record_and_not_public():
    change, analyst = make_change(), make_editor("analyst")
    figures = label("figures")
    draft = write_annotation(change, actor=analyst, labels=[figures], public_note=" Twelve became forty. ")
    assert (draft.state, draft.public_note, draft.author, draft.lock) == (
        "draft",
        "Twelve became forty.",
        analyst,
        1,
    )
    assert list(draft.labels.all()) == [figures]
    assert not Annotation.objects.public().exists()
    event = ReviewEvent.objects.get()
    assert (event.act, event.annotation, event.change, event.article) == (
        Act.ANNOTATE,
        draft,
        change,
        change.article,
    )
    assert (event.before, event.after["labels"]) == ({}, ["figures"])


def test_an_empty_annotation_is_refused():
    with pytest.raises(DeskError):
        write_annotation(make_change(), actor=None, public_note="  ", internal_note="\n")
    assert not Annotation.objects.exists()


def test_a_note_that_is_too_long_is_refused_by_its_field():
    with pytest.raises(DeskError) as refusal:
        write_annotation(make_change(), actor=None, public_note="x" * 2001)
    assert "public_note" in refusal.value.fields
    assert not Annotation.objects.exists()


def test_publishing_dates_an_annotation_and_shows_it():
    draft = write_annotation(make_change(), actor=None, public_note="Twelve became forty.")
    with time_machine.travel(NOON, tick=False):
        published = publish_annotation(draft, actor=make_editor(), lock=draft.lock)
    assert (published.state, published.published_at, published.updated_at) == ("published", NOON, NOON)
    assert Annotation.objects.public().get() == published


def test_an_annotation_with_nothing_for_readers_is_not_published():
    draft = write_annotation(make_change(), actor=None, internal_note="Ask Mira.")
    with pytest.raises(DeskError) as refusal:
        publish_annotation(draft, actor=None, lock=draft.lock)
    assert "public_note" in refusal.value.fields
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_an_amendment_is_an_event_of_its_own_and_moves_updated_at():
    change = make_change()
    draft = write_annotation(change, actor=None, public_note="First.")
    with time_machine.travel(NOON, tick=False):
        published = publish_annotation(draft, actor=None, lock=1)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        amended = write_annotation(change, actor=None, public_note="Second.", annotation=published, lock=2)
    assert (amended.state, amended.published_at, amended.updated_at) == (
        "published",
        NOON,
        NOON + timedelta(hours=1),
    )
    event = ReviewEvent.objects.get(act=Act.AMEND)
    assert (event.before["public_note"], event.after["public_note"]) == ("First.", "Second.")


def test_a_published_annotation_is_not_amended_to_say_nothing():
    change = make_change()
    published = publish_annotation(
        write_annotation(change, actor=None, public_note="First."), actor=None, lock=1
    )
    with pytest.raises(DeskError):
        write_annotation(change, actor=None, internal_note="only for us", annotation=published, lock=2)
    published.refresh_from_db()
    assert published.public_note == "First."


def test_saving_the_same_words_again_is_no_event():
    change, figures = make_change(), label("figures")
    draft = write_annotation(change, actor=None, labels=[figures], public_note="First.")
    same = write_annotation(
        change, actor=None, labels=[figures], public_note="First. ", annotation=draft, lock=draft.lock
    )
    assert same.lock == draft.lock
    assert ReviewEvent.objects.count() == 1


def test_a_retraction_needs_a_reason_and_stays_on_the_record():
    published = publish_annotation(
        write_annotation(make_change(), actor=None, public_note="A."), actor=None, lock=1
    )
    with pytest.raises(DeskError) as refusal:
        retract_annotation(published, actor=None, reason=" ", lock=2)
    assert "reason" in refusal.value.fields
    retracted = retract_annotation(published, actor=None, reason="We misread the page.", lock=2)
    assert (retracted.state, retracted.published_at) == ("retracted", published.published_at)
    assert not Annotation.objects.public().exists()
    event = ReviewEvent.objects.first()
    assert (event.act, event.reason) == (Act.RETRACT, "We misread the page.")


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten():
    change = make_change()
    draft = write_annotation(change, actor=make_editor(), public_note="First.")
    other = make_editor()
    write_annotation(change, actor=other, public_note="Hers.", annotation=draft, lock=draft.lock)
    for act in (
        lambda: write_annotation(change, actor=None, public_note="His.", annotation=draft, lock=draft.lock),
        lambda: publish_annotation(draft, actor=None, lock=draft.lock),
        lambda: retract_annotation(draft, actor=None, reason="x", lock=draft.lock),
    ):
        with pytest.raises(OvertakenError) as refusal:
            act()
        assert other.username in refusal.value.sentence
        assert refusal.value.current.public_note == "Hers."
    draft.refresh_from_db()
    assert (draft.public_note, draft.state) == ("Hers.", "draft")
    assert ReviewEvent.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_writers_at_the_same_moment_one_wins_and_one_is_told():
    change = make_change()
    draft = write_annotation(change, actor=None, public_note="First.")
    start, told = threading.Barrier(2), []

    def write(words: str) -> None:
        try:
            start.wait(timeout=20)
            write_annotation(change, actor=None, public_note=words, annotation=draft, lock=1)
        except OvertakenError:
            told.append(words)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(words,)) for words in ("Hers.", "His.")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=30)
    draft.refresh_from_db()
    assert len(told) == 1
    assert {draft.public_note, *told} == {"Hers.", "His."}
    assert draft.lock == 2


def test_a_label_out_of_use_is_kept_but_not_given_anew():
    change, old = make_change(), label("old")
    draft = write_annotation(change, actor=None, labels=[old])
    old.retired_at = NOON
    old.save()
    kept = write_annotation(change, actor=None, labels=[old], public_note="Kept.", annotation=draft, lock=1)
    assert list(kept.labels.all()) == [old]
    with pytest.raises(DeskError):
        write_annotation(make_change(), actor=None, labels=[old])


def test_an_annotation_stays_with_its_change():
    draft = write_annotation(make_change(), actor=None, public_note="A.")
    with pytest.raises(DeskError):
        write_annotation(make_change(), actor=None, public_note="B.", annotation=draft, lock=1)


@pytest.mark.parametrize("seed", range(8))
def test_random_walks_reach_no_illegal_state_and_lose_no_event(seed):
    """Whatever is tried in whatever order: each success leaves one event more, each refusal none."""
    chance, change = random.Random(seed), make_change()
    row = write_annotation(change, actor=None, public_note="0")
    events, legal = (
        1,
        {"draft": {"draft", "published"}, "published": {"published", "retracted"}, "retracted": set()},
    )
    for step in range(25):
        row.refresh_from_db()
        before = row.state
        act = chance.choice(["write", "publish", "retract"])
        try:
            if act == "write":
                row = write_annotation(
                    change, actor=None, public_note=str(step + 1), annotation=row, lock=row.lock
                )
            elif act == "publish":
                row = publish_annotation(row, actor=None, lock=row.lock)
            else:
                row = retract_annotation(row, actor=None, reason="r", lock=row.lock)
        except DeskError:
            assert Annotation.objects.get(pk=row.pk).state == before
        else:
            events += 1
            assert row.state in legal[before]
        assert ReviewEvent.objects.count() == events
