"""Deciding about a publisher's robots.txt in the admin, and what pages ask of robots on an article's page."""

import pytest

from tests.admin.asking import enter, page_of, text_of
from tests.builders import make_article, make_feed, make_source
from trackers.models import Act, ReviewEvent, RobotsStance

pytestmark = pytest.mark.django_db

DECIDED = {"_confirmed": "1", "stance": "disregard", "reason": "The council publishes under a duty."}


def test_the_sources_page_says_what_robots_txt_closed_at_the_last_looks():
    source = make_source()
    make_feed(source, last_outcome="disallowed")
    for outcome in ("disallowed", "disallowed", "unchanged"):
        make_article(source, last_outcome=outcome)
    make_article(source, last_outcome="disallowed", tracking="closed")
    operator = enter("operator")
    said = text_of(operator.get(f"/admin/trackers/source/{source.pk}/change/"))
    assert "At their last looks robots.txt closed to us: 1 feed, 2 articles." in said
    assert "Obeyed." in said
    other = text_of(operator.get(f"/admin/trackers/source/{make_source().pk}/change/"))
    assert "robots.txt closed nothing to us" in other


def test_a_decision_asks_for_a_reason_shows_what_it_does_and_goes_on_the_record():
    source, operator = make_source(), enter("operator")
    asked = operator.act("source", "robots", source, back=True)
    assert "Its wishes for a pause between requests are still kept." in text_of(asked)
    assert page_of(asked).xpath("//input[@name='stance'][@checked]/@value") == ["obey"]
    refused = operator.act("source", "robots", source, back=True, **{**DECIDED, "reason": " "})
    assert "Say why robots.txt is disregarded." in text_of(refused)
    assert page_of(refused).xpath("//input[@name='stance'][@checked]/@value") == ["disregard"]
    done = operator.act("source", "robots", source, back=True, **DECIDED)
    assert done["Location"] == f"/admin/trackers/source/{source.pk}/change/"
    source.refresh_from_db()
    assert source.robots_stance == RobotsStance.DISREGARD
    assert ReviewEvent.objects.get().act == Act.ROBOTS
    said = text_of(operator.get(done["Location"]))
    assert "Disregarded, for a stated reason: The council publishes under a duty." in said


def test_the_same_decision_twice_is_a_sentence():
    source, operator = make_source(), enter("operator")
    operator.act("source", "robots", source, **DECIDED)
    assert "decided already" in text_of(operator.act("source", "robots", source, **DECIDED))
    assert ReviewEvent.objects.count() == 1


def test_publishers_are_decided_about_one_at_a_time():
    operator, sources = enter("operator"), [make_source(), make_source()]
    operator.act("source", "robots", *sources, **DECIDED)
    assert "one publisher at a time" in operator.messages()
    assert not ReviewEvent.objects.exists()


@pytest.mark.parametrize("role", ["analyst", "editor", "source_manager"])
def test_without_the_permission_the_decision_is_neither_offered_nor_taken(role):
    source, visitor = make_source(), enter(role)
    page = visitor.get(f"/admin/trackers/source/{source.pk}/change/")
    assert not page_of(page).xpath("//input[@name='action'][@value='robots']")
    visitor.act("source", "robots", source, **DECIDED)
    source.refresh_from_db()
    assert source.robots_stance == RobotsStance.OBEY


def test_the_stance_cannot_be_posted_with_the_sources_form():
    source, operator = make_source(), enter("operator")
    form = {
        "name": source.name, "homepage": source.homepage, "language": "en", "timezone": "UTC", "public_text": "full",
        "first_interval": "0:30:00", "host_delay": "2", "requests_a_day": "5000",
        "keep_responses": "14 00:00:00", "robots_stance": "disregard",
        "robots_reason": "x",
    }  # fmt: skip
    assert operator.post(f"/admin/trackers/source/{source.pk}/change/", form).status_code == 302
    source.refresh_from_db()
    assert (source.robots_stance, source.robots_reason) == ("obey", "")


def test_an_articles_page_says_what_it_asks_of_robots():
    article = make_article(directives="noarchive, nosnippet")
    said = text_of(enter("operator").get(f"/admin/trackers/article/{article.pk}/change/"))
    assert "noarchive, nosnippet" in said
