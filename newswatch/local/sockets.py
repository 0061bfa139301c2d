"""Short private directories for unix sockets.

A socket's path may hold 107 bytes at most, which a project's path soon exceeds, so sockets live in the
machine's runtime directory. They are not data: nothing is lost when they vanish. The name follows from the
data directory, so that the next start finds what an earlier one left.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from newswatch.local.accounts import Account
from newswatch.local.errors import CannotStartError

LONGEST_SOCKET_PATH = 107
LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432.lock")


def make_socket_directory(data: Path, *, purpose: str, account: Account) -> Path:
    """Return a directory of mode 0700 that belongs to ``account`` and that it can reach; raise
    CannotStartError if none can be had.
    """
    name = f"newswatch-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}-{purpose}"
    for parent in list_parents():
        directory = parent / name
        if len(os.fsencode(directory)) + LONGEST_SOCKET_NAME > LONGEST_SOCKET_PATH:
            continue
        if claim_directory(directory, account=account) and account.can_enter(directory):
            return directory
    raise CannotStartError(
        "No directory for sockets could be made in XDG_RUNTIME_DIR, /run, /dev/shm, TMPDIR or /tmp: make "
        "one of them writable, or set DATABASE_URL and REDIS_URL."
    )


def list_parents() -> Iterator[Path]:
    """Yield the places where sockets may live, the machine's own choice first."""
    user = os.geteuid()
    named = [
        os.environ.get("XDG_RUNTIME_DIR"),
        f"/run/user/{user}",
        "/run",
        "/dev/shm",  # noqa: S108
        os.environ.get("TMPDIR"),
        "/tmp",  # noqa: S108
    ]
    for place in named:
        if place and os.path.isabs(place) and os.path.isdir(place) and os.access(place, os.W_OK | os.X_OK):
            yield Path(place)


def claim_directory(directory: Path, *, account: Account) -> bool:
    """Make a private directory, or take over our own of an earlier run; return False where it is somebody
    else's.
    """
    try:
        directory.mkdir(mode=0o700)
        account.give(directory)
    except FileExistsError:
        pass
    except OSError:
        return False
    try:
        found = directory.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
        return False
    if stat.S_IMODE(found.st_mode) != 0o700:
        directory.chmod(0o700)
    return True
