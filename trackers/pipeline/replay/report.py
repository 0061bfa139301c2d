"""Report: what a run found, as sentences and as rows, for the command and the admin alike."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trackers.models import ReplayFinding, ReplayRun, ReplayState, SkippedFor, StepVerdict, VersionVerdict
from trackers.pipeline.words import translate_reason

CSV_HEADER = (
    "article", "version", "verdict", "reason", "fields", "words_gone", "words_come", "gone", "come", "change", "step",
    "step_before", "step_after", "skipped", "url",
)  # fmt: skip
_AT_ONCE = 500
# What a spreadsheet would take for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tell_run(run: ReplayRun) -> list[str]:
    """Return where a run stands and what it found, one plain sentence each."""
    lines = [
        _("%(done)d of %(total)d versions read again, %(state)s.")
        % {
            "done": run.versions_done,
            "total": max(run.versions_total, run.versions_done),
            "state": ReplayState(run.state).label,
        }
    ]
    if run.detail:
        lines.append(run.detail)
    if run.seconds:
        lines.append(_("%(rate).1f versions a second.") % {"rate": run.versions_a_second})
    lines += [f"{label}: {count}" for label, count in tell_verdicts(run)]
    return lines


def tell_verdicts(run: ReplayRun) -> list[tuple[str, int]]:
    """Return what the tally of a run counts, in words; only what occurred."""
    made = {
        "readings": _("technical re-readings recorded"),
        "bases": _("articles whose next look is compared with one"),
        "descriptions": _("changes described anew"),
    }
    named = [
        *((f"version_{word}", _("versions: %(word)s") % {"word": word.label}) for word in VersionVerdict),
        *((f"step_{word}", _("changes: %(word)s") % {"word": word.label}) for word in StepVerdict),
        *((f"skipped_{word}", _("not applied: %(word)s") % {"word": word.label}) for word in SkippedFor),
        *((f"made_{name}", label) for name, label in made.items()),
    ]
    counts = {str(key): int(count) for key, count in run.tally.items()}
    return [(str(label), counts[key]) for key, label in named if counts.get(key)]


def find_findings(run: ReplayRun) -> QuerySet[ReplayFinding]:
    """Return a run's findings in order with what a line of a report shows; the long texts stay in the database."""
    rows = run.findings.select_related("version__article", "change").order_by("pk")
    long_columns = (
        "paragraphs",
        "captions",
        "standfirst",
        "roles",
        "credits",
        "notices",
        "pointers",
        "places",
        "byline",
    )
    return rows.defer(*(f"version__{name}" for name in long_columns))


def list_findings(run: ReplayRun) -> Iterator[tuple[str, ...]]:
    """Yield a run's findings as cells under CSV_HEADER, safe to open in a spreadsheet; a few hundred in memory."""
    for row in find_findings(run).iterator(chunk_size=_AT_ONCE):
        cells = (
            row.version.article_id, row.version.number, row.verdict, translate_reason(row.reason), " ".join(row.fields),
            row.words_gone, row.words_come, row.gone, row.come, str(row.change or ""), row.step, row.step_before,
            row.step_after, row.skipped, row.version.article.url,
        )  # fmt: skip
        yield tuple(_disarm(str(cell)) for cell in cells)


def _disarm(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
