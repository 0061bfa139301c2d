"""The search page: the box, what was found and why, errors in words, addresses, and who sees what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.builders import make_article, make_change, make_editor, make_gone, make_source, make_version
from tests.views.asking import ask, links, read, words
from trackers.models import Article, ArticleURL, Change, FoundBy
from trackers.pipeline.index import index_first_version
from trackers.search.rows import TookTooLongError, bounded
from trackers.text.urls import address_key

pytestmark = pytest.mark.django_db


def search(typed: str, **extra: object):
    return Client().get("/search/", {"q": typed}, **extra)


def page_of(typed: str, *, status: int = 200):
    response = search(typed)
    assert response.status_code == status
    return ask(response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"], status=status)


def test_an_empty_search_explains_itself() -> None:
    page = ask("/search/")
    assert page.cssselect("details.search-help")[0].get("open") is not None
    assert 'removed:"criminal inquiry"' in words(page) and "correction_notice" in words(page)
    assert not page.cssselect(".card") and "No change was found" not in words(page)


def test_every_page_leads_to_the_search() -> None:
    assert ask("/about/").cssselect("header nav a[href='/search/']")


def test_what_was_found_is_a_card_with_the_words_marked() -> None:
    make_change(
        old={"headline": "Harbour closed", "paragraphs": ["The police opened a criminal inquiry on Monday."]},
        new={"headline": "Harbour open", "paragraphs": ["The police opened a review on Monday."]},
    )
    page = page_of('removed:"criminal inquiries" headline:harbour')
    assert len(page.cssselect("article.card")) == 1
    assert [words(mark) for mark in page.cssselect(".found mark")] == ["Harbour", "criminal inquiry"]
    assert "removed:" in words(page.cssselect(".found")[0])


def test_a_find_in_the_middle_of_a_long_text_is_cut_out() -> None:
    text = " ".join(f"word{number}" for number in range(300))
    make_change(old={"paragraphs": [text, "Twelve."]}, new={"paragraphs": [text, "Forty."]})
    line = words(page_of("word150").cssselect(".found")[0])
    assert "… word" in line and "word150" in line and len(line) < 260


def test_a_search_that_finds_nothing_says_so_and_keeps_what_was_typed() -> None:
    page = page_of("walrus")
    assert "No change was found." in words(page)
    assert page.cssselect("#search-words")[0].get("value") == "walrus"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ('removed:"criminal', 'The quotation mark before “removed:"criminal” is never closed.'),
        (
            "kind:nonsense",
            "cannot stand behind kind: here. These can: headline, standfirst, byline, number (figure),",
        ),
        ("colour:red", "There is no search by the word before the colon in “colour:red”."),
        ("source:nobody", "There is no publisher with the short name “nobody” here."),
        ("colour:red source:nobody", "There is no publisher with the short name “nobody” here."),
        ("lang:english", "“english” is no code of a language"),
        ("added:", "Something has to stand behind added: without a space."),
        ("after:yesterday", "“yesterday” is no day."),
        ("after:2026 before:2025", "No day is after the one and before the other"),
        ("<->", "There is no letter and no figure in “<->” to look for."),
        ("x " * 40, "A search can hold 32 words"),
        ("x" * 10_000, "A search can be 500 characters long; this one has 10000."),
    ],
)
def test_an_error_is_said_in_words_and_loses_nothing(typed: str, sentence: str) -> None:
    page = page_of(typed, status=400)
    assert sentence in words(page.cssselect(".problems")[0])
    assert page.cssselect("#search-words")[0].get("value") == typed.strip()
    assert page.cssselect("#search-words")[0].get("aria-describedby") == "search-problems"


@pytest.mark.parametrize(
    "typed",
    [
        "a\x00b",
        "the of and",
        "' OR 1=1 --",
        "ferry') | !('",
        "\\",
        "a:b:c",
        "%s %(x)s %",
        "ferry & !port <-> x:*",
        "\ud800",
    ],
)
def test_a_hostile_query_is_only_words(typed: str) -> None:
    make_change()
    assert search(typed.encode("utf-8", "replace").decode()).status_code in (200, 400)


def test_a_word_that_every_text_holds_can_be_looked_for() -> None:
    change = make_change()
    assert change.get_absolute_url() in links(page_of("removed:twelve the"))


def test_more_than_a_page_is_walked_by_the_last_row_seen() -> None:
    for _ in range(25):
        make_change()
    first = page_of("rescued")
    (older,) = [link.get("href") for link in first.cssselect("a[rel=next]")]
    second = ask(f"/search/{older}")
    assert (len(first.cssselect("article.card")), len(second.cssselect("article.card"))) == (20, 5)
    assert set(links(first)) & {str(change.get_absolute_url()) for change in Change.objects.all()}
    assert second.cssselect("#search-words")[0].get("value") == "rescued"


def test_what_is_chosen_beside_the_box_becomes_part_of_the_query() -> None:
    response = Client().get("/search/", {"q": "ferry", "kind": "quote", "source": "", "from": "2026-03-01"})
    assert (response.status_code, response.url) == (302, "/search/?q=ferry+kind%3Aquote+after%3A2026-03-01")


def test_an_article_that_has_not_changed_is_listed_apart() -> None:
    version = make_version(make_article(), headline="Gulls return", paragraphs=["The gulls are back."])
    index_first_version(version)
    page = page_of("gull")
    assert version.article.get_absolute_url() in links(page)
    assert [words(mark) for mark in page.cssselect(".found mark")] == ["Gulls"]
    assert version.article.get_absolute_url() not in links(page_of("added:gull"))


def test_a_page_that_went_away_is_found_by_what_it_said() -> None:
    article = make_article()
    make_version(article)
    gone = make_gone(article)
    assert gone.get_absolute_url() in links(page_of("is:gone ferry"))


@pytest.mark.parametrize(
    "typed",
    [
        "https://gazette.example/news/ferry?id=7",
        "http://www.gazette.example/news/ferry/?id=7&utm_source=mail#top",
        "gazette.example/news/ferry?id=7",
        "  https://gazette.example/old-address  ",
    ],
)
def test_any_address_of_an_article_leads_to_it(typed: str) -> None:
    article = make_article(url="https://gazette.example/news/ferry?id=7")
    make_version(article)
    old = "https://gazette.example/old-address"
    ArticleURL.objects.create(article=article, url=old, key=address_key(old), found_by=FoundBy.REDIRECT)
    response = search(typed)
    assert (response.status_code, response.url) == (302, article.get_absolute_url())


@pytest.mark.parametrize(
    "fields", [{"exposure": "withheld", "exposure_reason": "privacy"}, {"exposure": "usable"}]
)
def test_an_address_that_cannot_be_shown_is_as_if_nobody_followed_it(fields: dict[str, str]) -> None:
    article = make_article(make_source(public_text="private" if len(fields) == 1 else "full"), **fields)
    make_version(article)
    for address in (article.url, "https://gazette.example/never-heard-of"):
        said = read(f"/search/?q={address}")
        assert "No article with this address is followed here" in said
        assert "some are added by the editors" in said and "Have it followed" not in said


def test_staff_who_may_are_offered_to_have_an_address_followed() -> None:
    client = Client()
    client.force_login(make_editor("source_manager"))
    page = client.get("/search/", {"q": "https://gazette.example/news?x=1&y=2"}).content.decode()
    target = "/admin/trackers/article/add/?address=https%3A%2F%2Fgazette.example%2Fnews%3Fx%3D1%26y%3D2"
    assert target in page
    form = client.get(target).content.decode()
    assert 'value="https://gazette.example/news?x=1&amp;y=2"' in form

    client.force_login(make_editor("outsider"))
    assert (
        "Have it followed"
        not in client.get("/search/", {"q": "https://gazette.example/news"}).content.decode()
    )


def test_staff_find_no_more_than_everybody() -> None:
    make_change(make_article(make_source(public_text="private")), new=["Forty quokkas were rescued."])
    client = Client()
    client.force_login(make_editor("operator"))
    assert "No change was found." in client.get("/search/", {"q": "quokka"}).content.decode()


def test_of_passages_alone_no_line_shows_more_than_changed_words() -> None:
    make_change(
        make_article(make_source(public_text="passages")),
        old=["Twelve people were rescued.", "A secret stands here."],
        new=["Forty people were rescued.", "A secret stands here."],
    )
    page = page_of("forty")
    assert [words(line) for line in page.cssselect(".found li")] == ["added: Forty"]
    assert "secret" not in words(page)


def test_a_search_that_takes_too_long_is_stopped_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trackers.search.rows.SECONDS", 0.05)
    with pytest.raises(TookTooLongError), bounded(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(2)")


def test_an_article_in_many_versions_is_found_in_each_change_that_shows_it() -> None:
    article = make_article(first_seen_at=timezone.now() - timedelta(days=3))
    make_version(article, paragraphs=["The otter slept."])
    for number in range(3):
        make_version(Article.objects.get(pk=article.pk), paragraphs=["The otter slept.", f"Day {number}."])
    assert len(page_of("otter").cssselect("article.card")) == 3
    assert len(page_of("otter added:2").cssselect("article.card")) == 1
