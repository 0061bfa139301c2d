"""Cards: one Change in a list, with the words of its headline marked and an excerpt of what went and what came."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from trackers.models import Annotation, Change
from trackers.models.change import ChangeQuerySet
from trackers.text.compare import FieldRow, compare
from trackers.text.tidy import ArticleText


@dataclass(frozen=True)
class Card:
    """A Change and the comparison of its two headlines, the same twice where the page only went or came back."""

    change: Change
    headline: FieldRow


def public_changes() -> ChangeQuerySet:
    """Return the Changes anyone may see with all that a card shows; the long texts stay in the database."""
    rows = Change.objects.public().select_related(
        "article__source", "description", "from_version", "to_version"
    )
    long_columns = ("paragraphs", "captions", "standfirst", "byline")
    noted = Exists(Annotation.objects.public().filter(change=OuterRef("pk")))
    return rows.annotate(has_note=noted).defer(
        *(f"{side}_version__{column}" for side in ("from", "to") for column in long_columns)
    )


def make_cards(changes: Iterable[Change]) -> list[Card]:
    """Return the cards of a list of Changes, in its order. No query."""
    return [
        Card(
            change=change,
            headline=compare(
                ArticleText(headline=change.description.headline_before),
                ArticleText(headline=change.description.headline_after),
            ).headline,
        )
        for change in changes
    ]
