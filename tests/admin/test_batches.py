"""Many changes at once, by the admin's door: chosen in the list, confirmed on a page, done, and undone."""

import pytest
from django.utils import timezone

from tests.admin.asking import enter, page_of, run_jobs, text_of
from tests.builders import make_article, make_change, make_source
from tests.reviews import bring_to, show_at_once, step
from trackers.admin import batch as batch_page
from trackers.desk.review import review_of
from trackers.desk.steps import Step
from trackers.models import Annotation, Batch, Publication, Review, ReviewEvent, ReviewState

pytestmark = pytest.mark.django_db

LIST = "/admin/trackers/change/"


def offered(visitor) -> set[str]:
    page = page_of(visitor.get(LIST))
    return {name for name in page.xpath("//select[@name='action']/option/@value") if name}


def plan(visitor, action, *changes, **fields) -> str:
    """Press an action for some changes; return the address of the page that confirms it."""
    return str(visitor.act("change", action, *changes, **fields)["Location"])


def test_each_role_is_offered_what_it_may_do_to_many_and_nothing_by_a_crafted_request():
    change = make_change()
    triage = {"bulk_claim", "bulk_let_go", "bulk_dismiss", "bulk_snooze"}
    rest = {"bulk_annotate", "bulk_submit", "bulk_approve", "bulk_publish"}
    assert offered(enter("analyst")) == triage
    assert offered(enter("editor")) == triage | rest
    reader = enter("outsider", extra=("view_change",))
    assert offered(reader) == set()
    for visitor, actions in ((enter("analyst"), rest), (reader, triage | rest)):
        for action in actions:
            visitor.act("change", action, change)
    assert not Batch.objects.exists() and not Review.objects.exists()


def test_dismissing_many_lists_them_says_what_follows_and_tells_of_each():
    analyst, mira = enter("analyst"), enter("analyst")
    changes = [make_change() for _number in range(3)]
    address = plan(analyst, "bulk_dismiss", *changes)
    assert not Review.objects.exists(), "nothing is done before it is confirmed"
    page = text_of(analyst.get(address))
    for sentence in (
        "Dismiss: 3 changes",
        "Nothing changes for readers.",
        "style or spelling",
    ):
        assert sentence in page
    assert "Yes, do it to 3 changes" in analyst.get(address).content.decode()
    assert "Say why." in text_of(analyst.post(address, {"_confirm": "x"}))
    step(changes[0], Step.CLAIM, actor=mira.user)
    assert analyst.post(address, {"why": "s", "_confirm": "x"}).status_code == 302
    told = text_of(analyst.get(address))
    assert "2 done, 1 left." in told and f"{mira.user.username} has changed it meanwhile." in told
    assert ReviewEvent.objects.filter(act="dismiss", reason="style or spelling").count() == 2
    stranger = enter("analyst")
    assert "_undo" not in stranger.get(address).content.decode()
    assert stranger.post(address, {"_undo": "x"}).status_code == 403
    analyst.post(address, {"_undo": "x"})
    assert "2 undone" in text_of(analyst.get(address))
    assert {review_of(change).state for change in changes} == {"new", "in_review"}
    assert enter("outsider").get(address).status_code == 403
    assert analyst.get("/admin/trackers/batch/999999/change/").status_code == 404
    assert analyst.get("/admin/trackers/batch/x/change/").status_code == 404


def test_all_means_what_the_filter_shows():
    analyst = enter("analyst")
    wanted, other = make_source(name="The Marrow Gazette"), make_source(name="The Vell Courier")
    inside = [make_change(make_article(wanted)) for _number in range(2)]
    outside = make_change(make_article(other))
    data = {"action": "bulk_claim", "_selected_action": [inside[0].pk], "select_across": "1"}
    response = analyst.post(f"{LIST}?article__source__id__exact={wanted.pk}", data)
    batch = Batch.objects.get()
    assert set(batch.rows.values_list("change", flat=True)) == {change.pk for change in inside}
    analyst.post(response["Location"], {"_confirm": "x"})
    assert review_of(outside).state == "new"


def test_where_nothing_fits_there_is_nothing_to_confirm_and_only_the_way_back():
    editor = enter("editor")
    published, new = bring_to(ReviewState.PUBLISHED), make_change()
    page = editor.get(plan(editor, "bulk_dismiss", published))
    assert "Nothing can be done" in text_of(page) and "1 is left as it is: published." in text_of(page)
    assert 'name="_confirm"' not in page.content.decode() and "Back to the changes" in text_of(page)
    partly = editor.get(plan(editor, "bulk_dismiss", published, new)).content.decode()
    assert "Yes, do it to 1 change" in partly, "the button counts what it is done to"


def test_a_batch_leads_back_to_the_list_it_came_from_with_its_queue_and_filters():
    analyst, change = enter("analyst"), make_change()
    data = {"action": "bulk_claim", "_selected_action": [change.pk]}
    address = analyst.post(f"{LIST}?queue=triage&all=", data)["Location"]
    done = analyst.post(address, {"_confirm": "x"})["Location"]
    assert done == address
    back = {link for link in page_of(analyst.get(done)).xpath("//a/@href") if "queue=" in link}
    assert back == {f"{LIST}?queue=triage&all="}
    bare = address.partition("?")[0]
    for odd in (
        "",
        "?_changelist_filters=",
        "?_changelist_filters=" + "x" * 3000,
        "?_changelist_filters=//x.example/",
    ):
        assert LIST in "".join(page_of(analyst.get(bare + odd)).xpath("//div[@id='content']//a/@href"))
        assert not page_of(analyst.get(bare + odd)).xpath("//a[starts-with(@href, '//')]")
    steps = page_of(analyst.get("/admin/trackers/batch/")).xpath("//a[contains(@href, 'act=')]/text()")
    assert "Dismiss" in steps and "followed a source" not in steps


def test_many_are_put_off_until_a_moment_that_is_chosen_or_typed():
    analyst, changes = enter("analyst"), [make_change(), make_change()]
    address = plan(analyst, "bulk_snooze", changes[0])
    assert "Choose a time that is still to come." in text_of(analyst.post(address, {"_confirm": "x"}))
    analyst.post(address, {"when": "w", "_confirm": "x"})
    until = Batch.objects.get().until
    assert (until.hour, until.minute, until.weekday()) == (7, 0, timezone.now().weekday())
    analyst.post(
        plan(analyst, "bulk_snooze", changes[1]), {"when": "w", "until": "2999-01-01T10:00", "_confirm": "x"}
    )
    assert review_of(changes[1]).snoozed_until.year == 2999


def test_publishing_many_is_undone_until_readers_see_it():
    editor = enter("editor")
    ready = [bring_to(ReviewState.APPROVED) for _number in range(2)]
    show_at_once(delay=120)
    address = plan(editor, "bulk_publish", *ready)
    page = text_of(editor.get(address))
    assert "after 120 seconds at the earliest, at most 20 about one source in an hour." in page
    assert "What they have not seen yet can be undone" in page
    editor.post(address, {"_confirm": "x"})
    assert Publication.objects.waiting().count() == 2
    editor.post(address, {"_undo": "x"})
    assert not Publication.objects.waiting().exists()
    assert {review_of(change).state for change in ready} == {"approved"}


def test_publishing_many_says_what_readers_will_see_and_that_it_stands():
    editor = enter("editor")
    ready, waiting = bring_to(ReviewState.APPROVED), bring_to(ReviewState.ANNOTATED)
    address = plan(editor, "bulk_publish", ready, waiting)
    page = text_of(editor.get(address))
    assert "Readers will see 1 annotation" in page and "1 is left as it is: annotated." in page
    editor.post(address, {"_confirm": "x"})
    assert Publication.objects.public().get().change == ready
    editor.post(address, {"_undo": "x"})
    assert "Readers have seen it: amend it, or retract it." in text_of(editor.get(address))
    assert Publication.objects.public().exists()


@pytest.mark.parametrize(
    ("action", "state", "given", "foretold", "after"),
    [
        ("let_go", "in_review", {}, "it is you who has claimed them then", "in_review"),
        ("submit", "annotated", {}, "takes the sending back, and nothing that is written", "annotated"),
        ("annotate", "approved", {"significance": "1"}, "waits for a second read then", "second_read"),
        ("annotate", "published", {"significance": "1"}, "is laid aside then", "published"),
    ],
)
def test_what_undoing_brings_back_is_said_before(action: str, state: str, given, foretold: str, after: str):
    editor = enter("editor")
    change = bring_to(ReviewState(state))
    address = plan(editor, f"bulk_{action}", change)
    assert foretold in text_of(editor.get(address))
    editor.post(address, {**given, "_confirm": "x"})
    editor.post(address, {"_undo": "x"})
    review = review_of(change)
    assert "1 undone" in text_of(editor.get(address)) and review.state == after
    if state == "in_review":
        assert review.claimed_by == editor.user
    else:
        assert (review.annotation.public_note, review.annotation.significance) == ("Twelve became forty.", 2)
        assert not Annotation.objects.filter(state="draft").exclude(pk=review.annotation_id).exists()


def test_facets_are_set_on_many_and_nothing_chosen_is_refused():
    editor = enter("editor")
    changes = [bring_to(ReviewState.ANNOTATED), make_change(), bring_to(ReviewState.PUBLISHED)]
    address = plan(editor, "bulk_annotate", *changes)
    assert "drafts of amendments" in text_of(editor.get(address)) or "a draft of an amendment" in text_of(
        editor.get(address)
    )
    editor.post(address, {"_confirm": "x"})
    assert "Choose what is to be set." in text_of(editor.get(address))
    assert editor.post(address, {"significance": "9", "_confirm": "x"}).status_code == 200
    editor.post(address, {"significance": "1", "internal_note": "Seen.", "_confirm": "x"})
    assert "3 done." in text_of(editor.get(address))
    assert set(Annotation.objects.filter(state="draft").values_list("significance", flat=True)) == {1}
    assert Publication.objects.public().get().significance == 2


def test_many_are_left_to_a_worker_with_its_progress_on_the_page(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(batch_page, "AT_ONCE", 1)
    analyst = enter("analyst")
    changes = [make_change() for _number in range(3)]
    address = plan(analyst, "bulk_claim", *changes)
    analyst.post(address, {"_confirm": "x"})
    waiting = analyst.get(address)
    assert waiting["Refresh"] == "2" and "0 / 3" in text_of(waiting)
    run_jobs()
    told = analyst.get(address)
    assert "3 done." in text_of(told) and "Refresh" not in told
    analyst.post(address, {"_undo": "x"})
    run_jobs()
    assert "3 undone." in text_of(analyst.get(address))


def test_a_change_page_undoes_repeats_and_copies():
    analyst = enter("analyst")
    same = {"old": ["Twelve came.", "It rained."], "new": ["Forty came.", "It rained."]}
    first, second, third = (make_change(make_article(), **same) for _number in range(3))
    path = {change: f"{LIST}{change.pk}/change/" for change in (first, second, third)}
    analyst.post(path[first], {"lock": "0", "_dismiss": "t"})
    decision = ReviewEvent.objects.get()
    assert (decision.act, decision.reason) == ("dismiss", "the page’s template")
    page = page_of(analyst.get(path[second]))
    assert page.xpath("//button[@name='_repeat']/@value") == [str(decision.pk)]
    assert "2 other changes have the same words" in " ".join(page.text_content().split())
    analyst.post(path[second], {"lock": "0", "_repeat": decision.pk})
    assert review_of(second).state == "dismissed"
    stranger = enter("analyst")
    refused = stranger.post(path[third], {"lock": "0", "_repeat": decision.pk})
    assert "There is no decision of yours to repeat." in text_of(refused)
    stranger.post(path[second], {"seen": "1", "_undo": "1"})
    assert "The last step here is not yours to undo." in stranger.messages()
    (lock,) = page_of(analyst.get(path[third])).xpath("//form[@class='desk-undo']/input[@name='seen']/@value")
    assert analyst.post(path[second], {"seen": lock, "_undo": "1"})["Location"] == path[second]
    assert review_of(second).state == "new"
    address = analyst.post(path[first], {"_copy": "1"})["Location"]
    assert "Dismiss: 2 changes" in text_of(analyst.get(address))
    analyst.post(address, {"_confirm": "x"})
    assert {review_of(change).state for change in (second, third)} == {"dismissed"}
    for odd in ("", "x", "-1", "9" * 30):
        assert analyst.post(path[first], {"seen": odd, "_undo": "1"}).status_code == 302
        assert analyst.post(path[first], {"lock": "1", "_repeat": odd}).status_code == 200
