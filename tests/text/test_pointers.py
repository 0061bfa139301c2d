"""Which lines of a page only point to another page."""

import pytest

from tests.text.pages import PARAGRAPHS, URL, page
from trackers.text.article import read_article


def pointers_of(line: str) -> tuple[str, ...]:
    body = page(PARAGRAPHS[0], f"{PARAGRAPHS[1]}</p>{line}<p>{PARAGRAPHS[2]}", PARAGRAPHS[3])
    found = read_article(body, url=URL, content_type="text/html")
    assert len(found.paragraphs) == 5, "the line is read, whatever it is"
    return found.pointers


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/2026/a-lamp">A keeper and her lamp, thirty years on</a></p>',
        '<p><strong><a href="https://other.example/lamp">A keeper and her lamp, thirty years on</a></strong></p>',
        '<h3><a href="?page=lamp">A keeper and her lamp, thirty years on</a></h3>',
        '<p>1,204 comments <a href="#said">A keeper and her lamp, thirty years on</a></p>',
        '<p>Updated 2 hours ago · <a href="/lamp">A keeper and her lamp, thirty years on</a></p>',
        '<p><a href="/lamp">A keeper and her lamp, thirty years on</a> (12 comments)</p>',
        '<p><a href="whatsapp://send?text=x">Share this story on WhatsApp</a></p>',
    ],
)
def test_a_line_that_is_a_link_to_another_page_is_one(line: str) -> None:
    assert len(pointers_of(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="#map">A map of the crossing is below</a></p>',
        '<p><a href="mailto:crew@example.org">Write to the crew of the ferry</a></p>',
        '<p><a href="/files/timetable.pdf">The timetable that holds from Tuesday</a></p>',
        '<p>12 boats left <a href="/x">for the island on Friday, the board said</a></p>',
        '<p>12 comments <a href="/x.pdf">as the board has them, in full</a></p>',
        "<p><a>Nothing that leads anywhere at all</a></p>",
        '<p>The crew said so in <a href="/x">a letter to the harbour board</a> on Friday evening.</p>',
        '<p><a href="/x">Correction: the ferry was stopped for an hour, not for a day, as first said.</a></p>',
        f'<p><a href="/x">{"The whole of a long paragraph was made a link by somebody. " * 5}</a></p>',
    ],
)
def test_what_the_article_says_itself_or_cites_is_none(line: str) -> None:
    assert pointers_of(line) == ()
