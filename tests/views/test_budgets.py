"""How many queries a page costs: a number that does not grow with its rows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import (
    NOON,
    make_article,
    make_change,
    make_feed,
    make_gone,
    make_return,
    make_source,
    make_version,
)
from tests.views.everything import annotate, fill_site
from trackers.models import Article, Change, Gap

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy_site() -> Change:
    """A change of an article that has many, of a publisher that has many articles, with several notes on it."""
    change = fill_site()
    article = Article.objects.get(pk=change.article_id)
    make_return(article)
    for number in range(25):
        make_version(article, headline=f"Live from the lock {number}")
        make_change(make_article(article.source))
        make_feed(make_source())
        Gap.objects.create(cause="down", started_at=NOON, ended_at=NOON + timedelta(hours=number))
        make_gone(article)
        make_return(article)
    for number in range(4):
        annotate(change, text=f"Note {number}")
        annotate(article.changes.get(nature="gone", disappearance=1), text=f"Note {number}")
    return change


# Filling the site takes longer than asking for all of its pages.
BUDGETS = {
    "/": 5,
    "/?noted=1&since=month&from=2026-03-01": 3,
    "/?kind=number": 3,
    "/?source={slug}": 4,
    "/sources/": 2,
    "{source}": 9,
    "{source}figures.csv": 5,
    "{own}": 11,
    "{own}?from=5": 12,
    "{own}life/": 4,
    "{own}life/?at=2": 4,
    "{own}versions/2/": 4,
    "{own}changes/1..2/": 6,
    "{own}changes/1..3/": 2,
    "{own}gone/1/": 5,
    "{own}returns/1/": 5,
    "{own}diff/1/2": 0,
    "{own}compare/?old=1&new=2": 2,
    "/about/": 0,
    "/feeds/": 3,
    "/feeds/all.opml": 3,
    "/rules/": 1,
    "/data/": 1,
    "/search/": 1,
    "/search/?q=after:2026-03": 14,
    "/search/?q=live+added:lock+source:{slug}": 16,
    "/search/feed.json?q=live+added:lock+source:{slug}": 16,
    "/nope": 0,
}


def test_each_page_stays_within_its_budget(busy_site: Change) -> None:
    own, source = busy_site.article.get_absolute_url(), busy_site.article.source.get_absolute_url()
    spent = {}
    for path, budget in BUDGETS.items():
        with CaptureQueriesContext(connection) as asked:
            Client().get(path.format(own=own, source=source, slug=busy_site.article.source.slug))
        if len(asked) > budget:
            spent[path] = (len(asked), [query["sql"][:200] for query in asked])
    assert not spent


def test_an_empty_front_page_stays_within_its_budget(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for _ in range(10):
        make_feed(make_source())

    with django_assert_max_num_queries(5):
        Client().get("/")
