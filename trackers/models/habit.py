"""Habit: what a Source's articles have done, counted; Pace: how eagerly they are looked at because of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint


class Facet(models.TextChoices):
    """What a Habit is counted by."""

    CELL = "cell", _("how often and how long ago an article changed")
    HOUR = "hour", _("hour of the publisher's day")
    SECTION = "section", _("section")


class Habit(models.Model):
    """Changes of one Source's articles, counted in an exposure; derived from Changes, made anew every hour.

    ``key`` is a cell (``stage:span``), an hour of the Source's day (``0`` to ``23``) or a section. ``exposure`` is
    the hours watched in a cell; for an hour or section the Changes that the cells alone make one expect there.
    ``changes`` is no whole number for an hour: a Change is spread over its window.
    """

    source = models.ForeignKey(
        "trackers.Source", on_delete=models.CASCADE, db_index=False, related_name="habits"
    )
    facet = models.CharField(_("counted by"), max_length=10, choices=Facet.choices)
    key = models.CharField(_("which"), max_length=100)
    exposure = models.FloatField(_("exposure"))
    changes = models.FloatField(_("changes"))

    class Meta:
        ordering = ["source", "facet", "key"]
        verbose_name = _("habit")
        verbose_name_plural = _("habits")
        constraints = [
            models.UniqueConstraint(fields=["source", "facet", "key"], name="habit_stands_once"),
            word_constraint("facet", Facet, name="habit_facet_is_a_word"),
            models.CheckConstraint(
                condition=Q(exposure__gte=0, changes__gte=0), name="habit_counts_are_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facet} {self.key}: {self.changes:g} / {self.exposure:g}"


class Pace(models.Model):
    """How many edits of a Source's article are expected before it is looked at again, so that its budget lasts.

    ``planned_a_day`` is how many requests the looks planned at ``learned_at`` come to in 24 hours.
    """

    source = models.OneToOneField(
        "trackers.Source", on_delete=models.CASCADE, primary_key=True, related_name="pace"
    )
    edits_a_look = models.FloatField(_("edits expected between two looks"))
    planned_a_day = models.FloatField(_("requests planned a day"), default=0)
    learned_at = models.DateTimeField(_("learned at"))

    class Meta:
        verbose_name = _("pace")
        verbose_name_plural = _("paces")
        constraints = [
            models.CheckConstraint(condition=Q(edits_a_look__gt=0), name="pace_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.edits_a_look:g}"
