"""PostgreSQL on this machine: making its cluster, starting it on a private socket, and its address."""

import locale
import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from newswatch.local.accounts import Account
from newswatch.local.errors import CannotStartError
from newswatch.local.homes import Home, write_whole
from newswatch.local.processes import spawn

NAME = "newswatch"  # of the role and of the database
BUILTIN_LOCALE_SINCE = 17
# Tests and nothing else: a crash of the machine may eat such a cluster. Its tables are nearly empty, and to look for
# the best order of a dozen joins takes longer there than to join them as they are written.
CARELESS = (
    "join_collapse_limit=1",
    "from_collapse_limit=1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_wal_size=4GB",
)
# Runs a command as PostgreSQL's account to its end: exit code and what it printed.
RunStep = Callable[[list[str]], tuple[int, str]]


@dataclass(frozen=True)
class Postgres:
    """One cluster: where it lives, on which socket it answers, as whom it runs, and the password of its one
    role.
    """

    home: Home
    sockets: Path
    account: Account
    password: str
    careless: bool = False

    @property
    def url(self) -> str:
        """The address as libpq and the settings read it."""
        return f"postgresql://{NAME}:{quote(self.password)}@/{NAME}?host={quote(str(self.sockets), safe='')}"

    @property
    def title(self) -> str:
        """What it is called in a progress line."""
        return f"PostgreSQL {self.home.programs.major}"

    def start(self, *, log: Path) -> subprocess.Popen[bytes]:
        """Start the server; it answers when ``is_ready`` says so."""
        options = [
            "listen_addresses=",
            "unix_socket_permissions=0700",
            "timezone=UTC",
            "log_timezone=UTC",
            "max_connections=80",
        ]
        command: list[str | Path] = [self.home.programs.directory / "postgres", "-D", self.home.cluster]
        command += ["-k", self.sockets]
        for option in (*options, *(CARELESS if self.careless else ())):
            command += ["-c", option]
        return spawn(
            command,
            environment=plain_environment(),
            log=log,
            directory=Path("/"),
            farewell=signal.SIGQUIT if self.careless else signal.SIGINT,
            account=self.account,
        )

    def is_ready(self) -> bool:
        """Return whether the server lets our role in."""
        try:
            self.connect(database="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, *, database: str = NAME) -> psycopg.Connection:
        """Return a connection in autocommit mode; raises psycopg.OperationalError."""
        return psycopg.connect(
            host=str(self.sockets),
            dbname=database,
            user=NAME,
            password=self.password,
            autocommit=True,
            connect_timeout=5,
        )

    def ensure_database(self) -> None:
        """Create the database if it is not there yet."""
        with self.connect(database="postgres") as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
            if not found:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))


def check_cluster(home: Home, *, account: Account) -> bool:
    """Return whether there is a cluster; raise CannotStartError where another major or account made it."""
    marker = home.cluster / "PG_VERSION"
    if not home.cluster.exists():
        return False
    if (owner := home.cluster.stat().st_uid) != account.uid:
        raise CannotStartError(
            f"The database in {home.cluster} belongs to the account number {owner}, and PostgreSQL would run "
            f"as number {account.uid}: start bin/up as the account that made it, or give it to the other "
            "with chown -R."
        )
    try:
        found = marker.read_text(encoding="ascii").strip()
    except OSError as error:
        raise CannotStartError(
            f"{home.cluster} is not a PostgreSQL data directory (it has no readable PG_VERSION): move it "
            "away to begin with an empty database, or bring it back from a backup."
        ) from error
    if found != str(home.programs.major):
        raise CannotStartError(
            f"The database in {home.cluster} was made by PostgreSQL {found} and this is PostgreSQL "
            f"{home.programs.major}: dump it with version {found} and load it into a new data directory, "
            "or set DATABASE_URL."
        )
    return True


def make_cluster(
    home: Home, *, sockets: Path, account: Account, password: str, careless: bool, run: RunStep
) -> None:
    """Make an empty cluster; raise CannotStartError with initdb's own words when it fails.

    Built under another name and renamed at the end, so that a cluster is there whole or not at all. The
    builtin C.UTF-8 locale needs nothing of the machine and knows the letters of every script: without it the
    trigrams of Thai, Burmese and Chinese words are empty and searches for them find nothing.
    """
    unfinished = home.directory / f"{home.cluster.name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    password_file = sockets / "password"
    try:
        unfinished.mkdir(mode=0o700)
        account.give(unfinished)
        write_whole(password_file, password)
        account.give(password_file)
        choice = [f"--locale={find_locale()}"]
        if home.programs.major >= BUILTIN_LOCALE_SINCE:
            choice = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", *choice]
        code, words = run([
            str(home.programs.directory / "initdb"), "-D", str(unfinished), "-U", NAME,
            f"--pwfile={password_file}", "--auth=scram-sha-256", "--encoding=UTF8", "--lc-messages=C",
            "--no-instructions", *choice, *(["--no-sync"] if careless else []),
        ])  # fmt: skip
    finally:
        with suppress(FileNotFoundError):
            password_file.unlink()
    if code != 0:
        complaints = [line for line in words.splitlines() if "error" in line.lower()]
        reason = " ".join(complaints or words.splitlines()[-1:]) or "initdb gave no reason"
        raise CannotStartError(f"PostgreSQL's files could not be made in {home.directory}: {reason}.")
    unfinished.rename(home.cluster)


def find_locale() -> str:
    """Return a locale of the machine that knows Unicode's letters; raise CannotStartError where none does.

    Even with the builtin provider pg_trgm asks the C library what a letter is.
    """
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "en_GB.UTF-8"):
            with suppress(locale.Error):
                locale.setlocale(locale.LC_CTYPE, name)
                return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    raise CannotStartError(
        "This machine has no UTF-8 locale (C.UTF-8 or en_US.UTF-8): install one, or set DATABASE_URL."
    )


def keep_password(path: Path) -> str:
    """Return the password of the cluster, making one at the first call (mode 0600)."""
    if path.is_file():
        return path.read_text(encoding="ascii").strip()
    password = secrets.token_urlsafe(24)
    write_whole(path, password + "\n")
    return password


def plain_environment() -> dict[str, str]:
    """Return an environment in which no variable of the caller's can change what PostgreSQL does."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
