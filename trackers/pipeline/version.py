"""Version: decide what a reading means for an Article and record it, text and step and pointers in one transaction.

What it means is decided in ``trackers.text.deciding``, which knows no database; here is what an Article remembers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.db import transaction

from trackers.models import (
    WAITING,
    Article,
    Change,
    Check,
    Outcome,
    Rereading,
    RereadingReason,
    Snapshot,
    Version,
    WaitingFor,
)
from trackers.pipeline.columns import READ_COLUMNS, columns_of, reread_version, text_columns
from trackers.pipeline.memory import Mark, know_again, note_flips, remember, wait_for
from trackers.pipeline.withheld import withhold_again
from trackers.text.deciding import (
    Cause,
    Decision,
    Evidence,
    Memory,
    Rendition,
    Step,
    Verdict,
    Waiting,
    Wants,
    decide,
)
from trackers.text.tidy import ArticleText, hash_text

_OUTCOMES = {
    Verdict.FIRST: Outcome.NEW_VERSION,
    Verdict.SAME: Outcome.UNCHANGED,
    Verdict.PENDING: Outcome.PENDING,
    Verdict.REVERTED: Outcome.REVERTED,
    Verdict.VERSION: Outcome.NEW_VERSION,
}


@dataclass(frozen=True)
class Recorded:
    """What became of a reading: its Outcome, the latest Version where one was made, and the Changes that led to it.

    ``waits`` says what a text that is not a Version yet waits for, ``smells`` why; ``rereading`` is what the latest
    Version says as we read today, where this look found that out.
    """

    outcome: Outcome
    version: Version | None = None
    changes: tuple[Change, ...] = ()
    waits: WaitingFor | None = None
    smells: tuple[str, ...] = ()
    rereading: Rereading | None = None

    @property
    def change(self) -> Change | None:
        """Return the last of the Changes, None where there is none."""
        return self.changes[-1] if self.changes else None


@dataclass(frozen=True)
class Seen:
    """One look to be recorded: the response and when it was asked for and had.

    ``started_at`` bounds what was still seen, ``finished_at`` what is first seen: the true moment of an edit lies
    between.
    """

    snapshot: Snapshot
    started_at: datetime
    finished_at: datetime


class Fate(StrEnum):
    """What becomes of a text that differs: it goes on, is held for an editor, or is the template's."""

    GOES_ON = "goes_on"
    HELD = "held"
    ABSORBED = "absorbed"


@dataclass(frozen=True)
class Difference:
    """A reading and what it was compared with; ``before`` is None where it does not differ."""

    memory: Memory
    before: ArticleText | None
    rendition: Rendition


class Weigh(Protocol):
    """Tells what becomes of a text that differs."""

    def __call__(self, article: Article, difference: Difference, *, seen: Seen) -> Fate:
        """Return its fate; to be asked at every look, also of texts that do not differ."""


def let_go_on(article: Article, difference: Difference, *, seen: Seen) -> Fate:
    """Hold nothing back."""
    return Fate.GOES_ON


def record_reading(
    article: Article,
    rendition: Rendition,
    *,
    seen: Seen,
    evidence_of: Callable[[Article], Evidence],
    mark: Mark,
    weigh: Weigh,
) -> Recorded:
    """Compare a reading with what the Article said last and record what it means.

    The Article's row is locked, so that two looks that overlap in spite of everything decide one after the other.
    ``evidence_of`` is given the locked row. ``mark`` returns the places of the template's lines in a stored text.
    ``weigh`` is asked what becomes of a text that differs: many articles of a publisher that change alike are no news.
    """
    with transaction.atomic():
        locked = (
            Article.objects.select_for_update(of=("self",))
            .select_related("latest_version", "basis", "source")
            .get(pk=article.pk)
        )
        memory = remember(locked, rendition, mark=mark)
        evidence = evidence_of(locked)
        return record_decision(locked, memory, rendition, seen=seen, evidence=evidence, weigh=weigh)


def record_decision(
    locked: Article,
    memory: Memory,
    rendition: Rendition,
    *,
    seen: Seen,
    evidence: Evidence,
    weigh: Weigh = let_go_on,
) -> Recorded:
    """Decide on a reading of an Article whose row is locked, by what is remembered of it, and record what it means."""
    memory = know_again(locked, memory, rendition, evidence=evidence)
    decision = decide(memory, rendition, at=seen.finished_at, evidence=evidence)
    fate = weigh(locked, Difference(memory, decision.before, rendition), seen=seen)
    if fate == Fate.GOES_ON and decision.before is not None and (free := _without_editor(memory)) is not None:
        # No Incident holds it any more: nobody would decide about it.
        decision = decide(free, rendition, at=seen.finished_at, evidence=evidence)
    decision = _carry_out(fate, decision, memory, rendition)
    return _record(locked, decision, rendition, seen=seen)


def _without_editor(memory: Memory) -> Memory | None:
    """Return a Memory whose waiting text is decided by looks, None where no text waits for an editor."""
    waiting = memory.waiting
    if waiting is None or waiting.wants != Wants.EDITOR:
        return None
    return replace(memory, waiting=replace(waiting, wants=Wants.SECOND_LOOK))


def _carry_out(fate: Fate, decision: Decision, memory: Memory, rendition: Rendition) -> Decision:
    """Return the decision on a look as an Incident wants it: the text waits for an editor, or is the new basis."""
    if fate == Fate.GOES_ON:
        return decision
    steps = decision.steps[:-1] if decision.verdict == Verdict.VERSION else decision.steps
    if fate == Fate.ABSORBED:
        return replace(
            decision,
            verdict=Verdict.SAME,
            steps=steps,
            basis=rendition.text,
            cause=Cause.TEMPLATE,
            waiting=None,
            smells=(),
        )
    return replace(
        decision,
        verdict=Verdict.PENDING,
        steps=steps,
        waiting=_hold(decision, memory, rendition),
        smells=("incident",),
    )


def _hold(decision: Decision, memory: Memory, rendition: Rendition) -> Waiting:
    """Return the text of a look as it waits for an editor, since its first look."""
    if decision.waiting is not None:
        return replace(decision.waiting, wants=Wants.EDITOR)
    key, waited = rendition.key, memory.waiting
    looks = waited.looks if waited is not None and waited.text_hash == key else 0
    return Waiting(key, decision.steps[-1].since, looks + 1, Wants.EDITOR)


def _record(article: Article, decision: Decision, rendition: Rendition, *, seen: Seen) -> Recorded:
    waited, at = article.waiting_snapshot, article.waiting_since
    changes = []
    for number, step in enumerate(decision.steps, start=1):
        change = _record_step(
            article, step, snapshot=(waited if step.from_waiting else None) or seen.snapshot
        )
        changes += [change] if change is not None else []
        if number < len(decision.steps) or decision.waiting is not None:
            # Another text was seen at this look: this one was last seen when it waited.
            article.text_snapshot = waited or seen.snapshot
            article.text_seen_at = _started_at(waited, at=at)
        else:
            article.text_snapshot, article.text_seen_at = seen.snapshot, seen.started_at
    rereading = None
    if decision.basis is not None:
        rereading = _rebase(article, decision, rendition, snapshot=seen.snapshot)
    if decision.verdict == Verdict.SAME and decision.waiting is None and not decision.turns:
        article.text_seen_at, article.text_snapshot = seen.started_at, seen.snapshot
    wait_for(article, decision.waiting, snapshot=seen.snapshot)
    note_flips(article, decision.flips, at=seen.finished_at)
    article.save(
        update_fields=[
            "latest_version", "version_count", "last_changed_at", "text_seen_at", "text_snapshot",
            "basis", "public_since", "withheld_numbers", *WAITING,
        ]
    )  # fmt: skip
    return Recorded(
        Outcome.NEW_VERSION if decision.steps else _OUTCOMES[decision.verdict],
        article.latest_version if decision.steps else None,
        tuple(changes),
        waits=WaitingFor(article.waiting_for) if article.waiting_for else None,
        smells=(*decision.smells, *(("turns",) if decision.turns else ())),
        rereading=rereading,
    )


def _record_step(article: Article, step: Step, *, snapshot: Snapshot) -> Change | None:
    """Make one Version and the Change that leads to it; point the Article at it."""
    latest = article.latest_version
    text_hash = hash_text(step.rendition.text)
    version = Version.objects.create(
        article=article,
        number=article.version_count + 1,
        observed_at=step.since,
        snapshot=snapshot,
        same_text_as=article.versions.filter(text_hash=text_hash).order_by("number").first(),
        **columns_of(step.rendition, now=step.since),
    )
    withhold_again(article, version)
    change = None
    if latest is not None and step.before is not None:
        change = Change.objects.create(
            article=article,
            from_version=latest,
            to_version=version,
            from_number=latest.number,
            to_number=version.number,
            seen_old_at=min(article.text_seen_at or latest.observed_at, version.observed_at),
            seen_new_at=version.observed_at,
            old_snapshot=article.text_snapshot or latest.snapshot,
            from_reading=_read_as(article, latest, step),
        )
    article.latest_version, article.version_count, article.basis = version, version.number, None
    article.last_changed_at = version.observed_at
    if article.public_since is None and article.is_public:
        article.public_since = version.observed_at
    return change


def _read_as(article: Article, latest: Version, step: Step) -> Rereading | None:
    """Return the old text as it was compared, None where that is the Version's own."""
    before = step.before
    assert before is not None
    if before == latest.text:
        return None
    if article.basis is not None and before == article.basis.text:
        return article.basis
    columns = {
        **{name: getattr(latest, name) for name in READ_COLUMNS},
        **text_columns(before),
        "extractor": step.rendition.extraction.extractor,
        "hints": step.rendition.extraction.hints,
    }
    return reread_version(
        latest,
        reason=RereadingReason(step.cause) if step.cause else RereadingReason.FURNITURE,
        snapshot=article.text_snapshot or latest.snapshot,
        columns=columns,
        now=step.since,
    )


def _rebase(
    article: Article, decision: Decision, rendition: Rendition, *, snapshot: Snapshot
) -> Rereading | None:
    """Compare later looks with the latest Version as it reads today; return that reading where it is a new one."""
    latest = article.latest_version
    assert latest is not None and decision.cause is not None
    known = article.basis
    article.basis = reread_version(
        latest,
        reason=RereadingReason(decision.cause),
        snapshot=snapshot,
        columns=columns_of(rendition, now=snapshot.fetched_at),
        now=snapshot.fetched_at,
    )
    return article.basis if article.basis != known else None


def seen_first(article: Article) -> Seen:
    """Return the look that first saw the text that waits; raise ValueError where none does."""
    snapshot, at = article.waiting_snapshot, article.waiting_since
    if snapshot is None or at is None:
        raise ValueError("Nothing waits.")
    return Seen(snapshot, _started_at(snapshot, at=at) or at, at)


def _started_at(snapshot: Snapshot | None, *, at: datetime | None) -> datetime | None:
    """Return when the look began that saw a response and ended `at`; a page that stays as it is has but one response.

    Where a later text waits in place of an earlier one there is no such look: then the first that saw the response.
    """
    if snapshot is None or at is None:
        return at
    looks = Check.objects.filter(article=snapshot.article_id, snapshot=snapshot)
    look = (
        looks.filter(started_at__lte=at).order_by("-started_at").first()
        or looks.order_by("started_at").first()
    )
    return look.started_at if look is not None else snapshot.fetched_at
