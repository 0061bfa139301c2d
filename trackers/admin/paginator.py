"""Pages of a long table: counted up to a bound, because counting millions of rows takes longer than showing fifty."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_COUNTED = 10_000


class BoundedPaginator(Paginator[Any]):
    """A paginator that asks the database for at most 10,000 rows and one; what lies behind is reached by filters."""

    most = MOST_COUNTED

    @cached_property
    def counted(self) -> int:
        """How many rows there are, or one more than the bound."""
        rows = self.object_list
        assert isinstance(rows, QuerySet)
        return rows.order_by()[: self.most + 1].count()

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than are counted and shown."""
        return self.counted > self.most

    @cached_property
    def count(self) -> int:
        """How many rows are on the pages."""
        return min(self.counted, self.most)
