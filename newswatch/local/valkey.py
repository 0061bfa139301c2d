"""Valkey on this machine: starting it on a private socket, everything written to disk, and its address."""

import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from newswatch.local.processes import spawn


@dataclass(frozen=True)
class Valkey:
    """One server: its program, its directory and the directory of its socket."""

    program: Path
    directory: Path
    sockets: Path

    @property
    def socket(self) -> Path:
        """Where it answers."""
        return self.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        """The address as redis-py reads it."""
        return f"unix://{quote(str(self.socket))}"

    @property
    def title(self) -> str:
        """What it is called in a progress line."""
        return "Redis" if self.program.name.startswith("redis") else "Valkey"

    def start(self, *, log: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        """Start the server; it answers when ``is_ready`` says so.

        Every write goes to an append-only file that reaches the disk once a second; there is no configuration
        file, so nothing can rewrite it.
        """
        self.directory.mkdir(mode=0o700, exist_ok=True)
        command: list[str | Path] = [
            self.program,
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--unixsocketperm",
            "700",
        ]
        command += ["--dir", self.directory, "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
        command += ["--daemonize", "no", "--loglevel", "notice"]
        return spawn(
            command, environment=environment, log=log, directory=self.directory, farewell=signal.SIGTERM
        )

    def end_leftover(self) -> None:
        """Ask a server that an earlier run left on our socket to write everything down and end."""
        with ask_once(self.url) as client, suppress(redis.RedisError):
            client.shutdown(nosave=True)

    def is_ready(self) -> bool:
        """Return whether the server answers; while it reads its file it says that it is not."""
        try:
            with ask_once(self.url) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def ask_once(url: str) -> redis.Redis:
    """Return a client that gives up at once: by itself it would try again for seconds where nobody is yet."""
    return redis.Redis.from_url(
        url, socket_connect_timeout=5, socket_timeout=5, retry=Retry(NoBackoff(), 0), retry_on_error=[]
    )
