"""Noise rules at work: what they lower, that nothing is lost by it, and that all of it comes back byte for byte."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import noise
from tests.builders import NOON, make_article, make_change, make_source
from tests.noise import MILL, make_clock, make_figure, told
from tests.views.everything import annotate
from trackers.desk.noise import apply_noise_rule, continue_noise_run, rehearse_noise_rule, revise_noise_rule
from trackers.models import Change, Description, NoiseRule, NoiseState
from trackers.models.kinds import RankPart
from trackers.pipeline import noise as runs
from trackers.pipeline.check import finish_change
from trackers.pipeline.retell import retell_changes
from trackers.text.kinds import COSMETIC, PROTECTED

pytestmark = pytest.mark.django_db


def test_a_rule_in_force_lowers_what_is_described_from_now_on() -> None:
    rule = noise.in_force()
    lowered, kept = make_clock().description, make_figure().description
    assert lowered.lowered_by == rule and lowered.rank == 1 - 100
    assert lowered.parts == [RankPart("furniture", 1), RankPart("rule:Page clocks", -100)]
    assert kept.lowered_by is None and kept.rank == 50


def test_history_is_lowered_when_a_rule_comes_into_force_as_many_as_were_foretold() -> None:
    source = make_source()
    for _ in range(3):
        make_clock(make_article(source))
    make_figure()
    rule = noise.draft()
    rehearsal = noise.rehearse(rule)
    assert (rehearsal.total, rehearsal.done, rehearsal.fitting, rehearsal.lowered) == (3, 3, 3, 3)
    assert rehearsal.by_source == {str(source.pk): 3} and len(rehearsal.samples) == 3
    assert rule.state == NoiseState.REHEARSED
    assert not Description.objects.filter(lowered_by__isnull=False).exists()
    run = noise.apply(rule)
    assert run.lowered == 3 == Description.objects.filter(lowered_by=rule).count()


def test_a_rehearsal_counts_only_what_no_older_rule_lowers() -> None:
    source = make_source()
    make_clock(make_article(source))
    make_clock()
    noise.in_force("All of one paper", source=source)
    rule = noise.draft("Everywhere")
    rehearsal = noise.rehearse(rule)
    assert (rehearsal.fitting, rehearsal.lowered) == (2, 1)
    assert noise.apply(rule).lowered == 1 == Description.objects.filter(lowered_by=rule).count()


def test_what_an_older_rule_leaves_behind_the_next_one_takes_over() -> None:
    make_clock()
    first, second = noise.in_force("First"), noise.in_force("Second")
    assert Description.objects.get().lowered_by == first
    assert noise.withdraw(first).lowered == 1
    description = Description.objects.get()
    assert description.lowered_by == second
    assert description.parts == [RankPart("furniture", 1), RankPart("rule:Second", -100)]


def test_describing_again_says_the_same_and_older_rules_for_kinds_are_told_anew_with_it() -> None:
    noise.in_force()
    change = make_clock()
    before = told()
    finish_change(change.pk, now=NOON)
    assert told() == before
    Description.objects.update(rules="0", kinds=[], evidence=[], rank=0, rank_parts=[], lowered_by=None)
    assert list(retell_changes()) == [1]
    assert told() == before


def test_a_change_that_is_told_otherwise_now_is_lowered_no_more() -> None:
    noise.in_force()
    change = make_figure()
    Description.objects.update(kinds=["furniture"], lowered_by=NoiseRule.objects.get(), rank=-99)
    finish_change(change.pk, now=NOON)
    description = Description.objects.get()
    assert (description.kinds, description.lowered_by, description.rank) == (["number"], None, 50)


@pytest.mark.parametrize("code", sorted(PROTECTED))
def test_not_even_the_database_lets_a_protected_change_be_lowered(code: str) -> None:
    rule = noise.in_force()
    make_clock()
    for kinds in ([code], ["furniture", code]):
        with (
            pytest.raises(IntegrityError, match="description_lowers_nothing_protected"),
            transaction.atomic(),
        ):
            Description.objects.update(kinds=kinds, lowered_by=rule)


@pytest.mark.parametrize(
    "fields", [{"kinds": []}, {"disclosure": "correction"}, {"disclosure": "update_note"}]
)
def test_nor_one_of_which_nothing_is_known_or_that_the_page_tells_of(fields: dict[str, Any]) -> None:
    rule = noise.in_force()
    make_clock()
    with pytest.raises(IntegrityError, match="description_lowers_nothing_protected"), transaction.atomic():
        Description.objects.update(lowered_by=rule, **fields)


@pytest.mark.parametrize("code", sorted(PROTECTED))
def test_nor_lets_it_be_a_kind_of_a_rule(code: str) -> None:
    with pytest.raises(IntegrityError, match="noiserule_kinds_are_cosmetic"), transaction.atomic():
        NoiseRule.objects.create(name="x", sentence="y", kinds=["furniture", code])


@pytest.mark.parametrize(
    "statement", [{"name": "Other"}, {"kinds": ["typo"]}, {"phrases": "x"}, {"state": "draft"}]
)
def test_a_rule_that_was_in_force_is_never_altered(statement: dict[str, Any]) -> None:
    noise.in_force()
    with pytest.raises(IntegrityError), transaction.atomic():
        NoiseRule.objects.update(**statement)


def test_what_is_not_told_whole_is_not_lowered() -> None:
    make_clock()
    Description.objects.update(kinds=["furniture", "typo"])
    assert noise.rehearse(noise.draft(kinds=sorted(COSMETIC))).lowered == 0
    Description.objects.update(kinds=["furniture"], evidence=[{"kind": "gossip"}])
    assert noise.rehearse(noise.draft("Other", kinds=sorted(COSMETIC))).lowered == 0


def test_lowered_changes_are_left_out_of_what_is_shown_and_there_when_all_is_asked_for() -> None:
    noise.in_force()
    lowered, kept, spoken_of = make_clock(), make_figure(), make_clock()
    annotate(spoken_of, text="A note.")
    changes = Change.objects.public()
    assert set(changes.shown()) == {kept, spoken_of}
    assert set(changes.shown(everything=True)) == {lowered, kept, spoken_of}


def test_a_change_without_a_description_yet_is_shown() -> None:
    change = make_clock()
    Description.objects.all().delete()
    assert list(Change.objects.shown()) == [Change.objects.get(pk=change.pk)]


def test_conditions_are_the_same_for_the_database_and_for_the_rule() -> None:
    source = make_source()
    change = make_clock(make_article(source))
    words = change.description.words_removed + change.description.words_added
    for number, (fields, expected) in enumerate(
        [
            ({"source": source}, 1),
            ({"source": make_source()}, 0),
            ({"most_words": words}, 1),
            ({"most_words": words - 1} if words > 1 else {"kinds": ["typo"]}, 0),
            ({"phrases": "7"}, 1),
            ({"phrases": "Updated 2 hours ago"}, 0),
        ]
    ):
        assert noise.rehearse(noise.draft(f"Rule {number}", **fields)).lowered == expected, fields


def test_a_run_goes_on_where_it_stood_and_whoever_lost_it_does_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "BATCH", 2)
    for _ in range(5):
        make_clock()
    rule = noise.draft()
    noise.rehearse(rule)
    run = apply_noise_rule(rule, actor=None, lock=rule.lock, job="a")
    ticks: Iterator[Any] = (NOON + timedelta(seconds=second) for second in range(99))
    half = runs.work_on_noise(run.pk, job="a", patience=timedelta(0), clock=lambda: next(ticks))
    assert (half.done, half.ended_at) == (2, None)
    assert Description.objects.filter(lowered_by=rule).count() == 2
    continue_noise_run(run, job="b")
    assert runs.work_on_noise(run.pk, job="a").done == 2
    whole = runs.work_on_noise(run.pk, job="b")
    assert (whole.done, whole.lowered) == (5, 5) and whole.ended_at is not None
    assert Description.objects.filter(lowered_by=rule).count() == 5


def test_a_run_whose_rule_was_withdrawn_or_revised_meanwhile_ends_without_a_word() -> None:
    make_clock()
    rule = noise.draft()
    run = rehearse_noise_rule(rule, actor=None, lock=0, job="a")
    revise_noise_rule(rule, changes={"note": "Otherwise."}, actor=None, lock=0)
    assert runs.work_on_noise(run.pk, job="a").done == 0
    rule.refresh_from_db()
    assert rule.state == NoiseState.DRAFT


SENTENCES = st.sampled_from(
    [MILL, "Updated 2 hours ago", "It has 12 wheels.", "Share 45", "The colour was grey."]
)
LATER = st.sampled_from(
    [
        MILL,
        "Updated 3 hours ago",
        "It has 40 wheels.",
        "Share 46",
        "The color was gray.",
        "The colour  was grey .",
    ]
)
RULES = st.lists(
    st.fixed_dictionaries(
        {
            "kinds": st.lists(st.sampled_from(sorted(COSMETIC)), min_size=1, unique=True),
            "most_words": st.none() | st.integers(1, 6),
            "phrases": st.sampled_from(["", "2\n3", "colour\ncolor"]),
        }
    ),
    min_size=1,
    max_size=3,
)


@given(
    st.lists(st.tuples(st.lists(SENTENCES, max_size=3), st.lists(LATER, max_size=3)), max_size=3),
    RULES,
    st.data(),
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rules_that_came_and_went_leave_every_byte_as_it_was(
    pairs: list[tuple[list[str], list[str]]], rules: list[dict[str, Any]], data: st.DataObject
) -> None:
    with transaction.atomic():
        for old, new in pairs:
            if old != new:
                make_change(old=[MILL, *old], new=[MILL, *new])
        before = told()
        made = [noise.draft(f"Rule {number}", **fields) for number, fields in enumerate(rules)]
        for rule in made:
            foretold = noise.rehearse(rule).lowered
            assert (
                noise.apply(rule).lowered == foretold == Description.objects.filter(lowered_by=rule).count()
            )
        lowered = told()
        for change in Change.objects.all():
            finish_change(change.pk, now=NOON)
        assert told() == lowered
        for rule in data.draw(st.permutations(made)):
            noise.withdraw(rule)
        assert told() == before
        transaction.set_rollback(True)
