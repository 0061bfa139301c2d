"""What a new template around an article may explain, and what was edited whatever the page is built of."""

import pytest

from tests.text.test_deciding import STORY, Life, page_of, story
from trackers.text.deciding import Verdict
from trackers.text.extraction import Extraction
from trackers.text.pagetext import PageText, read_page_text

OLD, NEW = frozenset(range(30)), frozenset(range(100, 130))


TEASER = "The ferry that was sold to the island in May comes home with 2 new engines and a much larger deck."


def page_in(sheet: str, *lines: str, under: str = "") -> PageText:
    """Return a page of one design: a dozen names of its own, the story in boxes, something under it."""
    names = "".join(f'<div class="{sheet}-{letter}"></div>' for letter in "abcdefghijkl")
    story_box = "".join(f'<div class="{sheet}-text"><p>{line}</p></div>' for line in lines)
    body = f"<body>{names}<article><h1>Bridge stays shut</h1>{story_box}{under}</article></body>"
    return read_page_text(f"<html>{body}</html>".encode(), url="https://gazette.example/bridge")


def moved_house(before: tuple[Extraction, PageText], after: tuple[Extraction, PageText]) -> Verdict:
    """Return what is decided of two readings and the pages they were made of once a second look has seen the later."""
    life = Life()
    life.look(before[0], page=before[1])
    for _ in range(2):
        decision = life.look(after[0], page=after[1])
    return decision.verdict


def redesigned(before: Extraction, after: Extraction) -> Verdict:
    """Return what is decided when the text and the template differ at once and a second look has seen it too."""
    life = Life()
    life.look(before, page=page_of(before, names=OLD))
    for _ in range(2):
        decision = life.look(after, page=page_of(after, names=NEW))
    return decision.verdict


@pytest.mark.parametrize(
    "line",
    [
        "The harbour board paid 40,000 for the tug and has not said since where the money for it came from.",
        "“Nobody asked us about the second tug, and we would have told them what we think,” said the skipper's widow.",
        "橋の番人は「四十年間でこのような冬は一度もなかった」と述べ、理事会は費用の総額を最後まで明らかにしなかったし、市長もまたそれを求めはしなかったのである。",
    ],
)
def test_the_last_sentence_of_a_story_goes_with_no_template_when_it_states_something(line: str) -> None:
    assert redesigned(story(*STORY, line), story(*STORY)) is Verdict.VERSION
    assert redesigned(story(line, *STORY), story(*STORY)) is Verdict.VERSION


def test_a_standfirst_that_says_something_else_at_the_same_place_was_edited() -> None:
    before, after = story(standfirst="No boat may pass."), story(standfirst="All of them may sail on.")
    assert redesigned(before, after) is Verdict.VERSION


def test_a_standfirst_that_another_template_takes_from_elsewhere_is_its_own() -> None:
    before = story(standfirst="No boat may pass.", places=(("standfirst", "class"),))
    after = story(standfirst="All of them may sail on.", places=(("standfirst", "meta"),))
    assert redesigned(before, after) is Verdict.SAME


def test_a_credit_before_or_behind_its_caption_is_the_templates() -> None:
    before, after = (
        story(captions=("Ada Quill The bridge on Monday",)),
        story(captions=("The bridge on Monday", "Ada Quill")),
    )
    assert redesigned(before, after) is Verdict.SAME


def test_a_sentence_in_a_box_of_its_own_under_the_story_goes_and_comes_with_a_template() -> None:
    bare = story(), page_in("sky", *STORY)
    under = story(*STORY, TEASER), page_in("sea", *STORY, under=f'<div class="next"><p>{TEASER}</p></div>')
    assert moved_house(under, bare) is Verdict.SAME
    assert moved_house(bare, under) is Verdict.SAME


def test_a_sentence_in_such_a_box_as_its_neighbours_does_not_nor_does_one_that_stands_in_both() -> None:
    bare = story(), page_in("sky", *STORY)
    within = story(*STORY, TEASER), page_in("sea", *STORY, TEASER)
    twice = (
        story(*STORY, TEASER),
        page_in("sea", *STORY, TEASER, under=f'<div class="next"><p>{TEASER}</p></div>'),
    )
    for edited in (within, twice):
        assert moved_house(edited, bare) is Verdict.VERSION
        assert moved_house(bare, edited) is Verdict.VERSION


def test_a_notice_in_a_box_of_its_own_is_told_whatever_the_page_is_built_of() -> None:
    notice = "Correction: an earlier version of this story said that the bridge had 3 bearings. It has two of them."
    before = story(*STORY, notice), page_in("sea", *STORY, under=f'<div class="next"><p>{notice}</p></div>')
    assert moved_house(before, (story(), page_in("sky", *STORY))) is Verdict.VERSION


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (
            "Ada Quill has written about the harbour since 2009 and keeps 3 boats of her own at Little Skerry.",
            Verdict.SAME,
        ),
        (
            "About the author: Ada Quill sat on the harbour board for 4 years before she took to writing.",
            Verdict.SAME,
        ),
        (
            "Odile Farr has kept the bridge since 2009 and has not seen a winter like this one in all the years.",
            Verdict.VERSION,
        ),
        (
            "Ada Quill has asked the board for 40,000, and “nobody there has said a word about it” in three weeks.",
            Verdict.VERSION,
        ),
    ],
)
def test_the_last_line_goes_with_a_template_where_it_says_who_the_author_is(
    line: str, verdict: Verdict
) -> None:
    by = {"byline": ("Ada Quill",)}
    before, after = story(*STORY, line, **by), story(**by)
    assert redesigned(before, after) is verdict
    assert redesigned(story(line, *STORY, **by), after) is Verdict.VERSION


def test_a_caption_read_without_the_credit_that_the_page_still_shows_was_not_edited() -> None:
    before, after = (
        story(captions=("Skerry Pictures The bridge on Monday",)),
        story(captions=("The bridge on Monday",)),
    )
    life = Life()
    life.look(before, page=page_of(before))
    assert life.look(after, page=page_of(after, "Skerry Pictures")).verdict is Verdict.SAME
    life = Life()
    life.look(before, page=page_of(before))
    assert life.look(after, page=page_of(after)).verdict is Verdict.PENDING


def test_a_caption_more_or_less_is_an_edit_where_both_templates_show_captions() -> None:
    one, two = ("The bridge on Monday",), ("The bridge on Monday", "The tug at noon")
    for shown, verdict in ((one, Verdict.VERSION), ((), Verdict.SAME)):
        assert redesigned(story(captions=shown), story(captions=two)) is verdict
        assert redesigned(story(captions=two), story(captions=shown)) is verdict


def shot(name: str, caption: str = "The tug at noon") -> str:
    """Return a picture as one of two designs shows it."""
    return f'<figure><img src="{name}"><figcaption>{caption}</figcaption></figure>'


QUAY = '<meta property="og:image" content="https://gazette.example/m/quay-in-winter-1200x630.jpg">'
SCALED = "https://scale.example/w_800/https%3A%2F%2Fgazette.example%2Fm%2Fquay-in-winter.jpg"


@pytest.mark.parametrize(
    ("then", "now", "verdict"),
    [
        # A picture came that no page before knows, beside one that both know.
        (QUAY, shot(SCALED, "") + shot("/m/tug-at-the-quay.jpg"), Verdict.VERSION),
        # The picture was there, under another size, without its caption.
        (QUAY, shot(SCALED), Verdict.SAME),
        # All pictures have got new names, so that no name says anything.
        (QUAY, shot("/f3/0a77c1d9.webp", "") + shot("/f3/77b1e2aa.webp"), Verdict.SAME),
        # A picture without a name.
        (QUAY, shot(SCALED, "") + shot("data:image/gif;base64,R0lG"), Verdict.SAME),
    ],
)
def test_a_first_caption_comes_with_a_template_unless_its_picture_is_new(
    then: str, now: str, verdict: Verdict
) -> None:
    after = story(captions=("The tug at noon",))
    pages = page_in("sea", *STORY, under=then), page_in("sky", *STORY, under=now)
    assert moved_house((story(), pages[0]), (after, pages[1])) is verdict


def test_an_author_who_joins_the_others_is_no_affair_of_a_template() -> None:
    one, two = story(byline=("Ada Quill",)), story(byline=("Ada Quill", "Ivo Marsh"))
    assert redesigned(one, two) is Verdict.VERSION
    # The page before named both.
    life = Life()
    life.look(one, page=page_of(two, names=OLD))
    assert life.look(two, page=page_of(two, names=NEW)).verdict is Verdict.SAME
    # Nobody was named before: one template names authors, and the other does not.
    assert redesigned(story(), two) is Verdict.SAME
