"""What is or was withheld, for anyone to read: when, what sort of thing, why, until when. Never what, never where."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from trackers.models import ExposureReason, ReviewEvent, WithheldPart, Withholding
from trackers.models.event import SOURCE_WITHHELD
from trackers.views.paging import Slice

MOST = 50
PREFIX = "withheld-"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"\A([0-9]{1,17})-([a-z]{1,10})-([0-9]{1,18})\Z")
# What a row is placed by: its moment, and among those of one moment what it is and its key.
_ORDER = ("at", "what", "key")


def list_withheld(query: Mapping[str, str]) -> Slice[Any]:
    """Return a stretch of the record in words, the newest first. One query, two at its newer end.

    ``query`` may hold ``withheld-before`` or ``withheld-after``. Raises Http404 for a cursor that no Slice makes.
    """
    before, after = (_read_cursor(query.get(PREFIX + word)) for word in ("before", "after"))
    if after:
        found = _find(_beyond(after, "gt"), newest_first=False)
        if len(found) > MOST:
            return _make_slice(found[MOST - 1 :: -1], newer=True, older=True)
    elif before:
        found = _find(_beyond(before, "lt"))
        return _make_slice(found[:MOST], newer=True, older=len(found) > MOST)
    found = _find(Q())
    return _make_slice(found[:MOST], newer=False, older=len(found) > MOST)


def _find(beyond: Q, *, newest_first: bool = True) -> list[dict[str, Any]]:
    """Return the rows of both records, one more than a slice holds."""
    sign = "-" if newest_first else ""
    order = [f"{sign}{name}" for name in _ORDER]
    parts = Withholding.objects.public_record().filter(beyond).order_by(*order)[: MOST + 1]
    sources = ReviewEvent.objects.withheld_sources().filter(beyond).order_by(*order)[: MOST + 1]
    return list(parts.union(sources, all=True).order_by(*order)[: MOST + 1])


def _make_slice(rows: list[dict[str, Any]], *, newer: bool, older: bool) -> Slice[Any]:
    return Slice(
        rows=[_tell(row) for row in rows],
        newer=f"{PREFIX}after={_write_cursor(rows[0])}" if newer and rows else "",
        older=f"{PREFIX}before={_write_cursor(rows[-1])}" if older and rows else "",
        is_first=not newer,
    )


def _tell(row: dict[str, Any]) -> dict[str, Any]:
    what = row["what"]
    code = row["reason_code"]
    return {
        "at": row["at"],
        "ended": row["ended"],
        "part": _("a publisher") if what == SOURCE_WITHHELD else WithheldPart(what).label,
        "reason": ExposureReason(code).label if code in ExposureReason.values else ExposureReason.OTHER.label,
    }


def _beyond(cursor: tuple[datetime, str, int], side: str) -> Q:
    at, what, key = cursor
    same = Q(at=at)
    later = Q(**{f"at__{side}": at})
    return later | same & (Q(**{f"what__{side}": what}) | Q(what=what, **{f"key__{side}": key}))


def _write_cursor(row: dict[str, Any]) -> str:
    return f"{(row['at'] - _EPOCH) // timedelta(microseconds=1)}-{row['what']}-{row['key']}"


def _read_cursor(text: str | None) -> tuple[datetime, str, int] | None:
    if text is None:
        return None
    match = _CURSOR.match(text)
    if match is None:
        raise Http404
    return _EPOCH + timedelta(microseconds=int(match[1])), match[2], int(match[3])
