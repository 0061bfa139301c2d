"""Disappearances and returns in feeds: entries of their own, valid, with neutral words and permanent ids."""

from datetime import timedelta
from typing import Any

import pytest
from lxml import etree, html

from tests.builders import NOON, make_article, make_gone, make_return, make_source, make_version
from tests.feeds.asking import FORMS, PROBLEMS, get_feed, hide_article, publish_annotation, routes_of
from tests.feeds.rules import ATOM, fragment_problems
from trackers.models import Article

pytestmark = pytest.mark.django_db

HOSTILE = "Weir ]]> <b>closes</b> &lt;i&gt; \u202e"


def fill(headline: str = "Weir to close for repairs", **fields: Any) -> Article:
    """An article that went, came back as it was, went again and came back with the text it had at first."""
    article = make_article(make_source(name="The Mill Lane Mercury"))
    make_version(article, headline=headline, paragraphs=["The weir closes on Monday.", headline], **fields)
    make_gone(article)
    make_return(article)
    later = {"observed_at": NOON + timedelta(days=6), **fields}
    make_version(article, headline=headline, paragraphs=["The weir closes on Friday.", headline], **later)
    make_gone(article, absence="home_page")  # type: ignore[arg-type]
    publish_annotation(make_return(article, version=article.versions.get(number=1)))
    return article


def entries(article: Article) -> list[dict[str, str]]:
    """The entries of an article's Atom feed by title, oldest first."""
    feed = etree.fromstring(get_feed("article_atom", article.pk))
    found = []
    for entry in reversed(feed.findall(f"{ATOM}entry")):
        told = html.fromstring(f"<div>{entry.findtext(f'{ATOM}summary')}</div>")
        found.append(
            {
                "id": entry.findtext(f"{ATOM}id") or "",
                "title": entry.findtext(f"{ATOM}title") or "",
                "link": entry.find(f"{ATOM}link").get("href") or "",  # type: ignore[union-attr]
                "words": " ".join(told.text_content().split()),
            }
        )
    return found


def test_each_has_an_entry_of_its_own_with_its_window_and_what_the_server_said(settings: Any) -> None:
    settings.PUBLIC_URL = "https://changes.example"
    article = fill()
    page = f"https://changes.example/articles/{article.pk}"
    gone, back, gone_again, back_again = (
        entry for entry in entries(article) if "/changes/" not in entry["link"]
    )

    assert [entry["title"] for entry in (gone, back)] == [
        "Gone: Weir to close for repairs",
        "Back: Weir to close for repairs",
    ]
    assert [entry["link"] for entry in (gone, back)] == [f"{page}/gone/1/", f"{page}/returns/1/"]
    assert gone["words"] == (
        "The page went away between 14 March 2026, 12:00 UTC and 14 March 2026, 12:30 UTC. "
        "The publisher’s server answered 404 (not found)."
    )
    assert back["words"].endswith("Its text is the same as before.")
    assert "led to a home page in place of the article." in gone_again["words"]
    assert "1 word removed, 1 added." in back_again["words"] and "Monday" in back_again["words"]


def test_their_ids_are_their_own_and_stay() -> None:
    article = fill()
    before = [entry["id"] for entry in entries(article)]

    assert len(set(before)) == 5
    assert [entry["id"] for entry in entries(article)] == before


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("fields", [{}, {"dir": "rtl", "lang": "ar"}])
def test_feeds_with_hostile_headlines_stay_valid(form: str, fields: dict[str, str]) -> None:
    article = fill(HOSTILE, **fields)

    for route, arguments in routes_of(article):
        body = get_feed(f"{route}_{form}", *arguments)
        assert PROBLEMS[form](body) == [], route
        root = etree.fromstring(body)
        told = (
            root.findall(f".//{ATOM}summary") if form == "atom" else root.findall("channel/item/description")
        )
        assert told and all(fragment_problems(each.text or "") == [] for each in told)


@pytest.mark.parametrize("form", FORMS)
def test_a_withheld_article_takes_its_disappearances_out_of_every_feed(form: str) -> None:
    article = fill()
    hide_article(article, exposure="withheld", exposure_reason="legal")

    for route, arguments in routes_of(article)[:3]:
        assert "eir" not in get_feed(f"{route}_{form}", *arguments).decode().replace("their", "")
