"""Children that die are started again for a while, and logs stay small."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newswatch.local.children import DEATHS_ALLOWED, Child, stop_together
from newswatch.local.errors import CannotStartError, StoppedError
from newswatch.local.leftovers import Record
from newswatch.local.logs import LARGEST, bound_logs
from newswatch.local.processes import identify, spawn
from newswatch.local.supervisor import Supervisor


def make_child(program: str, log: Path) -> Child:
    def start() -> subprocess.Popen[bytes]:
        return spawn(
            [sys.executable, "-c", program],
            environment=dict(os.environ),
            log=log,
            directory=Path("/"),
            farewell=signal.SIGKILL,
        )

    return Child("The press", log, start, lambda: log.is_file() and "open" in log.read_text(), patience=20.0)


def make_supervisor(directory: Path, said: list[str]) -> Supervisor:
    return Supervisor(said.append, Record(directory / "run.json"), directory)


def test_a_child_that_keeps_ending_ends_everything_with_its_last_words(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = make_supervisor(tmp_path, said)
    child = make_child("print('the ink is dry'); raise SystemExit(3)", tmp_path / "press.log")
    child.deaths = [time.monotonic()] * DEATHS_ALLOWED
    supervisor.launch(child)
    with pytest.raises(CannotStartError) as refusal:
        supervisor.watch()
    assert str(refusal.value) == (
        f"The press keeps ending; at last it ended with exit code 3. The last lines of {child.log}:\n    "
        "the ink is dry"
    )
    stop_together([child])


def test_a_child_that_ends_before_it_is_ready_is_not_waited_for(tmp_path: Path) -> None:
    supervisor = make_supervisor(tmp_path, [])
    child = make_child("raise SystemExit('no paper')", tmp_path / "press.log")
    supervisor.launch(child)
    with pytest.raises(CannotStartError, match=r"(?s)The press ended with exit code 1\..*no paper"):
        supervisor.await_ready(child)
    stop_together([child])


def test_a_wish_to_stop_ends_any_wait(tmp_path: Path) -> None:
    supervisor = make_supervisor(tmp_path, [])
    child = make_child("import time; time.sleep(60)", tmp_path / "press.log")
    supervisor.launch(child)
    supervisor.asked_to_stop = True
    with pytest.raises(StoppedError):
        supervisor.await_ready(child)
    assert child.process
    pid = child.process.pid
    stop_together([child])
    assert identify(pid) is None


def test_a_child_that_hears_nothing_is_killed(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('open', flush=True); time.sleep(60)"
    supervisor = make_supervisor(tmp_path, [])
    child = make_child(deaf, tmp_path / "press.log")
    child.farewells = ((signal.SIGTERM, 0.1),)
    supervisor.launch(child)
    supervisor.await_ready(child)
    assert child.process
    pid = child.process.pid
    stop_together([child])
    assert identify(pid) is None


def test_a_log_that_has_grown_begins_again_beside_its_older_part(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    writer = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(writer, b"x" * (LARGEST + 1))
    (tmp_path / "small.log").write_text("kept")
    bound_logs(tmp_path)
    os.write(writer, b"after\n")
    os.close(writer)
    assert log.read_bytes() == b"after\n"
    assert (tmp_path / "web.log.1").stat().st_size == LARGEST + 1
    assert (tmp_path / "small.log").read_text() == "kept"
