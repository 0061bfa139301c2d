"""The page on which a change of a sample is coded: the two texts, and nothing that anybody else says of them.

No kind, rank or sentence of the machine stands here, no guess at a notice, no annotation, no other coder's word.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address
from trackers.desk.coding import CODES, Codes, code_change, left_to_code, own_coding, side_of
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.models import DISCLOSURES, Change, ChangeKind, CodingSample, Confidence, Significance
from trackers.pipeline.diff import diff_versions

if TYPE_CHECKING:
    from trackers.admin.codingsample import CodingSampleAdmin


class CodingForm(forms.Form):
    """The facets of a change, all empty: a coder finds nobody's guess in them."""

    significance = forms.TypedChoiceField(
        label=gettext_lazy("Significance"),
        choices=[(step.value, step.label) for step in Significance],
        coerce=int,
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"),
        choices=ChangeKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("All that apply. With none chosen, none of them applies."),
    )
    disclosure = forms.ChoiceField(
        label=gettext_lazy("What the page says of it"), choices=[("", "–"), *DISCLOSURES]
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure this is"), choices=[("", "–"), *Confidence.choices]
    )

    def codes(self) -> Codes:
        """Return what was chosen."""
        data = self.cleaned_data
        return Codes(tuple(data["kinds"]), data["disclosure"], data["significance"], data["confidence"])


def show_coding(
    model_admin: "CodingSampleAdmin", request: HttpRequest, sample: CodingSample, change_id: int | None
) -> HttpResponse:
    """Show a change to its coder (GET), or take her codes and go to the next that waits (POST).

    Without a change it goes to the next one, or back to the sample's page where none is left.
    """
    actor = actor_of(request)
    side = side_of(sample, actor)
    if side is None or not actor.has_perm(CODES):
        raise PermissionDenied
    left = left_to_code(sample, side=side)
    if change_id is None or sample.closed_at is not None:
        return _go_on(request, sample, left)
    change = _find_change(sample, change_id)
    form = CodingForm(
        request.POST if request.method == "POST" else None, initial=_said(sample, change_id, side)
    )
    if form.is_bound and form.is_valid():
        try:
            code_change(sample, change_id, form.codes(), actor=actor)
        except NotAllowedError as error:
            raise PermissionDenied(error.sentence) from error
        except DeskError as error:
            form.add_error(None, error.sentence)
        else:
            return _go_on(request, sample, [key for key in left if key != change_id])
    return TemplateResponse(
        request,
        "admin/trackers/codingsample/code.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "media": model_admin.media,
            "title": _("Change %(number)d of %(count)d")
            % {"number": sample.changes.index(change_id) + 1, "count": len(sample.changes)},
            "sample": sample,
            "sample_address": change_address(sample),
            "left": len(left),
            "form": form,
            **_texts(request, change),
        },
    )


def list_own(sample: CodingSample, *, side: int) -> list[SafeString]:
    """Return links to what one coder has coded, by its number in the sample. One query."""
    coded = set(sample.codings.filter(side=side).values_list("change", flat=True))
    return [
        format_html('<a href="{}">{}</a>', _address(sample, key), number)
        for number, key in enumerate(sample.changes, start=1)
        if key in coded
    ]


def _texts(request: HttpRequest, change: Change) -> dict[str, Any]:
    diff = diff_versions(*change.texts_shown)
    whole = "whole" in request.GET
    return {
        "change": change,
        "diff": diff,
        "whole": whole,
        "rows": diff.rows if whole else diff.changed_rows(context=1),
    }


def _said(sample: CodingSample, change_id: int, side: int) -> dict[str, Any]:
    """Return what the coder herself has said before."""
    row = own_coding(sample, change_id, side=side)
    return {} if row is None else {name: getattr(row, name) for name in Codes.__dataclass_fields__}


def _find_change(sample: CodingSample, change_id: int) -> Change:
    rows = Change.objects.select_related(
        "article__source", "from_version", "to_version", "from_reading", "description__before_reading",
        "description__after_reading",
    )  # fmt: skip
    change = rows.filter(pk=change_id).first() if change_id in sample.changes else None
    if change is None:
        raise Http404(_("This change is not in the sample."))
    return change


def _go_on(request: HttpRequest, sample: CodingSample, left: list[int]) -> HttpResponse:
    if sample.closed_at is not None:
        messages.warning(request, _("This sample is closed: nothing is coded any more."))
    elif left:
        return HttpResponseRedirect(_address(sample, left[0]))
    else:
        messages.success(request, _("You have coded every change of this sample."))
    return HttpResponseRedirect(change_address(sample))


def _address(sample: CodingSample, change_id: int) -> str:
    return reverse("admin:trackers_codingsample_code", args=[sample.pk, change_id])
