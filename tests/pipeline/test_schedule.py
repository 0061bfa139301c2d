"""When to look again: from what the article and its publisher have done, within our manners."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.builders import NOON
from trackers.models import Outcome, WaitingFor
from trackers.pipeline.schedule import (
    FOLLOWED_FOR,
    LONGEST,
    Habits,
    NextLook,
    State,
    explain_plan,
    plan_next_look,
)
from trackers.pipeline.schedule.habits import (
    NEVER,
    SHY_CHANGES,
    Count,
    Counts,
    expect_by_hour,
    first_rates,
    form_habits,
    next_pace,
    shrink_rates,
    span_of,
    stage_of,
)

HALF_HOUR, HOUR, DAY = timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
SHORTEST = timedelta(minutes=3)
FAILURES = (
    Outcome.FORBIDDEN, Outcome.DISALLOWED, Outcome.REFUSED, Outcome.BLOCKED, Outcome.UNREADABLE, Outcome.FAILED,
)  # fmt: skip


def habits(counts: Counts | None = None, **fields: Any) -> Habits:
    known: dict[str, Any] = {
        "first_interval": HALF_HOUR, "host_delay": timedelta(seconds=2), "zone": ZoneInfo("Europe/London"),
    }  # fmt: skip
    return form_habits(counts or Counts(), **{**known, **fields})


def article(age: timedelta, **fields: Any) -> State:
    known: dict[str, Any] = {"last_changed_at": None, "change_count": 0, "interval": HALF_HOUR}
    return State(first_seen_at=NOON - age, **{**known, **fields})


def changed(times: int, *, ago: timedelta, age: timedelta, **fields: Any) -> State:
    return article(age, change_count=times, last_changed_at=NOON - ago, **fields)


def plan(state: State, outcome: Outcome = Outcome.UNCHANGED, **fields: Any) -> NextLook:
    return plan_next_look(**{"outcome": outcome, "state": state, "habits": habits(), "now": NOON, **fields})


def follow(state: State, known: Habits, *, outcome: Outcome = Outcome.UNCHANGED) -> Iterator[NextLook]:
    """The looks at an article that answers the same every time, until following ends or two years have passed."""
    now = state.first_seen_at
    while now < state.first_seen_at + timedelta(days=730):
        look = plan_next_look(outcome=outcome, state=state, habits=known, now=now)
        yield look
        if look.at is None:
            return
        state, now = replace(state, interval=look.interval), look.at


# --- What is learned


def test_an_unchanged_article_is_looked_at_most_in_its_first_ten_hours() -> None:
    looks = [look.at for look in follow(article(timedelta(0)), habits()) if look.at]
    waits = [later - earlier for earlier, later in pairwise(looks)]
    first_hours = [at for at in looks if at - (NOON) <= 10 * HOUR]
    assert len(first_hours) >= 8
    assert max(waits) <= LONGEST
    assert len(looks) < 42 < 84 <= len(list(follow(article(timedelta(0)), replace(habits(), pace=0.002))))


def test_a_change_brings_the_next_look_nearer_and_each_further_one_nearer_still() -> None:
    age, waits = 5 * HOUR, []
    waits.append(plan(article(age)).interval)
    waits.extend(plan(changed(times, ago=HOUR, age=age)).interval for times in (1, 2, 5))
    assert waits == sorted(waits, reverse=True)
    assert len(set(waits)) == len(waits)


def test_the_wait_grows_with_the_time_since_the_last_change() -> None:
    waits = [plan(changed(2, ago=ago, age=30 * DAY)).interval for ago in (HOUR, 6 * HOUR, 2 * DAY, 20 * DAY)]
    assert waits == sorted(waits) and waits[0] < waits[-1] / 20


def test_a_publisher_that_edits_much_is_looked_at_more_often_than_one_that_never_does() -> None:
    cell = (NEVER, span_of(4.0))
    busy = habits(Counts(cells={cell: Count(1000.0, 200.0)}))
    quiet = habits(Counts(cells={cell: Count(1000.0, 0.0), (1, 0): Count(900.0, 200.0)}))
    assert busy.pace == quiet.pace
    waits = [plan(article(2 * HOUR), habits=known).interval for known in (busy, quiet)]
    assert waits[0] < waits[1] / 3


def test_little_evidence_moves_a_rate_little_and_much_evidence_decides_it() -> None:
    prior = first_rates()[NEVER][3]
    little = shrink_rates({(NEVER, 3): Count(10.0, 5.0)}, first_rates())[NEVER][3]
    much = shrink_rates({(NEVER, 3): Count(10_000.0, 5000.0)}, first_rates())[NEVER][3]
    assert prior < little < 0.1 < 0.45 < much < 0.5


def test_a_publisher_of_whom_nothing_is_known_is_looked_at_more_often_until_changes_were_counted() -> None:
    counted = habits(Counts(cells={(6, 13): Count(1.0, 50 * SHY_CHANGES)}))
    assert habits().pace < counted.pace / 2


def test_at_night_an_article_is_looked_at_less_where_the_publisher_sleeps() -> None:
    counts = {hour: Count(100.0, 5.0 if hour < 7 else 140.0) for hour in range(24)}
    known = habits(Counts(hours=counts))
    at_noon, at_midnight = NOON, NOON + 12 * HOUR
    waits = [
        plan_next_look(
            outcome=Outcome.UNCHANGED, state=replace(article(timedelta(0)), first_seen_at=now - HOUR),
            habits=known, now=now,
        ).interval
        for now in (at_noon, at_midnight)
    ]  # fmt: skip
    assert waits[1] > 1.5 * waits[0]


def test_the_hour_of_the_day_is_the_publishers_own() -> None:
    counts = Counts(hours={hour: Count(100.0, 1000.0 if hour == 21 else 60.0) for hour in range(24)})
    tokyo, london = habits(counts, zone=ZoneInfo("Asia/Tokyo")), habits(counts)
    assert plan(article(HOUR), habits=tokyo).interval < plan(article(HOUR), habits=london).interval


def test_a_section_that_changes_more_is_looked_at_more_often() -> None:
    known = habits(Counts(sections={"Live": Count(10.0, 90.0), "Recipes": Count(40.0, 1.0)}))
    live, recipes, other = (
        plan(article(5 * HOUR, section=name), habits=known).interval for name in ("Live", "Recipes", "Chess")
    )
    assert live < other < recipes


@pytest.mark.parametrize(
    ("count", "young", "stage"), [(0, True, 0), (1, True, 1), (4, True, 2), (5, True, 3), (1, False, 4), (99, False, 6)]
)  # fmt: skip
def test_a_stage_is_how_often_and_when_an_article_changed(count: int, young: bool, stage: int) -> None:
    assert stage_of(count, young=young) == stage


def test_what_is_expected_by_hour_adds_up_to_what_was_watched() -> None:
    watched = {(9, NEVER, 2): 40.0, (23, 1, 7): 64.0}
    rates = first_rates()
    total = 40.0 * rates[NEVER][2] + 64.0 * rates[1][7]
    expected = expect_by_hour(watched, rates, unit=0.5)
    assert sum(expected) == pytest.approx(total)
    assert expected[9] + expected[10] >= 40.0 * rates[NEVER][2] * 0.99


def test_spans_longer_than_a_day_touch_every_hour() -> None:
    rates = first_rates()
    expected = expect_by_hour({(0, NEVER, 7): 10.0}, rates, unit=2.0)
    assert sum(expected) == pytest.approx(10.0 * rates[NEVER][7])
    assert min(expected) > 0.5 * max(expected)


# --- Manners and budget


def test_no_look_comes_sooner_than_a_tenth_of_the_first_interval() -> None:
    hot = habits(Counts(cells={(3, 0): Count(10.0, 1000.0), (3, 1): Count(10.0, 1000.0)}))
    look = plan(changed(30, ago=timedelta(0), age=2 * HOUR), Outcome.NEW_VERSION, habits=hot)
    assert look.interval == SHORTEST
    assert "Our manners allow no look sooner." in explain_plan(look.plan)


def test_no_look_comes_sooner_than_the_hosts_delay() -> None:
    slow = habits(host_delay=6 * HOUR)
    for outcome in Outcome:
        for state in (
            article(timedelta(0)),
            changed(9, ago=timedelta(0), age=HOUR),
            article(HOUR, fixed=True),
        ):
            look = plan(state, outcome, habits=slow)
            assert look.interval >= 6 * HOUR, outcome


def test_a_slower_pace_means_fewer_looks() -> None:
    counts = [
        len(list(follow(article(timedelta(0)), replace(habits(), pace=pace)))) for pace in (0.005, 0.05, 1.0)
    ]
    assert counts == sorted(counts, reverse=True) and counts[0] > 4 * counts[-1]


def test_the_pace_settles_where_the_budget_is_kept_and_a_budget_is_no_target() -> None:
    def planned(pace: float, hour: int) -> float:
        return (150 if hour % 24 in range(7, 20) else 60) / pace

    pace, history = 0.03, []
    for hour in range(24 * 14):
        pace = next_pace(pace, planned=planned(pace, hour), allowed=1500.0)
        history.append(planned(pace, hour))
    assert 0.9 * 1500 < sum(history[-48:]) / 48 < 1.1 * 1500
    for hour in range(24 * 14):
        pace = next_pace(pace, planned=planned(pace, hour) / 100, allowed=1500.0)
    assert pace == 0.03


def test_a_server_that_asks_for_rest_gets_it() -> None:
    asked = NOON + timedelta(days=6)
    for outcome in (Outcome.RATE_LIMITED, Outcome.FAILED, Outcome.UNCHANGED):
        look = plan(article(HOUR), outcome, not_before=asked)
        assert look.at == asked and look.interval == asked - NOON
        assert "asked not to be called sooner" in explain_plan(look.plan)


def test_a_rate_limit_never_ends_the_following_and_brings_no_look_nearer() -> None:
    old = article(FOLLOWED_FOR + DAY, interval=LONGEST)
    assert plan(old, Outcome.RATE_LIMITED).at is not None
    young = changed(9, ago=timedelta(0), age=HOUR)
    assert plan(young, Outcome.RATE_LIMITED).interval >= HALF_HOUR


def test_a_fresh_response_puts_the_look_off_for_an_hour_at_most() -> None:
    hot = changed(9, ago=timedelta(minutes=1), age=HOUR)
    assert plan(hot).interval < 20 * timedelta(minutes=1)
    assert plan(hot, fresh_for=timedelta(minutes=25)).at == NOON + timedelta(minutes=25)
    assert plan(hot, fresh_for=timedelta(days=365)).at == NOON + HOUR
    assert plan(article(20 * DAY), fresh_for=timedelta(minutes=5)) == plan(article(20 * DAY))


# --- The end


def test_following_ends_when_a_text_has_stood_for_seven_months() -> None:
    *looks, last = follow(article(timedelta(0)), habits())
    assert last.at is None
    ended = looks[-1].at
    assert ended is not None and FOLLOWED_FOR < ended - NOON < FOLLOWED_FOR + LONGEST
    assert "seven months" in explain_plan(last.plan)


def test_a_change_after_seven_months_begins_anew() -> None:
    state = changed(1, ago=timedelta(0), age=FOLLOWED_FOR + 30 * DAY)
    look = plan(state, Outcome.NEW_VERSION)
    assert look.at is not None and look.interval < HOUR


def test_an_old_article_that_is_followed_anew_is_followed_for_a_while() -> None:
    state, now, looks = article(2 * FOLLOWED_FOR, interval=HALF_HOUR), NOON, 0
    while (
        look := plan_next_look(outcome=Outcome.UNCHANGED, state=state, habits=habits(), now=now)
    ).at is not None:
        state, now, looks = replace(state, interval=look.interval), look.at, looks + 1
    assert 8 <= looks <= 14 and now - NOON > 10 * DAY


@pytest.mark.parametrize("outcome", FAILURES)
def test_failing_looks_wait_longer_each_time_and_never_end_the_following(outcome: Outcome) -> None:
    state = article(3 * FOLLOWED_FOR, interval=LONGEST)
    waits = [plan(replace(state, failing_since=NOON - lasted), outcome).interval
             for lasted in (timedelta(0), HOUR, 10 * HOUR, 5 * DAY, 400 * DAY)]  # fmt: skip
    assert waits == sorted(waits)
    assert all(plan(replace(state, failing_since=NOON - lasted), outcome).at for lasted in (DAY, 400 * DAY))


def test_a_young_article_that_fails_is_tried_again_with_patience_for_days() -> None:
    waits = [plan(changed(9, ago=lasted, age=lasted, failing_since=NOON - lasted), Outcome.FAILED).interval
             for lasted in (timedelta(0), 2 * HOUR, 10 * HOUR, 2 * DAY, 30 * DAY)]  # fmt: skip
    assert waits[:4] == [HALF_HOUR, HOUR, 5 * HOUR, DAY]
    assert waits[4] >= 3 * DAY


def test_a_page_that_is_away_is_looked_for_several_times_at_growing_distances() -> None:
    now, state, looks = NOON, article(DAY, missing_since=NOON), []
    for _ in range(10):
        look = plan_next_look(outcome=Outcome.MISSING, state=state, habits=habits(), now=now)
        assert look.at is not None
        looks.append(look.interval)
        now = look.at
    assert looks == sorted(looks) and looks[0] == HALF_HOUR and looks[-1] > 3 * HOUR


def test_a_page_that_stays_away_ends_the_following_when_its_text_would_have() -> None:
    gone = article(2 * FOLLOWED_FOR, missing_since=NOON - LONGEST - DAY)
    assert plan(gone, Outcome.GONE).at is None
    assert plan(replace(gone, missing_since=NOON - DAY), Outcome.GONE).at is not None


def test_a_reversion_is_looked_at_four_times_within_a_day_and_a_pending_text_within_minutes() -> None:
    old = article(60 * DAY)
    assert plan(old, Outcome.REVERTED, waits=WaitingFor.DAY).interval == DAY / 4
    assert plan(old, Outcome.PENDING, waits=WaitingFor.SECOND_LOOK).interval == HALF_HOUR / 2
    assert plan(old, Outcome.PENDING, waits=WaitingFor.HOURS).interval == HALF_HOUR
    fixed = replace(old, fixed=True)
    assert plan(fixed, Outcome.PENDING, waits=WaitingFor.SECOND_LOOK).interval == HALF_HOUR / 2


# --- The fixed stratum


def test_the_fixed_stratum_depends_on_age_alone() -> None:
    busy = habits(Counts(cells={(NEVER, span): Count(10.0, 500.0) for span in range(14)}))
    for age in (timedelta(0), 5 * HOUR, 3 * DAY, 100 * DAY):
        looks = {
            plan(state, outcome, habits=known, fresh_for=fresh).at
            for known in (habits(), busy, habits(pace=2.0))
            for fresh in (None, timedelta(days=1))
            for state in (
                article(age, fixed=True),
                changed(7, ago=timedelta(0), age=age, fixed=True, section="Live"),
            )
            for outcome in (Outcome.UNCHANGED, Outcome.NEW_VERSION, Outcome.NOT_MODIFIED)
        }
        assert len(looks) == 1


def test_the_fixed_stratum_is_followed_for_seven_months_whatever_happens() -> None:
    *looks, last = follow(article(timedelta(0), fixed=True), habits())
    assert last.at is None and looks[-1].at is not None and looks[-1].at - NOON > FOLLOWED_FOR
    assert 50 < len(looks) < 80
    assert "age alone" in explain_plan(looks[0].plan)


# --- Words


def test_a_plan_says_why_in_a_sentence() -> None:
    said = explain_plan(plan(changed(2, ago=3 * HOUR, age=9 * HOUR)).plan)
    assert said.startswith("About 0.01 edits are expected by then: this publisher's articles change 1.")
    assert said.endswith("changed 2 times or so, the last time 3 hours ago, as this one has.")
    never = explain_plan(plan(article(3 * HOUR)).plan)
    assert "articles that have not changed for their first 3 hours then change 0." in never


def test_every_rule_and_bound_has_its_words() -> None:
    states = [
        article(timedelta(0)),
        article(DAY, fixed=True),
        changed(1, ago=HOUR, age=DAY),
        article(FOLLOWED_FOR * 2),
    ]
    for outcome in Outcome:
        for state in states:
            for asked in (None, NOON + 90 * DAY):
                look = plan(state, outcome, not_before=asked)
                assert explain_plan(look.plan), (outcome, look.plan)
                assert "%" not in explain_plan(look.plan)


@pytest.mark.parametrize(
    "stored",
    [
        None, [], "learned", 7, {}, {"rule": ["learned"]}, {"rule": "<script>"}, {"why": "x", "<b>": "y"},
        {"rule": "learned"}, {"rule": "learned", "expected": "<b>", "rate": 1, "changes": 1, "stood": 1},
        {"rule": "learned", "expected": True, "rate": 1, "changes": 1, "stood": 1},
        {"rule": "learned", "expected": float("nan"), "rate": 1, "changes": 1, "stood": 1},
        {"rule": "learned", "expected": 10**400, "rate": 1, "changes": 1, "stood": 1},
        {"rule": "learned", "expected": -1, "rate": 1, "changes": 1, "stood": 1},
        {"rule": "failing", "lasted": {"a": 1}}, {"rule": "away"},
    ],
)  # fmt: skip
def test_a_stored_plan_that_makes_no_sense_says_nothing(stored: object) -> None:
    assert explain_plan(stored) == ""


def test_a_strange_bound_is_left_out() -> None:
    good = {"rule": "fixed", "bound": "<script>"}
    assert (
        explain_plan(good)
        == explain_plan({"rule": "fixed", "bound": {"a": []}})
        == explain_plan({"rule": "fixed"})
    )


def test_plans_hold_only_what_json_can_say() -> None:
    for outcome in Outcome:
        for value in plan(changed(3, ago=HOUR, age=DAY), outcome).plan.values():
            assert isinstance(value, str | int | float)


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    future = article(-2 * HOUR)
    assert plan(future).at is not None
    assert plan(future, now=datetime(2026, 3, 14, 11, tzinfo=UTC)).interval >= SHORTEST
