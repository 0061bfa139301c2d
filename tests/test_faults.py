"""Drills: two clocks, a lost broker, doubled and late messages, a worker that dies half-way."""

import errno
import threading
import time
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
import redis
from celery import Celery
from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerLost

from tests.builders import make_article, make_editor, make_feed, make_source
from tests.press import Answer, Press, open_press, page_html
from trackers import tasks
from trackers.desk.fetching import resume_fetching, stop_fetching
from trackers.models import Article, Change, Check, Gap, GapCause, Outcome, Snapshot, Version
from trackers.pipeline.announce import find_unannounced
from trackers.pipeline.check import check_article
from trackers.pipeline.claim import LEASE, claim_due_articles, claim_due_feeds
from trackers.pipeline.outage import Silences
from trackers.pipeline.room import check_room
from trackers.pipeline.rounds import check_round
from trackers.tasks import LEFT_BEHIND
from trackers.web.manners import HostTurns

# Enough to be told at the first look.
MORE = tuple(
    f"On page {page} its writer, a lighthouse keeper, tells of a storm that broke two panes and wet all her candles."
    for page in range(3, 7)
)
PARAGRAPHS = [
    f"The lighthouse keeper wrote line {n} of her diary on a windy evening in May." for n in range(6)
]


def slow_page(press: Press, path: str, *, headline: str = "A diary from the lighthouse") -> str:
    """A page that takes a moment, so that two looks at it would overlap."""

    def answer(_headers: dict[str, str]) -> Answer:
        time.sleep(0.2)
        return Answer(page_html(headline, PARAGRAPHS).encode(), headers={"Content-Type": "text/html"})

    press.pages[path] = answer
    return press.url(path)


@pytest.mark.django_db(transaction=True)
def test_a_doubled_message_makes_one_look() -> None:
    with open_press() as press:
        article = make_article(make_source(host_delay=timedelta(0)), url=slow_page(press, "/diary"))
        (claim,) = claim_due_articles(now=press.clock.now, limit=1)
        outcomes: list[Outcome | None] = []

        def work() -> None:
            outcomes.append(check_article(claim.id, wire=press.wire(), lease=claim.lease).outcome)
            connection.close()

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert press.asked("/diary") == 1
        assert sorted(map(str, outcomes)) == ["None", "None", "new_version"]
        assert Version.objects.filter(article=article).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_editors_look_and_the_clocks_do_not_overlap() -> None:
    with open_press() as press:
        article = make_article(make_source(host_delay=timedelta(0)), url=slow_page(press, "/diary"))
        (claim,) = claim_due_articles(now=press.clock.now, limit=1)
        words: list[str] = []

        def ask() -> None:
            words.append(check_article(article.pk, wire=press.wire()).words)
            connection.close()

        clock = threading.Thread(
            target=lambda: (check_article(claim.id, wire=press.wire(), lease=claim.lease), connection.close())
        )
        clock.start()
        while not press.requests:
            time.sleep(0.01)
        editor = threading.Thread(target=ask)
        editor.start()
        editor.join()
        clock.join()
        assert words == ["This article is being looked at right now."]
        assert press.asked("/diary") == 1


@pytest.mark.django_db
def test_claims_that_cannot_be_handed_out_are_due_again_at_once() -> None:
    at_once = {"max_retries": 1, "interval_start": 0, "interval_step": 0}
    lost = Celery("lost", set_as_current=False, broker="redis+socket:///nowhere/broker.sock")
    lost.conf.update(task_publish_retry=False, broker_transport_options=at_once)

    @lost.task
    def look(_id: int, _lease: str) -> None:
        """Never runs: its broker is not there."""

    now = timezone.now()
    feed = make_feed(make_source(), next_check_at=now - timedelta(minutes=1))
    claims = claim_due_feeds(now=now, limit=10)
    with pytest.raises(BrokerLost):
        tasks.hand_out(claims, to=look, now=now)
    feed.refresh_from_db()
    assert feed.next_check_at == now


@pytest.mark.django_db
def test_two_clocks_hand_out_each_feed_once() -> None:
    for _ in range(5):
        make_feed(make_source(), next_check_at=timezone.now() - timedelta(minutes=1))
    assert [tasks.tick_discover(), tasks.tick_discover()] == [5, 0]


@pytest.mark.django_db
def test_while_fetching_is_stopped_no_feed_is_handed_out() -> None:
    make_feed(make_source(), next_check_at=timezone.now() - timedelta(minutes=1))
    stop_fetching(reason="The publisher's lawyers called.", actor=make_editor("operator"))
    assert tasks.tick_discover() == 0
    resume_fetching(actor=make_editor("operator"))
    assert tasks.tick_discover() == 1


@pytest.mark.django_db
def test_the_deliver_tick_announces_what_a_dead_worker_left() -> None:
    with open_press() as press:
        press.clock.now = timezone.now() - timedelta(hours=1)
        url = press.publish("/diary", headline="A diary", paragraphs=PARAGRAPHS)
        article = make_article(make_source(host_delay=timedelta(0)), url=url)
        check_article(article.pk, wire=press.wire())
        press.publish("/diary", headline="A diary found", paragraphs=(*PARAGRAPHS, *MORE))
        check_article(article.pk, wire=press.wire())
    change = Change.objects.get()
    change.description.delete()
    Change.objects.update(announced_at=None)
    assert tasks.tick_deliver() == 1
    tasks.finish_left_behind(change.pk)
    change = Change.objects.get()
    assert change.announced_at is not None and change.description.headline_changed
    assert tasks.tick_deliver() == 0


@pytest.mark.django_db
def test_a_look_that_breaks_half_way_leaves_no_half_version() -> None:
    with open_press() as press:
        url = press.publish("/diary", headline="A diary", paragraphs=PARAGRAPHS)
        article = make_article(make_source(host_delay=timedelta(0)), url=url)
        check_article(article.pk, wire=press.wire())
        press.publish("/diary", headline="A diary found", paragraphs=(*PARAGRAPHS, *MORE))
        with pytest.MonkeyPatch.context() as patch:

            def fail(*_args: object, **_fields: object) -> None:
                raise RuntimeError("the power went")

            patch.setattr(Change.objects, "create", fail)
            report = check_article(article.pk, wire=press.wire())
        assert report.outcome == Outcome.FAILED and "on our side" in report.words
        article.refresh_from_db()
        assert article.next_check_at is not None and article.next_check_at > press.clock.now
        assert Version.objects.count() == 1
        assert Article.objects.get().version_count == 1
        check_article(article.pk, wire=press.wire())
    assert Version.objects.count() == 2 and Change.objects.count() == 1
    assert Check.objects.filter(outcome=Outcome.NEW_VERSION).count() == 2


@pytest.mark.django_db
def test_a_full_disk_is_an_outcome_of_ours_and_the_article_is_followed_on() -> None:
    class FullDisk(FileSystemStorage):
        def _save(self, name: str, content: object) -> str:
            raise OSError(errno.ENOSPC, "No space left on device")

    with open_press() as press, pytest.MonkeyPatch.context() as patch:
        url = press.publish("/diary", headline="A diary", paragraphs=PARAGRAPHS)
        article = make_article(make_source(host_delay=timedelta(0)), url=url)
        patch.setitem(storages._storages, "snapshots", FullDisk())
        report = check_article(article.pk, wire=press.wire())
        assert report.outcome == Outcome.FAILED and "on our side" in report.words
        article.refresh_from_db()
        assert article.last_outcome == Outcome.FAILED and article.next_check_at is not None
        assert article.next_check_at > press.clock.now and not Snapshot.objects.exists()
        assert Gap.objects.open().get().cause == GapCause.DISK
        assert check_article(article.pk, wire=press.wire()).outcome is None
        patch.undo()
        press.clock.forward(minutes=6)
        assert check_room(now=press.clock.now) is None
        assert check_article(article.pk, wire=press.wire()).outcome == Outcome.NEW_VERSION


@pytest.mark.django_db
def test_a_look_without_our_own_broker_is_made_again_when_the_lease_runs_out() -> None:
    with open_press() as press:
        url = press.publish("/diary", headline="A diary", paragraphs=PARAGRAPHS)
        article = make_article(make_source(host_delay=timedelta(0)), url=url)
        nowhere = HostTurns(redis.Redis.from_url("unix:///nowhere/broker.sock"))
        with pytest.raises(redis.exceptions.ConnectionError):
            check_article(article.pk, wire=replace(press.wire(), turns=nowhere))
        assert not Check.objects.exists()
        assert check_article(article.pk, wire=press.wire()).outcome == Outcome.NEW_VERSION


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_in_the_middle_of_a_round_leaves_nothing_half_done() -> None:
    """Our session is ended by the server while the page is on its way; the next look finds everything as it was."""
    with open_press() as press:
        page = page_html("A diary", PARAGRAPHS).encode()

        def answer_while_the_database_restarts(_headers: dict[str, str]) -> Answer:
            with psycopg.connect(conninfo(), autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND datname = current_database()"
                )
            return Answer(page, headers={"Content-Type": "text/html"})

        press.pages["/diary"] = answer_while_the_database_restarts
        article = make_article(make_source(host_delay=timedelta(0)), url=press.url("/diary"))
        with pytest.raises((OperationalError, InterfaceError)):
            check_round(wire=press.wire())
        connection.close()
        assert not Version.objects.exists() and not Check.objects.exists()
        article.refresh_from_db()
        assert article.leased_until == press.clock.now + LEASE
        press.pages["/diary"] = Answer(page, headers={"Content-Type": "text/html"})
        press.clock.forward(minutes=11)
        assert check_round(wire=press.wire()) == {"new_version": 1}
        assert count_locks() == 0


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_goes_away_in_the_middle_of_a_round_and_returns_loses_no_look() -> None:
    with open_press() as press:
        page = page_html("A diary", PARAGRAPHS).encode()
        client = redis.Redis.from_url(settings.REDIS_URL)
        here, away = client.connection_pool, redis.ConnectionPool.from_url("unix:///nowhere/broker.sock")
        wire = replace(press.wire(), turns=HostTurns(client), silences=Silences(client))

        def answer_while_the_broker_is_away(_headers: dict[str, str]) -> Answer:
            client.connection_pool = away
            return Answer(page, headers={"Content-Type": "text/html"})

        press.pages["/diary-1"] = press.pages["/diary-2"] = answer_while_the_broker_is_away
        source = make_source(host_delay=timedelta(0))
        articles = [make_article(source, url=press.url(f"/diary-{number}")) for number in (1, 2)]
        with pytest.raises(redis.exceptions.ConnectionError):
            check_round(wire=wire)
        client.connection_pool = here
        client.flushdb()  # it comes back with nothing: leases of turns and all that was remembered are lost
        assert count_locks() == 0
        for number in (1, 2):
            press.pages[f"/diary-{number}"] = Answer(page, headers={"Content-Type": "text/html"})
        press.clock.forward(minutes=11)
        check_round(wire=replace(press.wire(), turns=HostTurns(client)))
        for article in articles:
            article.refresh_from_db()
            assert article.version_count == article.versions.count() == 1
            assert article.next_check_at is not None and article.next_check_at > press.clock.now
        assert count_locks() == 0


def count_locks() -> int:
    """Advisory locks anybody still holds in this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return int(cursor.fetchone()[0])


def conninfo() -> str:
    """The address of this database for a connection beside Django's own."""
    facts = connection.settings_dict
    return psycopg.conninfo.make_conninfo(
        dbname=facts["NAME"],
        user=facts["USER"],
        password=facts["PASSWORD"],
        host=facts["HOST"],
        port=facts["PORT"],
    )


REFUSE = """
CREATE FUNCTION refuse_description() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.change_id = (SELECT min(id) FROM trackers_change) THEN RAISE EXCEPTION 'no rule foresaw this'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse_description BEFORE INSERT OR UPDATE ON trackers_description
    FOR EACH ROW EXECUTE FUNCTION refuse_description();
"""
ALLOW = "DROP TRIGGER refuse_description ON trackers_description; DROP FUNCTION refuse_description();"


@pytest.mark.django_db(transaction=True)
def test_a_change_that_cannot_be_described_stops_no_other_look_and_is_tried_again() -> None:
    with open_press() as press:
        press.clock.now = timezone.now() - timedelta(hours=3)
        source = make_source(host_delay=timedelta(0))
        articles = []
        for number in range(3):
            press.publish(f"/diary-{number}", headline=f"A diary {number}", paragraphs=PARAGRAPHS)
            articles.append(
                make_article(source, url=press.url(f"/diary-{number}"), next_check_at=press.clock.now)
            )
        check_round(wire=press.wire(), lasting=3)
        for number in range(3):
            press.publish(f"/diary-{number}", headline=f"A diary {number}", paragraphs=[*PARAGRAPHS, *MORE])
        press.clock.forward(hours=3)
        Article.objects.update(next_check_at=press.clock.now, leased_until=None)
        with connection.cursor() as cursor:
            cursor.execute(REFUSE)
        try:
            check_round(wire=press.wire(), lasting=3)
            waiting = Change.objects.get(announced_at__isnull=True)
            assert sorted(article.checks.count() for article in articles) == [2, 2, 2]
            assert Change.objects.filter(announced_at__isnull=False).count() == 2
            assert waiting.finish_at is not None
            soon = timezone.now() + LEFT_BEHIND
            assert find_unannounced(before=soon, limit=9) == []
            Change.objects.update(finish_at=timezone.now())
            assert find_unannounced(before=soon, limit=9) == [waiting.pk]
            tasks.finish_left_behind(waiting.pk)
            waiting.refresh_from_db()
            assert waiting.announced_at is None and waiting.finish_at > timezone.now()
        finally:
            with connection.cursor() as cursor:
                cursor.execute(ALLOW)
        tasks.finish_left_behind(waiting.pk)
        waiting.refresh_from_db()
        assert waiting.announced_at is not None
