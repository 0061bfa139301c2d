"""Samples coded twice: drawn by chance that can be repeated, coded blindly, closed, compared."""

from datetime import date

import pytest

from tests.builders import NOON, make_article, make_change, make_editor, make_gone
from trackers.desk.agreement import measure_agreement, write_agreement, write_codes
from trackers.desk.coding import (
    Codes,
    close_sample,
    code_change,
    draw_sample,
    left_to_code,
    list_coders,
    pair_codings,
)
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.models import Coding, CodingSample

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_editor("standards_lead"), make_editor("analyst"), make_editor("editor")


def draw(cast, **given) -> CodingSample:
    lead, *coders = cast
    days = {} if "queue" in given else {"first_day": NOON.date(), "last_day": NOON.date()}
    return draw_sample(
        actor=lead, coders=tuple(coders), **{"name": "March", "percent": 100, "seed": 7, **days, **given}
    )


def codes(*kinds: str, disclosure="none", significance=2, confidence="certain") -> Codes:
    return Codes(kinds, disclosure, significance, confidence)


def test_the_same_seed_draws_the_same_edits_and_only_edits(cast):
    changes = [make_change() for _number in range(9)]
    make_gone(changes[0].article)
    whole = draw(cast)
    assert set(whole.changes) == {change.pk for change in changes} and whole.of == 9
    assert whole.changes != sorted(whole.changes) and draw(cast).changes == whole.changes
    assert draw(cast, seed=8).changes != whole.changes
    assert draw(cast, percent=34).changes == whole.changes[:4], (
        "a part is the beginning of the whole, rounded up"
    )
    assert set(draw(cast, queue="triage").changes) <= set(whole.changes)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"last_day": date(2026, 3, 13)}, "last_day"),
        ({"first_day": None}, "first_day"),
        ({"queue": "second-read"}, None),
        ({"queue": "none-such"}, "queue"),
        ({"first_day": date(2001, 1, 1), "last_day": date(2001, 1, 2)}, None),
        ({"percent": 0}, "percent"),
        ({"seed": -1}, "seed"),
        ({"name": "  "}, "name"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_field(cast, given, field):
    make_change()
    with pytest.raises(DeskError) as caught:
        draw(cast, **given)
    assert list(caught.value.fields) == ([field] if field else [])
    assert not CodingSample.objects.exists()


def test_two_different_people_who_may_code_are_needed(cast):
    lead, analyst, _editor = cast
    make_change()
    manager = make_editor("source_manager")
    for coders, field in (((analyst, analyst), "second_coder"), ((manager, analyst), "first_coder")):
        with pytest.raises(DeskError) as caught:
            draw((lead, *coders))
        assert list(caught.value.fields) == [field]
    with pytest.raises(NotAllowedError):
        draw((analyst, analyst, lead))
    assert set(cast) == set(list_coders()) and manager not in list_coders()


def test_codes_are_kept_by_side_revised_until_the_sample_is_closed_and_then_compared(cast):
    lead, first, second = cast
    for _number in range(3):
        make_change(make_article())
    sample = draw(cast)
    one, two, three = sample.changes
    with pytest.raises(NotAllowedError):
        code_change(sample, one, codes(), actor=lead)
    with pytest.raises(DeskError):
        code_change(sample, three + 1000, codes(), actor=first)
    with pytest.raises(DeskError):
        close_sample(sample, actor=lead)
    code_change(sample, one, codes("number", significance=1), actor=first)
    code_change(sample, one, codes("number", significance=4), actor=first)
    code_change(sample, two, codes("quote", "number"), actor=first)
    code_change(sample, one, codes("number", significance=3, disclosure="correction"), actor=second)
    code_change(sample, two, codes("quote"), actor=second)
    code_change(sample, three, codes(), actor=second)
    assert left_to_code(sample, side=1) == [three] and left_to_code(sample, side=2) == []
    with pytest.raises(NotAllowedError):
        close_sample(sample, actor=first)
    close_sample(sample, actor=lead)
    with pytest.raises(DeskError):
        code_change(sample, three, codes(), actor=first)
    with pytest.raises(DeskError):
        close_sample(sample, actor=lead)
    pairs = pair_codings(sample)
    assert [first.change_id for first, _second in pairs] == [one, two] and Coding.objects.count() == 5
    measured = {(each.facet, each.code): each for each in measure_agreement(pairs)}
    weighed = measured["significance", ""].kappa
    # (4, 3) and (2, 2): weights of agreement 15/16 and 1; by chance also (4, 2) with 12/16 and (2, 3) with 15/16.
    assert weighed.kappa == pytest.approx((31 / 32 - 29 / 32) / (1 - 29 / 32)) and weighed.agreed == 1
    assert measured["kinds", "quote"].kappa.kappa == 1 and measured["kinds", "number"].kappa.kappa == 0
    assert (
        "Undefined" in measured["kinds", "name"].sentence
        and "Undefined" in measured["confidence", ""].sentence
    )
    table = write_agreement(sample).splitlines()
    assert table[0].startswith("facet,code,words,scale,n") and any(
        line.startswith("kinds,quote,") for line in table
    )
    assert f"{one},{first.username},number,none,4,certain," in write_codes(sample)


def test_nothing_coded_by_both_is_said_so(cast):
    assert {each.sentence for each in measure_agreement([])} == {"No change has been coded by both."}
