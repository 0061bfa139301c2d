"""The rows of feeds as entries: public Changes, and what our editors have said, those that moved last first."""

from collections.abc import Callable

from django.db.models import QuerySet

from trackers.feeds.entries import ChangeEntry, entry_of_change, entry_of_publication, last_moved
from trackers.feeds.passages import find_passages
from trackers.models import Change, Publication, Statement, attach_statements
from trackers.models.publication import PublicationQuerySet

MOST_ENTRIES = 50
_LONG_COLUMNS = [
    f"{side}__{name}"
    for side in ("from_version", "from_reading", "to_version")
    for name in ("paragraphs", "captions", "standfirst")
]


def list_changes(found: QuerySet[Change]) -> list[ChangeEntry]:
    """Return the entries of some public Changes, the last announced first. Three queries at most."""
    rows = list(
        found.select_related("article__source", "from_version", "from_reading", "to_version", "description")
        .defer(*_LONG_COLUMNS)
        # Not by the window: what was announced late would stand below the cut and reach nobody.
        .order_by("-announced_at", "-pk")[:MOST_ENTRIES]
    )
    passages = find_passages(rows)
    return [entry_of_change(change, passages=passages[change.pk]) for change in rows]


def list_publications(
    found: PublicationQuerySet, *, say_farewell: Callable[[Publication], str] = lambda _edition: ""
) -> list[ChangeEntry]:
    """Return the entries of some standing editions, those readers saw last first. Six queries at most.

    ``say_farewell`` says of one why the feed follows it no longer, "" of one that it follows. They are not ordered by
    their first publication: an amendment, or what a publisher says to it, would stand below the cut and reach nobody.
    """
    parts = ("article__source", "from_version", "from_reading", "to_version", "description")
    found = (
        found.select_related(*(f"change__{part}" for part in parts))
        .defer(*(f"change__{column}" for column in _LONG_COLUMNS))
        .with_first()
    )
    rows = list(found.order_by("-public_at", "-pk")[:MOST_ENTRIES])
    _bring_up_answered(rows, found=found)
    rows = sorted(rows, key=lambda row: (last_moved(row), row.pk), reverse=True)[:MOST_ENTRIES]
    passages = find_passages(edition.change for edition in rows)
    return [
        entry_of_publication(row, passages=passages[row.change_id], farewell=say_farewell(row))
        for row in rows
    ]


def _bring_up_answered(rows: list[Publication], *, found: PublicationQuerySet) -> None:
    """Give editions what publishers say to them, and add those that stand below the cut and were answered since.

    One query where nothing was ever said, else two, and one more for what stands below the cut.
    """
    newest = Statement.objects.out().order_by("-public_at", "-pk")
    answered = set(newest.values_list("annotation", flat=True)[:MOST_ENTRIES])
    below = answered - {row.annotation_id for row in rows}
    if below and len(rows) == MOST_ENTRIES:
        rows += found.filter(annotation__in=below)
    if answered:
        attach_statements(rows)
