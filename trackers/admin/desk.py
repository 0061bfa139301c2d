"""How the desk works, in the admin: one page with an operator's settings, each with its reason and on the record."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, gettext_lazy

from trackers.admin.base import ReadOnlyAdmin, actor_of
from trackers.desk.errors import DeskError
from trackers.desk.setting import SETTABLE, set_desk
from trackers.models import Act, Desk, ReviewEvent, Signature


class DeskForm(forms.Form):
    """The settings, and why they are changed."""

    lone_editor = forms.BooleanField(
        label=gettext_lazy("A desk of one person"),
        required=False,
        help_text=gettext_lazy(
            "One person may publish at significance 3 and 4. The entry then says: published without a second read."
        ),
    )
    signature = forms.ChoiceField(label=gettext_lazy("Signed with"), choices=Signature.choices)
    delay = forms.IntegerField(
        label=gettext_lazy("Seconds until readers see it"),
        min_value=0,
        max_value=3600,
        help_text=Desk._meta.get_field("delay").help_text,
    )
    hourly_measure = forms.IntegerField(
        label=gettext_lazy("Entries about a source in an hour"),
        min_value=1,
        max_value=1000,
        help_text=Desk._meta.get_field("hourly_measure").help_text,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, required=False)


@admin.register(Desk)
class DeskSettingAdmin(ReadOnlyAdmin[Desk]):
    """The one page; there is no list, for there is one desk."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the settings; on POST, set them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        desk = Desk.objects.standing()
        may_set = actor_of(request).has_perm("trackers.set_desk")
        initial = {name: getattr(desk, name) for name in sorted(SETTABLE)}
        form = DeskForm(request.POST if request.method == "POST" else None, initial=initial)
        if request.method == "POST":
            if not may_set:
                raise PermissionDenied
            if form.is_valid():
                try:
                    set_desk(actor=actor_of(request), **form.cleaned_data)
                except DeskError as error:
                    form.add_error("reason" if "reason" in error.fields else None, error.sentence)
                else:
                    messages.success(request, gettext("The desk works so from now on."))
                    return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("How the desk works"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "may_set": may_set,
            "events": ReviewEvent.objects.filter(act=Act.SET_DESK)[:20],
        }
        return TemplateResponse(request, "admin/trackers/desk/settings.html", context)
