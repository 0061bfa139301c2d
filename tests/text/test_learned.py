"""Learned furniture: what is the same line, and what is never marked whatever is learned."""

import pytest

from trackers.text.learned import Refusal, find_refusal, fold_type, line_key, mark, mark_template

BOX = "More stories from the Harbour Gazette"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Follow the Gazette", "  FOLLOW the\u00a0Gazette "),
        ("The Gazette - your harbour", "The Gazette – your harbour"),
        ("The reader's corner", "The reader’s corner"),
        ("Harbour\u00adside", "Harbour\u200bside"),
        ("Ｇａｚｅｔｔｅ", "gazette"),
        ("Updated 2 hours ago", "Updated 14 hours ago"),
        ("12 comments", "3,411 comments"),
        ("5 min read", "11 min read"),
    ],
)
def test_lines_that_differ_in_type_clock_or_count_alone_are_one_line(one, other):
    assert line_key(one) == line_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 people were killed", "40 people were killed"),
        ("Killed: 12", "Killed: 40"),
        ("Temperature: 21 C", "Temperature: 4 C"),
        ("Port Ansel 2, Kestrel 1", "Port Ansel 2, Kestrel 3"),
        ("The ferry sails", "The ferry sails again"),
        ("The ferry sails", "The ferry does not sail"),
        ("Is it safe?", "Is it safe!"),
        ("$1.5m", "$15m"),
    ],
)
def test_lines_that_differ_in_a_word_a_figure_or_a_mark_are_two(one, other):
    assert line_key(one) != line_key(other)


def test_a_key_is_short_whatever_the_line_holds():
    for line in ("", "x" * 100_000, "\ufdfa" * 5_000, "\ud800", "𝒢" * 50):
        assert len(line_key(line)) == 32


@pytest.mark.parametrize("line", ["ﬁrst ½ ΐ ᾳ", "İstanbul", "ǅ Ĳ ﷺ", "a\u0301\u200dé", "\t a \x00 b \r\n"])
def test_folding_a_folded_line_changes_nothing(line):
    assert fold_type(fold_type(line)) == fold_type(line)


@pytest.mark.parametrize(
    ("line", "role", "refusal"),
    [
        ("Correction: an earlier version of this article gave the wrong year.", "p", Refusal.NOTICE),
        ("This article was amended on 5 May 2026 to correct a name.", "p", Refusal.NOTICE),
        ("The mayor said “no”.", "p", Refusal.QUOTED),
        ('Read "The Harbour" every week', "p", Refusal.QUOTED),
        ("He called it 'a mess' on Monday", "p", Refusal.QUOTED),
        ("他说「不」。", "p", Refusal.QUOTED),
        ("Nobody was hurt.", "q", Refusal.QUOTED),
        ("Kestrel | 2 | 1", "row", Refusal.FIGURES),
        ("12", "p", Refusal.WORDLESS),
        ("* * *", "p", Refusal.WORDLESS),
        ("", "p", Refusal.WORDLESS),
        ("word " * 80, "p", Refusal.LONG),
    ],
)
def test_what_is_never_marked_is_refused_for_a_reason(line, role, refusal):
    assert find_refusal(line, role=role) == refusal
    assert mark([line], {line_key(line)}, roles=[role]) == ()


@pytest.mark.parametrize(
    ("line", "role"),
    [
        (BOX, "p"),
        ("Notes to editors", "h"),
        ("Don't miss the readers' letters", "p"),
        ("Club | Played", "row"),
    ],
)
def test_a_line_of_the_template_may_be_marked(line, role):
    assert find_refusal(line, role=role) is None
    assert mark(["The ferry sailed.", line], {line_key(line)}, roles=["p", role]) == (1,)


def test_every_place_of_a_line_is_marked_and_no_other():
    lines = ["The ferry sailed.", BOX, "It was late.", BOX.upper(), f"{BOX}!"]
    assert mark(lines, {line_key(BOX)}) == (1, 3)
    assert mark(lines, frozenset()) == ()
    assert mark([], {line_key(BOX)}) == ()


def test_a_line_is_marked_alike_whatever_stands_beside_it():
    keys = {line_key(BOX)}
    assert mark([BOX], keys) == (0,)
    assert mark([BOX, *(f"Sentence {number} of the story." for number in range(50))], keys) == (0,)


def test_roles_that_do_not_fit_the_lines_are_as_good_as_none():
    assert mark([BOX, "x"], {line_key(BOX)}, roles=["q"]) == (0,)


def test_lines_known_by_their_words_are_marked_beside_the_learned_ones_and_an_editor_wins_over_both():
    lines = ["The ferry sailed.", BOX, "Updated 2 hours ago", "12 comments"]
    keys = {line_key(BOX)}
    assert mark_template(lines, marked=keys) == (1, 2, 3)
    assert mark_template(lines, marked=keys, overruled={line_key("7 comments"), line_key(BOX)}) == (2,)
    assert mark_template(lines, marked=keys, roles=["p", "q", "p", "row"]) == (2,)
    assert mark_template([], marked=keys) == ()
