"""Lowering: which noise rule, if any, lowers what is said of a Change.

The same decides at the first telling, in a rehearsal, and when rules come into force or go: what is stored of a Change,
and the rules in force, the one that has been so longest first. A rank without its rule is what it was, byte for byte.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from trackers.models import Change, Description, Nature, NoiseRule
from trackers.text.kinds import Lowerable, NoiseConditions, Part, Rank, lower, own_rank


@dataclass(frozen=True)
class Rulebook:
    """The noise rules that are in force, or would be, as Changes are judged by them; ``ids`` are theirs by name."""

    rules: tuple[NoiseConditions, ...]
    ids: dict[str, int]

    @classmethod
    def of(cls, rules: Iterable[NoiseRule]) -> Self:
        """Return the book of some rules, in their order."""
        rows = list(rules)
        return cls(tuple(row.as_conditions() for row in rows), {row.name: row.pk for row in rows})

    def settle(self, description: Description, *, change: Change) -> bool:
        """Let a Description's rank, its parts and ``lowered_by`` be what these rules make of them; nothing is saved.

        Returns whether anything differs now. Have the Change's Article at hand.
        """
        lowerable = find_lowerable(description, change=change)
        if lowerable is None and description.lowered_by_id is None:
            return False
        stored = Rank(tuple(Part(part.name, part.points) for part in description.parts))
        told = own_rank(stored) if lowerable is None else lower(lowerable, own=stored, rules=self.rules)
        by = self.ids.get(told.lowered_by)
        if by == description.lowered_by_id:
            return False
        description.lowered_by_id, description.rank = by, told.total
        description.rank_parts = [[part.name, part.points] for part in told.parts]
        return True


def find_lowerable(description: Description, *, change: Change) -> Lowerable | None:
    """Return what a noise rule may judge of a Change; None of a page that went or came back, and of all protected."""
    if change.nature != Nature.EDIT:
        return None
    words = description.words_removed + description.words_added
    return description.as_lowerable(words=words, source=change.article.source_id)
