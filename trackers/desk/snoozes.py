"""Until when most changes are put off: a word each, with the letter that picks it. Any other moment is typed.

The desk tells times in UTC, so its mornings are those of UTC; the page says the moment beside the word.
"""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

SNOOZES = {
    "t": _("tomorrow morning"),
    "d": _("in three days"),
    "w": _("next week"),
}
_DAYS = {"t": 1, "d": 3, "w": 7}
MORNING = time(7)


def find_moment(letter: str, *, now: datetime) -> datetime | None:
    """Return the moment that a letter stands for: the morning (UTC) of tomorrow, in three days or a week; else None."""
    days = _DAYS.get(letter)
    if days is None:
        return None
    return datetime.combine(now.date() + timedelta(days=days), MORNING, tzinfo=now.tzinfo)
