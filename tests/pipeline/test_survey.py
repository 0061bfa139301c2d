"""What could be followed at an address somebody types."""

import json
from dataclasses import asdict

import pytest

from tests.press import Answer, Press
from trackers.pipeline.survey import (
    FoundFeed,
    NoAddress,
    Survey,
    SurveyFailed,
    recall_survey,
    suggest,
    survey_site,
)

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
    "address",
    [
        "",
        "not an address",
        "ftp://news.example/",
        "http://",
        "javascript:alert(1)",
        "mailto:desk@news.example",
    ],
)
def test_what_is_no_web_address_gets_a_plain_sentence(press: Press, address: str) -> None:
    with pytest.raises(NoAddress, match="web address"):
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


def test_lists_found_elsewhere_are_offered_and_said_to_be_so(press: Press) -> None:
    press.pages["/paper.pdf"] = Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    press.pages["/robots.txt"] = Answer(f"Sitemap: {press.url('/map.xml')}".encode())
    press.pages["/map.xml"] = Answer(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{press.url("/story")}</loc></url>'
        "</urlset>".encode()
    )
    survey = survey_site(press.url("/paper.pdf"), wire=press.wire())
    assert [feed.address for feed in survey.feeds] == [press.url("/map.xml")]
    assert survey.problems[0].startswith(f"{press.url('/paper.pdf')} itself: This is a file of another kind")


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


def test_an_address_without_a_scheme_is_tried_as_https_and_then_once_as_http(press: Press) -> None:
    press.list_in_feed("/news.xml", [("Story", press.url("/story"))])
    bare = press.base.removeprefix("http://")
    survey = survey_site(f" {bare}/news.xml", wire=press.wire())
    assert survey.homepage == press.base + "/"
    assert [feed.address for feed in survey.feeds] == [press.url("/news.xml")]
    assert press.asked("/news.xml") == 1


def test_a_server_that_answers_neither_is_named_by_its_https_address(press: Press) -> None:
    press.pages["/robots.txt"] = Answer(status=503)
    bare = press.base.removeprefix("http://")
    with pytest.raises(SurveyFailed, match=f"https://{bare}/: No secure connection"):
        survey_site(bare, wire=press.wire())


def test_an_address_with_https_is_never_asked_in_the_clear(press: Press) -> None:
    press.list_in_feed("/news.xml", [("Story", press.url("/story"))])
    with pytest.raises(SurveyFailed, match="No secure connection"):
        survey_site(f"{press.base.replace('http:', 'https:')}/news.xml", wire=press.wire())
    assert press.requests == []


@pytest.mark.parametrize("named", [0, 8, 30])
def test_a_survey_makes_at_most_thirteen_requests_and_asks_for_the_rules_once(
    press: Press, named: int
) -> None:
    home(
        press,
        "".join(
            f'<link rel="alternate" type="application/rss+xml" href="/lost-{n}.xml">' for n in range(named)
        ),
    )
    with pytest.raises(SurveyFailed, match="No feed"):
        survey_site(press.base, wire=press.wire())
    assert press.asked("/robots.txt") == 1
    assert len(press.requests) == 2 + min(12, named + 7)


def test_what_is_wrong_with_a_feed_is_said_in_our_words(press: Press) -> None:
    press.list_in_feed("/cut.xml", [(f"Story {n}", press.url(f"/story-{n}")) for n in range(3)])
    answer = press.pages["/cut.xml"]
    assert isinstance(answer, Answer)
    answer.body = answer.body[:-60]
    survey = survey_site(press.url("/cut.xml"), wire=press.wire())
    assert survey.problems == ("The feed is cut off: only the entries before the break were read.",)


def found(kind: str, *, entries: int = 3) -> FoundFeed:
    return FoundFeed(f"https://news.example/{kind}-{entries}", kind, "", entries, ())


def surveyed(
    *feeds: FoundFeed,
    name: str = "The Gazette",
    language: str = "en",
    home: str = "https://www.news.example/",
) -> Survey:
    return Survey(home, name, language, feeds)


@pytest.mark.parametrize(
    ("feeds", "chosen"),
    [
        ([found("page"), found("rss"), found("json"), found("rss", entries=0)], [1, 2]),
        ([found("rss", entries=0), found("sitemap"), found("page")], [1]),
        ([found("sitemap", entries=0), found("atom", entries=0)], [0]),
    ],
    ids=["news before other lists", "the first list that holds something", "the first of empty ones"],
)
def test_what_is_worth_following_is_suggested(feeds: list[FoundFeed], chosen: list[int]) -> None:
    assert suggest(surveyed(*feeds)).feeds == tuple(feeds[index] for index in chosen)


@pytest.mark.parametrize(
    ("stated", "taken"),
    [("en_US", "en-US"), ("cy", "cy"), (" pt-BR ", "pt-BR"), ("", "en"), ("en; q=1", "en"), ("x" * 40, "en")],
)
def test_what_a_site_calls_its_language_becomes_a_language_tag(stated: str, taken: str) -> None:
    assert suggest(surveyed(found("rss"), language=stated)).language == taken


@pytest.mark.parametrize(
    ("name", "home", "expected"),
    [
        ("The Gazette", "https://news.example/", ("The Gazette", "the-gazette")),
        ("Вестник", "https://www.news.example/", ("Вестник", "news-example")),
        (" ", "http://127.0.0.1:8123/", ("127.0.0.1", "127-0-0-1")),
        ("G" * 300, "https://news.example/", ("G" * 200, "g" * 60)),
    ],
)
def test_name_and_short_name_are_such_that_a_source_takes_them(
    name: str, home: str, expected: tuple[str, str]
) -> None:
    suggestion = suggest(surveyed(found("rss"), name=name, home=home))
    assert (suggestion.name, suggestion.slug) == expected


def test_a_survey_comes_back_from_json_as_it_was() -> None:
    survey = Survey("https://news.example/", "The Gazette", "en", (found("rss"), found("page")), ("Lost.",))
    assert recall_survey(json.loads(json.dumps(asdict(survey)))) == survey
