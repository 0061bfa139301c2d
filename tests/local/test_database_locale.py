"""An operator's own database whose locale breaks searches is warned about, in words."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from newswatch.checks import check_locale, find_locale_fault


@pytest.fixture
def english_only() -> Iterator[psycopg.Cursor]:
    """A cursor of a database of the locale C, as many an operator has it."""
    settings = connection.get_connection_params()
    wanted = {name: settings[name] for name in ("host", "user", "password", "port") if settings.get(name)}
    name = f"{settings['dbname']}_plain"
    with psycopg.connect(**wanted, dbname="postgres", autocommit=True) as server:
        server.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'"
        )
        try:
            with psycopg.connect(**wanted, dbname=name) as plain:
                yield plain.cursor()
        finally:
            server.execute(f"DROP DATABASE {name}")


@pytest.mark.django_db
def test_a_database_that_knows_english_letters_alone_is_named(english_only: psycopg.Cursor) -> None:
    assert "knows the letters of English alone" in find_locale_fault(english_only)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_our_own_database_is_no_cause_for_a_warning() -> None:
    assert check_locale(["default"]) == [] == check_locale(None)
