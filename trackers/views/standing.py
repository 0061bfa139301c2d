"""What stands on top of the front page: what our editors chose, and the highest in rank of the last days."""

from datetime import datetime, timedelta

from trackers.models import Change, Publication, Reread
from trackers.models.change import ChangeQuerySet
from trackers.views.cards import (
    LEFT,
    SHOWN,
    Card,
    Placing,
    make_card,
    make_cards,
    public_changes,
)

PICKS = 3
HIGH = 6
# How far back "lately" goes; the page says so.
LATELY = timedelta(days=3)
# From here on a rank holds at least one kind that bears on the meaning: a headline, a name, a figure.
LEAST = 40
# A story that is rewritten all day, or noted more than once, must not fill the list alone.
_NOTES_READ, _RANKS_READ = 15, 90


def list_picks() -> list[Card]:
    """Return the Changes our editors said something about most recently, each once, with the note. One query."""
    notes = (
        Publication.objects.public()
        .select_related(*(f"change__{name}" for name in SHOWN))
        .defer(*(f"change__{name}" for name in LEFT))
        .order_by("-public_at", "-pk")
    )
    found: dict[int, Publication] = {}
    for note in notes[:_NOTES_READ]:
        found.setdefault(note.change_id, note)
    return [_make_pick(note) for note in list(found.values())[:PICKS]]


def list_high(*, now: datetime, but: set[int]) -> list[Card]:
    """Return the Changes of the last days that rank highest, the last announced first among equals; two queries.

    One an Article at most, none of ``but``, none that a new reading of the responses calls no difference.
    """
    rows = (
        Change.objects.public()
        .shown()
        .filter(
            announced_at__gte=now - LATELY,
            description__rank__gte=LEAST,
            description__reread__in=["", Reread.DIFFERS],
        )
    )
    ids = _take_one_an_article(rows.exclude(pk__in=but))
    changes = public_changes().in_bulk(ids) if ids else {}
    return make_cards((changes[pk] for pk in ids if pk in changes), placing=Placing.HIGH)


def _make_pick(note: Publication) -> Card:
    # What the rows of other lists are asked by the database is known of these.
    note.change.has_note = True  # type: ignore[attr-defined]
    return make_card(note.change, placing=Placing.NOTED, note=note.public_note)


def _take_one_an_article(rows: ChangeQuerySet) -> list[int]:
    best: dict[int, int] = {}
    ordered = rows.order_by("-description__rank", "-announced_at", "-pk").values_list("pk", "article_id")
    for pk, article_id in ordered[:_RANKS_READ]:
        best.setdefault(article_id, pk)
    return list(best.values())[:HIGH]
