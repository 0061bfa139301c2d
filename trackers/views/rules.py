"""Noise rules, in public: what lowers the rank of changes, since when, and how many."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from trackers.models import NoiseRule, NoiseState, Source
from trackers.views.page import public_page

MOST_RULES = 200


@public_page
def list_rules(request: HttpRequest) -> HttpResponseBase:
    """Show the rules that are or were in force, those in force first; none of a publisher that is not public."""
    return render(request, "trackers/rules.html", {"rules": _published_rules()[:MOST_RULES]})


def _published_rules() -> QuerySet[NoiseRule]:
    counted = Count("lowered", filter=Q(lowered__change__announced_at__isnull=False))
    about_public = Q(source__isnull=True) | Q(source__in=Source.objects.public())
    was_in_force = NoiseRule.objects.filter(about_public, in_force_since__isnull=False).select_related(
        "source"
    )
    return was_in_force.annotate(lowered_count=counted, is_over=Q(state=NoiseState.WITHDRAWN)).order_by(
        "is_over", "-in_force_since", "-pk"
    )
