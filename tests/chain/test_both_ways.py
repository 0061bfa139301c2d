"""A database that went by every migration there ever was ends as one that began with the squashed one.

It costs what the squashed one spares, so continuous integration runs it, and whoever touches one of these migrations:
``OLD_CHAIN=1 bin/test tests/chain``. ``tests/test_squash.py`` holds beside it, at no cost, what needs no database.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from tests.schema import has_own_database, read_program
from trackers.models import Label

SQUASHED = ("trackers", "0001_squashed_0032_operators")
# The database names a NOT NULL after the column's first name, and nothing ever asks for it.
RENAMED = re.compile(r"CONSTRAINT \w+_not_null NOT NULL")
# pg_dump guards each script with words of its own.
GUARD = re.compile(r"^\\(?:un)?restrict .*\n", re.MULTILINE)

pytestmark = pytest.mark.skipif(not has_own_database(), reason="makes databases on a server of its own")


@contextmanager
def empty_database(name: str) -> Iterator[None]:
    """Let Django's connection lead to a new database."""
    before = connection.settings_dict["NAME"]
    server = {word: connection.settings_dict[word.upper()] for word in ("host", "user", "password")}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as direct:
        direct.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def migrate_by_chain(target: str) -> None:
    """Apply the replaced migrations one by one up to a target, as they were before there was the squashed one."""
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    executor.migrate([("trackers", target)])


def applied() -> set[tuple[str, str]]:
    return {
        key for key in MigrationExecutor(connection).recorder.applied_migrations() if key[0] == "trackers"
    }


def describe() -> dict[str, Any]:
    """Everything about the schema, as pg_dump tells it, and what the migrations have put into it."""
    told = read_program("pg_dump", "--schema-only", database=connection.settings_dict["NAME"])
    kept = Permission.objects.order_by("content_type", "codename")
    return {
        "schema": RENAMED.sub("NOT NULL", GUARD.sub("", told)).splitlines(),
        "applied": applied(),
        "labels": [*Label.objects.order_by("code").values_list("code", "name", "definition", "position")],
        "permissions": {
            *kept.values_list("content_type__app_label", "content_type__model", "codename", "name")
        },
        "groups": {
            group.name: {*group.permissions.values_list("content_type__model", "codename")}
            for group in Group.objects.all()
        },
        "rows": count_rows(),
    }


def count_rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names))
        return dict(cursor.fetchall())


def test_both_ways_end_at_the_same_and_the_old_one_can_be_left_halfway(django_db_blocker):
    with django_db_blocker.unblock():
        with empty_database("squashed"):
            call_command("migrate", verbosity=0)
            expected = describe()
            assert SQUASHED in expected["applied"]
            call_command("migrate", "trackers", "zero", verbosity=0)
            assert not applied()
            assert not [name for name in count_rows() if name.startswith("trackers_")]
            call_command("migrate", verbosity=0)
            assert describe() == expected
        with empty_database("old"):
            migrate_by_chain("0020_front")
            call_command("migrate", verbosity=0)
            assert describe() == expected


def test_a_database_that_has_them_all_takes_the_squashed_one_for_applied(django_db_blocker):
    with django_db_blocker.unblock(), empty_database("whole"):
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = %s", [SQUASHED[1]])
        call_command("migrate", check_unapplied=True, verbosity=0)
        call_command("migrate", verbosity=0)
        assert SQUASHED in applied()
