"""The state machine of an article: who may move it from where to where, one event each, and none for a refusal."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from tests.builders import make_article, make_editor, make_version
from trackers.desk.articles import (
    cancel_article,
    move_article,
    release_article,
    restore_article,
    withhold_article,
)
from trackers.desk.errors import DeskError, NotAllowedError, OvertakenError
from trackers.desk.exposure import Grounds
from trackers.desk.moves import MOVES, Move
from trackers.models import Article, Exposure, ReviewEvent, Tracking, Withholding

pytestmark = pytest.mark.django_db

STATES: dict[str, list[str]] = {"tracking": Tracking.values, "exposure": Exposure.values}
ALLOWED = {
    (Move.PAUSE, "active"), (Move.RESUME, "paused"), (Move.RESUME, "closed"),
    (Move.WITHHOLD, "usable"), (Move.WITHHOLD, "withheld"), (Move.RELEASE, "withheld"),
    (Move.CANCEL, "usable"), (Move.CANCEL, "withheld"), (Move.RESTORE, "canceled"),
}  # fmt: skip
# Who may, of the cast; an operator is a superuser.
MAY = {
    "outsider": set(), "analyst": set(), "source_manager": {Move.PAUSE, Move.RESUME},
    "editor": {Move.PAUSE, Move.RESUME, Move.WITHHOLD, Move.RELEASE},
    "standards_lead": set(Move), "operator": set(Move), "nobody": set(Move),
}  # fmt: skip


def actor_named(role: str) -> Any:
    """Somebody of the cast; a standards lead by her group, as the migration made it; nobody for a command."""
    if role == "nobody":
        return None
    user = make_editor("outsider" if role == "standards_lead" else role)
    if role == "standards_lead":
        user.groups.add(Group.objects.get(name="Standards lead"))
    return user


def make_one(field: str, state: str) -> Article:
    fields: dict[str, Any] = {field: state}
    if field == "exposure" and state != Exposure.USABLE:
        fields["exposure_reason"] = "editorial"
    if field == "tracking" and state != Tracking.ACTIVE:
        fields["next_check_at"] = None
    article = make_article(**fields)
    make_version(article)
    return article


@pytest.mark.parametrize("role", MAY)
def test_role_by_move_by_state(role: str) -> None:
    actor = actor_named(role)
    articles = {
        (field, state): make_one(field, state)
        for field in {terms.field for terms in MOVES.values()}
        for state in STATES[field]
    }
    for move, terms in MOVES.items():
        for state in STATES[terms.field]:
            # Each move is taken back: all of them find the same.
            sid, article = transaction.savepoint(), articles[terms.field, state]
            grounds = Grounds("privacy") if move in (Move.WITHHOLD, Move.CANCEL) else None
            events = ReviewEvent.objects.count()
            expected = move in MAY[role] and (move, state) in ALLOWED
            try:
                move_article(article, move, actor=actor, note="Because.", grounds=grounds)
            except NotAllowedError:
                assert move not in MAY[role], (move, state)
            except DeskError:
                assert move in MAY[role] and (move, state) not in ALLOWED, (move, state)
            else:
                assert expected, (move, state)
            article.refresh_from_db()
            assert getattr(article, terms.field) == (terms.to if expected else state), (move, state)
            assert ReviewEvent.objects.count() == events + expected, (move, state)
            stands = Withholding.objects.standing().filter(article=article).count()
            assert stands == (expected and grounds is not None), (move, state)
            transaction.savepoint_rollback(sid)
            article.refresh_from_db()


def test_a_programs_account_decides_nothing_whatever_it_is_given() -> None:
    actor = make_editor("operator")
    actor.groups.add(Group.objects.get(name="Machine"))
    with pytest.raises(NotAllowedError):
        withhold_article(make_one("exposure", "usable"), reason="privacy", actor=actor)


def test_the_second_of_two_is_told_who_was_faster_and_nothing_is_lost() -> None:
    article, first, second = make_one("exposure", "usable"), make_editor(), make_editor()
    withhold_article(article, reason="privacy", actor=first, seen="usable")
    with pytest.raises(OvertakenError) as refusal:
        withhold_article(article, reason="court", actor=second, seen="usable")
    assert first.username in refusal.value.sentence and "withheld now" in refusal.value.sentence
    article.refresh_from_db()
    assert article.exposure_reason == "privacy" and ReviewEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_withholds_and_one_gets_the_sentence() -> None:
    article, told = make_one("exposure", "usable"), []
    start, users = threading.Barrier(2), [make_editor(), make_editor()]

    def withhold(number: int) -> None:
        try:
            start.wait(timeout=20)
            withhold_article(article, reason="privacy", actor=users[number], seen="usable")
        except OvertakenError as error:
            told.append((number, error.sentence))
        finally:
            connection.close()

    threads = [threading.Thread(target=withhold, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    ((loser, sentence),) = told
    assert users[1 - loser].username in sentence
    assert ReviewEvent.objects.count() == Withholding.objects.count() == 1


def test_each_reason_has_a_row_of_its_own_and_cancelling_and_restoring_are_on_the_record() -> None:
    article = make_one("exposure", "usable")
    withhold_article(article, reason="complaint", asked_by="A reader", actor=None)
    withhold_article(article, reason="court", authority="The District Court", actor=None)
    cancel_article(article, grounds=Grounds("court", authority="The District Court"), actor=None)
    with pytest.raises(DeskError):
        release_article(article, actor=None)
    with pytest.raises(DeskError):
        restore_article(article, note=" ", actor=None)
    restored = restore_article(article, note="The order was lifted.", actor=None)

    assert restored.is_public
    rows = list(Withholding.objects.order_by("pk").values_list("reason", "asked_by", "authority"))
    assert rows == [
        ("complaint", "A reader", ""), ("court", "", "The District Court"), ("court", "", "The District Court"),
    ]  # fmt: skip
    assert not Withholding.objects.standing().exists()
    states = [
        (event.before["exposure"], event.after["exposure"]) for event in ReviewEvent.objects.order_by("pk")
    ]
    assert states == [
        ("usable", "withheld"), ("withheld", "withheld"), ("withheld", "canceled"), ("canceled", "usable"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"reason": "nonsense"}, {"reason": "privacy", "authority": "The Court"}, {"reason": ""}]
)
def test_grounds_that_do_not_go_together_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(DeskError):
        withhold_article(make_one("exposure", "usable"), actor=None, **wrong)
    assert not Withholding.objects.exists() and not ReviewEvent.objects.exists()
