"""Repeats: the template is told from a story that many articles repeat."""

from datetime import UTC, datetime, timedelta

from trackers.text.learned import line_key
from trackers.text.repeats import (
    LINES_A_SIDE,
    Doubt,
    Repeat,
    SeenText,
    count_bearers,
    fewest_of,
    find_repeats,
    look_through,
)

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)
BOX = "Sign up and get our morning letter"
SUBJECTS = (
    "orchard", "theatre", "railway", "hospital", "library", "chess", "pension", "glacier", "lantern", "quarry",
    "beehive", "brewery", "lottery", "meadow", "museum", "parking", "poultry", "rainfall", "sculptor", "turbine",
)  # fmt: skip


def story(
    number: int, *more: str, headline: str = "", at: datetime | None = None, **fields: object
) -> SeenText:
    """An article about one of twenty subjects, found on a day of its own."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    lines = [f"The {subject} is {number} years old.", f"Nobody had counted the {subject} before.", *more]
    return look_through(
        lines,
        headline=headline or f"What the {subject} teaches {number}",
        seen_at=at or NOON + number * DAY,
        **fields,  # type: ignore[arg-type]
    )


def ferry(number: int, *more: str) -> SeenText:
    """An article of a running story."""
    lines = [f"Witness {number} spoke of the ferry.", "The harbour was full.", *more]
    return look_through(lines, headline=f"Ferry inquiry, day {number}", seen_at=NOON + number * DAY)


def found(texts: list[SeenText], line: str, **known: object) -> Repeat | None:
    repeats = find_repeats(texts, **known)  # type: ignore[arg-type]
    return next((repeat for repeat in repeats.lines if repeat.key == line_key(line)), None)


def test_a_line_on_many_articles_of_many_subjects_is_the_templates():
    repeats = find_repeats([story(number, *([BOX] if number < 8 else [])) for number in range(20)])
    (line,) = repeats.lines
    assert (line.sample, line.articles, line.is_enough, line.doubt) == (BOX, 8, True, "")
    assert repeats.of == 20


def test_four_articles_are_too_few_and_so_is_one_in_twenty_one():
    assert found([story(number, BOX) for number in range(4)], BOX) is None
    texts = [story(number, *([BOX] if number < 5 else [])) for number in range(101)]
    assert fewest_of(101) > 5
    assert found(texts, BOX) is None


def test_a_line_that_stands_twice_on_an_article_counts_once():
    assert found([story(number, BOX, BOX) for number in range(4)], BOX) is None


def test_articles_under_one_headline_or_of_one_text_count_once():
    assert found([story(number, BOX, headline="The Same – again") for number in range(9)], BOX) is None
    assert found([story(number, BOX, text_hash="f" * 64) for number in range(9)], BOX) is None


def test_what_one_night_brings_is_no_template_unless_it_is_on_ten_articles():
    few = [story(number, BOX, at=NOON + timedelta(hours=number)) for number in range(9)]
    many = [story(number, BOX, at=NOON + timedelta(hours=number)) for number in range(10)]
    assert found(few, BOX) is None
    line = found(many, BOX)
    assert line is not None and line.is_enough


def test_background_that_a_running_story_repeats_is_doubted_as_its_topic():
    background = "The ferry sank off Port Ansel in January and twelve people drowned."
    texts = [ferry(number, background) for number in range(8)] + [story(number) for number in range(30)]
    line = found(texts, background)
    assert line is not None and line.doubt == Doubt.TOPIC


def test_background_in_a_language_without_spaces_is_doubted_too():
    background = "这艘渡轮一月在港口沉没。"
    texts = [
        look_through(
            [f"证人谈到渡轮和船长。第{number}位", background],
            headline=f"渡轮调查{number}",
            seen_at=NOON + number * DAY,
        )
        for number in range(8)
    ] + [story(number) for number in range(30)]
    line = found(texts, background)
    assert line is not None and line.doubt == Doubt.TOPIC


def test_a_running_story_takes_nothing_from_the_template_around_it():
    texts = [ferry(number, BOX) for number in range(8)] + [
        story(number, *([BOX] if number < 4 else [])) for number in range(30)
    ]
    line = found(texts, BOX)
    assert line is not None and line.doubt == ""


OLD = "Twelve residents of the almshouse remain unaccounted for"
NEW = "Forty residents of the almshouse remain unaccounted for"


def test_two_wordings_of_one_line_that_no_article_bears_together_are_both_doubted():
    texts = [story(number, OLD if number < 6 else NEW if number < 12 else BOX) for number in range(30)]
    for wording in (OLD, NEW):
        line = found(texts, wording)
        assert line is not None and line.doubt == Doubt.REWORDING
    line = found(texts, BOX)
    assert line is not None and line.doubt == ""


def test_a_new_wording_of_a_line_that_is_marked_is_doubted_and_the_marked_one_is_not():
    known = {line_key(OLD): OLD}
    texts = [story(number, NEW if number < 6 else BOX) for number in range(30)]
    line = found(texts, NEW, known=known.keys(), marked=known)
    assert line is not None and line.doubt == Doubt.REWORDING
    texts = [story(number, OLD if number < 6 else NEW if number < 12 else BOX) for number in range(30)]
    line = found(texts, OLD, known=known.keys(), marked=known)
    assert line is not None and line.doubt == ""


def test_buttons_that_stand_side_by_side_are_no_rewordings_of_each_other():
    pair = ("Share this story by post", "Share this story by phone")
    texts = [story(number, *(pair if number < 8 else ())) for number in range(30)]
    for button in pair:
        line = found(texts, button)
        assert line is not None and line.doubt == ""


def test_a_correction_that_many_articles_bear_is_never_found():
    notice = "Correction: an earlier version of this article gave the wrong year for the flood."
    assert found([story(number, notice) for number in range(20)], notice) is None


def test_figures_part_lines_and_only_a_count_of_the_page_itself_does_not():
    texts = [story(number, f"Killed so far: {number}", f"{number + 2} comments") for number in range(20)]
    assert [repeat.sample for repeat in find_repeats(texts).lines] == ["2 comments"]


def test_a_line_that_is_known_is_counted_however_rare_it_has_become():
    texts = [story(number, *([BOX] if number < 2 else [])) for number in range(20)]
    line = found(texts, BOX, known={line_key(BOX)})
    assert line is not None and (line.articles, line.is_enough) == (2, False)


def test_of_a_very_long_text_the_first_and_last_lines_are_looked_through():
    lines = [f"Entry {number}." for number in range(5_000)]
    text = look_through(["word " * 100, *lines], headline="Live", seen_at=NOON)
    assert len(text.lines) == 2 * LINES_A_SIDE - 1
    assert (text.lines[0].text, text.lines[-1].text) == ("Entry 0.", "Entry 4999.")


def test_nothing_is_found_in_nothing():
    assert find_repeats([]).lines == ()
    assert find_repeats([look_through([], headline="", seen_at=NOON)] * 9).lines == ()


def test_bearers_are_named_once_for_each_article():
    texts = [story(0, BOX, headline="One"), story(1, BOX, headline="One"), story(2), story(3, BOX)]
    assert count_bearers(texts, key=line_key(BOX)) == [0, 3]


def test_the_same_texts_give_the_same_lines_in_the_same_order():
    texts = [story(number, BOX, "Harbour letters", "Tide tables") for number in range(12)]
    assert find_repeats(texts) == find_repeats(list(texts))
