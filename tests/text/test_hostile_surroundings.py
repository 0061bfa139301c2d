"""Whatever a page puts round its article, fields are read in time and honestly, or are empty."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.pages import HEADLINE, URL, json_ld, page
from trackers.text.article import read_article
from trackers.text.extraction import Extraction
from trackers.text.places import PLACED_FIELDS, Place


def read(**parts: str) -> Extraction:
    return read_article(page(**parts), url=URL)


@pytest.mark.parametrize(
    "markup",
    [
        "<h1>Another</h1>" * 1000,
        f"<figure><figcaption>{'word ' * 200_000}</figcaption></figure>",
        "<figure><figcaption>same</figcaption></figure>" * 3000,
        "".join(f"<figure><figcaption>Boat {n} of many</figcaption></figure>" for n in range(3000)),
        "<div class=caption>" * 200 + "deep" + "</div>" * 200,
        "<span class=byline>" * 200 + "By Ada Quill" + "</span>" * 200,
        "".join(f'<div class="author">Name{n} Quill</div>' for n in range(5000)),
        '<p class="byline">' + "By Ada " * 20_000 + "</p>",
        '<p class="byline">' + "," * 50_000 + "</p>",
        '<time datetime="2024-03-04">' * 200,
        '<span class="date">' + "9" * 50_000 + "</span>",
        f'<div class="{"caption " * 1000}">x</div>',
        f'<p data-x="{"a-" * 5000}">x</p>',
    ],
)
def test_too_much_of_everything_is_borne(markup: str) -> None:
    extraction = read(foot=markup)
    assert extraction.headline == HEADLINE
    assert len(extraction.captions) <= 200 and len(extraction.byline) <= 20
    assert sum(map(len, extraction.captions)) < 500_000


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2024-03-04", URL, "Ada Quill"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "@id", "@type", "url", "@value"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "@id",
                "headline",
                "author",
                "creator",
                "publisher",
                "image",
                "datePublished",
                "articleSection",
                "url",
            ]
        ),
        VALUES,
    )
)
def test_data_of_any_shape_give_fields_or_none(data: dict[str, Any]) -> None:
    extraction = read(head=json_ld(dict(data, **{"@type": "NewsArticle"})))
    assert extraction.lead_image == "" or extraction.lead_image.startswith(("http://", "https://"))
    assert all(isinstance(name, str) and name for name in extraction.byline)


def test_entities_encoded_twice_are_decoded_in_data_and_left_in_the_page() -> None:
    data = {"@type": "Article", "headline": "Ferry &amp; boat", "author": "Ada O&#39;Quill"}
    extraction = read(head=json_ld(data), headline="Ferry &amp;amp; boat")
    assert (extraction.share_headline, extraction.byline) == ("Ferry & boat", ("Ada O'Quill",))
    assert extraction.headline == "Ferry &amp; boat"


def test_every_field_tells_its_place_in_one_order() -> None:
    for extraction in (read(), read(head=json_ld({"@type": "Article", "author": "Ada Quill"}))):
        assert tuple(field for field, _place in extraction.places) == PLACED_FIELDS
        assert {place for _field, place in extraction.places} <= set(Place)


def test_a_place_that_switched_is_seen_though_the_value_is_the_same() -> None:
    old = read(under='<p class="byline">By Ada Quill</p>')
    new = read(head=json_ld({"@type": "Article", "author": "Ada Quill"}))
    assert old.byline == new.byline
    assert dict(old.places)["byline"] != dict(new.places)["byline"]
