"""Replays in the admin: rehearsed from rows or a page, watched without a script, applied, stopped, let go on."""

import csv
import io
from datetime import timedelta

import django_rq
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from redis.backoff import NoBackoff
from redis.retry import Retry

from tests.admin.asking import Visitor, enter, page_of, run_jobs, text_of
from tests.builders import NOON, make_article, make_source
from tests.replays import STORY, TEASER, apply, make_muddled, make_phantom, read_long_ago, replay
from trackers.jobs import enqueue_replay
from trackers.models import (
    Act,
    Annotation,
    Description,
    ReplayPurpose,
    ReplayRun,
    ReplayState,
    Reread,
    Rereading,
    ReviewEvent,
)
from trackers.pipeline.replay import scope

pytestmark = pytest.mark.django_db


def page(run: ReplayRun) -> str:
    return f"/admin/trackers/replayrun/{run.pk}/change/"


def press_button(visitor: Visitor, run: ReplayRun, name: str) -> ReplayRun:
    """Press a button of a run's page; return the run whose page comes next."""
    response = visitor.post(page(run), {name: ""})
    assert response.status_code == 302
    return ReplayRun.objects.get(pk=int(response["Location"].split("/")[-3]))


def test_a_source_is_rehearsed_watched_and_applied_with_three_clicks() -> None:
    change = make_muddled()
    manager = enter("source_manager")
    response = manager.act("source", "replay", change.article.source, back=True)
    run = ReplayRun.objects.get()
    assert response["Location"] == page(run)
    assert (run.purpose, run.source, run.asked_by) == ("rehearse", change.article.source, manager.user)
    waiting = manager.get(page(run))
    assert int(waiting["Refresh"]) > 0
    assert "No worker answers the desk's queue" in text_of(waiting)
    run_jobs()
    done = manager.get(page(run))
    assert "Refresh" not in done
    bar = page_of(done).xpath("//progress")[0]
    assert (bar.get("value"), bar.get("max")) == ("2", "2")
    for words in (
        "2 of 2 versions",
        "changes: differs otherwise",
        "Changes that read differently now",
        "goat of Saltgate",
    ):
        assert words in text_of(done)
    assert not Rereading.objects.exists() and not ReviewEvent.objects.exists()
    applied = press_button(manager, run, "_apply")
    run_jobs()
    applied.refresh_from_db()
    assert (applied.purpose, applied.state, applied.rehearsal) == ("apply", ReplayState.DONE, run)
    assert Description.objects.get().reread == Reread.DIFFERS
    event = ReviewEvent.objects.get(act=Act.REPLAY)
    assert (event.actor, event.source) == (manager.user, change.article.source)
    assert event.after == {"replay": applied.pk, "state": "waiting"}
    assert "Applied in:" in text_of(manager.get(page(run)))


def test_selected_articles_are_one_rehearsal() -> None:
    first, second = make_phantom().article, make_phantom().article
    make_phantom()
    enter("source_manager").act("article", "replay", first, second)
    run_jobs()
    run = ReplayRun.objects.get()
    assert run.articles == sorted([first.pk, second.pk])
    assert (run.versions_done, run.tally["step_vanishes"]) == (4, 2)


def test_selected_sources_are_a_rehearsal_each() -> None:
    sources = [make_source(), make_source()]
    response = enter("source_manager").act("source", "replay", *sources)
    assert response["Location"] == "/admin/trackers/replayrun/"
    assert [run.source for run in ReplayRun.objects.order_by("pk")] == sources


def test_everything_a_time_or_a_number_is_rehearsed_from_a_page() -> None:
    manager = enter("source_manager")
    start = "/admin/trackers/replayrun/start/"
    assert page_of(manager.get(start)).xpath("//select[@name='source']")
    refused = manager.post(start, {"since": "yesterday", "limit": "0"})
    assert "valid date" in text_of(refused)
    response = manager.post(start, {"since": "2026-03-14", "limit": "10"})
    run = ReplayRun.objects.get()
    assert response["Location"] == page(run)
    assert (run.source, run.since, run.limit) == (None, NOON - timedelta(hours=12), 10)
    again = manager.post(start, {"since": "2026-03-14", "limit": "10"})
    assert "The same replay is under way already." in text_of(again)


def test_a_long_run_makes_way_for_other_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trackers.jobs.machine.REPLAY_SHARE", timedelta(0))
    monkeypatch.setattr(scope, "BATCH", 1)
    make_phantom()
    run = replay_later()
    run_jobs()
    run.refresh_from_db()
    assert (run.state, run.versions_done) == (ReplayState.DONE, 2)
    assert django_rq.get_queue("desk").finished_job_registry.count == 3


def replay_later() -> ReplayRun:
    """A run that is queued."""
    manager = enter("source_manager")
    manager.post("/admin/trackers/replayrun/start/", {})
    return ReplayRun.objects.latest("pk")


def test_a_run_is_stopped_and_goes_on() -> None:
    make_phantom()
    manager, run = enter("source_manager"), replay_later()
    press_button(manager, run, "_stop")
    run_jobs()
    run.refresh_from_db()
    assert (run.state, run.versions_done) == (ReplayState.STOPPED, 0)
    assert "Stopped." in text_of(manager.get(page(run)))
    press_button(manager, run, "_continue")
    run_jobs()
    run.refresh_from_db()
    assert (run.state, run.versions_done) == (ReplayState.DONE, 2)
    press_button(manager, run, "_continue")
    assert "This replay is done." in manager.messages()


def test_a_run_whose_worker_died_says_so_and_can_go_on() -> None:
    run = replay_later()
    run_jobs()
    long_ago = timezone.now() - timedelta(minutes=10)
    ReplayRun.objects.update(state="running", ended_at=None, beat_at=long_ago, job="replay-lost")
    manager = enter("source_manager")
    shown = manager.get(page(run))
    assert "Whoever worked on it is gone" in text_of(shown)
    assert page_of(shown).xpath("//button[@name='_continue']")
    press_button(manager, run, "_continue")
    run_jobs()
    run.refresh_from_db()
    assert run.state == ReplayState.DONE


def test_a_command_that_works_on_a_run_is_no_lost_worker() -> None:
    run = replay_later()
    ReplayRun.objects.update(state="running", beat_at=timezone.now(), job="command-1")
    shown = text_of(enter("source_manager").get(page(run)))
    assert "A command on the server works on it." in shown


def test_without_a_broker_the_run_says_so_and_can_be_queued_later(settings: object) -> None:
    make_phantom()
    at_once = {"retry": Retry(NoBackoff(), retries=0)}
    nowhere = {"HOST": "127.0.0.1", "PORT": 1, "DB": 0, "REDIS_CLIENT_KWARGS": at_once}
    settings.RQ_QUEUES = {"desk": nowhere}  # type: ignore[attr-defined]
    manager, run = enter("source_manager"), replay_later()
    run.refresh_from_db()
    assert (run.state, run.detail) == (ReplayState.FAILED, "The queue cannot be reached: is Valkey running?")
    assert page_of(manager.get(page(run))).xpath("//button[@name='_continue']")


def test_only_a_finished_rehearsal_of_todays_extractor_can_be_applied() -> None:
    make_phantom()
    manager, run = enter("source_manager"), replay()
    ReplayRun.objects.update(extractor="older-1")
    press_button(manager, run, "_apply")
    assert "please rehearse again" in manager.messages()
    applied = apply()
    press_button(manager, applied, "_apply")
    assert "Only a rehearsal that is done" in manager.messages()
    assert ReplayRun.objects.filter(purpose=ReplayPurpose.APPLY).count() == 1


def test_what_is_skipped_is_listed_with_the_reason() -> None:
    change = make_muddled()
    Annotation.objects.create(change=change, author_name="Mira", state="published", published_at=NOON)
    shown = text_of(enter("source_manager").get(page(apply())))
    assert "Not applied" in shown
    assert "an editor has published something about the change" in shown


def test_changes_that_were_read_again_are_found_by_a_filter_and_say_so_on_their_page() -> None:
    vanished, muddled = make_phantom(), make_muddled()
    apply()
    visitor = enter("operator")
    listed = page_of(visitor.get("/admin/trackers/change/?reread=same"))
    assert len(listed.xpath("//table[@id='result_list']/tbody/tr")) == 1
    assert "sees no difference here" in text_of(visitor.get(f"/admin/trackers/change/{vanished.pk}/change/"))
    address = f"/admin/trackers/change/{muddled.pk}/change/"
    today, recorded = text_of(visitor.get(address)), text_of(visitor.get(f"{address}?recorded"))
    assert "this is how they read today" in today and "goat" not in today
    assert "when the change was found" in recorded and "goat of Saltgate" in recorded


def test_all_findings_come_as_a_table() -> None:
    make_phantom()
    run = replay()
    response = enter("source_manager").get(f"/admin/trackers/replayrun/{run.pk}/findings.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert [(row["version"], row["verdict"], row["step"]) for row in rows] == [("2", "otherwise", "vanishes")]


def test_a_replay_of_nothing_and_one_that_finds_nothing_say_so() -> None:
    manager = enter("source_manager")
    assert "There was nothing to read again." in text_of(manager.get(page(replay())))
    read_long_ago(make_article(), STORY)
    assert "Everything reads as it was recorded." in text_of(manager.get(page(replay())))


@pytest.mark.parametrize("path", ["", "start/", "{run}/change/", "{run}/findings.csv"])
@pytest.mark.parametrize("role", ["outsider", "analyst", "editor"])
def test_only_those_who_may_replay_see_replays(role: str, path: str) -> None:
    run = replay()
    visitor = enter(role)
    address = f"/admin/trackers/replayrun/{path.format(run=run.pk)}"
    assert visitor.get(address).status_code == 403
    assert visitor.post(address, {"_apply": ""}).status_code in {403, 405}
    source = make_article().source
    visitor.act("source", "replay", source)
    visitor.act("article", "replay", make_article(source))
    assert ReplayRun.objects.count() == 1
    assert enter("source_manager").get(address).status_code == 200


@pytest.mark.parametrize("name", ["0", "x", "99999999999999999999", "_5F"])
def test_a_run_that_is_not_there_is_404(name: str) -> None:
    assert enter("operator").get(f"/admin/trackers/replayrun/{name}/change/").status_code == 404


def test_opening_a_runs_page_or_the_form_changes_nothing() -> None:
    make_phantom()
    run, manager = replay(), enter("source_manager")
    before = list(ReplayRun.objects.values())
    manager.get(f"{page(run)}?_apply=1")
    manager.get("/admin/trackers/replayrun/start/?limit=3")
    assert list(ReplayRun.objects.values()) == before


def test_a_runs_page_costs_the_same_for_many_findings() -> None:
    def cost(run: ReplayRun) -> int:
        with CaptureQueriesContext(connection) as asked:
            manager.get(page(run))
        return len(asked)

    manager = enter("source_manager")
    make_phantom()
    one = replay()
    cost(one)
    for number in range(6):
        make_phantom()
        read_long_ago(make_article(), (str(number), *STORY, TEASER), page=STORY)
    assert cost(replay()) <= cost(one) + 1


def test_a_job_for_a_run_that_is_not_there_does_no_harm() -> None:
    enqueue_replay(4711, job="replay-x")
    run_jobs()
