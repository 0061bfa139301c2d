"""The front page: the latest changes, or, before there are any, what is watched and when the first looks are due."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from trackers.models import Article, Exposure, FeedState, Source, SourceState, Tracking
from trackers.views.cards import make_cards, public_changes
from trackers.views.page import public_page
from trackers.views.paging import take_slice

CHANGES = 20
SOURCES = 50


@dataclass(frozen=True)
class Beginning:
    """What a site without a single change can already say.

    ``next_look_at`` is the earliest first look at an Article that waits for one, None where none is planned.
    """

    sources: list[Source]
    read: int
    waiting: int
    next_look_at: datetime | None
    now: datetime


@public_page
def show_latest_changes(request: HttpRequest) -> HttpResponseBase:
    """Show the latest changes of all publishers, the last announced first, twenty a page.

    Not by the window: a page that is gone is announced a day or more after it was first found missing, and would stand
    where nobody looks any more.
    """
    changes = take_slice(public_changes(), moment="announced_at", size=CHANGES, query=request.GET)
    beginning = _describe_beginning() if not changes.rows and changes.is_first else None
    return render(
        request,
        "trackers/front.html",
        {
            "changes": changes,
            "cards": make_cards(changes.rows),
            "beginning": beginning,
            "noindex": not changes.is_first,
            "here": "front",
        },
    )


def _describe_beginning() -> Beginning:
    read_at = Min("feeds__next_check_at", filter=Q(feeds__state=FeedState.ACTIVE, state=SourceState.ACTIVE))
    sources = Source.objects.public().annotate(next_feed_at=read_at).order_by("name")[:SOURCES]
    followed = Article.objects.exclude(tracking=Tracking.CLOSED)
    waiting = followed.filter(
        source__in=Source.objects.public(),
        exposure=Exposure.USABLE,
        merged_into__isnull=True,
        latest_version__isnull=True,
    )
    is_planned = Q(tracking=Tracking.ACTIVE, source__state=SourceState.ACTIVE)
    found = waiting.aggregate(count=Count("pk"), next_look_at=Min("next_check_at", filter=is_planned))
    return Beginning(
        sources=list(sources),
        read=followed.public().count(),
        waiting=found["count"],
        next_look_at=found["next_look_at"],
        now=timezone.now(),
    )
