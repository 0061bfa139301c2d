"""Passing a change on: a quotation to copy, and copies that somebody else keeps."""

import pytest
from django.test import override_settings
from lxml import html

from tests.builders import make_article, make_change, make_source, make_version
from tests.views.asking import ask, links, words
from trackers.models import Article, Change

pytestmark = pytest.mark.django_db


def make_edit(**fields: str) -> Change:
    """A change of a figure, and of the headline where one is given."""
    source = make_source(name="The Mill Lane Mercury")
    return make_change(
        make_article(source, url="https://mercury.example/weir?page=2&full=1"),
        old={"headline": "Weir to close", "paragraphs": ["The weir closes for nine days in May."]},
        new={"headline": "Weir to close", "paragraphs": ["The weir closes for forty days in May."], **fields},
    )


def copied(change: Change) -> tuple[str, str]:
    """What stands in the two fields, as somebody who copies it gets it."""
    page = ask(change.get_absolute_url())
    fields = page.cssselect(".quote textarea[readonly]")
    return fields[0].text_content(), fields[1].text_content()


def test_the_quotation_in_html_has_publisher_headline_words_window_and_permanent_address() -> None:
    change = make_edit()
    with override_settings(PUBLIC_URL="https://changes.example"):
        markup, _ = copied(change)

    (figure,) = html.fragments_fromstring(markup)
    address = f"https://changes.example{change.get_absolute_url()}"
    assert figure.cssselect("blockquote")[0].get("cite") == address
    assert [words(mark) for mark in figure.cssselect("del, ins")] == [
        "The weir closes for nine days in May.",
        "The weir closes for forty days in May.",
    ]
    assert [link.get("href") for link in figure.cssselect("cite a")] == [address]
    assert words(figure.cssselect("figcaption")[0]) == (
        "The Mill Lane Mercury: Weir to close. It changed between 12:30 and 12:35 UTC on 14 March 2026. "
        "Seen by Newswatch."
    )


def test_the_quotation_as_plain_text_says_the_same() -> None:
    change = make_edit(headline="Weir stays open")
    with override_settings(PUBLIC_URL="https://changes.example"):
        _, text = copied(change)

    assert text.strip().splitlines() == [
        "The Mill Lane Mercury: Weir stays open",
        "It changed between 12:30, 14 March 2026 and 12:35, 14 March 2026 UTC.",
        "Before: Weir to close",
        "After: Weir stays open",
        f"https://changes.example{change.get_absolute_url()}",
    ]


def test_hostile_words_stay_words_in_the_quotation_and_in_what_is_made_of_it() -> None:
    attack = "</textarea></del><script>alert(1)</script>\u202e"
    change = make_edit(headline=f"Weir {attack} closes")

    markup, text = copied(change)

    assert "<script" not in markup and "&lt;script&gt;" in markup
    (figure,) = html.fragments_fromstring(markup)
    assert figure.cssselect("script, textarea") == [] and attack[:30] in words(figure)
    assert attack[:30] in text and "[right-to-left override]" in text


def test_an_archives_copies_are_linked_for_both_ends_of_the_window() -> None:
    change = make_edit()
    page = ask(change.get_absolute_url())

    found = page.cssselect(".archived a")
    assert [link.get("href") for link in found] == [
        "https://web.archive.org/web/20260314123000/https://mercury.example/weir?page=2&full=1",
        "https://web.archive.org/web/20260314123500/https://mercury.example/weir?page=2&full=1",
    ]
    assert {link.get("rel") for link in found} == {"noopener noreferrer nofollow ugc"}


def test_an_address_that_is_not_of_the_web_leads_to_no_archive() -> None:
    change = make_edit()
    Article.objects.update(url="javascript:alert(1)")

    assert not any("web.archive.org" in link for link in links(ask(change.get_absolute_url())))


def test_pairs_that_are_no_change_are_not_offered_for_quoting() -> None:
    change = make_edit()
    make_version(change.article, headline="Weir open again")

    assert ask(f"/articles/{change.article_id}/changes/1..3/").cssselect(".quote") == []
