"""Publication: what the desk has told readers, edition by edition, frozen. Never altered, never deleted.

An amendment is a further edition with the same permanent id, and so is a retraction: its last one, a tombstone. What
was said once can always be shown; a trigger keeps it so.
"""

from typing import Any, NoReturn

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trackers.models.annotation import DISCLOSURES, Annotation, Confidence, Significance
from trackers.models.change import Change
from trackers.models.fields import word_constraint
from trackers.models.readersview import show_excerpt, show_quotes, show_text, shown_as


class EditionNature(models.TextChoices):
    """What an edition does to what was said before."""

    FIRST = "first", _("published")
    AMENDMENT = "amendment", _("amended")
    RETRACTION = "retraction", _("retracted")


@shown_as(
    {
        **dict.fromkeys(
            ("public_note", "signature", "reason", "headline_before", "headline_after"), show_text
        ),
        **dict.fromkeys(("removed", "added"), show_excerpt),
        "anchors": show_quotes,
    }
)
class Publication(models.Model):
    """One edition of the public entry of an approved Annotation. ``uuid`` is its permanent id in all editions.

    It carries what it rests on: the words before and after, the window, and the hashes of both texts. ``labels`` are
    objects of ``code`` and ``name``, as it stood then. ``signature`` is the name of the desk or of a person. ``alone``
    says to readers that nobody else has read it.
    """

    uuid = models.UUIDField(editable=False)
    edition = models.PositiveIntegerField(_("edition"))
    nature = models.CharField(_("nature"), max_length=10, choices=EditionNature.choices)
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="publications")
    annotation = models.ForeignKey(Annotation, on_delete=models.PROTECT, related_name="publications")
    published_at = models.DateTimeField(_("published at"))
    signature = models.CharField(_("signed"), max_length=200)
    reason = models.TextField(_("what was amended or retracted, and why"), blank=True, default="")
    alone = models.BooleanField(_("published without a second read"), default=False)
    kinds = ArrayField(models.CharField(max_length=20), verbose_name=_("kinds"), default=list, blank=True)
    disclosure = models.CharField(
        _("what the page says of it"), max_length=15, choices=DISCLOSURES, blank=True, default=""
    )
    significance = models.PositiveSmallIntegerField(
        _("significance"), choices=Significance.choices, null=True, blank=True
    )
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence.choices, blank=True, default=""
    )
    labels = models.JSONField(_("labels"), default=list, blank=True)
    anchors = models.JSONField(_("words it is about"), default=list, blank=True)
    public_note = models.TextField(_("public note"), blank=True, default="")
    headline_before = models.TextField(_("headline before"), blank=True, default="")
    headline_after = models.TextField(_("headline after"), blank=True, default="")
    removed = models.TextField(_("words that went"), blank=True, default="")
    added = models.TextField(_("words that came"), blank=True, default="")
    seen_old_at = models.DateTimeField(_("last seen as it was"))
    seen_new_at = models.DateTimeField(_("first seen as it is"))
    hash_before = models.CharField(max_length=64)
    hash_after = models.CharField(max_length=64)

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        default_permissions = ("view",)
        constraints = [
            word_constraint("nature", EditionNature, name="publication_nature_is_a_word"),
            models.UniqueConstraint(fields=["uuid", "edition"], name="publication_edition_stands_once"),
            models.CheckConstraint(
                condition=Q(edition=1, nature=EditionNature.FIRST)
                | (Q(edition__gt=1) & ~Q(nature=EditionNature.FIRST)),
                name="publication_begins_with_its_first",
            ),
            models.CheckConstraint(
                condition=Q(nature=EditionNature.FIRST) | ~Q(reason=""),
                name="publication_says_why",
                violation_error_message=_("Say what was amended or retracted, and why."),
            ),
            # Nothing comes after a tombstone: there is one at most, and the verb numbers it last.
            models.UniqueConstraint(
                fields=["uuid"],
                condition=Q(nature=EditionNature.RETRACTION),
                name="publication_is_retracted_once",
            ),
        ]
        indexes = [models.Index(fields=["-published_at", "-id"], name="publication_latest")]

    def __str__(self) -> str:
        return f"{self.change}: {self.edition}"

    def get_absolute_url(self) -> str:
        """Return the path of the entry: its place on the page of its Change."""
        return f"{self.change.get_absolute_url()}#annotation-{self.uuid}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new edition; raise TypeError for one that is stored already (a trigger refuses it as well)."""
        if not self._state.adding:
            raise TypeError("A Publication is never altered.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: what was published stays on the record."""
        raise TypeError("A Publication is never deleted.")
