"""The servers the tests run on are the real ones."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_database_knows_the_letters_of_scripts_without_spaces() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        for word in ("ข่าววันนี้", "သတင်း", "天气预报"):
            cursor.execute("SELECT cardinality(show_trgm(%s))", [word])
            assert cursor.fetchone()[0] > 0
