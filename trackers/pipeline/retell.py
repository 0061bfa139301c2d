"""Retell: describe Changes anew after the rules for kinds and rank changed.

What is stamped with today's rules is left alone, so that a run that was stopped is simply begun again.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from trackers.models import Description, hold_rules
from trackers.pipeline.anew import do_each, load_shown
from trackers.pipeline.describe import describe_change
from trackers.pipeline.diff import diff_versions
from trackers.text.kinds import RULES


def find_outdated(*, source_id: int | None = None) -> QuerySet[Description]:
    """Return the Descriptions that other rules than today's have made, the newest Changes first."""
    rows = Description.objects.exclude(rules=RULES).order_by("-pk")
    return rows if source_id is None else rows.filter(change__article__source_id=source_id)


def retell_changes(*, source_id: int | None = None, limit: int | None = None) -> Iterator[int]:
    """Describe Changes anew, each in a transaction of its own; yield after each batch how many are done with.

    Kinds, rank and disclosure are what is told today of the texts that are shown; Versions, Changes, windows and what a
    replay saw stay as they are. Safe to run beside looks, replays and itself.
    """
    yield from do_each(find_outdated(source_id=source_id), _retell, limit=limit)


def _retell(change_id: int) -> None:
    """Describe one Change as it is shown now; a replay that restates it meanwhile waits, or is waited for."""
    with transaction.atomic():
        hold_rules()
        Description.objects.select_for_update().get(change=change_id)
        change = load_shown(change_id)
        describe_change(change, diff_versions(*change.texts_shown))
