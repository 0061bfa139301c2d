"""Rows are checked by all rules of their model at once, and what is broken is said rule by rule."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from tests.builders import NOON, make_change
from trackers.desk.errors import DeskError, refuse_invalid
from trackers.desk.events import check_row, constraints_in_short
from trackers.models import Review, ReviewState

MODELS = [model for model in apps.get_app_config("trackers").get_models() if model._meta.constraints]


def test_every_condition_names_fields_as_they_are_called() -> None:
    # A name that is no field's would let the whole of a model's conditions pass unasked.
    for model in MODELS:
        names = {"pk", *(field.name for field in model._meta.concrete_fields)}
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                assert constraint.condition.referenced_base_fields <= names, (model, constraint.name)


def test_all_conditions_are_asked_as_one_and_whatever_is_not_a_condition_by_itself() -> None:
    for model in MODELS:
        ours = [each for each in model._meta.constraints if not isinstance(each, CheckConstraint)]
        short = constraints_in_short(model, but=frozenset())
        assert list(short[: len(ours)]) == ours
        assert len(short) == len(ours) + (len(ours) < len(model._meta.constraints))


@pytest.mark.django_db
def test_each_broken_condition_is_said_as_django_says_it_and_one_without_its_fields_is_not_asked() -> None:
    row = Review(change=make_change(), state=ReviewState.SNOOZED, claimed_name="Ada", lock=1)
    but = ["change", "annotation", "claimed_by"]
    with pytest.raises(ValidationError) as theirs:
        row.full_clean(exclude=set(but))
    assert len(theirs.value.messages) == 2

    with pytest.raises(DeskError) as ours:
        check_row(row, but=but)
    assert ours.value.sentence == refuse_invalid(theirs.value).sentence

    check_row(row, but=[*but, "state"])
    row.claimed_name, row.snoozed_until = "", NOON
    check_row(row, but=but)
