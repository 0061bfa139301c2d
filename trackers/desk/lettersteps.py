"""The steps of a letter as a table: from where to where, and who may take each. ``letters.py`` takes them."""

from dataclasses import dataclass
from enum import StrEnum

from trackers.desk.rights import WITHHOLD
from trackers.models import Act, LetterState

SEES = "trackers.view_letter"
SEES_SENDERS = "trackers.view_sender"
RECORDS = "trackers.add_letter"
TAKES = "trackers.take_letter"
ANSWERS = "trackers.answer_letter"
# What guarded letters ask for beside what all ask for.
WITHHOLDS = WITHHOLD


class LetterStep(StrEnum):
    """What somebody may do about a letter."""

    TAKE = "take"
    LEAVE = "leave"
    REVISE = "revise"
    ANSWER = "answer"
    DECLINE = "decline"
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True)
class LetterTerms:
    """From which states a step leads to which (None: to the same), the permission it takes, and what it asks for.

    ``needs`` names the field without which it is not taken.
    """

    froms: frozenset[LetterState]
    to: LetterState | None
    permission: str
    act: Act
    needs: str = ""


_OPEN = frozenset({LetterState.OPEN})
_CLOSED = frozenset(LetterState) - _OPEN

LETTER_TERMS: dict[LetterStep, LetterTerms] = {
    LetterStep.TAKE: LetterTerms(_OPEN, None, TAKES, Act.TAKE_LETTER),
    LetterStep.LEAVE: LetterTerms(_OPEN, None, TAKES, Act.LEAVE_LETTER),
    LetterStep.REVISE: LetterTerms(_OPEN, None, TAKES, Act.REVISE_LETTER),
    LetterStep.ANSWER: LetterTerms(_OPEN, LetterState.ANSWERED, ANSWERS, Act.ANSWER_LETTER, "answer"),
    LetterStep.DECLINE: LetterTerms(_OPEN, LetterState.DECLINED, ANSWERS, Act.DECLINE_LETTER, "answer"),
    LetterStep.CLOSE: LetterTerms(_OPEN, LetterState.DONE, ANSWERS, Act.CLOSE_LETTER),
    LetterStep.REOPEN: LetterTerms(_CLOSED, LetterState.OPEN, ANSWERS, Act.REOPEN_LETTER, "reason"),
}
