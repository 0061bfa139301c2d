"""Sockets live in short directories that are ours alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from newswatch.local.accounts import Account
from newswatch.local.sockets import LONGEST_SOCKET_PATH, make_socket_directory

US = Account(os.geteuid(), os.getegid(), "", switch=False)


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime directory of the machine's choice, short enough for sockets."""
    place = tmp_path.parent.parent / f"rt{os.getpid()}"
    place.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    yield place
    for path in place.iterdir():
        path.unlink() if path.is_symlink() else path.rmdir()
    place.rmdir()


def test_the_same_data_directory_gets_the_same_sockets(runtime: Path, tmp_path: Path) -> None:
    first = make_socket_directory(tmp_path, purpose="db", account=US)
    assert first.parent == runtime
    assert stat.S_IMODE(first.stat().st_mode) == 0o700
    assert make_socket_directory(tmp_path, purpose="db", account=US) == first
    assert make_socket_directory(tmp_path / "other", purpose="db", account=US) != first
    assert make_socket_directory(tmp_path, purpose="broker", account=US) != first


def test_a_directory_that_others_could_enter_is_closed(runtime: Path, tmp_path: Path) -> None:
    directory = make_socket_directory(tmp_path, purpose="db", account=US)
    directory.chmod(0o777)
    assert make_socket_directory(tmp_path, purpose="db", account=US) == directory
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_somebody_elses_link_is_not_followed(runtime: Path, tmp_path: Path) -> None:
    ours = make_socket_directory(tmp_path, purpose="db", account=US)
    ours.rmdir()
    ours.symlink_to(tmp_path)
    elsewhere = make_socket_directory(tmp_path, purpose="db", account=US)
    elsewhere.rmdir()
    assert elsewhere.parent != runtime


def test_a_runtime_directory_that_is_too_deep_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    directory = make_socket_directory(tmp_path, purpose="db", account=US)
    directory.rmdir()
    assert len(os.fsencode(directory / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH
