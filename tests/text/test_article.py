"""Bytes and an address in, an Extraction out, whatever the bytes are."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.text.pages import HEADLINE, PARAGRAPHS, URL, json_ld, page
from trackers.text.article import Extraction, UnreadableArticle, read_article

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry stays put",
    "datePublished": "2024-03-04T06:00:00+01:00",
    "dateModified": "2024-03-04T09:30:00Z",
    "author": [{"@type": "Person", "name": "Ada Quill"}, {"@type": "Person", "name": "Ben Oar"}],
    "articleSection": "Harbour",
    "publisher": {"@type": "Organization", "name": "The Gazette"},
}
FULL_PAGE = page(
    head=json_ld(ARTICLE)
    + '<link rel="canonical" href="/harbour/ferry-late?utm_source=x#top">'
    + '<meta property="og:title" content="Ferry stays">',
    under='<p class="standfirst">Broken ropes keep 140 passengers in town.</p>',
    foot='<figure><img src="x.jpg"><figcaption>The ferry at its berth. <span>Ben Oar</span></figcaption></figure>',
)


def read(body: bytes, *, url: str = URL, content_type: str = "text/html; charset=utf-8") -> Extraction:
    return read_article(body, url=url, content_type=content_type)


def test_every_field_of_a_page_is_read() -> None:
    extraction = read(FULL_PAGE)
    assert extraction.extractor.startswith("newswatch-5/trafilatura-")
    assert extraction == Extraction(
        headline=HEADLINE,
        paragraphs=PARAGRAPHS,
        share_headline="Ferry stays",
        standfirst="Broken ropes keep 140 passengers in town.",
        byline=("Ada Quill", "Ben Oar"),
        section="Harbour",
        date_published=datetime(2024, 3, 4, 5, 0, tzinfo=UTC),
        date_modified=datetime(2024, 3, 4, 9, 30, tzinfo=UTC),
        captions=("The ferry at its berth. Ben Oar",),
        lang="en-GB",
        dir="ltr",
        canonical_url="https://gazette.example/harbour/ferry-late?utm_source=x",
        lead_image="https://gazette.example/harbour/x.jpg",
        places=(
            ("headline", "h1"),
            ("paragraphs", "own"),
            ("share_headline", "meta"),
            ("standfirst", "class"),
            ("byline", "json-ld"),
            ("section", "json-ld"),
            ("date_published", "json-ld"),
            ("date_modified", "json-ld"),
            ("captions", "figure"),
            ("lang", "attribute"),
            ("canonical_url", "rel"),
            ("lead_image", "figure"),
        ),
        roles=("p", "p", "p", "p"),
    )


def test_notices_to_readers_are_named_among_the_paragraphs() -> None:
    notice = "Correction: an earlier version of this article gave the wrong number of passengers."
    extraction = read(page(foot=f"<p>{notice}</p>"))
    assert extraction.paragraphs == (*PARAGRAPHS, notice)
    assert extraction.notices == (notice,)


def test_the_same_bytes_read_alike_twice() -> None:
    assert read(FULL_PAGE) == read(FULL_PAGE)


def test_a_page_that_says_nothing_of_itself_has_empty_fields() -> None:
    extraction = read(page(html_attributes=""))
    assert (extraction.share_headline, extraction.standfirst, extraction.byline) == ("", "", ())
    assert (extraction.date_published, extraction.date_modified, extraction.captions) == (None, None, ())
    assert (extraction.lang, extraction.dir, extraction.canonical_url) == ("", "ltr", "")


def test_the_meta_description_is_not_shown_and_so_is_no_standfirst() -> None:
    assert (
        read(page(head='<meta name="description" content="Broken ropes keep the ferry in port.">')).standfirst
        == ""
    )


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https:evil",
        "//u@evil.example/",
        "",
        "ftp://gazette.example/",
    ],
)
def test_a_canonical_address_that_is_no_web_address_is_left_out(href: str) -> None:
    assert read(page(head=f'<link rel="canonical" href="{href}">')).canonical_url == ""


def test_the_base_of_a_page_is_minded() -> None:
    head = '<base href="https://static.example/x/"><link rel="canonical" href="ferry">'
    assert read(page(head=head)).canonical_url == "https://static.example/x/ferry"


@pytest.mark.parametrize(
    ("attributes", "lang"),
    [
        ('lang="en_GB"', "en-GB"),
        ('lang="zh-Hant-TW"', "zh-Hant-TW"),
        ('xml:lang="fr"', "fr"),
        ('lang="&lt;script&gt;"', ""),
        ('lang="en; x"', ""),
        ('lang="a"', ""),
    ],
)
def test_a_language_tag_is_taken_only_when_it_could_be_one(attributes: str, lang: str) -> None:
    assert read(page(html_attributes=attributes)).lang == lang


def test_the_direction_is_that_of_the_script() -> None:
    hebrew = "המעבורת לא הפליגה ביום שני, מסר משרד הנמל, משום שהרוח קרעה שני חבלי עגינה במהלך הלילה הסוער."
    assert read(page(hebrew, hebrew + " עוד.", html_attributes="")).dir == "rtl"
    assert read(page(html_attributes='dir="rtl"')).dir == "ltr"


def test_an_update_written_outside_the_zone_is_utc_and_a_day_is_its_first_moment() -> None:
    data = dict(ARTICLE, datePublished="2024-03-04", dateModified="2024-03-04T09:30:00")
    extraction = read(page(head=json_ld(data)))
    assert extraction.date_published == datetime(2024, 3, 4, tzinfo=UTC)
    assert extraction.date_modified == datetime(2024, 3, 4, 9, 30, tzinfo=UTC)


def test_dates_are_taken_from_metadata_and_from_time_elements() -> None:
    head = '<meta property="article:published_time" content="2024-03-04T06:00:00Z">'
    under = '<time datetime="2024-03-05T06:00:00Z">5 March</time><time class="updated" datetime="2024-03-06">6th</time>'
    assert read(page(head=head, under=under)).date_published == datetime(2024, 3, 4, 6, tzinfo=UTC)
    extraction = read(page(under=under))
    assert extraction.date_published == datetime(2024, 3, 5, 6, tzinfo=UTC)
    assert extraction.date_modified == datetime(2024, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "claimed", ["1066-10-14", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "soon", "1e999"]
)
def test_a_date_out_of_reason_is_no_date(claimed: str) -> None:
    extraction = read(page(head=json_ld(dict(ARTICLE, datePublished=claimed, dateModified=claimed))))
    assert (extraction.date_published, extraction.date_modified) == (None, None)


def test_the_date_of_the_last_change_never_stands_in_for_that_of_publication() -> None:
    head = json_ld({"@type": "NewsArticle", "dateModified": "2024-03-04"})
    head += '<meta property="article:modified_time" content="2024-03-04">'
    head += '<meta name="last-updated" content="2024-03-04">'
    assert read(page(head=head)).date_published is None


@pytest.mark.parametrize(
    "under",
    [
        '<p>By <a rel="author" href="/ada">Ada Quill</a></p>',
        '<div class="byline">By Ada Quill</div>',
        '<span itemprop="author">Ada Quill</span>',
    ],
)
def test_a_byline_is_read_from_the_page(under: str) -> None:
    assert read(page(under=under)).byline == ("Ada Quill",)


def test_readers_who_comment_are_no_authors() -> None:
    foot = '<section id="comments"><p class="comment-author">Grumpy Gull</p></section>'
    assert read(page(foot=foot)).byline == ()


def test_the_publisher_is_not_its_own_author() -> None:
    assert (
        read(
            page(head=json_ld(dict(ARTICLE, author={"@type": "Organization", "name": "The Gazette"})))
        ).byline
        == ()
    )


def test_captions_of_teasers_are_left_out_and_repeated_ones_kept_once() -> None:
    figure = "<figure><figcaption>The ferry at its berth.</figcaption></figure>"
    aside = "<aside><figure><figcaption>Ten best boats</figcaption></figure></aside>"
    teaser = "<article><figure><figcaption>Another story</figcaption></figure></article>"
    assert read(page(foot=figure + aside + figure + teaser)).captions == ("The ferry at its berth.",)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "This page is empty."),
        (b" \n\x00\n ", "text/html", "This page is empty."),
        (b"%PDF-1.7 ...", "text/html", "This is a PDF file, not a web page."),
        (b"<html>", "application/pdf; x", "This is a PDF file, not a web page."),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "text/html", "This is an image, not a web page."),
        (b"<svg/>", "image/svg+xml", "This is an image, not a web page."),
        (b"\x1f\x8b\x08abc", "text/html", "This is compressed data, not a web page."),
        (b"{}", "application/json", "This is data (JSON), not a web page."),
        (b"<rss version='2.0'/>", "text/xml", "This is a feed or sitemap, not an article."),
        (b"x", "application/x-msdownload", "The server says that this is no web page."),
        (
            b"<html><frameset cols='20%,80%'><frame src='a'></frameset></html>",
            "text/html",
            "This page is a set of",
        ),
        (b"<html><body><h1>Ferry</h1></body></html>", "text/html", "No paragraphs of an article"),
        (b"<html><body></body></html>", "text/html", "No paragraphs of an article"),
        (b" " * (10 * 1024 * 1024 + 1), "text/html", "This page is larger than 10 MB."),
        (
            b"<html><body>" + b"<div>" * 100_000 + b"deep",
            "text/html",
            "The elements of this page are nested too deeply.",
        ),
        (b"<html><body>" + b"<p>a</p>" * 50_000, "text/html", "This page has too many elements."),
        (
            b"<html><body><p>" + b"<a href=x>a</a> " * 30_000,
            "text/html",
            "A paragraph of this page has too many parts.",
        ),
    ],
)
def test_what_is_no_article_is_refused_in_plain_words(body: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(UnreadableArticle) as refused:
        read(body, content_type=content_type)
    assert refused.value.reason.startswith(reason)


def test_a_page_in_a_wrong_charset_is_refused() -> None:
    mixed = bytes(byte if place % 3 else 0xFF for place, byte in enumerate(page()))
    with pytest.raises(UnreadableArticle, match="charset"):
        read(mixed)


def test_a_page_cut_off_in_the_middle_of_a_tag_is_read_as_far_as_it_goes() -> None:
    cut = FULL_PAGE[: FULL_PAGE.index(b"The last time") - 2]
    assert read(cut).paragraphs == PARAGRAPHS[:3]


def test_controls_in_a_page_do_not_end_it() -> None:
    assert read(page().replace(b"Monday", b"Mon\x00day\x1f")).paragraphs == PARAGRAPHS


CUTS = st.lists(
    st.tuples(
        st.integers(0, len(FULL_PAGE)),
        st.integers(0, 60),
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from(
                [
                    b"<",
                    b">",
                    b"</",
                    b"<!--",
                    b"<![CDATA[",
                    b"&#0;",
                    b"&#xD800;",
                    b"\xff\xfe",
                    b"<table>",
                    b"<svg>",
                    b'"',
                ]
            ),
        ),
    ),
    max_size=12,
)


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CUTS, st.sampled_from(["", "text/html", "text/html; charset=utf-16", "text/html; charset=shift_jis"]))
def test_a_mangled_page_is_read_or_refused_and_nothing_else(
    cuts: list[tuple[int, int, bytes]], content_type: str
) -> None:
    body = FULL_PAGE
    for place, length, instead in cuts:
        body = body[:place] + instead + body[place + length :]
    try:
        extraction = read(body, content_type=content_type)
    except UnreadableArticle as error:
        assert error.reason
        return
    assert extraction.headline and extraction.paragraphs
    "\n".join(
        (extraction.headline, *extraction.paragraphs, *extraction.captions, *extraction.byline)
    ).encode()


@settings(max_examples=75, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for candidate in (body, b"<html><body><article><h1>x</h1><p>" + body):
        try:
            read(candidate, content_type="")
        except UnreadableArticle as error:
            assert error.reason


def test_a_form_feed_among_letters_of_another_script_is_a_space() -> None:
    body = page(*(f"{line} Ada\x0cQuill\x1f, café\u200b keeper" for line in PARAGRAPHS))
    assert read_article(body, url=URL, content_type="text/html").paragraphs[0].endswith("café\u200b keeper")
