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
from trackers.desk.exposure import Grounds
from trackers.models import Article, ExposureReason

CONFIRMED = "_confirmed"
# Before a row's key: the exposure that it had on the page that asked.
SEEN = "_seen_"


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


class GroundsForm(WithholdForm):
    """The same of an article or of part of one: also who asked, on whose demand, and until when."""

    authority = forms.CharField(
        label=gettext_lazy("On whose demand"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy(
            "Of a legal demand: the court or authority, as readers are told. May stay empty."
        ),
    )
    asked_by = forms.CharField(
        label=gettext_lazy("Who asked"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Kept on the record, never shown to the public."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Look at it again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    @property
    def grounds(self) -> Grounds:
        """What was filled in."""
        names = ("reason", "authority", "asked_by", "due_on", "note")
        return Grounds(**{name: self.cleaned_data[name] for name in names})


class NoteForm(forms.Form):
    """Why something is shown again."""

    note = forms.CharField(
        label=gettext_lazy("Note for the desk"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept on the record, never shown to the public."),
    )


def confirm_showing(
    model_admin: admin.ModelAdmin[Row],
    request: HttpRequest,
    rows: QuerySet[Row],
    *,
    verb: Callable[[Row, str], object],
    action: str,
    title: str,
    done: str,
    name: Callable[[Row], str] = str,
) -> HttpResponse | None:
    """Say that readers will see the rows again and ask why; once that is given, run ``verb`` on each row."""
    confirmed = CONFIRMED in request.POST
    form = NoteForm(request.POST if confirmed else None)
    if confirmed and form.is_valid():
        note = form.cleaned_data["note"]
        return act_on_each(request, rows, verb=lambda row: verb(row, note), done=done)
    selected = take_selected(request, rows)
    if not selected:
        return None
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.model._meta,
        "rows": [(row.pk, link_inside(row, name(row))) for row in selected],
        "form": form,
        "action": action,
        "checkbox": ACTION_CHECKBOX_NAME,
        "back": BACK if BACK in request.POST else "",
        "confirmed": CONFIRMED,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/trackers/show_again.html", context)


def confirm_withholding(
    model_admin: admin.ModelAdmin[Row],
    request: HttpRequest,
    rows: QuerySet[Row],
    *,
    verb: Callable[[Row, Grounds, str], object],
    action: str = "withhold",
) -> HttpResponse | None:
    """Show what withholding will do and ask for the reason; once that is given, run ``verb`` on each row.

    ``verb`` takes the row, the grounds, and the exposure that was seen on the page before. ``action`` is that of the
    list, ``cancel`` for what is not to be shown again.
    """
    confirmed = CONFIRMED in request.POST
    of_articles = model_admin.model is Article
    form = (GroundsForm if of_articles else WithholdForm)(request.POST if confirmed else None)
    if of_articles:
        form.fields["reason"].help_text = _(
            "A court order, a copyright complaint and “legal reasons” answer 451 (RFC 7725), all others 410 (gone)."
        )
    if confirmed and form.is_valid():
        grounds = form.grounds if isinstance(form, GroundsForm) else Grounds(**form.cleaned_data)
        return act_on_each(
            request,
            rows,
            verb=lambda row: verb(row, grounds, request.POST.get(f"{SEEN}{row.pk}", "")),
            done=_("cancelled") if action == "cancel" else _("withheld"),
        )
    selected = take_selected(request, rows)
    if not selected:
        return None
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Cancel for good") if action == "cancel" else _("Withhold from the public"),
        "action": action,
        "seen": [(f"{SEEN}{row.pk}", getattr(row, "exposure", "")) for row in selected],
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
