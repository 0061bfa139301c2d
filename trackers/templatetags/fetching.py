"""What the admin's first page says about fetching: whether it goes on, and if not, since when and why."""

from django import template

from trackers.models import Gap

register = template.Library()


@register.simple_tag
def open_gaps() -> list[Gap]:
    """Return the gaps that go on now, the oldest first: at most one a cause. Costs one query."""
    return list(Gap.objects.open().order_by("started_at", "pk"))


@register.filter
def causes(gaps: list[Gap]) -> list[str]:
    """Return the causes of gaps, as words of GapCause."""
    return [gap.cause for gap in gaps]
