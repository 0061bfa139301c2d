"""``manage.py replay``: rehearse, apply, go on, and report."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from tests.builders import make_article
from tests.replays import STORY, TEASER, make_muddled, make_phantom, read_long_ago
from trackers.desk.replay import ask_for_replay, stop_replay
from trackers.models import Act, Description, ReplayRun, ReplayState, Rereading, ReviewEvent

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("replay", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_without_apply_it_says_what_would_differ_and_records_nothing() -> None:
    change = make_muddled()
    said = run()
    assert "2 of 2 versions read again, done." in said
    assert "versions a second." in said
    assert f"article {change.article_id} version 2: otherwise; paragraphs; - {TEASER}" in said
    assert "differs; - Twelve + Forty" in said
    assert not Rereading.objects.exists() and not ReviewEvent.objects.exists()


def test_with_apply_it_records_and_leaves_an_event() -> None:
    make_phantom()
    said = run("--apply")
    assert "changes described anew: 1" in said
    assert Description.objects.get().reread == "same"
    event = ReviewEvent.objects.get(act=Act.REPLAY)
    assert (event.actor, event.actor_name) == (None, "the command line")


def test_the_scope_can_be_narrowed() -> None:
    first, second = make_phantom().article, make_phantom().article
    assert "2 of 2 versions" in run("--article", str(first.pk))
    assert "2 of 2 versions" in run("--source", second.source.slug)
    assert "0 of 0 versions" in run("--since", "2027-01-01")
    assert "3 of 3 versions" in run("--since", "2026-03-14T11:00:00+00:00", "--limit", "3")


def test_the_csv_report_is_a_table_of_all_findings() -> None:
    make_phantom()
    rows = list(csv.DictReader(io.StringIO(run("--report", "csv"))))
    assert [(row["version"], row["verdict"], row["step"]) for row in rows] == [("2", "otherwise", "vanishes")]


def test_the_text_report_shows_the_first_findings_only() -> None:
    for number in range(21):
        read_long_ago(make_article(), (str(number), *STORY), page=STORY)
    said = run()
    assert said.count("version 1: otherwise") == 20
    assert "--report csv lists all" in said


def test_a_stopped_replay_goes_on_and_reports_the_whole() -> None:
    make_phantom()
    stopped = stop_replay(ask_for_replay(actor=None, job="one"), actor=None)
    said = run("--resume", str(stopped.pk))
    assert "2 of 2 versions read again, done." in said
    assert ReplayRun.objects.get().state == ReplayState.DONE


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--source", "nobody"), "There is no source"),
        (("--article", "4711"), "There is no article"),
        (("--resume", "4711"), "There is no replay"),
        (("--resume", "1", "--apply"), "keeps its scope"),
        (("--since", "yesterday"), "is no date"),
        (("--since", "2026-13-01"), "is no date"),
        (("--limit", "0"), "is no number"),
        (("--limit", "²"), "is no number"),
        (("--article", "1", "--source", "x"), "not allowed with"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)
    assert not ReplayRun.objects.exists()


def test_a_replay_that_is_done_does_not_go_on() -> None:
    run()
    with pytest.raises(CommandError, match="This replay is done"):
        run("--resume", str(ReplayRun.objects.get().pk))
