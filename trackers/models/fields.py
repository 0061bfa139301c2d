"""Validators and small pieces that several nouns share."""

from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

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


def word_constraint(field: str, words: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """Return a database constraint that lets ``field`` hold only the words of an enumeration."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": words.values}), name=name)
