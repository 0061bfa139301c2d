"""Version: decide what a reading means for an Article and record it, text and step and pointers in one transaction.

What it means is decided in ``trackers.text.deciding``, which knows no database; here is what an Article remembers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

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
    Variant,
    Version,
    WaitingFor,
)
from trackers.pipeline.columns import READ_COLUMNS, columns_of, reread_version, text_columns
from trackers.text.deciding import (
    Decision,
    Evidence,
    Flip,
    Memory,
    Rendition,
    Step,
    Verdict,
    Waiting,
    Wants,
    decide,
    strip_marked,
)
from trackers.text.tidy import hash_text

# How long a second look is apart from the first, as a share of the Source's first interval: 2 of 30 minutes.
SOON = 15
MOST_SOON = timedelta(minutes=2)
MOST_VARIANTS = 30

Mark = Callable[[Sequence[str]], tuple[int, ...]]
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


@dataclass(frozen=True)
class Seen:
    """One look to be recorded: the response and when it was asked for and had.

    ``started_at`` bounds what was still seen, ``finished_at`` what is first seen: the true moment of an edit lies
    between.
    """

    snapshot: Snapshot
    started_at: datetime
    finished_at: datetime


def record_reading(
    article: Article, rendition: Rendition, *, seen: Seen, evidence: Evidence, mark: Mark
) -> Recorded:
    """Compare a reading with what the Article said last and record what it means.

    The Article's row is locked, so that two looks that overlap in spite of everything decide one after the other.
    ``mark`` returns the places of the template's lines among those of a body.
    """
    with transaction.atomic():
        locked = (
            Article.objects.select_for_update(of=("self",))
            .select_related("latest_version", "basis", "source")
            .get(pk=article.pk)
        )
        memory = _remember(locked, rendition, mark=mark)
        decision = decide(memory, rendition, at=seen.finished_at, evidence=evidence)
        return _record(locked, decision, rendition, seen=seen)


def _remember(article: Article, rendition: Rendition, *, mark: Mark) -> Memory:
    """Return what is known of an Article; its variants only where its text differs."""
    latest = article.latest_version
    if latest is None:
        return Memory()
    stored = article.basis or latest
    marked = frozenset((*stored.furniture, *mark(stored.paragraphs)))
    basis = strip_marked(
        stored.text, lines=stored.paragraphs, marked=marked, own=frozenset(rendition.text.paragraphs)
    )
    flips = () if basis == rendition.text else tuple(_known_flips(article))
    return Memory(
        basis=basis,
        share_headline=stored.share_headline,
        date_modified=stored.date_modified,
        reader=(stored.extractor, stored.hints),
        places=tuple(stored.places.items()),
        waiting=_waiting_of(article),
        flips=flips,
        soon=min(article.source.first_interval / SOON, MOST_SOON),
    )


def _known_flips(article: Article) -> list[tuple[Flip, int]]:
    rows = article.variants.order_by("-last_seen_at")[:MOST_VARIANTS]
    return [(Flip(row.field, row.one, row.other), row.times) for row in rows]


def _waiting_of(article: Article) -> Waiting | None:
    if not article.waiting_for or article.waiting_since is None:
        return None
    return Waiting(
        article.waiting_hash, article.waiting_since, article.waiting_looks, Wants(article.waiting_for)
    )


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
            article.text_seen_at = _started_at(waited) or at
        else:
            article.text_snapshot, article.text_seen_at = seen.snapshot, seen.started_at
    rereading = None
    if not decision.steps and decision.verdict == Verdict.SAME:
        if decision.basis is not None:
            rereading = _rebase(article, decision, rendition, snapshot=seen.snapshot)
        if decision.waiting is None and not decision.turns:
            article.text_seen_at, article.text_snapshot = seen.started_at, seen.snapshot
    _wait_for(article, decision.waiting, snapshot=seen.snapshot)
    _note_flips(article, decision.flips, at=seen.finished_at)
    article.save(
        update_fields=[
            "latest_version", "version_count", "last_changed_at", "text_seen_at", "text_snapshot",
            "basis", "public_since", *WAITING,
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


def _wait_for(article: Article, waiting: Waiting | None, *, snapshot: Snapshot) -> None:
    if waiting is None:
        article.forget_waiting()
        return
    if article.waiting_hash != waiting.text_hash or article.waiting_snapshot_id is None:
        article.waiting_snapshot = snapshot
    article.waiting_hash, article.waiting_since = waiting.text_hash, waiting.since
    article.waiting_for, article.waiting_looks = WaitingFor(waiting.wants), waiting.looks


def _note_flips(article: Article, flips: Sequence[Flip], *, at: datetime) -> None:
    """Tell each place that flips once, with both texts."""
    for flip in flips[:MOST_VARIANTS]:
        texts = "\x00".join((flip.field, *sorted((flip.one, flip.other))))
        key = sha256(texts.encode("utf-8", "surrogatepass")).hexdigest()
        row, is_new = Variant.objects.get_or_create(
            article=article,
            key=key,
            defaults={
                "field": flip.field,
                "one": flip.one,
                "other": flip.other,
                "first_seen_at": at,
                "last_seen_at": at,
            },
        )
        if not is_new:
            row.times, row.last_seen_at = row.times + 1, max(at, row.last_seen_at)
            row.save(update_fields=["times", "last_seen_at"])


def _started_at(snapshot: Snapshot | None) -> datetime | None:
    """Return when the look began that first saw a response."""
    if snapshot is None:
        return None
    look = Check.objects.filter(article=snapshot.article_id, snapshot=snapshot).order_by("started_at").first()
    return look.started_at if look is not None else snapshot.fetched_at
