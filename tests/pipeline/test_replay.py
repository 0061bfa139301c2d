"""A replay: what stored responses say today, what that means, and what is recorded of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import NOON, make_article, make_source, make_version
from tests.press import Press
from tests.replays import (
    EDITED,
    HEADLINE,
    STORY,
    TEASER,
    apply,
    change_to,
    make_muddled,
    make_phantom,
    read_long_ago,
    replay,
    store_body,
    store_page,
)
from trackers.desk.replay import ask_for_replay, continue_replay, stop_replay
from trackers.models import (
    Annotation,
    Article,
    Change,
    Description,
    ReplayFinding,
    ReplayPurpose,
    ReplayRun,
    ReplayState,
    Reread,
    Rereading,
    RereadingReason,
    SkippedFor,
    Snapshot,
    StepVerdict,
    Version,
    VersionVerdict,
)
from trackers.pipeline.check import check_article, finish_change
from trackers.pipeline.replay import (
    CSV_HEADER,
    judge,
    list_findings,
    record,
    reread,
    scope,
    tell_run,
    work_on,
)
from trackers.text.extraction import EXTRACTOR
from trackers.text.tidy import hash_text

pytestmark = pytest.mark.django_db


def verdicts(run: ReplayRun) -> dict[int, tuple[str, str, str]]:
    """What was found by the Version's number: verdict, step, why it was not applied."""
    return {row.version.number: (row.verdict, row.step, row.skipped) for row in run.findings.all()}


def rows_of(*models: Any) -> list[list[dict[str, Any]]]:
    return [list(model.objects.order_by("pk").values()) for model in models]


# --- What is found ------------------------------------------------------------------------------------


def test_a_version_that_reads_the_same_leaves_no_finding() -> None:
    article = make_article()
    read_long_ago(article, STORY)
    read_long_ago(article, EDITED)
    run = replay()
    assert (run.state, run.versions_done, run.versions_total) == (ReplayState.DONE, 2, 2)
    assert run.tally == {"version_same": 2, "step_same": 1}
    assert not run.findings.exists()


def test_a_version_that_reads_otherwise_is_told_with_fields_and_words() -> None:
    article = make_article()
    page = store_page(article, STORY, headline="Keepers of Quillmouth end their strike")
    read_long_ago(article, (*STORY, TEASER), headline=HEADLINE, snapshot=page)
    finding = replay().findings.get()
    assert finding.verdict == VersionVerdict.OTHERWISE
    assert finding.fields == ["headline", "paragraphs"]
    assert "goat of Saltgate" in finding.gone
    assert finding.words_gone > 10
    assert (finding.step, finding.change) == ("", None)


def test_a_body_that_is_no_longer_kept_is_told_as_such() -> None:
    article = make_article()
    make_version(article, snapshot=None)
    gone = read_long_ago(article, STORY)
    gone.snapshot.body_deleted_at = NOON
    gone.snapshot.save()
    run = replay()
    assert verdicts(run) == {
        1: (VersionVerdict.LOST, "", ""),
        2: (VersionVerdict.LOST, StepVerdict.UNTOLD, ""),
    }


def test_a_page_that_cannot_be_read_any_more_is_told_with_the_reason() -> None:
    article = make_article()
    read_long_ago(article, STORY, snapshot=store_body(article, b"%PDF-1.7 and more"))
    finding = replay().findings.get()
    assert finding.verdict == VersionVerdict.UNREADABLE
    assert finding.reason == "This is a PDF file, not a web page."


def test_a_step_whose_sides_read_the_same_today_would_vanish() -> None:
    make_phantom()
    run = replay()
    assert verdicts(run) == {2: (VersionVerdict.OTHERWISE, StepVerdict.VANISHES, "")}
    assert "goat of Saltgate" in run.findings.get().step_after


def test_a_step_that_reads_otherwise_shows_the_words_of_today() -> None:
    make_muddled()
    finding = replay().findings.get()
    assert (finding.verdict, finding.step) == (VersionVerdict.OTHERWISE, StepVerdict.DIFFERS)
    assert "Twelve" in finding.step_before and "Forty" in finding.step_after
    assert "goat" not in finding.step_after


def test_the_old_side_is_the_response_the_old_text_was_last_seen_in() -> None:
    """A template that changed between the Version and its last look does not make a difference of its own."""
    article = make_article()
    read_long_ago(article, STORY)
    new = read_long_ago(article, EDITED)
    lately = store_page(article, EDITED, fetched_at=NOON + timedelta(minutes=20))
    Change.objects.filter(to_version=new).update(old_snapshot=lately)
    assert verdicts(replay()) == {2: (VersionVerdict.SAME, StepVerdict.VANISHES, "")}


def test_a_side_that_cannot_be_read_invents_no_difference() -> None:
    article = make_article()
    make_version(article, headline=HEADLINE, paragraphs=(*STORY, TEASER))
    read_long_ago(article, EDITED)
    run = apply()
    assert verdicts(run)[2] == (VersionVerdict.SAME, StepVerdict.UNTOLD, "")
    assert Description.objects.get().reread == ""


def test_what_todays_extractor_has_read_is_not_read_again(press: Press) -> None:
    url = press.publish("/keepers", headline=HEADLINE, paragraphs=STORY)
    article = make_article(make_source(host_delay=timedelta(0)), url=url)
    check_article(article.pk, wire=press.wire())
    version = Version.objects.get()
    version.snapshot.body_deleted_at = NOON
    version.snapshot.save()
    assert replay().tally == {"version_same": 1}


# --- Scope --------------------------------------------------------------------------------------------


def test_the_scope_is_a_source_some_articles_a_time_or_a_number() -> None:
    source = make_source()
    old, new, elsewhere = make_article(source), make_article(source), make_article()
    read_long_ago(old, STORY)
    read_long_ago(old, EDITED, observed_at=NOON + timedelta(days=9))
    read_long_ago(new, STORY, observed_at=NOON + timedelta(days=10))
    read_long_ago(elsewhere, STORY)
    make_article(source)
    assert replay().versions_done == 4
    assert replay(source=source).versions_done == 3
    assert replay(articles=[old, elsewhere]).versions_done == 3
    assert replay(source=source, since=NOON + timedelta(days=9)).versions_done == 2
    assert replay(since=NOON + timedelta(days=11)).versions_done == 0


def test_a_limit_takes_the_newest_articles_first() -> None:
    first, second = make_article(), make_article()
    read_long_ago(first, (*STORY, TEASER), page=STORY)
    read_long_ago(second, (*STORY, TEASER), page=STORY)
    run = replay(limit=1)
    assert (run.versions_done, run.versions_total) == (1, 1)
    assert run.findings.get().version.article == second


@pytest.mark.parametrize("size", [1, 2, 3])
def test_batches_go_through_every_version_once_wherever_they_end(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(scope, "BATCH", size)
    for versions in (1, 3, 2):
        article = make_article()
        for number in range(versions):
            read_long_ago(
                article, (str(number), *STORY), page=STORY, observed_at=NOON + timedelta(hours=number)
            )
    make_article()
    run = replay()
    assert run.versions_done == run.versions_total == run.findings.count() == 6
    places = [(row.version.article_id, row.version.number) for row in run.findings.order_by("pk")]
    assert places == sorted(places, key=lambda place: (-place[0], place[1]))
    assert replay(since=NOON + timedelta(hours=1)).versions_done == 3
    assert replay(limit=4).versions_done == 4


# --- What is recorded ---------------------------------------------------------------------------------


def test_a_rehearsal_changes_nothing() -> None:
    make_phantom()
    make_muddled()
    models = (Version, Change, Article, Description, Rereading)
    before = rows_of(*models)
    replay()
    assert rows_of(*models) == before


def test_applying_keeps_what_is_read_today_beside_the_version_and_alters_neither_version_nor_change() -> None:
    change = make_muddled()
    before = rows_of(Version, Change)
    run = apply()
    assert rows_of(Version, Change) == before
    reading = Rereading.objects.get()
    assert (reading.version, reading.snapshot) == (change.to_version, change.to_version.snapshot)
    assert (reading.reason, reading.extractor) == (RereadingReason.EXTRACTOR, EXTRACTOR)
    assert reading.paragraphs == list(EDITED)
    assert reading.text_hash == hash_text(reading.text)
    assert run.tally["made_readings"] == 1


def test_the_next_look_is_compared_with_what_the_text_says_today() -> None:
    change = make_muddled()
    run = apply()
    article = Article.objects.get()
    assert article.basis == Rereading.objects.get()
    assert article.basis.version == change.to_version
    assert run.tally["made_bases"] == 1


def test_the_basis_is_read_from_the_response_the_text_was_last_seen_in() -> None:
    article = make_article()
    read_long_ago(article, STORY)
    lately = store_page(article, EDITED, fetched_at=NOON + timedelta(hours=3))
    Article.objects.filter(pk=article.pk).update(text_snapshot=lately)
    apply()
    article.refresh_from_db()
    assert article.basis is not None
    assert (article.basis.snapshot, article.basis.paragraphs) == (lately, list(EDITED))


def test_a_basis_that_reads_like_the_version_again_goes() -> None:
    article = make_article()
    version = read_long_ago(article, STORY)
    older = Rereading.objects.create(
        version=version, snapshot=version.snapshot, reason="extractor", headline=HEADLINE, paragraphs=[TEASER],
        extractor="older-1", text_hash="0" * 64,
    )  # fmt: skip
    Article.objects.filter(pk=article.pk).update(basis=older)
    apply()
    article.refresh_from_db()
    assert article.basis is None
    assert Rereading.objects.get() == older


def test_an_article_that_was_looked_at_meanwhile_keeps_that_looks_basis() -> None:
    article = make_article()
    version = read_long_ago(article, (*STORY, TEASER), page=STORY)

    judged = judge.judge_version(version, article=article, change=None, rereader=reread.Rereader(article))
    Article.objects.filter(pk=article.pk).update(text_snapshot=store_page(article, EDITED))
    recorded = record.record_judged(judged, article_id=article.pk)
    article.refresh_from_db()
    assert recorded.skipped == SkippedFor.OVERTAKEN
    assert article.basis is None


def test_a_change_that_still_differs_is_described_as_it_is_read_today() -> None:
    change = make_muddled()
    words = change.description.words_added
    apply()
    description = Description.objects.get()
    assert description.reread == Reread.DIFFERS
    assert description.before_reading is None
    assert description.after_reading == Rereading.objects.get()
    assert "Forty" in description.added
    assert description.words_added < words
    assert description.rules == change.description.rules


def test_a_change_that_vanishes_keeps_its_words_and_says_so() -> None:
    change = make_phantom()
    run = apply()
    description = Description.objects.get()
    assert description.reread == Reread.SAME
    assert "goat of Saltgate" in description.added
    assert (description.words_added, description.added) == (
        change.description.words_added, change.description.added,
    )  # fmt: skip
    change.refresh_from_db()
    assert change.announced_at is not None
    assert run.tally["made_descriptions"] == 1


def test_a_description_made_anew_later_keeps_what_the_replay_saw() -> None:
    change = make_muddled()
    apply()
    before = rows_of(Description)
    finish_change(change.pk, now=NOON)
    assert rows_of(Description) == before


def test_a_change_that_is_read_as_recorded_again_loses_the_remark() -> None:
    change = make_phantom()
    apply()
    # The page as it would be read by an extractor that takes the teaser again.
    page = store_page(change.article, (*STORY, TEASER))
    assert change.to_version is not None
    Snapshot.objects.filter(pk=change.to_version.snapshot_id).update(sha256=page.sha256, url=page.url)
    apply()
    description = Description.objects.get()
    assert (description.reread, description.before_reading, description.after_reading) == ("", None, None)


def test_the_old_text_as_it_was_compared_counts_where_the_change_has_one() -> None:
    """A Change found by re-reading the old side then is compared with that, not with the Version."""
    article = make_article()
    old = read_long_ago(article, (*STORY, TEASER), page=STORY)
    new = read_long_ago(article, EDITED)
    reading = Rereading(
        version=old, snapshot=old.snapshot, reason="extractor", headline=HEADLINE, paragraphs=list(STORY),
        extractor="older-2",
    )  # fmt: skip
    reading.text_hash = hash_text(reading.text)
    reading.save()
    Change.objects.filter(to_version=new).update(from_reading=reading)
    assert verdicts(replay()) == {1: (VersionVerdict.OTHERWISE, "", "")}


# --- Reviewed Changes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["published", "retracted"])
def test_nothing_of_a_reviewed_change_is_touched_and_the_report_says_why(state: str) -> None:
    change = make_muddled()
    Annotation.objects.create(change=change, author_name="Mira", state=state, published_at=NOON)
    before = rows_of(Description, Annotation, Change)
    run = apply()
    assert rows_of(Description, Annotation, Change) == before
    assert verdicts(run) == {2: (VersionVerdict.OTHERWISE, StepVerdict.DIFFERS, SkippedFor.REVIEWED)}
    assert run.tally["skipped_reviewed"] == 1
    assert any("an editor has published" in line for line in tell_run(run))


def test_a_bare_draft_holds_nothing_up() -> None:
    change = make_muddled()
    Annotation.objects.create(change=change, author_name="Mira")
    apply()
    assert Description.objects.get().reread == Reread.DIFFERS


# --- Twice, stopped, taken over -----------------------------------------------------------------------


def test_applying_twice_records_nothing_new() -> None:
    make_muddled()
    make_phantom()
    apply()
    before = rows_of(Rereading, Description, Article)
    again = apply()
    assert rows_of(Rereading, Description, Article) == before
    assert not {name for name in again.tally if name.startswith("made_")}


def test_a_run_that_was_stopped_goes_on_behind_its_last_batch() -> None:
    article = make_article()
    for number in range(scope.BATCH + 5):
        read_long_ago(article, (f"{number} {STORY[0]}", *STORY[1:], TEASER), page=STORY)
    run = ask_for_replay(actor=None, job="one", purpose=ReplayPurpose.APPLY)
    stopped = work_on(run.pk, job="one", tell=lambda run: stop_replay(run, actor=None))
    assert (stopped.state, stopped.versions_done) == (ReplayState.STOPPED, scope.BATCH)
    assert work_on(run.pk, job="one").versions_done == scope.BATCH
    continue_replay(run, actor=None, job="two")
    done = work_on(run.pk, job="two")
    assert (done.state, done.versions_done) == (ReplayState.DONE, scope.BATCH + 5)
    assert done.findings.count() == scope.BATCH + 5


def test_whoever_lost_a_run_to_somebody_else_notes_nothing_more() -> None:
    article = make_article()
    for number in range(scope.BATCH + 5):
        read_long_ago(article, (f"{number} {STORY[0]}", *STORY[1:]))
    run = ask_for_replay(actor=None, job="one")
    lost = work_on(run.pk, job="one", tell=lambda run: continue_replay(run, actor=None, job="two"))
    assert (lost.state, lost.job, lost.versions_done) == (ReplayState.WAITING, "two", scope.BATCH)
    assert work_on(run.pk, job="two").versions_done == scope.BATCH + 5


def test_a_killed_worker_leaves_a_run_that_others_finish_with_one_reading_of_each_response() -> None:
    change = make_muddled()
    run = ask_for_replay(actor=None, job="one", purpose=ReplayPurpose.APPLY)
    # As far as a worker came that was killed before it noted its batch.
    article = change.article
    judged = judge.judge_version(
        change.to_version, article=article, change=change, rereader=reread.Rereader(article)
    )
    record.record_judged(judged, article_id=article.pk)
    ReplayRun.objects.filter(pk=run.pk).update(state=ReplayState.RUNNING, beat_at=NOON)
    assert ReplayRun.objects.get().was_given_up(NOON + timedelta(minutes=10))
    continue_replay(run, actor=None, job="two")
    assert work_on(run.pk, job="two").state == ReplayState.DONE
    assert Rereading.objects.count() == 1


def test_ctrl_c_stops_a_run_and_says_so_in_it() -> None:
    def interrupt(run: ReplayRun) -> None:
        raise KeyboardInterrupt

    make_phantom()
    run = ask_for_replay(actor=None, job="one")
    with pytest.raises(KeyboardInterrupt):
        work_on(run.pk, job="one", tell=interrupt)
    run.refresh_from_db()
    assert (run.state, run.versions_done) == (ReplayState.STOPPED, 2)


def test_what_nobody_foresaw_fails_the_run_with_a_sentence() -> None:
    make_phantom()
    run = ask_for_replay(actor=None, job="one")
    with pytest.raises(ZeroDivisionError):
        work_on(run.pk, job="one", tell=lambda run: 1 // 0)
    run.refresh_from_db()
    assert (run.state, run.detail) == (
        ReplayState.FAILED,
        "Something went wrong on our side; the log says what.",
    )


def test_a_run_that_an_older_extractor_began_begins_anew() -> None:
    make_phantom()
    run = ask_for_replay(actor=None, job="one")
    version = Version.objects.get(number=2)
    ReplayFinding.objects.create(run=run, version=version, verdict="lost")
    ReplayRun.objects.filter(pk=run.pk).update(
        extractor="older-1", cursor_article=version.article_id, cursor_number=2, versions_done=2, tally={},
    )  # fmt: skip
    done = work_on(run.pk, job="one")
    assert (done.extractor, done.versions_done) == (EXTRACTOR, 2)
    assert done.tally == {"version_same": 1, "version_otherwise": 1, "step_vanishes": 1}
    assert done.findings.get().verdict == VersionVerdict.OTHERWISE


def test_patience_ends_a_share_of_the_work_and_leaves_the_run_running() -> None:
    make_phantom()
    moments = iter(NOON + timedelta(seconds=10 * n) for n in range(100))
    run = ask_for_replay(actor=None, job="one")
    part = work_on(run.pk, job="one", patience=timedelta(seconds=15), clock=lambda: next(moments))
    assert (part.state, part.versions_done) == (ReplayState.RUNNING, 1)


# --- The report ---------------------------------------------------------------------------------------


def test_the_rows_of_a_report_fit_their_header_and_start_no_formula() -> None:
    article = make_article()
    read_long_ago(article, ("=HYPERLINK(1)", *STORY), page=STORY)
    (row,) = list_findings(replay())
    cells = dict(zip(CSV_HEADER, row, strict=True))
    assert (cells["article"], cells["version"], cells["verdict"]) == (str(article.pk), "1", "otherwise")
    assert cells["gone"].startswith("'=")


def test_the_report_counts_in_words() -> None:
    make_phantom()
    lines = tell_run(apply())
    assert lines[0] == "2 of 2 versions read again, done."
    for line in (
        "versions: reads otherwise: 1",
        "changes: no difference any more: 1",
        "changes described anew: 1",
    ):
        assert line in lines
    assert change_to(Version.objects.get(number=2)).description.reread == Reread.SAME
