"""Compares two texts of an article the way a reader would: paragraphs first, then words, moves shown as
moves.

`compare` gives a Diff of plain values; nothing here knows how it will be shown. The files, from the bottom
up: `tokens` cuts words, `units` joins amounts and dates, `lines` codes them, `chain` and `anchors` and
`kinship` serve `align`, which pairs paragraphs; `words` marks the words of a pair, `sentences` finds moved
ones, `spans` writes the exact text, `rows` lays out.
"""

from trackers.text.compare.article import compare
from trackers.text.compare.excerpt import Excerpt, Lead, excerpt
from trackers.text.compare.values import Diff, Field, FieldRow, Fold, Move, Op, Row, RowKind, Span

__all__ = [
    "Diff",
    "Excerpt",
    "Field",
    "FieldRow",
    "Fold",
    "Lead",
    "Move",
    "Op",
    "Row",
    "RowKind",
    "Span",
    "compare",
    "excerpt",
]
