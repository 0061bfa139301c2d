"""docs/glossary.md is true: models, states and Outcomes stand in it, and no class bears a refused word."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from trackers.models import (
    Absence,
    Adequacy,
    AnnotationState,
    BatchState,
    BatchVerdict,
    Cause,
    ChangeKind,
    DeliveryState,
    Disclosure,
    ExportState,
    Exposure,
    FeedKind,
    GapCause,
    HeldState,
    HintState,
    Legibility,
    LetterKind,
    LetterState,
    Nature,
    NoiseState,
    Outcome,
    Placement,
    PublicText,
    ReviewState,
    SheetState,
    SheetVerdict,
    Stratum,
    Tracking,
    TrialState,
    Verdict,
)

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| **")
]


def test_every_model_stands_in_the_glossary() -> None:
    words = {row[0].strip("*") for row in ROWS}
    assert {model.__name__ for model in apps.get_app_config("trackers").get_models()} <= words


@pytest.mark.parametrize(
    ("word", "states"),
    [
        ("Outcome", Outcome), ("tracking", Tracking), ("exposure", Exposure), ("public text", PublicText),
        ("nature", Nature), ("absence", Absence), ("kind", ChangeKind), ("disclosure", Disclosure),
        ("cause", Cause), ("adequacy", Adequacy), ("placement", Placement),
        ("Annotation", AnnotationState), ("Review", ReviewState), ("Feed", FeedKind),
        ("Batch", BatchState), ("BatchRow", BatchVerdict),
        ("SheetExport", ExportState), ("SheetImport", SheetState), ("SheetRow", SheetVerdict),
        ("Gap", GapCause), ("stratum", Stratum), ("Delivery", DeliveryState),
        ("IncidentArticle", HeldState),
        ("HintSet", HintState), ("NoiseRule", NoiseState), ("verdict", Verdict),
        ("Letter", LetterState), ("letter kind", LetterKind),
        ("SourceTrial", TrialState), ("legibility", Legibility),
    ],
)  # fmt: skip
def test_the_states_are_the_ones_the_glossary_lists(word: str, states: type) -> None:
    (row,) = [row for row in ROWS if row[0] == f"**{word}**"]
    assert set(re.findall(r"`([a-z0-9_.]+)`", row[1])) == set(states.values)


def test_no_class_bears_a_refused_word() -> None:
    refused = {word.strip() for row in ROWS for word in row[3].split(",") if word.strip()}
    assert len(refused) > 8
    for path in (ROOT / "trackers").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert node.name not in refused, f"{path.name}: {node.name}"
