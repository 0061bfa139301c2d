"""Work: a run, batch by batch, with a cursor that survives whoever is killed over it.

Whoever works on a run holds its ``job``. What a batch found is written together with the cursor, and only while the run
is still theirs and still running: a stop, a take-over or a kill loses that batch and no more. What a run that applies
has recorded by then is found again when the batch is repeated.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.models import Article, Change, ReplayFinding, ReplayPurpose, ReplayRun, ReplayState, Version
from trackers.pipeline.readers import ReaderUnavailable
from trackers.pipeline.replay.judge import judge_version, make_finding
from trackers.pipeline.replay.record import record_judged
from trackers.pipeline.replay.reread import Rereader
from trackers.pipeline.replay.scope import count_versions, next_batch
from trackers.text.extraction import EXTRACTOR

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Tell = Callable[[ReplayRun], object]


@dataclass
class Batch:
    """What one batch has found so far: the last Version done with, and everything to be written down."""

    done: int = 0
    last: Version | None = None
    findings: list[ReplayFinding] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)


def work_on(
    run_id: int,
    *,
    job: str,
    patience: timedelta | None = None,
    clock: Clock = timezone.now,
    tell: Tell | None = None,
) -> ReplayRun:
    """Work on a run until it is done, somebody stops it or takes it over, or ``patience`` is spent; return it as it is.

    ``tell`` is called after each batch. A run begun by another extractor begins anew. Raises ReplayRun.DoesNotExist,
    and whatever stopped it, after that was noted in the run.
    """
    run = _begin(run_id, job=job, now=clock())
    until = None if patience is None else clock() + patience
    try:
        while run is not None:
            run = _do_batch(run, until=until, clock=clock)
            if run is not None and tell is not None:
                tell(run)
            # Asked after a batch, so that the shortest patience gets on.
            if _is_over(until, clock):
                break
    except KeyboardInterrupt:
        _end(run_id, job=job, state=ReplayState.STOPPED, now=clock())
        raise
    except Exception as error:
        _end(run_id, job=job, state=ReplayState.FAILED, now=clock(), detail=_explain(error))
        raise
    return ReplayRun.objects.get(pk=run_id)


def _begin(run_id: int, *, job: str, now: datetime) -> ReplayRun | None:
    """Take a run up and return it; None where it is over or somebody else's."""
    with transaction.atomic():
        run = ReplayRun.objects.select_for_update(of=("self",)).get(pk=run_id)
        if run.job != job or not run.is_open:
            return None
        if run.extractor != EXTRACTOR:
            run.findings.all().delete()
            run.extractor, run.cursor_article, run.cursor_number = EXTRACTOR, None, 0
            run.versions_done, run.seconds, run.tally = 0, 0.0, {}
        if run.cursor_article is None:
            run.versions_total = count_versions(run)
        run.state, run.beat_at, run.started_at = ReplayState.RUNNING, now, run.started_at or now
        run.save()
    logger.info("replay_begun run=%s versions=%s purpose=%s", run.pk, run.versions_total, run.purpose)
    return run


def _is_over(until: datetime | None, clock: Clock) -> bool:
    return until is not None and clock() >= until


def _do_batch(run: ReplayRun, *, until: datetime | None, clock: Clock) -> ReplayRun | None:
    """Do the next Versions of a run and note them; return the run after that, None where it is no longer ours."""
    began_at = clock()
    versions = next_batch(run)
    if not versions:
        _end(run.pk, job=run.job, state=ReplayState.DONE, now=clock())
        return None
    articles = (
        Article.objects.select_related("source", "text_snapshot", "basis__snapshot")
        .filter(pk__in={version.article_id for version in versions})
        .in_bulk()
    )
    changes = _find_changes(versions)
    batch, rereaders = Batch(), {}
    for version in versions:
        if batch.done and _is_over(until, clock):
            break
        article = articles[version.article_id]
        if version.article_id not in rereaders:
            rereaders = {version.article_id: Rereader(article)}
        _do_version(
            run,
            version,
            article=article,
            change=changes.get(version.pk),
            rereader=rereaders[version.article_id],
            batch=batch,
        )
    return _note(run, batch, seconds=(clock() - began_at).total_seconds(), now=clock())


def _find_changes(versions: Sequence[Version]) -> dict[int, Change]:
    """Return the edits that led to Versions, by the Version's id; the old texts stay in the database."""
    rows = Change.objects.edits().select_related(
        "from_version", "from_reading", "old_snapshot", "description"
    )
    texts = (
        "paragraphs",
        "captions",
        "standfirst",
        "byline",
        "roles",
        "credits",
        "notices",
        "pointers",
        "places",
    )
    rows = rows.defer(*(f"{side}__{name}" for side in ("from_version", "from_reading") for name in texts))
    return {row.to_version_id: row for row in rows.filter(to_version__in=versions) if row.to_version_id}


def _do_version(
    run: ReplayRun,
    version: Version,
    *,
    article: Article,
    change: Change | None,
    rereader: Rereader,
    batch: Batch,
) -> None:
    judged = judge_version(version, article=article, change=change, rereader=rereader)
    batch.done, batch.last = batch.done + 1, version
    batch.tally[f"version_{judged.verdict}"] += 1
    if judged.step is not None:
        batch.tally[f"step_{judged.step.verdict}"] += 1
    skipped = None
    if run.purpose == ReplayPurpose.APPLY:
        recorded = record_judged(judged, article_id=version.article_id)
        batch.tally.update({f"made_{name}": count for name, count in recorded.made.items()})
        skipped = recorded.skipped
    if skipped is not None:
        batch.tally[f"skipped_{skipped}"] += 1
    if not judged.is_plain or skipped is not None:
        finding = make_finding(judged, run=run)
        finding.skipped = skipped or ""
        batch.findings.append(finding)


def _note(run: ReplayRun, batch: Batch, *, seconds: float, now: datetime) -> ReplayRun | None:
    """Write down what a batch found, with the cursor; return the run as it is then, None where it is not ours."""
    assert batch.last is not None
    with transaction.atomic():
        held = ReplayRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if held.job != run.job or held.state != ReplayState.RUNNING:
            return None
        ReplayFinding.objects.bulk_create(batch.findings, ignore_conflicts=True)
        held.cursor_article, held.cursor_number = batch.last.article_id, batch.last.number
        held.versions_done += batch.done
        held.seconds += seconds
        held.tally = dict(Counter(held.tally) + batch.tally)
        held.beat_at = now
        held.save()
    return held


def _end(run_id: int, *, job: str, state: ReplayState, now: datetime, detail: str = "") -> None:
    ours = ReplayRun.objects.open().filter(pk=run_id, job=job)
    if ours.update(state=state, ended_at=now, beat_at=now, detail=detail[:300]):
        logger.info("replay_ended run=%s state=%s", run_id, state.value)


def _explain(error: Exception) -> str:
    if isinstance(error, ReaderUnavailable):
        return _("No reader could be started.")
    return _("Something went wrong on our side; the log says what.")
