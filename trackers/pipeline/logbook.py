"""Logbook: every look leaves one Check and a next look, written for many looks at once.

The columns of following are written here and nowhere else in the pipeline; those of the text belong to
``version.py``. A look at hand holds its Article's lock (``claim.hold_each``), so that what it read of the row is
still true, but for what editors and feeds may have done meanwhile: a pause or a merge wins over the next look.
"""

import functools
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from trackers.models import SEEN, Article, Check, Outcome, Snapshot, Tracking, Via, WaitingFor
from trackers.pipeline.absence import next_absence_look, tell_absence
from trackers.pipeline.fetch import Look
from trackers.pipeline.schedule import Habits, NextLook, Shelf, plan_next_look, read_state
from trackers.web.conditional import validators
from trackers.web.freshness import fresh_for

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """One look to write down.

    ``is_readable`` says that the answer held the Article's text, whatever became of it. ``text_seen`` that it was the
    text of the latest Version, seen again without being read again: ``version.py`` has not been asked. ``code`` says
    more of the Outcome, where the wire did not (``Check.code``). Whether the page is missing is written as the
    Article, whose lock is held, has it (``absence.py``). ``fingerprint`` and ``directives`` are None where the answer
    did not tell. ``waits`` says what a text waits for that is not a Version yet.
    """

    article: Article
    look: Look
    outcome: Outcome
    detail: str = ""
    snapshot: Snapshot | None = None
    is_readable: bool = False
    text_seen: bool = False
    fingerprint: str | None = None
    directives: str | None = None
    code: str = ""
    via: Via = Via.CLOCK
    waits: WaitingFor | None = None


def write_looks(entries: Sequence[Entry]) -> None:
    """Write the Checks and the Articles' schedules in one transaction; two statements, however many looks."""
    if not entries:
        return
    now = max(entry.look.finished_at for entry in entries)
    habits = shared_shelf().take([entry.article.source for entry in entries], now=now)
    rows = [_row(entry, habits=habits[entry.article.source_id]) for entry in entries]
    with transaction.atomic():
        Check.objects.bulk_create(_check(entry) for entry in entries)
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [[row[name] for row in rows] for name, _ in _COLUMNS])
    for entry in entries:
        logger.info(
            "article_checked article=%s outcome=%s status=%s",
            entry.article.pk,
            entry.outcome,
            entry.look.status,
        )


@functools.cache
def shared_shelf() -> Shelf:
    """Return the process's one shelf of habits, from which planning costs no query."""
    return Shelf()


def _check(entry: Entry) -> Check:
    return Check(
        article=entry.article,
        started_at=entry.look.started_at,
        elapsed_ms=entry.look.elapsed_ms,
        outcome=entry.outcome,
        status=entry.look.status,
        wire_bytes=entry.look.wire_bytes,
        snapshot=entry.snapshot,
        code=entry.look.code or entry.code,
        detail=entry.detail[:300],
        via=entry.via,
    )


def _row(entry: Entry, *, habits: Habits) -> dict[str, Any]:
    """Return the new values of one Article's row; None leaves a column as it is, but for the next look."""
    article, look = entry.article, entry.look
    now = look.finished_at
    plan = _plan(entry, now=now, habits=habits)
    answered = entry.is_readable and look.response is not None and look.response.status == 200
    kept = validators(look.response) if answered and look.response is not None else None
    return {
        "id": article.pk,
        "checked_at": now,
        "outcome": entry.outcome.value,
        "seen": entry.outcome in SEEN,
        "missing_since": article.missing_since,
        "missing_looks": article.missing_looks,
        "gone_at": article.gone_at,
        "etag": kept.etag if kept else None,
        "last_modified": kept.last_modified if kept else None,
        "snapshot": entry.snapshot.pk if answered and entry.snapshot else None,
        "fingerprint": entry.fingerprint,
        "directives": entry.directives,
        "interval": plan.interval,
        "next_check_at": plan.at,
        "tracking": (Tracking.ACTIVE if plan.at is not None else Tracking.CLOSED).value,
        "plan": json.dumps(plan.plan),
        "text_seen_at": look.started_at if entry.text_seen else None,
        "text_snapshot": entry.snapshot.pk if entry.text_seen and answered and entry.snapshot else None,
    }


def _plan(entry: Entry, *, now: datetime, habits: Habits) -> NextLook:
    """Plan the next look; that of a page which is missing belongs to ``absence.py``."""
    article, look = entry.article, entry.look
    first = article.source.first_interval
    if (
        entry.outcome not in SEEN
        and article.missing_since is not None
        and article.latest_version_id is not None
    ):
        wait = next_absence_look(
            absence=tell_absence(outcome=entry.outcome, status=look.status, code=entry.code),
            missing_since=article.missing_since,
            gone_at=article.gone_at,
            now=now,
        )
        return NextLook(first, max(now + wait, look.not_before or now), {"rule": "missing"})
    if entry.via != Via.CLOCK and article.tracking == Tracking.CLOSED:
        return NextLook(first, now + first, {"rule": "revived"})
    failing_since = None if entry.outcome in SEEN else article.failing_since or now
    return plan_next_look(
        outcome=entry.outcome,
        waits=entry.waits,
        state=replace(read_state(article), failing_since=failing_since),
        habits=habits,
        now=now,
        not_before=look.not_before,
        fresh_for=fresh_for(look.response) if look.response is not None else None,
    )


# Each column of the look's row with its type, in the order of the statement's arguments.
_COLUMNS = (
    ("id", "bigint"),
    ("checked_at", "timestamptz"),
    ("outcome", "text"),
    ("seen", "boolean"),
    ("missing_since", "timestamptz"),
    ("missing_looks", "int"),
    ("gone_at", "timestamptz"),
    ("etag", "text"),
    ("last_modified", "text"),
    ("snapshot", "bigint"),
    ("fingerprint", "text"),
    ("directives", "text"),
    ("interval", "interval"),
    ("next_check_at", "timestamptz"),
    ("tracking", "text"),
    ("plan", "jsonb"),
    ("text_seen_at", "timestamptz"),
    ("text_snapshot", "bigint"),
)
_ARRAYS = ", ".join(f"%s::{kind}[]" for _, kind in _COLUMNS)
_NAMES = ", ".join(name for name, _ in _COLUMNS)
_UPDATE = f"""
UPDATE trackers_article AS a SET
    last_check_at = v.checked_at,
    leased_until = NULL,
    last_outcome = v.outcome,
    failing_since = CASE WHEN NOT v.seen THEN coalesce(a.failing_since, v.checked_at) END,
    missing_since = v.missing_since,
    missing_looks = v.missing_looks,
    gone_at = v.gone_at,
    etag = coalesce(v.etag, a.etag),
    last_modified = coalesce(v.last_modified, a.last_modified),
    last_snapshot_id = coalesce(v.snapshot, a.last_snapshot_id),
    fingerprint = coalesce(v.fingerprint, a.fingerprint),
    directives = coalesce(v.directives, a.directives),
    text_seen_at = coalesce(v.text_seen_at, a.text_seen_at),
    text_snapshot_id = coalesce(v.text_snapshot, a.text_snapshot_id),
    interval = CASE WHEN v.moves THEN v.interval ELSE a.interval END,
    next_check_at = CASE WHEN v.moves THEN v.next_check_at ELSE a.next_check_at END,
    tracking = CASE WHEN v.moves THEN v.tracking ELSE a.tracking END,
    plan = CASE WHEN v.moves THEN v.plan ELSE a.plan END
FROM (
    SELECT w.*, b.merged_into_id IS NULL AND b.tracking <> 'paused' AS moves
    FROM unnest({_ARRAYS}) AS w({_NAMES})
    JOIN trackers_article AS b ON b.id = w.id
    ORDER BY w.id
    FOR UPDATE OF b
) AS v
WHERE a.id = v.id
"""  # noqa: S608 (made of the words above alone)
