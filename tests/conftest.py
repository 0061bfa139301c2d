"""What every test stands on: real servers of its own, no way out of this machine, nothing left over between
tests.
"""

import gc
import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.backends.postgresql.operations import DatabaseOperations
from django.template.base import Template
from django.utils.translation import trans_real

from newswatch.local import testing
from tests.schema import delete_rows, has_own_database, keep_schema, restore_schema
from trackers.pipeline.furnish import shared_templates
from trackers.pipeline.logbook import shared_shelf
from trackers.pipeline.wire import shared_memory

# The journeys need a browser, which a newcomer need not have, and the old chain of migrations half a minute: continuous
# integration names a browser and asks for the chain.
collect_ignore = [
    room for name, room in (("BROWSER", "browser"), ("OLD_CHAIN", "chain")) if not os.environ.get(name)
]


# How a template is written before Django's preparations for tests.
PLAINLY = Template._render
HERE = Path(__file__).resolve().parent
# Rooms whose tests ask neither Django nor Valkey for anything.
PURE = {HERE / room for room in ("text", "bench", "docs")}
LONGEST_FIRST = (
    "local/test_up", "views/test_hostile", "views/test_leaks", "desk/test_review", "pipeline/", "views/", "desk/",
    "admin/", "local/", "",
)  # fmt: skip


class OutsideAccessError(RuntimeError):
    """A test tried to speak to another machine. Not an OSError: the code under test must not take it for a
    failed fetch.
    """


def pytest_configure() -> None:
    """Make hashing cheap and static files plain; every other setting stays as it is shipped."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that at the end no worker waits for another that has just begun one.

    Files that empty the tables come last: what the migrations have put there is gone after them. Within a file the
    order stays.
    """
    emptying = {item.path for item in items if empties_tables(item)}
    items.sort(key=lambda item: (item.path in emptying, rank_file(item.path.relative_to(HERE).as_posix())))


def empties_tables(item: pytest.Item) -> bool:
    """Return whether a test commits what it does, so that all tables are emptied after it."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


def rank_file(path: str) -> int:
    """How early a file is begun: the stack's own tests, whole rooms with a database, and the rest."""
    return next(
        (rank for rank, start in enumerate(LONGEST_FIRST) if path.startswith(start)), len(LONGEST_FIRST) - 1
    )


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what stays for the whole run: half a million objects of models and tests.

    It costs a sixth of the processor otherwise, looking through them again and again. What one page leaves behind is
    tens of thousands of objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_unconfigure() -> None:
    """Throw the servers away that were started when the settings were read."""
    testing.stop_for_pytest()


@pytest.fixture(autouse=True, scope="session")
def sockets_stay_on_this_machine() -> Iterator[None]:
    """Let tests connect to loopback and unix sockets and resolve only names that need no look-up."""
    connect, connect_ex, sendto, resolve = (
        socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto, socket.getaddrinfo,
    )  # fmt: skip

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse_outside(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse_outside(self, address)
        return connect_ex(self, address)

    def guarded_sendto(self: socket.socket, data: bytes, *rest: Any) -> int:
        refuse_outside(self, rest[-1])
        return sendto(self, data, *rest)

    def guarded_resolve(host: Any, *arguments: Any, **options: Any) -> Any:
        name = (
            (host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or ""))
            .rstrip(".")
            .lower()
        )
        if name.endswith(".invalid"):  # RFC 6761 section 6.4: never resolves
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if name and name != "localhost" and not name.endswith(".localhost") and not is_literal(name):
            raise OutsideAccessError(f"A test tried to look up {name!r}: tests resolve no names.")
        return resolve(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket.socket, "sendto", guarded_sendto)
        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        yield


@pytest.fixture(autouse=True, scope="session")
def pages_are_written_as_they_are_shipped(django_test_environment: None) -> None:
    """Let pages cost what they cost readers: it is a tenth less than Django's own way with them in tests.

    Django keeps a copy of all that each template was given, every widget's included: we look at what comes out. And of
    each sentence that has no translation it asks every catalogue of the language it falls back to, which are empty.
    """
    Template._render = PLAINLY
    words = trans_real.translation(settings.LANGUAGE_CODE)
    while words._fallback is not None and set(words._fallback._catalog) <= {""}:
        words._fallback = words._fallback._fallback


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, django_db_keepdb: bool) -> bool:
    """Begin with the database as the last run's migrations left it, where they are still the same."""
    return django_db_keepdb or restore_schema()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool) -> None:
    """Keep the database for the next run, before a test puts anything into it; have it emptied quickly."""
    if not django_db_keepdb:
        keep_schema()
    if has_own_database():
        DatabaseOperations.sql_flush = delete_rows


@pytest.fixture(autouse=True)
def nothing_remembered(request: pytest.FixtureRequest) -> None:
    """Empty the cache, and with it the queues, and what the process believes of hosts, before each test.

    Texts are read without any of that: for nearly three thousand tests there is nothing to empty.
    """
    if request.path.parent in PURE:
        return
    cache.clear()
    shared_memory.cache_clear()
    shared_shelf.cache_clear()
    shared_templates.cache_clear()


def refuse_outside(connection: socket.socket, address: Any) -> None:
    """Raise OutsideAccessError for an internet address that is not loopback."""
    if connection.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    host = str(address[0])
    if host == "localhost" or (is_literal(host) and ipaddress.ip_address(host.partition("%")[0]).is_loopback):
        return
    raise OutsideAccessError(
        f"A test tried to reach {address!r}: tests speak to loopback and unix sockets only."
    )


def is_literal(host: str) -> bool:
    """Return whether a host is written as an IP address."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


# No test depends on time: a loaded machine is no failure. Every run draws other examples: what fifty miss is found
# by the next.
hypothesis.settings.register_profile("untimed", deadline=None, max_examples=50)
hypothesis.settings.load_profile("untimed")
