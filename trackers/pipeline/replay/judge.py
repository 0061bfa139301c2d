"""Judge: what reading stored responses again means for a Version, the edit that led to it, and what comes next."""

from dataclasses import dataclass

from trackers.models import (
    Article,
    Change,
    ReplayFinding,
    ReplayRun,
    Snapshot,
    StepVerdict,
    Version,
    VersionVerdict,
)
from trackers.pipeline.replay.reread import Rereader, Today
from trackers.text.compare import Diff, compare, excerpt


@dataclass(frozen=True)
class Step:
    """The edit that led to a Version: its two sides as they read today, each from the response that bounds it."""

    change: Change
    before: Today
    after: Today
    verdict: StepVerdict


@dataclass(frozen=True)
class Latest:
    """What an Article says today by the response that its text was last seen in: the next look is compared with it."""

    response: Snapshot
    today: Today


@dataclass(frozen=True)
class Judged:
    """What was found about one Version; ``latest`` only for the Article's last one."""

    version: Version
    today: Today
    verdict: VersionVerdict
    step: Step | None = None
    latest: Latest | None = None

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to tell."""
        step = self.step.verdict if self.step is not None else StepVerdict.SAME
        return self.verdict == VersionVerdict.SAME and step == StepVerdict.SAME


def judge_version(version: Version, *, article: Article, change: Change | None, rereader: Rereader) -> Judged:
    """Read what a Version and the edit that led to it rest on, and say what that means.

    ``article`` comes with ``text_snapshot`` and ``basis__snapshot``, ``change`` with ``from_version``, ``from_reading``
    and ``old_snapshot``. Two or three readings for a Version that another extractor has read, none for others.
    """
    today = rereader.read_side(version, response=version.snapshot)
    return Judged(
        version=version,
        today=today,
        verdict=_judge(today, recorded=version.text_hash),
        step=_judge_step(change, after=today, to_hash=version.text_hash, rereader=rereader)
        if change
        else None,
        latest=_read_latest(article, version, rereader=rereader),
    )


def make_finding(judged: Judged, *, run: ReplayRun) -> ReplayFinding:
    """Return the row that tells of a Version, not stored yet. Costs a comparison where it reads otherwise."""
    finding = ReplayFinding(
        run=run, version=judged.version, verdict=judged.verdict, reason=judged.today.reason
    )
    if judged.verdict == VersionVerdict.OTHERWISE and judged.today.row is not None:
        diff = compare(judged.version.text, judged.today.row.text)
        finding.fields = list_fields(diff)
        finding.words_gone, finding.words_come = diff.words_removed, diff.words_added
        finding.gone, finding.come = _pick_words(diff)
    if judged.step is not None:
        finding.change, finding.step = judged.step.change, judged.step.verdict
        finding.step_before, finding.step_after = _tell_step(judged.step)
    return finding


def list_fields(diff: Diff) -> list[str]:
    """Return the names of the tracked fields that differ, in the order of a page."""
    named = [row.field.value for row in diff.fields if row.changed]
    body = ["paragraphs"] if any(row.changed for row in diff.rows) else []
    return [*dict.fromkeys(named), *body]


def _judge(today: Today, *, recorded: str) -> VersionVerdict:
    if today.row is None:
        return VersionVerdict.LOST if today.is_lost else VersionVerdict.UNREADABLE
    return VersionVerdict.SAME if today.row.text_hash == recorded else VersionVerdict.OTHERWISE


def _judge_step(change: Change, *, after: Today, to_hash: str, rereader: Rereader) -> Step:
    recorded = change.text_before
    before = rereader.read_side(recorded, response=change.old_snapshot)
    if before.row is None or after.row is None:
        verdict = StepVerdict.UNTOLD
    elif before.row.text_hash == recorded.text_hash and after.row.text_hash == to_hash:
        verdict = StepVerdict.SAME
    elif before.row.text_hash == after.row.text_hash:
        verdict = StepVerdict.VANISHES
    else:
        verdict = StepVerdict.DIFFERS
    return Step(change, before, after, verdict)


def _read_latest(article: Article, version: Version, *, rereader: Rereader) -> Latest | None:
    """Read what the next look is compared with; None where today's extractor has, or for a Version before the last."""
    if article.latest_version_id != version.pk:
        return None
    basis = article.basis
    if not rereader.is_stale(basis or version):
        return None
    response = article.text_snapshot or version.snapshot
    if basis is not None and basis.snapshot.fetched_at > response.fetched_at:
        response = basis.snapshot
    return Latest(response, rereader.read_side(basis or version, response=response))


def _tell_step(step: Step) -> tuple[str, str]:
    """Return the words that went and came: as read today, or as recorded where no difference is read any more."""
    if step.verdict == StepVerdict.DIFFERS and step.before.row is not None and step.after.row is not None:
        return _pick_words(compare(step.before.row.text, step.after.row.text))
    description = getattr(step.change, "description", None)
    if step.verdict != StepVerdict.VANISHES or description is None:
        return "", ""
    if description.removed or description.added:
        return description.removed, description.added
    return description.headline_before, description.headline_after


def _pick_words(diff: Diff) -> tuple[str, str]:
    """Return the strongest words on either side; the headline's where nothing else differs."""
    words = excerpt(diff)
    if words.removed or words.added or not diff.headline.changed:
        return words.removed, words.added
    sides = (diff.headline.old or (), diff.headline.new or ())
    before, after = ("".join(span.text for span in side) for side in sides)
    return before, after
