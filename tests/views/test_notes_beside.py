"""Notes of the editors beside the very words they are about, on the page of a change."""

from typing import Any

import pytest
from lxml import html

from tests.builders import NOON, make_article, make_change, make_source
from tests.reviews import make_published
from tests.views.asking import ask, words
from trackers.models import Annotation, Change, PublicText
from trackers.text.quoteanchors import Side, make_anchor, write_anchor

pytestmark = pytest.mark.django_db

KEPT = [f"Barge number {number} waits below the sugar mill." for number in range(8)]
OLD = ["The gates would open by Friday, the keeper said.", *KEPT, "Nobody was hurt at the lock."]
NEW = ["The gates would open by May, the keeper said.", *KEPT, "Nobody was hurt at the lock."]
VIEWS = ["", "?view=beside", "?view=inline", "?show=changed", "?view=inline&show=changed"]


def make_story(**fields: Any) -> Change:
    """A change of one word at the top of ten paragraphs."""
    return make_change(make_article(make_source(**fields)), old=OLD, new=NEW)


def note(
    change: Change, *quotes: tuple[Side, str], said: str = "A date was put off.", **fields: Any
) -> Annotation:
    """A published note about some words of the old and the new text."""
    texts = {"before": change.text_before.text, "after": change.text_after.text}
    anchors = [make_anchor(texts[side], quote, side=side) for side, quote in quotes]
    fields.setdefault("anchors", [write_anchor(anchor) for anchor in anchors if anchor is not None])
    return make_published(change, at=NOON, author_name="Ida Quill", public_note=said, **fields)


def row_of(element: html.HtmlElement) -> str:
    """The address of the row that an element stands in, "" outside of all."""
    return next((row.get("id", "") for row in element.iterancestors("tr")), "")


@pytest.mark.parametrize("view", VIEWS)
def test_a_note_stands_in_the_row_of_its_words_and_each_leads_to_the_other(view: str) -> None:
    change = make_story()
    note(change, ("after", "by May"), ("before", "by Friday"))

    page = ask(f"{change.get_absolute_url()}{view}")

    (shown,) = page.cssselect(".annotation")
    assert row_of(shown) == "new-1" and "A date was put off." in words(shown)
    assert words(shown.cssselect("#note-1")[0]) == "Note 1 · about by May · about by Friday"
    assert {link.get("href") for link in shown.cssselect(".about a")} == {"#new-1"}
    marked = {words(mark) for mark in page.cssselect("mark")}
    assert "by" in marked and any("May" in one for one in marked) and any("Friday" in one for one in marked)
    for sign in page.cssselect("a.ref"):
        assert (sign.get("href"), words(sign)) == ("#note-1", "[1]")
        assert sign.get("aria-label") == "Note 1 of our editors, about these words"
        assert row_of(sign) == "new-1"
    assert [link.get("href") for link in page.cssselect("p.actions a[href^='#note']")] == ["#note-1"]


def test_where_the_width_decides_what_the_narrow_column_adds_is_told_apart() -> None:
    change = make_story()
    note(change, ("after", "open by May"))

    cells = ask(change.get_absolute_url()).cssselect("#new-1 td")

    assert [words(mark) for mark in cells[1].cssselect("mark")] == ["open by", "May"]
    assert [mark.get("class") for mark in cells[0].cssselect("mark")] == ["narrow", "narrow"]
    assert [sign.get("class") for sign in cells[0].cssselect(".ref")] == ["ref woven"]


def test_words_that_run_over_two_paragraphs_are_marked_in_both() -> None:
    change = make_story()
    note(change, ("after", "sugar mill. Nobody was"))

    page = ask(f"{change.get_absolute_url()}?view=inline")

    assert [(row_of(mark), words(mark)) for mark in page.cssselect("mark")] == [
        ("new-9", "sugar mill."),
        ("new-10", "Nobody was"),
    ]
    assert [row_of(shown) for shown in page.cssselect(".annotation")] == ["new-9"]


def test_a_passage_that_a_note_is_about_is_not_folded_away() -> None:
    change = make_story()
    note(change, ("after", "number 5 waits"))

    page = ask(f"{change.get_absolute_url()}?show=changed")

    assert [row_of(shown) for shown in page.cssselect(".annotation")] == ["new-7"]
    assert len(page.cssselect(".fold")) == 2


def test_where_texts_are_not_shown_whole_a_note_shows_no_more_of_them() -> None:
    change = make_story(public_text=PublicText.PASSAGES)
    note(change, ("after", "number 5 waits"))

    page = ask(change.get_absolute_url())

    assert "number 5" not in words(page) and page.cssselect("mark") == []
    (shown,) = page.cssselect(".annotation")
    assert row_of(shown) == "" and "not in the texts as they are shown here" in words(shown)


def test_notes_about_other_fields_stand_beside_these() -> None:
    change = make_change(
        old={"headline": "Gates shut", "captions": ["The lock"], "paragraphs": OLD},
        new={"headline": "Gates open", "captions": ["The lock"], "paragraphs": OLD},
    )
    note(change, ("after", "The lock"), said="About a picture.")
    note(change, ("after", "open"), said="About the headline.")

    page = ask(change.get_absolute_url())

    assert [
        (row_of(one), "Note " + one.cssselect(".about")[0].get("id")[-1])
        for one in page.cssselect(".annotation")
    ] == [
        ("headline", "Note 1"),
        ("captions-new-1", "Note 2"),
    ]


def test_a_note_whose_words_are_gone_or_that_has_none_stands_above() -> None:
    change = make_story()
    note(change, said="About nothing in particular.")
    found = make_anchor(change.text_after.text, "by May", side="after")
    assert found is not None
    standing = write_anchor(found)
    lost = {**standing, "exact": "by Christmas", "text_hash": "0" * 64}
    note(change, said="About lost words.", anchors=[lost])
    note(change, said="About both.", anchors=[standing, lost])

    first, second, third = ask(change.get_absolute_url()).cssselect(".annotation")

    assert row_of(first) == row_of(second) == "" and row_of(third) == "new-1"
    assert "are not in the texts" not in words(first)
    assert "The words it is about are not in the texts" in words(second) and "Christmas" not in words(second)
    assert "also about words that are not in the texts" in words(third)


@pytest.mark.parametrize(
    "stored",
    [
        "x",
        {"side": "after"},
        [None, 7, "by May", {"side": "both"}, {"side": "after", "exact": "by May", "start": -1}],
        [
            {
                "side": "after",
                "exact": "by May",
                "prefix": "",
                "suffix": "",
                "start": 10**12,
                "text_hash": "é" * 9,
            }
        ],
    ],
)
def test_whatever_is_stored_as_an_anchor_the_page_stands(stored: object) -> None:
    change = make_story()
    note(change, anchors=stored)

    assert len(ask(change.get_absolute_url()).cssselect(".annotation")) == 1


def test_what_is_left_of_invisible_words_is_marked_as_it_is_named() -> None:
    change = make_change(old=["The gates are open."], new=["The ga\u200btes are now open."])
    note(change, ("after", "ga\u200btes are now"))

    marked = [words(mark) for mark in ask(f"{change.get_absolute_url()}?view=inline").cssselect("mark")]

    assert "ga[zero width space]tes" in marked
