"""What ``up`` does with the database before it opens the doors: the tables, and an account to begin with."""

import json
import secrets
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from newswatch.checks import HINT, find_locale_fault

NAME = "editor"


class Command(BaseCommand):
    """Bring the tables up to date and make a superuser called ``editor`` where there is no account at all."""

    help = (
        "Brings the tables up to date and makes the first editor; prints what was done as one line of JSON."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print ``migrations``, how many were applied, ``password``, empty where there was an account, and ``warning``,
        what the database's locale breaks.
        """
        with connection.cursor() as cursor:
            fault = find_locale_fault(cursor)
        done = {
            "migrations": migrate(),
            "password": make_first_editor(),
            "warning": f"{fault} {HINT}" if fault else "",
        }
        self.stdout.write(json.dumps(done))


def migrate() -> int:
    """Apply the migrations that are missing and return how many those were."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    call_command("migrate", interactive=False, verbosity=0)
    return len(missing)


def make_first_editor() -> str:
    """Make the first account and return its password, which is kept nowhere; empty where there are accounts."""
    if User.objects.exists():
        return ""
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser(NAME, password=password)
    return password
