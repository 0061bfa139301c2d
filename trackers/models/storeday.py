"""StoreDay: what one day cost in bytes, and whether its looks have been thinned."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoreDayQuerySet(models.QuerySet["StoreDay"]):
    """Words to choose days by."""

    def measured(self) -> Self:
        """Those on which bytes were measured, newest first."""
        return self.filter(measured_at__isnull=False).order_by("-day")

    def newest(self) -> "StoreDay | None":
        """Return the day measured last, or None before the first measuring."""
        return self.measured().first()


class StoreDay(models.Model):
    """One day (UTC) of the storage: what came, what went, what was held, and how large the database was.

    ``held_bytes`` are those of all bodies at ``measured_at``, each counted once however many Snapshots share it:
    counted anew with the day's first measuring, carried on until the next. ``kept_bytes`` of them were needed by a
    Version, a window or as an Article's latest response when the day began: no rule may free those. ``full_at`` says
    since when the budget is passed with nothing left that may go, ``thinned_at`` when the day's Checks were thinned.
    """

    day = models.DateField(_("day"), unique=True)
    measured_at = models.DateTimeField(_("measured at"), null=True, blank=True)
    stored_bytes = models.PositiveBigIntegerField(_("bytes stored"), default=0)
    freed_bytes = models.PositiveBigIntegerField(_("bytes freed"), default=0)
    held_bytes = models.PositiveBigIntegerField(_("bytes held"), default=0)
    kept_bytes = models.PositiveBigIntegerField(_("bytes kept for good"), default=0)
    database_bytes = models.PositiveBigIntegerField(_("bytes of the database"), default=0)
    full_at = models.DateTimeField(_("full since"), null=True, blank=True)
    thinned_at = models.DateTimeField(_("looks thinned at"), null=True, blank=True)

    objects = StoreDayQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        verbose_name = _("day of the storage")
        verbose_name_plural = _("days of the storage")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}: {self.held_bytes}"
