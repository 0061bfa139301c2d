"""What a verb of the desk says when it refuses: a plain sentence, and the fields it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _


class DeskError(Exception):
    """An act that cannot be done, in words for the person who asked for it. Nothing was saved.

    ``sentence`` is the whole story; ``fields`` maps a field's name to its own sentences, for a form to show.
    """

    def __init__(self, sentence: str, *, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = dict(fields or {})


class OvertakenError(DeskError):
    """Somebody else was faster: the row is not as the asker had seen it; ``current`` is the row now."""

    def __init__(self, sentence: str, *, current: Any) -> None:
        super().__init__(sentence)
        self.current = current


class NotAllowedError(DeskError):
    """The asker's account may not do this, whatever the state of things."""


def refuse_invalid(error: ValidationError) -> DeskError:
    """Return the DeskError that says what a model's own validation found."""
    if not hasattr(error, "error_dict"):
        return DeskError(" ".join(error.messages))
    fields = {
        name: list(messages) for name, messages in error.message_dict.items() if name != NON_FIELD_ERRORS
    }
    general = error.message_dict.get(NON_FIELD_ERRORS, [])
    sentences = [*general, *(f"{name}: {' '.join(messages)}" for name, messages in fields.items())]
    return DeskError(" ".join(sentences) or _("This cannot be saved."), fields=fields)
