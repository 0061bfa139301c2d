"""What readers see of what the desk decides, and when: the delay, calling back, the measure of an hour."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, InternalError
from django.utils import timezone

from tests.builders import NOON, make_change, make_editor
from tests.reviews import bring_to, say, show_at_once, step
from trackers.desk.errors import DeskError
from trackers.desk.publications import choose_moment
from trackers.desk.review import review_of
from trackers.desk.steps import Step
from trackers.models import Act, Annotation, Desk, Label, Publication, Recall, ReviewEvent, ReviewState

pytestmark = pytest.mark.django_db


def shown() -> list[str]:
    """The notes readers see."""
    return list(Publication.objects.public().order_by("pk").values_list("public_note", flat=True))


def test_readers_see_an_edition_the_delay_after_it_was_decided():
    change = bring_to(ReviewState.PUBLISHED, delay=120)

    edition = Publication.objects.get(change=change)
    assert edition.public_at - edition.published_at == timedelta(seconds=120)
    assert shown() == [] and list(Publication.objects.waiting()) == [edition]

    soon = bring_to(ReviewState.PUBLISHED, delay=0)
    assert shown() == [Publication.objects.get(change=soon).public_note]


def test_a_first_edition_called_back_is_an_approved_draft_again_and_can_be_published_anew():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, delay=120, cast=cast)

    review = step(change, Step.RECALL, actor=cast["editor"])

    assert (review.state, review.annotation.state) == ("approved", "draft")
    assert review.annotation.approver_account == cast["editor"].pk
    assert ReviewEvent.objects.filter(act=Act.RECALL, change=change).count() == 1
    assert not Publication.objects.waiting().exists()

    show_at_once()
    step(change, Step.PUBLISH, actor=cast["editor"])
    assert shown() == ["Twelve became forty."]
    editions = Publication.objects.order_by("edition").values_list("edition", "nature")
    assert list(editions) == [(1, "first"), (2, "first")]


@pytest.mark.parametrize("by_draft", [False, True])
def test_an_amendment_called_back_leaves_what_readers_saw_and_keeps_its_words_in_a_draft(by_draft):
    cast, label = {}, Label.objects.create(code="figure-test", name="A figure")
    change = bring_to(ReviewState.PUBLISHED, cast=cast, labels=(label,))
    show_at_once(delay=120)
    better = say("Better.", significance=1)
    if by_draft:
        step(change, Step.ANNOTATE, actor=cast["analyst"], words=better)
        step(change, Step.APPROVE, actor=cast["editor"])
        step(change, Step.PUBLISH, actor=cast["editor"])
    else:
        step(change, Step.AMEND, actor=cast["editor"], words=better)
    assert shown() == ["Twelve became forty."]

    review = step(change, Step.RECALL, actor=cast["editor"])

    standing, draft = Annotation.objects.get(state="published"), Annotation.objects.get(state="draft")
    assert (standing.public_note, standing.significance) == ("Twelve became forty.", 2)
    assert list(standing.labels.all()) == [label] and not draft.labels.exists()
    assert (review.annotation, review.state) == (draft, "approved")
    assert (draft.public_note, draft.amends) == ("Better.", standing)

    show_at_once()
    step(change, Step.PUBLISH, actor=cast["editor"], reason="A better sentence.")
    assert shown() == ["Better."] and review_of(change).state == "amended"


def test_an_amendment_of_something_grave_is_put_back_with_the_four_eyes_it_had():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast, significance=4)
    writers = Annotation.objects.get().writers
    show_at_once(delay=120)
    step(change, Step.ANNOTATE, actor=cast["editor"], words=say("Hers now.", significance=4))
    step(change, Step.SUBMIT, actor=cast["editor"])
    second = make_editor("editor")
    step(change, Step.APPROVE, actor=second)
    step(change, Step.PUBLISH, actor=second)

    step(change, Step.RECALL, actor=second)

    standing = Annotation.objects.get(state="published")
    assert (standing.writers, standing.approver_account) == (writers, cast["editor"].pk)


def test_what_readers_have_seen_is_not_called_back_and_what_they_have_not_is_not_retracted():
    cast = {}
    seen = bring_to(ReviewState.PUBLISHED, cast=cast)
    with pytest.raises(DeskError, match="Readers have seen it"):
        step(seen, Step.RECALL, actor=cast["editor"])

    unseen, lead = bring_to(ReviewState.PUBLISHED, cast=cast, delay=120), make_editor("standards_lead")
    with pytest.raises(DeskError, match="call it back"):
        step(unseen, Step.RETRACT, actor=lead)

    step(seen, Step.RETRACT, actor=lead)
    tombstone = Publication.objects.get(nature="retraction")
    assert tombstone.public_at == tombstone.published_at and shown() == []
    assert list(Publication.objects.newest().filter(change=seen)) == [tombstone]


def test_beyond_the_measure_of_an_hour_entries_wait_their_turn_and_are_not_refused():
    at = [NOON + timedelta(minutes=minute) for minute in (0, 10, 20)]

    assert choose_moment([], earliest=NOON, measure=1) == NOON
    assert choose_moment(at, earliest=at[-1], measure=4) == at[-1]
    assert choose_moment(at, earliest=at[-1], measure=3) == at[0] + timedelta(hours=1)
    assert choose_moment(at, earliest=at[-1], measure=1) == at[2] + timedelta(hours=1)


def test_the_measure_is_counted_for_each_source_and_without_what_was_called_back():
    cast, source = {}, None
    for _ in range(3):
        change = make_change(article=None)
        source = source or change.article.source
        type(change.article).objects.filter(pk=change.article_id).update(source=source)
        bring_to(ReviewState.APPROVED, change=change, cast=cast, delay=60)
        change.refresh_from_db()
        Desk.objects.update(hourly_measure=2)
        step(change, Step.PUBLISH, actor=cast["editor"])
    moments = list(Publication.objects.order_by("pk").values_list("public_at", flat=True))
    assert moments[2] - moments[0] == timedelta(hours=1)

    elsewhere = bring_to(ReviewState.PUBLISHED, cast=cast, delay=60)
    assert Publication.objects.get(change=elsewhere).public_at < timezone.now() + timedelta(minutes=2)


def test_a_correction_of_what_readers_see_waits_for_no_turn():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast)
    Desk.objects.update(delay=60, hourly_measure=1)
    step(change, Step.AMEND, actor=cast["editor"])
    assert Publication.objects.latest("edition").public_at < timezone.now() + timedelta(minutes=2)


def test_a_recall_is_kept_as_it_is():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, delay=120, cast=cast)
    step(change, Step.RECALL, actor=cast["editor"])

    for attempt in ("UPDATE trackers_recall SET at = now()", "DELETE FROM trackers_recall"):
        with (
            pytest.raises((InternalError, IntegrityError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(attempt)
    assert Recall.objects.count() == 1
