"""ReadText: the columns that a reading fills, shared by Versions and technical re-readings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from trackers.models.readersview import Mask, show_lines, show_text
from trackers.text.extraction import Role
from trackers.text.tidy import ArticleText
from trackers.text.withheld import holds_passage

# How what a page says is handed out where part of it is withheld: of every column that holds its words.
SHOWN_WORDS: dict[str, Mask] = {
    **dict.fromkeys(("headline", "share_headline", "standfirst", "section"), show_text),
    **dict.fromkeys(("byline", "paragraphs", "captions", "credits", "notices", "pointers"), show_lines),
}


@dataclass(frozen=True)
class BodyLine:
    """One line of a body: what it says, what it is (a ``Role``; a paragraph where that was not told)."""

    text: str
    role: str


class ReadText(models.Model):
    """What one response says, field by field, and how it was read.

    ``paragraphs`` are all lines of the body in order, ``roles`` what each is (empty for what was read before roles
    were told). ``furniture`` holds the places among them, from 0, of the lines that belong to the publisher's template:
    marked, never deleted, and no part of the text that decides whether there is a Change. ``hints`` is the number of
    the Source's hints that were in force, 0 for none. ``pointers`` are those of the lines that are nothing but a
    link to another page: their exchange makes no Change unless the publisher says that the article was edited.
    """

    headline = models.TextField(_("headline"))
    share_headline = models.TextField(_("share headline"), blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    byline = ArrayField(models.TextField(), verbose_name=_("byline"), default=list, blank=True)
    section = models.TextField(_("section"), blank=True)
    date_published = models.DateTimeField(_("published, as the publisher says"), null=True, blank=True)
    date_modified = models.DateTimeField(_("modified, as the publisher says"), null=True, blank=True)
    paragraphs = ArrayField(models.TextField(), verbose_name=_("paragraphs"), default=list)
    roles = ArrayField(
        models.CharField(max_length=4), verbose_name=_("what each paragraph is"), default=list, blank=True
    )
    furniture = ArrayField(
        models.PositiveIntegerField(),
        verbose_name=_("places of the template's lines"),
        default=list,
        blank=True,
    )
    captions = ArrayField(models.TextField(), verbose_name=_("captions"), default=list, blank=True)
    credits = ArrayField(models.TextField(), verbose_name=_("credits"), default=list, blank=True)
    notices = ArrayField(models.TextField(), verbose_name=_("notices to readers"), default=list, blank=True)
    pointers = ArrayField(
        models.TextField(),
        verbose_name=_("lines that only link to another page"),
        default=list,
        blank=True,
    )
    lead_image = models.TextField(_("address of the lead picture"), blank=True)
    lang = models.CharField(_("language"), max_length=35, blank=True)
    dir = models.CharField(_("direction"), max_length=3, default="ltr")
    places = models.JSONField(_("where each field was taken from"), default=dict, blank=True)
    confidence = models.FloatField(_("confidence of the reading"), default=1.0)
    doubts = ArrayField(models.TextField(), verbose_name=_("what lowers it"), default=list, blank=True)
    extractor = models.CharField(_("read by"), max_length=100)
    hints = models.PositiveIntegerField(_("hints"), default=0)
    text_hash = models.CharField(_("SHA-256 of the text"), max_length=64)

    class Meta:
        abstract = True

    @property
    def text(self) -> ArticleText:
        """Return the tracked fields: what decides whether two readings differ, without the template's lines."""
        return ArticleText(
            headline=self.headline,
            standfirst=self.standfirst,
            byline=tuple(self.byline),
            paragraphs=self.own_paragraphs,
            captions=tuple(self.captions),
        )

    @property
    def own_paragraphs(self) -> tuple[str, ...]:
        """Return the article's own lines of the body."""
        if not self.furniture:
            return tuple(self.paragraphs)
        marked = set(self.furniture)
        return tuple(line for place, line in enumerate(self.paragraphs) if place not in marked)

    @property
    def body(self) -> list[BodyLine]:
        """Return the article's own lines with what each is."""
        marked = set(self.furniture)
        roles = (
            self.roles if len(self.roles) == len(self.paragraphs) else [Role.PARAGRAPH] * len(self.paragraphs)
        )
        lines = zip(self.paragraphs, roles, strict=True)
        return [BodyLine(text, str(role)) for place, (text, role) in enumerate(lines) if place not in marked]

    @property
    def template_lines(self) -> tuple[str, ...]:
        """Return the lines of the body that are marked as the publisher's template."""
        return tuple(self.paragraphs[place] for place in self.furniture if place < len(self.paragraphs))

    def holds_any(self, passages: Sequence[str]) -> bool:
        """Tell whether any of some passages stands anywhere in what the page says."""
        fields = [[self.headline], [self.share_headline], [self.standfirst], [self.section]]
        fields += [self.byline, self.paragraphs, self.captions, self.credits, self.notices, self.pointers]
        return any(holds_passage(lines, passages) for lines in fields)
