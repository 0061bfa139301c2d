"""A full disk or a used-up budget stops fetching with a clear state, and the state ends by itself."""

from __future__ import annotations

import errno
import shutil
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.core.files.storage import InMemoryStorage, storages
from django.db import OperationalError

from tests.builders import NOON, make_article, make_snapshot, make_version
from trackers.models import Gap, GapCause, StoreDay
from trackers.pipeline.retention import GB, forget_bodies
from trackers.pipeline.room import SHORTEST_STOP, check_room, is_no_room, report_full_disk

pytestmark = pytest.mark.django_db

MORE_THAN_ANY_DISK = 10**7


def free_gb(settings: Any) -> float:
    return shutil.disk_usage(settings.DATA_DIR).free / GB


def test_with_room_there_is_no_gap() -> None:
    assert check_room(now=NOON) is None
    assert not Gap.objects.exists()


def test_a_disk_below_the_floor_opens_one_gap_that_says_why(settings: Any) -> None:
    settings.MIN_FREE_GB = MORE_THAN_ANY_DISK
    gap = check_room(now=NOON)
    assert gap is not None and gap.cause == GapCause.DISK and gap.started_at == NOON
    assert "GB are free on the disk" in gap.reason
    assert check_room(now=NOON + timedelta(hours=1)) == gap
    assert Gap.objects.count() == 1


def test_the_gap_ends_by_itself_when_there_is_room_again(settings: Any) -> None:
    settings.MIN_FREE_GB = MORE_THAN_ANY_DISK
    check_room(now=NOON)
    settings.MIN_FREE_GB = 0
    assert check_room(now=NOON + timedelta(hours=2)) is None
    assert Gap.objects.get().ended_at == NOON + timedelta(hours=2)
    settings.MIN_FREE_GB = MORE_THAN_ANY_DISK
    assert check_room(now=NOON + timedelta(hours=3)) is not None
    assert Gap.objects.count() == 2


def test_a_little_more_must_be_free_to_go_on_than_to_stop(settings: Any) -> None:
    settings.MIN_FREE_GB = MORE_THAN_ANY_DISK
    check_room(now=NOON)
    later = NOON + timedelta(hours=1)
    settings.MIN_FREE_GB = free_gb(settings) / 1.1
    assert check_room(now=later) is not None
    Gap.objects.update(ended_at=later)
    assert check_room(now=later) is None


def test_a_write_that_failed_stops_fetching_at_once_and_not_for_a_second(settings: Any) -> None:
    settings.MIN_FREE_GB = 0
    gap = report_full_disk(now=NOON)
    assert report_full_disk(now=NOON) == gap
    assert check_room(now=NOON + timedelta(seconds=5)) == gap
    assert check_room(now=NOON + SHORTEST_STOP) is None


def test_an_error_tells_whether_it_is_for_want_of_room() -> None:
    wrapped = OperationalError("could not extend file")
    wrapped.__cause__ = psycopg.errors.DiskFull("No space left on device")
    assert is_no_room(OSError(errno.ENOSPC, "No space left on device"))
    assert is_no_room(OSError(errno.EDQUOT, "Disk quota exceeded")) and is_no_room(wrapped)
    assert not is_no_room(OSError(errno.EACCES, "Permission denied")) and not is_no_room(ValueError("x"))


def test_responses_kept_elsewhere_are_not_held_up_by_this_disk(settings: Any) -> None:
    settings.MIN_FREE_GB = MORE_THAN_ANY_DISK
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(storages._storages, "snapshots", InMemoryStorage())
        assert check_room(now=NOON) is None


def test_a_budget_used_up_by_what_is_kept_for_good_stops_fetching_until_it_is_raised(settings: Any) -> None:
    article = make_article()
    snapshot = make_snapshot(article, stored_size=3000)
    make_version(article, snapshot=snapshot)
    settings.RESPONSES_BUDGET_GB = 2000 / GB
    later = NOON + timedelta(hours=3)
    forget_bodies(now=later, limit=100)
    gap = check_room(now=later)
    assert gap is not None and "none of them may be deleted" in gap.reason
    forget_bodies(now=later + timedelta(hours=1), limit=100)
    assert check_room(now=later + timedelta(hours=1)) == gap
    settings.RESPONSES_BUDGET_GB = 4000 / GB
    assert check_room(now=later + timedelta(hours=2)) is None
    forget_bodies(now=later + timedelta(hours=2), limit=100)
    day = StoreDay.objects.newest()
    assert day is not None and day.full_at is None


def test_a_budget_passed_only_until_the_next_tidying_stops_nothing(settings: Any) -> None:
    article = make_article()
    make_snapshot(article, stored_size=3000)
    settings.RESPONSES_BUDGET_GB = 2000 / GB
    later = NOON + timedelta(hours=3)
    # One row may go, but the run is not allowed to take it yet.
    forget_bodies(now=later, limit=0)
    assert check_room(now=later) is None
    assert forget_bodies(now=later, limit=10) == 1
    assert check_room(now=later) is None
