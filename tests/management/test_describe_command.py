"""``manage.py describe``: kinds told anew, publisher by publisher where wanted, going on where it was stopped."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.builders import make_change
from trackers.models import Description

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("describe", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_changes_that_older_rules_described_are_described_anew_and_counted() -> None:
    make_change()
    make_change()
    Description.objects.update(rules="0", kinds=[])
    assert run("--limit", "1") == "1 changes described anew, 1 left.\n"
    assert run() == "1 changes described anew, 0 left.\n"
    assert run() == "0 changes described anew, 0 left.\n"
    assert not Description.objects.filter(kinds=[]).exists()


def test_one_publisher_can_be_described_alone() -> None:
    wanted, other = make_change(), make_change()
    Description.objects.update(rules="0")
    assert run("--source", wanted.article.source.slug) == "1 changes described anew, 0 left.\n"
    assert Description.objects.get(rules="0").change == other


def test_a_publisher_nobody_knows_is_said_in_a_sentence() -> None:
    with pytest.raises(CommandError, match="There is no source 'nobody'"):
        run("--source", "nobody")
