"""Text cut where the words of notes begin and end, so that each piece can be marked and lead to its note."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trackers.templatetags.invisible import reveal
from trackers.text.compare import Field, Op, Row
from trackers.text.quoteanchors import SIDES, Side
from trackers.views.notes import Mark, PieceKey

_SHOWS: Mapping[Side, Op] = {"before": Op.DELETE, "after": Op.INSERT}


@dataclass(frozen=True, slots=True)
class Cut:
    """Words of one span that a note is about; ``is_end`` where its words in this paragraph end here."""

    side: Side
    start: int
    end: int
    number: int
    is_end: bool


@dataclass(frozen=True, slots=True)
class Ref:
    """The sign of a note behind its words. ``is_far`` where the other column has it, if both are to be seen."""

    number: int
    is_far: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Some text, whether a note is about it, and the signs of the notes whose words end with it."""

    text: str
    is_noted: bool = False
    is_far: bool = False
    refs: tuple[Ref, ...] = ()


def cut_row(
    row: Row, *, field: Field | None, marks: Mapping[PieceKey, Sequence[Mark]]
) -> Mapping[int, list[Cut]]:
    """Return which words of a row notes are about, by the place of their span in ``row.inline``."""
    cuts: dict[int, list[Cut]] = defaultdict(list)
    for side in SIDES:
        places = row.old_paragraphs if side == "before" else row.new_paragraphs
        if not any((side, field, place) in marks for place in places):
            continue
        turn, offset = 0, 0
        for number, span in enumerate(row.inline):
            if span.op not in (Op.EQUAL, _SHOWS[side]):
                continue
            if span.is_break:
                turn, offset = turn + 1, 0
                continue
            end = offset + len(span.text)
            for mark in marks.get((side, field, places[turn]), ()) if turn < len(places) else ():
                start, stop = max(mark.start, offset), min(mark.end, end)
                if start < stop:
                    is_end = stop == mark.end
                    cuts[number].append(Cut(side, start - offset, stop - offset, mark.number, is_end))
            offset = end
    return cuts


def make_parts(
    text: str, cuts: Sequence[Cut], *, near: Collection[Side], far: Collection[Side] = (), is_marked: bool
) -> tuple[Part, ...]:
    """Return a span's text in parts, for a column that shows the ``near`` sides, and the ``far`` one on narrow screens.

    () where no note is about it on these sides. Of marked text invisible characters are named.
    """
    held = [cut for cut in cuts if cut.side in near or cut.side in far]
    if not held:
        return ()
    edges = sorted({0, len(text), *(cut.start for cut in held), *(cut.end for cut in held)})
    parts = []
    for start, end in pairwise(edges):
        over = [cut for cut in held if cut.start <= start and end <= cut.end]
        refs = (Ref(cut.number, cut.side not in near) for cut in over if cut.is_end and cut.end == end)
        is_far = bool(over) and all(cut.side not in near for cut in over)
        piece = text[start:end]
        shown = reveal(piece) if is_marked and (not piece.isspace() or text.isspace()) else piece
        parts.append(Part(shown, bool(over), is_far, tuple(dict.fromkeys(refs))))
    return tuple(parts)
