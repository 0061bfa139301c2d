"""The pages of an address that is tried: progress, the verdict, articles as they would be read, and refusals."""

from __future__ import annotations

from typing import Any

import django_rq
import pytest

from tests.admin.asking import enter, finish_survey, page_of, run_jobs, text_of
from tests.admin.test_sources import FILLED, FOUND
from tests.builders import make_feed, make_source
from trackers.models import Source, SourceTrial, TrialState

pytestmark = pytest.mark.django_db

SURVEY = "/admin/trackers/source/survey/"


def article(legibility: str = "well", **fields: Any) -> dict[str, Any]:
    return {
        "url": "https://www.herald.example/ferry", "title": "Ferry", "legibility": legibility, "reason": "",
        "headline": "Ferry sails again", "standfirst": "After nine days of ice.", "byline": ["Odile Marchmain"],
        "published": "2026-03-14T09:30:00+01:00", "modified": "", "lines": ["The ferry sailed on Tuesday."],
        "paragraphs": 7, "words": 210, "confidence": 1.0, "doubts": [], "lang": "en", "dir": "ltr", **fields,
    }  # fmt: skip


def show(*articles: dict[str, Any], **survey: Any) -> Any:
    return enter("source_manager").get(f"{SURVEY}{finish_survey({**FOUND, **survey}, articles=articles)}/")


def test_articles_are_shown_as_they_would_be_read() -> None:
    shown = text_of(show(article()))
    for words in (
        "1 of 1 article reads well.", "Ferry sails again", "After nine days of ice.", "Odile Marchmain",
        "2026-03-14 08:30 UTC", "The ferry sailed on Tuesday.", "7 paragraphs, 210 words", "100%",
        "the first articles are looked at again at about",
    ):  # fmt: skip
        assert words in shown


def test_the_verdict_counts_each_way_an_article_may_read() -> None:
    states = ["well"] * 4 + ["doubtful", "wall", "wall", "unreadable", "away"]
    shown = text_of(show(*(article(state) for state in states)))
    verdict = (
        "4 of 9 articles read well; 1 read with doubts; 2 behind a wall; 1 that cannot be read; "
        "1 that could not be fetched."
    )
    assert verdict in shown


def test_what_does_not_read_well_comes_first_with_its_reason() -> None:
    rows = [
        article(),
        article("doubtful", confidence=0.4, doubts=["collapse"]),
        article("wall", reason="A wall of ours."),
    ]
    page = page_of(show(*rows))
    labels = page.xpath("//fieldset[contains(@class, 'desk-tried')]//summary/span/text()")
    assert labels == ["stands behind a wall", "is read with doubts", "reads well"]
    words = page.xpath("string(//fieldset[contains(@class, 'desk-tried')])")
    assert "A wall of ours." in words
    assert "40%" in words
    assert "much of the page's text was not read" in words


def test_lists_that_name_no_article_now_are_said() -> None:
    assert "No article could be tried" in text_of(show())


def test_manners_and_zone_are_filled_in() -> None:
    page = page_of(show(article(), delay=10.0))
    filled = {
        name: page.xpath(f"//input[@name='{name}']/@value")[0]
        for name in ("host_delay", "timezone", "first_interval")
    }
    assert filled == {"host_delay": "00:00:10", "timezone": "Europe/London", "first_interval": "00:30:00"}
    assert page.xpath("//select[@name='public_text']/option[@selected]/@value") == ["full"]


def test_saving_says_when_the_first_articles_are_looked_at_again() -> None:
    manager, token = enter("source_manager"), finish_survey(FOUND, articles=[article()])
    saved = manager.post(f"{SURVEY}{token}/", {**FILLED, "host_delay": "10"})
    assert Source.objects.get().host_delay.total_seconds() == 10
    assert "looked at again at about" in text_of(manager.get(saved["Location"]))
    again = manager.get(f"{SURVEY}{token}/")
    assert "This was saved already as The Saltgate Herald" in text_of(again)
    assert not page_of(again).xpath("//input[@type='submit'][@value='Follow']")


def test_a_feed_that_is_read_already_is_marked_and_not_chosen() -> None:
    make_feed(make_source(name="The Old Herald"), address=FOUND["feeds"][0]["address"])
    response = show(article())
    assert "Read already for The Old Herald" in text_of(response)
    assert page_of(response).xpath("//input[@name='feeds'][@checked]") == []


def test_a_publisher_at_the_same_home_page_is_pointed_out() -> None:
    make_source(name="The Old Herald", homepage="https://herald.example")
    assert "A publisher is followed at this home page already: The Old Herald" in text_of(show(article()))


def test_an_address_that_is_followed_already_gets_a_sentence_and_a_link() -> None:
    source = make_source(name="The Bell", homepage="https://bell.example/")
    response = enter("source_manager").post(SURVEY, {"address": "bell.example"})
    assert "“The Bell” is followed at this address already." in text_of(response)
    assert page_of(response).xpath(f"//a[@href='/admin/trackers/source/{source.pk}/change/']")
    assert page_of(response).xpath("//input[@name='address']/@value") == ["bell.example"]
    assert not SourceTrial.objects.exists()


@pytest.mark.parametrize(
    "typed", ["", "not an address", "ftp://bell.example/", "http://user:pw@bell.example/"]
)
def test_what_is_no_address_gets_a_sentence_at_once(typed: str) -> None:
    response = enter("source_manager").post(SURVEY, {"address": typed})
    assert response.status_code == 200
    assert page_of(response).xpath("//ul[contains(@class, 'errorlist')]")
    assert not SourceTrial.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("http://169.254.169.254/latest/", "it is not on the public internet"),
        ("http://[::1]/", "address guard refused"),
        ("https://nobody.invalid/", "name could not be found"),
    ],
)
def test_an_internal_or_unknown_host_gets_a_sentence_on_the_form(typed: str, words: str) -> None:
    manager = enter("source_manager")
    location = manager.post(SURVEY, {"address": typed})["Location"]
    run_jobs()
    response = manager.get(location)
    assert words in text_of(response)
    assert page_of(response).xpath("//input[@name='address']/@value") == [typed]
    assert not Source.objects.exists()


def test_progress_is_counted_while_articles_are_read() -> None:
    manager = enter("source_manager")
    location = manager.post(SURVEY, {"address": "bell.example"})["Location"]
    trial = SourceTrial.objects.get()
    job = django_rq.get_queue("desk").fetch_job(trial.job)
    job.set_status("started")
    SourceTrial.objects.update(state=TrialState.RUNNING, total=20, done=7)
    response = manager.get(location)
    assert "7 of 20 articles are read" in text_of(response)
    assert page_of(response).xpath("//progress[@max='20'][@value='7']")
    assert "Refresh" in response


def test_a_worker_that_was_lost_is_said_and_the_address_can_be_asked_for_again() -> None:
    manager = enter("source_manager")
    trial = SourceTrial.objects.create(address="bell.example", job="survey-lost", state=TrialState.RUNNING)
    response = manager.get(f"{SURVEY}{trial.uuid}/")
    assert "did not come to its end" in text_of(response)
    assert page_of(response).xpath("//form/@action") and "Refresh" not in response


@pytest.mark.parametrize("role", ["outsider", "analyst", "editor"])
def test_nobody_else_sees_or_saves_a_trial(role: str) -> None:
    token = finish_survey(FOUND, articles=[article()])
    visitor = enter(role)
    assert visitor.get(f"{SURVEY}{token}/").status_code == 403
    assert visitor.post(f"{SURVEY}{token}/", FILLED).status_code == 403
    assert not Source.objects.exists()
