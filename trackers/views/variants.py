"""Variants: texts that a publisher serves side by side, one note for each place with both."""

from dataclasses import dataclass
from datetime import datetime

from trackers.models import Article, Variant, Version

MOST_VARIANTS = 20
# What is longer is told by its beginning: a note is no second way to whole texts.
LONGEST = 300


@dataclass(frozen=True)
class VariantNote:
    """One place that flips, with both texts ("" where nothing stood), how often and between when it was seen to."""

    field: str
    one: str
    other: str
    times: int
    first_seen_at: datetime


def tell_variants(article: Article) -> list[VariantNote]:
    """Return the latest places of an Article that were seen to flip, newest first. One query.

    None of which either text stands in a Version that is withheld; two queries then.
    """
    rows = Variant.objects.filter(article=article).order_by("-last_seen_at", "-pk")[:MOST_VARIANTS]
    hidden = _list_withheld(article)
    return [
        VariantNote(row.field, _cut(row.one), _cut(row.other), row.times, row.first_seen_at)
        for row in rows
        if hidden.isdisjoint((row.one, row.other))
    ]


def _list_withheld(article: Article) -> set[str]:
    """Return all that stands in the Article's withheld Versions, piece by piece, as it was recorded."""
    if not article.withheld_numbers:
        return set()
    rows = Version.objects.filter(article=article, number__in=article.withheld_numbers)
    # As values: the rows themselves would tell a reader nothing.
    columns = rows.values_list("headline", "standfirst", "paragraphs", "captions", "byline")
    pieces = (
        piece for row in columns for value in row for piece in ([value] if isinstance(value, str) else value)
    )
    return set(filter(None, pieces))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
