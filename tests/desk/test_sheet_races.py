"""Two who hand in the same decisions at the same moment: each change is decided once, and the other is told by whom."""

import threading

import pytest
from django.db import connection

from tests.builders import make_change, make_editor
from trackers.desk.errors import DeskError
from trackers.desk.review import review_of
from trackers.desk.sheetimports import confirm_sheet, store_sheet, work_on_sheet
from trackers.models import UNDO_WITHIN, ReviewEvent, ReviewState, SheetImport, SheetRow, SheetVerdict
from trackers.text.sheets import Sheet, SheetLine

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list[str]:
    """Do some things at the same moment, each on a connection of its own; return what was refused."""
    start, refused = threading.Barrier(len(acts)), []

    def run(act) -> None:
        try:
            start.wait(20)
            act()
        except DeskError as error:
            refused.append(error.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return refused


def rehearse(changes, actor, number: int) -> SheetImport:
    lines = tuple(
        SheetLine(place, {"id": str(change.pk), "lock seen": "0", "decision": "dismiss", "reason": "s"})
        for place, change in enumerate(changes, start=2)
    )
    sheet = store_sheet(Sheet(lines, ()), file_name="a.csv", actor=actor, job=f"rehearsal {number}")
    return work_on_sheet(sheet.pk, job=sheet.job, patience=UNDO_WITHIN)


def test_the_same_sheet_handed_in_twice_at_once_decides_each_change_once():
    changes, actors = (
        [make_change() for _number in range(6)],
        [make_editor("analyst"), make_editor("analyst")],
    )
    sheets = [rehearse(changes, actor, number) for number, actor in enumerate(actors)]
    assert {sheet.rows.filter(verdict=SheetVerdict.WOULD).count() for sheet in sheets} == {6}

    def do(number: int, job: str) -> None:
        sheet = confirm_sheet(sheets[number], actor=actors[number], job=job)
        work_on_sheet(sheet.pk, job=job, patience=UNDO_WITHIN)

    # The first sheet is confirmed twice besides: by a double click.
    refused = at_once(lambda: do(0, "one"), lambda: do(0, "two"), lambda: do(1, "three"))
    assert refused == ["This was confirmed already."]
    assert {review_of(change).state for change in changes} == {ReviewState.DISMISSED}
    assert ReviewEvent.objects.filter(act="dismiss").count() == 6
    done = SheetRow.objects.filter(verdict=SheetVerdict.DONE)
    left = SheetRow.objects.filter(verdict=SheetVerdict.LEFT)
    assert (done.count(), left.count()) == (6, 6)
    assert set(done.values_list("change", flat=True)) == {change.pk for change in changes}
    assert all(" has changed it meanwhile, at " in row.words for row in left)
    assert {sheet.state for sheet in SheetImport.objects.all()} == {"done"}
