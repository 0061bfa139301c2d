"""The lifetime view: the latest text, each sentence marked by the version that brought, moved or took it."""

import pytest
from django.test import Client

from tests.builders import make_article, make_change, make_source, make_version
from tests.views.asking import ask, links, read, words
from trackers.models import Article, Change, Exposure, PublicText, Source
from trackers.views import lives

pytestmark = pytest.mark.django_db

FERRY = "The ferry sailed again on Monday."
DAYS = "It had been in harbour for nine days."
CREW = "The crew was paid in full."
PORT = "Port Ansel has no other link to the mainland."


def make_story(**fields: object) -> Article:
    """Four versions: a sentence came, another went, the last was moved to the top."""
    article = make_article(make_source(**fields))
    make_version(article, paragraphs=[FERRY, CREW, PORT])
    make_version(article, paragraphs=[f"{FERRY} {DAYS}", CREW, PORT])
    make_version(article, paragraphs=[f"{FERRY} {DAYS}", PORT])
    make_version(article, paragraphs=[PORT, f"{FERRY} {DAYS}"])
    return article


def path_of(article: Article) -> str:
    return f"{article.get_absolute_url()}life/"


def test_each_sentence_is_marked_by_what_happened_to_it_and_leads_to_the_change() -> None:
    article = make_story()

    page = ask(path_of(article))

    assert [words(mark) for mark in page.cssselect(".life ins, .life del")] == [
        f"[moved here in version 4: {PORT}]",
        f"[added in version 2: {DAYS}]",
        f"[removed in version 3: {CREW}]",
        f"[moved away in version 4: {PORT}]",
    ]
    own = article.get_absolute_url()
    assert [link.get("href") for link in page.cssselect(".brought")] == [
        f"{own}changes/3..4/",
        f"{own}changes/1..2/",
        f"{own}changes/2..3/",
        f"{own}changes/3..4/",
        f"#{page.cssselect('.life ins.moved')[0].get('id')}",
    ]
    assert path_of(article) in links(ask(own))


def test_what_went_as_a_paragraph_is_one_of_its_own_in_its_place() -> None:
    passages = ask(path_of(make_story())).cssselect(".life > p")

    assert [passage.get("id") for passage in passages] == ["p-1", "p-2", None, None]
    assert "went" in passages[2].get("class")


def test_the_page_counts_what_stands_and_what_went() -> None:
    said = read(path_of(make_story()))

    assert "2 sentences have stood since version 1, 1 came later or came back, 2 went, were moved" in said


def test_versions_can_be_stepped_through() -> None:
    article = make_story()

    page = ask(f"{path_of(article)}?at=2")

    assert [words(mark) for mark in page.cssselect(".life ins, .life del")] == [
        f"[added in version 2: {DAYS}]"
    ]
    assert {link.get("href") for link in page.cssselect(".pager a")} == {"?at=1", "?at=3"}
    (number,) = page.cssselect("form.picker input[name=at]")
    assert (number.get("value"), number.get("max")) == ("2", "4")
    assert page.cssselect("meta[name=robots]")[0].get("content") == "noindex"
    assert ask(path_of(article)).cssselect("meta[name=robots]") == []


@pytest.mark.parametrize("at", ["0", "5", "x", "", "99999999999"])
def test_a_version_that_there_is_not_is_not_found(at: str) -> None:
    assert Client().get(f"{path_of(make_story())}?at={at}").status_code == 404


def test_where_texts_are_not_shown_whole_only_paragraphs_with_a_story_are_shown() -> None:
    article = make_article(make_source(public_text=PublicText.PASSAGES))
    essay = [f"Paragraph {number} of the essay stays as it is." for number in range(9)]
    make_version(article, paragraphs=[*essay, FERRY])
    make_version(article, paragraphs=[*essay, f"{FERRY} {DAYS}"])

    said = read(path_of(article))

    assert DAYS in said and "Paragraph 3" not in said and "9 unchanged paragraphs left out" in said


def test_what_is_hidden_is_not_there_and_what_is_not_announced_is_not_woven() -> None:
    article = make_story()
    Change.objects.filter(to_number__gte=3).update(announced_at=None)
    assert CREW in read(path_of(article)) and "version 3" not in read(path_of(article))

    Article.objects.update(exposure=Exposure.WITHHELD, exposure_reason="editorial")
    assert Client().get(path_of(article)).status_code == 410


def test_of_very_many_versions_the_latest_are_read_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lives, "MOST_VERSIONS", 2)

    said = read(path_of(make_story()))

    assert "what came or went before version 3 is not marked here" in said and DAYS in said
    assert "[added" not in said


def test_of_very_much_that_went_the_newest_is_shown_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lives, "MOST_GONE", 1)

    said = read(path_of(make_story()))

    assert "the latest 1 are shown; 1 that went earlier is left out" in said and CREW not in said


def test_an_article_of_one_version_has_a_life_too() -> None:
    article = make_article()
    make_version(article, paragraphs=[])

    assert "This version has no text besides its headline." in read(path_of(article))


def test_headlines_standfirsts_and_captions_stand_with_the_versions_that_brought_and_took_them() -> None:
    article = make_article()
    make_version(article, headline="Ferry stays in", standfirst="No sailing", captions=["The pier"])
    make_version(article, headline="Ferry sails", standfirst="No sailing", captions=["The pier", "The crew"])
    make_version(article, headline="Ferry stays in", standfirst="No sailing", captions=["The crew"])

    page = ask(path_of(article))

    own = article.get_absolute_url()
    told = [words(line) for line in page.cssselect(".field-story li")]
    assert told == [
        "[removed in version 2: Ferry stays in] there in version 1 · gone in version 2",
        "[removed in version 3: Ferry sails] came in version 2 · gone in version 3",
        "[added in version 3: Ferry stays in] back in version 3",
        "No sailing there in version 1",
        "[removed in version 3: The pier] there in version 1 · gone in version 3",
        "[added in version 2: The crew] came in version 2",
    ]
    assert [link.get("href") for link in page.cssselect(".field-story li")[1].cssselect("a")] == [
        f"{own}changes/1..2/",
        f"{own}changes/2..3/",
    ]
    cited = [words(ask(f"{path_of(article)}{at}").cssselect(".citation")[0]) for at in ("", "?at=2")]
    assert "sentence by sentence" in cited[0] and "/life/?at=2 (accessed" in cited[1]
    Source.objects.update(public_text=PublicText.PASSAGES)
    short = read(path_of(article))
    assert "Ferry stays in" in short and "The crew" in short and "No sailing" not in short


def test_sentences_keep_their_language_and_direction() -> None:
    change = make_change(
        make_article(make_source(language="ar")),
        old={"paragraphs": ["الجسر مغلق."], "dir": "rtl"},
        new={"paragraphs": ["الجسر مغلق.", "يفتح يوم الجمعة."], "dir": "rtl"},
    )

    (text,) = ask(path_of(change.article)).cssselect(".life")

    assert (text.get("lang"), text.get("dir")) == ("ar", "rtl")
    assert text.cssselect("ins .vh")[0].get("lang") == "en-gb"
