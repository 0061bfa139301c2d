"""CodingSample and Coding: the same Changes coded by two people who do not see each other's words, nor the machine's.

How far they agree is what the desk's facets are worth; it is reckoned by ``trackers.text.kappa``.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.annotation import DISCLOSURES, Confidence, Significance
from trackers.models.change import Change
from trackers.models.kinds import ChangeKind

# More than this nobody codes twice.
MOST_CODED = 500
# Which of the two coders.
SIDES = (1, 2)


class CodingSample(models.Model):
    """Changes drawn by chance, by ``seed``: the same seed draws the same ones of the same list again.

    They are drawn from a queue, or from the edits first seen from ``first_day`` to ``last_day``; ``of`` is how many
    there were, ``changes`` the keys of those drawn, in the order in which they are coded.
    """

    name = models.CharField(_("name"), max_length=80)
    queue = models.CharField(_("queue"), max_length=40, blank=True)
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(
        _("so many in a hundred"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    seed = models.PositiveIntegerField(
        _("seed"), help_text=_("Any number. The same one draws the same changes of the same list again.")
    )
    of = models.PositiveIntegerField(_("drawn from"))
    changes = ArrayField(models.BigIntegerField(), editable=False)
    drawn_at = models.DateTimeField(_("drawn at"), default=timezone.now)
    drawer_name = models.CharField(_("drawn by"), max_length=200)
    first_coder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    first_name = models.CharField(_("first coder"), max_length=200)
    second_coder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    second_name = models.CharField(_("second coder"), max_length=200)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closer_name = models.CharField(_("closed by"), max_length=200, blank=True)

    class Meta:
        ordering = ["-drawn_at", "-pk"]
        verbose_name = _("sample coded twice")
        verbose_name_plural = _("samples coded twice")
        default_permissions = ()
        permissions = [
            ("code_changes", _("Can code changes of a sample")),
            ("draw_sample", _("Can draw and close samples to be coded twice")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_coder__isnull=True)
                | Q(second_coder__isnull=True)
                | ~Q(first_coder=F("second_coder")),
                name="codingsample_has_two_coders",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100), name="codingsample_draws_a_share"
            ),
            models.CheckConstraint(
                condition=Q(changes__len__gte=1, changes__len__lte=MOST_CODED),
                name="codingsample_holds_changes",
            ),
            models.CheckConstraint(
                condition=~Q(queue="") | Q(first_day__isnull=False, last_day__gte=F("first_day")),
                name="codingsample_is_drawn_from_something",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Coding(models.Model):
    """What one coder says of one Change of a sample. ``side`` is which of the two; the account may go."""

    sample = models.ForeignKey(CodingSample, on_delete=models.CASCADE, related_name="codings")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+")
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    side = models.PositiveSmallIntegerField()
    kinds = ArrayField(
        models.CharField(max_length=20, choices=ChangeKind.choices),
        verbose_name=_("kinds"),
        default=list,
        blank=True,
    )
    disclosure = models.CharField(_("what the page says of it"), max_length=15, choices=DISCLOSURES)
    significance = models.PositiveSmallIntegerField(_("significance"), choices=Significance.choices)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices)
    at = models.DateTimeField(_("coded at"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("coding")
        verbose_name_plural = _("codings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["sample", "change", "side"], name="coding_stands_once"),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="coding_is_of_one_of_two"),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=ChangeKind.values), name="coding_kinds_are_words"
            ),
            models.CheckConstraint(
                condition=Q(disclosure__in=[code for code, _label in DISCLOSURES]),
                name="coding_disclosure_is_a_word",
            ),
            models.CheckConstraint(
                condition=Q(significance__in=Significance.values), name="coding_significance_is_a_step"
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.values), name="coding_confidence_is_a_word"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id}: {self.change_id}"
