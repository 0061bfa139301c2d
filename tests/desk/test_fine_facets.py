"""The facets that may be left out: kept wherever an annotation goes, and said of a notice only where there is one."""

import pytest
from django.db import IntegrityError, transaction

from tests.builders import make_change, make_editor
from tests.feeds.asking import get_feed
from tests.reviews import bring_to, say, show_at_once, step
from tests.views.asking import ask, words
from trackers.admin.batch_words import say_given
from trackers.desk.bulk import plan_copies, words_for
from trackers.desk.errors import DeskError
from trackers.desk.lastdecision import repeat_words
from trackers.desk.review import review_of
from trackers.desk.similar import similar_to
from trackers.desk.steps import Step
from trackers.models import CAUSES, Annotation, Cause, Publication, ReviewEvent, ReviewState

pytestmark = pytest.mark.django_db

FACETS = {
    "disclosure": "correction",
    "cause": "fact.error_fixed",
    "adequacy": "partial",
    "placement": "bottom",
}
OTHERS = {**FACETS, "cause": "fact.number", "adequacy": "misleading", "placement": ""}


def facets_of(row) -> dict:
    return {name: getattr(row, name) for name in FACETS}


def told(edition) -> dict[str, str]:
    """The facts in the list of an edition, by their names."""
    names, facts = (edition.cssselect(f"dl.facts-list {tag}") for tag in ("dt", "dd"))
    return {words(name): words(fact) for name, fact in zip(names, facts, strict=True)}


def test_they_go_with_an_annotation_and_stand_in_its_editions() -> None:
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast, **FACETS)
    editor, annotation = cast["editor"], review_of(change).annotation
    show_at_once(delay=120)
    review = step(change, Step.AMEND, actor=editor, words=say("Thirteen.", **OTHERS), reason="A slip.")
    first, second = Publication.objects.order_by("edition")
    assert facets_of(first) == FACETS and facets_of(second) == facets_of(review.annotation) == OTHERS
    event = ReviewEvent.objects.filter(change=change).order_by("-pk")[0]
    assert FACETS.items() <= event.before.items() and OTHERS.items() <= event.after.items()
    step(change, Step.RECALL, actor=editor)
    annotation.refresh_from_db()
    assert facets_of(annotation) == FACETS and facets_of(review_of(change).annotation) == OTHERS
    show_at_once()
    step(change, Step.PUBLISH, actor=editor, reason="A slip.")
    newest, earlier = ask(first.get_absolute_url()).cssselect(".edition")
    assert told(earlier)["The publisher’s notice"] == "partial, at the end"
    assert told(earlier)["What was done"] == "an error put right"
    assert told(newest)["The publisher’s notice"] == "at odds with what changed"
    for form in ("atom", "rss", "json"):
        feed = get_feed(f"annotated_{form}").decode()
        assert "What was done: another figure given." in feed, form
        assert "notice: at odds with what changed." in feed and "partial" not in feed, form


def test_they_are_left_out_of_pages_and_feeds_where_an_editor_leaves_them_out() -> None:
    bring_to(ReviewState.PUBLISHED)
    for text in (
        words(ask(Publication.objects.get().get_absolute_url())),
        get_feed("annotated_atom").decode(),
    ):
        assert "What was done" not in text and "publisher’s notice" not in text


@pytest.mark.parametrize("disclosure", ["none", "timestamp", "not_applicable", ""])
def test_nothing_is_said_of_a_notice_where_there_is_none(disclosure: str) -> None:
    change = make_change()
    for name, word in (("adequacy", "partial"), ("placement", "top")):
        with pytest.raises(DeskError, match="Only a notice") as refusal:
            step(
                change,
                Step.ANNOTATE,
                actor=make_editor(),
                words=say(**{"disclosure": disclosure, name: word}),
            )
        assert list(refusal.value.fields) == [name]
    written = bring_to(ReviewState.ANNOTATED, disclosure=disclosure, cause="frame.tone")
    with pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.filter(change=written).update(placement="top")


def test_they_are_repeated_copied_undone_and_stay_where_many_are_set_at_once() -> None:
    editor = make_editor()
    texts = {"old": ["Twelve came to the quay."], "new": ["Forty came to the quay."]}
    change, alike = make_change(**texts), make_change(**texts)
    bring_to(ReviewState.ANNOTATED, change=change, cast={"analyst": editor}, **FACETS)
    event = ReviewEvent.objects.filter(change=change).get()
    assert facets_of(repeat_words(event)) == FACETS
    batch = plan_copies(change, similar_to(change), actor=editor)
    assert batch.rows.get().change == alike and FACETS.items() <= batch.facets.items()
    assert ("What was done", "an error put right") in say_given(batch)
    assert facets_of(words_for(alike, batch.facets)) == FACETS
    # A sheet without their columns, or a batch, says nothing of them; a notice that is none takes its own along.
    assert facets_of(words_for(change, {"significance": 1})) == FACETS
    gone = {**FACETS, "disclosure": "none", "adequacy": "", "placement": ""}
    assert facets_of(words_for(change, {"disclosure": "none"})) == gone
    assert words_for(change, {"disclosure": "none", "adequacy": "partial"}).adequacy == "partial", (
        "is refused"
    )
    step(change, Step.ANNOTATE, actor=editor, words=say(**OTHERS))
    step(change, Step.UNDO, actor=editor)
    assert facets_of(review_of(change).annotation) == FACETS


def test_what_an_older_release_wrote_down_is_undone_and_repeated_without_them() -> None:
    editor = make_editor()
    change = bring_to(ReviewState.ANNOTATED, cast={"analyst": editor})
    step(change, Step.ANNOTATE, actor=editor, words=say("Other words."))
    event = ReviewEvent.objects.filter(change=change).order_by("-pk")[0]
    for facts in (event.before, event.after):
        for name in ("cause", "adequacy", "placement"):
            del facts[name]
    event.pk = None
    ReviewEvent.objects.bulk_create([event])
    assert (repeat_words(event).public_note, repeat_words(event).cause) == ("Other words.", "")
    step(change, Step.UNDO, actor=editor)
    assert review_of(change).annotation.public_note == "Twelve became forty."


def test_each_cause_stands_in_one_group() -> None:
    codes = [code for _group, choices in CAUSES for code, _label in choices]
    assert sorted(codes) == sorted(Cause.values)
    assert len({str(label).casefold() for label in Cause.labels}) == len(codes), "sheets take the words, too"
