"""The tags of pages that bear figures: shares with their intervals, what is counted in words, and how to cite it."""

from datetime import date, timedelta
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import get_language_bidi, gettext, pgettext

from trackers.templatetags.durations import describe_duration
from trackers.text.shares import Share

register = template.Library()

_DAY = "j F Y"


@register.filter
def count(number: int) -> str:
    """Return a number as people of the page's language write it, with its thousands apart."""
    return number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def per_cent(share: Share) -> str:
    """Return a share in per cent, "" where there is nothing to take a share of."""
    return "" if share.of is None else gettext("%(number)s %%") % {"number": _tenths(share.of)}


@register.filter
def interval(share: Share) -> str:
    """Return the ends of a share's interval in per cent, "1.2 – 3.4 %"; "" where there is nothing to share."""
    if share.of is None:
        return ""
    ends = {"low": _tenths(share.low), "high": _tenths(share.high)}
    return pgettext("an interval of a share", "%(low)s – %(high)s %%") % ends


@register.filter
def duration(length: timedelta) -> str:
    """Return a duration in words."""
    return describe_duration(length)


@register.filter
def day(at: date) -> str:
    """Return a day in words: "14 March 2026"."""
    return format_date(at, _DAY)


@register.inclusion_tag("trackers/_cite.html", takes_context=True)
def cite(
    context: dict[str, Any], title: str, first: date | None = None, last: date | None = None, query: str = ""
) -> dict[str, Any]:
    """Show how to cite this page: site, title, period, permanent address, and today as the day of access."""
    address = settings.PUBLIC_URL + context["request"].path
    return {
        "site_name": settings.SITE_NAME,
        "title": title,
        # Ours, whatever script the name in it begins with.
        "dir": "rtl" if get_language_bidi() else "ltr",
        "first": format_date(first, _DAY) if first else "",
        "last": format_date(last, _DAY) if last else "",
        "address": f"{address}?{query}" if query else address,
        "today": format_date(timezone.now(), _DAY),
    }


def _tenths(share: float) -> str:
    # Django cuts what is too long and does not round.
    return number_format(round(share * 100, 1), decimal_pos=1, use_l10n=True)
