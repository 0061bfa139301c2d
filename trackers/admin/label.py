"""Labels in the admin: the desk's vocabulary. A word's code stays for ever; a word out of use is retired."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import DeskAdmin
from trackers.models import Label


@admin.register(Label)
class LabelAdmin(DeskAdmin[Label]):
    """Words annotations carry, in the order editors see them."""

    list_display = ("name", "code", "position", "retired_at")
    search_fields = ("name", "code", "definition")
    search_help_text = _("Searches names, codes and definitions.")
    ordering = ("position", "name")
    fields = ("code", "name", "definition", "position", "retired_at")
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
