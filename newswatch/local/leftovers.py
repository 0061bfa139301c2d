"""What an earlier run left behind when it was killed: found by record, ended before anything is started."""

import json
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from newswatch.local.errors import CannotStartError
from newswatch.local.homes import write_whole
from newswatch.local.processes import Identity, end_session, identify, list_session, read_boot, send, wait_for

GRACE = 3.0  # seconds for a leftover to end by itself: the kernel has told it to already
LAST = 5.0  # seconds after which a killed process counts as one that cannot be ended


@dataclass
class Record:
    """The file that says which processes a run has started, each the leader of its session."""

    path: Path
    started: list[Identity] = field(default_factory=list)

    def add(self, pid: int) -> None:
        """Remember a process that was just started."""
        if who := identify(pid):
            self.started.append(who)
            self._write()

    def forget(self, pid: int) -> None:
        """Forget a process that is gone with all it started."""
        self.started = [who for who in self.started if who.pid != pid]
        self._write()

    def close(self) -> None:
        """Remove the file: nothing is left."""
        self.path.unlink(missing_ok=True)

    def _write(self) -> None:
        write_whole(self.path, json.dumps([[who.pid, who.born] for who in self.started]))


def end_leftovers(path: Path) -> int:
    """End what the record of an earlier run names and all that it started; return how many processes that
    were.
    """
    try:
        recorded = [
            Identity(int(pid), str(born)) for pid, born in json.loads(path.read_text(encoding="utf-8"))
        ]
    except (OSError, ValueError, TypeError):
        return 0
    sessions = [who.pid for who in recorded if is_ours(who)]
    found = {pid for session in sessions for pid in list_session(session)}
    end_sessions(sessions)
    path.unlink(missing_ok=True)
    return len(found)


def is_ours(who: Identity) -> bool:
    """Return whether the session of a recorded process is still the one that was recorded.

    The number of a process is not given away again while a session of that number lives: so a process of this
    number with another birth means that the session is gone.
    """
    alive = identify(who.pid)
    return alive == who or (alive is None and who.born.partition("/")[0] == read_boot())


def end_sessions(sessions: list[int]) -> None:
    """Let sessions end by themselves for a moment, then kill what is left of them."""

    def are_gone() -> bool:
        return not any(list_session(session) for session in sessions)

    for session in sessions:
        send(signal.SIGTERM, [session])
    if wait_for(are_gone, patience=GRACE):
        return
    for session in sessions:
        if not end_session(session, patience=LAST):
            raise CannotStartError(
                f"The process {session} of an earlier run cannot be ended: end it by hand."
            )


def end_postmaster(cluster: Path, *, sockets: Path, say: Callable[[str], None]) -> None:
    """End a PostgreSQL that still runs on this cluster, and remove the lock files that say so.

    PostgreSQL itself refuses to start when the number in its lock file is that of any process of the same
    account, which after a crash can be a stranger, or a dead one that nobody has buried yet.
    """
    lock = cluster / "postmaster.pid"
    try:
        pid = int(lock.read_text(encoding="ascii", errors="replace").split("\n", 1)[0])
    except (OSError, ValueError):
        pid = 0
    if pid > 1 and runs_in(pid, cluster):
        say(f"Stopping the PostgreSQL that an earlier run left behind (process {pid})")
        stop_postmaster(pid)
    for stale in (lock, *sockets.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)


def stop_postmaster(pid: int) -> None:
    """Stop a PostgreSQL by its fast way, then harder; raise CannotStartError when nothing helps."""
    for number, patience in ((signal.SIGINT, 10.0), (signal.SIGQUIT, LAST), (signal.SIGKILL, LAST)):
        send(number, [pid])
        if wait_for(lambda: not list_session(pid) and identify(pid) is None, patience=patience):
            return
    raise CannotStartError(f"The PostgreSQL with process number {pid} cannot be ended: end it by hand.")


def runs_in(pid: int, cluster: Path) -> bool:
    """Return whether a process is the PostgreSQL of a cluster: it works in that directory, as every
    postmaster does.
    """
    if identify(pid) is None:
        return False
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == cluster.resolve()
    except OSError:
        # No /proc here, or not ours to look at: believe the lock file, as PostgreSQL does.
        return True
