"""Pages built to be dear: boxes in boxes in boxes, or the same box thousands of times. Each once took minutes.

No clock is asked here: should one of them be dear again, these tests do not end in any time worth waiting for.
"""

import pytest

from tests.text.pages import HEADLINE, PARAGRAPHS, URL, page
from trackers.text.boxes import is_named_caption
from trackers.text.outline import is_picture
from trackers.text.reading import read_page
from trackers.text.webpage import parse_page

MANY, DEEP = 20_000, 200


def nest(tag: str, inner: str, *, depth: int = DEEP) -> str:
    return f"<{tag}>" * depth + inner + f"</{tag.split()[0]}>" * depth


LINKS = "".join(f'<div><a href="/story/{number}">Boat {number}</a></div>' for number in range(MANY // 2))
SHAPES = {
    "figures in figures, with a caption of many lines": nest(
        "figure", f"<figcaption>{'<p>boat' * MANY}</figcaption><p>crane</p>"
    ),
    "figures in figures": nest("figure", "<p>boat" * MANY),
    "boxes of links, one to a file": nest("div", LINKS + '<div><a href="/plan.pdf">Plan</a></div>'),
    "forms side by side": "<div>" + "<form><p>Sign up</p></form><p>boat</p>" * (MANY // 2) + "</div>",
    "captions without a picture": '<div class="caption">Boat</div>' * MANY,
    "captions in captions": nest('div class="caption"', "<p>boat" * 2_500),
    "headings in headings": nest("h1", "Boat") * 100,
}


@pytest.mark.parametrize("markup", SHAPES.values(), ids=SHAPES.keys())
def test_a_page_of_any_shape_is_read_or_refused_with_a_reason(markup: str) -> None:
    reading = read_page(page(foot=markup), url=URL)
    assert reading.reason or (reading.extraction is not None and reading.extraction.headline == HEADLINE)
    if reading.extraction is not None:
        assert reading.extraction.paragraphs[: len(PARAGRAPHS)] == PARAGRAPHS


def test_a_figure_deep_in_figures_is_read_as_text() -> None:
    tree = parse_page(page(foot=nest("figure", "<img>", depth=6)), url=URL).tree
    assert [is_picture(figure) for figure in tree.iter("figure")] == [True] * 4 + [False] * 2


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div><img><div class=caption>A boat</div></div>", True),
        ("<div><div class=caption>A boat</div></div>", False),
        ("<div><img></div><div><div class=caption>A boat</div></div>", True),
        ("<div><img></div>" + nest("div", "<div class=caption>A boat</div>", depth=5), False),
    ],
)
def test_a_caption_stands_by_a_picture_at_most_four_boxes_up(markup: str, *, expected: bool) -> None:
    tree = parse_page(f"<html><body><main>{markup}</main></body></html>".encode(), url=URL).tree
    (box,) = tree.xpath("//*[@class='caption']")
    assert is_named_caption(box) is expected


@pytest.mark.parametrize(
    "lines",
    [
        [f"Boat {number} lies in the harbour." for number in range(3_100)],
        ["A boat in the harbour. " * 27_500],
    ],
)
def test_an_article_without_end_is_called_unreadable_and_why(lines: list[str]) -> None:
    reading = read_page(page(*lines), url=URL, content_type="text/html; charset=utf-8")

    assert (reading.extraction, reading.reason) == (None, "The article is longer than we read.")
