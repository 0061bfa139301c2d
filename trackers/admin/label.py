"""Labels in the admin: the desk's vocabulary. A word's code stays for ever; a word out of use is retired."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import VerbAdmin, actor_of
from trackers.desk.labels import add_label, revise_label
from trackers.models import Act, Label, ReviewEvent


@admin.register(Label)
class LabelAdmin(VerbAdmin[Label]):
    """Words annotations carry, in the order editors see them."""

    list_display = ("name", "code", "position", "retired_at")
    search_fields = ("name", "code", "definition")
    search_help_text = _("Searches names, codes and definitions.")
    ordering = ("position", "name")
    fields = ("code", "name", "definition", "position", "retired_at")
    change_form_template = "admin/trackers/with_events.html"
    # Django's own two fields for a moment have no labels.
    formfield_overrides = {
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
    }

    def get_readonly_fields(self, request: HttpRequest, obj: Label | None = None) -> Any:
        """A code that annotations may carry is not changed any more."""
        return ("code",) if obj is not None else ()

    def save_model(self, request: HttpRequest, obj: Label, form: Any, change: bool) -> None:
        """Save through the desk's verbs."""
        if not change:
            add_label(obj, actor=actor_of(request))
            return
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        revise_label(obj, changes=changes, actor=actor_of(request))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a label with what was done to it."""
        label = self.get_object(request, unquote(object_id))
        code = label.code if label is not None else ""
        events = ReviewEvent.objects.of_house(Act.ADD_LABEL, Act.REVISE_LABEL, label=code)[:20]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "events": events})
