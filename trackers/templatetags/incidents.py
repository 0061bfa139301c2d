"""What the admin's first page says about incidents: which wait for an editor, since when, with how many texts."""

from django import template

from trackers.models import Incident

register = template.Library()

SHOWN = 10


@register.simple_tag
def burning_incidents() -> list[Incident]:
    """Return up to ten incidents that hold texts back, the oldest first, with ``held_count``. Costs two queries."""
    rows = Incident.objects.burning().with_counts().select_related("source").prefetch_related("signs")
    return list(rows.order_by("opened_at", "pk")[:SHOWN])
