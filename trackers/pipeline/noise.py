"""Noise: going through the Changes there are with a rule, to rehearse it, to lower by it, or to restore.

Whoever works on a run holds its ``job``. A batch is one transaction: what it alters, what it counts and how far it has
come are written together, so that a kill, a stop or a take-over loses no more than that batch. While a batch is done no
rule comes into force and none is withdrawn; what is described meanwhile is judged by the same rules.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from trackers.models import (
    Description,
    Nature,
    NoisePurpose,
    NoiseRule,
    NoiseRun,
    NoiseState,
    hold_rules,
)
from trackers.pipeline.lowering import Rulebook, find_lowerable
from trackers.text.kinds import UNTOLD

logger = logging.getLogger(__name__)

BATCH = 200
# Shown on the page of a run: the same ones whatever the batches, and spread over all of history.
MOST_SAMPLES = 50
_WANTED = {NoisePurpose.LOWER: NoiseState.IN_FORCE, NoisePurpose.RESTORE: NoiseState.WITHDRAWN}


def list_candidates(rule: NoiseRule) -> QuerySet[Description]:
    """Return the Descriptions a rule may speak of, by what the database knows of its conditions; newest first."""
    rows = (
        Description.objects.filter(
            kinds__contained_by=rule.kinds, disclosure__in=["", *UNTOLD], change__nature=Nature.EDIT
        )
        .exclude(kinds=[])
        .order_by("-pk")
    )
    if rule.source_id is not None:
        rows = rows.filter(change__article__source_id=rule.source_id)
    if rule.most_words is not None:
        rows = rows.alias(words=F("words_removed") + F("words_added")).filter(words__lte=rule.most_words)
    return rows


def work_on_noise(
    run_id: int,
    *,
    job: str,
    patience: timedelta | None = None,
    clock: Callable[[], datetime] = timezone.now,
) -> NoiseRun:
    """Work on a run until it is over, somebody takes it over, or ``patience`` is spent; return it as it is then.

    Raises NoiseRule.DoesNotExist. Costs some milliseconds a batch of two hundred where nothing is altered.
    """
    until = None if patience is None else clock() + patience
    while True:
        run = _do_batch(run_id, job=job, clock=clock)
        if run.ended_at is not None or run.job != job or (until is not None and clock() >= until):
            return run


@transaction.atomic
def _do_batch(run_id: int, *, job: str, clock: Callable[[], datetime]) -> NoiseRun:
    """Do the next Changes of a run and write down what came of it; end it where none is left or nobody wants it."""
    hold_rules()
    # The rule before its run, as the desk locks them; a Description that names the rule need not wait for either.
    rule = NoiseRule.objects.select_for_update(of=("self",), no_key=True).get(runs=run_id)
    run = NoiseRun.objects.select_for_update().get(pk=run_id)
    run.rule = rule
    if run.job != job or run.ended_at is not None:
        return run
    if not is_wanted(run):
        return _end(run, now=clock())
    rows = _list_rows(run)
    if run.cursor is None:
        run.total = rows.count()
    batch = list(_next_rows(run, rows))
    if not batch:
        return _finish(run, now=clock())
    _look_at(run, batch)
    run.cursor, run.done = batch[-1].pk, run.done + len(batch)
    run.total = max(run.total, run.done)
    run.save()
    return run


def is_wanted(run: NoiseRun) -> bool:
    """Tell whether a run is still to be done: its rule stands as it did when it was asked for."""
    if run.purpose == NoisePurpose.REHEARSE:
        return run.rule.is_open and run.rule.lock == run.lock
    return run.rule.state == _WANTED[NoisePurpose(run.purpose)]


def _list_rows(run: NoiseRun) -> QuerySet[Description]:
    if run.purpose == NoisePurpose.RESTORE:
        return Description.objects.filter(lowered_by=run.rule).order_by("-pk")
    return list_candidates(run.rule)


def _next_rows(run: NoiseRun, rows: QuerySet[Description]) -> QuerySet[Description]:
    """Return the next Descriptions, locked where they may be altered. What is restored falls out of its list."""
    if run.cursor is not None and run.purpose != NoisePurpose.RESTORE:
        rows = rows.filter(pk__lt=run.cursor)
    if run.purpose != NoisePurpose.REHEARSE:
        rows = rows.select_for_update(of=("self",))
    return rows.select_related("change__article").only(
        "kinds",
        "evidence",
        "disclosure",
        "rank",
        "rank_parts",
        "words_removed",
        "words_added",
        "lowered_by",
        "change__nature",
        "change__article__source_id",
    )[:BATCH]


def _look_at(run: NoiseRun, batch: list[Description]) -> None:
    """Judge Descriptions by the rules in force, a rehearsed one behind them, and count what the run's rule does."""
    rules = [*NoiseRule.objects.in_force(), *([run.rule] if run.purpose == NoisePurpose.REHEARSE else [])]
    book, conditions = Rulebook.of(rules), run.rule.as_conditions()
    altered, found = [], []
    for row in batch:
        was = row.lowered_by_id
        lowerable = find_lowerable(row, change=row.change)
        run.fitting += lowerable is not None and conditions.fits(lowerable)
        if book.settle(row, change=row.change):
            altered.append(row)
        if run.rule_id == (was if run.purpose == NoisePurpose.RESTORE else row.lowered_by_id):
            found.append(row)
    if run.purpose != NoisePurpose.REHEARSE:
        Description.objects.bulk_update(altered, ["lowered_by", "rank", "rank_parts"])
    _count(run, found)


def _count(run: NoiseRun, found: list[Description]) -> None:
    run.lowered += len(found)
    tally = Counter({int(source): count for source, count in run.by_source.items()})
    tally.update(row.change.article.source_id for row in found)
    run.by_source = {str(source): count for source, count in tally.most_common()}
    run.samples = sorted([*run.samples, *(row.pk for row in found)], key=_draw)[:MOST_SAMPLES]


def _draw(change_id: int) -> bytes:
    """Return a Change's lot: without knowing how many there are, those with the lowest are a fair sample."""
    return hashlib.sha256(str(change_id).encode()).digest()


def _finish(run: NoiseRun, *, now: datetime) -> NoiseRun:
    """End a run that has seen everything; a rule that was rehearsed as it stands is marked as rehearsed."""
    if run.purpose == NoisePurpose.REHEARSE:
        drafts = NoiseRule.objects.filter(pk=run.rule_id, lock=run.lock, state=NoiseState.DRAFT)
        drafts.update(state=NoiseState.REHEARSED)
    return _end(run, now=now)


def _end(run: NoiseRun, *, now: datetime) -> NoiseRun:
    run.ended_at = now
    run.save()
    logger.info(
        "noise_run_ended run=%s purpose=%s done=%d lowered=%d", run.pk, run.purpose, run.done, run.lowered
    )
    return run
