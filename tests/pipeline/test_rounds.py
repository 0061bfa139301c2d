"""A round: many looks side by side that leave what single looks leave, and are polite all the same."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import redis
from django.db import connection

from tests.builders import NOON, make_article, make_source
from tests.press import Answer, Press, open_press, page_html
from trackers.models import (
    Article,
    Change,
    Check,
    Gap,
    GapCause,
    Outcome,
    Snapshot,
    Source,
    Tracking,
    Version,
)
from trackers.pipeline.budget import Budgets
from trackers.pipeline.claim import ARTICLE_LOCKS, LEASE, SOURCE_LOCKS, hold
from trackers.pipeline.rounds import check_round

pytestmark = pytest.mark.django_db(transaction=True)

PARAGRAPHS = (
    "The lock at Wickham Weir was opened by hand on Friday after its motor had failed for the third time this year.",
    "Seven narrow boats had waited since dawn, and their crews shared a breakfast of eggs and toast on the towpath.",
    "The waterways trust said that a new motor had been ordered in March and was expected before the end of summer.",
)


def publish(press: Press, source: Source, count: int, **more: str) -> list[Article]:
    """Publish stories and follow them, all due at noon."""
    found = []
    for number in range(count):
        url = press.publish(
            f"/news/{source.slug}-{number}",
            headline=f"Lock {number} of {source.name} opens again",
            paragraphs=PARAGRAPHS,
            **more,
        )
        found.append(make_article(source, url=url))
    return found


def due(articles: Sequence[Article], press: Press) -> None:
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(next_check_at=press.clock.now)


def test_a_round_looks_at_everything_that_is_due(press: Press) -> None:
    articles = publish(press, make_source(host_delay=timedelta(0)), 5)
    assert check_round(wire=press.wire()) == {"new_version": 5}
    assert Check.objects.count() == Version.objects.count() == Snapshot.objects.count() == 5
    assert all(press.asked(f"/news/{articles[0].source.slug}-{n}") == 1 for n in range(5))
    for article in Article.objects.all():
        assert article.next_check_at is not None and article.next_check_at > NOON
        assert article.fingerprint and article.plan["rule"] in {"learned", "fixed"}


def test_quiet_looks_are_written_together_and_say_what_single_ones_say(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    tagged, plain = (
        publish(press, source, 3, etag='"one"'),
        publish(press, make_source(host_delay=timedelta(0)), 3),
    )
    check_round(wire=press.wire())
    press.clock.forward(minutes=30)
    assert check_round(wire=press.wire()) == {"not_modified": 3, "unchanged": 3}
    for article in Article.objects.filter(pk__in=[one.pk for one in (*tagged, *plain)]):
        assert article.text_seen_at == press.clock.now == article.last_check_at
        assert article.next_check_at is not None and article.next_check_at > press.clock.now
        assert article.text_snapshot == article.last_snapshot
    assert Snapshot.objects.count() == 6


def test_furniture_that_changes_is_kept_and_is_no_version(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    (article,) = publish(press, source, 1, furniture="<p>Most read: 12 minutes ago</p>")
    check_round(wire=press.wire())
    press.clock.forward(minutes=30)
    press.publish(
        f"/news/{source.slug}-0",
        headline=f"Lock 0 of {source.name} opens again",
        paragraphs=PARAGRAPHS,
        furniture="<p>Most read: 14 minutes ago</p>",
    )
    assert check_round(wire=press.wire()) == {"unchanged": 1}
    article.refresh_from_db()
    newest = Snapshot.objects.get(fetched_at=press.clock.now)
    assert article.last_snapshot == article.text_snapshot == newest
    assert Check.objects.get(started_at=press.clock.now).snapshot == newest and newest.read_body()


def test_an_edit_found_in_a_round_is_announced_with_its_window(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    publish(press, source, 2)
    check_round(wire=press.wire())
    press.clock.forward(minutes=30)
    press.publish(f"/news/{source.slug}-1", headline="Lock opens at last", paragraphs=PARAGRAPHS)
    assert check_round(wire=press.wire()) == {"unchanged": 1, "pending": 1}
    first_seen = press.clock.now
    press.clock.forward(minutes=16)
    assert check_round(wire=press.wire()) == {"new_version": 1}
    change = Change.objects.get()
    assert change.announced_at is not None and change.description.headline_changed
    assert (change.seen_old_at, change.seen_new_at) == (NOON, first_seen)


def test_one_host_is_asked_by_one_connection_after_the_other(press: Press) -> None:
    at_work, most, lock = 0, 0, threading.Lock()

    def slow(_headers: dict[str, str]) -> Answer:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.02)
        with lock:
            at_work -= 1
        return Answer(page_html("Lock opens", PARAGRAPHS).encode(), headers={"Content-Type": "text/html"})

    for article in publish(press, make_source(host_delay=timedelta(0)), 6):
        press.pages["/" + article.url.split("/", 3)[3]] = slow
    check_round(wire=press.wire())
    assert most == 1


def test_hosts_are_asked_side_by_side() -> None:
    meet = threading.Barrier(2, timeout=10)

    def wait_for_the_other(_headers: dict[str, str]) -> Answer:
        meet.wait()
        return Answer(page_html("Lock opens", PARAGRAPHS).encode(), headers={"Content-Type": "text/html"})

    with open_press() as one, open_press() as two:
        for press in (one, two):
            press.pages["/news/lock-1"] = wait_for_the_other
            make_article(make_source(host_delay=timedelta(0)), url=press.url("/news/lock-1"))
        peers = frozenset(press.base.split("//")[1] for press in (one, two))
        assert check_round(wire=replace(one.wire(), allowed_peers=peers)) == {"new_version": 2}


def test_between_two_requests_the_host_is_left_its_pause(press: Press) -> None:
    pauses: list[float] = []
    publish(press, make_source(host_delay=timedelta(seconds=2)), 3)
    wire = replace(press.wire(), pause=pauses.append, jitter=lambda: 0.0)
    check_round(wire=wire, tick=timedelta(seconds=5))
    assert pauses == [2.0, 2.0]


def test_a_server_that_asks_for_rest_keeps_the_rest_of_its_articles_waiting(press: Press) -> None:
    first, *others = publish(press, make_source(host_delay=timedelta(0)), 3)
    press.pages["/" + first.url.split("/", 3)[3]] = Answer(status=429, headers={"Retry-After": "600"})
    assert check_round(wire=press.wire()) == {"rate_limited": 1}
    for article in others:
        article.refresh_from_db()
        assert article.next_check_at == NOON + timedelta(minutes=10)
    assert Check.objects.count() == 1


def test_an_article_an_editor_is_looking_at_is_passed_by(press: Press) -> None:
    mine, free = publish(press, make_source(host_delay=timedelta(0)), 2)
    taken, done = threading.Event(), threading.Event()

    def editor() -> None:
        with hold(ARTICLE_LOCKS, mine.pk):
            taken.set()
            done.wait(10)
        connection.close()

    thread = threading.Thread(target=editor)
    thread.start()
    taken.wait(10)
    check_round(wire=press.wire())
    done.set()
    thread.join()
    assert list(Check.objects.values_list("article", flat=True)) == [free.pk]


def test_a_pause_during_a_look_wins_over_the_next_look(press: Press) -> None:
    (article,) = publish(press, make_source(host_delay=timedelta(0)), 1)
    page = press.pages["/" + article.url.split("/", 3)[3]]
    assert isinstance(page, Answer)

    def pause_meanwhile(_headers: dict[str, str]) -> Answer:
        Article.objects.filter(pk=article.pk).update(tracking=Tracking.PAUSED, next_check_at=None)
        connection.close()
        return page

    press.pages["/" + article.url.split("/", 3)[3]] = pause_meanwhile
    assert check_round(wire=press.wire()) == {"new_version": 1}
    article.refresh_from_db()
    assert article.tracking == Tracking.PAUSED and article.next_check_at is None


def test_a_round_ends_and_gives_back_what_it_had_no_time_for(press: Press) -> None:
    articles = publish(press, make_source(host_delay=timedelta(0)), 4)
    assert check_round(wire=press.wire(), lasting=0.0) == {}
    for article in articles:
        article.refresh_from_db()
        assert article.next_check_at == NOON


def test_more_than_one_round_has_room_for_invites_another_worker(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trackers.pipeline.rounds.MOST_CLAIMED", 2)
    publish(press, make_source(host_delay=timedelta(0)), 5)
    invitations: list[int] = []
    assert check_round(wire=press.wire(), invite=lambda: invitations.append(1))["new_version"] == 5
    assert invitations


def test_a_publisher_is_asked_for_no_more_than_its_budget(press: Press) -> None:
    source = make_source(host_delay=timedelta(0), requests_a_day=4)
    articles = publish(press, source, 6)
    wire = press.wire()
    for _ in range(3):
        check_round(wire=wire)
        wire = press.wire()
    # robots.txt is a request too
    assert len(press.requests) <= 5
    press.clock.forward(hours=25)
    due(articles, press)
    assert check_round(wire=press.wire()).total() > 0


@pytest.mark.parametrize("cause", [GapCause.OPERATOR, GapCause.DISK])
def test_nothing_is_fetched_while_fetching_is_stopped(press: Press, cause: GapCause) -> None:
    (article,) = publish(press, make_source(host_delay=timedelta(0)), 1)
    gap = Gap.objects.create(cause=cause, started_at=NOON, reason="A drill")
    assert check_round(wire=press.wire()) == {} and press.requests == []
    article.refresh_from_db()
    assert article.next_check_at == NOON
    gap.delete()
    assert check_round(wire=press.wire()) == {"new_version": 1}


def test_a_worker_that_dies_in_a_round_loses_no_look(press: Press) -> None:
    (article,) = publish(press, make_source(host_delay=timedelta(0)), 1)

    class PowerCut(BaseException):
        pass

    with pytest.MonkeyPatch.context() as patch:

        def fail(*_args: object, **_fields: object) -> None:
            raise PowerCut

        patch.setattr("trackers.pipeline.rounds.settle", fail)
        with pytest.raises(PowerCut):
            check_round(wire=press.wire())
    article.refresh_from_db()
    assert article.leased_until == NOON + LEASE and not Version.objects.exists()
    press.clock.forward(minutes=11)
    assert check_round(wire=press.wire()) == {"new_version": 1}
    assert Check.objects.get().outcome == Outcome.NEW_VERSION


def test_a_page_that_is_back_with_other_furniture_is_read_and_missing_no_more(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    (article,) = publish(press, source, 1, furniture="<p>Most read: 12 minutes ago</p>")
    check_round(wire=press.wire())
    press.pages[f"/news/{source.slug}-0"] = Answer(b"<p>Nothing here.</p>", status=404)
    press.clock.forward(minutes=30)
    due([article], press)
    assert check_round(wire=press.wire()) == {"missing": 1}
    press.clock.forward(minutes=30)
    due([article], press)
    publish_again(press, source, furniture="<p>Most read: 72 minutes ago</p>")
    assert check_round(wire=press.wire()) == {"unchanged": 1}
    article.refresh_from_db()
    assert article.missing_since is None and article.text_seen_at == press.clock.now


def publish_again(press: Press, source: Source, **more: str) -> None:
    """Publish a source's first story once more, its text as it was."""
    press.publish(
        f"/news/{source.slug}-0",
        headline=f"Lock 0 of {source.name} opens again",
        paragraphs=PARAGRAPHS,
        **more,
    )


def test_no_worker_waits_out_a_long_crawl_delay(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(
        b"User-agent: *\nCrawl-delay: 3600\n", headers={"Content-Type": "text/plain"}
    )
    articles = publish(press, make_source(host_delay=timedelta(seconds=1)), 3)
    pauses: list[float] = []
    assert check_round(wire=replace(press.wire(), pause=pauses.append)) == {"new_version": 1}
    assert pauses == []
    waiting = Article.objects.filter(pk__in=[one.pk for one in articles], last_check_at=None)
    assert {one.next_check_at for one in waiting} == {NOON + timedelta(hours=1)}


def test_a_round_that_loses_valkey_while_it_claims_lets_go_of_its_sources(press: Press) -> None:
    publish(press, make_source(host_delay=timedelta(0)), 1)
    nobody = redis.Redis(host="127.0.0.1", port=9, retry=None)
    with pytest.raises(redis.ConnectionError):
        check_round(wire=replace(press.wire(), budgets=Budgets(nobody)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s", [SOURCE_LOCKS]
        )
        assert cursor.fetchone() == (0,)


def test_publishers_whose_budget_is_spent_keep_no_other_waiting(press: Press) -> None:
    publish(press, make_source(host_delay=timedelta(0), requests_a_day=1), 1)
    Article.objects.update(next_check_at=NOON - timedelta(hours=1))
    publish(press, make_source(host_delay=timedelta(0)), 1)
    assert check_round(wire=press.wire(), width=1) == {"new_version": 1}


def test_what_is_decided_of_robots_for_one_publisher_holds_for_no_other_at_its_host(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(
        b"User-agent: *\nDisallow: /news/\n", headers={"Content-Type": "text/plain"}
    )
    bold = make_source(
        host_delay=timedelta(0), robots_stance="disregard", robots_reason="Their letter of May allows it."
    )
    publish(press, bold, 1)
    Article.objects.update(next_check_at=NOON - timedelta(hours=1))
    obedient = make_source(host_delay=timedelta(0))
    publish(press, obedient, 1)
    wire = press.wire()
    assert check_round(wire=wire) == {"new_version": 1, "disallowed": 1}
    assert press.asked(f"/news/{obedient.slug}-0") == 0
    # robots.txt and the page for the one, nothing for the other
    assert +Counter(wire.budgets.spent(now=NOON)) == {bold.pk: 2}


def test_a_redirect_to_a_host_that_asks_for_rest_keeps_only_its_own_article_waiting(press: Press) -> None:
    with open_press() as other:
        first, second = publish(press, make_source(host_delay=timedelta(0)), 2)
        Article.objects.filter(pk=first.pk).update(next_check_at=NOON - timedelta(hours=1))
        moved = Answer(status=302, headers={"Location": other.url("/news/lock")})
        press.pages["/" + first.url.split("/", 3)[3]] = moved
        hosts = [one.base.split("//")[1] for one in (press, other)]
        wire = replace(press.wire(), allowed_peers=frozenset(hosts))
        wire.turns.slow(hosts[1], NOON + timedelta(hours=20), now=NOON)
        assert check_round(wire=wire) == {"new_version": 1}
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.last_check_at == NOON and first.last_check_at is None
    assert first.leased_until is None and first.next_check_at is not None
    assert NOON + timedelta(hours=19) < first.next_check_at <= NOON + timedelta(hours=20)


def test_a_worker_that_dies_before_its_look_is_written_down_leaves_no_version(press: Press) -> None:
    publish(press, make_source(host_delay=timedelta(0)), 1)

    class PowerCut(BaseException):
        pass

    with pytest.MonkeyPatch.context() as patch:

        def fail(entries: Sequence[object]) -> None:
            if entries:
                raise PowerCut

        patch.setattr("trackers.pipeline.check.write_looks", fail)
        with pytest.raises(PowerCut):
            check_round(wire=press.wire())
    assert not Version.objects.exists() and not Snapshot.objects.exists()
    press.clock.forward(minutes=11)
    assert check_round(wire=press.wire()) == {"new_version": 1}
    assert Version.objects.count() == Check.objects.count() == 1


def test_a_host_that_others_redirect_to_is_left_the_pause_that_it_asks_for() -> None:
    with open_press() as one, open_press() as two:
        two.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 600\n")
        two.publish("/notice", headline="A notice for all", paragraphs=PARAGRAPHS)
        source = make_source(host_delay=timedelta(0))
        for number in range(3):
            one.pages[f"/news/{number}"] = Answer(status=302, headers={"Location": two.url("/notice")})
            make_article(source, url=one.url(f"/news/{number}"))
        peers = frozenset(press.base.split("//")[1] for press in (one, two))
        check_round(wire=replace(one.wire(), allowed_peers=peers))
        assert two.asked("/notice") == 1
