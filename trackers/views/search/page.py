"""The page of a search: the box with its help, what was found and why, or an article by its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from trackers.models import Article, Change, ChangeKind, Source
from trackers.search.rows import (
    Search,
    TookTooLongError,
    bounded,
    choose_articles,
    choose_changes,
    prepare_search,
)
from trackers.search.sentences import EXAMPLES, TOOK_TOO_LONG, tell_problem
from trackers.text.query import Query, parse_query
from trackers.views.cards import Card, make_cards, public_changes
from trackers.views.limiting import spend_on_page
from trackers.views.page import public_page
from trackers.views.paging import take_slice
from trackers.views.search.address import find_article, read_address
from trackers.views.search.marks import Line, mark_articles, mark_changes

CHANGES, ARTICLES, SOURCES = 20, 10, 200
_SPACES = dict.fromkeys(range(0x20), " ")
# What the form offers beside the box; each becomes a word of the query.
# Not by the names that paging has: "before" and "after" are its own.
_CHOICES = {"kind": "kind", "source": "source", "from": "after", "until": "before"}


@dataclass(frozen=True)
class Found:
    """A card with the lines that show why it was found."""

    card: Card
    lines: list[Line]


@dataclass(frozen=True)
class FoundArticle:
    """An Article that has not changed, with the lines that show why it was found."""

    article: Article
    lines: list[Line]


@public_page
def show_search(request: HttpRequest) -> HttpResponseBase:
    """Show what a query finds, twenty Changes a page, the last announced first.

    An address leads to its article's page. A query that cannot be meant is answered with 400, a sentence for each
    thing that is wrong, and what was typed still in the box.
    """
    typed = read_typed(request.GET)
    if any(request.GET.get(name) for name in _CHOICES):
        return redirect(f"{reverse('search')}?{urlencode({'q': _add_choices(typed, request.GET)})}")
    address = read_address(typed)
    if address is not None:
        article = find_article(address)
        if article is not None:
            return redirect(article)
        return _answer(request, Query(typed), address=address, follow=_offer_to_follow(request, address))
    return _search(request, parse_query(typed))


def read_typed(query: QueryDict) -> str:
    """Return what was typed, control characters as spaces: PostgreSQL knows no NUL, and HTML no most of the others."""
    return query.get("q", "").translate(_SPACES).strip()


def _search(request: HttpRequest, query: Query) -> HttpResponseBase:
    if query.is_empty:
        return _answer(request, query)
    spend_on_page(request)
    try:
        with bounded():
            search = prepare_search(query, today=timezone.now().date())
            if search.problems:
                return _answer(request, search.query)
            kept = urlencode({"q": query.text}) + "&"
            # The rows alone first: what a card shows is joined to the twenty that are left.
            rows = choose_changes(Change.objects.public().only("announced_at"), search)
            changes = take_slice(rows, moment="announced_at", size=CHANGES, query=request.GET, kept=kept)
            articles = _find_articles(search) if changes.is_first and not query.is_about_changes else []
            found = _explain([change.pk for change in changes.rows], search)
    except TookTooLongError:
        return _answer(request, query, status=503, complaint=str(TOOK_TOO_LONG))
    return _answer(request, query, changes=changes, found=found, articles=articles)


def _explain(ids: Sequence[int], search: Search) -> list[Found]:
    shown = public_changes().in_bulk(ids)
    changes = [shown[pk] for pk in ids if pk in shown]
    lines = mark_changes(changes, search)
    return [Found(card, lines.get(card.change.pk, [])) for card in make_cards(changes)]


def _find_articles(search: Search) -> list[FoundArticle]:
    rows = list(choose_articles(search).select_related("source", "latest_version")[:ARTICLES])
    lines = mark_articles(rows, search)
    return [FoundArticle(article, lines[article.pk]) for article in rows]


def _answer(
    request: HttpRequest, query: Query, *, status: int | None = None, **context: Any
) -> HttpResponseBase:
    problems = [tell_problem(problem) for problem in query.problems]
    return render(
        request,
        "trackers/search.html",
        {
            "typed": query.text,
            "query": urlencode({"q": query.text}),
            "problems": [*problems, *filter(None, [context.pop("complaint", "")])],
            "examples": EXAMPLES,
            "kinds": list(ChangeKind),
            "sources": Source.objects.public().order_by("name", "pk")[:SOURCES],
            "is_empty": query.is_empty and "address" not in context,
            "noindex": bool(query.text),
            "here": "search",
            **context,
        },
        status=status or (400 if problems else 200),
    )


def _add_choices(typed: str, query: QueryDict) -> str:
    """Return the query with what was chosen beside it written into it."""
    chosen = [(field, query.get(name, "").translate(_SPACES).strip()) for name, field in _CHOICES.items()]
    return " ".join([typed, *(f"{field}:{value}" for field, value in chosen if value)]).strip()


def _offer_to_follow(request: HttpRequest, address: str) -> str:
    """Return the address of the form by which an article is followed, for those who may; "" for everybody else."""
    user = request.user
    if not (user.is_active and user.is_staff and user.has_perm("trackers.add_article")):
        return ""
    return f"{reverse('admin:trackers_article_add')}?{urlencode({'address': address})}"
