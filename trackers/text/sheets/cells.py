"""Cells: a text as it may stand in a spreadsheet, and back.

A spreadsheet takes a cell that begins with certain signs for a formula, and a formula may call out ("CSV injection",
OWASP). Such a cell gets an apostrophe before it. The way back takes exactly that one off again: a text that began with
an apostrophe and a formula's sign by itself gets one more on the way out. What stands behind a semicolon, a tab or a
line's end is treated alike: where semicolons part cells, as in half of Europe, a program that opens our commas takes it
for a cell of its own, quoted or not.
"""

import re

# What a spreadsheet takes for a formula, its full-width kin, and what it drops from the front before it looks.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PASSED_BY = "".join(
    map(chr, (0x20, 0xA0, *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x205F, 0x2060, 0x3000, 0xFEFF))
)
# What stands behind a sign that parts cells somewhere, or lines.
_PART = re.compile("([;\t\n])([^;\t\n]+)")
# Control characters but for tab and line feed, halves of pairs, and what XML has no room for.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet's cell holds no more (ECMA-376 and every program that reads it).
LONGEST_CELL = 32_000


def clean_cell(text: str) -> str:
    """Return a text without what a cell cannot hold: control characters, odd line ends, more than 32,000 characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", lines)[:LONGEST_CELL]


def escape_cell(text: str) -> str:
    """Return a cleaned text with an apostrophe before what a spreadsheet would take for a formula."""
    cleaned = clean_cell(text)
    inner = _PART.sub(lambda part: f"{part[1]}'{part[2]}" if _is_like_formula(part[2]) else part[0], cleaned)
    return f"'{inner}" if _is_like_formula(cleaned) else inner


def unescape_cell(cell: str) -> str:
    """Return what ``escape_cell`` was given: the cell without the apostrophes that it put there."""
    inner = _PART.sub(lambda part: part[1] + _take_off(part[2]), cell)
    return _take_off(inner) if cell.startswith("'") else inner


def _take_off(text: str) -> str:
    return text[1:] if text.startswith("'") and _is_like_formula(text) else text


def _is_like_formula(text: str) -> bool:
    """Tell whether a text is a formula behind any number of apostrophes."""
    return text.lstrip("'").lstrip(_PASSED_BY).startswith(_FORMULA)
