"""Publishers: the list of them, and for each its latest changes and its articles."""

from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from trackers.models import Article, FeedState, Source, SourceState, with_shown
from trackers.models.source import SourceQuerySet
from trackers.views.cards import make_cards, public_changes
from trackers.views.choice import Choice
from trackers.views.figures import reckon_figures
from trackers.views.page import public_page
from trackers.views.paging import take_slice
from trackers.views.period import offer_periods, read_period
from trackers.views.visibility import about_source

SOURCES = 100
CHANGES = 10
ARTICLES = 30
LONGEST_ASKED, MOST_WORDS = 100, 8


@public_page
def list_sources(request: HttpRequest) -> HttpResponseBase:
    """Show the publishers by name, a hundred a page, each with the number of its articles that can be read here.

    ``?q=`` narrows to those whose name or home page holds some words, ``?followed=now`` or ``no`` to those that are
    looked at now or are not; 404 for another word. Two queries.
    """
    asked, followed = request.GET.get("q", "").strip()[:LONGEST_ASKED], request.GET.get("followed", "")
    rows = _narrow(Source.objects.public(), asked=asked, followed=followed).order_by("name", "pk")
    after = request.GET.get("after")
    if after is not None:
        rows = rows.filter(_comes_after(after))
    found = list(rows[: SOURCES + 1])
    sources = found[:SOURCES]
    kept = {name: value for name, value in (("q", asked), ("followed", followed)) if value}
    return render(
        request,
        "trackers/sources.html",
        {
            "listed": _count_articles(sources),
            "next": urlencode({**kept, "after": sources[-1].slug}) if len(found) > SOURCES else "",
            "kept": urlencode(kept),
            "asked": asked,
            "followed": followed,
            "is_first": after is None,
            "noindex": after is not None or bool(kept),
            "here": "sources",
        },
    )


@public_page
@about_source
def show_source(request: HttpRequest, source: Source) -> HttpResponseBase:
    """Show a publisher: its page, its feeds, its figures, its latest changes and its articles.

    Both lists are paged on their own. ``?from= &to=`` choose the days of the figures, 400 with a sentence for one that
    is none; ``?all=1`` lists what noise rules lowered as well.
    """
    now = timezone.now()
    asked, everything = read_period(request.GET, now=now), request.GET.get("all") == "1"
    kept = "all=1&" if everything else ""
    of_source = public_changes().filter(article__source=source)
    changes = take_slice(
        of_source.shown(everything=everything),
        moment="announced_at",
        size=CHANGES,
        query=request.GET,
        prefix="changes_",
        kept=kept,
    )
    articles = take_slice(
        _articles_of(source),
        moment="last_changed_at",
        size=ARTICLES,
        query=request.GET,
        prefix="articles_",
        kept=kept,
    )
    is_first = changes.is_first and articles.is_first
    return render(
        request,
        "trackers/source.html",
        {
            "asked": asked,
            "figures": reckon_figures(source, asked.period, now=now) if asked.period and is_first else None,
            "offered": offer_periods(now=now),
            "choice": Choice(everything=everything),
            "lowered_count": of_source.lowered().count() if is_first else 0,
            "source": source,
            "feeds": source.feeds.filter(state=FeedState.ACTIVE),
            "is_followed": source.state == SourceState.ACTIVE,
            "changes": changes,
            "cards": make_cards(changes.rows),
            "articles": articles,
            "is_first": is_first,
            "noindex": asked.is_given or everything or not is_first,
        },
        status=200 if asked.period else 400,
    )


def _narrow(rows: SourceQuerySet, *, asked: str, followed: str) -> SourceQuerySet:
    if followed not in ("", "now", "no"):
        raise Http404
    if followed:
        is_followed = Q(state=SourceState.ACTIVE)
        rows = rows.filter(is_followed if followed == "now" else ~is_followed)
    for word in asked.split()[:MOST_WORDS]:
        # PostgreSQL knows no NUL: nothing holds one.
        rows = (
            rows.none()
            if "\x00" in word
            else rows.filter(Q(name__icontains=word) | Q(homepage__icontains=word))
        )
    return rows


def _count_articles(sources: list[Source]) -> list[tuple[Source, int]]:
    """Return publishers with the number of their articles that can be read here. One query."""
    readable = Article.objects.public().filter(source__in=sources).order_by()
    counts = dict(readable.values_list("source").annotate(count=Count("pk"))) if sources else {}
    return [(source, counts.get(source.pk, 0)) for source in sources]


def _comes_after(slug: str) -> Q:
    # PostgreSQL knows no NUL and would call it an error of ours.
    last = Source.objects.public().filter(slug=slug).first() if "\x00" not in slug else None
    if last is None:
        raise Http404
    return Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk)


def _articles_of(source: Source) -> QuerySet[Article]:
    """Return a publisher's readable articles with the headline of the last Version that readers may see."""
    return with_shown(Article.objects.public().filter(source=source, last_changed_at__isnull=False))
