"""The forms of letters: what came, and what somebody at the desk does about it."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.desk.errors import DeskError
from trackers.desk.letterrights import may_see_sender
from trackers.desk.letters import Said
from trackers.desk.lettersteps import WITHHOLDS, LetterStep
from trackers.models import (
    DAYS_TO_ANSWER,
    LONGEST_ANSWER,
    LONGEST_LETTER,
    Letter,
    LetterKind,
    Publication,
    Withholding,
)

_MOMENT = "%Y-%m-%dT%H:%M"


def text_area(rows: int) -> forms.Textarea:
    """Return a field of some lines for text in any direction."""
    return forms.Textarea(attrs={"rows": rows, "cols": 70, "dir": "auto"})


def long_line() -> forms.TextInput:
    """Return a field of one line as wide as the page allows."""
    return forms.TextInput(attrs={"class": "vTextField", "dir": "auto"})


def moment_field(label: Any, *, help_text: Any = "") -> forms.DateTimeField:
    """Return a field for a moment in UTC."""
    return forms.DateTimeField(
        label=label,
        input_formats=[_MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        help_text=help_text or gettext_lazy("In UTC."),
    )


def now_to_the_minute() -> datetime:
    """Return this moment as a form shows it."""
    return timezone.now().astimezone(UTC).replace(second=0, microsecond=0)


class DeskForm(forms.Form):
    """A form that says what a verb of the desk had against it."""

    def take(self, error: DeskError) -> None:
        """Show what a verb had against it beside the fields it is about, or on top."""
        known = {name: list(words) for name, words in error.fields.items() if name in self.fields}
        for name, words in known.items():
            self.add_error(name, words)
        if not known:
            self.add_error(None, error.sentence)


class LetterForm(DeskForm):
    """What came: what it is, what it is about, what it says, from whom, and by when it is to be answered."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[("", gettext_lazy("Choose what it is")), *LetterKind.choices],
        help_text=gettext_lazy(
            "Requests to withhold something, and matters of privacy, are dealt with by those who may withhold, and "
            "read by nobody else."
        ),
    )
    address = forms.CharField(
        label=gettext_lazy("What it is about"),
        required=False,
        max_length=2000,
        widget=long_line(),
        help_text=Letter._meta.get_field("address").help_text,
    )
    words = forms.CharField(
        label=gettext_lazy("What it says"), max_length=LONGEST_LETTER, widget=text_area(8), strip=True
    )
    sender = forms.CharField(
        label=gettext_lazy("Who wrote"), required=False, max_length=300, widget=long_line()
    )
    reach = forms.CharField(
        label=gettext_lazy("How to reach them"),
        required=False,
        max_length=300,
        widget=long_line(),
        help_text=gettext_lazy(
            "Who wrote is never shown to readers, and forgotten a while after the letter is closed."
        ),
    )
    received_at = moment_field(gettext_lazy("Received at"))
    due_on = forms.DateField(
        label=gettext_lazy("To be answered by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].help_text = _("Left empty, it is counted from the day it came: %(days)s.") % {
            "days": ", ".join(
                _("%(kind)s, %(days)d days") % {"kind": LetterKind(kind).label, "days": days}
                for kind, days in DAYS_TO_ANSWER.items()
            )
        }


class ResultField(forms.ModelChoiceField[Any]):
    """A choice of the rows that may have come of a letter, each by what it is and its day."""

    def label_from_instance(self, obj: Any) -> str:
        """Return what a withholding or an edition is called in a list of choices."""
        if isinstance(obj, Withholding):
            words = {"part": obj.get_part_display(), "day": f"{obj.made_at:%Y-%m-%d}"}
            return _("%(part)s, %(day)s (%(reason)s)") % {**words, "reason": obj.get_reason_display()}
        words = {"nature": obj.get_nature_display(), "day": f"{obj.published_at:%Y-%m-%d}"}
        return _("%(nature)s, %(day)s: %(headline)s") % {**words, "headline": obj.headline_after[:80]}


class ClosingForm(DeskForm):
    """The answer in words, and what came of the letter."""

    answer = forms.CharField(
        label=gettext_lazy("What we answered"),
        max_length=LONGEST_ANSWER,
        widget=text_area(6),
        help_text=gettext_lazy(
            "It is not sent: write to them by mail, and put here what you wrote. It is kept for ever, so name nobody "
            "in it who is not known to readers anyway."
        ),
    )
    withholding = ResultField(
        Withholding.objects.none(), label=gettext_lazy("What was withheld for it"), required=False
    )
    publication = ResultField(
        Publication.objects.none(), label=gettext_lazy("What was published or amended for it"), required=False
    )

    def __init__(self, letter: Letter, user: User, step: LetterStep, data: Any = None) -> None:
        super().__init__(data)
        self.fields["answer"].required = step != LetterStep.CLOSE
        article = letter.article_id
        found: dict[str, tuple[str, QuerySet[Any]]] = {
            "withholding": (WITHHOLDS, Withholding.objects.covering(article or 0)),
            "publication": (
                "trackers.view_publication",
                Publication.objects.filter(change__article=article or 0).select_related("change"),
            ),
        }
        for name, (permission, rows) in found.items():
            field = self.fields[name]
            assert isinstance(field, ResultField)
            field.queryset = rows
            if article is None or not user.has_perm(permission) or not rows.exists():
                del self.fields[name]

    @property
    def said(self) -> Said:
        """What was filled in."""
        data = self.cleaned_data
        return Said(
            answer=data["answer"],
            withholding=data.get("withholding"),
            publication=data.get("publication"),
        )


class RevisionForm(DeskForm):
    """What was recorded of a letter, to be put right: who wrote only for those who may see it."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=LetterKind.choices)
    address = LetterForm.base_fields["address"]
    sender = LetterForm.base_fields["sender"]
    reach = LetterForm.base_fields["reach"]
    due_on = forms.DateField(
        label=gettext_lazy("To be answered by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, letter: Letter, user: User, _step: LetterStep, data: Any = None) -> None:
        names = ("kind", "address", "sender", "reach", "due_on")
        super().__init__(data, initial={name: getattr(letter, name) for name in names})
        if not may_see_sender(user, letter):
            del self.fields["sender"], self.fields["reach"]

    @property
    def said(self) -> Said:
        """What was filled in."""
        return Said(**self.cleaned_data)


class ReopeningForm(DeskForm):
    """Why a letter is opened again."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=text_area(3),
        help_text=gettext_lazy("Kept on the record, never shown to the public."),
    )

    def __init__(self, _letter: Letter, _user: User, _step: LetterStep, data: Any = None) -> None:
        super().__init__(data)

    @property
    def said(self) -> Said:
        """What was filled in."""
        return Said(reason=self.cleaned_data["reason"])
