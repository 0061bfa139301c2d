"""Headlines, standfirsts and captions through the versions."""

from collections.abc import Sequence

from trackers.text.lifetime import FieldText, trace_field


def told(*versions: Sequence[str], most_gone: int = 200) -> list[tuple[str, int, int | None, bool]]:
    """Each spell of what these versions have, numbered from 1."""
    lives, _left_out = trace_field(
        [FieldText(number, items) for number, items in enumerate(versions, 1)], most_gone=most_gone
    )
    return [(life.text, life.spell.first, life.spell.end, life.is_back) for life in lives]


def test_each_headline_has_the_versions_in_which_it_stood() -> None:
    assert told(["Lock shut"], ["Lock shut"], ["Lock open"], ["Lock shut"]) == [
        ("Lock shut", 1, 3, False),
        ("Lock open", 3, 4, False),
        ("Lock shut", 4, None, True),
    ]


def test_captions_come_and_go_each_on_its_own_and_nothing_is_none() -> None:
    assert told(["A barge", "A crane"], ["A crane", " "], [], ["A diver", "A crane"]) == [
        ("A barge", 1, 2, False),
        ("A crane", 1, 3, False),
        ("A diver", 4, None, False),
        ("A crane", 4, None, True),
    ]


def test_other_marks_and_an_item_said_twice_make_no_other_item() -> None:
    assert told(["The ‘old’ lock", "The 'old' lock"], ["The 'old'  lock"]) == [
        ("The 'old'  lock", 1, None, False)
    ]


def test_what_only_another_reading_shows_has_no_spell_of_its_own() -> None:
    read = [
        FieldText(1, ["Lock shut | Gazette"]),
        FieldText(2, ["Lock open"], before=["Lock shut"]),
        FieldText(3, ["Lock open", "More"], before=["Lock open", "More"]),
    ]

    lives, _left_out = trace_field(read)

    assert [(life.text, life.spell.first, life.spell.end) for life in lives] == [
        ("Lock shut", 1, 2),
        ("Lock open", 2, None),
        ("More", 2, None),
    ]


def test_of_very_many_that_went_the_newest_are_kept_and_counted() -> None:
    lives, left_out = trace_field([FieldText(n, [f"Score {n}"]) for n in range(1, 8)], most_gone=2)

    assert [life.text for life in lives] == ["Score 5", "Score 6", "Score 7"] and left_out == 4
    assert trace_field([]) == ((), 0)
