"""The forms of publishers' statements: what is said, what is corrected of it, and why it is withdrawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from trackers.admin.letter_forms import DeskForm, long_line, moment_field, now_to_the_minute, text_area
from trackers.desk.statements import Spoken
from trackers.models import LONGEST_STATEMENT, Letter, Statement


class StatementForm(DeskForm):
    """Whose words they are, the words, and when they came."""

    speaker = forms.CharField(
        label=gettext_lazy("Whose words"),
        max_length=200,
        widget=long_line(),
        help_text=gettext_lazy("As readers are told, such as the publisher’s name, or whose office it is."),
    )
    words = forms.CharField(
        label=gettext_lazy("Statement"),
        max_length=LONGEST_STATEMENT,
        widget=text_area(8),
        help_text=gettext_lazy(
            "The publisher’s own words as they are, plain text of 3000 characters at most. Readers see them beside our "
            "note and in its feeds."
        ),
    )
    received_at = moment_field(gettext_lazy("Received at"))

    def __init__(self, letter: Letter | None, data: Any = None) -> None:
        initial: dict[str, Any] = {"received_at": now_to_the_minute()}
        if letter is not None:
            # Who sent the letter is nobody's but the desk's: whose words they are is written by hand.
            speaker = letter.source.name if letter.source is not None else ""
            initial = {"speaker": speaker, "words": letter.words, "received_at": letter.received_at}
        super().__init__(data, initial=initial)

    @property
    def spoken(self) -> Spoken:
        """What was filled in."""
        return Spoken(**{name: self.cleaned_data[name] for name in ("speaker", "words", "received_at")})


class ReasonForm(DeskForm):
    """Why it is corrected or withdrawn, in words that readers see."""

    reason = forms.CharField(
        label=gettext_lazy("What was corrected, or why it is withdrawn"),
        max_length=2000,
        widget=text_area(3),
        help_text=gettext_lazy("Readers see it beside the statement."),
    )


class WithdrawalForm(ReasonForm):
    """Why a statement is withdrawn."""


class CorrectionForm(ReasonForm):
    """The words in place of a statement's, and what was corrected."""

    speaker = StatementForm.base_fields["speaker"]
    words = StatementForm.base_fields["words"]
    received_at = StatementForm.base_fields["received_at"]
    field_order = ("speaker", "words", "received_at", "reason")

    def __init__(self, row: Statement, data: Any = None) -> None:
        names = ("speaker", "words", "received_at")
        super().__init__(data, initial={name: getattr(row, name) for name in names})

    @property
    def spoken(self) -> Spoken:
        """What was filled in."""
        return Spoken(**{name: self.cleaned_data[name] for name in ("speaker", "words", "received_at")})
