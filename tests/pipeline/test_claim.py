"""Claims: nothing is taken twice, nothing is forgotten."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.builders import NOON, make_article, make_feed, make_source
from trackers.models import Article, FeedState, SourceState, Tracking
from trackers.pipeline.claim import ARTICLE_LOCKS, LEASE, claim_due_articles, claim_due_feeds, hold


@pytest.mark.django_db
def test_due_articles_are_claimed_longest_overdue_first_and_leased() -> None:
    source = make_source()
    late = make_article(source, next_check_at=NOON - timedelta(hours=2))
    later = make_article(source, next_check_at=NOON - timedelta(hours=1))
    make_article(source, next_check_at=NOON + timedelta(seconds=1))
    claims = claim_due_articles(now=NOON, limit=10)
    assert [claim.id for claim in claims] == [late.pk, later.pk]
    late.refresh_from_db()
    assert late.leased_until == NOON + LEASE == claims[0].lease
    assert late.next_check_at == NOON - timedelta(hours=2)
    assert claim_due_articles(now=NOON, limit=10) == []


@pytest.mark.django_db
def test_a_lease_that_ran_out_is_claimed_again() -> None:
    article = make_article()
    claim_due_articles(now=NOON, limit=10)
    assert [claim.id for claim in claim_due_articles(now=NOON + LEASE, limit=10)] == [article.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [{"tracking": Tracking.PAUSED}, {"tracking": Tracking.CLOSED, "next_check_at": None}]
)
def test_articles_that_are_not_followed_are_never_due(fields: dict[str, object]) -> None:
    make_article(**fields)
    assert claim_due_articles(now=NOON, limit=10) == []


@pytest.mark.django_db
def test_nothing_of_a_paused_source_is_due() -> None:
    source = make_source(state=SourceState.PAUSED)
    make_article(source)
    make_feed(source)
    assert claim_due_articles(now=NOON, limit=10) == []
    assert claim_due_feeds(now=NOON, limit=10) == []


@pytest.mark.django_db
def test_due_feeds_are_claimed_once() -> None:
    feed = make_feed(make_source())
    make_feed(feed.source, state=FeedState.PAUSED)
    assert [claim.id for claim in claim_due_feeds(now=NOON, limit=10)] == [feed.pk]
    assert claim_due_feeds(now=NOON, limit=10) == []


@pytest.mark.django_db
def test_of_each_publisher_no_more_is_claimed_than_its_host_may_be_asked_for_until_the_next_tick() -> None:
    busy, quiet = make_source(host_delay=timedelta(seconds=2)), make_source(host_delay=timedelta(seconds=2))
    for _ in range(30):
        make_article(busy, next_check_at=NOON - timedelta(hours=2))
    waiting = make_article(quiet)
    claims = claim_due_articles(now=NOON, limit=10, tick=timedelta(seconds=5))
    assert len(claims) == 4
    assert waiting.pk in {claim.id for claim in claims}


@pytest.mark.django_db(transaction=True)
def test_rival_ticks_share_the_due_rows_and_take_none_twice() -> None:
    source = make_source(host_delay=timedelta(0))
    expected = {make_article(source).pk for _ in range(60)}
    taken: list[int] = []
    start = threading.Barrier(4)

    def tick() -> None:
        start.wait()
        for _ in range(10):
            taken.extend(claim.id for claim in claim_due_articles(now=NOON, limit=5))
        connection.close()

    threads = [threading.Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.extend(claim.id for claim in claim_due_articles(now=NOON, limit=100))
    assert sorted(taken) == sorted(expected)


@pytest.mark.django_db(transaction=True)
def test_a_row_locked_by_somebody_else_is_passed_by() -> None:
    held, free = make_article(), make_article()
    claims: list[int] = []

    def rival() -> None:
        claims.extend(claim.id for claim in claim_due_articles(now=NOON, limit=10))
        connection.close()

    with transaction.atomic():
        Article.objects.select_for_update().get(pk=held.pk)
        thread = threading.Thread(target=rival)
        thread.start()
        thread.join()
    assert claims == [free.pk]


@pytest.mark.django_db(transaction=True)
def test_only_one_session_holds_a_row() -> None:
    answers: list[bool] = []

    def rival() -> None:
        with hold(ARTICLE_LOCKS, 7) as free:
            answers.append(free)
        connection.close()

    with hold(ARTICLE_LOCKS, 7) as free:
        assert free
        thread = threading.Thread(target=rival)
        thread.start()
        thread.join()
    thread = threading.Thread(target=rival)
    thread.start()
    thread.join()
    assert answers == [False, True]


@pytest.mark.django_db
def test_no_feed_of_a_publisher_whose_budget_is_spent_is_claimed() -> None:
    spender, saver = make_source(requests_a_day=10), make_source(requests_a_day=10)
    make_feed(spender)
    feed = make_feed(saver)
    claims = claim_due_feeds(now=NOON, limit=10, spent={spender.pk: 9, saver.pk: 8})
    assert [claim.id for claim in claims] == [feed.pk]
