"""The list of publishers and the page of one."""

import pytest

from tests.builders import make_article, make_change, make_feed, make_source, make_version
from tests.views.asking import ask, links, read, words
from trackers.models import FeedState, Source, SourceState

pytestmark = pytest.mark.django_db


def test_publishers_stand_by_name_with_their_articles_counted() -> None:
    mercury, gazette = (
        make_source(name="Mercury", homepage="https://mercury.example/"),
        make_source(name="Gazette"),
    )
    make_version(make_article(mercury))
    make_version(make_article(mercury))
    make_article(mercury)
    Source.objects.filter(pk=gazette.pk).update(state=SourceState.PAUSED)

    listed = [words(item) for item in ask("/sources/").cssselect(".list li")]

    assert listed[0].startswith("Gazette") and listed[0].endswith("0 articles · not followed at the moment")
    assert listed[1] == "Mercury mercury.example · 2 articles"


def test_more_than_a_hundred_publishers_are_paged() -> None:
    Source.objects.bulk_create(
        Source(name=f"Paper {number:03}", slug=f"paper-{number}", homepage="https://paper.example/")
        for number in range(101)
    )

    first = ask("/sources/")
    second = ask("/sources/?after=paper-99")

    assert (len(first.cssselect(".list li")), "?after=paper-99" in links(first)) == (100, True)
    assert [words(item).split(" paper")[0] for item in second.cssselect(".list li")] == ["Paper 100"]
    ask("/sources/?after=no-such-paper", status=404)


def test_two_publishers_of_one_name_are_both_reached() -> None:
    Source.objects.bulk_create(
        Source(name="Same name", slug=f"paper-{number}", homepage="https://paper.example/")
        for number in range(102)
    )

    seen = links(ask("/sources/")) + links(ask("/sources/?after=paper-99"))

    assert {link for link in seen if link.startswith("/sources/paper-")} == {
        f"/sources/paper-{number}/" for number in range(102)
    }


def test_the_page_of_a_publisher_tells_what_is_followed_and_what_was_found() -> None:
    source = make_source(name="Mercury", homepage="https://mercury.example/")
    make_feed(source, address="https://mercury.example/all.xml")
    make_feed(source, address="https://mercury.example/old.xml", state=FeedState.RETIRED)
    change = make_change(make_article(source), new={"headline": "Nine barges held"})
    make_change()

    page = ask(source.get_absolute_url())
    said = words(page)

    assert "1 of its articles can be read here." in said
    assert [link.get("href") for link in page.cssselect("a.outbound")] == [
        "https://mercury.example/",
        "https://mercury.example/all.xml",
    ]
    assert {link.get("rel") for link in page.cssselect("a.outbound")} == {"noopener noreferrer nofollow ugc"}
    assert len(page.cssselect(".card")) == 1
    assert change.article.get_absolute_url() in links(page)
    assert "2 versions" in said


def test_changes_and_articles_are_paged_each_on_its_own() -> None:
    source = make_source()
    for number in range(31):
        make_version(make_article(source), headline=f"Tide table {number}")
    article = make_article(source)
    for number in range(12):
        make_version(article, headline=f"Live from the lock {number}")

    page = ask(source.get_absolute_url())
    changes, articles = (
        ask(
            source.get_absolute_url()
            + next(link for link in links(page) if link.startswith(f"?{word}_before="))
        )
        for word in ("changes", "articles")
    )

    assert (len(page.cssselect(".card")), len(page.cssselect(".headlines li"))) == (10, 30)
    assert len(changes.cssselect(".card")) == 1
    assert len(articles.cssselect(".headlines li")) == 2
    assert changes.cssselect("meta[name=robots]") and articles.cssselect("meta[name=robots]")


def test_a_publisher_not_followed_at_the_moment_says_so() -> None:
    assert "It is not followed at the moment." in read(
        make_source(state=SourceState.RETIRED).get_absolute_url()
    )


@pytest.mark.parametrize("after", ["%00", "nobody", "%27", "x" * 5000])
def test_a_place_in_the_list_that_no_page_names_is_not_found(after: str) -> None:
    make_source()
    ask(f"/sources/?after={after}", status=404)


def test_publishers_are_found_by_words_of_their_name_or_address_and_by_whether_they_are_followed() -> None:
    make_source(name="The Mill Lane Mercury", homepage="https://mercury.example/")
    make_source(name="Mill Gazette", homepage="https://gazette.example/", state=SourceState.PAUSED)
    make_source(name="Hidden Mill", exposure="withheld")

    def found(query: str) -> list[str]:
        return [words(link) for link in ask(f"/sources/?{query}").cssselect(".list a")]

    assert found("q=mill") == ["Mill Gazette", "The Mill Lane Mercury"]
    assert found("q=LANE+mill") == found("q=mercury.example") == ["The Mill Lane Mercury"]
    assert found("q=mill&followed=no") == ["Mill Gazette"]
    assert found("q=+&followed=now") == ["The Mill Lane Mercury"]
    assert ask("/sources/?q=mill").cssselect("input[name=q]")[0].get("value") == "mill"
    ask("/sources/?followed=perhaps", status=404)


@pytest.mark.parametrize("asked", ["quokka", "%25", "_", "%00", "\\", "%ff", "x" * 5000])
def test_a_search_without_a_result_says_so_and_leads_back(asked: str) -> None:
    make_source(name="Mercury")

    page = ask(f"/sources/?q={asked}")

    assert page.cssselect(".list") == []
    assert "No publisher here has" in words(page)
    assert "/sources/" in links(page)


def test_a_search_is_kept_on_its_further_pages() -> None:
    Source.objects.bulk_create(
        Source(name=f"Paper & Sons {number:03}", slug=f"paper-{number}", homepage="https://paper.example/")
        for number in range(101)
    )

    page = ask("/sources/?q=%26+sons&followed=now")
    (more,) = [link for link in links(page) if link.startswith("?") and "after=" in link]

    assert more == "?q=%26+sons&followed=now&after=paper-99"
    assert len(ask(f"/sources/{more}").cssselect(".list li")) == 1
