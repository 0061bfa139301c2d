"""What is told of a Change beside its words: its kinds with their evidence, its rank, and whether it was disclosed."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from trackers.text.kinds import COSMETIC, RULE_PART, Code, Kind, Kinds, Lowerable, Place, ProtectedChange
from trackers.text.kinds import Disclosure as DisclosureCode

# What is told first stands in full in a sentence; a text written anew is not to be stored twice more.
MOST_EVIDENCE, LONGEST_EVIDENCE = 60, 400


class ChangeKind(models.TextChoices):
    """The kinds of a Change: those that ``trackers.text.kinds`` tells, with their labels."""

    HEADLINE = Code.HEADLINE.value, _("headline")
    STANDFIRST = Code.STANDFIRST.value, _("standfirst")
    BYLINE = Code.BYLINE.value, _("byline")
    NUMBER = Code.NUMBER.value, _("figure")
    DATE = Code.DATE.value, _("date or time")
    QUOTE = Code.QUOTE.value, _("quotation")
    ATTRIBUTION = Code.ATTRIBUTION.value, _("who said it")
    HEDGE = Code.HEDGE.value, _("certainty")
    NEGATION = Code.NEGATION.value, _("denial or reversal")
    NAME = Code.NAME.value, _("name or title")
    ADDITION = Code.ADDITION.value, _("information added")
    CUT = Code.CUT.value, _("information removed")
    MOVE = Code.MOVE.value, _("passage moved")
    REWRITE = Code.REWRITE.value, _("reworded")
    CORRECTION_NOTICE = Code.CORRECTION_NOTICE.value, _("notice to readers")
    REVERSION = Code.REVERSION.value, _("back to an earlier text")
    LINK_MEDIA = Code.LINK_MEDIA.value, _("caption, credit or link")
    TYPO = Code.TYPO.value, _("spelling")
    PUNCTUATION = Code.PUNCTUATION.value, _("punctuation")
    WHITESPACE = Code.WHITESPACE.value, _("spaces")
    FURNITURE = Code.FURNITURE.value, _("line of the page")

    @property
    def is_cosmetic(self) -> bool:
        """Whether this alone leaves the meaning as it was."""
        return Code(self.value) in COSMETIC


class Disclosure(models.TextChoices):
    """What a publisher's page says of its own change; each reads on from "the page says of this change:"."""

    NONE = DisclosureCode.NONE.value, _("nothing that was found")
    TIMESTAMP = DisclosureCode.TIMESTAMP.value, _("a newer date or time, no notice")
    UPDATE_NOTE = DisclosureCode.UPDATE_NOTE.value, _("an update note")
    EDITORS_NOTE = DisclosureCode.EDITORS_NOTE.value, _("an editor’s note")
    CLARIFICATION = DisclosureCode.CLARIFICATION.value, _("a clarification")
    CORRECTION = DisclosureCode.CORRECTION.value, _("a correction")
    RETRACTION = DisclosureCode.RETRACTION.value, _("a retraction")


@dataclass(frozen=True)
class RankPart:
    """A part of a rank: a name in code ("number", "number_again", "in_headline") and its points."""

    name: str
    points: int


class ToldKinds(models.Model):
    """What is told of a Change by rules; empty where its text is the same on both sides.

    ``kinds`` are codes, each once. ``evidence`` are objects of ``kind``, ``removed``, ``added`` and ``where`` (a field
    and its items from 0, ``old`` and ``new``), what matters most first: sixty at most, 400 characters a side. ``rank``
    is the sum of ``rank_parts``, pairs of name and points. ``disclosure`` is empty where nothing was to be told.
    """

    kinds = ArrayField(
        models.CharField(max_length=20, choices=ChangeKind.choices),
        verbose_name=_("kinds"),
        default=list,
        blank=True,
    )
    evidence = models.JSONField(_("evidence"), default=list, blank=True)
    rank = models.IntegerField(_("rank"), default=0)
    rank_parts = models.JSONField(_("parts of the rank"), default=list, blank=True)
    disclosure = models.CharField(
        _("what the page says of it"), max_length=15, choices=Disclosure.choices, blank=True, default=""
    )

    class Meta:
        abstract = True

    @property
    def kind_words(self) -> list[ChangeKind]:
        """Return the kinds in the order they are told; a code of rules that are no more is left out."""
        return [kind for kind in ChangeKind if kind.value in self.kinds]

    @property
    def told(self) -> list[Kind]:
        """Return the evidence as values, what matters most first."""
        return [kind for item in self.evidence if (kind := _read_kind(item)) is not None]

    @property
    def parts(self) -> list[RankPart]:
        """Return the parts of the rank."""
        return [RankPart(str(name), int(points)) for name, points in self.rank_parts]

    @property
    def rule_name(self) -> str:
        """Return the name of the noise rule that lowered the rank, as the rank itself bears it; "" where none did."""
        names = (part.name for part in self.parts)
        return next((name.removeprefix(RULE_PART) for name in names if name.startswith(RULE_PART)), "")

    def as_lowerable(self, *, words: int, source: int) -> Lowerable | None:
        """Return what a noise rule judges by; None where a protected kind, a notice or anything unknown forbids it.

        ``words`` are those that went and came, ``source`` is the publisher's id. Read from what is stored alone, so
        that a rehearsal, the first telling and any later one judge alike.
        """
        told = self.told
        if len(told) != len(self.evidence) or {kind.code.value for kind in told} != set(self.kinds):
            return None
        longest = max((len(side) for kind in told for side in (kind.removed, kind.added)), default=0)
        try:
            return Lowerable(
                Kinds(tuple(told)),
                words=words,
                source=source,
                is_whole=len(told) < MOST_EVIDENCE and longest < LONGEST_EVIDENCE,
                disclosure=DisclosureCode(self.disclosure or DisclosureCode.NONE),
            )
        except (ProtectedChange, ValueError):
            return None


def write_kind(kind: Kind) -> dict[str, Any]:
    """Return a kind as it is stored, each side cut to 400 characters."""
    where = {"field": kind.place.field, "old": kind.place.old, "new": kind.place.new}
    return {
        "kind": kind.code.value,
        "removed": kind.removed[:LONGEST_EVIDENCE],
        "added": kind.added[:LONGEST_EVIDENCE],
        "where": where,
    }


def _read_kind(item: Any) -> Kind | None:
    """Return what was stored as a value, None where other rules than today's wrote it."""
    try:
        where = item["where"]
        place = Place(str(where["field"]), where["old"], where["new"])
        return Kind(Code(item["kind"]), str(item["removed"]), str(item["added"]), place)
    except (KeyError, TypeError, ValueError):
        return None
