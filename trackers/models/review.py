"""Review: where one Change stands on the desk. No row means that nobody has touched it yet: it is ``new``.

A row of its own, for a Change never changes, and what the machine says of it is made anew by newer rules; what people
have decided stays.
"""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trackers.models.annotation import Annotation
from trackers.models.change import Change
from trackers.models.fields import word_constraint

# After so long without a decision a claim is nobody's: whoever left for lunch holds up no one.
CLAIM_LASTS = timedelta(minutes=30)
# The group of accounts that are programs: they take no step of a review, whatever else they may.
MACHINES = "Machine"


class ReviewState(models.TextChoices):
    """How far a Change has come on the desk."""

    NEW = "new", _("new")
    IN_REVIEW = "in_review", _("in review")
    DISMISSED = "dismissed", _("dismissed")
    SNOOZED = "snoozed", _("put off")
    ANNOTATED = "annotated", _("annotated")
    SECOND_READ = "second_read", _("waits for a second read")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    AMENDED = "amended", _("amended")
    RETRACTED = "retracted", _("retracted")


# What can only be where somebody has written something.
WRITTEN = (
    ReviewState.ANNOTATED,
    ReviewState.SECOND_READ,
    ReviewState.RETURNED,
    ReviewState.APPROVED,
    ReviewState.PUBLISHED,
    ReviewState.AMENDED,
    ReviewState.RETRACTED,
)


class ReviewQuerySet(models.QuerySet["Review"]):
    """Words to choose Reviews by."""

    def stale(self, now: datetime) -> Self:
        """Those claimed by somebody who has not decided in time."""
        return self.filter(state=ReviewState.IN_REVIEW, claimed_until__lte=now)


class Review(models.Model):
    """The state of a Change on the desk. Only ``trackers.desk.review`` writes it, with one event a step.

    ``annotation`` is the one the work is about: a draft, or what is published. ``lock`` counts the steps: whoever
    decides says which one she saw.
    """

    change = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="review", primary_key=True)
    state = models.CharField(_("state"), max_length=12, choices=ReviewState.choices, default=ReviewState.NEW)
    annotation = models.ForeignKey(
        Annotation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_name = models.CharField(_("claimed by"), max_length=200, blank=True, default="")
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    snoozed_until = models.DateTimeField(_("put off until"), null=True, blank=True)
    touched_at = models.DateTimeField(_("last step at"), null=True, blank=True)
    lock = models.PositiveIntegerField(default=0, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        default_permissions = ("view",)
        permissions = [("review_change", _("Can claim, dismiss and put off changes"))]
        constraints = [
            word_constraint("state", ReviewState, name="review_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.IN_REVIEW, claimed_until__isnull=False)
                | (~Q(state=ReviewState.IN_REVIEW) & Q(claimed_until__isnull=True, claimed_name="")),
                name="review_is_claimed_in_review",
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.SNOOZED, snoozed_until__isnull=False)
                | (~Q(state=ReviewState.SNOOZED) & Q(snoozed_until__isnull=True)),
                name="review_is_put_off_until",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WRITTEN) | Q(annotation__isnull=False),
                name="review_of_something_written",
            ),
        ]
        indexes = [models.Index(fields=["state", "-touched_at"], name="review_by_state")]

    def __str__(self) -> str:
        return f"{self.change_id}: {self.state}"
