"""Which lines of a page are the article: the same ones, whatever stands around and between them."""

from collections.abc import Callable

import pytest
from lxml.html import HtmlElement, document_fromstring, tostring

from tests.text.pages import HEADLINE, PARAGRAPHS, URL, page
from trackers.text.article import Extraction, UnreadableArticle, read_article, read_parsed
from trackers.text.extraction import Role
from trackers.text.outline import read_lines
from trackers.text.surroundings import read_surroundings
from trackers.text.webpage import parse_page

TEASER = "The old lighthouse keeper remembers the winter in which the sea froze, and what came of it."
CORRECTION = "Correction: an earlier version of this article gave the wrong year for the ice."
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def read(body: bytes | str) -> Extraction:
    return read_article(body.encode() if isinstance(body, str) else body, url=URL)


def between(markup: str) -> tuple[str, ...]:
    """Return what is read of the usual page with something between its second and third paragraph."""
    return read(
        page(PARAGRAPHS[0], f"{PARAGRAPHS[1]}</p>{markup}<p>{PARAGRAPHS[2]}", PARAGRAPHS[3])
    ).paragraphs


@pytest.mark.parametrize(
    "markup",
    [
        f"<aside><h3>Also today</h3><p>{TEASER}</p></aside>",
        f"<div class='c-newsletter'><h4>The Gazette by post</h4><p>{TEASER}</p></div>",
        f"<section class='ArticleRelated'><p>{TEASER}</p></section>",
        "<div class='x7'><h3>Related</h3><p><a href='/x'>Keeper remembers</a></p></div>",
        "<div><h3>More from Harbour</h3><ul><li><a href='/x'>Keeper remembers</a></li></ul></div>",
        "<div><ul><li><a href='/x'>Keeper remembers ice</a></li><li><a href='/y'>Boats for sale</a></li></ul></div>",
        "<ul><li><a href='/x'>Keeper remembers ice</a></li><li><a href='/y'>Boats for sale again</a></li></ul>",
        "<p>Read more: <a href='/x'>Keeper remembers a hard winter</a></p>",
        "<p><strong>LESEN SIE AUCH: <a href='/x'>Keeper remembers a hard winter</a></strong></p>",
        "<div><a href='/x'><img src='k.jpg'><span>Keeper remembers a hard winter</span></a></div>",
        f"<div><img src='k.jpg'><h3><a href='/x'>Keeper remembers</a></h3><p>{TEASER}</p></div>",
        f"<div><p><a href='/x'>Next harbour story</a></p><img src='k.jpg'><h5><a href='/x'>Keeper</a></h5>"
        f"<p>{TEASER}</p></div>",
        "<div><h3>Morning letter</h3><p>The coast by post.</p><form><input type='email'></form></div>",
        "<section><h4>Have your say</h4><p>Should the ferry sail?</p><ul><li>Yes</li><li>No</li></ul></section>",
        "<div><p>Follow us on <a href='https://social.example/1'>Chirp</a></p></div>",
        "<div><span>Advertisement</span></div>",
        "<p>1,204 shares</p>",
        "<time datetime='2026-03-01'>2 hours ago</time>",
        "<p>Updated <time datetime='2026-03-01'>2 hours ago</time></p>",
        "<figure><img src='k.jpg'><figcaption>The keeper in his tower.</figcaption></figure>",
        "<div hidden><p>Sign in to read all of the Gazette without limit, on every device you own.</p></div>",
        "<p style='display: none'>Only robots read this line of the page.</p>",
    ],
)
def test_promotion_between_paragraphs_is_no_part_of_the_article(markup: str) -> None:
    assert between(markup) == PARAGRAPHS


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p><a href='/report.html'>The council's report on the ropes</a></p>", ["The council's report on the ropes"]),
        (
            "<p>The council names two reports:</p><ul><li><a href='/a'>On ropes and knots</a></li>"
            "<li><a href='/b'>On wind and tide</a></li></ul>",
            ["The council names two reports:", "On ropes and knots", "On wind and tide"],
        ),
        (
            "<h2>Documents</h2><ul>"
            "<li><a href='/a.pdf'>Ropes and knots</a></li><li><a href='/b.pdf'>Tides</a></li></ul>",
            ["Documents", "Ropes and knots", "Tides"],
        ),
        ("<p>Fixed.</p>", ["Fixed."]),
        ("<h2>What happens next</h2>", ["What happens next"]),
        ("<p>The boat left on <time datetime='2026-03-01'>Sunday</time> at dawn, and came back.</p>",
         ["The boat left on Sunday at dawn, and came back."]),
        ("<section><p>More than the crew could say.</p></section>", ["More than the crew could say."]),
        ("<figure><blockquote>Not with people.</blockquote></figure>", ["Not with people."]),
        ("<details><summary>The ropes</summary><p>They were old.</p></details>", ["The ropes", "They were old."]),
        ("<div class='no-sidebar has-comments'><p>The mayor was not asked.</p></div>", ["The mayor was not asked."]),
    ],
)  # fmt: skip
def test_what_may_be_the_publishers_words_stays(markup: str, lines: list[str]) -> None:
    assert between(markup) == (*PARAGRAPHS[:2], *lines, *PARAGRAPHS[2:])


@pytest.mark.parametrize(
    "form",
    [
        "<p>{}</p>",
        "<aside><p>{}</p></aside>",
        "<footer><p>{}</p></footer>",
        "<div class='article-footer'><small>{}</small></div>",
        "<div class='related'><em>{}</em></div>",
        "<ul><li>{}</li></ul>",
    ],
)
def test_a_notice_is_read_wherever_it_stands_by_the_article(form: str) -> None:
    notice = form.format(CORRECTION)
    inside, behind = page(foot=notice), page().replace(b"</article>", b"</article>" + notice.encode())
    assert read(inside).paragraphs == read(behind).paragraphs == (*PARAGRAPHS, CORRECTION)
    assert read(page(over=notice)).paragraphs == (CORRECTION, *PARAGRAPHS)


def test_a_notice_without_telling_words_is_known_by_its_box_or_by_its_label() -> None:
    for foot in (
        "<aside class='correction'><p>It was 2011.</p></aside>",
        "<aside><h4>Correction</h4><p>It was 2011.</p></aside>",
    ):
        assert read(page(foot=foot)).paragraphs[-1] == "It was 2011."


def test_a_page_of_corrections_that_is_linked_is_no_notice() -> None:
    assert (
        read(
            page(foot="<footer><ul><li class='corrections'><a href='/c'>Corrections</a></li></ul></footer>")
        ).paragraphs
        == PARAGRAPHS
    )


def _in_divs(tree: HtmlElement) -> None:
    for element in tree.iter("main", "article"):
        element.tag = "div"


def _in_boxes_of_their_own(tree: HtmlElement) -> None:
    for paragraph in list(tree.iter("p")):
        paragraph.tag = "div"
        paragraph.set("class", "text-block-7")


def _in_chunks(tree: HtmlElement) -> None:
    article = next(tree.iter("article"))
    for paragraph in list(article.iter("p")):
        chunk = article.makeelement("div", {"class": "body body__chunk"})
        paragraph.addprevious(chunk)
        chunk.append(paragraph)


def _in_a_table(tree: HtmlElement) -> None:
    article = next(tree.iter("article"))
    article.tag = "td"
    article.getparent().tag = "tr"


def _in_a_box_named_like_furniture(tree: HtmlElement) -> None:
    next(tree.iter("article")).set("class", "social-stories share-enabled")


def _among_teasers(tree: HtmlElement) -> None:
    body = tree.find("body")
    assert body is not None
    for _ in range(12):
        body.append(
            document_fromstring(f"<div class='q'><h2><a href='/x'>Keeper</a></h2><p>{TEASER}</p></div>")[0][0]
        )


@pytest.mark.parametrize(
    "template",
    [
        _in_divs,
        _in_boxes_of_their_own,
        _in_chunks,
        _in_a_table,
        _in_a_box_named_like_furniture,
        _among_teasers,
    ],
)
def test_another_template_around_the_same_article_reads_the_same(
    template: Callable[[HtmlElement], None],
) -> None:
    tree = document_fromstring(page().decode())
    template(tree)
    assert read(tostring(tree)).paragraphs == PARAGRAPHS


def test_each_line_says_what_it_is() -> None:
    foot = """<h2>What happens next</h2><ul><li><p>Ropes arrive on Tuesday.</p></li></ul>
    <blockquote>No risks.</blockquote>
    <table><tr><th>Day</th><th>Passengers</th></tr></table><p>The rest will be printed in the Gazette of Friday.</p>"""
    extraction = read(page(foot=foot))
    assert len(extraction.roles) == len(extraction.paragraphs)
    assert extraction.roles[-6:] == (
        Role.PARAGRAPH,
        Role.SUBHEAD,
        Role.ITEM,
        Role.QUOTE,
        Role.ROW,
        Role.PARAGRAPH,
    )


def test_names_and_dates_above_the_text_are_fields_and_no_lines() -> None:
    under = "<div><p>By Ada Quill</p><p>4 March 2026, 10:15</p><p>3 min read</p></div>"
    assert read(page(under=under)).paragraphs == PARAGRAPHS


def test_of_several_articles_the_one_under_the_headline_is_read() -> None:
    for tag in ("article", "div"):
        posts = "".join(
            f"<{tag} class='post'><h1>{title}</h1><div>{TEXT.replace('ferry', boat)}</div></{tag}>"
            for title, boat in (
                (HEADLINE, "ferry"),
                ("Barge stays too", "barge"),
                ("Yacht stays too", "yacht"),
            )
        )
        assert read(f"<html><body><div>{posts}</div></body></html>").paragraphs == PARAGRAPHS


def test_a_live_blog_is_read_with_the_titles_of_its_entries() -> None:
    entries = "".join(
        f"<section><header><time>{n % 24}:00</time><h2>Entry {n}</h2></header><p>{PARAGRAPHS[0]} {n}</p></section>"
        for n in range(900)
    )
    extraction = read(page(" ", foot=entries))
    assert len(extraction.paragraphs) == 1800
    assert extraction.paragraphs[-2:] == ("Entry 899", f"{PARAGRAPHS[0]} 899")


def test_a_sure_reading_has_no_doubts() -> None:
    extraction = read(page())
    assert (extraction.confidence, extraction.doubts) == (1.0, ())


def test_doubts_lower_confidence() -> None:
    links = "".join(f"<li><a href='/{n}'>The ferry is late for the {n}th time</a></li>" for n in range(30))
    listing = read(f"<html><body><main><h1>Harbour</h1><ul>{links}</ul></main></body></html>")
    assert {"listing", "many_links", "no_prose"} <= set(listing.doubts)
    assert listing.confidence < 0.3
    assert "short" in read(page("The ferry is late, the harbour says today.")).doubts


def test_the_text_that_a_page_states_of_itself_is_looked_for() -> None:
    stated = " ".join(PARAGRAPHS).replace("“", "'").replace("”", "'")
    head = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{stated}"}}</script>'
    )
    split = (
        f"<div class='story-body'>{TEXT[: TEXT.index('<p>“')]}</div><div>{TEXT[TEXT.index('<p>“') :]}</div>"
    )
    assert (
        read(
            f"<html><head>{head}</head><body><article><h1>{HEADLINE}</h1>{split}</article></body></html>"
        ).paragraphs
        == PARAGRAPHS
    )


@pytest.mark.parametrize(
    "foot",
    [
        "".join(f"<figure><img src='{n}.jpg'><figcaption>Boat {n}.</figcaption></figure>" for n in range(20)),
        "",
    ],
)
def test_a_page_without_paragraphs_is_refused(foot: str) -> None:
    with pytest.raises(UnreadableArticle, match="No paragraphs"):
        read(page(" ", foot=foot))


def test_what_is_encoded_twice_is_read_as_readers_see_it() -> None:
    assert read(page(*PARAGRAPHS, "Fish &amp;amp; chips.")).paragraphs[-1] == "Fish &amp; chips."


def test_deep_and_crowded_pages_are_read() -> None:
    deep = f"<html><body><h1>{HEADLINE}</h1>{'<div>' * 200}{TEXT}{'</div>' * 200}</body></html>"
    assert read(deep).paragraphs == PARAGRAPHS
    crowded = f"<div {' '.join(f'a{n}=1' for n in range(20_000))}>{TEXT}</div>"
    with pytest.raises(UnreadableArticle, match="too many attributes"):
        read(f"<html><body><h1>{HEADLINE}</h1>{crowded}</body></html>")


def test_reading_leaves_the_page_as_it_is() -> None:
    parsed = parse_page(page(foot=f"<aside>{TEASER}</aside>"), url=URL)
    before = tostring(parsed.tree)
    read_parsed(parsed, read_surroundings(parsed))
    assert tostring(parsed.tree) == before


def test_all_lines_of_an_element_are_read_for_whoever_names_it() -> None:
    element = document_fromstring(
        f"<div><h3>Ropes</h3><aside>{TEASER}</aside><p hidden>No.</p>"
        "<ul><li>One<br>Two</li></ul><button>Go</button></div>"
    )
    assert read_lines(element) == [
        ("Ropes", Role.SUBHEAD),
        (TEASER, Role.PARAGRAPH),
        ("One", Role.ITEM),
        ("Two", Role.ITEM),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Most in the village had left their houses before the water came.",
        "You may be fined for taking a boat out of the harbour at night.",
        "Donation by donation the keepers of the lamp have paid for its new glass.",
    ],
)
def test_a_sentence_in_a_box_of_its_own_is_read_though_it_begins_as_a_teaser_may(sentence: str) -> None:
    assert sentence in read_article(page(foot=f"<div>{sentence}</div>"), url=URL).paragraphs


LONG = tuple(
    f"{line} The board said so twice, at noon and again at {place + 3} o'clock."
    for place, line in enumerate(PARAGRAPHS)
)
COMMENTS = (
    "<section class='k3x'><h3>{title}</h3><div class='q'><b>reader7</b><p>I have sailed on her for thirty years "
    "and never was an hour late, whatever they say.</p></div><div class='q'><b>reader9</b><p>The board should be "
    "ashamed of what it did there, all of it, from the first day on.</p></div></section>"
)


@pytest.mark.parametrize(
    "title", ["12 comments", "Comments (1.2K)", "Kommentare", "34 комментариев", "评论 (3)"]
)
def test_readers_comments_are_told_by_their_title_where_no_name_says_so(title: str) -> None:
    foot = COMMENTS.format(title=title)
    found = read_article(page(*LONG, foot=foot), url=URL, content_type="text/html")
    assert found.paragraphs == LONG


def test_readers_may_write_more_than_stands_in_a_short_report() -> None:
    told = LONG[:1]
    foot = COMMENTS.format(title="4 comments")
    again = foot.partition("</h3>")[2].removesuffix("</section>")
    foot = foot.replace("</section>", f"{again}</section>")
    assert len(again) < len(told[0]) * 3 and 2 * len(again) > len(told[0])
    found = read_article(page(*told, foot=foot), url=URL, content_type="text/html")
    assert found.paragraphs == told


def test_a_notice_behind_readers_comments_is_read() -> None:
    notice = "Correction: an earlier version of this article gave the wrong year for the flood."
    comments = "".join(
        f"<b>reader{n}</b><p>I have seen that boat {n} times, and never in time.</p>" for n in range(9)
    )
    box = f'<section class="comments"><h3>18 comments</h3>{comments}</section><div class="note"><p>{notice}</p></div>'
    found = read_article(page(*LONG).replace(b"</article>", f"</article>{box}".encode()), url=URL)
    assert found.paragraphs == (*LONG, notice)


def test_an_article_under_a_count_of_comments_stays() -> None:
    found = read_article(page(*LONG, over="<p>12 comments</p>"), url=URL, content_type="text/html")
    assert found.paragraphs[-len(LONG) :] == LONG
