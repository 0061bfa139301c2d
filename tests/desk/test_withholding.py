"""Passages and versions withheld by the desk's verbs: what is refused, what is recorded, what is left as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.builders import NOON, make_article, make_change, make_editor, make_version
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.exposure import Grounds
from trackers.desk.withholding import end_withholding, measure_passage, withhold_passage, withhold_version
from trackers.models import (
    Act,
    Article,
    ChangeWords,
    Description,
    ReviewEvent,
    Version,
    Withholding,
    readers_view,
)
from trackers.pipeline.join import join_articles, may_be_joined
from trackers.pipeline.reindex import index_emptied

pytestmark = pytest.mark.django_db

OLD = ("It rains.", "The ferry was late, said Ida Brook of Tanner’s Row.")
NEW = ("It rains.", "The ferry was early, said Ida Brook of Tanner’s Row.")
WORDS = "said Ida Brook of Tanner's Row"
PRIVACY = Grounds("privacy", asked_by="Her brother", note="By letter.")


def make_told() -> Article:
    """An article whose two versions both hold the words; its change is elsewhere in the same sentence."""
    return Article.objects.get(pk=make_change(old=OLD, new=NEW).article_id)


def test_a_passage_is_withheld_beside_what_was_recorded_which_stays_as_it_was() -> None:
    article, editor = make_told(), make_editor()
    reach = measure_passage(article, words=WORDS)
    assert (reach.versions, reach.changes, reach.notes, reach.addresses) == ((1, 2), 1, 0, ())
    row = withhold_passage(article, words=f" {WORDS}\n", grounds=PRIVACY, actor=editor)

    article.refresh_from_db()
    assert article.withheld_words == [WORDS] and Description.objects.get().holds_withheld
    assert Version.objects.get(number=1).paragraphs == list(OLD)
    with readers_view():
        assert Version.objects.get(number=1).paragraphs == ["It rains.", "The ferry was late, [withheld]."]
        assert Version.objects.values_list("number", flat=True).count() == 2
    event = ReviewEvent.objects.get()
    assert (event.act, event.actor, event.article) == (Act.WITHHOLD, editor, article)
    assert event.after == {
        "part": "passage", "withholding": str(row.pk), "versions": [1, 2], "reason": "privacy",
    }  # fmt: skip
    assert "Ida" not in f"{event.before}{event.after}"
    assert ChangeWords.objects.get().words == "" and index_emptied(limit=10) == 1
    assert "brook" not in ChangeWords.objects.get().words and "ferri" in ChangeWords.objects.get().words

    end_withholding(row, note="She agreed.", actor=editor)
    article.refresh_from_db()
    assert article.withheld_words == [] and not Description.objects.get().holds_withheld
    index_emptied(limit=10)
    assert "brook" in ChangeWords.objects.get().words
    assert ReviewEvent.objects.first().act == Act.RELEASE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write or paste"),
        ("… — !", "Write or paste"),
        ("Ida Brook", "So few words"),
        ("words that never stood there", "do not stand in any version"),
        ("said Ida Brooks of Tanner’s Row", "do not stand in any version"),
        ("word " * 2000, "longer than a passage"),
        ("x\x00y z\x00 w", "do not stand in any version"),
    ],
)
def test_words_that_cannot_be_withheld_are_refused_beside_their_field(words: str, said: str) -> None:
    article = make_told()
    with pytest.raises(DeskError) as refusal:
        withhold_passage(article, words=words, grounds=PRIVACY, actor=None)
    assert said in refusal.value.sentence and list(refusal.value.fields) == ["words"]
    assert not Withholding.objects.exists() and not ReviewEvent.objects.exists()


def test_a_name_of_two_words_is_withheld_where_it_is_meant_and_only_once() -> None:
    article = make_told()
    withhold_passage(article, words="Ida Brook", grounds=PRIVACY, actor=None, allow_few=True)
    with pytest.raises(DeskError, match="withheld already"):
        withhold_passage(article, words="IDA BROOK", grounds=PRIVACY, actor=None, allow_few=True)


def test_whoever_may_not_withhold_is_refused_by_every_verb() -> None:
    article, analyst = make_told(), make_editor("analyst")
    row = withhold_passage(article, words=WORDS, grounds=PRIVACY, actor=None)
    for verb in (
        lambda: withhold_passage(article, words="The ferry was late", grounds=PRIVACY, actor=analyst),
        lambda: withhold_version(article.versions.get(number=1), grounds=PRIVACY, actor=analyst),
        lambda: end_withholding(row, actor=analyst),
    ):
        with pytest.raises(NotAllowedError):
            verb()


def test_a_version_is_withheld_once_and_the_last_one_not_at_all() -> None:
    article = make_told()
    first, second = article.versions.order_by("number")
    row = withhold_version(first, grounds=PRIVACY, actor=None)
    for version in (first, second):
        with pytest.raises(DeskError):
            withhold_version(version, grounds=PRIVACY, actor=None)
    article.refresh_from_db()
    assert article.withheld_numbers == [1]
    with readers_view():
        shown = Version.objects.get(pk=first.pk)
        assert (shown.headline, shown.paragraphs) == ("[withheld]", ["[withheld]"])
    end_withholding(row, actor=None)
    withhold_version(second, grounds=PRIVACY, actor=None)


def test_the_second_who_shows_something_again_is_told_who_was_faster() -> None:
    row = withhold_passage(make_told(), words=WORDS, grounds=PRIVACY, actor=None)
    first = make_editor()
    end_withholding(row, actor=first)
    with pytest.raises(OvertakenError, match=first.username):
        end_withholding(row, actor=make_editor())
    assert ReviewEvent.objects.count() == 2


def test_a_day_that_has_passed_is_no_day_to_look_at_it_again() -> None:
    yesterday = timezone.now().date() - timedelta(days=1)
    with pytest.raises(DeskError) as refusal:
        withhold_passage(make_told(), words=WORDS, grounds=Grounds("privacy", due_on=yesterday), actor=None)
    assert list(refusal.value.fields) == ["due_on"]


def test_the_row_is_neither_altered_nor_deleted_and_the_public_record_holds_no_words() -> None:
    row = withhold_passage(make_told(), words=WORDS, grounds=PRIVACY, actor=None)
    for change in ({"words": "others"}, {"reason": "other"}, {"asked_by": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Withholding.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withholding.objects.filter(pk=row.pk).delete()
    with pytest.raises(TypeError):
        row.delete()
    assert list(Withholding.objects.public_record()) == [
        {"at": row.made_at, "key": row.pk, "what": "passage", "reason_code": "privacy", "ended": None}
    ]


def test_a_passage_goes_from_articles_that_were_joined_and_none_is_joined_that_would_show_it() -> None:
    article = make_told()
    twin, other = make_article(article.source), make_article(article.source)
    make_version(twin, paragraphs=OLD)
    make_version(other, paragraphs=OLD)
    Article.objects.filter(pk=twin.pk).update(merged_into=article, merged_at=NOON)
    with pytest.raises(DeskError, match="was joined"):
        withhold_passage(twin, words=WORDS, grounds=PRIVACY, actor=None)
    row = withhold_passage(article, words=WORDS, grounds=PRIVACY, actor=None)
    twin.refresh_from_db()
    article.refresh_from_db()
    assert twin.withheld_words == [WORDS]
    assert not may_be_joined(article, other)
    assert join_articles(article, make_article(article.source), now=NOON) == article, (
        "a newcomer shows nothing"
    )
    end_withholding(row, actor=None)
    twin.refresh_from_db()
    assert twin.withheld_words == []
