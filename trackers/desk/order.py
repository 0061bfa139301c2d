"""Order: how one person walks through a queue, her own papers and sections first, from any place in it to the next.

By keyset, not by page: what others decide meanwhile moves nobody's place.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Upper

from trackers.desk.queues import Queue
from trackers.models import Article, Change, DeskPreference, Version
from trackers.models.change import ChangeQuerySet

# Counting further than this helps nobody.
MOST_COUNTED = 1000
# What is older than a week stands where its rank puts it, whoever's it is.
LATELY, MOST_OWN = timedelta(days=7), 500


@dataclass(frozen=True)
class Place:
    """Where a Change stands in a queue: in which part, and the values it is ordered by."""

    part: int
    values: tuple[Any, ...]
    pk: int


@dataclass(frozen=True)
class Line:
    """A queue as one person sees it: parts one after the other, all in one order."""

    queue: Queue
    rows: ChangeQuerySet
    parts: tuple[ChangeQuerySet, ...]
    first: Q | None = None

    def place_of(self, change: Change) -> Place:
        """Return where a Change stands, or would stand.

        One query, two where somebody's own come first, none where the order is by the Change's own columns alone.
        """
        names = [_name(column) for column in self.queue.order]
        if self.first is None and not any("__" in name for name in names):
            return Place(0, tuple(getattr(change, name) for name in names), change.pk)
        row = Change.objects.filter(pk=change.pk)
        values = row.values_list(*names).get()
        part = 0 if self.first is None or row.filter(self.first).exists() else 1
        return Place(part, values, change.pk)

    def after(self, place: Place) -> Change | None:
        """Return the next Change behind a place; from the top again where nothing is behind it; None for none."""
        return self.behind(place) or self._first_of(self.parts, but=place.pk)

    def behind(self, place: Place) -> Change | None:
        """Return the next Change behind a place, None at the end."""
        return self._beyond(place, later=True)

    def before(self, place: Place) -> Change | None:
        """Return the Change before a place, None at the top."""
        return self._beyond(place, later=False)

    def count(self) -> tuple[int, bool]:
        """Return how many there are, and whether there are more than are counted."""
        return count_up_to(self.rows)

    def _beyond(self, place: Place, *, later: bool) -> Change | None:
        order = self.queue.order if later else tuple(_turn(column) for column in self.queue.order)
        beyond = _beyond(order, place.values)
        row = self.parts[place.part].filter(beyond).exclude(pk=place.pk).order_by(*order).only("pk").first()
        others = self.parts[place.part + 1 :] if later else self.parts[: place.part][::-1]
        return row or self._first_of(others, but=place.pk, order=order)

    def _first_of(
        self, parts: tuple[ChangeQuerySet, ...], *, but: int, order: tuple[str, ...] = ()
    ) -> Change | None:
        for part in parts:
            row = part.exclude(pk=but).order_by(*(order or self.queue.order)).only("pk").first()
            if row is not None:
                return row
        return None


def line_up(queue: Queue, *, user: User, now: datetime) -> Line:
    """Return a queue in the order in which one person sees it. Costs a query or two for what she prefers."""
    rows = queue.chosen(user, now=now)
    first = prefer(user, now=now) if queue.own_first else None
    return Line(queue, rows, (rows,) if first is None else (rows.filter(first), rows.filter(~first)), first)


def prefer(user: User, *, now: datetime) -> Q | None:
    """Return the condition of Changes that somebody wants to see first; None for no preference.

    They are those of the last week, 500 at most: given by their keys, so that the rest is still walked by its index.
    """
    preference = DeskPreference.objects.filter(pk=user.pk).first()
    if preference is None:
        return None
    sources = list(preference.sources.values_list("pk", flat=True))
    # Asked of each of the week's rows by its key: joined, the planner reads all articles for them.
    source = Subquery(Article.objects.filter(pk=OuterRef("article")).values("source")[:1])
    # The old text of an edit has the section of the new one, and a page that went has no new text.
    section = Subquery(Version.objects.filter(pk=OuterRef("from_version")).values(upper=Upper("section"))[:1])
    wanted = Q(source__in=sources)
    if preference.sections:
        wanted |= Q(section__in=[Upper(Value(name)) for name in preference.sections])
    rows = (
        Change.objects.unreviewed()
        .filter(seen_new_at__gte=now - LATELY)
        .alias(source=source, section=section)
        .filter(wanted)
    )
    keys = list(rows.order_by("-seen_new_at", "-pk").values_list("pk", flat=True)[:MOST_OWN])
    return Q(pk__in=keys) if keys else None


def count_up_to(rows: ChangeQuerySet, *, most: int = MOST_COUNTED) -> tuple[int, bool]:
    """Return how many rows there are, counted up to a bound, and whether there are more."""
    count = rows.order_by()[: most + 1].values("pk").count()
    return min(count, most), count > most


def _beyond(order: tuple[str, ...], values: tuple[Any, ...]) -> Q:
    """Return the condition of standing behind a place, column by column (a keyset)."""
    condition, alike, bound = Q(pk__in=[]), Q(), Q()
    for column, value in zip(order, values, strict=True):
        name, beyond = _name(column), "lt" if column.startswith("-") else "gt"
        if value is None:
            continue
        if not bound:
            # Says nothing that the rest does not, but an index can begin there.
            bound = Q(**{f"{name}__{beyond}e": value})
        condition |= alike & Q(**{f"{name}__{beyond}": value})
        alike &= Q(**{name: value})
    return bound & condition


def _name(column: str) -> str:
    return column.removeprefix("-")


def _turn(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"
