"""An edit always changes the fingerprint of a page; what stands around the article never does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.pages import HEADLINE, PARAGRAPHS, URL, json_ld, page
from trackers.text.article import read_article
from trackers.text.extraction import ReadingState
from trackers.text.reading import read_page

TEASER = "<p>The old lighthouse keeper remembers the winter in which the sea froze, and what came of it.</p>"


def fingerprint(body: bytes, *, url: str = URL) -> str:
    reading = read_page(body, url=url)
    assert reading.state is ReadingState.READ
    return reading.fingerprint


def is_same(old: bytes, new: bytes) -> bool:
    """Return whether `new` is known by the fingerprint of `old`, and make sure that it is only where it may be."""
    same = read_page(new, url=URL, known=fingerprint(old)).same
    if same:
        assert read_article(new, url=URL) == read_article(old, url=URL)
    return same


PAGE = page(
    head='<meta property="og:title" content="Ferry late">'
    + '<meta property="article:published_time" content="2026-03-01T08:00:00Z">'
    + '<link rel="canonical" href="https://gazette.example/harbour/ferry-late">',
    under='<p class="standfirst">Storm ropes broke and nobody can leave the island.</p>'
    '<p class="byline">By Ada Quill</p>',
    foot="<figure><img src=a.jpg><figcaption>The ferry on Sunday.</figcaption></figure>",
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("140 passengers", "141 passengers"),
        ("eleven years", "twelve years"),
        ("in port for a third day", "in port for a fourth day"),
        ("ropes broke and", "ropes tore and"),
        ("By Ada Quill", "By Ada Quell"),
        ("The ferry on Sunday.", "The ferry on Monday."),
        ("2026-03-01T08:00:00Z", "2026-03-01T09:00:00Z"),
        ('content="Ferry late"', 'content="Ferry later"'),
        ("gazette.example/harbour/ferry-late", "gazette.example/harbour/ferry-very-late"),
        ('lang="en-GB"', 'lang="en-US"'),
        ("the harbour office said, because", "because"),
        ("on Monday, the", "on Monday,\N{NO-BREAK SPACE}the"),
        ("risks with people", "risks</p><p>with people"),
        ("</p>\n<p>About 140", " About 140"),
        ("risks with people", "risks<br>with people"),
        ("“We do not", '"We do not'),
    ],
)
def test_an_edit_of_any_field_changes_it(old: str, new: str) -> None:
    assert old in PAGE.decode()
    assert not is_same(PAGE, PAGE.decode().replace(old, new).encode())


def test_an_edit_of_a_standfirst_without_a_name_changes_it() -> None:
    summary = "<p>Storm ropes broke in the night and nobody can leave the island.</p>"
    old = page().replace(b"<h1>", b"<header><h1>").replace(b"</h1>", f"</h1>{summary}</header>".encode())
    assert read_article(old, url=URL).standfirst in summary
    assert not is_same(old, old.replace(b"nobody can leave", b"anybody can leave"))


DATA = {"@type": "NewsArticle", "headline": "Ferry late", "datePublished": "2026-03-01T08:00:00Z"}


def test_linked_data_counts_where_the_article_is_described_in_it() -> None:
    with_data = page(head=json_ld(DATA))
    for old, new in (("Ferry late", "Ferry very late"), ("T08:00", "T09:00")):
        assert not is_same(with_data, with_data.decode().replace(old, new).encode())


CORRECTIONS = [
    "<p>Correction: the ferry carries 140 passengers.</p>",
    "<p><em>Corrected: 140, not 410.</em></p>",
    "<div class='correction'>An earlier version gave the wrong year for the ice.</div>",
    "<section><h2>Correction</h2><p>It was 2011.</p></section>",
    "<ul><li>This article was corrected on 3 March.</li></ul>",
    "<p>Corrected.</p>",
]


@pytest.mark.parametrize("notice", CORRECTIONS)
@pytest.mark.parametrize("place", ["</article>", "</main>", "</body>"])
@pytest.mark.parametrize("moved", [False, True])
def test_a_correction_behind_the_article_changes_it_wherever_it_is_put(
    notice: str, place: str, moved: bool
) -> None:
    put = f"{place}{notice}" if moved and place != "</body>" else f"{notice}{place}"
    assert not is_same(PAGE, PAGE.decode().replace(place, put, 1).encode())


@pytest.mark.parametrize(
    "markup",
    [
        "<nav><a href=/x>Weather</a></nav>",
        f"<aside>{TEASER}</aside>",
        f"<footer>{TEASER}</footer>",
        "<script>var load = 7;</script>",
        "<style>p{margin:7px}</style>",
        f"<div class='most-read'><h3>Most read</h3><ol><li><a href=/x>Keeper remembers</a>{TEASER}</li></ol></div>",
        "<div><ul><li><a href=/x>The keeper remembers a hard winter</a></li></ul></div>",
        "<div>12:03:55 <b>17,021</b></div>",
        "<iframe src=x></iframe><div class=ad-slot id=s1></div>",
        "<div hidden>Sign in to read all of the Gazette without limit.</div>",
    ],
)
def test_furniture_around_the_article_does_not_change_it(markup: str) -> None:
    for place in ("<main>", "</body>"):
        changed = PAGE.decode().replace(place, markup + place if place == "</body>" else f"{markup}{place}")
        assert is_same(PAGE, changed.encode())


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='ad-slot' id='s1'></div>",
        "<script>ad(7)</script>",
        f"<aside class='related'>{TEASER}</aside>",
        "<div class='share-bar'><a href=#>Share</a> 1,204 shares</div>",
        "<div class='newsletter'><p>Get the harbour in your letter box each day.</p></div>",
        "<time>2 hours ago</time>",
    ],
)
def test_furniture_inside_the_article_that_nobody_reads_does_not_change_it(markup: str) -> None:
    for place in ("<p>About 140", "<p>The last time"):
        assert is_same(PAGE, PAGE.decode().replace(place, markup + place).encode())


def test_new_addresses_ids_classes_and_nonces_do_not_change_it() -> None:
    noisy = re.sub(r"<(p|div|main|li|ul|figure)\b", r'<\1 id="k77" data-nonce="a1b2" data-v-7', PAGE.decode())
    noisy = noisy.replace('href="/', 'href="/?session=77&x=/')
    assert is_same(PAGE, noisy.encode())


def test_a_page_without_article_or_main_is_covered_where_its_words_are() -> None:
    plain = PAGE.decode()
    for tag in ("main", "article"):
        plain = plain.replace(f"<{tag}>", "<div>").replace(f"</{tag}>", "</div>")
    assert is_same(
        plain.encode(), plain.replace("</body>", "<div><a href=/x>Keeper remembers</a></div></body>").encode()
    )
    assert not is_same(plain.encode(), plain.replace("140 passengers", "141 passengers").encode())
    assert not is_same(plain.encode(), plain.replace("</body>", f"{CORRECTIONS[0]}</body>").encode())


def test_an_article_in_a_box_that_is_named_like_furniture_is_covered() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    social = f"<html><body><article><h1>{HEADLINE}</h1><div class='social-stories'>{body}</div></article></body></html>"
    assert not is_same(social.encode(), social.replace("140 passengers", "141 passengers").encode())


def test_another_extractor_knows_no_fingerprint_of_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    known = fingerprint(PAGE)
    monkeypatch.setattr("trackers.text.fingerprint.EXTRACTOR", "newswatch-0/older")
    assert not read_page(PAGE, url=URL, known=known).same


@pytest.mark.parametrize("known", ["x", "a", "a0", "z" * 41, "é", "a" * 64])
def test_what_is_no_fingerprint_is_known_by_no_page(known: str) -> None:
    assert read_page(PAGE, url=URL, known=known).state is ReadingState.READ


words = st.text(
    st.sampled_from("abcdefgh éß\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}“”’–—0123456789.,"),
    min_size=1,
    max_size=60,
)
sentences = words.filter(lambda text: any(map(str.isalnum, text))).map(
    lambda text: (
        f"The harbour says that {text} and so on until the ferry sails again with all its passengers."
    )
)


@given(st.lists(sentences, min_size=3, max_size=6), st.data())
def test_what_reads_differently_is_never_the_same_page(paragraphs: list[str], data: st.DataObject) -> None:
    other = list(paragraphs)
    place = data.draw(st.integers(0, len(other) - 1))
    other[place] = data.draw(sentences)
    one, two = page(*paragraphs), page(*other)
    differ = read_article(one, url=URL) != read_article(two, url=URL)
    assert is_same(one, one)
    assert not (differ and is_same(one, two))
