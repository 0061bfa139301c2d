"""The global stop switch: a reason, a gap, an event each way, and no second stop beside the first."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from tests.builders import NOON, make_editor
from trackers.desk.errors import DeskError
from trackers.desk.fetching import resume_fetching, stop_fetching
from trackers.models import Act, Gap, GapCause, ReviewEvent

pytestmark = pytest.mark.django_db


def test_stopping_opens_a_gap_that_says_since_when_by_whom_and_why():
    actor = make_editor("operator")
    with time_machine.travel(NOON, tick=False):
        stop_fetching(reason="  The publisher's lawyers called.  ", actor=actor)
    gap = Gap.objects.open().get()
    assert (gap.cause, gap.started_at, gap.reason, gap.actor_name) == (
        GapCause.OPERATOR,
        NOON,
        "The publisher's lawyers called.",
        actor.username,
    )
    event = ReviewEvent.objects.get()
    assert (event.act, event.actor, event.reason) == (Act.STOP, actor, "The publisher's lawyers called.")


def test_resuming_closes_the_gap_and_is_on_the_record():
    actor = make_editor("operator")
    with time_machine.travel(NOON, tick=False):
        stop_fetching(reason="Maintenance.", actor=None)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        resume_fetching(actor=actor)
    assert not Gap.objects.open().exists()
    gap = Gap.objects.get()
    assert (gap.ended_at, gap.actor_name) == (NOON + timedelta(hours=2), "the command line")
    assert list(ReviewEvent.objects.order_by("pk").values_list("act", flat=True)) == [Act.STOP, Act.START]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_stopping_needs_a_reason(reason):
    with pytest.raises(DeskError, match="Say why") as refusal:
        stop_fetching(reason=reason, actor=None)
    assert set(refusal.value.fields) == {"reason"}
    assert not Gap.objects.exists()
    assert not ReviewEvent.objects.exists()


def test_a_second_stop_changes_nothing_and_says_so():
    stop_fetching(reason="First.", actor=None)
    with pytest.raises(DeskError, match="stopped already"):
        stop_fetching(reason="Second.", actor=None)
    assert Gap.objects.get().reason == "First."
    assert ReviewEvent.objects.count() == 1


def test_resuming_what_is_not_stopped_says_so_and_a_full_disk_is_not_an_operators():
    with pytest.raises(DeskError, match="not stopped"):
        resume_fetching(actor=None)
    Gap.objects.create(cause=GapCause.DISK, started_at=NOON)
    with pytest.raises(DeskError, match="not stopped"):
        resume_fetching(actor=None)
    assert Gap.objects.open().count() == 1
    assert not ReviewEvent.objects.exists()


def test_a_clock_that_went_back_does_not_hinder_resuming():
    with time_machine.travel(NOON, tick=False):
        stop_fetching(reason="First.", actor=None)
    with time_machine.travel(NOON - timedelta(minutes=1), tick=False):
        assert resume_fetching(actor=None).ended_at == NOON


@pytest.mark.django_db(transaction=True)
def test_of_two_who_stop_at_the_same_time_one_does():
    start, answers = threading.Barrier(2), []

    def stop() -> None:
        try:
            start.wait(10)
            stop_fetching(reason="Now.", actor=None)
            answers.append("stopped")
        except DeskError as error:
            answers.append(error.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=stop) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == ["Fetching is stopped already.", "stopped"]
    assert Gap.objects.open().count() == ReviewEvent.objects.count() == 1
