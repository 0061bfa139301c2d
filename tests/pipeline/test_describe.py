"""What the machine says of a Change: its kinds with their words, its rank, and whether the page tells of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import NOON, make_article, make_change, make_gone, make_return, make_source, make_version
from trackers.models import Change, ChangeKind, Description, Disclosure
from trackers.models.kinds import RankPart
from trackers.pipeline.check import finish_change
from trackers.pipeline.describe import LONGEST_EVIDENCE, MOST_EVIDENCE
from trackers.pipeline.retell import find_outdated, retell_changes
from trackers.text.kinds import RULES, Code, Kind, Place
from trackers.text.kinds import Disclosure as DisclosureCode

pytestmark = pytest.mark.django_db

KEEPER = "The lock keeper of Fenwick shut the upper gate on Friday."
CORRECTION = "Correction: an earlier version of this article gave the wrong number of barges."


def describe(old: Any, new: Any) -> Description:
    return make_change(old=old, new=new).description


def test_a_figure_that_differs_is_told_with_its_words_and_where() -> None:
    told = describe(
        [KEEPER, "Twelve barges wait, 12 of them laden."], [KEEPER, "Twelve barges wait, 40 of them laden."]
    )
    assert told.kinds == ["number"] and told.rules == RULES
    assert told.told == [Kind(Code.NUMBER, "12", "40", Place("body", 1, 1))]
    assert told.evidence[0] == {
        "kind": "number", "removed": "12", "added": "40", "where": {"field": "body", "old": 1, "new": 1},
    }  # fmt: skip


def test_the_rank_is_the_sum_of_named_parts() -> None:
    told = describe(
        {"headline": "Nine barges wait at 9 locks", "paragraphs": [KEEPER]},
        {"headline": "Nine barges wait at 7 locks", "paragraphs": [KEEPER]},
    )
    assert set(told.kinds) == {"headline", "number"}
    assert RankPart("in_headline", 20) in told.parts
    assert told.rank == sum(part.points for part in told.parts) > 100


def test_of_every_kind_there_is_evidence_and_what_matters_most_comes_first() -> None:
    told = describe(
        [KEEPER, "The council said it would pay.", "It has 30 boats."],
        [KEEPER, "The council said it would not pay.", "It has 31 boats."],
    )
    assert {"negation", "number"} <= set(told.kinds)
    assert {kind.code.value for kind in told.told} == set(told.kinds)
    assert told.told[0].code is Code.NEGATION


def test_evidence_is_bounded_whatever_a_text_holds() -> None:
    old = [f"Barge {number} carries {number} tons of {'gravel ' * 80}." for number in range(100)]
    new = [f"Barge {number} carries {number + 500} tons of {'gravel ' * 80}." for number in range(100)]
    told = describe([KEEPER, *old], [KEEPER, *new, "sand " * 400])
    assert len(told.evidence) == MOST_EVIDENCE
    assert {kind.code.value for kind in told.told} == set(told.kinds)
    assert max(len(side) for kind in told.told for side in (kind.removed, kind.added)) <= LONGEST_EVIDENCE


def test_a_text_that_is_back_is_told_as_a_reversion_beside_its_other_kinds() -> None:
    article = make_article()
    first = make_version(article, paragraphs=[KEEPER, "It has 30 boats."])
    make_version(article, paragraphs=[KEEPER, "It has 31 boats."])
    make_version(article, paragraphs=[KEEPER, "It has 30 boats."], same_text_as=first)
    told = Change.objects.get(to_number=3).description
    assert told.kinds == ["number", "reversion"]
    assert RankPart("reversion", 20) in told.parts


def test_a_page_that_went_or_came_back_as_it_was_has_no_kinds_and_one_that_reads_otherwise_has() -> None:
    article = make_article()
    make_version(article, paragraphs=[KEEPER, "It has 30 boats."])
    make_version(article, paragraphs=[KEEPER, "It has 31 boats."])
    gone = make_gone(article).description
    same = make_return(article).description
    make_gone(article)
    other = make_return(article, version=article.versions.get(number=1)).description
    assert (gone.kinds, gone.rank, gone.disclosure) == (same.kinds, same.rank, same.disclosure) == ([], 0, "")
    assert other.kinds == ["number"] and other.told[0].added == "30"


@pytest.mark.parametrize(
    ("more", "fields", "told"),
    [
        ([], {}, Disclosure.NONE),
        ([], {"date_modified": NOON + timedelta(hours=1)}, Disclosure.TIMESTAMP),
        ([CORRECTION], {"date_modified": NOON + timedelta(hours=1)}, Disclosure.CORRECTION),
        (["Updated at 14:20"], {"furniture": [2]}, Disclosure.TIMESTAMP),
    ],
)
def test_what_the_page_says_of_its_change(more: list[str], fields: dict[str, Any], told: str) -> None:
    before = {"paragraphs": [KEEPER, "It has 30 boats."], "date_modified": NOON}
    after = {"date_modified": NOON, **fields, "paragraphs": [KEEPER, "It has 31 boats.", *more]}
    assert describe(before, after).disclosure == told


def test_the_publishers_language_is_read_where_the_page_states_none() -> None:
    article = make_article(make_source(language="de"))
    make_version(article, paragraphs=["Der Rat zahlt."])
    make_version(article, paragraphs=["Der Rat zahlt nicht."])
    assert Change.objects.get().description.kinds == ["negation"]


def test_the_words_of_the_models_are_those_of_the_rules() -> None:
    assert ChangeKind.values == [code.value for code in Code]
    assert Disclosure.values == [code.value for code in DisclosureCode]


def test_evidence_of_rules_that_are_no_more_is_left_out() -> None:
    described = describe(["It has 30 boats."], ["It has 31 boats."])
    described.evidence = [
        {"kind": "gossip", "removed": "", "added": "", "where": {}},
        "x",
        *described.evidence,
    ]
    assert [kind.code for kind in described.told] == [Code.NUMBER]


def test_what_older_rules_told_is_told_anew_and_the_rest_is_left_alone() -> None:
    older, newer, current = (make_change() for _ in range(3))
    Description.objects.exclude(change=current).update(rules="0", kinds=[], evidence=[], rank=0)
    Description.objects.filter(change=current).update(rank=-7)
    versions = list(Change.objects.values())

    assert list(retell_changes(limit=1)) == [1]
    assert list(find_outdated().values_list("pk", flat=True)) == [older.pk]
    assert list(retell_changes()) == [1]
    assert list(retell_changes()) == []

    for change in (older, newer):
        assert Description.objects.get(change=change).kinds == current.description.kinds != []
    assert Description.objects.get(change=current).rank == -7
    assert list(Change.objects.values()) == versions


def test_describing_twice_says_the_same() -> None:
    change = make_change()
    before = Description.objects.values().get()
    finish_change(change.pk, now=NOON)
    assert Description.objects.values().get() == before
