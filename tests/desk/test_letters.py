"""Letters: recorded, taken, answered, declined, closed, opened again and forgotten, by whom and from where alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.builders import make_article, make_change, make_gone, make_return
from tests.reviews import make_published
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.exposure import Grounds
from trackers.desk.letterrights import may_read, may_see_sender, steps_for_letter
from trackers.desk.letters import Said, erase_senders, record_letter, take_letter_step
from trackers.desk.lettersteps import LETTER_TERMS, LetterStep
from trackers.desk.places import Place, find_place
from trackers.desk.withholding import withhold_passage
from trackers.models import Letter, LetterState, Publication, ReviewEvent

pytestmark = pytest.mark.django_db

SAYS = {
    LetterStep.ANSWER: Said(answer="We have looked into it."),
    LetterStep.DECLINE: Said(answer="It stands as it is."),
    LetterStep.REOPEN: Said(reason="They wrote again."),
    LetterStep.REVISE: Said(due_on=timezone.now().date() + timedelta(days=40)),
}
# Who stands in which role may take which steps of a letter of anybody's, and of a guarded one.
MAY = {
    "Reader": (set(), set()),
    "Analyst": ({LetterStep.TAKE, LetterStep.REVISE}, set()),
    "Editor": (set(LetterStep) - {LetterStep.LEAVE}, set(LetterStep) - {LetterStep.LEAVE}),
    "Standards lead": (set(LetterStep) - {LetterStep.LEAVE}, set(LetterStep) - {LetterStep.LEAVE}),
    "Source manager": (set(), set()),
    "Operator": (set(), set()),
    "Machine": (set(), set()),
}


def somebody(*roles: str) -> User:
    """An account that stands in the roles the migrations made."""
    user = User.objects.create_user(f"{'-'.join(roles)}-{User.objects.count()}", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def write(kind: str = "complaint", **fields: Any) -> Letter:
    """A letter that has come."""
    said = {"words": "The figure is wrong.", "sender": "Ida Brook", "reach": "ida@brook.example"}
    return record_letter(kind=kind, actor=None, **{**said, **fields})


def act(letter: Letter, step: LetterStep, *, actor: User | None, said: Said | None = None) -> Letter:
    """Take a step as somebody who sees the letter as it is now."""
    lock = Letter.objects.get(pk=letter.pk).lock
    return take_letter_step(letter, step, actor=actor, lock=lock, said=said or SAYS.get(step))


def test_a_letter_is_recorded_with_what_it_is_about_and_when_it_is_due_and_the_event_tells_no_words() -> None:
    change, analyst = make_change(), somebody("Analyst")
    came = timezone.now() - timedelta(days=2)
    letter = record_letter(
        kind="reply", words=" It was\r\nforty.\x00 ", sender="Ida  Brook", reach="ida@brook.example",
        address=change.get_absolute_url(), received_at=came, actor=analyst,
    )  # fmt: skip

    assert (letter.change, letter.article, letter.source) == (change, change.article, change.article.source)
    assert (letter.words, letter.sender, letter.state) == ("It was\nforty.", "Ida Brook", "open")
    assert letter.due_on == came.date() + timedelta(days=3)
    event = ReviewEvent.objects.get()
    assert (event.act, event.letter, event.change, event.actor) == ("record_letter", letter, change, analyst)
    kept = f"{event.before}{event.after}{event.reason}"
    assert "forty" not in kept and "Ida" not in kept and "brook" not in kept
    for field, given in {
        "kind": {"kind": "poem"},
        "words": {"words": "\x00 "},
        "address": {"address": "/nowhere"},
        "received_at": {"received_at": timezone.now() + timedelta(hours=1)},
        "due_on": {"due_on": came.date() - timedelta(days=9)},
    }.items():
        with pytest.raises(DeskError) as refused:
            write(**given)
        assert list(refused.value.fields) == [field]
    with pytest.raises(DeskError, match="too long ago"):
        write(received_at=datetime(1, 1, 1, tzinfo=UTC))
    with pytest.raises(DeskError, match="20000"):
        write(words="x" * 20_001)
    assert Letter.objects.count() == ReviewEvent.objects.count() == 1


def test_an_address_is_that_of_one_of_our_pages_or_of_the_publishers_article(settings: Any) -> None:
    settings.PUBLIC_URL = "https://watch.example"
    change = make_change(make_article(url="https://gazette.example/ferry?utm_source=mail"))
    article, source = change.article, change.article.source
    make_published(change)
    entry = Publication.objects.get()
    gone = make_gone(article)
    back = make_return(article)
    own = article.get_absolute_url()
    step = Place(change, article, source)
    for address, place in {
        "": Place(),
        change.get_absolute_url(): step,
        f"https://watch.example{own}changes/1..2/?view=inline#p1": step,
        f"{own}changes/1..2/card.png": step,
        f"HTTPS://WATCH.example{own}gone/1/": Place(gone, article, source),
        f"{own}returns/1/": Place(back, article, source),
        f"{own}changes/1..9/": Place(None, article, source),
        f"{own}versions/1/": Place(None, article, source),
        source.get_absolute_url(): Place(None, None, source),
        entry.get_absolute_url(): Place(change, article, source, entry),
        "https://gazette.example/ferry?utm_medium=x": Place(None, article, source),
        f"{source.homepage}another": Place(None, None, source),
        "https://nobody-follows.example/story": Place(),
    }.items():
        assert find_place(address) == place, address
    for address in (
        "/about/", "/nope", "//watch.example/", "ferry", "javascript:alert(1)", "https://[", "/articles/99999999999/",
        "/sources/nobody/", "https://watch.example", "/published/" + "0" * 36,
        "/published/6f2c1f7e-0000-4000-8000-000000000000/",
    ):  # fmt: skip
        with pytest.raises(DeskError) as refused:
            find_place(address)
        assert "address" in refused.value.fields, address


def test_each_role_takes_its_own_steps_from_the_states_they_begin_in_and_no_others() -> None:
    now = timezone.now()
    common = {
        "due_on": now.date(),
        "received_at": now - timedelta(days=1),
        "recorder_name": "A",
        "answer": "So.",
    }
    letters = [
        Letter.objects.create(kind=kind, state=state, closed_at=None if state == "open" else now, **common)
        for kind in ("complaint", "privacy")
        for state in LetterState
    ]
    for role, may in MAY.items():
        user = somebody(role)
        for letter in letters:
            sensible = steps_for_letter(user, letter)
            for step, terms in LETTER_TERMS.items():
                may_at_all = step in may[letter.is_guarded]
                allowed = may_at_all and letter.state in terms.froms
                assert (step in sensible) == allowed, (role, step, letter.state)
                if letter.state in {"answered", "done"} or (not may[0] and letter.state != "open"):
                    # What is closed is closed; and to whoever may do nothing the state does not matter.
                    continue
                with transaction.atomic():
                    try:
                        after = take_letter_step(letter, step, actor=user, lock=0, said=SAYS.get(step))
                    except DeskError as error:
                        assert not allowed, (role, step, letter.state)
                        assert (
                            may_at_all
                            or step == LetterStep.LEAVE
                            or letter.state not in terms.froms
                            or isinstance(error, NotAllowedError)
                        )
                        continue
                    assert allowed and (after.state, after.lock) == (terms.to or letter.state, 1)
                    assert ReviewEvent.objects.count() == 1
                    transaction.set_rollback(True)
    assert not ReviewEvent.objects.exists()


def test_who_wrote_is_seen_by_few_and_a_program_decides_nothing_whatever_it_is_given() -> None:
    plain, guarded = write(), write("takedown")
    sees = {role: somebody(role) for role in MAY}
    assert {role for role, user in sees.items() if may_see_sender(user, plain)} == {
        "Analyst",
        "Editor",
        "Standards lead",
    }
    assert {role for role, user in sees.items() if may_see_sender(user, guarded)} == {
        "Editor",
        "Standards lead",
    }
    assert {role for role, user in sees.items() if may_read(user, plain)} == {
        "Reader",
        "Analyst",
        "Editor",
        "Standards lead",
    }
    assert not may_read(sees["Reader"], guarded) and not may_read(sees["Analyst"], guarded)
    robot = somebody("Machine", "Editor")
    with pytest.raises(NotAllowedError, match="program"):
        act(plain, LetterStep.ANSWER, actor=robot)
    with pytest.raises(NotAllowedError):
        record_letter(kind="tip", words="x", actor=sees["Reader"])


def test_a_letter_is_taken_given_back_and_the_second_of_two_keeps_her_words() -> None:
    letter, mira, tom, editor = write(), somebody("Analyst"), somebody("Analyst"), somebody("Editor")
    act(letter, LetterStep.TAKE, actor=mira)
    with pytest.raises(DeskError, match="in your hands already"):
        act(letter, LetterStep.TAKE, actor=mira)
    with pytest.raises(NotAllowedError):
        act(letter, LetterStep.LEAVE, actor=tom)
    with pytest.raises(OvertakenError, match=mira.username):
        take_letter_step(letter, LetterStep.ANSWER, actor=editor, lock=0, said=Said(answer="My words."))
    act(letter, LetterStep.TAKE, actor=tom)
    assert Letter.objects.get().taken_by == tom
    act(letter, LetterStep.LEAVE, actor=editor)
    assert Letter.objects.get().taken_name == ""
    with pytest.raises(DeskError, match="nobody’s hands"):
        act(letter, LetterStep.LEAVE, actor=editor)
    acts = list(letter.events.order_by("pk").values_list("act", flat=True))
    assert acts == ["record_letter", "take_letter", "take_letter", "leave_letter"]


def test_a_letter_is_closed_with_what_came_of_it_which_is_about_the_same_article() -> None:
    change, other = make_change(), make_change()
    make_published(change)
    editor, entry = somebody("Editor"), Publication.objects.get()
    rows = [
        withhold_passage(each.article, words="people were rescued", grounds=Grounds("privacy"), actor=None)
        for each in (change, other)
    ]
    letter = write("takedown", address=change.get_absolute_url())
    with pytest.raises(DeskError, match="another article"):
        act(letter, LetterStep.CLOSE, actor=editor, said=Said(withholding=rows[1]))
    with pytest.raises(DeskError, match="Write the answer"):
        act(letter, LetterStep.DECLINE, actor=editor, said=Said(answer=" "))
    act(letter, LetterStep.CLOSE, actor=editor, said=Said(withholding=rows[0], publication=entry))
    letter.refresh_from_db()
    assert (letter.state, letter.withholding, letter.publication) == ("done", rows[0], entry)
    # What was answered before it was opened again stays with it.
    act(letter, LetterStep.REOPEN, actor=editor)
    act(letter, LetterStep.ANSWER, actor=editor, said=Said(answer="First."))
    act(letter, LetterStep.REOPEN, actor=editor)
    act(letter, LetterStep.DECLINE, actor=editor, said=Said(answer="Second."))
    letter.refresh_from_db()
    assert (letter.earlier_answers, letter.answer) == (["First."], "Second.")
    assert not any("First." in f"{event.before}{event.after}" for event in letter.events.all())


def test_an_analyst_hands_a_matter_of_privacy_up_and_cannot_take_it_back() -> None:
    letter, analyst = write(), somebody("Analyst")
    act(letter, LetterStep.REVISE, actor=analyst, said=Said(kind="privacy", sender="I. Brook"))
    letter.refresh_from_db()
    assert (letter.kind, letter.sender) == ("privacy", "I. Brook")
    with pytest.raises(NotAllowedError):
        act(letter, LetterStep.REVISE, actor=analyst, said=Said(kind="tip"))
    with pytest.raises(DeskError, match="before the letter came"):
        act(
            letter,
            LetterStep.REVISE,
            actor=somebody("Editor"),
            said=Said(due_on=letter.due_on.replace(year=2000)),
        )


def test_the_clock_forgets_who_wrote_a_while_after_a_letter_is_closed_and_the_letter_stays(
    settings: Any,
) -> None:
    settings.KEEP_SENDERS_DAYS = 30
    editor = somebody("Editor")
    closed, guarded, waiting = write(), write("privacy"), write()
    for letter in (closed, guarded):
        act(letter, LetterStep.ANSWER, actor=editor)
    now = timezone.now()
    assert erase_senders(now=now + timedelta(days=29), limit=100) == 0
    assert erase_senders(now=now + timedelta(days=31), limit=1) == 1
    assert erase_senders(now=now + timedelta(days=31), limit=100) == 1
    assert erase_senders(now=now + timedelta(days=99), limit=100) == 0
    for letter in (closed, guarded, waiting):
        letter.refresh_from_db()
    assert (closed.sender, closed.reach, closed.words) == ("", "", "The figure is wrong.")
    assert (guarded.sender, guarded.words, guarded.answer) == ("", "", "We have looked into it.")
    assert waiting.sender == "Ida Brook"
    event = closed.events.get(act="erase_sender")
    assert (event.actor, event.actor_name) == (None, "the clock")
    # Opened once more, it is closed and forgotten once more.
    act(closed, LetterStep.REOPEN, actor=editor)
    act(closed, LetterStep.REVISE, actor=editor, said=Said(sender="Ida Brook"))
    act(closed, LetterStep.CLOSE, actor=editor, said=Said())
    assert erase_senders(now=timezone.now() + timedelta(days=31), limit=100) == 1
    assert Letter.objects.get(pk=closed.pk).sender == ""


def test_a_letter_is_never_deleted_and_its_holder_may_leave() -> None:
    letter, analyst = write(), somebody("Analyst")
    act(letter, LetterStep.TAKE, actor=analyst)
    with pytest.raises(TypeError):
        letter.delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trackers_letter")
    name = analyst.username
    analyst.delete()
    letter.refresh_from_db()
    assert (letter.taken_by, letter.taken_name) == (None, name)
