"""Publishers: the list of them, and for each its latest changes and its articles."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from trackers.models import Article, Change, FeedState, Source, SourceState, Version
from trackers.views.cards import make_cards, public_changes
from trackers.views.page import public_page
from trackers.views.paging import take_slice
from trackers.views.rules import EVERYTHING, asks_for_everything
from trackers.views.visibility import about_source

SOURCES = 100
CHANGES = 10
ARTICLES = 30


@public_page
def list_sources(request: HttpRequest) -> HttpResponseBase:
    """Show the publishers by name, a hundred a page, each with the number of its articles that can be read here."""
    rows = Source.objects.public().order_by("name", "pk")
    after = request.GET.get("after")
    if after is not None:
        rows = rows.filter(_comes_after(after))
    found = list(rows[: SOURCES + 1])
    sources = found[:SOURCES]
    counts = dict(
        Article.objects.public()
        .filter(source__in=sources)
        .order_by()
        .values_list("source")
        .annotate(count=Count("pk"))
    )
    return render(
        request,
        "trackers/sources.html",
        {
            "listed": [(source, counts.get(source.pk, 0)) for source in sources],
            "next_after": sources[-1].slug if len(found) > SOURCES else "",
            "is_first": after is None,
            "noindex": after is not None,
            "here": "sources",
        },
    )


@public_page
@about_source
def show_source(request: HttpRequest, source: Source) -> HttpResponseBase:
    """Show a publisher: its page, its feeds, its latest changes and its articles, both lists paged on their own."""
    everything = asks_for_everything(request.GET)
    kept = f"{EVERYTHING}&" if everything else ""
    changes = take_slice(
        public_changes().filter(article__source=source).shown(everything=everything),
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
    return render(
        request,
        "trackers/source.html",
        {
            "source": source,
            "feeds": source.feeds.filter(state=FeedState.ACTIVE),
            "is_followed": source.state == SourceState.ACTIVE,
            "article_count": Article.objects.public().filter(source=source).count(),
            "change_count": Change.objects.public().filter(article__source=source).count(),
            "changes": changes,
            "cards": make_cards(changes.rows),
            "articles": articles,
            "everything": everything,
            "is_first": changes.is_first and articles.is_first,
            "noindex": everything or not (changes.is_first and articles.is_first),
        },
    )


def _comes_after(slug: str) -> Q:
    # PostgreSQL knows no NUL and would call it an error of ours.
    last = Source.objects.public().filter(slug=slug).first() if "\x00" not in slug else None
    if last is None:
        raise Http404
    return Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk)


def _articles_of(source: Source) -> QuerySet[Article]:
    """Return a publisher's readable articles with the headline of the last Version that readers may see."""
    edits = Change.objects.edits().filter(announced_at__isnull=False)
    announced = edits.filter(article=OuterRef("pk")).order_by("-to_number")
    led_to = Exists(edits.filter(to_version=OuterRef("pk")))
    latest = Version.objects.filter(led_to, article=OuterRef("pk")).order_by("-number")
    first = Version.objects.filter(article=OuterRef("pk"), number=1)
    return (
        Article.objects.public()
        .filter(source=source, last_changed_at__isnull=False)
        .annotate(
            last_number=Coalesce(Subquery(announced.values("to_number")[:1]), 1),
            **{
                f"shown_{column}": Coalesce(
                    Subquery(latest.values(column)[:1]), Subquery(first.values(column)[:1])
                )
                for column in ("headline", "lang", "dir")
            },
        )
    )
