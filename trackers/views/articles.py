"""The story of one Article, told by its timeline: Versions, disappearances and returns, gaps of ours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from trackers.models import Article, Change, Nature, Tracking, Version
from trackers.models.checkday import count_looks
from trackers.views.drawing import Drawing, draw_timeline
from trackers.views.following import tell_following
from trackers.views.numbers import read_number
from trackers.views.page import public_page
from trackers.views.timeline import Step, Timeline, tell_timeline
from trackers.views.variants import tell_variants
from trackers.views.visibility import about_article, list_joined, public_versions

VERSIONS = 100


@dataclass(frozen=True)
class FirstDate:
    """When an Article was first published, as the publisher says, or else first seen."""

    at: datetime
    is_publishers: bool


@public_page
@about_article
def show_article(request: HttpRequest, article: Article) -> HttpResponseBase:
    """Show where an Article is from, how it is followed and its timeline in order, a hundred Versions a page.

    ``?from=101`` starts the list at Version 101; 404 for anything but a number.
    """
    start = _read_start(request)
    versions = public_versions(article).without_text().select_related("same_text_as")
    found = list(versions.filter(number__gte=start)[: VERSIONS + 1])
    following = found[VERSIONS] if len(found) > VERSIONS else None
    before = versions.filter(number__lt=start).last() if start > 1 else None
    now = timezone.now()
    timeline = tell_timeline(article, found[:VERSIONS], before=before, following=following, now=now)
    changes = (
        Change.objects.public()
        .edits()
        .filter(article=article)
        .aggregate(count=Count("pk"), latest=Max("to_number"))
    )
    ends = {version.number: version for version in versions.filter(number__in=[1, changes["latest"] or 1])}
    if article.withheld_numbers:
        ends = {each.number: each for each in (versions.first(), versions.last()) if each is not None}
    if not ends:
        raise Http404
    return render(
        request,
        "trackers/article.html",
        {
            "article": article,
            "source": article.source,
            "shown": ends[max(ends)],
            "timeline": timeline,
            "drawing": _draw(article, timeline, before=before, following=following, now=now),
            "gone": _find_gone(article),
            "start": start,
            "previous_start": max(start - VERSIONS, 1) if before else None,
            "next_start": following.number if following else None,
            "last_listed": found[:VERSIONS][-1].number if found else None,
            "change_count": changes["count"],
            "latest_change": (changes["latest"] - 1, changes["latest"]) if changes["count"] else None,
            "first_date": _tell_first_date(article, first=ends[min(ends)]),
            "joined": list_joined(article),
            "variants": tell_variants(article),
            "following": tell_following(article, now=now, stopped=timeline.is_unwatched_now),
            "noindex": start > 1,
        },
    )


def _draw(
    article: Article, timeline: Timeline, *, before: Version | None, following: Version | None, now: datetime
) -> Drawing:
    """Return the drawing of what a page of the timeline tells, with the looks of that time. Two queries."""
    ends = now if article.tracking == Tracking.ACTIVE else article.last_check_at or now
    steps = [item for item in timeline.items if isinstance(item, Step)]
    # Tests and imports may hold texts that were seen before the article was.
    start = (
        steps[0].at if steps and (before or steps[0].at < article.first_seen_at) else article.first_seen_at
    )
    end = following.observed_at if following else ends
    looks = count_looks("day", "outcome", article=article, since=start.date(), until=end + timedelta(days=1))
    return draw_timeline(timeline, start=start, end=end, looks=looks)


def _read_start(request: HttpRequest) -> int:
    start = read_number(request.GET.get("from", "1"))
    if start is None:
        raise Http404
    return start


def _find_gone(article: Article) -> Change | None:
    """Return the announced Change by which the page is gone now. One query, none for a page that is there."""
    if article.gone_at is None:
        return None
    open_ones = Change.objects.public().filter(article=article, nature=Nature.GONE, ended_at__isnull=True)
    return open_ones.first()


def _tell_first_date(article: Article, *, first: Version) -> FirstDate:
    return FirstDate(first.date_published or article.first_seen_at, first.date_published is not None)
