"""The story of one look at an Article, from its address to the announcement.

    claim -> see (fetch, keep the response, read) -> decide (identify, version) -> write the Check, plan the next look
          -> diff -> describe -> announce

Whatever happens, the look leaves one Check with its Outcome and a plain sentence, and a next look. ``rounds.py`` tells
the same story of many looks side by side.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trackers.models import SEEN, Article, Change, Outcome, Tracking, Via
from trackers.pipeline.absence import note_absence, note_presence, tell_absence
from trackers.pipeline.announce import announce_change, put_off_change
from trackers.pipeline.claim import ARTICLE_LOCKS, hold
from trackers.pipeline.describe import describe_change
from trackers.pipeline.diff import diff_versions
from trackers.pipeline.faults import explain_fault
from trackers.pipeline.fetch import Conversation
from trackers.pipeline.findings import Finding, decide, decide_quiet, put_in_words
from trackers.pipeline.index import index_first_version
from trackers.pipeline.logbook import write_looks
from trackers.pipeline.outage import say_stopped, weigh_look
from trackers.pipeline.room import report_full_disk
from trackers.pipeline.sight import NO_ROOM, Sight, is_quiet, see
from trackers.pipeline.wire import HostBusy, Report, Wire
from trackers.text.urls import host_of

logger = logging.getLogger(__name__)

# A host that another look is talking to is not asked for again at once.
SHORTEST_REST = timedelta(seconds=1)


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
        if (stopped := say_stopped()) is not None:
            return Report(None, stopped)
        article = find_articles([article_id]).get()
        if article.merged_into_id is not None:
            return Report(None, _("This article was joined with another one."))
        if lease is not None and (article.leased_until != lease or article.tracking != Tracking.ACTIVE):
            return Report(None, _("Somebody else has looked at this article meanwhile."))
        try:
            with converse_about(article, wire=wire) as conversation:
                sight = see(article, conversation=conversation)
            wire.budgets.spend({article.source_id: conversation.requests}, at=wire.clock())
        except HostBusy as busy:
            put_off([article], wait=busy.wait, now=wire.clock(), claimed=lease is not None)
            return Report(None, busy.words)
        look = sight.look
        host, at = host_of(article.url), look.finished_at
        wait = weigh_look(wire.silences, host=host, of=article.source_id, code=look.code, at=at)
        if wait is not None:
            put_off([article], wait=wait, now=at, claimed=lease is not None)
            return Report(None, look.detail)
        (finding,) = settle([sight], via=via)
        told = (*finding.changes, finding.step)
        change = next((change for change in told if change is not None), None)
        return Report(finding.entry.outcome, put_in_words(finding), change)


def find_articles(ids: Iterable[int]) -> QuerySet[Article]:
    """Return the Articles of these ids with all that a look needs."""
    return Article.objects.select_related("source__hints", "last_snapshot", "latest_version").filter(
        pk__in=list(ids)
    )


def converse_about(article: Article, *, wire: Wire) -> Conversation:
    """Return the conversation with an Article's host, in its publisher's manners."""
    source = article.source
    return Conversation(
        article.url, wire=wire, host_delay=source.host_delay, robots_stance=source.robots_stance
    )


def settle(sights: Sequence[Sight], *, via: Via) -> list[Finding]:
    """Decide what sights mean, write all of them down and tell of the Changes; return what was found.

    Quiet looks share their statements: four for all of them. Each other one costs a dozen and more.
    """
    findings = decide_quiet([sight for sight in sights if is_quiet(sight)], via=via)
    write_looks([finding.entry for finding in findings])
    for sight in sights:
        if sight.look.code == NO_ROOM:
            report_full_disk(now=sight.look.finished_at)
        if not is_quiet(sight):
            with transaction.atomic():  # a Version never stands without the Check of the look that saw it
                finding = _write_loud(decide(sight, via=via))
                _index_first(finding)
            findings.append(finding)
            for change in (*finding.changes, finding.step):
                if change is not None:
                    finish_or_put_off(change.pk, now=finding.entry.look.finished_at)
    return findings


def _index_first(finding: Finding) -> None:
    """Let an Article be found that was read for the first time."""
    version = finding.entry.article.latest_version
    if finding.entry.outcome == Outcome.NEW_VERSION and version is not None and version.number == 1:
        index_first_version(version)


def _write_loud(finding: Finding) -> Finding:
    """Write one look down and take note of a page that is missing, gone or back; return the finding with that."""
    entry = finding.entry
    look, outcome = entry.look, entry.outcome
    absence = tell_absence(outcome=outcome, status=look.status, code=entry.code)
    if absence is None and entry.article.missing_since is None:
        write_looks([entry])
        return finding
    with transaction.atomic():
        fresh = find_articles([entry.article.pk]).select_for_update(of=("self",)).get()
        step = None
        if absence is not None:
            step = note_absence(
                fresh, absence=absence, started_at=look.started_at, finished_at=look.finished_at
            )
        elif outcome in SEEN:
            step = note_presence(
                fresh, outcome=outcome, started_at=look.started_at, finished_at=look.finished_at
            )
        write_looks([replace(entry, article=fresh)])
    return replace(finding, step=step)


def finish_change(change_id: int, *, now: datetime) -> Change:
    """Compute, describe and announce a recorded Change; safe to run again after a worker died half-way.

    Its Article is locked while it is described: a passage that an editor withholds meanwhile would be found by its
    words otherwise.
    """
    rows = Change.objects.select_related(
        "article__source", "from_version", "to_version", "from_reading", "description"
    )
    with transaction.atomic():
        change = rows.select_for_update(of=("article",)).get(pk=change_id)
        describe_change(change, diff_versions(*change.texts_shown))
    announce_change(change, now=now)
    return change


def finish_or_put_off(change_id: int, *, now: datetime) -> None:
    """Finish a recorded Change, or have it wait where a mistake of ours stands in the way, which is logged.

    The look is written down already and other looks go on. Raises when our own database or broker is away.
    """
    try:
        finish_change(change_id, now=now)
    except Exception as error:  # noqa: BLE001
        explain_fault(error, what=f"change={change_id}")
        put_off_change(change_id, now=now)


def put_off(articles: Sequence[Article], *, wait: timedelta, now: datetime, claimed: bool = True) -> None:
    """Give claims back: the Articles are due again when their host may be free. No look was made: no Check."""
    if claimed and articles:
        rest = max(wait, articles[0].source.host_delay, SHORTEST_REST)
        ids = [article.pk for article in articles]
        rows = Article.objects.filter(pk__in=ids, tracking=Tracking.ACTIVE)
        rows.update(next_check_at=now + rest, leased_until=None)
