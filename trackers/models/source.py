"""Source: a publisher we watch. Readers see the word "publisher"."""

import uuid
from datetime import timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import (
    AtMost,
    validate_positive,
    validate_time_zone,
    validate_web_address,
    word_constraint,
)


class SourceState(models.TextChoices):
    """Whether a Source is being watched. Sources are retired, never deleted."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    RETIRED = "retired", _("retired")


class Exposure(models.TextChoices):
    """What the public may see, in the words of IPTC ninjs' publishing status."""

    USABLE = "usable", _("public")
    WITHHELD = "withheld", _("withheld")
    CANCELED = "canceled", _("cancelled for good")


class ExposureReason(models.TextChoices):
    """Why something is withheld. A legal demand is answered with 451 (RFC 7725), everything else with 410."""

    EDITORIAL = "editorial", _("editorial decision")
    PRIVACY = "privacy", _("privacy")
    DANGER = "danger", _("danger to a person")
    COMPLAINT = "complaint", _("complaint being looked into")
    PUBLISHER = "publisher", _("the publisher’s request")
    ERROR = "error", _("our own error")
    COURT = "court", _("court order")
    COPYRIGHT = "copyright", _("copyright complaint")
    LEGAL = "legal", _("legal reasons")
    OTHER = "other", _("another reason")

    @property
    def is_legal_demand(self) -> bool:
        """Whether readers are told that it cannot be shown for legal reasons."""
        return self in LEGAL_DEMANDS


LEGAL_DEMANDS = frozenset({ExposureReason.COURT, ExposureReason.COPYRIGHT, ExposureReason.LEGAL})


class RobotsStance(models.TextChoices):
    """What we make of a publisher's robots.txt (RFC 9309)."""

    OBEY = "obey", _("obeyed")
    DISREGARD = "disregard", _("disregarded, for a stated reason")


class PublicText(models.TextChoices):
    """How much of a Source's texts the public pages show."""

    FULL = "full", _("whole texts")
    PASSAGES = "passages", _("changed passages with a little context")
    PRIVATE = "private", _("nothing: staff only")


class SourceQuerySet(models.QuerySet["Source"]):
    """Words to choose Sources by."""

    def public(self) -> Self:
        """Those whose name and pages anyone may see."""
        return self.filter(exposure=Exposure.USABLE).exclude(public_text=PublicText.PRIVATE)

    def watched(self) -> Self:
        """Those whose feeds and articles are being looked at."""
        return self.filter(state=SourceState.ACTIVE)


class Source(models.Model):
    """A publisher, with the manners we keep towards it and what of it the public may see (schema.org ``publisher``)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, help_text=_("As readers know the publisher."))
    slug = models.SlugField(
        _("short name"),
        max_length=60,
        unique=True,
        help_text=_("Stands in addresses: /sources/daily-example/."),
    )
    homepage = models.URLField(
        _("home page"),
        max_length=2000,
        validators=[validate_web_address],
        help_text=_("Where readers find the publisher."),
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        default="en",
        validators=[
            RegexValidator(
                r"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z", _("Use a language tag such as en or pt-BR.")
            )
        ],
        help_text=_("Language tag (BCP 47) for articles that do not say their own."),
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        validators=[validate_time_zone],
        help_text=_("The publisher's own zone, such as Europe/London; times are shown in it beside UTC."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SourceState.choices, default=SourceState.ACTIVE
    )
    exposure = models.CharField(
        _("exposure"), max_length=10, choices=Exposure.choices, default=Exposure.USABLE
    )
    exposure_reason = models.CharField(
        _("reason"), max_length=10, choices=ExposureReason.choices, blank=True, editable=False
    )
    public_text = models.CharField(
        _("shown to the public"), max_length=10, choices=PublicText.choices, default=PublicText.FULL
    )
    public_since = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)
    first_interval = models.DurationField(
        _("first interval"),
        default=timedelta(minutes=30),
        validators=[validate_positive, AtMost(40)],
        help_text=_(
            "About how long after a change an article is looked at again until the publisher's habits are known; "
            "no article is looked at again sooner than after a tenth of it."
        ),
    )
    host_delay = models.DurationField(
        _("delay at the host"),
        default=timedelta(seconds=2),
        validators=[AtMost(1)],
        help_text=_("How long the publisher's server is left alone between two requests."),
    )
    requests_a_day = models.PositiveIntegerField(
        _("requests a day"),
        default=5000,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
        help_text=_("The most requests the publisher's servers get from us in 24 hours."),
    )
    robots_stance = models.CharField(
        _("robots.txt"),
        max_length=10,
        choices=RobotsStance.choices,
        default=RobotsStance.OBEY,
        help_text=_("Disregarding it is an operator's decision, with a reason, on the record."),
    )
    robots_reason = models.TextField(_("why robots.txt is disregarded"), blank=True)
    keep_responses = models.DurationField(
        _("keep responses for"),
        default=timedelta(days=14),
        validators=[validate_positive, AtMost(3650)],
        help_text=_("Raw responses that no version rests on are deleted after this time; their hashes stay."),
    )
    hints = models.OneToOneField(
        "trackers.HintSet",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("hints in force"),
    )
    created_at = models.DateTimeField(_("followed since"), default=now, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        permissions = [("disregard_robots", _("Can decide that a publisher's robots.txt is disregarded"))]
        constraints = [
            word_constraint("state", SourceState, name="source_state_is_a_word"),
            word_constraint("exposure", Exposure, name="source_exposure_is_a_word"),
            word_constraint("public_text", PublicText, name="source_public_text_is_a_word"),
            word_constraint("robots_stance", RobotsStance, name="source_robots_stance_is_a_word"),
            models.CheckConstraint(
                condition=Q(robots_stance=RobotsStance.OBEY) | ~Q(robots_reason=""),
                name="source_disregards_robots_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(requests_a_day__gte=1, requests_a_day__lte=100_000),
                name="source_budget_has_bounds",
            ),
            models.CheckConstraint(
                condition=Q(first_interval__gt=timedelta(0), first_interval__lte=timedelta(days=40))
                & Q(host_delay__gte=timedelta(0), host_delay__lte=timedelta(days=1))
                & Q(keep_responses__gt=timedelta(0), keep_responses__lte=timedelta(days=3650)),
                name="source_times_have_bounds",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of the publisher's public page."""
        return reverse("source", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """Whether anyone may see the Source; the same rule as ``Source.objects.public()``."""
        return self.exposure == Exposure.USABLE and self.public_text != PublicText.PRIVATE
