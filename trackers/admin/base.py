"""The common ground of every noun's admin: nothing is deleted, lists stay cheap, verbs do the saving."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.admin.cells import change_address
from trackers.admin.lookups import PlainLookups
from trackers.admin.paginator import BoundedPaginator
from trackers.admin.pickers import RowPicker, is_key
from trackers.desk.errors import DeskError

Row = TypeVar("Row", bound=Model)

# How many rows one click may act on; more than a screenful is a mistake more often than a wish.
MOST_AT_ONCE = 100
BACK = "_back"


class DeskAdmin(PlainLookups[Row]):
    """An admin whose rows are never deleted and whose lists count no further than anybody leafs."""

    paginator = BoundedPaginator
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what an address fills in, without keys of rows that no row can have."""
        found: dict[str, Any] = super().get_changeform_initial_data(request)
        keys = {field.name for field in self.opts.get_fields() if field.is_relation}
        return {name: value for name, value in found.items() if name not in keys or is_key(value)}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Have a row looked up by a picker that is not put out by what is no key."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowPicker(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Refuse: publishers are retired, articles withheld, versions and events kept."""
        return False


class ReadOnlyAdmin(DeskAdmin[Row]):
    """An admin that only shows: its rows are written by the pipeline, or by verbs that live on another page."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Refuse."""
        return False


class VerbForm(forms.ModelForm[Any]):
    """A model form that also says what a verb of the desk had against it."""

    desk_error: DeskError | None = None

    def clean(self) -> dict[str, Any]:
        """Add the verb's sentences: beside the fields they are about, or on top."""
        cleaned = super().clean() or self.cleaned_data
        error = self.desk_error
        if error is not None:
            known = {name: list(words) for name, words in error.fields.items() if name in self.fields}
            for name, words in known.items():
                self.add_error(name, words)
            if not known:
                self.add_error(None, error.sentence)
        return cleaned


class VerbAdmin(DeskAdmin[Row]):
    """An admin that saves through verbs: what a verb refuses comes back on the form with all that was typed."""

    form = VerbForm

    def get_form(
        self, request: HttpRequest, obj: Row | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Row]]:
        """Return the form's class for this request, carrying what a verb has refused in it."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.desk_error = getattr(request, "desk_error", None)  # type: ignore[attr-defined]
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save a row; a refusal undoes everything and shows the form again."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except DeskError as error:
            request.desk_error = error  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)


class DraftAdmin(VerbAdmin[Row]):
    """An admin of what is drafted, rehearsed and then put in force: a new draft opens where it is rehearsed."""

    def response_add(
        self, request: HttpRequest, obj: Row, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Go on to the draft's page and say that it does nothing yet; "add another" and popups go Django's way."""
        if {"_addanother", "_continue", IS_POPUP_VAR} & set(request.POST):
            return super().response_add(request, obj, post_url_continue)
        messages.success(
            request, _("Saved as a draft. It does nothing until it is rehearsed and put in force.")
        )
        return HttpResponseRedirect(change_address(obj))


def choose_acts(
    model_admin: admin.ModelAdmin[Any], request: HttpRequest, *, sensible: Mapping[str, bool]
) -> list[tuple[str, Any]]:
    """Return (name, words) of the acts that make sense for a row as it stands and that this account may do."""
    acts = model_admin.get_actions(request)
    return [(name, act[2]) for name, act in acts.items() if act is not None and sensible.get(name)]


def actor_of(request: HttpRequest) -> User:
    """Return the account that asks; the admin lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def act_on_each(
    request: HttpRequest, rows: QuerySet[Row], *, verb: Callable[[Row], object], done: str
) -> HttpResponse | None:
    """Run a verb on each selected row and say what became of all; one row's refusal does not hold up the others.

    ``done`` names the act in the past, such as "paused". Returns where to go: back to the row's own page when the
    click was made there, None for the list.
    """
    selected = take_selected(request, rows)
    refused: list[str] = []
    for row in selected:
        try:
            verb(row)
        except DeskError as error:
            refused.append(error.sentence)
    count = len(selected) - len(refused)
    if count:
        words = {"count": count, "act": done}
        messages.success(request, ngettext("%(count)d %(act)s.", "%(count)d %(act)s.", count) % words)
    if refused:
        words = {"count": len(refused), "why": " ".join(refused[:5])}
        messages.warning(
            request,
            ngettext("%(count)d skipped: %(why)s", "%(count)d skipped: %(why)s", len(refused)) % words,
        )
    return go_back(request, selected)


def take_selected(request: HttpRequest, rows: QuerySet[Row]) -> list[Row]:
    """Return the selected rows; none, and a message, when they are more than one click may act on."""
    selected = list(rows[: MOST_AT_ONCE + 1])
    if len(selected) > MOST_AT_ONCE:
        messages.error(request, _("Please select at most %(count)d at once.") % {"count": MOST_AT_ONCE})
        return []
    return selected


def go_back(request: HttpRequest, selected: list[Row]) -> HttpResponse | None:
    """Return to the page of the row where the click was made, or None for the list."""
    if BACK in request.POST and len(selected) == 1:
        return HttpResponseRedirect(change_address(selected[0]))
    return None
