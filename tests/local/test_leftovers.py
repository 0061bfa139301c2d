"""What a killed run left is ended, and nobody else is."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newswatch.local.leftovers import Record, end_leftovers, end_postmaster
from newswatch.local.processes import Identity, end_session, identify, list_session, spawn, wait_for

SLEEP = "import time; time.sleep(60)"
# Starts another process and ends, as a worker does whose parent is killed; the other one ignores what is
# kind.
ABANDON = (
    "import signal, subprocess, sys, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    f"subprocess.Popen([sys.executable, '-c', {SLEEP!r}])\n"
)


def start(program: str) -> subprocess.Popen[bytes]:
    return spawn(
        [sys.executable, "-c", program],
        environment=dict(os.environ),
        log=None,
        directory=Path("/"),
        farewell=signal.SIGKILL,
    )


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = start(SLEEP)
    yield process
    end_session(process.pid, patience=5)
    process.wait()


def test_a_recorded_process_is_ended(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    Record(tmp_path / "run.json").add(sleeper.pid)
    assert end_leftovers(tmp_path / "run.json") == 1
    assert sleeper.wait(5) == -signal.SIGTERM
    assert not (tmp_path / "run.json").exists()


def test_what_a_recorded_process_started_is_ended_after_its_death(tmp_path: Path) -> None:
    leader = start(ABANDON)
    record = Record(tmp_path / "run.json")
    record.add(leader.pid)
    leader.wait(10)
    left = list_session(leader.pid)
    assert len(left) == 1
    assert end_leftovers(tmp_path / "run.json") == 1
    assert wait_for(lambda: identify(left[0]) is None, patience=5)


def test_a_stranger_who_was_given_the_number_is_left_alone(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
) -> None:
    (tmp_path / "run.json").write_text(json.dumps([[sleeper.pid, "another boot/12345"]]))
    assert end_leftovers(tmp_path / "run.json") == 0
    assert sleeper.poll() is None


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[["x", 1]]', "null"])
def test_a_record_cut_short_ends_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text)
    assert end_leftovers(tmp_path / "run.json") == 0


def test_a_record_is_whole_after_each_process(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    record = Record(tmp_path / "run.json")
    record.add(os.getpid())
    record.add(sleeper.pid)
    record.forget(os.getpid())
    assert [Identity(*pair) for pair in json.loads((tmp_path / "run.json").read_text())] == [
        identify(sleeper.pid)
    ]


def test_lock_files_that_name_a_stranger_are_removed(tmp_path: Path) -> None:
    cluster, sockets = tmp_path / "cluster", tmp_path / "sockets"
    for lock in (cluster / "postmaster.pid", sockets / ".s.PGSQL.5432.lock"):
        lock.parent.mkdir()
        lock.write_text(f"{os.getpid()}\n{cluster}\n")
    said: list[str] = []
    end_postmaster(cluster, sockets=sockets, say=said.append)
    assert not list(cluster.iterdir()) + list(sockets.iterdir())
    assert said == []


def test_a_child_ends_when_the_one_who_started_it_is_killed() -> None:
    parent = subprocess.Popen(
        [
            sys.executable, "-c",
            "import os, signal, sys\n"
            "from pathlib import Path\n"
            "from newswatch.local.processes import spawn\n"
            f"child = spawn([sys.executable, '-c', {SLEEP!r}], environment=dict(os.environ), log=None, "
            "directory=Path('/'), farewell=signal.SIGTERM)\n"
            "print(child.pid, flush=True)\n"
            "signal.pause()\n",
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert identify(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert wait_for(lambda: identify(child) is None, patience=10)
