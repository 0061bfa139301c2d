"""Publications in the admin: what readers were told, edition by edition. It is only read; nothing of it is altered."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin, actor_of
from trackers.admin.cells import NOTHING, link_inside, moment_of, quote_text, say_moment
from trackers.desk.statements import FILES
from trackers.models import ChangeKind, Publication
from trackers.text.quoteanchors import quoted_words


class SeenFilter(admin.SimpleListFilter):
    """Editions by whether readers have seen them."""

    title = _("seen by readers")
    parameter_name = "seen"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the three choices."""
        return [("yes", _("yes")), ("not_yet", _("not yet")), ("never", _("called back"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Publication]) -> QuerySet[Publication]:
        """Narrow the list."""
        rows = Publication.objects
        chosen = {"yes": rows.out(), "not_yet": rows.waiting(), "never": rows.filter(recall__isnull=False)}
        wanted = chosen.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(pk__in=wanted.values("pk"))


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin[Publication]):
    """Editions, newest first."""

    list_display = ("note", "told", "seen", "about", "signed", "weight")
    list_select_related = ("change__article__source", "change__from_version", "change__to_version", "recall")
    list_filter = (SeenFilter, "nature", "significance", "disclosure", "alone")
    search_fields = ("public_note", "reason", "signature")
    search_help_text = _("Searches notes, reasons and signatures.")
    sortable_by = ()
    ordering = ("-published_at", "-pk")
    fields = readonly_fields = (
        "about", "nature", "edition", "signed", "alone", "why", "significance", "kinds_", "disclosure", "confidence",
        "cause", "adequacy", "placement", "labels_", "note", "quoted", "headlines", "went", "came", "published", "seen",
    )  # fmt: skip
    published = moment_of("published_at", _("published at"))
    change_form_template = "admin/trackers/statement/change_form.html"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show an edition, and where a publisher's words are put beside its entry."""
        links: list[tuple[str, str]] = []
        edition = self.get_object(request, object_id)
        if edition is not None and actor_of(request).has_perm(FILES):
            address = reverse("admin:trackers_statement_file", args=[edition.uuid])
            links = [(address, str(_("Put a publisher’s statement beside it…")))]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "links": links})

    @admin.display(description=_("seen by readers from"))
    def seen(self, edition: Publication) -> str:
        """From when on readers see it; what was called back was seen by nobody."""
        return (
            str(_("called back, seen by nobody"))
            if hasattr(edition, "recall")
            else say_moment(edition.public_at)
        )

    @admin.display(description=_("edition"))
    def told(self, edition: Publication) -> str:
        """Which edition of its entry it is, and of what nature."""
        return f"{edition.edition}: {edition.get_nature_display()}"

    @admin.display(description=_("significance"))
    def weight(self, edition: Publication) -> str:
        """How much it matters, as a number: the words are in the filter and on the page of one."""
        return str(edition.significance) if edition.significance is not None else NOTHING

    @admin.display(description=_("public note"))
    def note(self, edition: Publication) -> str:
        """What readers read; the permanent id where there was no note."""
        return quote_text(edition.public_note or str(edition.uuid), limit=2000)

    @admin.display(description=_("change"))
    def about(self, edition: Publication) -> str:
        """The change, linked."""
        return link_inside(edition.change, edition.headline_after)

    @admin.display(description=_("signed"))
    def signed(self, edition: Publication) -> str:
        """Whose name stands under it."""
        return quote_text(edition.signature)

    @admin.display(description=_("reason"))
    def why(self, edition: Publication) -> str:
        """What was amended or retracted, and why."""
        return quote_text(edition.why, limit=1000)

    @admin.display(description=_("kinds"))
    def kinds_(self, edition: Publication) -> str:
        """The editor's kinds in words."""
        return ", ".join(str(kind.label) for kind in ChangeKind if kind.value in edition.kinds) or NOTHING

    @admin.display(description=_("labels"))
    def labels_(self, edition: Publication) -> str:
        """Its labels by the names they bore."""
        return quote_text(", ".join(str(label.get("name", "")) for label in edition.labels), limit=500)

    @admin.display(description=_("words it is about"))
    def quoted(self, edition: Publication) -> str:
        """The words it is anchored to."""
        return quote_text(" · ".join(quoted_words(edition.anchors)), limit=2000)

    @admin.display(description=_("headlines"))
    def headlines(self, edition: Publication) -> str:
        """The headline before and after."""
        return quote_text(
            " → ".join(dict.fromkeys((edition.headline_before, edition.headline_after))), limit=600
        )

    @admin.display(description=_("words that went"))
    def went(self, edition: Publication) -> str:
        """The words that went."""
        return quote_text(edition.removed, limit=2000)

    @admin.display(description=_("words that came"))
    def came(self, edition: Publication) -> str:
        """The words that came."""
        return quote_text(edition.added, limit=2000)
