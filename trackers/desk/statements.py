"""Statements: what a publisher says to an entry of ours is put beside it, corrected by a further edition, withdrawn.

An edition is seen by readers the desk's delay later; a withdrawal waits for nothing, as a retraction does. Each is one
event in the same transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.events import Actor, check_row, name_of, record_event
from trackers.desk.letters import refuse_odd_moment
from trackers.desk.rights import require
from trackers.models import (
    Act,
    Annotation,
    Desk,
    Letter,
    LetterKind,
    Publication,
    Statement,
    StatementNature,
)

FILES = "trackers.add_statement"
_KEYS = ["change", "annotation", "letter"]


@dataclass(frozen=True)
class Spoken:
    """What a publisher says: whose words, the words as plain text, and when they came."""

    speaker: str
    words: str
    received_at: datetime


def file_statement(
    entry: Publication, spoken: Spoken, *, actor: Actor, letter: Letter | None = None
) -> Statement:
    """Put a publisher's words beside an entry that readers see; return the first edition.

    ``letter`` is the one they came by. Raises DeskError for an entry that readers are not told of, for no words, and
    for a letter that is no reply or about another article; NotAllowedError for whoever may not.
    """
    require(actor, FILES)
    spoken = _read(spoken)
    with transaction.atomic():
        annotation = _hold_entry(entry.annotation_id)
        told = Publication.objects.told().filter(annotation=annotation)
        edition = told.select_related("change__article__source").order_by("-edition").first()
        if edition is None:
            raise DeskError(_("Readers see no such entry: a statement stands beside one that is public."))
        _refuse_letter(letter, edition)
        row = Statement(annotation=annotation, change=edition.change, letter=letter)
        _store(row, spoken, actor=actor, act=Act.FILE_STATEMENT)
    return row


def correct_statement(
    statement: Statement, spoken: Spoken, *, reason: str, edition: int, actor: Actor
) -> Statement:
    """Put other words in place of a statement's; return the new edition. ``edition`` is the one the asker saw.

    Raises DeskError without a reason, OvertakenError where there is a later edition, NotAllowedError.
    """
    require(actor, FILES)
    spoken = _read(spoken)
    with transaction.atomic():
        row = _follow(statement, StatementNature.CORRECTION, reason=reason, edition=edition)
        _store(row, spoken, actor=actor, act=Act.CORRECT_STATEMENT)
    return row


def withdraw_statement(statement: Statement, *, reason: str, edition: int, actor: Actor) -> Statement:
    """Take a statement from beside an entry at once; that there was one, and why it is withdrawn, stays visible.

    Raises as ``correct_statement`` does.
    """
    require(actor, FILES)
    with transaction.atomic():
        row = _follow(statement, StatementNature.WITHDRAWAL, reason=reason, edition=edition)
        spoken = Spoken(statement.speaker, "", statement.received_at)
        _store(row, spoken, actor=actor, act=Act.WITHDRAW_STATEMENT)
    return row


def _hold_entry(annotation_id: int) -> Annotation:
    """Lock the row that all editions of an entry share: what is said to it is said one after the other."""
    return Annotation.objects.select_for_update(of=("self",)).get(pk=annotation_id)


def _follow(statement: Statement, nature: StatementNature, *, reason: str, edition: int) -> Statement:
    """Return a further edition that is not stored yet. Holds the entry until the end of the transaction."""
    _hold_entry(statement.annotation_id)
    # Asked only now: whoever waited sees the edition that was added meanwhile.
    rows = Statement.objects.filter(uuid=statement.uuid).select_related("change__article__source")
    newest = rows.order_by("-edition")[0]
    if newest.edition != edition:
        sentence = _("%(name)s has corrected or withdrawn this statement after you had opened it.")
        raise OvertakenError(sentence % {"name": newest.recorder_name}, current=newest)
    if newest.is_withdrawn:
        raise DeskError(_("This statement is withdrawn."))
    reason = _tidy(reason)
    if not reason:
        raise _refuse("reason", _("Say what was corrected, or why it is withdrawn."))
    return Statement(
        uuid=newest.uuid,
        edition=newest.edition + 1,
        nature=nature,
        annotation_id=newest.annotation_id,
        change=newest.change,
        letter_id=newest.letter_id,
        reason=reason,
    )


def _store(row: Statement, spoken: Spoken, *, actor: Actor, act: Act) -> None:
    row.speaker, row.words, row.received_at = spoken.speaker, spoken.words, spoken.received_at
    row.recorder_account = actor.pk if actor is not None else None
    row.recorder_name, row.recorded_at = name_of(actor), timezone.now()
    waits = timedelta(seconds=0 if row.is_withdrawn else Desk.objects.standing().delay)
    row.public_at = row.recorded_at + waits
    check_row(row, but=_KEYS)
    row.save(force_insert=True)
    record_event(
        act,
        actor=actor,
        source=row.change.article.source,
        article=row.change.article,
        change=row.change,
        annotation_id=row.annotation_id,
        letter_id=row.letter_id,
        reason=row.reason,
        after={"statement": str(row.uuid), "edition": row.edition},
    )


def _read(spoken: Spoken) -> Spoken:
    read = Spoken(" ".join(_tidy(spoken.speaker).split()), _tidy(spoken.words), spoken.received_at)
    if not read.speaker:
        raise _refuse("speaker", _("Say whose words these are."))
    if not read.words:
        raise _refuse("words", _("Write or paste what the publisher says."))
    refuse_odd_moment(read.received_at)
    return read


def _refuse_letter(letter: Letter | None, edition: Publication) -> None:
    if letter is None:
        return
    if letter.kind != LetterKind.REPLY:
        raise DeskError(
            _("Only a publisher’s reply is put beside an entry: correct what the letter is first.")
        )
    if letter.article_id != edition.change.article_id:
        raise DeskError(_("This is about another article than the letter."))


def _tidy(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def _refuse(field: str, sentence: str) -> DeskError:
    return DeskError(sentence, fields={field: [sentence]})
