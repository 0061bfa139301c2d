"""Which heading is the article's own, and what stands around it."""

import pytest

from tests.text.pages import HEADLINE, PARAGRAPHS, URL, page
from trackers.text.article import read_article

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LOGO = '<header><h1><a href="/">The Gazette</a></h1></header>'


def headline_of(html: str | bytes) -> str:
    return read_article(html.encode() if isinstance(html, str) else html, url=URL).headline


def test_the_h1_of_the_article_beats_what_is_told_to_social_networks() -> None:
    assert (
        headline_of(page(head='<meta property="og:title" content="You will not believe this ferry">'))
        == HEADLINE
    )


@pytest.mark.parametrize(
    "html",
    [
        f"<html><body>{LOGO}<main><h1>Ferry stays in port</h1>{BODY}</main></body></html>",
        f"<html><body>{LOGO}<h1>Ferry stays in port</h1>{BODY}</body></html>",
        f'<html><body><h1><a href="{URL}">Ferry stays in port</a></h1>{BODY}</body></html>',
        f"<html><body><h1>Gazette</h1><article><h1>Ferry stays in port</h1>{BODY}</article></body></html>",
        f"<html><body><h1> </h1><h1>Ferry stays in port</h1>{BODY}</body></html>",
        f"<html><body><h1 hidden>Menu</h1><h1>Ferry <br>stays in port</h1>{BODY}</body></html>",
        f"<html><body><h1>Ferry stays in port</h1>{BODY}<aside><h1>Ten boats you must see</h1></aside></body></html>",
        f'<html><body><h1>Sections</h1><h1 itemprop="headline">Ferry stays in port</h1>{BODY}</body></html>',
        f'<html><head><meta property="og:title" content="Ferry stays in port"></head>'
        f"<body><h1>Harbour news from all the islands</h1><h1>Ferry stays in port</h1>{BODY}</body></html>",
        f'<html><body><h1>Ferry <span class="visually-hidden">Video</span>stays in port<script>x</script></h1>{BODY}',
    ],
)
def test_of_several_headings_the_article_s_own_is_chosen(html: str) -> None:
    assert headline_of(html) == "Ferry stays in port"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="og:title" content="Ferry stays in port"><title>x</title>', "Ferry stays in port"),
        ("<title>Ferry stays in port</title>", "Ferry stays in port"),
        (
            '<title>Ferry - late | The Gazette</title><meta property="og:site_name" content="The Gazette">',
            "Ferry - late",
        ),
        ("<title>Ferry - late</title>", "Ferry - late"),
        ('<script type="application/ld+json">{"@type":"Article","headline":"Ferry"}</script>', "Ferry"),
    ],
)
def test_without_a_heading_the_title_is_taken(head: str, expected: str) -> None:
    assert headline_of(f"<html><head>{head}</head><body>{LOGO}<div>{BODY}</div></body></html>") == expected


def test_the_share_headline_is_kept_beside_the_headline() -> None:
    extraction = read_article(page(head='<meta property="og:title" content="Ferry: what we know">'), url=URL)
    assert (extraction.headline, extraction.share_headline) == (HEADLINE, "Ferry: what we know")


def test_the_heading_is_not_read_again_as_a_paragraph() -> None:
    assert HEADLINE not in read_article(page(under=f"<h2>{HEADLINE}</h2>"), url=URL).paragraphs


@pytest.mark.parametrize(
    "under",
    [
        '<p class="article-standfirst">Broken ropes keep 140 passengers in town.</p>',
        '<div class="c-dek"><p>Broken ropes keep 140 passengers in town.</p></div>',
        '<h2 class="subtitle">Broken ropes keep 140 passengers in town.</h2>',
        '<div data-part="standfirst"><p>Broken ropes keep 140 passengers in town.</p></div>',
        '<p class="intro">Broken ropes keep 140 passengers in town.</p>',
    ],
)
def test_a_standfirst_is_a_field_of_its_own(under: str) -> None:
    extraction = read_article(page(under=under), url=URL)
    assert extraction.standfirst == "Broken ropes keep 140 passengers in town."
    assert extraction.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "foot",
    [
        '<p class="standfirst">Another story about another boat on another day.</p>',
        '<div class="newsletter subtitle">Sign up for the harbour letter every week.</div>',
    ],
)
def test_a_box_that_asks_readers_to_sign_up_is_no_standfirst(foot: str) -> None:
    assert read_article(page(under=foot.replace("standfirst", "promo-deck")), url=URL).standfirst == ""


@pytest.mark.parametrize(
    "foot",
    [
        '<p class="standfirst">Another story about another boat on another day.</p>',
        '<h2 class="subtitle">Read this next week</h2>',
    ],
)
def test_what_stands_below_the_text_is_no_standfirst(foot: str) -> None:
    assert read_article(page(foot=foot), url=URL).standfirst == ""


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('<h2 itemprop="headline">Ferry stays in port</h2>', "itemprop"),
        ('<h2 class="entry-title">Ferry stays in port</h2>', "class"),
        ('<div class="sh"><b>Ferry stays in port</b></div>', "own"),
        ("<table><tr><td>Ferry stays in port</td></tr></table>", "own"),
        ("", "title"),
    ],
)
def test_a_headline_that_is_no_h1_is_found_by_its_name_or_its_words(body: str, place: str) -> None:
    title = "GAZETTE | Harbour | Ferry stays in port"
    extraction = read_article(
        f"<html><head><title>{title}</title></head><body>{LOGO}<div>{body}{BODY}</div></body></html>".encode(),
        url=URL,
    )
    assert dict(extraction.places)["headline"] == place
    assert extraction.headline == ("Ferry stays in port" if body else title)


def test_the_name_of_the_site_is_no_headline() -> None:
    head = (
        '<title>Ferry stays in port - The Gazette</title><meta property="og:site_name" content="The Gazette">'
    )
    body = f"<h1>The Gazette</h1><div><h3>Ferry stays in port</h3>{BODY}</div>"
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    assert headline_of(html) == "Ferry stays in port"


def test_typography_does_not_keep_a_headline_from_being_known_by_the_title() -> None:
    shown = "Ferry “stays” in\N{NO-BREAK SPACE}port"
    body = f'{LOGO}<h2><a href="{URL}">{shown}</a></h2>{BODY}'
    for title, expected in (('Ferry "stays" in port | The Gazette', shown), ("The Gazette", "The Gazette")):
        assert headline_of(f"<html><head><title>{title}</title></head><body>{body}</body></html>") == expected


@pytest.mark.parametrize(
    "html",
    [
        # The headline stands outside what is marked up as the article.
        '<header><h1>{h}</h1><p class="strapline">{s}</p></header><article>{b}</article>',
        '<article><header class="top--no-promo"><h1>{h}</h1><p class="strapline">{s}</p></header>{b}</article>',
        # A build has taken the names off.
        '<article><header class="x1f"><h1>{h}</h1><span>2 min read</span><p class="x2e">{s}</p></header>{b}</article>',
        '<div><div class="x1f"><h1>{h}</h1></div><div><div><p>{s}</p></div></div><article>{b}</article></div>',
    ],
)
def test_a_sentence_under_the_headline_is_the_standfirst_wherever_that_stands(html: str) -> None:
    summary = "Broken ropes keep 140 passengers in town, and nobody says when."
    read = read_article(
        f"<html><body>{html.format(h=HEADLINE, s=summary, b=BODY)}</body></html>".encode(), url=URL
    )
    assert (read.headline, read.standfirst, read.paragraphs) == (HEADLINE, summary, PARAGRAPHS)


@pytest.mark.parametrize(
    "under",
    [
        "<p>Ada Quill - Monday, March 14, 2026, 7:45 am, Little Skerry</p>",
        "<p>This article was last updated 14 minutes ago</p>",
        "<p>By Ada Quill, who has written about the harbour since it was built</p>",
        "<p>Sign up for the letter that the harbour sends out every week.</p>",
        '<p><a href="/tug">The tug that nobody wanted is back in the harbour for good</a></p>',
        '<div class="related"><p>The tug that nobody wanted is back in the harbour for good.</p></div>',
        "<div><p>The tug that nobody wanted is back.</p><p>The bridge that nobody wanted is, too.</p></div>",
        "<ul><li>The tug that nobody wanted is back in the harbour for good</li></ul>",
        "<p hidden>The tug that nobody wanted is back in the harbour for good.</p>",
    ],
)
def test_names_links_and_promotion_under_a_headline_are_no_standfirst(under: str) -> None:
    html = f"<html><body><article><header><h1>{HEADLINE}</h1>{under}</header>{BODY}</article></body></html>"
    assert read_article(html.encode(), url=URL).standfirst == ""


def test_a_first_paragraph_right_under_the_headline_stays_one_broken_up_or_not() -> None:
    first = (
        "Ropes broke in the night and nobody can leave the island.<br>The tug is on its way to the harbour."
    )
    html = f"<html><body><article><h1>{HEADLINE}</h1><p>{first}</p>{BODY}</article></body></html>"
    read = read_article(html.encode(), url=URL)
    assert (read.standfirst, read.paragraphs) == ("", (*first.split("<br>"), *PARAGRAPHS))


@pytest.mark.parametrize("under", ["<h2>{}</h2>", '<p id="article-summary">{}</p>'])
def test_a_summary_in_the_headline_s_own_header_is_the_standfirst(under: str) -> None:
    summary = "Broken ropes keep 140 passengers in town."
    html = f"<html><body><main><header><h1>{HEADLINE}</h1>{under.format(summary)}</header>{BODY}</main></body></html>"
    extraction = read_article(html.encode(), url=URL)
    assert (extraction.standfirst, extraction.paragraphs) == (summary, PARAGRAPHS)


def test_an_edit_of_the_headline_is_seen_though_a_box_for_sharing_repeats_the_old_one() -> None:
    head = '<meta property="og:title" content="Ferry stays in port for a third day">'
    box = '<div id="about-popup"><h1>Ferry stays in port for a third day</h1></div>'
    html = f"<html><head>{head}</head><body><div><h1>{{}}</h1>{BODY}</div>{box}</body></html>"
    for headline in (
        "Ferry stays in port for a third day",
        "Ferry stays in port for a fourth day",
        "Ropes found",
    ):
        assert headline_of(html.format(headline)) == headline
