"""What an editor has named on a publisher's pages is read from there; where that is not found, it is read as ever."""

from dataclasses import replace

import pytest

from tests.text.pages import HEADLINE, PARAGRAPHS, URL, page
from trackers.text.extraction import Extraction, ReadingState, Role
from trackers.text.hints import NO_HINTS, BadHints, Hints, pack_hints, read_hints, unpack_hints
from trackers.text.reading import read_page
from trackers.text.selectors import BadSelector

BOX = '<div class="offer"><p>Subscribers read the tide tables of the whole coast before anybody else does.</p></div>'
PAGE = page(
    over='<div class="kicker">Harbour</div><h1 class="logo">The Gazette</h1>',
    under='<p class="intro">Ropes broke and nobody can leave the island before Wednesday.</p>'
    '<div class="who">By Ada Quill and Tom Reed</div>',
    foot=f'{BOX}<div class="notes"><h2>Notes</h2><ul><li>Tickets stay valid.</li></ul>'
    "<table><tr><td>Monday</td><td>none</td></tr></table></div>",
)


def read(hints: Hints, body: bytes = PAGE) -> Extraction:
    reading = read_page(body, url=URL, hints=hints)
    assert reading.extraction is not None, reading.reason
    return reading.extraction


def test_a_headline_a_standfirst_and_a_byline_are_read_where_the_editor_says() -> None:
    hints = Hints(3, headline=(".kicker",), standfirst=("p.intro",), byline=(".who",))
    extraction = read(hints)
    assert extraction.headline == "Harbour"
    assert extraction.standfirst == "Ropes broke and nobody can leave the island before Wednesday."
    assert extraction.byline == ("Ada Quill", "Tom Reed")
    assert extraction.standfirst not in extraction.paragraphs
    assert extraction.hints == 3
    places = dict(extraction.places)
    assert [places[name] for name in ("headline", "standfirst", "byline")] == ["hint"] * 3
    assert extraction.doubts == ()


def test_a_body_is_the_lines_of_the_elements_named_in_the_order_of_the_page() -> None:
    extraction = read(Hints(1, body=(".notes", "main .who")))
    assert extraction.paragraphs == (
        "By Ada Quill and Tom Reed",
        "Notes",
        "Tickets stay valid.",
        "Monday | none",
    )
    assert extraction.roles == (Role.PARAGRAPH, Role.SUBHEAD, Role.ITEM, Role.ROW)
    assert dict(extraction.places)["paragraphs"] == "hint"


def test_a_headline_within_the_body_is_no_line_of_it() -> None:
    extraction = read(Hints(1, body=("article",), headline=("article > h1",), leave_out=(".logo",)))
    assert extraction.headline == HEADLINE
    assert HEADLINE not in extraction.paragraphs
    assert set(PARAGRAPHS) < set(extraction.paragraphs)


def test_what_is_left_out_is_read_by_no_field() -> None:
    hints = Hints(1, leave_out=(".logo", ".offer", ".who", ".intro"))
    extraction = read(hints)
    assert extraction.headline == HEADLINE
    assert not any("tide tables" in line for line in extraction.paragraphs)
    assert extraction.byline == ()
    assert extraction.standfirst == ""
    assert "hint" not in dict(extraction.places).values()


def test_a_hint_that_finds_nothing_leaves_the_usual_reading_and_a_doubt() -> None:
    usual = read(NO_HINTS)
    hints = Hints(2, headline=(".none",), standfirst=(".none",), byline=(".none",), body=(".none",))
    extraction = read(hints)
    assert extraction.doubts == (
        *usual.doubts,
        "hint_missed:headline",
        "hint_missed:standfirst",
        "hint_missed:byline",
        "hint_missed:body",
    )
    assert extraction.confidence < usual.confidence
    assert (
        replace(extraction, doubts=usual.doubts, hints=0, confidence=usual.confidence, places=usual.places)
        == usual
    )


def test_a_missing_byline_or_standfirst_makes_no_reading_less_sure() -> None:
    extraction = read(Hints(2, standfirst=(".none",), byline=(".none",)))
    assert extraction.confidence == read(NO_HINTS).confidence


def test_an_element_without_words_is_no_find() -> None:
    body = page(under='<h2 class="deck"> ☃ </h2><p class="deck">Sailings resume.</p>')
    assert read(Hints(1, standfirst=(".deck",)), body).standfirst == "Sailings resume."


def test_metadata_can_be_named_too() -> None:
    body = page(head='<meta name="gazette-title" content="No ferry until Wednesday">')
    assert (
        read(Hints(1, headline=("meta[name='gazette-title']",)), body).headline == "No ferry until Wednesday"
    )


def test_a_page_that_no_reading_understands_can_be_read_by_its_hints() -> None:
    body = b"<html><title>T</title><body><h1>Tides</h1><aside id=t><span>High at nine.</span></aside></body></html>"
    assert read_page(body, url=URL).state is ReadingState.UNREADABLE
    assert read(Hints(1, body=("#t",)), body).paragraphs == ("High at nine.",)


def test_what_a_page_asks_of_robots_counts_even_where_it_is_left_out() -> None:
    body = page(head='<meta name="robots" content="noarchive">')
    assert read_page(body, url=URL, hints=Hints(1, leave_out=("meta", "head *"))).directives == ("noarchive",)


@pytest.mark.parametrize(
    "hints",
    [Hints(1, leave_out=(".offer",)), Hints(2, body=("article",)), Hints(2, leave_out=(".other",))],
)
def test_under_other_hints_no_page_is_known_by_its_fingerprint(hints: Hints) -> None:
    known = read_page(PAGE, url=URL, hints=hints).fingerprint
    assert read_page(PAGE, url=URL, hints=hints, known=known).same
    for other in (NO_HINTS, Hints(1, leave_out=(".kicker",)), replace(hints, number=9)):
        assert not read_page(PAGE, url=URL, hints=other, known=known).same


def test_an_edit_of_what_is_left_out_is_none_and_an_edit_of_a_hinted_field_is_one() -> None:
    hints = Hints(1, body=("article > p",), standfirst=(".notes li",), leave_out=(".offer",))
    known = read_page(PAGE, url=URL, hints=hints).fingerprint
    assert read_page(PAGE.replace(b"tide tables", b"time tables"), url=URL, hints=hints, known=known).same
    for old, new in ((b"140 passengers", b"150 passengers"), (b"Tickets stay", b"Tickets are")):
        assert not read_page(PAGE.replace(old, new), url=URL, hints=hints, known=known).same


def test_texts_of_an_editor_become_hints_or_say_what_is_wrong() -> None:
    hints = read_hints(4, {"body": "div.story\n.more", "leave_out": ".ad, .offer", "note": "."})
    assert hints == Hints(4, body=("div.story", ".more"), leave_out=(".ad", ".offer"))
    with pytest.raises(BadSelector):
        read_hints(4, {"body": "div:has(p)"})


def test_hints_arrive_as_they_were_sent() -> None:
    hints = Hints(7, headline=("h1",), byline=("[rel='author']",), leave_out=(".ad",))
    assert unpack_hints(pack_hints(hints)) == hints
    assert unpack_hints(pack_hints(NO_HINTS)) == NO_HINTS


@pytest.mark.parametrize(
    "facts",
    [None, [], {}, {**pack_hints(NO_HINTS), "number": -1}, {**pack_hints(NO_HINTS), "number": True},
     {**pack_hints(NO_HINTS), "body": "p"}, {**pack_hints(NO_HINTS), "body": [1]}],
)  # fmt: skip
def test_what_was_not_packed_is_refused(facts: object) -> None:
    with pytest.raises(BadHints):
        unpack_hints(facts)
