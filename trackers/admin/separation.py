"""The page between a click and the undoing of a merge: which addresses go back, to which article, and why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import BACK, act_on_each, take_selected
from trackers.admin.cells import link_inside, link_outside, quote_text
from trackers.admin.confirm import CONFIRMED
from trackers.desk.separation import LONGEST_REASON, addresses_going_back
from trackers.models import Article

SHOWN = 50


class SeparateForm(forms.Form):
    """Why two articles are not one."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept on the record, never shown to the public."),
    )


def confirm_separation(
    model_admin: admin.ModelAdmin[Article],
    request: HttpRequest,
    rows: QuerySet[Article],
    *,
    verb: Callable[[Article, str], object],
) -> HttpResponse | None:
    """Show what separating will do and ask for the reason; once that is given, run ``verb`` on each row."""
    confirmed = CONFIRMED in request.POST
    form = SeparateForm(request.POST if confirmed else None)
    if confirmed and form.is_valid():
        reason = form.cleaned_data["reason"]
        return act_on_each(request, rows, verb=lambda row: verb(row, reason), done=_("separated"))
    selected = take_selected(request, rows)
    if not selected:
        return None
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Separate from the article it was joined with"),
        "opts": model_admin.model._meta,
        "rows": [_describe(row) for row in selected],
        "form": form,
        "checkbox": admin.helpers.ACTION_CHECKBOX_NAME,
        "back": BACK if BACK in request.POST else "",
        "confirmed": CONFIRMED,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/trackers/separate.html", context)


def _describe(article: Article) -> dict[str, Any]:
    """Return an article, the one it leads to and the addresses it would get back, as cells."""
    other = article.merged_into
    return {
        "pk": article.pk,
        "link": link_inside(article, quote_text(article.headline)),
        "other": link_inside(other, quote_text(other.headline)) if other is not None else "",
        "addresses": [link_outside(row.url, limit=200) for row in addresses_going_back(article)[:SHOWN]],
    }
