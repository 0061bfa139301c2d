"""Validators and small pieces that several nouns share."""

from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from trackers.text.urls import BadURL, normalise_url


def validate_web_address(value: str) -> None:
    """Accept absolute http and https addresses only; raise ValidationError with a plain sentence otherwise."""
    try:
        normalise_url(value)
    except BadURL as error:
        raise ValidationError(
            _("This is no web address that can be followed: it must start with http:// or https://."),
            code="bad_url",
        ) from error


def validate_time_zone(value: str) -> None:
    """Accept names of the IANA time zone database, such as Europe/London."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(
            _("“%(value)s” is no time zone. Use a name such as Europe/London."),
            code="bad_zone",
            params={"value": value},
        ) from error


def validate_positive(value: timedelta) -> None:
    """Accept durations longer than zero."""
    if value <= timedelta(0):
        raise ValidationError(_("The time must be longer than zero."), code="not_positive")


@deconstructible
class AtMost:
    """Accept durations that are not longer than one: what is added to a date must stay a date."""

    def __init__(self, days: int) -> None:
        self.days = days

    def __call__(self, value: timedelta) -> None:
        """Raise ValidationError for a longer one."""
        if value > timedelta(days=self.days):
            raise ValidationError(
                ngettext("At most %(days)d day.", "At most %(days)d days.", self.days) % {"days": self.days},
                code="too_long",
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AtMost) and self.days == other.days

    def __hash__(self) -> int:
        return hash(self.days)


def word_constraint(field: str, words: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """Return a database constraint that lets ``field`` hold only the words of an enumeration."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": words.values}), name=name)
