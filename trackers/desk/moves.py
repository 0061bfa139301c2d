"""The moves of an Article as a table: what people may do to its tracking and its exposure. ``articles.py`` makes them.

Tracking: a *candidate* is an Article that is followed and was never read, which its row says by having no Version; the
clock closes one whose text has stood for months, a feed or an editor has it followed again. Exposure: what is cancelled
is gone for good, as far as readers are told; a mistake is still put right, by whoever may cancel, for a stated reason.
"""

from dataclasses import dataclass
from enum import StrEnum

from trackers.desk.rights import CANCEL, CHECK, WITHHOLD
from trackers.models import Act, Exposure, Tracking


class Move(StrEnum):
    """What somebody may do to an Article."""

    PAUSE = "pause"
    RESUME = "resume"
    WITHHOLD = "withhold"
    RELEASE = "release"
    CANCEL = "cancel"
    RESTORE = "restore"


@dataclass(frozen=True)
class MoveTerms:
    """From which states a move leads where, the permission it takes, and whether it needs words of why.

    ``field`` is the column: ``tracking`` or ``exposure``.
    """

    field: str
    froms: frozenset[str]
    to: str
    permission: str
    act: Act
    needs_note: bool = False


def _tracking(froms: set[Tracking], to: Tracking, act: Act) -> MoveTerms:
    return MoveTerms("tracking", frozenset(froms), to.value, CHECK, act)


def _exposure(
    froms: set[Exposure], to: Exposure, permission: str, act: Act, *, needs_note: bool = False
) -> MoveTerms:
    return MoveTerms("exposure", frozenset(froms), to.value, permission, act, needs_note)


MOVES: dict[Move, MoveTerms] = {
    Move.PAUSE: _tracking({Tracking.ACTIVE}, Tracking.PAUSED, Act.PAUSE),
    Move.RESUME: _tracking({Tracking.PAUSED, Tracking.CLOSED}, Tracking.ACTIVE, Act.RESUME),
    # What is withheld may be withheld for another reason.
    Move.WITHHOLD: _exposure({Exposure.USABLE, Exposure.WITHHELD}, Exposure.WITHHELD, WITHHOLD, Act.WITHHOLD),
    Move.RELEASE: _exposure({Exposure.WITHHELD}, Exposure.USABLE, WITHHOLD, Act.RELEASE),
    Move.CANCEL: _exposure({Exposure.USABLE, Exposure.WITHHELD}, Exposure.CANCELED, CANCEL, Act.WITHHOLD),
    Move.RESTORE: _exposure({Exposure.CANCELED}, Exposure.USABLE, CANCEL, Act.RELEASE, needs_note=True),
}
