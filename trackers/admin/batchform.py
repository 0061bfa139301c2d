"""What is asked before a step is taken on many changes: a reason, a moment, or the facets that are to be set."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from trackers.desk.dismissals import DISMISSALS, word_reason
from trackers.desk.snoozes import SNOOZES, find_moment
from trackers.desk.steps import Step
from trackers.models import DISCLOSURES, ChangeKind, Confidence, Label, Significance

_AS_IT_IS = ("", gettext_lazy("– as it is –"))


class BatchForm(forms.Form):
    """A step that asks for nothing but a yes."""

    def given(self) -> dict[str, Any]:
        """Return what goes with the step, as ``confirm_batch`` takes it."""
        return {}


class DismissalForm(BatchForm):
    """Why all of them are dismissed."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=[*DISMISSALS.items(), ("", gettext_lazy("something else:"))],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Stands in place of the word above."),
    )

    def given(self) -> dict[str, Any]:
        """Return the reason."""
        return {"reason": word_reason(self.cleaned_data["why"], self.cleaned_data["reason"])}


class SnoozeForm(BatchForm):
    """Until when they are put off."""

    when = forms.ChoiceField(
        label=gettext_lazy("Until"),
        choices=[*SNOOZES.items(), ("", gettext_lazy("another moment:"))],
        widget=forms.RadioSelect,
        required=False,
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Put off until (UTC)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text=gettext_lazy("Stands in place of the word above, which means seven in the morning, UTC."),
    )

    def given(self) -> dict[str, Any]:
        """Return the moment."""
        data = self.cleaned_data
        return {"until": data["until"] or find_moment(data["when"], now=timezone.now())}


class PublicationForm(BatchForm):
    """What readers are told where something published is amended."""

    reason = forms.CharField(
        label=gettext_lazy("What was amended, and why"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Readers see it. Asked for where an amendment is among them."),
    )

    def given(self) -> dict[str, Any]:
        """Return the reason."""
        return {"reason": self.cleaned_data["reason"]}


def _labels_in_use() -> QuerySet[Label]:
    return Label.objects.filter(retired_at__isnull=True)


class FacetsForm(BatchForm):
    """The facets that are set on all of them; what is left empty stays as it is on each."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"),
        choices=ChangeKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("In place of those that stand there. With none chosen, each keeps its own."),
    )
    significance = forms.TypedChoiceField(
        label=gettext_lazy("Significance"),
        choices=[_AS_IT_IS, *((step.value, f"{step.value} {step.label}") for step in Significance)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    disclosure = forms.ChoiceField(
        label=gettext_lazy("What the page says of it"), choices=[_AS_IT_IS, *DISCLOSURES], required=False
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure this is"), choices=[_AS_IT_IS, *Confidence.choices], required=False
    )
    labels = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Labels to add"),
        queryset=Label.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In place of the one that stands there, on every one of them."),
    )
    internal_note = forms.CharField(
        label=gettext_lazy("Internal note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For the desk only, never shown to the public."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["labels"].queryset = _labels_in_use()  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Return the facets that are to be set."""
        data = self.cleaned_data
        facets = {
            name: data[name].replace("\r\n", "\n") if isinstance(data[name], str) else data[name]
            for name in ("kinds", "significance", "disclosure", "confidence", "public_note", "internal_note")
            if data[name] not in ("", None, [])
        }
        if data["labels"]:
            facets["labels"] = [label.code for label in data["labels"]]
        return {"facets": facets}


FORMS: dict[Step, type[BatchForm]] = {
    Step.DISMISS: DismissalForm,
    Step.SNOOZE: SnoozeForm,
    Step.ANNOTATE: FacetsForm,
    Step.PUBLISH: PublicationForm,
}
