"""Samples coded twice in the admin: draw one, see how far it is, close it, and read how far its coders agree."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import ReadOnlyAdmin, actor_of
from trackers.admin.cells import change_address, moment_of, quote_text
from trackers.admin.coding_page import list_own, show_coding
from trackers.desk.agreement import Agreement, measure_agreement, write_agreement, write_codes
from trackers.desk.coding import (
    CODES,
    DRAWS,
    close_sample,
    count_coded,
    draw_sample,
    left_to_code,
    list_coders,
    pair_codings,
    side_of,
)
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.queues import find_queue, queues_for
from trackers.models import MOST_CODED, Act, Coding, CodingSample, ReviewEvent


class DrawForm(forms.Form):
    """What a sample is drawn from, how much of it, and who codes."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    queue = forms.ChoiceField(
        label=gettext_lazy("Queue"),
        required=False,
        help_text=gettext_lazy("Or the edits of some days, below."),
    )
    first_day = forms.DateField(
        label=gettext_lazy("First day (UTC)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day (UTC)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    percent = forms.IntegerField(
        label=gettext_lazy("So many in a hundred"),
        min_value=1,
        max_value=100,
        initial=5,
        help_text=gettext_lazy("At most %(count)d changes are drawn.") % {"count": MOST_CODED},
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"),
        min_value=0,
        max_value=2_147_483_647,
        initial=1,
        help_text=gettext_lazy("Any number. The same one draws the same changes of the same list again."),
    )
    first_coder = forms.ModelChoiceField(label=gettext_lazy("First coder"), queryset=User.objects.none())
    second_coder = forms.ModelChoiceField(label=gettext_lazy("Second coder"), queryset=User.objects.none())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["queue"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((queue.code, queue.name) for queue in queues_for(user)),
        ]
        for name in ("first_coder", "second_coder"):
            self.fields[name].queryset = list_coders()  # type: ignore[attr-defined]


@admin.register(CodingSample)
class CodingSampleAdmin(ReadOnlyAdmin[CodingSample]):
    """Samples, newest first; on the page of one coders begin, and their agreement stands once it is closed."""

    list_display = ("what", "drawn", "first", "second", "closed")
    search_fields = ("name",)
    sortable_by = ()
    ordering = ("-drawn_at", "-pk")
    change_list_template = "admin/trackers/codingsample/change_list.html"

    drawn = moment_of("drawn_at", gettext_lazy("drawn at"))
    closed = moment_of("closed_at", gettext_lazy("closed at"))

    @admin.display(description=gettext_lazy("name"))
    def what(self, sample: CodingSample) -> str:
        """Its name."""
        return quote_text(sample.name)

    @admin.display(description=gettext_lazy("first coder"))
    def first(self, sample: CodingSample) -> str:
        """Who codes first."""
        return quote_text(sample.first_name)

    @admin.display(description=gettext_lazy("second coder"))
    def second(self, sample: CodingSample) -> str:
        """Who codes second."""
        return quote_text(sample.second_name)

    def has_view_permission(self, request: HttpRequest, obj: CodingSample | None = None) -> bool:
        """Let in whoever codes or draws."""
        if not request.user.is_authenticated:
            return False
        actor = actor_of(request)
        return actor.has_perm(CODES) or actor.has_perm(DRAWS)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Name the list to whoever may see it."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let in whoever draws."""
        return request.user.is_authenticated and actor_of(request).has_perm(DRAWS)

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses, those of the pages on which changes are coded, and those of the tables."""
        view = self.admin_site.admin_view
        return [
            path("<int:key>/code/", view(self.code), name="trackers_codingsample_next"),
            path("<int:key>/code/<int:change>/", view(self.code), name="trackers_codingsample_code"),
            path("<int:key>/<slug:table>.csv", view(self.hand_out), name="trackers_codingsample_table"),
            *super().get_urls(),
        ]

    def code(self, request: HttpRequest, key: int, change: int | None = None) -> HttpResponse:
        """Show one change of a sample to be coded, or go to the next that waits."""
        return show_coding(self, request, self._find(request, str(key)), change)

    def hand_out(self, request: HttpRequest, key: int, table: str) -> HttpResponse:
        """Answer with the codes or the agreement as CSV; 404 before the sample is closed: nobody is to see them."""
        sample = self._find(request, str(key))
        write = {"codes": write_codes, "agreement": write_agreement}.get(table)
        if write is None or sample.closed_at is None:
            raise Http404(_("There is no such table yet."))
        response = HttpResponse(write(sample), content_type="text/csv; charset=utf-8; header=present")
        response["Content-Disposition"] = f'attachment; filename="sample-{sample.pk}-{table}.csv"'
        return response

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask what to draw (GET) and draw it (POST)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        actor = actor_of(request)
        form = DrawForm(request.POST if request.method == "POST" else None, user=actor)
        if form.is_bound and form.is_valid():
            data = {name: value for name, value in form.cleaned_data.items() if not name.endswith("_coder")}
            coders = (form.cleaned_data["first_coder"], form.cleaned_data["second_coder"])
            try:
                sample = draw_sample(actor=actor, coders=coders, **data)
            except NotAllowedError as error:
                raise PermissionDenied(error.sentence) from error
            except DeskError as error:
                _say_refusal(form, error)
            else:
                return HttpResponseRedirect(change_address(sample))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Draw a sample to be coded twice"),
            "form": form,
        }
        return TemplateResponse(request, "admin/trackers/codingsample/draw.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a sample (GET) or close it (POST)."""
        sample = self._find(request, object_id)
        if request.method == "POST":
            try:
                close_sample(sample, actor=actor_of(request))
            except NotAllowedError as error:
                raise PermissionDenied(error.sentence) from error
            except DeskError as error:
                messages.error(request, error.sentence)
            return HttpResponseRedirect(change_address(sample))
        return TemplateResponse(request, "admin/trackers/codingsample/page.html", self._tell(request, sample))

    def _tell(self, request: HttpRequest, sample: CodingSample) -> dict[str, Any]:
        actor = actor_of(request)
        side, is_closed = side_of(sample, actor), sample.closed_at is not None
        first, second = count_coded(sample)
        pairs = pair_codings(sample) if is_closed else []
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": sample.name,
            "sample": sample,
            "size": len(sample.changes),
            "from_queue": _say_queue(sample, actor=actor),
            "coders": [
                (_("First coder"), sample.first_name, first),
                (_("Second coder"), sample.second_name, second),
            ],
            "is_closed": is_closed,
            "may_code": side is not None and not is_closed and actor.has_perm(CODES),
            "left": len(left_to_code(sample, side=side)) if side is not None else 0,
            "code_address": reverse("admin:trackers_codingsample_next", args=[sample.pk]),
            "own": list_own(sample, side=side) if side is not None and not is_closed else [],
            "may_close": not is_closed and actor.has_perm(DRAWS),
            "pairs": len(pairs),
            "events": _list_events(sample),
            **_tell_agreement(pairs),
        }

    def _find(self, request: HttpRequest, object_id: str) -> CodingSample:
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = unquote(object_id)
        row = CodingSample.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) <= 18 else None
        if row is None:
            raise Http404(_("There is no such sample."))
        return row


def _list_events(sample: CodingSample) -> QuerySet[ReviewEvent]:
    """Return what was done with a sample; each coding only once it is closed."""
    acts = [Act.DRAW_SAMPLE, Act.CLOSE_SAMPLE, *([Act.CODE] if sample.closed_at is not None else [])]
    return ReviewEvent.objects.of_house(*acts, sample=sample.pk)[:20]


def _say_queue(sample: CodingSample, *, actor: User) -> str:
    """Return the name of the queue a sample was drawn from; to a coder not before it is closed.

    A queue is chosen by what the machine says of its changes: its name would tell the coder as much of each.
    """
    if sample.closed_at is None and (side_of(sample, actor) is not None or not actor.has_perm(DRAWS)):
        return _("a queue, named once the sample is closed")
    queue = find_queue(sample.queue, user=actor)
    return str(queue.name) if queue is not None else sample.queue


def _tell_agreement(pairs: list[tuple[Coding, Coding]]) -> dict[str, list[Agreement]]:
    """Return what is known of the agreement, and that of which nothing is."""
    measured = measure_agreement(pairs) if pairs else []
    return {
        "agreement": [each for each in measured if each.kappa.kappa is not None],
        "undefined": [each for each in measured if each.kappa.kappa is None],
    }


def _say_refusal(form: forms.Form, error: DeskError) -> None:
    """Put what was refused beside its fields, or on top."""
    known = {name: list(words) for name, words in error.fields.items() if name in form.fields}
    for name, words in known.items():
        form.add_error(name, words)
    if not known:
        form.add_error(None, error.sentence)
