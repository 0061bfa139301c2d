"""Sheets: tables that people fill in with a spreadsheet of their own (CSV, XLSX), written and read back.

What comes back is a stranger's file: whatever is wrong with it is a ``SheetFault``, never another exception.
"""

from trackers.text.sheets.cells import clean_cell, escape_cell, unescape_cell
from trackers.text.sheets.reading import (
    MOST_BYTES,
    MOST_ROWS,
    Sheet,
    SheetFault,
    SheetLine,
    UnreadableSheet,
    read_sheet,
)
from trackers.text.sheets.writing import Table, write_csv, write_xlsx

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "Sheet",
    "SheetFault",
    "SheetLine",
    "Table",
    "UnreadableSheet",
    "clean_cell",
    "escape_cell",
    "read_sheet",
    "unescape_cell",
    "write_csv",
    "write_xlsx",
]
