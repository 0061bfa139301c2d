"""Status in the admin: what ``manage.py status`` prints, for those who have no shell; one page that changes nothing."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.admin.base import ReadOnlyAdmin
from trackers.admin.cells import change_address, say_moment
from trackers.models import StoreDay
from trackers.pipeline.standing import (
    count_due,
    count_found,
    count_watched,
    failure_in_words,
    gap_in_words,
    list_failures,
    list_gaps,
    list_looks,
    list_spent,
)
from trackers.pipeline.supplies import count_supplies, size_in_words, supplies_in_words

PERMISSION = "trackers.view_source"
DAYS_SHOWN = 14
DAY_COLUMNS = ("stored", "freed", "held", "kept", "database")


@admin.register(StoreDay)
class StatusAdmin(ReadOnlyAdmin[StoreDay]):
    """The page of how things stand; it is where the list of the storage's days would be, and shows the latest."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Keep it out of the index's list of nouns: the index links to it on top."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: StoreDay | None = None) -> bool:
        """Whether this account may see publishers, and with them how they are doing."""
        return request.user.has_perm(PERMISSION)

    def get_urls(self) -> list[URLPattern]:
        """Return the one address: there is no page of a single day."""
        return [
            path("", self.admin_site.admin_view(self.changelist_view), name="trackers_storeday_changelist")
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show how things stand, or refuse."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return TemplateResponse(
            request,
            "admin/trackers/status.html",
            {**self.admin_site.each_context(request), "title": _("Status"), **tell_status()},
        )


def tell_status() -> dict[str, Any]:
    """Return everything the page says, in cells and sentences."""
    now = timezone.now()
    gaps = list_gaps(now)
    return {
        "now": say_moment(now),
        "watched": count_watched(),
        "due": count_due(now),
        "found": count_found(now),
        "looks": [(outcome.label, count) for outcome, count in list_looks(now)],
        "open_gaps": [gap_in_words(gap) for gap in gaps if gap.ended_at is None],
        "past_gaps": [gap_in_words(gap) for gap in gaps if gap.ended_at is not None],
        "failures": [
            (failure.source, failure_in_words(failure), change_address(failure.feed) if failure.feed else "")
            for failure in list_failures()
        ]
        + [(source.name, words, change_address(source)) for source, words in list_spent(now)],
        "supplies": supplies_in_words(count_supplies()),
        "days": [
            (day.day, [size_in_words(getattr(day, f"{name}_bytes")) for name in DAY_COLUMNS])
            for day in StoreDay.objects.measured()[:DAYS_SHOWN]
        ],
    }
