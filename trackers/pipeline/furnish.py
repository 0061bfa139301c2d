"""Furnish: learn which lines are a publisher's template, from its newest texts; keep what is known for a minute.

What repeats, and which repetition is a story's, is told in ``trackers.text.repeats``; here the lines are counted every
few hours and remembered. An editor's decision is never touched. What is learned wrongly costs no text: a marked line
stays in its Version, and an editor who overrules it has it back in what decides within a minute.
"""

import functools
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from trackers.models import (
    DECIDED,
    MARKED,
    FurnitureLine,
    FurnitureTally,
    Source,
    Standing,
    latest_texts,
    seen_text_of,
)
from trackers.text.repeats import Repeat, Repeats, fewest_of, find_repeats

logger = logging.getLogger(__name__)

# A Source's newest texts are looked through again after so long.
STALE = timedelta(hours=3)
# A line that stands on fewer than half of the articles it needs is forgotten after so long.
FORGOTTEN_AFTER = timedelta(days=30)
# The most lines that are remembered of a Source without an editor's word.
MOST_LINES = 300
KEPT_FOR = timedelta(minutes=1)
_MOST_ON_SHELF = 1000
_TEXTS_AT_ONCE = 20


def learn_furniture(*, now: datetime, limit: int = 10) -> int:
    """Look through the newest texts of up to ``limit`` Sources for lines of their templates; return how many Sources.

    Those looked through longest ago come first, and nothing happens to one that was within the last three hours. Costs
    one walk of an index and about half a second a Source; memory is bounded, whatever its articles say.
    """
    watched = Source.objects.watched()
    overdue = watched.filter(
        Q(furniture_tally=None) | Q(furniture_tally__learned_at__lt=now - STALE)
    ).order_by(F("furniture_tally__learned_at").asc(nulls_first=True), "pk")
    ids = list(overdue.values_list("pk", flat=True)[:limit])
    for source_id in ids:
        # Noted first: a Source whose texts break the count holds no other up.
        FurnitureTally.objects.update_or_create(source_id=source_id, defaults={"learned_at": now})
        _learn(source_id, now=now)
    if ids:
        logger.info("furniture_learned sources=%d", len(ids))
    return len(ids)


def _learn(source_id: int, *, now: datetime) -> None:
    texts = [seen_text_of(article) for article in latest_texts(source_id).iterator(_TEXTS_AT_ONCE)]
    lines = FurnitureLine.objects.filter(source=source_id)
    known = {
        key: (sample, standing) for key, sample, standing in lines.values_list("key", "sample", "standing")
    }
    marked = {key: sample for key, (sample, standing) in known.items() if standing in MARKED}
    _remember(source_id, find_repeats(texts, known=known.keys(), marked=marked), now=now)


def _remember(source_id: int, repeats: Repeats, *, now: datetime) -> None:
    """Write what was counted; the rows are locked, so that an editor's decision meanwhile is seen and stays."""
    found = {repeat.key: repeat for repeat in repeats.lines}
    with transaction.atomic():
        rows = list(FurnitureLine.objects.select_for_update().filter(source=source_id).order_by("pk"))
        for row in rows:
            _recount(row, found.get(row.key), of=repeats.of, now=now)
        forgotten = {
            row.pk
            for row in rows
            if row.standing not in DECIDED and now - row.last_seen_at >= FORGOTTEN_AFTER
        }
        kept = [row for row in rows if row.pk not in forgotten]
        FurnitureLine.objects.filter(pk__in=forgotten).delete()
        FurnitureLine.objects.bulk_update(
            kept, ["sample", "articles", "of", "last_seen_at", "standing", "doubt"], batch_size=100
        )
        taken = {row.key for row in rows}
        newcomers = [repeat for repeat in repeats.lines if repeat.is_enough and repeat.key not in taken]
        room = max(MOST_LINES - sum(row.standing not in DECIDED for row in kept), 0)
        best = sorted(newcomers, key=lambda repeat: (repeat.doubt != "", -repeat.articles, repeat.key))[:room]
        FurnitureLine.objects.bulk_create(
            [_new_line(source_id, repeat, of=repeats.of, now=now) for repeat in best], ignore_conflicts=True
        )
        FurnitureTally.objects.filter(source=source_id).update(of=repeats.of)


def _recount(row: FurnitureLine, repeat: Repeat | None, *, of: int, now: datetime) -> None:
    row.articles, row.of = repeat.articles if repeat else 0, of
    if 2 * row.articles >= fewest_of(of):
        row.last_seen_at = max(row.last_seen_at, now)
    if repeat is None:
        return
    row.sample = repeat.sample
    if row.standing in DECIDED:
        return
    row.doubt = repeat.doubt
    if repeat.doubt:
        row.standing = Standing.PROPOSED
    elif repeat.is_enough:
        row.standing = Standing.LEARNED


def _new_line(source_id: int, repeat: Repeat, *, of: int, now: datetime) -> FurnitureLine:
    return FurnitureLine(
        source_id=source_id,
        key=repeat.key,
        sample=repeat.sample,
        articles=repeat.articles,
        of=of,
        first_seen_at=now,
        last_seen_at=now,
        standing=Standing.PROPOSED if repeat.doubt else Standing.LEARNED,
        doubt=repeat.doubt,
    )


@dataclass(frozen=True)
class Template:
    """What is known of a Source's template: keys of lines that are marked, and of those an editor keeps unmarked."""

    marked: frozenset[str] = frozenset()
    overruled: frozenset[str] = frozenset()


class TemplateShelf:
    """The Templates of Sources, loaded once and kept for a minute: one for each process that reads pages."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[datetime, Template]] = {}

    def take(self, source_ids: Iterable[int], *, now: datetime) -> dict[int, Template]:
        """Return Templates by Source id; one query when one of them is new or has been kept for a minute, else none."""
        wanted = set(source_ids)
        missing = {pk for pk in wanted if not self._is_fresh(pk, now)}
        if missing:
            if len(self._kept) + len(missing) > _MOST_ON_SHELF:
                self._kept = {pk: self._kept[pk] for pk in wanted - missing}
            self._kept.update((pk, (now, template)) for pk, template in _load(missing).items())
        return {pk: self._kept[pk][1] for pk in wanted}

    def _is_fresh(self, pk: int, now: datetime) -> bool:
        kept = self._kept.get(pk)
        return kept is not None and timedelta(0) <= now - kept[0] < KEPT_FOR


@functools.cache
def shared_templates() -> TemplateShelf:
    """Return the process's one shelf of templates, from which marking costs no query."""
    return TemplateShelf()


def furniture_of(source_id: int, *, now: datetime) -> frozenset[str]:
    """Return the keys of the lines that are a Source's template (``text.learned.mark``), at most a minute old."""
    return shared_templates().take([source_id], now=now)[source_id].marked


def overruled_of(source_id: int, *, now: datetime) -> frozenset[str]:
    """Return the keys of the lines of which an editor says that they are the article's, at most a minute old."""
    return shared_templates().take([source_id], now=now)[source_id].overruled


def _load(ids: Iterable[int]) -> dict[int, Template]:
    marked: dict[int, set[str]] = {pk: set() for pk in ids}
    overruled: dict[int, set[str]] = {pk: set() for pk in marked}
    rows = FurnitureLine.objects.filter(source__in=list(marked)).exclude(standing=Standing.PROPOSED)
    for source_id, key, standing in rows.values_list("source", "key", "standing"):
        (marked if standing in MARKED else overruled)[source_id].add(key)
    return {pk: Template(frozenset(keys), frozenset(overruled[pk])) for pk, keys in marked.items()}
