"""Queues in the admin: their list, the way from change to change, the first page, and what each role sees of them."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.admin.asking import enter, page_of, text_of
from tests.admin.test_hostile_text import CANARY, must_be_harmless, operator, poison
from tests.builders import NOON, make_article, make_change, make_feed, make_source
from tests.reviews import bring_to, step
from trackers.desk.queues import QUEUES
from trackers.desk.steps import Step
from trackers.models import Change, Check, DeskPreference, LookDay, Review, ReviewState, Source

pytestmark = pytest.mark.django_db

LIST = "/admin/trackers/change/"


def listed(response) -> list[int]:
    links = page_of(response).xpath("//table[@id='result_list']//th/a/@href")
    return [int(re.findall(r"/change/(\d+)/", link)[0]) for link in links]


def test_a_queue_is_a_list_with_its_name_its_explanation_and_its_order_and_an_empty_one_says_so():
    low, high = make_change(old=["A hen."], new=["A cock."]), make_change()
    analyst = enter("analyst")
    page = analyst.get(f"{LIST}?queue=triage")
    assert listed(page) == [high.pk, low.pk]
    words = text_of(page)
    assert "Triage" in words and "what may matter most first" in words
    assert all(
        "queue=triage" in link for link in page_of(page).xpath("//table[@id='result_list']//th/a/@href")
    )
    assert "You have nothing in hand." in text_of(analyst.get(f"{LIST}?queue=mine"))
    narrowed = text_of(analyst.get(f"{LIST}?queue=triage&q=nowhere"))
    assert "Nothing in this queue fits the search and the filters." in narrowed
    assert listed(analyst.get(f"{LIST}?queue=triage&q=cock")) == [low.pk]


def test_a_row_says_where_its_change_stands():
    editor = enter("editor")
    for state, words in ((ReviewState.RETRACTED, "retracted"), (ReviewState.PUBLISHED, "published")):
        change = bring_to(state)
        rows = page_of(editor.get(f"{LIST}?queue=published")).xpath("//table[@id='result_list']/tbody/tr")
        row = next(row for row in rows if f"/{change.pk}/change/" in row.xpath("string(th//a/@href)"))
        assert f"on the desk: {words}" in row.text_content()
    new = make_change()
    assert "on the desk" not in text_of(editor.get(LIST, {"queue": "triage", "q": new.article.url}))


def test_a_pasted_address_finds_the_changes_of_its_article():
    change, _other = make_change(), make_change()
    url = change.article.url
    analyst = enter("analyst")
    assert listed(analyst.get(LIST, {"q": f"{url}?utm_source=feed", "queue": "triage"})) == [change.pk]
    for nowhere in ("https://nowhere.example/", "http://[", "https://"):
        assert listed(analyst.get(LIST, {"q": nowhere})) == []


@pytest.mark.parametrize("code", ["nonsense", "second-read", "x" * 3000, "<b>"])
def test_a_queue_that_there_is_not_for_this_account_gives_a_sentence_and_the_whole_list(code):
    change = make_change()
    page = enter("analyst").get(LIST, {"queue": code})
    assert listed(page) == [change.pk]
    assert "There is no such queue for your account" in text_of(page)


def test_the_same_change_of_many_articles_is_one_row_that_leads_to_all_of_them():
    paper = make_source()
    same = [make_change(make_article(paper)) for _ in range(3)]
    other = make_change()
    analyst = enter("analyst")
    page = analyst.get(f"{LIST}?queue=triage")
    assert listed(page) == [other.pk]
    (link,) = page_of(page).xpath("//a[contains(text(), 'same change on 4 articles')]/@href")
    assert set(listed(analyst.get(link))) == {other.pk, *(change.pk for change in same)}
    # Among filters nothing is left out: what is asked for may be one of those behind the row.
    narrowed = analyst.get(f"{LIST}?queue=triage&article__source__id__exact={paper.pk}")
    assert set(listed(narrowed)) == {change.pk for change in same}
    assert listed(analyst.get(f"{LIST}?same=nonsense")) == listed(analyst.get(LIST))


def test_a_notice_leads_to_the_change_it_may_explain():
    article = make_article()
    changed = make_change(article, old=["Twelve sailed."], new=["Forty sailed."])
    make_change(article, new=["Forty sailed.", "Correction: an earlier version said twelve sailed."])
    page = page_of(enter("analyst").get(f"{LIST}?queue=notices"))
    assert page.xpath("//td//a[@class='desk-explains']/@href") == [f"{LIST}{changed.pk}/change/"]


def test_saving_leads_on_within_the_queue_and_says_how_many_are_left():
    ranks = [make_change(old=[f"{n} hens."], new=[f"{n + 5} hens."]) for n in range(3)]
    first, second, third = reversed(ranks)
    analyst = enter("analyst")
    address = f"{LIST}{{}}/change/?queue=triage"
    page = analyst.get(address.format(first.pk))
    assert "3 left" in text_of(page)
    links = page_of(page).xpath("//a[@rel='next' or @rel='prev']/@href")
    assert links == [address.format(second.pk)]
    for change, following in ((first, second), (second, third)):
        response = analyst.post(address.format(change.pk), {"_dismiss": "1", "reason": "Nothing.", "lock": 0})
        assert response["Location"] == f"{address.format(following.pk)}#content-start"
    last = analyst.post(address.format(third.pk), {"_dismiss": "1", "reason": "Nothing.", "lock": 0})
    assert last["Location"] == f"{LIST}?queue=triage#content-start"
    assert "every change has been decided on" in text_of(analyst.get(last["Location"]))


def test_a_second_reader_goes_from_one_to_the_next():
    cast: dict = {}
    waiting = [bring_to(ReviewState.SECOND_READ, cast=cast) for _ in range(2)]
    editor = enter("editor")
    address = f"{LIST}{{}}/change/?queue=second-read"
    lock = Review.objects.get(change=waiting[0]).lock
    response = editor.post(
        address.format(waiting[0].pk), {"_return": "1", "reason": "Say who.", "lock": lock}
    )
    assert response["Location"] == f"{address.format(waiting[1].pk)}#content-start"


def test_what_stands_first_for_me_is_set_on_a_page_and_nobody_elses_list_moves():
    own, other = make_source(), make_change()
    Change.objects.update(seen_new_at=timezone.now())
    mine = make_change(make_article(own), old=["A hen."], new=["A cock."])
    Change.objects.update(seen_new_at=timezone.now())
    analyst, colleague = enter("analyst"), enter("analyst")
    assert analyst.get(f"{LIST}first/").status_code == 200
    refused = analyst.post(f"{LIST}first/", {"sections": "x" * 81})
    assert "at most 80 characters" in text_of(refused) and not DeskPreference.objects.exists()
    assert analyst.post(f"{LIST}first/", {"sources": ["999999"]}).status_code == 200
    answer = analyst.post(f"{LIST}first/", {"sources": [own.pk], "sections": "Sport\r\n\r\nsport"})
    assert answer["Location"] == f"{LIST}?queue=triage"
    assert listed(analyst.get(answer["Location"])) == [mine.pk, other.pk]
    assert listed(colleague.get(answer["Location"])) == [other.pk, mine.pk]
    page = analyst.get(f"{LIST}first/")
    assert own.name in text_of(page) and "Sport" in text_of(page)
    assert enter("outsider").get(f"{LIST}first/").status_code == 403


def test_pages_of_a_queue_go_on_where_ones_own_end(monkeypatch):
    own = make_source()
    for number in range(35):
        make_change(
            make_article(own if number < 3 else None), old=[f"{number} hens."], new=[f"{number} cocks sat."]
        )
    Change.objects.update(seen_new_at=timezone.now())
    analyst = enter("analyst")
    whole = [*listed(analyst.get(f"{LIST}?queue=triage")), *listed(analyst.get(f"{LIST}?queue=triage&p=2"))]
    DeskPreference.objects.create(user=analyst.user).sources.set([own])
    preferred = [
        *listed(analyst.get(f"{LIST}?queue=triage")),
        *listed(analyst.get(f"{LIST}?queue=triage&p=2")),
    ]
    first = [key for key in whole if Change.objects.get(pk=key).article.source_id == own.pk]
    assert len(whole) == 35 and preferred == first + [key for key in whole if key not in first]


def test_the_first_page_counts_what_waits_for_whom_and_shows_an_outsider_nothing():
    cast: dict = {}
    bring_to(ReviewState.SECOND_READ, cast=cast)
    bring_to(ReviewState.RETURNED, cast=cast)
    change = make_change()
    feed = make_feed(change.article.source)
    type(feed).objects.update(failing_since=NOON, last_outcome="failed")
    now = timezone.now()
    Check.objects.create(article=change.article, started_at=now, outcome="unchanged")
    Check.objects.create(article=change.article, started_at=now, outcome="failed")

    def counts(visitor) -> dict[str, str]:
        page = page_of(visitor.get("/admin/"))
        rows = page.xpath("//ul[@class='desk-counts']/li")
        return {
            row.xpath("./a/@href")[0].partition("queue=")[2]: row.xpath("./strong")[0].text_content()
            for row in rows
        }

    editor = enter("editor")
    told = counts(editor)
    assert set(told) == {queue.code for queue in QUEUES}
    assert (told["second-read"], told["returned"], told["mine"], told["triage"]) == ("1", "0", "0", "1")
    words = text_of(editor.get("/admin/"))
    assert "1 change that may matter waits for a first decision." in words
    assert "Looks 2" in words and "Failed looks 1" in words
    assert "The feed" in words and "fails since 2026-03-14 12:00 UTC" in words
    first = page_of(editor.get("/admin/"))
    assert first.xpath("//a[contains(@class, 'desk-begin')]/@href") == [f"{LIST}?queue=second-read"]
    assert f"/admin/trackers/feed/{feed.pk}/change/" in first.xpath("//*[@id='burning']//a/@href")
    health = first.xpath("//*[@id='health']//a/@href")
    assert [editor.get(link).status_code for link in health] == [200] * len(health), (
        "each leads to a list it has"
    )
    assert "Feeds that fail 1" in words
    reader = enter("outsider", extra=("view_change",))
    assert "desk-begin" not in reader.get("/admin/").content.decode(), (
        "whoever decides nothing begins nothing"
    )
    charts = page_of(editor.get("/admin/")).xpath("//*[local-name()='svg'][@role='img']/@aria-label")
    assert "Looks in the last hour: 2; most in five minutes: 2; in the latest five: 2." in charts
    assert "second-read" not in counts(enter("analyst"))
    outsider = enter("outsider").get("/admin/")
    assert counts(enter("outsider")) == {} and "desk-part" not in outsider.content.decode()
    manager = text_of(enter("source_manager").get("/admin/"))
    assert "Triage" not in manager and "Looks 2" in manager


def test_opening_queues_and_the_first_page_changes_nothing():
    change = bring_to(ReviewState.IN_REVIEW)
    operator_ = enter("operator")
    before = list(Review.objects.values())
    for path in ("/admin/", *(f"{LIST}?queue={queue.code}" for queue in QUEUES)):
        assert operator_.get(path).status_code == 200
        assert operator_.get(f"{LIST}{change.pk}/change/{path.partition('change/')[2]}").status_code == 200
    assert list(Review.objects.values()) == before


# Numbers that do not grow with the rows, beside those of the log-in: one a queue, and few for the rest.
BUDGETS = {
    "/admin/": 32,
    f"{LIST}?queue=triage": 13,
    f"{LIST}?queue=notices": 12,
    f"{LIST}?queue=mine": 9,
    f"{LIST}?queue=lowered-sample": 9,
    f"{LIST}{{change}}/change/?queue=triage": 24,
    f"{LIST}first/": 6,
    "/admin/trackers/source/": 18,
    "/admin/trackers/source/{source}/change/": 22,
}


def test_each_page_stays_within_its_budget():
    operator_ = enter("operator")
    DeskPreference.objects.create(user=operator_.user, sections=["Sport"]).sources.set([make_source()])
    for number in range(9):
        article = make_article()
        make_change(article, old=[f"{number} sailed."], new=[f"{number + 50} sailed."])
        make_change(article, new=[f"{number + 50} sailed.", f"Correction: we said {number} sailed."])
        step(make_change(), Step.CLAIM, actor=operator_.user)
    change = Change.objects.latest("pk")
    spent = {}
    for path, budget in BUDGETS.items():
        with CaptureQueriesContext(connection) as asked:
            operator_.get(path.format(change=change.pk, source=change.article.source_id))
        if len(asked) > budget:
            spent[path] = (len(asked), [query["sql"][:120] for query in asked])
    assert not spent


def test_a_publisher_s_fortnight_stands_beside_its_name_and_on_its_page():
    change = make_change()
    source, today = change.article.source, timezone.now().date()
    LookDay.objects.create(source=source, day=today, looks=40, seen=33)
    LookDay.objects.create(source=source, day=today.replace(year=today.year - 1), looks=900, seen=900)
    Source.objects.filter(pk=source.pk).update(language="en")
    manager = enter("source_manager")
    for path in ("/admin/trackers/source/", f"/admin/trackers/source/{source.pk}/change/"):
        page = page_of(manager.get(path))
        charts = page.xpath("//*[local-name()='svg'][@role='img']/@aria-label")
        assert "Looks at articles in 14 days: 40; most in a day: 40; today: 40." in charts
        assert "Looks that saw no text in 14 days: 7; most in a day: 7; today: 7." in charts
        assert "2026-03-14 12:35 UTC" in page.text_content()


def test_queues_and_the_first_page_show_hostile_text_as_text():
    rows, visitor = poison(), operator()
    Review.objects.filter(change=rows["change"]).delete()
    DeskPreference.objects.create(user=visitor.user, sections=[CANARY[:80]]).sources.set([rows["source"]])
    change = rows["change"].pk
    paths = [
        "/admin/",
        f"{LIST}first/",
        f"{LIST}{change}/change/?queue=triage",
        f"{LIST}?queue={CANARY[:60]}",
    ]
    for path in (*paths, *(f"{LIST}?queue={queue.code}" for queue in QUEUES)):
        must_be_harmless(visitor.get(path), where=path)
    assert "canary" in page_of(visitor.get(f"{LIST}?queue=triage")).text_content()
    assert "canary" in page_of(visitor.get(f"{LIST}first/")).text_content()
