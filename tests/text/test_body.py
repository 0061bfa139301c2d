"""The paragraphs of an article, in order, with the characters the publisher wrote."""

import pytest

from tests.text.pages import PARAGRAPHS, URL, page
from trackers.text.article import read_article

LONG = PARAGRAPHS[0]


def paragraphs_of(*paragraphs: str, foot: str = "") -> tuple[str, ...]:
    return read_article(page(*paragraphs, foot=foot), url=URL).paragraphs


@pytest.mark.parametrize(
    "special",
    [
        "140\N{NO-BREAK SPACE}passengers",
        "140\N{NARROW NO-BREAK SPACE}passengers",
        "har\N{SOFT HYPHEN}bour",
        "har\N{ZERO WIDTH SPACE}bour",
        "a\N{ZERO WIDTH JOINER}b \N{RIGHT-TO-LEFT OVERRIDE}c\N{POP DIRECTIONAL FORMATTING}",
        "line\N{LINE SEPARATOR}two",
        "private \ue000 use",
        "cafe\N{COMBINING ACUTE ACCENT} café",
        "“quoted” ‘quoted’ \"straight\" 'straight' – — …",
        "hieroglyph \U00013000 kept\N{NO-BREAK SPACE}too",
        "\N{IDEOGRAPHIC SPACE}全角の空白",
    ],
)
def test_characters_stay_as_they_were_written(special: str) -> None:
    line = (
        f"The harbour office spoke of {special} on Monday, when the wind had broken two of the mooring ropes."
    )
    assert paragraphs_of(*PARAGRAPHS, line)[-1] == line


def test_white_space_and_markup_inside_a_paragraph_make_no_difference() -> None:
    plain = paragraphs_of(*PARAGRAPHS)
    marked = LONG.replace("harbour office", "<b>harbour</b>\n\t <a href='/x'>office</a>").replace(
        "mooring", '<span class="link"><a href="/ropes">mooring</a></span>'
    )
    assert paragraphs_of(marked, *PARAGRAPHS[1:]) == plain


def test_subheads_lists_quotations_and_rows_are_lines_in_order() -> None:
    foot = """<h2>What happens next</h2><ul><li>Ropes arrive on Tuesday.</li><li>The <b>ferry</b> sails.</li></ul>
    <blockquote><p>We do not take risks.</p><p>Not with people.</p></blockquote>
    <table><tr><th>Day</th><th>Passengers</th></tr><tr><td>Monday</td><td>140</td></tr></table>
    <p>Timetables for the rest of the week will be printed as soon as the forecast is known to the harbour.</p>"""
    assert paragraphs_of(*PARAGRAPHS, foot=foot) == (
        *PARAGRAPHS,
        "What happens next",
        "Ropes arrive on Tuesday.",
        "The ferry sails.",
        "We do not take risks.",
        "Not with people.",
        "Day | Passengers",
        "Monday | 140",
        "Timetables for the rest of the week will be printed as soon as the forecast is known to the harbour.",
    )


def test_a_line_break_ends_a_line() -> None:
    assert paragraphs_of(*PARAGRAPHS, "Monday: none.<br>Tuesday: none.<br/><br/>Wednesday: two.")[-3:] == (
        "Monday: none.",
        "Tuesday: none.",
        "Wednesday: two.",
    )


def test_lines_that_say_nothing_are_left_out() -> None:
    assert paragraphs_of(*PARAGRAPHS, "* * *", "___", "&nbsp;", "—") == PARAGRAPHS


def test_reader_comments_navigation_and_terms_are_left_out() -> None:
    foot = '<section id="comments"><h3>Comments</h3><p>Typical. I have waited since Friday for this boat.</p></section>'
    assert paragraphs_of(foot=foot) == PARAGRAPHS


def test_entities_are_read_once() -> None:
    assert paragraphs_of(
        *PARAGRAPHS, "Fish &amp; chips cost &lt; &#163;9, they said; &amp;lt;b&amp;gt; is no tag."
    )[-1] == ("Fish & chips cost < £9, they said; &lt;b&gt; is no tag.")


def test_texts_without_spaces_are_read() -> None:
    chinese = "港务局表示，由于夜间大风刮断了两根缆绳，开往小岛的渡轮星期一没有出海，约一百四十名乘客被安排在镇上住宿。"
    assert paragraphs_of(chinese, chinese + "完。") == (chinese, chinese + "完。")
