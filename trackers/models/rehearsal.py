"""Rehearsal: what the articles of a Source would read like under a draft of its hints, before that applies."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint
from trackers.models.hint import HintSet


class Verdict(models.TextChoices):
    """What a draft does to the reading of one article."""

    SAME = "same", _("reads the same")
    OTHERWISE = "otherwise", _("reads otherwise")
    READABLE = "readable", _("becomes readable")
    UNREADABLE = "unreadable", _("can no longer be read")
    NEITHER = "neither", _("cannot be read either way")


class Rehearsal(models.Model):
    """The last stored responses of a Source read with a draft and with what is in force, before it applies.

    ``lock`` is that of the draft as it was rehearsed: once the draft is revised the rehearsal counts no more. ``done``
    of ``total`` articles are read. Nothing it finds is a Version or a Change.
    """

    hint_set = models.ForeignKey(HintSet, on_delete=models.CASCADE, related_name="rehearsals")
    lock = models.PositiveIntegerField()
    job = models.CharField(_("job"), max_length=100)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    against = models.PositiveIntegerField(_("compared with hints"), default=0)
    total = models.PositiveIntegerField(_("articles"), default=0)
    done = models.PositiveIntegerField(_("articles read"), default=0)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("total")), name="rehearsal_counts_what_there_is"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hint_set}: {self.done}/{self.total}"


class RehearsedArticle(models.Model):
    """How one article reads in a Rehearsal. ``before`` and ``after`` hold the fields where they differ, else {}.

    ``reason`` says why it cannot be read. The texts go when the hints are settled.
    """

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="articles")
    article = models.ForeignKey("trackers.Article", on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey("trackers.Snapshot", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    headline = models.TextField(_("headline"), blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    reason = models.TextField(_("reason"), blank=True)
    doubts = models.JSONField(_("what the hints did not find"), default=list, blank=True)
    words_removed = models.PositiveIntegerField(_("words that go"), default=0)
    words_added = models.PositiveIntegerField(_("words that come"), default=0)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)

    class Meta:
        ordering = ["rehearsal", "place"]
        verbose_name = _("rehearsed article")
        verbose_name_plural = _("rehearsed articles")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["rehearsal", "place"], name="rehearsedarticle_stands_once"),
            word_constraint("verdict", Verdict, name="rehearsedarticle_verdict_is_a_word"),
        ]

    def __str__(self) -> str:
        return f"{self.rehearsal_id}.{self.place}"
