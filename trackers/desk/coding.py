"""Samples coded twice: drawn by chance, coded by two people who do not see each other's words, closed, compared."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.db.models import Count, Q, QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.events import check_row, name_of, record_event
from trackers.desk.programs import is_program
from trackers.desk.queues import find_queue
from trackers.desk.rights import require
from trackers.models import MACHINES, MOST_CODED, Act, Change, Coding, CodingSample
from trackers.models.change import ChangeQuerySet

CODES, DRAWS = "trackers.code_changes", "trackers.draw_sample"


@dataclass(frozen=True)
class Codes:
    """What one coder says of a Change: kinds (there may be none), disclosure, significance 0 to 4, confidence."""

    kinds: tuple[str, ...]
    disclosure: str
    significance: int
    confidence: str


def draw_sample(
    *,
    actor: User,
    name: str,
    percent: int,
    seed: int,
    coders: tuple[User, User],
    queue: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
) -> CodingSample:
    """Draw a sample from a queue as the asker sees it, or from the edits of some days (UTC); store and return it.

    Of the same list the same seed draws the same changes. At most 500 are drawn, at least one. Raises NotAllowedError,
    and DeskError by field.
    """
    require(actor, DRAWS)
    first, second = coders
    if first.pk == second.pk:
        raise _about("second_coder", _("Two people are needed: nobody agrees with somebody else alone."))
    for field_name, coder in (("first_coder", first), ("second_coder", second)):
        if not may_code(coder):
            raise _about(field_name, _("This account may not code changes."))
    rows = _list_to_draw_from(actor, queue=queue, first_day=first_day, last_day=last_day)
    of = rows.order_by().count()
    if not of:
        raise DeskError(_("There is no edit to draw from: choose another queue or other days."))
    wanted = min(MOST_CODED, -(-of * percent // 100))
    chance = MD5(Concat(Value(f"{seed}:"), Cast("pk", TextField())))
    keys = list(rows.order_by(chance, "pk").values_list("pk", flat=True)[: max(1, wanted)])
    if queue:
        first_day = last_day = None
    sample = CodingSample(
        name=name.strip(), queue=queue, first_day=first_day, last_day=last_day, percent=percent, seed=seed, of=of,
        changes=keys, drawer_name=name_of(actor), first_coder=first, first_name=name_of(first), second_coder=second,
        second_name=name_of(second),
    )  # fmt: skip
    check_row(sample)
    with transaction.atomic():
        sample.save()
        # Not from which queue: its name would tell a coder what the machine says of each change.
        _record(
            Act.DRAW_SAMPLE,
            sample,
            actor=actor,
            drawn=len(keys), of=of, percent=percent, seed=seed, coders=[sample.first_name, sample.second_name],
        )  # fmt: skip
    return sample


def may_code(user: User) -> bool:
    """Tell whether an account may code: one that is active, no program's, with the permission."""
    return user.is_active and user.has_perm(CODES) and not is_program(user)


def list_coders() -> QuerySet[User]:
    """Return the accounts that may be named as coders, by name."""
    code = Permission.objects.filter(codename="code_changes", content_type__app_label="trackers")
    allowed = Q(is_superuser=True) | Q(user_permissions__in=code) | Q(groups__permissions__in=code)
    people = User.objects.filter(allowed, is_active=True, is_staff=True).exclude(groups__name=MACHINES)
    return people.distinct().order_by("username")


def side_of(sample: CodingSample, user: User) -> int | None:
    """Return which of the two coders an account is, 1 or 2; None for neither."""
    return {sample.first_coder_id: 1, sample.second_coder_id: 2}.get(user.pk)


def left_to_code(sample: CodingSample, *, side: int) -> list[int]:
    """Return the keys of what one coder has not coded yet, in the order of the sample. One query."""
    coded = set(sample.codings.filter(side=side).values_list("change", flat=True))
    return [key for key in sample.changes if key not in coded]


def list_waiting(user: User) -> list[tuple[CodingSample, int]]:
    """Return the open samples in which an account has changes left to code, and how many in each. One query."""
    mine = Q(codings__side=1, first_coder=user) | Q(codings__side=2, second_coder=user)
    rows = CodingSample.objects.filter(Q(first_coder=user) | Q(second_coder=user), closed_at__isnull=True)
    counted = rows.annotate(coded=Count("codings", filter=mine)).order_by("drawn_at", "pk")
    return [(row, left) for row in counted if (left := len(row.changes) - row.coded) > 0]


def own_coding(sample: CodingSample, change_id: int, *, side: int) -> Coding | None:
    """Return what one coder has said of a Change; only her own is ever asked for before the sample is closed."""
    return sample.codings.filter(change=change_id, side=side).first()


def code_change(sample: CodingSample, change_id: int, codes: Codes, *, actor: User) -> Coding:
    """Store what a coder says of a Change of a sample, in place of what she said before; return it.

    Raises NotAllowedError for whoever is none of its coders, and DeskError once it is closed.
    """
    require(actor, CODES)
    with transaction.atomic():
        locked = CodingSample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
        side = side_of(locked, actor)
        if side is None:
            raise NotAllowedError(_("Only its two coders code this sample."))
        if locked.closed_at is not None:
            raise DeskError(_("This sample is closed: nothing is coded any more."))
        if change_id not in locked.changes:
            raise DeskError(_("This change is not in the sample."))
        row = own_coding(locked, change_id, side=side) or Coding(
            sample=locked, change_id=change_id, side=side
        )
        row.coder, row.at = actor, timezone.now()
        row.kinds, row.disclosure = list(codes.kinds), codes.disclosure
        row.significance, row.confidence = codes.significance, codes.confidence
        check_row(row, but=["sample", "change", "coder"])
        is_anew = row.pk is not None
        row.save()
        # Not what was said: nobody is to see a coder's words before the sample is closed.
        _record(Act.CODE, locked, actor=actor, coded=change_id, anew=is_anew)
    return row


def close_sample(sample: CodingSample, *, actor: User) -> CodingSample:
    """Close a sample for good: from now on both coders' words can be seen, and none be changed. Raises DeskError."""
    require(actor, DRAWS)
    with transaction.atomic():
        locked = CodingSample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
        if locked.closed_at is not None:
            raise DeskError(_("This sample is closed already."))
        if not pair_codings(locked):
            raise DeskError(_("No change has been coded by both yet: there would be nothing to compare."))
        locked.closed_at, locked.closer_name = timezone.now(), name_of(actor)
        locked.save(update_fields=["closed_at", "closer_name"])
        _record(Act.CLOSE_SAMPLE, locked, actor=actor)
    return locked


def _record(act: Act, sample: CodingSample, *, actor: User, **facts: Any) -> None:
    record_event(act, actor=actor, after={"sample": sample.pk, "name": sample.name, **facts})


def pair_codings(sample: CodingSample) -> list[tuple[Coding, Coding]]:
    """Return what both coders have said of the Changes that both have coded, in the order of the sample. One query."""
    said: dict[tuple[int, int], Coding] = {(row.change_id, row.side): row for row in sample.codings.all()}
    return [(said[key, 1], said[key, 2]) for key in sample.changes if (key, 1) in said and (key, 2) in said]


def count_coded(sample: CodingSample) -> tuple[int, int]:
    """Return how many Changes either coder has coded. One query."""
    sides = list(sample.codings.values_list("side", flat=True))
    return sides.count(1), sides.count(2)


def _list_to_draw_from(
    actor: User, *, queue: str, first_day: date | None, last_day: date | None
) -> ChangeQuerySet:
    """Return the edits to draw from: pages that went or came back have no two texts to code."""
    if queue:
        found = find_queue(queue, user=actor)
        if found is None:
            raise _about("queue", _("There is no such queue for your account."))
        return found.choose(Change.objects.all(), actor, timezone.now()).edits()
    if first_day is None or last_day is None:
        raise _about("first_day", _("Choose a queue, or the first and the last day."))
    if last_day < first_day:
        raise _about("last_day", _("The last day lies before the first one."))
    start, end = _midnight(first_day), _midnight(last_day) + timedelta(days=1)
    return Change.objects.announced().edits().filter(seen_new_at__gte=start, seen_new_at__lt=end)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _about(field_name: str, sentence: str) -> DeskError:
    return DeskError(sentence, fields={field_name: [sentence]})
