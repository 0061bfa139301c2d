"""Annotation: one editor's statement on one Change; Label: a controlled word it carries."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.change import Change
from trackers.models.fields import word_constraint
from trackers.models.source import Exposure, PublicText


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


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    """Words to choose Annotations by."""

    def public(self) -> Self:
        """Those anyone may read: published, on a Change that is public."""
        return self.filter(
            state=AnnotationState.PUBLISHED,
            change__announced_at__isnull=False,
            change__article__exposure=Exposure.USABLE,
            change__article__merged_into__isnull=True,
            change__article__source__exposure=Exposure.USABLE,
        ).exclude(change__article__source__public_text=PublicText.PRIVATE)


class Annotation(models.Model):
    """What an editor says of a Change (W3C Web Annotation): labels, a public note, an internal note."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="annotations")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(_("author"), max_length=200)
    labels = models.ManyToManyField(Label, blank=True, related_name="annotations", verbose_name=_("labels"))
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
    lock = models.PositiveIntegerField(default=0, editable=False)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("annotation")
        verbose_name_plural = _("annotations")
        permissions = [("publish_annotation", _("Can publish and retract annotations"))]
        constraints = [
            word_constraint("state", AnnotationState, name="annotation_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(state=AnnotationState.DRAFT, published_at__isnull=True)
                | (~Q(state=AnnotationState.DRAFT) & Q(published_at__isnull=False)),
                name="annotation_published_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], name="annotation_published", condition=Q(state="published")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.change}"
