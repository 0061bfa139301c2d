"""HintSet: how to read one Source, as data with a history."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint
from trackers.models.source import Source
from trackers.text.hints import HINTED_FIELDS, NO_HINTS, Hints, read_hints
from trackers.text.selectors import BadSelector, Fault, parse_selectors

logger = logging.getLogger(__name__)

_FAULTS = {
    Fault.EMPTY: _("a selector is missing beside a comma"),
    Fault.PSEUDO: _("“%(selector)s” uses %(part)s, which is not understood here"),
    Fault.SIBLING: _(
        "“%(selector)s” uses “%(part)s”; only a space and “>” may stand between the parts of a selector"
    ),
    Fault.CHARACTER: _("“%(selector)s” holds “%(part)s” where no selector can have it"),
    Fault.NAME: _("a name is missing behind “%(part)s” in “%(selector)s”"),
    Fault.ATTRIBUTE: _(
        "“%(part)s” is not understood; attributes are written [name], [name=value], or with ~=, ^=, $= or *="
    ),
    Fault.COMBINATOR: _("something is missing beside “>” in “%(selector)s”"),
    Fault.TOO_LONG: _("a selector has at most 200 characters"),
    Fault.TOO_DEEP: _("“%(selector)s” has too many parts: at most 8, with at most 8 conditions each"),
    Fault.TOO_MANY: _("at most 20 selectors may stand here"),
}
_LINES_HELP = _("One selector a line, or several with commas between.")


def validate_selectors(text: str) -> None:
    """Accept a text that ``parse_selectors`` understands; raise ValidationError with the line that it does not."""
    try:
        parse_selectors(text)
    except BadSelector as error:
        words = {"selector": error.selector, "part": error.part}
        raise ValidationError(
            _("line %(line)d: %(fault)s"),
            code="bad_selector",
            params={"line": error.line, "fault": _FAULTS[error.fault] % words},
        ) from error


def _selectors(name: Any, help_text: Any) -> "models.TextField[str, str]":
    return models.TextField(name, blank=True, validators=[validate_selectors], help_text=help_text)


class HintState(models.TextChoices):
    """How far a HintSet has come. What was once in force stays as it is."""

    DRAFT = "draft", _("draft")
    REHEARSED = "rehearsed", _("rehearsed")
    IN_FORCE = "in_force", _("in force")
    REPLACED = "replaced", _("replaced")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISCARDED = "discarded", _("discarded")


OPEN_STATES = (HintState.DRAFT, HintState.REHEARSED)


class HintSet(models.Model):
    """How to read the pages of one Source: where each field stands and what to leave out, as selectors.

    Numbered from 1 within its Source. A draft may be revised, and each revision raises ``lock``; once it was in force
    it never alters (a trigger refuses). What is in force is what ``Source.hints`` points at: at most one of a Source.
    """

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="hint_sets", verbose_name=_("source")
    )
    number = models.PositiveIntegerField(_("number"), default=1, editable=False)
    headline = _selectors(_("headline"), _LINES_HELP)
    standfirst = _selectors(_("standfirst"), _("The summary under the headline."))
    byline = _selectors(_("byline"), _("The names of the authors."))
    body = _selectors(
        _("body"), _("All text of these elements is the article, in the order of the page; nothing else is.")
    )
    leave_out = _selectors(
        _("leave out"), _("Dropped from the page before anything is read: boxes, links, clocks.")
    )
    note = models.TextField(
        _("why"),
        blank=True,
        validators=[MaxLengthValidator(2000)],
        help_text=_("For the desk: what was read wrongly, with an address."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=HintState.choices, default=HintState.DRAFT, editable=False
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    in_force_since = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("until"), null=True, blank=True, editable=False)
    lock = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["source", "-number"]
        verbose_name = _("hints")
        verbose_name_plural = _("hints")
        default_permissions = ("view",)
        permissions = [("change_hints", _("Can draft, rehearse, apply and withdraw a source's hints"))]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="hintset_number_stands_once"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(state=HintState.IN_FORCE), name="hintset_one_in_force"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="hintset_numbers_start_at_one"),
            word_constraint("state", HintState, name="hintset_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(state__in=[*OPEN_STATES, HintState.DISCARDED], in_force_since__isnull=True)
                | Q(state=HintState.IN_FORCE, in_force_since__isnull=False, ended_at__isnull=True)
                | Q(
                    state__in=[HintState.REPLACED, HintState.WITHDRAWN],
                    in_force_since__isnull=False,
                    ended_at__isnull=False,
                ),
                name="hintset_dates_fit_its_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.number})"

    @property
    def is_open(self) -> bool:
        """Whether it may still be revised, rehearsed, applied or discarded."""
        return self.state in OPEN_STATES

    def as_hints(self) -> Hints:
        """Return the selectors as the text room reads with them."""
        return read_hints(self.number, {field: getattr(self, field) for field in HINTED_FIELDS})


def hints_of(source: Source) -> Hints:
    """Return the hints a Source's pages are read with now. One query unless ``Source.hints`` was fetched with it.

    Hints that are not understood any more, by a newer parser of ours, are none: a look must not fail for them.
    """
    in_force = source.hints
    if in_force is None:
        return NO_HINTS
    try:
        return in_force.as_hints()
    except BadSelector as error:
        logger.error("hints_broken source=%s number=%s fault=%s", source.pk, in_force.number, error.fault)
        return NO_HINTS
