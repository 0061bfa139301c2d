"""Cells: a text as it may stand in a spreadsheet, and back.

A spreadsheet takes a cell that begins with certain signs for a formula, and a formula may call out ("CSV injection",
OWASP). Such a cell gets an apostrophe before it. The way back takes exactly that one off again: a text that began with
an apostrophe and a formula's sign by itself gets one more on the way out.
"""

import re

# What a spreadsheet takes for a formula, its full-width kin, and what it drops from the front before it looks.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PASSED_BY = " \u00a0\u200b\ufeff"
# Control characters but for tab and line feed, halves of pairs, and what XML has no room for.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet's cell holds no more (ECMA-376 and every program that reads it).
LONGEST_CELL = 32_000


def clean_cell(text: str) -> str:
    """Return a text without what a cell cannot hold: control characters, odd line ends, more than 32,000 characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", lines)[:LONGEST_CELL]


def escape_cell(text: str) -> str:
    """Return a cleaned text with an apostrophe before it where a spreadsheet would take it for a formula."""
    cleaned = clean_cell(text)
    return f"'{cleaned}" if _is_like_formula(cleaned) else cleaned


def unescape_cell(cell: str) -> str:
    """Return what ``escape_cell`` was given: the cell without the apostrophe that it put there."""
    return cell[1:] if cell.startswith("'") and _is_like_formula(cell) else cell


def _is_like_formula(text: str) -> bool:
    """Tell whether a text is a formula behind any number of apostrophes."""
    return text.lstrip("'").lstrip(_PASSED_BY).startswith(_FORMULA)
