"""Separating two articles: everything a merge moved goes back, once, for a reason, and stays apart."""

import pytest
import time_machine
from django.test import Client

from tests.builders import NOON, make_article, make_change, make_editor, make_source
from tests.views.everything import annotate
from trackers.desk.errors import DeskError
from trackers.desk.separation import separate_article
from trackers.models import Act, Article, ArticleURL, ReviewEvent, Tracking
from trackers.pipeline.join import join_articles, may_be_joined

pytestmark = pytest.mark.django_db


def make_three() -> list[Article]:
    """Three read articles of one publisher, the eldest first."""
    source = make_source()
    return [make_change(make_article(source)).article for _ in range(3)]


def keys_of(article: Article) -> set[str]:
    return set(ArticleURL.objects.filter(article=article).values_list("key", flat=True))


def fresh(article: Article) -> Article:
    return Article.objects.select_related("source", "latest_version").get(pk=article.pk)


def test_a_separated_article_has_its_addresses_pages_and_looks_again():
    kept, joined, _ = make_three()
    before = {article.pk: keys_of(article) for article in (kept, joined)}
    assert join_articles(joined, kept, now=NOON) == kept
    assert keys_of(kept) == before[kept.pk] | before[joined.pk] and not keys_of(joined)
    change_page = f"/articles/{joined.pk}/changes/1..2/"
    assert Client().get(joined.get_absolute_url()).status_code == 301

    actor = make_editor()
    with time_machine.travel(NOON, tick=False):
        separate_article(fresh(joined), actor=actor, reason=" Two different crossings. ")

    assert {article.pk: keys_of(article) for article in (kept, joined)} == before
    again = fresh(joined)
    assert again.merged_into is None and again.merged_at is None
    assert again.tracking == Tracking.ACTIVE and again.next_check_at == NOON
    assert {Client().get(path).status_code for path in (joined.get_absolute_url(), change_page)} == {200}
    event = ReviewEvent.objects.get()
    assert (event.act, event.article, event.actor) == (Act.SEPARATE, joined, actor)
    assert event.reason == "Two different crossings."
    assert event.before == {"merged_into": str(kept.pk)}
    assert event.after["addresses"] == [joined.url]


def test_separated_articles_are_never_joined_again():
    kept, joined, third = make_three()
    join_articles(joined, kept, now=NOON)
    separate_article(joined, actor=None, reason="Two stories.")
    assert join_articles(fresh(joined), fresh(kept), now=NOON) is None
    assert join_articles(fresh(kept), fresh(joined), now=NOON) is None
    join_articles(fresh(third), fresh(kept), now=NOON)
    assert not may_be_joined(fresh(joined), fresh(kept)), "nor with what was joined with it since"


def test_an_article_apart_from_one_is_not_joined_with_what_that_one_was_merged_into():
    eldest, middle, youngest = make_three()
    join_articles(youngest, middle, now=NOON)
    separate_article(youngest, actor=None, reason="Two stories.")
    join_articles(fresh(middle), fresh(eldest), now=NOON)
    assert join_articles(fresh(youngest), fresh(eldest), now=NOON) is None


def test_out_of_a_row_of_merges_each_gets_back_what_it_brought():
    eldest, middle, youngest = make_three()
    own = {article.pk: keys_of(article) for article in (eldest, middle, youngest)}
    join_articles(youngest, middle, now=NOON)
    join_articles(fresh(middle), fresh(eldest), now=NOON)
    assert keys_of(eldest) == set().union(*own.values())

    separate_article(middle, actor=None, reason="Two stories.")

    assert keys_of(eldest) == own[eldest.pk]
    assert keys_of(middle) == own[middle.pk] | own[youngest.pk]
    assert fresh(youngest).merged_into == middle
    separate_article(youngest, actor=None, reason="Three stories.")
    assert {article.pk: keys_of(article) for article in (eldest, middle, youngest)} == own


def test_the_last_of_a_row_of_merges_can_leave_alone():
    eldest, middle, youngest = make_three()
    own = keys_of(youngest)
    join_articles(youngest, middle, now=NOON)
    join_articles(fresh(middle), fresh(eldest), now=NOON)
    separate_article(youngest, actor=None, reason="Another story.")
    assert keys_of(youngest) == own and not keys_of(middle)
    assert set(fresh(youngest).apart_from) == {eldest.pk, middle.pk}


def test_a_paused_article_stays_paused_when_it_is_separated():
    kept, joined, _ = make_three()
    join_articles(joined, kept, now=NOON)
    Article.objects.filter(pk=joined.pk).update(tracking=Tracking.PAUSED)
    assert separate_article(joined, actor=None, reason="Two stories.").tracking == Tracking.PAUSED
    assert fresh(joined).next_check_at is None


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_separated_without_a_reason(reason):
    kept, joined, _ = make_three()
    join_articles(joined, kept, now=NOON)
    with pytest.raises(DeskError) as refusal:
        separate_article(joined, actor=None, reason=reason)
    assert "reason" in refusal.value.fields
    assert fresh(joined).merged_into == kept and not ReviewEvent.objects.exists()


def test_an_article_that_stands_alone_cannot_be_separated():
    article = make_article()
    with pytest.raises(DeskError):
        separate_article(article, actor=None, reason="Two stories.")
    assert not ReviewEvent.objects.exists()


def test_two_articles_that_claim_each_other_at_once_are_joined_once():
    first, second, _ = make_three()
    assert join_articles(first, second, now=NOON) == first
    assert join_articles(second, first, now=NOON) is None, "the row that was read is not the row there is now"
    assert fresh(first).merged_into is None and fresh(second).merged_into == first


def test_of_two_joined_articles_the_annotated_one_is_left_and_two_annotated_ones_stay():
    first, second, third = make_three()
    for article in (second, third):
        annotate(article.changes.get(), text=f"Note {article.pk}")
    assert join_articles(first, second, now=NOON) == second
    assert join_articles(fresh(second), fresh(third), now=NOON) is None
