"""The next look at one Article: pure arithmetic on what was seen and what is believed of its Source.

A look is due when so many edits are expected since the last one that another is worth its request: when their number
reaches the Source's *pace*, the same for all its Articles. That is the optimum. With edits at a rate r and a look
every t, looks catch (1 - exp(-rt)) / t edits an hour; one more look is worth 1 - exp(-rt)(1 + rt), which depends on rt
alone, so that at the best use of a budget rt is the same everywhere (Cho and Garcia-Molina, "Effective page refresh
policies for Web crawlers", TODS 28, 2003; Azar et al., "Tractable near-optimal policies for crawling", PNAS 115, 2018).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from trackers.models import SEEN, Article, Outcome, Stratum, WaitingFor
from trackers.pipeline.schedule.habits import HOUR, PACE, YOUNG, Habits, stage_of
from trackers.pipeline.schedule.rates import wait_for
from trackers.text.deciding import LOOKS_OF_A_DAY, STANDS_FOR_A_DAY

# No wait is longer, so that an edit after months is seen; pages repeat it as AGED_OUT.
LONGEST = timedelta(days=40)
# Following ends when a text has stood for so long: the original's seven months.
FOLLOWED_FOR = timedelta(days=210)
# A text is looked at again before it has stood three times as long as at the last look, whatever is expected of it;
# later where a budget forces a slower pace than PACE, in proportion.
GROWTH = 2.0
# The fixed stratum: a look when the age has grown by a fifth, no wait longer than ten days.
FIXED_GROWTH, FIXED_LONGEST = 0.2, timedelta(days=10)
# What cannot be read or is away is tried again after half as long as that has lasted, for at most so long.
PATIENCE, PATIENCE_FAILING, PATIENCE_AWAY = 0.5, timedelta(days=3), timedelta(days=10)
# How far a response's own freshness puts a look off: many pages say a day and are edited within the hour.
FRESH_AT_MOST = timedelta(hours=1)

_AWAY = frozenset({Outcome.GONE, Outcome.MISSING})


@dataclass(frozen=True, slots=True)
class State:
    """What a plan needs of an Article, after the look was written down; ``read_state`` makes one.

    ``last_changed_at`` counts only if ``change_count`` does: the first Version is no change.
    """

    first_seen_at: datetime
    last_changed_at: datetime | None
    change_count: int
    interval: timedelta
    fixed: bool = False
    section: str = ""
    failing_since: datetime | None = None
    missing_since: datetime | None = None

    @property
    def standing_since(self) -> datetime:
        """Return since when the latest text has been known."""
        return (self.last_changed_at if self.change_count else None) or self.first_seen_at


@dataclass(frozen=True, slots=True)
class NextLook:
    """The wait, the moment of the next look (None when following stops) and, for people, why: ``explain_plan``."""

    interval: timedelta
    at: datetime | None
    plan: dict[str, Any] = field(default_factory=dict)


def read_state(article: Article) -> State:
    """Return an Article's State without a query; the section is known where the latest Version is loaded with it."""
    version = article.latest_version if Article.latest_version.is_cached(article) else None
    section = (
        version.section if version is not None and "section" not in version.get_deferred_fields() else ""
    )
    return State(
        first_seen_at=article.first_seen_at,
        last_changed_at=article.last_changed_at,
        change_count=article.change_count,
        interval=article.interval,
        fixed=article.stratum == Stratum.FIXED,
        section=section,
        failing_since=article.failing_since,
        missing_since=article.missing_since,
    )


def plan_next_look(
    *,
    outcome: Outcome,
    state: State,
    habits: Habits,
    now: datetime,
    waits: WaitingFor | None = None,
    not_before: datetime | None = None,
    fresh_for: timedelta | None = None,
) -> NextLook:
    """Return when an Article is looked at after ``outcome``, a look that ended at ``now``.

    ``waits`` is what a text waits for that was seen and is not a Version yet.
    ``not_before`` is what the publisher's server asked for (Retry-After, RFC 9110 section 10.2.3) and always holds.
    ``fresh_for`` is how long the response says it stays fresh (RFC 9111 section 4.2): until then a cache on the way
    may answer with the very same bytes without asking the publisher, so a look would see nothing new. It is a hint for
    an hour at most and none in the fixed stratum. Only a look that saw the text can end the following.
    """
    if outcome in SEEN or outcome == Outcome.MOVED:
        look = _after_a_reading(outcome, state, habits, now, waits=waits)
        if fresh_for is not None and look.at is not None and look.plan["rule"] != "fixed":
            look = _put_off(look, until=now + min(fresh_for, FRESH_AT_MOST), now=now, why="fresh")
    elif outcome in _AWAY:
        look = _after_absence(state, habits, now)
    elif outcome == Outcome.RATE_LIMITED:
        look = _expect(state, habits, now, least=max(habits.unit, habits.shortest))
    else:
        look = _after_a_failure(state, habits, now)
    return _put_off(look, until=not_before, now=now, why="asked") if not_before else look


def _after_a_reading(
    outcome: Outcome, state: State, habits: Habits, now: datetime, *, waits: WaitingFor | None
) -> NextLook:
    look = _follow(outcome, state, habits, now)
    if look.at is None or waits is None:
        return look
    if waits == WaitingFor.SECOND_LOOK:
        return _no_later(look, timedelta(hours=max(habits.unit / 2, habits.shortest)), now=now, why="pending")
    if waits == WaitingFor.HOURS:
        return _no_later(look, timedelta(hours=max(habits.unit, habits.shortest)), now=now, why="pending")
    if waits == WaitingFor.DAY:
        apart = max(STANDS_FOR_A_DAY / LOOKS_OF_A_DAY, timedelta(hours=habits.shortest))
        return _no_later(look, apart, now=now, why="reverted")
    return look


def _follow(outcome: Outcome, state: State, habits: Habits, now: datetime) -> NextLook:
    stood = now - state.standing_since
    if state.fixed and now - state.first_seen_at <= FOLLOWED_FOR:
        return _follow_fixed(state, habits, now)
    look = _expect(state, habits, now, least=habits.shortest)
    if stood > FOLLOWED_FOR and outcome != Outcome.NEW_VERSION:
        # One that was closed and is followed anew starts with a short interval and doubles it: it ends when it has
        # caught up with the wait that is planned for it anyway.
        doubled = 2 * state.interval
        if doubled >= look.interval:
            return NextLook(state.interval, None, {"rule": "ended"})
        return NextLook(doubled, now + doubled, {"rule": "revived"})
    return look


def _expect(state: State, habits: Habits, now: datetime, *, least: float) -> NextLook:
    """Wait until the Source's pace of edits is expected."""
    since = state.standing_since
    stood = max((now - since).total_seconds() / HOUR, 0.0)
    aged = (since - state.first_seen_at).total_seconds() / HOUR
    stage = stage_of(state.change_count, young=aged < YOUNG * habits.unit)
    local = now.astimezone(habits.zone)
    growth = GROWTH * max(habits.pace / PACE, 1.0)
    most = min(LONGEST.total_seconds() / HOUR, max(growth * stood, habits.unit))
    wait = wait_for(
        habits,
        stage=stage,
        stood=stood,
        hour=local.hour + local.minute / 60,
        section=state.section,
        least=least,
        most=max(most, least),
    )
    bound = "" if least < wait.hours < most else "least" if wait.hours <= least else "most"
    plan: dict[str, Any] = {
        "rule": "learned",
        "expected": round(wait.expected, 4),
        "rate": float(f"{wait.rate:.3g}"),
        "changes": state.change_count,
        "stood": round(stood, 2),
    }
    if bound:
        plan["bound"] = bound
    interval = timedelta(hours=wait.hours)
    return NextLook(interval, now + interval, plan)


def _follow_fixed(state: State, habits: Habits, now: datetime) -> NextLook:
    """Wait by age alone."""
    age = now - state.first_seen_at
    interval = min(max(age * FIXED_GROWTH, timedelta(hours=max(habits.unit, habits.shortest))), FIXED_LONGEST)
    return NextLook(interval, now + interval, {"rule": "fixed"})


def _after_absence(state: State, habits: Habits, now: datetime) -> NextLook:
    """Wait half as long as the page has been away; an absence ends the following when the text would have."""
    look = _be_patient(state.missing_since, habits, now, at_most=PATIENCE_AWAY, rule="away")
    over = now - state.standing_since > FOLLOWED_FOR and now - (state.missing_since or now) > LONGEST
    return NextLook(look.interval, None, {"rule": "ended_away"}) if over else look


def _after_a_failure(state: State, habits: Habits, now: datetime) -> NextLook:
    """Wait half as long as the failing has lasted, and no shorter than if the text had been seen; for ever."""
    look = _be_patient(state.failing_since, habits, now, at_most=PATIENCE_FAILING, rule="failing")
    usual = _expect(state, habits, now, least=habits.shortest).interval
    if usual <= look.interval:
        return look
    return NextLook(usual, now + usual, look.plan)


def _be_patient(
    since: datetime | None, habits: Habits, now: datetime, *, at_most: timedelta, rule: str
) -> NextLook:
    lasted = now - (since or now)
    interval = max(min(lasted * PATIENCE, at_most), timedelta(hours=max(habits.unit, habits.shortest)))
    plan = {"rule": rule, "lasted": round(lasted.total_seconds() / HOUR, 2)}
    return NextLook(interval, now + interval, plan)


def _put_off(look: NextLook, *, until: datetime, now: datetime, why: str) -> NextLook:
    if look.at is None or look.at >= until:
        return look
    return NextLook(until - now, until, {**look.plan, "bound": why})


def _no_later(look: NextLook, wait: timedelta, *, now: datetime, why: str) -> NextLook:
    return look if look.interval <= wait else NextLook(wait, now + wait, {"rule": why})
