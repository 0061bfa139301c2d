"""Durations in words, as a reader would say them."""

from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def describe_later(earlier: datetime, later: datetime) -> str:
    """Return how much later one moment is than another: "35 minutes later", "2 days, 3 hours later".

    Rounded to minutes from one minute on; days and hours from one day on; days alone from ten days on.
    """
    return gettext("%(duration)s later") % {"duration": describe_duration(later - earlier)}


def describe_duration(duration: timedelta) -> str:
    """Return a duration in words, in its largest one or two units; never less than a second."""
    seconds = max(round(duration.total_seconds()), 1)
    if seconds < _MINUTE:
        return _count_seconds(seconds)
    minutes = round(seconds / _MINUTE)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days >= 10:
        return _count_days(days)
    if days:
        return _join(_count_days(days), _count_hours(hours) if hours else "")
    if hours:
        return _join(_count_hours(hours), _count_minutes(minutes) if minutes else "")
    return _count_minutes(minutes)


def _join(larger: str, smaller: str) -> str:
    return gettext("%(larger)s, %(smaller)s") % {"larger": larger, "smaller": smaller} if smaller else larger


def _count_seconds(count: int) -> str:
    return ngettext("%(count)d second", "%(count)d seconds", count) % {"count": count}


def _count_minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def _count_hours(count: int) -> str:
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}


def _count_days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
