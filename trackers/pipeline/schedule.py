"""When to look again: the original's habits, as pure arithmetic.

A look 30 minutes after a change (a setting of the Source), each unchanged look waits 1.2 times as long as the one
before, and following stops when the wait would pass 40 days: about 42 looks in seven months.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from trackers.models import Outcome

FACTOR = 1.2
LONGEST = timedelta(days=40)


@dataclass(frozen=True)
class NextLook:
    """The interval to remember and the moment of the next look; ``at`` is None when following stops."""

    interval: timedelta
    at: datetime | None


def plan_next_look(
    *,
    outcome: Outcome,
    interval: timedelta,
    first_interval: timedelta,
    now: datetime,
    not_before: datetime | None = None,
) -> NextLook:
    """Return when an Article is looked at after ``outcome``.

    ``not_before`` is what the publisher's server asked for (Retry-After). A server that asks for rest never ends the
    following; looks that fail wait longer each time, like unchanged ones.
    """
    if outcome == Outcome.NEW_VERSION:
        return NextLook(first_interval, now + first_interval)
    if outcome == Outcome.RATE_LIMITED:
        return NextLook(interval, max(now + interval, not_before or now))
    longer = interval * FACTOR
    if longer > LONGEST:
        return NextLook(interval, None)
    at = now + longer
    return NextLook(longer, max(at, not_before) if not_before else at)
