"""Columns: a reading as the rows of Versions and technical re-readings hold it."""

from datetime import datetime, timedelta
from typing import Any

from trackers.models import Rereading, RereadingReason, Snapshot, Version
from trackers.text.deciding import Rendition
from trackers.text.tidy import ArticleText, hash_text

# A date without a zone may be read almost a day too late.
DATES_AHEAD = timedelta(days=1)


def reread_version(
    version: Version, *, reason: RereadingReason, snapshot: Snapshot, columns: dict[str, Any], now: datetime
) -> Rereading:
    """Return the technical re-reading of a Version with these columns; the one there is where nothing differs."""
    same = version.rereadings.filter(
        text_hash=columns["text_hash"], extractor=columns["extractor"], hints=columns["hints"], reason=reason
    )
    return same.order_by("pk").first() or Rereading.objects.create(
        version=version, reason=reason, snapshot=snapshot, made_at=now, **columns
    )


READ_COLUMNS = (
    "headline", "share_headline", "standfirst", "byline", "section", "date_published", "date_modified", "paragraphs",
    "roles", "furniture", "captions", "credits", "notices", "pointers", "lead_image", "lang", "dir", "places",
    "confidence", "doubts", "extractor", "hints", "text_hash",
)  # fmt: skip


def columns_of(rendition: Rendition, *, now: datetime) -> dict[str, Any]:
    """Return the columns of ``ReadText`` that hold a reading."""
    said, text = rendition.extraction, rendition.text
    return {
        **text_columns(text),
        "paragraphs": list(said.paragraphs),
        "roles": list(said.roles),
        "furniture": list(rendition.furniture),
        "share_headline": said.share_headline,
        "section": said.section,
        "date_published": _plausible(said.date_published, now=now),
        "date_modified": _plausible(said.date_modified, now=now),
        "credits": list(said.credits),
        "notices": list(said.notices),
        "pointers": list(said.pointers),
        "lead_image": said.lead_image,
        "lang": said.lang,
        "dir": said.dir,
        "places": dict(said.places),
        "confidence": said.confidence,
        "doubts": list(said.doubts),
        "extractor": said.extractor,
        "hints": said.hints,
    }


def text_columns(text: ArticleText) -> dict[str, Any]:
    """Return the columns of ``ReadText`` that hold the tracked fields."""
    return {
        "headline": text.headline,
        "standfirst": text.standfirst,
        "byline": list(text.byline),
        "paragraphs": list(text.paragraphs),
        "roles": [],
        "furniture": [],
        "captions": list(text.captions),
        "text_hash": hash_text(text),
    }


def _plausible(date: datetime | None, *, now: datetime) -> datetime | None:
    """Return what a publisher says of a date, unless it lies further ahead than a time zone can explain."""
    return date if date is not None and date <= now + DATES_AHEAD else None
