"""One owner per data directory."""

import fcntl
import os
from pathlib import Path


def take_lock(path: Path) -> int | None:
    """Return an open descriptor that holds the lock until we close it or die, None when another holds it.

    The kernel lets go of the lock when its holder dies, so it can never be stale. The holder's process number
    is written into the file for people to read.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    return descriptor
