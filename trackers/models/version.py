"""Version: one observed text of an Article that differs from the one before it. Never altered."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trackers.models.readersview import shown_as
from trackers.models.readtext import SHOWN_WORDS, ReadText


class VersionQuerySet(models.QuerySet["Version"]):
    """Words to choose Versions by."""

    def without_text(self) -> Self:
        """Leave the long columns in the database: for lists."""
        return self.defer(
            "paragraphs", "captions", "standfirst", "roles", "credits", "notices", "pointers", "places"
        )


@shown_as(SHOWN_WORDS)
class Version(ReadText):
    """What an Article said at a moment we looked (RFC 7089 Memento), numbered from 1 within its Article."""

    article = models.ForeignKey("trackers.Article", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    observed_at = models.DateTimeField(_("first seen at"))
    snapshot = models.ForeignKey("trackers.Snapshot", on_delete=models.PROTECT, related_name="versions")
    same_text_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="returns"
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_stands_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_numbers_start_at_one"),
            models.CheckConstraint(condition=Q(dir__in=["ltr", "rtl"]), name="version_dir_is_a_word"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="version_confidence_is_a_share"
            ),
        ]
        indexes = [models.Index(fields=["article", "text_hash"], name="version_same_text")]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new Version; raise TypeError for one that is stored already (a trigger refuses it as well)."""
        if not self._state.adding:
            raise TypeError("A Version is never altered.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the path of this Version's public page."""
        return reverse("version", args=[self.article_id, self.number])
