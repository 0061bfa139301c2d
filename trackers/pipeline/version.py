"""Version: decide what a reading means for an Article and record it, text and step and pointers in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from trackers.models import WAITING, Article, Change, Outcome, Snapshot, Version, WaitingFor
from trackers.text.extraction import Extraction
from trackers.text.tidy import article_text, hash_text

# A text that two Versions already hold must stand this long before it becomes a Version again.
REVERSION_STANDS = timedelta(days=1)

# A date without a zone may be read almost a day too late.
DATES_AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Recorded:
    """What became of a reading: its Outcome and, where there is one, the new Version and the Change that led to it."""

    outcome: Outcome
    version: Version | None = None
    change: Change | None = None


def record_reading(
    article: Article,
    extraction: Extraction,
    *,
    snapshot: Snapshot,
    started_at: datetime,
    finished_at: datetime,
) -> Recorded:
    """Compare a reading with what the Article said last and record it.

    The Article's row is locked, so that two looks that overlap in spite of everything decide one after the other.
    ``started_at`` bounds what was still seen, ``finished_at`` what is first seen: the true moment of an edit lies
    between.
    """
    text = article_text(extraction)
    text_hash = hash_text(text)
    with transaction.atomic():
        locked = (
            Article.objects.select_for_update(of=("self",))
            .select_related("latest_version", "source")
            .get(pk=article.pk)
        )
        latest = locked.latest_version
        if latest is not None and latest.text_hash == text_hash:
            _see_same_text(locked, snapshot=snapshot, started_at=started_at)
            return Recorded(Outcome.UNCHANGED)
        earlier = list(locked.versions.filter(text_hash=text_hash).order_by("number")[:2])
        if len(earlier) == 2 and not _has_stood(
            locked, text_hash=text_hash, snapshot=snapshot, now=finished_at
        ):
            return Recorded(Outcome.REVERTED)
        stood = locked.waiting_hash == text_hash
        version = Version.objects.create(
            article=locked,
            number=locked.version_count + 1,
            observed_at=(locked.waiting_since if stood else None) or finished_at,
            snapshot=(locked.waiting_snapshot if stood else None) or snapshot,
            headline=text.headline,
            share_headline=extraction.share_headline,
            standfirst=text.standfirst,
            byline=list(text.byline),
            section=extraction.section,
            date_published=_plausible(extraction.date_published, now=finished_at),
            date_modified=_plausible(extraction.date_modified, now=finished_at),
            paragraphs=list(text.paragraphs),
            captions=list(text.captions),
            lang=extraction.lang,
            dir=extraction.dir,
            extractor=extraction.extractor,
            text_hash=text_hash,
            same_text_as=earlier[0] if earlier else None,
        )
        change = _record_change(locked, version) if latest is not None else None
        _point_at(locked, version, snapshot=snapshot, started_at=started_at)
    return Recorded(Outcome.NEW_VERSION, version, change)


def _plausible(date: datetime | None, *, now: datetime) -> datetime | None:
    """Return what a publisher says of a date, unless it lies further ahead than a time zone can explain."""
    return date if date is not None and date <= now + DATES_AHEAD else None


def _record_change(article: Article, version: Version) -> Change:
    latest = article.latest_version
    assert latest is not None
    return Change.objects.create(
        article=article,
        from_version=latest,
        to_version=version,
        from_number=latest.number,
        to_number=version.number,
        seen_old_at=min(article.text_seen_at or latest.observed_at, version.observed_at),
        seen_new_at=version.observed_at,
        old_snapshot=article.text_snapshot or latest.snapshot,
    )


def _point_at(article: Article, version: Version, *, snapshot: Snapshot, started_at: datetime) -> None:
    article.latest_version = version
    article.version_count = version.number
    article.last_changed_at = version.observed_at
    article.text_seen_at, article.text_snapshot = started_at, snapshot
    article.forget_waiting()
    if article.public_since is None and article.is_public:
        article.public_since = version.observed_at
    article.save(
        update_fields=[
            "latest_version", "version_count", "last_changed_at", "text_seen_at", "text_snapshot",
            *WAITING, "public_since",
        ]
    )  # fmt: skip


def _see_same_text(article: Article, *, snapshot: Snapshot, started_at: datetime) -> None:
    article.text_seen_at, article.text_snapshot = started_at, snapshot
    article.forget_waiting()
    article.save(update_fields=["text_seen_at", "text_snapshot", *WAITING])


def _has_stood(article: Article, *, text_hash: str, snapshot: Snapshot, now: datetime) -> bool:
    """Tell whether a returning text has stood for a day; remember it, and its response, when it is first seen."""
    if article.waiting_hash != text_hash or article.waiting_since is None:
        article.waiting_hash, article.waiting_since, article.waiting_snapshot = text_hash, now, snapshot
        article.waiting_for, article.waiting_looks = WaitingFor.DAY, 1
        article.save(update_fields=WAITING)
        return False
    return now - article.waiting_since >= REVERSION_STANDS
