"""Gone and returned pages at the desk: found together, told apart from edits, annotated like any change."""

import pytest

from tests.admin.asking import enter, page_of, text_of
from tests.builders import make_article, make_change, make_gone, make_return, make_version
from tests.reviews import show_at_once
from trackers.models import Annotation, Article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    """An article that changed, went and came back."""
    article = make_article()
    make_change(article)
    make_gone(article)
    make_return(article)
    return article


def listed(query: str) -> list[str]:
    page = page_of(enter("analyst").get(f"/admin/trackers/change/{query}"))
    cells = page.xpath("//td[@class='field-facts']")
    return [" ".join(cell.xpath("string(.//*[@class='desk-nature'])").split()) for cell in cells]


@pytest.mark.parametrize(
    ("query", "steps"),
    [
        ("", ["the page is back", "the page is gone: answered 404 (not found)", ""]),
        (
            "?nature=gone_or_returned",
            ["the page is back", "the page is gone: answered 404 (not found)"],
        ),
        ("?nature=gone", ["the page is gone: answered 404 (not found)"]),
        ("?nature=returned", ["the page is back"]),
        ("?nature=edit", [""]),
        (
            "?nature=other",
            ["the page is back", "the page is gone: answered 404 (not found)", ""],
        ),
    ],
)
def test_changes_are_filtered_by_what_happened(article: Article, query: str, steps: list[str]) -> None:
    assert listed(query) == steps


def test_a_disappearance_shows_its_window_what_the_server_said_and_the_last_text(article: Article) -> None:
    gone = article.changes.get(nature="gone")
    page = text_of(enter("analyst").get(f"/admin/trackers/change/{gone.pk}/change/"))
    assert "The page went away between 2026-03-14 12:35 and 2026-03-14 13:05 UTC" in page
    assert "the publisher’s server answered 404 (not found)." in page
    assert "Forty people were rescued." in page


def test_a_return_with_another_text_shows_the_comparison() -> None:
    article = make_article()
    make_version(article, paragraphs=["Twelve people were rescued."])
    make_gone(article)
    new = make_version(article, paragraphs=["Forty people were rescued."])
    back = make_return(article, version=new)
    page = page_of(enter("analyst").get(f"/admin/trackers/change/{back.pk}/change/"))
    assert "Twelve" in page.xpath("string(//table[@class='desk-diff']//del)")
    assert "Forty" in page.xpath("string(//table[@class='desk-diff']//ins)")


def test_a_disappearance_is_annotated_and_published_like_any_change(article: Article) -> None:
    gone, editor = article.changes.get(nature="gone"), enter("editor")
    show_at_once()
    form = {
        "public_note": "The paper says the page was lost in a move.", "significance": "2",
        "disclosure": "not_applicable", "confidence": "probable", "_publish": "x",
    }  # fmt: skip
    editor.post(f"/admin/trackers/change/{gone.pk}/change/", form)
    assert Annotation.objects.get().state == "published"
    for path in (gone.get_absolute_url(), "/feeds/annotated.atom"):
        assert "lost in a move" in editor.get(path).content.decode()
    assert "Ferry to Port Ansel" in text_of(editor.get("/admin/trackers/annotation/"))


def test_the_page_before_and_after_a_step_is_the_one_that_happened_next_to_it(article: Article) -> None:
    edit, gone, back = article.changes.order_by("pk")
    page = page_of(enter("analyst").get(f"/admin/trackers/change/{gone.pk}/change/"))
    hrefs = set(page.xpath("//a/@href"))
    assert {f"/admin/trackers/change/{row.pk}/change/" for row in (edit, back)} <= hrefs


def test_an_articles_page_says_since_when_its_page_is_missing_and_what_that_rests_on(
    article: Article,
) -> None:
    gone = make_gone(article)
    page = text_of(enter("editor").get(f"/admin/trackers/article/{article.pk}/change/"))
    assert f"Missing since: {gone.seen_new_at:%Y-%m-%d %H:%M} UTC" in page
    assert "Looks that found nothing: 3" in page
    assert f"Gone, as confirmed at: {gone.announced_at:%Y-%m-%d %H:%M} UTC" in page


@pytest.mark.parametrize(("query", "count"), [("?page=gone", 1), ("?page=missing", 1), ("", 3)])
def test_articles_are_filtered_by_whether_their_page_is_there(
    article: Article, query: str, count: int
) -> None:
    make_gone(article)
    missing = make_article()
    Article.objects.filter(pk=missing.pk).update(missing_since=missing.first_seen_at)
    make_article()
    page = page_of(enter("editor").get(f"/admin/trackers/article/{query}"))
    assert len(page.xpath("//table[@id='result_list']/tbody/tr")) == count
