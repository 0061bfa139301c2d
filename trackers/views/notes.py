"""Which words of a comparison our editors' notes are about, and beside which row each note stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trackers.models import EditionNature, Publication
from trackers.text.compare import Field
from trackers.text.quoteanchors import AnchoredPart, Side, locate_anchor, read_anchor
from trackers.text.tidy import ArticleText

# The desk marks fewer; what came into the column by another way must not cost a page its time.
MOST_ANCHORS = 20
LONGEST_WORDS = 80

# One piece of one of the two texts: the side, the field (None: the body) and its place there, from 0.
PieceKey = tuple[Side, Field | None, int]


@dataclass(frozen=True)
class Mark:
    """Words of one piece that the note of this number is about, as places of characters."""

    start: int
    end: int
    number: int


@dataclass(frozen=True)
class Spot:
    """A row that a note is about: its address within the page, the side its words stand on, and the words."""

    anchor: str
    side: Side
    words: str


@dataclass(frozen=True)
class PlacedNote:
    """What stands of a published Annotation on the page of its Change.

    ``number`` is what it bears beside the words it is about, 0 where none of them is on the page; ``spots`` are where
    they are. ``is_lost`` says that it is about words of which some are not on the page.
    """

    annotation: Publication
    number: int = 0
    spots: tuple[Spot, ...] = ()
    is_lost: bool = False


@dataclass(frozen=True)
class Notes:
    """All notes of a page: those ``above`` the comparison, those ``beside`` a row by its address, the words marked."""

    above: tuple[PlacedNote, ...] = ()
    beside: Mapping[str, tuple[PlacedNote, ...]] = field(default_factory=dict)
    marks: Mapping[PieceKey, tuple[Mark, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class FoundNote:
    """An Annotation with what was found of its words in the two texts that are compared."""

    annotation: Publication
    parts: tuple[tuple[Side, AnchoredPart], ...]
    is_lost: bool

    @property
    def keys(self) -> tuple[PieceKey, ...]:
        """The pieces the words stand in."""
        return tuple((side, part.field, part.place) for side, part in self.parts)


def find_notes(
    annotations: Iterable[Publication], *, before: ArticleText, after: ArticleText
) -> list[FoundNote]:
    """Return each Annotation with where its words stand in the two texts; what is stored ill counts as not found."""
    return [_find_words(annotation, before=before, after=after) for annotation in annotations]


def place_notes(
    found: Sequence[FoundNote], *, rows: Mapping[PieceKey, str], texts: Mapping[Side, ArticleText]
) -> Notes:
    """Return where each note stands: beside the first row of the page with words of its own, else above all rows.

    ``rows`` gives the pieces that are on the page, in its order, and the address of the row of each.
    """
    order = {key: place for place, key in enumerate(rows)}
    firsts = [min((order[key] for key in note.keys if key in order), default=None) for note in found]
    beside: dict[str, list[PlacedNote]] = defaultdict(list)
    marks: dict[PieceKey, list[Mark]] = defaultdict(list)
    standing = [(first, place) for place, first in enumerate(firsts) if first is not None]
    for number, (first, place) in enumerate(sorted(standing), 1):
        note = found[place]
        for (_side, part), key in zip(note.parts, note.keys, strict=True):
            if key in rows:
                marks[key].append(Mark(part.start, part.end, number))
        is_lost = note.is_lost or not all(key in rows for key in note.keys)
        spots = _list_spots(note, rows=rows, texts=texts)
        beside[list(rows.values())[first]].append(PlacedNote(note.annotation, number, spots, is_lost))
    above = (
        PlacedNote(note.annotation, is_lost=note.is_lost or bool(note.parts))
        for note, first in zip(found, firsts, strict=True)
        if first is None
    )
    return Notes(
        tuple(above),
        {anchor: tuple(notes) for anchor, notes in beside.items()},
        {key: tuple(sorted(each, key=lambda mark: mark.start)) for key, each in marks.items()},
    )


def _find_words(annotation: Publication, *, before: ArticleText, after: ArticleText) -> FoundNote:
    # What was taken back is about nothing any more.
    stored: Any = annotation.anchors if annotation.nature != EditionNature.RETRACTION else []
    anchors = [read_anchor(each) for each in stored[:MOST_ANCHORS]] if isinstance(stored, list) else []
    parts: list[tuple[Side, AnchoredPart]] = []
    is_lost = False
    for anchor in anchors:
        text = None if anchor is None else {"before": before, "after": after}[anchor.side]
        located = () if anchor is None or text is None else locate_anchor(text, anchor)
        is_lost = is_lost or not located
        parts += [(anchor.side, part) for part in located] if anchor is not None else []
    return FoundNote(annotation, tuple(parts), is_lost)


def _list_spots(
    note: FoundNote, *, rows: Mapping[PieceKey, str], texts: Mapping[Side, ArticleText]
) -> tuple[Spot, ...]:
    words: dict[tuple[str, Side], list[str]] = defaultdict(list)
    for (side, part), key in zip(note.parts, note.keys, strict=True):
        if key in rows:
            piece = _read_piece(texts[side], part)
            words[rows[key], side].append(piece[part.start : part.end])
    return tuple(
        Spot(anchor, side, _shorten(" … ".join(dict.fromkeys(each))))
        for (anchor, side), each in words.items()
    )


def _read_piece(text: ArticleText, part: AnchoredPart) -> str:
    if part.field is Field.HEADLINE:
        return text.headline
    if part.field is Field.STANDFIRST:
        return text.standfirst
    pieces = {Field.BYLINE: text.byline, Field.CAPTIONS: text.captions, None: text.paragraphs}[part.field]
    return pieces[part.place]


def _shorten(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS].rstrip()} …"
