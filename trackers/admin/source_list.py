"""The list of publishers, with what belongs to each counted for the page's rows only."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from trackers.models import Article, Change, Feed, FeedState, Tracking
from trackers.pipeline.recent import Fortnight, count_fortnight


class SourceList(ChangeList):
    """The list with what belongs to each publisher shown: counted for the page's rows only, one query a fact."""

    def get_results(self, request: HttpRequest) -> None:
        """Fetch the page's rows and attach the counts."""
        super().get_results(request)
        rows = list(self.result_list)
        ids = [row.pk for row in rows]
        articles = _count(Article.objects.filter(source__in=ids).values_list("source"))
        changes = _count(Change.objects.filter(article__source__in=ids).values_list("article__source"))
        feeds = {
            source: (failing, next_look)
            for source, failing, next_look in Feed.objects.filter(source__in=ids, state=FeedState.ACTIVE)
            .order_by()
            .values_list("source")
            .annotate(
                failing=Count("pk", filter=Q(failing_since__isnull=False)), next_look=Min("next_check_at")
            )
        }
        due = dict(
            Article.objects.filter(source__in=ids, tracking=Tracking.ACTIVE, merged_into__isnull=True)
            .order_by()
            .values_list("source")
            .annotate(next_look=Min("next_check_at"))
        )
        fortnights = count_fortnight(ids, now=timezone.now())
        for row in rows:
            row.fortnight = fortnights.get(row.pk, Fortnight())
            failing, next_feed = feeds.get(row.pk, (0, None))
            looks = [moment for moment in (next_feed, due.get(row.pk)) if moment is not None]
            row.article_total, row.change_total = articles.get(row.pk, 0), changes.get(row.pk, 0)
            row.failing_feeds, row.next_look = failing, min(looks, default=None)
        self.result_list = rows


def _count(rows: QuerySet[Any, Any]) -> dict[int, int]:
    return dict(rows.order_by().annotate(total=Count("pk")))
