"""Headlines, standfirsts and captions in the lifetime view: each with the Versions that brought and took it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trackers.text.compare import Field
from trackers.text.lifetime import FieldText, trace_field

# Of the items of one field that went, so many are shown, the newest.
MOST_GONE = 100


@dataclass(frozen=True)
class FieldLine:
    """An item in one spell. ``came`` and ``went`` are the pairs of Versions that did it, None where the page has none.

    ``since`` is the Version it came with, or the first that is read; ``until`` the first without it, None if it stands.
    """

    text: str
    since: int
    until: int | None
    came: tuple[int, int] | None
    went: tuple[int, int] | None
    is_back: bool


@dataclass(frozen=True)
class FieldStory:
    """All spells of one field, and how many that went are left out."""

    field: Field
    lines: tuple[FieldLine, ...]
    left_out: int


def tell_field(field: Field, texts: Sequence[FieldText], *, everything: bool) -> FieldStory:
    """Return the story of one field over all Versions; without ``everything`` only of what came or went."""
    lives, left_out = trace_field(texts, most_gone=MOST_GONE)
    pairs = {new.number: (old.number, new.number) for old, new in pairwise(texts)}
    lines = (
        FieldLine(
            life.text,
            since=life.spell.first,
            until=life.spell.end,
            came=pairs.get(life.spell.first),
            went=pairs.get(life.spell.end or 0),
            is_back=life.is_back,
        )
        for life in lives
    )
    return FieldStory(field, tuple(line for line in lines if everything or line.came or line.went), left_out)
