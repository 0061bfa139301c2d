"""Which paragraphs and sentences are shown as moved, split or joined, and which as edited where they stand."""

import pytest

from trackers.text.compare import Diff, RowKind, compare
from trackers.text.tidy import ArticleText

LINES = tuple(
    f"The {boat} left the {quay} before dawn with {cargo} for the {town} market."
    for boat, quay, cargo, town in (
        ("ketch Heron", "north quay", "salt", "Otterby"),
        ("barge Alma", "coal steps", "nine crates of lamps", "Wray"),
        ("ferry Tern", "mill landing", "wool and two goats", "Saltholm"),
        ("lugger Pike", "customs stairs", "barrels of pitch", "Stonnard"),
        ("tug Bess", "eel wharf", "a church bell", "Fenside"),
        ("yawl Corrie", "stone pier", "turnips", "Eastmere"),
        ("cog Marten", "tollhouse", "glass in straw", "Hay Bottom"),
    )
)
TOLD, SHORT, GATES = (
    "Nobody on the quay had been told why, she said.",
    "He did not know.",
    "The harbour master closed both gates at noon.",
)


def compared(old: tuple[str, ...], new: tuple[str, ...]) -> Diff:
    return compare(ArticleText(paragraphs=old), ArticleText(paragraphs=new))


def moved_words(diff: Diff, move_id: int) -> str:
    return "".join(s.text for row in diff.rows for s in row.inline if s.move_id == move_id).strip()


@pytest.mark.parametrize("parts", [4, 7])
def test_a_paragraph_cut_into_many_is_one_split_and_back_one_join(parts: int) -> None:
    whole = " ".join(LINES[:parts])
    for old, new in (((whole,), LINES[:parts]), (LINES[:parts], (whole,))):
        (row,) = compared((TOLD, *old), (TOLD, *new)).rows[1:]
        assert row.is_split or row.is_join
        assert {span.text.strip() for span in row.inline if span.op != "equal"} <= {""}


def test_a_long_join_leaves_out_a_neighbour_that_only_looks_alike() -> None:
    near = "The ketch Heron left the north quay."
    diff = compared((near, *LINES[:5]), ("A line of its own.", " ".join(LINES[:5])))
    assert diff.rows[-1].old_paragraphs == (1, 2, 3, 4, 5)


def test_a_paragraph_that_passed_no_other_is_edited_and_not_moved() -> None:
    # Old 1 is the one far better partner of new 1, which stays with its equal: the weak pair must not "move".
    old = ("Rates fell in the north of the county again.", "Rates fell in the north.", LINES[0], LINES[1])
    new = ("Rates fell in parts of the county.", LINES[0], "Rates fell in the north.", LINES[1])
    diff = compared(old, new)
    assert [move.whole_paragraph for move in diff.moves] == [True]
    assert diff.rows[0].kind is RowKind.CHANGED
    assert (diff.rows[0].old_index, diff.rows[0].new_index) == (0, 0)


def test_a_line_that_begins_what_stands_in_its_place_is_one_row() -> None:
    longer = "And it worked. The gates held until the tide had turned, and the market opened an hour late."
    diff = compared((LINES[0], "And it worked.", LINES[1]), (LINES[0], longer, LINES[1]))
    assert [row.kind for row in diff.rows] == [RowKind.EQUAL, RowKind.CHANGED, RowKind.EQUAL]


def test_neighbouring_sentences_that_went_the_same_way_are_one_move() -> None:
    diff = compared((f"{LINES[0]} {GATES} {TOLD}", LINES[1]), (LINES[0], f"{LINES[1]} {GATES} {TOLD}"))
    (move,) = diff.moves
    assert moved_words(diff, move.move_id) == f"{GATES} {TOLD} {GATES} {TOLD}"


def test_an_equal_sentence_of_few_words_has_moved() -> None:
    diff = compared((f"{GATES} {SHORT} {TOLD}",), (f"{SHORT} {GATES} {TOLD}",))
    (move,) = diff.moves
    assert moved_words(diff, move.move_id).split() == SHORT.split() * 2
    assert diff.words_removed == diff.words_added == 0


def test_a_moved_sentence_has_its_own_word_marks() -> None:
    edited = TOLD.replace("told why", "told how")
    diff = compared((f"{LINES[0]} {TOLD}", LINES[1]), (LINES[0], f"{LINES[1]} {edited}"))
    (move,) = diff.moves
    assert (diff.words_removed, diff.words_added) == (1, 1)
    assert "why" not in moved_words(diff, move.move_id)


def test_an_abbreviation_before_a_small_letter_ends_no_sentence() -> None:
    sentence = "At 5 p.m. the gates were shut by the U.S. envoy and nobody passed."
    diff = compared((f"{LINES[0]} {sentence}", LINES[1]), (LINES[0], f"{LINES[1]} {sentence}"))
    assert len(diff.moves) == 1
    assert diff.words_removed == 0


def test_repeated_paragraphs_that_changed_places_are_moves_however_many() -> None:
    old, new = LINES[:1] * 150 + LINES[1:2] * 150, LINES[1:2] * 150 + LINES[:1] * 150
    diff = compared(old, new)
    assert len(diff.moves) == 150
    assert diff.words_removed == diff.words_added == 0
