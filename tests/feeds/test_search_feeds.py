"""Any search as a feed: the same rules as every other feed, JSON Feed 1.1 beside them, errors in words."""

import json

import pytest
from django.test import Client

from tests.builders import make_article, make_change, make_source
from tests.feeds.asking import FORMS, PROBLEMS
from trackers.models import PublicText, Source

pytestmark = pytest.mark.django_db


def get(form: str, typed: str, *, status: int = 200) -> bytes:
    response = Client().get(f"/search/feed.{form}", {"q": typed})
    assert response.status_code == status
    return response.content


@pytest.mark.parametrize("form", FORMS)
def test_a_search_as_a_feed_is_valid_and_holds_what_it_finds(form: str) -> None:
    found = make_change()
    make_change(new=["Forty-one goats were rescued."])
    body = get(form, 'removed:twelve -goats "harbour is"')
    assert PROBLEMS[form](body) == []
    assert body.count(b"/changes/1..2/") >= 1 and found.get_absolute_url().encode() in body
    assert b"removed%3Atwelve" in body
    assert b"goats were" not in body


def test_a_search_as_a_json_feed() -> None:
    change = make_change(make_article(make_source(name="The <b> Gazette & Sons")))
    response = Client().get("/search/feed.json", {"q": "twelve"})
    feed = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"].endswith("/search/feed.json?q=twelve") and feed["home_page_url"].endswith(
        "/search/?q=twelve"
    )
    (item,) = feed["items"]
    assert item["url"].endswith(change.get_absolute_url()) and str(change.uuid) in item["id"]
    assert item["authors"][0]["name"] == "The <b> Gazette & Sons" and "<del>" in item["content_html"]
    assert item["date_published"] <= item["date_modified"]


@pytest.mark.parametrize("form", [*FORMS, "json"])
def test_a_feed_of_nothing_is_still_a_feed(form: str) -> None:
    body = get(form, "walrus")
    assert json.loads(body)["items"] == [] if form == "json" else PROBLEMS[form](body) == []


@pytest.mark.parametrize("form", [*FORMS, "json"])
@pytest.mark.parametrize(
    ("typed", "words"), [("kind:x", "cannot stand behind kind:"), ("", "Nothing is asked for")]
)
def test_a_feed_that_cannot_be_meant_is_answered_in_words(form: str, typed: str, words: str) -> None:
    assert words in get(form, typed, status=400).decode()


@pytest.mark.parametrize("form", [*FORMS, "json"])
@pytest.mark.parametrize("public_text", [PublicText.PASSAGES, PublicText.PRIVATE])
def test_a_feed_finds_no_more_than_may_be_shown(form: str, public_text: str) -> None:
    change = make_change()
    Source.objects.update(public_text=public_text)
    assert change.get_absolute_url() not in get(form, "harbour is closed").decode()
