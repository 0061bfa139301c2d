"""What following the sentences of an article gives: one text, in which each sentence has a life."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class VersionText:
    """The paragraphs of a version, and its number.

    `before` is the text of the version before it as both were read when they were compared, None where that is how that
    version was read at first: what differs between two readings of one page is no edit and gets no life of its own.
    """

    number: int
    paragraphs: Sequence[str]
    before: Sequence[str] | None = None


class Fate(StrEnum):
    """What became of a sentence at its place."""

    STANDS = "stands"
    CUT = "cut"
    REWORDED = "reworded"
    MOVED = "moved"


@dataclass(frozen=True)
class Spell:
    """A stretch of versions in which a sentence stood: the first that had it, and the first without it or None."""

    first: int
    end: int | None = None


@dataclass(frozen=True)
class Life:
    """A sentence at one place of the woven text.

    `text` is as the last version with it had it, `lead` the white space before it. A sentence is the same as long as
    its words and marks are; quotation marks, dashes and spaces of another shape do not make it another, nor does a
    paragraph that is split or joined. `rewords` is the life whose place it took with other words, `became` the one that
    took its own, or that goes on elsewhere if it was moved. `moved_in` are the versions that moved it here, oldest
    first.
    """

    id: int
    text: str
    lead: str
    spells: tuple[Spell, ...]
    fate: Fate
    rewords: int | None = None
    became: int | None = None
    moved_in: tuple[int, ...] = ()

    @property
    def born(self) -> int:
        """The version that first had it."""
        return self.spells[0].first

    @property
    def since(self) -> int:
        """The version from which on it stands, or stood last: later than `born` where it was gone meanwhile."""
        return self.spells[-1].first

    @property
    def died(self) -> int | None:
        """The first version without it at this place, None if the last version has it."""
        return self.spells[-1].end

    @property
    def stands(self) -> bool:
        """True if the last version has it here."""
        return self.fate is Fate.STANDS


@dataclass(frozen=True)
class Block:
    """A paragraph: one of the last version with what went from it, or one that went (`paragraph` is None)."""

    paragraph: int | None
    lives: tuple[Life, ...]


@dataclass(frozen=True)
class Lifetime:
    """The woven text of some versions, given by their numbers. `forgotten` sentences went too long ago to be kept."""

    numbers: tuple[int, ...]
    blocks: tuple[Block, ...]
    forgotten: int = 0

    @property
    def lives(self) -> tuple[Life, ...]:
        """All sentences, in the order of the woven text."""
        return tuple(life for block in self.blocks for life in block.lives)
