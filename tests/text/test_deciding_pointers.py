"""Lines that only link to another page: their exchange is no edit, unless the publisher says that it edited."""

from datetime import UTC, datetime

import pytest

from tests.text.test_deciding import STORY, Life, edited, story
from trackers.text.deciding import Cause, Decision, Verdict
from trackers.text.extraction import Extraction

BOARD, TUG, KEEPER = "Harbour board names a chair", "Tug of the year is chosen", "A keeper and her lamp"
THEN, NOW = datetime(2026, 3, 14, 9, tzinfo=UTC), datetime(2026, 3, 14, 13, tzinfo=UTC)


def pointing(*pointers: str, lines: tuple[str, ...] = STORY, **fields: object) -> Extraction:
    return story(*lines[:2], *pointers, *lines[2:], pointers=pointers, **fields)


def followed(*pointers: str, **fields: object) -> Life:
    life = Life()
    assert life.look(pointing(*pointers, **fields)).verdict is Verdict.FIRST
    return life


@pytest.mark.parametrize("later", [(TUG,), (), (BOARD, TUG), (TUG, KEEPER)])
def test_an_exchange_is_no_edit_however_long_it_stands(later: tuple[str, ...]) -> None:
    life = followed(BOARD)
    for _ in range(5):
        decision = life.look(pointing(*later), minutes=24 * 60)
        assert decision == Decision(Verdict.SAME, smells=("pointers",))
    assert life.told == []


def test_an_exchange_that_the_publisher_calls_an_edit_is_told() -> None:
    life = followed(BOARD, date_modified=THEN)
    life.reread = life.waiting
    later = pointing(TUG, date_modified=NOW)
    assert life.look(later).verdict is Verdict.PENDING
    assert life.look(later).verdict is Verdict.VERSION


def test_a_page_dated_anew_is_told_without_what_was_exchanged_before_that() -> None:
    life = followed(BOARD, date_modified=THEN)
    between = pointing(TUG, date_modified=THEN)
    life.look(between)
    life.reread = life.waiting
    after = pointing(TUG, lines=edited(2, "a tug", "two tugs"), date_modified=NOW)
    life.look(after)
    step = life.look(after).steps[0]
    assert step.before is not None and step.cause is Cause.POINTERS
    assert set(step.before.paragraphs) ^ set(step.rendition.text.paragraphs) == {
        STORY[2],
        edited(2, "a tug", "two tugs")[2],
    }


def test_an_edit_beside_an_exchange_is_told_alone_and_at_its_second_look() -> None:
    life = followed(BOARD)
    after = edited(1, "Two", "Four")
    assert life.look(pointing(TUG, lines=after)).verdict is Verdict.PENDING
    assert life.look(pointing(KEEPER, lines=after)).verdict is Verdict.VERSION, "whatever was exchanged again"
    ((before, text, _),) = life.told
    assert set(before) ^ set(text) == {STORY[1], after[1]}


def test_an_edit_of_a_paragraph_right_beside_one_keeps_its_place() -> None:
    life = followed(BOARD)
    after = edited(2, "led round", "towed round")
    life.look(pointing(TUG, lines=after))
    (step,) = life.look(pointing(TUG, lines=after)).steps
    assert step.before is not None
    assert step.before.paragraphs == (*STORY[:2], TUG, *STORY[2:])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The tug may be hired by the day from Monday", "The tug may not be hired by the day from Monday"),
        (
            "Read what 40 skippers told the harbour board in May",
            "Read what 12 skippers told the harbour board in May",
        ),
        (
            "港湾局は月曜日に橋の修理が終わるまで船を止めると発表した",
            "港湾局は金曜日に橋の修理が終わるまで船を止めると発表した",
        ),
    ],
)
def test_a_line_that_is_reworded_was_not_exchanged_but_edited(before: str, after: str) -> None:
    life = followed(before)
    life.look(pointing(after))
    assert life.look(pointing(after)).verdict is Verdict.VERSION


def test_a_paragraph_that_becomes_a_link_to_elsewhere_has_gone() -> None:
    life = Life()
    life.look(story())
    after = story(*STORY[:1], TUG, *STORY[2:], pointers=(TUG,))
    life.look(after)
    assert life.look(after).verdict is Verdict.VERSION
    ((before, text, _),) = life.told
    assert STORY[1] in before and STORY[1] not in text


def test_a_text_that_is_back_with_other_pointers_is_noted_as_a_flip() -> None:
    life = followed(BOARD)
    life.look(pointing(TUG, lines=edited(1, "Two", "Four")))
    decision = life.look(pointing(KEEPER))
    assert decision.verdict is Verdict.SAME
    (flip,) = decision.flips
    assert (flip.one, flip.other) == (STORY[1], edited(1, "Two", "Four")[1])
