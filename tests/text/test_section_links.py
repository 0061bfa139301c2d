"""The section pages a home page names."""

from __future__ import annotations

from trackers.text.listings import find_sections

HOME = "https://bell.example/"


def named(body: str) -> list[tuple[str, str]]:
    page = f"<!doctype html><html><title>Bell</title><body>{body}</body></html>".encode()
    return [(link.url.removeprefix(HOME.rstrip("/")), link.title) for link in find_sections(page, url=HOME)]


def test_the_navigation_names_sections_and_service_pages_are_left_out() -> None:
    body = """
    <header><a href="/">Home</a><a href="/en/">English</a></header>
    <nav><a href="/sport/">Sport</a> <a href="/news/politics">Politics</a> <a href="/sport">Sport again</a>
    <a href="/contact/">Contact</a> <a href="/search?q=x">Search</a> <a href="/login/">Log in</a>
    <a href="/news/2026/flood-reaches-the-old-bridge">Flood</a> <a href="/app.pdf">Paper</a>
    <a href="https://other.example/sport/">Other</a> <a href="javascript:x">x</a> <a href="/empty/"></a></nav>
    <main><a href="/aside/">Not in a navigation</a></main>
    <div role="navigation"><a href="/culture/">Culture</a></div>
    """
    assert named(body) == [("/sport/", "Sport"), ("/news/politics", "Politics"), ("/culture/", "Culture")]


def test_a_page_of_hundreds_of_links_names_thirty() -> None:
    body = "<nav>" + "".join(
        f'<a href="/section{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}/">S</a>' for n in range(400)
    )
    assert len(named(body)) == 30


def test_what_is_no_page_names_none() -> None:
    assert find_sections(b"%PDF-1.7", url=HOME) == ()
    assert find_sections(b"", url=HOME) == ()
