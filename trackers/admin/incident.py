"""Incidents in the admin: what many articles have in common, how many wait for it, and three buttons."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin, actor_of
from trackers.admin.cells import link_inside, quote_text, say_moment
from trackers.admin.incident_page import decide_view, show_incident
from trackers.desk.rights import DECIDE_INCIDENT
from trackers.models import Incident


@admin.register(Incident)
class IncidentAdmin(ReadOnlyAdmin[Incident]):
    """Incidents, those that wait for a decision first."""

    list_display = ("what", "publisher", "nature", "state", "waiting", "since")
    list_select_related = ("source",)
    list_filter = ("state", "nature", "source")
    sortable_by = ()

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses and that of a decision."""
        decide = self.admin_site.admin_view(self.decide_view)
        return [
            path("<int:incident_id>/decide/<slug:decision>/", decide, name="trackers_incident_decide"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Incident]:
        """Count the articles with the rows of one page, and let the urgent ones come first."""
        rows = Incident.objects.with_counts().urgent_first()
        return rows.select_related("source", "decided_by").prefetch_related("signs")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Leave the order to the queryset."""
        return ()

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether this account may decide."""
        return actor_of(request).has_perm(DECIDE_INCIDENT)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show all that is known of an incident."""
        return show_incident(self, request, object_id)

    def decide_view(self, request: HttpRequest, incident_id: int, decision: str) -> HttpResponse:
        """Say what a decision does and ask why; on POST, decide."""
        return decide_view(self, request, incident_id, decision)

    # --- Columns

    @admin.display(description=_("what changed alike"))
    def what(self, incident: Incident) -> str:
        """The first of its signs in words, with the line as it stood."""
        signs = list(incident.signs.all())
        return quote_text(f"{signs[0].words} {signs[0].sample}") if signs else str(incident)

    @admin.display(description=_("publisher"))
    def publisher(self, incident: Incident) -> str:
        """The publisher, linked."""
        return link_inside(incident.source, incident.source.name)

    @admin.display(description=_("texts waiting"))
    def waiting(self, incident: Any) -> str:
        """How many texts wait, of how many articles it is about."""
        words = {"held": incident.held_count, "articles": incident.article_count}
        return gettext("%(held)d of %(articles)d") % words

    @admin.display(description=_("since"))
    def since(self, incident: Incident) -> str:
        """When it was opened and how long it has been open; how long it was, once it is decided."""
        age = timesince(incident.opened_at, incident.decided_at or timezone.now(), depth=1)
        return gettext("%(moment)s (for %(age)s)") % {"moment": say_moment(incident.opened_at), "age": age}
