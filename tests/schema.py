"""The database as the migrations leave it, kept between runs: making it costs each worker some seconds.

A kept one is used only while nothing has changed that could lead to another, and only by the servers of our own run.
That the migrations lead from nothing to the models is proved every time by ``makemigrations --check`` and by the tests
of ``bin/up``, which begin with an empty data directory.
"""

import hashlib
import os
import secrets
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import sql

from newswatch.local import testing
from newswatch.local.binaries import find_postgres

ROOT = Path(__file__).resolve().parent.parent
MADE_OF = (
    "trackers/migrations/*.py",
    "trackers/models/**/*.py",
    "newswatch/settings.py",
    "requirements*.txt",
)

ROLES = {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type"}


def has_own_database() -> bool:
    """Return whether the database server is one of this run's own, where we may do anything."""
    return "DATABASE_URL" in os.environ.get(testing.THROWN_AWAY, "").split()


def kept_file() -> Path | None:
    """Where this state of the migrations is kept; None where the database server is not one of this run's own."""
    if not has_own_database():
        return None
    digest = hashlib.sha256(find_postgres().version.encode())
    for path in sorted(path for pattern in MADE_OF for path in ROOT.glob(pattern)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return testing.PLACE / f"schema-{digest.hexdigest()[:24]}.sql"


def restore_schema() -> bool:
    """Make the test database out of the kept file; return whether there was one."""
    kept = kept_file()
    if kept is None or not kept.is_file():
        return False
    name = connection.creation._get_test_db_name()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    run("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output", os.devnull,
        "--file", str(kept), database=name)  # fmt: skip
    return True


def keep_schema() -> None:
    """Keep the test database, which holds nothing yet but what the migrations have put there."""
    kept = kept_file()
    if kept is None:
        return
    unfinished = kept.with_name(f"{kept.name}.{secrets.token_hex(4)}")
    try:
        run(
            "pg_dump", "--no-owner", "--file", str(unfinished), database=settings.DATABASES["default"]["NAME"]
        )
        for old in kept.parent.glob("schema-*.sql"):
            old.unlink(missing_ok=True)
        unfinished.rename(kept)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def delete_rows(
    operations: DatabaseOperations, _style: Any, tables: Sequence[str], **_options: bool
) -> list[str]:
    """The statements that empty the tables which hold anything, in the stead of Django's own.

    To truncate sixty empty tables with all their indexes takes longer than most tests. Triggers that keep rows as they
    are stand aside, as they do for TRUNCATE.
    """
    names = {table: operations.quote_name(table) for table in tables}
    asked = " UNION ALL ".join(f"(SELECT '{table}' FROM {name} LIMIT 1)" for table, name in names.items())
    with operations.connection.cursor() as cursor:
        cursor.execute(asked)
        full = [names[table] for (table,) in cursor.fetchall() if table not in ROLES]
    return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {name}" for name in full)]


def run(program: str, *arguments: str, database: str) -> None:
    """Run one of PostgreSQL's programs on a database of this run's server; raise CalledProcessError."""
    call_program(program, *arguments, database=database)


def read_program(program: str, *arguments: str, database: str) -> str:
    """Return what one of PostgreSQL's programs says of a database of this run's server; raise CalledProcessError."""
    return call_program(program, *arguments, database=database, stdout=subprocess.PIPE).stdout


def call_program(
    program: str, *arguments: str, database: str, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as ``subprocess.run`` would."""
    server = connection.settings_dict
    place = {
        "PGHOST": server["HOST"],
        "PGUSER": server["USER"],
        "PGPASSWORD": server["PASSWORD"],
        "LC_ALL": "C",
    }
    return subprocess.run(
        [find_postgres().directory / program, *arguments, database],
        env={"PATH": os.environ.get("PATH", os.defpath), **place},
        check=True,
        text=True,
        **options,
    )
