"""FeedImport: the feeds of an uploaded OPML file, rehearsed row by row, and then followed by a job."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint
from trackers.models.source import Exposure, PublicText


class ImportState(models.TextChoices):
    """How far an import has come. Nothing is followed before it is asked for."""

    REHEARSED = "rehearsed", _("rehearsed")
    RUNNING = "running", _("being imported")
    DONE = "done", _("imported")


class RowVerdict(models.TextChoices):
    """What becomes of one feed of the file: foreseen in the rehearsal, and then as it was."""

    FOLLOWS = "follows", _("follows a new publisher")
    ADDS = "adds", _("adds to a publisher that is followed")
    KNOWN = "known", _("is read already")
    TWICE = "twice", _("stands in this file twice")
    REFUSED = "refused", _("cannot be followed")


class FeedImport(models.Model):
    """An OPML file as it was uploaded, its feeds as ``rows`` in plain values, those of one publisher side by side.

    A row has ``address``, ``kind``, ``title``, ``site``, ``name``, ``homepage``, ``language``, a ``verdict`` and
    ``words``. ``done`` of ``total`` rows are carried out, in their order, and say what was done. Goes after some days.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.REHEARSED
    )
    job = models.CharField(_("job"), max_length=100, blank=True)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    public_text = models.CharField(
        _("shown to the public"), max_length=10, choices=PublicText.choices, default=PublicText.FULL
    )
    exposure = models.CharField(
        _("exposure"), max_length=10, choices=Exposure.choices, default=Exposure.USABLE
    )
    rows = models.JSONField(_("feeds"), default=list)
    total = models.PositiveIntegerField(_("feeds"), default=0)
    done = models.PositiveIntegerField(_("feeds done"), default=0)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("import of feeds")
        verbose_name_plural = _("imports of feeds")
        default_permissions = ()
        constraints = [
            word_constraint("state", ImportState, name="feedimport_state_is_a_word"),
            word_constraint("public_text", PublicText, name="feedimport_public_text_is_a_word"),
            models.CheckConstraint(
                condition=Q(exposure__in=[Exposure.USABLE, Exposure.WITHHELD]),
                name="feedimport_is_not_cancelled",
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="feedimport_counts_what_there_is"),
        ]
        indexes = [models.Index(fields=["asked_at"], name="feedimport_oldest")]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.done}/{self.total}"

    def count(self) -> dict[str, int]:
        """Return how many rows come to each verdict."""
        verdicts = [row["verdict"] for row in self.rows]
        return {word: verdicts.count(word) for word in RowVerdict.values}

    def rows_of(self, *verdicts: str) -> list[dict[str, Any]]:
        """Return the rows that come to one of some verdicts."""
        return [row for row in self.rows if row["verdict"] in verdicts]
