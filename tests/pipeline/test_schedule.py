"""When to look again."""

from datetime import timedelta

from tests.builders import NOON
from trackers.models import Outcome
from trackers.pipeline.schedule import LONGEST, plan_next_look

HALF_HOUR = timedelta(minutes=30)


def plan(outcome: Outcome, interval: timedelta = HALF_HOUR, **more: object):
    return plan_next_look(outcome=outcome, interval=interval, first_interval=HALF_HOUR, now=NOON, **more)


def test_a_changed_article_is_looked_at_again_after_the_first_interval() -> None:
    look = plan(Outcome.NEW_VERSION, timedelta(days=3))
    assert look.interval == HALF_HOUR
    assert look.at == NOON + HALF_HOUR


def test_each_unchanged_look_waits_1_2_times_as_long() -> None:
    look = plan(Outcome.UNCHANGED)
    assert look.interval == timedelta(minutes=36)
    assert look.at == NOON + timedelta(minutes=36)


def test_about_42_unchanged_looks_in_seven_months_end_the_following() -> None:
    interval, passed, looks = HALF_HOUR, timedelta(0), 0
    while True:
        look = plan(Outcome.NOT_MODIFIED, interval)
        if look.at is None:
            break
        interval, looks, passed = look.interval, looks + 1, passed + look.interval
    assert interval <= LONGEST
    assert looks in range(40, 44)
    assert timedelta(days=180) < passed < timedelta(days=250)


def test_a_server_that_asks_for_rest_gets_it() -> None:
    asked = NOON + timedelta(hours=6)
    look = plan(Outcome.RATE_LIMITED, not_before=asked)
    assert look.at == asked
    assert look.interval == HALF_HOUR


def test_a_rate_limit_never_ends_the_following() -> None:
    assert plan(Outcome.RATE_LIMITED, LONGEST).at is not None
