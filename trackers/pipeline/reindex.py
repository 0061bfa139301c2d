"""Reindex: let what was recorded before, or cut by other rules, be found.

What bears today's stamp is left alone, so that a run that was stopped is simply begun again.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from trackers.models import Change, ChangeWords, Description, Version, VersionWords
from trackers.models.found import stamp_rules
from trackers.pipeline.anew import do_each, load_shown
from trackers.pipeline.diff import diff_versions
from trackers.pipeline.index import index_change, index_first_version


def find_unindexed() -> tuple[QuerySet[Change], QuerySet[Version]]:
    """Return described Changes and first Versions that are not indexed by today's rules, the newest first."""
    changes = (
        Change.objects.filter(description__isnull=False).exclude(found__rules=stamp_rules()).order_by("-pk")
    )
    first = Version.objects.filter(number=1, article__version_count=1).exclude(found__rules=stamp_rules())
    return changes, first.order_by("-pk")


def index_emptied(*, limit: int) -> int:
    """Index again what an editor has emptied because words in it are withheld or shown again; return how many."""
    emptied = (ChangeWords.objects.filter(rules=""), VersionWords.objects.filter(rules=""))
    done = 0
    for index, rows in zip((_index_again, _index_first_again), emptied, strict=True):
        for pk in rows.order_by("-pk").values_list("pk", flat=True)[: limit - done]:
            index(pk)
            done += 1
    return done


def index_all(*, limit: int | None = None) -> Iterator[int]:
    """Index what is not, each row in a transaction of its own; yield after each batch how many are done with.

    Safe to stop, and to run beside looks and itself: what has been done bears today's stamp.
    """
    done = 0
    for index, rows in zip((_index_again, _index_first_again), find_unindexed(), strict=True):
        before = done
        for count in do_each(rows, index, limit=None if limit is None else limit - before):
            done = before + count
            yield done


def _index_again(change_id: int) -> None:
    with transaction.atomic():
        # Whoever describes the Change anew meanwhile waits, or is waited for.
        description = Description.objects.select_for_update().get(change=change_id)
        change = load_shown(change_id)
        index_change(change, diff_versions(*change.texts_shown), description=description)


def _index_first_again(version_id: int) -> None:
    index_first_version(Version.objects.select_related("article__source").get(pk=version_id))
