"""The tags and filters of the public pages; each only turns a value into text that the template escapes."""

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from trackers.models import Change
from trackers.templatetags.durations import describe_later
from trackers.templatetags.invisible import reveal
from trackers.templatetags.moments import make_moment, make_window
from trackers.text.urls import BadURL, host_of, normalise_url

register = template.Library()


@register.filter
def later_than(later: datetime, earlier: datetime) -> str:
    """Return "35 minutes later" for ``{{ new|later_than:old }}``."""
    return describe_later(earlier, later)


@register.filter
def visible(text: str) -> str:
    """Return marked text with its invisible characters named."""
    return reveal(text)


@register.filter
def web_address(url: str) -> str:
    """Return an address that may stand in a link: absolute http or https; "" for anything else."""
    try:
        return normalise_url(url)
    except BadURL:
        return ""


@register.filter
def host(url: str) -> str:
    """Return the host of an address, or the address itself where it has none."""
    try:
        return host_of(url)
    except BadURL:
        return url


@register.inclusion_tag("trackers/_moment.html")
def moment(at: datetime, zone: str = "UTC") -> dict[str, Any]:
    """Show a moment in UTC and, where it differs, in the publisher's zone."""
    return {"moment": make_moment(at, zone=zone)}


@register.inclusion_tag("trackers/_window.html")
def window(change: Change, zone: str = "UTC") -> dict[str, Any]:
    """Show "between 10:05 and 10:35": the looks that the Change happened between."""
    return {"window": make_window(change.seen_old_at, change.seen_new_at, zone=zone)}


@register.inclusion_tag("trackers/_window.html")
def stretch(start: datetime, end: datetime, zone: str = "UTC") -> dict[str, Any]:
    """Show "between 10:05 and 10:35" for any two moments."""
    return {"window": make_window(start, end, zone=zone)}


@register.inclusion_tag("trackers/_outbound.html")
def outbound(url: str, text: str = "") -> dict[str, Any]:
    """Show a link to another site, or plain text where the address is not one of the web."""
    return {"url": web_address(url), "text": text or url}


@register.inclusion_tag("trackers/_spans.html")
def spans(marked: Any) -> dict[str, Any]:
    """Show the spans of a comparison: what went struck out, what came underlined, both said in words too."""
    return {"spans": marked, "words_lang": get_language() or settings.LANGUAGE_CODE}
