"""Lives of sentences as the lifetime view shows them: paragraphs of stretches that share one story."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from trackers.text.lifetime import Block, Fate, Life, Lifetime


class Telling(StrEnum):
    """What is told of a stretch."""

    KEPT = "kept"
    ADDED = "added"
    REWORDING = "rewording"
    BACK = "back"
    MOVED_HERE = "moved_here"
    CUT = "cut"
    REWORDED = "reworded"
    MOVED_AWAY = "moved_away"


_WENT = {Fate.CUT: Telling.CUT, Fate.REWORDED: Telling.REWORDED, Fate.MOVED: Telling.MOVED_AWAY}


@dataclass(frozen=True)
class Stretch:
    """Neighbouring sentences with one story. ``number`` is the Version that brought or took them, ``pair`` its Change.

    ``lead`` is the white space before them, ``born`` the Version that first had them; ``target`` the address within the
    page of where moved ones went.
    """

    story: Telling
    lead: str
    text: str
    number: int
    pair: tuple[int, int] | None
    born: int
    anchor: str
    target: str = ""

    @property
    def stands(self) -> bool:
        """Whether the text that is looked back from has it here."""
        return self.story not in _WENT.values()


@dataclass(frozen=True)
class Passage:
    """A paragraph; ``number`` is its place (from 1) in the text that is looked back from, None for one that went."""

    number: int | None
    stretches: tuple[Stretch, ...]

    is_fold = False


@dataclass(frozen=True)
class LeftOut:
    """A number of paragraphs that are not shown because nothing happened to them."""

    count: int

    is_fold = True


def make_passages(lifetime: Lifetime, *, whole: bool) -> tuple[Passage | LeftOut, ...]:
    """Return the paragraphs of a woven text, without ``whole`` only those in which something came, went or moved."""
    first = lifetime.numbers[0] if lifetime.numbers else 0
    pairs = {new: (old, new) for old, new in pairwise(lifetime.numbers)}
    groups = [list(_group(block, first=first)) for block in lifetime.blocks]
    anchors = {life.id: f"s-{lives[0].id}" for group in groups for _, _, lives in group for life in lives}
    passages = [
        Passage(
            None if block.paragraph is None else block.paragraph + 1,
            tuple(
                Stretch(
                    story=story,
                    lead=lives[0].lead,
                    text=_join(lives),
                    number=number,
                    pair=pairs.get(number),
                    born=lives[0].born,
                    anchor=anchors[lives[0].id],
                    target=anchors.get(lives[0].became or 0, "") if story is Telling.MOVED_AWAY else "",
                )
                for story, number, lives in group
            ),
        )
        for block, group in zip(lifetime.blocks, groups, strict=True)
    ]
    return tuple(passages if whole else _leave_out(passages))


def _join(lives: Sequence[Life]) -> str:
    return lives[0].text + "".join(life.lead + life.text for life in lives[1:])


def _group(block: Block, *, first: int) -> Iterator[tuple[Telling, int, list[Life]]]:
    """Yield the stretches of a paragraph: what is told of them, by which Version, and their sentences."""
    told = ((_tell(life, first=first), life) for life in block.lives)
    for (story, number), group in groupby(told, key=lambda pair: pair[0]):
        yield story, number, [life for _, life in group]


def _tell(life: Life, *, first: int) -> tuple[Telling, int]:
    """Return what is told of a sentence, and by the number of which Version."""
    if life.died is not None:
        return _WENT[life.fate], life.died
    if life.moved_in and life.moved_in[-1] >= life.since:
        return Telling.MOVED_HERE, life.moved_in[-1]
    if life.since > life.born:
        return Telling.BACK, life.since
    if life.born == first:
        return Telling.KEPT, first
    return (Telling.REWORDING if life.rewords is not None else Telling.ADDED), life.born


def _leave_out(passages: Sequence[Passage]) -> Iterator[Passage | LeftOut]:
    for is_kept, group in groupby(
        passages, key=lambda passage: all(one.story is Telling.KEPT for one in passage.stretches)
    ):
        held = list(group)
        if is_kept:
            yield LeftOut(len(held))
        else:
            yield from held
