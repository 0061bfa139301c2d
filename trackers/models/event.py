"""ReviewEvent: one step of an editor's work, append-only (code refuses to alter one, and so does a trigger)."""

from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.fields import word_constraint

# What is withheld by such an event, among the words of WithheldPart on the public record.
SOURCE_WITHHELD = "source"


class Act(models.TextChoices):
    """What an editor did."""

    FOLLOW = "follow", _("followed a source")
    ADD = "add", _("added")
    REVISE_SOURCE = "revise_source", _("revised a source")
    REVISE_FEED = "revise_feed", _("revised a feed")
    PAUSE = "pause", _("paused")
    RESUME = "resume", _("resumed")
    RETIRE = "retire", _("retired")
    CHECK = "check", _("asked for a look")
    WITHHOLD = "withhold", _("withheld")
    RELEASE = "release", _("released")
    ANNOTATE = "annotate", _("annotated")
    PUBLISH = "publish", _("published")
    AMEND = "amend", _("amended")
    RETRACT = "retract", _("retracted")
    ROBOTS = "robots", _("decided about robots.txt")
    STOP = "stop", _("stopped all fetching")
    START = "start", _("resumed all fetching")
    SEPARATE = "separate", _("separated two articles")
    DECIDE = "decide", _("decided about an incident")
    FURNITURE = "furniture", _("decided about a line of the template")
    DRAFT_HINTS = "draft_hints", _("drafted hints")
    REVISE_HINTS = "revise_hints", _("revised hints")
    REHEARSE_HINTS = "rehearse_hints", _("had hints rehearsed")
    APPLY_HINTS = "apply_hints", _("put hints in force")
    WITHDRAW_HINTS = "withdraw_hints", _("withdrew hints")
    DISCARD_HINTS = "discard_hints", _("discarded hints")
    REPLAY = "replay", _("read stored responses again")
    DRAFT_NOISE = "draft_noise", _("drafted a noise rule")
    REVISE_NOISE = "revise_noise", _("revised a noise rule")
    REHEARSE_NOISE = "rehearse_noise", _("had a noise rule rehearsed")
    APPLY_NOISE = "apply_noise", _("put a noise rule in force")
    WITHDRAW_NOISE = "withdraw_noise", _("withdrew a noise rule")
    CLAIM = "claim", _("claimed")
    LET_GO = "let_go", _("let go of")
    DISMISS = "dismiss", _("dismissed")
    SNOOZE = "snooze", _("put off")
    WAKE = "wake", _("brought back")
    REOPEN = "reopen", _("reopened")
    SUBMIT = "submit", _("sent to a second read")
    RETURN = "return", _("returned")
    APPROVE = "approve", _("approved")
    DROP = "drop", _("dropped an amendment")
    RECALL = "recall", _("called back")
    UNDO = "undo", _("undid a step")
    SET_DESK = "set_desk", _("set how the desk works")
    RECORD_LETTER = "record_letter", _("recorded a letter")
    TAKE_LETTER = "take_letter", _("took a letter in hand")
    LEAVE_LETTER = "leave_letter", _("gave a letter back")
    REVISE_LETTER = "revise_letter", _("corrected what a letter is about")
    ANSWER_LETTER = "answer_letter", _("answered a letter")
    DECLINE_LETTER = "decline_letter", _("declined a letter")
    CLOSE_LETTER = "close_letter", _("closed a letter")
    REOPEN_LETTER = "reopen_letter", _("opened a letter again")
    ERASE_SENDER = "erase_sender", _("forgot who wrote a letter")
    FILE_STATEMENT = "file_statement", _("recorded a publisher’s statement")
    CORRECT_STATEMENT = "correct_statement", _("corrected a publisher’s statement")
    WITHDRAW_STATEMENT = "withdraw_statement", _("withdrew a publisher’s statement")
    LIMIT_SIGN_IN = "limit_sign_in", _("had sign-ins wait")
    UNLOCK_SIGN_IN = "unlock_sign_in", _("let somebody sign in again")
    ADD_LABEL = "add_label", _("added a label")
    REVISE_LABEL = "revise_label", _("revised a label")
    DRAW_SAMPLE = "draw_sample", _("drew a sample")
    CODE = "code", _("coded a change")
    CLOSE_SAMPLE = "close_sample", _("closed a sample")
    SET_ACCOUNT = "set_account", _("set what accounts may do")


class ReviewEventQuerySet(models.QuerySet["ReviewEvent"]):
    """Words to choose events by."""

    def of_house(self, *acts: Act, **facts: Any) -> Self:
        """Those of some acts about the house itself and no publisher, by what they say is so since: a label's code."""
        rows = self.filter(act__in=acts, source=None, article=None, change=None)
        return rows.filter(**{f"after__{name}": value for name, value in facts.items()})

    def withheld_sources(self) -> models.QuerySet["ReviewEvent", Any]:
        """Those by which a whole publisher was taken from readers, as ``Withholding.objects.public_record()`` tells."""
        about_sources = self.filter(source__isnull=False, article=None, change=None)
        releases = about_sources.filter(
            act=Act.RELEASE, source=OuterRef("source"), at__gt=OuterRef("at")
        ).order_by("at")
        rows = about_sources.filter(act=Act.WITHHOLD, source__public_since__isnull=False).annotate(
            key=F("pk"),
            what=Value(SOURCE_WITHHELD),
            reason_code=KT("after__exposure_reason"),
            ended=Subquery(releases.values("at")[:1]),
        )
        kept = rows.filter(Q(ended__isnull=True) | Q(ended__gt=F("source__public_since")))
        return kept.order_by().values("at", "key", "what", "reason_code", "ended")


class ReviewEvent(models.Model):
    """Who did what to which row, when and why. The actor's name stays when the account goes."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    act = models.CharField(_("act"), max_length=20, choices=Act.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    actor_name = models.CharField(_("actor"), max_length=200)
    role = models.CharField(_("in the role of"), max_length=200, blank=True, default="")
    source = models.ForeignKey(
        "trackers.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    feed = models.ForeignKey(
        "trackers.Feed", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    article = models.ForeignKey(
        "trackers.Article", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    change = models.ForeignKey(
        "trackers.Change", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    annotation = models.ForeignKey(
        "trackers.Annotation", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    noise_rule = models.ForeignKey(
        "trackers.NoiseRule", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    letter = models.ForeignKey(
        "trackers.Letter", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    reason = models.TextField(_("reason"), blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)

    objects = ReviewEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("review event")
        verbose_name_plural = _("review events")
        permissions = [("view_queue", _("Can see the desk's queue and its jobs"))]
        constraints = [word_constraint("act", Act, name="reviewevent_act_is_a_word")]
        indexes = [
            models.Index(fields=["-at", "-id"], name="reviewevent_latest"),
            models.Index(
                fields=["act", "-at"],
                name="reviewevent_of_house",
                condition=models.Q(source__isnull=True, article__isnull=True, change__isnull=True),
            ),
            models.Index(
                fields=["source", "at"],
                name="reviewevent_of_exposure",
                condition=models.Q(
                    act__in=["withhold", "release"], article__isnull=True, change__isnull=True
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC {self.actor_name}: {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new event; raise TypeError for one that is stored already."""
        if not self._state.adding:
            raise TypeError("A ReviewEvent is never altered.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: events are only appended."""
        raise TypeError("A ReviewEvent is never deleted.")
