"""The steps of a review as a table: from where to where, and who may take each. ``review.py`` takes them."""

from dataclasses import dataclass
from enum import StrEnum

from trackers.models import Act, ReviewState


class Step(StrEnum):
    """What somebody may do about a Change on the desk."""

    CLAIM = "claim"
    LET_GO = "let_go"
    DISMISS = "dismiss"
    SNOOZE = "snooze"
    WAKE = "wake"
    REOPEN = "reopen"
    ANNOTATE = "annotate"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    AMEND = "amend"
    DROP = "drop"
    RECALL = "recall"
    RETRACT = "retract"
    UNDO = "undo"


@dataclass(frozen=True)
class Terms:
    """From which states a step leads to which, the permissions it takes, and whether it needs a reason.

    Where ``to`` holds several states, what stands on the Change decides between them.
    """

    froms: frozenset[ReviewState]
    to: frozenset[ReviewState]
    permissions: tuple[str, ...]
    act: Act
    needs_reason: bool = False


_S = ReviewState
_ALL = frozenset(ReviewState)
_PUBLIC = frozenset({_S.PUBLISHED, _S.AMENDED})
_PENDING = frozenset({_S.ANNOTATED, _S.SECOND_READ, _S.RETURNED, _S.APPROVED})
_OPEN = frozenset({_S.NEW, _S.IN_REVIEW, _S.SNOOZED})


def _terms(
    froms: frozenset[ReviewState],
    to: frozenset[ReviewState],
    permissions: str,
    act: Act,
    *,
    needs_reason: bool = False,
) -> Terms:
    codes = tuple(f"trackers.{code}" for code in permissions.split())
    return Terms(froms, to, codes, act, needs_reason)


TERMS: dict[Step, Terms] = {
    Step.CLAIM: _terms(_OPEN, frozenset({_S.IN_REVIEW}), "review_change", Act.CLAIM),
    Step.LET_GO: _terms(frozenset({_S.IN_REVIEW}), frozenset({_S.NEW}), "review_change", Act.LET_GO),
    Step.DISMISS: _terms(
        _OPEN | {_S.ANNOTATED, _S.RETURNED},
        frozenset({_S.DISMISSED}),
        "review_change",
        Act.DISMISS,
        needs_reason=True,
    ),
    Step.SNOOZE: _terms(
        frozenset({_S.NEW, _S.IN_REVIEW}), frozenset({_S.SNOOZED}), "review_change", Act.SNOOZE
    ),
    Step.WAKE: _terms(frozenset({_S.SNOOZED}), frozenset({_S.NEW}), "review_change", Act.WAKE),
    Step.REOPEN: _terms(
        frozenset({_S.DISMISSED}), frozenset({_S.NEW, _S.ANNOTATED}), "review_change", Act.REOPEN
    ),
    Step.ANNOTATE: _terms(_ALL - {_S.DISMISSED}, frozenset({_S.ANNOTATED}), "add_annotation", Act.ANNOTATE),
    Step.SUBMIT: _terms(
        frozenset({_S.ANNOTATED, _S.RETURNED}), frozenset({_S.SECOND_READ}), "add_annotation", Act.SUBMIT
    ),
    Step.RETURN: _terms(
        frozenset({_S.SECOND_READ, _S.APPROVED}),
        frozenset({_S.RETURNED}),
        "approve_annotation",
        Act.RETURN,
        needs_reason=True,
    ),
    Step.APPROVE: _terms(
        frozenset({_S.ANNOTATED, _S.SECOND_READ}), frozenset({_S.APPROVED}), "approve_annotation", Act.APPROVE
    ),
    Step.PUBLISH: _terms(frozenset({_S.APPROVED}), _PUBLIC, "publish_annotation", Act.PUBLISH),
    Step.AMEND: _terms(
        _PUBLIC,
        frozenset({_S.AMENDED}),
        "publish_annotation approve_annotation add_annotation",
        Act.AMEND,
        needs_reason=True,
    ),
    Step.DROP: _terms(_PENDING, _PUBLIC, "add_annotation", Act.DROP),
    Step.RECALL: _terms(_PUBLIC, frozenset({_S.APPROVED}), "publish_annotation", Act.RECALL),
    Step.RETRACT: _terms(
        _PUBLIC | _PENDING, frozenset({_S.RETRACTED}), "retract_annotation", Act.RETRACT, needs_reason=True
    ),
    # Beside this, the permissions of the step that is undone. What readers have seen is never undone.
    Step.UNDO: _terms(_ALL - _PUBLIC - {_S.RETRACTED}, _ALL - {_S.APPROVED}, "review_change", Act.UNDO),
}

# What the clock may do, where the time has come.
CLOCK_STEPS = frozenset({Step.LET_GO, Step.WAKE})

# What undoes a step that has just been taken. What is not named here stands: readers have seen it, or a closed draft
# would have to be opened again.
UNDO_BY: dict[Step, Step] = {
    **dict.fromkeys(
        (Step.CLAIM, Step.DISMISS, Step.SNOOZE, Step.WAKE, Step.REOPEN, Step.ANNOTATE, Step.SUBMIT, Step.RETURN,
         Step.APPROVE),
        Step.UNDO,
    ),
    Step.LET_GO: Step.CLAIM,
    # Until readers see it.
    **dict.fromkeys((Step.PUBLISH, Step.AMEND), Step.RECALL),
}  # fmt: skip
STEP_OF: dict[str, Step] = {str(terms.act): step for step, terms in TERMS.items()}
