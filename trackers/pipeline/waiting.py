"""Waiting texts: make a Version of one, take it as the Article's basis, or let it go."""

from datetime import datetime

from django.db import transaction

from trackers.models import WAITING, Article, Outcome, Rereading, RereadingReason, Snapshot
from trackers.pipeline.extract import read_snapshot
from trackers.pipeline.version import Recorded, record_reading
from trackers.text.extraction import Extraction
from trackers.text.tidy import article_text, hash_text


def record_waiting(article: Article, *, now: datetime) -> Recorded:
    """Make the Version of an Article's waiting text, with its first look's window; raise MissingBody."""
    with transaction.atomic():
        locked, snapshot, extraction = _read_waiting(article)
        assert locked.waiting_since is not None
        return record_reading(
            locked, extraction, snapshot=snapshot, started_at=locked.waiting_since, finished_at=now
        )


def absorb_waiting(article: Article, *, reason: RereadingReason, now: datetime) -> Rereading:
    """Make an Article's waiting text its basis, no Change; raise MissingBody."""
    with transaction.atomic():
        locked, snapshot, extraction = _read_waiting(article)
        assert locked.latest_version is not None
        text = article_text(extraction)
        rereading = Rereading.objects.create(
            version=locked.latest_version,
            reason=reason,
            made_at=now,
            snapshot=snapshot,
            headline=text.headline,
            standfirst=text.standfirst,
            byline=list(text.byline),
            paragraphs=list(text.paragraphs),
            captions=list(text.captions),
            extractor=extraction.extractor,
            text_hash=hash_text(text),
        )
        locked.basis, locked.text_seen_at, locked.text_snapshot = rereading, locked.waiting_since, snapshot
        locked.forget_waiting()
        locked.save(update_fields=["basis", "text_seen_at", "text_snapshot", *WAITING])
    return rereading


def drop_waiting(article: Article) -> Recorded:
    """Let an Article's waiting text go."""
    with transaction.atomic():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        locked.forget_waiting()
        locked.save(update_fields=WAITING)
    return Recorded(Outcome.UNCHANGED)


def _read_waiting(article: Article) -> tuple[Article, Snapshot, Extraction]:
    rows = Article.objects.select_for_update(of=("self",)).select_related(
        "latest_version", "waiting_snapshot", "source"
    )
    locked = rows.get(pk=article.pk)
    assert locked.waiting_snapshot is not None
    reading = read_snapshot(locked.waiting_snapshot, asked_url=locked.url)
    assert reading.extraction is not None
    return locked, locked.waiting_snapshot, reading.extraction
