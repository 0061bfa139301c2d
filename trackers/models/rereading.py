"""Rereading: a Version's text read anew, because we read otherwise now; never a Change."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint
from trackers.models.readersview import shown_as
from trackers.models.readtext import SHOWN_WORDS, ReadText


class RereadingReason(models.TextChoices):
    """Why a Version reads otherwise than when it was made. None of these is an edit."""

    EXTRACTOR = "extractor", _("a newer extractor reads it")
    HINTS = "hints", _("other hints are in force")
    FURNITURE = "furniture", _("lines of the publisher's template are marked otherwise")
    READING = "reading", _("the same page was read otherwise")
    VARIANT = "variant", _("the publisher serves two texts side by side")
    POINTERS = "pointers", _("lines that only link to another page were exchanged")
    TEMPLATE = "template", _("the publisher's template changed, as an editor decided")


@shown_as(SHOWN_WORDS)
class Rereading(ReadText):
    """A technical re-reading: what a Version says as we read today, kept beside it.

    The next look is compared with it in place of the Version (``Article.basis``), and a Change that was found so says
    so (``Change.from_reading``): both sides of every comparison are read alike. ``snapshot`` is the response it was
    read from.
    """

    version = models.ForeignKey("trackers.Version", on_delete=models.PROTECT, related_name="rereadings")
    reason = models.CharField(_("reason"), max_length=10, choices=RereadingReason.choices)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    snapshot = models.ForeignKey("trackers.Snapshot", on_delete=models.PROTECT, related_name="rereadings")

    class Meta:
        ordering = ["version", "-made_at", "-pk"]
        verbose_name = _("technical re-reading")
        verbose_name_plural = _("technical re-readings")
        constraints = [
            word_constraint("reason", RereadingReason, name="rereading_reason_is_a_word"),
            models.CheckConstraint(condition=Q(dir__in=["ltr", "rtl"]), name="rereading_dir_is_a_word"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="rereading_confidence_is_a_share"
            ),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="rereading_latest")]

    def __str__(self) -> str:
        return f"{self.version} – {self.get_reason_display()}"
