"""Long lists in the admin stay cheap: no page counts a whole table."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.asking import enter, page_of, text_of
from tests.builders import make_article, make_change, make_source
from trackers.admin.paginator import BoundedPaginator
from trackers.models import Article

pytestmark = pytest.mark.django_db

LONG = ("article", "change", "check", "replayrun", "reviewevent", "version")


@pytest.mark.parametrize("query", ["", "?p=2", "?q=ferry"])
@pytest.mark.parametrize("noun", LONG)
def test_a_page_of_a_long_list_counts_at_most_ten_thousand_rows(noun: str, query: str) -> None:
    make_change()
    visitor = enter("operator")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        visitor.get(f"/admin/trackers/{noun}/{query}")
    counts = [query["sql"] for query in asked.captured_queries if "COUNT(" in query["sql"]]
    assert counts
    assert [sql for sql in counts if "LIMIT 10001" not in sql or "ORDER BY" in sql] == []


def test_a_list_longer_than_is_counted_says_so_and_ends_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoundedPaginator, "most", 60)
    source = make_source()
    for _ in range(60):
        make_article(source)
    visitor = enter("operator")
    whole = text_of(visitor.get("/admin/trackers/article/"))
    assert "60 articles" in whole
    assert "the first" not in whole
    make_article(source)
    assert "the first 60 articles: narrow the list to see others" in text_of(
        visitor.get("/admin/trackers/article/")
    )
    last = page_of(visitor.get("/admin/trackers/article/?p=2"))
    assert len(last.xpath("//tr[.//input[@name='_selected_action']]")) == 10


def test_the_bounded_count_is_that_of_the_rows_up_to_the_bound() -> None:
    source = make_source()
    for _ in range(3):
        make_article(source)
    for most, counted, is_cut in ((2, 2, True), (3, 3, False), (4, 3, False)):
        pages = BoundedPaginator(Article.objects.order_by("pk"), 2)
        pages.most = most
        assert (pages.count, pages.is_cut) == (counted, is_cut)
