"""Waiting: what becomes of a text that is not a Version yet, when somebody has decided."""

import functools
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from trackers.models import WAITING, Article, MissingBody, Rereading, RereadingReason, hints_of
from trackers.pipeline.columns import columns_of, reread_version
from trackers.pipeline.evidence import StoredEvidence
from trackers.pipeline.marks import mark_rendition, mark_stored
from trackers.pipeline.memory import remember
from trackers.pipeline.version import Recorded, record_decision, seen_first


class NothingWaits(MissingBody):
    """No text waits, or the response it was read from is not kept any more."""


def record_waiting(article: Article, *, now: datetime) -> Recorded:
    """Make the Version of an Article's waiting text, with the first look's moment and window.

    Its response is read again as we read today. Raises NothingWaits. Whoever calls has the Changes described and
    announced (``check.finish_change``).
    """
    with transaction.atomic():
        locked, evidence = _lock(article, now=now)
        rendition = evidence.read_waiting()
        if rendition is None:
            raise NothingWaits
        seen = seen_first(locked)
        mark = functools.partial(mark_stored, source=locked.source_id, now=now)
        memory = replace(remember(locked, rendition, mark=mark), waiting=None, is_believed=True)
        return record_decision(locked, memory, rendition, seen=seen, evidence=evidence)


def absorb_waiting(article: Article, *, reason: RereadingReason, now: datetime) -> Rereading:
    """Make an Article's waiting text what later looks are compared with: no edit, a technical re-reading.

    Raises NothingWaits.
    """
    with transaction.atomic():
        locked, evidence = _lock(article, now=now)
        rendition, latest = evidence.read_waiting(), locked.latest_version
        if rendition is None or latest is None or locked.waiting_snapshot is None:
            raise NothingWaits
        seen = seen_first(locked)
        locked.basis = reread_version(
            latest,
            reason=reason,
            snapshot=seen.snapshot,
            columns=columns_of(rendition, now=seen.finished_at),
            now=now,
        )
        locked.text_seen_at, locked.text_snapshot = seen.started_at, seen.snapshot
        locked.forget_waiting()
        locked.save(update_fields=["basis", "text_seen_at", "text_snapshot", *WAITING])
        return locked.basis


def drop_waiting(article: Article) -> None:
    """Forget an Article's waiting text: the next look decides anew."""
    with transaction.atomic():
        locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        locked.forget_waiting()
        locked.fingerprint = ""
        locked.save(update_fields=["fingerprint", *WAITING])


def _lock(article: Article, *, now: datetime) -> tuple[Article, StoredEvidence]:
    rows = Article.objects.select_for_update(of=("self",))
    locked = rows.select_related("latest_version", "basis", "source", "waiting_snapshot").get(pk=article.pk)
    if locked.waiting_snapshot is None:
        raise NothingWaits
    mark = functools.partial(mark_rendition, source=locked.source_id, now=now)
    hints = hints_of(locked.source)
    return locked, StoredEvidence(locked, snapshot=locked.waiting_snapshot, mark=mark, hints=hints)
