"""How a publisher is doing, day by day: bars on the list of sources and on the page of one."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from trackers.admin.cells import NOTHING, say_moment
from trackers.admin.charts import draw_bars, tell_days
from trackers.models import Source
from trackers.pipeline.recent import Fortnight

# The numbers, each with its heading and what it counts.
_COLUMNS: dict[str, tuple[StrPromise, StrPromise]] = {
    "found": (_("found"), _("Articles found")),
    "checked": (_("checked"), _("Looks at articles")),
    "changed": (_("changed"), _("Changes")),
    "blocked": (_("blocked"), _("Looks that saw no text")),
}


def draw_health(told: Fortnight) -> list[tuple[str, int, SafeString]]:
    """Return a fortnight as rows for a publisher's page: what is counted, the sum, the bars."""
    return [
        (
            str(what),
            sum(getattr(told, name)),
            draw_bars(getattr(told, name), words=tell_days(getattr(told, name), what=str(what))),
        )
        for name, (_heading, what) in _COLUMNS.items()
    ]


class HealthColumns:
    """Columns of a list of Sources whose rows bear a ``fortnight``."""

    @admin.display(description=_("the last fourteen days"))
    def fortnight(self, source: Source) -> SafeString | str:
        """What was found, checked, changed and blocked, one above the other: four columns would not fit the window."""
        told: Fortnight | None = getattr(source, "fortnight", None)
        if told is None:
            return NOTHING
        rows = zip(_COLUMNS.values(), draw_health(told), strict=True)
        return format_html_join(
            "",
            '<div class="desk-health"><span>{}</span> <span class="desk-number">{}</span> {}</div>',
            ((heading, total, bars) for (heading, _what), (_word, total, bars) in rows),
        )

    @admin.display(description=_("last success"))
    def last_success(self, source: Source) -> str:
        """When a text or a list of the publisher was last seen."""
        told: Fortnight | None = getattr(source, "fortnight", None)
        return say_moment(told.last_success) if told is not None else NOTHING
