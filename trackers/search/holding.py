"""The two ways in which PostgreSQL is asked for rows that hold words; which is the quicker depends on how many do.

Left to itself, the planner takes the asking of a row for cheap, although the row's words have to be fetched from out
of line, and a guess that is wrong by a factor of ten costs seconds. So the words are not mixed with other conditions:
the keys of all rows that hold them are taken from the index first; only where these are many are rows asked one by
one, newest first, until a page is full. Even to learn that they are many takes as long as half of them; so where the
statistics say that they are, a few hundred of the newest rows are asked whether it is true.
"""

import json
from collections.abc import Collection
from math import isqrt

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, ExpressionWrapper, F, Func, Q, QuerySet, Value

from trackers.models import ChangeWords, Version, VersionWords
from trackers.models.found import FoundWords, count_about

# A page's rows times what it costs to ask one row, in units of what it costs to take one from the index.
_PAGE_COST = 21 * 20
# So many times as many rows are asked for a page of some publishers: one in sixteen rows, say, is theirs.
_NARROWED = 16
# Of a small table all is taken.
FEW = 2000
# So many of the newest rows are asked, of which so many have to hold the words: a page is some thousand rows long then.
PROBED, ENOUGH = 400, 8
# To ask these costs little; so that is done from a part of the number on that would not be taken.
_WORTH_ASKING = 4
# For the time of a search. To ask a row whether it holds a word is to fetch its words from out of line, which the
# planner takes for nothing; workers beside each other fetch a thousand rows for a page of twenty.
SETTINGS = (
    "SET LOCAL jit = off; SET LOCAL enable_seqscan = off; SET LOCAL cpu_operator_cost = 0.05; "
    "SET LOCAL work_mem = '32MB'; SET LOCAL max_parallel_workers_per_gather = 0"
)


class AnyOf(Func):
    """Whether a column's value is among some keys: one parameter, however many they are."""

    output_field = BooleanField()
    arg_joiner = " = ANY("
    template = "%(expressions)s)"

    def __init__(self, column: str, keys: Collection[int]) -> None:
        """Take the column's name and the keys."""
        super().__init__(F(column), Value(list(keys), output_field=ArrayField(BigIntegerField())))


def take_changes(tsquery: str, *, is_narrowed: bool) -> list[int] | None:
    """Return the keys of all Changes that hold a tsquery, or None where it is quicker to ask rows. Two queries.

    ``is_narrowed`` says that publishers are chosen besides: few of the rows that hold the words are theirs.
    """
    return _take_keys(ChangeWords, tsquery, is_narrowed=is_narrowed)


def take_articles(tsquery: str, *, is_narrowed: bool) -> list[int] | None:
    """Return the keys of all Articles that have not changed and hold a tsquery, or None. Three queries."""
    versions = _take_keys(VersionWords, tsquery, is_narrowed=is_narrowed)
    if not versions:
        return versions
    rows = Version.objects.order_by().filter(AnyOf("pk", versions))
    return list(rows.values_list("article_id", flat=True))


def _take_keys(table: type[FoundWords], tsquery: str, *, is_narrowed: bool) -> list[int] | None:
    """Of n rows, k hold the words: to take all costs k, and a page takes asking some 21 n / k of them."""
    cost = _PAGE_COST * _NARROWED if is_narrowed else _PAGE_COST
    most = max(isqrt(cost * count_about(table)), FEW)
    rows = table._default_manager.order_by().filter(words__holds=tsquery).values_list("pk", flat=True)
    if _guess_count(rows) > most // _WORTH_ASKING and _are_frequent(table, tsquery):
        return None
    keys: list[int] = list(rows[: most + 1])
    return None if len(keys) > most else keys


def _guess_count(rows: QuerySet[FoundWords, int]) -> int:
    """Return how many rows the planner takes these for. It knows the thousand most frequent lexemes. One query."""
    (plan,) = json.loads(rows.explain(format="json"))
    return int(plan["Plan"]["Plan Rows"])


def _are_frequent(table: type[FoundWords], tsquery: str) -> bool:
    """Whether many of the newest rows hold a tsquery: the planner takes words for independent, and some never meet."""
    holds = ExpressionWrapper(Q(words__holds=tsquery), output_field=BooleanField())
    newest = table._default_manager.order_by("-pk").values_list(holds, flat=True)[:PROBED]
    return sum(1 for held in newest if held) >= ENOUGH
