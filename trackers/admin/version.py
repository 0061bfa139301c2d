"""Versions in the admin: shown whole, never altered."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin
from trackers.admin.cells import (
    NOTHING,
    link_inside,
    moment_of,
    name_field,
    quote_lines,
    quote_text,
    say_moment,
)
from trackers.models import Version
from trackers.pipeline.words import tell_doubts


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin[Version]):
    """Observed texts, as they were."""

    list_display = ("headline_", "article_", "publisher", "number", "observed")
    list_select_related = ("article__source",)
    list_filter = (("article__source", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("headline",)
    search_help_text = _("Searches headlines.")
    sortable_by = ()
    ordering = ("-observed_at", "-pk")
    fieldsets = (
        (None, {"fields": ("article_", "publisher", "number", "observed", "same_text", "withheld")}),
        (_("Text"), {"fields": (
            "headline_", "share", "standfirst_", "byline_", "section_", "paragraphs_", "template", "captions_",
            "credits_", "notices_", "pointers_", "picture", "lang", "dir",
        )}),
        (_("What the publisher says"), {"fields": ("published", "modified")}),
        (_("Where it comes from"), {"fields": (
            "response", "extractor", "hints_", "confidence_", "places_", "text_hash",
        )}),
    )  # fmt: skip
    readonly_fields = (
        "article_", "publisher", "number", "observed", "same_text", "withheld", "headline_", "share", "standfirst_",
        "byline_", "section_", "paragraphs_", "template", "captions_", "credits_", "notices_", "pointers_", "picture",
        "lang", "dir", "published", "modified", "response", "extractor", "hints_", "confidence_", "places_",
        "text_hash",
    )  # fmt: skip

    published = moment_of("date_published", _("published, as the publisher says"))
    modified = moment_of("date_modified", _("modified, as the publisher says"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Version]:
        """Leave long texts in the database for lists."""
        rows = super().get_queryset(request)
        match = request.resolver_match
        return rows.without_text() if match and str(match.url_name).endswith("_changelist") else rows  # type: ignore[attr-defined]

    @admin.display(description=_("headline"))
    def headline_(self, version: Version) -> str:
        """The headline."""
        return quote_text(version.headline, limit=300)

    @admin.display(description=_("article"))
    def article_(self, version: Version) -> str:
        """The article, linked by its number: its own headline may be another by now."""
        return link_inside(version.article, f"{version.article_id}")

    @admin.display(description=_("publisher"))
    def publisher(self, version: Version) -> str:
        """The publisher."""
        return quote_text(version.article.source.name)

    @admin.display(description=_("first seen"), ordering="observed_at")
    def observed(self, version: Version) -> str:
        """When the text was first seen."""
        return say_moment(version.observed_at)

    @admin.display(description=_("same text as"))
    def same_text(self, version: Version) -> str:
        """The earlier version that this one goes back to."""
        earlier = version.same_text_as
        return link_inside(earlier, f"{earlier.number}") if earlier is not None else NOTHING

    @admin.display(description=_("withheld from readers"))
    def withheld(self, version: Version) -> str:
        """Whether readers see it: not at all, or without a passage."""
        if version.number in version.article.withheld_numbers:
            return str(_("yes, the whole version"))
        holds = version.holds_any(version.article.withheld_words)
        return str(_("a passage of it")) if holds else NOTHING

    @admin.display(description=_("share headline"))
    def share(self, version: Version) -> str:
        """The headline given to those who share the page."""
        return quote_text(version.share_headline, limit=300)

    @admin.display(description=_("standfirst"))
    def standfirst_(self, version: Version) -> str:
        """The standfirst."""
        return quote_text(version.standfirst, limit=1000)

    @admin.display(description=_("byline"))
    def byline_(self, version: Version) -> str:
        """Who signed it."""
        return quote_text(", ".join(version.byline), limit=500)

    @admin.display(description=_("section"))
    def section_(self, version: Version) -> str:
        """The section."""
        return quote_text(version.section)

    @admin.display(description=_("paragraphs"))
    def paragraphs_(self, version: Version) -> str:
        """The body, one paragraph each."""
        return format_html_join(
            "", '<p class="desk-text" dir="auto">{}</p>', ((text,) for text in version.own_paragraphs)
        )

    @admin.display(description=_("lines of the publisher's template"))
    def template(self, version: Version) -> str:
        """The lines of the body that are marked and decide nothing."""
        return quote_lines(version.template_lines)

    @admin.display(description=_("credits"))
    def credits_(self, version: Version) -> str:
        """The credits of pictures."""
        return quote_lines(version.credits)

    @admin.display(description=_("notices to readers"))
    def notices_(self, version: Version) -> str:
        """Corrections and the like among the paragraphs."""
        return quote_lines(version.notices)

    @admin.display(description=_("lines that only link to another page"))
    def pointers_(self, version: Version) -> str:
        """Lines whose exchange is no change unless the publisher says that the article was edited."""
        return quote_lines(version.pointers)

    @admin.display(description=_("address of the lead picture"))
    def picture(self, version: Version) -> str:
        """The lead picture's address, not loaded."""
        return quote_text(version.lead_image, limit=300)

    @admin.display(description=_("hints"))
    def hints_(self, version: Version) -> str:
        """The number of the publisher's hints it was read with."""
        return str(version.hints) if version.hints else NOTHING

    @admin.display(description=_("confidence of the reading"))
    def confidence_(self, version: Version) -> str:
        """How sure the reading was, and what lowered it."""
        share = f"{version.confidence:.0%}"
        if not version.doubts:
            return share
        return format_html("{}: {}", share, quote_text(tell_doubts(version.doubts), limit=600))

    @admin.display(description=_("where each field was taken from"))
    def places_(self, version: Version) -> str:
        """The place of each field on the page."""
        return quote_lines(
            [f"{name_field(name)}: {place}" for name, place in version.places.items() if place]
        )

    @admin.display(description=_("captions"))
    def captions_(self, version: Version) -> str:
        """The captions, one paragraph each."""
        return format_html_join(
            "", '<p class="desk-text" dir="auto">{}</p>', ((text,) for text in version.captions)
        )

    @admin.display(description=_("response"))
    def response(self, version: Version) -> str:
        """The response the text was read from, by its hash."""
        snapshot = version.snapshot
        return f"{say_moment(snapshot.fetched_at)}, HTTP {snapshot.status}, SHA-256 {snapshot.sha256}"
