"""Dates, names and JSON-LD: what a page says of itself, taken with care."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from tests.text.pages import URL, json_ld
from trackers.text.byline import read_names
from trackers.text.dates import EARLIEST, LATEST, read_date
from trackers.text.jsonld import ArticleData, Person, read_article_data


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-03-04T05:06:07Z", datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC)),
        ("2024-03-04T05:06:07+01:00", datetime(2024, 3, 4, 4, 6, 7, tzinfo=UTC)),
        ("2024-03-04T05:06:07+0100", datetime(2024, 3, 4, 4, 6, 7, tzinfo=UTC)),
        ("2024-03-04T05:06:07-05", datetime(2024, 3, 4, 10, 6, 7, tzinfo=UTC)),
        ("2024-03-04 05:06:07 +0100", datetime(2024, 3, 4, 4, 6, 7, tzinfo=UTC)),
        ("2024-03-04 05:06", datetime(2024, 3, 4, 5, 6, tzinfo=UTC)),
        ("2024-03-04T05:06:07.1234567Z", datetime(2024, 3, 4, 5, 6, 7, 123456, tzinfo=UTC)),
        (" 2024-03-04 ", datetime(2024, 3, 4, tzinfo=UTC)),
        ("20240304", datetime(2024, 3, 4, tzinfo=UTC)),
        ("Mon, 04 Mar 2024 05:06:07 +0100", datetime(2024, 3, 4, 4, 6, 7, tzinfo=UTC)),
        ("Mon, 04 Mar 2024 05:06:07 GMT", datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_instants(text: str, date: datetime) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    "text", ["", "soon", "2024", "2024-13-40", "1989-12-31", "2100-01-01", "x" * 500, None, 1e300, []]
)
def test_what_is_no_date_in_reason_is_none(text: object) -> None:
    assert read_date(text) is None


@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:?[0-9]{2}", fullmatch=True
        ),
        st.from_regex(
            r"[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{2,9} [0-9]{2}:[0-9]{2} [+-][0-9]{4}",
            fullmatch=True,
        ),
    )
)
def test_a_date_is_aware_and_in_reason_or_none(text: str) -> None:
    date = read_date(text)
    assert date is None or (date.tzinfo is UTC and EARLIEST <= date < LATEST)


@pytest.mark.parametrize(
    ("candidates", "names"),
    [
        (["By Ada Quill"], ("Ada Quill",)),
        (["Written by Ada Quill and Ben Oar"], ("Ada Quill", "Ben Oar")),
        (["Ada Quill, Ben Oar & Cy Reef"], ("Ada Quill", "Ben Oar", "Cy Reef")),
        (["Von Ada Quill und Ben Oar"], ("Ada Quill", "Ben Oar")),
        (["Ada Quill, harbour correspondent"], ("Ada Quill",)),
        (["Ada Quill in Little Skerry"], ("Ada Quill",)),
        (["Ada Quill", "ada quill", "ADA QUILL"], ("Ada Quill",)),
        (["Sandy Anderson"], ("Sandy Anderson",)),
        (["Byron Byrne"], ("Byron Byrne",)),
        (["Vonda Von Reef"], ("Vonda Von Reef",)),
        (["李小龙"], ("李小龙",)),
        (["ada@gazette.example", "https://gazette.example/ada", "@adaquill", "www.gazette.example"], ()),
        (
            [
                "Sign in",
                "Log In",
                "Username",
                "admin",
                "Staff",
                "Staff Writer",
                "Chief Reporter",
                "Author",
                "Editors",
            ],
            (),
        ),
        (["", " ", "-", "x", "null", "4 March 2024", "a" * 200], ()),
        (["word " * 30], ()),
    ],
)
def test_names_are_names(candidates: list[str], names: tuple[str, ...]) -> None:
    assert read_names(candidates) == names


@given(st.lists(st.text(max_size=200), max_size=5))
def test_any_candidates_give_names_or_none(candidates: list[str]) -> None:
    assert len(read_names(candidates)) <= 20


def data_of(*scripts: Any, raw: str = "") -> ArticleData:
    return read_article_data(
        document_fromstring(f"<html><body>{''.join(map(json_ld, scripts))}{raw}</body></html>"), url=URL
    )


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "headline": "Ferry", "author": "Ada Quill"},
        [
            {"@type": "Organization", "name": "x"},
            {"@type": ["Article", "NewsArticle"], "headline": "Ferry", "author": ["Ada Quill"]},
        ],
        {
            "@graph": [
                {"@type": "WebPage"},
                {"@type": "BlogPosting", "headline": "Ferry", "author": {"name": "Ada Quill"}},
            ]
        },
        {
            "@type": "WebPage",
            "mainEntity": {"@type": "Report", "headline": "Ferry", "author": [{"name": ["Ada Quill"]}]},
        },
    ],
)
def test_an_article_is_found_in_every_usual_shape(data: Any) -> None:
    assert data_of(data) == ArticleData(headline="Ferry", authors=(Person("Ada Quill"),))


def test_stories_in_a_list_of_others_are_not_the_article() -> None:
    others = {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Another"}]}
    assert data_of(others) == ArticleData()


def test_of_several_articles_the_one_at_this_address_is_taken() -> None:
    here = {
        "@type": "Article",
        "headline": "Ferry",
        "mainEntityOfPage": {"@id": "http://www.gazette.example/harbour/ferry-late/"},
    }
    assert data_of({"@type": "Article", "headline": "Other", "url": "/other"}, here).headline == "Ferry"


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        1e308,
        True,
        [],
        {},
        [[]],
        {"a": [1]},
        [{"name": {"name": 1}}],
        [None, 2, {"@type": 3, "name": None}],
    ],
)
def test_unknown_shapes_are_ignored(value: Any) -> None:
    article = dict.fromkeys(
        ("headline", "datePublished", "dateModified", "author", "articleSection", "publisher", "url"), value
    )
    assert data_of(dict(article, **{"@type": "Article"})) == ArticleData()


@pytest.mark.parametrize(
    "script",
    [
        "[" * 10_000 + "]" * 10_000,
        '{"@graph":' * 100 + "1" + "}" * 100,
        '{"@type":"Article","headline":1e999,"author":NaN}',
        '{"@type":"Article","headline":' + "9" * 6_000 + "}",
        '{"@type":"Article","headline":"cut o',
        "not json",
        "",
        '{"@type":"Article","headline":"' + "x" * 1_100_000 + '"}',
    ],
)
def test_hostile_data_is_ignored(script: str) -> None:
    assert data_of(raw=f'<script type="application/ld+json">{script}</script>') == ArticleData()


def test_data_wrapped_in_comments_or_with_raw_line_breaks_is_read() -> None:
    raw = '<script type="application/ld+json">//<![CDATA[\n{"@type":"Article","headline":"Ferry\nlate"}\n//]]></script>'
    assert data_of(raw=raw.replace("//", "")).headline == "Ferry late"


@given(
    st.recursive(
        st.none() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_data_is_read_or_ignored(data: Any) -> None:
    json.dumps(data_of({"@type": "Article", "author": data, "headline": data}).headline)
