"""What can be done to articles from their list and from the page of one: looks, following, and what readers see."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import act_on_each, actor_of, choose_acts
from trackers.admin.confirm import confirm_showing, confirm_withholding
from trackers.admin.looks import look_at_article
from trackers.admin.replay import ReplayAction
from trackers.admin.separation import confirm_separation
from trackers.desk.articles import (
    cancel_article,
    pause_article,
    release_article,
    restore_article,
    resume_article,
    withhold_article,
)
from trackers.desk.rights import CANCEL, CHECK, WITHHOLD
from trackers.desk.separation import separate_article
from trackers.models import Article, Exposure, Tracking

if TYPE_CHECKING:
    _Base = admin.ModelAdmin[Article]
else:
    _Base = object


class ArticleActions(ReplayAction, _Base):
    """The actions on articles, each for whoever may take it; to be mixed into their admin."""

    actions = (
        "check_now", "pause", "resume", "withhold", "withhold_part", "release", "cancel", "restore", "separate",
        "replay",
    )  # fmt: skip

    def has_check_permission(self, request: HttpRequest) -> bool:
        """Whether this account may ask for looks, pause and resume."""
        return actor_of(request).has_perm(CHECK)

    def has_withhold_permission(self, request: HttpRequest) -> bool:
        """Whether this account may withhold and release."""
        return actor_of(request).has_perm(WITHHOLD)

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        """Whether this account may cancel for good, and restore."""
        return actor_of(request).has_perm(CANCEL)

    def has_separate_permission(self, request: HttpRequest) -> bool:
        """Whether this account may undo a merge: it decides what the public sees."""
        return self.has_withhold_permission(request)

    def acts_for(self, request: HttpRequest, article: Article) -> list[tuple[str, Any]]:
        """Return the acts that make sense for an article as it stands and that this account may do."""
        offered = {
            "check_now": True,
            "pause": article.tracking == Tracking.ACTIVE,
            "resume": article.tracking != Tracking.ACTIVE,
            "withhold": article.exposure == Exposure.USABLE,
            "withhold_part": article.latest_version_id is not None,
            "release": article.exposure == Exposure.WITHHELD,
            "cancel": article.exposure != Exposure.CANCELED,
            "restore": article.exposure == Exposure.CANCELED,
        }
        if article.merged_into_id is not None:
            offered = {"separate": True}
        offered["replay"] = article.latest_version_id is not None
        return choose_acts(self, request, sensible=offered)

    @admin.action(description=_("Check now"), permissions=["check"])
    def check_now(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Queue a look at each of the selected articles."""
        actor = actor_of(request)
        return act_on_each(
            request,
            queryset,
            verb=lambda row: look_at_article(row, actor=actor),
            done=str(_("queued for a look")),
        )

    @admin.action(description=_("Pause following"), permissions=["check"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Stop looking at the selected articles."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: pause_article(row, actor=actor), done=str(_("paused"))
        )

    @admin.action(description=_("Resume following"), permissions=["check"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Follow the selected articles again."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: resume_article(row, actor=actor), done=str(_("resumed"))
        )

    @admin.action(description=_("Withhold from the public…"), permissions=["withhold"])
    def withhold(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Ask for a reason, then take the selected articles from the public."""
        actor = actor_of(request)
        return confirm_withholding(
            self,
            request,
            queryset,
            verb=lambda row, grounds, seen: withhold_article(row, **asdict(grounds), actor=actor, seen=seen),
        )

    @admin.action(description=_("Withhold a passage or a version…"), permissions=["withhold"])
    def withhold_part(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Lead to the page that asks what of an article is to be withheld."""
        selected = list(queryset[:2])
        if len(selected) != 1:
            messages.warning(request, gettext("Choose one article."))
            return None
        return redirect("admin:trackers_withholding_begin", selected[0].pk)

    @admin.action(description=_("Release to the public"), permissions=["withhold"])
    def release(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Show the selected articles to the public again."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: release_article(row, actor=actor), done=str(_("released"))
        )

    @admin.action(description=_("Cancel for good…"), permissions=["cancel"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Ask for a reason, then leave a tombstone in place of the selected articles."""
        actor = actor_of(request)
        return confirm_withholding(
            self,
            request,
            queryset,
            verb=lambda row, grounds, seen: cancel_article(row, grounds=grounds, actor=actor, seen=seen),
            action="cancel",
        )

    @admin.action(description=_("Restore what was cancelled…"), permissions=["cancel"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Ask why, then show the selected cancelled articles to the public again."""
        actor = actor_of(request)
        return confirm_showing(
            self,
            request,
            queryset,
            verb=lambda row, note: restore_article(row, note=note, actor=actor),
            action="restore",
            title=gettext("Restore what was cancelled"),
            done=gettext("restored"),
        )

    @admin.action(description=_("Separate from the article it was joined with…"), permissions=["separate"])
    def separate(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Show which addresses go back and ask for a reason, then undo the merge."""
        actor = actor_of(request)
        return confirm_separation(
            self,
            request,
            queryset,
            verb=lambda row, reason: separate_article(row, actor=actor, reason=reason),
        )
