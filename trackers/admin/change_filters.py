"""What the list of changes can be narrowed by: nature, kinds, disclosure, annotation, noise rules, re-readings."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

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
