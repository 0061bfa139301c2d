"""CheckDay: how many looks at one thing on one day came to one Outcome, once their Checks have been thinned."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trackers.models.check import Outcome
from trackers.models.fields import word_constraint


class CheckDay(models.Model):
    """The sum of thinned Checks: of one Article or Feed, one day (UTC) and one Outcome.

    What is counted is Checks and CheckDays together: thinning moves a look from one to the other and changes no sum.
    """

    article = models.ForeignKey(
        "trackers.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="check_days",
    )
    feed = models.ForeignKey(
        "trackers.Feed",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="check_days",
    )
    day = models.DateField(_("day"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    looks = models.PositiveIntegerField(_("looks"), default=0)
    wire_bytes = models.PositiveBigIntegerField(_("bytes received"), default=0)
    elapsed_ms = models.PositiveBigIntegerField(_("milliseconds"), default=0)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("day of checks")
        verbose_name_plural = _("days of checks")
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, feed__isnull=True)
                | Q(article__isnull=True, feed__isnull=False),
                name="checkday_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["article", "day", "outcome"],
                condition=Q(article__isnull=False),
                name="checkday_of_article_stands_once",
            ),
            models.UniqueConstraint(
                fields=["feed", "day", "outcome"],
                condition=Q(feed__isnull=False),
                name="checkday_of_feed_stands_once",
            ),
            word_constraint("outcome", Outcome, name="checkday_outcome_is_a_word"),
        ]
        indexes = [models.Index(fields=["day"], name="checkday_latest")]

    def __str__(self) -> str:
        return f"{self.day} {self.outcome}: {self.looks}"
