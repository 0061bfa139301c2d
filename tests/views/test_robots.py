"""What readers are told about robots: where robots.txt is disregarded, and what a page asks not to be done with it."""

import pytest
from django.test import Client

from tests.builders import make_article, make_source, make_version

pytestmark = pytest.mark.django_db

SENTENCE = "that its robots.txt closes to programs"


def text_of(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_publisher_whose_robots_txt_is_disregarded_has_a_page_that_says_so_but_not_why():
    source = make_source(robots_stance="disregard", robots_reason="A secret reason of the desk.")
    page = text_of(source.get_absolute_url())
    assert SENTENCE in page
    assert "secret reason" not in page


def test_a_publisher_whose_robots_txt_is_obeyed_has_no_such_sentence():
    assert SENTENCE not in text_of(make_source().get_absolute_url())


@pytest.mark.parametrize(
    ("directives", "sentences"),
    [
        ("noarchive", ["The publisher asks robots not to archive this page (noarchive)."]),
        (
            "noarchive, nocache, noindex, none",
            [
                "The publisher asks robots not to archive this page (noarchive).",
                "The publisher asks search engines not to list this page (noindex).",
            ],
        ),
        (
            "nosnippet, unavailable_after",
            [
                "not to quote this page (nosnippet).",
                "to drop this page after a date it gives (unavailable_after).",
            ],
        ),
    ],
)
def test_an_articles_page_says_what_its_publisher_asks_of_robots(directives, sentences):
    article = make_article(directives=directives)
    make_version(article)
    page = text_of(article.get_absolute_url())
    for sentence in sentences:
        assert page.count(sentence) == 1
    assert page.count("The publisher asks") == len(sentences)


@pytest.mark.parametrize("directives", ["", "<script>alert(1)</script>, nofollow"])
def test_a_page_that_asks_for_nothing_we_know_has_no_such_sentence(directives):
    article = make_article(directives=directives)
    make_version(article)
    page = text_of(article.get_absolute_url())
    assert "The publisher asks" not in page
    assert "alert(1)" not in page
