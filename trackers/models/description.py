"""Description: what the machine says of a Change, derived and made anew by newer rules. It lives beside the Change."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trackers.models.change import Change, Reread
from trackers.models.kinds import ChangeKind, Disclosure, ToldKinds
from trackers.models.noise import NoiseRule
from trackers.models.readersview import show_excerpt, show_quotes, show_text, shown_as
from trackers.models.rereading import Rereading
from trackers.models.sameness import SAMENESS


@shown_as(
    {
        "headline_before": show_text,
        "headline_after": show_text,
        **dict.fromkeys(("removed", "added", "context_before", "context_after"), show_excerpt),
        "evidence": show_quotes,
    },
    is_cut=lambda description: description.holds_withheld,
)
class Description(ToldKinds):
    """What the machine says of a Change: derived from the two texts, made anew by newer rules, never by hand.

    ``reread`` is what a replay saw when it read both responses again, empty where it saw what was recorded or never
    came by; ``before_reading`` and ``after_reading`` are the sides that read otherwise. A Change that still differs is
    described as it is read today; one that does not keeps its words, and says so. ``rules`` is the version of the rules
    for kinds and rank.

    ``lowered_by`` is the noise rule that lowered its rank, whose part of the rank bears the rule's name; the database
    lets none stand beside a protected kind or a notice.

    ``sameness`` is equal where the same words went and came, in few words with the same ones around them: a hash the
    database itself makes, empty where no kind was told.

    ``withheld_at`` is when words that are cut from these texts were last withheld from readers, or shown again;
    ``holds_withheld`` whether they are withheld now. What is stored stays as it is.
    """

    change = models.OneToOneField(
        Change, on_delete=models.CASCADE, related_name="description", primary_key=True
    )
    rules = models.CharField(_("rule set"), max_length=40)
    headline_before = models.TextField(_("headline before"), blank=True)
    headline_after = models.TextField(_("headline after"), blank=True)
    removed = models.TextField(_("words that went"), blank=True)
    added = models.TextField(_("words that came"), blank=True)
    context_before = models.TextField(_("unchanged words before them"), blank=True)
    context_after = models.TextField(_("unchanged words after them"), blank=True)
    words_removed = models.PositiveIntegerField(_("words removed"), default=0)
    words_added = models.PositiveIntegerField(_("words added"), default=0)
    reread = models.CharField(_("read again"), max_length=10, choices=Reread.choices, blank=True)
    before_reading = models.ForeignKey(
        Rereading,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        related_name="+",
    )
    after_reading = models.ForeignKey(
        Rereading,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        related_name="+",
    )

    lowered_by = models.ForeignKey(
        NoiseRule,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        related_name="lowered",
        verbose_name=_("lowered by"),
    )
    sameness = models.GeneratedField(
        expression=SAMENESS,
        output_field=models.CharField(max_length=32, null=True),
        db_persist=True,
        verbose_name=_("same words"),
    )

    holds_withheld = models.BooleanField(default=False, db_default=False, editable=False)
    withheld_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(reread="", before_reading__isnull=True, after_reading__isnull=True)
                | Q(
                    Q(before_reading__isnull=False) | Q(after_reading__isnull=False), reread__in=Reread.values
                ),
                name="description_reread_from_readings",
            ),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=ChangeKind.values), name="description_kinds_are_words"
            ),
            models.CheckConstraint(
                condition=Q(disclosure__in=["", *Disclosure.values]), name="description_disclosure_is_a_word"
            ),
            models.CheckConstraint(
                condition=Q(lowered_by__isnull=True)
                | Q(
                    ~Q(kinds=[]),
                    kinds__contained_by=[kind.value for kind in ChangeKind if kind.is_cosmetic],
                    disclosure__in=["", Disclosure.NONE, Disclosure.TIMESTAMP],
                ),
                name="description_lowers_nothing_protected",
            ),
        ]
        indexes = [
            # Few among very many: the desk asks for them alone.
            models.Index(fields=["change"], name="description_reread", condition=~Q(reread="")),
            GinIndex(fields=["kinds"], name="description_kinds"),
            models.Index(
                fields=["lowered_by", "-change"],
                name="description_lowered",
                condition=Q(lowered_by__isnull=False),
            ),
            # The desk goes through what is new by rank, and leaves out what is the same as something higher.
            models.Index(fields=["-rank", "-change"], name="description_by_rank"),
            models.Index(
                fields=["sameness", "-rank", "-change"],
                name="description_alike",
                condition=Q(sameness__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"-{self.words_removed} +{self.words_added}"

    @property
    def headline_changed(self) -> bool:
        """Whether the headline differs between the two Versions."""
        return self.headline_before != self.headline_after
