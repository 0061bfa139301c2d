"""The life of the paper as a pure function: what stands in it when, and that its edits happen on time."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.demo.edits import Drop, Edit, ScriptError, Words
from newswatch.demo.live import LIVE, rounds_until, turn_at, turns_until
from newswatch.demo.paper import Paper, spell_day
from newswatch.demo.script import EDITS, REDESIGN
from newswatch.demo.story import SECTIONS, StoryError, Text, read_story
from tests.demo.papers import FOUNDED, PAPER, TURNS, every_state, story

A_MOMENT = st.floats(min_value=0, max_value=30_000_000, allow_nan=False)


@given(seconds=A_MOMENT)
def test_every_story_has_a_headline_and_four_paragraphs_at_any_moment(seconds: float) -> None:
    for page in PAPER.at(seconds).pages:
        assert page.text.headline and page.text.standfirst and page.text.caption
        assert all(page.text.byline)
        assert len(page.text.paragraphs) >= 4
        assert all(paragraph == paragraph.strip() != "" for paragraph in page.text.paragraphs)
        assert len(set(page.text.paragraphs)) == len(page.text.paragraphs)


@given(seconds=A_MOMENT)
def test_nothing_is_left_in_braces(seconds: float) -> None:
    for page in PAPER.at(seconds).pages:
        whole = " ".join((page.text.headline, page.text.standfirst, page.text.caption, *page.text.paragraphs))
        assert not set(whole) & set("{}~<>")


@given(seconds=A_MOMENT)
def test_the_same_moment_gives_the_same_edition(seconds: float) -> None:
    assert PAPER.at(seconds) == Paper.found(FOUNDED).at(seconds)


@given(seconds=A_MOMENT)
def test_no_time_on_a_page_lies_in_the_future(seconds: float) -> None:
    edition = PAPER.at(seconds)
    for page in edition.pages:
        assert page.date_published <= page.date_modified <= edition.moment
        assert page.changed_at <= edition.moment


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.story}-{edit.at:g}")
def test_an_edit_happens_at_its_time_and_changes_its_story(edit: Edit) -> None:
    before, after = story(edit.story, at=edit.at - 0.01), story(edit.story, at=edit.at)

    assert (before.text, before.gone) != (after.text, after.gone)
    assert after.changed_at == PAPER.moment(edit.at)
    assert (after.date_modified > before.date_modified) is edit.open


def test_between_two_turns_nothing_changes() -> None:
    moments = sorted({*(edit.at for edit in EDITS), *TURNS, REDESIGN.at, 22.0})

    for earlier, later in pairwise(moments):
        one, other = PAPER.at(earlier), PAPER.at(later - 0.01)
        assert (one.pages, one.gone) == (other.pages, other.gone)


def test_the_script_keeps_its_promised_pace() -> None:
    times = [edit.at for edit in EDITS]

    assert times == sorted(times)
    assert times[0] <= 8
    assert sum(8 <= at <= 15 for at in times) >= 3
    assert sum(at <= 90 for at in times) >= 12
    quarter = [at for at in sorted([*times, *TURNS]) if 90 <= at <= 900]
    assert max(later - earlier for earlier, later in pairwise(quarter)) <= 61
    hours = [turn_at(number) for number in range(14, 101)]
    assert max(later - earlier for earlier, later in pairwise(hours)) <= 240


def test_two_edits_of_one_story_stand_far_enough_apart_for_a_date_in_whole_seconds() -> None:
    for page in PAPER.at(0).pages:
        own = sorted(edit.at for edit in EDITS if edit.story == page.slug)
        assert all(later - earlier >= 2 for earlier, later in pairwise(own))


def test_the_script_names_stories_that_exist_and_leaves_live_ones_alone() -> None:
    slugs = {page.slug for page in PAPER.stories}

    assert {edit.story for edit in EDITS} <= slugs - set(LIVE)
    assert set(LIVE) <= slugs


def test_some_stories_are_never_edited() -> None:
    edited = {edit.story for edit in EDITS} | set(LIVE)

    assert {page.slug for page in PAPER.stories} - edited == {"dialect-dictionary"}


def test_a_text_comes_back_and_one_story_goes_for_good() -> None:
    first, second, third = (story("telun-strait-accord", at=at).text for at in (0, 20, 220))
    assert first == third != second

    assert not story("kestrel-line-pension", at=119).gone
    assert story("kestrel-line-pension", at=121).gone
    assert story("kestrel-line-pension", at=10_000_000).gone


def test_the_redesign_changes_the_pages_of_one_section_and_no_word() -> None:
    before, after = PAPER.at(REDESIGN.at - 0.01), PAPER.at(REDESIGN.at)

    for page in before.pages:
        now = after.page(page.path)
        assert now is not None
        assert now.text == page.text
        assert now.modern is (page.section == REDESIGN.section)
        assert (now.changed_at > page.changed_at) is now.modern


def test_there_are_twenty_odd_stories_in_every_section_and_three_scripts() -> None:
    assert 20 <= len(PAPER.stories) <= 30
    assert {page.section for page in PAPER.stories} == set(SECTIONS)
    assert {(page.lang, page.dir) for page in PAPER.stories} == {("en", "ltr"), ("ar", "rtl"), ("ja", "ltr")}


@given(number=st.integers(min_value=0, max_value=100_000))
def test_a_turn_counts_from_its_own_moment_on(number: int) -> None:
    at = turn_at(number)

    assert turns_until(at) == number + 1
    assert turns_until(at - 0.01) == number


@given(number=st.integers(min_value=0, max_value=100_000))
def test_each_turn_gives_one_live_story_its_next_round(number: int) -> None:
    at = turn_at(number)
    changed = [
        slug for slug in LIVE if rounds_until(slug, seconds=at) != rounds_until(slug, seconds=at - 0.01)
    ]

    assert changed == [LIVE[number % len(LIVE)]]
    assert rounds_until(changed[0], seconds=at) == (number // len(LIVE) + 1, at)


def test_a_live_story_never_says_the_same_twice() -> None:
    for slug in LIVE:
        texts = [page.text for _edition, page in every_state() if page.slug == slug and not page.modern]
        assert len(texts) == len(set(texts))


def test_a_paper_at_speed_ten_reaches_the_same_state_in_a_tenth_of_the_time() -> None:
    quick = Paper.found(FOUNDED, speed=10)

    assert quick.seconds(quick.moment(300)) == pytest.approx(300)
    assert (quick.moment(300) - FOUNDED).total_seconds() == pytest.approx(30)
    assert [page.text.headline for page in quick.at(90).pages] == [
        page.text.headline for page in PAPER.at(90).pages
    ]


def test_an_edit_that_does_not_fit_its_text_is_an_error() -> None:
    text = Text("Head", "Stand", ("Name",), ("One thing.", "One thing more.", "Third."), "Caption")

    with pytest.raises(ScriptError):
        Words("nowhere", "here").apply(text)
    with pytest.raises(ScriptError):
        Words("One thing", "Two things").apply(text)
    with pytest.raises(ScriptError):
        Drop("One").apply(text)
    assert Drop("Third").apply(text) == replace(text, paragraphs=text.paragraphs[:2])


def test_a_story_file_without_a_time_is_an_error(tmp_path) -> None:
    path = tmp_path / "city" / "no-time.txt"
    path.parent.mkdir()
    path.write_text("headline: One\nstandfirst: Two\nbyline: Three\ncaption: Four\ncredit: Five\n\nText.\n")

    with pytest.raises(StoryError, match="no-time"):
        read_story(path)


@pytest.mark.parametrize(
    ("day", "kanji"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (24, "二十四"), (31, "三十一")]
)
def test_days_are_spelt_in_kanji(day: int, kanji: str) -> None:
    assert spell_day(day) == kanji


def test_every_field_of_a_text_is_edited_somewhere_but_the_caption() -> None:
    edited = set()
    for edit in EDITS:
        before, after = story(edit.story, at=edit.at - 0.01).text, story(edit.story, at=edit.at).text
        edited |= {
            field.name for field in fields(Text) if getattr(before, field.name) != getattr(after, field.name)
        }

    assert edited == {"headline", "standfirst", "byline", "paragraphs"}
