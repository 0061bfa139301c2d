"""Articles in the admin: found, looked at through the queue with the result on the page, withheld after a warning."""

from datetime import timedelta

import pytest

from tests.admin.asking import enter, page_of, run_jobs, text_of
from tests.builders import NOON, make_article, make_change, make_feed, make_source, make_version
from tests.press import open_press
from trackers.models import Act, Article, ArticleURL, Change, Check, ReviewEvent, Via

pytestmark = pytest.mark.django_db


def test_check_now_goes_through_the_queue_and_its_result_stands_on_the_page(settings):
    with open_press() as press:
        settings.FETCH_ALLOWED_PEERS = frozenset({press.base.split("//")[1]})
        url = press.publish(
            "/ferry",
            headline="Ferry sails again",
            paragraphs=["The ferry sailed on Monday after nine days in harbour."] * 3,
        )
        article = make_article(make_source(homepage=press.base + "/"), url=url)
        editor = enter("editor")
        response = editor.act("article", "check_now", article, back=True)
        page = f"/admin/trackers/article/{article.pk}/change/"
        assert response["Location"] == page
        waiting = editor.get(page)
        assert "Waiting for a worker." in text_of(waiting)
        assert int(waiting["Refresh"]) > 0
        run_jobs()
        done = editor.get(page)
    assert "The article was read for the first time." in text_of(done)
    assert "Refresh" not in done
    assert Check.objects.get().via == Via.DESK
    event = ReviewEvent.objects.get()
    assert (event.act, event.actor, event.article) == (Act.CHECK, editor.user, article)


def test_a_look_that_finds_a_change_links_to_it(settings):
    with open_press() as press:
        settings.FETCH_ALLOWED_PEERS = frozenset({press.base.split("//")[1]})
        paragraphs = ["The ferry sailed on Monday after nine days in harbour."] * 3
        url = press.publish("/ferry", headline="Ferry sails again", paragraphs=paragraphs)
        article = make_article(make_source(homepage=press.base + "/", host_delay=timedelta(0)), url=url)
        editor = enter("editor")
        editor.act("article", "check_now", article)
        run_jobs()
        more = "The captain had seen worse, she said, the ropes had held, and all of the crew had slept on board. "
        press.publish("/ferry", headline="Ferry sails at last", paragraphs=[*paragraphs, 3 * more])
        editor.act("article", "check_now", article)
        run_jobs()
    page = page_of(editor.get(f"/admin/trackers/article/{article.pk}/change/"))
    change = Change.objects.get()
    assert f"/admin/trackers/change/{change.pk}/change/" in page.xpath("//ul[@class='desk-looks']//a/@href")
    assert "version 2 differs from version 1" in " ".join(page.text_content().split())


def test_withholding_a_publisher_says_what_becomes_of_its_articles():
    text = text_of(enter("editor").act("source", "withhold", make_source()))
    assert "all its articles answer with a neutral sentence: 451 where the reason is a legal one" in text
    assert "legal reasons" in text


def test_a_look_at_a_feed_is_told_of_on_the_feeds_page(settings):
    with open_press() as press:
        settings.FETCH_ALLOWED_PEERS = frozenset({press.base.split("//")[1]})
        feed = make_feed(make_source(homepage=press.base + "/"), address=press.url("/gone.xml"))
        editor = enter("editor")
        response = editor.act("feed", "look_now", feed, back=True)
        assert response["Location"] == f"/admin/trackers/feed/{feed.pk}/change/"
        run_jobs()
    text = text_of(editor.get(response["Location"]))
    assert f"{editor.user.username}: The server answered 404." in text
    assert "not found (404)" in text


def test_a_queue_that_cannot_be_reached_leaves_no_event_and_a_page_that_still_opens(settings):
    settings.RQ_QUEUES = {"desk": {"URL": "unix:///nowhere/at/all.sock", "DEFAULT_TIMEOUT": 60}}
    article, editor = make_article(), enter("editor")
    ReviewEvent.objects.create(act="check", actor_name="Mira", article=article, after={"job": "check-1"})
    editor.act("article", "check_now", article)
    assert "The queue cannot be reached" in editor.messages()
    assert ReviewEvent.objects.count() == 1
    assert "nothing is known" in text_of(editor.get(f"/admin/trackers/article/{article.pk}/change/"))


def test_a_job_that_is_forgotten_says_so():
    article = make_article()
    ReviewEvent.objects.create(act="check", actor_name="Mira", article=article, after={"job": "check-1"})
    assert "no longer kept" in text_of(enter("editor").get(f"/admin/trackers/article/{article.pk}/change/"))


def test_withholding_first_says_what_will_happen_and_asks_why():
    article, editor = make_article(), enter("editor")
    make_version(article, headline="Ferry sails again")
    page = editor.act("article", "withhold", article)
    assert page.status_code == 200
    for words in ("Ferry sails again", "410", "451", "vanishes from every public list"):
        assert words in text_of(page)
    article.refresh_from_db()
    assert article.exposure == "usable"
    assert not ReviewEvent.objects.exists()


def test_withholding_without_a_reason_is_asked_again_with_the_note_kept():
    article, editor = make_article(), enter("editor")
    page = editor.act("article", "withhold", article, _confirmed="1", reason="", note="A letter came.")
    assert "This field is required." in text_of(page)
    assert "A letter came." in page.content.decode()
    article.refresh_from_db()
    assert article.exposure == "usable"


def test_withholding_with_a_reason_is_done_and_said():
    article, editor = make_article(), enter("editor")
    form = page_of(editor.act("article", "withhold", article, back=True)).xpath(
        "//form[.//select[@name='reason']]"
    )[0]
    fields = {name: value or "" for name, value in dict(form.fields).items()}
    fields |= {"reason": "privacy", "note": "She asked.", "asked_by": "A reader"}
    response = editor.post("/admin/trackers/article/", fields)
    assert response["Location"] == f"/admin/trackers/article/{article.pk}/change/"
    article.refresh_from_db()
    assert (article.exposure, article.exposure_reason) == ("withheld", "privacy")
    assert "1 withheld." in editor.messages()
    event = ReviewEvent.objects.get()
    assert (event.reason, event.actor) == ("She asked.", editor.user)
    assert article.withholdings.get().asked_by == "A reader"


def test_one_refusal_does_not_hold_up_the_others():
    going, resting = (
        make_article(),
        make_article(tracking="paused", next_check_at=None, entry_title="Resting story"),
    )
    editor = enter("editor")
    editor.act("article", "pause", going, resting)
    going.refresh_from_db()
    assert going.tracking == "paused"
    said = editor.messages()
    assert "1 paused." in said
    assert "1 skipped: “Resting story” is not being followed" in said


def test_more_rows_than_one_click_may_act_on_are_refused_whole():
    source = make_source()
    for _ in range(101):
        make_article(source)
    editor = enter("editor")
    editor.act("article", "pause", *Article.objects.all()[:1], select_across="1", index="0")
    assert "Please select at most 100" in editor.messages()
    assert not Article.objects.filter(tracking="paused").exists()


@pytest.mark.parametrize("action", ["nonsense", "delete_selected", "delete"])
def test_an_action_that_is_not_there_does_nothing(action):
    article = make_article()
    enter("operator").act("article", action, article, post="yes")
    assert Article.objects.filter(pk=article.pk).exists()
    assert not ReviewEvent.objects.exists()


def test_only_the_acts_that_make_sense_are_offered():
    editor = enter("editor")
    active, paused = make_article(), make_article(tracking="paused", next_check_at=None)
    withheld = make_article(exposure="withheld", exposure_reason="legal")
    joined = make_article(merged_into=active, next_check_at=None)

    def offered(article: Article) -> set[str]:
        page = page_of(editor.get(f"/admin/trackers/article/{article.pk}/change/"))
        return set(page.xpath("//div[@class='desk-acts']//input[@name='action']/@value"))

    assert offered(active) == {"check_now", "pause", "withhold"}
    assert offered(paused) == {"check_now", "resume", "withhold"}
    assert offered(withheld) == {"check_now", "pause", "release"}
    assert offered(joined) == {"separate"}


def test_an_article_is_found_by_its_headline_and_by_any_spelling_of_its_address():
    article, other = make_article(url="https://gazette.example/ferry"), make_article()
    ArticleURL.objects.filter(article=article).update(key="gazette.example/ferry")
    make_version(article, headline="Ferry sails again")
    editor = enter("editor")
    for words in ("sails", "gazette.example/ferry", "http://www.gazette.example/ferry/?utm_source=mail"):
        page = page_of(editor.get("/admin/trackers/article/", {"q": words}))
        links = page.xpath("//table[@id='result_list']//th/a/@href")
        assert [link.split("/")[4] for link in links] == [str(article.pk)], words
    assert str(other.pk)


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "\\", "https://", "http://[", "a" * 3000, "‮"])
def test_odd_words_in_the_search_are_answered(words):
    make_article()
    editor = enter("operator")
    for noun in ("article", "change", "feed", "source", "version", "annotation", "reviewevent", "label"):
        assert editor.get(f"/admin/trackers/{noun}/", {"q": words}).status_code == 200, noun


@pytest.mark.parametrize(
    "query", ["?q=%00", "?tracking=%00", "?source=%00", "?o=%00", "?p=999999", "?source=x", "?x__y=1"]
)
def test_odd_addresses_of_lists_are_no_server_error(query):
    make_article()
    assert enter("operator").get(f"/admin/trackers/article/{query}").status_code in {200, 302, 400}


@pytest.mark.parametrize("row", ["0", "999999999999999999999999", "x", "%00", "1_5F", "'"])
@pytest.mark.parametrize("noun", ["article", "change", "source", "feed", "version"])
def test_a_row_that_is_not_there_is_no_server_error(noun, row):
    assert enter("operator").get(f"/admin/trackers/{noun}/{row}/change/").status_code in {302, 400, 404}


def test_the_page_of_an_article_tells_all_that_is_known():
    paragraphs = ["Forty people were rescued.", "The harbour is closed."]
    change = make_change(new={"headline": "Ferry sails at last", "paragraphs": paragraphs})
    article = change.article
    Check.objects.create(
        article=article, started_at=NOON, outcome="failed", detail="The server did not answer in time."
    )
    text = text_of(enter("editor").get(f"/admin/trackers/article/{article.pk}/change/"))
    for words in (
        "Ferry sails at last",
        "1 → 2",
        "Forty",
        "The server did not answer in time.",
        "a feed",
        "2026-03-14 12:00",
    ):
        assert words in text


def test_an_article_is_added_by_its_address_without_what_mailings_hang_on_it():
    manager, source = enter("source_manager"), make_source()
    response = manager.post(
        "/admin/trackers/article/add/",
        {"source": source.pk, "address": "https://gazette.example/a?utm_source=x"},
    )
    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.source, article.url) == (source, "https://gazette.example/a")
    assert ReviewEvent.objects.get().article == article


@pytest.mark.parametrize("address", ["nonsense", "javascript:alert(1)", "https://gazette.example/known"])
def test_an_address_that_cannot_be_followed_comes_back_on_the_form(address):
    known = make_article(url="https://gazette.example/known")
    manager = enter("source_manager")
    response = manager.post("/admin/trackers/article/add/", {"source": known.source_id, "address": address})
    assert response.status_code == 200
    assert page_of(response).xpath("//ul[contains(@class, 'errorlist')]/li")
    assert page_of(response).xpath("//input[@name='address']/@value") == [address]
    assert Article.objects.count() == 1


@pytest.mark.parametrize("page", ["list", "row"])
def test_reading_articles_stays_within_its_budget(page, django_assert_max_num_queries):
    source = make_source()
    for number in range(30):
        make_version(make_article(source), headline=f"Story {number}")
    first = Article.objects.all()[0]
    for number in range(12):
        make_version(first, paragraphs=[f"Text {number}"])
    editor = enter("editor")
    path = "/admin/trackers/article/" + ("" if page == "list" else f"{first.pk}/change/")
    with django_assert_max_num_queries(8 if page == "list" else 19):
        assert editor.get(path).status_code == 200


def test_separating_shows_which_addresses_go_back_and_asks_for_a_reason():
    kept = make_article()
    joined = make_article(kept.source, merged_into=kept, merged_at=NOON, next_check_at=None)
    ArticleURL.objects.filter(article=joined).update(article=kept, moved_from=joined)
    editor = enter("editor")
    asked = editor.act("article", "separate", joined, back=True)
    where = joined.url.removeprefix("https://")
    assert where in text_of(asked) and kept.url.removeprefix("https://") not in text_of(asked)
    refused = editor.act("article", "separate", joined, back=True, _confirmed="1", reason=" ")
    assert "This field is required." in text_of(refused)
    assert not ReviewEvent.objects.exists()
    done = editor.act("article", "separate", joined, back=True, _confirmed="1", reason="Two ferries.")
    assert done["Location"] == f"/admin/trackers/article/{joined.pk}/change/"
    joined.refresh_from_db()
    assert joined.merged_into is None and joined.urls.get().url == joined.url
    event = ReviewEvent.objects.get()
    assert (event.act, event.article, event.actor) == (Act.SEPARATE, joined, editor.user)


def test_who_may_not_decide_what_the_public_sees_separates_nothing():
    kept = make_article()
    joined = make_article(kept.source, merged_into=kept, merged_at=NOON, next_check_at=None)
    enter("source_manager").act("article", "separate", joined, _confirmed="1", reason="Because.")
    joined.refresh_from_db()
    assert joined.merged_into == kept and not ReviewEvent.objects.exists()


def test_an_articles_page_names_the_articles_joined_with_it():
    kept = make_article()
    joined = make_article(kept.source, merged_into=kept, merged_at=NOON, next_check_at=None)
    ArticleURL.objects.filter(article=joined).update(article=kept, moved_from=joined)
    text = text_of(enter("editor").get(f"/admin/trackers/article/{kept.pk}/change/"))
    assert "Articles joined with this one" in text and joined.entry_title in text
    assert f"article {joined.pk}" in text


def test_the_page_says_why_the_next_look_is_when_it_is_and_which_schedule_the_article_keeps_to():
    reckoned = {"rule": "learned", "expected": 0.3, "rate": 0.1, "changes": 2, "stood": 3.0, "bound": "asked"}
    article = make_article(plan=reckoned)
    page = enter("editor").get(f"/admin/trackers/article/{article.pk}/change/")
    assert (
        "About 0.3 edits are expected by then: this publisher's articles change 0.1 times an hour when they have "
        "changed 2 times or so, the last time 3 hours ago, as this one has. The publisher's server asked not to be "
        "called sooner."
    ) in text_of(page)
    assert "learned from what changed before" in text_of(page)
    fixed = make_article(stratum="fixed", plan={"rule": "fixed"})
    text = text_of(enter("editor").get(f"/admin/trackers/article/{fixed.pk}/change/"))
    assert "looks depend on their age alone" in text and "fixed, whatever changed before" in text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"tracking": "closed", "next_check_at": None, "plan": {"rule": "ended"}}, True),
        ({"plan": {"rule": "ended"}}, False),
        ({"tracking": "paused", "plan": {"rule": "fixed"}}, False),
        ({"tracking": "closed", "next_check_at": None, "plan": {"rule": "fixed"}}, False),
    ],
)
def test_a_plan_that_no_longer_holds_is_not_told(fields, told):
    article = make_article(**fields)
    text = text_of(enter("editor").get(f"/admin/trackers/article/{article.pk}/change/"))
    assert ("no longer looked at" in text) is told
    assert "age alone" not in text
