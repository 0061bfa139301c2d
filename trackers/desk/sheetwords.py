"""What was typed in one row of a spreadsheet, read as steps of the review and their words, or refused in a sentence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from trackers.desk.dismissals import word_reason
from trackers.desk.errors import DeskError
from trackers.desk.steps import Step
from trackers.models import (
    DISCLOSURES,
    Adequacy,
    Cause,
    ChangeKind,
    Confidence,
    Label,
    Placement,
    Significance,
)

# The decisions a row may hold: in words, and the steps that are taken, one after the other.
DECISIONS: dict[str, tuple[StrPromise, tuple[Step, ...]]] = {
    "dismiss": (gettext_lazy("dismiss, with a reason"), (Step.DISMISS,)),
    "annotate": (gettext_lazy("write what follows, as a draft"), (Step.ANNOTATE,)),
    "submit": (gettext_lazy("write what follows and send it to a second read"), (Step.ANNOTATE, Step.SUBMIT)),
    "return": (gettext_lazy("send back, with a reason"), (Step.RETURN,)),
    "approve": (gettext_lazy("approve"), (Step.APPROVE,)),
    "publish": (gettext_lazy("publish what is approved"), (Step.PUBLISH,)),
    "reopen": (gettext_lazy("reopen what was dismissed"), (Step.REOPEN,)),
    "claim": (gettext_lazy("claim for half an hour"), (Step.CLAIM,)),
    "let_go": (gettext_lazy("let go of a claim"), (Step.LET_GO,)),
}
_TAKE_WORDS = frozenset({"annotate", "submit"})
_LONGEST_REASON, _MOST_WORDS = 1_000, 60
_PARTED = re.compile(r"[,;\n]")


@dataclass(frozen=True)
class Wanted:
    """What a row asks for: steps in their order, the facets that are set, and a reason."""

    steps: tuple[Step, ...]
    reason: str = ""
    facets: dict[str, Any] = field(default_factory=dict)


def offer_labels() -> dict[str, str]:
    """Return the codes of labels in use by the words people may type for them. One query."""
    rows = Label.objects.filter(retired_at__isnull=True).values_list("code", "name")
    return _by_word(rows)


def read_decision(typed: Mapping[str, str], *, labels: Mapping[str, str]) -> Wanted | None:
    """Return what a row asks for, None where nothing is filled in; ``labels`` are those of ``offer_labels``.

    Raises DeskError with every word that is none.
    """
    cells = {name: text.strip() for name, text in typed.items() if text.strip()}
    decision = _find(cells.get("decision", ""), _DECISIONS)
    refusals: list[str] = []
    facets = _read_facets(cells, labels=labels, refusals=refusals)
    if "decision" not in cells:
        if facets or refusals or "reason" in cells:
            raise DeskError(_("Words are filled in, but no decision: write what is to be done with them."))
        return None
    if decision is None:
        refusals.insert(0, _("There is no decision “%(word)s”.") % {"word": cells["decision"][:80]})
    elif facets and decision not in _TAKE_WORDS:
        refusals.append(_("Kinds, notes and the like go with annotate or submit only."))
    if len(cells.get("reason", "")) > _LONGEST_REASON:
        refusals.append(_("The reason is longer than %(count)d letters.") % {"count": _LONGEST_REASON})
    if refusals:
        raise DeskError(" ".join(refusals))
    assert decision is not None
    steps = DECISIONS[decision][1]
    if decision == "submit" and not facets:
        steps = (Step.SUBMIT,)
    reason = cells.get("reason", "")
    if decision == "dismiss":
        letter = reason.casefold()
        reason = word_reason(letter) or reason
    return Wanted(steps, reason, facets)


def _read_facets(
    cells: Mapping[str, str], *, labels: Mapping[str, str], refusals: list[str]
) -> dict[str, Any]:
    facets: dict[str, Any] = {}
    for name, words in (
        ("disclosure", _DISCLOSURES),
        ("confidence", _CONFIDENCES),
        ("cause", _CAUSES),
        ("adequacy", _ADEQUACIES),
        ("placement", _PLACEMENTS),
        ("significance", _WEIGHTS),
    ):
        if name in cells:
            found = _find(cells[name], words)
            if found is None:
                refusals.append(_say_unknown(name, cells[name]))
            facets[name] = int(found) if name == "significance" and found is not None else found
    for name, many in (("kinds", _KINDS), ("labels", labels)):
        if name in cells:
            facets[name] = _find_all(name, cells[name], many, refusals=refusals)
    for name, field_name in (("public note", "public_note"), ("internal note", "internal_note")):
        if name in cells:
            facets[field_name] = cells[name]
    return facets


def _find_all(name: str, cell: str, words: Mapping[str, str], *, refusals: list[str]) -> list[str]:
    found: list[str] = []
    for part in _PARTED.split(cell)[:_MOST_WORDS]:
        if part.strip():
            code = _find(part, words)
            if code is None:
                refusals.append(_say_unknown(name, part.strip()))
            elif code not in found:
                found.append(code)
    return found


def _say_unknown(name: str, word: str) -> str:
    words = {"word": word[:80], "column": name}
    return _("“%(word)s” is no word of the column “%(column)s”.") % words


def _find(cell: str, words: Mapping[str, str]) -> str | None:
    return words.get(" ".join(cell.split()).casefold())


def _by_word(choices: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    """Return codes by what people type for them: the code itself or the words beside it."""
    pairs = [(str(code), str(label)) for code, label in choices]
    by_label = {" ".join(label.split()).casefold(): code for code, label in pairs}
    return {**by_label, **{code.casefold(): code for code, _label in pairs}}


_DECISIONS = _by_word((code, code.replace("_", " ")) for code in DECISIONS)
_KINDS = _by_word(ChangeKind.choices)
_DISCLOSURES = _by_word(DISCLOSURES)
_CONFIDENCES = _by_word(Confidence.choices)
_CAUSES = _by_word(Cause.choices)
_ADEQUACIES = _by_word(Adequacy.choices)
_PLACEMENTS = _by_word(Placement.choices)
_WEIGHTS = _by_word((step.value, f"{step.value} {step.label}") for step in Significance)
