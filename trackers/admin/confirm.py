"""The page between a click and something leaving the public: what will happen, to which rows, and why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import BACK, Row, act_on_each, take_selected
from trackers.admin.cells import link_inside
from trackers.models import Article, ExposureReason

CONFIRMED = "_confirmed"


class WithholdForm(forms.Form):
    """Why something is withheld: a word for the public's answer and a note for the desk."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("", gettext_lazy("Choose a reason")), *ExposureReason.choices],
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the desk"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept on the record, never shown to the public."),
    )


def confirm_withholding(
    model_admin: admin.ModelAdmin[Row],
    request: HttpRequest,
    rows: QuerySet[Row],
    *,
    verb: Callable[[Row, str, str], object],
) -> HttpResponse | None:
    """Show what withholding will do and ask for the reason; once that is given, run ``verb`` on each row.

    ``verb`` takes the row, the reason's code and the note.
    """
    confirmed = CONFIRMED in request.POST
    form = WithholdForm(request.POST if confirmed else None)
    of_articles = model_admin.model is Article
    if of_articles:
        form.fields["reason"].help_text = _("“Legal reasons” answers 451 (RFC 7725), all others 410 (gone).")
    if confirmed and form.is_valid():
        reason, note = form.cleaned_data["reason"], form.cleaned_data["note"]
        return act_on_each(request, rows, verb=lambda row: verb(row, reason, note), done=_("withheld"))
    selected = take_selected(request, rows)
    if not selected:
        return None
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Withhold from the public"),
        "opts": model_admin.model._meta,
        "of_articles": of_articles,
        "rows": [(row.pk, link_inside(row, str(row))) for row in selected],
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
        "back": BACK if BACK in request.POST else "",
        "confirmed": CONFIRMED,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/trackers/withhold.html", context)
