"""The two ways in which PostgreSQL is asked for rows that hold words; which is the quicker depends on how many do.

Left to itself, the planner takes the asking of a row for cheap, although the row's words have to be fetched from out
of line, and a guess that is wrong by a factor of ten costs seconds. So the words are never mixed with other conditions:
either all that hold them are taken from the index at once, or, where many do, rows are asked one by one, newest first,
until a page is full.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func

from trackers.models.found import FoundWords

# Of texts that are shown in each of some ways, those that hold a tsquery: (what is shown or None for all, tsquery).
Asked = Sequence[tuple[str | None, str]]


class Among(Func):
    """Whether a row's key is among those whose words answer a tsquery, taken from the index all at once.

    ``shown`` names the column that says how much of a text is shown, where what is asked depends on it.
    """

    output_field = BooleanField()

    def __init__(self, model: type[FoundWords], asked: Asked, *, key: str, shown: str) -> None:
        """Take the table of words, what is asked, and the names of the columns that are compared with it."""
        self.by_text = any(text is not None for text, _ in asked)
        super().__init__(F(key), *([F(shown)] if self.by_text else []))
        pk = model._meta.pk
        assert pk is not None
        self.table, self.column = connection.ops.quote_name(model._meta.db_table), str(pk.column)
        self.asked = tuple(asked)

    def as_sql(
        self, compiler: Any, connection: Any, *_names: Any, **_extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Return the comparison. The offset keeps the planner from mixing the words with what else is asked."""
        sides = [compiler.compile(expression) for expression in self.source_expressions]
        parameters = [parameter for _, given in sides for parameter in given]
        selects = []
        for text, tsquery in self.asked:
            tag = ", %s" if self.by_text else ""
            # S608: the names are those of our own tables, the rest are parameters.
            holding = f"SELECT {self.column} FROM {self.table} WHERE words @@ %s::tsquery OFFSET 0"  # noqa: S608
            selects.append(f"SELECT {self.column}{tag} FROM ({holding}) AS holding")  # noqa: S608
            parameters += [text, tsquery] if self.by_text else [tsquery]
        left = ", ".join(sql for sql, _ in sides)
        return f"({left}) IN ({' UNION ALL '.join(selects)})", tuple(parameters)
