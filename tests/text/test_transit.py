"""What leaves a reader comes back as it was, and nothing else comes back at all."""

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.text.entries import Entry, FeedKind, FeedLink, Listing, PageHead
from trackers.text.extraction import Extraction, Reading, ReadingState, unreadable
from trackers.text.frames import PREFIX, BadFrame, frame, read_lengths, unpack_frame
from trackers.text.transit import (
    BadTransit,
    pack_listing,
    pack_page_text,
    pack_reading,
    unpack_head,
    unpack_links,
    unpack_listing,
    unpack_page_text,
    unpack_reading,
)

# Tidied text, which what a reader says is, holds no null character.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
dates = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))
many = st.lists(texts, max_size=3).map(tuple)
extractions = st.builds(
    Extraction,
    headline=texts,
    paragraphs=many,
    share_headline=texts,
    standfirst=texts,
    byline=many,
    section=texts,
    date_published=dates,
    date_modified=dates,
    captions=many,
    lang=texts,
    dir=st.sampled_from(["ltr", "rtl"]),
    canonical_url=texts,
)
readings = st.one_of(
    st.builds(
        Reading,
        state=st.just(ReadingState.READ),
        extraction=extractions,
        fingerprint=texts,
        directives=many,
        reason=texts,
    ),
    st.builds(unreadable, texts, directives=many),
    st.builds(Reading, state=st.just(ReadingState.SAME), fingerprint=texts),
)
entries = st.builds(Entry, url=texts, title=texts, categories=many, published=dates)
listings = st.builds(
    Listing,
    kind=st.sampled_from(FeedKind),
    title=texts,
    language=texts,
    entries=st.lists(entries, max_size=3).map(tuple),
    problems=many,
    more=many,
)


def travel(value: object) -> Any:
    packed = frame(value)
    head, body = read_lengths(packed[:PREFIX])
    assert (head, body) == (len(packed) - PREFIX, 0)
    return unpack_frame(packed[PREFIX:])["value"]


@given(readings)
def test_a_reading_comes_back_as_it_was(reading: Reading) -> None:
    assert unpack_reading(travel({"value": pack_reading(reading)})) == reading


@given(listings)
def test_a_list_comes_back_as_it_was(listing: Listing) -> None:
    assert unpack_listing(travel({"value": pack_listing(listing)})) == listing


def test_heads_and_links_come_back_as_they_were() -> None:
    head, link = (
        PageHead("Gazette", "The Gazette", "en"),
        FeedLink("https://gazette.example/rss", FeedKind.RSS, "x"),
    )
    assert unpack_head(travel({"value": asdict(head)})) == head
    assert unpack_links(travel({"value": [asdict(link)]})) == (link,)


READ = pack_reading(
    Reading(ReadingState.READ, extraction=Extraction("Crane", ("It lifts.",)), fingerprint="a1", reason="")
)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "sold"},
        {"state": "same"},
        {"extraction": None},
        {"extraction": []},
        {"extraction": {**READ["extraction"], "headline": 7}},
        {"extraction": {**READ["extraction"], "paragraphs": "It lifts."}},
        {"extraction": {**READ["extraction"], "byline": [None]}},
        {"extraction": {**READ["extraction"], "date_published": "yesterday"}},
        {"extraction": {**READ["extraction"], "date_modified": 7}},
        {"fingerprint": "a" * 65},
        {"directives": {"noarchive": 1}},
        {"reason": None},
    ],
)
def test_a_reading_with_a_value_of_a_wrong_kind_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadTransit):
        unpack_reading(json.loads(json.dumps({**READ, **change})))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hints", -1),
        ("hints", True),
        ("hints", 2**31),
        ("confidence", float("nan")),
        ("confidence", float("inf")),
        ("confidence", 1.01),
        ("roles", ["chapter"]),
        ("roles", ["p"] * 3001),
        ("places", [["headline", "h1", "x"]]),
        ("places", [["headline", 1]]),
        ("places", [["headline", "h1"]] * 3001),
        ("lang", "x" * 36),
        ("dir", "left"),
        ("extractor", "x" * 101),
        ("headline", "a\x00b"),
        ("captions", ["\ud800"]),
        ("paragraphs", ["x"] * 3000),
        ("paragraphs", ["x" * 600_000]),
        ("notices", ["x"] * 6001),
        ("doubts", ["x" * 1_200_001]),
    ],
)
def test_what_a_reader_that_was_taken_over_says_to_harm_whoever_asked_is_refused(
    name: str, value: object
) -> None:
    taken_over = {**READ, "extraction": {**READ["extraction"], name: value}}
    with pytest.raises(BadTransit):
        unpack_reading(json.loads(json.dumps(taken_over)))


@pytest.mark.parametrize(
    "facts",
    [
        {"squeezed": "x" * 2_000_001, "names": [], "hidden": ""},
        {"squeezed": "x", "names": list(range(601)), "hidden": ""},
        {"squeezed": "x", "names": ["header"], "hidden": ""},
        {"squeezed": None, "names": [], "hidden": ""},
        {"hidden": None},
        {"boxed": [[1, 2]] * 4_002},
        {"boxed": [[1, "2"]]},
        {"boxed": [[1, 2, 3]]},
        {"boxed": [1]},
        {"boxed": None},
        {"photos": list(range(601))},
        {"captioned": [[1]]},
    ],
)
def test_a_page_that_says_more_than_is_kept_of_any_is_refused(facts: dict[str, object]) -> None:
    page = {
        "squeezed": "x",
        "names": [1],
        "hidden": "",
        "boxed": [[1, 2]],
        "photos": [3],
        "captioned": [[4, 3]],
    }
    assert pack_page_text(unpack_page_text(page)) == {**page, "boxed": [(1, 2)], "captioned": [(4, 3)]}
    with pytest.raises(BadTransit):
        unpack_page_text({**page, **facts})


@pytest.mark.parametrize("value", [None, [], "x", 7, {}, {"kind": "rss"}, {"kind": "book", "entries": []}])
def test_what_is_no_list_of_links_is_refused(value: object) -> None:
    for unpack in (unpack_listing, unpack_reading, unpack_head):
        with pytest.raises(BadTransit):
            unpack(value)
    if value != []:
        with pytest.raises(BadTransit):
            unpack_links(value)


@given(st.binary(max_size=40))
def test_bytes_that_are_no_frame_are_refused(packed: bytes) -> None:
    with suppress(BadFrame):
        assert isinstance(unpack_frame(packed), dict)


def test_a_frame_longer_than_any_we_send_is_refused() -> None:
    with pytest.raises(BadFrame):
        read_lengths(b"\xff\xff\xff\xff\0\0\0\0")
    with pytest.raises(BadFrame):
        unpack_frame(b"[" * 100_000)
