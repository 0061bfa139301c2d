"""Chooses what a search finds: Changes, and Articles that have not changed, among those anyone may see.

Staff see here what everybody sees; what is withheld or private is looked for in the admin.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import partial

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet

from trackers.models import Article, Change, PublicText, Source
from trackers.models.found import is_stamped_alike
from trackers.search.holding import SETTINGS, AnyOf, take_articles, take_changes
from trackers.search.needles import Clause, make_clauses
from trackers.search.tsquery import write_apart, write_for_all
from trackers.text.query import Filter, FilterField, Problem, ProblemCode, Query

SECONDS = 3
_CANCELED = "57014"  # PostgreSQL's query_canceled


class TookTooLongError(Exception):
    """A search was stopped by the database after ``SECONDS``."""


@dataclass(frozen=True)
class Search:
    """A query made ready: what it means, its words in their forms, and how it is asked of the database.

    ``whole`` is asked of all rows; where rows of older rules are left, which do not bear their publisher, it is asked
    of those whose whole texts are shown, and ``shown`` of the others.
    """

    query: Query
    clauses: Sequence[Clause] = ()
    whole: str = ""
    shown: str = ""
    is_narrowed: bool = False
    sources: dict[str, int] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it; nothing is looked for then."""
        return self.query.problems


def prepare_search(query: Query, *, today: date) -> Search:
    """Return the query made ready; a publisher there is not is told beside other problems. Six queries or more."""
    if query.is_empty:
        return Search(query)
    query, sources = _find_sources(query)
    if query.problems:
        return Search(query)
    clauses = make_clauses(query)
    partly = Source.objects.public().filter(public_text=PublicText.PASSAGES)
    in_passages = list(partly.values_list("pk", flat=True)) if clauses else []
    if is_stamped_alike():
        whole = write_for_all(query, clauses, today=today, sources=sources, in_passages=in_passages)
        return Search(query, clauses, whole, whole, sources=sources)
    whole, shown = (
        write_apart(query, clauses, shown=text, today=today)
        for text in (PublicText.FULL, PublicText.PASSAGES)
    )
    is_narrowed = any(not chosen.excluded for chosen in _about_sources(query))
    return Search(query, clauses, whole, shown if in_passages else whole, is_narrowed, sources)


def choose_changes(rows: QuerySet[Change], search: Search) -> QuerySet[Change]:
    """Return those of some public Changes that a search finds."""
    rows = rows.filter(_sources(search, prefix="article__"), _days(search, column="seen_new_at"))
    return rows.filter(
        _words(
            search,
            partial(take_changes, is_narrowed=search.is_narrowed),
            words="found__words__holds",
            source="article__source",
        )
    )


def choose_articles(search: Search) -> QuerySet[Article]:
    """Return the public Articles that have not changed and that a search finds, the newest first."""
    rows = Article.objects.public().filter(version_count=1)
    rows = rows.filter(_sources(search, prefix=""), _days(search, column="latest_version__observed_at"))
    holds = "latest_version__found__words__holds"
    rows = rows.filter(
        _words(search, partial(take_articles, is_narrowed=search.is_narrowed), words=holds, source="source")
    )
    return rows.order_by("-first_seen_at", "-pk")


@contextmanager
def bounded() -> Iterator[None]:
    """Stop what is asked of the database inside after ``SECONDS``; raises TookTooLongError then."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = '{SECONDS}s'; {SETTINGS}")
            yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != _CANCELED:
            raise
        raise TookTooLongError from error


def _words(search: Search, take: Callable[[str], list[int] | None], *, words: str, source: str) -> Q:
    """Return the condition on the words: what a publisher's texts may be found by depends on what is shown of them.

    ``take`` returns the keys of the rows that hold them, where these are not too many; called once, or twice.
    """
    if not search.whole:
        return Q()
    if search.whole == search.shown:
        keys = take(search.whole)
        return Q(**{words: search.whole}) if keys is None else Q(AnyOf("pk", keys))
    condition, taken = Q(), list[list[int] | None]()
    for shown, tsquery in ((PublicText.FULL, search.whole), (PublicText.PASSAGES, search.shown)):
        keys = take(tsquery)
        holding = Q(**{words: tsquery}) if keys is None else Q(AnyOf("pk", keys))
        condition |= Q(**{f"{source}__public_text": shown}) & holding
        taken.append(keys)
    either = [keys for keys in taken if keys is not None]
    # Said once more without the "or", which the planner does not see through.
    return condition & Q(AnyOf("pk", set().union(*either))) if len(either) == len(taken) else condition


def _sources(search: Search, *, prefix: str) -> Q:
    condition = Q()
    for chosen in _about_sources(search.query):
        named = Q(**{f"{prefix}source__in": [search.sources[slug] for slug in chosen.values]})
        condition &= ~named if chosen.excluded else named
    return condition


def _days(search: Search, *, column: str) -> Q:
    condition = Q()
    for day, side in ((search.query.after, "gte"), (search.query.before, "lt")):
        if day is not None:
            condition &= Q(**{f"{column}__{side}": datetime.combine(day.first, time(), tzinfo=UTC)})
    return condition


def _find_sources(query: Query) -> tuple[Query, dict[str, int]]:
    """Return the ids of the publishers that are named; at most one query."""
    named = _about_sources(query)
    slugs = {slug for chosen in named for slug in chosen.values}
    if not slugs:
        return query, {}
    found = dict(Source.objects.public().filter(slug__in=slugs).values_list("slug", "pk"))
    problems = tuple(
        Problem(ProblemCode.UNKNOWN_VALUE, chosen.start, chosen.end, slug, chosen.field.value)
        for chosen in named
        for slug in chosen.values
        if slug not in found
    )
    return replace(query, problems=(*query.problems, *problems)), found


def _about_sources(query: Query) -> list[Filter]:
    return [chosen for chosen in query.filters if chosen.field is FilterField.SOURCE]
