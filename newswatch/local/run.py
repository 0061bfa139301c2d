"""The story of one ``up``: what is started, in which order, until somebody asks it to stop."""

import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from newswatch.local.accounts import Account, find_account
from newswatch.local.binaries import find_postgres, find_valkey
from newswatch.local.children import Child
from newswatch.local.crew import Crew
from newswatch.local.errors import CannotStartError, StoppedError
from newswatch.local.ground import (
    check_broker,
    check_database,
    check_port,
    ensure_secret_key,
    find_free_port,
    prepare_data,
)
from newswatch.local.homes import settle_home
from newswatch.local.leftovers import Record, end_leftovers, end_postmaster
from newswatch.local.options import Options, derive_variables, write_local_env
from newswatch.local.postgres import Postgres, check_cluster, keep_password, make_cluster
from newswatch.local.sockets import make_socket_directory
from newswatch.local.supervisor import Supervisor
from newswatch.local.valkey import Valkey

Say = Callable[[str], None]


@dataclass
class Servers:
    """The servers of our own; None for one that the environment names."""

    postgres: Postgres | None
    valkey: Valkey | None


@dataclass
class Groups:
    """The children in the order in which they stop: doors, clock, workers, press, servers."""

    doors: list[Child] = field(default_factory=list)
    clock: list[Child] = field(default_factory=list)
    workers: list[Child] = field(default_factory=list)
    press: list[Child] = field(default_factory=list)
    servers: list[Child] = field(default_factory=list)
    sockets: list[Path] = field(default_factory=list)

    def remove_sockets(self) -> None:
        """Remove the directories of the servers' sockets, once the servers have stopped."""
        for directory in self.sockets:
            shutil.rmtree(directory, ignore_errors=True)

    def in_order(self) -> list[list[Child]]:
        """Return the groups, the first to stop first."""
        return [self.doors, self.clock, self.workers, self.press, self.servers]


def run(options: Options, *, say: Say) -> None:
    """Start everything and watch over it until asked to stop; raise CannotStartError when that is impossible.

    Nothing that was started is left behind, however this ends.
    """
    lock = prepare_data(options.data)
    supervisor = Supervisor(say, Record(options.data / "run.json"), options.data / "logs")
    supervisor.listen()
    groups = Groups()
    try:
        with ExitStack() as cleanup:
            cleanup.callback((options.data / "local.env").unlink, missing_ok=True)
            cleanup.callback(groups.remove_sockets)
            cleanup.callback(supervisor.stop, groups.in_order())
            try:
                start(options, supervisor=supervisor, groups=groups, say=say)
                supervisor.watch()
            except StoppedError:
                say("Stopping")
            begun = time.monotonic()
        say(f"Stopped ({time.monotonic() - begun:.1f} s)")
    finally:
        os.close(lock)


def start(options: Options, *, supervisor: Supervisor, groups: Groups, say: Say) -> None:
    """Bring everything up, from the servers to the doors."""
    if ended := end_leftovers(options.data / "run.json"):
        say(f"Ended {ended} processes that an earlier run had left behind")
    check_port(options.host, options.port)
    servers = find_servers(options.data, say=say)
    ensure_secret_key(options.data)
    press_port = find_free_port(options.data / "demo_port") if options.demo else 0
    variables = derive_variables(
        options,
        database=servers.postgres.url if servers.postgres else "",
        broker=servers.valkey.url if servers.valkey else "",
        press=f"127.0.0.1:{press_port}" if press_port else "",
    )
    environment = {**os.environ, **variables, "PYTHONUNBUFFERED": "1"}
    crew = Crew(options, environment, environment["REDIS_URL"])

    styles = supervisor.begin_step(
        "Collecting static files", ["collectstatic", "--noinput", "--verbosity", "0"], environment=environment
    )
    start_servers(servers, crew=crew, supervisor=supervisor, groups=groups, say=say)
    write_local_env(options.data, variables)
    prepare_database(supervisor, environment=environment, say=say)
    if press_port:
        start_press(press_port, crew=crew, supervisor=supervisor, groups=groups)
    supervisor.finish_step(styles)
    start_crew(crew, supervisor=supervisor, groups=groups)
    greet(options, public=environment["PUBLIC_URL"], say=say)


def find_servers(data: Path, *, say: Say) -> Servers:
    """Return the servers to start; those that the environment names are asked whether they are there."""
    servers = Servers(None, None)
    database, broker = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    if database:
        check_database(database)
        say("Using the database of DATABASE_URL")
    if broker:
        check_broker(broker)
        say("Using the broker of REDIS_URL")
    if not database:
        servers.postgres = find_own_postgres(data, say=say)
    if not broker:
        ours = Account(os.geteuid(), os.getegid(), "", switch=False)
        sockets = make_socket_directory(data, purpose="broker", account=ours)
        servers.valkey = Valkey(find_valkey(), data / "valkey", sockets)
    return servers


def find_own_postgres(data: Path, *, say: Say) -> Postgres:
    """Return this data directory's PostgreSQL, which need not have a cluster yet."""
    account = find_account()
    home = settle_home(data, programs=find_postgres(), account=account)
    if home.moved:
        say(
            f"PostgreSQL's files lie in {home.directory}, because {account.name}, as whom it runs, cannot "
            f"reach {data}"
        )
    elif home.copied:
        say(
            f"PostgreSQL's programs lie in {home.programs.directory}, where {account.name}, as whom it runs, "
            "can run them"
        )
    password = data / "postgres_password"
    if check_cluster(home, account=account) and not password.is_file():
        raise CannotStartError(
            f"The database's password is not in {password} any more: bring that file back, or move "
            f"{home.cluster} away to begin with an empty database."
        )
    sockets = make_socket_directory(data, purpose="db", account=account)
    return Postgres(home, sockets, account, keep_password(password))


def start_servers(servers: Servers, *, crew: Crew, supervisor: Supervisor, groups: Groups, say: Say) -> None:
    """Start our own servers, PostgreSQL with a new cluster where there is none, and wait for both."""
    if servers.postgres:
        groups.sockets.append(servers.postgres.sockets)
        ensure_cluster(servers.postgres, supervisor=supervisor, say=say)
        groups.servers.append(crew.make_postgres(servers.postgres))
    if servers.valkey:
        groups.sockets.append(servers.valkey.sockets)
        servers.valkey.end_leftover()
        groups.servers.append(crew.make_valkey(servers.valkey))
    for child in groups.servers:
        supervisor.launch(child)
    supervisor.await_ready(*groups.servers)
    if servers.postgres:
        servers.postgres.ensure_database()


def ensure_cluster(postgres: Postgres, *, supervisor: Supervisor, say: Say) -> None:
    """Make the cluster, or clear away what a killed server left in it."""
    home = postgres.home
    if check_cluster(home, account=postgres.account):
        end_postmaster(home.cluster, sockets=postgres.sockets, say=say)
        return
    begun = time.monotonic()
    make_cluster(
        home,
        sockets=postgres.sockets,
        account=postgres.account,
        password=postgres.password,
        careless=False,
        run=supervisor.runner(postgres.account),
    )
    say(f"A new database lies in {home.cluster} ({time.monotonic() - begun:.1f} s)")


def prepare_database(supervisor: Supervisor, *, environment: dict[str, str], say: Say) -> None:
    """Bring the tables up to date and, in an empty database, make an account.

    Its password is said at once, since it is written down nowhere.
    """
    step = supervisor.begin_step("Preparing the database", ["prepare"], environment=environment)
    done = json.loads(supervisor.finish_step(step).splitlines()[-1])
    took = time.monotonic() - step.started_at
    say(f"The tables are up to date, {done['migrations']} migrations applied ({took:.1f} s)")
    if done["warning"]:
        say(f"Warning: {done['warning']}")
    if done["password"]:
        say(f"The first editor is called editor, with the password {done['password']} (shown this once)")


def start_press(port: int, *, crew: Crew, supervisor: Supervisor, groups: Groups) -> None:
    """Start the demo press and follow it as a source."""
    groups.press.append(crew.make_press(port=port))
    supervisor.launch(groups.press[0])
    supervisor.await_ready(groups.press[0])
    command = ["seed_demo", "--press", f"http://127.0.0.1:{port}"]
    supervisor.finish_step(
        supervisor.begin_step("Following the demo press", command, environment=dict(crew.environment))
    )


def start_crew(crew: Crew, *, supervisor: Supervisor, groups: Groups) -> None:
    """Start the doors, the workers and the clock, all at once, and wait for them."""
    groups.doors.append(crew.make_web())
    groups.workers += [crew.make_checker(), crew.make_desk()]
    groups.clock.append(crew.make_beat())
    started = [*groups.doors, *groups.workers, *groups.clock]
    for child in started:
        supervisor.launch(child)
    supervisor.await_ready(*started)


def greet(options: Options, *, public: str, say: Say) -> None:
    """Say where it is."""
    where = f"{public.rstrip('/')}/"
    if public.rstrip("/") != options.address:
        where += f" (listening on {options.binding})"
    say(f"Newswatch is running at {where}")
    say(f"The admin is at {public.rstrip('/')}/admin/; Ctrl-C stops everything")
