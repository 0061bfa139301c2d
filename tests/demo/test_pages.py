"""A page of the demo press reads as exactly the words it was made of, in every state, in both designs."""

from __future__ import annotations

import re

import pytest
from lxml import html

from newswatch.demo import pages
from newswatch.demo.paper import Edition, Page
from newswatch.demo.script import EDITS
from newswatch.demo.story import Text
from tests.demo.papers import ADDRESS, FOUNDED, PAPER, every_state, story
from trackers.text.article import read_article

STATES = list(every_state())


def page_of(page: Page, *, edition: Edition, load: int) -> str:
    return pages.article(page, edition=edition, load=load, now=edition.moment, address=ADDRESS)


@pytest.mark.parametrize("slug", sorted({page.slug for _edition, page in STATES}))
def test_every_state_of_a_story_reads_as_its_own_words(slug: str) -> None:
    for load, (edition, page) in enumerate(STATES):
        if page.slug != slug:
            continue
        reading = read_article(page_of(page, edition=edition, load=load).encode(), url=ADDRESS + page.path)
        read = Text(
            headline=reading.headline,
            standfirst=reading.standfirst,
            byline=reading.byline,
            paragraphs=reading.paragraphs,
            caption=" ".join(reading.captions),
        )
        assert read == page.text
        assert (reading.lang, reading.dir) == (page.lang, page.dir)
        assert reading.date_published == page.date_published
        assert reading.canonical_url == ADDRESS + page.path


def test_two_loads_differ_and_read_alike() -> None:
    edition = PAPER.at(400)
    for page in edition.pages:
        bodies = [page_of(page, edition=edition, load=load) for load in range(4)]
        assert len(set(bodies)) == 4
        readings = [read_article(body.encode(), url=ADDRESS + page.path) for body in bodies]
        assert readings.count(readings[0]) == 4


def test_a_page_is_whole_html_with_one_headline_and_one_description_for_machines() -> None:
    for edition, page in STATES[:40]:
        tree = html.document_fromstring(page_of(page, edition=edition, load=1))
        assert [heading.text_content() for heading in tree.iter("h1")] == [page.text.headline]
        assert len(tree.xpath("//article")) == 1
        assert len(tree.xpath("//script[@type='application/ld+json']")) == 1
        assert tree.get("lang") == page.lang


def test_a_silent_edit_does_not_move_the_time_the_page_shows() -> None:
    edition, page = PAPER.at(60), story("warehouse-fire", at=60)

    assert page.changed_at > FOUNDED
    assert re.search(r"Updated \d+ minutes ago", page_of(page, edition=edition, load=1))


def test_the_front_page_and_the_sections_link_to_what_can_be_read() -> None:
    edition = PAPER.at(200)
    for name in ("all", "city", "world", "business", "culture"):
        body = pages.section(name, edition=edition, load=1, now=edition.moment)
        tree = html.document_fromstring(body)
        assert [link.get("href") for link in tree.xpath("//h2/a")] == [
            page.path for page in edition.section(name)
        ]
        assert "kestrel-line-pension" not in body


def test_the_about_page_owns_up_to_every_edit() -> None:
    rows = html.document_fromstring(pages.about()).xpath("//tbody/tr")

    assert len(rows) == len(EDITS)


def test_hostile_words_are_harmless_in_a_page() -> None:
    edition, page = PAPER.at(0), story("tram-goat", at=0)
    evil = "</script><script>alert(1)</script>\"'&"
    hostile = Page(**{**vars(page), "text": Text(evil, evil, (evil,), (evil,) * 4, evil)})

    for modern in (False, True):
        body = page_of(Page(**{**vars(hostile), "modern": modern}), edition=edition, load=1)
        assert "<script>alert" not in body
        assert html.document_fromstring(body).xpath("//h1")[0].text_content() == evil
