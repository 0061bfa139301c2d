"""Template lines in the admin: what was learned of each publisher, why, and an editor's word against or for it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin, act_on_each, actor_of, choose_acts
from trackers.admin.cells import NOTHING, change_address, link_inside, moment_of, quote_text
from trackers.desk.errors import DeskError
from trackers.desk.furniture import (
    Rehearsal,
    add_line,
    find_examples,
    keep_line,
    overrule_line,
    rehearse_line,
    undo_decision,
)
from trackers.desk.rights import ADD_LINE, CHANGE_LINE
from trackers.models import DECIDED, Article, FurnitureLine, Source, Standing

REHEARSE = "_rehearse"


class LineForm(forms.Form):
    """A line that is to be marked as a publisher's template."""

    source = forms.ModelChoiceField(label=gettext_lazy("Source"), queryset=Source.objects.order_by("name"))
    text = forms.CharField(
        label=gettext_lazy("Line"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy(
            "The whole line as it stands on the page. It is marked on every article of the source that bears it, now "
            "and later; case and typographic forms do not count."
        ),
    )


@admin.register(FurnitureLine)
class FurnitureLineAdmin(ReadOnlyAdmin[FurnitureLine]):
    """Lines of templates, by publisher, the most frequent first. The count and editors' decisions write them."""

    list_display = ("line", "publisher", "standing_", "borne", "last_seen")
    list_display_links = ("line",)
    list_select_related = ("source",)
    list_filter = (("standing", admin.ChoicesFieldListFilter), "source")
    search_fields = ("sample",)
    search_help_text = _("Searches the lines.")
    sortable_by = ()
    ordering = ("source", "-articles", "pk")
    actions = ("overrule", "keep", "undo")
    fields = readonly_fields = (
        "whole_line", "publisher", "standing", "borne", "doubt_", "since", "last_seen",
    )  # fmt: skip
    since = moment_of("first_seen_at", _("known since"))
    last_seen = moment_of("last_seen_at", _("last seen on enough articles"))
    change_form_template = "admin/trackers/furnitureline/change_form.html"
    change_list_template = "admin/trackers/furnitureline/change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether this account may have a line marked by hand."""
        return actor_of(request).has_perm(ADD_LINE)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether this account may overrule and keep what was learned."""
        return actor_of(request).has_perm(CHANGE_LINE)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for a line; rehearse it, or have it marked."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = request.method == "POST"
        form = LineForm(
            request.POST if posted else None, initial={"source": _number(request.GET.get("source"))}
        )
        rehearsal: Rehearsal | None = None
        if posted and form.is_valid():
            source, text = form.cleaned_data["source"], form.cleaned_data["text"]
            try:
                if REHEARSE in request.POST:
                    rehearsal = rehearse_line(source, text=text)
                else:
                    row = add_line(source, text=text, actor=actor_of(request))
                    messages.success(request, gettext("The line is marked from the next look on."))
                    return HttpResponseRedirect(change_address(row))
            except DeskError as error:
                form.add_error("text" if "text" in error.fields else None, error.sentence)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": gettext("Add a template line"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "rehearse": REHEARSE,
            "rehearsal": rehearsal,
            "known_as": Standing(rehearsal.standing).label if rehearsal and rehearsal.standing else "",
            "examples": _link_articles(rehearsal.examples if rehearsal else ()),
        }
        return TemplateResponse(request, "admin/trackers/furnitureline/add.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add what can be done with the line and articles that bear it."""
        line: FurnitureLine | None = kwargs.get("obj")
        if line is not None:
            articles, of, examples = find_examples(line.source_id, line=line.sample)
            context |= {
                "acts": self.acts_for(request, line),
                "bearers": {"articles": articles, "of": of},
                "examples": _link_articles(examples),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def acts_for(self, request: HttpRequest, line: FurnitureLine) -> list[tuple[str, Any]]:
        """Return the acts that make sense for a line as it stands and that this account may do."""
        offered = {
            "overrule": line.standing != Standing.OVERRULED,
            "keep": line.standing != Standing.KEPT,
            "undo": line.standing in DECIDED,
        }
        return choose_acts(self, request, sensible=offered)

    # --- Columns

    @admin.display(description=_("line"))
    def line(self, line: FurnitureLine) -> str:
        """The line as it was last seen."""
        return quote_text(line.sample)

    @admin.display(description=_("line"))
    def whole_line(self, line: FurnitureLine) -> str:
        """The line as it was last seen, whole."""
        return quote_text(line.sample, limit=2000)

    @admin.display(description=_("publisher"))
    def publisher(self, line: FurnitureLine) -> SafeString:
        """The publisher, linked."""
        return link_inside(line.source, line.source.name)

    @admin.display(description=_("standing"))
    def standing_(self, line: FurnitureLine) -> str:
        """Whether it is marked, and, while nobody has decided, what speaks against it."""
        words = line.get_standing_display()
        return (
            f"{words} ({line.get_doubt_display()})" if line.doubt and line.standing not in DECIDED else words
        )

    @admin.display(description=_("stands on"))
    def borne(self, line: FurnitureLine) -> str:
        """On how many of the newest articles it stood at the last count."""
        return gettext("%(articles)d of %(of)d articles") % {"articles": line.articles, "of": line.of}

    @admin.display(description=_("what speaks against it"))
    def doubt_(self, line: FurnitureLine) -> str:
        """Why it may be about a story all the same; a dash for nothing."""
        return line.get_doubt_display() if line.doubt else NOTHING

    # --- Actions

    @admin.action(description=_("It is the article’s: do not mark it"), permissions=["decide"])
    def overrule(self, request: HttpRequest, queryset: QuerySet[FurnitureLine]) -> HttpResponse | None:
        """Leave the selected lines to the articles for good."""
        actor = actor_of(request)
        return act_on_each(
            request,
            queryset,
            verb=lambda row: overrule_line(row, actor=actor),
            done=gettext("left to the articles"),
        )

    @admin.action(description=_("It is the template’s: mark it"), permissions=["decide"])
    def keep(self, request: HttpRequest, queryset: QuerySet[FurnitureLine]) -> HttpResponse | None:
        """Have the selected lines marked, whatever is counted."""
        actor = actor_of(request)
        return act_on_each(
            request, queryset, verb=lambda row: keep_line(row, actor=actor), done=gettext("marked")
        )

    @admin.action(description=_("Take the decision back"), permissions=["decide"])
    def undo(self, request: HttpRequest, queryset: QuerySet[FurnitureLine]) -> HttpResponse | None:
        """Leave the selected lines to the count again."""
        actor = actor_of(request)
        return act_on_each(
            request,
            queryset,
            verb=lambda row: undo_decision(row, actor=actor),
            done=gettext("left to the count"),
        )


def _link_articles(articles: tuple[Article, ...]) -> list[SafeString]:
    return [link_inside(article, article.headline) for article in articles]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
