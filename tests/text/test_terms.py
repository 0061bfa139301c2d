"""What a text is found by: words folded and taken apart, pairs of clusters, and a vector within PostgreSQL's limits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackers.text.compare import Op, compare
from trackers.text.terms import (
    Stream,
    changed_runs,
    cut_stream,
    cut_terms,
    find_names,
    fold_word,
    join_neighbours,
    write_vector,
)
from trackers.text.terms.vector import LAST_PLACE, MOST_BYTES, MOST_PLACES
from trackers.text.tidy import ArticleText


def forms(text: str) -> list[str]:
    return [term.form for term in cut_terms(text)]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Café", "cafe"), ("STRASSE", "Straße"), ("Αθηνα", "Ἀθήνα"), ("елка", "Ёлка"), ("محمد", "مُحَمَّد"),
        ("اغلاق", "إغلاق"), ("שלום", "שָׁלוֹם"), ("Lodz", "Łódź"), ("istanbul", "İstanbul"), ("ABC", "ＡＢＣ"),
        ("123", "١٢٣"), ("12", "१२"), ("fine", "ﬁne"),
    ],
)  # fmt: skip
def test_a_word_is_found_without_its_case_and_accents(typed: str, stored: str) -> None:
    assert fold_word(typed) == fold_word(stored)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("कि", "की"), ("が", "か"), ("ไม่", "ไม")])
def test_marks_that_make_another_letter_stay(one: str, other: str) -> None:
    assert fold_word(one) != fold_word(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200 and 1.200,50", ["1200", "and", "1200.50"]),
        ("12.5% of 1.234.567", ["12.5", "of", "1234567"]),
        ("12.03.2026 at 10:30", ["12", "03", "2026", "at", "10", "30"]),
        ("O’Brien isn't twenty-one", ["o", "brien", "isn", "t", "twenty", "one"]),
        ("東京都", ["東|京", "京|都", "都|"]),
        ("AI技術", ["ai", "技|術", "術|"]),
        ("ไม่จริง", ["ไม่|จ", "จ|ริ", "ริ|ง", "ง|"]),
        ("!? — …", []),
    ],
)
def test_a_text_is_cut(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@given(st.text(max_size=200))
@settings(deadline=None, derandomize=True)
def test_terms_stand_in_order_at_places_of_their_own(text: str) -> None:
    terms = cut_terms(text)
    assert [term.place for term in terms] == list(range(len(terms)))
    assert all(0 <= term.start < term.end <= len(text) for term in terms)
    assert forms(f"{text}\n{text}") == forms(text) * 2


def test_capitals_and_scripts_without_them_may_be_names() -> None:
    assert find_names(["The old Kowalski met Łucja in Ansel", "قال سليمان", "東京"]) == {
        "kowalski",
        "lucja",
        "ansel",
        "سليمان",
    }


def test_a_vector_keeps_within_the_limits_of_the_database() -> None:
    stream = cut_stream(Stream(["same " * (LAST_PLACE + 50) + "last", "' \\ o'clock"]))
    (same, *others) = write_vector([stream], facts=["@l:e'n"]).split(" ")[1:]
    assert same.count(",") == MOST_PLACES - 1
    assert others == ["'last'", "'o'", "'clock'", f"'{join_neighbours('same', 'same')}'"]
    many = cut_stream(Stream([" ".join(f"w{number}" for number in range(100_000))]))
    assert len(write_vector([many]).encode()) < 2 * MOST_BYTES


def test_the_sum_of_two_words_stands_where_they_follow_each_other_and_nowhere_else() -> None:
    lines = cut_stream(Stream(["Two ferries sank", "東京 Monday Two"], prefix="+"))
    written = write_vector([lines], stems={"ferries": "ferri"}).split(" ")
    sums = [lexeme for lexeme in written if lexeme.startswith("'~")]
    expected = [("+two", "+ferri"), ("+ferri", "+sank"), ("+monday", "+two")]
    assert sums == [f"'{join_neighbours(*pair)}'" for pair in expected]
    assert all(len(lexeme) == 6 for lexeme in sums)


def test_words_that_went_and_came_are_all_there_in_runs() -> None:
    diff = compare(
        ArticleText(headline="Old port", paragraphs=("A criminal inquiry began.", "It stays.")),
        ArticleText(headline="New port", paragraphs=("A tax audit began.", "It stays.", "More came.")),
    )
    went = [run.text.strip() for run in changed_runs(diff, op=Op.DELETE)]
    came = [run.text.strip() for run in changed_runs(diff, op=Op.INSERT)]
    assert went == ["Old", "criminal inquiry"] and came == ["New", "tax audit", "More came."]
