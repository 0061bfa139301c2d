"""Articles in the admin: found by headline or address, looked at on request, paused, withheld; never edited."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from trackers.admin.article_actions import ArticleActions
from trackers.admin.article_page import show_article
from trackers.admin.base import VerbAdmin, VerbForm, actor_of
from trackers.admin.cells import (
    NOTHING,
    link_inside,
    link_outside,
    moment_of,
    quote_text,
    say_moment,
    tell_lines,
)
from trackers.admin.pasted import find_pasted
from trackers.desk.articles import add_article
from trackers.models import (
    Article,
    Exposure,
    ExposureReason,
    Outcome,
    SourceState,
    Tracking,
)
from trackers.pipeline.schedule import explain_plan


class NewArticleForm(VerbForm):
    """Follow one article: whose it is and where it stands."""

    address = forms.CharField(
        label=_("Address"), max_length=2000, widget=forms.TextInput(attrs={"class": "vTextField"})
    )

    class Meta:
        model = Article
        fields = ("source",)


class MissingFilter(admin.SimpleListFilter):
    """Articles whose page was not there when last looked at, and those that are said to be gone."""

    title = _("page")
    parameter_name = "page"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the two choices."""
        return [("missing", _("missing, not confirmed yet")), ("gone", _("gone"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Narrow the list."""
        if self.value() == "missing":
            return queryset.filter(missing_since__isnull=False, gone_at__isnull=True)
        return queryset.filter(gone_at__isnull=False) if self.value() == "gone" else queryset


@admin.register(Article)
class ArticleAdmin(ArticleActions, VerbAdmin[Article]):
    """Stories: where each stands and what the public sees of it."""

    list_display = ("headline", "standing", "changed_at", "next_look")
    list_select_related = ("source", "latest_version")
    list_filter = (MissingFilter, "tracking", "stratum", "exposure", "last_outcome", "source")
    search_fields = ("latest_version__headline", "entry_title", "url")
    search_help_text = _(
        "Searches headlines, titles in feeds and addresses; paste a whole address to find its article."
    )
    ordering = ("-first_seen_at", "-pk")
    sortable_by = ("changed_at", "next_look")
    autocomplete_fields = ("source",)
    readonly_fields = (
        "publisher", "opened", "headline", "entry_title", "following", "said", "shown_as", "versions", "first_seen",
        "changed_at", "last_look", "next_look", "why_then", "interval_", "stratum", "missing", "looks_missed", "gone",
        "failing", "asks", "public_from", "joined", "joined_at", "waits",
    )  # fmt: skip
    first_seen = moment_of("first_seen_at", _("first seen"))
    missing = moment_of("missing_since", _("missing since"))
    gone = moment_of("gone_at", _("gone, as confirmed at"))
    failing = moment_of("failing_since", _("failing since"))
    public_from = moment_of("public_since", _("public since"))
    joined_at = moment_of("merged_at", _("joined at"))
    change_form_template = "admin/trackers/article/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Leave the long columns of the latest version in the database."""
        rows = super().get_queryset(request).select_related("source", "latest_version", "merged_into")
        return rows.defer(*(f"latest_version__{name}" for name in ("paragraphs", "captions", "standfirst")))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Find a pasted address by its key, whatever its tracking parameters; search words as Django does."""
        known = find_pasted(search_term)
        if known is not None:
            return queryset.filter(pk__in=known), False
        return super().get_search_results(request, queryset, search_term)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Return two questions for a new article, and all the facts of one that is followed."""
        if obj is None:
            return [(None, {"fields": ("source", "address")})]
        return [
            (None, {"fields": ("headline", "publisher", "opened", "entry_title")}),
            (_("Following"), {"fields": (
                "following", "said", "versions", "first_seen", "changed_at", "last_look", "next_look", "why_then",
                "interval_", "stratum", "missing", "looks_missed", "gone", "failing", "asks", "joined", "joined_at",
                "waits",
            )}),
            (_("What the public sees"), {"fields": ("shown_as", "public_from")}),
        ]  # fmt: skip

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form for a new article; one that is followed has nothing to fill in."""
        if obj is None:
            kwargs |= {"form": NewArticleForm, "fields": ("source", "address")}
        return super().get_form(request, obj, change=change, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Refuse: an article's row is written by looks and by the acts above its page."""
        return False

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Follow a new article through the desk's verb."""
        stored = add_article(obj.source, address=form.cleaned_data["address"], actor=actor_of(request))
        obj.pk, obj.url, obj._state.adding = stored.pk, stored.url, False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show all that is known of an article."""
        return show_article(self, request, object_id, super().change_view)

    # --- Columns

    @admin.display(description=_("looks that found nothing"))
    def looks_missed(self, article: Article) -> str:
        """How many looks have found the page missing so far, until they are enough to say that it is gone."""
        return str(article.missing_looks) if article.missing_looks else NOTHING

    @admin.display(description=_("headline"))
    def headline(self, article: Article) -> str:
        """The latest headline, or what the feed or the address says."""
        return quote_text(article.headline)

    @admin.display(description=_("publisher"))
    def publisher(self, article: Article) -> str:
        """The publisher, linked."""
        return link_inside(article.source, article.source.name)

    @admin.display(description=_("how it stands"))
    def standing(self, article: Article) -> str:
        """Whose it is, whether it is followed, what the last look found and what the public sees, one a line."""
        count = article.version_count
        texts = ngettext("%(count)d version", "%(count)d versions", count) % {"count": count}
        followed, shown = self.following(article), self.shown_as(article)
        return tell_lines(self.publisher(article), f"{followed}, {shown}", self.said(article), texts)

    @admin.display(description=_("followed"))
    def following(self, article: Article) -> str:
        """Whether the article is looked at again, in words."""
        if article.merged_into_id is not None:
            return str(_("joined with another article"))
        if article.tracking == Tracking.ACTIVE and article.source.state != SourceState.ACTIVE:
            return str(_("waits: its publisher is %(state)s")) % {
                "state": SourceState(article.source.state).label
            }
        return str(Tracking(article.tracking).label)

    @admin.display(description=_("last outcome"))
    def said(self, article: Article) -> str:
        """What the last look found, in words."""
        return (
            str(Outcome(article.last_outcome).label) if article.last_outcome else str(_("not looked at yet"))
        )

    @admin.display(description=_("versions"))
    def versions(self, article: Article) -> str:
        """How many texts were seen."""
        return str(article.version_count)

    @admin.display(description=_("last changed"), ordering="last_changed_at")
    def changed_at(self, article: Article) -> str:
        """When the latest text was first seen."""
        return say_moment(article.last_changed_at)

    @admin.display(description=_("next look"), ordering="next_check_at")
    def next_look(self, article: Article) -> str:
        """When the article is due."""
        return say_moment(article.next_check_at) if article.tracking == Tracking.ACTIVE else NOTHING

    @admin.display(description=_("a new text waits for"))
    def waits(self, article: Article) -> str:
        """What a text that is not a version yet waits for, and since when."""
        if not article.waiting_for or article.waiting_since is None:
            return NOTHING
        return _("%(what)s, since %(moment)s") % {
            "what": article.get_waiting_for_display(),
            "moment": say_moment(article.waiting_since),
        }

    @admin.display(description=_("why then"))
    def why_then(self, article: Article) -> str:
        """What the schedule reckoned with, in a sentence; nothing where an editor or a feed decided instead."""
        ended = article.next_check_at is None
        if article.tracking == Tracking.PAUSED or ended != (article.tracking == Tracking.CLOSED):
            return NOTHING
        return explain_plan(article.plan, ended=ended) or NOTHING

    @admin.display(description=_("interval"))
    def interval_(self, article: Article) -> str:
        """How long it is left alone between two looks (h:mm:ss): what was reckoned has millionths of a second."""
        return str(timedelta(seconds=max(1, round(article.interval.total_seconds()))))

    @admin.display(description=_("last look"))
    def last_look(self, article: Article) -> str:
        """When the article was last asked for."""
        return say_moment(article.last_check_at)

    @admin.display(description=_("shown to the public"))
    def shown_as(self, article: Article) -> str:
        """What the public sees, and why not."""
        words = str(Exposure(article.exposure).label)
        if article.exposure != Exposure.USABLE:
            return (
                f"{words}: {ExposureReason(article.exposure_reason).label}"
                if article.exposure_reason
                else words
            )
        if article.latest_version_id is None:
            return str(_("not yet: never read"))
        return words if article.is_public else str(_("no: its publisher is not public"))

    @admin.display(description=_("at the publisher"))
    def opened(self, article: Article) -> str:
        """A link to the live page."""
        return link_outside(article.url, limit=200)

    @admin.display(description=_("asks of robots"))
    def asks(self, article: Article) -> str:
        """What the page asks of robots that have read it (meta robots, X-Robots-Tag)."""
        return quote_text(article.directives)

    @admin.display(description=_("joined with"))
    def joined(self, article: Article) -> str:
        """The article this one turned out to be."""
        other = article.merged_into
        return link_inside(other, other.headline) if other is not None else NOTHING
