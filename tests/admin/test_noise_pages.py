"""Noise rules in the admin, from first draft to end: rehearsed in sight, applied and undone with one click."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse

from tests import noise
from tests.admin.asking import Visitor, enter, page_of, run_jobs, text_of
from tests.builders import make_article, make_source
from tests.noise import draft, make_clock, make_figure, rehearse
from trackers.desk.noise import apply_noise_rule, rehearse_noise_rule, revise_noise_rule
from trackers.models import Change, Description, NoiseRule, NoiseRun, NoiseState, ReviewEvent

pytestmark = pytest.mark.django_db

ADD = "/admin/trackers/noiserule/add/"
FORM = {
    "name": "Page clocks", "sentence": "Times of day that a page renews.", "kinds": ["furniture"], "source": "",
    "most_words": "", "phrases": "", "note": "",
}  # fmt: skip


def address(rule: NoiseRule, page: str = "change") -> str:
    return f"/admin/trackers/noiserule/{rule.pk}/{page}/"


def press(visitor: Visitor, rule: NoiseRule, button: str, **fields: Any) -> HttpResponse:
    return visitor.post(address(rule, "run"), {button: "1", "lock": rule.lock, **fields})


def test_a_manager_drafts_rehearses_applies_and_withdraws_a_rule() -> None:
    change = make_clock(make_article(make_source(name="The Ostby Herald")))
    make_figure()
    manager = enter("source_manager")
    added = manager.post(ADD, FORM)
    rule = NoiseRule.objects.get()
    assert added["Location"] == address(rule), "where it is rehearsed"
    assert "does nothing until it is rehearsed" in text_of(manager.get(added["Location"]))
    assert (rule.kinds, rule.state, rule.made_by) == (["furniture"], NoiseState.DRAFT, manager.user)

    assert press(manager, rule, "_rehearse")["Location"] == address(rule, "run")
    waiting = manager.get(address(rule, "run"))
    assert waiting["Refresh"] == "2" and "Waiting for a worker" in text_of(waiting)
    run_jobs()
    done = manager.get(address(rule, "run"))
    said = text_of(done)
    assert "Refresh" not in done
    assert "1 of 1 changes of these kinds looked at." in said and "would lower 1 of them" in said
    assert "The Ostby Herald" in said and "line of the page" in said
    assert not Description.objects.filter(lowered_by=rule).exists()

    assert press(manager, rule, "_apply", reason="Nobody reads clocks.")["Location"] == address(rule, "run")
    run_jobs()
    assert "The rule lowers 1 of them." in text_of(manager.get(address(rule, "run")))
    assert Description.objects.get(lowered_by=rule).change == change
    assert ReviewEvent.objects.get(act="apply_noise").reason == "Nobody reads clocks."

    page = page_of(manager.get(address(rule)))
    assert not page.xpath("//textarea | //input[@name='_save']")
    assert page.xpath("//form[@id='withdraw']/@action") == [address(rule, "run")]
    press(manager, rule, "_withdraw", reason="It was wrong.")
    run_jobs()
    assert "1 of 1 lowered changes restored" in text_of(manager.get(address(rule, "run")))
    assert not Description.objects.filter(lowered_by__isnull=False).exists()


def test_the_list_says_what_each_rule_does_and_changes_can_be_narrowed_to_it() -> None:
    change = make_clock()
    make_figure()
    rule, manager = noise.in_force(), enter("operator")
    listed = text_of(manager.get("/admin/trackers/noiserule/"))
    assert "Page clocks" in listed and "in force" in listed and "line of the page" in listed
    for query, count in ((f"lowered={rule.pk}", 1), ("lowered=yes", 1), ("lowered=no", 1), ("lowered=x", 2)):
        rows = page_of(manager.get(f"/admin/trackers/change/?{query}")).xpath(
            "//table[@id='result_list']/tbody/tr"
        )
        assert len(rows) == count, query
    shown = text_of(manager.get(f"/admin/trackers/change/{change.pk}/change/"))
    assert "Page clocks" in shown
    # What can be changed no more is told in words.
    told = page_of(manager.get(f"/admin/trackers/noiserule/{rule.pk}/change/"))
    assert "line of the page" in told.xpath("string(//div[contains(@class, 'field-speaks_of')])")


def test_no_form_offers_a_protected_kind_and_none_takes_it() -> None:
    manager = enter("source_manager")
    offered = page_of(manager.get(ADD)).xpath("//input[@name='kinds']/@value")
    assert offered == ["link_media", "typo", "punctuation", "whitespace", "furniture"]
    answer = manager.post(ADD, {**FORM, "kinds": ["furniture", "number"]})
    assert "number is not one of the available choices" in text_of(answer)
    assert not NoiseRule.objects.exists()


def test_what_is_refused_is_said_and_nothing_typed_is_lost() -> None:
    manager = enter("source_manager")
    draft("Page clocks")
    answer = manager.post(ADD, {**FORM, "name": "PAGE clocks", "phrases": "2\n3"})
    assert "There is a rule of this name already" in text_of(answer)
    assert page_of(answer).xpath("string(//textarea[@name='phrases'])").split() == ["2", "3"]


def test_whoever_was_overtaken_keeps_what_was_typed_sees_what_stands_and_may_save_over_it() -> None:
    rule, manager = draft(), enter("source_manager")
    revise_noise_rule(rule, changes={"phrases": "theirs"}, actor=None, lock=0)
    typed = {**FORM, "phrases": "mine", "lock": 0}
    answer = manager.post(address(rule), typed)
    assert "Somebody else has revised this rule meanwhile" in text_of(answer)
    assert "theirs" in page_of(answer).xpath("string(//div[@class='desk-current'])")
    assert NoiseRule.objects.get().phrases == "theirs"
    assert manager.post(address(rule), {**typed, "lock": 1}).status_code == 302
    assert NoiseRule.objects.get().phrases == "mine"


def test_a_new_draft_can_be_made_like_another() -> None:
    rule, manager = draft(phrases="2\n3", most_words=4), enter("source_manager")
    page = page_of(manager.get(f"{ADD}?like={rule.pk}"))
    assert page.xpath("//input[@name='kinds'][@checked]/@value") == ["furniture"]
    assert page.xpath("//input[@name='most_words']/@value") == ["4"]
    assert manager.get(f"{ADD}?like=nonsense").status_code == 200


def test_a_run_that_was_lost_can_be_let_go_on() -> None:
    make_clock()
    rule, manager = draft(), enter("source_manager")
    rehearse(rule)
    apply_noise_rule(rule, actor=None, lock=0, job="noise-nowhere")
    assert "Whoever worked on it is gone" in text_of(manager.get(address(rule, "run")))
    press(manager, rule, "_continue")
    run_jobs()
    assert Description.objects.filter(lowered_by=rule).count() == 1


def test_a_long_run_makes_way_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trackers.jobs.machine.REPLAY_SHARE", timedelta(0))
    monkeypatch.setattr("trackers.pipeline.noise.BATCH", 1)
    for _ in range(3):
        make_clock()
    rule, manager = draft(), enter("source_manager")
    press(manager, rule, "_rehearse")
    run_jobs()
    run = NoiseRun.objects.get()
    assert (run.done, run.lowered) == (3, 3) and run.ended_at is not None


def test_without_a_queue_nothing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    rule, manager = draft(), enter("source_manager")
    with monkeypatch.context() as patch:
        patch.setitem(settings.RQ_QUEUES["desk"], "URL", "unix:///nowhere/valkey.sock")
        press(manager, rule, "_rehearse")
    assert "The queue cannot be reached" in manager.messages()
    assert not NoiseRun.objects.exists()


def test_who_may_draft_only_may_neither_apply_nor_withdraw() -> None:
    rule, analyst = draft(), enter("analyst")
    assert analyst.post(ADD, {**FORM, "name": "Mine"}).status_code == 302
    press(analyst, rule, "_rehearse")
    run_jobs()
    page = page_of(analyst.get(address(rule, "run")))
    assert page.xpath("//input[@name='_rehearse']") and not page.xpath("//input[@name='_apply']")
    assert press(analyst, rule, "_apply").status_code == 403
    noise.apply(NoiseRule.objects.get(pk=rule.pk))
    assert not page_of(analyst.get(address(rule))).xpath("//form[@id='withdraw']")
    assert press(analyst, rule, "_withdraw").status_code == 403
    rule.refresh_from_db()
    assert rule.state == NoiseState.IN_FORCE


def test_others_neither_see_nor_change_rules() -> None:
    rule, visitor = draft(), enter("outsider")
    for page in (address(rule), address(rule, "run"), ADD):
        assert visitor.get(page).status_code == 403, page
    assert press(visitor, rule, "_rehearse").status_code == 403
    assert visitor.post(ADD, FORM).status_code == 403
    assert not NoiseRun.objects.exists()


def test_who_may_only_see_rules_changes_none() -> None:
    rule, visitor = draft(), enter("outsider", extra=("view_noiserule",))
    page = page_of(visitor.get(address(rule)))
    assert not page.xpath("//textarea | //button[@name='_rehearse']")
    assert visitor.get(address(rule, "run")).status_code == 200
    for button in ("_rehearse", "_apply", "_withdraw", "_continue"):
        assert press(visitor, rule, button).status_code == 403


def test_a_form_that_was_not_sent_whole_and_a_page_that_is_only_opened_do_nothing() -> None:
    rule, manager = draft(), enter("source_manager")
    manager.post(address(rule, "run"), {"_rehearse": "1"})
    assert "not sent whole" in manager.messages()
    manager.get(address(rule, "run") + "?_rehearse=1&lock=0")
    assert not NoiseRun.objects.exists()
    assert manager.get(f"/admin/trackers/noiserule/{10**30}/run/").status_code == 404


def test_the_page_of_a_run_costs_the_same_however_much_it_found(django_assert_max_num_queries: Any) -> None:
    rule, operator = draft(), enter("operator")
    for _ in range(12):
        make_clock()
    rehearse(rule)
    assert len(NoiseRun.objects.get().samples) == 12
    with django_assert_max_num_queries(7):
        operator.get(address(rule, "run"))
    for number in range(8):
        draft(f"Rule {number}")
    with django_assert_max_num_queries(8):
        operator.get("/admin/trackers/noiserule/")
    assert Change.objects.count() == 12
    rehearse_noise_rule(rule, actor=None, lock=0, job="x")
