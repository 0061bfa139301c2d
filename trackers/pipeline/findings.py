"""Findings: from what looks saw to what that means, in the order of the stages: identify, version.

Each finding is one Entry for the log and the Changes to be told of; nothing is written here but Versions and Snapshots.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from trackers.models import Article, Change, MissingBody, Outcome, Snapshot, Via, hints_of
from trackers.pipeline.absence import HOME_PAGE, tell_step
from trackers.pipeline.evidence import StoredEvidence
from trackers.pipeline.extract import read_snapshot
from trackers.pipeline.faults import explain_fault
from trackers.pipeline.identify import identify_page, read_route
from trackers.pipeline.incidents import Step, Verdict, note_left, weigh
from trackers.pipeline.keep import note_bodies
from trackers.pipeline.logbook import Entry
from trackers.pipeline.marks import mark_rendition, mark_stored
from trackers.pipeline.sight import Sight
from trackers.pipeline.version import Difference, Fate, Seen, record_reading
from trackers.pipeline.words import tell_smells, translate_reason
from trackers.text.extraction import Reading, ReadingState
from trackers.text.fronts import is_front


@dataclass(frozen=True)
class Finding:
    """What a sight meant: the entry to write down, the Changes of the text, and that of a page gone or back."""

    entry: Entry
    changes: tuple[Change, ...] = ()
    step: Change | None = None


def decide_quiet(sights: Sequence[Sight], *, via: Via) -> list[Finding]:
    """Return the findings of looks that saw the latest text again; their responses share their statements."""
    new = [(sight.article, sight.kept) for sight in sights if sight.kept is not None]
    rows = {row.article_id: row for row in note_bodies(new)}
    return [
        Finding(
            Entry(
                sight.article,
                sight.look,
                sight.look.outcome or Outcome.UNCHANGED,
                snapshot=rows.get(sight.article.pk) or sight.article.last_snapshot,
                is_readable=True,
                text_seen=True,
                directives=join_directives(sight.reading.directives) if sight.reading else None,
                via=via,
            )
        )
        for sight in sights
    ]


def decide(sight: Sight, *, via: Via) -> Finding:
    """Decide what one sight means; what no stage foresaw becomes an Outcome that says so."""
    try:
        with transaction.atomic():
            return _decide(sight, via=via)
    except Exception as error:  # noqa: BLE001
        outcome, words = explain_fault(error, what=f"article={sight.article.pk}")
        return Finding(Entry(sight.article, sight.look, outcome, words, via=via))


def _decide(sight: Sight, *, via: Via) -> Finding:
    article, look = sight.article, sight.look
    if look.outcome not in {None, Outcome.NOT_MODIFIED}:
        return Finding(Entry(article, look, look.outcome or Outcome.FAILED, look.detail, via=via))
    if sight.kept is not None and sight.reading is not None:
        (snapshot,) = note_bodies([(article, sight.kept)])
        return _decide_reading(sight, sight.reading, snapshot=snapshot, via=via)
    # The same response as last time, which holds a returning text that waits for its day, or followed on an absence.
    snapshot_or_none = article.last_snapshot
    if snapshot_or_none is None:
        return Finding(
            Entry(article, look, Outcome.FAILED, _("The server said that nothing is new."), via=via)
        )
    try:
        reading = read_snapshot(snapshot_or_none, asked_url=article.url, hints=hints_of(article.source))
    except MissingBody:
        return Finding(
            Entry(
                article,
                look,
                look.outcome or Outcome.UNCHANGED,
                snapshot=snapshot_or_none,
                is_readable=True,
                via=via,
            )
        )
    return _decide_reading(sight, reading, snapshot=snapshot_or_none, via=via)


_OUTCOMES = {
    ReadingState.UNREADABLE: Outcome.UNREADABLE,
    ReadingState.BLOCKED: Outcome.BLOCKED,
    ReadingState.MISSING: Outcome.MISSING,
}


def _decide_reading(sight: Sight, reading: Reading, *, snapshot: Snapshot, via: Via) -> Finding:
    article, look = sight.article, sight.look
    directives = join_directives(reading.directives)
    if reading.extraction is None:
        outcome = _OUTCOMES.get(reading.state, Outcome.UNREADABLE)
        code = HOME_PAGE if outcome == Outcome.MISSING and is_front(snapshot.url) else ""
        detail = translate_reason(reading.reason)
        return Finding(Entry(article, look, outcome, detail, snapshot=snapshot, code=code, via=via))
    hops = look.response.hops if look.response is not None and look.status == 200 else ()
    route = read_route(hops, final_url=snapshot.url)
    elsewhere = identify_page(article, reading.extraction, route=route, now=look.finished_at)
    if elsewhere is not None:
        code = HOME_PAGE if elsewhere.outcome == Outcome.MISSING else ""
        return Finding(
            Entry(article, look, elsewhere.outcome, elsewhere.detail, snapshot=snapshot, code=code, via=via)
        )
    mark = functools.partial(mark_rendition, source=article.source_id, now=look.finished_at)
    recorded = record_reading(
        article,
        mark(reading.extraction),
        seen=Seen(snapshot, look.started_at, look.finished_at),
        evidence_of=functools.partial(
            StoredEvidence, snapshot=snapshot, mark=mark, hints=hints_of(article.source)
        ),
        mark=functools.partial(mark_stored, source=article.source_id, now=look.finished_at),
        weigh=weigh_against_incidents,
    )
    if recorded.version is not None:
        # The Article as it is now, for the plan of its next look.
        article.latest_version, article.version_count = recorded.version, recorded.version.number
        article.last_changed_at = recorded.version.observed_at
    outcome = recorded.outcome
    if outcome == Outcome.UNCHANGED and look.outcome == Outcome.NOT_MODIFIED:
        outcome = Outcome.NOT_MODIFIED
    entry = Entry(
        article,
        look,
        outcome,
        tell_smells(recorded.smells) if recorded.waits or recorded.smells else "",
        snapshot=snapshot,
        is_readable=True,
        fingerprint="" if recorded.waits else reading.fingerprint,
        directives=directives,
        via=via,
        waits=recorded.waits,
    )
    return Finding(entry, recorded.changes)


_FATES = {Verdict.HOLD: Fate.HELD, Verdict.ABSORB: Fate.ABSORBED}


def weigh_against_incidents(article: Article, difference: Difference, *, seen: Seen) -> Fate:
    """Return what becomes of a text that differs: whether many articles of its publisher change alike."""
    if difference.before is None:
        if difference.memory.waiting is not None:
            note_left(article, now=seen.finished_at)
        return Fate.GOES_ON
    said = difference.rendition.extraction
    step = Step(
        difference.before,
        difference.rendition.text,
        difference.memory.places,
        said.places,
        said.confidence,
        difference.rendition.key,
    )
    held = weigh(article, step, snapshot=seen.snapshot, now=seen.finished_at)
    return Fate.GOES_ON if held is None else _FATES[held.verdict]


def put_in_words(finding: Finding) -> str:
    """Return in a sentence or two what a look came to, for whoever asked for it."""
    words = _tell_outcome(finding)
    return words if finding.step is None else f"{tell_step(finding.step)} {words}"


def _tell_outcome(finding: Finding) -> str:
    outcome = finding.entry.outcome
    if finding.changes:
        return _("The article changed: version %(new)d differs from version %(old)d.") % {
            "new": finding.changes[-1].to_number,
            "old": finding.changes[-1].from_number,
        }
    if outcome == Outcome.NEW_VERSION:
        return _("The article was read for the first time.")
    if outcome in {Outcome.UNCHANGED, Outcome.NOT_MODIFIED}:
        return _("The article has not changed.")
    if outcome == Outcome.REVERTED:
        return _("An earlier text is back; it becomes a version if it still stands in a day.")
    return finding.entry.detail or str(Outcome(outcome).label)


def join_directives(directives: Iterable[str]) -> str:
    """Return what a page asks of robots as one line."""
    return ", ".join(directives)[:200]
