"""What of an operator's own database would break a search: asked at each ``migrate`` and each start of ``bin/up``."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.db.utils import Error

# What each locale that knows letters says of one Cyrillic and one Thai letter.
_ASK = "SELECT lower('Ж') = 'ж', 'ส' ~ '^[[:alpha:]]$'"
HINT = (
    "Dump the database and load it into one made with, for instance, "
    "createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8."
)


def find_locale_fault(cursor: CursorWrapper) -> str:
    """Return in a sentence what the database's encoding or locale breaks, "" where nothing. One query."""
    cursor.execute("SHOW server_encoding")
    (encoding,) = cursor.fetchone()
    if encoding != "UTF8":
        return f"The database is encoded in {encoding}, which cannot hold every script: it has to be UTF8."
    cursor.execute(_ASK)
    knows_case, knows_letters = cursor.fetchone()
    if knows_case and knows_letters:
        return ""
    return (
        "The database's locale knows the letters of English alone: names in other scripts that are spelt a little "
        "otherwise are not found, and the admin's lists tell capital from small letters there."
    )


def check_locale(databases: Sequence[str] | None = None, **_options: Any) -> list[CheckMessage]:
    """Return a warning for a database in which searches would fail without a word."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        try:
            with connections[alias].cursor() as cursor:
                fault = find_locale_fault(cursor)
        except Error:
            continue  # whether there is a database at all is said elsewhere
        if fault:
            found.append(Warning(fault, hint=HINT, id="newswatch.W001"))
    return found
