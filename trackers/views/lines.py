"""Comparisons as pages show them: which rows stand there, and where the moved ones went."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trackers.text.compare import Diff, Field, FieldRow, Fold, Move, Row


@dataclass(frozen=True)
class Line:
    """A row of the comparison; ``went_to`` and ``came_from`` are the numbers of the rows that share moved words."""

    row: Row
    went_to: tuple[int, ...] = ()
    came_from: tuple[int, ...] = ()

    is_fold = False


@dataclass(frozen=True)
class Comparison:
    """What the page of two Versions shows: both headlines, the other fields that differ, the paragraphs."""

    headline: FieldRow
    fields: tuple[FieldRow, ...]
    lines: tuple[Line | Fold, ...]
    words_removed: int
    words_added: int
    is_empty: bool
    unchanged: int


def make_comparison(diff: Diff, *, whole: bool) -> Comparison:
    """Return a Diff for a page: every row of it, or the changed ones with one unchanged row around each."""
    rows = diff.rows if whole else diff.changed_rows(context=1)
    return Comparison(
        headline=diff.headline,
        fields=tuple(_choose_fields(diff.fields)),
        lines=tuple(_link_moves(rows, moves=diff.moves)),
        words_removed=diff.words_removed,
        words_added=diff.words_added,
        is_empty=diff.is_empty,
        unchanged=sum(not row.changed for row in diff.rows),
    )


def _choose_fields(rows: Iterable[FieldRow]) -> Iterable[FieldRow]:
    """Choose the fields that differ; of a byline all names, for one that came beside another is no new author."""
    rows = list(rows)
    byline_changed = any(row.changed for row in rows if row.field is Field.BYLINE)
    for row in rows:
        if row.field is not Field.HEADLINE and (
            row.changed or (row.field is Field.BYLINE and byline_changed)
        ):
            yield row


def _link_moves(rows: Iterable[Row | Fold], *, moves: Iterable[Move]) -> Iterable[Line | Fold]:
    went, came = defaultdict(list), defaultdict(list)
    for move in moves:
        went[move.old_row].append(move.new_row)
        came[move.new_row].append(move.old_row)
    for row in rows:
        if isinstance(row, Fold):
            yield row
        else:
            yield Line(row, tuple(dict.fromkeys(went[row.number])), tuple(dict.fromkeys(came[row.number])))
