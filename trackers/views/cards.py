"""Cards: one Change in a list, with the words of its headline marked and an excerpt of what went and what came."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef

from trackers.models import Change, Publication
from trackers.models.change import ChangeQuerySet
from trackers.text.compare import FieldRow, compare
from trackers.text.tidy import ArticleText

_LONG = ("paragraphs", "captions", "standfirst", "byline")
# What a card shows, from a Change on, and what of it stays in the database.
SHOWN = ("article__source", "description", "from_version", "to_version")
LEFT = tuple(f"{side}_version__{column}" for side in ("from", "to") for column in _LONG)


class Placing(StrEnum):
    """Why a card stands where it does."""

    LISTED = "listed"
    NOTED = "noted"
    HIGH = "high"


@dataclass(frozen=True)
class Card:
    """A Change and the comparison of its two headlines, the same twice where the page only went or came back.

    ``note`` is what our editors say of it, where it stands among what they chose.
    """

    change: Change
    headline: FieldRow
    placing: Placing = Placing.LISTED
    note: str = ""


def public_changes() -> ChangeQuerySet:
    """Return the Changes anyone may see with all that a card shows; the long texts stay in the database."""
    noted = Exists(Publication.objects.standing().filter(change=OuterRef("pk")))
    return Change.objects.public().select_related(*SHOWN).annotate(has_note=noted).defer(*LEFT)


def make_cards(changes: Iterable[Change], *, placing: Placing = Placing.LISTED) -> list[Card]:
    """Return the cards of a list of Changes, in its order. No query."""
    return [make_card(change, placing=placing) for change in changes]


def make_card(change: Change, *, placing: Placing = Placing.LISTED, note: str = "") -> Card:
    """Return the card of a Change that came with all that a card shows. No query."""
    headline = compare(
        ArticleText(headline=change.description.headline_before),
        ArticleText(headline=change.description.headline_after),
    ).headline
    return Card(change, headline, placing, note)
