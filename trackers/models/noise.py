"""NoiseRule: a named rule that lowers the rank of Changes without a protected kind, as data with a history.

NoiseRun: one pass over the Changes there are, to rehearse a rule, to lower by it, or to restore what it lowered.
"""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint
from trackers.models.kinds import ChangeKind
from trackers.models.source import Source
from trackers.text.kinds import Code, NoiseConditions

COSMETIC_KINDS = [(kind.value, kind.label) for kind in ChangeKind if kind.is_cosmetic]
MOST_PHRASES, LONGEST_PHRASE = 50, 200
# One advisory lock for the set of rules in force, beside those of claims, the ledger and incidents (4201 to 4205).
_RULES_LOCK = 4206


class NoiseState(models.TextChoices):
    """How far a NoiseRule has come. What was once in force stays as it is."""

    DRAFT = "draft", _("draft")
    REHEARSED = "rehearsed", _("rehearsed")
    IN_FORCE = "in_force", _("in force")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN_NOISE = (NoiseState.DRAFT, NoiseState.REHEARSED)


class NoisePurpose(models.TextChoices):
    """What a NoiseRun goes through the Changes for."""

    REHEARSE = "rehearse", _("rehearsal")
    LOWER = "lower", _("lowering")
    RESTORE = "restore", _("restoring")


def validate_phrases(text: str) -> None:
    """Accept at most fifty lines of at most two hundred characters; raise ValidationError in plain words."""
    lines = _split_lines(text)
    if len(lines) > MOST_PHRASES:
        raise ValidationError(
            _("At most %(count)d phrases."), code="too_many", params={"count": MOST_PHRASES}
        )
    if any(len(line) > LONGEST_PHRASE for line in lines):
        raise ValidationError(
            _("A phrase has at most %(count)d characters."), code="too_long", params={"count": LONGEST_PHRASE}
        )


def validate_name(text: str) -> None:
    """Accept a name that is one line without invisible characters: it stands on public pages."""
    if not text.isprintable():
        raise ValidationError(_("A name is one line of characters that can be seen."), code="unprintable")


class NoiseRuleQuerySet(models.QuerySet["NoiseRule"]):
    """Words to choose rules by."""

    def in_force(self) -> Self:
        """Those in force, the one that has been so longest first: of several that speak of a Change it lowers it."""
        return self.filter(state=NoiseState.IN_FORCE).order_by("in_force_since", "pk")


class NoiseRule(models.Model):
    """A rule that lowers the rank of Changes, under a name that is its own for ever.

    It speaks of edits all of whose ``kinds`` are among its own, cosmetic ones only (the database refuses others); of
    one Source where that is named, of at most ``most_words`` words gone and come, of whatever went or came being one of
    ``phrases``. A draft may be revised, and each revision raises ``lock``; once in force it never alters (a trigger
    refuses), it can only be withdrawn.
    """

    name = models.CharField(
        _("name"),
        max_length=80,
        validators=[validate_name],
        help_text=_("Readers see it on every change that the rule lowers."),
    )
    sentence = models.CharField(
        _("what it lowers"),
        max_length=300,
        validators=[validate_name],
        help_text=_("One plain sentence for readers: which changes, and why they matter less."),
    )
    kinds = ArrayField(
        models.CharField(max_length=20, choices=COSMETIC_KINDS),
        verbose_name=_("kinds"),
        help_text=_("All kinds of a change must be among these. Others cannot be lowered."),
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="noise_rules",
        verbose_name=_("publisher"),
        help_text=_("Empty for all."),
    )
    most_words = models.PositiveIntegerField(
        _("at most so many words"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Words that went and words that came, counted together; empty for any number."),
    )
    phrases = models.TextField(
        _("only these words"),
        blank=True,
        validators=[validate_phrases],
        help_text=_(
            "One word or phrase a line, as it stands in the text. Whatever went or came must be one of them; case does "
            "not count, and a figure stands for any figure. Empty for any words."
        ),
    )
    note = models.TextField(
        _("why"), blank=True, validators=[MaxLengthValidator(2000)], help_text=_("For the desk.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=NoiseState.choices, default=NoiseState.DRAFT, editable=False
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

    objects = NoiseRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("noise rule")
        verbose_name_plural = _("noise rules")
        default_permissions = ("view",)
        permissions = [
            ("draft_noiserule", _("Can draft and rehearse noise rules")),
            ("apply_noiserule", _("Can put noise rules in force and withdraw them")),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="noiserule_name_stands_once",
                violation_error_message=_("There is a rule of this name already, perhaps a withdrawn one."),
            ),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=[code for code, _label in COSMETIC_KINDS]) & ~Q(kinds=[]),
                name="noiserule_kinds_are_cosmetic",
                violation_error_message=_("Choose at least one kind; only cosmetic kinds can be lowered."),
            ),
            word_constraint("state", NoiseState, name="noiserule_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_NOISE, in_force_since__isnull=True, ended_at__isnull=True)
                | Q(state=NoiseState.IN_FORCE, in_force_since__isnull=False, ended_at__isnull=True)
                | Q(state=NoiseState.WITHDRAWN, ended_at__isnull=False),
                name="noiserule_dates_fit_its_state",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it may still be revised, rehearsed or put in force."""
        return self.state in OPEN_NOISE

    @property
    def kind_words(self) -> list[ChangeKind]:
        """Return the kinds in the order they are told."""
        return [kind for kind in ChangeKind if kind.value in self.kinds]

    def as_conditions(self) -> NoiseConditions:
        """Return the rule as the text room judges by it. Raises ProtectedChange, which the database rules out."""
        return NoiseConditions(
            self.name,
            frozenset(Code(code) for code in self.kinds),
            source=self.source_id,
            most_words=self.most_words,
            phrases=tuple(_split_lines(self.phrases)),
        )


class NoiseRun(models.Model):
    """The Changes there are, gone through with a NoiseRule, newest first: resumable, in batches.

    ``lock`` is that of the rule as it was rehearsed: once it is revised a rehearsal counts no more. ``done`` of
    ``total`` Changes that it may speak of are looked at; it speaks of ``fitting`` of them. ``lowered`` are those that
    it would lower, has lowered or lowers no more; others that it speaks of are lowered by an older rule. ``cursor`` is
    the last Change looked at; ``job`` names who works on it. ``by_source`` counts the lowered by Source, ``samples``
    are some of them.
    """

    rule = models.ForeignKey(NoiseRule, on_delete=models.PROTECT, related_name="runs")
    purpose = models.CharField(_("purpose"), max_length=10, choices=NoisePurpose.choices)
    lock = models.PositiveIntegerField()
    job = models.CharField(_("job"), max_length=100)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    cursor = models.BigIntegerField(null=True, blank=True)
    total = models.PositiveIntegerField(_("changes"), default=0)
    done = models.PositiveIntegerField(_("changes looked at"), default=0)
    fitting = models.PositiveIntegerField(_("changes it speaks of"), default=0)
    lowered = models.PositiveIntegerField(_("changes it lowers"), default=0)
    by_source = models.JSONField(_("by publisher"), default=dict, blank=True)
    samples = ArrayField(models.BigIntegerField(), verbose_name=_("samples"), default=list, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("run of a noise rule")
        verbose_name_plural = _("runs of noise rules")
        default_permissions = ()
        constraints = [
            word_constraint("purpose", NoisePurpose, name="noiserun_purpose_is_a_word"),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(ended_at__isnull=True), name="noiserun_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.purpose} {self.done}/{self.total}"


def hold_rules() -> None:
    """Let no rule come into force or be withdrawn before this transaction ends; wait for one that is about to.

    Taken before any Description is locked, so that nobody waits in a circle.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_RULES_LOCK])


def turn_rules() -> None:
    """Wait until nobody describes by the rules in force, and let nobody begin to before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_RULES_LOCK])


def _split_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
