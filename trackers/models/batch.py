"""Batch: one act of an editor on many Changes, and its undoing; BatchRow: what became of each of them.

The rows are written down, with the ``lock`` of each review, when the confirmation is shown: what is done later is
what somebody has seen, or nothing.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.change import Change
from trackers.models.event import Act
from trackers.models.fields import word_constraint

# Whoever has erred finds out at once or not at all.
UNDO_WITHIN = timedelta(minutes=10)


class BatchState(models.TextChoices):
    """How far a Batch has come. Nothing is done before it is confirmed."""

    PLANNED = "planned", _("to be confirmed")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class BatchVerdict(models.TextChoices):
    """What became of one Change of a Batch."""

    WAITING = "waiting", _("waits")
    DONE = "done", _("done")
    LEFT = "left", _("left as it was")
    UNDONE = "undone", _("undone")
    STANDS = "stands", _("not undone")


class Batch(models.Model):
    """A step of the review on many Changes: who asked, what comes with it, how far it is.

    ``act`` is the step's; ``facets`` are those of an Annotation that are set, by name, the others stay as they are.
    ``copied_from`` is the Change whose decision is repeated on those like it, ``writers`` are the numbers of the
    accounts that wrote the words that are copied: for four eyes they are writers of the copies as well.
    """

    act = models.CharField(_("act"), max_length=20, choices=Act.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=BatchState.choices, default=BatchState.PLANNED
    )
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asker_name = models.CharField(_("asked for by"), max_length=200)
    reason = models.TextField(_("reason"), blank=True)
    until = models.DateTimeField(_("put off until"), null=True, blank=True)
    facets = models.JSONField(_("facets"), default=dict, blank=True)
    copied_from = models.ForeignKey(
        Change, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    writers = ArrayField(models.BigIntegerField(), default=list, db_default=[], blank=True, editable=False)
    job = models.CharField(_("job"), max_length=100, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        default_permissions = ("view",)
        permissions = [
            ("triage_in_bulk", _("Can claim, dismiss and put off many changes at once")),
            ("act_in_bulk", _("Can annotate, approve and publish many changes at once")),
        ]
        constraints = [
            word_constraint("state", BatchState, name="batch_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[BatchState.DONE, BatchState.UNDOING, BatchState.UNDONE], ended_at__isnull=False
                )
                | Q(state__in=[BatchState.PLANNED, BatchState.RUNNING], ended_at__isnull=True),
                name="batch_ends_once_it_is_done",
            ),
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"], name="batch_latest")]

    def __str__(self) -> str:
        return f"{self.asker_name}: {self.act}"


class BatchRow(models.Model):
    """One Change of a Batch: its review's ``lock`` as it was seen, what became of it, and the ``lock`` after that."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+")
    lock = models.PositiveIntegerField()
    lock_after = models.PositiveIntegerField(null=True, blank=True)
    verdict = models.CharField(
        _("what became of it"), max_length=10, choices=BatchVerdict.choices, default=BatchVerdict.WAITING
    )
    words = models.TextField(_("in words"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change of a batch")
        verbose_name_plural = _("changes of batches")
        default_permissions = ()
        constraints = [
            word_constraint("verdict", BatchVerdict, name="batchrow_verdict_is_a_word"),
            models.UniqueConstraint(fields=["batch", "change"], name="batchrow_stands_once"),
        ]
        indexes = [models.Index(fields=["batch", "verdict"], name="batchrow_by_verdict")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.change_id}"
