"""Checks in the admin: every look at an article or a feed, and what it found in words."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin
from trackers.admin.cells import NOTHING, link_inside, quote_text, say_moment, tell_lines
from trackers.models import Check, Outcome

# The words of the wire for a look that brought no answer; a test holds them together with its own list.
CODES = (
    ("refused_address", _("not on the public internet")),
    ("refused_url", _("no address to be fetched")),
    ("refused_redirect", _("a redirect not to be followed")),
    ("too_large", _("larger than we read")),
    ("timed_out", _("no answer in time")),
    ("dns", _("name not found")),
    ("connect", _("not reached")),
    ("tls", _("certificate not verified")),
    ("redirects", _("redirects without end")),
    ("bad_answer", _("answer not understood")),
)


class CodeFilter(admin.SimpleListFilter):
    """Looks that brought no answer, by why."""

    title = _("code")
    parameter_name = "code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the codes, each with its meaning."""
        return [(code, f"{code}: {words}") for code, words in CODES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Check]) -> QuerySet[Check]:
        """Narrow the list to one code; anything else leaves it whole."""
        code = self.value()
        return queryset.filter(code=code) if code in dict(CODES) else queryset


@admin.register(Check)
class CheckAdmin(ReadOnlyAdmin[Check]):
    """Looks, newest first."""

    list_display = ("started", "what", "said", "code", "answer", "via")
    list_select_related = ("article__source", "feed__source")
    list_filter = ("outcome", CodeFilter, "via")
    sortable_by = ()
    ordering = ("-started_at", "-pk")
    fields = readonly_fields = (
        "started", "looked_at", "publisher", "said", "code", "status", "elapsed_ms", "wire_bytes", "via",
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

    @admin.display(description=_("looked at"))
    def what(self, check: Check) -> str:
        """The article or feed, linked, and whose it is."""
        return tell_lines(self.looked_at(check), self.publisher(check))

    @admin.display(description=_("answer"))
    def answer(self, check: Check) -> str:
        """The server's answer: its status, how long it took and how large it was."""
        status = f"HTTP {check.status}" if check.status else ""
        took = gettext("%(count)d ms") % {"count": check.elapsed_ms}
        return tell_lines(status, took, filesizeformat(check.wire_bytes) if check.wire_bytes else "")

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
