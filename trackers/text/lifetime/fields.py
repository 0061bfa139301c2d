"""Follows what stands beside the text through the versions: each headline, standfirst and caption that stood there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trackers.text.compare.tokens import fold
from trackers.text.lifetime.values import Spell


@dataclass(frozen=True)
class FieldText:
    """What one field of a version says, item by item, and the version's number.

    `before` is what the field of the version before it says as both were read when they were compared, None where
    that is how that version was read at first.
    """

    number: int
    items: Sequence[str]
    before: Sequence[str] | None = None


@dataclass(frozen=True)
class FieldLife:
    """An item in one spell: it came with version `spell.first` and is missing from `spell.end` on (None: it stands).

    `is_back` tells that it had stood before and was gone meanwhile. `text` is as the last version with it had it.
    """

    text: str
    spell: Spell
    is_back: bool = False

    @property
    def stands(self) -> bool:
        """True if the last version has it."""
        return self.spell.end is None


def trace_field(versions: Sequence[FieldText], *, most_gone: int = 200) -> tuple[tuple[FieldLife, ...], int]:
    """Return every spell of every item in the order they began, and how many that ended are left out for their number.

    `versions` come with the earliest first. An item is the same as long as its words and marks are; quotation marks,
    dashes and spaces of another shape do not make it another. What differs between two readings of one page came with
    the version that was read, and gets no spell for it. Time grows with the number of items of all versions.
    """
    ended: list[FieldLife] = []
    living: dict[str, FieldLife] = {}
    known: set[str] = set()
    for place, version in enumerate(versions):
        if place and version.before is not None:
            living = _read_anew(living, version.before, number=versions[place - 1].number)
            known |= living.keys()
        items = {_key(item): item for item in version.items if item.strip()}
        for key in [key for key in living if key not in items]:
            life = living.pop(key)
            ended.append(replace(life, spell=Spell(life.spell.first, version.number)))
        for key, item in items.items():
            if key in living:
                living[key] = replace(living[key], text=item)
            else:
                living[key] = FieldLife(item, Spell(version.number), is_back=key in known)
        known |= items.keys()
    kept = ended[max(0, len(ended) - most_gone) :]
    lives = sorted([*kept, *living.values()], key=lambda life: life.spell.first)
    return tuple(lives), len(ended) - len(kept)


def _read_anew(living: dict[str, FieldLife], items: Sequence[str], *, number: int) -> dict[str, FieldLife]:
    """Return what stands as it reads today. One that reads otherwise keeps its spell where it is one for one."""
    read = {_key(item): item for item in items if item.strip()}
    lost = [life for key, life in living.items() if key not in read]
    came = [key for key in read if key not in living]
    heirs = dict(zip(came, lost, strict=False)) if len(lost) == len(came) else {}
    return {
        key: replace(living[key] if key in living else heirs[key], text=item)
        if key in living or key in heirs
        else FieldLife(item, Spell(number))
        for key, item in read.items()
    }


def _key(item: str) -> str:
    return " ".join(fold(item).split())
