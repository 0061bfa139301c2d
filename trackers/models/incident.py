"""Incident: many articles of one Source that changed alike at once, held for an editor; and what was seen of it.

An Incident is about the publisher's template or about our reading, not about one article. What it holds is never lost:
each text waits with its first look's window and becomes a Version or a technical re-reading by one decision.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Min, Q, Value, When
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint


class IncidentNature(models.TextChoices):
    """What sort of step the articles have in common."""

    ALIKE = "alike", _("many articles changed alike")
    COLLAPSE = "collapse", _("long articles read suddenly short")


class IncidentState(models.TextChoices):
    """What is thought of an Incident; the middle three are editors' decisions."""

    OPEN = "open", _("waits for a decision")
    TEMPLATE = "template", _("the publisher's template, not news")
    REAL = "real", _("real edits")
    BROKEN = "broken", _("our reading broke")
    CLOSED = "closed", _("over without a decision")


# The states in which an Incident holds texts.
HOLDING = (IncidentState.OPEN, IncidentState.BROKEN)


class HeldState(models.TextChoices):
    """What became of one Article's text."""

    HELD = "held", _("waits for the decision")
    RELEASED = "released", _("recorded as a change")
    ABSORBED = "absorbed", _("taken as a technical re-reading")
    EARLIER = "earlier", _("recorded before the incident was known")
    LEFT = "left", _("the article says something else by now")


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Words to choose Incidents by."""

    def holding(self) -> Self:
        """Those that hold texts back: undecided, or waiting for our reading to be mended."""
        return self.filter(state__in=HOLDING)

    def burning(self) -> Self:
        """Those that hold texts back, or should not any more and still do."""
        held = IncidentArticle.objects.filter(incident=models.OuterRef("pk"), state=HeldState.HELD)
        return self.filter(Q(state__in=HOLDING) | models.Exists(held))

    def with_counts(self) -> Self:
        """Add ``held_count``, ``article_count`` and ``oldest_held_at``."""
        held = Q(articles__state=HeldState.HELD)
        return self.annotate(
            held_count=Count("articles", filter=held),
            article_count=Count("articles"),
            oldest_held_at=Min("articles__seen_at", filter=held),
        )

    def urgent_first(self) -> Self:
        """Undecided ones first, then those that wait for our reading, then the others; the oldest first, or newest."""
        order = Case(
            When(state=IncidentState.OPEN, then=Value(0)),
            When(state=IncidentState.BROKEN, then=Value(1)),
            default=Value(2),
        )
        return self.order_by(order, "-opened_at", "-pk")


class Incident(models.Model):
    """Many Articles of one Source changing alike within hours, or a long text that a doubtful reading shows short.

    Its signs (IncidentSign) say what they have in common; an Article whose difference is wholly that waits for an
    editor. ``closed`` is one that ended by itself: nothing was held any more, or nobody decided in time, which
    ``reason`` says.
    """

    source = models.ForeignKey("trackers.Source", on_delete=models.PROTECT, related_name="incidents")
    nature = models.CharField(_("nature"), max_length=10, choices=IncidentNature.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=IncidentState.choices, default=IncidentState.OPEN
    )
    opened_at = models.DateTimeField(_("since"))
    last_seen_at = models.DateTimeField(_("last seen"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    job = models.CharField(max_length=60, blank=True, editable=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        permissions = [("decide_incident", _("Can decide what an incident was"))]
        constraints = [
            word_constraint("nature", IncidentNature, name="incident_nature_is_a_word"),
            word_constraint("state", IncidentState, name="incident_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(state=IncidentState.OPEN, decided_at__isnull=True)
                | Q(~Q(state=IncidentState.OPEN), decided_at__isnull=False),
                name="incident_decided_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__lte=models.F("last_seen_at")), name="incident_seen_forward"
            ),
        ]
        indexes = [
            models.Index(fields=["source", "-opened_at"], name="incident_of_source"),
            models.Index(
                fields=["opened_at"], name="incident_holding", condition=Q(state__in=["open", "broken"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.nature}, {self.opened_at:%Y-%m-%d %H:%M} UTC"

    @property
    def is_holding(self) -> bool:
        """Whether it holds texts back; the same rule as ``holding()``."""
        return self.state in HOLDING


class IncidentArticleQuerySet(models.QuerySet["IncidentArticle"]):
    """Words to choose the Articles of Incidents by."""

    def held(self) -> Self:
        """Those whose text waits, oldest look first."""
        return self.filter(state=HeldState.HELD).order_by("seen_at", "pk")

    def leave(self, article_id: int, *, now: datetime) -> int:
        """Note that an Article's held text is not what it says any more; return how many rows that was."""
        rows = self.filter(article_id=article_id, state=HeldState.HELD)
        return rows.update(state=HeldState.LEFT, settled_at=now)


class IncidentArticle(models.Model):
    """One Article of an Incident: its text, first seen in ``snapshot`` at ``seen_at``, and what became of it.

    ``removed`` and ``added`` are the words that say most about the difference. ``change`` is the Change that was
    recorded, before the Incident was known or by its decision. ``detail`` says why a text could not be settled.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="articles")
    article = models.ForeignKey("trackers.Article", on_delete=models.PROTECT, related_name="incidents")
    state = models.CharField(_("state"), max_length=10, choices=HeldState.choices, default=HeldState.HELD)
    seen_at = models.DateTimeField(_("first seen"))
    snapshot = models.ForeignKey(
        "trackers.Snapshot", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    change = models.ForeignKey(
        "trackers.Change", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    removed = models.TextField(_("words that went"), blank=True)
    added = models.TextField(_("words that came"), blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    detail = models.CharField(_("in words"), max_length=300, blank=True)

    objects = IncidentArticleQuerySet.as_manager()

    class Meta:
        ordering = ["incident", "seen_at", "pk"]
        verbose_name = _("article of an incident")
        verbose_name_plural = _("articles of incidents")
        constraints = [
            models.UniqueConstraint(fields=["incident", "article"], name="incidentarticle_stands_once"),
            word_constraint("state", HeldState, name="incidentarticle_state_is_a_word"),
            models.CheckConstraint(
                condition=~Q(state=HeldState.HELD) | Q(snapshot__isnull=False, settled_at__isnull=True),
                name="incidentarticle_holds_a_response",
            ),
            models.CheckConstraint(
                condition=~Q(state=HeldState.EARLIER) | Q(change__isnull=False),
                name="incidentarticle_earlier_is_a_change",
            ),
        ]
        indexes = [
            models.Index(
                fields=["incident", "seen_at"], name="incidentarticle_held", condition=Q(state="held")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.article_id} {self.state}"
