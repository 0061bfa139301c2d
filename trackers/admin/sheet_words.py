"""What a spreadsheet handed in says of itself: why it cannot be read, how far it is, what becomes of its rows."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.cells import link_inside
from trackers.admin.progress import say_progress
from trackers.desk.sheetcolumns import ID, READ
from trackers.desk.sheetimports import PHASES
from trackers.models import SheetImport, SheetRow, SheetState, SheetVerdict
from trackers.text.sheets import SheetFault, UnreadableSheet

# Rows of one verdict that the page shows; the others are counted.
MOST_SHOWN = 100
CAME_TO_NOTHING = (SheetVerdict.REFUSED, SheetVerdict.LEFT, SheetVerdict.STANDS)
_ORDER = (
    *CAME_TO_NOTHING, SheetVerdict.WOULD, SheetVerdict.DONE, SheetVerdict.UNDONE, SheetVerdict.WAITING,
    SheetVerdict.NOTHING,
)  # fmt: skip
_LONG = ("paragraphs", "captions", "standfirst", "byline")
_FAULTS = {
    SheetFault.EMPTY: gettext_lazy("This file is empty."),
    SheetFault.TOO_LARGE: gettext_lazy(
        "This file is larger than 5 MB, or would be far larger once it is unpacked."
    ),
    SheetFault.TOO_MANY_ROWS: gettext_lazy("This file has more than 5,000 rows: hand it in in parts."),
    SheetFault.UNREADABLE: gettext_lazy(
        "This file cannot be read. Save it as “CSV UTF-8” or as XLSX, without a password, and hand it in again."
    ),
    SheetFault.OLD_EXCEL: gettext_lazy(
        "This is an old Excel file (XLS), or one with a password. Save it as XLSX and hand it in again."
    ),
    SheetFault.NO_TABLE: gettext_lazy("This is no spreadsheet, whatever its name says: hand in CSV or XLSX."),
    SheetFault.NO_HEAD: gettext_lazy(
        "The head of the table was not found: one row has to hold the names of the columns %(about)s."
    ),
    SheetFault.HEAD_TWICE: gettext_lazy("The column “%(about)s” stands there twice: which one counts?"),
    SheetFault.NO_ROWS: gettext_lazy("Below its head this table has no rows."),
}


def say_fault(error: UnreadableSheet) -> str:
    """Return why a file is no filled-in sheet, in a sentence."""
    return str(_FAULTS[error.fault]) % {"about": error.about}


def count_verdicts(sheet: SheetImport) -> dict[SheetVerdict, int]:
    """Return how many rows come to each verdict. One query."""
    counts = dict(sheet.rows.order_by().values_list("verdict").annotate(Count("pk")))
    return {verdict: counts.get(verdict.value, 0) for verdict in SheetVerdict}


def say_counts(counts: dict[SheetVerdict, int]) -> str:
    """Return what comes of all rows, in one sentence."""
    told = ", ".join(f"{counts[verdict]} {verdict.label}" for verdict in _ORDER if counts[verdict])
    return f"{told}." if told else ""


def list_left(sheet: SheetImport) -> list[SheetRow]:
    """Return the rows that came to nothing, in their order."""
    return list(
        sheet.rows.filter(verdict__in=CAME_TO_NOTHING).select_related("change__review").order_by("line")
    )


def list_rows(sheet: SheetImport, counts: dict[SheetVerdict, int]) -> list[dict[str, Any]]:
    """Return the rows by verdict, what came to nothing first. A query for each verdict there is."""
    return [
        {
            "label": verdict.label,
            "count": counts[verdict],
            "is_cut": counts[verdict] > MOST_SHOWN,
            "rows": [_tell(row) for row in _rows_of(sheet, verdict)],
        }
        for verdict in _ORDER
        if counts[verdict]
    ]


def say_sheet(sheet: SheetImport, counts: dict[SheetVerdict, int]) -> dict[str, Any]:
    """Return where a sheet stands: words, whether there is something to wait for, and whether its worker is lost."""
    nothing = {"is_open": False, "is_lost": False}
    if sheet.state == SheetState.REHEARSED:
        return {**nothing, "words": _("Nothing is done yet: this is what would be done.")}
    if sheet.state not in PHASES:
        # The line above the box says that it is done, or undone.
        return {**nothing, "words": ""}
    left = counts[PHASES[SheetState(sheet.state)][0]]
    return say_progress(sheet.job, left=left)


def _rows_of(sheet: SheetImport, verdict: SheetVerdict) -> list[SheetRow]:
    rows = sheet.rows.filter(verdict=verdict).select_related(
        "change__article__source", "change__from_version", "change__to_version"
    )
    long_columns = (f"change__{side}_version__{column}" for side in ("from", "to") for column in _LONG)
    return list(rows.defer(*long_columns).order_by("line")[:MOST_SHOWN])


def _tell(row: SheetRow) -> dict[str, Any]:
    typed = [(name, str(row.typed[name])) for name in READ[2:] if row.typed.get(name)]
    return {
        "line": row.line,
        "link": link_inside(row.change, row.change.text_after.headline) if row.change is not None else "",
        "id": str(row.typed.get(ID, "")),
        "typed": typed,
        "words": row.words,
    }
