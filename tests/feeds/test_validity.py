"""Every feed, full, empty or full of hostile text, is valid Atom and valid RSS, and independent readers agree on it."""

import xml.dom.minidom
import xml.etree.ElementTree as ElementTree
from calendar import timegm
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from lxml import etree

from tests.builders import NOON, make_article, make_change, make_source, make_version
from tests.feeds.asking import FORMS, PROBLEMS, get_feed, publish_annotation, routes_of
from tests.feeds.rules import ATOM, DC, fragment_problems
from trackers.models import Article, Change
from trackers.text.listings import FeedKind, read_listing

pytestmark = pytest.mark.django_db

# Escaped once and read once, every one of these comes out as it went in.
HOSTILE = (
    "]]> and <![CDATA[ and -->",
    "&lt;b&gt; stays visible, as does &amp;amp;",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    '"><svg/onload=alert(3)> \' " `',
    "]]></title></entry><entry><id>tag:evil</id>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "javascript:alert(4) {{ 7*7 }} ${7*7} %s %(x)s",
    "\u202eesrever\u202c \u200bzero\u200bwidth \ufeff",
    "عنوان بالعربية يتغير <b>الآن</b>",
    "कि 👩‍👩‍👧 e\u0301 𝔘𝔫𝔦",
)


def fill(article: Article) -> Change:
    """Give an article a change whose every field is hostile, and an annotation that is."""
    for place, canary in enumerate(HOSTILE):
        after = HOSTILE[place - 1]
        make_version(
            article,
            headline=canary,
            paragraphs=[f"{canary} before.", "The harbour is closed.", after],
            standfirst=after,
            byline=[canary],
            captions=[after],
        )
    change = article.changes.order_by("-pk").first()
    assert change is not None
    publish_annotation(change, note="\n".join(HOSTILE), labels=("Figure ]]> <b>",))
    return change


def texts(body: bytes, form: str) -> list[tuple[str, str]]:
    """Title and words of each entry, as an XML parser reads them."""
    root = etree.fromstring(body)
    entries = root.findall(f"{ATOM}entry") if form == "atom" else root.findall("channel/item")
    names = (f"{ATOM}title", f"{ATOM}summary") if form == "atom" else ("title", "description")
    return [(entry.findtext(names[0]) or "", entry.findtext(names[1]) or "") for entry in entries]


@pytest.mark.parametrize("form", FORMS)
def test_every_feed_is_valid(form: str) -> None:
    change = make_change()
    publish_annotation(change, labels=("Figure corrected",))
    for route, arguments in routes_of(change.article):
        body = get_feed(f"{route}_{form}", *arguments)
        assert PROBLEMS[form](body) == [], route
        assert len(texts(body, form)) == 1, route
        assert fragment_problems(texts(body, form)[0][1]) == [], route


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_without_entries_is_valid_and_does_not_change_by_being_read(form: str) -> None:
    for route in (f"changes_{form}", f"annotated_{form}"):
        assert PROBLEMS[form](get_feed(route)) == []
    article = make_article()
    make_version(article)
    for route, arguments in routes_of(article):
        body = get_feed(f"{route}_{form}", *arguments)
        assert PROBLEMS[form](body) == [], route
        assert texts(body, form) == []
        assert get_feed(f"{route}_{form}", *arguments) == body


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_stays_text(form: str) -> None:
    source = make_source(name="]]> <b>Gazette</b> &lt;i&gt; \u202e", homepage="javascript:alert(5)")
    article = make_article(source, url="https://gazette.example/ferry")
    fill(article)
    for route, arguments in routes_of(article):
        body = get_feed(f"{route}_{form}", *arguments)
        assert PROBLEMS[form](body) == [], route
        assert b"alert(5)" not in body
        entries = texts(body, form)
        assert len(entries) == (1 if route == "annotated" else len(HOSTILE) - 1)
        for _, words in entries:
            assert fragment_problems(words) == [], words


def test_a_title_holds_both_headlines_exactly_and_escaped_once() -> None:
    before, after = "Use &lt;b&gt; for <b>bold</b>, ministers say", "AT&T ]]> wins"
    make_change(old={"headline": before}, new={"headline": after})
    for form in FORMS:
        assert texts(get_feed(f"changes_{form}"), form)[0][0] == f"{before} → {after}"
    body = get_feed("changes_atom").decode()
    assert "Use &amp;lt;b&amp;gt; for &lt;b&gt;bold&lt;/b&gt;" in body


def test_visible_markup_is_still_visible_after_both_the_feed_and_its_words_are_read() -> None:
    make_change(old=["He wrote &lt;b&gt; there."], new=["He wrote <i> & &lt;b&gt; there."])
    for form in FORMS:
        words = texts(get_feed(f"changes_{form}"), form)[0][1]
        assert "He wrote <i> & &lt;b&gt; there." in "".join(
            etree.fromstring(f"<div>{words}</div>".encode()).itertext()
        )


def test_control_characters_of_old_rows_cannot_break_a_feed() -> None:
    # PostgreSQL stores any of them but NUL; reading removes them today, rows may be older than that.
    source = make_source(name="The \x0bHarbour\x1f Gazette\ufffe")
    make_change(
        make_article(source),
        old={"headline": "Ferry\x08 sails\x0b", "paragraphs": ["One\x7f\x01"]},
        new={"headline": "Ferry \x1bstays\uffff", "paragraphs": ["Two\x0c\ufffe"]},
    )
    for form in FORMS:
        body = get_feed(f"changes_{form}")
        assert PROBLEMS[form](body) == []
        assert texts(body, form)[0][0] == "Ferry sails → Ferry stays"
        assert "<ins>Two</ins>" in texts(body, form)[0][1]


def read_with_feedparser(body: bytes) -> list[dict[str, Any]]:
    """Titles, ids, links, authors and dates as feedparser understands them."""
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [
        {
            "title": entry.title,
            "id": entry.id,
            "link": entry.link,
            "author": entry.author,
            "published": datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
        }
        for entry in parsed.entries
    ]


def read_with_the_standard_library(body: bytes, form: str) -> list[dict[str, Any]]:
    """The same, from the tree of the standard library."""
    root = ElementTree.fromstring(body)
    found = []
    for entry in root.iter(f"{ATOM}entry" if form == "atom" else "item"):
        link = entry.find(f"{ATOM}link")
        found.append(
            {
                "title": entry.findtext(f"{ATOM}title" if form == "atom" else "title"),
                "id": entry.findtext(f"{ATOM}id" if form == "atom" else "guid"),
                "link": entry.findtext("link") if link is None else link.get("href"),
                "author": entry.findtext(f"{ATOM}author/{ATOM}name" if form == "atom" else f"{DC}creator"),
            }
        )
    return found


def read_with_our_own_reader(body: bytes, form: str) -> list[dict[str, Any]]:
    """Titles, links and dates as Newswatch itself would read another site's feed."""
    listing = read_listing(
        body, url=f"https://news.example/feed.{form}", content_type=f"application/{form}+xml"
    )
    assert listing.kind is FeedKind(form)
    assert listing.problems == ()
    return [
        {"title": entry.title, "link": entry.url, "published": entry.published} for entry in listing.entries
    ]


def read_with_minidom(body: bytes, form: str) -> list[dict[str, Any]]:
    """Ids and titles as expat and the DOM have them."""
    document = xml.dom.minidom.parseString(body)
    entries = document.getElementsByTagName("entry" if form == "atom" else "item")
    return [
        {
            "title": "".join(
                node.nodeValue or "" for node in entry.getElementsByTagName("title")[0].childNodes
            ),
            "id": "".join(
                node.nodeValue or ""
                for node in entry.getElementsByTagName("id" if form == "atom" else "guid")[0].childNodes
            ),
        }
        for entry in entries
    ]


@pytest.mark.parametrize("form", FORMS)
def test_independent_readers_find_the_same_in_a_feed(form: str, settings: Any) -> None:
    source = make_source(name="Gazette & Sons", homepage="https://gazette.example/")
    article = make_article(source)
    for number, headline in enumerate(
        ("Ferry sails", "Ferry stays", "Ferry & crew stay", "Ferry stays: “no”")
    ):
        make_version(article, headline=headline, observed_at=NOON + timedelta(hours=number))
    changes = list(Change.objects.public().order_by("-announced_at", "-pk"))
    expected = [
        {
            "title": f"{change.from_version.headline} → {change.to_version.headline}",
            "id": f"tag:{settings.TAG_AUTHORITY}:change/{change.uuid}",
            "link": f"{settings.PUBLIC_URL}{change.get_absolute_url()}",
            "author": "Gazette & Sons",
            "published": change.seen_new_at,
        }
        for change in changes
    ]
    body = get_feed(f"article_{form}", article.pk)
    readers = (
        read_with_feedparser(body),
        read_with_the_standard_library(body, form),
        read_with_our_own_reader(body, form),
        read_with_minidom(body, form),
    )
    for entries in readers:
        assert len(entries) == len(expected) == 3
        for entry, truth in zip(entries, expected, strict=True):
            assert entry == {name: truth[name] for name in entry}
