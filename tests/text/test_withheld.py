"""A withheld passage is found however it is set, and nothing of it is left where it stood."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackers.text.withheld import (
    MARK,
    count_words,
    find_passage,
    letters_of,
    mask_excerpt,
    mask_line,
    mask_lines,
)

PASSAGE = "Ida Brook of Tanner’s Row"


@pytest.mark.parametrize(
    "set_as",
    [
        "Ida Brook of Tanner’s Row",
        "IDA BROOK OF TANNER'S ROW",
        "Ida  Brook,\nof “Tanner’s” Row",
        "Ida\u00a0Brook of Tan\u00adner\u200b’s Row",
        "I\u0301da Brook of Tanner’s Row",
        "Ｉｄａ Brook of Tanner’s Row",
        "Ida Brook of Tanner’s Row\u0301\u200d",
    ],
)
def test_a_passage_is_found_however_it_is_set(set_as: str) -> None:
    assert mask_line(f"They said {set_as}, later.", [PASSAGE]) == f"They said {MARK}, later."


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Joanna Bell came.", "Anna Bell"),
        ("Anna Bellow came.", "Anna Bell"),
        ("It cost 1250 pounds.", "125"),
        ("Straße", "stras"),
        ("Nothing of the sort.", "…"),
        ("", "Anna"),
    ],
)
def test_part_of_another_word_is_not_the_passage(text: str, passage: str) -> None:
    assert find_passage(text, passage) == []
    assert mask_line(text, [passage]) == text


def test_scripts_that_do_not_part_words_are_found_within_them() -> None:
    assert mask_line("市长王小明昨天说", ["王小明"]) == f"市长{MARK}昨天说"
    assert mask_line("김철수가 말했다", ["김철수"]) == f"{MARK}가 말했다"
    assert count_words("王小明") == 3 and count_words("Ida Brook, 41") == 3


def test_passages_that_touch_are_one_mark_and_its_length_tells_nothing() -> None:
    assert mask_line("Ida Brook, Row 4: she left", ["Ida Brook", "Row 4"]) == f"{MARK}: she left"
    assert mask_line("Ida Brook Ida Brook ran", ["Ida Brook"]) == f"{MARK} ran"
    assert mask_line("a long and winding way home", ["and winding", "a long and"]) == f"{MARK} way home"


def test_a_passage_may_run_over_lines_whose_number_stays() -> None:
    lines = ["She is Ida", "Brook of", "", "Tanner’s Row, they said.", "Rain."]
    assert mask_lines(lines, [PASSAGE]) == [
        f"She is {MARK}", MARK, "", f"{MARK}, they said.", "Rain.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cut", "shown"),
    [
        ("of Tanner", MARK),
        ("Brook yesterday", MARK),
        ("Row", MARK),
        ("it rained of old", "it rained of old"),
        ("of", MARK),
        ("said the mayor", "said the mayor"),
        ("", ""),
        (f"x {PASSAGE} y", f"x {MARK} y"),
    ],
)
def test_words_cut_from_a_text_tell_no_part_of_the_passage(cut: str, shown: str) -> None:
    assert mask_excerpt(cut, [PASSAGE]) == shown


@given(st.text(max_size=60), st.text(max_size=12))
@settings(max_examples=60, deadline=None)
def test_what_is_masked_holds_the_passage_no_more_and_masks_to_itself(text: str, passage: str) -> None:
    masked = mask_line(text, [passage], mark="\n")
    assert find_passage(masked, passage) == []
    assert mask_line(masked, [passage], mark="\n") == masked
    assert len(mask_lines(text.split("\n"), [passage])) == len(text.split("\n"))


def test_hostile_repetition_costs_no_more_than_reading_it() -> None:
    assert find_passage("a" * 200_000, "a" * 50) == []
    assert letters_of("́" * 1000) == ""
