"""The page where an operator decides about one publisher's robots.txt: what it said, what to do, and why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import BACK, go_back
from trackers.admin.cells import link_inside
from trackers.admin.confirm import CONFIRMED
from trackers.desk.errors import DeskError
from trackers.models import Article, Feed, Outcome, RobotsStance, Source


class RobotsForm(forms.Form):
    """What to do about robots.txt, and why where it is to be disregarded."""

    stance = forms.ChoiceField(
        label=gettext_lazy("robots.txt is"), choices=RobotsStance.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept on the record. Needed where robots.txt is disregarded."),
    )


def confirm_robots(
    model_admin: admin.ModelAdmin[Source],
    request: HttpRequest,
    rows: QuerySet[Source],
    *,
    verb: Callable[[Source, str, str], object],
) -> HttpResponse | None:
    """Show what robots.txt said at the last looks and ask for a decision; once it is given, run ``verb``.

    ``verb`` takes the source, the stance's code and the reason. Each publisher is decided about on its own.
    """
    selected = list(rows[:2])
    if len(selected) != 1:
        messages.error(request, _("Please decide about one publisher at a time."))
        return None
    source, confirmed = selected[0], CONFIRMED in request.POST
    form = RobotsForm(request.POST if confirmed else None, initial={"stance": source.robots_stance})
    if confirmed and form.is_valid():
        try:
            verb(source, form.cleaned_data["stance"], form.cleaned_data["reason"])
        except DeskError as error:
            for name, sentences in error.fields.items():
                form.add_error(name, list(sentences))
            if not error.fields:
                form.add_error(None, error.sentence)
        else:
            messages.success(request, _("The decision is on the record."))
            return go_back(request, selected)
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Decide about robots.txt"),
        "opts": model_admin.model._meta,
        "source": source,
        "link": link_inside(source, source.name),
        "disallowed": count_disallowed(source),
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
        "back": BACK if BACK in request.POST else "",
        "confirmed": CONFIRMED,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/trackers/source/robots.html", context)


def count_disallowed(source: Source) -> dict[str, int]:
    """Return how many feeds and followed articles of a publisher robots.txt closed to us at their last look."""
    articles = Article.objects.filter(source=source, tracking="active", merged_into__isnull=True)
    feeds = Feed.objects.filter(source=source)
    return {
        "feeds": feeds.filter(last_outcome=Outcome.DISALLOWED).count(),
        "articles": articles.filter(last_outcome=Outcome.DISALLOWED).count(),
    }
