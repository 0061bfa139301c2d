"""The processes that make up Newswatch on one machine: their commands, when they are ready, how they stop.

The groups stop one after the other, and all their farewells together have to fit into five seconds.
"""

import http.client
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import redis
from celery import Celery
from kombu.exceptions import OperationalError

from newswatch.addresses import derive_celery_url
from newswatch.local.children import Child
from newswatch.local.options import PROJECT, Options
from newswatch.local.postgres import Postgres
from newswatch.local.processes import spawn
from newswatch.local.valkey import Valkey, ask_once

WEB_WORKERS = 2
WEB_THREADS = 4
CHECK_WORKERS = max(2, min(8, os.cpu_count() or 2))


@dataclass(frozen=True)
class Crew:
    """Makes the children of one run: all get the same environment and write to logs in the same directory."""

    options: Options
    environment: Mapping[str, str]
    broker: str

    def start(self, name: str, command: list[str], *, farewell: signal.Signals) -> subprocess.Popen[bytes]:
        """Start one of our Python processes."""
        return spawn(
            [sys.executable, *command],
            environment=self.environment,
            log=self.log(name),
            directory=PROJECT,
            farewell=farewell,
        )

    def log(self, name: str) -> Path:
        """Return the log of a child."""
        return self.options.data / "logs" / f"{name}.log"

    def make_postgres(self, postgres: Postgres) -> Child:
        """Return the database; a fast shutdown (SIGINT) breaks connections off, an immediate one replays its
        log later.
        """
        return Child(
            postgres.title,
            self.log("postgres"),
            lambda: postgres.start(log=self.log("postgres")),
            postgres.is_ready,
            patience=300.0,  # after a crash it replays its log first
            farewells=((signal.SIGINT, 1.2), (signal.SIGQUIT, 0.3)),
        )

    def make_valkey(self, valkey: Valkey) -> Child:
        """Return the broker."""
        return Child(
            valkey.title,
            self.log("valkey"),
            lambda: valkey.start(log=self.log("valkey"), environment=dict(self.environment)),
            valkey.is_ready,
            patience=300.0,  # it reads its file first
            farewells=((signal.SIGTERM, 1.2),),
        )

    def make_web(self) -> Child:
        """Return the web server; it is ready when it answers as healthy."""
        command = [
            "-m",
            "gunicorn",
            "newswatch.wsgi",
            "--bind",
            self.options.binding,
            "--no-control-socket",
            "--preload",
        ]
        command += ["--workers", str(WEB_WORKERS), "--worker-class", "gthread", "--threads", str(WEB_THREADS)]
        command += ["--timeout", "60", "--graceful-timeout", "1", "--log-level", "warning"]
        return Child(
            "Web server",
            self.log("web"),
            lambda: self.start("web", command, farewell=signal.SIGQUIT),
            lambda: answers(
                self.options.address, "/healthz", host=urlsplit(self.environment["PUBLIC_URL"]).netloc
            ),
            farewells=((signal.SIGTERM, 0.6), (signal.SIGQUIT, 0.2)),
        )

    def make_beat(self) -> Child:
        """Return the clock; it is ready when it has written its schedule, which is of no worth to a later
        run.
        """
        schedule = self.options.data / "celerybeat-schedule"

        def start() -> subprocess.Popen[bytes]:
            for old in schedule.parent.glob(f"{schedule.name}*"):
                old.unlink()
            command = ["-m", "celery", "-A", "newswatch", "beat", "--schedule", str(schedule), "--pidfile="]
            return self.start("beat", [*command, "--loglevel", "WARNING"], farewell=signal.SIGTERM)

        return Child(
            "Clock (Celery beat)",
            self.log("beat"),
            start,
            lambda: any(schedule.parent.glob(f"{schedule.name}*")),
            farewells=((signal.SIGTERM, 0.4),),
        )

    def make_checker(self) -> Child:
        """Return the worker that follows articles; it is ready when it answers a ping.

        A warm end first, then a cold one; what was under way is done again once its lease has run out.
        """
        name = f"checks-{secrets.token_hex(4)}@localhost"
        pinger = Celery("up", broker=derive_celery_url(self.broker), set_as_current=False)

        def start() -> subprocess.Popen[bytes]:
            command = [
                "-m",
                "celery",
                "-A",
                "newswatch",
                "worker",
                "-n",
                name,
                "--concurrency",
                str(CHECK_WORKERS),
            ]
            command += [
                "--without-gossip",
                "--without-mingle",
                "--without-heartbeat",
                "--loglevel",
                "WARNING",
            ]
            return self.start("worker", command, farewell=signal.SIGQUIT)

        def is_ready() -> bool:
            try:
                return bool(pinger.control.ping(destination=[name], timeout=0.3))
            except (OSError, redis.RedisError, OperationalError):
                return False

        return Child(
            "Worker (Celery)",
            self.log("worker"),
            start,
            is_ready,
            farewells=((signal.SIGTERM, 1.0), (signal.SIGQUIT, 0.3)),
        )

    def make_desk(self) -> Child:
        """Return the worker of the editors' queue; it is ready when the broker knows it."""
        names: list[str] = []

        def start() -> subprocess.Popen[bytes]:
            # A new name each time: RQ refuses one whose holder was killed until the entry has expired.
            names[:] = [f"desk-{secrets.token_hex(4)}"]
            command = ["manage.py", "rqworker", "desk", "--name", names[0], "--verbosity", "0"]
            return self.start("desk", command, farewell=signal.SIGTERM)

        def is_ready() -> bool:
            try:
                with ask_once(self.broker) as client:
                    return bool(client.exists(f"rq:worker:{names[0]}"))
            except redis.RedisError:
                return False

        return Child(
            "Desk worker (RQ)",
            self.log("desk"),
            start,
            is_ready,
            farewells=((signal.SIGTERM, 0.8), (signal.SIGTERM, 0.4)),
        )

    def make_press(self, *, port: int) -> Child:
        """Return the demo press, which keeps its story in the data directory."""
        command = ["-m", "newswatch.demo", "--port", str(port), "--data", str(self.options.data)]
        return Child(
            "Demo press",
            self.log("press"),
            lambda: self.start("press", command, farewell=signal.SIGTERM),
            lambda: answers(f"http://127.0.0.1:{port}", "/", host=f"127.0.0.1:{port}"),
            farewells=((signal.SIGTERM, 0.3),),
        )


def answers(address: str, path: str, *, host: str) -> bool:
    """Return whether an HTTP server of this machine answers a path with success, asked under the name
    ``host``.
    """
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
