"""The stop switch on the admin's first page: a reason, a confirmation, the state in words; gaps are only read."""

import pytest

from tests.admin.asking import enter, page_of, text_of
from tests.builders import NOON
from trackers.models import Act, Gap, GapCause, ReviewEvent

pytestmark = pytest.mark.django_db

STOP, RESUME = "/admin/trackers/gap/stop/", "/admin/trackers/gap/resume/"


def links(response) -> set[str]:
    return set(page_of(response).xpath("//section[@id='fetching']//a/@href"))


def test_the_first_page_says_that_all_is_well_and_offers_the_switch():
    response = enter("operator").get("/admin/")
    assert "Publishers are looked at as planned." in text_of(response)
    assert links(response) == {STOP}


def test_stopping_asks_for_a_reason_and_then_says_since_when_by_whom_and_why():
    operator = enter("operator")
    assert "No publisher is asked for anything" in text_of(operator.get(STOP))
    refused = operator.post(STOP, {"reason": "  "})
    assert refused.status_code == 200
    assert "This field is required." in text_of(refused)
    assert not Gap.objects.exists()
    assert operator.post(STOP, {"reason": "A publisher's lawyers called."})["Location"] == "/admin/"
    gap = Gap.objects.open().get()
    first = operator.get("/admin/")
    for words in (
        "Stopped by an operator",
        f"since {gap.started_at:%Y-%m-%d %H:%M} UTC",
        f"by {operator.user.username}",
        "A publisher's lawyers called.",
        "All fetching is stopped.",
    ):
        assert words in text_of(first)
    assert links(first) == {RESUME}


def test_resuming_is_confirmed_by_a_post_and_is_on_the_record():
    operator = enter("operator")
    operator.post(STOP, {"reason": "Maintenance."})
    assert "Maintenance." in text_of(operator.get(RESUME))
    assert Gap.objects.open().exists()
    operator.post(RESUME)
    assert not Gap.objects.open().exists()
    assert ReviewEvent.objects.order_by("-pk")[0].act == Act.START
    assert ReviewEvent.objects.order_by("-pk")[0].actor == operator.user
    assert "Fetching is resumed." in text_of(operator.get("/admin/"))


def test_two_operators_who_click_at_once_both_get_a_sentence():
    operator = enter("operator")
    operator.post(STOP, {"reason": "First."})
    operator.post(STOP, {"reason": "Second."})
    assert "Fetching is stopped already." in operator.messages()
    assert Gap.objects.get().reason == "First."
    operator.post(RESUME)
    operator.post(RESUME)
    assert "Fetching is not stopped by an operator." in operator.messages()


def test_a_full_disk_stands_beside_the_switch():
    Gap.objects.create(cause=GapCause.DISK, started_at=NOON)
    response = enter("operator").get("/admin/")
    assert "No room for responses, since 2026-03-14 12:00 UTC" in text_of(response)
    assert links(response) == {STOP}


@pytest.mark.parametrize("role", ["outsider", "analyst", "editor", "source_manager"])
def test_nobody_else_holds_or_sees_the_switch(role):
    visitor = enter(role)
    for path in (STOP, RESUME):
        assert visitor.get(path).status_code == 403
        assert visitor.post(path, {"reason": "Why not."}).status_code == 403
    assert not page_of(visitor.get("/admin/")).xpath("//section[@id='fetching']")
    assert not Gap.objects.exists()


def test_whoever_may_see_gaps_sees_the_state_but_no_switch():
    Gap.objects.create(cause=GapCause.OPERATOR, started_at=NOON, reason="Maintenance.", actor_name="Mira")
    visitor = enter("editor", extra=("view_gap",))
    response = visitor.get("/admin/")
    assert "by Mira: Maintenance." in text_of(response)
    assert links(response) == set()
    assert visitor.post(STOP, {"reason": "x"}).status_code == 403


def test_the_switch_can_be_held_without_the_list_of_gaps():
    visitor = enter("outsider", extra=("stop_fetching",))
    assert links(visitor.get("/admin/")) == {STOP}
    visitor.post(STOP, {"reason": "A fire."})
    assert Gap.objects.open().get().reason == "A fire."
    assert visitor.get("/admin/trackers/gap/").status_code == 403


def test_the_list_shows_gaps_newest_first_in_words():
    Gap.objects.create(cause=GapCause.DOWN, started_at=NOON, ended_at=NOON)
    Gap.objects.create(cause=GapCause.OPERATOR, started_at=NOON, reason="Maintenance.", actor_name="Mira")
    response = enter("operator").get("/admin/trackers/gap/")
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page_of(response).xpath("//table[@id='result_list']/tbody/tr")
    ]
    assert rows == [
        ["stopped by an operator", "2026-03-14 12:00 UTC", "goes on", "Maintenance.", "Mira"],
        ["Newswatch was not running", "2026-03-14 12:00 UTC", "2026-03-14 12:00 UTC", "–", "–"],
    ]
    assert links(response) == {RESUME}
