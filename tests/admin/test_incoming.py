"""Incoming letters and publishers’ statements in the admin: recorded, found, dealt with, seen by those who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from tests.admin.asking import Visitor, enter, page_of, text_of
from tests.builders import make_change
from tests.desk.test_letters import somebody, write
from tests.reviews import make_published
from trackers.models import Letter, Publication, ReviewEvent, Statement

pytestmark = pytest.mark.django_db

LIST = "/admin/trackers/letter/"


def come_as(role: str) -> Visitor:
    """Somebody in one of the roles that the migrations made."""
    visitor = Visitor()
    visitor.user = somebody(role)
    visitor.force_login(visitor.user)
    return visitor


def step_of(letter: Letter, step: str) -> str:
    """The address of a step."""
    return f"{LIST}{letter.pk}/step/{step}/"


def test_a_letter_is_recorded_answered_and_opened_again_and_its_page_tells_all_of_it() -> None:
    change, analyst, editor = make_change(), come_as("Analyst"), come_as("Editor")
    form = page_of(analyst.get(f"{LIST}add/"))
    assert "a matter of privacy, 21 days" in text_of(analyst.get(f"{LIST}add/"))
    assert form.xpath("//input[@name='received_at']/@value")[0]
    sent = {
        "kind": "complaint", "address": change.get_absolute_url(), "words": "Forty is wrong.", "sender": "Ida Brook",
        "reach": "ida@brook.example", "received_at": "2026-03-14T10:00",
    }  # fmt: skip
    bad = analyst.post(f"{LIST}add/", {**sent, "address": "/nowhere/"})
    assert "This is no page of ours" in text_of(bad) and "Forty is wrong." in text_of(bad)
    assert not Letter.objects.exists()
    led = analyst.post(f"{LIST}add/", sent)
    letter = Letter.objects.get()
    assert led["Location"] == f"{LIST}{letter.pk}/change/"
    page = text_of(analyst.get(led["Location"]))
    for told in (
        "Forty is wrong.",
        "Ida Brook",
        "ida@brook.example",
        "It was to be answered by 2026-03-21",
        "Overdue.",
    ):
        assert told in page
    assert "Answered…" not in page and "Take in hand" in page
    assert analyst.get(step_of(letter, "answer")).status_code == 403

    analyst.post(step_of(letter, "take"), {"lock": "0"})
    assert "Letters that wait 1 · In my hands 1" in text_of(analyst.get("/admin/"))
    stale = editor.post(step_of(letter, "answer"), {"lock": "0", "answer": "We looked."})
    assert "did something with this letter after you had opened it" in text_of(stale)
    assert "We looked." in text_of(stale)
    (lock,) = page_of(stale).xpath("//input[@name='lock']/@value")
    assert "This field is required" in text_of(
        editor.post(step_of(letter, "answer"), {"lock": lock, "answer": ""})
    )
    editor.post(step_of(letter, "answer"), {"lock": lock, "answer": "We looked."})
    letter.refresh_from_db()
    assert (letter.state, letter.answer) == ("answered", "We looked.")
    page = text_of(editor.get(led["Location"]))
    assert "We looked." in page and "answered a letter" in page and "took a letter in hand" in page
    assert "Open again…" in page and "Answered…" not in page
    editor.post(step_of(letter, "reopen"), {"lock": "2", "reason": "They wrote again."})
    assert Letter.objects.get().state == "open"
    assert editor.get(step_of(letter, "nonsense")).status_code == 404
    assert editor.get(f"{LIST}999999999/change/").status_code == 404
    editor.get(step_of(letter, "take"))
    assert Letter.objects.get().taken_by == analyst.user, "a GET takes nothing"


def test_who_wrote_and_what_guarded_letters_say_stays_from_those_who_may_not_know() -> None:
    plain = write(words="About the ferry.", sender="Quokka Marl")
    guarded = write(
        "privacy", words="My address is Wimbrel Row.", sender="Quokka Marl", reach="q@marl.example"
    )
    pages = {letter: f"{LIST}{letter.pk}/change/" for letter in (plain, guarded)}
    reader, analyst, editor = come_as("Reader"), come_as("Analyst"), come_as("Editor")
    assert "About the ferry." in text_of(reader.get(pages[plain]))
    for visitor, path in ((reader, pages[plain]), (reader, LIST), (analyst, pages[guarded]), (analyst, LIST)):
        said = page_of(visitor.get(path)).xpath("string(//main)")
        assert "Marl" not in said and "Wimbrel Row" not in said, path
    found = [
        len(page_of(visitor.get(f"{LIST}?q={asked}")).xpath("//table[@id='result_list']/tbody/tr"))
        for visitor, asked in (
            (reader, "Quokka"),
            (analyst, "Quokka"),
            (analyst, "Wimbrel"),
            (editor, "Wimbrel row"),
        )
    ]
    assert found == [0, 1, 0, 1], "nobody finds what she may not read"
    for lookup in ("sender__gte=A", "words__gt=A"):
        assert reader.get(f"{LIST}?{lookup}").status_code == 400, "nor guesses it by what is more and less"
    assert "q@marl.example" in text_of(editor.get(pages[guarded]))
    assert analyst.get(step_of(guarded, "revise")).status_code == 403
    assert analyst.post(step_of(guarded, "take"), {"lock": "0"}).status_code == 302
    assert Letter.objects.get(pk=guarded.pk).taken_by is None
    assert "Your account may not do this" in analyst.messages()
    for role in ("Operator", "Source manager", "Machine"):
        visitor = come_as(role)
        assert [visitor.get(path).status_code for path in (pages[plain], f"{LIST}add/")] == [403] * 2
    assert "Letters that wait" not in text_of(visitor.get("/admin/"))


def test_the_queue_is_narrowed_found_and_burns_when_overdue(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    change, editor = make_change(), come_as("Editor")
    assert "No letter is in this list." in text_of(editor.get(LIST))
    long_ago = timezone.now() - timedelta(days=40)
    late = write(address=change.get_absolute_url(), received_at=long_ago, words="Late one.")
    write("takedown", received_at=long_ago, words="Late as well.")
    write("tip", words="A tip.")
    for _number in range(3):
        write("tip", address=make_change().article.url)
    Letter.objects.filter(pk=late.pk).update(taken_by=editor.user, taken_name="Mira")

    def rows(query: str) -> int:
        return len(page_of(editor.get(f"{LIST}?{query}")).xpath("//table[@id='result_list']/tbody/tr"))

    asked = {
        "state__exact=open": 6, "kind__exact=tip": 4, "due=over": 2, "due=today": 0, "due=later": 4, "hands=mine": 1,
        "hands=nobody": 5, f"q={change.article.url}": 1, "q=late+well": 1, "q=%25": 0,
    }  # fmt: skip
    assert {query: rows(query) for query in asked} == asked
    first = page_of(editor.get("/admin/"))
    assert first.xpath("//*[@id='burning']//a[contains(., '2 letters are overdue.')]/@href") == [
        f"{LIST}?due=over"
    ]
    assert "1 letter is overdue." in text_of(come_as("Analyst").get("/admin/"))
    assert (
        page_of(editor.get(LIST)).xpath("string(//table[@id='result_list']/tbody/tr[1])").count("overdue")
        == 1
    )
    with django_assert_max_num_queries(8):
        editor.get(LIST)
    with django_assert_max_num_queries(14):
        editor.get(f"{LIST}{late.pk}/change/")


def test_a_publishers_reply_is_put_beside_our_entry_corrected_and_withdrawn() -> None:
    change, editor = make_change(), come_as("Editor")
    make_published(change)
    entry = Publication.objects.get()
    letter = write("reply", address=entry.get_absolute_url(), words="Twelve it was.")
    (address,) = page_of(editor.get(f"{LIST}{letter.pk}/change/")).xpath(
        "//a[contains(@href, 'statement/entry')]/@href"
    )
    form = page_of(editor.get(address))
    assert form.xpath("string(//textarea[@name='words'])").strip() == "Twelve it was."
    assert form.xpath("//input[@name='speaker']/@value") == [change.article.source.name]
    sent = {
        "speaker": "The Gazette",
        "words": "Twelve it was.",
        "received_at": "2026-03-14T10:00",
        "letter": letter.pk,
    }
    assert "This field is required" in text_of(editor.post(address, {**sent, "words": " "}))
    editor.post(address, sent)
    row = Statement.objects.get()
    assert (row.letter, row.recorder_name) == (letter, editor.user.username)
    assert "still open" in editor.messages()
    own = f"/admin/trackers/statement/{row.pk}/"
    page = page_of(editor.get(f"{own}change/"))
    assert page.xpath("//a[contains(., 'Correct it')]/@href") == [f"{own}correct/"]
    editor.post(f"{own}correct/", {**sent, "words": "Thirteen.", "reason": "A slip."})
    stale = editor.post(f"{own}withdraw/", {"reason": "They asked."})
    assert "has corrected or withdrawn this statement" in text_of(stale) and "They asked." in text_of(stale)
    later = Statement.objects.get(edition=2)
    editor.post(f"/admin/trackers/statement/{later.pk}/withdraw/", {"reason": "They asked."})
    assert Statement.objects.latest("edition").nature == "withdrawal"
    assert ReviewEvent.objects.filter(annotation=entry.annotation_id, letter=letter).count() == 3

    by_hand = f"/admin/trackers/publication/{entry.pk}/change/"
    assert address.partition("?")[0] in page_of(editor.get(by_hand)).xpath("//a/@href")
    for role in ("Analyst", "Reader", "Operator"):
        visitor = come_as(role)
        assert visitor.get(address).status_code == visitor.post(address, sent).status_code == 403
        assert visitor.post(f"{own}correct/", sent).status_code == 403
        assert visitor.post(f"{own}withdraw/", {"reason": "x"}).status_code == 403
    assert (
        editor.get("/admin/trackers/statement/entry/6f2c1f7e-0000-4000-8000-000000000000/").status_code == 404
    )
    assert Group.objects.get(name="Reader").permissions.filter(codename="view_statement").exists()
    assert enter("outsider").get("/admin/trackers/statement/").status_code == 403
