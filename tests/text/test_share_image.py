"""The picture of a change: what it can set, how lines break, and that no text makes it large, slow or wrong."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from trackers.text.shareimage import LONGEST, SIZE, ShareText, draw_share_image, settable
from trackers.text.shareimage.typeset import HELD, break_lines, load_font

WORDS = ShareText(
    site="Newswatch",
    publisher="The Ostby Herald",
    headline="The water mill turns again",
    window="between 10:05 and 10:35 UTC on 14 March 2026",
    removed="12 wheels",
    added="40 wheels",
    removed_label="Removed",
    added_label="Added",
    context="… turned again with [ … ] in the spring …",
    unset="It stands on the page.",
)
HOSTILE = [
    "e\u0301" * 10_000, "a" + "\u0301" * 10_000, "\u202e\u2066 gnihton", "W" * 10_000, "x y " * 5_000, "\x00\x1b[31m",
    "\ud800", "\U000e0001", "👩‍👩‍👧‍👦" * 1_000, "مطحنة", "磨坊", "ﷺ" * 500, "\u200b" * 10_000, " \n\t ", "%s{}<b>&amp;",
]  # fmt: skip


def open_image(text: ShareText) -> Image.Image:
    return Image.open(BytesIO(draw_share_image(text)))


def with_words(words: str) -> ShareText:
    return ShareText(
        words,
        words,
        words,
        words,
        removed=words,
        added=words,
        removed_label=words,
        added_label=words,
        context=words,
        unset=words,
    )


def lines(text: str, *, width: float, most: int) -> list[str]:
    return break_lines(text, measure=lambda line: len(line), width=width, most=most)


def test_the_picture_is_a_png_of_the_size_that_sites_show_and_the_same_every_time() -> None:
    image = open_image(WORDS)
    assert (image.format, image.size) == ("PNG", SIZE) == ("PNG", (1200, 630))
    assert draw_share_image(WORDS) == draw_share_image(WORDS)
    assert len(draw_share_image(WORDS)) < 60_000


@pytest.mark.parametrize(
    "field", ["site", "publisher", "headline", "window", "removed", "added", "removed_label", "context"]
)
def test_every_text_is_seen_on_it(field: str) -> None:
    other = open_image(ShareText(**{**vars(WORDS), field: "Another word"})).convert("RGB")
    assert ImageChops.difference(open_image(WORDS).convert("RGB"), other).getbbox() is not None


def test_words_are_told_apart_without_colour() -> None:
    went, came = (
        open_image(
            ShareText(**{**vars(WORDS), "removed": "", "added": "", side: "40 wheels", f"{side}_label": "x"})
        )
        for side in ("removed", "added")
    )
    difference = ImageChops.difference(went.convert("L"), came.convert("L"))
    assert difference.point(lambda value: 255 if value > 100 else 0).getbbox() is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ostby  Herald\n", "Ostby Herald"),
        ("Mu\u0308hle\u00a0Nord", "Mühle Nord"),
        ("co\u00adop \u200bera\u202etion", "coop eration"),
        ("Ελλάδα Мельница", "Ελλάδα Мельница"),
        ("مطحنة", ""),
        ("The 磨坊 mill", ""),
        ("x\u0301", ""),
        ("mill \U0001f3ed", ""),
        ("", ""),
    ],
)
def test_what_the_font_cannot_set_is_not_set_at_all(text: str, expected: str) -> None:
    assert settable(text) == expected


def test_a_long_text_is_cut() -> None:
    assert settable("a" * LONGEST) == "a" * LONGEST
    assert settable("a" * (LONGEST + 1)) == "a" * LONGEST + "…"
    assert settable("ab " * 9, longest=5) == "ab ab…"


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_every_letter_that_is_said_to_be_held_is_in_the_font(weight: str) -> None:
    font = load_font(weight, 34)
    missing = bytes(font.getmask("\U0010fffd"))
    blank = {" ", *(chr(code) for code in range(0x2028, 0x2030))}
    assert [letter for letter in HELD - blank if bytes(font.getmask(letter)) == missing] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three", ["one two", "three"]),
        ("one", ["one"]),
        ("", []),
        ("unbreakable", ["unbreak", "able"]),
        ("one two three four five", ["one two", "three…"]),
    ],
)
def test_lines_break_between_words_and_within_long_ones(text: str, expected: list[str]) -> None:
    assert lines(text, width=7, most=2) == expected


@given(st.text(alphabet="ab …", max_size=60), st.integers(2, 12), st.integers(1, 4))
def test_no_line_is_wider_and_none_is_lost_but_behind_an_ellipsis(text: str, width: int, most: int) -> None:
    found = lines(text, width=width, most=most)
    assert len(found) <= most and all(len(line) <= width for line in found)
    letters = "".join(text.split())
    said = "".join("".join(found).split())
    assert said == letters or letters.startswith(said.rstrip("…").rstrip("…"))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_makes_a_picture_like_any_other(words: str) -> None:
    image = open_image(with_words(words))
    assert image.size == SIZE


@given(st.text(max_size=400))
@settings(max_examples=25)
def test_no_text_however_strange_is_an_error(words: str) -> None:
    assert len(draw_share_image(with_words(words))) < 100_000


def test_what_cannot_be_set_leaves_the_words_out_and_says_where_they_stand() -> None:
    image = draw_share_image(ShareText(**{**vars(WORDS), "added": "مطحنة"}))
    assert image == draw_share_image(ShareText(**{**vars(WORDS), "added": "磨坊"}))
    assert image != draw_share_image(ShareText(**{**vars(WORDS), "added": "磨坊", "unset": "Elsewhere."}))


def test_nothing_runs_into_the_foot_of_the_picture() -> None:
    full = ShareText(**{**vars(WORDS), "headline": "W" * 300, "removed": "g" * 300, "added": "g" * 300})
    for text in (
        full,
        ShareText(**{**vars(full), "added": ""}),
        ShareText(**{**vars(full), "step": "g " * 200}),
    ):
        band = open_image(text).convert("L").crop((64, 540, 1136, 554))
        low, high = band.getextrema()
        assert low == high
