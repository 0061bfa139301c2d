"""Checks in the admin: every look at an article or a feed, and what it found in words."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin
from trackers.admin.cells import NOTHING, link_inside, quote_text, say_moment
from trackers.models import Check, Outcome


@admin.register(Check)
class CheckAdmin(ReadOnlyAdmin[Check]):
    """Looks, newest first."""

    list_display = ("started", "looked_at", "publisher", "said", "status", "elapsed_ms", "wire_bytes", "via")
    list_select_related = ("article__source", "feed__source")
    list_filter = ("outcome", "via")
    sortable_by = ()
    ordering = ("-started_at", "-pk")
    fields = readonly_fields = (
        "started", "looked_at", "publisher", "said", "status", "elapsed_ms", "wire_bytes", "via",
    )  # fmt: skip

    @admin.display(description=_("started"))
    def started(self, check: Check) -> str:
        """When the look began."""
        return say_moment(check.started_at)

    @admin.display(description=_("looked at"))
    def looked_at(self, check: Check) -> str:
        """The article or feed, linked."""
        if check.feed is not None:
            return link_inside(check.feed, str(check.feed))
        assert check.article is not None
        return link_inside(check.article, check.article.entry_title or check.article.url)

    @admin.display(description=_("publisher"))
    def publisher(self, check: Check) -> str:
        """The publisher."""
        row = check.feed or check.article
        return quote_text(row.source.name) if row is not None else NOTHING

    @admin.display(description=_("outcome"))
    def said(self, check: Check) -> str:
        """What it found, in words."""
        label = str(Outcome(check.outcome).label)
        return quote_text(f"{label}: {check.detail}" if check.detail else label, limit=300)
