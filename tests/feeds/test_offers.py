"""The page that lists the feeds, and the same list as a file: all of them, only what is public, nothing made markup."""

from typing import Any

import pytest
from django.test import Client
from lxml import etree

from tests.builders import make_change, make_source
from tests.feeds.asking import hide_source, publish_annotation, take_back
from tests.feeds.opml_rules import opml_problems
from tests.feeds.test_validity import HOSTILE
from tests.views.asking import ask, links, read, words
from trackers.feeds import index
from trackers.models import ChangeKind, Exposure, Label, PublicText, Source

pytestmark = pytest.mark.django_db

OPML = """<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>Feeds</title></head><body><outline text="Branch">
  <outline type="rss" text="One" xmlUrl="https://news.example/1" htmlUrl="https://news.example/"/></outline></body></opml>"""


def get_opml() -> bytes:
    """The list of feeds as a file."""
    return Client().get("/feeds/all.opml").content


def outlines(body: bytes) -> dict[str, str]:
    """Name and address of each feed in the file."""
    return {
        row.get("text", ""): row.get("xmlUrl", "")
        for row in etree.fromstring(body).iter("outline")
        if row.get("xmlUrl")
    }


def test_a_good_file_passes_the_rules() -> None:
    assert opml_problems(OPML.encode()) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('version="2.0"', 'version="1.0"'),
        ("<head><title>Feeds</title></head>", ""),
        ("<title>Feeds</title>", "<name>Feeds</name>"),
        (' text="One"', ""),
        (' text="Branch"', ""),
        ('xmlUrl="https://news.example/1"', 'xmlUrl="/1"'),
        (' xmlUrl="https://news.example/1"', ""),
        ('htmlUrl="https://news.example/"', 'htmlUrl="/"'),
        (' type="rss"', ""),
        (' type="rss"', ' type="rss" href="x"'),
        ("</opml>", ""),
    ],
)
def test_a_file_with_one_fault_fails_the_rules(good: str, bad: str) -> None:
    assert good in OPML
    assert opml_problems(OPML.replace(good, bad, 1).encode())


def test_the_page_says_what_to_do_and_links_to_every_feed_that_is_in_the_file() -> None:
    publish_annotation(make_change(), labels=("Figure",))
    page = ask("/feeds/")
    addresses = set(outlines(get_opml()).values())
    assert len(addresses) == 4 + len(ChangeKind) + 4 + 1 + 1
    found = set(links(page))
    for address in addresses:
        path = "/" + address.partition("://")[2].partition("/")[2]
        assert {path, path.replace(".atom", ".rss")} <= found, path
    assert {"/feeds/changes.json", "/feeds/annotated.json", "/feeds/all.opml"} <= found
    assert "Get a feed reader." in words(page)
    for path in found:
        if path.startswith("/"):
            assert Client().get(path).status_code == 200, path


def test_the_file_calls_every_feed_what_the_feed_calls_itself(settings: Any) -> None:
    settings.PUBLIC_URL = "https://changes.example"
    settings.SITE_NAME = "Harbour & Sons"
    publish_annotation(make_change(), labels=("Figure & amount",))
    for row in etree.fromstring(get_opml()).iter("outline"):
        if row.get("xmlUrl"):
            feed = etree.fromstring(
                Client().get(row.get("xmlUrl", "").removeprefix(settings.PUBLIC_URL)).content
            )
            assert feed.findtext("{*}title") == row.get("text")
            assert feed.find("{*}link[@rel='alternate']").get("href") == row.get("htmlUrl")  # type: ignore[union-attr]
            assert feed.find("{*}link[@rel='self']").get("href") == row.get("xmlUrl")  # type: ignore[union-attr]


def test_the_file_is_valid_and_kept_until_a_feed_comes(client: Client) -> None:
    first = client.get("/feeds/all.opml")
    assert first["Content-Type"] == "text/x-opml; charset=utf-8"
    assert first["Content-Disposition"] == 'attachment; filename="feeds.opml"'
    assert opml_problems(first.content) == []
    seen = {"if-none-match": first["ETag"]}
    assert client.get("/feeds/all.opml", headers=seen).status_code == 304
    make_source()
    assert client.get("/feeds/all.opml", headers=seen).status_code == 200
    assert client.post("/feeds/all.opml").status_code == client.post("/feeds/").status_code == 405


def test_the_file_is_in_the_sites_language_whatever_the_reader_prefers(client: Client) -> None:
    other = client.get("/feeds/all.opml", headers={"accept-language": "de"})
    assert other.content == get_opml()
    assert other["Content-Language"] == "en-gb"


@pytest.mark.parametrize("text", [*HOSTILE, "\x0b\x1f control \uffff\ufffe"])
def test_hostile_names_stay_names(text: str) -> None:
    publish_annotation(make_change(), labels=("Figure",))
    Label.objects.update(name=text)
    Source.objects.update(name=text)
    body = get_opml()
    assert opml_problems(body) == []
    assert len(outlines(body)) == 4 + len(ChangeKind) + 4 + 2
    assert Client().get("/feeds/").status_code == 200


@pytest.mark.parametrize("fields", [{"exposure": Exposure.WITHHELD}, {"public_text": PublicText.PRIVATE}])
def test_a_publisher_that_is_not_public_is_not_offered(fields: dict[str, Any]) -> None:
    source = make_source(name="The Quiet Post")
    assert "The Quiet Post" in read("/feeds/")
    hide_source(source, **fields)
    assert "The Quiet Post" not in read("/feeds/")
    assert b"The Quiet Post" not in get_opml()


def test_a_label_is_offered_once_something_public_bears_it() -> None:
    annotation = publish_annotation(make_change(), labels=("Tide tables",))
    assert "By what our editors call it" in read("/feeds/")
    take_back(annotation)
    assert "Tide tables" not in read("/feeds/")
    assert "By what our editors call it" not in read("/feeds/")
    assert b"Tide tables" not in get_opml()


def test_the_page_shows_so_many_publishers_and_the_file_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_SOURCES", 2)
    for name in ("anchor post", "Bell Post", "Crane Post"):
        make_source(name=name)
    page = ask("/feeds/")
    shown = [
        words(row.cssselect("bdi")[0]) for row in page.cssselect("section[aria-labelledby=publishers] li")
    ]
    assert shown == ["anchor post", "Bell Post"]
    assert "There are more" in words(page)
    assert b"Crane Post" in get_opml()


def test_the_kinds_keep_their_places_when_publishers_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_SOURCES", 2)
    page = ask("/feeds/")
    assert len(page.cssselect("section[aria-labelledby=kinds] li")) == len(ChangeKind)
    assert "There are more" not in words(page)


def test_every_page_leads_to_the_feeds() -> None:
    for path in ("/", "/about/", "/sources/", make_change().get_absolute_url()):
        assert ask(path).cssselect("footer a[href='/feeds/']"), path
