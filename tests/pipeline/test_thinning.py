"""Thinning: old looks become numbers, and no count, rate or window can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import NOON, make_article, make_feed, make_snapshot, make_source
from tests.evidence import NoEvidence, mark_nothing
from trackers.models import (
    SEEN,
    Article,
    Change,
    Check,
    CheckDay,
    Feed,
    FeedRevision,
    Looks,
    Outcome,
    Snapshot,
    StoreDay,
    Version,
    count_looks,
)
from trackers.pipeline import thinning
from trackers.pipeline.thinning import thin_checks
from trackers.pipeline.version import Seen, let_go_on, record_reading
from trackers.text.deciding import Rendition
from trackers.text.extraction import Extraction

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=60)
TOOK = timedelta(milliseconds=1234)
# What a page may answer: a text with new furniture around it, the last bytes again, or a failure.
TEXTS = (
    "The bridge is open.",
    "The bridge is closed. "
    + "Nobody on the northern shore could say who had put up the barrier, or why. " * 4,
    "The bridge is gone. " + "Divers found its piers on the ground of the lake, each in one piece. " * 4,
    "The bridge is still open.",
)
FAILURES = (
    Outcome.FAILED, Outcome.MISSING, Outcome.GONE, Outcome.BLOCKED, Outcome.REFUSED, Outcome.RATE_LIMITED,
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One look of a history: how long after the one before, and what the page answered."""

    wait: timedelta
    answer: str
    via: str = "clock"


# Mostly the same text in new furniture, or the last bytes again.
answers = st.sampled_from([*[TEXTS[0]] * 6, *TEXTS, *["again"] * 8, *[outcome.value for outcome in FAILURES]])
waits = st.integers(min_value=1, max_value=30 * 60).map(lambda minutes: timedelta(minutes=minutes))
steps = st.builds(Step, waits, answers, st.sampled_from(["clock"] * 9 + ["desk"]))
histories = st.lists(st.lists(steps, max_size=16), min_size=1, max_size=2)
feed_histories = st.lists(
    st.tuples(waits, st.sampled_from(["new_entries", "unchanged", "not_modified", "failed", "unreadable"])),
    max_size=16,
)


def live(article: Article, history: Sequence[Step], *, start: datetime = NOON) -> None:
    """Let an article live through a history, by the pipeline's own verb for each text."""
    at = start
    for step in history:
        at += step.wait
        article.refresh_from_db()
        outcome, snapshot = _look(article, step.answer, at=at)
        Check.objects.create(
            article=article, started_at=at, elapsed_ms=1234, outcome=outcome, wire_bytes=1000, snapshot=snapshot,
            via=step.via, detail="" if outcome in SEEN else "It did not answer.",
        )  # fmt: skip
        fresh = Article.objects.get(pk=article.pk)
        seen = outcome in SEEN
        fresh.last_check_at, fresh.last_outcome = at + TOOK, outcome
        fresh.failing_since = None if seen else fresh.failing_since or at + TOOK
        fresh.last_snapshot = snapshot or fresh.last_snapshot
        fresh.save()


def _look(article: Article, answer: str, *, at: datetime) -> tuple[Outcome, Snapshot | None]:
    if answer in TEXTS:
        snapshot = make_snapshot(article, fetched_at=at + TOOK)
        extraction = Extraction(headline="The bridge", paragraphs=(answer,), extractor="test-1")
        recorded = record_reading(
            article,
            Rendition(extraction),
            seen=Seen(snapshot, at, at + TOOK),
            evidence_of=NoEvidence,
            mark=mark_nothing,
            weigh=let_go_on,
        )
        return recorded.outcome, snapshot
    if answer != "again":
        return Outcome(answer), None
    if article.last_snapshot is None:
        return Outcome.FAILED, None
    if article.latest_version_id is not None and not article.waiting_hash:
        Article.objects.filter(pk=article.pk).update(text_seen_at=at)
    return (Outcome.NOT_MODIFIED if at.minute % 2 else Outcome.UNCHANGED), article.last_snapshot


def live_feed(feed: Feed, history: Sequence[tuple[timedelta, str]]) -> None:
    at = NOON
    for wait, outcome in history:
        at += wait
        Check.objects.create(feed=feed, started_at=at, elapsed_ms=10, outcome=outcome, wire_bytes=7)
        seen = Outcome(outcome) in SEEN
        feed.last_check_at = at
        feed.last_success_at = at if seen else feed.last_success_at
        feed.failing_since = None if seen else feed.failing_since or at
        feed.save()


def behind(article: int, moment: datetime) -> tuple[int, str, datetime] | None:
    """The look behind a moment: the latest that had begun."""
    looks = Check.objects.filter(article=article, started_at__lte=moment)
    return looks.order_by("-started_at", "-pk").values_list("pk", "outcome", "started_at").first()


def everything_that_counts() -> dict[str, Any]:
    """Every count, rate and window that is shown anywhere."""
    windows = {
        change.pk: (
            behind(change.article_id, change.seen_old_at),
            behind(change.article_id, change.seen_new_at),
            behind(change.article_id, change.old_snapshot.fetched_at),
            change.seen_old_at,
            change.seen_new_at,
        )
        for change in Change.objects.select_related("old_snapshot")
    }
    first_seen = {
        version.pk: behind(version.article_id, version.observed_at) for version in Version.objects.all()
    }
    remembered = {
        article.pk: [
            moment and behind(article.pk, moment)
            for moment in (article.text_seen_at, article.last_check_at, article.failing_since)
        ]
        for article in Article.objects.all()
    }
    by_day = count_looks("day", "outcome")
    rates = {
        day: sum(
            found.looks for (other, outcome), found in by_day.items() if other == day and outcome in SEEN
        )
        / sum(found.looks for (other, _), found in by_day.items() if other == day)
        for day, _ in by_day
    }
    return {
        "by article": count_looks("article", "day", "outcome"),
        "by feed": count_looks("feed", "day", "outcome"),
        "by source": count_looks("source", "outcome"),
        "in all": count_looks(),
        "since": count_looks("outcome", since=date(2026, 3, 16), until=date(2026, 3, 20)),
        "rates": rates,
        "windows": windows,
        "first seen": first_seen,
        "remembered": remembered,
        "revisions": list(FeedRevision.objects.values_list("pk", "revised_at", "filters")),
    }


@contextmanager
def undone() -> Iterator[None]:
    """Leave nothing behind: each example begins with empty tables."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tell(histories: Sequence[Sequence[Step]], feed_history: Sequence[tuple[timedelta, str]]) -> None:
    source = make_source()
    for history in histories:
        live(make_article(source), history)
    feed = make_feed(source)
    FeedRevision.objects.create(feed=feed, kind="rss", address=feed.address, state="active", revised_at=NOON)
    live_feed(feed, feed_history)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(histories, feed_histories)
def test_every_rate_count_and_window_is_the_same_before_and_after_and_twice_is_once(
    histories: list[list[Step]], feed_history: list[tuple[timedelta, str]]
) -> None:
    with undone():
        tell(histories, feed_history)
        before = everything_that_counts()
        thin_checks(now=LATER, limit=10_000)
        left = set(Check.objects.values_list("pk", flat=True))
        assert everything_that_counts() == before
        StoreDay.objects.all().delete()
        assert thin_checks(now=LATER, limit=10_000) == 0
        assert everything_that_counts() == before
        assert set(Check.objects.values_list("pk", flat=True)) == left


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(histories, feed_histories, st.integers(min_value=1, max_value=4))
def test_thinning_in_small_batches_comes_to_the_same_as_at_once(
    histories: list[list[Step]], feed_history: list[tuple[timedelta, str]], size: int
) -> None:
    with undone():
        tell(histories, feed_history)
        before = everything_that_counts()
        with transaction.atomic():
            thin_checks(now=LATER, limit=10_000)
            at_once = set(Check.objects.values_list("pk", flat=True))
            transaction.set_rollback(True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(thinning, "LOOKS_AT_ONCE", size)
            while thin_checks(now=LATER, limit=1):
                assert count_looks("article", "day", "outcome") == before["by article"]
            assert everything_that_counts() == before
        assert set(Check.objects.values_list("pk", flat=True)) == at_once


def quiet_article(looks: int = 30, *, every: timedelta = timedelta(hours=1)) -> Article:
    article = make_article()
    live(article, [Step(timedelta(0), TEXTS[0])] + [Step(every, "again")] * looks)
    return article


def test_of_a_run_of_quiet_looks_the_first_and_the_last_stay() -> None:
    article = quiet_article(30)
    live(article, [Step(timedelta(hours=1), TEXTS[1])], start=NOON + timedelta(hours=30))
    assert thin_checks(now=LATER, limit=10_000) == 28
    kept = [(check.outcome in SEEN, check.started_at) for check in Check.objects.order_by("started_at")]
    hours = [(at - NOON).total_seconds() / 3600 for _, at in kept]
    assert hours == [0, 1, 30, 31]
    assert count_looks(article=article) == {(): Looks(32, 32_000, 32 * 1234)}
    change = Change.objects.get()
    assert Check.objects.filter(started_at=change.seen_old_at).exists()
    assert CheckDay.objects.count() > 1


def test_a_long_failure_keeps_its_beginning_and_its_end() -> None:
    article = quiet_article(0)
    live(article, [Step(timedelta(hours=5), "blocked")] * 20 + [Step(timedelta(hours=5), "again")])
    thin_checks(now=LATER, limit=10_000)
    kept = Check.objects.filter(outcome="blocked").order_by("started_at")
    assert [(check.started_at - NOON) / timedelta(hours=5) for check in kept] == [1, 20]
    assert count_looks("outcome")[("blocked",)].looks == 20


def test_refusals_of_different_codes_are_not_the_same() -> None:
    article = quiet_article(0)
    for hour, code in enumerate(["private", "private", "private", "port", "private"], start=1):
        Check.objects.create(
            article=article, started_at=NOON + timedelta(hours=hour), outcome="refused", code=code
        )
    thin_checks(now=LATER, limit=10_000)
    codes = Check.objects.filter(outcome="refused").order_by("started_at").values_list("code", flat=True)
    assert list(codes) == ["private", "private", "port", "private"]


def test_the_look_that_saw_the_text_last_stays_while_the_article_fails() -> None:
    article = quiet_article(5)
    live(article, [Step(timedelta(hours=9), "failed")] * 9, start=NOON + timedelta(hours=5))
    thin_checks(now=LATER, limit=10_000)
    live(article, [Step(timedelta(0), TEXTS[1])], start=LATER)
    change = Change.objects.get()
    assert Check.objects.get(started_at=change.seen_old_at).outcome in SEEN


def test_the_look_that_brought_the_response_at_the_near_end_of_a_window_stays() -> None:
    article = make_article()
    answers = [TEXTS[0], "again", "again", TEXTS[0], "again", "again", "again", TEXTS[1]]
    live(article, [Step(timedelta(hours=1), answer) for answer in answers])
    thin_checks(now=LATER, limit=10_000)
    change = Change.objects.select_related("old_snapshot").get()
    hours = [(check.started_at - NOON) / timedelta(hours=1) for check in Check.objects.order_by("started_at")]
    assert hours == [1, 2, 4, 7, 8]
    assert Check.objects.get(started_at=NOON + timedelta(hours=4)).snapshot == change.old_snapshot


def test_looks_somebody_asked_for_stay() -> None:
    article = make_article()
    live(article, [Step(timedelta(0), TEXTS[0])] + [Step(timedelta(hours=1), "again", "desk")] * 9)
    assert thin_checks(now=LATER, limit=10_000) == 0


def test_looks_younger_than_the_setting_stay(settings: Any) -> None:
    settings.KEEP_LOOKS_DAYS = 4
    quiet_article(24 * 6)
    thin_checks(now=NOON + timedelta(days=6), limit=10_000)
    # Day by day from the first: whole days (UTC), so that a day is thinned once.
    assert Check.objects.filter(started_at__gte=NOON + timedelta(days=2)).count() == 24 * 4 + 1
    assert CheckDay.objects.order_by("-day").values_list("day", flat=True)[0] == date(2026, 3, 15)


def test_a_day_that_was_thinned_is_not_read_again() -> None:
    quiet_article(40)
    thin_checks(now=LATER, limit=10_000)
    with CaptureStatements() as statements:
        assert thin_checks(now=LATER, limit=10_000) == 0
    assert not any("DELETE" in sql for sql in statements)


def test_a_batch_that_dies_half_way_loses_and_doubles_nothing() -> None:
    quiet_article(60)
    before = everything_that_counts()
    rows = Check.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.die() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the power went'; END $$;"
            " CREATE TRIGGER dies BEFORE INSERT ON trackers_checkday FOR EACH ROW EXECUTE FUNCTION pg_temp.die()"
        )
    with pytest.raises(Exception, match="the power went"), transaction.atomic():
        thin_checks(now=LATER, limit=10_000)
    assert Check.objects.count() == rows and everything_that_counts() == before
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER dies ON trackers_checkday")
    assert thin_checks(now=LATER, limit=10_000) > 0
    assert everything_that_counts() == before


def test_counts_are_of_utc_days_and_of_nothing_where_there_is_nothing() -> None:
    assert count_looks() == {(): Looks()}
    assert count_looks("day", "outcome") == {}
    article = make_article()
    late = datetime(2026, 3, 14, 23, 59, 59, tzinfo=UTC)
    for at in (late, late + timedelta(seconds=1)):
        Check.objects.create(article=article, started_at=at, outcome="failed")
    assert {day: found.looks for (day,), found in count_looks("day").items()} == {
        date(2026, 3, 14): 1,
        date(2026, 3, 15): 1,
    }
    assert count_looks(since=late + timedelta(seconds=1), source=article.source)[()].looks == 1


class CaptureStatements(list[str]):
    """The statements sent to the database meanwhile."""

    def __enter__(self) -> CaptureStatements:
        self._context = connection.execute_wrapper(self._note)
        self._context.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._context.__exit__(*error)

    def _note(self, execute: Any, sql: Any, *rest: Any) -> Any:
        self.append(str(sql))
        return execute(sql, *rest)
