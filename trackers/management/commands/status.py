"""``manage.py status``: what an operator asks first."""

import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Count, Q, Sum
from django.utils import timezone

from trackers.models import SEEN, Article, Change, Check, Feed, Snapshot, Source, SourceState, Tracking

GB, MB = 1024**3, 1024**2


class Command(BaseCommand):
    """Print what is due, checked, found and failing, and how much disk is used and left."""

    help = (
        "Prints what is due, what the last day's looks found, what is failing, and disk used and days left."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print six short paragraphs."""
        now = timezone.now()
        day_ago = now - timedelta(days=1)
        self._watched()
        due = Article.objects.due(now).count()
        due_feeds = Feed.objects.watched().filter(next_check_at__lte=now).count()
        oldest = Article.objects.due(now).first()
        behind = (
            f", the longest for {_in_words(now - oldest.next_check_at)}"
            if oldest and oldest.next_check_at
            else ""
        )
        self.stdout.write(f"due        {due} articles{behind}; {due_feeds} feeds")
        self._looks(day_ago)
        articles = Article.objects.filter(first_seen_at__gte=day_ago).count()
        changes = Change.objects.filter(seen_new_at__gte=day_ago).count()
        waiting = Change.objects.filter(announced_at__isnull=True).count()
        self.stdout.write(
            f"found      {articles} new articles, {changes} changes in 24 hours; {waiting} not announced"
        )
        self._failing()
        self._disk(day_ago)

    def _watched(self) -> None:
        sources = Source.objects.filter(state=SourceState.ACTIVE).count()
        feeds = Feed.objects.watched().count()
        counts = Article.objects.filter(merged_into__isnull=True).aggregate(
            active=Count("pk", filter=Q(tracking=Tracking.ACTIVE)),
            closed=Count("pk", filter=Q(tracking=Tracking.CLOSED)),
            paused=Count("pk", filter=Q(tracking=Tracking.PAUSED)),
        )
        self.stdout.write(
            f"watching   {sources} sources, {feeds} feeds, {counts['active']} articles"
            f" ({counts['paused']} paused, {counts['closed']} no longer checked)"
        )

    def _looks(self, since: Any) -> None:
        rows = (
            Check.objects.filter(started_at__gte=since)
            .values("outcome")
            .annotate(n=Count("pk"))
            .order_by("-n")
        )
        words = ", ".join(f"{row['n']} {row['outcome']}" for row in rows) or "none"
        self.stdout.write(f"checked    in 24 hours: {words}")

    def _failing(self) -> None:
        feeds = (
            Feed.objects.watched()
            .filter(failing_since__isnull=False)
            .select_related("source")
            .order_by("failing_since")
        )
        articles = Article.objects.filter(tracking=Tracking.ACTIVE, failing_since__isnull=False)
        count = articles.exclude(last_outcome__in=SEEN).count()
        self.stdout.write(f"failing    {feeds.count()} feeds, {count} articles")
        for feed in feeds[:20]:
            self.stdout.write(
                f"           {feed.source.name}: {feed.address} since {feed.failing_since:%Y-%m-%d %H:%M} UTC:"
                f" {feed.last_detail} Next look {feed.next_check_at:%H:%M} UTC."
            )

    def _disk(self, day_ago: Any) -> None:
        kept = Snapshot.objects.filter(body_deleted_at__isnull=True)
        stored = _sum_distinct(kept)
        daily = _sum_distinct(kept.filter(fetched_at__gte=day_ago))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            database = cursor.fetchone()[0]
        free = shutil.disk_usage(settings.DATA_DIR).free
        self.stdout.write(
            f"disk       {_size(stored)} of responses, {_size(database)} of database, {_size(daily)} in 24 hours;"
            f" {_size(free)} free, {_days_left(free, daily=daily)}"
        )


def _sum_distinct(snapshots: Any) -> int:
    """Return the bytes of bodies, each counted once however many rows share it."""
    bodies = snapshots.order_by("sha256").distinct("sha256")
    return (
        Snapshot.objects.filter(pk__in=bodies.values("pk")).aggregate(total=Sum("stored_size"))["total"] or 0
    )


def _in_words(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"


def _size(count: int) -> str:
    """Return a number of bytes as an operator reads it: gigabytes, and megabytes where those would be zero."""
    return f"{count / GB:.1f} GB" if count >= GB else f"{count / MB:.1f} MB"


def _days_left(free: int, *, daily: int) -> str:
    if not daily:
        return "no responses stored in the last day"
    days = free // daily
    return "more than ten years left at this rate" if days > 3650 else f"about {days} days left at this rate"
