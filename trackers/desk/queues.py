"""Queues: named choices of Changes, each explained, in the order in which people work through them.

A queue chooses and never hides: what is in none of the narrower ones is in ``triage`` until somebody has decided on it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, TextField, Window
from django.db.models.functions import MD5, Cast, Collate, Left, RowNumber
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from trackers.models import (
    FOUR_EYES,
    NOTICES,
    Change,
    ChangeKind,
    Description,
    Desk,
    Disclosure,
    Nature,
    NoiseState,
    Reread,
    ReviewState,
)
from trackers.models.change import ChangeQuerySet, is_decided

BY_RANK = ("-description__rank", "-pk")
NEWEST_FIRST = ("-seen_new_at", "-pk")
LONGEST_WAITING = ("review__touched_at", "pk")
LATEST_STEP = ("-review__touched_at", "-pk")

# Kinds by which the machine guesses that the meaning is another: the word of an editor decides.
SUBSTANTIVE = (
    ChangeKind.HEADLINE, ChangeKind.NUMBER, ChangeKind.QUOTE, ChangeKind.ATTRIBUTION, ChangeKind.HEDGE,
    ChangeKind.NEGATION, ChangeKind.NAME, ChangeKind.CUT,
)  # fmt: skip
# Where the page holds nothing that tells readers.
UNDISCLOSED = tuple(each for each in Disclosure if each.value not in NOTICES)
# A newsroom has so long to add a notice before its change counts as undisclosed here.
TIME_TO_DISCLOSE = timedelta(hours=1)
# 0x051f of 0x10000: two in a hundred, and the same ones for everybody and for ever.
SAMPLE_BELOW = "051f"
FIRST_OF_RULE, RULE_IS_NEW = 50, timedelta(days=30)
_MINE = (
    ReviewState.IN_REVIEW, ReviewState.ANNOTATED, ReviewState.SECOND_READ, ReviewState.RETURNED,
    ReviewState.APPROVED,
)  # fmt: skip
TOLD = (ReviewState.PUBLISHED, ReviewState.AMENDED, ReviewState.RETRACTED)


@dataclass(frozen=True)
class Queue:
    """A choice of Changes: ``choose`` says which of some, for whom and when; ``order`` names columns, the key last.

    ``collapses`` shows Changes of the same words as one; ``own_first`` puts a person's own papers above the rest;
    ``permissions`` are what its work takes.
    """

    code: str
    name: StrPromise
    help: StrPromise
    empty: StrPromise
    choose: Callable[[ChangeQuerySet, User, datetime], ChangeQuerySet]
    order: tuple[str, ...] = BY_RANK
    permissions: tuple[str, ...] = field(default=("trackers.view_change",))
    collapses: bool = False
    own_first: bool = True

    def chosen(self, user: User, *, now: datetime) -> ChangeQuerySet:
        """Return the Changes of this queue as one person works through them, in no order yet."""
        rows = self.choose(Change.objects.all(), user, now)
        return leave_out_repeats(rows) if self.collapses else rows


def queues_for(user: User) -> list[Queue]:
    """Return the queues that an account may work through."""
    return [queue for queue in QUEUES if user.has_perms(queue.permissions)]


def find_queue(code: str, *, user: User) -> Queue | None:
    """Return a queue by its code; None for one that there is not, or that is not for this account."""
    return next((queue for queue in queues_for(user) if queue.code == code), None)


def leave_out_repeats(rows: ChangeQuerySet) -> ChangeQuerySet:
    """Leave out Changes of the same words as one that stands higher and waits as well."""
    higher = Q(rank__gt=OuterRef("description__rank")) | Q(
        rank=OuterRef("description__rank"), pk__gt=OuterRef("pk")
    )
    waiting = ~is_decided("pk")
    alike = Description.objects.filter(higher, waiting, sameness=OuterRef("description__sameness"))
    return rows.filter(~Exists(alike))


def _new(rows: ChangeQuerySet) -> ChangeQuerySet:
    return rows.unreviewed().filter(description__isnull=False)


def _triage(rows: ChangeQuerySet, _user: User, _now: datetime) -> ChangeQuerySet:
    return _new(rows)


def _undisclosed(rows: ChangeQuerySet, _user: User, now: datetime) -> ChangeQuerySet:
    chosen = _new(rows).filter(
        description__kinds__overlap=[kind.value for kind in SUBSTANTIVE],
        description__disclosure__in=UNDISCLOSED,
        seen_new_at__lte=now - TIME_TO_DISCLOSE,
    )
    return chosen.exclude(description__reread=Reread.SAME)


def _headlines(rows: ChangeQuerySet, _user: User, _now: datetime) -> ChangeQuerySet:
    return _new(rows).filter(description__kinds__contains=[ChangeKind.HEADLINE.value])


def _notices(rows: ChangeQuerySet, _user: User, _now: datetime) -> ChangeQuerySet:
    return _new(rows).filter(description__kinds__contains=[ChangeKind.CORRECTION_NOTICE.value])


def _absences(rows: ChangeQuerySet, _user: User, _now: datetime) -> ChangeQuerySet:
    return _new(rows).exclude(nature=Nature.EDIT)


def _mine(rows: ChangeQuerySet, user: User, _now: datetime) -> ChangeQuerySet:
    claimed = Q(review__state=ReviewState.IN_REVIEW, review__claimed_by=user)
    return rows.filter(review__state__in=_MINE).filter(claimed | _written_by(user))


def _stale(rows: ChangeQuerySet, _user: User, now: datetime) -> ChangeQuerySet:
    return rows.filter(review__state=ReviewState.IN_REVIEW, review__claimed_until__lte=now)


def _second_read(rows: ChangeQuerySet, user: User, _now: datetime) -> ChangeQuerySet:
    grave = Q(review__annotation__significance__gte=FOUR_EYES) | Q(
        review__annotation__amends__significance__gte=FOUR_EYES, review__annotation__amends__isnull=False
    )
    reads_alone = Exists(Desk.objects.filter(lone_editor=True))
    waiting = rows.filter(review__state=ReviewState.SECOND_READ)
    own = Change.objects.filter(grave, _written_by(user), pk=OuterRef("pk"))
    return waiting.filter(~Exists(own) | reads_alone)


def _returned(rows: ChangeQuerySet, user: User, _now: datetime) -> ChangeQuerySet:
    return rows.filter(_written_by(user), review__state=ReviewState.RETURNED)


def _approved(rows: ChangeQuerySet, _user: User, _now: datetime) -> ChangeQuerySet:
    return rows.filter(review__state=ReviewState.APPROVED)


def _sample(rows: ChangeQuerySet, _user: User, now: datetime) -> ChangeQuerySet:
    # By columns of the description alone: the few that are lowered are found first.
    chance = Collate(Left(MD5(Cast("description__pk", TextField())), 4), "C")
    lowered = _new(rows).filter(description__lowered_by__isnull=False).alias(chance=chance)
    return lowered.filter(
        Q(chance__lt=SAMPLE_BELOW) | Q(description__pk__in=_firsts_of_rules(now).values("pk"))
    )


def _firsts_of_rules(now: datetime) -> ChangeQuerySet:
    """Return the first Changes that each new rule has lowered since it is in force, whatever became of them."""
    lowered = Change.objects.filter(
        description__lowered_by__state=NoiseState.IN_FORCE,
        description__lowered_by__in_force_since__gte=now - RULE_IS_NEW,
        seen_new_at__gte=F("description__lowered_by__in_force_since"),
    )
    number = Window(RowNumber(), partition_by=F("description__lowered_by"), order_by=F("pk").asc())
    return lowered.order_by().annotate(number=number).filter(number__lte=FIRST_OF_RULE)


def _log(rows: ChangeQuerySet, _user: User, _now: datetime) -> ChangeQuerySet:
    return rows.filter(review__state__in=TOLD)


def _written_by(user: User) -> Q:
    return Q(review__annotation__writers__contains=[user.pk])


# What the list of changes goes on with where no queue was chosen: all that nobody has decided on, newest first.
EVERYTHING_NEW = Queue(
    "", _("all changes"), _("Every change that nobody has decided on."), _("Nothing waits for a decision."),
    lambda rows, _user, _now: rows.unreviewed(), NEWEST_FIRST, own_first=False,
)  # fmt: skip

QUEUES: tuple[Queue, ...] = (
    Queue(
        "triage", _("Triage"),
        _("All that nobody has decided on yet, what may matter most first. The same change of many articles stands "
          "here once."),
        _("Nothing is left: every change has been decided on."),
        _triage, collapses=True,
    ),
    Queue(
        "undisclosed", _("Undisclosed and substantive"),
        _("By rule, a headline, figure, quotation, name, denial or removal, and no notice to readers for more than "
          "an hour."),
        _("No such change waits for a decision."),
        _undisclosed,
    ),
    Queue(
        "headlines", _("Headlines"),
        _("Changes of a headline that nobody has decided on."),
        _("No changed headline waits for a decision."),
        _headlines,
    ),
    Queue(
        "notices", _("Notices that appeared"),
        _("A notice to readers came, changed or went. Beside it stands the earlier change it may explain."),
        _("No notice waits for a decision."),
        _notices, NEWEST_FIRST,
    ),
    Queue(
        "absences", _("Gone and returned"),
        _("Pages that went away, confirmed by several looks, and pages that came back."),
        _("No page that went or came back waits for a decision."),
        _absences, NEWEST_FIRST,
    ),
    Queue(
        "mine", _("Mine"),
        _("What you have claimed, and what you have written in that is not published yet; what waits longest first."),
        _("You have nothing in hand."),
        _mine, LONGEST_WAITING, ("trackers.view_change", "trackers.add_annotation"), own_first=False,
    ),
    Queue(
        "returned", _("Returned to me"),
        _("What a second reader has sent back to you, with a reason."),
        _("Nothing was sent back to you."),
        _returned, LONGEST_WAITING, ("trackers.view_change", "trackers.add_annotation"), own_first=False,
    ),
    Queue(
        "second-read", _("Second read"),
        _("Waits for somebody to approve it or send it back. What you have written in stands here only where you may "
          "approve it."),
        _("Nothing waits for your second read."),
        _second_read, LONGEST_WAITING, ("trackers.view_change", "trackers.approve_annotation"), own_first=False,
    ),
    Queue(
        "approved", _("Approved, not published"),
        _("Read and approved; one step is left."),
        _("Nothing approved waits to be published."),
        _approved, LONGEST_WAITING, ("trackers.view_change", "trackers.publish_annotation"), own_first=False,
    ),
    Queue(
        "stale", _("Stale claims"),
        _("Claimed, and not decided on in half an hour; the clock lets go of them soon."),
        _("No claim is stale."),
        _stale, LONGEST_WAITING, ("trackers.view_change", "trackers.review_change"), own_first=False,
    ),
    Queue(
        "lowered-sample", _("Sample of what was lowered"),
        _("Two in a hundred of the changes that noise rules have lowered, and the first fifty that come under each new "
          "rule once it is in force: does a rule lower what matters?"),
        _("Nothing in the sample waits for a decision."),
        _sample, NEWEST_FIRST, own_first=False,
    ),
    Queue(
        "published", _("Published log"),
        _("What readers were told, the latest step first; amended and retracted entries among it."),
        _("Nothing has been published yet."),
        _log, LATEST_STEP, own_first=False,
    ),
)  # fmt: skip
