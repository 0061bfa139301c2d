"""Record: keep what was read again beside the Version, for the next look, and for what lists say of a Change.

Safe to run twice: one response read by one extractor with one set of hints is one Rereading of a Version.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from trackers.models import (
    Annotation,
    AnnotationState,
    Article,
    Change,
    Description,
    ReadText,
    Reread,
    Rereading,
    RereadingReason,
    SkippedFor,
    Snapshot,
    StepVerdict,
    Version,
    VersionVerdict,
    hold_rules,
)
from trackers.pipeline.describe import describe_change
from trackers.pipeline.diff import diff_versions
from trackers.pipeline.replay.judge import Judged, Latest, Step

_WORDS = {
    StepVerdict.SAME: "",
    StepVerdict.DIFFERS: Reread.DIFFERS,
    StepVerdict.VANISHES: Reread.SAME,
}


@dataclass
class Recorded:
    """What became of one Version's findings: what was made, counted, and why something was not."""

    made: Counter[str] = field(default_factory=Counter)
    skipped: SkippedFor | None = None


def record_judged(judged: Judged, *, article_id: int) -> Recorded:
    """Keep what a Version says today, as one transaction under its Article's lock.

    A reviewed Change keeps every word it has; of an Article that was looked at meanwhile, that look's basis stands.
    """
    recorded = Recorded()
    with transaction.atomic():
        article = (
            Article.objects.select_for_update(of=("self",)).only("latest_version", "text_snapshot", "basis")
        ).get(pk=article_id)
        if judged.verdict == VersionVerdict.OTHERWISE and judged.today.row is not None:
            _keep(judged.version, judged.today.row, response=judged.version.snapshot, recorded=recorded)
        if judged.step is not None and judged.step.verdict in _WORDS:
            _restate(judged.step, version=judged.version, recorded=recorded)
        if judged.latest is not None:
            _set_basis(article, judged.version, judged.latest, recorded=recorded)
    return recorded


def is_reviewed(change: Change) -> bool:
    """Tell whether an editor's work rests on what a Change says now: anything but drafts. One query."""
    return Annotation.objects.filter(change=change).exclude(state=AnnotationState.DRAFT).exists()


def _restate(step: Step, *, version: Version, recorded: Recorded) -> None:
    """Say of a Change what is read today; its own row, and the two Versions, stay as they are."""
    change = step.change
    hold_rules()
    description = Description.objects.select_for_update().filter(change=change).first()
    if description is None or (not description.reread and step.verdict == StepVerdict.SAME):
        return
    if is_reviewed(change):
        recorded.skipped = SkippedFor.REVIEWED
        return
    assert step.before.row is not None and step.after.row is not None
    before = after = None
    if step.before.row.text_hash != change.text_before.text_hash:
        before = _keep(change.from_version, step.before.row, response=change.old_snapshot, recorded=recorded)
    if step.after.row.text_hash != version.text_hash:
        after = _keep(version, step.after.row, response=version.snapshot, recorded=recorded)
    said = (description.reread, description.before_reading_id, description.after_reading_id)
    word = _WORDS[step.verdict]
    if said == (word, before and before.pk, after and after.pk):
        return
    description.reread, description.before_reading, description.after_reading = word, before, after
    description.save(update_fields=["reread", "before_reading", "after_reading"])
    fresh = Change.objects.select_related(
        "article__source",
        "from_version",
        "to_version",
        "from_reading",
        "description__before_reading",
        "description__after_reading",
    ).get(pk=change.pk)
    describe_change(fresh, diff_versions(*fresh.texts_shown))
    recorded.made["descriptions"] += 1


def _set_basis(article: Article, version: Version, latest: Latest, *, recorded: Recorded) -> None:
    """Let the next look be compared with what the Article says today."""
    row = latest.today.row
    if row is None:
        return
    seen_in = {article.text_snapshot_id or version.snapshot_id}
    if article.basis is not None:
        seen_in.add(article.basis.snapshot_id)
    if article.latest_version_id != version.pk or latest.response.pk not in seen_in:
        recorded.skipped = recorded.skipped or SkippedFor.OVERTAKEN
        return
    basis = None
    if row.text_hash != version.text_hash:
        basis = _keep(version, row, response=latest.response, recorded=recorded)
    if article.basis_id != (basis and basis.pk):
        article.basis = basis
        article.save(update_fields=["basis"])
        recorded.made["bases"] += 1


def _keep(version: Version, row: ReadText, *, response: Snapshot, recorded: Recorded) -> Rereading:
    """Return the Rereading that holds a text of a Version, made now unless there is one."""
    if isinstance(row, Rereading) and row.pk is not None:
        return row
    same = {"version": version, "snapshot": response, "text_hash": row.text_hash}
    known = Rereading.objects.filter(**same, extractor=row.extractor, hints=row.hints).order_by("pk").first()
    if known is not None:
        return known
    columns = {name.attname: getattr(row, name.attname) for name in ReadText._meta.concrete_fields}
    recorded.made["readings"] += 1
    return Rereading.objects.create(
        version=version, snapshot=response, reason=_name_reason(version, row), **columns
    )


def _name_reason(version: Version, row: ReadText) -> RereadingReason:
    if row.extractor != version.extractor:
        return RereadingReason.EXTRACTOR
    return RereadingReason.HINTS if row.hints != version.hints else RereadingReason.READING
