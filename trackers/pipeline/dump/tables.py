"""The rows of a release: read a part at a time, in the readers' view, by the same words that pages choose rows by.

Whatever the size of the database, a part of each table is in memory at a time: rows come through a cursor of the
server's, and the readers' view, which remembers what it has masked, is opened anew for each part.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse

from trackers.models import (
    Article,
    Change,
    EditionNature,
    Nature,
    Publication,
    Source,
    SourceState,
    readers_view,
    with_shown,
)
from trackers.models.opendata import ARTICLES, CHANGES, PUBLICATIONS, SOURCES

Row = TypeVar("Row", bound=Model)
Cells = tuple[Any, ...]

PART = 500
# Files are read by programs of every language: what is withheld is marked by the same words in each.
MARK = "[withheld]"

_OF_ARTICLE = ("withheld_words", "withheld_numbers")


def read_tables() -> dict[str, Iterator[Cells]]:
    """Return the rows of each table, to be gone through once and within one transaction."""
    return {
        SOURCES.name: _read(_sources(), _tell_source),
        ARTICLES.name: _read(_articles(), _tell_article),
        CHANGES.name: _read(_changes(), _tell_change),
        PUBLICATIONS.name: _read(_publications(), _tell_publication),
    }


def _read(rows: QuerySet[Row], tell: Callable[[Row], Cells]) -> Iterator[Cells]:
    found = rows.iterator(chunk_size=PART)
    while told := _tell_part(found, tell):
        yield from told


def _tell_part(found: Iterator[Row], tell: Callable[[Row], Cells]) -> list[Cells]:
    with readers_view(mark=MARK):
        return [tell(row) for row in islice(found, PART)]


def _sources() -> QuerySet[Source]:
    return Source.objects.public().order_by("pk")


def _tell_source(row: Source) -> Cells:
    page = _absolute(row.get_absolute_url())
    is_followed = row.state == SourceState.ACTIVE
    return row.slug, page, row.name, row.homepage, row.language, row.timezone, is_followed, row.created_at


def _articles() -> QuerySet[Article]:
    rows = with_shown(Article.objects.public(), columns=("headline",)).select_related("source")
    return rows.only(
        "url", "entry_title", "first_seen_at", "last_check_at", "source__slug", *_OF_ARTICLE,
    ).order_by("pk")  # fmt: skip


def _tell_article(row: Any) -> Cells:
    return (
        row.pk, row.source.slug, _absolute(row.get_absolute_url()), row.url, row.shown_headline or row.entry_title,
        row.first_seen_at, row.last_check_at, row.version_total,
    )  # fmt: skip


def _changes() -> QuerySet[Change]:
    rows = Change.objects.public().filter(description__isnull=False).select_related("article", "description")
    described = (
        "kinds", "disclosure", "rank", "rules", "lowered_by", "reread", "words_removed", "words_added",
        "headline_before", "headline_after", "holds_withheld",
    )  # fmt: skip
    return rows.only(
        "uuid", "nature", "from_number", "to_number", "disappearance", "seen_old_at", "seen_new_at", "announced_at",
        "absence", *(f"article__{name}" for name in _OF_ARTICLE), *(f"description__{name}" for name in described),
    ).order_by("pk")  # fmt: skip


def _tell_change(row: Change) -> Cells:
    told = row.description
    headlines = (told.headline_before, told.headline_after) if told.headline_changed else ("", "")
    return (
        row.uuid, row.article_id, _absolute(row.get_absolute_url()), row.nature, row.from_number,
        row.to_number if row.nature != Nature.GONE else None, row.seen_old_at, row.seen_new_at, row.announced_at,
        row.absence, " ".join(told.kinds), told.disclosure, told.rank, told.rules, told.lowered_by_id is not None,
        told.reread, told.words_removed, told.words_added, *headlines,
    )  # fmt: skip


def _publications() -> QuerySet[Publication]:
    rows = Publication.objects.newest().told().filter(change__description__isnull=False).with_first()
    return rows.select_related("change").only(
        "uuid", "nature", "edition", "public_at", "significance", "kinds", "disclosure", "confidence", "cause",
        "adequacy", "placement", "labels", "alone", "change__uuid", "change__article_id",
    ).order_by("pk")  # fmt: skip


def _tell_publication(row: Any) -> Cells:
    page = _absolute(reverse("publication", args=[row.uuid]))
    begins = (row.uuid, row.change.uuid, page, row.nature, row.edition, row.first_at, row.public_at)
    # What was said is a part of what was taken back.
    if row.nature == EditionNature.RETRACTION:
        return (*begins, None, "", "", "", "", "", "", "", None)
    return (
        *begins, row.significance, " ".join(row.kinds), row.disclosure, row.confidence, row.cause, row.adequacy,
        row.placement, _list_codes(row.labels), row.alone,
    )  # fmt: skip


def _list_codes(labels: Iterable[Any]) -> str:
    return " ".join(str(each.get("code", "")) for each in labels if isinstance(each, dict))


def _absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"
