"""What stands first for me: one small page on which a person names her own papers and sections. It hides nothing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.pickers import RowsPicker
from trackers.desk.errors import DeskError
from trackers.desk.preferences import set_preference
from trackers.models import LONGEST_SECTION, MOST_SECTIONS, DeskPreference, Source

if TYPE_CHECKING:
    from trackers.admin.change import ChangeAdmin


class PreferenceForm(forms.Form):
    """Publishers, and sections one a line."""

    sources = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Publishers"), queryset=Source.objects.order_by("name"), required=False
    )
    sections = forms.CharField(
        label=gettext_lazy("Sections"),
        required=False,
        max_length=MOST_SECTIONS * (LONGEST_SECTION + 2),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line, as publishers name them on their pages, such as Sport. Upper and lower case do not count."
        ),
    )

    def __init__(self, *args: Any, model_admin: "ChangeAdmin", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, site = DeskPreference._meta.get_field("sources"), model_admin.admin_site
        chosen: Any = self.fields["sources"]
        chosen.widget = RowsPicker(field, site, choices=chosen.choices)


def edit_preference(model_admin: "ChangeAdmin", request: HttpRequest) -> HttpResponse:
    """Show what stands first for the account that asks; on POST, set it and go back to triage."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    user = actor_of(request)
    standing = DeskPreference.objects.filter(pk=user.pk).prefetch_related("sources").first()
    initial = {
        "sources": list(standing.sources.all()) if standing is not None else [],
        "sections": "\n".join(standing.sections) if standing is not None else "",
    }
    form = PreferenceForm(
        request.POST if request.method == "POST" else None, initial=initial, model_admin=model_admin
    )
    if request.method == "POST" and form.is_valid():
        sections = form.cleaned_data["sections"].splitlines()
        try:
            set_preference(user, sources=form.cleaned_data["sources"], sections=sections)
        except DeskError as error:
            for name, sentences in error.fields.items():
                form.add_error(name, list(sentences))
        else:
            messages.success(request, _("These stand first in your queues from now on."))
            return HttpResponseRedirect(f"{reverse('admin:trackers_change_changelist')}?queue=triage")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("What stands first for me"),
        "opts": model_admin.opts,
        "media": model_admin.media + form.media,
        "form": form,
    }
    return TemplateResponse(request, "admin/trackers/change/preference.html", context)
