"""A rehearsal reads stored responses with a draft and without, tells what differs, and makes nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import NOON, make_article, make_response, make_snapshot, make_source, make_version
from tests.press import Clock
from trackers.desk.hints import apply_hints, ask_for_rehearsal, draft_hints, revise_hints
from trackers.models import (
    Article,
    Change,
    HintSet,
    HintState,
    Rehearsal,
    RehearsedArticle,
    Rereading,
    Source,
    Verdict,
    Version,
)
from trackers.pipeline.rehearse import MOST_ARTICLES, MOST_CHARACTERS, Rehearsed, choose_responses, rehearse

pytestmark = pytest.mark.django_db

OFFER = "<div class=offer><p>Readers of the Gazette get the tide tables of the whole coast a week early.</p></div>"
PARAGRAPH = (
    "<p>The lighthouse on the north mole was painted green by mistake on Monday, the harbour office said.</p>"
)


def page(headline: str, *, extra: str = "", body: str = PARAGRAPH * 3) -> bytes:
    return (
        f"<html lang=en><head><title>x</title></head><body><main><article><h1>{headline}</h1>{body}{extra}"
        "</article></main></body></html>"
    ).encode()


def make_story(source: Source, body: bytes, *, hours: int = 0, is_read: bool = True) -> Article:
    """An article whose latest response is stored, so many hours after noon."""
    article = make_article(source)
    at = NOON + timedelta(hours=hours)
    snapshot = make_response(article, body, fetched_at=at)
    if is_read:
        make_version(article, snapshot=snapshot, observed_at=at)
    return article


def rehearse_draft(source: Source, **fields: str) -> tuple[Rehearsal, Rehearsed]:
    row = draft_hints(source, actor=None, **fields)
    rehearsal = ask_for_rehearsal(row, actor=None, lock=0, job="rehearse-1")
    rehearsed = rehearse(rehearsal.pk, clock=Clock())
    rehearsal.refresh_from_db()
    return rehearsal, rehearsed


def test_each_article_is_told_with_what_it_reads_like_on_both_sides():
    source = make_source()
    make_story(source, page("With an offer", extra=OFFER), hours=2)
    make_story(source, page("Without"), hours=1)
    rehearsal, rehearsed = rehearse_draft(source, leave_out=".offer")
    assert rehearsed == Rehearsed(done=2, differing=1, is_over=True)
    assert (rehearsal.done, rehearsal.total, rehearsal.ended_at, rehearsal.against) == (2, 2, NOON, 0)
    first, second = rehearsal.articles.all()
    assert (first.verdict, first.headline) == (Verdict.OTHERWISE, "With an offer")
    assert (first.words_removed, first.words_added) == (15, 0)
    assert len(first.before["paragraphs"]) == len(first.after["paragraphs"]) + 1
    assert (second.verdict, second.before, second.after) == (Verdict.SAME, {}, {})
    assert HintSet.objects.get().state == HintState.REHEARSED


def test_nothing_is_made_but_the_rehearsal():
    source = make_source()
    make_story(source, page("With an offer", extra=OFFER))
    counted = (Version, Change, Rereading)
    before = [model.objects.count() for model in counted] + [Article.objects.values().get()]
    rehearse_draft(source, leave_out=".offer")
    assert [model.objects.count() for model in counted] + [Article.objects.values().get()] == before


def test_articles_that_become_readable_or_unreadable_say_so_and_why():
    source = make_source()
    nameless = (
        f"<html><body><div id=t>In a box</div><article>{PARAGRAPH * 3}</article></body></html>".encode()
    )
    make_story(source, nameless, hours=3, is_read=False)
    make_story(source, page("Whole", body=f"<div class=all>{PARAGRAPH * 3}</div>"), hours=2)
    make_story(source, b"<html><h1>Nothing</h1></html>", hours=1, is_read=False)
    rehearsal, rehearsed = rehearse_draft(source, headline="#t", leave_out=".all")
    verdicts = [(row.verdict, row.reason) for row in rehearsal.articles.all()]
    assert verdicts == [
        (Verdict.READABLE, ""),
        (Verdict.UNREADABLE, "No paragraphs of an article were found on this page."),
        (Verdict.NEITHER, "No paragraphs of an article were found on this page."),
    ]
    assert rehearsed.differing == 2


def test_hints_that_find_nothing_on_an_article_are_named():
    source = make_source()
    make_story(source, page("Plain"))
    rehearsal, _ = rehearse_draft(source, headline=".none", byline=".none")
    assert rehearsal.articles.get().doubts == ["headline", "byline"]


def test_a_draft_is_compared_with_the_hints_in_force():
    source = make_source()
    make_story(source, page("With an offer", extra=OFFER))
    rehearsal, _ = rehearse_draft(source, leave_out=".offer")
    apply_hints(rehearsal.hint_set, actor=None, lock=0)
    again, rehearsed = rehearse_draft(source, leave_out="div.offer")
    assert (again.against, rehearsed.differing) == (1, 0)


def test_a_rehearsal_of_a_draft_that_was_revised_stops_and_counts_for_nothing():
    source = make_source()
    make_story(source, page("Plain"))
    row = draft_hints(source, actor=None, leave_out=".offer")
    rehearsal = ask_for_rehearsal(row, actor=None, lock=0, job="j")
    revise_hints(row, changes={"leave_out": ".other"}, actor=None, lock=0)
    assert rehearse(rehearsal.pk, clock=Clock()) == Rehearsed(0, 0, is_over=False)
    row.refresh_from_db()
    assert row.state == HintState.DRAFT
    with pytest.raises(Rehearsal.DoesNotExist):
        ask_for_rehearsal(row, actor=None, lock=1, job="k")
        rehearse(rehearsal.pk, clock=Clock())


def test_a_rehearsal_that_a_dead_worker_left_can_be_done_again_and_one_that_is_over_stays():
    source = make_source()
    article = make_story(source, page("With an offer", extra=OFFER))
    row = draft_hints(source, actor=None, leave_out=".offer")
    rehearsal = ask_for_rehearsal(row, actor=None, lock=0, job="j")
    RehearsedArticle.objects.create(
        rehearsal=rehearsal, article=article, snapshot=article.last_snapshot, place=1, verdict=Verdict.SAME
    )
    assert rehearse(rehearsal.pk, clock=Clock()).is_over
    assert rehearsal.articles.get().verdict == Verdict.OTHERWISE
    assert not rehearse(rehearsal.pk, clock=Clock()).is_over
    assert rehearsal.articles.count() == 1


def test_a_rehearsal_that_takes_too_long_ends_with_what_was_read():
    source = make_source()
    for hours in range(3):
        make_story(source, page(f"Story {hours}"), hours=hours)
    row = draft_hints(source, actor=None, leave_out=".offer")
    rehearsal = ask_for_rehearsal(row, actor=None, lock=0, job="j")
    clock = Clock()

    def slow():
        clock.forward(minutes=9)
        return clock.now

    assert rehearse(rehearsal.pk, clock=slow) == Rehearsed(1, 0, is_over=True)
    rehearsal.refresh_from_db()
    assert (rehearsal.done, rehearsal.total) == (1, 1)


def test_a_source_without_responses_is_rehearsed_in_no_time():
    rehearsal, rehearsed = rehearse_draft(make_source(), body="p")
    assert rehearsed == Rehearsed(0, 0, is_over=True)
    assert rehearsal.hint_set.rehearsals.get().total == 0


def test_a_text_that_is_too_long_to_keep_twice_is_kept_in_part_and_compared_whole():
    source = make_source()
    long = "".join(f"<p>Bell {number} rings. {'The tide comes in. ' * 20}</p>" for number in range(400))
    make_story(source, page("Long", body=f"<div class=t>{long}<p class=x>Last bell.</p></div>"))
    rehearsal, _ = rehearse_draft(source, leave_out=".x")
    row = rehearsal.articles.get()
    assert row.words_removed == 2
    assert row.before["is_cut"] and row.after["is_cut"]
    assert sum(map(len, row.after["paragraphs"])) <= MOST_CHARACTERS


def test_the_newest_response_of_each_article_that_is_still_kept_is_chosen():
    source = make_source()
    article = make_story(source, page("Old"))
    newest = make_response(article, page("New"), fetched_at=NOON + timedelta(hours=1))
    make_snapshot(article, fetched_at=NOON + timedelta(hours=2), body_deleted_at=NOON)
    make_response(article, page("No"), fetched_at=NOON + timedelta(hours=3), status=404)
    make_snapshot(make_article(source), body_deleted_at=NOON)
    make_story(make_source(), page("Elsewhere"))
    merged = make_story(source, page("Joined"))
    Article.objects.filter(pk=merged.pk).update(merged_into=article)
    assert choose_responses(source) == [newest]


def test_of_many_articles_the_latest_are_chosen_and_some_that_could_never_be_read():
    source = make_source()
    for number in range(MOST_ARTICLES + 5):
        article = make_article(source)
        make_version(article, observed_at=NOON + timedelta(hours=number))
    unread = [make_article(source) for _ in range(12)]
    for article in unread:
        make_snapshot(article)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        chosen = choose_responses(source)
    assert len(queries) == 5
    assert len(chosen) == MOST_ARTICLES
    assert sum(row.article in unread for row in chosen) == 10
    assert chosen[0].fetched_at == NOON + timedelta(hours=MOST_ARTICLES + 4)
