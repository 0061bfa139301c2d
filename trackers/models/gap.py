"""Gap: a stretch of time in which we did not look, for a reason of our own; Pulse: when our clock last ticked."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint


class GapCause(models.TextChoices):
    """Why nothing was looked at."""

    OPERATOR = "operator", _("stopped by an operator")
    DISK = "disk", _("no room for responses")
    OUTAGE = "outage", _("nothing answered: our own connection")
    DOWN = "down", _("Newswatch was not running")


class GapQuerySet(models.QuerySet["Gap"]):
    """Words to choose Gaps by."""

    def open(self) -> Self:
        """Those that go on now."""
        return self.filter(ended_at__isnull=True)

    def between(self, start: datetime, end: datetime) -> Self:
        """Those that touch a stretch of time, oldest first."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=start), started_at__lt=end).order_by(
            "started_at"
        )


class Gap(models.Model):
    """A stretch in which no publisher was looked at, through no fault of theirs; open while it goes on.

    While one is open that an operator or a full disk began, nothing is fetched. Pages show it as a gap, never as
    "unchanged".
    """

    cause = models.CharField(_("cause"), max_length=10, choices=GapCause.choices)
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    actor_name = models.CharField(_("by"), max_length=200, blank=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        permissions = [("stop_fetching", _("Can stop and resume all fetching"))]
        constraints = [
            word_constraint("cause", GapCause, name="gap_cause_is_a_word"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="gap_runs_forward",
            ),
            models.UniqueConstraint(
                fields=["cause"], condition=Q(ended_at__isnull=True), name="gap_is_open_once_a_cause"
            ),
        ]
        indexes = [models.Index(fields=["-started_at", "-id"], name="gap_latest")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} UTC: {GapCause(self.cause).label}"


class Pulse(models.Model):
    """One row: when our clock last ticked, by which the next tick knows how long nothing ran."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    beat_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="pulse_is_one_row")]

    def __str__(self) -> str:
        return f"{self.beat_at:%Y-%m-%d %H:%M:%S} UTC"
