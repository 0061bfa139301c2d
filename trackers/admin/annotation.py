"""Annotations in the admin: a list of what editors said; each is written on the page of its change."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin
from trackers.admin.cells import NOTHING, link_inside, moment_of, quote_text, say_moment
from trackers.models import Annotation, ChangeKind
from trackers.text.quoteanchors import quoted_words


@admin.register(Annotation)
class AnnotationAdmin(ReadOnlyAdmin[Annotation]):
    """What editors said of changes, newest first."""

    list_display = ("note", "state", "about", "publisher", "author_", "updated")
    list_select_related = ("change__article__source", "change__from_version", "change__to_version")
    list_filter = ("state", "labels", ("change__article__source", admin.RelatedOnlyFieldListFilter))
    search_fields = ("public_note", "internal_note", "author_name")
    search_help_text = _("Searches notes and authors.")
    sortable_by = ()
    ordering = ("-created_at", "-pk")
    fields = readonly_fields = (
        "about", "publisher", "state", "author_", "significance", "kinds_", "rules_say", "disclosure", "confidence",
        "cause", "adequacy", "placement", "labels_", "public_note_", "internal_note_", "quoted",
        "approver", "created", "updated", "published",
    )  # fmt: skip

    created = moment_of("created_at", _("created at"))
    published = moment_of("published_at", _("published at"))

    @admin.display(description=_("note"))
    def note(self, annotation: Annotation) -> str:
        """The public note, or the internal one."""
        return quote_text(annotation.public_note or annotation.internal_note or str(annotation.uuid))

    @admin.display(description=_("change"))
    def about(self, annotation: Annotation) -> str:
        """The change, linked: annotations are written there."""
        return link_inside(annotation.change, annotation.change.text_after.headline)

    @admin.display(description=_("publisher"))
    def publisher(self, annotation: Annotation) -> str:
        """The publisher."""
        return quote_text(annotation.change.article.source.name)

    @admin.display(description=_("author"))
    def author_(self, annotation: Annotation) -> str:
        """Who wrote it first."""
        return quote_text(annotation.author_name)

    @admin.display(description=_("updated"))
    def updated(self, annotation: Annotation) -> str:
        """When it was last written."""
        return say_moment(annotation.updated_at)

    @admin.display(description=_("kinds"))
    def kinds_(self, annotation: Annotation) -> str:
        """The editor's kinds in words."""
        return _in_words(annotation.kinds)

    @admin.display(description=_("kinds by rule"))
    def rules_say(self, annotation: Annotation) -> str:
        """The machine's kinds in words, as the editor saw them."""
        return _in_words(annotation.machine_kinds)

    @admin.display(description=_("words it is about"))
    def quoted(self, annotation: Annotation) -> str:
        """The words it is anchored to."""
        return quote_text(" · ".join(quoted_words(annotation.anchors)), limit=2000)

    @admin.display(description=_("approved by"))
    def approver(self, annotation: Annotation) -> str:
        """Whoever approved it."""
        return quote_text(annotation.approver_name)

    @admin.display(description=_("labels"))
    def labels_(self, annotation: Annotation) -> str:
        """The labels it carries."""
        return quote_text(", ".join(label.name for label in annotation.labels.all()), limit=500)

    @admin.display(description=_("public note"))
    def public_note_(self, annotation: Annotation) -> str:
        """What readers read."""
        return quote_text(annotation.public_note, limit=2000)

    @admin.display(description=_("internal note"))
    def internal_note_(self, annotation: Annotation) -> str:
        """What the desk reads."""
        return quote_text(annotation.internal_note, limit=5000)


def _in_words(codes: list[str]) -> str:
    return ", ".join(str(kind.label) for kind in ChangeKind if kind.value in codes) or NOTHING
