"""Whose names stand over an article: the same people however a page names them, and nobody else."""

import pytest

from tests.text.pages import URL, json_ld, page
from trackers.text.article import read_article
from trackers.text.byline import fold_names, read_names


def byline_of(body: bytes, *, url: str = URL) -> tuple[str, ...]:
    return read_article(body, url=url).byline


def place_of(body: bytes, field: str = "byline") -> str:
    return dict(read_article(body, url=URL).places)[field]


def article(author: object, **more: object) -> str:
    return json_ld({"@type": "NewsArticle", "headline": "Ferry", "author": author, **more})


TWO = ("Ada Quill", "Ben Oar")


@pytest.mark.parametrize(
    ("under", "place"),
    [
        ('<p>By <a rel="author" href="/ada">Ada Quill</a> and <a rel="author" href="/ben">Ben Oar</a></p>', "rel"),
        ('<p itemprop="author">By Ada Quill and Ben Oar</p>', "itemprop"),
        (
            '<div itemprop="author"><span itemprop="name">Ada Quill</span></div>'
            '<div itemprop="author"><span itemprop="name">Ben Oar</span></div>',
            "itemprop",
        ),
        ('<div class="byline">By <b>Ada Quill</b> and <b>Ben Oar</b></div>', "class"),
        ('<div class="story__by-line">By Ada Quill<br>By Ben Oar</div>', "class"),
        ('<div id="byline">By Ada Quill, Ben Oar</div>', "class"),
        ('<span class="byl">By Ada Quill and Ben Oar</span> <span class="byd">Harbour reporters</span>', "class"),
        ('<div data-component="byline-block"><span>Ada Quill</span><span>Ben Oar</span></div>', "class"),
        ('<div class="articleByline"><a href="/x">Ada Quill</a> <a href="/y">Ben Oar</a></div>', "class"),
        (
            '<div class="byline"><img class="author-photo" alt="Ada">'
            '<span class="byline-name">By Ada Quill &amp; Ben Oar</span>'
            '<span class="byline-title">Harbour correspondents</span></div>',
            "class",
        ),
        (
            '<h6 class="byline">By <span><a rel="author" href="/a">Ada Quill</a></span> and'
            ' <span><a rel="author" href="/b">Ben Oar</a></span></h6>',
            "rel",
        ),
        (
            '<ul><li><img alt="x"><a rel="author" href="/a">Ada Quill</a></li>'
            '<li><img alt="x"><a rel="author" href="/b">Ben Oar</a></li></ul>',
            "rel",
        ),
        ("<address>Ada Quill, Ben Oar</address>", "class"),
        ('<p><a href="/authors/ada-quill">Ada Quill</a>, <a href="/authors/ben-oar">Ben Oar</a></p>', "link"),
        ("<p>By Ada Quill and Ben Oar</p>", "own"),
        ("<div>By <b>Ada Quill</b> and <b>Ben Oar</b><br>Harbour correspondents, Skerry</div>", "own"),
        ("<table><tr><td><b>By Ada Quill and Ben Oar</b><br>Harbour staff</td></tr></table>", "own"),
    ],
)  # fmt: skip
def test_authors_are_the_same_however_the_page_marks_them_up(under: str, place: str) -> None:
    body = page(under=under)
    assert (byline_of(body), place_of(body)) == (TWO, place)


@pytest.mark.parametrize(
    "author",
    [
        ["Ada Quill", "Ben Oar"],
        "By Ada Quill and Ben Oar",
        "Ada Quill, Ben Oar",
        [{"@type": "Person", "name": "Ada Quill"}, {"@type": "Person", "name": "By Ben Oar"}],
        {"name": ["Ada Quill", "Ben Oar"]},
        [{"name": "Ada Quill, Chief Reporter"}, {"name": "Ben Oar, AP"}],
        [{"name": "Ada&nbsp;Quill"}, {"name": "Ben Oar in Little Skerry"}],
    ],
)
def test_authors_are_the_same_however_data_name_them(author: object) -> None:
    body = page(head=article(author))
    assert (byline_of(body), place_of(body)) == (TWO, "json-ld")


def test_an_author_named_elsewhere_in_a_graph_is_found() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Ferry", "author": {"@id": "#ada"}},
            {"@type": "Person", "@id": "#ada", "name": "Ada Quill"},
        ]
    }
    assert byline_of(page(head=json_ld(graph))) == ("Ada Quill",)


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Organization", "name": "Harbour Council"},
        {"@type": "Person", "name": "Gazette Staff"},
        "The Gazette",
        "gazette.example",
        "adaquill",
        "@adaquill",
        "Web Desk",
        "Newsroom",
        "Editorial Board",
        "harbour correspondent",
    ],
)
def test_publishers_desks_roles_and_handles_are_no_authors(author: object) -> None:
    head = article(author, publisher={"@type": "Organization", "name": "The Gazette"})
    assert byline_of(page(head=head)) == ()


def test_a_news_agency_is_an_author_where_it_stands_alone() -> None:
    assert byline_of(page(head=article("Reuters"))) == ("Reuters",)
    assert byline_of(page(under="<p>By Associated Press</p>")) == ("Associated Press",)
    assert byline_of(page(under='<p class="byline">By Ada Quill, Associated Press</p>')) == ("Ada Quill",)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="related"><p class="byline">By Cy Reef</p></div>',
        '<aside><h3>More</h3><a rel="author" href="/cy">Cy Reef</a></aside>',
        '<article><h2>Other</h2><span class="author">Cy Reef</span></article>',
        '<ul class="comments"><li><span class="author">Cy Reef</span></li></ul>',
        '<div class="author-bio">Cy Reef Sails Far</div>',
        '<div class="author-image">Cy Reef</div>',
        '<p class="login"><span class="user">Sign In</span></p><p class="author">Sign In</p>',
        "<p>By Tuesday, the ferry had moved.</p>",
        "<p>By The Numbers</p>",
        "<p>Von der Mole aus war nichts zu sehen.</p>",
        '<p>See what <a href="/profile/cy-reef">Cy Reef</a> saw from the quay, when in the small hours of Monday'
        " the ropes gave way one after the other and the ferry began to drift.</p>",
    ],
)
def test_who_is_named_for_another_reason_is_no_author(markup: str) -> None:
    assert byline_of(page(under=markup)) == ()
    assert byline_of(page(foot=markup)) == ()


def test_the_line_next_under_the_headline_counts() -> None:
    over = '<div class="byline">By Cy Reef</div>'
    under = '<div class="byline">By Ada Quill</div>'
    foot = '<div class="byline">By Dee Holm</div>'
    assert byline_of(page(over=over, under=under, foot=foot)) == ("Ada Quill",)


def test_an_author_named_once_more_under_the_text_with_others_is_not_joined_by_them() -> None:
    under = '<p>By <a rel="author" href="/a">Ada Quill</a></p>'
    foot = (
        '<div>More by <a rel="author" href="/a">Ada Quill</a>, <a rel="author" href="/b">Dee Holm</a></div>'
    )
    assert byline_of(page(under=under, foot=foot)) == ("Ada Quill",)


def test_a_byline_in_a_box_called_related_is_the_article_s_if_its_meaning_says_so() -> None:
    foot = '<div id="related"><p class="byline">Posted by <a rel="author" href="/ada">Ada Quill</a></p></div>'
    assert byline_of(page(foot=foot)) == ("Ada Quill",)


def test_a_byline_between_a_headline_and_an_article_that_stands_apart_is_read() -> None:
    text = "".join(
        f"<p>The harbour office said on day {day} that the ferry would stay.</p>" for day in range(6)
    )
    header = '<header><h1>Ferry stays</h1><p class="byline">By Ada Quill</p></header>'
    body = f"<main>{header}<article>{text}</article></main>"
    assert byline_of(f"<html><body>{body}</body></html>".encode()) == ("Ada Quill",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Quill for The Gazette", ("Ada Quill",)),
        ("By Ada Quill, Special to the Gazette", ("Ada Quill",)),
        ("Ada Quill | The Gazette", ("Ada Quill",)),
        ("Ada Quill/AFP", ("Ada Quill",)),
        ("Ada Quill (Reuters)", ("Ada Quill",)),
        ("Ada Quill with agencies", ("Ada Quill",)),
        ("Ada Quill and agencies", ("Ada Quill",)),
        ("Ada Quill and Reuters", ("Ada Quill", "Reuters")),
        ("Ada Quill, New York", ("Ada Quill",)),
        ("Ada Quill, AP Harbour Writer", ("Ada Quill",)),
        ("Ada Quill Reporter", ("Ada Quill",)),
        ("By ADA QUILL and BEN OAR", ("ADA QUILL", "BEN OAR")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("José Ortega y María Luz", ("José Ortega", "María Luz")),
        ("Ada van der Quill", ("Ada van der Quill",)),
        ("Ada Quill; photographs by Cy Reef", ("Ada Quill",)),
        ("Story by Ada Quill. Photography by Cy Reef", ("Ada Quill.",)),
        ("Par Ada Quill avec AFP", ("Ada Quill",)),
        ("Автор: Ада Перова", ("Ада Перова",)),
        ("홍길동 기자", ("홍길동",)),
        ("文/李小龙", ("李小龙",)),
        ("Science and health editor", ()),
        ("The Editorial Board", ()),
        ("ada quill", ()),
        ("Share Tweet Email", ()),
        ("Read more", ()),
    ],
)
def test_what_stands_round_a_name_is_cut_off(line: str, names: tuple[str, ...]) -> None:
    assert read_names([line]) == names


def test_names_are_compared_without_letter_case() -> None:
    assert fold_names(("ADA  QUILL",)) == fold_names(("Ada Quill",))
