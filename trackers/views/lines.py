"""Comparisons as pages show them: which rows stand there, each row's address, and where the moved ones went."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from trackers.text.compare import Diff, Field, FieldRow, Fold, Move, Row, RowKind
from trackers.views.notes import PieceKey


@dataclass(frozen=True)
class Target:
    """Another row of the same page: its address within the page, and whether it stands further down."""

    anchor: str
    is_below: bool


@dataclass(frozen=True)
class Line:
    """A row of the comparison; ``went_to`` and ``came_from`` are the rows that share moved words with it.

    ``anchor`` names a paragraph of a Version, which never alters: ``new-5`` is the fifth of the new one, ``old-3`` the
    third of the old one where the new has none. ``number`` is what stands behind the word. ``more`` are the anchors of
    the further paragraphs that the row holds.
    """

    row: Row
    anchor: str
    number: int
    more: tuple[str, ...] = ()
    went_to: tuple[Target, ...] = ()
    came_from: tuple[Target, ...] = ()

    is_fold = False

    @property
    def is_paired(self) -> bool:
        """Whether words differ within one passage, so that both sides can be read in one text."""
        return self.row.kind is RowKind.CHANGED


@dataclass(frozen=True)
class FieldLine:
    """A row of a field other than the body, with its address within the page."""

    field: Field
    row: Row
    anchor: str

    @property
    def is_paired(self) -> bool:
        """Whether words differ within one text; an item that only came or went has one side."""
        return self.row.kind is RowKind.CHANGED and bool(self.row.old) and bool(self.row.new)


@dataclass(frozen=True)
class Hidden:
    """Unchanged rows that are left out, and the address of the first of them on the page that shows every row."""

    count: int
    anchor: str

    is_fold = True


@dataclass(frozen=True)
class Comparison:
    """What the page of two Versions shows: the headline, the other fields that differ, the paragraphs."""

    headline: FieldLine
    fields: tuple[FieldLine, ...]
    lines: tuple[Line | Hidden, ...]
    words_removed: int
    words_added: int
    is_empty: bool
    unchanged: int

    @property
    def steps(self) -> tuple[str, ...]:
        """The anchors of all that differs, from top to bottom."""
        fields = [line.anchor for line in (self.headline, *self.fields) if line.row.changed]
        return (*fields, *(line.anchor for line in self.lines if isinstance(line, Line) and line.row.changed))

    @property
    def anchors(self) -> frozenset[str]:
        """All addresses within the page."""
        fields = [line.anchor for line in (self.headline, *self.fields)]
        lines = [line for line in self.lines if isinstance(line, Line)]
        return frozenset([*fields, *(anchor for line in lines for anchor in (line.anchor, *line.more))])


def make_comparison(diff: Diff, *, whole: bool, kept: Collection[PieceKey] = frozenset()) -> Comparison:
    """Return a Diff for a page: every row of it, or the changed ones with one unchanged row around each.

    Rows that hold any of the pieces ``kept`` are shown although nothing differs in them.
    """
    held = {row.number for row in diff.rows if _holds(row, None, kept)} if kept else frozenset[int]()
    rows = diff.rows if whole else diff.changed_rows(context=1, kept=held)
    return Comparison(
        headline=_address_field(diff.headline),
        fields=tuple(map(_address_field, _choose_fields(diff.fields, kept=kept))),
        lines=tuple(_link_moves(rows, all_rows=diff.rows, moves=diff.moves)),
        words_removed=diff.words_removed,
        words_added=diff.words_added,
        is_empty=diff.is_empty,
        unchanged=sum(not row.changed for row in diff.rows),
    )


def _choose_fields(rows: Iterable[FieldRow], *, kept: Collection[PieceKey]) -> Iterable[FieldRow]:
    """Choose the fields that differ; of a byline all names, for one that came beside another is no new author."""
    rows = list(rows)
    byline_changed = any(row.changed for row in rows if row.field is Field.BYLINE)
    for row in rows:
        if row.field is not Field.HEADLINE and (
            row.changed or (row.field is Field.BYLINE and byline_changed) or _holds(row.row, row.field, kept)
        ):
            yield row


def _holds(row: Row, field: Field | None, kept: Collection[PieceKey]) -> bool:
    return any(("before", field, place) in kept for place in row.old_paragraphs) or any(
        ("after", field, place) in kept for place in row.new_paragraphs
    )


def _address_field(row: FieldRow) -> FieldLine:
    has_items = row.field in (Field.BYLINE, Field.CAPTIONS)
    anchor = f"{row.field}-{_anchor(row.row)}" if has_items else row.field.value
    return FieldLine(row.field, row.row, anchor)


def _link_moves(
    rows: Iterable[Row | Fold], *, all_rows: tuple[Row, ...], moves: Iterable[Move]
) -> Iterable[Line | Hidden]:
    went, came = defaultdict(list), defaultdict(list)
    for move in moves:
        went[move.old_row].append(move.new_row)
        came[move.new_row].append(move.old_row)
    for row in rows:
        if isinstance(row, Fold):
            yield Hidden(row.count, _anchor(all_rows[row.start]))
            continue
        yield Line(
            row,
            anchor=_anchor(row),
            number=(row.new_paragraphs or row.old_paragraphs)[0] + 1,
            more=tuple(f"new-{place + 1}" for place in row.new_paragraphs[1:]),
            went_to=_targets(row, went[row.number], all_rows=all_rows),
            came_from=_targets(row, came[row.number], all_rows=all_rows),
        )


def _targets(row: Row, numbers: Iterable[int], *, all_rows: tuple[Row, ...]) -> tuple[Target, ...]:
    return tuple(Target(_anchor(all_rows[n]), n > row.number) for n in dict.fromkeys(numbers))


def _anchor(row: Row) -> str:
    if row.new_paragraphs:
        return f"new-{row.new_paragraphs[0] + 1}"
    return f"old-{row.old_paragraphs[0] + 1}" if row.old_paragraphs else f"row-{row.number + 1}"
