"""Webhook and Delivery: an address that an operator named, and one edition on its way there.

Address and secret stand in the settings and nowhere else; here stands what became of what was sent.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint
from trackers.models.publication import Publication


class DeliveryState(models.TextChoices):
    """How far a Delivery has come."""

    WAITING = "waiting", _("to be sent")
    DELIVERED = "delivered", _("delivered")
    GIVEN_UP = "given_up", _("given up")
    DROPPED = "dropped", _("not to be sent any more")


class DropReason(models.TextChoices):
    """Why a Delivery was dropped."""

    SUPERSEDED = "superseded", _("a later edition is sent in its place")
    NOT_PUBLIC = "not_public", _("readers are not shown the entry any more")
    NOT_NAMED = "not_named", _("the settings name no such address any more")


class Webhook(models.Model):
    """An address by the name the settings give it. What readers are told from ``since`` on is sent there.

    ``failing_since`` is the first failure after the
    last time something was delivered, None while all is well; ``rests_until`` is when it may be tried again then.
    """

    name = models.CharField(_("name"), max_length=40, unique=True)
    since = models.DateTimeField(_("named since"), default=timezone.now)
    succeeded_at = models.DateTimeField(_("last delivered at"), null=True, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    rests_until = models.DateTimeField(_("left alone until"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def is_named(self) -> bool:
        """Whether the settings still name it."""
        return self.name in settings.WEBHOOKS


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Words to choose Deliveries by."""

    def waiting(self) -> Self:
        """Those that are still to be sent, or sent again."""
        return self.filter(next_at__isnull=False)

    def due(self, now: datetime) -> Self:
        """Those to be sent by now, what waits longest first."""
        return self.filter(next_at__lte=now).order_by("next_at", "pk")


class Delivery(models.Model):
    """One edition on its way to one Webhook. What is sent is made when it is sent, so no text is stored.

    ``next_at`` is when it is due, None once it has ended; whoever sends it moves ``next_at`` on first, as a lease.
    ``problem`` is what the last attempt failed by, a word of the wire's or ``status``, with ``status`` the HTTP status
    where there was an answer and ``detail`` a sentence of ours; or why it was dropped.
    """

    webhook = models.ForeignKey(
        Webhook, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("webhook")
    )
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("edition")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    made_at = models.DateTimeField(_("noted at"), default=timezone.now)
    first_at = models.DateTimeField(_("first attempt"), null=True, blank=True)
    last_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    next_at = models.DateTimeField(_("next attempt"), null=True, blank=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=20, blank=True, default="")
    detail = models.CharField(_("in words"), max_length=300, blank=True, default="")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ("view",)
        permissions = [("send_again", _("Can have a delivery sent again"))]
        constraints = [
            word_constraint("state", DeliveryState, name="delivery_state_is_a_word"),
            models.UniqueConstraint(fields=["webhook", "publication"], name="delivery_stands_once"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING, next_at__isnull=False)
                | (~Q(state=DeliveryState.WAITING) & Q(next_at__isnull=True)),
                name="delivery_is_due_while_it_waits",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=Q(next_at__isnull=False)),
            models.Index(fields=["-made_at", "-id"], name="delivery_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.webhook}: {self.publication}"
