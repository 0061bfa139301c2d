"""Whether two texts are one story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.text.pages import HEADLINE, PARAGRAPHS
from trackers.text.fronts import is_front, is_home
from trackers.text.sameness import are_one_text, is_one_title, share_most_paragraphs, tell_one_story

DAY = datetime(2026, 3, 14, tzinfo=UTC)
OTHER = (
    "The mayor opened a bridge over the mill stream with a pair of garden shears that her aunt had lent her.",
    "It replaces a ford that carts had used for two centuries, and it was finished a week before its time.",
)


@dataclass(frozen=True)
class Text:
    paragraphs: Sequence[str] = PARAGRAPHS
    headline: str = HEADLINE
    date_published: datetime | None = None


def test_a_text_is_one_with_itself_and_with_a_copy_that_lacks_a_paragraph() -> None:
    assert are_one_text(Text(), Text())
    assert are_one_text(Text(), Text(PARAGRAPHS[1:]))
    assert are_one_text(Text(PARAGRAPHS[1:]), Text())


@pytest.mark.parametrize(
    "other",
    [
        Text(headline="Another headline over the same text"),
        Text(OTHER),
        Text((*OTHER, PARAGRAPHS[0])),
        Text((*PARAGRAPHS[:1], *OTHER)),
        Text(()),
        Text(date_published=DAY + timedelta(days=3)),
    ],
)
def test_what_differs_in_headline_text_or_day_is_not_one_text(other: Text) -> None:
    known = Text(date_published=DAY)
    assert not are_one_text(known, other) and not are_one_text(other, known)


def test_quotes_dashes_and_case_do_not_part_two_headlines() -> None:
    assert are_one_text(Text(headline="“Late” – again"), Text(headline='"LATE" - Again'))


def test_a_short_text_inside_a_long_one_is_not_the_same_text() -> None:
    assert not share_most_paragraphs(Text(PARAGRAPHS[:1]), Text())


def test_texts_that_differ_in_figures_alone_are_two_issues_of_a_column() -> None:
    first, second = (Text((*PARAGRAPHS, f"The numbers are {n}, {n + 1} and {n + 2}.")) for n in (4, 17))
    assert not are_one_text(first, second)


def test_an_edit_is_known_again_and_another_story_is_not() -> None:
    edited = tuple(paragraph.replace("Monday", "Tuesday") for paragraph in PARAGRAPHS)
    assert tell_one_story(Text(), Text(edited, headline="Ferry still in port"))
    assert tell_one_story(Text(), Text((*PARAGRAPHS[:2], *OTHER), headline="Ferry and bridge"))
    assert not tell_one_story(Text(), Text(OTHER, headline="Bridge opens"))
    assert not tell_one_story(Text(), Text(OTHER)), "a headline alone makes no story"
    assert not tell_one_story(Text(date_published=DAY), Text(date_published=DAY + timedelta(days=3)))


def test_texts_without_words_are_told_by_their_headlines() -> None:
    assert tell_one_story(Text(()), Text(()))
    assert not tell_one_story(Text(()), Text((), headline="Another"))


@pytest.mark.parametrize(
    ("listed", "headline", "same"),
    [
        ("Ferry stays in port today", "Ferry stays in port today | The Gazette", True),
        ("Ferry stays in port for a thi…", "Ferry stays in port for a third day", True),
        ("Ferry", "Ferry stays in port", False),
        ("Ferry", "FERRY", True),
        ("", "", False),
        ("Mayor opens the new bridge", "Ferry stays in port today", False),
    ],
)
def test_a_title_in_a_list_is_a_headline_or_is_not(listed: str, headline: str, same: bool) -> None:
    assert is_one_title(listed, headline) is same


@pytest.mark.parametrize(
    ("url", "asked", "front"),
    [
        ("https://a.example", "", True),
        ("https://a.example/index.php", "", True),
        ("https://a.example/pt-br/", "", True),
        ("https://a.example/news", "", True),
        ("https://a.example/news/politics", "", False),
        ("https://a.example/news/politics/", "https://a.example/news/politics/ferry-late-7", True),
        ("https://a.example/news/7/", "https://a.example/news/7/pictures", False),
        ("https://a.example/ferry-late-again/", "https://a.example/ferry-late-again/2", False),
        ("https://a.example/premier-league", "", False),
        ("https://a.example/2024/05/01", "https://a.example/2024/05/01/ferry", False),
    ],
)
def test_a_front_page_is_told_by_its_address(url: str, asked: str, front: bool) -> None:
    assert is_front(url, asked_url=asked) is front
    assert not is_home(url) or front
