"""Asking for replays: what is put on the record, and what is refused."""

import pytest

from tests.builders import make_article, make_editor, make_source
from trackers.desk.errors import DeskError
from trackers.desk.replay import apply_rehearsal, ask_for_replay, continue_replay, note_unqueued, stop_replay
from trackers.models import Act, ReplayPurpose, ReplayRun, ReplayState, ReviewEvent
from trackers.pipeline.replay import work_on
from trackers.text.extraction import EXTRACTOR

pytestmark = pytest.mark.django_db


def ask(**scope: object) -> ReplayRun:
    return ask_for_replay(**{"actor": make_editor("source_manager"), "job": "one", **scope})  # type: ignore[arg-type]


def test_a_rehearsal_is_asked_for_by_name_and_leaves_no_event() -> None:
    run = ask(source=make_source())
    assert (run.state, run.extractor, run.purpose) == (ReplayState.WAITING, EXTRACTOR, "rehearse")
    assert run.asked_by is not None and run.actor_name == run.asked_by.username
    assert not ReviewEvent.objects.exists()


def test_asking_for_what_is_under_way_is_refused() -> None:
    source = make_source()
    ask(source=source)
    with pytest.raises(DeskError, match="under way already"):
        ask(source=source)
    ask(source=make_source())
    ask(source=source, purpose=ReplayPurpose.APPLY)
    ask(articles=[make_article(source)])
    assert ReplayRun.objects.count() == 4


def test_one_article_that_is_applied_has_the_event_on_its_own_record() -> None:
    article = make_article()
    run = ask(articles=[article], purpose=ReplayPurpose.APPLY)
    event = ReviewEvent.objects.get()
    assert (event.act, event.article, event.after) == (
        Act.REPLAY,
        article,
        {"replay": run.pk, "state": "waiting"},
    )


def test_stopping_and_going_on_with_one_that_records_is_put_on_the_record() -> None:
    run = ask(purpose=ReplayPurpose.APPLY)
    editor = make_editor("source_manager")
    stop_replay(run, actor=editor)
    continue_replay(run, actor=editor, job="two")
    said = [event.after["state"] for event in ReviewEvent.objects.order_by("pk")]
    assert said == ["waiting", "stopped", "waiting"]
    run.refresh_from_db()
    assert (run.job, run.ended_at) == ("two", None)


def test_what_is_over_is_not_stopped_and_what_is_done_does_not_go_on() -> None:
    run = work_on(ask().pk, job="one")
    with pytest.raises(DeskError, match="over already"):
        stop_replay(run, actor=None)
    with pytest.raises(DeskError, match="is done"):
        continue_replay(run, actor=None, job="two")


def test_a_rehearsal_that_is_not_done_is_not_applied() -> None:
    with pytest.raises(DeskError, match="Only a rehearsal that is done"):
        apply_rehearsal(ask(), actor=None, job="two")


def test_applying_keeps_the_scope() -> None:
    source = make_source()
    run = apply_rehearsal(work_on(ask(source=source, limit=5).pk, job="one"), actor=None, job="two")
    assert (run.source, run.limit, run.purpose) == (source, 5, "apply")


def test_a_run_that_went_to_somebody_else_is_not_called_unqueued() -> None:
    run = ask()
    continue_replay(run, actor=None, job="two")
    note_unqueued(run)
    run.refresh_from_db()
    assert run.state == ReplayState.WAITING
