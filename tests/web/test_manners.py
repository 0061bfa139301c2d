"""Turns and Retry-After: one conversation with a host at a time, however many workers there are."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from trackers.web.manners import HostTurns, Turn, retry_after

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LONG = timedelta(minutes=10)
NONE = timedelta()


@pytest.fixture
def valkey() -> Iterator["redis.Redis"]:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        yield client


@pytest.fixture
def turns(valkey: "redis.Redis") -> HostTurns:
    return HostTurns(valkey, prefix="test-manners", draw=lambda: 0.0)


def taken(answer: Turn | float) -> Turn:
    assert isinstance(answer, Turn)
    return answer


def waiting(answer: Turn | float) -> float:
    assert not isinstance(answer, Turn)
    return answer


def test_one_holds_the_turn_and_the_next_is_told_to_ask_again_soon(
    turns: HostTurns, valkey: "redis.Redis"
) -> None:
    taken(turns.take("news.example", delay=NONE, lease=LONG))
    assert 0 < waiting(turns.take("news.example", delay=NONE)) <= 0.25
    assert 590_000 < valkey.pttl("test-manners:turn:{news.example}") <= 600_000


def test_other_workers_see_the_same_turns(turns: HostTurns) -> None:
    with redis.Redis.from_url(settings.REDIS_URL, decode_responses=True) as other:
        elsewhere = HostTurns(other, prefix="test-manners")
        turn = taken(turns.take("news.example", delay=NONE))
        waiting(elsewhere.take("news.example", delay=NONE))
        turn.release()
        taken(elsewhere.take("NEWS.example", delay=NONE))


def test_another_host_or_port_has_a_turn_of_its_own(turns: HostTurns) -> None:
    for host in ("news.example", "other.example", "news.example:8080", "[2606:4700::1]:8080"):
        taken(turns.take(host, delay=NONE))


def test_after_a_release_the_host_rests_for_the_delay(turns: HostTurns) -> None:
    assert taken(turns.take("news.example", delay=LONG)).release()
    assert 590 < waiting(turns.take("news.example", delay=LONG)) <= 600


def test_the_pause_is_the_delay_and_up_to_a_quarter_more(valkey: "redis.Redis") -> None:
    chances = iter([1.0, 0.5, 1.0])
    turns = HostTurns(valkey, prefix="test-manners", draw=lambda: next(chances))
    taken(turns.take("news.example", delay=LONG)).release()
    assert 740 < waiting(turns.take("news.example", delay=LONG)) <= 750
    taken(turns.take("other.example", delay=LONG)).release()
    assert 665 < waiting(turns.take("other.example", delay=LONG)) <= 675
    taken(turns.take("third.example", delay=NONE)).release()
    taken(turns.take("third.example", delay=NONE))


def test_every_pause_is_within_its_bounds_by_default(valkey: "redis.Redis") -> None:
    turns = HostTurns(valkey, prefix="test-manners")
    waits = []
    for number in range(20):
        taken(turns.take(f"{number}.example", delay=LONG)).release()
        waits.append(waiting(turns.take(f"{number}.example", delay=LONG)))
    assert all(590 < wait <= 750 for wait in waits)
    assert len({round(wait) for wait in waits}) > 1


def test_a_turn_can_end_with_another_delay_than_it_began_with(turns: HostTurns) -> None:
    taken(turns.take("news.example", delay=NONE)).release(delay=LONG)
    assert 590 < waiting(turns.take("news.example", delay=NONE)) <= 600
    taken(turns.take("other.example", delay=LONG)).release(delay=NONE)
    taken(turns.take("other.example", delay=NONE))


def test_a_turn_is_extended_while_it_is_ours(turns: HostTurns, valkey: "redis.Redis") -> None:
    turn = taken(turns.take("news.example", delay=NONE))
    assert turn.extend(LONG)
    assert 590_000 < valkey.pttl("test-manners:turn:{news.example}") <= 600_000
    assert turn.extend()
    assert 170_000 < valkey.pttl("test-manners:turn:{news.example}") <= 180_000
    turn.release(delay=LONG)
    assert not turn.extend()  # and the pause stays as it is
    assert 590_000 < valkey.pttl("test-manners:turn:{news.example}") <= 600_000


def test_a_turn_that_became_anothers_is_not_extended(turns: HostTurns, valkey: "redis.Redis") -> None:
    lost = taken(turns.take("news.example", delay=NONE))
    valkey.delete("test-manners:turn:{news.example}")
    assert not lost.extend(LONG)
    taken(turns.take("news.example", delay=NONE))
    assert not lost.extend(LONG)
    assert valkey.pttl("test-manners:turn:{news.example}") <= 180_000


def test_without_a_delay_the_next_may_speak_at_once(turns: HostTurns) -> None:
    with taken(turns.take("news.example", delay=NONE)):
        waiting(turns.take("news.example", delay=NONE))
    taken(turns.take("news.example", delay=NONE))


def test_a_turn_that_ran_out_ends_by_itself(turns: HostTurns, valkey: "redis.Redis") -> None:
    lost = taken(turns.take("news.example", delay=LONG, lease=timedelta(milliseconds=1)))
    answer: Turn | float = 1.0
    for _ in range(1000):
        answer = turns.take("news.example", delay=NONE)
        if isinstance(answer, Turn):
            break
    current = taken(answer)
    assert not lost.release()  # and it does not end the turn of another
    waiting(turns.take("news.example", delay=NONE))
    assert current.release()
    assert not current.release()


def test_no_turn_is_kept_without_an_end(turns: HostTurns, valkey: "redis.Redis") -> None:
    taken(turns.take("a.example", delay=NONE, lease=NONE))
    taken(turns.take("b.example", delay=NONE))
    taken(turns.take("c.example", delay=LONG)).release()
    turns.slow("d.example", NOW + LONG, now=NOW)
    keys = list(valkey.scan_iter("test-manners:*"))
    assert len(keys) >= 3
    assert all(valkey.pttl(key) != -1 for key in keys)


def test_of_many_at_once_one_gets_the_turn(turns: HostTurns) -> None:
    start, answers = threading.Barrier(8), []

    def worker() -> None:
        with redis.Redis.from_url(settings.REDIS_URL) as client:
            mine = HostTurns(client, prefix="test-manners")
            start.wait(10)
            answers.append(mine.take("news.example", delay=NONE))

    threads = [threading.Thread(target=worker) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sum(isinstance(answer, Turn) for answer in answers) == 1
    assert len(answers) == 8


def test_a_host_that_asked_for_patience_gives_nobody_a_turn(turns: HostTurns) -> None:
    turn = taken(turns.take("news.example", delay=NONE))
    turns.slow("News.example", NOW + LONG, now=NOW)
    assert waiting(turns.take("news.example", delay=NONE)) > 590
    turn.release()
    assert 590 < waiting(turns.take("news.example", delay=NONE)) <= 600


def test_the_longer_patience_wins_and_a_day_is_enough(turns: HostTurns) -> None:
    turns.slow("news.example", NOW + LONG, now=NOW)
    turns.slow("news.example", NOW + timedelta(minutes=1), now=NOW)
    turns.slow("news.example", NOW - LONG, now=NOW)
    assert waiting(turns.take("news.example", delay=NONE)) > 590
    turns.slow("news.example", NOW + timedelta(days=3000), now=NOW)
    assert 86390 < waiting(turns.take("news.example", delay=NONE)) <= 86400


def test_a_valkey_that_went_away_does_not_cost_the_look(
    turns: HostTurns, caplog: pytest.LogCaptureFixture
) -> None:
    turn = taken(turns.take("news.example", delay=NONE))
    # The client would try for seven seconds, as it does at work.
    once = Retry(NoBackoff(), retries=0)
    nowhere = HostTurns(redis.Redis(unix_socket_path="/nonexistent/valkey.sock", retry=once))
    assert not Turn(turn.host, turn.token, turn.delay, nowhere).release()
    assert caplog.messages == ["turn_not_released host=news.example error=ConnectionError"]
    with pytest.raises(redis.RedisError):
        nowhere.take("news.example", delay=NONE)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("86400", 86400),
        ("99999999", 86400),
        ("9" * 5000, 86400),
        ("Sun, 01 Mar 2026 12:05:00 GMT", 300),
        ("Sunday, 01-Mar-26 12:05:00 GMT", 300),
        ("Sun Mar  1 12:05:00 2026", 300),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 01 Mar 2076 12:00:00 GMT", 86400),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(value: str, seconds: int) -> None:
    assert retry_after(value, now=NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "-5",
        "+5",
        "1.5",
        "1e3",
        "120, 120",
        "٣",
        "Sun, 99 Mar 2026 12:05:00 GMT",
        "a" * 100,
    ],
)
def test_a_retry_after_that_says_nothing(value: str) -> None:
    expected = NOW + timedelta(days=1) if value == "2026" else None
    assert retry_after(value, now=NOW) in {
        expected,
        NOW + timedelta(seconds=2026) if value == "2026" else None,
    }
