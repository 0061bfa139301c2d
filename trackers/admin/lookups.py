"""What an address may ask of a list: any lookup on any column could stand there, with any value."""

from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import BadRequest, FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

# What an address may ask of a field, and the fields of which even that is an error where the value is none of theirs.
PLAIN = frozenset({"", "exact", "in", "isnull", "gt", "gte", "lt", "lte"})
UNPLAIN = (ArrayField, models.BinaryField, models.DurationField, models.JSONField)
Row = TypeVar("Row", bound=Model)


class PlainLookups(admin.ModelAdmin[Row]):
    """An admin whose lists are narrowed by what can be asked of any value: each other lookup is a bad request.

    Years that there are not, ranges of one end, patterns and the like are errors of the database's, and some take it
    minutes; so is a NUL, for it has no such character.
    """

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Refuse what is no plain lookup of a plain field, and what Django itself refuses."""
        return is_plain_lookup(self.model, lookup) and super().lookup_allowed(lookup, value, request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list; a NUL in a filter is a bad request, and so is an action on what can be no row."""
        refuse_nul(request)
        if not all(map(self._may_be_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest
        return super().changelist_view(request, extra_context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Row], search_term: str
    ) -> tuple[QuerySet[Row], bool]:
        """Return what a search finds, in a list or a picker: nothing for words that hold a NUL."""
        if "\x00" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def _may_be_key(self, value: str) -> bool:
        try:
            self.opts.pk.to_python(value)
        except ValidationError:
            return False
        return "\x00" not in value and len(value) <= 100


def is_plain_lookup(model: type[Model], lookup: str) -> bool:
    """Tell whether a lookup of an address asks for a value of a plain field, by what is equal, more, less or there.

    What begins with no field of the model is left to Django, which knows the names of its filters.
    """
    field: Any = None
    parts = lookup.split("__")
    while parts:
        related = model if field is None else field.related_model
        try:
            found = related._meta.pk if parts[0] == "pk" else related._meta.get_field(parts[0])
        except (AttributeError, FieldDoesNotExist):
            break
        field = found
        parts.pop(0)
    return field is None or ("__".join(parts) in PLAIN and not isinstance(field, UNPLAIN))


def refuse_nul(request: HttpRequest) -> None:
    """Raise BadRequest for an address with a NUL in what it asks."""
    if any("\x00" in value for values in request.GET.lists() for value in (values[0], *values[1])):
        raise BadRequest
