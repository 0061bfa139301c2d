"""Letter: what somebody outside has written to the desk, and what became of it.

There is no form for the public: people write by mail, and somebody at the desk records what came. Who wrote is personal
data: it is shown to few, and forgotten a while after the letter is closed. The letter itself stays on the record.
"""

from datetime import date, timedelta
from typing import Any, NoReturn, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.article import Article
from trackers.models.change import Change
from trackers.models.fields import word_constraint
from trackers.models.publication import Publication
from trackers.models.source import Source
from trackers.models.withholding import Withholding

LONGEST_LETTER, LONGEST_ANSWER = 20_000, 5_000


class LetterKind(models.TextChoices):
    """What somebody wants of the desk."""

    TIP = "tip", _("a reader’s tip")
    COMPLAINT = "complaint", _("a complaint")
    REPLY = "reply", _("a publisher’s reply")
    TAKEDOWN = "takedown", _("a request to withhold something")
    PRIVACY = "privacy", _("a matter of privacy")


# What only those who may withhold deal with; what was written there says who somebody is.
GUARDED = (LetterKind.TAKEDOWN, LetterKind.PRIVACY)
# Within how many days each is to be answered, unless the desk says otherwise. A person's request about her own data
# must be answered within a month (Regulation (EU) 2016/679, article 12(3)).
DAYS_TO_ANSWER: dict[str, int] = {
    LetterKind.TIP: 14,
    LetterKind.COMPLAINT: 7,
    LetterKind.REPLY: 3,
    LetterKind.TAKEDOWN: 2,
    LetterKind.PRIVACY: 21,
}


class LetterState(models.TextChoices):
    """What became of a letter."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("declined")
    DONE = "done", _("done")


def due_day(kind: str, *, received: date) -> date:
    """Return the day by which a letter of a kind that came on a day is to be answered."""
    return received + timedelta(days=DAYS_TO_ANSWER[kind])


class LetterQuerySet(models.QuerySet["Letter"]):
    """Words to choose Letters by."""

    def open(self) -> Self:
        """Those that wait for an answer, what is due first first."""
        return self.filter(state=LetterState.OPEN).order_by("due_on", "pk")

    def overdue(self, today: date) -> Self:
        """Those that should have been answered by now."""
        return self.open().filter(due_on__lt=today)

    def unguarded(self) -> Self:
        """Those that anybody who reads letters at all may read."""
        return self.exclude(kind__in=GUARDED)


class Letter(models.Model):
    """A tip, a complaint, a reply or a request: what it is about, what it says, by when it is to be answered.

    It is about a Change, an Article or a Source, the most particular one that is known; ``address`` is where that was
    said to stand. ``sender`` and ``reach`` are personal data, and so are ``words`` of a guarded kind: what is erased at
    ``erased_at`` is empty from then on. ``answer`` is ours, ``earlier_answers`` those given before it was opened
    again. ``withholding`` and ``publication`` are what came of it.
    ``lock`` counts the steps: whoever acts says which one she saw.
    """

    kind = models.CharField(_("what it is"), max_length=10, choices=LetterKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState.choices, default=LetterState.OPEN, editable=False
    )
    change = models.ForeignKey(
        Change, on_delete=models.PROTECT, null=True, blank=True, related_name="letters", editable=False
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="letters", editable=False
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="letters", editable=False
    )
    address = models.CharField(
        _("what it is about"),
        max_length=2000,
        blank=True,
        default="",
        help_text=_(
            "The address of our page or of the publisher’s article, pasted as it stands in the letter. It may be that "
            "of a page that is not followed, and stay empty where the letter is about no page."
        ),
    )
    words = models.TextField(
        _("what it says"), blank=True, default="", validators=[MaxLengthValidator(LONGEST_LETTER)]
    )
    sender = models.CharField(_("who wrote"), max_length=300, blank=True, default="")
    reach = models.CharField(_("how to reach them"), max_length=300, blank=True, default="")
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    due_on = models.DateField(_("to be answered by"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_name = models.CharField(_("in the hands of"), max_length=200, blank=True, default="")
    recorder_name = models.CharField(_("recorded by"), max_length=200, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    answer = models.TextField(
        _("what we answered"), blank=True, default="", validators=[MaxLengthValidator(LONGEST_ANSWER)]
    )
    earlier_answers = ArrayField(
        models.TextField(),
        verbose_name=_("what we had answered before"),
        default=list,
        blank=True,
        editable=False,
    )
    withholding = models.ForeignKey(
        Withholding, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("sender forgotten at"), null=True, blank=True, editable=False)
    lock = models.PositiveIntegerField(default=0, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("incoming letters")
        default_permissions = ("view", "add")
        permissions = [
            ("take_letter", _("Can take letters in hand, and correct what was recorded")),
            ("answer_letter", _("Can answer, decline and close letters")),
            ("view_sender", _("Can see who wrote a letter, and how to reach them")),
        ]
        constraints = [
            word_constraint("kind", LetterKind, name="letter_kind_is_a_word"),
            word_constraint("state", LetterState, name="letter_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(state=LetterState.OPEN, closed_at__isnull=True)
                | (~Q(state=LetterState.OPEN) & Q(closed_at__isnull=False)),
                name="letter_is_closed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[LetterState.ANSWERED, LetterState.DECLINED]) | ~Q(answer=""),
                name="letter_answer_is_in_words",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(sender="", reach=""),
                name="letter_is_erased_whole",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | ~Q(state=LetterState.OPEN),
                name="letter_is_erased_once_closed",
            ),
            models.CheckConstraint(
                condition=Q(change__isnull=True) | Q(article__isnull=False), name="letter_names_the_article"
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=True) | Q(source__isnull=False), name="letter_names_the_source"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="letter_due", condition=Q(state="open")),
            models.Index(
                fields=["closed_at"],
                name="letter_to_erase",
                condition=Q(closed_at__isnull=False, erased_at__isnull=True),
            ),
            models.Index(fields=["-received_at", "-id"], name="letter_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.received_at:%Y-%m-%d}"

    @property
    def is_guarded(self) -> bool:
        """Whether only those who may withhold deal with it."""
        return self.kind in GUARDED

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: who wrote is forgotten, that somebody did is not; a trigger refuses it as well."""
        raise TypeError("A Letter is closed, never deleted.")
