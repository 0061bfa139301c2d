"""Changes in the admin: what went, what came, between which looks, and where it stands on the desk."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import ReadOnlyAdmin
from trackers.admin.bulk import BulkActions
from trackers.admin.cells import NOTHING
from trackers.admin.change_cells import tell_facts, tell_headline, tell_words
from trackers.admin.change_filters import (
    AnnotatedFilter,
    DisclosureFilter,
    HeadlineFilter,
    KindFilter,
    NatureFilter,
    NoiseFilter,
    RereadFilter,
)
from trackers.admin.pasted import find_pasted
from trackers.admin.preference_page import edit_preference
from trackers.admin.queues import (
    MOST_IN_QUEUE,
    QueueFilter,
    QueueList,
    QueuePaginator,
    SameFilter,
    first_for,
    order_for,
    queue_asked,
    tell_queue,
)
from trackers.admin.review import review_change
from trackers.admin.sheetexport import export_list
from trackers.models import Change, Review


@admin.register(Change)
class ChangeAdmin(BulkActions, ReadOnlyAdmin[Change]):
    """Steps between two texts, newest first; the page of one is where it is annotated."""

    # What does not fit beside Django's sidebars is hidden to the right of a laptop's window: few columns, more lines.
    list_display = ("headline", "facts", "words", "rank")
    list_select_related = ("article__source", "from_version", "to_version", "description")
    list_filter = (
        QueueFilter,
        SameFilter,
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
    search_help_text = _(
        "Searches headlines, the words that went and the words that came; the whole address of an article finds all "
        "its changes."
    )
    sortable_by = ()
    paginator = QueuePaginator
    # A row is some lines tall, with its words: thirty fill four screens, and cost a third less than fifty.
    list_per_page = 30
    change_list_template = "admin/trackers/change/change_list.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list that knows of queues."""
        return QueueList

    def get_ordering(self, request: HttpRequest) -> Any:
        """Return the order of the queue, or newest first."""
        return order_for(request)

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QueuePaginator:
        """Return the pages of a list in which somebody's own may come first."""
        pages = super().get_paginator(request, *args, **kwargs)
        assert isinstance(pages, QueuePaginator)
        queue = queue_asked(request)
        if queue is not None:
            pages.first, pages.order, pages.most = first_for(request), queue.order, MOST_IN_QUEUE
        return pages

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, with the queue it is narrowed to in words."""
        return super().changelist_view(request, {**(extra_context or {}), **tell_queue(request)})

    class Media:
        """The keys; nothing depends on them."""

        js = (Script("desk.js", defer=True),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        """Know where each stands on the desk without asking once a row; leave long texts in the database."""
        standing = Review.objects.filter(change=OuterRef("pk")).values("state")
        rows = super().get_queryset(request).annotate(desk_state=Subquery(standing))
        long_columns = ("paragraphs", "captions", "standfirst", "byline")
        return rows.defer(
            "description__evidence",
            *(f"{side}_version__{column}" for side in ("from", "to") for column in long_columns),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Change], search_term: str
    ) -> tuple[QuerySet[Change], bool]:
        """Find the changes of the article at a pasted address; search words as Django does."""
        known = find_pasted(search_term)
        if known is not None:
            return queryset.filter(article__in=known), False
        return super().get_search_results(request, queryset, search_term)

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses, that of a person's preference and that of the list as a spreadsheet."""
        first = self.admin_site.admin_view(partial(edit_preference, self))
        export = self.admin_site.admin_view(partial(export_list, self))
        return [
            path("first/", first, name="trackers_deskpreference"),
            path("export/", export, name="trackers_change_export"),
            *super().get_urls(),
        ]

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
        """The headline of the new text, or of the last one there was; with the old one where it changed."""
        return tell_headline(change)

    @admin.display(description=_("what is told of it"))
    def facts(self, change: Change) -> str:
        """Publisher, window, kinds, what the page says of it and where it stands on the desk."""
        return tell_facts(change)

    @admin.display(description=_("rank"))
    def rank(self, change: Change) -> str:
        """Its rank; a dash where nothing is told of it."""
        described = getattr(change, "description", None)
        return str(described.rank) if described is not None and described.kinds else NOTHING

    @admin.display(description=_("words that went and came"))
    def words(self, change: Change) -> str:
        """The words that went and those that came, and how many."""
        return tell_words(change)
