"""docs/safety.md is true: every control stands there once, and every file and test it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")


def test_every_control_of_reaching_out_and_reading_stands_there_once() -> None:
    rows = re.findall(r"^\| ([AB]\d+) \|", PAGE, flags=re.MULTILINE)
    assert rows == [f"A{number}" for number in range(1, 19)] + [f"B{number}" for number in range(1, 13)]


def test_every_test_it_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 60
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    ]
    assert missing == []


def test_every_place_it_names_exists() -> None:
    places = re.findall(r"`((?:trackers|tests|newswatch)/[\w/.]*)(?:::\w+)?`", PAGE)
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []
