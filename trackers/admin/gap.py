"""Gaps in the admin: when and why we did not look, and the switch that stops and resumes all fetching."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin, actor_of
from trackers.admin.cells import moment_of, quote_text
from trackers.desk.errors import DeskError
from trackers.desk.fetching import resume_fetching, stop_fetching
from trackers.desk.rights import STOP_FETCHING
from trackers.models import Gap


class StopForm(forms.Form):
    """Why nothing is to be fetched any more."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept on the record and shown in the admin."),
    )


@admin.register(Gap)
class GapAdmin(ReadOnlyAdmin[Gap]):
    """Gaps, newest first, above them the switch. Rows are written by the clock and by the switch."""

    list_display = ("cause", "from_", "to", "why", "who")
    list_display_links = ("from_",)
    list_filter = ("cause",)
    sortable_by = ()
    ordering = ("-started_at", "-pk")
    fields = readonly_fields = ("cause", "from_", "to", "why", "who")
    from_ = moment_of("started_at", _("from"))
    change_list_template = "admin/trackers/gap/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses and those of the switch."""
        return [
            path("stop/", self.admin_site.admin_view(self.stop_view), name="trackers_gap_stop"),
            path("resume/", self.admin_site.admin_view(self.resume_view), name="trackers_gap_resume"),
            *super().get_urls(),
        ]

    def stop_view(self, request: HttpRequest) -> HttpResponse:
        """Say what stopping does and ask why; on POST with a reason, stop all fetching."""
        _must_hold_the_switch(request)
        form = StopForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            return self._turn(
                request,
                lambda: stop_fetching(reason=reason, actor=actor_of(request)),
                done=gettext("All fetching is stopped."),
            )
        return self._ask(request, "admin/trackers/gap/stop.html", gettext("Stop all fetching"), form=form)

    def resume_view(self, request: HttpRequest) -> HttpResponse:
        """Ask whether fetching is to go on; on POST, resume it."""
        _must_hold_the_switch(request)
        if request.method == "POST":
            return self._turn(
                request,
                lambda: resume_fetching(actor=actor_of(request)),
                done=gettext("Fetching is resumed."),
            )
        return self._ask(request, "admin/trackers/gap/resume.html", gettext("Resume fetching"))

    def _ask(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(request, template, {**shared, **context})

    def _turn(self, request: HttpRequest, verb: Callable[[], object], *, done: str) -> HttpResponse:
        try:
            verb()
        except DeskError as error:
            messages.warning(request, error.sentence)
        else:
            messages.success(request, done)
        return HttpResponseRedirect(reverse("admin:index"))

    # --- Columns

    @admin.display(description=_("to"))
    def to(self, gap: Gap) -> str:
        """When it ended; words while it goes on."""
        return f"{gap.ended_at:%Y-%m-%d %H:%M} UTC" if gap.ended_at else gettext("goes on")

    @admin.display(description=_("reason"))
    def why(self, gap: Gap) -> str:
        """The reason that was given."""
        return quote_text(gap.reason, limit=2000)

    @admin.display(description=_("by"))
    def who(self, gap: Gap) -> str:
        """Who stopped fetching; a dash where nobody did."""
        return quote_text(gap.actor_name)


def _must_hold_the_switch(request: HttpRequest) -> None:
    if not actor_of(request).has_perm(STOP_FETCHING):
        raise PermissionDenied
