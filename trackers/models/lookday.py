"""LookDay: how many looks were made at one Source's Articles on one day, so that a page need not count them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LookDayQuerySet(models.QuerySet["LookDay"]):
    """Words to choose days by."""

    def between(self, first: date, last: date) -> Self:
        """Those from one day to another, both counted in."""
        return self.filter(day__gte=first, day__lte=last)


class LookDay(models.Model):
    """The looks at one Source's Articles on one day (UTC): all, and those that saw the article's text.

    Derived from Checks and CheckDays, counted anew every hour until the day is over; looks at Feeds are not among them.
    """

    # Without an index of its own: the one of the constraint begins with it.
    source = models.ForeignKey(
        "trackers.Source", on_delete=models.PROTECT, db_index=False, related_name="look_days"
    )
    day = models.DateField(_("day"))
    looks = models.PositiveIntegerField(_("looks"), default=0)
    seen = models.PositiveIntegerField(_("looks that saw the text"), default=0)

    objects = LookDayQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "source"]
        verbose_name = _("day of looks")
        verbose_name_plural = _("days of looks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["source", "day"], name="lookday_stands_once"),
            models.CheckConstraint(condition=Q(seen__lte=models.F("looks")), name="lookday_sees_by_looking"),
        ]
        indexes = [models.Index(fields=["day"], name="lookday_latest")]

    def __str__(self) -> str:
        return f"{self.day}: {self.looks}"
