"""What is typed into the search box: what it means, and what is said of what cannot be meant."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trackers.text.query import LONGEST_QUERY, FilterField, ProblemCode, Scope, parse_query
from trackers.text.query.values import MOST_TERMS


def meanings(typed: str) -> list[tuple[str, str, bool]]:
    return [(words.scope.value, words.text, words.excluded) for words in parse_query(typed).words]


def codes(typed: str) -> list[ProblemCode]:
    return [problem.code for problem in parse_query(typed).problems]


def test_a_whole_query_is_read() -> None:
    query = parse_query(
        'removed:"criminal inquiry" added:allegedly -storm source:daily-example kind:quote after:2026-03-01'
    )
    assert [(words.scope, words.text, words.excluded) for words in query.words] == [
        (Scope.REMOVED, "criminal inquiry", False),
        (Scope.ADDED, "allegedly", False),
        (Scope.ANYWHERE, "storm", True),
    ]
    assert [(each.field, each.values) for each in query.filters] == [
        (FilterField.SOURCE, ("daily-example",)),
        (FilterField.KIND, ("quote",)),
    ]
    assert query.after is not None and query.after.first.isoformat() == "2026-03-01" and query.problems == ()


@pytest.mark.parametrize(
    "typed", ['"old port"', "“old port”", "„old port“", "«old port»", "「old port」", "»old port«"]
)
def test_the_quotation_marks_of_every_language_make_a_phrase(typed: str) -> None:
    assert meanings(typed) == [("anywhere", "old port", False)]


def test_a_mark_inside_a_hebrew_abbreviation_opens_nothing() -> None:
    assert meanings('ת"א נמל') == [("anywhere", 'ת"א', False), ("anywhere", "נמל", False)]


def test_a_minus_between_words_leaves_nothing_out() -> None:
    assert meanings("harbour - twenty-one") == [
        ("anywhere", "harbour", False),
        ("anywhere", "twenty-one", False),
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("colour:red", ProblemCode.UNKNOWN_FIELD),
        ("kind:nonsense", ProblemCode.UNKNOWN_VALUE),
        ("lang:english", ProblemCode.UNKNOWN_VALUE),
        ("is:late", ProblemCode.UNKNOWN_VALUE),
        ("removed:", ProblemCode.MISSING_VALUE),
        ("removed:!!!", ProblemCode.NO_WORD),
        ("?!", ProblemCode.NO_WORD),
        ('a "b', ProblemCode.OPEN_QUOTE),
        ("after:2026-02-30", ProblemCode.BAD_DATE),
        ("after:soon", ProblemCode.BAD_DATE),
        ("after:2026 before:2025", ProblemCode.DATES_CROSSED),
        ("x " * MOST_TERMS + "x", ProblemCode.TOO_MANY_WORDS),
        ("x" * (LONGEST_QUERY + 1), ProblemCode.TOO_LONG),
        ("kind:" + ",".join(["quote"] * 3 + [f"k{n}" for n in range(20)]), ProblemCode.TOO_MANY_VALUES),
    ],
)
def test_what_cannot_be_meant_is_named(typed: str, code: ProblemCode) -> None:
    assert codes(typed) == [code]


def test_a_problem_says_where_it_stands_and_the_rest_is_still_read() -> None:
    query = parse_query("ferry colour:red port")
    (problem,) = query.problems
    assert (problem.start, problem.end, problem.text) == (6, 16, "colour:red")
    assert meanings("ferry colour:red port") == [("anywhere", "ferry", False), ("anywhere", "port", False)]


def test_marks_alone_beside_words_are_passed_over() -> None:
    assert codes("ferry & port | !") == [] and len(parse_query("ferry & port | !").words) == 2


PIECES = st.sampled_from(
    ["removed:", "added:", "-", '"', "“", "”", "kind:quote", "after:2026", "before:", " ", "ferry", "港口", "ก", ":",
     "'", "\\", "\x00", "é", "name:", "(", "&", "|", "!", "<->", "*"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80))
@settings(deadline=None, derandomize=True)
@example('-""')
@example('removed:""')
def test_anything_can_be_typed(typed: str) -> None:
    query = parse_query(typed)
    assert query.text == typed
    assert query.is_empty == (not typed.strip())
    for problem in query.problems:
        assert 0 <= problem.start <= problem.end <= len(typed)
    for words in query.words:
        assert words.sought and words.sought[0].place == 0
        assert all(term.form and term.form.strip() for term in words.terms)


@given(
    st.lists(
        st.sampled_from(["ferry", "-storm", 'added:"old port"', "kind:quote", "lang:de", "is:gone"]),
        max_size=6,
    )
)
@settings(deadline=None, derandomize=True)
def test_space_between_pieces_does_not_matter(pieces: list[str]) -> None:
    narrow, wide = parse_query(" ".join(pieces)), parse_query(" \t ".join(["", *pieces, ""]))
    assert [(words.scope, words.terms) for words in narrow.words] == [
        (words.scope, words.terms) for words in wide.words
    ]
    assert [each.values for each in narrow.filters] == [each.values for each in wide.filters]
