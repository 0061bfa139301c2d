"""Annotation: one editor's statement on one Change; Label: a controlled word it carries.

Four eyes are the database's own word: from significance 3 on, whoever approves has written nothing in it, unless a desk
of one person says of itself that it reads alone.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.change import Change
from trackers.models.fields import word_constraint
from trackers.models.finefacets import FineFacets, fine_constraints
from trackers.models.kinds import ChangeKind, Disclosure
from trackers.models.readersview import show_quotes, show_text, shown_as


class Label(models.Model):
    """A word of the desk's vocabulary. It reports what changed, never why; it is retired, not deleted."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("When to use it, with an example.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("label")
        verbose_name_plural = _("labels")

    def __str__(self) -> str:
        return self.name


class AnnotationState(models.TextChoices):
    """How far an Annotation has come."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")
    CLOSED = "closed", _("no longer in use")


class Significance(models.IntegerChoices):
    """How much a Change matters to a reader, by an editor's judgement; each with what it is anchored to."""

    NONE = 0, _("none: a comma, a spelling, a line of the page")
    MINOR = 1, _("minor: a clumsy sentence put right, a spelling of a name, a caption")
    ROUTINE = 2, _("routine: news goes on, a figure is brought up to date, a reaction is added")
    SUBSTANTIVE = 3, _("substantive: a figure, name, quotation or claim was wrong, or is gone unsaid")
    GRAVE = 4, _("grave: the meaning is reversed, somebody is harmed, the story is withdrawn")

    @property
    def word(self) -> str:
        """The word before the colon, for readers: by the examples behind it editors measure, and they judge."""
        return str(self.label).partition(":")[0]


# From here on two people stand behind what is published.
FOUR_EYES = Significance.SUBSTANTIVE


class Confidence(models.TextChoices):
    """How sure an editor is of what she says."""

    CERTAIN = "certain", _("certain")
    PROBABLE = "probable", _("probable")
    UNSURE = "unsure", _("needs checking")


# What the publisher's page says of a Change, as an editor reads it: the machine's words, and that it does not apply.
NOT_APPLICABLE = "not_applicable"
DISCLOSURES = [*Disclosure.choices, (NOT_APPLICABLE, _("nothing had to be said"))]


class NotAmong(Func):
    """SQL's own words for "a value is none of an array's", which Django does not have."""

    template = "NOT (%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


@shown_as({"public_note": show_text, "anchors": show_quotes})
class Annotation(FineFacets):
    """What an editor says of a Change (W3C Web Annotation): facets, labels, a public note, an internal note.

    ``kinds`` are the editor's, ``machine_kinds`` the machine's as she saw them; both are kept. ``anchors`` are those of
    ``trackers.text.anchors``, which outlive a re-reading. ``amends`` is the published Annotation whose words a draft is
    to replace: readers go on seeing the old ones until it is published, and then it is ``closed``.

    ``writers`` are the numbers of all accounts that have written in it, ``approver_account`` is that of whoever
    approved it: both outlive the accounts. ``alone`` says that nobody else has read it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="annotations")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(_("author"), max_length=200)
    labels = models.ManyToManyField(Label, blank=True, related_name="annotations", verbose_name=_("labels"))
    kinds = ArrayField(
        models.CharField(max_length=20, choices=ChangeKind.choices),
        verbose_name=_("kinds"),
        default=list,
        blank=True,
    )
    machine_kinds = ArrayField(
        models.CharField(max_length=20), verbose_name=_("kinds by rule"), default=list, blank=True
    )
    disclosure = models.CharField(
        _("what the page says of it"), max_length=15, choices=DISCLOSURES, blank=True, default=""
    )
    significance = models.PositiveSmallIntegerField(
        _("significance"), choices=Significance.choices, null=True, blank=True
    )
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence.choices, blank=True, default=""
    )
    anchors = models.JSONField(_("words it is about"), default=list, blank=True)
    public_note = models.TextField(
        _("public note"),
        blank=True,
        validators=[MaxLengthValidator(2000)],
        help_text=_(
            "Plain text for readers: what changed and whether the publisher says so. No guesses at motives."
        ),
    )
    internal_note = models.TextField(
        _("internal note"),
        blank=True,
        validators=[MaxLengthValidator(5000)],
        help_text=_("Never shown to the public."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=AnnotationState.choices, default=AnnotationState.DRAFT
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    updated_at = models.DateTimeField(_("updated at"), default=timezone.now)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="amendments"
    )
    writers = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    approver_account = models.BigIntegerField(null=True, blank=True, editable=False)
    approver_name = models.CharField(_("approved by"), max_length=200, blank=True, default="")
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    alone = models.BooleanField(_("read by nobody else"), default=False, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("annotation")
        verbose_name_plural = _("annotations")
        permissions = [
            ("approve_annotation", _("Can approve and return annotations")),
            ("publish_annotation", _("Can publish and amend annotations")),
            ("retract_annotation", _("Can retract annotations")),
        ]
        constraints = [
            word_constraint("state", AnnotationState, name="annotation_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(state=AnnotationState.DRAFT, published_at__isnull=True)
                | Q(state=AnnotationState.CLOSED)
                | Q(
                    state__in=[AnnotationState.PUBLISHED, AnnotationState.RETRACTED],
                    published_at__isnull=False,
                ),
                name="annotation_published_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(significance__isnull=True) | Q(significance__in=Significance.values),
                name="annotation_significance_is_a_step",
            ),
            models.CheckConstraint(
                condition=Q(disclosure__in=["", *(code for code, _label in DISCLOSURES)]),
                name="annotation_disclosure_is_a_word",
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=["", *Confidence.values]), name="annotation_confidence_is_a_word"
            ),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=ChangeKind.values), name="annotation_kinds_are_words"
            ),
            # A comparison with NULL is no refusal to a database: each column is asked both.
            models.CheckConstraint(
                condition=Q(approver_account__isnull=True)
                | Q(significance__isnull=True)
                | Q(significance__lt=FOUR_EYES)
                | Q(alone=True)
                | Q(NotAmong(F("approver_account"), F("writers"))),
                name="annotation_four_eyes",
                violation_error_message=_(
                    "From significance 3 on, somebody who has written nothing in it has to approve it."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=AnnotationState.PUBLISHED)
                | Q(significance__isnull=True)
                | Q(significance__lt=FOUR_EYES)
                | Q(approver_account__isnull=False),
                name="annotation_published_was_approved",
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=Q(state=AnnotationState.DRAFT),
                name="annotation_is_amended_by_one_draft",
            ),
            *fine_constraints("annotation"),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], name="annotation_published", condition=Q(state="published")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.change}"
