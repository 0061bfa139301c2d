"""Withholding: something that was public and is not shown any more, for a stated reason, on the record for ever.

It stands beside what it is about: no Version, no Publication and no Change is altered by it.
"""

from typing import Any, NoReturn, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.article import Article
from trackers.models.fields import word_constraint
from trackers.models.source import ExposureReason
from trackers.models.version import Version


class WithheldPart(models.TextChoices):
    """How much is withheld."""

    ARTICLE = "article", _("an article")
    VERSION = "version", _("a version")
    PASSAGE = "passage", _("a passage")


class WithholdingQuerySet(models.QuerySet["Withholding"]):
    """Words to choose Withholdings by."""

    def standing(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_at__isnull=True)

    def covering(self, article_id: int) -> Self:
        """Those that are about an Article, or about one that is joined with it."""
        return self.filter(Q(article=article_id) | Q(joined__contains=[article_id]))

    def public_record(self) -> models.QuerySet["Withholding", Any]:
        """What anyone may know of each that kept something from readers: ``at``, ``what``, ``reason_code``, ``ended``.

        In no order; ``key`` tells apart what began in one moment.

        Neither words nor names, and not which article: a record of what is withheld must not lead to it. What was
        never public before it was shown again was kept from nobody.
        """
        since = F("article__public_since")
        rows = self.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=since), article__public_since__isnull=False
        )
        told = rows.annotate(
            at=F("made_at"), key=F("pk"), what=F("part"), reason_code=F("reason"), ended=F("ended_at")
        )
        return told.order_by().values("at", "key", "what", "reason_code", "ended")


class Withholding(models.Model):
    """One act of withholding: what, why, who asked, until when; ended when it is shown again.

    A passage is ``words``, as an editor typed them: they are withheld in all texts of ``article``, and of those that
    were ``joined`` with it, whenever these were seen. ``authority`` is named to readers where the answer is 451;
    ``asked_by`` and ``note`` are the desk's alone. ``due_on`` is the day by which somebody has to look at it again.
    """

    part = models.CharField(_("what"), max_length=10, choices=WithheldPart.choices)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="withholdings", verbose_name=_("article")
    )
    version = models.ForeignKey(
        Version,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withholdings",
        verbose_name=_("version"),
    )
    words = models.TextField(_("words"), blank=True, default="")
    joined = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=10, choices=ExposureReason.choices)
    authority = models.CharField(_("on whose demand"), max_length=200, blank=True, default="")
    asked_by = models.CharField(_("who asked"), max_length=300, blank=True, default="")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, default="")
    made_at = models.DateTimeField(_("withheld at"), default=timezone.now)
    ended_at = models.DateTimeField(_("shown again at"), null=True, blank=True)

    objects = WithholdingQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("withholding")
        verbose_name_plural = _("withholdings")
        default_permissions = ("view",)
        constraints = [
            word_constraint("part", WithheldPart, name="withholding_part_is_a_word"),
            word_constraint("reason", ExposureReason, name="withholding_reason_is_a_word"),
            models.CheckConstraint(
                condition=Q(part=WithheldPart.ARTICLE, version__isnull=True, words="")
                | Q(part=WithheldPart.VERSION, version__isnull=False, words="")
                | (Q(part=WithheldPart.PASSAGE, version__isnull=True) & ~Q(words="")),
                name="withholding_says_what",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                name="withholding_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(part=WithheldPart.ARTICLE, ended_at__isnull=True),
                name="withholding_of_article_stands_once",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(part=WithheldPart.VERSION, ended_at__isnull=True),
                name="withholding_of_version_stands_once",
            ),
        ]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="withholding_latest"),
            models.Index(
                fields=["due_on"],
                name="withholding_due",
                condition=Q(ended_at__isnull=True, due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_part_display()}"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: what was withheld stays on the record, and a trigger refuses it as well."""
        raise TypeError("A Withholding is ended, never deleted.")
