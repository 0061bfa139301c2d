"""Our outage is not theirs: whose fault a silence is, and what is shown of the time in which nothing answered."""

from dataclasses import replace
from datetime import timedelta

import pytest
import redis
from django.conf import settings

from tests.builders import NOON, make_article, make_feed, make_source
from tests.press import Answer, Press, open_press, page_html
from trackers.models import Article, Check, Gap, GapCause, Outcome, Pulse
from trackers.pipeline.check import check_article
from trackers.pipeline.outage import (
    ASK_AGAIN,
    LONE_PATIENCE,
    LONGEST_PAUSE,
    Fault,
    Silences,
    beat,
    is_catching_up,
    judge_silence,
    note_answers,
)
from trackers.pipeline.poll import check_feed
from trackers.pipeline.rounds import check_round
from trackers.web.client import FetchCode

pytestmark = pytest.mark.django_db(transaction=True)

PARAGRAPHS = ["The night train was late again, and nobody on the platform could say why it always is."] * 3


@pytest.fixture
def silences() -> Silences:
    return Silences(redis.Redis.from_url(settings.REDIS_URL))


def silent_article(number: int = 1, **fields: object) -> Article:
    """An article at a port where nobody listens: its connection is refused at once."""
    source = make_source(host_delay=timedelta(0))
    return make_article(source, url=f"http://127.0.0.{number}:9/news/night-train", **fields)


def silent_wire(press: Press, *, hosts: int = 3) -> object:
    peers = {press.base.split("//")[1], *(f"127.0.0.{n}:9" for n in range(1, hosts + 1))}
    return replace(press.wire(), allowed_peers=frozenset(peers))


def publish(press: Press) -> Article:
    press.pages["/news/night-train"] = Answer(
        page_html("Night train late again", PARAGRAPHS).encode(), headers={"Content-Type": "text/html"}
    )
    return make_article(make_source(host_delay=timedelta(0)), url=press.url("/news/night-train"))


def test_a_first_silence_is_nobodys_fault_yet(press: Press) -> None:
    publish(press)
    article = silent_article(leased_until=NOON)
    report = check_article(article.pk, wire=silent_wire(press), lease=NOON)
    article.refresh_from_db()
    assert report.outcome is None
    assert article.failing_since is None and article.next_check_at == NOON + ASK_AGAIN
    assert not Check.objects.exists()


def test_a_silence_while_others_answer_is_theirs(press: Press) -> None:
    reachable, article = publish(press), silent_article(leased_until=NOON)
    wire = silent_wire(press)
    check_article(article.pk, wire=wire, lease=NOON)
    press.clock.forward(seconds=10)
    check_article(reachable.pk, wire=silent_wire(press))
    press.clock.forward(seconds=20)
    report = check_article(article.pk, wire=silent_wire(press))
    article.refresh_from_db()
    assert report.outcome == Outcome.FAILED and article.failing_since == press.clock.now
    assert Check.objects.get(article=article).code == FetchCode.CONNECT
    assert not Gap.objects.exists()


def test_when_nothing_answers_there_is_one_gap_and_nobody_is_called_failing(press: Press) -> None:
    reachable = publish(press)
    articles = [silent_article(number) for number in (1, 2, 3)]
    check_round(wire=silent_wire(press))
    reachable.refresh_from_db()
    assert reachable.last_outcome == Outcome.NEW_VERSION
    intervals = dict(Article.objects.values_list("pk", "interval"))
    silent_source = reachable.source
    # From now on nobody answers, the one that did included.
    Article.objects.filter(pk=reachable.pk).update(url="http://127.0.0.2:9/gone-silent", next_check_at=NOON)
    for _ in range(4):
        press.clock.forward(minutes=2)
        Article.objects.update(next_check_at=press.clock.now)
        check_round(wire=silent_wire(press))
    gap = Gap.objects.get()
    assert gap.cause == GapCause.OUTAGE and gap.ended_at is None and gap.started_at == NOON
    assert not Article.objects.filter(failing_since__isnull=False).exists()
    assert dict(Article.objects.values_list("pk", "interval")) == intervals
    assert not Check.objects.exclude(article=reachable).exists()
    assert silent_source.pk and len(articles) == 3


def test_during_an_outage_only_probes_are_made(press: Press) -> None:
    Gap.objects.create(cause=GapCause.OUTAGE, started_at=NOON)
    for number in range(1, 8):
        silent_article(number)
    wire = replace(silent_wire(press, hosts=9), clock=press.clock)
    check_round(wire=wire, lasting=0.2)
    assert Article.objects.filter(next_check_at__gt=NOON).count() == 3


def test_an_answer_ends_the_outage_and_the_youngest_are_caught_up_with_first(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    stories = []
    for age in (3, 1, 2):
        path = f"/news/story-{age}"
        press.publish(path, headline=f"Story {age} of the night train", paragraphs=PARAGRAPHS)
        stories.append(
            make_article(
                source, url=press.url(path), first_seen_at=NOON - timedelta(days=age), next_check_at=NOON
            )
        )
    Gap.objects.create(cause=GapCause.OUTAGE, started_at=NOON - timedelta(hours=3))
    assert check_round(wire=press.wire())["new_version"] == 1
    assert check_round(wire=press.wire())["new_version"] == 2
    gap = Gap.objects.get()
    assert gap.ended_at == NOON
    asked = [path for path, _ in press.requests if path.startswith("/news/")]
    assert asked == ["/news/story-1", "/news/story-2", "/news/story-3"]


def test_what_fell_due_before_the_end_of_a_gap_is_still_to_be_caught_up_with() -> None:
    make_article(next_check_at=NOON - timedelta(hours=1))
    assert not is_catching_up(now=NOON)
    Gap.objects.create(
        cause=GapCause.DOWN, started_at=NOON - timedelta(hours=2), ended_at=NOON - timedelta(minutes=1)
    )
    assert is_catching_up(now=NOON)
    Article.objects.update(next_check_at=NOON)
    assert not is_catching_up(now=NOON)


def test_a_lone_host_is_believed_to_be_down_after_a_while(silences: Silences) -> None:
    make_source()
    make_source()
    verdict = judge_silence(silences, host="quiet.example", of=1, code=FetchCode.TIMED_OUT, at=NOON)
    assert verdict.fault == Fault.UNKNOWN
    later = NOON + LONE_PATIENCE + timedelta(seconds=1)
    verdict = judge_silence(silences, host="quiet.example", of=1, code=FetchCode.TIMED_OUT, at=later)
    assert verdict.fault == Fault.THEIRS and not Gap.objects.exists()


def test_where_one_publisher_is_followed_names_that_nobody_knows_are_our_own_outage(
    silences: Silences,
) -> None:
    make_source()
    assert (
        judge_silence(silences, host="quiet.example", of=1, code=FetchCode.DNS, at=NOON).fault
        == Fault.UNKNOWN
    )
    later = NOON + ASK_AGAIN
    assert (
        judge_silence(silences, host="quiet.example", of=1, code=FetchCode.DNS, at=later).fault == Fault.OURS
    )
    assert Gap.objects.get().cause == GapCause.OUTAGE


def test_many_silent_hosts_of_one_publisher_among_several_are_no_outage_of_ours(silences: Silences) -> None:
    hostile, honest = make_source(), make_source()
    for second in (0, 5, 10, 40):
        verdict = judge_silence(
            silences,
            host=f"h{second}.hostile.example",
            of=hostile.pk,
            code=FetchCode.TIMED_OUT,
            at=NOON + timedelta(seconds=second),
        )
        assert verdict.fault == Fault.UNKNOWN
    assert not Gap.objects.exists()
    later = NOON + timedelta(seconds=45)
    verdict = judge_silence(silences, host="h.example", of=honest.pk, code=FetchCode.TIMED_OUT, at=later)
    assert verdict.fault == Fault.OURS and Gap.objects.get().started_at == NOON


def test_where_one_publisher_is_followed_its_hosts_are_compared(silences: Silences) -> None:
    source = make_source()
    verdicts = [
        judge_silence(silences, host=host, of=source.pk, code=FetchCode.CONNECT, at=NOON + wait)
        for host, wait in (("a.example", timedelta(0)), ("b.example", ASK_AGAIN))
    ]
    assert [verdict.fault for verdict in verdicts] == [Fault.UNKNOWN, Fault.OURS]


def test_a_host_that_stays_silent_is_left_alone_ever_longer(silences: Silences) -> None:
    waits = []
    for minute in range(9):
        at = NOON + timedelta(minutes=minute)
        waits.append(judge_silence(silences, host="quiet.example", of=1, code=FetchCode.CONNECT, at=at).wait)
        note_answers(silences, ["loud.example"], at=at + timedelta(seconds=1))
    assert waits[1:] == sorted(waits[1:]) and waits[-1] == timedelta(hours=1)
    note_answers(silences, ["quiet.example"], at=NOON + timedelta(minutes=20))
    verdict = judge_silence(
        silences, host="quiet.example", of=1, code=FetchCode.CONNECT, at=NOON + timedelta(minutes=21)
    )
    assert verdict.fault == Fault.UNKNOWN


def test_a_feed_that_nobody_answers_for_is_not_called_failing_at_once(press: Press) -> None:
    publish(press)
    feed = make_feed(make_source(host_delay=timedelta(0)), address="http://127.0.0.1:9/feed.xml")
    assert check_feed(feed.pk, wire=silent_wire(press), lease=NOON).outcome is None
    feed.refresh_from_db()
    assert feed.failing_since is None and feed.next_check_at == NOON + ASK_AGAIN


def test_time_without_a_tick_is_a_gap(press: Press) -> None:
    beat(now=NOON)
    beat(now=NOON + timedelta(seconds=5))
    assert not Gap.objects.exists()
    back = NOON + timedelta(seconds=5) + LONGEST_PAUSE + timedelta(hours=2)
    beat(now=back)
    beat(now=back + timedelta(seconds=5))
    gap = Gap.objects.get()
    assert (gap.cause, gap.started_at, gap.ended_at) == (GapCause.DOWN, NOON + timedelta(seconds=5), back)
    assert Pulse.objects.get().beat_at == back + timedelta(seconds=5)


def test_two_hosts_that_refuse_while_a_third_answers_are_both_to_blame() -> None:
    with open_press() as press:
        reachable = publish(press)
        first, second = silent_article(1), silent_article(2)
        check_round(wire=silent_wire(press))
        press.clock.forward(seconds=31)
        Article.objects.filter(pk=reachable.pk).update(next_check_at=press.clock.now)
        check_round(wire=silent_wire(press))
        press.clock.forward(seconds=31)
        check_round(wire=silent_wire(press))
        assert not Gap.objects.filter(ended_at__isnull=True).exists()
        for article in (first, second):
            article.refresh_from_db()
            assert article.last_outcome == Outcome.FAILED


def test_what_was_silent_in_our_outage_is_not_blamed_when_it_ends(silences: Silences) -> None:
    hosts = ("one.example", "two.example", "three.example")
    for minute in range(12):
        for number, host in enumerate(hosts):
            at = NOON + timedelta(minutes=minute)
            judge_silence(silences, host=host, of=number, code=FetchCode.CONNECT, at=at)
    back = NOON + timedelta(minutes=12)
    note_answers(silences, hosts[:1], at=back)
    assert Gap.objects.get().ended_at == back
    note_answers(silences, hosts[:1], at=back + timedelta(seconds=4))
    # A look that had begun before the line was back, and ends after.
    late = back + timedelta(seconds=5)
    verdict = judge_silence(silences, host=hosts[1], of=1, code=FetchCode.CONNECT, at=late)
    assert (verdict.fault, verdict.wait) == (Fault.UNKNOWN, ASK_AGAIN)
    # Who is silent still, while others answer, is to blame; its patience starts from the beginning.
    late += ASK_AGAIN
    verdict = judge_silence(silences, host=hosts[1], of=1, code=FetchCode.CONNECT, at=late)
    assert verdict.fault == Fault.THEIRS and verdict.wait <= timedelta(minutes=2)


def test_an_answer_from_before_an_outage_does_not_end_it(silences: Silences) -> None:
    Gap.objects.create(cause=GapCause.OUTAGE, started_at=NOON)
    note_answers(silences, ["quick.example"], at=NOON - timedelta(seconds=1))
    assert Gap.objects.get().ended_at is None
