"""OPML files: what is read of them, what is refused, and that ours are read back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trackers.text.entries import FeedKind
from trackers.text.opml import Outline, Publisher, UnreadableOPML, read_opml, write_opml

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def opml(body: str, *, head: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def test_feeds_are_read_with_the_folders_they_stand_in() -> None:
    file = opml(
        '<outline text="Papers"><outline text="North &amp; South">'
        '<outline type="rss" text="Bell" title="The Bell" xmlUrl=" https://bell.example/rss "'
        ' htmlUrl="https://bell.example/" language="en-GB"/></outline></outline>'
        '<outline text="Gull" type="rss" version="ATOM1" xmlURL="https://gull.example/atom"/>'
        '<outline text="A note"/><outline text="A link" type="link" url="https://link.example/"/>'
    )
    assert read_opml(file) == (
        Outline(
            "https://bell.example/rss",
            "The Bell",
            FeedKind.RSS,
            "https://bell.example/",
            "en-GB",
            ("Papers", "North & South"),
        ),
        Outline("https://gull.example/atom", "Gull", FeedKind.ATOM),
    )


def test_a_feed_that_holds_others_is_read_and_so_are_they() -> None:
    file = opml(
        '<outline text="A" xmlUrl="https://a.example/rss"><outline text="B" xmlUrl="https://b.example/rss"/></outline>'
    )
    assert {outline.address for outline in read_opml(file)} == {
        "https://a.example/rss",
        "https://b.example/rss",
    }


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "This is not XML."),
        (b"%PDF-1.7", "This is not XML."),
        (b"PK\x03\x04", "This is not XML."),
        (b"<html><body>No</body></html>", "This XML is not OPML."),
        (b"<rss version='2.0'><channel/></rss>", "This XML is not OPML."),
        (opml(""), "This file lists no feeds."),
        (opml('<outline text="A" xmlUrl=" "/>'), "This file lists no feeds."),
        (opml('<outline xmlUrl="https://a.example/"/>')[:-20], "This file is cut off."),
        (opml('<outline xmlUrl="https://a.example/"/>' * 5_001), "This file lists more than 5000 feeds."),
        (b"<opml>" + b" " * (5 * 1024 * 1024) + b"</opml>", "This file is larger than 5 MB."),
        (opml("x", head='<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "defines its own entities"),
        (b"<opml>" + b"<outline>" * 500 + b"</opml>", "nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_feeds_gets_a_plain_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableOPML, match=sentence.replace(".", r"\.")):
        read_opml(body)


def test_five_thousand_feeds_are_read() -> None:
    file = opml("".join(f'<outline text="{n}" xmlUrl="https://n{n}.example/rss"/>' for n in range(5_000)))
    assert len(read_opml(file)) == 5_000


def test_ours_are_read_back_as_they_were() -> None:
    feeds = tuple(
        (kind.value, f"https://bell.example/{kind}?a=1&b=<2>", f"Bell “{kind}”") for kind in FeedKind
    )
    publisher = Publisher("Bell & Sons \x00\x0b<b>", "https://bell.example/", "cy", feeds)
    read = read_opml(write_opml([publisher], title="Ours\x01", created=NOON))
    assert [(outline.kind.value, outline.address, outline.title) for outline in read] == list(feeds)
    assert {(outline.homepage, outline.language, outline.folders) for outline in read} == {
        ("https://bell.example/", "cy", ("Bell & Sons <b>",))
    }


def test_a_feed_without_a_title_bears_its_publishers_name() -> None:
    body = write_opml(
        [Publisher("Bell", "https://b.example/", "en", (("rss", "https://b.example/r", ""),))],
        title="x",
        created=NOON,
    )
    assert b'type="rss"' in body and b'version="RSS2"' in body
    assert read_opml(body)[0].title == "Bell"
