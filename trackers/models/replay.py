"""ReplayRun: stored responses read again with today's extractor; ReplayFinding: what one of them said otherwise."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint
from trackers.models.source import Source

# A batch takes seconds, the longest that a reader may stay with one page twenty: after this nobody works on the run.
GIVEN_UP_AFTER = timedelta(minutes=3)


class ReplayPurpose(models.TextChoices):
    """Whether a run only reports, or also records what it finds."""

    REHEARSE = "rehearse", _("rehearsal")
    APPLY = "apply", _("applied")


class ReplayState(models.TextChoices):
    """How far a run has come."""

    WAITING = "waiting", _("waiting for a worker")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("failed")


OPEN = (ReplayState.WAITING, ReplayState.RUNNING)


class VersionVerdict(models.TextChoices):
    """What reading the response behind a Version again came to."""

    SAME = "same", _("reads the same")
    OTHERWISE = "otherwise", _("reads otherwise")
    LOST = "lost", _("body no longer kept")
    UNREADABLE = "unreadable", _("unreadable now")


class StepVerdict(models.TextChoices):
    """What reading both responses of an edit again means for its Change."""

    SAME = "same", _("differs as recorded")
    DIFFERS = "differs", _("differs otherwise")
    VANISHES = "vanishes", _("no difference any more")
    UNTOLD = "untold", _("cannot be told: a side cannot be read")


class SkippedFor(models.TextChoices):
    """Why what was found is not applied."""

    REVIEWED = "reviewed", _("an editor has published something about the change")
    OVERTAKEN = "overtaken", _("the article was looked at meanwhile")


class ReplayRunQuerySet(models.QuerySet["ReplayRun"]):
    """Words to choose runs by."""

    def open(self) -> Self:
        """Those that are not over."""
        return self.filter(state__in=OPEN)


class ReplayRun(models.Model):
    """One replay: the responses behind the Versions of a scope, read again with the extractor and hints of today.

    The scope is one Source or some Articles or everything, Versions observed from ``since`` on, at most ``limit`` of
    them, newest Articles first. ``cursor_*`` is the last Version that is done with: a run that was stopped goes on
    behind it. ``job`` names who works on it; whoever bears another name has lost it. ``tally`` counts, by the words of
    VersionVerdict (``version_…``), StepVerdict (``step_…``), SkippedFor (``skipped_…``) and what was recorded
    (``made_readings``, ``made_bases``, ``made_descriptions``). ``seconds`` is the time spent on it, waiting left out.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=10, choices=ReplayPurpose.choices)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replays",
        verbose_name=_("source"),
    )
    articles = ArrayField(models.BigIntegerField(), verbose_name=_("articles"), default=list, blank=True)
    since = models.DateTimeField(_("versions seen since"), null=True, blank=True)
    limit = models.PositiveIntegerField(_("at most so many versions"), null=True, blank=True)
    extractor = models.CharField(_("read by"), max_length=100)
    rehearsal = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="applications", editable=False
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReplayState.choices, default=ReplayState.WAITING
    )
    job = models.CharField(max_length=100, blank=True, editable=False)
    detail = models.CharField(_("why it failed"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    actor_name = models.CharField(_("by"), max_length=200)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    versions_total = models.PositiveIntegerField(_("versions"), default=0)
    versions_done = models.PositiveIntegerField(_("versions done"), default=0)
    cursor_article = models.BigIntegerField(null=True, blank=True, editable=False)
    cursor_number = models.PositiveIntegerField(default=0, editable=False)
    seconds = models.FloatField(default=0.0, editable=False)
    tally = models.JSONField(_("what was found"), default=dict, blank=True)

    objects = ReplayRunQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("replay")
        verbose_name_plural = _("replays")
        default_permissions = ()
        permissions = [("replay_article", _("Can read stored responses again and apply what is found"))]
        constraints = [
            word_constraint("purpose", ReplayPurpose, name="replayrun_purpose_is_a_word"),
            word_constraint("state", ReplayState, name="replayrun_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="replayrun_ended_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"], name="replayrun_latest")]

    def __str__(self) -> str:
        return f"{self.pk}: {ReplayPurpose(self.purpose).label}"

    @property
    def is_open(self) -> bool:
        """Whether there is something to wait for; the same rule as ``open()``."""
        return self.state in OPEN

    @property
    def versions_a_second(self) -> float:
        """Return how many Versions were done a second while somebody worked on it; 0 before that is known."""
        return self.versions_done / self.seconds if self.seconds else 0.0

    def was_given_up(self, now: datetime) -> bool:
        """Tell whether whoever worked on it must have died: it is running and nothing was heard for minutes."""
        return (
            self.state == ReplayState.RUNNING
            and self.beat_at is not None
            and now - self.beat_at > GIVEN_UP_AFTER
        )


class ReplayFinding(models.Model):
    """What a replay found about one Version, where it is not plainly the same.

    ``fields`` are the tracked fields that read otherwise, ``gone`` and ``come`` the strongest words on either side and
    their number. ``step`` is what it means for the edit that led to the Version, empty for the first one.
    """

    run = models.ForeignKey(ReplayRun, on_delete=models.CASCADE, related_name="findings")
    version = models.ForeignKey("trackers.Version", on_delete=models.PROTECT, related_name="+")
    change = models.ForeignKey(
        "trackers.Change", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    verdict = models.CharField(_("version"), max_length=10, choices=VersionVerdict.choices)
    reason = models.TextField(_("why it cannot be read"), blank=True)
    fields = ArrayField(models.CharField(max_length=20), verbose_name=_("fields"), default=list, blank=True)
    words_gone = models.PositiveIntegerField(_("words gone"), default=0)
    words_come = models.PositiveIntegerField(_("words come"), default=0)
    gone = models.TextField(_("words that are read no more"), blank=True)
    come = models.TextField(_("words that are read now"), blank=True)
    step = models.CharField(_("change"), max_length=10, choices=StepVerdict.choices, blank=True)
    step_before = models.TextField(_("words that went, as read today"), blank=True)
    step_after = models.TextField(_("words that came, as read today"), blank=True)
    skipped = models.CharField(_("not applied, for"), max_length=10, choices=SkippedFor.choices, blank=True)

    class Meta:
        ordering = ["run", "pk"]
        verbose_name = _("finding of a replay")
        verbose_name_plural = _("findings of a replay")
        default_permissions = ()
        constraints = [
            word_constraint("verdict", VersionVerdict, name="replayfinding_verdict_is_a_word"),
            models.CheckConstraint(
                condition=Q(step__in=["", *StepVerdict.values]), name="replayfinding_step_is_a_word"
            ),
            models.CheckConstraint(
                condition=Q(skipped__in=["", *SkippedFor.values]), name="replayfinding_skipped_is_a_word"
            ),
            models.UniqueConstraint(fields=["run", "version"], name="replayfinding_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.verdict}"
