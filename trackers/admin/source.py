"""Sources in the admin: add one by its address or by hand, revise its manners, pause, withhold; never delete."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import VerbAdmin, act_on_each, actor_of, choose_acts
from trackers.admin.cells import link_inside, link_list, link_outside, moment_of, say_moment, tell_lines
from trackers.admin.confirm import confirm_withholding
from trackers.admin.health import HealthColumns, draw_health
from trackers.admin.opml import export_opml, offer_import, show_import
from trackers.admin.replay import ReplayAction
from trackers.admin.robots import confirm_robots, count_disallowed
from trackers.admin.source_list import SourceList
from trackers.admin.survey import offer_survey
from trackers.admin.trial_page import show_survey
from trackers.desk.exposure import release_source, withhold_source
from trackers.desk.rights import ADD_FEED, CHANGE_HINTS, DISREGARD_ROBOTS, WITHHOLD
from trackers.desk.robots import decide_robots
from trackers.desk.sources import pause_source, resume_source, retire_source, revise_source, start_following
from trackers.models import (
    Article,
    Change,
    Exposure,
    Feed,
    FurnitureLine,
    PublicText,
    ReviewEvent,
    Source,
    SourceState,
)
from trackers.pipeline.recent import Fortnight, count_fortnight


@admin.register(Source)
class SourceAdmin(ReplayAction, HealthColumns, VerbAdmin[Source]):
    """Publishers: who is watched, how, and what of them the public sees."""

    list_display = (
        "name", "standing", "fortnight", "looks", "recorded",
    )  # fmt: skip
    list_filter = (("state", admin.ChoicesFieldListFilter), "exposure", "public_text", "robots_stance")
    search_fields = ("name", "slug", "homepage")
    search_help_text = _("Searches names, short names and home pages.")
    actions = ("pause", "resume", "retire", "withhold", "release", "robots", "replay")
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("state", "public_from", "followed_since")
    public_from = moment_of("public_since", _("public since"))
    followed_since = moment_of("created_at", _("followed since"))
    change_form_template = "admin/trackers/source/change_form.html"
    change_list_template = "admin/trackers/source/change_list.html"

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """Return the form's groups; a new source also chooses whether it is public at once."""
        shown = ("public_text", "exposure") if obj is None else ("public_text", "exposure", "public_from")
        groups = [
            (None, {"fields": ("name", "slug", "homepage", "language", "timezone")}),
            (_("What the public sees"), {"fields": shown}),
            (_("Manners"), {"fields": ("first_interval", "host_delay", "requests_a_day", "keep_responses")}),
        ]
        return groups if obj is None else [*groups, (_("Standing"), {"fields": ("state", "followed_since")})]

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """A short name stands in addresses and stays; exposure has verbs of its own."""
        return self.readonly_fields if obj is None else (*self.readonly_fields, "slug", "exposure")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """Offer a short name for a new source; an old one's stands in addresses and stays."""
        return self.prepopulated_fields if obj is None else {}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list that counts."""
        return SourceList

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses and those of adding sources by an address or from OPML."""
        return [
            path("survey/", self._view(offer_survey), name="trackers_source_survey"),
            path("survey/<uuid:token>/", self._view(show_survey), name="trackers_source_found"),
            path("import/", self._view(offer_import), name="trackers_source_import"),
            path("import/<uuid:token>/", self._view(show_import), name="trackers_source_import_run"),
            path("export.opml", self._view(export_opml), name="trackers_source_export"),
            *super().get_urls(),
        ]

    def _view(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Return a page of another file as the admin's own, which lets in nobody who is not logged in."""
        return self.admin_site.admin_view(partial(view, self))

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A new source is public or withheld; cancelling is for what was public once."""
        if db_field.name == "exposure":
            kwargs["choices"] = [
                (Exposure.USABLE, _("public at once")),
                (Exposure.WITHHELD, _("withheld until released")),
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Source, form: ModelForm[Source], change: bool) -> None:
        """Save through the desk's verbs."""
        if not change:
            start_following(obj, actor=actor_of(request))
            return
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        revise_source(obj, changes=changes, actor=actor_of(request))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add the source's feeds, its latest events and what can be done with it."""
        source: Source | None = kwargs.get("obj")
        if source is not None:
            user = actor_of(request)
            told = count_fortnight([source.pk], now=timezone.now()).get(source.pk, Fortnight())
            context |= {
                "feeds": [
                    (link_inside(feed, str(feed)), feed, say_moment(feed.next_check_at))
                    for feed in source.feeds.order_by("pk")[:200]
                ],
                "events": ReviewEvent.objects.filter(source=source, article=None).select_related("feed")[:20],
                "health": draw_health(told),
                "last_success": say_moment(told.last_success),
                "homepage_link": link_outside(source.homepage),
                "articles_link": link_list(Article, str(_("Articles")), source__id__exact=source.pk),
                "furniture_link": link_list(
                    FurnitureLine, str(_("Template lines")), source__id__exact=source.pk
                ),
                "may_view_furniture": user.has_perm("trackers.view_furnitureline"),
                "acts": self.acts_for(request, source),
                "disallowed": count_disallowed(source),
                "may_add_feed": user.has_perm(ADD_FEED),
                "may_see_hints": user.has_perm("trackers.view_hintset") or user.has_perm(CHANGE_HINTS),
                "may_change_hints": user.has_perm(CHANGE_HINTS),
                "hint_sets": [
                    (link_inside(row, f"{row.number}: {row.note}" if row.note else str(row.number)), row)
                    for row in source.hint_sets.order_by("-number")[:10]
                ],
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def acts_for(self, request: HttpRequest, source: Source) -> list[tuple[str, Any]]:
        """Return the acts that make sense for a source as it stands and that this account may do."""
        offered = {
            "pause": source.state == SourceState.ACTIVE,
            "resume": source.state != SourceState.ACTIVE,
            "retire": source.state != SourceState.RETIRED,
            "withhold": source.exposure == Exposure.USABLE,
            "release": source.exposure == Exposure.WITHHELD,
            "robots": True,
            "replay": True,
        }
        return choose_acts(self, request, sensible=offered)

    def has_withhold_permission(self, request: HttpRequest) -> bool:
        """Whether this account may take sources from the public and show them again."""
        return actor_of(request).has_perm(WITHHOLD)

    def has_robots_permission(self, request: HttpRequest) -> bool:
        """Whether this account may decide that a publisher's robots.txt is disregarded."""
        return actor_of(request).has_perm(DISREGARD_ROBOTS)

    # --- Columns

    @admin.display(description=_("shown to the public"))
    def shown_as(self, source: Source) -> str:
        """What the public sees of the source, in words."""
        if source.exposure != Exposure.USABLE:
            return str(Exposure(source.exposure).label)
        return str(PublicText(source.public_text).label)

    @admin.display(description=_("how it stands"))
    def standing(self, source: Source) -> str:
        """Whether it is watched, what the public sees, and how many of its feeds could not be read last time."""
        count = source.failing_feeds  # type: ignore[attr-defined]
        words = ngettext("%(count)d feed fails", "%(count)d feeds fail", count) % {"count": count}
        failing = link_list(Feed, words, source__id__exact=source.pk, failing="yes") if count else ""
        return tell_lines(str(SourceState(source.state).label), self.shown_as(source), failing)

    @admin.display(description=_("looks"))
    def looks(self, source: Source) -> str:
        """When something was last read, and when something is due next: nothing while it is not watched."""
        last = gettext("last success: %(moment)s") % {"moment": self.last_success(source)}
        due = source.next_look  # type: ignore[attr-defined]
        soon = gettext("next look: %(moment)s") % {"moment": say_moment(due)}
        return tell_lines(last, soon if source.state == SourceState.ACTIVE else "")

    @admin.display(description=_("recorded"))
    def recorded(self, source: Source) -> str:
        """How many articles and changes there are, each linked to their list."""
        articles, changes = source.article_total, source.change_total  # type: ignore[attr-defined]
        found = ngettext("%(count)d article", "%(count)d articles", articles) % {"count": articles}
        moved = ngettext("%(count)d change", "%(count)d changes", changes) % {"count": changes}
        return tell_lines(
            link_list(Article, found, source__id__exact=source.pk),
            link_list(Change, moved, article__source__id__exact=source.pk),
        )

    # --- Actions

    @admin.action(description=_("Pause watching"), permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        """Leave the selected publishers alone."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: pause_source(row, actor=actor), done=str(_("paused"))
        )

    @admin.action(description=_("Resume watching"), permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        """Watch the selected publishers again."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: resume_source(row, actor=actor), done=str(_("resumed"))
        )

    @admin.action(description=_("Retire for good"), permissions=["change"])
    def retire(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        """Stop watching the selected publishers; all that was found stays."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: retire_source(row, actor=actor), done=str(_("retired"))
        )

    @admin.action(description=_("Withhold from the public…"), permissions=["withhold"])
    def withhold(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        """Ask for a reason, then take the selected publishers from the public."""
        actor = actor_of(request)
        return confirm_withholding(
            self,
            request,
            queryset,
            verb=lambda row, grounds, _seen: withhold_source(
                row, reason=grounds.reason, note=grounds.note, actor=actor
            ),
        )

    @admin.action(description=_("Release to the public"), permissions=["withhold"])
    def release(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        """Show the selected publishers to the public again."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: release_source(row, actor=actor), done=str(_("released"))
        )

    @admin.action(description=_("Decide about robots.txt…"), permissions=["robots"])
    def robots(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        """Ask for a decision and its reason, then obey or disregard the publisher's robots.txt."""
        actor = actor_of(request)
        return confirm_robots(
            self,
            request,
            queryset,
            verb=lambda row, stance, reason: decide_robots(row, stance=stance, reason=reason, actor=actor),
        )
