"""Desk: how this desk works, as its operator has set it. One row; every setting of it leaves an event."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint


class Signature(models.TextChoices):
    """Whose name stands under what is published."""

    DESK = "desk", _("the desk's")
    PERSON = "person", _("the name of whoever wrote it")


class DeskQuerySet(models.QuerySet["Desk"]):
    """The word for the one row."""

    def standing(self, *, locked: bool = False) -> "Desk":
        """Return the row, as the defaults say where none was stored; ``locked`` for whoever is to change it."""
        rows = self.filter(pk=1)
        return (rows.select_for_update() if locked else rows).first() or Desk(pk=1)


class Desk(models.Model):
    """``lone_editor`` lets one person approve and publish what is grave; the entry then says so to its readers.

    ``delay`` is in seconds.
    """

    lone_editor = models.BooleanField(
        _("a desk of one person"),
        default=False,
        help_text=_(
            "One person may publish at significance 3 and 4. The entry then says: published without a second read."
        ),
    )
    signature = models.CharField(
        _("signed with"), max_length=10, choices=Signature.choices, default=Signature.PERSON
    )
    delay = models.PositiveSmallIntegerField(
        _("seconds until readers see it"),
        default=120,
        validators=[MaxValueValidator(3600)],
        help_text=_(
            "What is published can be called back until then: from 0, at once, to 3600, an hour. "
            "A retraction waits for nothing."
        ),
    )
    hourly_measure = models.PositiveSmallIntegerField(
        _("entries about a source in an hour"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_(
            "At most so many entries about one source are shown to readers anew in an hour, from 1 to 1000; what is "
            "published beyond waits its turn."
        ),
    )

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desk")
        default_permissions = ("view",)
        permissions = [("set_desk", _("Can set how the desk works"))]
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="desk_is_one"),
            word_constraint("signature", Signature, name="desk_signature_is_a_word"),
        ]

    def __str__(self) -> str:
        return str(_("desk"))
