"""What a comparison hands over: rows of spans that say which words stand, went, came or moved.

Values only, so that pages, feeds, the admin and the rules that name a change all read the same result.
Everything is plain text; whoever shows it escapes it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from trackers.text.compare.tokens import count_words
from trackers.text.tidy import ArticleText


class Op(StrEnum):
    """What happened to a span, named as HTML names it (`del`, `ins`)."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True)
class Span:
    """A run of text with one fate.

    `is_break` marks a paragraph break inside a row that holds a split or a join; its text is two line
    feeds. `move_id` on a deleted or inserted span says that these words left this place for another, or
    came from there.
    """

    op: Op
    text: str
    is_break: bool = False
    move_id: int | None = None

    @property
    def is_space(self) -> bool:
        """True if the span is white space alone, which a page must make visible where it is marked."""
        return not self.is_break and self.text.isspace()


class RowKind(StrEnum):
    """What happened to the paragraphs of a row."""

    EQUAL = "equal"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Row:
    """One line of the side-by-side page.

    `inline` is the row read as one text: EQUAL, DELETE and INSERT spans interleaved, deletions before
    insertions. `old_paragraphs` and `new_paragraphs` are the places (from 0) of the paragraphs it shows:
    none on the side where the row is blank, several where paragraphs were joined or split. A MOVED row has
    one side only; its partner has the same `move_id`, and the words that changed on the way are marked on
    both. `number` counts rows from 0.
    """

    kind: RowKind
    inline: tuple[Span, ...]
    old_paragraphs: tuple[int, ...]
    new_paragraphs: tuple[int, ...]
    move_id: int | None = None
    number: int = 0

    is_fold = False

    @property
    def old(self) -> tuple[Span, ...] | None:
        """The left column (EQUAL and DELETE spans), () for an empty paragraph, None where there is none."""
        return without(self.inline, op=Op.INSERT) if self.old_paragraphs else None

    @property
    def new(self) -> tuple[Span, ...] | None:
        """The right column (EQUAL and INSERT spans), () for an empty paragraph, None where there is none."""
        return without(self.inline, op=Op.DELETE) if self.new_paragraphs else None

    @property
    def old_index(self) -> int | None:
        """The place of the first paragraph on the left, or None."""
        return self.old_paragraphs[0] if self.old_paragraphs else None

    @property
    def new_index(self) -> int | None:
        """The place of the first paragraph on the right, or None."""
        return self.new_paragraphs[0] if self.new_paragraphs else None

    @property
    def changed(self) -> bool:
        """True unless both sides are exactly equal and stand where they stood."""
        return self.kind is not RowKind.EQUAL

    @property
    def is_split(self) -> bool:
        """True if one paragraph became several."""
        return len(self.new_paragraphs) > len(self.old_paragraphs) == 1

    @property
    def is_join(self) -> bool:
        """True if several paragraphs became one."""
        return len(self.old_paragraphs) > len(self.new_paragraphs) == 1


class Field(StrEnum):
    """A tracked field other than the body."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    CAPTIONS = "captions"


@dataclass(frozen=True)
class FieldRow:
    """A row of one field: headline and standfirst have one each, byline and captions one for every item.

    Rows and moves are numbered within their field.
    """

    field: Field
    row: Row

    @property
    def kind(self) -> RowKind:
        """What happened to it."""
        return self.row.kind

    @property
    def old(self) -> tuple[Span, ...] | None:
        """The left column, as in Row."""
        return self.row.old

    @property
    def new(self) -> tuple[Span, ...] | None:
        """The right column, as in Row."""
        return self.row.new

    @property
    def inline(self) -> tuple[Span, ...]:
        """Both sides in one text, as in Row."""
        return self.row.inline

    @property
    def changed(self) -> bool:
        """True if the field differs here."""
        return self.row.changed

    @property
    def is_blank(self) -> bool:
        """True if there is nothing to show on either side."""
        return not self.row.inline


@dataclass(frozen=True)
class Fold:
    """Stands for `count` unchanged rows that a short view leaves out, the first of them row `start`."""

    count: int
    start: int = 0

    is_fold = True


@dataclass(frozen=True)
class Move:
    """A passage that stands elsewhere: the numbers of the rows it left and came to."""

    move_id: int
    old_row: int
    new_row: int
    whole_paragraph: bool


@dataclass(frozen=True)
class Diff:
    """The comparison of two texts; both can be rebuilt from it exactly."""

    fields: tuple[FieldRow, ...]
    rows: tuple[Row, ...]
    moves: tuple[Move, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True if and only if the two texts are exactly equal."""
        return not any(field.changed for field in self.fields) and not any(row.changed for row in self.rows)

    @cached_property
    def words_removed(self) -> int:
        """How many words went; words that only moved are not counted."""
        return self._count(op=Op.DELETE)

    @cached_property
    def words_added(self) -> int:
        """How many words came; words that only moved are not counted."""
        return self._count(op=Op.INSERT)

    @property
    def headline(self) -> FieldRow:
        """The row of the headline."""
        return next(row for row in self.fields if row.field is Field.HEADLINE)

    @property
    def standfirst(self) -> FieldRow:
        """The row of the standfirst."""
        return next(row for row in self.fields if row.field is Field.STANDFIRST)

    def changed_rows(
        self, *, context: int = 1, kept: Collection[int] = frozenset()
    ) -> tuple[Row | Fold, ...]:
        """Return the changed rows with `context` unchanged ones around each, and a Fold for what is left out.

        `kept` are the numbers of unchanged rows that are not left out either. A fold is never put for a single row:
        showing it takes no more room. Nothing changed or kept gives ().
        """
        shown = [row.number in kept for row in self.rows]
        for row in self.rows:
            if row.changed:
                first, last = max(0, row.number - context), row.number + context + 1
                shown[first:last] = [True] * len(shown[first:last])
        return tuple(_fold_hidden(self.rows, shown=shown)) if any(shown) else ()

    def rebuild_old(self) -> ArticleText:
        """Return the old text exactly as it was given to `compare`."""
        return self._rebuild(drop=Op.INSERT)

    def rebuild_new(self) -> ArticleText:
        """Return the new text exactly as it was given to `compare`."""
        return self._rebuild(drop=Op.DELETE)

    def _rebuild(self, *, drop: Op) -> ArticleText:
        by_field = {
            field: _read([row.row for row in self.fields if row.field is field], drop=drop) for field in Field
        }
        return ArticleText(
            headline=by_field[Field.HEADLINE][0],
            standfirst=by_field[Field.STANDFIRST][0],
            byline=by_field[Field.BYLINE],
            paragraphs=_read(self.rows, drop=drop),
            captions=by_field[Field.CAPTIONS],
        )

    def _count(self, *, op: Op) -> int:
        rows = [*(field.row for field in self.fields), *self.rows]
        return sum(
            count_words(span.text)
            for row in rows
            for span in row.inline
            if span.op is op and span.move_id is None and not span.is_break
        )


def without(spans: Iterable[Span], *, op: Op) -> tuple[Span, ...]:
    """Return the spans that have another fate than `op`."""
    return tuple(span for span in spans if span.op is not op)


def _fold_hidden(rows: Sequence[Row], *, shown: Sequence[bool]) -> list[Row | Fold]:
    folded: list[Row | Fold] = []
    hidden: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not shown[row.number]:
            hidden.append(row)
            continue
        folded.extend(hidden if len(hidden) == 1 else [Fold(len(hidden), hidden[0].number)] if hidden else [])
        hidden = []
        if row is not None:
            folded.append(row)
    return folded


def _read(rows: Iterable[Row], *, drop: Op) -> tuple[str, ...]:
    paragraphs: list[str] = []
    for row in rows:
        if not (row.new_paragraphs if drop is Op.DELETE else row.old_paragraphs):
            continue
        pieces = [""]
        for span in without(row.inline, op=drop):
            if span.is_break:
                pieces.append("")
            else:
                pieces[-1] += span.text
        paragraphs.extend(pieces)
    return tuple(paragraphs)
