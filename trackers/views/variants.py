"""Variants: texts that a publisher serves side by side, one note for each place with both."""

from dataclasses import dataclass
from datetime import datetime

from trackers.models import Article, Variant

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
    """Return the latest places of an Article that were seen to flip, newest first. One query."""
    rows = Variant.objects.filter(article=article).order_by("-last_seen_at", "-pk")[:MOST_VARIANTS]
    return [
        VariantNote(row.field, _cut(row.one), _cut(row.other), row.times, row.first_seen_at) for row in rows
    ]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
