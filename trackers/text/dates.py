"""Dates that publishers claim, made aware and kept within reason.

A date without a zone is read as UTC and a bare day as its first moment in UTC: both are wrong by hours at
most, and the same at every look. What the year says is not clamped to "now", because this room has no
clock; the caller does that.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_LONGEST = 64

_DAY_FIRST_COLON = re.compile(r"(\d{4}:\d{2}:\d{2})[ T]")
_SHORT_ZONE = re.compile(r"([+-]\d{2})$")
_ISO_START = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_RUN_TOGETHER = re.compile(r"^(\d{8})(\d{6})$")
_STROKES = re.compile(r"^(\d{4})/(\d{2})/(\d{2})(?!\d)")
_FRACTION = re.compile(r"(\.\d{1,6})\d*")


def read_date(text: object) -> datetime | None:
    """Return the aware date that `text` states in ISO 8601 (RFC 3339) or mail form (RFC 5322), or None.

    None too for anything that is no text, is not a date, or lies before 1990 or after 2099.
    """
    if not isinstance(text, str):
        return None
    text = _RUN_TOGETHER.sub(r"\1T\2", _STROKES.sub(r"\1-\2-\3", text.strip()))
    if not text or len(text) > _LONGEST:
        return None
    return within_reason(_iso(text) if _ISO_START.match(text) else _mail(text))


def within_reason(date: datetime | None) -> datetime | None:
    """Return `date` as an aware date, a naive one read as UTC; None where it lies before 1990 or after
    2099."""
    if date is None:
        return None
    try:
        aware = date if date.utcoffset() is not None else date.replace(tzinfo=UTC)
        # Compared and handed on in UTC: an offset at the edge of the calendar overflows here and nowhere
        # later.
        aware = aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return aware if EARLIEST <= aware < LATEST else None


def _iso(text: str) -> datetime | None:
    text = _SHORT_ZONE.sub(r"\1:00", text) if "T" in text or ":" in text else text
    text = (
        _FRACTION.sub(r"\1", text)
        .replace(" +", "+")
        .replace(" -", "-")
        .replace(" Z", "Z")
        .replace(" UTC", "Z")
    )
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
