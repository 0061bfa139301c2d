"""Variant: two texts that a publisher serves side by side, told once with both."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trackers.models.readersview import show_text, shown_as


@shown_as({"one": show_text, "other": show_text})
class Variant(models.Model):
    """One place of an Article that flips between two texts (an A/B headline, edge caches), in one note with both.

    ``field`` is the name of a tracked field, ``one`` the text that was there first. Either may be empty: a line that
    comes and goes. ``times`` counts how often it was seen to flip. Text that flips so makes no Change of its own.
    """

    article = models.ForeignKey("trackers.Article", on_delete=models.PROTECT, related_name="variants")
    field = models.CharField(_("field"), max_length=20)
    one = models.TextField(_("one text"), blank=True)
    other = models.TextField(_("the other text"), blank=True)
    key = models.CharField(max_length=64, editable=False)
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))
    times = models.PositiveIntegerField(_("times seen to flip"), default=1)

    class Meta:
        ordering = ["article", "first_seen_at", "pk"]
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="variant_is_told_once"),
            models.CheckConstraint(condition=~Q(one=models.F("other")), name="variant_texts_differ"),
            models.CheckConstraint(
                condition=Q(field__in=["headline", "standfirst", "byline", "paragraphs", "captions"]),
                name="variant_field_is_tracked",
            ),
            models.CheckConstraint(
                condition=Q(first_seen_at__lte=models.F("last_seen_at")), name="variant_seen_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.field}"
