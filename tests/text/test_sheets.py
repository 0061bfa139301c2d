"""Spreadsheets as files: what is written is read back letter for letter; what is none is refused by a word."""

import io
import re
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from trackers.text.sheets import (
    MOST_ROWS,
    SheetFault,
    Table,
    UnreadableSheet,
    clean_cell,
    escape_cell,
    read_sheet,
    unescape_cell,
    write_csv,
    write_xlsx,
)

COLUMNS = ("id", "decision", "public note")
NEEDED = ("id", "decision")
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\ufeff=1", "＝1", "'=1", "''-1")
TEXTS = st.lists(
    st.sampled_from([*"=+-@'\t\r\n ,;\"#ab7", "＝", "\x00", "\ud800", "é", "🜨", "\u200b"]), max_size=8
)


def read(body: bytes):
    return read_sheet(body, columns=COLUMNS, needed=NEEDED)


def fault_of(body: bytes) -> SheetFault:
    with pytest.raises(UnreadableSheet) as caught:
        read(body)
    return caught.value.fault


def write(form: str, *rows: tuple[str | int, ...], head: tuple[str, ...] = COLUMNS) -> bytes:
    table = Table(
        head=head, rows=rows, notes=("Fill in, please.", "=not a formula"), choices={"decision": ["a", "b"]}
    )
    return write_csv(table) if form == "csv" else write_xlsx(table)


@settings(max_examples=75, deadline=None)
@given(TEXTS.map("".join))
@example("'=1")
@example("''=1")
@example("a;=1")
@example("a;\u3000'=1\t\t-")
@example("\t=1")
def test_a_cell_is_no_formula_and_comes_back_letter_for_letter(text: str) -> None:
    cell = escape_cell(text)
    assert unescape_cell(cell) == clean_cell(text)
    assert not cell.lstrip(" \u00a0\u200b\ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert not set(cell) & {"\x00", "\r", "\ud800"}
    # Where semicolons part cells, and lines.
    for part in re.split("[;\t\n]", cell):
        assert not part.lstrip(" \u3000").startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=12, deadline=None)
@given(st.lists(TEXTS.map("".join).map(lambda text: f"n{text}"), min_size=1, max_size=4))
def test_a_table_comes_back_as_it_was_written(form: str, notes: list[str]) -> None:
    notes = [*notes, *FORMULAS]
    sheet = read(write(form, *((place, "dismiss", note) for place, note in enumerate(notes))))
    assert [line.cells["public note"] for line in sheet.lines] == [clean_cell(note) for note in notes]
    assert [line.cells["id"] for line in sheet.lines] == [str(place) for place in range(len(notes))]


def test_no_cell_of_a_workbook_is_a_formula_and_its_menus_hold_the_words() -> None:
    book = load_workbook(io.BytesIO(write("xlsx", *((1, text, text) for text in FORMULAS))))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row if cell.value} <= {
        "s",
        "n",
    }
    page, notes = book.worksheets
    assert [menu.formula1 for menu in page.data_validations.dataValidation] == ['"a,b"']
    assert (page.freeze_panes, notes["A2"].value) == ("A2", "'=not a formula")


@pytest.mark.parametrize(
    "text",
    [
        "id;decision;other\n7;dismiss;x\n",
        "\ufeffid,decision\r\n7,dismiss\r\n",
        "# a note, with; marks\n\nDecision\tID\ndismiss\t7\n",
        '"id","decision"\n"7","dismiss"\n,\n\n',
        "id,decision\n# a note below,\n7,dismiss\n",
    ],
)
def test_csv_is_read_as_spreadsheets_of_all_countries_write_it(text: str) -> None:
    assert [line.cells for line in read(text.encode()).lines] == [{"id": "7", "decision": "dismiss"}]


def test_a_row_is_no_note_because_its_first_cell_begins_like_one() -> None:
    (line,) = read(b"public note,id,decision\n#metoo,7,dismiss\n").lines
    assert line.cells == {"public note": "#metoo", "id": "7", "decision": "dismiss"}


def test_numbers_dates_and_a_sheet_that_is_not_the_first_are_read() -> None:
    book = Workbook()
    book.active.append(["nothing here"])
    page = book.create_sheet()
    page.append(["id", "decision", "Public  note"])
    page.append([7.0, True, 0.5])
    page["A9000"] = "8"
    page["B9000"] = "dismiss"
    body = io.BytesIO()
    book.save(body)
    lines = read(body.getvalue()).lines
    assert [line.cells for line in lines] == [
        {"id": "7", "decision": "true", "public note": "0.5"},
        {"id": "8", "decision": "dismiss"},
    ]


def repacked(change: dict[str, bytes]) -> bytes:
    """A good workbook with some of its parts replaced."""
    body = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write("xlsx", (1, "a", "b")))) as old,
        zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return body.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", SheetFault.EMPTY),
        (b" \r\n", SheetFault.EMPTY),
        (b"%PDF-1.7 renamed", SheetFault.NO_TABLE),
        (b"\x89PNG\r\n\x1a\n", SheetFault.NO_TABLE),
        (b"id,decision\n7\x00,x", SheetFault.NO_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", SheetFault.OLD_EXCEL),
        ("id,decision\n7,café".encode("latin-1"), SheetFault.UNREADABLE),
        (b"PK\x03\x04 and no more", SheetFault.UNREADABLE),
        (b"name,words\n1,2\n", SheetFault.NO_HEAD),
        (b"id,decision,ID\n1,2,3\n", SheetFault.HEAD_TWICE),
        (b"id,decision\n", SheetFault.NO_ROWS),
        (b"id,decision\n" + b"1,a\n" * (MOST_ROWS + 1), SheetFault.TOO_MANY_ROWS),
        (b"x" * (5 * 1024 * 1024 + 1), SheetFault.TOO_LARGE),
        (b'id,decision\n"' + b"x" * 200_000 + b'",a\n', SheetFault.UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_by_a_word(body: bytes, fault: SheetFault) -> None:
    assert fault_of(body) == fault


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({SHEET: ENTITY}, SheetFault.UNREADABLE),
        ({"xl/sharedStrings.xml": ENTITY}, SheetFault.UNREADABLE),
        ({SHEET: ENTITY.decode().encode("utf-16")}, SheetFault.UNREADABLE),
        ({SHEET: b"<worksheet><broken"}, SheetFault.UNREADABLE),
        ({"xl/workbook.xml": b"<x/>"}, SheetFault.NO_TABLE),
        ({"[Content_Types].xml": b"<x/>"}, SheetFault.UNREADABLE),
        ({SHEET: b"<worksheet><sheetData>" + b"<c/>" * 900_000}, SheetFault.TOO_LARGE),
        ({"xl/styles.xml": b"<styleSheet><cellXfs>" + b"<xf/>" * 100_000}, SheetFault.TOO_LARGE),
        ({"bomb.xml": b" " * (61 * 1024 * 1024)}, SheetFault.TOO_LARGE),
        ({f"{number}.xml": b"" for number in range(201)}, SheetFault.TOO_LARGE),
    ],
    ids=[
        "entity",
        "entity-in-strings",
        "wide",
        "broken",
        "no-workbook",
        "no-types",
        "cells",
        "styles",
        "bomb",
        "many",
    ],
)
def test_a_workbook_that_is_broken_or_hostile_is_refused_by_a_word(
    parts: dict[str, bytes], fault: SheetFault
) -> None:
    assert fault_of(repacked(parts)) == fault
