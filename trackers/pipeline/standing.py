"""Standing: how Newswatch is doing, in figures and plain sentences, for the status command and the admin's page alike.

Each function answers one question an operator asks. Nothing here changes anything.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis.exceptions import RedisError

from trackers.models import (
    SEEN,
    Article,
    Change,
    Feed,
    Gap,
    GapCause,
    Outcome,
    Source,
    SourceState,
    Tracking,
    count_looks,
)
from trackers.pipeline.wire import shared_memory

DAY = timedelta(days=1)
GAPS_SHOWN = timedelta(days=30)
FAILURES_SHOWN = 20


@dataclass(frozen=True)
class Watched:
    """How much is followed."""

    sources: int
    feeds: int
    active: int
    paused: int
    closed: int


@dataclass(frozen=True)
class Due:
    """What waits for its look now, and for how long the one that waits longest has."""

    articles: int
    feeds: int
    longest: timedelta


@dataclass(frozen=True)
class Found:
    """What the last 24 hours brought."""

    articles: int
    changes: int
    not_announced: int


@dataclass(frozen=True)
class Failure:
    """What cannot be read of a publisher: ``what`` fails, ``since`` when, why in ``words``, when it is tried next.

    ``feed`` is the feed it is about. Where it is articles instead, ``source_key`` names their publisher and ``outcome``
    what all of them came to ("" where they differ).
    """

    source: str
    what: str
    since: datetime
    words: str
    next_look: datetime | None
    feed: Feed | None = None
    source_key: int | None = None
    outcome: str = ""


def count_watched() -> Watched:
    """Return how many Sources, Feeds and Articles are followed."""
    counts = Article.objects.filter(merged_into__isnull=True).aggregate(
        **{state.value: Count("pk", filter=Q(tracking=state)) for state in Tracking}
    )
    return Watched(
        sources=Source.objects.filter(state=SourceState.ACTIVE).count(),
        feeds=Feed.objects.watched().count(),
        **counts,
    )


def count_due(now: datetime) -> Due:
    """Return what is due."""
    articles = Article.objects.due(now)
    oldest = articles.values_list("next_check_at", flat=True).first()
    return Due(
        articles=articles.count(),
        feeds=Feed.objects.watched().filter(next_check_at__lte=now).count(),
        longest=now - oldest if oldest is not None else timedelta(0),
    )


def list_looks(now: datetime) -> list[tuple[Outcome, int]]:
    """Return how many looks of the last 24 hours came to which Outcome, the most frequent first."""
    found = count_looks("outcome", since=now - DAY)
    counts = [(Outcome(outcome), looks.looks) for (outcome,), looks in found.items()]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def count_found(now: datetime) -> Found:
    """Return what was found in the last 24 hours, and which Changes nobody has heard of yet."""
    return Found(
        articles=Article.objects.filter(first_seen_at__gte=now - DAY).count(),
        changes=Change.objects.filter(seen_new_at__gte=now - DAY).count(),
        not_announced=Change.objects.filter(announced_at__isnull=True).count(),
    )


def list_failures() -> list[Failure]:
    """Return what fails of which publisher, feed by feed and all articles of a publisher together, longest first."""
    return sorted([*_failing_feeds(), *_failing_articles()], key=lambda failure: failure.since)


def list_spent(now: datetime) -> list[tuple[Source, str]]:
    """Return the publishers whose budget of requests is used up, each with a sentence; none when Valkey is away.

    Their feeds and articles wait until the oldest of the last 24 hours' requests are a day old.
    """
    try:
        spent = shared_memory()["budgets"].spent(now=now)
    except RedisError:
        return []
    return [
        (source, _spent_in_words(source, requests))
        for source in Source.objects.watched().filter(pk__in=spent).order_by("name")
        if (requests := spent[source.pk]) >= source.requests_a_day - 1
    ]


def _spent_in_words(source: Source, requests: int) -> str:
    words = {"requests": requests, "budget": source.requests_a_day}
    return (
        _(
            "Its requests of 24 hours are used up, %(requests)d of %(budget)d: no feed and no article is looked at "
            "until some of them are a day old."
        )
        % words
    )


def list_gaps(now: datetime) -> list[Gap]:
    """Return the Gaps that are open or touch the last thirty days, open ones first, then the latest."""
    gaps = Gap.objects.between(now - GAPS_SHOWN, now + DAY)
    return sorted(gaps, key=lambda gap: (gap.ended_at is not None, -gap.started_at.timestamp()))


def gap_in_words(gap: Gap) -> str:
    """Return one plain sentence: why nothing was looked at, from when to when, and who said so."""
    words = {
        "why": str(GapCause(gap.cause).label),
        "start": f"{gap.started_at:%Y-%m-%d %H:%M} UTC",
        "end": f"{gap.ended_at:%Y-%m-%d %H:%M} UTC" if gap.ended_at is not None else "",
    }
    if gap.ended_at is None:
        sentence = _("Nothing is fetched since %(start)s: %(why)s.") % words
    else:
        sentence = _("Nothing was fetched from %(start)s to %(end)s: %(why)s.") % words
    by = _("By %(name)s.") % {"name": gap.actor_name} if gap.actor_name else ""
    return " ".join(part for part in (sentence, gap.reason, by) if part)


def failure_in_words(failure: Failure) -> str:
    """Return one line: what fails, since when, why, when it is tried next."""
    when = failure.next_look
    return " ".join(
        part
        for part in (
            _("%(what)s since %(since)s UTC.")
            % {"what": failure.what, "since": f"{failure.since:%Y-%m-%d %H:%M}"},
            failure.words,
            _("Next look %(at)s UTC.") % {"at": f"{when:%Y-%m-%d %H:%M}"} if when is not None else "",
        )
        if part
    )


def _failing_feeds() -> list[Failure]:
    feeds = Feed.objects.watched().filter(failing_since__isnull=False).select_related("source")
    return [
        Failure(
            feed.source.name,
            _("The feed %(address)s fails") % {"address": feed.address},
            feed.failing_since,
            feed.last_detail,
            feed.next_check_at,
            feed,
        )
        for feed in feeds.order_by("failing_since")[:FAILURES_SHOWN]
        if feed.failing_since is not None
    ]


def _failing_articles() -> list[Failure]:
    """One entry a publisher: how many of its articles cannot be read, told apart by Outcome."""
    failing = Article.objects.filter(
        failing_since__isnull=False,
        tracking=Tracking.ACTIVE,
        merged_into__isnull=True,
        source__state=SourceState.ACTIVE,
    ).exclude(last_outcome__in=SEEN)
    rows = (
        failing.order_by()
        .values("source", "source__name", "last_outcome")
        .annotate(count=Count("pk"), since=Min("failing_since"), next_look=Min("next_check_at"))
    )
    by_source: dict[int, list[dict[str, object]]] = {}
    for row in rows.order_by("source", "-count"):
        by_source.setdefault(row["source"], []).append(dict(row))
    return [_tell_articles(group) for group in by_source.values()][:FAILURES_SHOWN]


def _tell_articles(group: list[dict[str, object]]) -> Failure:
    counts = [(row["last_outcome"], row["count"]) for row in group]
    total = sum(count for _, count in counts if isinstance(count, int))
    labels = {outcome.value: str(outcome.label) for outcome in Outcome}
    words = ", ".join(f"{count} {labels.get(str(outcome), outcome)}" for outcome, count in counts)
    since = min(row["since"] for row in group if isinstance(row["since"], datetime))
    looks = [row["next_look"] for row in group if isinstance(row["next_look"], datetime)]
    what = ngettext("%(count)d article cannot be read", "%(count)d articles cannot be read", total)
    source = group[0]["source"]
    return Failure(
        str(group[0]["source__name"]),
        what % {"count": total},
        since,
        f"{words}.",
        min(looks, default=None),
        source_key=source if isinstance(source, int) else None,
        outcome=str(counts[0][0]) if len(counts) == 1 else "",
    )
