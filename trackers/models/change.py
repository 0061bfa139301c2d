"""Change: a step in an Article's life, from text to text or out of sight and back."""

import uuid
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trackers.models.article import Article
from trackers.models.fields import word_constraint
from trackers.models.readtext import ReadText
from trackers.models.rereading import Rereading
from trackers.models.source import Exposure, PublicText
from trackers.models.version import Version


class Nature(models.TextChoices):
    """What sort of step a Change is."""

    EDIT = "edit", _("the text changed")
    GONE = "gone", _("the page is gone")
    RETURNED = "returned", _("the page is back")


class Absence(models.TextChoices):
    """What a publisher's server said in place of an article; each reads on from "the publisher's server"."""

    NOT_FOUND = "not_found", _("answered 404 (not found)")
    GONE = "gone", _("answered 410 (gone)")
    LEGAL = "legal", _("answered 451 (unavailable for legal reasons)")
    SOFT_404 = "soft_404", _("answered with a page that says there is no such article")
    HOME_PAGE = "home_page", _("led to a home page in place of the article")


class Reread(models.TextChoices):
    """What is seen of an edit when both its responses are read again by a newer extractor or other hints."""

    DIFFERS = "differs", _("still a difference, read otherwise")
    SAME = "same", _("no difference: what was recorded was our reading")


# Which columns the three natures fill. A comparison with NULL is no refusal to a database: each column is asked both.
_SHAPES = (
    Q(
        nature=Nature.EDIT,
        to_version__isnull=False,
        to_number__isnull=False,
        disappearance__isnull=True,
        absence="",
        ended_at__isnull=True,
    )
    | Q(
        Q(ended_at__isnull=True) | Q(ended_at__gte=F("seen_new_at")),
        ~Q(absence=""),
        nature=Nature.GONE,
        to_version__isnull=True,
        to_number__isnull=True,
        disappearance__isnull=False,
        disappearance__gte=1,
    )
    | Q(
        nature=Nature.RETURNED,
        to_version__isnull=False,
        to_number__isnull=False,
        disappearance__isnull=False,
        disappearance__gte=1,
        absence="",
        ended_at__isnull=True,
    )
)


def holds_no_withheld_version(prefix: str = "") -> Q:
    """Return the condition that neither text of a Change is withheld; ``prefix`` leads to the Change."""
    numbers = f"{prefix}article__withheld_numbers"
    held = (Q(**{f"{numbers}__contains": [F(f"{prefix}{side}_number")]}) for side in ("from", "to"))
    return Q(**{numbers: []}) | (~next(held) & ~next(held))


HOLDS_NO_WITHHELD_VERSION = holds_no_withheld_version()


def _is_spoken_of() -> Exists:
    """Return the condition that an editor has published something about a Change."""
    # The model knows this one, not the other way round.
    publications = apps.get_model("trackers", "Publication").objects
    return Exists(publications.standing().filter(change=OuterRef("pk")))


def is_decided(key: str) -> Exists:
    """Return the condition that the desk has begun with the Change whose key stands in a column.

    As a condition of its own, for whose rows the database has figures: joined, it takes "no row" for next to never.
    """
    reviews = apps.get_model("trackers", "Review")._default_manager
    return Exists(reviews.filter(change=OuterRef(key)).exclude(state="new"))


class ChangeQuerySet(models.QuerySet["Change"]):
    """Words to choose Changes by."""

    def announced(self) -> Self:
        """Those that have been made visible; whether anyone may see them is for their Article to say."""
        return self.filter(announced_at__isnull=False)

    def readable(self) -> Self:
        """Those neither of whose texts is withheld."""
        return self.filter(HOLDS_NO_WITHHELD_VERSION)

    def public(self) -> Self:
        """Those anyone may see: announced, of texts that are not withheld, of a public Article of a public Source."""
        return (
            self.announced()
            .readable()
            .filter(
                article__exposure=Exposure.USABLE,
                article__merged_into__isnull=True,
                article__source__exposure=Exposure.USABLE,
            )
            .exclude(article__source__public_text=PublicText.PRIVATE)
        )

    def shown(self, *, everything: bool = False) -> Self:
        """Leave out those that a noise rule has lowered, unless ``everything`` is asked for.

        What an editor has published something about is always shown: a person's word stands above a rule's.
        """
        if everything:
            return self
        return self.filter(Q(description__lowered_by__isnull=True) | _is_spoken_of())

    def lowered(self) -> Self:
        """Those that ``shown`` leaves out."""
        return self.filter(~_is_spoken_of(), description__lowered_by__isnull=False)

    def unreviewed(self) -> Self:
        """Those that nobody on the desk has decided on: no Review, or one that says ``new``."""
        return self.filter(~is_decided("pk"))

    def undecided(self) -> Self:
        """Those without a decision, be they claimed or put off."""
        return self.filter(Q(review__isnull=True) | Q(review__state__in=["new", "in_review", "snoozed"]))

    def edits(self) -> Self:
        """Those that led from one text to the next."""
        return self.filter(nature=Nature.EDIT)

    def absences(self) -> Self:
        """Those that tell of a page that went out of sight or came back."""
        return self.filter(nature__in=[Nature.GONE, Nature.RETURNED])


class Change(models.Model):
    """One step in an Article's life. It happened between two looks: its window.

    ``edit`` leads from Version n to n + 1. ``gone`` leads from the last text to none: several spaced looks found no
    article (``absence`` is what the last of them was told), and it is over at ``ended_at``. ``returned`` leads from the
    last text before to the one the page came back with, often the same Version. A disappearance and its return bear the
    same number, ``disappearance``, counted from 1 within the Article.

    ``from_reading`` is the old text as it was compared, where that is a technical re-reading of ``from_version``.

    Its pair, window and address never change; what is derived from it lives in Description. ``finish_at`` is when a
    Change that could not be described, and so not announced, is tried again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="changes")
    nature = models.CharField(_("nature"), max_length=10, choices=Nature.choices, default=Nature.EDIT)
    from_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    to_version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    from_number = models.PositiveIntegerField()
    to_number = models.PositiveIntegerField(null=True, blank=True)
    disappearance = models.PositiveIntegerField(_("disappearance"), null=True, blank=True)
    absence = models.CharField(
        _("what the server said"), max_length=10, choices=Absence.choices, blank=True, default=""
    )
    ended_at = models.DateTimeField(_("seen again at"), null=True, blank=True)
    seen_old_at = models.DateTimeField(_("last seen as it was"))
    seen_new_at = models.DateTimeField(_("first seen as it is"))
    old_snapshot = models.ForeignKey("trackers.Snapshot", on_delete=models.PROTECT, related_name="+")
    from_reading = models.ForeignKey(
        "trackers.Rereading",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        related_name="+",
    )
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    finish_at = models.DateTimeField(_("described again at"), null=True, blank=True, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_new_at", "-pk"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            word_constraint("nature", Nature, name="change_nature_is_a_word"),
            models.CheckConstraint(
                condition=Q(absence__in=["", *Absence.values]), name="change_absence_is_a_word"
            ),
            models.CheckConstraint(condition=_SHAPES, name="change_has_the_shape_of_its_nature"),
            models.CheckConstraint(
                condition=~Q(nature=Nature.EDIT) | Q(to_number=F("from_number") + 1),
                name="change_joins_neighbours",
            ),
            models.CheckConstraint(
                condition=Q(seen_old_at__lte=F("seen_new_at")), name="change_window_runs_forward"
            ),
            models.UniqueConstraint(
                fields=["article", "to_number"],
                condition=Q(nature=Nature.EDIT),
                name="change_stands_once",
            ),
            models.UniqueConstraint(
                fields=["to_version"], condition=Q(nature=Nature.EDIT), name="change_makes_a_version_once"
            ),
            models.UniqueConstraint(
                fields=["article", "nature", "disappearance"],
                condition=~Q(nature=Nature.EDIT),
                name="change_disappearance_stands_once",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(nature=Nature.GONE, ended_at__isnull=True),
                name="change_article_is_gone_once",
            ),
        ]
        indexes = [
            models.Index(fields=["-seen_new_at", "-id"], name="change_latest"),
            models.Index(fields=["article", "-seen_new_at"], name="change_of_article"),
            models.Index(fields=["-announced_at", "-id"], name="change_announced"),
            models.Index(fields=["id"], name="change_to_announce", condition=Q(announced_at__isnull=True)),
            # Few among very many: the desk asks for them alone.
            models.Index(
                fields=["-seen_new_at", "-id"], name="change_of_absence", condition=~Q(nature=Nature.EDIT)
            ),
        ]

    def __str__(self) -> str:
        if self.nature == Nature.EDIT:
            return f"{self.article_id}: {self.from_number}..{self.to_number}"
        return f"{self.article_id}: {self.nature} {self.disappearance}"

    def get_absolute_url(self) -> str:
        """Return the path of the Change's public page.

        ``/articles/<id>/changes/<a>..<b>/``, ``/articles/<id>/gone/<n>/`` or ``/articles/<id>/returns/<n>/``.
        """
        if self.nature == Nature.EDIT:
            return reverse("change", args=[self.article_id, self.from_number, self.to_number])
        return reverse(str(self.nature), args=[self.article_id, self.disappearance])

    @property
    def text_before(self) -> Version | Rereading:
        """Return what the old text says as it was compared: both sides of a Change are read alike."""
        return self.from_reading or self.from_version

    @property
    def text_after(self) -> Version:
        """Return the Version the Change led to, or the last one there was before the page went."""
        return self.to_version or self.from_version

    @property
    def is_withheld(self) -> bool:
        """Whether readers are not shown it at all; of a passage alone the words bear a mark. Comes with its Article."""
        numbers = {self.from_number, self.to_number}.intersection(self.article.withheld_numbers)
        return bool(numbers) or {self.article.exposure, self.article.source.exposure} != {Exposure.USABLE}

    @property
    def texts_shown(self) -> tuple[ReadText, ReadText]:
        """Return the two texts whose comparison is shown: both as read again where that still sees a difference.

        Otherwise they are those that decided. Comes with ``description`` and its two readings, or costs a query each.
        """
        description: Any = getattr(self, "description", None)
        if description is None or description.reread != Reread.DIFFERS:
            return self.text_before, self.text_after
        return (
            description.before_reading or self.text_before,
            description.after_reading or self.text_after,
        )

    @property
    def language(self) -> str:
        """The language that the texts shown say they are in, the later one first; else the Source's."""
        before, after = self.texts_shown
        return after.lang or before.lang or self.article.source.language

    @property
    def keeps_text(self) -> bool:
        """Whether the text is the same before and after: the page went, or came back as it was."""
        return self.to_version_id in (None, self.from_version_id)
