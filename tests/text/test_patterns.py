"""A habit that keeps one code right on every Python it is made for."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "trackers"
# Possessive repetition of a group, or an atomic group: matched wrongly before Python 3.11.5 (CPython issue 106052).
REFUSED = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")


def test_no_pattern_repeats_a_group_possessively() -> None:
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            # "()" stands in lists of characters and in no pattern.
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not (REFUSED.search(node.value) and "()" not in node.value), (
                    f"{path.name}:{node.lineno}"
                )


def test_the_habit_knows_what_it_refuses() -> None:
    for pattern in ("(?:a|b)*+", "(a)++", "(?:x){2,}+", "(?>a)"):
        assert REFUSED.search(pattern)
    for pattern in (r"\)*+", "[ab]*+", r"\s++", "(?:a|b)*"):
        assert not REFUSED.search(pattern)
