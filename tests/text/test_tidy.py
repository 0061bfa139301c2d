"""What counts as the same text."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.text.tidy import ArticleText, article_text, hash_text, tidy

TEXTS = st.builds(
    ArticleText,
    headline=st.text(),
    standfirst=st.text(),
    byline=st.lists(st.text()).map(tuple),
    paragraphs=st.lists(st.text()).map(tuple),
    captions=st.lists(st.text()).map(tuple),
)


@dataclass(frozen=True)
class Reading:
    headline: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("  Harbour\n\t bridge \r\n shut ", "Harbour bridge shut"),
        ("one\vtwo\ftwo", "one two two"),
        ("a\x00b\x07c\x7fd\x85e", "abcde"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_white_space_collapses_and_control_characters_go(raw: str, tidied: str) -> None:
    assert tidy(raw) == tidied


@pytest.mark.parametrize(
    "kept",
    [
        "no\N{NO-BREAK SPACE}break",
        "\N{LEFT DOUBLE QUOTATION MARK}quoted\N{RIGHT DOUBLE QUOTATION MARK} \N{EN DASH} 'straight'",
        "zero\N{ZERO WIDTH SPACE}width \N{RIGHT-TO-LEFT OVERRIDE}turned",
        "cafe\N{COMBINING ACUTE ACCENT} and caf\N{LATIN SMALL LETTER E WITH ACUTE}",
        "\N{IDEOGRAPHIC SPACE}全角",
        "soft\N{SOFT HYPHEN}hyphen \N{HORIZONTAL ELLIPSIS}",
    ],
)
def test_nothing_else_changes(kept: str) -> None:
    assert tidy(kept) == kept


def test_a_lone_surrogate_becomes_a_character_that_can_be_stored() -> None:
    assert tidy("a\ud800b") == "a\N{REPLACEMENT CHARACTER}b"


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_the_tracked_text_of_a_reading_is_tidy_and_drops_empty_lines() -> None:
    reading = Reading(headline=" Ferry  late ", paragraphs=("One.\n", "  ", "Two."), byline=("Ada  Quill",))
    assert article_text(reading) == ArticleText(
        headline="Ferry late", byline=("Ada Quill",), paragraphs=("One.", "Two.")
    )


def test_words_that_cross_a_field_or_paragraph_boundary_change_the_hash() -> None:
    alike = [
        ArticleText(headline="ab"),
        ArticleText(headline="a", standfirst="b"),
        ArticleText(standfirst="ab"),
        ArticleText(paragraphs=("ab",)),
        ArticleText(paragraphs=("a", "b")),
        ArticleText(paragraphs=("a",), captions=("b",)),
        ArticleText(paragraphs=("1:a", "1:b")),
        ArticleText(paragraphs=("1:a1:1:b",)),
        ArticleText(paragraphs=("", "ab")),
    ]
    assert len({hash_text(text) for text in alike}) == len(alike)


@given(TEXTS, TEXTS)
def test_two_texts_have_one_hash_only_when_they_are_equal(one: ArticleText, other: ArticleText) -> None:
    assert (hash_text(one) == hash_text(other)) == (one == other)


def test_the_hash_of_a_text_stays_what_it_was() -> None:
    text = ArticleText(headline="Ferry late", paragraphs=("It was late.",))
    assert hash_text(text) == "6376ff353d1d00facd1f485a996d32746dda8f8187aba37d7ae3f75d146810a0"
