"""The tags for a change's picture: what other sites read in the head of its page, and the picture on the page."""

from typing import Any

from django import template
from django.conf import settings

from trackers.models import Change, Source
from trackers.text.shareimage import SIZE
from trackers.views.shareimage import make_share_text, tell_share_image

register = template.Library()


@register.inclusion_tag("trackers/_share_heads.html")
def share_heads(change: Change, source: Source) -> dict[str, Any]:
    """Name the picture of a Change with its text alternative (Open Graph); nothing where there is no Change."""
    return _describe(change, source)


@register.inclusion_tag("trackers/_share_image.html")
def share_image(change: Change, source: Source) -> dict[str, Any]:
    """Show the picture of a Change with its text alternative, loaded once somebody wants to see it."""
    return _describe(change, source)


def _describe(change: Change | None, source: Source) -> dict[str, Any]:
    if change is None or not hasattr(change, "description"):
        return {}
    path = f"{change.get_absolute_url()}card.png"
    return {
        "path": path,
        "address": settings.PUBLIC_URL + path,
        "alternative": tell_share_image(make_share_text(change, source)),
        "width": SIZE[0],
        "height": SIZE[1],
    }
