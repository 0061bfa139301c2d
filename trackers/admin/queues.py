"""Queues in the list of changes: a filter, one row for the same change of many articles, a person's own first."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page
from django.db.models import Case, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import actor_of
from trackers.admin.cells import NOTHING, change_address, list_address
from trackers.admin.paginator import BoundedPaginator
from trackers.desk.explaining import find_explained
from trackers.desk.order import prefer
from trackers.desk.queues import Queue, find_queue, leave_out_repeats, queues_for
from trackers.models import Change, Description
from trackers.models.change import ChangeQuerySet, is_decided

QUEUE, SAME = "queue", "same"
# Django's own word for the list that a page was opened from; longer than any list's filters is nobody's list.
CAME_FROM = "_changelist_filters"
_LONGEST_LIST = 2000
# What an address of a change says of its own page, and not of the list it was opened from.
_OF_ONE_CHANGE = frozenset({"whole", "recorded"})
# What narrows no list: only beside these are repeats left out, or what is asked for might be behind one that is not.
_NOT_NARROWING = frozenset({QUEUE, "p", "all", "o", "e"})


def queue_asked(request: HttpRequest) -> Queue | None:
    """Return the queue that an address names; None for none, an unknown one or one that is not for this account."""
    return find_queue(request.GET.get(QUEUE, ""), user=actor_of(request))


def queue_address(queue: Queue) -> str:
    """Return the path of a queue's list."""
    return f"{list_address(Change)}?{urlencode({QUEUE: queue.code})}"


def address_in(queue: Queue | None, change: Change) -> str:
    """Return the path of a change's page, from which one goes on in a queue."""
    address = change_address(change)
    return f"{address}?{urlencode({QUEUE: queue.code})}" if queue is not None else address


def keep_list(request: HttpRequest, address: str) -> str:
    """Return an address with the list somebody came from noted in it: its queue, its search and its filters."""
    kept = request.GET.copy()
    for name in _OF_ONE_CHANGE & set(kept):
        del kept[name]
    shown = kept.urlencode()
    return f"{address}?{urlencode({CAME_FROM: shown})}" if 0 < len(shown) <= _LONGEST_LIST else address


def list_kept(request: HttpRequest) -> str:
    """Return the path of the list of changes as ``keep_list`` has noted it; the whole list where nothing is noted."""
    shown = request.GET.get(CAME_FROM, "")
    if not 0 < len(shown) <= _LONGEST_LIST:
        return list_address(Change)
    return f"{list_address(Change)}?{QueryDict(shown).urlencode()}"


def is_narrowed(request: HttpRequest) -> bool:
    """Whether the list is narrowed or searched beside its queue."""
    return any(value for name, value in request.GET.items() if name not in _NOT_NARROWING)


def tell_queue(request: HttpRequest) -> dict[str, Any]:
    """Return what the list says of its queue: its name as the title, and whether it is narrowed beside it.

    An address with a queue that there is not gets a message and the whole list.
    """
    queue = queue_asked(request)
    if queue is None:
        if request.GET.get(QUEUE):
            messages.warning(
                request, gettext("There is no such queue for your account: these are all changes.")
            )
        return {}
    return {"queue": queue, "title": queue.name, "is_narrowed": is_narrowed(request)}


# A queue is worked through from its top; nobody leafs further than twenty pages.
MOST_IN_QUEUE = 1000
MOST_ALIKE = 5000


class QueueFilter(admin.SimpleListFilter):
    """The queues an account may work through."""

    title = _("queue")
    parameter_name = QUEUE

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the queues by their names."""
        return [(queue.code, queue.name) for queue in queues_for(actor_of(request))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        """Narrow the list to a queue."""
        queue, user = queue_asked(request), actor_of(request)
        if queue is None or not isinstance(queryset, ChangeQuerySet):
            return queryset
        rows = queue.choose(queryset, user, timezone.now())
        return leave_out_repeats(rows) if queue.collapses and not is_narrowed(request) else rows


class SameFilter(admin.SimpleListFilter):
    """The changes of one hash of words; it stands in the sidebar only where a link has led to it."""

    title = _("the same change")
    parameter_name = SAME

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the one there is."""
        value = request.GET.get(SAME, "")
        return [(value, _("in all articles"))] if _is_hash(value) else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        """Narrow the list."""
        value = self.value() or ""
        return queryset.filter(description__sameness=value) if _is_hash(value) else queryset


class QueuePaginator(BoundedPaginator):
    """Pages of a queue, in which some rows may come first.

    The database walks the keys of either part by its index and fetches the rows of one page alone; asked for all at
    once it would sort the whole list.
    """

    order: tuple[str, ...] = ()
    first: Q | None = None

    def page(self, number: Any) -> Page[Any]:
        """Return a page; of a list that is no queue as ever."""
        if not self.order:
            return super().page(number)
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = self.object_list
        assert isinstance(rows, QuerySet)
        keys = self._walk(rows, start, min(start + self.per_page, self.count))
        found = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
        return Page([found[key] for key in keys if key in found], number, self)

    def _walk(self, rows: QuerySet[Any], start: int, stop: int) -> list[int]:
        """Return the keys of some places: of the first part, of the rest, or of both where one ends."""
        ordered = rows.order_by(*self.order).values_list("pk", flat=True)
        if self.first is None:
            return list(ordered[start:stop])
        own = rows.filter(self.first).order_by().count()
        keys = list(ordered.filter(self.first)[start : min(stop, own)]) if start < own else []
        return keys + (
            list(ordered.exclude(self.first)[max(start - own, 0) : stop - own]) if stop > own else []
        )


class QueueList(ChangeList):
    """The list of changes, whose links lead on in its queue and whose rows know of others like them."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.queue = queue_asked(request)
        super().__init__(request, *args, **kwargs)

    def url_for_result(self, result: Model) -> str:
        """Return the address of a change's page, with the queue."""
        assert isinstance(result, Change)
        return address_in(self.queue, result)

    def get_results(self, request: HttpRequest) -> None:
        """Fetch the page's rows and attach what lists say of them: how many are the same, what a notice may explain."""
        super().get_results(request)
        if self.queue is None:
            return
        rows = list(self.result_list)
        counts = count_same(rows)
        explained = find_explained(rows) if self.queue.code == "notices" else {}
        for row in rows:
            row.same_count = counts.get(_sameness(row), 0)
            row.explains = explained.get(row.pk)
        self.result_list = rows


def count_same(rows: Iterable[Change]) -> dict[str, int]:
    """Return of each hash of words among some rows in how many articles it waits for a decision. One query.

    A redesign makes thousands alike: no more than 5,000 are looked through.
    """
    hashes = {found for row in rows if (found := _sameness(row))}
    if not hashes:
        return {}
    alike = Description.objects.filter(~is_decided("pk"), sameness__in=hashes).order_by()
    # Asked of each by its key: joined, the planner reads all changes for a few thousand.
    article = Subquery(Change.objects.filter(pk=OuterRef("change")).values("article")[:1])
    pairs = set(alike.values_list("sameness", article)[:MOST_ALIKE])
    return Counter(found for found, _article in pairs if found)


def order_for(request: HttpRequest) -> tuple[Any, ...]:
    """Return the order of the list: the queue's, a person's own first, or newest first where there is no queue."""
    queue = queue_asked(request)
    if queue is None:
        return ("-seen_new_at", "-pk")
    first = first_for(request)
    own = () if first is None else (Case(When(first, then=Value(0)), default=Value(1)).asc(),)
    return (*own, *queue.order)


def first_for(request: HttpRequest) -> Q | None:
    """Return the condition of what comes first in this list; asked once a request."""
    queue = queue_asked(request)
    if queue is None or not queue.own_first:
        return None
    if not hasattr(request, "desk_first"):
        request.desk_first = prefer(actor_of(request), now=timezone.now())  # type: ignore[attr-defined]
    first: Q | None = request.desk_first  # type: ignore[attr-defined]
    return first


def same_words(change: Change) -> str:
    """Return in how many articles the same change waits, linked to all of them."""
    count = getattr(change, "same_count", 0)
    if count < 2:
        return NOTHING
    words = ngettext("same change on %(count)d article", "same change on %(count)d articles", count)
    return format_html(
        '<a href="{}?{}">{}</a>',
        list_address(Change),
        urlencode({SAME: _sameness(change)}),
        words % {"count": count},
    )


def explains(change: Change) -> str:
    """Return the earlier change that a notice may explain, linked."""
    earlier: Change | None = getattr(change, "explains", None)
    if earlier is None:
        return NOTHING
    words = _("may explain the change of %(moment)s UTC") % {
        "moment": f"{earlier.seen_new_at:%Y-%m-%d %H:%M}"
    }
    return format_html('<a class="desk-explains" href="{}">{}</a>', change_address(earlier), words)


def _sameness(change: Change) -> str:
    described = getattr(change, "description", None)
    return (described.sameness or "") if described is not None else ""


def _is_hash(value: str) -> bool:
    return len(value) == 32 and all(letter in "0123456789abcdef" for letter in value)
