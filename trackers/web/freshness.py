"""How long a server says that what it sent stays as it is (RFC 9111 section 4.2)."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from trackers.web.answers import Response

LONGEST = timedelta(days=365)
# A directive and its value, a token or a quoted string (RFC 9111 section 5.2).
DIRECTIVE = re.compile(r'\s*([a-z-]+)\s*(?:=\s*"?([0-9]{1,10})"?)?\s*(?:,|$)', re.IGNORECASE | re.ASCII)


def fresh_for(response: Response) -> timedelta | None:
    """Return for how long from now on the response is fresh; None where it does not say, zero where it is stale.

    ``s-maxage`` is for shared caches, which stand between us and the publisher, and goes before ``max-age`` (section
    5.2.2.10), that before ``Expires`` (section 5.3); what a cache has spent of it already (``Age``) is taken off.
    ``no-cache``, ``no-store`` and ``private`` mean that nothing may answer for the publisher.
    """
    told = dict(_read_directives(response.header("cache-control")))
    if told.keys() & {"no-cache", "no-store", "private"}:
        return timedelta()
    for name in ("s-maxage", "max-age"):
        if (seconds := told.get(name)) is not None:
            left = timedelta(seconds=seconds) - _age(response.header("age"))
            return min(max(left, timedelta()), LONGEST)
    return _until_expiry(response)


def _read_directives(value: str) -> list[tuple[str, int | None]]:
    return [
        (found[1].lower(), int(found[2]) if found[2] else None) for found in DIRECTIVE.finditer(value[:1000])
    ]


def _age(value: str) -> timedelta:
    return timedelta(seconds=int(value)) if re.fullmatch(r"[0-9]{1,9}", value.strip()) else timedelta()


def _until_expiry(response: Response) -> timedelta | None:
    """Return Expires minus Date; an Expires that is no date means the past (section 5.3)."""
    expires = response.header("expires")
    if not expires:
        return None
    sent_at, ends_at = _read_date(response.header("date")), _read_date(expires)
    if ends_at is None:
        return timedelta()
    if sent_at is None:
        return None
    return min(max(ends_at - sent_at, timedelta()), LONGEST)


def _read_date(value: str) -> datetime | None:
    if not value or len(value) > 64:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else None
