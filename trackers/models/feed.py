"""Feed: an inbound list of links of a Source, and the dated history of its address and filters."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.check import Outcome
from trackers.models.fields import AtMost, validate_positive, validate_web_address, word_constraint
from trackers.models.source import Source, SourceState
from trackers.text.entries import FeedKind as ListingKind
from trackers.text.urls import matches


class FeedKind(models.TextChoices):
    """The forms a list of links comes in: those that ``trackers.text.listings`` reads, with their labels."""

    RSS = ListingKind.RSS.value, _("RSS")
    ATOM = ListingKind.ATOM.value, _("Atom")
    JSON = ListingKind.JSON.value, _("JSON Feed")
    SITEMAP = ListingKind.SITEMAP.value, _("sitemap")
    PAGE = ListingKind.PAGE.value, _("section page")


class FeedState(models.TextChoices):
    """Whether a Feed is being read."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    RETIRED = "retired", _("retired")


class FeedQuerySet(models.QuerySet["Feed"]):
    """Words to choose Feeds by."""

    def watched(self) -> Self:
        """Those that are read by the clock."""
        return self.filter(state=FeedState.ACTIVE, source__state=SourceState.ACTIVE)


FILTERS = (
    "include_url",
    "exclude_url",
    "include_title",
    "exclude_title",
    "include_category",
    "exclude_category",
)
_FILTER_HELP = _("One pattern a line; * stands for any characters, ? for one. Empty: everything passes.")
_EXCLUDE_HELP = _("One pattern a line; * stands for any characters, ? for one. What matches is left out.")


class Feed(models.Model):
    """A list of links that is read again and again: RSS, Atom, JSON Feed, sitemap or section page."""

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="feeds", verbose_name=_("source")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=FeedKind.choices, default=FeedKind.RSS)
    address = models.URLField(_("address"), max_length=2000, validators=[validate_web_address])
    title = models.CharField(_("title"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=FeedState.choices, default=FeedState.ACTIVE)
    interval = models.DurationField(
        _("interval"),
        default=timedelta(minutes=10),
        validators=[validate_positive, AtMost(30)],
        help_text=_("How long the feed is left alone between two looks."),
    )
    include_url = models.TextField(_("only these addresses"), blank=True, help_text=_FILTER_HELP)
    exclude_url = models.TextField(_("not these addresses"), blank=True, help_text=_EXCLUDE_HELP)
    include_title = models.TextField(_("only these titles"), blank=True, help_text=_FILTER_HELP)
    exclude_title = models.TextField(_("not these titles"), blank=True, help_text=_EXCLUDE_HELP)
    include_category = models.TextField(_("only these categories"), blank=True, help_text=_FILTER_HELP)
    exclude_category = models.TextField(_("not these categories"), blank=True, help_text=_EXCLUDE_HELP)
    next_check_at = models.DateTimeField(_("next look"), default=timezone.now)
    last_check_at = models.DateTimeField(_("last look"), null=True, blank=True, editable=False)
    last_outcome = models.CharField(
        _("last outcome"), max_length=20, blank=True, choices=Outcome.choices, editable=False
    )
    last_detail = models.CharField(_("in words"), max_length=300, blank=True, editable=False)
    list_read_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    body_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["source", "pk"]
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = [
            models.UniqueConstraint(fields=["source", "address"], name="feed_stands_once_per_source"),
            word_constraint("kind", FeedKind, name="feed_kind_is_a_word"),
            word_constraint("state", FeedState, name="feed_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(interval__gt=timedelta(0), interval__lte=timedelta(days=30)),
                name="feed_interval_has_bounds",
            ),
        ]
        indexes = [
            # The clock asks every few seconds which feeds are due; only watched ones can be.
            models.Index(fields=["next_check_at"], name="feed_due", condition=Q(state="active")),
        ]

    def __str__(self) -> str:
        return self.title or self.address

    def admits(self, *, url: str, title: str, categories: Iterable[str]) -> bool:
        """Tell whether an Entry passes the include and exclude patterns."""
        seen = {"url": [url], "title": [title], "category": list(categories)}
        for word, texts in seen.items():
            include, exclude = (
                _patterns(getattr(self, f"include_{word}")),
                _patterns(getattr(self, f"exclude_{word}")),
            )
            if include and not any(matches(pattern, text) for pattern in include for text in texts):
                return False
            if any(matches(pattern, text) for pattern in exclude for text in texts):
                return False
        return True


class FeedRevision(models.Model):
    """How a Feed was set up from a moment on; appended whenever its address, kind, state or filters are changed."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="revisions")
    revised_at = models.DateTimeField(_("revised at"), default=timezone.now)
    revised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=FeedKind.choices)
    address = models.URLField(max_length=2000)
    state = models.CharField(max_length=10, choices=FeedState.choices)
    filters = models.JSONField(default=dict, help_text=_("The six pattern fields as they stood."))

    class Meta:
        ordering = ["-revised_at", "-pk"]
        verbose_name = _("feed revision")
        verbose_name_plural = _("feed revisions")

    def __str__(self) -> str:
        return f"{self.address} ({self.revised_at:%Y-%m-%d %H:%M} UTC)"


def _patterns(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
