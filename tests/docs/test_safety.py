"""docs/safety.md is true: every control stands there once, and every file and test it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")


def test_every_control_stands_there_once_and_says_where_it_holds_or_that_it_is_not_built() -> None:
    rows = re.findall(r"^\| ([A-E]\d+) \| (.*)$", PAGE, flags=re.MULTILINE)
    last = {"A": 18, "B": 12, "C": 14, "D": 16, "E": 11}
    assert [name for name, _ in rows] == [
        f"{part}{number}" for part in last for number in range(1, last[part] + 1)
    ]
    assert [name for name, row in rows if "::" not in row and "outside this program" not in row] == []


def test_every_test_it_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 130
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"^ *def {name}\(", (ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    ]
    assert missing == []


def test_every_place_it_names_exists() -> None:
    places = re.findall(r"`((?:trackers|tests|newswatch)/[\w/.]*)(?:::\w+)?`", PAGE)
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []
