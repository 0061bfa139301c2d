"""Letters: what came from outside is recorded, taken in hand, answered, declined or closed, and its sender forgotten.

The one way through is ``take_letter_step``, with one event in the same transaction. Events are kept for ever, so they
tell neither what a letter says nor who wrote it. Requests to withhold something, and matters of privacy, are dealt with
by those who may withhold.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.events import Actor, check_row, name_of, read_facts, record_event
from trackers.desk.lettersteps import (
    ANSWERS,
    LETTER_TERMS,
    RECORDS,
    SEES_SENDERS,
    WITHHOLDS,
    LetterStep,
    LetterTerms,
)
from trackers.desk.places import Place, find_place
from trackers.desk.rights import require
from trackers.models import (
    Act,
    Letter,
    LetterKind,
    LetterState,
    Publication,
    Withholding,
    due_day,
)

# Older ones are slips of the pen; and in a zone west of ours, the first moment of all has no date.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# What goes on the record: nothing that says who wrote, or what.
_FACTS = ("kind", "state", "due_on", "taken_name")
_MANY = ["change", "article", "source", "taken_by", "withholding", "publication"]


@dataclass(frozen=True)
class Said:
    """What somebody at the desk says with a step; None leaves a column as it is.

    ``answer`` and ``reason`` are the desk's words, ``withholding`` and ``publication`` what came of the letter. REVISE
    corrects the rest.
    """

    answer: str = ""
    reason: str = ""
    withholding: Withholding | None = None
    publication: Publication | None = None
    kind: str | None = None
    address: str | None = None
    due_on: date | None = None
    sender: str | None = None
    reach: str | None = None


def record_letter(
    *,
    kind: str,
    words: str,
    actor: Actor,
    address: str = "",
    sender: str = "",
    reach: str = "",
    received_at: datetime | None = None,
    due_on: date | None = None,
) -> Letter:
    """Record a letter that came; return it. ``due_on`` is prefilled by its kind.

    Raises DeskError for a kind there is not, for no words, for what is no address, for a letter that came tomorrow or
    was due before it came; NotAllowedError for whoever may not.
    """
    require(actor, RECORDS)
    now = timezone.now()
    received_at = received_at or now
    kind = _read_kind(kind)
    words = _read_text(words)
    if not words:
        raise _refuse("words", _("Write or paste what the letter says."))
    refuse_odd_moment(received_at)
    received = received_at.date()
    letter = Letter(
        kind=kind,
        words=words,
        sender=_read_line(sender),
        reach=_read_line(reach),
        received_at=received_at,
        due_on=due_on or due_day(kind, received=received),
        recorder_name=name_of(actor),
    )
    _refuse_early(letter)
    _put(letter, find_place(address), address=address)
    with transaction.atomic():
        check_row(letter, but=_MANY)
        letter.save()
        _record(Act.RECORD_LETTER, letter, actor=actor, before={})
    return letter


def refuse_odd_moment(received_at: datetime) -> None:
    """Raise DeskError for something that is said to have come in the future, or before there was any of this."""
    if received_at > timezone.now():
        raise _refuse("received_at", _("This is still to come."))
    if received_at < EARLIEST:
        raise _refuse("received_at", _("This is too long ago."))


def take_letter_step(
    letter: Letter, step: LetterStep, *, actor: Actor, lock: int, said: Said | None = None
) -> Letter:
    """Take one step with a letter; return it as it is now. ``lock`` is that of the letter the asker saw.

    Asked in this order: may this account, is the letter as the asker saw it, does its state allow it, is what the step
    asks for said. Raises NotAllowedError, OvertakenError and DeskError; nothing is saved then.
    """
    terms, said = LETTER_TERMS[step], said or Said()
    require(actor, terms.permission)
    with transaction.atomic():
        locked = _lock(letter, lock=lock)
        if locked.is_guarded:
            require(actor, WITHHOLDS)
        if locked.state not in terms.froms:
            sentence = _("This cannot be done: the letter is %(state)s.")
            raise DeskError(sentence % {"state": locked.get_state_display()})
        said = _tidy(said)
        if terms.needs and not getattr(said, terms.needs):
            raise _refuse(terms.needs, _("Say why.") if terms.needs == "reason" else _("Write the answer."))
        before = read_facts(locked, _FACTS)
        _DEEDS[step](locked, said, actor)
        _finish(locked, terms, now=timezone.now())
        _record(terms.act, locked, actor=actor, before=before, reason=said.reason)
    return locked


def erase_senders(*, now: datetime, limit: int) -> int:
    """Forget who wrote the letters that were closed long enough ago, and what guarded ones say; return how many.

    For the clock: ``KEEP_SENDERS_DAYS`` days after a letter was closed. The letter itself and our answer stay.
    """
    before = now - timedelta(days=settings.KEEP_SENDERS_DAYS)
    rows = Letter.objects.filter(closed_at__lte=before, erased_at__isnull=True).order_by("closed_at")
    return sum(_erase(pk, before=before, now=now) for pk in list(rows.values_list("pk", flat=True)[:limit]))


def _erase(pk: int, *, before: datetime, now: datetime) -> bool:
    with transaction.atomic():
        letter = Letter.objects.select_for_update(of=("self",)).get(pk=pk)
        if letter.erased_at is not None or letter.closed_at is None or letter.closed_at > before:
            return False
        facts = read_facts(letter, _FACTS)
        letter.sender = letter.reach = ""
        if letter.is_guarded:
            letter.words = ""
        letter.erased_at, letter.lock = now, letter.lock + 1
        letter.save(update_fields=["sender", "reach", "words", "erased_at", "lock"])
        _record(Act.ERASE_SENDER, letter, actor=None, before=facts, actor_name=_("the clock"))
    return True


# --- What each step does ---------------------------------------------------------------------------------


def _take(letter: Letter, _said: Said, actor: Actor) -> None:
    if actor is not None and letter.taken_by_id == actor.pk:
        raise DeskError(_("This letter is in your hands already."))
    letter.taken_by, letter.taken_name = actor, name_of(actor)


def _leave(letter: Letter, _said: Said, actor: Actor) -> None:
    if not letter.taken_name:
        raise DeskError(_("This letter is in nobody’s hands."))
    if actor is not None and letter.taken_by_id != actor.pk:
        require(actor, ANSWERS)
    letter.taken_by, letter.taken_name = None, ""


def _revise(letter: Letter, said: Said, actor: Actor) -> None:
    if said.kind is not None:
        letter.kind = _read_kind(said.kind)
    if said.due_on is not None:
        letter.due_on = said.due_on
    _refuse_early(letter)
    if said.address is not None and said.address != letter.address:
        _put(letter, find_place(said.address), address=said.address)
    written = {"sender": said.sender, "reach": said.reach}
    if any(value is not None for value in written.values()):
        require(actor, SEES_SENDERS)
    for name, value in written.items():
        if value is not None:
            setattr(letter, name, value)


def _close(letter: Letter, said: Said, _actor: Actor) -> None:
    _refuse_strange(letter, said)
    if letter.answer and letter.answer != said.answer:
        letter.earlier_answers = [*letter.earlier_answers, letter.answer]
    letter.answer = said.answer
    letter.withholding, letter.publication = said.withholding, said.publication


def _reopen(letter: Letter, _said: Said, _actor: Actor) -> None:
    # What was forgotten stays forgotten; what is written from now on is to be forgotten once more.
    letter.erased_at = None


_DEEDS = {
    LetterStep.TAKE: _take,
    LetterStep.LEAVE: _leave,
    LetterStep.REVISE: _revise,
    LetterStep.ANSWER: _close,
    LetterStep.DECLINE: _close,
    LetterStep.CLOSE: _close,
    LetterStep.REOPEN: _reopen,
}


# --- Reading and storing ---------------------------------------------------------------------------------


def _lock(letter: Letter, *, lock: int) -> Letter:
    rows = Letter.objects.select_for_update(of=("self",)).select_related(
        "change", "article", "source", "taken_by"
    )
    locked = rows.get(pk=letter.pk)
    if locked.lock != lock:
        last = locked.events.order_by("-at", "-pk").first()
        sentence = _(
            "%(name)s did something with this letter after you had opened it. Your words are still here: compare and "
            "send them again."
        )
        raise OvertakenError(sentence % {"name": last.actor_name if last else _("Somebody")}, current=locked)
    return locked


def _finish(letter: Letter, terms: LetterTerms, *, now: datetime) -> None:
    if terms.to is not None:
        letter.state = terms.to
        letter.closed_at = None if terms.to == LetterState.OPEN else now
    letter.lock += 1
    check_row(letter, but=_MANY)
    letter.save()


def _record(
    act: Act, letter: Letter, *, actor: Actor, before: dict[str, str], reason: str = "", **named: Any
) -> None:
    record_event(
        act,
        actor=actor,
        letter=letter,
        change=letter.change,
        article=letter.article,
        source=letter.source,
        reason=reason,
        before=before,
        after={**read_facts(letter, _FACTS), "lock": letter.lock},
        **named,
    )


def _put(letter: Letter, place: Place, *, address: str) -> None:
    letter.address = address.strip()
    letter.change, letter.article, letter.source = place.change, place.article, place.source


def _refuse_early(letter: Letter) -> None:
    if letter.due_on < letter.received_at.date():
        raise _refuse("due_on", _("This day is before the letter came."))


def _refuse_strange(letter: Letter, said: Said) -> None:
    """Raise DeskError where what is said to have come of a letter is about another article than the letter."""
    about = letter.article_id
    if said.withholding is not None:
        row = said.withholding
        if about is None or about not in {row.article_id, *row.joined}:
            raise _refuse("withholding", _("This is about another article than the letter."))
    if said.publication is not None and (about is None or said.publication.change.article_id != about):
        raise _refuse("publication", _("This is about another article than the letter."))


def _tidy(said: Said) -> Said:
    return Said(
        answer=_read_text(said.answer),
        reason=_read_text(said.reason),
        withholding=said.withholding,
        publication=said.publication,
        kind=said.kind,
        address=said.address.strip() if said.address is not None else None,
        due_on=said.due_on,
        sender=_read_line(said.sender) if said.sender is not None else None,
        reach=_read_line(said.reach) if said.reach is not None else None,
    )


def _read_kind(kind: str) -> str:
    if kind not in LetterKind.values:
        raise _refuse("kind", _("Choose what it is."))
    return LetterKind(kind).value


def _read_text(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def _read_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _refuse(field: str, sentence: str) -> DeskError:
    return DeskError(sentence, fields={field: [sentence]})
