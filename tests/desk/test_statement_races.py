"""Two who correct a publisher's statement at the same moment: one is done, the other gets the sentence."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import connections

from tests.builders import make_editor
from tests.desk.test_statements import entry_of, speak
from trackers.desk.errors import OvertakenError
from trackers.desk.statements import correct_statement, file_statement
from trackers.models import ReviewEvent, Statement

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_at_once_one_is_overtaken_and_no_edition_and_no_event_is_lost() -> None:
    people = [make_editor("operator"), make_editor("operator")]
    row = file_statement(entry_of(), speak(), actor=people[0])
    gate, told = Barrier(2), []

    def correct(actor: User) -> None:
        gate.wait()
        try:
            correct_statement(row, speak("Thirteen."), reason="A slip.", edition=1, actor=actor)
        except OvertakenError as error:
            told.append(error.sentence)
        finally:
            connections.close_all()

    threads = [Thread(target=correct, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1 and "after you had opened it" in told[0]
    assert Statement.objects.count() == ReviewEvent.objects.count() == 2
