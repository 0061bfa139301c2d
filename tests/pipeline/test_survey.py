"""What could be followed at an address somebody types."""

import pytest

from tests.press import Answer, Press
from trackers.pipeline.survey import SurveyFailed, survey_site

pytestmark = pytest.mark.django_db


def home(press: Press, links: str = "") -> None:
    press.pages["/"] = Answer(
        f"<!doctype html><html lang='de'><title>Der Kurier | Start</title>{links}<body></body></html>".encode(),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )


def test_the_feeds_a_home_page_names_are_offered_with_samples(press: Press) -> None:
    press.list_in_feed("/news.xml", [(f"Story {n}", press.url(f"/story-{n}")) for n in range(5)])
    home(press, '<link rel="alternate" type="application/rss+xml" href="/news.xml" title="News">')
    survey = survey_site(press.base, wire=press.wire())
    assert survey.name == "Der Kurier" and survey.language == "de" and survey.homepage == press.base + "/"
    (feed,) = survey.feeds
    assert (feed.address, feed.kind, feed.entries) == (press.url("/news.xml"), "rss", 5)
    assert feed.sample == ("Story 0", "Story 1", "Story 2")


def test_a_feeds_own_address_is_taken_as_it_is(press: Press) -> None:
    press.list_in_feed("/news.xml", [("Story", press.url("/story"))])
    survey = survey_site(press.url("/news.xml"), wire=press.wire())
    assert survey.name == "Test Courier" and [feed.address for feed in survey.feeds] == [
        press.url("/news.xml")
    ]


def test_a_feed_that_is_not_named_is_looked_for_where_it_commonly_lies(press: Press) -> None:
    home(press)
    press.list_in_feed("/feed", [("Story", press.url("/story"))])
    assert survey_site(press.base, wire=press.wire()).feeds[0].address == press.url("/feed")


@pytest.mark.parametrize(
    "address", ["", "not an address", "ftp://news.example/", "http://", "javascript:alert(1)"]
)
def test_what_is_no_web_address_gets_a_plain_sentence(press: Press, address: str) -> None:
    with pytest.raises(SurveyFailed, match=r"web address|could be read"):
        survey_site(address, wire=press.wire())
    assert press.requests == []


def test_an_internal_address_is_refused_without_naming_it(press: Press) -> None:
    with pytest.raises(SurveyFailed) as failure:
        survey_site("http://169.254.169.254/latest/", wire=press.wire())
    assert "refused" in str(failure.value)


def test_a_pdf_or_a_page_without_articles_gets_a_plain_sentence(press: Press) -> None:
    press.pages["/paper.pdf"] = Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    with pytest.raises(SurveyFailed, match="No feed"):
        survey_site(press.url("/paper.pdf"), wire=press.wire())
    home(press)
    with pytest.raises(SurveyFailed, match="No feed"):
        survey_site(press.base, wire=press.wire())


def test_a_broken_feed_among_good_ones_is_a_problem_not_a_failure(press: Press) -> None:
    press.list_in_feed("/good.xml", [("Story", press.url("/story"))])
    press.pages["/bad.xml"] = Answer(b"<html>no</html>")
    home(
        press,
        '<link rel="alternate" type="application/rss+xml" href="/bad.xml">'
        '<link rel="alternate" type="application/rss+xml" href="/good.xml">',
    )
    survey = survey_site(press.base, wire=press.wire())
    assert [feed.address for feed in survey.feeds] == [press.url("/good.xml")]
    assert survey.problems
