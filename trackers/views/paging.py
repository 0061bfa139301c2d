"""Keyset paging: growing lists are walked by the last row seen, so that page 1,000 costs what page 1 does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404

RowT = TypeVar("RowT", bound=Model)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Microseconds since 1970 (to the year 5138) and an id that fits PostgreSQL's bigint.
_CURSOR = re.compile(r"\A([0-9]{1,17})-([0-9]{1,18})\Z")


@dataclass(frozen=True)
class Slice(Generic[RowT]):
    """A stretch of a list, newest first, with the query strings of its neighbours ("" where there is none)."""

    rows: list[RowT]
    newer: str = ""
    older: str = ""
    is_first: bool = True


def take_slice(
    rows: QuerySet[RowT],
    *,
    moment: str,
    size: int,
    query: Mapping[str, str],
    prefix: str = "",
    kept: str = "",
) -> Slice[RowT]:
    """Return up to ``size`` rows, ordered by the field ``moment`` and by id, newest first.

    ``query`` may hold ``before`` or ``after`` (each behind ``prefix``), made by an earlier Slice. ``kept`` is what the
    query strings of its neighbours begin with, such as "kind=number&". Raises Http404 for a cursor that no Slice makes.
    One query; a second one when ``after`` has reached the newest row.
    """
    before, after = (_read_cursor(query.get(prefix + word)) for word in ("before", "after"))
    newest_first = rows.order_by(f"-{moment}", "-pk")
    start = kept + prefix
    if after:
        found = list(rows.filter(_beyond(moment, after, "gt")).order_by(moment, "pk")[: size + 1])
        if len(found) > size:
            return _make_slice(found[size - 1 :: -1], moment=moment, start=start, newer=True, older=True)
    elif before:
        found = list(newest_first.filter(_beyond(moment, before, "lt"))[: size + 1])
        return _make_slice(found[:size], moment=moment, start=start, newer=True, older=len(found) > size)
    found = list(newest_first[: size + 1])
    return _make_slice(found[:size], moment=moment, start=start, newer=False, older=len(found) > size)


def _make_slice(rows: list[RowT], *, moment: str, start: str, newer: bool, older: bool) -> Slice[RowT]:
    return Slice(
        rows=rows,
        newer=f"{start}after={_write_cursor(rows[0], moment)}" if newer and rows else "",
        older=f"{start}before={_write_cursor(rows[-1], moment)}" if older and rows else "",
        is_first=not newer,
    )


def _beyond(moment: str, cursor: tuple[datetime, int], side: str) -> Q:
    # The first term alone bounds the index scan; the second only settles ties.
    at, pk = cursor
    return Q(**{f"{moment}__{side}e": at}) & (Q(**{f"{moment}__{side}": at}) | Q(**{f"pk__{side}": pk}))


def _write_cursor(row: Any, moment: str) -> str:
    return f"{(getattr(row, moment) - _EPOCH) // timedelta(microseconds=1)}-{row.pk}"


def _read_cursor(text: str | None) -> tuple[datetime, int] | None:
    if text is None:
        return None
    match = _CURSOR.match(text)
    if match is None:
        raise Http404
    return _EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
