"""Every dependency has its reason, and nothing unlocked is installed."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(specifiers: list[str]) -> set[str]:
    return {re.split(r"[\[<>=]", specifier)[0] for specifier in specifiers}


def declared() -> set[str]:
    groups = PROJECT["dependency-groups"]
    return names(PROJECT["project"]["dependencies"]).union(*map(names, groups.values()))


def test_the_decision_page_gives_a_reason_for_each_dependency_and_names_no_other() -> None:
    page = (ROOT / "docs" / "decisions" / "0006-dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|", page, flags=re.MULTILINE)
    assert {name for name, _ in rows if name != "package"} == declared()
    assert all(reason.strip() for _, reason in rows)


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in (
        "requirements.txt",
        *(f"requirements-{group}.txt" for group in PROJECT["dependency-groups"]),
    ):
        text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert lines
        for line in lines:
            assert "==" in line and "--hash=sha256:" in line, line


def test_the_locks_hold_what_is_declared() -> None:
    locked = "".join(
        (ROOT / f"requirements{part}.txt").read_text(encoding="utf-8")
        for part in ("", *(f"-{group}" for group in PROJECT["dependency-groups"]))
    )
    for name in declared():
        assert re.search(rf"^{re.escape(name)}(\[[a-z]+\])?==", locked, flags=re.MULTILINE), name
