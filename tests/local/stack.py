"""Runs of ``manage.py up`` as an operator sees them: real processes, real signals, their lines and exit codes."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import redis

from newswatch.local.options import PROJECT
from newswatch.local.processes import identify, list_session, spawn

PATIENCE = 90.0  # seconds; a busy machine is slow, a broken one is not quick either


class Up:
    """One data directory and the runs of ``up`` on it."""

    def __init__(
        self, data: Path, *, port: int | None = None, environment: dict[str, str] | None = None
    ) -> None:
        self.data = data
        self.port = port or find_port()
        self.environment = clean_environment() | (environment or {})
        self.log = data.with_name(f"{data.name}.lines")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> "Up":
        """Start a run; its lines begin anew."""
        self.log.unlink(missing_ok=True)
        self.process = spawn(
            [sys.executable, "manage.py", "up", "--data", self.data, "--port", str(self.port), *arguments],
            environment=self.environment,
            log=self.log,
            directory=PROJECT,
            farewell=signal.SIGTERM,
        )
        return self

    def start_until_running(self) -> "Up":
        """Start a run and wait for its address."""
        self.start()
        self.wait_for_line("Newswatch is running at")
        return self

    def end(self) -> int:
        """Wait for the run to end; return its exit code."""
        assert self.process is not None
        return self.process.wait(PATIENCE)

    def stop(self) -> int:
        """Ask the run to stop and return its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        return self.end()

    @property
    def lines(self) -> list[str]:
        """What the run has said so far."""
        return self.log.read_text(encoding="utf-8").splitlines()

    def wait_for_line(self, words: str) -> str:
        """Return the first line with these words, waiting for it."""
        wait(lambda: any(words in line for line in self.lines) or self.has_ended, words)
        found = [line for line in self.lines if words in line]
        assert found, "\n".join(self.lines)
        return found[0]

    @property
    def has_ended(self) -> bool:
        """Whether the run is over."""
        return self.process is None or self.process.poll() is not None

    @property
    def variables(self) -> dict[str, str]:
        """What ``up`` left for the other commands of this machine."""
        lines = (self.data / "local.env").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines if not line.startswith("#"))

    def connect(self) -> psycopg.Connection:
        """Return a connection to the run's database."""
        return psycopg.connect(self.variables["DATABASE_URL"], autocommit=True)

    def broker(self) -> redis.Redis:
        """Return a client of the run's broker."""
        return redis.Redis.from_url(self.variables["REDIS_URL"], decode_responses=True)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command of ``manage.py`` as an operator does in a second terminal."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=clean_environment() | {"NEWSWATCH_DATA": str(self.data)},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def leaders(self) -> dict[str, int]:
        """Return the processes that the run has started, by the first word that tells them apart."""
        words = {
            "gunicorn": "web", "rqworker": "desk", "beat": "clock", "worker": "worker", "postgres": "postgres",
            "valkey-server": "valkey",
        }  # fmt: skip
        found = {}
        for pid, _born in json.loads((self.data / "run.json").read_text(encoding="utf-8")):
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ")
            except OSError:
                continue
            match = re.search(r"\b(gunicorn|rqworker|beat|worker|valkey-server|postgres)(?: |$)", command)
            if match:
                found[words[match.group(1)]] = pid
        return found

    def everyone(self) -> set[int]:
        """Return every process of the run, the supervisor included."""
        assert self.process is not None
        return {self.process.pid} | {
            pid for leader in self.leaders().values() for pid in list_session(leader)
        }


def clean_environment() -> dict[str, str]:
    """Return our environment without what the test run has set for itself."""
    ours = (
        "DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEY",
        "NEWSWATCH_DATA",
        "PUBLIC_URL",
        "DJANGO_SETTINGS_MODULE",
    )
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith(("PYTEST", "COV"))
    }


def find_port() -> int:
    """Return a port of the loopback interface that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait(condition: Callable[[], bool], what: str) -> None:
    """Wait until something holds; fail with its description when it does not."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"not within {PATIENCE:.0f} s: {what}"
        time.sleep(0.05)


def are_gone(pids: set[int]) -> bool:
    """Return whether none of these processes lives."""
    return not any(identify(pid) for pid in pids)
