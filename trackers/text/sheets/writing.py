"""Writing: a table as CSV (RFC 4180, UTF-8 with a mark so that Excel knows) or as an XLSX workbook (ECMA-376)."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from trackers.text.sheets.cells import escape_cell

# A line that begins so is for people and is passed by when a file is read.
NOTE = "#"
WIDTH, WIDE = 14, 42
# A list of choices in a cell's own menu is one text of at most 255 characters.
_LONGEST_CHOICES = 255


@dataclass(frozen=True)
class Table:
    """A table to be filled in: ``head`` names the columns; ``notes`` are sentences for whoever fills it in.

    ``choices`` are the words a column's cells may hold, for the menu that XLSX offers; ``wide`` columns hold sentences.
    ``name`` and ``notes_name`` are what a workbook calls its two sheets.
    """

    head: tuple[str, ...]
    rows: Iterable[Sequence[str | int]]
    notes: tuple[str, ...] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    wide: frozenset[str] = frozenset()
    name: str = "Sheet"
    notes_name: str = "Help"


def write_csv(table: Table) -> bytes:
    """Return a table as CSV; its notes stand above the head, each behind a ``#``."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerows([f"{NOTE} {escape_cell(note)}"] for note in table.notes)
    writer.writerow(table.head)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return page.getvalue().encode("utf-8-sig")


def write_xlsx(table: Table) -> bytes:
    """Return a table as a workbook: every text typed as text, the notes on a second sheet."""
    book = Workbook(write_only=True)
    page = book.create_sheet(table.name[:31])
    page.freeze_panes = "A2"
    for place, name in enumerate(table.head, start=1):
        letter = _letter(place)
        page.column_dimensions[letter].width = WIDE if name in table.wide else WIDTH
        choices = ",".join(table.choices.get(name, ()))
        if choices and len(choices) <= _LONGEST_CHOICES:
            menu = DataValidation(
                type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=True
            )
            menu.add(f"{letter}2:{letter}5001")
            page.data_validations.append(menu)
    page.append([_cell(page, name, bold=True) for name in table.head])
    for row in table.rows:
        page.append([_cell(page, cell) for cell in row])
    if table.notes:
        help_page = book.create_sheet(table.notes_name[:31])
        help_page.column_dimensions["A"].width = 110
        for note in table.notes:
            help_page.append([_cell(help_page, note)])
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def _plain(cell: str | int) -> str | int:
    return cell if isinstance(cell, int) else escape_cell(cell)


def _cell(page: object, value: str | int, *, bold: bool = False) -> WriteOnlyCell:
    plain = _plain(value)
    cell = WriteOnlyCell(page, value=None)
    if isinstance(plain, int):
        cell.value = plain
        return cell
    # Set by hand: given a text that begins with "=", the library would make a formula of it.
    cell._value, cell.data_type = plain, "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _letter(place: int) -> str:
    """Return the letters of a column, counted from 1."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
