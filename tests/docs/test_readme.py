"""README.md is true: its table is the settings' own list, its commands exist, its links lead somewhere."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_settings_table_lists_exactly_the_variables_that_are_read() -> None:
    files = (ROOT / "newswatch" / f"{name}.py" for name in ("settings", "environment"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    read = set(re.findall(r"\benv(?:_int|_bool|_list|_json)?\(\"([A-Z_]+)\"", code))
    read |= set(re.findall(r"os\.environ\.get\(\"([A-Z_]+)\"\)", code))
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", README.split("## Settings")[1], flags=re.MULTILINE))
    assert table == read


def test_every_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"^\| `([a-z_]+)(?: [A-Z_]+| editor)?` \|", README, flags=re.MULTILINE))
    assert {"add_source", "check", "status"} <= named
    assert named <= set(get_commands())


def test_the_two_commands_are_executable() -> None:
    for name in ("up", "test"):
        assert (ROOT / "bin" / name).stat().st_mode & 0o111


def test_links_to_files_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
