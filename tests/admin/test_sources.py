"""Adding a publisher by its address or by hand, and revising it: through verbs, with plain sentences."""

import django_rq
import pytest

from tests.admin.asking import enter, finish_survey, page_of, run_jobs, text_of
from tests.builders import make_article, make_feed, make_source
from tests.press import Answer, open_press
from trackers.models import Act, Feed, FeedRevision, ReviewEvent, Source, SourceTrial

pytestmark = pytest.mark.django_db

FOUND = {
    "homepage": "https://www.herald.example/",
    "name": "The Saltgate Herald",
    "language": "cy",
    "feeds": [
        {"address": "https://www.herald.example/rss", "kind": "rss", "title": "Front page", "entries": 20,
         "sample": ["Ferry sails again", "Bridge closed", "Goat found"]},
        {"address": "https://www.herald.example/empty", "kind": "atom", "title": "Old", "entries": 0, "sample": []},
        {"address": "https://www.herald.example/map.xml", "kind": "sitemap", "title": "", "entries": 900, "sample": []},
    ],
    "problems": ["https://www.herald.example/x: This is a web page, not a feed."],
}  # fmt: skip
FILLED = {
    "feeds": ["0"], "name": "The Saltgate Herald", "slug": "the-saltgate-herald",
    "homepage": "https://www.herald.example/", "language": "cy", "timezone": "Europe/London", "public_text": "passages",
    "exposure": "usable", "first_interval": "0:30:00", "host_delay": "2",
}  # fmt: skip


FERRY = [
    "The ferry across the Saltgate sailed again on Tuesday morning, nine days after ice had closed the northern pier.",
    "Some two hundred people waited at the quay, among them a choir from the school on the other side of the water.",
    "“We were promised Sunday and it became Tuesday, but it is here,” said Odile Marchmain, who crosses for her work.",
    "The harbour office said that the pier would be looked at by divers once more before the end of the month.",
]


def test_a_site_is_surveyed_offered_and_followed_over_http(settings):
    with open_press() as press:
        settings.FETCH_ALLOWED_PEERS = frozenset({press.base.split("//")[1]})
        press.publish("/story", headline="Ferry sails again", paragraphs=FERRY)
        press.list_in_feed("/news.xml", [("Story 0", press.url("/story"))])
        link = "<link rel='alternate' type='application/rss+xml' href='/news.xml'>"
        page = f"<!doctype html><html lang='de'><title>Der Kurier | Start</title>{link}<body></body></html>"
        press.pages["/"] = Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        manager = enter("source_manager")
        response = manager.post("/admin/trackers/source/survey/", {"address": press.base})
        waiting = manager.get(response["Location"])
        assert int(waiting["Refresh"]) > 0
        assert "Waiting for a worker" in text_of(waiting)
        run_jobs()
        found = manager.get(response["Location"])
        assert "Refresh" not in found
        assert "Story 0" in text_of(found)
        assert "1 entry" in text_of(found)
        assert "1 of 1 article reads well." in text_of(found)
        assert "Ferry sails again" in text_of(found)
        form = page_of(found).forms[-1]
        saved = manager.post(response["Location"], dict(form.fields) | {"feeds": ["0"]})
    source = Source.objects.get()
    assert saved["Location"] == f"/admin/trackers/source/{source.pk}/change/"
    assert (source.name, source.language, source.is_public) == ("Der Kurier", "de", True)
    assert [feed.kind for feed in source.feeds.all()] == ["rss"]
    assert ReviewEvent.objects.get(act=Act.FOLLOW).actor == manager.user


def test_what_was_found_is_filled_in_and_only_news_is_chosen():
    page = page_of(enter("source_manager").get(f"/admin/trackers/source/survey/{finish_survey(FOUND)}/"))
    assert page.xpath("//input[@name='feeds'][@checked]/@value") == ["0"]
    assert page.xpath("//input[@name='slug']/@value") == ["the-saltgate-herald"]
    assert page.xpath("//input[@name='exposure'][@checked]/@value") == ["usable"]
    text = " ".join(page.text_content().split())
    for words in (
        "Front page",
        "20 entries",
        "Goat found",
        "RSS",
        "900 entries",
        "This is a web page, not a feed.",
    ):
        assert words in text


def test_without_a_feed_of_news_the_first_list_that_holds_something_is_chosen():
    survey = {**FOUND, "feeds": FOUND["feeds"][1:]}
    page = page_of(enter("source_manager").get(f"/admin/trackers/source/survey/{finish_survey(survey)}/"))
    assert page.xpath("//input[@name='feeds'][@checked]/@value") == ["1"]


def test_a_source_in_another_script_still_gets_a_short_name():
    token = finish_survey({**FOUND, "name": "Вестник"})
    page = page_of(enter("source_manager").get(f"/admin/trackers/source/survey/{token}/"))
    assert page.xpath("//input[@name='slug']/@value") == ["herald-example"]


def test_saving_follows_what_was_chosen_as_it_was_filled_in():
    manager, token = enter("source_manager"), finish_survey(FOUND)
    response = manager.post(
        f"/admin/trackers/source/survey/{token}/", {**FILLED, "feeds": ["0", "2"], "exposure": "withheld"}
    )
    source = Source.objects.get()
    assert response.status_code == 302
    chosen = ("slug", "language", "timezone", "public_text", "exposure", "public_since")
    assert [getattr(source, name) for name in chosen] == [
        "the-saltgate-herald", "cy", "Europe/London", "passages", "withheld", None,
    ]  # fmt: skip
    assert set(source.feeds.values_list("kind", "address")) == {
        ("rss", "https://www.herald.example/rss"),
        ("sitemap", "https://www.herald.example/map.xml"),
    }


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"feeds": []}, "Choose at least one feed"),
        ({"slug": "taken"}, "already exists"),
        ({"timezone": "Europe/Nowhere"}, "is no time zone"),
        ({"homepage": "file:///etc/passwd"}, "valid URL"),
        ({"language": "not a tag"}, "language tag"),
        ({"name": ""}, "required"),
        ({"feeds": ["7"]}, "not one of the available choices"),
        ({"exposure": "canceled"}, "not one of the available choices"),
        ({"public_text": "everything"}, "not one of the available choices"),
    ],
)
def test_a_mistake_is_a_plain_sentence_with_all_input_kept_and_nothing_saved(wrong, sentence):
    make_source(slug="taken")
    manager, token = enter("source_manager"), finish_survey(FOUND)
    response = manager.post(f"/admin/trackers/source/survey/{token}/", {**FILLED, **wrong})
    assert response.status_code == 200
    assert sentence in text_of(response)
    filled = {**FILLED, **wrong}
    for name in ("name", "slug", "homepage", "language", "timezone"):
        assert page_of(response).xpath(f"//input[@name='{name}']")[0].get("value", "") == filled[name]
    assert Source.objects.count() == 1
    assert not Feed.objects.exists()
    assert not ReviewEvent.objects.exists()


def test_following_the_same_survey_twice_is_refused():
    manager, token = enter("source_manager"), finish_survey(FOUND)
    assert manager.post(f"/admin/trackers/source/survey/{token}/", FILLED).status_code == 302
    assert manager.post(f"/admin/trackers/source/survey/{token}/", FILLED).status_code == 200
    assert Source.objects.count() == 1


def test_a_survey_that_found_nothing_says_why():
    token = finish_survey(None, words="Nothing could be read at https://x.example/: The server answered 404.")
    response = enter("source_manager").get(f"/admin/trackers/source/survey/{token}/")
    assert "The server answered 404." in text_of(response)
    assert page_of(response).xpath("//input[@name='address']/@value") == ["https://www.herald.example/"]
    assert "Refresh" not in response


def test_an_internal_address_is_refused_by_the_guard_in_a_plain_sentence():
    manager = enter("source_manager")
    location = manager.post("/admin/trackers/source/survey/", {"address": "http://127.0.0.1:1/"})["Location"]
    run_jobs()
    assert "Our address guard refused this address" in text_of(manager.get(location))


def test_no_worker_within_seconds_is_said_with_what_to_do(settings):
    manager = enter("source_manager")
    location = manager.post("/admin/trackers/source/survey/", {"address": "news.example"})["Location"]
    job = django_rq.get_queue("desk").jobs[0]
    job.enqueued_at = job.enqueued_at.replace(year=job.enqueued_at.year - 1)
    job.save()
    response = manager.get(location)
    assert "No worker answers" in text_of(response)
    assert "bin/up" in text_of(response)
    assert "Refresh" in response


def test_a_queue_that_cannot_be_reached_is_a_sentence_and_nothing_is_asked(settings):
    settings.RQ_QUEUES = {"desk": {"URL": "unix:///nowhere/at/all.sock", "DEFAULT_TIMEOUT": 60}}
    manager = enter("source_manager")
    response = manager.post("/admin/trackers/source/survey/", {"address": "news.example"})
    assert response.status_code == 200
    assert "The queue cannot be reached" in text_of(response)
    assert page_of(response).xpath("//input[@name='address']/@value") == ["news.example"]
    assert not SourceTrial.objects.exists()
    trial = SourceTrial.objects.create(address="https://news.example/", job="survey-1")
    assert "cannot be reached" in text_of(manager.get(f"/admin/trackers/source/survey/{trial.uuid}/"))


def test_a_survey_nobody_remembers_says_so():
    token = "00000000-0000-4000-8000-000000000000"
    assert "no longer kept" in text_of(enter("operator").get(f"/admin/trackers/source/survey/{token}/"))


BY_HAND = {
    "name": "The Herald", "slug": "herald", "homepage": "https://herald.example/", "language": "en", "timezone": "UTC",
    "public_text": "full", "exposure": "withheld", "first_interval": "0:10:00", "host_delay": "2",
    "requests_a_day": "5000", "keep_responses": "14 00:00:00",
}  # fmt: skip


def test_a_source_added_by_hand_goes_through_the_same_verb():
    manager = enter("source_manager")
    assert manager.post("/admin/trackers/source/add/", BY_HAND).status_code == 302
    source = Source.objects.get()
    assert (source.exposure, source.first_interval.total_seconds()) == ("withheld", 600)
    assert ReviewEvent.objects.get().act == Act.FOLLOW


def test_revising_on_the_form_leaves_one_event_with_what_differs():
    manager, source = enter("source_manager"), make_source(name="Old", slug="herald", timezone="UTC")
    form = {name: value for name, value in BY_HAND.items() if name != "exposure"}
    assert manager.post(f"/admin/trackers/source/{source.pk}/change/", form).status_code == 302
    event = ReviewEvent.objects.get()
    assert event.act == Act.REVISE_SOURCE
    assert set(event.after) == {"name", "homepage", "first_interval"}
    assert manager.post(f"/admin/trackers/source/{source.pk}/change/", form).status_code == 302
    assert ReviewEvent.objects.count() == 1


def test_the_list_counts_articles_changes_and_failing_feeds(django_assert_max_num_queries):
    sources = [make_source() for _ in range(12)]
    for source in sources:
        make_feed(source, failing_since="2026-03-01T00:00Z")
        make_feed(source, state="paused", failing_since="2026-03-01T00:00Z")
        make_article(source)
        make_article(source)
    operator = enter("operator")
    with django_assert_max_num_queries(12):
        response = operator.get("/admin/trackers/source/")
    row = page_of(response).xpath("//table[@id='result_list']/tbody/tr")[0]
    assert row.xpath("td[@class='field-recorded']//text()") == ["2 articles", "0 changes"]
    assert row.xpath("td[@class='field-standing']//text()") == ["active", "whole texts", "1 feed fails"]
    assert row.xpath("td[@class='field-looks']//text()") == [
        "last success: –",
        "next look: 2026-03-14 12:00 UTC",
    ]


def test_a_feed_saved_on_the_form_leaves_a_revision():
    manager, source = enter("source_manager"), make_source()
    form = {
        "source": source.pk,
        "kind": "rss",
        "address": "https://herald.example/rss",
        "title": "",
        "interval": "0:10:00",
    }
    assert manager.post("/admin/trackers/feed/add/", form).status_code == 302
    feed = Feed.objects.get()
    manager.post(f"/admin/trackers/feed/{feed.pk}/change/", {**form, "exclude_url": "*/live/*"})
    assert [row.filters["exclude_url"] for row in FeedRevision.objects.order_by("pk")] == ["", "*/live/*"]
    assert "*/live/*" in text_of(manager.get(f"/admin/trackers/feed/{feed.pk}/change/"))


def test_a_feed_that_stands_already_is_refused_on_the_form():
    manager, source = enter("source_manager"), make_source()
    known, other = make_feed(source), make_feed(source)
    form = {
        "kind": "rss",
        "address": known.address.upper().replace("HTTPS", "https"),
        "interval": "0:10:00",
        "title": "Kept",
    }
    form["address"] = known.address
    response = manager.post(f"/admin/trackers/feed/{other.pk}/change/", form)
    assert response.status_code == 200
    assert "already exists" in text_of(response)
    assert page_of(response).xpath("//input[@name='title']/@value") == ["Kept"]
    other.refresh_from_db()
    assert other.address != known.address


def test_a_feed_with_no_web_address_is_refused_on_the_form():
    manager, source = enter("source_manager"), make_source()
    form = {"source": source.pk, "kind": "rss", "address": "ftp://herald.example/rss", "interval": "0:10:00"}
    response = manager.post("/admin/trackers/feed/add/", form)
    assert "must start with http" in text_of(response)
    assert not Feed.objects.exists()
