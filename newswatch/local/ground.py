"""What has to be true before anything starts: a directory that is ours, a free port, servers that answer."""

import errno
import os
import secrets
import socket
from pathlib import Path

import psycopg
import redis

from newswatch.local.errors import CannotStartError
from newswatch.local.homes import write_whole
from newswatch.local.locks import take_lock
from newswatch.local.valkey import ask_once


def prepare_data(data: Path) -> int:
    """Make the data directory and return its lock; raise CannotStartError where it cannot be had for us
    alone.
    """
    try:
        make_passable(data)
        (data / "logs").mkdir(mode=0o700, exist_ok=True)
        lock = take_lock(data / "up.lock")
    except OSError as error:
        raise CannotStartError(
            f"The data directory {data} cannot be written ({error.strerror}): choose another one with --data."
        ) from error
    if lock is None:
        holder = (data / "up.lock").read_text(encoding="ascii", errors="replace").strip()
        raise CannotStartError(
            f"Another bin/up already runs on the data directory {data} (process {holder or 'unknown'}): "
            f"stop it first, or choose another directory with --data."
        )
    return lock


def make_passable(directory: Path) -> None:
    """Make a directory that is ours alone; as root one that PostgreSQL's account can pass through.

    Every file in it that tells something is 0600. What was there before keeps its mode.
    """
    if not directory.is_dir():
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o711 if os.geteuid() == 0 else 0o700)


def check_port(host: str, port: int) -> None:
    """Raise CannotStartError when the web server will not be able to listen at an address."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise CannotStartError(
            f"{host} is not an address of this machine: choose another with --host."
        ) from error
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError as error:
            raise CannotStartError(explain_binding(error, host=host, port=port)) from error


def explain_binding(error: OSError, *, host: str, port: int) -> str:
    """Return in a sentence why an address could not be bound."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program: stop it, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"This account may not listen on port {port}: choose one above 1023 with --port."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine: choose another with --host."
    return f"Port {port} on {host} cannot be used ({error.strerror}): choose another with --port."


def find_free_port(remembered: Path) -> int:
    """Return a free port of the loopback interface, the one of the last time if it is still free.

    The demo press keeps its port, because its articles are known by their addresses.
    """
    try:
        port = int(remembered.read_text(encoding="ascii"))
        check_port("127.0.0.1", port)
    except (OSError, ValueError, OverflowError, CannotStartError):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        write_whole(remembered, f"{port}\n")
    return port


def check_database(url: str) -> None:
    """Raise CannotStartError when the database that the environment names does not answer."""
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise CannotStartError(
            f"DATABASE_URL is set, but the database does not let us in: {reason}"
        ) from error


def check_broker(url: str) -> None:
    """Raise CannotStartError when the broker that the environment names does not answer."""
    try:
        with ask_once(url) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise CannotStartError(f"REDIS_URL is set, but the broker does not answer: {error}") from error


def ensure_secret_key(data: Path) -> None:
    """Write the key that signs sessions, once, readable by us alone."""
    path = data / "secret_key"
    if not os.environ.get("SECRET_KEY") and not path.exists():
        write_whole(path, secrets.token_urlsafe(50) + "\n")
