"""Kinds, rank and disclosure in the admin: columns and filters of the list, the evidence on a change's page."""

import pytest

from tests.admin.asking import enter, page_of, text_of
from tests.builders import make_article, make_change, make_gone
from trackers.models import Description

pytestmark = pytest.mark.django_db

CHANGES = "/admin/trackers/change/"


def rows(query: str = "") -> list[str]:
    page = page_of(enter("analyst").get(f"{CHANGES}{query}"))
    return [" ".join(row.xpath(".//text()")) for row in page.xpath("//table[@id='result_list']/tbody/tr")]


def test_the_list_shows_kinds_rank_and_what_the_page_says() -> None:
    make_change(old=["It has 12 berths."], new=["It has 40 berths."])
    (row,) = rows()
    assert " figure the page says: nothing that was found " in row and row.split()[-1] == "50"


def test_the_list_can_be_narrowed_to_a_kind_and_to_what_the_page_says() -> None:
    make_change(old=["It has 12 berths."], new=["It has 40 berths."])
    noted = make_change(
        old=["It will pay."],
        new=["It will not pay.", "Correction: an earlier version of this article was wrong."],
    )
    assert len(rows()) == len(rows("?kind=nonsense&disclosure=nonsense")) == 2
    assert [" figure the page says:" in row for row in rows("?kind=number")] == [True]
    assert len(rows("?disclosure=correction")) == 1 and "a correction" in rows("?disclosure=correction")[0]
    assert Description.objects.get(change=noted).disclosure == "correction"


def test_a_change_without_kinds_or_without_words_yet_still_stands_in_the_list() -> None:
    article = make_change(make_article()).article
    make_gone(article)
    Description.objects.filter(change__nature="edit").delete()
    assert len(rows()) == 2


def test_the_page_of_a_change_tells_its_kinds_with_their_words() -> None:
    change = make_change(old=["It has 12 berths."], new=["It has 40 berths."])
    page = text_of(enter("analyst").get(f"{CHANGES}{change.pk}/change/"))
    assert "A figure changed:" in page and "Rank 50, by version" in page
    Description.objects.all().delete()
    assert "A figure changed:" not in text_of(enter("analyst").get(f"{CHANGES}{change.pk}/change/"))
