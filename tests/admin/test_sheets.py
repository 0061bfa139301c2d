"""Changes as a spreadsheet, by the admin's door: taken away as the list stands, handed in, rehearsed, done, undone."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.admin.asking import enter, page_of, run_jobs, text_of
from tests.builders import make_article, make_change, make_source
from tests.reviews import bring_to, step
from trackers.admin import sheetexport as export_page
from trackers.admin import sheetimport as import_page
from trackers.desk import sheetexports
from trackers.desk.articles import withhold_article
from trackers.desk.review import review_of
from trackers.desk.sheetcolumns import FILLED_IN, HEAD
from trackers.desk.sheetexports import drop_old_exports
from trackers.desk.sheetimports import confirm_sheet, drop_unconfirmed, work_on_sheet
from trackers.desk.steps import Step
from trackers.desk.withholding import Grounds, withhold_passage
from trackers.models import (
    MACHINES,
    Annotation,
    Label,
    Review,
    ReviewEvent,
    ReviewState,
    SheetExport,
    SheetImport,
    SheetRow,
)

pytestmark = pytest.mark.django_db

LIST, EXPORT, IN = "/admin/trackers/change/", "/admin/trackers/change/export/", "/admin/trackers/sheetimport/"


def rows_of(body: bytes) -> list[dict[str, str]]:
    """The rows of a CSV as people see them, notes left out."""
    lines = [row for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) if not row[0].startswith("#")]
    return [dict(zip(lines[0], row, strict=True)) for row in lines[1:]]


def hand_in(visitor, *rows: dict, name: str = "decisions.csv", body: bytes | None = None):
    """Hand in rows as CSV, or a body; return the response."""
    page = io.StringIO()
    writer = csv.DictWriter(page, fieldnames=("id", "lock seen", *FILLED_IN), restval="")
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile(name, page.getvalue().encode() if body is None else body)
    return visitor.post(f"{IN}add/", {"file": file})


def row(change, decision: str, *, lock: int | None = None, **cells: str) -> dict:
    lock = review_of(change).lock if lock is None else lock
    return {"id": change.pk, "lock seen": lock, "decision": decision, **cells}


def verdicts() -> list[tuple[int, str]]:
    return list(SheetRow.objects.order_by("line").values_list("line", "verdict"))


def test_a_list_leaves_as_it_is_narrowed_with_nothing_that_is_withheld_and_no_formula():
    editor, source = enter("editor"), make_source(name="=HYPERLINK(1)")
    same = {
        "old": ["Twelve came to the quay at noon."],
        "new": ["Twelve came to the quay at noon, said Ilse Brandt."],
    }
    first = make_change(make_article(source), **same)
    make_change(make_article(source), **same)
    make_change(make_article(make_source()))
    withhold_passage(first.article, words="said Ilse Brandt", grounds=Grounds(reason="legal"), actor=None)
    step(first, Step.CLAIM, actor=editor.user)
    address = f"{EXPORT}?article__source__id__exact={source.pk}"
    response = editor.post(address, {"form": "csv"})
    assert (
        response["Content-Disposition"].endswith('.csv"') and response["X-Content-Type-Options"] == "nosniff"
    )
    rows = rows_of(response.content)
    assert len(rows) == 2 and tuple(rows[0]) == HEAD
    told = {cells["id"]: cells for cells in rows}[str(first.pk)]
    assert (told["lock seen"], told["state"], told["publisher"]) == ("1", "in_review", "'=HYPERLINK(1)")
    assert told["page"].endswith(f"/admin/trackers/change/{first.pk}/change/")
    assert not any(told[name] for name in FILLED_IN)
    assert "[withheld]" in told["words that came"] and "Brandt" not in str(told)
    withhold_article(first.article, reason="privacy", actor=editor.user)
    (gone,) = (
        cells for cells in rows_of(editor.post(address, {"form": "csv"}).content) if cells["id"] == told["id"]
    )
    assert gone["headline after"] == "[withheld]" and not gone["words that came"] + gone["address"]
    assert editor.post(address, {"form": "xlsx"}).content.startswith(b"PK")
    queued = rows_of(editor.post(f"{EXPORT}?queue=triage", {"form": "csv"}).content)
    assert len(queued) == 2, "what is claimed is not in triage"
    for odd in ("?queue=none-such", "?nonsense=1", "?q=zzzz", "?p=99"):
        assert editor.post(f"{EXPORT}{odd}", {"form": "csv"}).status_code in {200, 302}
    assert editor.post(EXPORT, {"form": "pdf"})["Location"].startswith(LIST)
    assert "Choose CSV or XLSX." in editor.messages()
    assert editor.get(EXPORT).status_code == 302
    assert "This list as a spreadsheet" in text_of(editor.get(LIST))
    reader = enter("outsider", extra=("view_change",))
    assert reader.post(EXPORT, {"form": "csv"}).status_code == 403
    assert "This list as a spreadsheet" not in text_of(reader.get(LIST))


def test_a_long_list_is_written_by_a_worker_for_the_asker_alone_and_kept_for_a_day(monkeypatch):
    monkeypatch.setattr(export_page, "AT_ONCE", 1)
    analyst = enter("analyst")
    changes = [make_change() for _number in range(2)]
    address = analyst.post(EXPORT, {"form": "csv"})["Location"]
    waiting = analyst.get(address)
    assert waiting["Refresh"] == "2" and "0 / 2" in text_of(waiting)
    file = address.replace("/change/", "/file/")
    assert analyst.get(file).status_code == 404
    run_jobs()
    done = analyst.get(address)
    assert "Refresh" not in done and "Fetch the file" in text_of(done)
    assert {cells["id"] for cells in rows_of(analyst.get(file).content)} == {
        str(change.pk) for change in changes
    }
    withhold_article(changes[0].article, reason="privacy", actor=None)
    assert analyst.get(file).status_code == 404
    assert "has been withheld since" in text_of(analyst.get(address))
    other = enter("operator")
    for path in (address, file):
        assert other.get(path).status_code == 404
    assert page_of(analyst.get("/admin/trackers/sheetexport/")).xpath("//table[@id='result_list']")
    assert "Nothing stands here" in text_of(other.get("/admin/trackers/sheetexport/"))
    monkeypatch.setattr(sheetexports, "MOST_ROWS", 1)
    analyst.post(EXPORT, {"form": "csv"})
    assert "more than 1 changes" in analyst.messages()
    assert drop_old_exports(now=timezone.now() + timedelta(hours=23)) == 0
    assert drop_old_exports(now=timezone.now() + timedelta(hours=25)) == 1


def test_a_sheet_is_rehearsed_with_a_reason_for_every_row_and_nothing_is_saved():
    analyst, mira = enter("analyst"), enter("editor")
    fresh, taken, claimed, written, twice, same = (make_change() for _number in range(6))
    bring_to(ReviewState.ANNOTATED, change=same, cast={"analyst": analyst.user})
    bring_to(ReviewState.ANNOTATED, change=written)
    step(taken, Step.DISMISS, actor=mira.user)
    step(claimed, Step.CLAIM, actor=mira.user)
    before = (
        list(Review.objects.order_by("pk").values()),
        ReviewEvent.objects.count(),
        Annotation.objects.count(),
    )
    response = hand_in(
        analyst,
        row(fresh, "dismiss", reason="s"),
        row(taken, "dismiss", lock=0, reason="s"),
        row(claimed, "dismiss", reason="s"),
        row(written, "approve"),
        row(twice, "claim"),
        row(twice, "dismiss", reason="s"),
        row(same, "annotate", significance="2"),
        row(make_change(), ""),
        {"id": "99999999999", "lock seen": "0", "decision": "claim"},
        {"id": "abc", "lock seen": "0", "decision": "claim"},
        {"id": make_change().pk, "decision": "claim"},
        row(make_change(), "annotate", kinds="nonsense"),
        row(make_change(), "publish"),
    )  # fmt: skip
    after = (
        list(Review.objects.order_by("pk").values()),
        ReviewEvent.objects.count(),
        Annotation.objects.count(),
    )
    assert before == after
    assert [verdict for _line, verdict in verdicts()] == [
        "would", "refused", "refused", "refused", "refused", "refused", "nothing", "nothing", "refused", "refused",
        "refused", "refused", "refused",
    ]  # fmt: skip
    page = text_of(analyst.get(response["Location"]))
    for sentence in (
        "Nothing is done yet",
        "new → dismissed",
        f"{mira.user.username} has changed it meanwhile, at",
        f"{mira.user.username} has claimed this until",
        "Your account may not do this.",
        "This change stands in the file twice",
        "It says so already.",
        "There is no change with this id.",
        "“lock seen” is missing",
        "“nonsense” is no word of the column “kinds”.",
    ):
        assert sentence in page, sentence
    assert "Yes, do it to 1 change" in analyst.get(response["Location"]).content.decode()
    left = rows_of(analyst.get(response["Location"].replace("/change/", "/left/")).content)
    assert [cells["decision"] for cells in left].count("claim") == 4 and len(left) == 10
    overtaken = left[0]
    assert (overtaken["lock seen"], overtaken["lock now"], overtaken["state now"]) == ("0", "1", "dismissed")
    assert overtaken["why"].startswith(mira.user.username)
    assert analyst.get(response["Location"].replace("/change/", "/left/") + "?form=xlsx").content[:2] == b"PK"
    assert analyst.get(response["Location"].replace("/change/", "/left/") + "?form=pdf").status_code == 404


def test_what_was_confirmed_is_done_row_by_row_and_undone():
    editor, mira = enter("editor"), enter("analyst")
    label = Label.objects.create(code="sheeted", name="Sheeted")
    dismissed, drafted, sent, moved = (make_change() for _number in range(4))
    words = {
        "significance": "2", "disclosure": "none", "confidence": "certain", "public note": "'-=x\nline",
        "labels": "sheeted",
    }  # fmt: skip
    response = hand_in(
        editor,
        row(dismissed, "dismiss", reason="A comma."),
        row(drafted, "annotate", **words),
        row(sent, "submit", **words),
        row(moved, "claim"),
    )
    address = response["Location"]
    step(moved, Step.CLAIM, actor=mira.user)
    assert enter("analyst").post(address, {"_confirm": "x"}).status_code == 403
    assert editor.post(address, {"_confirm": "x"}).status_code == 302
    assert [review_of(change).state for change in (dismissed, drafted, sent, moved)] == [
        "dismissed", "annotated", "second_read", "in_review",
    ]  # fmt: skip
    annotation = review_of(sent).annotation
    assert annotation.public_note == "-=x\nline" and list(annotation.labels.all()) == [label]
    assert ReviewEvent.objects.filter(change=dismissed).get().reason == "A comma."
    page = text_of(editor.get(address))
    assert "3 done" in page and "1 left as it was" in page
    left = editor.get(address.replace("/change/", "/left/")).content
    assert [cells["id"] for cells in rows_of(left)] == [str(moved.pk)]
    editor.post(address, {"_confirm": "x"})
    assert "This was confirmed already." in editor.messages()
    step(drafted, Step.ANNOTATE, actor=mira.user)
    editor.post(address, {"_undo": "x"})
    assert [review_of(change).state for change in (dismissed, drafted, sent)] == [
        "new",
        "annotated",
        "annotated",
    ]
    page = text_of(editor.get(address))
    assert "2 undone" in page and "1 not undone" in page and "the draft stays" in page
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert drop_unconfirmed(now=timezone.now()) == 0


def test_many_rows_are_left_to_a_worker_from_the_rehearsal_on(monkeypatch):
    monkeypatch.setattr(import_page, "AT_ONCE", 1)
    analyst = enter("analyst")
    changes = [make_change() for _number in range(3)]
    address = hand_in(analyst, *(row(change, "claim") for change in changes))["Location"]
    waiting = analyst.get(address)
    assert waiting["Refresh"] == "2" and "0 / 3" in text_of(waiting)
    analyst.post(address, {"_confirm": "x"})
    assert "It is still being rehearsed." in analyst.messages()
    SheetImport.objects.update(job="sheet-lost")
    assert "Whoever worked on it is gone" in text_of(analyst.get(address))
    run_jobs()
    assert {verdict for _line, verdict in verdicts()} == {"waiting"}, (
        "whoever was taken over from does nothing more"
    )
    analyst.post(address, {"_continue": "x"})
    run_jobs()
    assert "3 would be done." in text_of(analyst.get(address))
    for button, told in (("_confirm", "3 done."), ("_undo", "3 undone.")):
        analyst.post(address, {button: "x"})
        run_jobs()
        assert told in text_of(analyst.get(address))
    assert {review_of(change).state for change in changes} == {"new"}
    forgotten = SheetImport.objects.get(pk=page_pk_of(hand_in(analyst, row(changes[0], "claim"))["Location"]))
    assert drop_unconfirmed(now=timezone.now() + timedelta(days=8)) == 1
    assert not SheetImport.objects.filter(pk=forgotten.pk).exists() and SheetExport.objects.count() == 0


def page_pk_of(address: str) -> int:
    return int(address.split("/")[-3])


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "The submitted file is empty."),
        (b"%PDF-1.7", "This is no spreadsheet, whatever its name says"),
        (b"name,words\n1,2\n", "names of the columns id, lock seen, decision"),
        (b"id,lock seen,decision\n", "Below its head this table has no rows."),
        (b"id,lock seen,decision,decision\n1,2,3,4\n", "The column “decision” stands there twice"),
        ("id,lock seen,decision\n1,0,é".encode("latin-1"), "CSV UTF-8"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_words(body, sentence):
    analyst = enter("analyst")
    refused = hand_in(analyst, body=body, name="x.pdf")
    assert refused.status_code == 200 and sentence in text_of(refused)
    assert not SheetImport.objects.exists()


def test_a_misspelt_column_is_named_so_that_its_words_are_not_lost_unsaid():
    analyst, change = enter("analyst"), make_change()
    body = f"id,lock seen,publisher,decision,public notes\n{change.pk},0,x,claim,Hers.\n".encode()
    page = text_of(analyst.get(hand_in(analyst, body=body)["Location"]))
    assert "none of the sheet’s: public notes." in page


def test_whoever_may_not_hand_in_is_turned_away_and_explained_words_stand_on_the_page():
    assert "significance: 0 (none" in text_of(enter("analyst").get(f"{IN}add/"))
    manager = enter("source_manager")
    for path in (IN, f"{IN}add/", f"{IN}1/change/", f"{IN}1/left/"):
        assert manager.get(path).status_code == 403
    assert hand_in(manager, {"id": 1}).status_code == 403
    assert enter("analyst").get(f"{IN}999/change/").status_code == 404
    machine = enter("analyst")
    machine.user.groups.add(Group.objects.get(name=MACHINES))
    assert hand_in(machine, {"id": 1, "decision": "claim"}).status_code == 403
    assert machine.post(EXPORT, {"form": "csv"}).status_code == 403
    assert not SheetImport.objects.exists()


def test_what_an_account_may_no_longer_do_is_left_whatever_was_rehearsed():
    analyst, change = enter("analyst"), make_change()
    address = hand_in(analyst, row(change, "claim"))["Location"]
    sheet = confirm_sheet(SheetImport.objects.get(pk=page_pk_of(address)), actor=analyst.user, job="j")
    analyst.user.user_permissions.clear()
    work_on_sheet(sheet.pk, job="j", patience=timedelta(minutes=1))
    assert verdicts() == [(2, "left")] and not Review.objects.exclude(state="new").exists()
    assert SheetRow.objects.get().words == "Your account may not do this."
