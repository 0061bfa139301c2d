"""Article: the story, independent of its address."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.check import Outcome
from trackers.models.fields import validate_web_address, word_constraint
from trackers.models.readersview import note_withheld, show_text, shown_as
from trackers.models.source import Exposure, ExposureReason, PublicText, Source, SourceState

# One new Article in so many is followed on a schedule that its past changes do not steer.
FIXED_ONE_IN = 10


class Tracking(models.TextChoices):
    """Whether an Article is looked at again."""

    ACTIVE = "active", _("followed")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("no longer checked")


class Stratum(models.TextChoices):
    """Which schedule an Article is followed by; drawn once, so that rates have a part that past edits do not steer."""

    LEARNED = "learned", _("learned from what changed before")
    FIXED = "fixed", _("fixed, whatever changed before")


# The columns of a text that is not a Version yet.
WAITING = ("waiting_for", "waiting_hash", "waiting_looks", "waiting_since", "waiting_snapshot")


class WaitingFor(models.TextChoices):
    """What a text that differs waits for before it becomes a Version."""

    SECOND_LOOK = "second", _("a second look")
    HOURS = "hours", _("some hours to pass")
    DAY = "day", _("a day to pass")
    EDITOR = "editor", _("an editor's decision")


def draw_stratum(lot: uuid.UUID) -> Stratum:
    """Return the stratum that a random uuid (version 4, RFC 9562) puts an Article in: one in ten is fixed."""
    return Stratum.FIXED if lot.int % FIXED_ONE_IN == 0 else Stratum.LEARNED


class ArticleQuerySet(models.QuerySet["Article"]):
    """Words to choose Articles by."""

    def public(self) -> Self:
        """Those anyone may see: read at least once, usable, and of a Source that is public."""
        return self.filter(
            exposure=Exposure.USABLE,
            merged_into__isnull=True,
            latest_version__isnull=False,
            source__exposure=Exposure.USABLE,
        ).exclude(source__public_text=PublicText.PRIVATE)

    def holding_back(self) -> Self:
        """Those of which passages or Versions are withheld."""
        return self.exclude(withheld_words=[], withheld_numbers=[])

    def due(self, now: datetime) -> Self:
        """Those whose next look is due, longest overdue first, then the oldest."""
        return (
            self.filter(
                tracking=Tracking.ACTIVE,
                merged_into__isnull=True,
                next_check_at__lte=now,
                source__state=SourceState.ACTIVE,
            )
            .exclude(leased_until__gt=now)
            .order_by("next_check_at", "pk")
        )


@shown_as({"entry_title": show_text, "shown_headline": show_text})
class Article(models.Model):
    """One story of a Source (schema.org ``NewsArticle``), with the state of following it.

    ``next_check_at`` is the queue. A claim writes ``leased_until``, which no index holds, so that it costs little; the
    end of the look sets the next one and lets go.
    ``last_snapshot`` is the last response that could be read; ``text_seen_at`` and ``text_snapshot`` belong to the last
    look that saw the latest Version's text: the near end of the next Change's window.
    ``waiting_*`` remember a text that is not a Version yet: first seen in ``waiting_snapshot`` at ``waiting_since``, in
    ``waiting_looks`` looks so far, and what it waits for. ``basis`` is what the latest Version says as we read today,
    where that differs from the Version: the next look is compared with it.
    ``fingerprint`` tells the parts of the page that the last reading was made of from all others. ``missing_looks``
    counts the looks since ``missing_since`` that found no article; ``gone_at`` is when they were enough to say so.
    ``apart_from`` holds ids of Articles an editor has separated this one from, which it is never joined with again.
    ``withheld_words`` and ``withheld_numbers`` are the passages and Versions that readers are not shown, as the
    Withholdings say that stand: here so that no page needs a query for them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Keys without an index of their own, or with one below: a row is written at every look, and each index with it.
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="articles",
        verbose_name=_("source"),
    )
    url = models.URLField(_("address"), max_length=2000, validators=[validate_web_address])
    entry_title = models.CharField(_("title in the feed"), max_length=500, blank=True)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    latest_version = models.ForeignKey(
        "trackers.Version",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        related_name="+",
    )
    version_count = models.PositiveIntegerField(_("versions"), default=0, editable=False)
    last_changed_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)

    tracking = models.CharField(
        _("tracking"), max_length=10, choices=Tracking.choices, default=Tracking.ACTIVE
    )
    stratum = models.CharField(
        _("schedule"), max_length=10, choices=Stratum.choices, default=Stratum.LEARNED, editable=False
    )
    plan = models.JSONField(_("why the next look is then"), default=dict, blank=True, editable=False)
    interval = models.DurationField(_("interval"), default=timedelta(minutes=30))
    next_check_at = models.DateTimeField(_("next look"), null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_check_at = models.DateTimeField(_("last look"), null=True, blank=True, editable=False)
    last_outcome = models.CharField(
        _("last outcome"), max_length=20, blank=True, choices=Outcome.choices, editable=False
    )
    last_snapshot = models.ForeignKey(
        "trackers.Snapshot", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    text_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    text_snapshot = models.ForeignKey(
        "trackers.Snapshot", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    missing_since = models.DateTimeField(_("missing since"), null=True, blank=True, editable=False)
    missing_looks = models.PositiveSmallIntegerField(default=0, editable=False)
    gone_at = models.DateTimeField(_("gone, as confirmed at"), null=True, blank=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    directives = models.CharField(
        _("what the page asks of robots"), max_length=200, blank=True, editable=False
    )
    basis = models.ForeignKey(
        "trackers.Rereading",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        related_name="+",
    )
    waiting_for = models.CharField(
        _("a new text waits for"), max_length=10, choices=WaitingFor.choices, blank=True, editable=False
    )
    waiting_hash = models.CharField(max_length=64, blank=True, editable=False)
    waiting_looks = models.PositiveSmallIntegerField(default=0, editable=False)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)
    waiting_snapshot = models.ForeignKey(
        "trackers.Snapshot",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        related_name="+",
    )

    exposure = models.CharField(
        _("exposure"), max_length=10, choices=Exposure.choices, default=Exposure.USABLE
    )
    exposure_reason = models.CharField(_("reason"), max_length=10, choices=ExposureReason.choices, blank=True)
    public_since = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)
    withheld_words = ArrayField(models.TextField(), default=list, db_default=[], blank=True, editable=False)
    withheld_numbers = ArrayField(
        models.PositiveIntegerField(), default=list, db_default=[], blank=True, editable=False
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        related_name="merged",
    )
    merged_at = models.DateTimeField(_("joined at"), null=True, blank=True, editable=False)
    apart_from = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-first_seen_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("withhold_article", _("Can withhold and release articles and sources")),
            ("cancel_article", _("Can cancel articles for good, and restore them")),
            ("check_article", _("Can ask for a look at an article now, pause and resume it")),
        ]
        constraints = [
            word_constraint("tracking", Tracking, name="article_tracking_is_a_word"),
            word_constraint("exposure", Exposure, name="article_exposure_is_a_word"),
            word_constraint("stratum", Stratum, name="article_stratum_is_a_word"),
            models.CheckConstraint(
                condition=Q(
                    waiting_for="", waiting_hash="", waiting_since__isnull=True, waiting_snapshot__isnull=True
                )
                | Q(
                    ~Q(waiting_hash=""),
                    waiting_for__in=WaitingFor.values,
                    waiting_since__isnull=False,
                    waiting_snapshot__isnull=False,
                ),
                name="article_waits_for_something",
            ),
            models.CheckConstraint(
                condition=Q(exposure=Exposure.USABLE) | ~Q(exposure_reason=""),
                name="article_withheld_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(tracking=Tracking.ACTIVE)
                | Q(next_check_at__isnull=False)
                | Q(merged_into__isnull=False),
                name="article_followed_has_a_next_look",
            ),
            models.CheckConstraint(
                condition=Q(interval__gt=timedelta(0)), name="article_interval_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(latest_version__isnull=True, version_count=0)
                | Q(latest_version__isnull=False, version_count__gt=0),
                name="article_counts_its_versions",
            ),
        ]
        indexes = [
            # The clock asks every few seconds, publisher by publisher, which articles are due: an index of those
            # that are followed stays small.
            models.Index(
                fields=["source", "next_check_at"],
                name="article_due",
                condition=Q(tracking="active", merged_into__isnull=True),
            ),
            models.Index(fields=["source", "-last_changed_at", "-id"], name="article_of_source"),
            models.Index(fields=["-first_seen_at", "-id"], name="article_newest"),
            models.Index(fields=["source"], name="article_not_usable", condition=~Q(exposure="usable")),
            models.Index(
                fields=["merged_into"], name="article_merged", condition=Q(merged_into__isnull=False)
            ),
            models.Index(
                fields=["id"],
                name="article_holding_back",
                condition=~Q(withheld_words=[], withheld_numbers=[]),
            ),
            models.Index(
                fields=["waiting_snapshot"],
                name="article_waiting",
                condition=Q(waiting_snapshot__isnull=False),
            ),
            models.Index(
                fields=["source", "failing_since"],
                name="article_failing",
                condition=Q(failing_since__isnull=False, tracking="active", merged_into__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **how: Any
    ) -> Self:
        """Return a row as it was read, and let the readers' view know what is withheld of it."""
        row = super().from_db(db, field_names, values, **how)
        words, numbers = (row.__dict__.get(name) for name in ("withheld_words", "withheld_numbers"))
        if words is not None and numbers is not None:
            note_withheld(row.pk, words=tuple(words), numbers=frozenset(numbers))
        return row

    def get_absolute_url(self) -> str:
        """Return the path of the Article's public page."""
        return reverse("article", args=[self.pk])

    def forget_waiting(self) -> None:
        """Drop the text that waited to become a Version; the columns of ``WAITING`` are to be saved."""
        self.waiting_for, self.waiting_hash, self.waiting_looks = "", "", 0
        self.waiting_since, self.waiting_snapshot = None, None

    @property
    def headline(self) -> str:
        """Return the latest headline, or what the feed called it, or its address."""
        return (self.latest_version.headline if self.latest_version else "") or self.entry_title or self.url

    def ids_with_joined(self) -> set[int]:
        """Return the ids of this Article and of all that were merged into it. One query for each step of merges."""
        ids = newest = {self.pk}
        while newest:
            newest = set(Article.objects.filter(merged_into__in=newest).values_list("pk", flat=True)) - ids
            ids = ids | newest
        return ids

    @property
    def change_count(self) -> int:
        """Return how many times the text changed while it was followed."""
        return max(self.version_count - 1, 0)

    @property
    def holds_back(self) -> bool:
        """Whether passages or Versions of the Article are withheld."""
        return bool(self.withheld_words or self.withheld_numbers)

    @property
    def is_public(self) -> bool:
        """Whether anyone may see the Article; the same rule as ``Article.objects.public()``."""
        return (
            self.exposure == Exposure.USABLE
            and self.merged_into_id is None
            and self.latest_version_id is not None
            and self.source.is_public
        )
