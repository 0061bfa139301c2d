"""The form of a change's page: what an editor says of it, as fields, and as the words a step of the review takes."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from trackers.desk.annotations import MOST_ANCHORS, Words
from trackers.models import (
    CAUSES,
    DISCLOSURES,
    Adequacy,
    Annotation,
    Change,
    ChangeKind,
    Confidence,
    Label,
    Placement,
    Significance,
)
from trackers.text.quoteanchors import LONGEST_QUOTE, QuoteAnchor, Side, read_anchor

_UNDECIDED = ("", gettext_lazy("– please choose –"))
_LEFT_OUT = ("", gettext_lazy("– left out –"))
_FACETS = ("kinds", "disclosure", "significance", "confidence", "cause", "adequacy", "placement")
_LONGEST_QUOTES = MOST_ANCHORS * (LONGEST_QUOTE + 2)
_SIDES: tuple[tuple[Side, str], ...] = (("before", "quote_before"), ("after", "quote_after"))


class ReviewForm(forms.Form):
    """The facets, labels, notes and quoted words of an Annotation, and what single steps ask for."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"),
        choices=ChangeKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    significance = forms.TypedChoiceField(
        label=gettext_lazy("Significance"),
        choices=Significance.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    disclosure = forms.ChoiceField(
        label=gettext_lazy("What the page says of it"), choices=[_UNDECIDED, *DISCLOSURES], required=False
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure this is"), choices=[_UNDECIDED, *Confidence.choices], required=False
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("What was done"),
        choices=[_LEFT_OUT, *CAUSES],
        required=False,
        help_text=gettext_lazy("The words that say most of it, more closely than the kinds do."),
    )
    adequacy = forms.ChoiceField(
        label=gettext_lazy("What the publisher’s notice tells"),
        choices=[_LEFT_OUT, *Adequacy.choices],
        required=False,
        help_text=gettext_lazy(
            "Complete: it says what stood there and what does now. Partial: a part of it. "
            "At odds: something else than what changed. Unclear: readers cannot tell from it."
        ),
    )
    placement = forms.ChoiceField(
        label=gettext_lazy("Where the notice stands"),
        choices=[_LEFT_OUT, *Placement.choices],
        required=False,
        help_text=gettext_lazy("Elsewhere: amid the text, or on another page."),
    )
    labels = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Labels"),
        queryset=Label.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Plain text for readers: what changed and whether the publisher says so. No guesses at motives."
        ),
    )
    internal_note = forms.CharField(
        label=gettext_lazy("Internal note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the desk only, never shown to the public."),
    )
    quote_before = forms.CharField(
        label=gettext_lazy("Words of the old text this is about"),
        required=False,
        max_length=_LONGEST_QUOTES,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Copied from above, one passage a line. They are found again after a re-reading."
        ),
    )
    quote_after = forms.CharField(
        label=gettext_lazy("Words of the new text this is about"),
        required=False,
        max_length=_LONGEST_QUOTES,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=1000, widget=forms.TextInput
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Put off until (UTC)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    lock = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, carried: Annotation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.carried = carried
        in_use = Q(retired_at__isnull=True)
        if carried is not None:
            in_use |= Q(annotations=carried)
        self.fields["labels"].queryset = Label.objects.filter(in_use).distinct()  # type: ignore[attr-defined]

    def words(self) -> Words:
        """Return what was typed as the words of a step."""
        data = self.cleaned_data
        return Words(
            public_note=data["public_note"].replace("\r\n", "\n"),
            internal_note=data["internal_note"].replace("\r\n", "\n"),
            labels=tuple(data["labels"]),
            kinds=tuple(data["kinds"]),
            disclosure=data["disclosure"],
            significance=data["significance"],
            confidence=data["confidence"],
            cause=data["cause"],
            adequacy=data["adequacy"],
            placement=data["placement"],
            anchors=self._anchors(),
        )

    def _anchors(self) -> tuple[QuoteAnchor, ...]:
        """Return the quoted words: those that stood there as they were, the others to be looked for."""
        stored = [
            anchor for item in (self.carried.anchors if self.carried else []) if (anchor := read_anchor(item))
        ]
        anchors = []
        for side, name in _SIDES:
            lines = (" ".join(line.split()) for line in self.cleaned_data[name].splitlines())
            for line in filter(None, lines):
                known = [anchor for anchor in stored if (anchor.side, _on_a_line(anchor)) == (side, line)]
                anchors += known or [QuoteAnchor(side, line[: LONGEST_QUOTE + 1], "", "", 0, "")]
        return tuple(anchors)


def fill_in(change: Change, annotation: Annotation | None, *, lock: int) -> dict[str, Any]:
    """Return what stands in the form at first: what is written, or what the machine says where nothing is.

    How grave a change is, and how sure that is, nobody has said then: neither is chosen beforehand.
    """
    if annotation is None:
        described = getattr(change, "description", None)
        told = {"kinds": described.kinds, "disclosure": described.disclosure} if described is not None else {}
        return {**told, "lock": lock}
    anchors = [anchor for stored in annotation.anchors if (anchor := read_anchor(stored))]
    return {
        **{name: getattr(annotation, name) for name in (*_FACETS, "public_note", "internal_note")},
        **{
            name: "\n".join(_on_a_line(anchor) for anchor in anchors if anchor.side == side)
            for side, name in _SIDES
        },
        "labels": [label.pk for label in annotation.labels.all()],
        "lock": lock,
    }


def keep_words(typed: QueryDict, *, lock: int, carried: Annotation | None) -> ReviewForm:
    """Return the form as it was typed, ready to be saved over what somebody else saved meanwhile."""
    kept = typed.copy()
    kept["lock"] = str(lock)
    form = ReviewForm(kept, carried=carried)
    form.full_clean()
    return form


def offer_labels(form: ReviewForm) -> list[dict[str, Any]]:
    """Return the labels to choose from, and whether each is chosen."""
    chosen = {str(value) for value in form["labels"].value() or []}
    queryset = form.fields["labels"].queryset  # type: ignore[attr-defined]
    return [{"label": label, "chosen": str(label.pk) in chosen} for label in queryset]


def _on_a_line(anchor: QuoteAnchor) -> str:
    return " ".join(anchor.exact.split())
