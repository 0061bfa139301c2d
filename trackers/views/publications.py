"""What our own desk has said, by its permanent address, and what it has amended or taken back: we keep a record of
ourselves as we do of others.
"""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from trackers.models import (
    ChangeKind,
    EditionNature,
    Publication,
    Significance,
    Statement,
)
from trackers.models.annotation import DISCLOSURES
from trackers.views.page import public_page
from trackers.views.paging import take_slice
from trackers.views.takedowns import list_withheld
from trackers.views.visibility import about_publication

CORRECTIONS = 30
MOST_STATEMENTS = 50


@public_page
@about_publication
def show_publication(request: HttpRequest, editions: list[Publication]) -> HttpResponseBase:
    """Show an entry as it stands, and each earlier edition below; of one that was retracted only that, and why.

    What was taken back is not repeated: the record says that there was something, when, and what was wrong with it.
    """
    newest = editions[0]
    is_over = newest.nature == EditionNature.RETRACTION
    context = {
        "newest": newest,
        "change": newest.change,
        "article": newest.change.article,
        "source": newest.change.article.source,
        "is_over": is_over,
        "editions": [_describe(edition) for edition in editions],
        "first": editions[-1],
        "statements": _group(Statement.objects.of_entry(newest)),
        "noindex": is_over,
    }
    return render(request, "trackers/publication.html", context)


@public_page
def list_corrections(request: HttpRequest) -> HttpResponseBase:
    """List what our desk has amended and retracted, the last first, beside how much it has published; what publishers
    said to it; and what is withheld.

    Four queries.
    """
    told = Publication.objects.told()
    rows = told.exclude(nature=EditionNature.FIRST).select_related(
        "change__article__source", "change__description"
    )
    slice_ = take_slice(rows, moment="public_at", size=CORRECTIONS, query=request.GET)
    counts = told.aggregate(
        published=Count("uuid", distinct=True),
        amended=Count("uuid", distinct=True, filter=Q(nature=EditionNature.AMENDMENT)),
        retracted=Count("uuid", distinct=True, filter=Q(nature=EditionNature.RETRACTION)),
    )
    withheld = list_withheld(request.GET) if slice_.is_first else None
    is_first = slice_.is_first and (withheld is None or withheld.is_first)
    context = {
        "slice": slice_,
        "counts": counts,
        "withheld": withheld,
        "statements": _list_statements() if is_first else [],
        "noindex": not is_first,
        "here": "corrections",
    }
    return render(request, "trackers/corrections.html", context)


def _list_statements() -> list[Statement]:
    """Return what publishers said to entries last, each by its last edition."""
    rows = Statement.objects.newest().told().select_related("annotation", "change__article__source")
    return list(rows.order_by("-public_at", "-pk")[:MOST_STATEMENTS])


def _group(editions: list[Statement]) -> list[tuple[Statement, list[Statement]]]:
    """Return the last edition of each statement beside the earlier ones, which a withdrawal takes along."""
    grouped: dict[Any, list[Statement]] = {}
    for row in editions:
        grouped.setdefault(row.uuid, []).append(row)
    return [(rows[0], [] if rows[0].is_withdrawn else rows[1:]) for rows in grouped.values()]


def _describe(edition: Publication) -> dict[str, Any]:
    """Return an edition beside its facets in words."""
    significance = edition.significance
    return {
        "edition": edition,
        "nature": EditionNature(edition.nature),
        "kinds": [kind for kind in ChangeKind if kind.value in edition.kinds],
        "significance": Significance(significance) if significance is not None else None,
        "disclosure": dict(DISCLOSURES).get(edition.disclosure, ""),
        "confidence": edition.get_confidence_display(),
        "cause": edition.get_cause_display(),
        "notice": edition.notice_words,
    }
