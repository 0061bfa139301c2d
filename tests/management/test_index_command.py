"""``manage.py index``: what was recorded before there was a search is found afterwards."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.builders import make_article, make_change, make_version
from trackers.models import ChangeWords, VersionWords
from trackers.pipeline.reindex import find_unindexed

pytestmark = pytest.mark.django_db


def index(**options: object) -> str:
    out = StringIO()
    call_command("index", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_what_is_not_indexed_is_and_nothing_twice() -> None:
    change, version = make_change(), make_version(make_article())
    ChangeWords.objects.all().delete()
    assert index() == "2 changes and articles indexed, 0 left.\n"
    assert ChangeWords.objects.get().change == change and VersionWords.objects.get().version == version
    assert index() == "0 changes and articles indexed, 0 left.\n"


def test_what_other_rules_have_cut_is_indexed_anew_and_a_run_can_be_cut_short() -> None:
    for _ in range(3):
        make_change()
    before = set(ChangeWords.objects.values_list("words", flat=True))
    ChangeWords.objects.update(rules="0-pg13", words="'old':1")
    assert index(limit=2) == "2 changes and articles indexed, 1 left.\n"
    assert index() == "1 changes and articles indexed, 0 left.\n"
    assert set(ChangeWords.objects.values_list("words", flat=True)) == before
    assert [rows.count() for rows in find_unindexed()] == [0, 0]


def test_a_change_is_indexed_when_it_is_described_and_its_article_no_longer_by_its_first_text() -> None:
    article = make_article()
    make_version(article)
    index()
    change = make_change(article)
    assert ChangeWords.objects.get().change == change and not VersionWords.objects.exists()


@pytest.mark.parametrize("wrong", ["0", "-1", "many"])
def test_a_limit_that_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(CommandError):
        call_command("index", "--limit", wrong)
