"""The right of reply as readers see it: beside the note, in its feeds, on the record; and whom to write to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import feedparser
import pytest
from django.test import Client

from tests.builders import NOON, make_article, make_change, make_source
from tests.feeds.asking import PROBLEMS, get_feed
from tests.feeds.json_rules import json_problems
from tests.reviews import make_published, show_at_once
from tests.views.asking import ask, read, words
from trackers.desk.exposure import Grounds
from trackers.desk.publications import retract_published
from trackers.desk.statements import Spoken, correct_statement, file_statement, withdraw_statement
from trackers.desk.withholding import measure_passage, withhold_passage
from trackers.feeds import lists
from trackers.models import Annotation, Article, Label, Publication, Statement

pytestmark = pytest.mark.django_db

CAME = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
SAID = "It was twelve when we wrote it.\n\nForty came later."


def make_entry() -> Publication:
    """An entry that readers have long seen, with a label."""
    change = make_change(make_article(make_source(timezone="Asia/Kolkata")))
    label = Label.objects.create(code="test-figure", name="Figure")
    make_published(change, labels=[label], at=NOON, significance=2, public_note="Twelve became forty.")
    return Publication.objects.get()


def entry_with_reply(said: str = SAID) -> tuple[Publication, Statement]:
    """The same, and what its publisher says to it."""
    entry = make_entry()
    return entry, file_statement(entry, Spoken("Ida Brook, The Gazette", said, CAME), actor=None)


def feeds_of(*, every: bool = False) -> dict[str, str]:
    """Two feeds in which the entry stands, or every one in all its forms."""
    if not every:
        return {
            "atom": get_feed("annotated_atom").decode(),
            "rss": get_feed("label_rss", "test-figure").decode(),
        }
    routes = [("annotated", (), ("atom", "rss", "json")), ("significance", (2,), ("atom", "rss")),
              ("label", ("test-figure",), ("atom", "rss"))]  # fmt: skip
    return {
        f"{route}_{form}": get_feed(f"{route}_{form}", *given).decode()
        for route, given, forms in routes
        for form in forms
    }


def updated() -> Any:
    """When the first entry of the feed of notes last differed."""
    return feedparser.parse(get_feed("annotated_atom")).entries[0].updated


def test_a_reply_stands_beside_the_note_and_in_each_form_of_its_feeds_and_moves_their_date() -> None:
    entry = make_entry()
    before = updated()
    row = file_statement(entry, Spoken("Ida Brook, The Gazette", SAID, CAME), actor=None)

    for path in (entry.change.get_absolute_url(), entry.get_absolute_url()):
        page = ask(path)
        (reply,) = page.cssselect(f"#statement-{row.uuid}")
        assert words(reply).startswith("The publisher replied on") and "15:00 in Kolkata" in words(reply)
        (quoted,) = reply.cssselect("blockquote[dir=auto]")
        assert len(quoted.cssselect("p")) == 2 and "Forty came later." in words(quoted)
        assert reply.cssselect("bdi")[-1].text == "Ida Brook, The Gazette"
    record = ask("/published/")
    assert "Given" in words(record) and "Ida Brook, The Gazette" in words(record)
    (link,) = record.cssselect("#statements ~ ul a")
    assert link.get("href") == f"{entry.get_absolute_url()}#statement-{row.uuid}"
    for name, feed in feeds_of(every=True).items():
        for said in ("The publisher replied on", "Forty came later.", "Ida Brook, The Gazette"):
            assert said in feed, (name, said)
        form = name.rpartition("_")[2]
        find_problems = json_problems if form == "json" else PROBLEMS[form]
        assert not name.startswith("annotated") or find_problems(feed.encode()) == [], name
    assert updated() > before


def test_a_correction_says_so_and_a_withdrawal_leaves_that_there_was_one() -> None:
    entry, row = entry_with_reply()
    second = correct_statement(
        row,
        Spoken("The Gazette", "Thirteen, in fact.", CAME),
        reason="We had miscounted.",
        edition=1,
        actor=None,
    )
    page = ask(entry.get_absolute_url())
    (reply,) = page.cssselect(".statement")
    assert "Thirteen, in fact." in words(reply) and "corrected" in words(reply)
    assert "Forty came later." in words(page.cssselect("details")[0]), "what was said before stays to be read"
    assert "Forty came later." not in read(entry.change.get_absolute_url())
    for feed in feeds_of().values():
        assert (
            "The reply was corrected on" in feed
            and "We had miscounted." in feed
            and "Forty came later" not in feed
        )

    withdraw_statement(second, reason="They asked us to.", edition=2, actor=None)
    for path in (entry.get_absolute_url(), entry.change.get_absolute_url(), "/published/"):
        said = read(path)
        assert (
            "They asked us to." in said
            and "ithdrawn" in said
            and "Thirteen" not in said
            and "came later" not in said
        )
    for feed in feeds_of().values():
        assert "They asked us to." in feed and "was withdrawn on" in feed and "Thirteen" not in feed


def test_it_waits_for_the_desks_delay_stays_beside_a_tombstone_and_goes_with_what_is_withheld() -> None:
    entry, row = entry_with_reply("Quokkas were never there.")
    show_at_once(delay=120)
    file_statement(entry, Spoken("The Gazette", "Not seen yet.", CAME), actor=None)
    for path in (entry.get_absolute_url(), "/published/"):
        assert "Not seen yet." not in read(path)
    assert all("Not seen yet." not in feed for feed in feeds_of().values())

    assert measure_passage(entry.change.article, words="quokkas were never").notes == 1
    held = {"grounds": Grounds("privacy"), "actor": None}
    before = updated()
    withhold_passage(entry.change.article, words="quokkas were never", **held)
    for path in (entry.get_absolute_url(), entry.change.get_absolute_url()):
        assert "[withheld] there." in read(path)
    assert all("uokka" not in feed and "[withheld] there." in feed for feed in feeds_of().values())
    assert updated() >= before

    retract_published(Annotation.objects.get(), reason="It never was.", now=row.public_at)
    for said in (read(entry.get_absolute_url()), get_feed("annotated_atom").decode()):
        assert "It never was." in said and "The publisher replied on" in said
    Article.objects.update(exposure="withheld", exposure_reason="editorial")
    assert "The Gazette" not in read("/published/")
    assert Client().get(entry.get_absolute_url()).status_code == 410


def test_a_reply_to_an_entry_far_down_brings_it_up_in_a_full_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_ENTRIES", 3)
    entries = [make_published(make_change(), public_note=f"Note {number}.") for number in range(5)]
    oldest = Publication.objects.get(annotation=entries[0])
    assert "Note 0." not in get_feed("annotated_atom").decode()
    file_statement(oldest, Spoken("The Gazette", "Not so.", CAME), actor=None)
    feed = feedparser.parse(get_feed("annotated_atom"))
    assert [f"Note {number}." in feed.entries[place].summary for place, number in enumerate((0, 4, 3))] == [
        True
    ] * 3
    assert len(feed.entries) == 3


def test_pages_say_whom_to_write_to_about_them_where_a_mail_can_be_sent(settings: Any) -> None:
    entry, _row = entry_with_reply()
    settings.PUBLIC_URL = "https://watch.example"
    for contact, count in (
        ("desk@watch.example", 1),
        ("https://watch.example/form", 0),
        ("by the door", 0),
        ("", 0),
    ):
        settings.CONTACT = contact
        for path in (entry.get_absolute_url(), entry.change.get_absolute_url()):
            found = ask(path).xpath("//main//a[starts-with(@href, 'mailto:')]/@href")
            assert len(found) == count, (contact, path)
            if count:
                assert unquote(found[0]) == f"mailto:desk@watch.example?subject=https://watch.example{path}"
