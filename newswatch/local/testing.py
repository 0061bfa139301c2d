"""Servers for one run of the tests: started before the settings are read, thrown away afterwards.

Each run has its own PostgreSQL and Valkey in ``.test-data/`` inside the project, so that several can run at
once. What a killed run left behind is swept by the next. ``python -m newswatch.local.testing COMMAND…`` runs
any command with them.
"""

import atexit
import os
import secrets
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newswatch.local.accounts import Account, find_account
from newswatch.local.binaries import find_postgres, find_valkey
from newswatch.local.errors import CannotStartError
from newswatch.local.ground import make_passable
from newswatch.local.homes import ELSEWHERE, POINTER, PROGRAMS_POINTER, settle_home
from newswatch.local.locks import take_lock
from newswatch.local.postgres import Postgres, RunStep, make_cluster, plain_environment
from newswatch.local.processes import end_session, wait_for
from newswatch.local.sockets import make_socket_directory
from newswatch.local.valkey import Valkey, ask_once

PROJECT = Path(__file__).resolve().parent.parent.parent
PLACE = PROJECT / ".test-data"
# Names, for our children, the variables that only lead to servers of this run.
THROWN_AWAY = "NEWSWATCH_THROWN_AWAY"
PATIENCE = 30.0  # seconds for a server to answer
AS_SHIPPED = "--as-shipped"


@dataclass
class Throwaway:
    """One run's directory, its lock, its servers and the variables that name them."""

    directory: Path
    lock: int
    variables: dict[str, str]
    servers: list[tuple[subprocess.Popen[bytes], signal.Signals]]
    litter: list[Path]

    def stop(self) -> None:
        """Stop the servers at once and remove every trace of the run."""
        for server, farewell in self.servers:
            server.send_signal(farewell)
        for server, _ in self.servers:
            with suppress(subprocess.TimeoutExpired):
                server.wait(5)
            end_session(server.pid, patience=5)
        for directory in self.litter:
            shutil.rmtree(directory, ignore_errors=True)
        discard(self.directory)
        os.close(self.lock)


def start_throwaway(*, careless: bool = True) -> Throwaway:
    """Start what the environment does not name and set the variables that name it, the data directory among
    them. A careless PostgreSQL does not see to it that anything reaches the disk.
    """
    make_passable(PLACE)
    sweep()
    directory = PLACE / f"run-{os.getpid()}-{secrets.token_hex(4)}"
    make_passable(directory)
    lock = take_lock(directory / "lock")
    assert lock is not None
    run = Throwaway(directory, lock, {"NEWSWATCH_DATA": str(directory)}, [], [])
    try:
        if not os.environ.get("DATABASE_URL"):
            start_postgres(run, careless=careless)
        if os.environ.get("REDIS_URL"):
            refuse_broker_in_use(os.environ["REDIS_URL"])
        else:
            start_valkey(run)
    except BaseException:
        run.stop()
        raise
    if not os.environ.get("SECRET_KEY"):
        run.variables["SECRET_KEY"] = secrets.token_urlsafe(50)
    os.environ.update(run.variables)
    os.environ[THROWN_AWAY] = " ".join({*os.environ.get(THROWN_AWAY, "").split(), *run.variables})
    return run


def run_initdb(account: Account) -> RunStep:
    """Return the runner that makes a cluster as the right account."""

    def run(command: list[str]) -> tuple[int, str]:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd="/",
            env=plain_environment(),
            **account.as_arguments(),
        )
        return done.returncode, done.stdout

    return run


def start_postgres(run: Throwaway, *, careless: bool) -> None:
    """Give a run its own PostgreSQL, copied from a cluster made once per version."""
    account = find_account()
    programs = find_postgres()
    home = settle_home(run.directory, programs=programs, account=account)
    sockets = make_socket_directory(run.directory, purpose="db", account=account)
    run.litter.append(sockets)
    password = secrets.token_urlsafe(12)
    make_cluster(
        home, sockets=sockets, account=account, password=password, careless=careless, run=run_initdb(account)
    )
    postgres = Postgres(home, sockets, account, password, careless=careless)
    log = run.directory / "postgres.log"
    run.servers.append((postgres.start(log=log), signal.SIGQUIT))
    if not wait_for(postgres.is_ready, patience=PATIENCE):
        raise CannotStartError(
            f"PostgreSQL for the tests does not answer: {log.read_text(errors='replace')[-2000:]}"
        )
    postgres.ensure_database()
    run.variables["DATABASE_URL"] = postgres.url


def start_valkey(run: Throwaway) -> None:
    """Give a run its own Valkey."""
    account = find_account()
    ours = Account(os.geteuid(), os.getegid(), account.name, switch=False)
    sockets = make_socket_directory(run.directory, purpose="broker", account=ours)
    run.litter.append(sockets)
    valkey = Valkey(find_valkey(), run.directory / "valkey", sockets)
    log = run.directory / "valkey.log"
    run.servers.append((valkey.start(log=log, environment=plain_environment()), signal.SIGKILL))
    if not wait_for(valkey.is_ready, patience=PATIENCE):
        raise CannotStartError(
            f"Valkey for the tests does not answer: {log.read_text(errors='replace')[-2000:]}"
        )
    run.variables["REDIS_URL"] = valkey.url


def refuse_broker_in_use(url: str) -> None:
    """Raise CannotStartError when a broker named from outside holds anything: the tests empty what they are
    given.
    """
    with ask_once(url) as client:
        if client.dbsize():
            raise CannotStartError(
                "REDIS_URL names a database that is not empty, and the tests would empty it: name another "
                "one."
            )


def sweep() -> None:
    """Remove what killed runs left: directories whose lock nobody holds any more."""
    for directory in PLACE.glob("run-*"):
        lock = take_lock(directory / "lock") if (directory / "lock").exists() else None
        if lock is None:
            continue
        discard(directory)
        os.close(lock)


def discard(directory: Path) -> None:
    """Remove a run's directory, and what it and data directories inside it keep elsewhere on the machine."""
    for name in (POINTER, PROGRAMS_POINTER):
        for pointer in (*directory.glob(name), *directory.glob(f"*/{name}")):
            place = Path(pointer.read_text(encoding="utf-8").strip())
            if place.parent == ELSEWHERE:
                shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(directory, ignore_errors=True)


_run_of_pytest: list[Throwaway] = []


def forget_inherited() -> None:
    """Let a worker of pytest-xdist have servers of its own: those of the process that started it are not shared.

    What the operator named, and no run of ours, stays.
    """
    for name in os.environ.pop(THROWN_AWAY, "").split():
        os.environ.pop(name, None)


def start_for_pytest() -> None:
    """Start the servers of this run of pytest, once; the settings call this before they read their first
    variable.
    """
    if not _run_of_pytest:
        if os.environ.get("PYTEST_XDIST_WORKER"):
            forget_inherited()
        _run_of_pytest.append(start_throwaway())
        atexit.register(stop_for_pytest)


def stop_for_pytest() -> None:
    """Throw the servers of this run of pytest away, if they were started."""
    while _run_of_pytest:
        _run_of_pytest.pop().stop()


def main(command: list[str]) -> int:
    """Run a command with throw-away servers in its environment; return its exit code.

    With ``--as-shipped`` in front of it, the servers are as careful as those of ``bin/up``: for measuring.
    """
    as_shipped = command[:1] == [AS_SHIPPED]
    command = command[as_shipped:]
    try:
        run = start_throwaway(careless=not as_shipped)
    except CannotStartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        run.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
