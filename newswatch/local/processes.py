"""Starting processes so that they never outlive us, knowing them again later, and ending them with all they
started.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newswatch.local.accounts import Account

PR_SET_PDEATHSIG = 1
POLL = 0.02  # seconds between two looks at something that is about to happen

# Loaded before any fork: the child between fork and exec must not open a library.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Identity:
    """A process for certain: its number alone may have been given to another since."""

    pid: int
    born: str  # boot and clock ticks since then; empty where the machine does not tell


def spawn(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    log: Path | None,
    directory: Path,
    farewell: signal.Signals,
    account: Account | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command as the leader of its own session, its output appended to ``log``.

    The kernel sends it ``farewell`` when we die (Linux only). Own session: Ctrl-C in the terminal reaches us
    alone, and the whole of what a child started can be found and ended. Raises OSError when the program
    cannot be run.
    """
    parent = os.getpid()

    def before_exec() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if log else subprocess.DEVNULL
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            cwd=directory,
            start_new_session=True,
            umask=0o077,
            preexec_fn=before_exec,
            **(account.as_arguments() if account else {}),
        )
    finally:
        if log:
            os.close(output)


def identify(pid: int) -> Identity | None:
    """Return who a process is, None when it is gone (a zombie is gone)."""
    if sys.platform != "linux":
        return Identity(pid, "") if is_there(pid) else None
    fields = read_stat(pid)
    if not fields or fields[0] in {"Z", "X"}:
        return None
    return Identity(pid, f"{read_boot()}/{fields[19]}")


def list_session(leader: int) -> list[int]:
    """Return the processes of the session that ``leader`` opened, whether it lives or not; zombies do not
    count.
    """
    if sys.platform != "linux":
        answer = subprocess.run(["ps", "-A", "-o", "pid=,pgid="], capture_output=True, text=True, check=False)
        pairs = (line.split() for line in answer.stdout.splitlines())
        return [int(pair[0]) for pair in pairs if len(pair) == 2 and pair[1] == str(leader)]
    found = []
    for entry in os.listdir("/proc"):
        # proc(5), after the name in parentheses: state, ppid, pgrp, session, …
        fields = read_stat(int(entry)) if entry.isdigit() else []
        if fields and fields[0] not in {"Z", "X"} and fields[3] == str(leader):
            found.append(int(entry))
    return found


def end_session(leader: int, *, patience: float) -> bool:
    """Kill all that is left of a session and wait until it is gone; return whether it is within ``patience``
    seconds.
    """

    def is_empty() -> bool:
        left = list_session(leader)
        send(signal.SIGKILL, left)
        return not left

    return wait_for(is_empty, patience=patience)


def send(number: signal.Signals, pids: Iterable[int]) -> None:
    """Send a signal to processes that may have gone already."""
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


def wait_for(condition: Callable[[], bool], *, patience: float) -> bool:
    """Return True as soon as ``condition`` holds, False when it does not within ``patience`` seconds."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(POLL)
    return True


def is_there(pid: int) -> bool:
    """Return whether a process of this number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def read_stat(pid: int) -> list[str]:
    """Return the fields of ``/proc/PID/stat`` after the name, empty when the process is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def read_boot() -> str:
    """Return the name of this boot of the machine: process numbers and clock ticks start again with each."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
