"""Check: one attempt to look at an Article or a Feed, with its Outcome."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint


class Outcome(models.TextChoices):
    """What one look found, in the words of HTTP and the field."""

    NEW_VERSION = "new_version", _("new version")
    NEW_ENTRIES = "new_entries", _("new entries")
    PENDING = "pending", _("waiting for a second look")
    UNCHANGED = "unchanged", _("unchanged")
    NOT_MODIFIED = "not_modified", _("not modified (304)")
    REVERTED = "reverted", _("back to an earlier text")
    MOVED = "moved", _("moved to another article's address")
    GONE = "gone", _("gone (410)")
    MISSING = "missing", _("not found (404)")
    FORBIDDEN = "forbidden", _("forbidden")
    DISALLOWED = "disallowed", _("disallowed by robots.txt")
    REFUSED = "refused", _("refused by our address guard")
    RATE_LIMITED = "rate_limited", _("asked to slow down")
    BLOCKED = "blocked", _("blocked by a wall")
    UNREADABLE = "unreadable", _("unreadable")
    FAILED = "failed", _("failed")


# The outcomes of a look that saw the article's text, or the feed's list.
SEEN = frozenset(
    {
        Outcome.NEW_VERSION,
        Outcome.NEW_ENTRIES,
        Outcome.UNCHANGED,
        Outcome.NOT_MODIFIED,
        Outcome.REVERTED,
        Outcome.PENDING,
    }
)


class Via(models.TextChoices):
    """Who asked for the look."""

    CLOCK = "clock", _("the clock")
    DESK = "desk", _("an editor")
    COMMAND = "command", _("a command")


class CheckQuerySet(models.QuerySet["Check"]):
    """Words to choose Checks by."""

    def refused(self) -> Self:
        """Those our address guard refused: a security event, for operators to see and count."""
        return self.filter(outcome=Outcome.REFUSED)


class Check(models.Model):
    """One attempt to look (an HTTP request and what became of it).

    Rows are appended, and thinned when they are old: ``CheckDay`` then counts what they said. ``code`` is one word of
    the wire for a look that brought no answer, such as ``refused_address``.
    """

    # Without indexes of their own: those below begin with the same columns, and a Check is written for every look.
    article = models.ForeignKey(
        "trackers.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="checks",
    )
    feed = models.ForeignKey(
        "trackers.Feed",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="checks",
    )
    started_at = models.DateTimeField(_("started at"))
    elapsed_ms = models.PositiveIntegerField(_("milliseconds"), default=0)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    wire_bytes = models.PositiveIntegerField(_("bytes received"), default=0)
    snapshot = models.ForeignKey(
        "trackers.Snapshot", on_delete=models.PROTECT, null=True, blank=True, related_name="checks"
    )
    code = models.CharField(_("code"), max_length=20, blank=True)
    detail = models.CharField(_("in words"), max_length=300, blank=True)
    via = models.CharField(_("asked by"), max_length=10, choices=Via.choices, default=Via.CLOCK)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, feed__isnull=True)
                | Q(article__isnull=True, feed__isnull=False),
                name="check_looks_at_one_thing",
            ),
            word_constraint("outcome", Outcome, name="check_outcome_is_a_word"),
        ]
        indexes = [
            models.Index(
                fields=["article", "-started_at"], name="check_of_article", condition=Q(article__isnull=False)
            ),
            models.Index(
                fields=["feed", "-started_at"], name="check_of_feed", condition=Q(feed__isnull=False)
            ),
            models.Index(fields=["-started_at"], name="check_latest"),
            # What an operator looks for is rare among millions: the looks that brought no answer, by their code.
            models.Index(fields=["code", "-started_at"], name="check_of_code", condition=~Q(code="")),
            models.Index(fields=["-started_at"], name="check_refused", condition=Q(outcome=Outcome.REFUSED)),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} UTC {self.outcome}"
