"""FurnitureLine: a line of a Source's template, learned or decided; FurnitureTally: when its texts were looked at."""

from typing import Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from trackers.models.article import Article
from trackers.models.fields import word_constraint
from trackers.text.repeats import SeenText, look_through

# The newest texts of so many articles tell a publisher's template.
LATEST = 200


class Standing(models.TextChoices):
    """Whether a line is marked as the template's, and who says so."""

    PROPOSED = "proposed", _("not marked: it may be about a story")
    LEARNED = "learned", _("marked: learned")
    KEPT = "kept", _("marked: an editor says so")
    OVERRULED = "overruled", _("not marked: an editor says so")


MARKED = (Standing.LEARNED, Standing.KEPT)
# What an editor has said, no count changes.
DECIDED = (Standing.KEPT, Standing.OVERRULED)


class FurnitureLineQuerySet(models.QuerySet["FurnitureLine"]):
    """Words to choose lines by."""

    def marked(self) -> Self:
        """Those that are taken out of what decides whether there is a Change."""
        return self.filter(standing__in=MARKED)


class FurnitureLine(models.Model):
    """One line that stands on many of a Source's articles, by its key (``text.learned.line_key``).

    ``sample`` is how it was last seen, ``articles`` on how many different articles of the ``of`` that were looked
    through it stood then, ``last_seen_at`` when that was enough for the last time. ``doubt`` says why it may be about a
    story all the same. Marking takes a line out of what decides; it stays in every Version, with its place.
    """

    source = models.ForeignKey(
        "trackers.Source",
        on_delete=models.CASCADE,
        db_index=False,
        related_name="furniture",
        verbose_name=_("source"),
    )
    key = models.CharField(max_length=64, editable=False)
    sample = models.TextField(_("line"))
    articles = models.PositiveIntegerField(_("articles that bear it"), default=0)
    of = models.PositiveIntegerField(_("articles looked through"), default=0)
    first_seen_at = models.DateTimeField(_("known since"))
    last_seen_at = models.DateTimeField(_("last seen on enough articles"))
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.LEARNED
    )
    doubt = models.CharField(
        _("what speaks against it"),
        max_length=10,
        blank=True,
        choices=[
            ("topic", _("the articles that bear it are about what it says")),
            ("rewording", _("it is another wording of a line that is marked or repeats as well")),
        ],
    )

    objects = FurnitureLineQuerySet.as_manager()

    class Meta:
        ordering = ["source", "-articles", "pk"]
        verbose_name = _("template line")
        verbose_name_plural = _("template lines")
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="furnitureline_stands_once"),
            word_constraint("standing", Standing, name="furnitureline_standing_is_a_word"),
            models.CheckConstraint(
                condition=Q(doubt__in=["", "topic", "rewording"]), name="furnitureline_doubt_is_a_word"
            ),
            models.CheckConstraint(
                condition=Q(articles__lte=F("of")), name="furnitureline_counts_part_of_all"
            ),
            models.CheckConstraint(
                condition=Q(first_seen_at__lte=F("last_seen_at")), name="furnitureline_seen_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.sample

    @property
    def is_marked(self) -> bool:
        """Whether the line is taken out of what decides; the same rule as ``FurnitureLine.objects.marked()``."""
        return self.standing in MARKED


class FurnitureTally(models.Model):
    """When a Source's newest texts were last looked through for its template, and how many articles they were."""

    source = models.OneToOneField(
        "trackers.Source", on_delete=models.CASCADE, primary_key=True, related_name="furniture_tally"
    )
    learned_at = models.DateTimeField(_("learned at"))
    of = models.PositiveIntegerField(_("articles looked through"), default=0)

    class Meta:
        verbose_name = _("tally of template lines")
        verbose_name_plural = _("tallies of template lines")

    def __str__(self) -> str:
        return f"{self.learned_at:%Y-%m-%d %H:%M} UTC: {self.of}"


def latest_texts(source_id: int, *, most: int = LATEST) -> QuerySet[Article]:
    """Return the Articles of a Source whose text is newest, newest first, each with it; no other long column.

    Walks the index ``article_of_source``: the cost does not grow with the Articles there are.
    """
    return (
        Article.objects.filter(
            source=source_id,
            last_changed_at__isnull=False,
            merged_into__isnull=True,
            latest_version__isnull=False,
        )
        .order_by("-last_changed_at", "-pk")
        .select_related("latest_version")
        .only(
            "first_seen_at",
            "entry_title",
            "url",
            "latest_version__headline",
            "latest_version__text_hash",
            "latest_version__paragraphs",
            "latest_version__roles",
        )[:most]
    )


def seen_text_of(article: Article) -> SeenText:
    """Return the newest text of an Article that ``latest_texts`` gave, as the text room looks it through."""
    version = article.latest_version
    assert version is not None
    return look_through(
        version.paragraphs,
        headline=version.headline,
        text_hash=version.text_hash,
        roles=version.roles,
        seen_at=article.first_seen_at,
    )
