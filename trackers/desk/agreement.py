"""Agreement: how far two coders agree facet by facet, as figures with their doubt, and as tables to take away."""

import csv
import io
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trackers.desk.coding import pair_codings
from trackers.models import (
    DISCLOSURES,
    ChangeKind,
    Coding,
    CodingSample,
    Confidence,
    Significance,
)
from trackers.text.kappa import Kappa, Scale, reckon_kappa
from trackers.text.sheets import escape_cell

AGREEMENT_HEAD = (
    "facet",
    "code",
    "words",
    "scale",
    "n",
    "agreed",
    "observed",
    "expected",
    "kappa",
    "low_95",
    "high_95",
)
CODES_HEAD = ("change", "coder", "kinds", "disclosure", "significance", "confidence", "coded_at")


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree about one facet, or one kind: ``facet``, ``code`` ("" but for a kind) and its words."""

    facet: str
    code: str
    words: str
    scale: Scale
    kappa: Kappa

    @property
    def sentence(self) -> str:
        """What there is to say where there is no kappa, or no interval; else ""."""
        if not self.kappa.n:
            return _("No change has been coded by both.")
        if self.kappa.kappa is None:
            return _("Undefined: both gave one answer throughout, so that chance would agree as often.")
        if self.kappa.low is None:
            return _("Cannot be told: their answers differ too little.")
        return ""


def measure_agreement(pairs: Sequence[tuple[Coding, Coding]]) -> list[Agreement]:
    """Return the agreement about each facet, and about each kind against all others, from pairs of codings."""
    measured = [
        _measure(
            "disclosure", _("What the page says of it"), pairs, answers=[code for code, _label in DISCLOSURES]
        ),
        _measure(
            "significance", _("Significance"), pairs, answers=Significance.values, scale=Scale.QUADRATIC
        ),
        _measure("confidence", _("How sure this is"), pairs, answers=Confidence.values),
    ]
    for kind in ChangeKind:
        answers = [(kind.value in first.kinds, kind.value in second.kinds) for first, second in pairs]
        kappa = reckon_kappa(answers, answers=(False, True))
        measured.append(Agreement("kinds", kind.value, str(kind.label), Scale.NOMINAL, kappa))
    return measured


def write_agreement(sample: CodingSample) -> str:
    """Return the agreement about a sample as CSV (RFC 4180): one row a facet or kind, shares to six digits."""
    measured = measure_agreement(pair_codings(sample))
    return _write(AGREEMENT_HEAD, (_row(each) for each in measured))


def write_codes(sample: CodingSample) -> str:
    """Return what either coder has said of each Change as CSV: one row a Change and coder."""
    rows = sample.codings.order_by("side", "change")
    names = {1: sample.first_name, 2: sample.second_name}
    return _write(
        CODES_HEAD,
        (
            (row.change_id, escape_cell(names[row.side]), " ".join(row.kinds), row.disclosure, row.significance,
             row.confidence, f"{row.at:%Y-%m-%dT%H:%M:%SZ}")
            for row in rows
        ),
    )  # fmt: skip


def _measure(
    facet: str,
    words: str,
    pairs: Sequence[tuple[Coding, Coding]],
    *,
    answers: Sequence[Hashable],
    scale: Scale = Scale.NOMINAL,
) -> Agreement:
    given = [(getattr(first, facet), getattr(second, facet)) for first, second in pairs]
    return Agreement(facet, "", words, scale, reckon_kappa(given, answers=answers, scale=scale))


def _row(each: Agreement) -> tuple[str | int, ...]:
    kappa = each.kappa
    figures = (kappa.observed, kappa.expected, kappa.kappa, kappa.low, kappa.high)
    doubt = ("" if figure is None else f"{figure:.6f}" for figure in figures)
    return each.facet, each.code, escape_cell(each.words), each.scale.value, kappa.n, kappa.agreed, *doubt


def _write(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(head)
    writer.writerows(rows)
    return page.getvalue()
