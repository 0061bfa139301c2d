"""Scope: which Versions a replay goes through, newest Articles first, a bounded number at a time."""

from typing import Any

from django.db.models import Q, QuerySet

from trackers.models import Article, ReplayRun, Version

BATCH = 50


def count_versions(run: ReplayRun) -> int:
    """Return how many Versions a run will go through in all. One query, which reads an index of the scope."""
    rows = _versions(run, articles=_articles(run).values("pk"))
    return min(rows.count(), run.limit) if run.limit is not None else rows.count()


def next_batch(run: ReplayRun) -> list[Version]:
    """Return the next Versions behind the run's cursor, at most BATCH, with ``snapshot``; [] when there are none.

    In the order of Articles from the newest, and within one by number. Two queries as a rule; texts of no more than
    these are in memory.
    """
    most = BATCH if run.limit is None else min(BATCH, run.limit - run.versions_done)
    at, number = run.cursor_article, run.cursor_number
    while most > 0:
        articles = _articles(run)
        if at is not None:
            articles = articles.filter(pk__lte=at)
        # One more than Versions are wanted: the first may be done with.
        ids = list(articles.order_by("-pk").values_list("pk", flat=True)[: BATCH + 1])
        rows = _versions(run, articles=ids)
        if at is not None:
            rows = rows.exclude(article_id=at, number__lte=number)
        batch = list(rows.select_related("snapshot").order_by("-article_id", "number")[:most])
        if batch or len(ids) <= BATCH:
            return batch
        at, number = ids[-1] - 1, 0
    return []


def _articles(run: ReplayRun) -> QuerySet[Article]:
    wanted = Q(latest_version__isnull=False)
    if run.source_id is not None:
        wanted &= Q(source=run.source_id)
    if run.articles:
        wanted &= Q(pk__in=run.articles)
    if run.since is not None:
        wanted &= Q(last_changed_at__gte=run.since)
    return Article.objects.filter(wanted)


def _versions(run: ReplayRun, *, articles: Any) -> QuerySet[Version]:
    rows = Version.objects.filter(article__in=articles)
    return rows.filter(observed_at__gte=run.since) if run.since is not None else rows
