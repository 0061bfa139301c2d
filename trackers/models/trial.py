"""SourceTrial: an address that somebody typed, what was found there, and how its articles would read."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint
from trackers.models.source import Source


class TrialState(models.TextChoices):
    """How far a trial has come. Only one that is done can be saved, and once."""

    WAITING = "waiting", _("waiting for a worker")
    RUNNING = "running", _("being looked at")
    DONE = "done", _("looked at")
    FAILED = "failed", _("nothing to follow")
    SAVED = "saved", _("followed")


class Legibility(models.TextChoices):
    """How an article that was tried would be read."""

    WELL = "well", _("reads well")
    DOUBTFUL = "doubtful", _("is read with doubts")
    WALL = "wall", _("stands behind a wall")
    UNREADABLE = "unreadable", _("cannot be read")
    AWAY = "away", _("could not be fetched")


class SourceTrial(models.Model):
    """An address looked at before anything there is followed: its lists, and some articles as they would be read.

    ``done`` of ``total`` articles are read. ``findings`` hold the ``survey`` and the ``articles``, in plain values, or
    are empty; ``words`` say why nothing was found. Makes no Article, no Version and no Snapshot; goes after some days.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = models.CharField(_("address"), max_length=2000)
    state = models.CharField(
        _("state"), max_length=10, choices=TrialState.choices, default=TrialState.WAITING
    )
    job = models.CharField(_("job"), max_length=100)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    total = models.PositiveIntegerField(_("articles"), default=0)
    done = models.PositiveIntegerField(_("articles read"), default=0)
    findings = models.JSONField(_("findings"), default=dict, blank=True)
    words = models.TextField(_("in words"), blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trials",
        verbose_name=_("source"),
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("trial of a source")
        verbose_name_plural = _("trials of sources")
        default_permissions = ()
        constraints = [
            word_constraint("state", TrialState, name="sourcetrial_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="sourcetrial_counts_what_there_is"
            ),
            models.CheckConstraint(
                condition=Q(state=TrialState.SAVED, source__isnull=False)
                | (~Q(state=TrialState.SAVED) & Q(source__isnull=True)),
                name="sourcetrial_saved_is_followed",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="sourcetrial_oldest")]

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether there is something to wait for."""
        return self.state in {TrialState.WAITING, TrialState.RUNNING}

    @property
    def articles(self) -> list[dict[str, Any]]:
        """Return the articles that were tried, in the order they were read."""
        return list(self.findings.get("articles", []))
