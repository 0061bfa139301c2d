"""Moments and windows in words: in UTC first, then in the publisher's own zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.dateformat import format as format_date

_TIME, _TIME_WITH_SECONDS, _DAY = "H:i", "H:i:s", "j F Y"


@dataclass(frozen=True)
class Moment:
    """A moment as text: ISO 8601 for machines, the day and time in UTC, and both in the publisher's zone.

    ``zone_day`` is "" where it is the same day as in UTC; ``zone`` is "" where the publisher's clock is UTC's.
    """

    iso: str
    day: str
    time: str
    zone: str = ""
    zone_day: str = ""
    zone_time: str = ""


@dataclass(frozen=True)
class Window:
    """From the last look that saw the old text to the first that saw the new one."""

    old: Moment
    new: Moment

    @property
    def same_day(self) -> bool:
        """Whether both looks were on one day in UTC."""
        return self.old.day == self.new.day


def make_moment(at: datetime, *, zone: str = "UTC", pattern: str = _TIME) -> Moment:
    """Return a moment as text; an unknown zone is left out."""
    utc, local = at.astimezone(UTC), at.astimezone(_find_zone(zone))
    day, time = format_date(utc, _DAY), format_date(utc, pattern)
    iso = utc.isoformat(timespec="seconds").replace("+00:00", "Z")
    if local.utcoffset() == utc.utcoffset():
        return Moment(iso, day, time)
    zone_day = format_date(local, _DAY)
    return Moment(
        iso, day, time, _name_zone(zone), "" if zone_day == day else zone_day, format_date(local, pattern)
    )


def make_window(old: datetime, new: datetime, *, zone: str = "UTC") -> Window:
    """Return a window as text, with seconds where both looks fell into one minute."""
    same_minute = old.replace(second=0, microsecond=0) == new.replace(second=0, microsecond=0)
    pattern = _TIME_WITH_SECONDS if same_minute else _TIME
    return Window(make_moment(old, zone=zone, pattern=pattern), make_moment(new, zone=zone, pattern=pattern))


def _name_zone(zone: str) -> str:
    """Return what people call a zone of the IANA database: its city ("Europe/Helsinki" is Helsinki's time)."""
    return zone.rpartition("/")[2].replace("_", " ")


def _find_zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
