"""The facets an editor may leave out: what was done, word for word, and how the publisher's own notice stands to it.

They report what changed and what the page says. None of them tells why: readers draw their own conclusions.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trackers.models.kinds import Disclosure


class Cause(models.TextChoices):
    """What was done to an article, more closely than its kinds tell. A code's group stands before its dot."""

    FACT_ERROR_FIXED = "fact.error_fixed", _("an error put right")
    FACT_EVENT_UPDATE = "fact.event_update", _("the same event brought up to date")
    FACT_NEW_EVENT = "fact.new_event", _("a further event added")
    FACT_NUMBER = "fact.number", _("another figure given")
    FACT_NAME_OR_TITLE = "fact.name_or_title", _("another name or title given")
    FACT_ATTRIBUTION = "fact.attribution", _("a statement ascribed to somebody else")
    FACT_SOURCE_DOC = "fact.source_doc", _("a document or another source added")
    QUOTE_ADDED = "quote.added", _("a quotation added")
    QUOTE_CHANGED = "quote.changed", _("the words of a quotation changed")
    QUOTE_REMOVED = "quote.removed", _("a quotation removed")
    FRAME_HEADLINE = "frame.headline", _("the headline put otherwise")
    FRAME_BACKGROUND = "frame.background", _("background added, changed or removed")
    FRAME_ANALYSIS = "frame.analysis", _("assessment added, changed or removed")
    FRAME_EMPHASIS = "frame.emphasis", _("a point moved up or down, or given more or less room")
    FRAME_TONE = "frame.tone", _("stronger or milder words")
    FRAME_SENSITIVITY = "frame.sensitivity", _("other words for people or groups")
    SURFACE_TYPO = "surface.typo", _("spelling or grammar")
    SURFACE_STYLE = "surface.style", _("style or plainer words")
    SURFACE_LINK_MEDIA = "surface.link_media", _("a link, picture, caption or credit")
    SURFACE_METADATA = "surface.metadata", _("data about the article, such as its section")
    INT_PASSAGE_REMOVED = "int.passage_removed", _("a passage removed")
    INT_ARTICLE_REMOVED = "int.article_removed", _("the article removed")
    INT_REDIRECTED = "int.redirected", _("the address leads elsewhere")
    INT_BYLINE_OR_DATE = "int.byline_or_date", _("the byline or the date changed")
    INT_NOTICE_ONLY = "int.notice_only", _("nothing but a notice added or changed")
    NOISE_TEMPLATE = "noise.template", _("the layout of the site")
    NOISE_WIDGET = "noise.widget", _("a box on the page with contents of its own")
    NOISE_PAYWALL_OR_BLOCK = "noise.paywall_or_block", _("a wall or a block in front of the article")
    NOISE_EXTRACTOR = "noise.extractor", _("our own reading of the page")


_GROUPS = {
    "fact": _("Facts"),
    "quote": _("Quotations"),
    "frame": _("Framing"),
    "surface": _("Surface"),
    "int": _("The article as a whole"),
    "noise": _("Not editorial"),
}
# As forms and columns take them: a group, and its codes with their words.
CAUSES = [
    (group, [(cause.value, cause.label) for cause in Cause if cause.value.startswith(f"{code}.")])
    for code, group in _GROUPS.items()
]


class Adequacy(models.TextChoices):
    """How far a publisher's notice says what changed; each reads on from "the publisher's notice:"."""

    COMPLETE = "complete", _("complete")
    PARTIAL = "partial", _("partial")
    MISLEADING = "misleading", _("at odds with what changed")
    UNCLEAR = "unclear", _("unclear")


class Placement(models.TextChoices):
    """Where a publisher's notice stands."""

    TOP = "top", _("at the beginning")
    BOTTOM = "bottom", _("at the end")
    ELSEWHERE = "elsewhere", _("elsewhere")


# What a page may say that tells readers of a change; a newer date alone does not.
NOTICES = [each.value for each in Disclosure if each not in {Disclosure.NONE, Disclosure.TIMESTAMP}]
ONLY_NOTICES = _(
    "Only a notice can be complete or partial, at the beginning or at the end: choose which notice the page has, "
    "or leave both empty."
)


class FineFacets(models.Model):
    """The facets an editor may leave out, each empty where she has; see ``fine_constraints``."""

    cause = models.CharField(
        _("what was done"), max_length=30, choices=CAUSES, blank=True, default="", db_default=""
    )
    adequacy = models.CharField(
        _("what the notice tells"),
        max_length=15,
        choices=Adequacy.choices,
        blank=True,
        default="",
        db_default="",
    )
    placement = models.CharField(
        _("where the notice stands"),
        max_length=15,
        choices=Placement.choices,
        blank=True,
        default="",
        db_default="",
    )

    class Meta:
        abstract = True

    @property
    def notice_words(self) -> str:
        """Return what is said of the publisher's notice ("partial, at the end"); "" where nothing is."""
        words: Iterable[str] = (self.get_adequacy_display(), self.get_placement_display())
        return ", ".join(str(each) for each in words if each)


def fine_constraints(prefix: str) -> list[models.CheckConstraint]:
    """Return what the database holds of the columns of ``FineFacets`` in a table, named after it."""
    words = {"cause": Cause, "adequacy": Adequacy, "placement": Placement}
    are_words = [
        models.CheckConstraint(
            condition=Q(**{f"{name}__in": ["", *choices.values]}), name=f"{prefix}_{name}_is_a_word"
        )
        for name, choices in words.items()
    ]
    of_a_notice = models.CheckConstraint(
        condition=Q(adequacy="", placement="") | Q(disclosure__in=NOTICES),
        name=f"{prefix}_notice_is_one",
        violation_error_message=ONLY_NOTICES,
    )
    return [*are_words, of_a_notice]
