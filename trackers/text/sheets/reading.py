"""Reading: the filled-in rows of a stranger's CSV or XLSX, bounded in every direction, or a word for why not."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from trackers.text.sheets.cells import clean_cell, unescape_cell
from trackers.text.sheets.writing import NOTE

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 60
# How far down the head may stand: above it are notes.
_MOST_BEFORE_HEAD = 60
# What an XLSX of 5,000 rows comes to when unpacked, several times over.
_MOST_UNPACKED = 60 * 1024 * 1024
_MOST_PARTS = 200
# A hundred kilobytes can hold millions of empty elements, each some hundred bytes once read. 5,000 rows of two dozen
# cells have 600,000 tags in their sheet or in their strings; the other parts have some hundreds.
_MOST_TAGS_OF_TEXTS, _MOST_TAGS = 900_000, 100_000
# The last line a spreadsheet has (ECMA-376): a file may claim any.
_MOST_LINES = 1_048_576
# Sheets behind the first are looked into in case the table is there; ten of a million empty lines take too long.
_MOST_LINES_BEHIND = 20_000


class SheetFault(StrEnum):
    """Why a file is no filled-in sheet."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    UNREADABLE = "unreadable"
    OLD_EXCEL = "old_excel"
    NO_TABLE = "no_table"
    NO_HEAD = "no_head"
    HEAD_TWICE = "head_twice"
    NO_ROWS = "no_rows"


class UnreadableSheet(ValueError):
    """A file that is no filled-in sheet; ``fault`` says why, ``about`` names a column where it is about one."""

    def __init__(self, fault: SheetFault, about: str = "") -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.about = about


@dataclass(frozen=True)
class SheetLine:
    """One filled-in row: the number of its line in the file, counted from 1, and its cells by column; no blank ones."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet under the columns that were asked for; ``unknown`` are the heads of other columns."""

    lines: tuple[SheetLine, ...]
    unknown: tuple[str, ...] = ()


def read_sheet(body: bytes, *, columns: Sequence[str], needed: Sequence[str]) -> Sheet:
    """Return the rows of a CSV or XLSX file; raise UnreadableSheet, and nothing else.

    ``columns`` are the names of the columns to read, ``needed`` those without which a row is not looked for. Of a
    workbook the first sheet is read that has them. Apostrophes that kept cells from being formulas are taken off.
    """
    if len(body) > MOST_BYTES:
        raise UnreadableSheet(SheetFault.TOO_LARGE)
    if not body.strip(b"\x00 \r\n\t"):
        raise UnreadableSheet(SheetFault.EMPTY)
    if body.startswith(b"PK"):
        return _read_workbook(body, columns=columns, needed=needed)
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSheet(SheetFault.OLD_EXCEL)
    return _read_table(_read_csv(_decode(body)), columns=columns, needed=needed)


def _decode(body: bytes) -> str:
    if body.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"{\\rtf")):
        raise UnreadableSheet(SheetFault.NO_TABLE)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSheet(SheetFault.UNREADABLE) from error
    if "\x00" in text:
        raise UnreadableSheet(SheetFault.NO_TABLE)
    return text


def _read_csv(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells): parted by what parts the head, for a spreadsheet goes by its country."""
    head = next((line for line in text.splitlines() if line.strip('" ;,\t') and not _is_note(line)), "")
    mark = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableSheet(SheetFault.UNREADABLE) from error
        yield number, row


def _read_workbook(body: bytes, *, columns: Sequence[str], needed: Sequence[str]) -> Sheet:
    _refuse_bombs(body)
    fault = UnreadableSheet(SheetFault.NO_TABLE)
    try:
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        for place, page in enumerate(book.worksheets[:10]):
            most = _MOST_LINES_BEHIND if place else _MOST_LINES
            try:
                return _read_table(_read_page(page, most=most), columns=columns, needed=needed)
            except UnreadableSheet as error:
                if error.fault not in {SheetFault.NO_HEAD, SheetFault.EMPTY}:
                    raise
                fault = error
    except UnreadableSheet:
        raise
    except _BROKEN as error:
        raise UnreadableSheet(SheetFault.UNREADABLE) from error
    raise fault


# What the library says of a workbook that is none: it looks before it checks.
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, DefusedXmlException, ParseError, etree.LxmlError, KeyError,
    ValueError, TypeError, AttributeError, IndexError, OverflowError, NotImplementedError, OSError, EOFError,
    RuntimeError, AssertionError,
)  # fmt: skip


def _refuse_bombs(body: bytes) -> None:
    """Refuse a container that would unpack to more than any sheet of ours, and one with XML that declares a type."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            if len(parts.infolist()) > _MOST_PARTS:
                raise UnreadableSheet(SheetFault.TOO_LARGE)
            left = _MOST_UNPACKED
            for part in parts.infolist():
                # What the container says of its sizes is not believed: each part is unpacked as far as there is room.
                with parts.open(part) as stream:
                    unpacked = stream.read(left + 1)
                left -= len(unpacked)
                if left < 0:
                    raise UnreadableSheet(SheetFault.TOO_LARGE)
                _refuse_entities(part.filename, unpacked)
                if unpacked.count(b"<") > _most_tags(part.filename.lower()):
                    raise UnreadableSheet(SheetFault.TOO_LARGE)
    except UnreadableSheet:
        raise
    except _BROKEN as error:
        raise UnreadableSheet(SheetFault.UNREADABLE) from error


def _most_tags(name: str) -> int:
    return _MOST_TAGS_OF_TEXTS if "worksheets/" in name or "sharedstrings" in name else _MOST_TAGS


def _refuse_entities(name: str, part: bytes) -> None:
    """Refuse XML with a document type: no program writes one into a workbook, and entities come in by it."""
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    if (
        part.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"\x00" in part[:4]
        or b"<!DOCTYPE" in part
        or b"<!ENTITY" in part
    ):
        raise UnreadableSheet(SheetFault.UNREADABLE)


def _read_page(page: ReadOnlyWorksheet, *, most: int) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of the lines that are not empty; more than ``most`` lines of any sort are too many."""
    rows = page.iter_rows(max_row=most + 1, max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(rows, start=1):
        if number > most:
            raise UnreadableSheet(SheetFault.TOO_MANY_ROWS)
        # Spreadsheets leave thousands of empty rows behind.
        if any(value is not None for value in row):
            yield number, [_say_value(value) for value in row]


def _say_value(value: object) -> str:
    """Return a cell's value as people typed it: whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _read_table(
    rows: Iterable[tuple[int, list[str]]], *, columns: Sequence[str], needed: Sequence[str]
) -> Sheet:
    places: dict[int, str] = {}
    unknown: tuple[str, ...] = ()
    lines: list[SheetLine] = []
    seen = 0
    for number, row in rows:
        seen += 1
        if not places:
            if seen > _MOST_BEFORE_HEAD:
                break
            places, unknown = _read_head(row[:MOST_COLUMNS], columns=columns, needed=needed)
            continue
        cells = {
            name: cell
            for place, name in places.items()
            if place < len(row) and (cell := unescape_cell(clean_cell(row[place]))).strip()
        }
        # A line with more than the note in it is somebody's row, whatever her first column holds.
        if not cells or (_is_note(row[0]) and not any(cell.strip() for cell in row[1:])):
            continue
        if len(lines) >= MOST_ROWS:
            raise UnreadableSheet(SheetFault.TOO_MANY_ROWS)
        lines.append(SheetLine(number, cells))
    if not places:
        raise UnreadableSheet(SheetFault.NO_HEAD, ", ".join(needed))
    if not lines:
        raise UnreadableSheet(SheetFault.NO_ROWS)
    return Sheet(tuple(lines), unknown)


def _read_head(
    row: Sequence[str], *, columns: Sequence[str], needed: Sequence[str]
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Return the columns by their places, empty where a row is no head; and the heads of other columns."""
    names = [" ".join(clean_cell(cell).split()).casefold() for cell in row]
    if not set(needed) <= set(names):
        return {}, ()
    places: dict[int, str] = {}
    for place, name in enumerate(names):
        if name not in columns:
            continue
        if name in places.values():
            raise UnreadableSheet(SheetFault.HEAD_TWICE, name)
        places[place] = name
    return places, tuple(name[:80] for name in names if name and name not in columns)


def _is_note(line: str) -> bool:
    return line.lstrip('"\ufeff ').startswith(NOTE)
