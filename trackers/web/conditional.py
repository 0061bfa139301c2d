"""Asking only for what is new: validators kept from one answer and sent with the next request (RFC 9110 section 13).

A validator comes from a stranger and goes back into a request, so only well-formed ones are kept, verbatim.
"""

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from trackers.web.answers import Response

# RFC 9110 section 8.8.3; weak ones (W/) are what GET uses anyway. Longer ones are somebody's idea of a
# cookie.
ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
MAX_ETAG = 500
# The three forms of RFC 9110 section 5.6.7 use no other characters.
DATE = re.compile(r"[A-Za-z]{3,9},? [0-9A-Za-z ,:-]{7,49}[0-9A-Za-z]")


@dataclass(frozen=True)
class Validators:
    """What a server said identifies the representation it sent; "" where it said nothing usable."""

    etag: str = ""
    last_modified: str = ""


def validators(response: Response) -> Validators:
    """Return the ETag and Last-Modified of a response as they can be sent back."""
    return Validators(
        etag=_sound_etag(response.header("etag")),
        last_modified=_sound_date(response.header("last-modified")),
    )


def conditional_headers(kept: Validators) -> dict[str, str]:
    """Return the request headers that ask for news since ``kept``; empty when nothing usable is known.

    Both are sent when both are known; a server that understands If-None-Match ignores the other (section
    13.1.3).
    """
    headers = {}
    if etag := _sound_etag(kept.etag):
        headers["If-None-Match"] = etag
    if date := _sound_date(kept.last_modified):
        headers["If-Modified-Since"] = date
    return headers


def _sound_etag(value: str) -> str:
    return value if len(value) <= MAX_ETAG and ETAG.fullmatch(value) else ""


def _sound_date(value: str) -> str:
    if not DATE.fullmatch(value):
        return ""
    try:
        parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return value
