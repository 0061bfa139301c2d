"""A comparison as the table a page shows: rows of cells, each cell a list of pieces that the template only writes down.

What takes a decision, a translation or a look at every word is done here, once: a template that asks again in each row
costs more than the comparison itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from trackers.templatetags.invisible import reveal
from trackers.text.compare import Field, Op, Row, RowKind
from trackers.text.quoteanchors import Side
from trackers.views.lines import FieldLine, Hidden, Line, Target
from trackers.views.marking import Cut, Part, cut_row, make_parts
from trackers.views.notes import Notes, PlacedNote
from trackers.views.viewing import View


@dataclass(frozen=True)
class Edition:
    """One of the two texts, as the table speaks of it."""

    number: int
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one fate: ``said`` are the words for whoever sees no marks, "" where nothing is marked.

    ``parts`` is the same text cut where a note's words begin and end, () where no note is about any of it.
    """

    op: Op
    text: str
    said: str = ""
    css: str = ""
    is_break: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the row that moved words came from or went to, in words."""

    anchor: str
    said: str
    is_woven: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row. ``name`` is that of a field, ``place`` the number of a paragraph and ``said`` what that is."""

    edition: Edition
    pieces: tuple[Piece, ...]
    name: str = ""
    place: int = 0
    said: str = ""
    more: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row of the table; ``notes`` are those that stand beside it."""

    css: str
    anchor: str
    cells: tuple[Cell, ...]
    notes: tuple[PlacedNote, ...] = ()

    is_fold = False


@dataclass(frozen=True, slots=True)
class _Side:
    """What a column shows: all but ``drop``, with notes about ``near`` sides, on narrow screens ``far`` ones too."""

    edition: Edition
    drop: Op | None
    near: tuple[Side, ...]
    far: tuple[Side, ...] = ()
    is_woven: bool = False


class Layout:
    """Lays rows out for one view of one pair of texts, in the active language."""

    def __init__(self, *, old: Edition, new: Edition, view: View, notes: Notes) -> None:
        self._old, self._new, self._view, self._notes = old, new, view, notes
        self._blank = Cell(new, (), is_blank=True)
        self._names = {
            Field.HEADLINE: gettext("Headline"),
            Field.STANDFIRST: gettext("Standfirst"),
            Field.BYLINE: gettext("Byline"),
            Field.CAPTIONS: gettext("Caption"),
        }
        self._paragraph = gettext("Paragraph %(number)s of version %(version)s")
        self._said: Mapping[tuple[Op, bool], str] = {
            (Op.DELETE, False): gettext("[removed:"),
            (Op.DELETE, True): gettext("[moved away:"),
            (Op.INSERT, False): gettext("[added:"),
            (Op.INSERT, True): gettext("[moved here:"),
        }
        self._breaks = {
            Op.EQUAL: "",
            Op.DELETE: gettext("[paragraph break removed]"),
            Op.INSERT: gettext("[paragraph break added]"),
        }
        # By whether the words went away, and whether the other row stands further down.
        self._ways = {
            (True, True): gettext("moved further down"),
            (True, False): gettext("moved further up"),
            (False, True): gettext("moved here from further down"),
            (False, False): gettext("moved here from further up"),
        }

    def lay_field(self, line: FieldLine) -> LaidRow:
        """Return the row of a field other than the body."""
        row, name = line.row, self._names[line.field]
        cuts = cut_row(row, field=line.field, marks=self._notes.marks)
        cells = []
        for side in self._choose_sides(row, is_paired=line.is_paired):
            pieces = tuple(self._make_pieces(row, side, cuts))
            cells.append(Cell(side.edition, pieces, name) if pieces else self._blank)
        css = f"row field {line.field.value} {row.kind.value}"
        return LaidRow(css, line.anchor, tuple(cells), self._notes.beside.get(line.anchor, ()))

    def lay_line(self, line: Line | Hidden) -> LaidRow | Hidden:
        """Return the row of a paragraph; a fold stays as it is."""
        if isinstance(line, Hidden):
            return line
        cells = tuple(self._lay_cells(line))
        css = f"row {line.row.kind.value}"
        return LaidRow(css, line.anchor, cells, self._notes.beside.get(line.anchor, ()))

    def _lay_cells(self, line: Line) -> Iterator[Cell]:
        row, is_placed = line.row, False
        cuts = cut_row(row, field=None, marks=self._notes.marks)
        for side in self._choose_sides(row, is_paired=line.is_paired):
            if self._is_missing(row, side):
                yield self._blank
                continue
            pieces, ways = tuple(self._make_pieces(row, side, cuts)), tuple(self._tell_ways(line, side))
            if is_placed:
                yield Cell(side.edition, pieces, ways=ways)
                continue
            is_placed = True
            version = self._new.number if row.new_paragraphs else self._old.number
            said = self._paragraph % {"number": line.number, "version": version}
            yield Cell(side.edition, pieces, "", line.number, said, line.more, ways)

    def _choose_sides(self, row: Row, *, is_paired: bool) -> tuple[_Side, ...]:
        if self._view is View.INLINE:
            return (_Side(self._new, None, ("before", "after")),)
        if is_paired and self._view is View.AUTO:
            old = _Side(self._old, None, ("before",), ("after",), is_woven=True)
        else:
            old = _Side(self._old, Op.INSERT, ("before",))
        # Of two equal passages a narrow screen shows the later one alone.
        is_alone = row.kind is RowKind.EQUAL and self._view is View.AUTO
        return old, _Side(self._new, Op.DELETE, ("after",), ("before",) if is_alone else ())

    def _is_missing(self, row: Row, side: _Side) -> bool:
        if side.drop is Op.INSERT:
            return not row.old_paragraphs
        return side.drop is Op.DELETE and not row.new_paragraphs

    def _make_pieces(self, row: Row, side: _Side, cuts: Mapping[int, list[Cut]]) -> Iterator[Piece]:
        for number, span in enumerate(row.inline):
            op = span.op
            if op is side.drop:
                continue
            is_woven = side.is_woven and op is Op.INSERT
            if span.is_break:
                yield Piece(op, "", self._breaks[op], "woven" if is_woven else "", is_break=True)
                continue
            is_marked = op is not Op.EQUAL
            parts = (
                make_parts(span.text, cuts[number], near=side.near, far=side.far, is_marked=is_marked)
                if number in cuts
                else ()
            )
            if not is_marked:
                yield Piece(op, span.text, parts=parts)
                continue
            has_moved = span.move_id is not None
            css = " ".join((["moved"] if has_moved else []) + (["woven"] if is_woven else []))
            yield Piece(op, reveal(span.text), self._said[op, has_moved], css, parts=parts)

    def _tell_ways(self, line: Line, side: _Side) -> Iterator[Way]:
        if side.drop is not Op.DELETE:
            yield from (self._tell_way(target, away=True) for target in line.went_to)
        if side.drop is not Op.INSERT:
            yield from (
                self._tell_way(target, away=False, is_woven=side.is_woven) for target in line.came_from
            )

    def _tell_way(self, target: Target, *, away: bool, is_woven: bool = False) -> Way:
        return Way(target.anchor, self._ways[away, target.is_below], is_woven)
