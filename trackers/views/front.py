"""The front page: a judgement, then every change; or, before there are any, what is watched and looked at when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from trackers.models import Article, Exposure, FeedState, Source, SourceState, Tracking
from trackers.views.cards import make_cards, public_changes
from trackers.views.choice import Since, list_kinds, read_choice
from trackers.views.page import public_page
from trackers.views.paging import take_slice
from trackers.views.standing import LATELY, list_high, list_picks

CHANGES = 20
SOURCES = 50
OFFERED = 200


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
    """Show what our editors chose, what ranks highest of the last days, then every change, twenty a page.

    The last announced comes first. Not by the window: a page that is gone is announced a day or more after it was
    first found missing, and would stand where nobody looks any more. ``?kind= &source= &since= &from= &to= &noted=1``
    narrow the list, ``?all=1`` shows what noise rules lowered as well; 404 for a choice that there is not, 400 with a
    sentence for a day that is none.
    """
    choice, now = read_choice(request.GET), timezone.now()
    narrowed = choice.narrow(public_changes(), now=now)
    rows = narrowed.none() if choice.days.errors else narrowed.shown(everything=choice.everything)
    changes = take_slice(rows, moment="announced_at", size=CHANGES, query=request.GET, kept=choice.query)
    lowered_count = 0 if choice.days.errors else narrowed.lowered().count()
    is_new = not (changes.rows or lowered_count or choice.is_narrow) and changes.is_first
    beginning = _describe_beginning() if is_new else None
    is_front = changes.is_first and not choice.is_narrow and not is_new
    picks = list_picks() if is_front else []
    high = list_high(now=now, but={card.change.pk for card in picks}) if is_front else []
    above = {card.change.pk for card in (*picks, *high)}
    context = {
        "picks": picks,
        "high": high,
        "days": LATELY.days,
        "changes": changes,
        # What stands above on the same page is not told twice.
        "cards": make_cards(change for change in changes.rows if change.pk not in above),
        "beginning": beginning,
        "choice": choice,
        "lowered_count": lowered_count,
        "kinds": list_kinds(),
        "stretches": list(Since),
        "sources": [] if beginning else _offer_sources(choice.source),
        "noindex": choice.is_narrow or choice.everything or not changes.is_first,
        "here": "front",
    }
    return render(request, "trackers/front.html", context, status=400 if choice.days.errors else 200)


def _offer_sources(chosen: Source | None) -> list[Source]:
    """Return the publishers to choose from by name, the chosen one always among them. One query."""
    found = list(Source.objects.public().order_by("name", "pk")[:OFFERED])
    return found if chosen is None or chosen in found else [chosen, *found]


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
