"""The front page: the latest changes, or, before there are any, what is watched and when the first looks are due."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone

from trackers.models import Article, Change, ChangeKind, Exposure, FeedState, Source, SourceState, Tracking
from trackers.views.cards import make_cards, public_changes
from trackers.views.page import public_page
from trackers.views.paging import take_slice

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


@dataclass(frozen=True)
class Choice:
    """What a reader has narrowed the list to: a kind, a publisher, both or neither."""

    kind: ChangeKind | None
    source: Source | None

    @property
    def is_narrow(self) -> bool:
        """Whether anything was chosen."""
        return self.kind is not None or self.source is not None

    @property
    def query(self) -> str:
        """The choice as the beginning of a query string; a code and a slug need no quoting."""
        kind = f"kind={self.kind.value}&" if self.kind is not None else ""
        return kind + (f"source={self.source.slug}&" if self.source is not None else "")

    def narrow(self, rows: QuerySet[Change]) -> QuerySet[Change]:
        """Return those of the rows that were chosen."""
        if self.kind is not None:
            rows = rows.filter(description__kinds__contains=[self.kind.value])
        return rows.filter(article__source=self.source) if self.source is not None else rows


@public_page
def show_latest_changes(request: HttpRequest) -> HttpResponseBase:
    """Show the latest changes of all publishers, the last announced first, twenty a page.

    Not by the window: a page that is gone is announced a day or more after it was first found missing, and would stand
    where nobody looks any more. ``?kind=number`` and ``?source=slug`` narrow the list; 404 for a kind or publisher
    that there is not.
    """
    choice = _read_choice(request.GET)
    rows = choice.narrow(public_changes())
    changes = take_slice(rows, moment="announced_at", size=CHANGES, query=request.GET, kept=choice.query)
    is_new = not changes.rows and changes.is_first and not choice.is_narrow
    beginning = _describe_beginning() if is_new else None
    return render(
        request,
        "trackers/front.html",
        {
            "changes": changes,
            "cards": make_cards(changes.rows),
            "beginning": beginning,
            "choice": choice,
            "kinds": list(ChangeKind),
            "sources": [] if beginning else _offer_sources(choice.source),
            "noindex": choice.is_narrow or not changes.is_first,
            "here": "front",
        },
    )


def _read_choice(query: QueryDict) -> Choice:
    """Return what was chosen; a form sends what was left open as nothing. At most one query."""
    kind, slug = query.get("kind", ""), query.get("source", "")
    # PostgreSQL knows no NUL and would call it an error of ours.
    source = Source.objects.public().filter(slug=slug).first() if slug and "\x00" not in slug else None
    if (kind and kind not in ChangeKind.values) or (slug and source is None):
        raise Http404
    return Choice(kind=ChangeKind(kind) if kind else None, source=source)


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
