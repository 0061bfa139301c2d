"""Statement: what a publisher says to an entry of ours, shown beside it. Never altered, never deleted.

It is the publisher's own words, so none of ours are mixed in. A correction is a further edition with the same id, and
so is a withdrawal, its last; a trigger keeps it so.
"""

import uuid as uuids
from collections.abc import Sequence
from typing import Any, NoReturn, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.annotation import Annotation
from trackers.models.change import Change
from trackers.models.fields import word_constraint
from trackers.models.letter import Letter
from trackers.models.publication import Publication
from trackers.models.readersview import show_text, shown_as

LONGEST_STATEMENT = 3_000


class StatementNature(models.TextChoices):
    """What an edition of a statement does to the one before."""

    FIRST = "first", _("given")
    CORRECTION = "correction", _("corrected")
    WITHDRAWAL = "withdrawal", _("withdrawn")


class StatementQuerySet(models.QuerySet["Statement"]):
    """Words to choose Statements by; what readers may see is asked of the database's own clock."""

    def out(self) -> Self:
        """Those whose moment has come; of what was withdrawn before anybody saw it, nothing."""
        seen = Statement.objects.filter(
            uuid=OuterRef("uuid"), edition__lt=OuterRef("edition"), public_at__lte=OuterRef("public_at")
        )
        return self.filter(
            ~Q(nature=StatementNature.WITHDRAWAL) | Exists(seen), public_at__lte=Now()
        ).exclude(Exists(_taken_back_unseen()))

    def told(self) -> Self:
        """Those readers may be told of: out, beside an entry that they may be told of."""
        entries = Publication.objects.told().filter(annotation=OuterRef("annotation"))
        return self.out().filter(Exists(entries))

    def newest(self) -> Self:
        """Of each the edition that is out last: a withdrawal where it was withdrawn."""
        later = Statement.objects.out().filter(uuid=OuterRef("uuid"), edition__gt=OuterRef("edition"))
        return self.out().filter(~Exists(later))

    def of_entry(self, edition: Publication) -> list["Statement"]:
        """Return all editions of all statements beside an entry that readers have seen: the first statement first, and
        of each the last edition first. One query.
        """
        rows = list(self.out().filter(annotation=edition.annotation_id).order_by("pk"))
        firsts = {row.uuid: place for place, row in reversed(list(enumerate(rows)))}
        for row in rows:
            row.change = edition.change
        return sorted(rows, key=lambda row: (firsts[row.uuid], -row.edition))


def attach_statements(editions: Sequence[Publication]) -> None:
    """Give editions what publishers say to their entries, the first received first. One query, none for no edition.

    Each has the Change of its entry, by which what is withheld is known.
    """
    changes = {edition.annotation_id: edition.change for edition in editions}
    found: dict[int, list[Statement]] = {key: [] for key in changes}
    rows = Statement.objects.newest().filter(annotation__in=changes) if changes else ()
    for row in sorted(rows, key=lambda row: (row.received_at, row.pk)):
        row.change = changes[row.annotation_id]
        found[row.annotation_id].append(row)
    for edition in editions:
        edition.statements = found[edition.annotation_id]


def _taken_back_unseen() -> "StatementQuerySet":
    """Return the withdrawals that came before an edition would have been seen."""
    return Statement.objects.filter(
        uuid=OuterRef("uuid"), nature=StatementNature.WITHDRAWAL, public_at__lt=OuterRef("public_at")
    )


@shown_as(dict.fromkeys(("words", "speaker", "reason"), show_text))
class Statement(models.Model):
    """One edition of what a publisher says to an entry. ``uuid`` is the same in all its editions.

    ``annotation`` is that of the entry, the same in all of the entry's editions; ``change`` the one it is about.
    ``speaker`` is whose words these are, as readers are told; ``words`` are plain text, empty in a withdrawal.
    ``reason`` says what was corrected, or why it was withdrawn. Readers see it from ``public_at`` on. The number of the
    account that recorded it outlives the account.
    """

    uuid = models.UUIDField(default=uuids.uuid4, editable=False)
    edition = models.PositiveIntegerField(_("edition"), default=1)
    nature = models.CharField(
        _("nature"), max_length=10, choices=StatementNature.choices, default=StatementNature.FIRST
    )
    annotation = models.ForeignKey(Annotation, on_delete=models.PROTECT, related_name="statements")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="statements")
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    speaker = models.CharField(_("whose words"), max_length=200)
    words = models.TextField(
        _("statement"), blank=True, default="", validators=[MaxLengthValidator(LONGEST_STATEMENT)]
    )
    reason = models.TextField(_("what was corrected, or why it was withdrawn"), blank=True, default="")
    received_at = models.DateTimeField(_("received at"))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorder_account = models.BigIntegerField(null=True, blank=True, editable=False)
    recorder_name = models.CharField(_("recorded by"), max_length=200)
    public_at = models.DateTimeField(_("seen by readers from"), default=timezone.now)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("statement")
        verbose_name_plural = _("publishers’ statements")
        default_permissions = ("view", "add")
        constraints = [
            word_constraint("nature", StatementNature, name="statement_nature_is_a_word"),
            models.UniqueConstraint(fields=["uuid", "edition"], name="statement_edition_stands_once"),
            models.CheckConstraint(
                condition=Q(nature=StatementNature.FIRST, edition=1)
                | (~Q(nature=StatementNature.FIRST) & Q(edition__gt=1) & ~Q(reason="")),
                name="statement_says_why",
                violation_error_message=_("Say what was corrected, or why it is withdrawn."),
            ),
            models.CheckConstraint(
                condition=Q(nature=StatementNature.WITHDRAWAL, words="")
                | (~Q(nature=StatementNature.WITHDRAWAL) & ~Q(words="")),
                name="statement_says_something",
            ),
            models.UniqueConstraint(
                fields=["uuid"],
                condition=Q(nature=StatementNature.WITHDRAWAL),
                name="statement_is_withdrawn_once",
            ),
        ]
        indexes = [models.Index(fields=["-public_at", "-id"], name="statement_seen")]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.get_nature_display()}"

    def get_absolute_url(self) -> str:
        """Return the path of the entry's page, at the statement."""
        return f"{reverse('publication', args=[self.annotation.uuid])}#statement-{self.uuid}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether this edition says that there is no statement any more."""
        return self.nature == StatementNature.WITHDRAWAL

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new edition; raise TypeError for one that is stored already (a trigger refuses it as well)."""
        if not self._state.adding:
            raise TypeError("A Statement is never altered.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: what was said stays on the record."""
        raise TypeError("A Statement is never deleted.")
