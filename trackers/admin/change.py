"""Changes in the admin: what went, what came, between which looks, and whether somebody has said something about it."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin
from trackers.admin.bulk import BulkActions
from trackers.admin.cells import NOTHING, link_inside, quote_text, say_moment
from trackers.admin.review import review_change
from trackers.models import (
    Annotation,
    AnnotationState,
    Change,
    ChangeKind,
    Disclosure,
    Nature,
    NoiseRule,
    Reread,
)


class NatureFilter(admin.SimpleListFilter):
    """Changes by what happened; those of pages that went or came back can be worked through together."""

    title = _("what happened")
    parameter_name = "nature"
    both = "gone_or_returned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the natures, and the two that are no edits as one."""
        return [(self.both, _("gone and returned")), *Nature.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        """Narrow the list."""
        wanted = self.value()
        if wanted == self.both:
            return queryset.exclude(nature=Nature.EDIT)
        return queryset.filter(nature=wanted) if wanted in Nature.values else queryset


class AnnotatedFilter(admin.SimpleListFilter):
    """Changes by what editors have said of them."""

    title = _("annotation")
    parameter_name = "annotated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the three choices."""
        return [("no", _("none yet")), ("draft", _("a draft")), ("published", _("published"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        """Narrow the list."""
        if self.value() == "no":
            live = Annotation.objects.filter(change=OuterRef("pk")).filter(
                state__in=[AnnotationState.DRAFT, AnnotationState.PUBLISHED]
            )
            return queryset.filter(~Exists(live))
        if self.value() in {AnnotationState.DRAFT, AnnotationState.PUBLISHED}:
            return queryset.filter(
                Exists(Annotation.objects.filter(change=OuterRef("pk"), state=self.value()))
            )
        return queryset


class HeadlineFilter(admin.SimpleListFilter):
    """Changes that touched the headline."""

    title = _("headline")
    parameter_name = "headline"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the two choices."""
        return [("changed", _("changed")), ("same", _("unchanged"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        """Narrow the list."""
        same = {"description__headline_before": F("description__headline_after")}
        if self.value() == "changed":
            return queryset.filter(description__isnull=False).exclude(**same)
        return queryset.filter(**same) if self.value() == "same" else queryset


class RereadFilter(admin.SimpleListFilter):
    """Changes of which a replay saw something else than was recorded."""

    title = _("read again")
    parameter_name = "reread"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return what a replay may have seen."""
        return Reread.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        """Narrow the list."""
        wanted = self.value()
        return queryset.filter(description__reread=wanted) if wanted in Reread.values else queryset


class KindFilter(admin.SimpleListFilter):
    """Changes that have a kind, whatever else they have."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the kinds."""
        return ChangeKind.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        """Narrow the list."""
        wanted = self.value()
        if wanted not in ChangeKind.values:
            return queryset
        return queryset.filter(description__kinds__contains=[wanted])


class DisclosureFilter(admin.SimpleListFilter):
    """Changes by what the publisher's page says of them."""

    title = _("what the page says of it")
    parameter_name = "disclosure"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return what a page may say."""
        return Disclosure.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        """Narrow the list."""
        wanted = self.value()
        if wanted not in Disclosure.values:
            return queryset
        return queryset.filter(description__disclosure=wanted)


class NoiseFilter(admin.SimpleListFilter):
    """Changes that a noise rule has lowered, to look through what rules do; or those that none has."""

    title = _("noise rule")
    parameter_name = "lowered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return all and none, and the rules in force."""
        rules = NoiseRule.objects.in_force()[:50]
        return [
            ("yes", _("lowered")),
            ("no", _("not lowered")),
            *((str(rule.pk), rule.name) for rule in rules),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        """Narrow the list."""
        wanted = self.value() or ""
        if wanted in {"yes", "no"}:
            return queryset.filter(description__lowered_by__isnull=wanted == "no")
        if wanted.isdecimal() and len(wanted) <= 18:
            return queryset.filter(description__lowered_by=int(wanted))
        return queryset


@admin.register(Change)
class ChangeAdmin(BulkActions, ReadOnlyAdmin[Change]):
    """Steps between two texts, newest first; the page of one is where it is annotated."""

    list_display = (
        "headline",
        "step",
        "kinds",
        "rank",
        "publisher",
        "went",
        "came",
        "disclosed",
        "window",
        "said",
    )
    list_select_related = ("article__source", "from_version", "to_version", "description")
    list_filter = (
        NatureFilter,
        KindFilter,
        DisclosureFilter,
        AnnotatedFilter,
        HeadlineFilter,
        RereadFilter,
        NoiseFilter,
        "article__exposure",
        "article__source",
    )
    search_fields = (
        "to_version__headline",
        "from_version__headline",
        "description__removed",
        "description__added",
    )
    search_help_text = _("Searches headlines, the words that went and the words that came.")
    sortable_by = ()
    ordering = ("-seen_new_at", "-pk")

    class Media:
        """The keys; nothing depends on them."""

        js = (Script("desk.js", defer=True),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        """Know of annotations without asking once a row; leave long texts in the database."""
        said = Annotation.objects.filter(change=OuterRef("pk"))
        rows = (
            super()
            .get_queryset(request)
            .annotate(
                has_published=Exists(said.filter(state=AnnotationState.PUBLISHED)),
                has_draft=Exists(said.filter(state=AnnotationState.DRAFT)),
            )
        )
        long_columns = ("paragraphs", "captions", "standfirst", "byline")
        return rows.defer(
            "description__evidence",
            *(f"{side}_version__{column}" for side in ("from", "to") for column in long_columns),
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the change side by side and take what the editor says of it."""
        return review_change(self, request, object_id)

    @admin.display(description=_("headline"))
    def headline(self, change: Change) -> str:
        """The headline of the new text, or of the last one there was."""
        return quote_text(change.text_after.headline)

    @admin.display(description=_("what happened"))
    def step(self, change: Change) -> str:
        """Its nature and, of a page that went, what the server said."""
        nature = str(Nature(change.nature).label)
        return f"{nature}: {change.get_absence_display()}" if change.absence else nature

    @admin.display(description=_("kinds"))
    def kinds(self, change: Change) -> str:
        """Its kinds in words."""
        described = getattr(change, "description", None)
        words = [str(kind.label) for kind in described.kind_words] if described is not None else []
        return ", ".join(words) or NOTHING

    @admin.display(description=_("rank"))
    def rank(self, change: Change) -> str:
        """Its rank; a dash where nothing is told of it."""
        described = getattr(change, "description", None)
        return str(described.rank) if described is not None and described.kinds else NOTHING

    @admin.display(description=_("what the page says of it"))
    def disclosed(self, change: Change) -> str:
        """Whether the publisher's page tells of it."""
        described = getattr(change, "description", None)
        return (described.get_disclosure_display() if described is not None else "") or NOTHING

    @admin.display(description=_("publisher"))
    def publisher(self, change: Change) -> str:
        """The publisher, linked."""
        return link_inside(change.article.source, change.article.source.name)

    @admin.display(description=_("words that went"))
    def went(self, change: Change) -> str:
        """The words that went, and how many."""
        return _count_and_quote(change, "removed")

    @admin.display(description=_("words that came"))
    def came(self, change: Change) -> str:
        """The words that came, and how many."""
        return _count_and_quote(change, "added")

    @admin.display(description=_("between"))
    def window(self, change: Change) -> str:
        """The two looks the change lies between."""
        return f"{say_moment(change.seen_old_at)} – {say_moment(change.seen_new_at)}"

    @admin.display(description=_("annotation"))
    def said(self, change: Change) -> str:
        """Whether somebody has said something of it."""
        if change.has_published:  # type: ignore[attr-defined]
            return str(AnnotationState.PUBLISHED.label)
        return str(AnnotationState.DRAFT.label) if change.has_draft else NOTHING  # type: ignore[attr-defined]


def _count_and_quote(change: Change, side: str) -> str:
    if not hasattr(change, "description"):
        return str(_("not described yet"))
    count, words = getattr(change.description, f"words_{side}"), getattr(change.description, side)
    return quote_text(f"{count}: {words}" if words else str(count), limit=100) if count or words else NOTHING
