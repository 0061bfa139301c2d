"""bin/up and bin/test say in one sentence what a machine lacks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from newswatch.local.options import PROJECT

TOOLS = ("sh", "dirname", "basename", "cat", "rm", "mv")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The scripts alone, in a directory without an environment."""
    shutil.copytree(PROJECT / "bin", tmp_path / "a project" / "bin")
    return tmp_path / "a project"


def make_tools(directory: Path) -> Path:
    """Return a directory that holds the few tools the scripts need, and no Python."""
    directory.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found
        (directory / name).symlink_to(found)
    return directory


def make_python(path: Path, *, answers: str) -> Path:
    """Return a program that stands where a Python would and answers ``-c`` as a shell's ``case`` says."""
    path.write_text(f'#!/bin/sh\ncase "$2" in {answers} esac\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("script", ["up", "test"])
def test_a_machine_without_a_python_is_told_which_one_is_needed(
    project: Path, script: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [project / "bin" / script],
        env={"PATH": str(make_tools(tmp_path / "tools"))},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Newswatch needs Python 3.11, 3.12 or 3.13, and none was found: install one, or set PYTHON to its "
        "path.\n"
    )


def test_a_python_that_is_too_old_is_refused(project: Path, tmp_path: Path) -> None:
    old = make_python(tmp_path / "python3.9", answers="*version_info*) exit 1;;")
    done = run_up(project, PYTHON=str(old))
    assert (done.returncode, done.stderr) == (
        1,
        f"PYTHON={old} is not a Python 3.11, 3.12 or 3.13 that runs here.\n",
    )


def test_a_python_without_its_venv_module_is_refused(project: Path, tmp_path: Path) -> None:
    bare = make_python(tmp_path / "python3", answers="*ensurepip*) exit 1;;")
    done = run_up(project, PYTHON=str(bare))
    assert done.returncode == 1
    assert done.stderr.startswith("This Python cannot make environments: install its venv module")


def run_up(project: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [project / "bin" / "up"],
        env=os.environ | variables,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
