"""What a page shows is counted as readers meet it: in order, and without what is hidden."""

import pytest

from trackers.text.pagetext import read_page_text

URL = "https://gazette.example/harbour"
LINE = "The bridge stays shut until Friday."


def count(markup: str) -> int:
    return read_page_text(f"<html><body>{markup}</body></html>".encode(), url=URL).count(LINE)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{LINE}</p>",
        "<p>The <a>bridge</a> stays <b>shut</b> until Friday.</p>",
        "<p>The <i><b>bridge</b> stays</i> shut <em><a>until <b>Fri</b>day</a></em>.</p>",
        f"<div hidden>{LINE}</div><p>{LINE}</p>",
        f'<div style="display:none"><p>{LINE}</p></div><p>{LINE}</p>',
        f"<template><p>{LINE}</p></template><p>{LINE}</p>",
        f"<script>{LINE}</script><style>{LINE}</style><p>{LINE}</p>",
    ],
)
def test_a_line_is_counted_where_readers_see_it(markup: str) -> None:
    assert count(markup) == 1


def test_what_is_hidden_counts_where_it_is_most_of_the_page() -> None:
    assert count(f"<div hidden><p>{LINE}</p></div><p>Loading</p>") == 1


def test_lines_in_boxes_of_one_kind_are_known_from_lines_in_others() -> None:
    page = read_page_text(
        b"""<html><body><div class="text-1"><p>Two of its bearings had <b>cracked</b> in the frost.</p></div>
        <div class="text-2"><blockquote><p>New ones had to be cast inland.</p></blockquote></div>
        <div class="next"><p>The ferry comes home with new engines.</p>Short.</div></body></html>""",
        url=URL,
    )
    one, other, apart = (
        page.boxes_of([line])
        for line in (
            "Two of its bearings had cracked in the frost.",
            "New ones had to be cast inland.",
            "The ferry comes home with new engines.",
        )
    )
    assert one == other != apart
    assert len(one) == len(apart) == 1
    assert page.boxes_of(["Nobody said this on any page."]) == page.boxes_of(["Short."]) == frozenset()
