"""Two texts compared for a page: what differs, as a table in the view that was asked for, with the notes in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from trackers.models import Publication, ReadText, Source, Version
from trackers.text.compare import Field
from trackers.text.quoteanchors import Side
from trackers.text.tidy import ArticleText
from trackers.views.compared import compare_once
from trackers.views.layout import Edition, LaidRow, Layout
from trackers.views.lines import Comparison, FieldLine, Hidden, Line, make_comparison
from trackers.views.notes import PieceKey, PlacedNote, find_notes, place_notes
from trackers.views.viewing import Viewing


@dataclass(frozen=True)
class Table:
    """What the page of two Versions shows: the comparison, its rows, and the notes that stand above them.

    ``has_notes`` tells whether any stands beside a row.
    """

    comparison: Comparison
    rows: tuple[LaidRow | Hidden, ...]
    notes: tuple[PlacedNote, ...]
    has_notes: bool


def compare_texts(
    before: ReadText,
    after: ReadText,
    *,
    old: Version,
    new: Version,
    source: Source,
    viewing: Viewing,
    annotations: Iterable[Publication] = (),
) -> Table:
    """Return what differs between two readings of two Versions.

    Costs one comparison, unless it was made within the last hour: milliseconds; two seconds for the longest. A passage
    that a note is about is not folded away, but where the Source's texts are not shown whole: there a note shows
    nothing that the page would not show without it.
    """
    texts: dict[Side, ArticleText] = {"before": before.text, "after": after.text}
    found = find_notes(annotations, before=texts["before"], after=texts["after"])
    kept = {key for note in found for key in note.keys} if viewing.may_show_whole else set()
    diff = compare_once(texts["before"], texts["after"])
    comparison = make_comparison(diff, whole=viewing.whole, kept=kept)
    notes = place_notes(found, rows=_list_rows(comparison), texts=texts)
    layout = Layout(old=_describe(old, source), new=_describe(new, source), view=viewing.view, notes=notes)
    rows = (
        *map(layout.lay_field, _list_fields(comparison)),
        *map(layout.lay_line, comparison.lines),
    )
    return Table(comparison, rows, notes.above, has_notes=bool(notes.beside))


def _list_fields(comparison: Comparison) -> Iterator[FieldLine]:
    if comparison.headline.row.inline:
        yield comparison.headline
    yield from comparison.fields


def _list_rows(comparison: Comparison) -> Mapping[PieceKey, str]:
    """Return the pieces of both texts that are on the page, from top to bottom, with the address of the row of each."""
    rows: dict[PieceKey, str] = {}
    lines: list[tuple[FieldLine | Line, Field | None]] = [
        (line, line.field) for line in _list_fields(comparison)
    ]
    lines += [(line, None) for line in comparison.lines if isinstance(line, Line)]
    for line, field in lines:
        rows |= {("before", field, place): line.anchor for place in line.row.old_paragraphs}
        rows |= {("after", field, place): line.anchor for place in line.row.new_paragraphs}
    return rows


def _describe(version: Version, source: Source) -> Edition:
    return Edition(version.number, version.lang or source.language, version.dir)
