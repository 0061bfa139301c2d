"""Sentences, rank and disclosure."""

from datetime import UTC, datetime

import pytest

from trackers.text.kinds import (
    COSMETIC,
    PROTECTED,
    TEMPLATES,
    Code,
    Disclosure,
    Kind,
    Kinds,
    Place,
    explain,
    explain_all,
    find_lead,
    rank,
    read_disclosure,
)
from trackers.text.tidy import ArticleText

BODY = Place("body", 0, 0)


def kinds(*codes: Code, removed: str = "12", added: str = "40", place: Place = BODY) -> Kinds:
    return Kinds(tuple(Kind(code, removed, added, place) for code in codes))


def test_a_rank_is_the_sum_of_its_named_parts() -> None:
    headline = Place("headline", 0, 0)
    found = rank(
        Kinds((*kinds(Code.NUMBER).entries, *kinds(Code.NUMBER, Code.HEADLINE, place=headline).entries))
    )
    assert [part.name for part in found.parts] == ["headline", "number", "number_again", "in_headline"]
    assert found.total == sum(part.points for part in found.parts)


def test_what_matters_ranks_above_what_does_not() -> None:
    least = min(rank(kinds(code)).total for code in PROTECTED)
    assert all(rank(kinds(code)).total < least for code in COSMETIC)


def test_each_kind_has_a_sentence_with_its_words() -> None:
    figure = explain(kinds(Code.NUMBER).entries[0])
    assert figure.template % figure.params == "A figure changed: 12 → 40"
    denial = explain(kinds(Code.NEGATION, removed="not", added="").entries[0])
    assert denial.template % denial.params == "A denial was removed: not"
    notice = explain(kinds(Code.CORRECTION_NOTICE, removed="", added="Correction: no.").entries[0])
    assert notice.template % notice.params == "A notice to readers appeared"
    for code in Code:
        for removed, added in (("a", "b"), ("a", ""), ("", "b")):
            sentence = explain(kinds(code, removed=removed, added=added).entries[0])
            assert sentence.template in TEMPLATES
            assert sentence.template % sentence.params


def test_what_matters_most_is_said_first_and_nothing_is_never_said() -> None:
    told = explain_all(kinds(Code.TYPO, Code.MOVE, Code.NUMBER, Code.HEADLINE, Code.NEGATION))
    assert [sentence.template.split(":")[0] for sentence in told][:3] == [
        "Denial or reversal",
        "A figure changed",
        "Headline changed",
    ]
    assert explain_all(Kinds(()))[0].template == "The text changed"


def test_an_excerpt_is_led_by_what_is_told_first_of_the_text_and_by_what_a_notice_puts_right() -> None:
    headline, figure = kinds(Code.NEGATION, place=Place("headline", 0, 0)), kinds(Code.NUMBER)
    notice, longer = kinds(Code.CORRECTION_NOTICE, removed=""), kinds(Code.ADDITION, removed="")
    for entries, lead in (
        ((headline, figure, longer), figure.entries[0]),
        ((notice, longer, figure), figure.entries[0]),
        ((notice, longer), notice.entries[0]),
        ((headline, longer), None),
    ):
        assert find_lead(Kinds(tuple(kind for each in entries for kind in each.entries))) == lead


def test_long_evidence_is_cut_at_a_word_in_a_sentence() -> None:
    sentence = explain(kinds(Code.CUT, removed="word " * 100, added="").entries[0])
    assert len(sentence.removed) < 100
    assert sentence.removed.endswith("word …")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("but the ferry", "… but the ferry …"),
        (", said the keeper.", "… said the keeper."),
        ("The ferry sailed.", "The ferry sailed."),
        ("Ferry sails", "Ferry sails"),
        ("12 boats", "12 boats"),
        (",", ","),
    ],
)
def test_a_piece_out_of_a_sentence_is_told_as_a_piece(words: str, told: str) -> None:
    assert explain(kinds(Code.ADDITION, removed="", added=words).entries[0]).added == told
    assert explain(kinds(Code.CUT, removed=words, added="").entries[0]).removed == told
    assert explain(kinds(Code.NAME, removed="", added=words).entries[0]).added == (words.strip(" ,") or words)


def text(*lines: str) -> ArticleText:
    return ArticleText("A headline", paragraphs=("The barn burned down.", *lines))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Disclosure.NONE),
        ("Updated 14:20", Disclosure.TIMESTAMP),
        ("This article was updated to include the owner's answer.", Disclosure.UPDATE_NOTE),
        ("Clarification: the barn was let.", Disclosure.CLARIFICATION),
        ("Correction: the barn was let.", Disclosure.CORRECTION),
        ("Editor's note: a lawyer has seen this text.", Disclosure.EDITORS_NOTE),
        ("Retraction: we have withdrawn this report.", Disclosure.RETRACTION),
    ],
)
def test_a_change_is_disclosed_by_what_came_with_it(line: str, expected: Disclosure) -> None:
    after = text(line) if line else text()
    assert read_disclosure(text(), after) is expected
    # What stood there before says nothing of this change.
    assert read_disclosure(after, after) is Disclosure.NONE


def test_a_later_publishers_date_is_a_time_stamp() -> None:
    early, late = datetime(2024, 5, 6, tzinfo=UTC), datetime(2024, 5, 7, tzinfo=UTC)
    assert read_disclosure(text(), text(), modified_before=early, modified_after=late) is Disclosure.TIMESTAMP
    assert read_disclosure(text(), text(), modified_before=late, modified_after=early) is Disclosure.NONE
