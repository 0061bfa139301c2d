"""Anew: go through rows that older rules have made, in batches, so that a run can be stopped and begun again."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from trackers.models import Change

_BATCH = 200
_TEXTS = (
    "article__source",
    "from_version",
    "from_reading",
    "to_version",
    "description__before_reading",
    "description__after_reading",
)


def do_each(rows: QuerySet[Any], act: Callable[[int], None], *, limit: int | None = None) -> Iterator[int]:
    """Call ``act`` with the key of each row, the highest first, at most ``limit``; yield after each batch how many.

    ``rows`` are ordered by descending key and asked anew for each batch: what is done meanwhile, here or elsewhere, is
    left out.
    """
    done, last = 0, None
    while limit is None or done < limit:
        waiting = rows if last is None else rows.filter(pk__lt=last)
        size = _BATCH if limit is None else min(_BATCH, limit - done)
        batch = list(waiting.values_list("pk", flat=True)[:size])
        if not batch:
            return
        for pk in batch:
            act(pk)
        last, done = batch[-1], done + len(batch)
        yield done


def load_shown(change_id: int) -> Change:
    """Return a Change with all that its ``texts_shown`` and its Source need. One query."""
    return Change.objects.select_related(*_TEXTS).get(pk=change_id)
