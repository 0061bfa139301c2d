"""What a publisher says to an entry: put beside it, corrected, withdrawn; seen when its time has come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.builders import make_change
from tests.desk.test_letters import somebody, write
from tests.reviews import make_published, show_at_once
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.statements import Spoken, correct_statement, file_statement, withdraw_statement
from trackers.models import Article, Change, Publication, ReviewEvent, Statement

pytestmark = pytest.mark.django_db


def entry_of(change: Change | None = None) -> Publication:
    """An entry that readers see."""
    return Publication.objects.get(annotation=make_published(change or make_change()))


def speak(words: str = "Twelve it was.", speaker: str = "The Harbour Gazette") -> Spoken:
    """What a publisher says."""
    return Spoken(speaker, words, timezone.now() - timedelta(hours=3))


def test_a_reply_is_put_beside_an_entry_with_the_letter_it_came_by() -> None:
    entry, editor = entry_of(), somebody("Editor")
    letter = write("reply", address=entry.get_absolute_url())
    row = file_statement(entry, speak(" Twelve\r\nit was.\x00"), actor=editor, letter=letter)

    assert Statement.objects.told().get() == row and row.words == "Twelve\nit was."
    event = ReviewEvent.objects.latest("pk")
    assert (event.act, event.letter, event.change) == ("file_statement", letter, entry.change)
    assert event.annotation_id == entry.annotation_id and "Twelve" not in f"{event.after}{event.reason}"
    for refused, given in (
        ("Only a publisher’s reply", {"letter": write(address=entry.get_absolute_url())}),
        ("another article", {"letter": write("reply", address=make_change().get_absolute_url())}),
    ):
        with pytest.raises(DeskError, match=refused):
            file_statement(entry, speak(), actor=editor, **given)
    for field, spoken in {
        "words": speak("\x00 "),
        "speaker": speak(speaker=" "),
        "received_at": Spoken("A", "B", timezone.now() + timedelta(hours=1)),
    }.items():
        with pytest.raises(DeskError) as error:
            file_statement(entry, spoken, actor=editor)
        assert list(error.value.fields) == [field]
    with pytest.raises(DeskError, match="3000"):
        file_statement(entry, speak("x" * 3001), actor=editor)
    for role in ("Reader", "Analyst", "Source manager", "Operator", "Machine"):
        with pytest.raises(NotAllowedError):
            file_statement(entry, speak(), actor=somebody(role))
    with pytest.raises(NotAllowedError):
        file_statement(entry, speak(), actor=somebody("Machine", "Editor"))
    assert Statement.objects.count() == 1


def test_a_correction_follows_and_a_withdrawal_ends_it_visibly() -> None:
    editor = somebody("Standards lead")
    first = file_statement(entry_of(), speak(), actor=editor)
    with pytest.raises(DeskError, match="Say what was corrected"):
        correct_statement(first, speak("Thirteen."), reason=" ", edition=1, actor=editor)
    second = correct_statement(first, speak("Thirteen."), reason="A slip of theirs.", edition=1, actor=editor)
    assert Statement.objects.newest().get() == second
    with pytest.raises(OvertakenError, match=editor.username):
        withdraw_statement(first, reason="They asked.", edition=1, actor=editor)
    last = withdraw_statement(second, reason="They asked.", edition=2, actor=editor)
    assert Statement.objects.newest().told().get() == last and last.words == ""
    with pytest.raises(DeskError, match="is withdrawn"):
        correct_statement(last, speak(), reason="Once more.", edition=3, actor=editor)
    acts = ReviewEvent.objects.filter(annotation=first.annotation_id, act__endswith="statement")
    assert [event.act for event in acts.order_by("pk")] == [
        "file_statement",
        "correct_statement",
        "withdraw_statement",
    ]


def test_readers_see_it_after_the_desks_delay_and_of_what_was_withdrawn_before_nothing() -> None:
    entry, editor = entry_of(), somebody("Editor")
    show_at_once(delay=120)
    row = file_statement(entry, speak(), actor=editor)
    assert not Statement.objects.out().exists() and row.public_at > timezone.now()
    withdraw_statement(row, reason="Sent by mistake.", edition=1, actor=editor)
    assert not Statement.objects.out().exists() and not Statement.objects.newest().exists()
    # Nor later, when the first would have been seen.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE trackers_statement SET public_at = public_at - interval '1 hour'")
    assert not Statement.objects.out().exists()


def test_it_is_told_where_its_entry_is_and_never_altered() -> None:
    entry, editor = entry_of(), somebody("Editor")
    row = file_statement(entry, speak(), actor=editor)
    article = Article.objects.filter(pk=entry.change.article_id)
    article.update(exposure="withheld", exposure_reason="legal")
    assert not Statement.objects.told().exists()
    with pytest.raises(DeskError, match="no such entry"):
        file_statement(entry, speak(), actor=editor)
    article.update(exposure="usable", exposure_reason="")
    assert Statement.objects.told().exists()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    for statement in ("UPDATE trackers_statement SET words = 'x'", "DELETE FROM trackers_statement"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
