"""Hints in the admin, from the first draft to what is in force: rehearsed in sight, applied with one click."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.admin.asking import Visitor, enter, page_of, run_jobs, text_of
from tests.builders import make_article, make_response, make_source, make_version
from trackers.desk.hints import apply_hints, ask_for_rehearsal, draft_hints, revise_hints
from trackers.models import HintSet, HintState, Rehearsal, RehearsedArticle, ReviewEvent, Source
from trackers.pipeline.rehearse import rehearse

pytestmark = pytest.mark.django_db

PARAGRAPH = "<p>The lighthouse on the north mole was painted green by mistake, the harbour office said.</p>"
OFFER = "<div class=offer><p>Readers of the Gazette get the tide tables of the whole coast early.</p></div>"
FIELDS = ("headline", "standfirst", "byline", "body", "leave_out", "note")


def make_story(source: Source) -> None:
    article = make_article(source)
    body = f"<html><body><article><h1>Green by mistake</h1>{PARAGRAPH * 3}{OFFER}</article></body></html>"
    make_version(article, snapshot=make_response(article, body.encode()))


def make_rehearsed(source: Source, **fields: str) -> HintSet:
    row = draft_hints(source, actor=None, **(fields or {"leave_out": ".offer"}))
    rehearse(ask_for_rehearsal(row, actor=None, lock=0, job="rehearse-x").pk)
    row.refresh_from_db()
    return row


def form_of(row: HintSet | None = None, **fields: object) -> dict[str, object]:
    known = {name: getattr(row, name) for name in FIELDS} | {"lock": row.lock} if row is not None else {}
    return {**dict.fromkeys(FIELDS, ""), **known, **fields}


def address(row: HintSet, page: str = "change") -> str:
    return f"/admin/trackers/hintset/{row.pk}/{page}/"


def press(visitor: Visitor, row: HintSet, button: str, **fields: object):
    return visitor.post(address(row, "rehearsal"), {button: "1", "lock": row.lock, **fields})


def test_a_manager_drafts_rehearses_and_applies_hints():
    source, manager = make_source(), enter("source_manager")
    make_story(source)
    page = manager.get(f"/admin/trackers/source/{source.pk}/change/")
    assert "Pages are read as any, without hints." in text_of(page)
    (add,) = page_of(page).xpath("//a[contains(@href, '/hintset/add/?')]/@href")
    assert page_of(manager.get(add)).xpath("//select[@name='source']/option[@selected]/@value") == [
        str(source.pk)
    ]
    saved = manager.post(add, form_of(source=source.pk, leave_out=".offer", note="The offer is read."))
    assert saved.status_code == 302
    row = HintSet.objects.get()
    assert (row.number, row.state, row.made_by) == (1, HintState.DRAFT, manager.user)

    assert press(manager, row, "_rehearse")["Location"] == address(row, "rehearsal")
    waiting = manager.get(address(row, "rehearsal"))
    assert waiting["Refresh"] == "2"
    assert "Waiting for a worker" in text_of(waiting)
    run_jobs()
    done = manager.get(address(row, "rehearsal"))
    assert "Refresh" not in done
    said = text_of(done)
    assert "1 article was read." in said
    assert "The latest text of 1 article is read again technically; no change is made of that." in said
    assert "reads otherwise: words that go: 13, words that come: 0" in said
    (sides,) = page_of(done).xpath("//main//td/a/@href | //div[@id='content']//td/a/@href")
    shown = manager.get(sides)
    assert "tide tables" in page_of(shown).xpath("string(//table[@class='desk-diff']//del)")
    assert page_of(manager.get(f"{sides}?whole")).xpath("count(//table[@class='desk-diff']//tr)") >= 4

    row.refresh_from_db()
    applied = press(manager, row, "_apply", reason="The offer is no news.")
    assert applied["Location"] == address(row)
    assert "In force" in manager.messages()
    source.refresh_from_db()
    assert source.hints == row
    assert ReviewEvent.objects.filter(source=source).latest("pk").reason == "The offer is no news."
    assert "Pages are read with hints: 1: The offer is read. – in force" in text_of(
        manager.get(f"/admin/trackers/source/{source.pk}/change/")
    )


def test_what_is_not_understood_is_said_beside_its_field_and_nothing_typed_is_lost():
    source, manager = make_source(), enter("source_manager")
    form = form_of(source=source.pk, body="p.a\ndiv:has(p)", leave_out=".x", note="Why.")
    answer = manager.post("/admin/trackers/hintset/add/", form)
    page = page_of(answer)
    assert "line 2: “div:has(p)” uses :has, which is not understood here" in " ".join(
        page.xpath("//div[contains(@class, 'field-body')]//ul[@class='errorlist']//text()")
        or page.xpath("//ul[contains(@class, 'errorlist')]//text()")
    )
    assert page.xpath("string(//textarea[@name='body'])").strip() == "p.a\ndiv:has(p)"
    assert not HintSet.objects.exists()
    empty = manager.post("/admin/trackers/hintset/add/", form_of(source=source.pk, note="Why."))
    assert "Name at least one element of the page" in text_of(empty)


def test_the_manager_who_was_overtaken_keeps_what_was_typed_sees_what_stands_and_may_save_over_it():
    row, manager = draft_hints(make_source(), actor=None, body="div.one"), enter("source_manager")
    typed = form_of(row, body="div.mine")
    revise_hints(row, changes={"body": "div.theirs"}, actor=None, lock=0)
    answer = manager.post(address(row), typed)
    page = page_of(answer)
    assert "Somebody else has revised these hints meanwhile" in text_of(answer)
    assert page.xpath("string(//textarea[@name='body'])").strip() == "div.mine"
    assert "div.theirs" in page.xpath("string(//div[@class='desk-current'])")
    assert page.xpath("//form[@id='hintset_form']//input[@name='lock']/@value") == ["1"]
    assert HintSet.objects.get().body == "div.theirs"
    assert manager.post(address(row), {**typed, "lock": 1}).status_code == 302
    assert HintSet.objects.get().body == "div.mine"


def test_a_draft_that_came_into_force_meanwhile_is_not_changed_and_nothing_typed_is_lost():
    row, manager = make_rehearsed(make_source()), enter("source_manager")
    typed = form_of(row, body="div.mine")
    apply_hints(row, actor=None, lock=0)
    answer = manager.post(address(row), typed)
    assert "These hints are in force and stay as they are." in text_of(answer)
    assert page_of(answer).xpath("string(//textarea[@name='body'])").strip() == "div.mine"
    assert HintSet.objects.get().body == ""


def test_what_is_settled_is_shown_without_a_form_and_can_be_drafted_anew():
    row, manager = make_rehearsed(make_source()), enter("source_manager")
    apply_hints(row, actor=None, lock=0)
    page = page_of(manager.get(address(row)))
    assert not page.xpath("//textarea | //input[@name='_save']")
    assert ".offer" in page.text_content()
    assert page.xpath("//button[@name='_withdraw']/@form") == ["withdraw"]
    assert page.xpath("//form[@id='withdraw']/@action") == [address(row, "rehearsal")]
    assert not page.xpath("//form[@id='withdraw']/ancestor::form")
    (again,) = page.xpath("//a[contains(@href, '?like=')]/@href")
    assert page_of(manager.get(again)).xpath("string(//textarea[@name='leave_out'])").strip() == ".offer"
    withdrawn = press(manager, row, "_withdraw", reason="Redesign.")
    assert withdrawn.status_code == 302
    assert "Withdrawn" in manager.messages()
    assert HintSet.objects.get().state == HintState.WITHDRAWN
    row.rehearsals.update(total=1)
    assert "is kept only while" in text_of(manager.get(address(row, "rehearsal")))


def test_hints_that_were_revised_since_cannot_be_applied_from_an_old_page():
    row, manager = make_rehearsed(make_source()), enter("source_manager")
    revise_hints(row, changes={"leave_out": ".other"}, actor=None, lock=0)
    press(manager, row, "_apply")
    assert "Somebody else has revised these hints" in manager.messages()
    row.refresh_from_db()
    press(manager, row, "_apply")
    assert "rehearse them first" in manager.messages()
    assert Source.objects.get().hints is None
    press(manager, row, "_discard")
    assert HintSet.objects.get().state == HintState.DISCARDED


def test_a_form_that_was_not_sent_whole_does_nothing():
    row, manager = make_rehearsed(make_source()), enter("source_manager")
    manager.post(address(row, "rehearsal"), {"_apply": "1"})
    assert "not sent whole" in manager.messages()
    assert HintSet.objects.get().state == HintState.REHEARSED


def test_progress_is_shown_while_it_runs_and_a_lost_rehearsal_can_be_asked_for_again():
    row, manager = draft_hints(make_source(), actor=None, body="p"), enter("source_manager")
    assert "not rehearsed yet" in text_of(manager.get(address(row, "rehearsal")))
    ask_for_rehearsal(row, actor=None, lock=0, job="rehearse-nowhere")
    page = manager.get(address(row, "rehearsal"))
    assert "did not come to its end" in text_of(page)
    assert page_of(page).xpath("//input[@name='_rehearse']/@value") == ["Rehearse again"]
    press(manager, row, "_rehearse")
    run_jobs()
    assert "No response of this publisher is stored" in text_of(manager.get(address(row, "rehearsal")))
    assert HintSet.objects.get().state == HintState.REHEARSED


def test_without_a_queue_nothing_is_asked_for(monkeypatch):
    row, manager = draft_hints(make_source(), actor=None, body="p"), enter("source_manager")
    with monkeypatch.context() as patch:
        patch.setitem(settings.RQ_QUEUES["desk"], "URL", "unix:///nowhere/valkey.sock")
        press(manager, row, "_rehearse")
    assert "The queue cannot be reached" in manager.messages()
    assert not Rehearsal.objects.exists()


@pytest.mark.parametrize("role", ["outsider", "analyst", "editor"])
def test_others_neither_see_nor_change_hints(role):
    row, visitor = make_rehearsed(make_source()), enter(role)
    for page in (address(row), address(row, "rehearsal"), "/admin/trackers/hintset/add/"):
        assert visitor.get(page).status_code == 403, page
    assert press(visitor, row, "_apply").status_code == 403
    assert (
        visitor.post("/admin/trackers/hintset/add/", form_of(source=row.source_id, body="p")).status_code
        == 403
    )
    assert HintSet.objects.get().state == HintState.REHEARSED


def test_who_may_only_see_hints_changes_none():
    source = make_source()
    make_story(source)
    row, visitor = make_rehearsed(source), enter("analyst", extra=("view_hintset",))
    page = page_of(visitor.get(address(row)))
    assert not page.xpath("//textarea | //button[@name='_rehearse']")
    rehearsal = visitor.get(address(row, "rehearsal"))
    assert rehearsal.status_code == 200
    assert not page_of(rehearsal).xpath("//input[@name='_apply']")
    assert visitor.get(address(row, "rehearsal") + "1/").status_code == 200
    for button in ("_apply", "_rehearse", "_discard", "_withdraw"):
        assert press(visitor, row, button).status_code == 403
    assert visitor.post(address(row), form_of(row, body="p")).status_code == 403


def test_opening_a_rehearsal_changes_nothing():
    row = make_rehearsed(make_source())
    operator = enter("operator")
    operator.get(address(row, "rehearsal") + "?_apply=1&lock=0")
    assert HintSet.objects.get().state == HintState.REHEARSED


def test_what_is_not_there_is_not_found():
    operator = enter("operator")
    row = make_rehearsed(make_source())
    for path in (f"/admin/trackers/hintset/{10**30}/rehearsal/", address(row, "rehearsal") + "7/"):
        assert operator.get(path).status_code == 404
    assert reverse("admin:trackers_hintset_sides", args=[row.pk, 7]) == address(row, "rehearsal") + "7/"


def test_a_list_of_rehearsed_articles_costs_the_same_however_long(django_assert_max_num_queries):
    row, operator = make_rehearsed(make_source()), enter("operator")
    rehearsal = row.rehearsals.get()
    for place in range(1, 31):
        article = make_article(row.source)
        RehearsedArticle.objects.create(
            rehearsal=rehearsal,
            article=article,
            snapshot=make_response(article, b"x"),
            place=place,
            verdict="same",
        )
    with django_assert_max_num_queries(12):
        operator.get(address(row, "rehearsal"))
