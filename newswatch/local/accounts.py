"""The account PostgreSQL runs as: ours, or ``nobody`` when we are root, because PostgreSQL refuses to be
root.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newswatch.local.errors import CannotStartError


@dataclass(frozen=True)
class Account:
    """An account of the machine; ``switch`` says whether a child has to be moved to it."""

    uid: int
    gid: int
    name: str
    switch: bool

    def as_arguments(self) -> dict[str, Any]:
        """Return the arguments of ``subprocess.Popen`` that make a child run as this account."""
        if not self.switch:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, directory: Path) -> bool:
        """Return whether this account can reach a directory; the machine is asked, since modes do not tell of
        ACLs.
        """
        return self._try(["/bin/sh", "-c", 'cd "$1"', "sh", str(directory)])

    def can_run(self, program: Path) -> bool:
        """Return whether this account can run a program that answers ``--version``."""
        return self._try([str(program), "--version"])

    def give(self, path: Path) -> None:
        """Make this account the owner of one file or directory."""
        if self.switch:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def _try(self, command: list[str]) -> bool:
        try:
            done = subprocess.run(
                command, capture_output=True, cwd="/", timeout=20, check=False, **self.as_arguments()
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0


def find_account() -> Account:
    """Return the account PostgreSQL is to run as; raise CannotStartError when root finds no ``nobody``."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), "", switch=False)
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as error:
        raise CannotStartError(
            "PostgreSQL does not run as root and this machine has no account called nobody: start bin/up as "
            "an ordinary user, or set DATABASE_URL."
        ) from error
    account = Account(entry.pw_uid, entry.pw_gid, "nobody", switch=True)
    if not account.can_enter(Path("/")):
        raise CannotStartError(
            "PostgreSQL does not run as root and this process may not become the account nobody: start "
            "bin/up as an ordinary user, or set DATABASE_URL."
        )
    return account
