"""The columns of a spreadsheet of changes: what stands in it, what is filled in, and how that is explained.

The names of the columns are the same in every language: what was taken away in one is handed in with another.
"""

from collections.abc import Callable, Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from trackers.desk.dismissals import DISMISSALS
from trackers.desk.sheetwords import DECISIONS
from trackers.models import (
    DISCLOSURES,
    Adequacy,
    Cause,
    Change,
    ChangeKind,
    Confidence,
    Label,
    Placement,
    ReviewState,
    SheetForm,
    SheetRow,
    Significance,
    readers_view,
)
from trackers.text.sheets import Table, write_csv, write_xlsx

ID, LOCK = "id", "lock seen"
FACETS = (
    "kinds", "disclosure", "significance", "confidence", "cause", "adequacy", "placement", "public note",
    "internal note", "labels",
)  # fmt: skip
FILLED_IN = ("decision", "reason", *FACETS)
TOLD = (
    "page", "address", "publisher", "headline before", "headline after", "words that went", "words that came",
    "kinds by rule", "rank", "seen before", "seen after", "state",
)  # fmt: skip
HEAD = (ID, LOCK, *TOLD, *FILLED_IN)
# What is read of a sheet that comes back; all other columns are passed by.
READ = (ID, LOCK, *FILLED_IN)
NEEDED = (ID, LOCK, "decision")
WHY, STATE_NOW, LOCK_NOW = "why", "state now", "lock now"
_WIDE = frozenset({"headline before", "headline after", "words that went", "words that came", "public note",
                   "internal note", "reason", WHY})  # fmt: skip
_LONGEST_WORDS = 2_000
_READ_AT_ONCE = 200
_LONG = ("paragraphs", "captions", "standfirst", "byline")


def set_aside(heads: Sequence[str]) -> list[str]:
    """Return the heads of columns that are none of ours, at most twenty: words under them are not read."""
    ours = {*HEAD, WHY, STATE_NOW, LOCK_NOW}
    return [head for head in heads if head not in ours][:20]


def tabulate_changes(
    keys: Sequence[int], *, note: Callable[[int], None] | None = None
) -> Iterator[list[str | int]]:
    """Yield one row for each Change, in the order of its keys, with nothing filled in. A query for each 200 rows.

    ``note`` is told how many keys are done. A file lies about for ever: it never holds what is withheld from readers.
    """
    for start in range(0, len(keys), _READ_AT_ONCE):
        part = keys[start : start + _READ_AT_ONCE]
        rows = Change.objects.select_related(
            "article__source", "description", "review", "from_version", "to_version"
        ).defer(
            "description__evidence", *(f"{side}_version__{name}" for side in ("from", "to") for name in _LONG)
        )
        with readers_view():
            found = {row.pk: _tell(row) for row in rows.filter(pk__in=part)}
        yield from (found[key] for key in part if key in found)
        if note is not None:
            note(start + len(part))


def write_changes(keys: Sequence[int], form: str, *, note: Callable[[int], None] | None = None) -> bytes:
    """Return Changes as a file to be filled in; ``note`` is told how many are written."""
    return write_table(_table(tabulate_changes(keys, note=note), head=HEAD), form)


def write_left(rows: Sequence[SheetRow], form: str) -> bytes:
    """Return rows of a spreadsheet that came to nothing, with all that was typed in them, why, and how things stand."""
    head = (*READ, WHY, STATE_NOW, LOCK_NOW)
    return write_table(_table((_tell_left(row) for row in rows), head=head), form)


def write_table(table: Table, form: str) -> bytes:
    """Return a table in one of the forms."""
    return write_xlsx(table) if form == SheetForm.XLSX else write_csv(table)


def _table(rows: Iterator[list[str | int]], *, head: tuple[str, ...]) -> Table:
    return Table(
        head=head,
        rows=rows,
        notes=tuple(explain_columns()),
        choices={
            "decision": list(DECISIONS),
            "disclosure": [code for code, _label in DISCLOSURES],
            "significance": [str(step.value) for step in Significance],
            "confidence": list(Confidence.values),
            "adequacy": list(Adequacy.values),
            "placement": list(Placement.values),
        },
        wide=_WIDE,
        name=_("Changes"),
        notes_name=_("How to fill this in"),
    )


def explain_columns() -> list[str]:
    """Return how a sheet is filled in: a sentence for each column with all words that it takes. One query."""
    labels = Label.objects.filter(retired_at__isnull=True)
    return [
        _("Fill in the last columns and hand the file in again. Nothing is done before you have seen what would be."),
        _("id, lock seen: leave them as they are. They say which change this is and how you saw it."),
        _("decision: %(words)s. A row without one is passed by.")
        % {"words": "; ".join(f"{code} ({label})" for code, (label, _steps) in DECISIONS.items())},
        _("reason: in your words; asked for with dismiss and return. For dismiss also one letter: %(words)s.")
        % {"words": "; ".join(f"{letter} ({words})" for letter, words in DISMISSALS.items())},
        _("The columns from kinds to labels go with annotate and submit. What is left empty stays as it is."),
        _("kinds: several, parted by commas: %(words)s.")
        % {"words": "; ".join(f"{kind.value} ({kind.label})" for kind in ChangeKind)},
        _("disclosure: %(words)s.") % {"words": "; ".join(f"{code} ({label})" for code, label in DISCLOSURES)},
        _("significance: %(words)s.") % {"words": "; ".join(f"{step.value} ({step.label})" for step in Significance)},
        _("confidence: %(words)s.")
        % {"words": "; ".join(f"{code} ({label})" for code, label in Confidence.choices)},
        _("cause: what was done, one of these: %(words)s.")
        % {"words": "; ".join(f"{cause.value} ({cause.label})" for cause in Cause)},
        _("adequacy, placement: what the publisher’s notice tells of the change, and where it stands: %(words)s. Where "
          "the page has no notice both stay empty.")
        % {"words": "; ".join(f"{code} ({label})" for code, label in (*Adequacy.choices, *Placement.choices))},
        _("public note: for readers, in place of the one that stands there. internal note: never shown to the public."),
        _("labels: added to those that stand there, several parted by commas: %(words)s.")
        % {"words": "; ".join(f"{label.code} ({label.name})" for label in labels) or "–"},
        _("Where a cell might be taken for a formula, an apostrophe stands before it; it comes off on the way in."),
    ]  # fmt: skip


def _tell(change: Change) -> list[str | int]:
    review = getattr(change, "review", None)
    return [
        change.pk,
        review.lock if review is not None else 0,
        settings.PUBLIC_URL + reverse("admin:trackers_change_change", args=[change.pk]),
        # The address of an article is most of its headline.
        "" if change.is_withheld else change.article.url,
        change.article.source.name,
        *_tell_words(change),
        f"{change.seen_old_at:%Y-%m-%d %H:%M}",
        f"{change.seen_new_at:%Y-%m-%d %H:%M}",
        str(review.state if review is not None else ReviewState.NEW),
        *("" for _name in FILLED_IN),
    ]


def _tell_words(change: Change) -> list[str | int]:
    """Return headlines, words, kinds and rank; of a change that readers are not shown, that it is withheld."""
    if change.is_withheld:
        return [_("[withheld]"), _("[withheld]"), "", "", "", ""]
    described = getattr(change, "description", None)
    return [
        (described.headline_before if described is not None else "") or change.from_version.headline,
        (described.headline_after if described is not None else "") or change.text_after.headline,
        described.removed[:_LONGEST_WORDS] if described is not None else "",
        described.added[:_LONGEST_WORDS] if described is not None else "",
        ", ".join(described.kinds) if described is not None else "",
        described.rank if described is not None and described.kinds else "",
    ]


def _tell_left(row: SheetRow) -> list[str | int]:
    review = getattr(row.change, "review", None) if row.change is not None else None
    state, lock = (str(review.state), review.lock) if review is not None else (str(ReviewState.NEW), 0)
    now: list[str | int] = [state, lock] if row.change is not None else ["", ""]
    return [*(str(row.typed.get(name, "")) for name in READ), row.words, *now]
