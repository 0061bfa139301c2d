"""Plain builders on the real models: what a test needs to exist, in one line each."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar
from uuid import uuid4

import zstandard
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import Model

from trackers.models import (
    Absence,
    Article,
    ArticleURL,
    Change,
    Description,
    Feed,
    FoundBy,
    Nature,
    Snapshot,
    Source,
    Version,
)
from trackers.models.snapshot import storage_name
from trackers.pipeline.check import finish_change
from trackers.pipeline.withheld import withhold_again
from trackers.text.tidy import hash_text
from trackers.text.urls import address_key

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
_numbers = itertools.count(1)
Row = TypeVar("Row", bound=Model)


def make_source(**fields: Any) -> Source:
    """A public publisher; every field can be chosen."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "name": f"The Harbour Gazette {number}",
        "slug": f"harbour-gazette-{number}",
        "homepage": f"https://gazette-{number}.example/",
        "timezone": "Europe/London",
        "public_since": NOON - timedelta(days=30),
    }
    return Source.objects.create(**{**defaults, **fields})


def make_feed(source: Source, **fields: Any) -> Feed:
    """A feed of a publisher, due at noon."""
    number = next(_numbers)
    defaults: dict[str, Any] = {"address": f"{source.homepage}feed-{number}.xml", "next_check_at": NOON}
    return Feed.objects.create(source=source, **{**defaults, **fields})


def make_article(source: Source | None = None, **fields: Any) -> Article:
    """An article that is followed and was never read."""
    source = source or make_source()
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "url": f"{source.homepage}news/story-{number}",
        "entry_title": f"Story {number}",
        "first_seen_at": NOON,
        "next_check_at": NOON,
    }
    article = Article.objects.create(source=source, **{**defaults, **fields})
    ArticleURL.objects.create(
        article=article,
        url=article.url,
        key=address_key(article.url),
        found_by=FoundBy.FEED,
        first_seen_at=article.first_seen_at,
        last_seen_at=article.first_seen_at,
    )
    return article


def make_snapshot(article: Article, **fields: Any) -> Snapshot:
    """The row of a response; its body is not stored."""
    digest = hashlib.sha256(str(next(_numbers)).encode()).hexdigest()
    defaults: dict[str, Any] = {
        "fetched_at": NOON,
        "url": article.url,
        "status": 200,
        "headers": [["Content-Type", "text/html; charset=utf-8"]],
        "sha256": digest,
        "size": 1000,
        "stored_size": 300,
    }
    return Snapshot.objects.create(article=article, **{**defaults, **fields})


def make_response(article: Article, body: bytes, **fields: Any) -> Snapshot:
    """A response whose body is stored."""
    digest = hashlib.sha256(body).hexdigest()
    name = storage_name(digest)
    if not storages["snapshots"].exists(name):
        storages["snapshots"].save(name, ContentFile(zstandard.compress(body)))
    return make_snapshot(article, sha256=digest, size=len(body), **fields)


def make_version(
    article: Article,
    *,
    headline: str = "Ferry to Port Ansel resumes after storm",
    paragraphs: Sequence[str] = (
        "The ferry sailed again on Monday.",
        "It had been in harbour for nine days.",
    ),
    observed_at: datetime | None = None,
    **fields: Any,
) -> Version:
    """The article's next version; from the second one on, an announced and described Change leads to it."""
    latest = article.latest_version
    observed_at = observed_at or (latest.observed_at + timedelta(minutes=35) if latest else NOON)
    version = Version(
        article=article,
        number=article.version_count + 1,
        observed_at=observed_at,
        snapshot=fields.pop("snapshot", None) or make_snapshot(article, fetched_at=observed_at),
        headline=headline,
        paragraphs=list(paragraphs),
        extractor="builder-1",
        **fields,
    )
    version.text_hash = hash_text(version.text)
    version.save()
    if article.withheld_numbers:
        withhold_again(article, version)
        article.save(update_fields=["withheld_numbers"])
    if latest is not None:
        change = Change.objects.create(
            article=article,
            from_version=latest,
            to_version=version,
            from_number=latest.number,
            to_number=version.number,
            seen_old_at=observed_at - timedelta(minutes=5),
            seen_new_at=observed_at,
            old_snapshot=latest.snapshot,
        )
        finish_change(change.pk, now=observed_at)
    article.latest_version, article.version_count = version, version.number
    article.last_changed_at = article.text_seen_at = observed_at
    article.last_snapshot = article.text_snapshot = version.snapshot
    if article.public_since is None and article.is_public:
        article.public_since = observed_at
    article.save()
    return version


def make_change(
    article: Article | None = None,
    *,
    old: Sequence[str] | dict[str, Any] = ("Twelve people were rescued.", "The harbour is closed."),
    new: Sequence[str] | dict[str, Any] = ("Forty people were rescued.", "The harbour is closed."),
) -> Change:
    """An announced Change between two versions, given as paragraphs or as fields of ``make_version``."""
    article = article or make_article()
    if article.latest_version is None:
        make_version(article, **(old if isinstance(old, dict) else {"paragraphs": old}))
    version = make_version(article, **(new if isinstance(new, dict) else {"paragraphs": new}))
    rows = Change.objects.select_related("description", "article__source", "from_version", "to_version")
    return rows.edits().get(to_version=version)


def make_series(article: Article, *headlines: str, paragraphs: Sequence[str] = ("It goes on.",)) -> None:
    """An article's next versions, many at once: each of the changes between them is described as the first one is.

    For lists that are long: to describe a hundred changes one by one takes some seconds.
    """
    for headline in headlines[:3]:
        last = make_version(article, headline=headline, paragraphs=paragraphs)
    described = Description.objects.get(change__to_version=last)
    spans = [timedelta(minutes=35) * count for count in range(1, len(headlines) - 2)]
    snapshots = Snapshot.objects.bulk_create(
        replace(last.snapshot, sha256=f"{last.pk:032}{count:032}", fetched_at=last.observed_at + span)
        for count, span in enumerate(spans)
    )
    versions = [
        replace(last, headline=headline, snapshot=snapshot, observed_at=snapshot.fetched_at, number=number)
        for number, (headline, snapshot) in enumerate(
            zip(headlines[3:], snapshots, strict=True), last.number + 1
        )
    ]
    for version in versions:
        version.text_hash = hash_text(version.text)
    versions = Version.objects.bulk_create(versions)
    changes = Change.objects.bulk_create(
        replace(
            described.change, uuid=uuid4(), from_version=old, to_version=new, from_number=old.number,
            to_number=new.number, seen_old_at=new.observed_at - timedelta(minutes=5), seen_new_at=new.observed_at,
            announced_at=new.observed_at, old_snapshot=old.snapshot,
        )
        for old, new in pairwise([last, *versions])
    )  # fmt: skip
    Description.objects.bulk_create(
        replace(described, change=change, headline_before=old.headline, headline_after=new.headline)
        for change, (old, new) in zip(changes, pairwise([last, *versions]), strict=True)
    )
    newest = versions[-1]
    article.latest_version, article.version_count = newest, newest.number
    article.last_changed_at = article.text_seen_at = newest.observed_at
    article.last_snapshot = article.text_snapshot = newest.snapshot
    article.save()


def replace(row: Row, **fields: Any) -> Row:
    """A row like another, with other values in some fields, that is not stored yet."""
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    other = type(row)(**{name: getattr(row, name) for name in names})
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def make_gone(
    article: Article, *, at: datetime | None = None, absence: Absence = Absence.NOT_FOUND
) -> Change:
    """The article's page is gone: last seen with its latest text, first missing half an hour later or ``at``."""
    latest = article.latest_version
    assert latest is not None
    seen_at = article.text_seen_at or latest.observed_at
    missing_at = at or seen_at + timedelta(minutes=30)
    change = Change.objects.create(
        article=article,
        nature=Nature.GONE,
        absence=absence,
        disappearance=article.changes.filter(nature=Nature.GONE).count() + 1,
        from_version=latest,
        from_number=latest.number,
        seen_old_at=seen_at,
        seen_new_at=missing_at,
        old_snapshot=latest.snapshot,
    )
    article.missing_since, article.missing_looks = missing_at, 3
    article.gone_at = missing_at + timedelta(days=1)
    article.save()
    return finish_change(change.pk, now=article.gone_at)


def make_return(article: Article, *, version: Version | None = None) -> Change:
    """A gone article's page is back five days after it went, with its latest text or another of its versions."""
    gone = article.changes.get(nature=Nature.GONE, ended_at__isnull=True)
    back_at = gone.seen_new_at + timedelta(days=5)
    version = version or article.latest_version
    assert version is not None
    gone.ended_at = back_at
    gone.save()
    change = Change.objects.create(
        article=article,
        nature=Nature.RETURNED,
        disappearance=gone.disappearance,
        from_version=gone.from_version,
        from_number=gone.from_number,
        to_version=version,
        to_number=version.number,
        seen_old_at=back_at - timedelta(hours=6),
        seen_new_at=back_at,
        old_snapshot=gone.old_snapshot,
    )
    article.missing_since, article.missing_looks, article.gone_at = None, 0, None
    article.text_seen_at = back_at
    article.save()
    return finish_change(change.pk, now=back_at)


ROLES: dict[str, tuple[str, ...]] = {
    "outsider": (),
    "analyst": (
        "view_article", "view_change", "view_version", "view_source", "view_annotation", "add_annotation",
        "change_annotation", "review_change", "draft_noiserule", "view_batch", "triage_in_bulk",
        "export_changes", "import_decisions", "code_changes",
    ),
    "editor": (
        "view_article", "view_change", "view_version", "view_source", "view_feed", "view_check", "view_annotation",
        "add_annotation", "change_annotation", "review_change", "approve_annotation", "publish_annotation",
        "withhold_article", "check_article", "view_incident", "decide_incident", "draft_noiserule", "view_batch",
        "triage_in_bulk", "act_in_bulk", "export_changes", "import_decisions", "code_changes",
    ),
    "standards_lead": (
        "view_article", "view_change", "view_version", "view_source", "view_feed", "view_check", "view_annotation",
        "add_annotation", "change_annotation", "review_change", "approve_annotation", "publish_annotation",
        "retract_annotation", "withhold_article", "check_article", "view_incident", "decide_incident",
        "draft_noiserule", "view_batch", "triage_in_bulk", "act_in_bulk", "export_changes", "import_decisions",
        "code_changes", "draw_sample",
    ),
    "source_manager": (
        "view_source", "add_source", "change_source", "view_feed", "add_feed", "change_feed", "view_article",
        "add_article", "check_article", "view_check", "view_furnitureline", "add_furnitureline",
        "change_furnitureline", "view_hintset", "change_hints", "replay_article",
        "draft_noiserule", "apply_noiserule",
    ),
}  # fmt: skip


def make_editor(role: str = "editor") -> User:
    """A staff account of the cast: a name of ROLES, or operator (superuser)."""
    number = next(_numbers)
    user = User.objects.create_user(f"{role}-{number}", password="a long enough password", is_staff=True)
    if role == "operator":
        user.is_superuser = True
        user.save()
    codes = ROLES.get(role, ())
    may = Permission.objects.filter(codename__in=codes, content_type__app_label="trackers")
    # Nobody has given this account anything yet: to set what it may would ask for that first.
    through = User.user_permissions.through
    through.objects.bulk_create(through(user=user, permission=each) for each in may)
    return user
