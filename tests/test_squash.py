"""The squashed migration says what the ones it replaces say; ``tests/chain`` holds what only a database can show."""

from importlib import import_module

from django.db.migrations import RunSQL
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

SQUASHED, LAST = ("trackers", "0001_squashed_0032_operators"), ("trackers", "0032_operators")


def test_the_squashed_migration_leads_to_the_same_models_as_those_it_replaces():
    chain, shipped = (MigrationLoader(None, replace_migrations=replace) for replace in (False, True))
    assert chain.disk_migrations[SQUASHED].replaces == [
        key for key in chain.graph.forwards_plan(LAST) if key[0] == "trackers"
    ]
    differences = MigrationAutodetector(chain.project_state(LAST), shipped.project_state(SQUASHED))
    assert differences.changes(graph=shipped.graph) == {}


def test_the_squashed_migration_has_every_trigger_and_the_first_labels():
    chain = MigrationLoader(None, replace_migrations=False)
    squashed = import_module(f"trackers.migrations.{SQUASHED[1]}")
    triggers = " ".join(squashed.TRIGGERS.split())
    for key in chain.disk_migrations[SQUASHED].replaces:
        for operation in chain.disk_migrations[key].operations:
            if isinstance(operation, RunSQL) and "CREATE TRIGGER" in operation.sql:
                assert " ".join(operation.sql.split()).rstrip(";") in triggers
    assert squashed.LABELS == import_module("trackers.migrations.0003_first_labels").LABELS
