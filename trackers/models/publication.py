"""Publication: what the desk has told readers, edition by edition, frozen. Never altered, never deleted.

An amendment is a further edition with the same permanent id, and so is a retraction: its last one, a tombstone. What
was said once can always be shown; a trigger keeps it so. Between publishing and the moment readers see an edition it
can be called back: that is a row of its own, a Recall.
"""

from collections.abc import Sequence
from typing import Any, NoReturn, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trackers.models.annotation import DISCLOSURES, Annotation, Confidence, Significance
from trackers.models.change import Change, holds_no_withheld_version
from trackers.models.fields import word_constraint
from trackers.models.finefacets import FineFacets, fine_constraints
from trackers.models.readersview import show_excerpt, show_names, show_quotes, show_text, shown_as
from trackers.models.source import Exposure, PublicText

# The reason of what was amended while none was asked for. Editions are never altered: it is translated when shown.
UNKEPT = "Amended before reasons were kept."


class EditionNature(models.TextChoices):
    """What an edition does to what was said before."""

    FIRST = "first", _("published")
    AMENDMENT = "amendment", _("amended")
    RETRACTION = "retraction", _("retracted")


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Words to choose editions by; what readers may see is asked of the database's own clock."""

    def out(self) -> Self:
        """Those whose moment has come, and that nobody called back before."""
        recalled = Exists(Recall.objects.filter(publication=OuterRef("pk")))
        return self.filter(~recalled, public_at__lte=Now())

    def waiting(self) -> Self:
        """Those whose moment is still to come, and that nobody has called back."""
        recalled = Exists(Recall.objects.filter(publication=OuterRef("pk")))
        return self.filter(~recalled, public_at__gt=Now())

    def told(self) -> Self:
        """Those readers may be told of: out, on a Change that is public. Every edition, retractions among them."""
        return (
            self.out()
            .filter(
                holds_no_withheld_version("change__"),
                change__announced_at__isnull=False,
                change__article__exposure=Exposure.USABLE,
                change__article__merged_into__isnull=True,
                change__article__source__exposure=Exposure.USABLE,
            )
            .exclude(change__article__source__public_text=PublicText.PRIVATE)
        )

    def newest(self) -> Self:
        """Of every entry the one edition that is out last: a tombstone where it was retracted."""
        later = Publication.objects.out().filter(uuid=OuterRef("uuid"), edition__gt=OuterRef("edition"))
        return self.out().filter(~Exists(later))

    def standing(self) -> Self:
        """Of every entry that was not retracted the edition that is out last."""
        return self.newest().exclude(nature=EditionNature.RETRACTION)

    def public(self) -> Self:
        """What anyone may read of what the desk has said: what stands, on a Change that is public."""
        return self.standing().told()

    def followed(self, condition: Q) -> Self:
        """Of these, newest editions of their entries, those that meet a condition or whose entry once did.

        Each with ``left_at``: when the edition came out with which an entry met it no longer; None while it does.
        """
        met = Publication.objects.out().filter(condition)
        last_met = met.filter(uuid=OuterRef("uuid")).order_by("-edition").values("edition")[:1]
        later = Publication.objects.out().filter(uuid=OuterRef("uuid"), edition__gt=OuterRef("last_met"))
        return (
            self.filter(uuid__in=met.values("uuid"))
            .alias(last_met=Subquery(last_met))
            .annotate(left_at=Subquery(later.order_by("edition").values("public_at")[:1]))
        )

    def with_first(self) -> Self:
        """Each with ``first_at``: when readers first saw the entry, in whatever edition."""
        firsts = Publication.objects.out().filter(uuid=OuterRef("uuid")).order_by().values("uuid")
        return self.annotate(first_at=Subquery(firsts.annotate(first=Min("public_at")).values("first")))


@shown_as(
    {
        **dict.fromkeys(
            ("public_note", "signature", "reason", "headline_before", "headline_after"), show_text
        ),
        **dict.fromkeys(("removed", "added"), show_excerpt),
        "anchors": show_quotes,
        "labels": show_names,
    }
)
class Publication(FineFacets):
    """One edition of the public entry of an approved Annotation. ``uuid`` is its permanent id in all editions.

    ``published_at`` is when an editor decided it, ``public_at`` from when on readers see it: the desk's delay later, or
    when the hourly measure of its Source allows it.

    It carries what it rests on: the words before and after, the window, and the hashes of both texts. ``labels`` are
    objects of ``code`` and ``name``, as it stood then. ``signature`` is the name of the desk or of a person. ``alone``
    says to readers that nobody else has read it. ``writers`` and the approver are those of the Annotation as it stood.
    """

    uuid = models.UUIDField(editable=False)
    edition = models.PositiveIntegerField(_("edition"))
    nature = models.CharField(_("nature"), max_length=10, choices=EditionNature.choices)
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="publications")
    annotation = models.ForeignKey(Annotation, on_delete=models.PROTECT, related_name="publications")
    published_at = models.DateTimeField(_("published at"))
    public_at = models.DateTimeField(_("seen by readers from"), default=timezone.now)
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
    writers = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    approver_account = models.BigIntegerField(null=True, blank=True, editable=False)
    approver_name = models.CharField(_("approved by"), max_length=200, blank=True, default="", editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True, editable=False)

    # What publishers say to the entry, the last edition of each; () until a page or feed has asked for them.
    statements: Sequence[Any] = ()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        default_permissions = ("view",)
        constraints = [
            word_constraint("nature", EditionNature, name="publication_nature_is_a_word"),
            models.UniqueConstraint(fields=["uuid", "edition"], name="publication_edition_stands_once"),
            models.CheckConstraint(
                # A first edition that was called back is followed by another first one.
                condition=Q(nature=EditionNature.FIRST) | Q(edition__gt=1),
                name="publication_begins_with_its_first",
            ),
            models.CheckConstraint(
                condition=Q(public_at__gte=models.F("published_at")),
                name="publication_is_seen_after_it_is_decided",
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
            *fine_constraints("publication"),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="publication_latest"),
            models.Index(fields=["-public_at", "-id"], name="publication_seen"),
        ]

    def __str__(self) -> str:
        return f"{self.change}: {self.edition}"

    def get_absolute_url(self) -> str:
        """Return the path of the entry's own page, the same for all its editions."""
        return reverse("publication", args=[self.uuid])

    @property
    def why(self) -> str:
        """What was amended or retracted, and why; in the reader's language where no editor ever said."""
        return gettext("Amended before reasons were kept.") if self.reason == UNKEPT else self.reason

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new edition; raise TypeError for one that is stored already (a trigger refuses it as well)."""
        if not self._state.adding:
            raise TypeError("A Publication is never altered.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: what was published stays on the record."""
        raise TypeError("A Publication is never deleted.")


class Recall(models.Model):
    """An edition called back before readers saw it. It stays on the record and is shown to nobody outside the desk.

    Two triggers keep it from being altered and deleted.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="recall", primary_key=True
    )
    at = models.DateTimeField(_("called back at"), default=timezone.now)

    class Meta:
        verbose_name = _("recall")
        verbose_name_plural = _("recalls")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.publication_id}"
