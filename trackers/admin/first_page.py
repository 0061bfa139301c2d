"""The admin's first page: the desk of whoever has logged in. What waits for me, what burns, how far behind we are.

Everything is asked for by permission: who may see none of it sees Django's own page. Opening it changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address, list_address
from trackers.admin.charts import draw_bars, tell_minutes
from trackers.admin.queues import queue_address
from trackers.desk.backlog import measure_backlog
from trackers.desk.coding import CODES, list_waiting
from trackers.desk.lettersteps import SEES as SEES_LETTERS
from trackers.desk.lettersteps import TAKES, WITHHOLDS
from trackers.desk.order import count_up_to
from trackers.desk.queues import Queue, queues_for
from trackers.desk.steps import TERMS, Step
from trackers.models import (
    Article,
    Delivery,
    DeliveryState,
    Dump,
    Feed,
    Incident,
    IncidentState,
    Letter,
    LetterState,
    Publication,
    Webhook,
)
from trackers.pipeline.recent import count_hour
from trackers.pipeline.standing import Failure, list_failures

SEES_CHANGES, SEES_SOURCES = "trackers.view_change", "trackers.view_source"
# What waits for one person; the other queues wait for anybody.
FOR_ME = ("mine", "returned", "second-read")
MOST_FAILURES = 5
# How long a webhook may fail before it burns, and how long what was given up is told of.
PATIENCE, TOLD_FOR = timedelta(hours=1), timedelta(days=7)
LONGEST_WITHOUT = timedelta(days=2)


@dataclass(frozen=True)
class Counted:
    """A queue with how many changes are in it, as far as is worth counting."""

    queue: Queue
    address: str
    count: int
    and_more: bool


@dataclass(frozen=True)
class Burning:
    """One plain sentence about what should not wait, and where it is dealt with ("" for nowhere)."""

    words: str
    address: str = ""


def show_first_page(request: HttpRequest) -> HttpResponse:
    """Show the admin's first page with the desk of the account that asks on top."""
    user, now = actor_of(request), timezone.now()
    return admin.site.index(request, {"desk": tell_desk(user, now=now)})


def show_no_page(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer 404 for an address of Django's that is not in use."""
    raise Http404


def tell_desk(user: User, *, now: datetime) -> dict[str, Any]:
    """Return what stands on the first page for an account: nothing that it may not see."""
    told: dict[str, Any] = {"burning": [row for tell in BURNING for row in tell(user, now)]}
    if user.has_perm(SEES_CHANGES):
        counted = [count_queue(queue, user=user, now=now) for queue in queues_for(user)]
        told["for_me"] = [row for row in counted if row.queue.code in FOR_ME]
        told["queues"] = [row for row in counted if row.queue.code not in FOR_ME]
        told["backlog"] = measure_backlog(now=now)
        told["begin"] = find_beginning(counted) if user.has_perms(TERMS[Step.CLAIM].permissions) else None
    if user.has_perm(SEES_LETTERS):
        told["incoming"] = count_letters(user)
    if user.has_perm(CODES):
        told["coding"] = [(row.name, change_address(row), left) for row, left in list_waiting(user)]
    if user.has_perm(SEES_SOURCES):
        told["hour"] = draw_hour(now)
    told["health"] = list_health(user)
    return told


def count_queue(queue: Queue, *, user: User, now: datetime) -> Counted:
    """Return a queue with its count."""
    count, and_more = count_up_to(queue.chosen(user, now=now))
    return Counted(queue, queue_address(queue), count, and_more)


def count_letters(user: User) -> list[tuple[str, str, int]]:
    """Return lists of letters that wait, each by its name and address with a count: all, and one's own. One query."""
    counts = Letter.objects.open().aggregate(all=Count("pk"), mine=Count("pk", filter=Q(taken_by=user)))
    waiting = f"{list_address(Letter)}?state__exact={LetterState.OPEN}"
    rows = [(_("Letters that wait"), waiting, counts["all"])]
    if user.has_perm(TAKES):
        rows.append((_("In my hands"), f"{waiting}&hands=mine", counts["mine"]))
    return rows


def find_beginning(counted: Sequence[Counted]) -> Counted | None:
    """Return the queue to begin with: what came back, what others wait for, what is in hand, then what is new."""
    order = ("returned", "second-read", "mine", "triage")
    full = {row.queue.code: row for row in counted if row.count}
    return next((full[code] for code in order if code in full), None)


def draw_hour(now: datetime) -> list[tuple[str, int, SafeString]]:
    """Return what the machine did in the last hour: a word, a sum and bars of five minutes each."""
    hour = count_hour(now)
    rows = ((_("Looks"), hour.looks), (_("Changes"), hour.changes), (_("Failed looks"), hour.failures))
    return [
        (what, sum(values), draw_bars(values, words=tell_minutes(values, what=what))) for what, values in rows
    ]


def list_health(user: User) -> list[tuple[str, str, int | None]]:
    """Return the lists in which one sees how well reading goes, each by name and address, that an account may see.

    With a count where that is a matter of few rows: of articles it would be looked for among all there are.
    """
    incidents = Incident.objects.filter(state=IncidentState.OPEN)
    feeds = Feed.objects.filter(failing_since__isnull=False)
    lists: tuple[tuple[str, str, str, QuerySet[Any] | None], ...] = (
        (
            "view_incident",
            _("Incidents"),
            f"{list_address(Incident)}?state__exact={IncidentState.OPEN}",
            incidents,
        ),
        ("view_feed", _("Feeds that fail"), f"{list_address(Feed)}?failing=yes", feeds),
        (
            "view_article",
            _("Articles that could not be read"),
            f"{list_address(Article)}?last_outcome__exact=unreadable",
            None,
        ),
        (
            "view_article",
            _("Articles behind a wall"),
            f"{list_address(Article)}?last_outcome__exact=blocked",
            None,
        ),
        ("view_article", _("Pages that may be gone"), f"{list_address(Article)}?page=missing", None),
        ("add_source", _("Add a publisher by its address"), reverse("admin:trackers_source_survey"), None),
    )
    return [
        (name, address, rows.count() if rows is not None else None)
        for code, name, address, rows in lists
        if user.has_perm(f"trackers.{code}")
    ]


def tell_failing_sources(user: User, _now: datetime) -> list[Burning]:
    """Return a sentence for each of the publishers that have failed longest."""
    if not user.has_perm(SEES_SOURCES):
        return []
    failures = list_failures()
    told = [
        Burning(
            _("%(source)s: %(what)s since %(since)s UTC. %(why)s")
            % {
                "source": row.source,
                "what": row.what,
                "since": f"{row.since:%Y-%m-%d %H:%M}",
                "why": row.words,
            },
            _address_of(row, user),
        )
        for row in failures[:MOST_FAILURES]
    ]
    more = len(failures) - len(told)
    if more > 0:
        words = ngettext("%(count)d more fails.", "%(count)d more fail.", more) % {"count": more}
        told.append(
            Burning(words, f"{list_address(Feed)}?failing=yes" if user.has_perm("trackers.view_feed") else "")
        )
    return told


def _address_of(failure: Failure, user: User) -> str:
    """Return where a failure is looked into: its feed, or the list of its articles; "" for who may see neither."""
    if failure.feed is not None:
        return change_address(failure.feed) if user.has_perm("trackers.view_feed") else ""
    if failure.source_key is None or not user.has_perm("trackers.view_article"):
        return ""
    wanted: dict[str, str | int] = {"source__id__exact": failure.source_key}
    if failure.outcome:
        wanted["last_outcome__exact"] = failure.outcome
    return f"{list_address(Article)}?{urlencode(wanted)}"


def tell_unseen(user: User, _now: datetime) -> list[Burning]:
    """Return a sentence about what readers do not see yet, for whoever could call it back."""
    count = Publication.objects.waiting().count() if user.has_perm("trackers.publish_annotation") else 0
    if not count:
        return []
    sentence = ngettext(
        "%(count)d entry is published and not seen by readers yet: it can be called back.",
        "%(count)d entries are published and not seen by readers yet: they can be called back.",
        count,
    )
    address = (
        f"{list_address(Publication)}?seen=not_yet" if user.has_perm("trackers.view_publication") else ""
    )
    return [Burning(sentence % {"count": count}, address)]


def tell_failing_webhooks(user: User, now: datetime) -> list[Burning]:
    """Return a sentence for each named address that has taken nothing for an hour, and one for what was given up."""
    if not user.has_perm("trackers.view_delivery"):
        return []
    address = list_address(Delivery)
    failing = Webhook.objects.filter(failing_since__lt=now - PATIENCE)
    told = [
        Burning(
            _("The webhook “%(name)s” has taken nothing since %(since)s UTC.")
            % {"name": row.name, "since": f"{row.failing_since:%Y-%m-%d %H:%M}"},
            f"{address}?webhook__id__exact={row.pk}",
        )
        for row in failing
        if row.is_named
    ]
    count = Delivery.objects.filter(state=DeliveryState.GIVEN_UP, last_at__gt=now - TOLD_FOR).count()
    if count:
        sentence = ngettext(
            "%(count)d message to a webhook was given up in the last week: it can be sent again.",
            "%(count)d messages to webhooks were given up in the last week: they can be sent again.",
            count,
        )
        told.append(Burning(sentence % {"count": count}, f"{address}?state__exact={DeliveryState.GIVEN_UP}"))
    return told


def tell_missing_release(user: User, now: datetime) -> list[Burning]:
    """Return a sentence where releases of data are wanted and none has been written for two days."""
    if not settings.OPEN_DATA_DIR or not user.has_perm("trackers.view_delivery"):
        return []
    if Dump.objects.ready().filter(made_at__gt=now - LONGEST_WITHOUT).exists():
        return []
    return [Burning(_("No release of data has been written for two days: the log says why."))]


def tell_overdue(user: User, now: datetime) -> list[Burning]:
    """Return a sentence about letters that should have been answered by now, for whoever may deal with them."""
    if not user.has_perms([SEES_LETTERS, TAKES]):
        return []
    rows = Letter.objects.overdue(now.date())
    count = (rows if user.has_perm(WITHHOLDS) else rows.unguarded()).count()
    if not count:
        return []
    sentence = ngettext("%(count)d letter is overdue.", "%(count)d letters are overdue.", count)
    return [Burning(sentence % {"count": count}, f"{list_address(Letter)}?due=over")]


# Who has something to say about what should not wait: each is asked with the account and the time.
BURNING: tuple[Callable[[User, datetime], list[Burning]], ...] = (
    tell_overdue,
    tell_unseen,
    tell_failing_sources,
    tell_failing_webhooks,
    tell_missing_release,
)
