"""Logs that cannot fill a disk: one file per child, and one older one beside it."""

import shutil
from pathlib import Path

LARGEST = 5_000_000  # bytes of one file


def bound_logs(directory: Path) -> None:
    """Move what has grown too large into ``NAME.log.1`` and begin again.

    The file is emptied rather than renamed, because its child keeps it open; it appends, so it writes on at
    the new end.
    """
    for log in directory.glob("*.log"):
        if log.stat().st_size > LARGEST:
            shutil.copyfile(log, log.with_name(log.name + ".1"))
            log.with_name(log.name + ".1").chmod(0o600)
            with log.open("r+b") as stream:
                stream.truncate(0)
