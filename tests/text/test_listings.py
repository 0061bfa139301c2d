"""Lists of links in every form, honest and hostile."""

import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.text.pages import page
from trackers.text.listings import (
    Entry,
    FeedKind,
    FeedLink,
    Listing,
    UnreadableListing,
    find_feeds,
    read_listing,
)

URL = "https://gazette.example/feeds/harbour.xml"
SITE = "https://gazette.example/"
MONDAY = datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC)


def read(
    body: str | bytes, *, url: str = URL, content_type: str = "", expected: FeedKind | None = None
) -> Listing:
    return read_listing(
        body if isinstance(body, bytes) else body.encode(),
        url=url,
        content_type=content_type,
        expected=expected,
    )


def rss(items: str, *, version: str = "2.0", head: str = "", attributes: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="{version}" {attributes}><channel>'
        f"<title>The Gazette &amp; Post</title><link>{SITE}</link><language>en-gb</language>{items}</channel></rss>"
    )


def atom(entries: str, *, attributes: str = "") -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>The Gazette</title>{entries}</feed>'
    )


ITEM = """<item><title>Ferry stays in port</title><link>https://gazette.example/harbour/ferry</link>
<category>Harbour</category><category>Weather</category><pubDate>Mon, 04 Mar 2024 06:06:07 +0100</pubDate></item>"""
FERRY = Entry("https://gazette.example/harbour/ferry", "Ferry stays in port", ("Harbour", "Weather"), MONDAY)


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_rss_is_read(version: str) -> None:
    assert read(rss(ITEM, version=version)) == Listing(FeedKind.RSS, "The Gazette & Post", "en-gb", (FERRY,))


def test_rss_with_the_bare_doctype_of_its_time_and_named_characters_is_read() -> None:
    head = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    listing = read(
        rss("<item><title>Caf&eacute;&nbsp;ferry</title><link>/a</link></item>", version="0.91", head=head)
    )
    assert listing.entries == (Entry(f"{SITE}a", "Café\N{NO-BREAK SPACE}ferry"),)
    assert listing.problems == ()


@pytest.mark.parametrize(
    "namespace",
    [
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
    ],
)
def test_rss_as_rdf_is_read(namespace: str) -> None:
    body = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Gazette</title><link>{SITE}</link>
    <dc:language>en</dc:language></channel><item><title>Ferry</title><link>{SITE}ferry</link>
    <dc:date>2024-03-04T05:06:07Z</dc:date><dc:subject>Harbour</dc:subject></item></rdf:RDF>"""
    assert read(body) == Listing(
        FeedKind.RSS, "The Gazette", "en", (Entry(f"{SITE}ferry", "Ferry", ("Harbour",), MONDAY),)
    )


def test_atom_is_read_with_its_bases_and_its_own_kind_of_link() -> None:
    entries = """<entry><title type="text">5 &lt; 6</title><link rel="enclosure" href="/song.mp3"/><link href="ferry"/>
    <category term="x" label="Harbour"/><published>2024-03-04T05:06:07Z</published>
    <updated>2024-03-05T00:00:00Z</updated>
    </entry><entry xml:base="https://other.example/x/"><title type="html">&lt;b&gt;Bold&lt;/b&gt; move</title>
    <link rel="alternate" href="bold"/><updated>2024-03-04T05:06:07Z</updated></entry>"""
    listing = read(atom(entries, attributes=f'xml:base="{SITE}news/" xml:lang="en"'))
    assert (listing.kind, listing.title, listing.language) == (FeedKind.ATOM, "The Gazette", "en")
    assert listing.entries == (
        Entry(f"{SITE}news/ferry", "5 < 6", ("Harbour",), MONDAY),
        Entry("https://other.example/x/bold", "Bold move", (), MONDAY),
    )


def test_the_first_atom_is_read() -> None:
    body = f"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>The Gazette</title><entry>
    <title>Ferry</title><link rel="alternate" type="text/html" href="{SITE}ferry"/>
    <issued>2024-03-04T05:06:07Z</issued></entry></feed>"""
    assert read(body).entries == (Entry(f"{SITE}ferry", "Ferry", (), MONDAY),)


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
def test_json_feed_is_read(version: str) -> None:
    items: list[Any] = [
        {
            "id": "1",
            "url": "/ferry",
            "title": "Ferry",
            "tags": ["Harbour", 7],
            "date_published": "2024-03-04T05:06:07Z",
        },
        {"id": "2", "external_url": "https://other.example/x"},
        {"id": "https://gazette.example/third"},
        {"id": "4"},
        "five",
    ]
    feed = {
        "version": version,
        "title": "The Gazette",
        "home_page_url": SITE,
        "language": "en",
        "items": items,
    }
    assert read(json.dumps(feed), content_type="application/feed+json") == Listing(
        FeedKind.JSON,
        "The Gazette",
        "en",
        (
            Entry(f"{SITE}ferry", "Ferry", ("Harbour",), MONDAY),
            Entry("https://other.example/x"),
            Entry("https://gazette.example/third"),
        ),
        ("Entries without a web address were left out: 2.",),
    )


NEWS = f"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> {SITE}ferry </loc><lastmod>2024-03-05</lastmod><image:image><image:loc>{SITE}x.jpg</image:loc></image:image>
<news:news><news:publication><news:name>The Gazette</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-03-04T05:06:07Z</news:publication_date><news:title>Ferry &amp; port</news:title>
<news:keywords>Harbour, Weather</news:keywords></news:news></url>
<url><loc>{SITE}older</loc><lastmod>2024-03-01</lastmod></url><url><lastmod>2024</lastmod></url></urlset>"""


def test_news_sitemaps_are_read() -> None:
    assert read(NEWS, expected=FeedKind.SITEMAP) == Listing(
        FeedKind.SITEMAP,
        "The Gazette",
        "en",
        (
            Entry(f"{SITE}ferry", "Ferry & port", ("Harbour", "Weather"), MONDAY),
            Entry(f"{SITE}older", published=datetime(2024, 3, 1, tzinfo=UTC)),
        ),
        ("Entries without a web address were left out: 1.",),
    )


def test_a_gzipped_sitemap_is_read_and_a_bomb_is_not() -> None:
    assert read(gzip.compress(NEWS.encode())).entries == read(NEWS).entries
    with pytest.raises(UnreadableListing, match="larger than 50 MB"):
        read(gzip.compress(b" " * (51 * 1024 * 1024)))
    with pytest.raises(UnreadableListing, match="more than once"):
        read(gzip.compress(gzip.compress(NEWS.encode())))
    with pytest.raises(UnreadableListing, match="broken gzip"):
        read(b"\x1f\x8b\x08\x00nonsense and more nonsense")


def test_an_index_names_further_sitemaps_newest_first() -> None:
    body = f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{SITE}old.xml</loc>
    <lastmod>2024-01-01</lastmod></sitemap><sitemap><loc>{SITE}new.xml.gz</loc><lastmod>2024-03-04</lastmod></sitemap>
    <sitemap><loc>javascript:alert(1)</loc></sitemap></sitemapindex>"""
    listing = read(body)
    assert (listing.kind, listing.entries) == (FeedKind.SITEMAP, ())
    assert listing.more == (f"{SITE}new.xml.gz", f"{SITE}old.xml")
    assert len(listing.problems) == 1


def test_a_list_of_addresses_in_plain_text_is_a_sitemap() -> None:
    assert [entry.url for entry in read(f"{SITE}a\r\n\n{SITE}b\n").entries] == [f"{SITE}a", f"{SITE}b"]


SECTION = """<html lang="en"><head><title>Harbour news</title></head><body>
<nav><a href="/2024/03/04/nav-link-to-a-story">A story that the navigation links to</a></nav>
<main><a href="/harbour/ferry-stays-in-port"><img src="x.jpg" alt=""></a>
<a href="/harbour/ferry-stays-in-port?utm_source=front"><h3>Ferry stays in port for a third day</h3>
<p>And so on.</p></a>
<a href="https://www.gazette.example/2024/03/ropes.html">New ropes arrive from the mainland</a>
<a href="/news/48213377">Island has bread for a week</a> <a href="/news/48213378">12 comments</a>
<a href="/tag/ferry-and-boat-news-today">All stories about ferries and boats</a>
<a href="/authors/ada-quill-harbour-reporter">All stories by Ada Quill, reporter</a>
<a href="/login?next=/harbour/ferry-stays-in-port">Sign in to read all of this</a>
<a href="/harbour/">Harbour news of the last week</a>
<a href="/pictures/big-ferry-in-port.jpg">Look at the picture in full size</a>
<a href="https://other.example/harbour/ferry-stays-in-port">What the other paper says of it</a>
<a href="javascript:alert('a-b-c-d')">Click here for the harbour news</a>
<a href="#a-b-c-d">Jump down to the comments</a>
<a href="/a/202403041">渡轮星期一没有出海</a></main>
<footer><a href="/2024/03/04/the-terms-and-conditions">Our terms and conditions of use</a></footer></body></html>"""


def test_a_section_page_is_read_for_links_that_look_like_articles() -> None:
    listing = read(SECTION, url="https://gazette.example/harbour/", expected=FeedKind.PAGE)
    assert (listing.kind, listing.title, listing.language, listing.problems) == (
        FeedKind.PAGE,
        "Harbour news",
        "en",
        (),
    )
    assert listing.entries == (
        Entry(f"{SITE}harbour/ferry-stays-in-port", "Ferry stays in port for a third day"),
        Entry("https://www.gazette.example/2024/03/ropes.html", "New ropes arrive from the mainland"),
        Entry(f"{SITE}news/48213377", "Island has bread for a week"),
        Entry(f"{SITE}a/202403041", "渡轮星期一没有出海"),
    )


def test_what_a_page_offers_as_feeds_is_found() -> None:
    head = """<link rel="alternate" type="application/rss+xml" title="All &amp; more" href="/rss.xml">
    <link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="https://gazette.example/atom.xml">
    <link rel="alternate" type="application/feed+json" href="feed.json"><link rel="alternate" type="application/json"
    href="/wp-json/wp/v2/posts/1"><link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" href="/a.rss">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">"""
    foot = """<a href="/rss.xml">RSS</a><a href="/harbour/feed/">Harbour</a><a href="/sitemap.xml">Map</a>
    <a href="https://other.example/data.xml">x</a><a href="/weather.atom?x=1">Weather</a>"""
    assert find_feeds(page(head=head, foot=foot), url="https://gazette.example/harbour/") == (
        FeedLink(f"{SITE}rss.xml", FeedKind.RSS, "All & more"),
        FeedLink(f"{SITE}atom.xml", FeedKind.ATOM),
        FeedLink(f"{SITE}harbour/feed.json", FeedKind.JSON),
        FeedLink(f"{SITE}harbour/feed/", FeedKind.RSS, "Harbour"),
        FeedLink(f"{SITE}weather.atom?x=1", FeedKind.ATOM, "Weather"),
    )
    assert find_feeds(b"%PDF-1.7", url=SITE) == ()


@pytest.mark.parametrize("href", ["//gazette.example]/rss.xml", "//[gazette.example/rss.xml"])
def test_a_link_with_half_a_pair_of_brackets_costs_no_other(href: str) -> None:
    foot = f'<a href="{href}">Broken</a><a href="/rss.xml">RSS</a>'
    assert [link.url for link in find_feeds(page(foot=foot), url=SITE)] == [f"{SITE}rss.xml"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"),
        ("<![CDATA[<i>Slow</i> &amp; steady]]>", "Slow & steady"),
        ("It&amp;#8217;s late", "It’s late"),
        ("Use &amp;lt;script&amp;gt; with care", "Use <script> with care"),
        ("&lt;b&gt;x&lt;/b&gt;&lt;style&gt;p{}&lt;/style&gt;Ferry", "<b>x</b><style>p{}</style>Ferry"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Ferry", "<script>alert(1)</script>Ferry"),
        ("5 &lt; 6 boats", "5 < 6 boats"),
        ("  Ferry\n\tlate ", "Ferry late"),
        ("Ferry \N{RIGHT-TO-LEFT OVERRIDE}late", "Ferry \N{RIGHT-TO-LEFT OVERRIDE}late"),
        ("", ""),
    ],
)
def test_titles_are_plain_text(title: str, words: str) -> None:
    assert read(rss(f"<item><title>{title}</title><link>{SITE}a</link></item>")).entries == (
        Entry(f"{SITE}a", words),
    )


def test_items_without_date_or_id_or_title_are_taken_and_those_without_address_are_not() -> None:
    items = f"""<item><link>{SITE}a</link></item><item><title>Nowhere</title></item>
    <item><title>Id</title><guid>{SITE}b</guid></item><item><guid isPermaLink="false">tag:1</guid></item>"""
    listing = read(rss(items))
    assert listing.entries == (Entry(f"{SITE}a"), Entry(f"{SITE}b", "Id"))
    assert listing.problems == ("Entries without a web address were left out: 2.",)


def test_relative_links_are_read_against_the_site_of_the_channel() -> None:
    body = rss("<item><link>news/ferry</link></item>").replace(
        f"<link>{SITE}</link>", "<link>https://site.example/</link>", 1
    )
    assert read(body).entries == (Entry("https://site.example/news/ferry"),)
    assert read(body.replace("<link>https://site.example/</link>", "")).entries == (
        Entry(f"{SITE}feeds/news/ferry"),
    )


def test_an_address_that_comes_twice_is_one_entry() -> None:
    items = f"""<item><title>First</title><link>{SITE}a?utm_source=rss</link></item>
    <item><title>Second</title><link>http://www.gazette.example/a/</link></item>"""
    assert [entry.title for entry in read(rss(items)).entries] == ["First"]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "https:evil",
        "file:///etc/passwd",
        "http://a@b.example/",
        "",
    ],
)
def test_a_link_that_is_no_web_address_is_left_out(link: str) -> None:
    assert read(rss(f"<item><title>x</title><link>{link}</link></item>{ITEM}")).entries == (FERRY,)
    assert (
        read(
            f'{{"version":"https://jsonfeed.org/version/1.1","items":[{{"id":"1","url":"{link}"}}]}}'
        ).entries
        == ()
    )


@pytest.mark.parametrize(
    "date", ["soon", "Mon, 04 Mar 1066 00:00:00 GMT", "9999-12-31T23:59:59Z", "", "Tue, 99 Foo 2024"]
)
def test_a_date_out_of_reason_is_no_date(date: str) -> None:
    assert read(rss(f"<item><link>{SITE}a</link><pubDate>{date}</pubDate></item>")).entries == (
        Entry(f"{SITE}a"),
    )


def test_a_wrongly_declared_charset_gives_way() -> None:
    title = "<item><title>Fähre bleibt im Hafen</title><link>/a</link></item>"
    for body, content_type in (
        (rss(title).encode("cp1252"), "text/xml; charset=iso-8859-1"),
        (rss(title).encode("cp1252").replace(b"utf-8", b"iso-8859-1"), "text/xml"),
        (b"\xef\xbb\xbf" + rss(title).encode(), "text/xml; charset=iso-8859-1"),
        (rss(title).encode("utf-16"), "application/rss+xml"),
        (rss(title).encode(), "text/xml"),
    ):
        assert read(body, content_type=content_type).entries[0].title == "Fähre bleibt im Hafen"


@pytest.mark.parametrize(
    ("whole", "cut_in"),
    [
        (rss(ITEM + ITEM.replace("/ferry", "/ferry-that-is-cut-off")), "ferry-that-is"),
        (
            NEWS.replace("<url><lastmod>", f"<url><loc>{SITE}ferry-that-is-cut-off</loc><lastmod>"),
            "ferry-that-is",
        ),
        (
            atom(
                f'<entry><title>x</title><link href="{SITE}harbour/ferry"/></entry>'
                f'<entry><title>y</title><link href="{SITE}ferry-that-is-cut"/></entry>'
            ),
            "ferry-that-is",
        ),
    ],
)
def test_of_a_document_cut_in_the_middle_the_whole_entries_are_read(whole: str, cut_in: str) -> None:
    listing = read(whole[: whole.index(cut_in) + 5])
    assert listing.entries and not any(
        "that" in entry.url or entry.url.endswith("/ferry-") for entry in listing.entries
    )
    assert "cut off" in listing.problems[0]


def test_a_feed_that_is_not_well_formed_is_read_and_says_so() -> None:
    listing = read(
        rss(
            ITEM
            + "<item><title>Fish & <chips</title><link>https://gazette.example/fish?a=1&b=2</link></item>"
        )
    )
    assert listing.entries[0] == FERRY
    assert listing.problems


def test_a_list_too_long_is_cut_to_its_newest_entries() -> None:
    urls = "".join(
        f"<url><loc>{SITE}{n}</loc><lastmod>20{20 + (n >= 4_000)}-01-01</lastmod></url>" for n in range(9_000)
    )
    listing = read(f"<urlset>{urls}</urlset>")
    assert [entry.url for entry in listing.entries] == [f"{SITE}{n}" for n in range(4_000, 9_000)]
    assert listing.problems == ("Only 5000 of 9000 addresses were taken up, the newest.",)


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title></channel></rss>"""


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "This is empty."),
        (" \n\x00", "This is empty."),
        ("<!doctype html><html><body>Not found</body></html>", "This is a web page, not a feed."),
        ("<!-- x --><HTML><body>Not found</body></html>", "This is a web page, not a feed."),
        ("Service unavailable", "This is plain text, not a feed."),
        ('{"error": "not found"}', "This is JSON, but not a JSON Feed."),
        ("[1, 2]", "This is JSON, but not a JSON Feed."),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', "This JSON is broken or cut off."),
        ("[" * 100_000, "The values of this JSON are nested too deeply."),
        ("<opml version='2.0'/>", "This XML is neither a feed nor a sitemap."),
        ("<" * 100, "This is not XML."),
        (BOMB, "This document defines its own entities, which is not let in."),
        (
            BOMB.replace("<!ENTITY a", '<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x; <!ENTITY a'),
            "This document defines",
        ),
        ('<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss>&f;</rss>', "This document defines"),
        ("<!DOCTYPE rss [" + " " * 10_000 + "]><rss/>", "This document defines"),
        ("<rss>" + "<a>" * 100_000, "The elements of this document are nested too deeply."),
        ("<rss>" + "<a/>" * 500_001 + "</rss>", "This document has too many elements."),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "This is a file of another kind, not a feed."),
        (b"\xff\xfe" + b"\x00\xd8" * 40, "The characters of this feed cannot be read"),
        (b"<rss>" + b" " * (10 * 1024 * 1024), "This is larger than 10 MB."),
    ],
)
def test_what_is_no_list_of_links_is_refused_in_plain_words(body: str | bytes, sentence: str) -> None:
    with pytest.raises(UnreadableListing) as refused:
        read(body, expected=FeedKind.RSS)
    assert str(refused.value).startswith(sentence)


def test_a_page_is_a_section_only_where_one_may_be() -> None:
    with pytest.raises(UnreadableListing, match="not a sitemap"):
        read(SECTION, expected=FeedKind.SITEMAP)
    assert read(SECTION).kind is FeedKind.PAGE
    with pytest.raises(UnreadableListing, match="PDF"):
        read(b"<html>", content_type="application/pdf", expected=FeedKind.PAGE)


def test_an_external_document_type_is_never_fetched_and_entities_in_text_stay_text() -> None:
    head = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/evil.dtd">'
    listing = read(
        rss(f"<item><title>&evil; <![CDATA[<!ENTITY x 'y'>]]></title><link>{SITE}a</link></item>", head=head)
    )
    assert listing.entries[0].url == f"{SITE}a"


FULL = rss(ITEM * 2, head="<!DOCTYPE rss>").encode()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        [FULL, NEWS.encode(), atom("<entry/>").encode(), SECTION.encode(), b'{"version":"x"}', b""]
    ),
    st.lists(
        st.tuples(
            st.integers(0, 700),
            st.integers(0, 30),
            st.one_of(
                st.binary(max_size=10),
                st.sampled_from([b"<", b"]]>", b"<![CDATA[", b"<!DOCTYPE x [", b"<!--", b"&#0;"]),
            ),
        ),
        max_size=8,
    ),
    st.sampled_from([None, *FeedKind]),
)
def test_any_bytes_are_read_or_refused(
    body: bytes, cuts: list[tuple[int, int, bytes]], expected: FeedKind | None
) -> None:
    for place, length, instead in cuts:
        body = body[:place] + instead + body[place + length :]
    try:
        listing = read(body, expected=expected)
    except UnreadableListing as error:
        assert str(error)
        return
    for entry in listing.entries:
        assert entry.url.startswith(("http://", "https://"))
        assert entry.published is None or entry.published.tzinfo is UTC
    find_feeds(body, url=URL)
