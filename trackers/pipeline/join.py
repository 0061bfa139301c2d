"""Join: make two Articles one, so that nothing is lost and an editor can undo it.

The Article that is left bears the addresses of both; each row remembers in ``moved_from`` whose it was. Versions,
Changes and Checks stay where they are, under their numbers. The undoing is the desk's: ``trackers.desk.separation``.
"""

import logging
from datetime import datetime

from django.db import transaction

from trackers.models import Annotation, Article, ArticleURL, Exposure, Tracking

logger = logging.getLogger(__name__)


def may_be_joined(one: Article, other: Article) -> bool:
    """Tell whether nothing but their texts decides.

    One publisher, both usable, neither paused, nothing of either withheld, never separated.

    A newcomer without a Version may be joined with a paused Article: it is the same story, which an editor has stopped.
    Costs two queries, more where earlier merges are to be asked.
    """
    if one.pk == other.pk or one.source_id != other.source_id:
        return False
    if {one.exposure, other.exposure} != {Exposure.USABLE}:
        return False
    if one.version_count and other.version_count:
        if Tracking.PAUSED in {one.tracking, other.tracking}:
            return False
        # What is withheld of one would go on being shown of the other; a newcomer without a Version shows nothing.
        if one.holds_back or other.holds_back:
            return False
    first, second = (Article.objects.filter(pk__in=article.ids_with_joined()) for article in (one, other))
    ids = {row.pk for row in second}
    return not any(ids & set(row.apart_from) for row in first) and not any(
        {row.pk for row in first} & set(row.apart_from) for row in second
    )


def join_articles(one: Article, other: Article, *, now: datetime) -> Article | None:
    """Merge the younger of two Articles into the elder and return the elder; None when something has come between.

    Elder is the one that has Versions, or on whose Changes editors have written, or else the one seen first. Both
    annotated: not joined, for the annotations of one would go from view. One that was closed is followed again.
    """
    with transaction.atomic():
        locked = {
            row.pk: row
            for row in Article.objects.select_for_update(of=("self",))
            .select_related("source")
            .filter(pk__in=[one.pk, other.pk])
            .order_by("pk")
        }
        if any(row.merged_into_id is not None for row in locked.values()) or not may_be_joined(
            *locked.values()
        ):
            return None
        annotated = set(
            Annotation.objects.filter(change__article__in=locked).values_list("change__article", flat=True)
        )
        if len(annotated) > 1:
            return None
        left, gone = sorted(
            locked.values(),
            key=lambda row: (row.version_count == 0, row.pk not in annotated, row.first_seen_at, row.pk),
        )
        _merge(gone, left, now=now)
    if gone.pk == one.pk:
        one.merged_into, one.merged_at = left, now
    logger.info("articles_joined article=%s into=%s", gone.pk, left.pk)
    return left


def _merge(gone: Article, left: Article, *, now: datetime) -> None:
    Article.objects.filter(pk=gone.pk).update(merged_into=left, merged_at=now, next_check_at=None)
    rows = ArticleURL.objects.filter(article=gone)
    rows.filter(moved_from__isnull=True).update(moved_from=gone)
    rows.update(article=left)
    Article.objects.filter(pk=left.pk, tracking=Tracking.CLOSED).update(
        tracking=Tracking.ACTIVE, interval=left.source.first_interval, next_check_at=now
    )
