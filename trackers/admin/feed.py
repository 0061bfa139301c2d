"""Feeds in the admin: their last outcome in words, their filters and the dated history of both."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import VerbAdmin, act_on_each, actor_of, choose_acts
from trackers.admin.cells import NOTHING, link_inside, link_outside, quote_text, say_moment
from trackers.admin.looks import look_at_feed, read_asked_looks, refresh_while_open, tally_looks
from trackers.desk.feeds import pause_feed, resume_feed, retire_feed, revise_feed, start_reading
from trackers.desk.rights import CHECK
from trackers.models import FILTERS, Check, Feed, FeedState, Outcome


class FailingFilter(admin.SimpleListFilter):
    """Feeds whose last looks saw no list, and those that are well."""

    title = _("health")
    parameter_name = "failing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the two choices."""
        return [("yes", _("failing")), ("no", _("well"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Feed]) -> QuerySet[Feed]:
        """Narrow the list."""
        if self.value() in {"yes", "no"}:
            return queryset.filter(failing_since__isnull=self.value() == "no")
        return queryset


@admin.register(Feed)
class FeedAdmin(VerbAdmin[Feed]):
    """Lists of links: where they stand, how they fare, what of them is followed."""

    list_display = ("named", "publisher", "kind", "state", "said", "failing_for", "next_look")
    list_select_related = ("source",)
    list_filter = (FailingFilter, "state", "kind", "last_outcome", "source")
    search_fields = ("title", "address", "source__name")
    search_help_text = _("Searches titles, addresses and publishers.")
    actions = ("look_now", "pause", "resume", "retire")
    readonly_fields = ("state", "said", "next_look", "last_look", "last_success", "failing_for", "opened")
    autocomplete_fields = ("source",)
    change_form_template = "admin/trackers/feed/change_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Feed | None = None) -> Any:
        """Return the form's groups; how a feed fares is shown once there is one."""
        groups = [
            (None, {"fields": ("source", "kind", "address", "title", "interval")}),
            (
                _("Filters"),
                {
                    "fields": FILTERS,
                    "description": _(
                        "What the feed lists is followed when it matches one of the “only” patterns (or there is none) "
                        "and none of the “not” patterns. Patterns match the whole text, whatever its case: "
                        "*/sport/* matches every address with a folder called sport, Live:* every title that "
                        "begins with “Live:”."
                    ),
                },
            ),
        ]
        standing = ("opened", "state", "said", "next_look", "last_look", "last_success", "failing_for")
        return groups if obj is None else [*groups, (_("Standing"), {"fields": standing})]

    def get_readonly_fields(self, request: HttpRequest, obj: Feed | None = None) -> Any:
        """A feed stays with its publisher."""
        return self.readonly_fields if obj is None else (*self.readonly_fields, "source")

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        """Offer the publishers by search to those who may see them."""
        return self.autocomplete_fields if actor_of(request).has_perm("trackers.view_source") else ()

    def has_look_permission(self, request: HttpRequest) -> bool:
        """Whether this account may ask for looks."""
        return actor_of(request).has_perm(CHECK)

    def save_model(self, request: HttpRequest, obj: Feed, form: ModelForm[Feed], change: bool) -> None:
        """Save through the desk's verbs, so that every setting leaves a revision."""
        if not change:
            start_reading(obj, actor=actor_of(request))
            return
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        revise_feed(obj, changes=changes, actor=actor_of(request))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add the latest looks, the history of the settings and what can be done."""
        feed: Feed | None = kwargs.get("obj")
        if feed is None:
            return super().render_change_form(request, context, *args, **kwargs)
        looks = read_asked_looks(feed=feed)
        context |= {
            "asked_looks": looks,
            "checks": Check.objects.filter(feed=feed).order_by("-started_at", "-pk")[:10],
            "look_totals": tally_looks(feed=feed),
            "revisions": feed.revisions.select_related("revised_by").order_by("-revised_at", "-pk")[:20],
            "acts": self.acts_for(request, feed),
        }
        return refresh_while_open(super().render_change_form(request, context, *args, **kwargs), looks)

    def acts_for(self, request: HttpRequest, feed: Feed) -> list[tuple[str, Any]]:
        """Return the acts that make sense for a feed as it stands and that this account may do."""
        offered = {
            "look_now": feed.state != FeedState.RETIRED,
            "pause": feed.state == FeedState.ACTIVE,
            "resume": feed.state != FeedState.ACTIVE,
            "retire": feed.state != FeedState.RETIRED,
        }
        return choose_acts(self, request, sensible=offered)

    # --- Columns

    @admin.display(description=_("feed"), ordering="title")
    def named(self, feed: Feed) -> str:
        """The feed's title, or its address."""
        return quote_text(str(feed))

    @admin.display(description=_("publisher"), ordering="source__name")
    def publisher(self, feed: Feed) -> str:
        """The publisher, linked."""
        return link_inside(feed.source, feed.source.name)

    @admin.display(description=_("last outcome"), ordering="last_outcome")
    def said(self, feed: Feed) -> str:
        """What the last look found, in words."""
        if not feed.last_outcome:
            return str(_("not looked at yet"))
        label = str(Outcome(feed.last_outcome).label)
        return quote_text(f"{label}: {feed.last_detail}" if feed.last_detail else label, limit=300)

    @admin.display(description=_("failing since"), ordering="failing_since")
    def failing_for(self, feed: Feed) -> str:
        """Since when no look has seen the list."""
        return say_moment(feed.failing_since)

    @admin.display(description=_("next look"), ordering="next_check_at")
    def next_look(self, feed: Feed) -> str:
        """When the feed is due; nothing while it is not read."""
        return say_moment(feed.next_check_at) if feed.state == FeedState.ACTIVE else NOTHING

    @admin.display(description=_("last look"))
    def last_look(self, feed: Feed) -> str:
        """When the feed was last asked for."""
        return say_moment(feed.last_check_at)

    @admin.display(description=_("last success"))
    def last_success(self, feed: Feed) -> str:
        """When its list was last seen."""
        return say_moment(feed.last_success_at)

    @admin.display(description=_("open the feed"))
    def opened(self, feed: Feed) -> str:
        """A link to the feed itself."""
        return link_outside(feed.address)

    # --- Actions

    @admin.action(description=_("Look now"), permissions=["look"])
    def look_now(self, request: HttpRequest, queryset: QuerySet[Feed]) -> HttpResponse | None:
        """Queue a look at each of the selected feeds."""
        actor = actor_of(request)
        rows = queryset.select_related("source")
        return act_on_each(
            request, rows, verb=lambda row: look_at_feed(row, actor=actor), done=str(_("queued for a look"))
        )

    @admin.action(description=_("Pause reading"), permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Feed]) -> HttpResponse | None:
        """Stop reading the selected feeds."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: pause_feed(row, actor=actor), done=str(_("paused"))
        )

    @admin.action(description=_("Resume reading"), permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Feed]) -> HttpResponse | None:
        """Read the selected feeds again."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: resume_feed(row, actor=actor), done=str(_("resumed"))
        )

    @admin.action(description=_("Retire for good"), permissions=["change"])
    def retire(self, request: HttpRequest, queryset: QuerySet[Feed]) -> HttpResponse | None:
        """Stop reading the selected feeds; their history stays."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: retire_feed(row, actor=actor), done=str(_("retired"))
        )
