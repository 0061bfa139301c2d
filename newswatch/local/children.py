"""One process under watch: how it is started, when it is ready, how it is stopped, how often it has died."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from newswatch.local.processes import end_session

DEATHS_ALLOWED = 4
WITHIN = 60.0  # seconds: more deaths than allowed within them, and the child cannot be kept alive
SLOWEST_RESTART = 5.0  # seconds


@dataclass
class Child:
    """A process and what we know of it; it leads a session, in which all that it starts lives too."""

    title: str
    log: Path
    start: Callable[[], subprocess.Popen[bytes]]
    is_ready: Callable[[], bool]
    patience: float = 60.0  # seconds until it has to be ready
    farewells: tuple[tuple[signal.Signals, float], ...] = ((signal.SIGTERM, 1.0),)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    ready: bool = False
    restart_at: float = 0.0
    deaths: list[float] = field(default_factory=list)

    def launch(self) -> int:
        """Start the process and return its number."""
        self.started_at = time.monotonic()
        self.ready = False
        self.process = self.start()
        return self.process.pid

    @property
    def is_dead(self) -> bool:
        """Whether the process was started and has ended."""
        return self.process is not None and self.process.poll() is not None

    @property
    def elapsed(self) -> float:
        """Seconds since the process was started."""
        return time.monotonic() - self.started_at

    def bury(self) -> None:
        """Note a death, end what the process left, and say when the next one may be started."""
        assert self.process is not None
        end_session(self.process.pid, patience=2.0)
        self.process = None
        now = time.monotonic()
        self.deaths = [then for then in self.deaths if now - then < WITHIN] + [now]
        self.restart_at = now + min(SLOWEST_RESTART, 0.25 * 2 ** (len(self.deaths) - 1))

    @property
    def is_hopeless(self) -> bool:
        """Whether it has died too often of late to be started again."""
        return len(self.deaths) > DEATHS_ALLOWED

    def describe_end(self) -> str:
        """Return in words how the process ended."""
        code = self.process.returncode if self.process else None
        if code is None:
            return "ended"
        if code < 0:
            return f"was killed by {signal.Signals(-code).name}"
        return f"ended with exit code {code}"


def stop_together(children: list[Child]) -> None:
    """Stop children at the same time: their signals one after the other, then whatever is left of them is
    killed.
    """
    for stage in range(max((len(child.farewells) for child in children), default=0)):
        due = [
            child
            for child in children
            if stage < len(child.farewells) and child.process and not child.is_dead
        ]
        for child in due:
            assert child.process is not None
            child.process.send_signal(child.farewells[stage][0])
        end = time.monotonic() + max((child.farewells[stage][1] for child in due), default=0.0)
        while time.monotonic() < end and any(not child.is_dead for child in due):
            time.sleep(0.01)
    for child in children:
        if child.process is not None:
            end_session(child.process.pid, patience=0.5)
            child.process.poll()
            child.process = None


def read_tail(log: Path, *, lines: int = 15) -> str:
    """Return the last lines of a log, indented, for people to read."""
    try:
        with log.open("rb") as stream:
            stream.seek(max(0, log.stat().st_size - 8192))
            text = stream.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])
