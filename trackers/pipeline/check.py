"""The story of one look at an Article, from its address to the announcement.

    claim -> fetch -> keep the response -> extract -> identify -> version -> write the Check, plan the next look
          -> diff -> describe -> announce

Whatever happens, the look leaves one Check with its Outcome and a plain sentence, and a next look.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from trackers.models import (
    SEEN,
    Article,
    Change,
    Check,
    MissingBody,
    Outcome,
    Snapshot,
    Tracking,
    Via,
)
from trackers.pipeline.announce import announce_change
from trackers.pipeline.claim import ARTICLE_LOCKS, hold
from trackers.pipeline.describe import describe_change
from trackers.pipeline.diff import diff_versions
from trackers.pipeline.extract import extract_article
from trackers.pipeline.faults import explain_fault
from trackers.pipeline.fetch import HostBusy, Look, Report, Wire, keep_response, look_at
from trackers.pipeline.identify import join_addresses
from trackers.pipeline.schedule import plan_next_look
from trackers.pipeline.version import record_reading, see_unmodified
from trackers.pipeline.words import translate_reason
from trackers.text.article import UnreadableArticle
from trackers.web.conditional import Validators, conditional_headers, validators

logger = logging.getLogger(__name__)

# A host that another look is talking to is not asked for again at once.
SHORTEST_REST = timedelta(seconds=1)


@dataclass(frozen=True)
class _Finding:
    """What an Article's answer meant, before it is written down."""

    outcome: Outcome
    detail: str = ""
    snapshot: Snapshot | None = None
    change: Change | None = None
    readable: bool = False


def check_article(
    article_id: int, *, wire: Wire, via: Via = Via.CLOCK, lease: datetime | None = None
) -> Report:
    """Look at one Article now and do all that follows from what is seen.

    ``lease`` is the claim's proof; without one the look is made whatever the schedule says. Raises
    Article.DoesNotExist.
    """
    with hold(ARTICLE_LOCKS, article_id) as free:
        if not free:
            return Report(None, _("This article is being looked at right now."))
        article = Article.objects.select_related("source", "last_snapshot", "latest_version").get(
            pk=article_id
        )
        if article.merged_into_id is not None:
            return Report(None, _("This article was joined with another one."))
        if lease is not None and (article.next_check_at != lease or article.tracking != Tracking.ACTIVE):
            return Report(None, _("Somebody else has looked at this article meanwhile."))
        look, started_at = None, wire.clock()
        kept = Validators(etag=article.etag, last_modified=article.last_modified)
        try:
            look = look_at(
                article.url,
                wire=wire,
                host_delay=article.source.host_delay,
                conditional=conditional_headers(kept),
            )
            finding = _understand(article, look)
        except HostBusy as busy:
            _put_off(article, wait=busy.wait, now=wire.clock(), claimed=lease is not None)
            return Report(None, busy.words)
        except Exception as error:  # noqa: BLE001
            outcome, words = explain_fault(error, what=f"article={article.pk}")
            look = look or Look(started_at, wire.clock(), outcome, words)
            finding = _Finding(outcome, words)
        _write_down(article, look, finding, via=via)
        if finding.change is not None:
            finish_change(finding.change.pk, now=wire.clock())
        return Report(finding.outcome, _put_in_words(article, finding), finding.change)


def finish_change(change_id: int, *, now: datetime) -> Change:
    """Compute, describe and announce a recorded Change; safe to run again after a worker died half-way."""
    change = Change.objects.select_related("from_version", "to_version").get(pk=change_id)
    describe_change(change, diff_versions(change.from_version, change.to_version))
    announce_change(change, now=now)
    return change


def _understand(article: Article, look: Look) -> _Finding:
    """Turn an answer into a finding: keep it, read it, join addresses, record a Version where the text differs."""
    response = look.response
    if look.outcome == Outcome.NOT_MODIFIED:
        return _see_again(article, look, Outcome.NOT_MODIFIED)
    if look.outcome is not None or response is None:
        return _Finding(look.outcome or Outcome.FAILED, look.detail)
    snapshot = keep_response(article, response, fetched_at=look.finished_at)
    if article.last_snapshot_id == snapshot.pk:
        return _see_again(article, look, Outcome.UNCHANGED)
    return _read(article, look, snapshot=snapshot, body=response.body)


def _see_again(article: Article, look: Look, outcome: Outcome) -> _Finding:
    """The same response as last time. It needs no reading unless it holds a returning text that waits for its day."""
    snapshot = article.last_snapshot
    if article.reverted_hash and snapshot is not None:
        try:
            return _read(article, look, snapshot=snapshot, body=snapshot.read_body())
        except MissingBody:
            return _Finding(Outcome.REVERTED, snapshot=snapshot, readable=True)
    see_unmodified(article, started_at=look.started_at)
    return _Finding(outcome, snapshot=snapshot, readable=True)


def _read(article: Article, look: Look, *, snapshot: Snapshot, body: bytes) -> _Finding:
    try:
        extraction = extract_article(snapshot, body=body)
    except UnreadableArticle as error:
        return _Finding(Outcome.UNREADABLE, translate_reason(error.reason), snapshot)
    other = join_addresses(article, extraction, final_url=snapshot.url, now=look.finished_at)
    if other is not None:
        return _Finding(
            Outcome.MOVED, _("The page says that it is article %(id)d.") % {"id": other.pk}, snapshot
        )
    recorded = record_reading(
        article, extraction, snapshot=snapshot, started_at=look.started_at, finished_at=look.finished_at
    )
    return _Finding(recorded.outcome, snapshot=snapshot, change=recorded.change, readable=True)


def _write_down(article: Article, look: Look, finding: _Finding, *, via: Via) -> None:
    """Write the Check and the Article's schedule in one transaction; the Article's row may have moved on meanwhile."""
    now = look.finished_at
    with transaction.atomic():
        Check.objects.create(
            article=article,
            started_at=look.started_at,
            elapsed_ms=look.elapsed_ms,
            outcome=finding.outcome,
            status=look.status,
            wire_bytes=look.wire_bytes,
            snapshot=finding.snapshot,
            detail=finding.detail[:300],
            via=via,
        )
        fresh = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        fresh.last_check_at, fresh.last_outcome = now, finding.outcome
        seen = finding.outcome in SEEN
        fresh.failing_since = None if seen else fresh.failing_since or now
        away = finding.outcome in {Outcome.GONE, Outcome.MISSING}
        fresh.missing_since = (fresh.missing_since or now) if away else None if seen else fresh.missing_since
        if finding.readable and look.response is not None and look.response.status == 200:
            kept = validators(look.response)
            fresh.etag, fresh.last_modified, fresh.last_snapshot = (
                kept.etag,
                kept.last_modified,
                finding.snapshot,
            )
        if fresh.merged_into_id is None and fresh.tracking != Tracking.PAUSED:
            plan = plan_next_look(
                outcome=finding.outcome,
                interval=fresh.interval,
                first_interval=article.source.first_interval,
                now=now,
                not_before=look.not_before,
            )
            revived = via != Via.CLOCK and fresh.tracking == Tracking.CLOSED
            fresh.interval, fresh.next_check_at = plan.interval, plan.at
            fresh.tracking = Tracking.ACTIVE if plan.at is not None else Tracking.CLOSED
            if revived:
                fresh.interval, fresh.tracking = article.source.first_interval, Tracking.ACTIVE
                fresh.next_check_at = now + article.source.first_interval
        fresh.save(
            update_fields=[
                "last_check_at", "last_outcome", "failing_since", "missing_since", "etag", "last_modified",
                "last_snapshot", "interval", "next_check_at", "tracking",
            ]
        )  # fmt: skip
    logger.info("article_checked article=%s outcome=%s status=%s", article.pk, finding.outcome, look.status)


def _put_off(article: Article, *, wait: timedelta, now: datetime, claimed: bool) -> None:
    """Give a claim back: the Article is due again when its host may be free. No look was made, so there is no Check."""
    if claimed:
        rest = max(wait, article.source.host_delay, SHORTEST_REST)
        Article.objects.filter(pk=article.pk, tracking=Tracking.ACTIVE).update(next_check_at=now + rest)


def _put_in_words(article: Article, finding: _Finding) -> str:
    if finding.change is not None:
        return _("The article changed: version %(new)d differs from version %(old)d.") % {
            "new": finding.change.to_number,
            "old": finding.change.from_number,
        }
    if finding.outcome == Outcome.NEW_VERSION:
        return _("The article was read for the first time.")
    if finding.outcome in {Outcome.UNCHANGED, Outcome.NOT_MODIFIED}:
        return _("The article has not changed.")
    if finding.outcome == Outcome.REVERTED:
        return _("An earlier text is back; it becomes a version if it still stands in a day.")
    return finding.detail or str(Outcome(finding.outcome).label)
