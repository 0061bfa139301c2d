"""Sightings: which signs the differing articles of a publisher showed in the last hours, and which of them are many."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count

from trackers.models import Article, SignSighting
from trackers.text.alike import Sign

# Many: so many articles of one Source within so long, and so large a share of those that differed.
MANY = 5
WITHIN = timedelta(hours=6)
SHARE = 0.2
# So many articles with word for word the same are many whatever else differed.
PLENTY = 10
# A sign that ordinary edits show every day (a paragraph more at the end) is none unless most articles show it.
MOST = 0.5
# The key of every article whose text differed.
DIFFERED = ""


def note_sightings(article: Article, signs: Mapping[str, Sign], *, now: datetime) -> None:
    """Remember an Article's signs, by key, and that its text differed. One statement."""
    rows = [
        SignSighting(source_id=article.source_id, article_id=article.pk, key=key, at=now)
        for key in sorted({DIFFERED, *signs})
    ]
    SignSighting.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["source", "key", "article"], update_fields=["at"]
    )


def find_many(article: Article, signs: Mapping[str, Sign], *, now: datetime) -> list[Sign]:
    """Return those of an Article's signs that many Articles of its Source show now. One statement.

    A sign that says word for word what differs is shared by `PLENTY` in any case; one that ordinary edits show as well
    only by its share, and a faint one only where `PLENTY` and most of all show it.
    """
    if not signs:
        return []
    lately = SignSighting.objects.filter(
        source_id=article.source_id, key__in=[DIFFERED, *signs], at__gt=now - WITHIN
    )
    counts = dict(lately.order_by().values_list("key").annotate(articles=Count("article")))
    differed = counts.get(DIFFERED, 0)
    return [sign for key, sign in signs.items() if _are_many(sign, counts.get(key, 0), of=differed)]


def _are_many(sign: Sign, count: int, *, of: int) -> bool:
    if sign.is_faint:
        return count >= PLENTY and count >= MOST * of
    return count >= MANY and (count >= SHARE * of or (sign.is_exact and count >= PLENTY))


def forget_sightings(*, now: datetime) -> int:
    """Delete sightings that count no more; return how many."""
    return SignSighting.objects.filter(at__lte=now - WITHIN).delete()[0]
