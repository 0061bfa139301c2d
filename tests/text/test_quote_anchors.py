"""Words somebody speaks of are found again when the text is read otherwise, or not at all: never in a wrong place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.text.quoteanchors import (
    LONGEST_QUOTE,
    QuoteAnchor,
    find_anchor,
    flatten,
    make_anchor,
    read_anchor,
    write_anchor,
)
from trackers.text.tidy import ArticleText

STORY = ArticleText(
    headline="Ferry to Port Ansel sails again",
    paragraphs=(
        "The ferry sailed on Monday, said the harbour master.",
        "The ferry sailed on Tuesday, said nobody at all.",
    ),
)


def found(text: ArticleText, anchor: QuoteAnchor | None) -> str | None:
    assert anchor is not None
    place = find_anchor(text, anchor)
    return None if place is None else flatten(text)[slice(*place)]


def test_selected_words_carry_what_stands_around_them():
    anchor = make_anchor(STORY, "on  Monday", side="after")
    assert anchor is not None
    assert (anchor.exact, anchor.suffix[:10]) == ("on Monday", ", said the")
    assert anchor.prefix.endswith("The ferry sailed ")
    assert found(STORY, anchor) == "on Monday"


def test_a_selection_may_run_over_two_paragraphs():
    anchor = make_anchor(STORY, "harbour master.\n\nThe ferry", side="before")
    assert found(STORY, anchor) == "harbour master.\nThe ferry"


def test_surroundings_tell_equal_words_apart():
    anchor = make_anchor(STORY, "The ferry sailed", side="after", suffix=" on Tuesday")
    assert anchor is not None and anchor.suffix.startswith(" on Tuesday")
    reread = ArticleText(headline=STORY.headline, standfirst="Read anew.", paragraphs=STORY.paragraphs[::-1])
    place = find_anchor(reread, anchor)
    assert place is not None and flatten(reread)[place[1] :].startswith(" on Tuesday")


@pytest.mark.parametrize("lead", ["", "A line that the older reader had left out."])
def test_words_are_found_after_a_re_reading(lead):
    anchor = make_anchor(STORY, "said nobody", side="after")
    reread = ArticleText(headline=STORY.headline, paragraphs=(lead, *STORY.paragraphs))
    assert found(reread, anchor) == "said nobody"


def test_another_reading_of_marks_and_spaces_is_the_same_words():
    anchor = make_anchor(ArticleText(paragraphs=("He said “no” – twice.",)), "“no” – twice", side="before")
    reread = ArticleText(paragraphs=('He said "no"\u00a0- twice.',))
    assert found(reread, anchor) == '"no"\u00a0- twice'


def test_words_that_are_no_more_are_not_found():
    anchor = make_anchor(STORY, "on Monday", side="after")
    assert found(ArticleText(paragraphs=("The ferry sailed on Sunday.",)), anchor) is None


@pytest.mark.parametrize("quote", ["", "  ", "no such words", "x" * (LONGEST_QUOTE + 1)])
def test_words_that_do_not_stand_there_make_no_anchor(quote):
    assert make_anchor(STORY, quote, side="before") is None


@pytest.mark.parametrize(
    "stored",
    [
        None, [], "x", {}, {"side": "middle", "exact": "a"}, {"side": "after", "exact": ""},
        {"side": "after", "exact": 3}, {"side": "after", "exact": "a", "start": -1},
        {"side": "after", "exact": "a", "start": True}, {"side": "after", "exact": "a" * 1001},
        {"side": "after", "exact": "a", "prefix": None},
    ],
)  # fmt: skip
def test_what_is_no_anchor_is_read_as_none(stored):
    assert read_anchor(stored) is None


@given(st.lists(st.text(max_size=30), max_size=5), st.integers(0, 100), st.integers(1, 40))
def test_whatever_stands_in_a_text_is_found_where_it_was_marked(lines, start, length):
    text = ArticleText(paragraphs=tuple(" ".join(line.split()) for line in lines))
    quote = flatten(text)[start : start + length]
    anchor = make_anchor(text, quote, side="after")
    if anchor is not None:
        assert read_anchor(write_anchor(anchor)) == anchor
        place = find_anchor(text, anchor)
        assert place is not None and flatten(text)[slice(*place)] == anchor.exact


def test_a_letter_that_stands_everywhere_takes_no_time():
    text = ArticleText(paragraphs=("a" * 200_000,))
    anchor = make_anchor(text, "a" * 500, side="after")
    assert anchor is not None and anchor.start == 0
