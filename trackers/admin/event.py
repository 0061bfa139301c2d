"""Review events in the admin: the record of who did what, when and why. It is only read."""

import json

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin
from trackers.admin.cells import NOTHING, link_inside, quote_text, say_moment
from trackers.models import ReviewEvent


@admin.register(ReviewEvent)
class ReviewEventAdmin(ReadOnlyAdmin[ReviewEvent]):
    """Acts of the desk, newest first."""

    list_display = ("at_", "who", "act", "about", "why")
    list_select_related = ("source", "feed", "article", "change", "annotation", "noise_rule", "letter")
    list_filter = ("act", "source")
    search_fields = ("actor_name", "reason")
    search_help_text = _("Searches names and reasons.")
    sortable_by = ()
    ordering = ("-at", "-pk")
    fields = readonly_fields = ("at_", "who", "role_", "act", "about", "why", "before_", "after_")

    @admin.display(description=_("at"))
    def at_(self, event: ReviewEvent) -> str:
        """When it was done."""
        return say_moment(event.at)

    @admin.display(description=_("by"))
    def who(self, event: ReviewEvent) -> str:
        """The name that stays when the account goes."""
        return quote_text(event.actor_name)

    @admin.display(description=_("in the role of"))
    def role_(self, event: ReviewEvent) -> str:
        """The groups the account stood in."""
        return quote_text(event.role)

    @admin.display(description=_("what"))
    def about(self, event: ReviewEvent) -> str:
        """The row the act was about, the most particular one, linked."""
        if event.noise_rule is not None:
            return link_inside(event.noise_rule, event.noise_rule.name)
        if event.letter is not None and event.annotation is None:
            return link_inside(event.letter, str(_("letter %(id)s")) % {"id": event.letter.pk})
        if event.change is not None:
            return link_inside(event.change, str(_("change %(id)s")) % {"id": event.change})
        if event.article is not None:
            return link_inside(event.article, event.article.entry_title or event.article.url)
        if event.feed is not None:
            return link_inside(event.feed, str(event.feed))
        if event.source is not None:
            return link_inside(event.source, event.source.name)
        # What is the house's own has no row to link: a label's code, a sample's name, an account's.
        named = (event.after.get(fact) for fact in ("label", "name", "username"))
        return quote_text(next((name for name in named if isinstance(name, str)), "")) or NOTHING

    @admin.display(description=_("reason"))
    def why(self, event: ReviewEvent) -> str:
        """The reason that was given."""
        return quote_text(event.reason)

    @admin.display(description=_("before"))
    def before_(self, event: ReviewEvent) -> str:
        """What stood there before."""
        return quote_text(_spell(event.before), limit=20000)

    @admin.display(description=_("after"))
    def after_(self, event: ReviewEvent) -> str:
        """What stood there afterwards."""
        return quote_text(_spell(event.after), limit=20000)


def _spell(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=1) if facts else ""
