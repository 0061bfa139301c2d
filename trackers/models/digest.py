"""Digest: a daily mail of what is new in one queue or one search, for one person with a login.

A digest is a person's own affair: no event tells of it, and it goes with the account.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import validate_time_zone
from trackers.text.query import LONGEST_QUERY


class DigestQuerySet(models.QuerySet["Digest"]):
    """Words to choose Digests by."""

    def due(self, now: datetime) -> Self:
        """Those to be sent by now, what waits longest first."""
        return self.filter(next_at__lte=now).order_by("next_at", "pk")


class Digest(models.Model):
    """What is mailed to ``owner`` each day at ``hour`` (0 to 23) of ``zone``: one queue by its code, or one search.

    What moved after ``since`` is new. ``next_at`` is when it is due, None while it is stopped; whoever sends it moves
    ``next_at`` on first, as a lease, and writes down in ``due_at`` the hour whose mail is on its way: while it stands,
    a worker has the digest, or will have it again. ``sent_for`` is the hour of the last mail. ``failures`` counts those
    in a row, ``problem`` says what the last one was.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    queue = models.CharField(_("queue"), max_length=30, blank=True, default="")
    query = models.TextField(
        _("search"), blank=True, default="", validators=[MaxLengthValidator(LONGEST_QUERY)]
    )
    hour = models.PositiveSmallIntegerField(_("hour"), default=7, validators=[MaxValueValidator(23)])
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        validators=[validate_time_zone],
        help_text=_("Such as Europe/London; the hour is of this zone."),
    )
    since = models.DateTimeField(_("told until"), default=timezone.now, editable=False)
    next_at = models.DateTimeField(_("next mail"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("last mail"), null=True, blank=True, editable=False)
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_for = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    problem = models.TextField(_("problem"), blank=True, default="", editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("digest by mail")
        verbose_name_plural = _("digests by mail")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(queue="") ^ Q(query=""),
                name="digest_is_of_one_thing",
                violation_error_message=_("Choose a queue or write a search, one of the two."),
            ),
            models.CheckConstraint(condition=Q(hour__lte=23), name="digest_hour_is_of_a_day"),
            models.UniqueConstraint(
                fields=["owner", "queue", "query"],
                name="digest_stands_once",
                violation_error_message=_("You have this digest already."),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="digest_due", condition=Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.queue or self.query

    def next_hour(self, now: datetime) -> datetime:
        """Return the next moment, in UTC, at which the clocks of the zone show the hour."""
        local = now.astimezone(ZoneInfo(self.zone))
        at = local.replace(hour=self.hour, minute=0, second=0, microsecond=0, fold=0)
        if at.astimezone(UTC) <= now.astimezone(UTC):
            at += timedelta(days=1)
        return at.astimezone(UTC)

    def next_mail(self, now: datetime) -> datetime:
        """Return when the next mail comes, in UTC: at the next hour of a day that has had none yet."""
        at = self.next_hour(now)
        return (
            self.next_hour(at)
            if self.sent_for is not None and self._day(at) == self._day(self.sent_for)
            else at
        )

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()
