"""Change: the step between two neighbouring Versions; Description: what the machine says of it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trackers.models.article import Article
from trackers.models.source import Exposure, PublicText
from trackers.models.version import Version


class ChangeQuerySet(models.QuerySet["Change"]):
    """Words to choose Changes by."""

    def public(self) -> Self:
        """Those anyone may see: announced, of a public Article of a public Source."""
        return self.filter(
            announced_at__isnull=False,
            article__exposure=Exposure.USABLE,
            article__merged_into__isnull=True,
            article__source__exposure=Exposure.USABLE,
        ).exclude(article__source__public_text=PublicText.PRIVATE)


class Change(models.Model):
    """The step from Version n to n + 1 of an Article. It happened between two looks: its window.

    Its pair, window and address never change; what is derived from it lives in Description.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="changes")
    from_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    to_version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="change")
    from_number = models.PositiveIntegerField()
    to_number = models.PositiveIntegerField()
    seen_old_at = models.DateTimeField(_("old text last seen"))
    seen_new_at = models.DateTimeField(_("new text first seen"))
    old_snapshot = models.ForeignKey("trackers.Snapshot", on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_new_at", "-pk"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            models.UniqueConstraint(fields=["article", "to_number"], name="change_stands_once"),
            models.CheckConstraint(
                condition=Q(to_number=F("from_number") + 1), name="change_joins_neighbours"
            ),
            models.CheckConstraint(
                condition=Q(seen_old_at__lte=F("seen_new_at")), name="change_window_runs_forward"
            ),
        ]
        indexes = [
            models.Index(fields=["-seen_new_at", "-id"], name="change_latest"),
            models.Index(fields=["article", "-seen_new_at"], name="change_of_article"),
            models.Index(fields=["-announced_at", "-id"], name="change_announced"),
            models.Index(fields=["id"], name="change_to_announce", condition=Q(announced_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.from_number}..{self.to_number}"

    def get_absolute_url(self) -> str:
        """Return the path of the Change's public page: ``/articles/<id>/changes/<a>..<b>/``."""
        return reverse("change", args=[self.article_id, self.from_number, self.to_number])


class Description(models.Model):
    """What the machine says of a Change: derived from the two texts, made anew by newer rules, never by hand."""

    change = models.OneToOneField(
        Change, on_delete=models.CASCADE, related_name="description", primary_key=True
    )
    rules = models.CharField(_("rule set"), max_length=40)
    headline_before = models.TextField(_("headline before"), blank=True)
    headline_after = models.TextField(_("headline after"), blank=True)
    removed = models.TextField(_("words that went"), blank=True)
    added = models.TextField(_("words that came"), blank=True)
    context_before = models.TextField(_("unchanged words before them"), blank=True)
    context_after = models.TextField(_("unchanged words after them"), blank=True)
    words_removed = models.PositiveIntegerField(_("words removed"), default=0)
    words_added = models.PositiveIntegerField(_("words added"), default=0)

    class Meta:
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")

    def __str__(self) -> str:
        return f"-{self.words_removed} +{self.words_added}"

    @property
    def headline_changed(self) -> bool:
        """Whether the headline differs between the two Versions."""
        return self.headline_before != self.headline_after
