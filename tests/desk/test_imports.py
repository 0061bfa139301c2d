"""Feeds of an OPML file: what would become of each is foreseen, and done publisher by publisher, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import make_editor, make_feed, make_source
from trackers.desk.errors import DeskError
from trackers.desk.imports import ask_for_import, list_publishers, rehearse_import, work_on_import
from trackers.models import Act, Feed, FeedImport, FeedState, ImportState, ReviewEvent, Source
from trackers.text.entries import FeedKind
from trackers.text.opml import Outline

pytestmark = pytest.mark.django_db

LONG = timedelta(minutes=5)


def feed(address: str, title: str = "", **facts: object) -> Outline:
    return Outline(address=address, title=title, **facts)  # type: ignore[arg-type]


def rehearsed(*outlines: Outline) -> FeedImport:
    return rehearse_import(outlines, file_name="papers.opml", actor=make_editor("source_manager"))


def carried_out(row: FeedImport, **choice: str) -> FeedImport:
    facts = {"public_text": "passages", "exposure": "withheld", **choice}
    ask_for_import(row, actor=row.asked_by, job="import-1", **facts)
    return work_on_import(row.pk, job="import-1", patience=LONG)


def verdicts(row: FeedImport) -> dict[str, str]:
    return {facts["address"]: facts["verdict"] for facts in row.rows}


def test_each_feed_is_told_what_would_become_of_it_and_nothing_is_followed() -> None:
    known = make_source(name="The Gull", homepage="https://www.gull.example/")
    make_feed(known, address="https://gull.example/rss")
    row = rehearsed(
        feed("https://bell.example/rss", "Bell"),
        feed("https://gull.example/rss", "Gull"),
        feed("https://gull.example/sport", "Gull sport"),
        feed("HTTPS://BELL.example/rss", "Bell again"),
        feed("javascript:alert(1)", "No"),
        feed("file:///etc/passwd"),
    )
    assert verdicts(row) == {
        "https://bell.example/rss": "twice", "https://gull.example/rss": "known",
        "https://gull.example/sport": "adds", "javascript:alert(1)": "refused", "file:///etc/passwd": "refused",
    }  # fmt: skip
    assert row.count() == {"follows": 1, "adds": 1, "known": 1, "twice": 1, "refused": 2}
    assert (Source.objects.count(), Feed.objects.count(), ReviewEvent.objects.count()) == (1, 1, 0)


def test_feeds_of_one_site_become_one_publisher() -> None:
    row = carried_out(
        rehearsed(
            feed(
                "https://bell.example/news.xml", "Bell: news", homepage="https://bell.example/", language="cy"
            ),
            feed("https://proxy.example/xyz", "Proxied", homepage="https://gull.example/home?x#y"),
            feed(
                "https://www.bell.example/sport.xml", "Bell: sport", kind=FeedKind.ATOM, language="not a tag"
            ),
        )
    )
    assert row.state == ImportState.DONE
    bell, gull = Source.objects.order_by("homepage")
    assert (bell.name, bell.slug, bell.homepage, bell.language) == (
        "bell.example",
        "bellexample",
        "https://bell.example/",
        "cy",
    )
    assert [(kept.kind, kept.title) for kept in bell.feeds.order_by("pk")] == [
        ("rss", "Bell: news"),
        ("atom", "Bell: sport"),
    ]
    assert (gull.name, gull.homepage) == ("Proxied", "https://gull.example/")
    assert {(source.public_text, source.exposure) for source in (bell, gull)} == {("passages", "withheld")}


def test_a_folder_that_holds_one_publishers_feeds_is_its_name() -> None:
    both = {"folders": ("Papers", "The Bell")}
    carried_out(
        rehearsed(feed("https://bell.example/a", "A", **both), feed("https://bell.example/b", "B", **both))
    )
    assert Source.objects.get().name == "The Bell"


def test_a_folder_of_many_publishers_names_none() -> None:
    folder = {"folders": ("Papers",)}
    carried_out(
        rehearsed(
            feed("https://bell.example/a", "Bell", **folder), feed("https://gull.example/b", "Gull", **folder)
        )
    )
    assert set(Source.objects.values_list("name", flat=True)) == {"Bell", "Gull"}


def test_each_publisher_leaves_one_event_and_each_added_feed_one() -> None:
    known = make_source(homepage="https://gull.example/")
    row = carried_out(
        rehearsed(
            feed("https://bell.example/rss"), feed("https://gull.example/a"), feed("https://gull.example/b")
        )
    )
    acts = list(ReviewEvent.objects.order_by("pk").values_list("act", flat=True))
    assert acts == [Act.ADD, Act.FOLLOW, Act.ADD, Act.ADD]
    assert known.feeds.count() == 2
    assert {event.actor for event in ReviewEvent.objects.all()} == {row.asked_by}


def test_a_short_name_that_is_taken_gets_a_number() -> None:
    make_source(slug="bell")
    carried_out(rehearsed(feed("https://bell.example/rss", "Bell")))
    assert Source.objects.filter(slug="bell-2").count() == 1


def test_what_changed_since_the_rehearsal_is_heeded() -> None:
    row = rehearsed(feed("https://bell.example/rss", "Bell"), feed("https://bell.example/b", "Bell b"))
    source = make_source(homepage="https://bell.example/")
    make_feed(source, address="https://bell.example/rss")
    done = carried_out(row)
    assert verdicts(done) == {"https://bell.example/rss": "refused", "https://bell.example/b": "adds"}
    assert Source.objects.count() == 1


def test_a_publisher_that_cannot_be_followed_is_left_whole_and_the_others_are_followed() -> None:
    row = rehearsed(
        feed("https://bell.example/a", "Bell"),
        feed(f"https://gull.example/{'x' * 1970}", "Gull"),
        feed("https://tern.example/c"),
    )
    row.rows[1]["kind"] = "nonsense"
    row.save()
    done = carried_out(row)
    assert [facts["verdict"] for facts in done.rows] == ["follows", "refused", "follows"]
    assert not Source.objects.filter(homepage__contains="gull").exists()


def test_an_import_is_carried_out_once() -> None:
    row = carried_out(rehearsed(feed("https://bell.example/rss")))
    assert work_on_import(row.pk, job="import-1", patience=LONG).state == ImportState.DONE
    with pytest.raises(DeskError, match="imported already"):
        ask_for_import(row, public_text="full", exposure="usable", actor=None, job="import-2")
    assert Source.objects.count() == 1


def test_a_job_that_was_overtaken_does_nothing() -> None:
    row = rehearsed(feed("https://bell.example/rss"))
    for job in ("import-1", "import-2"):
        ask_for_import(row, public_text="full", exposure="usable", actor=None, job=job)
    assert work_on_import(row.pk, job="import-1", patience=LONG).done == 0
    assert work_on_import(row.pk, job="import-2", patience=LONG).state == ImportState.DONE
    assert ReviewEvent.objects.filter(act=Act.ADD).count() == 1


def test_an_import_goes_on_from_where_it_stands() -> None:
    row = rehearsed(*(feed(f"https://n{number:03}.example/rss", f"N{number}") for number in range(120)))
    ask_for_import(row, public_text="full", exposure="usable", actor=None, job="import-1")
    assert work_on_import(row.pk, job="import-1", patience=timedelta()).done == 50
    assert work_on_import(row.pk, job="import-1", patience=LONG).state == ImportState.DONE
    assert Source.objects.count() == Feed.objects.count() == 120


def test_a_file_with_nothing_to_follow_is_not_imported() -> None:
    with pytest.raises(DeskError, match="nothing in this file"):
        carried_out(rehearsed(feed("nonsense")))


def test_publishers_are_handed_out_with_the_feeds_that_are_read() -> None:
    source = make_source(name="The Bell", homepage="https://bell.example/", language="cy")
    make_feed(source, address="https://bell.example/rss", title="News")
    make_feed(source, address="https://bell.example/old", state=FeedState.RETIRED)
    make_feed(make_source(state="retired"))
    make_source()
    (publisher,) = list_publishers()
    assert (publisher.name, publisher.homepage, publisher.language) == (
        "The Bell",
        "https://bell.example/",
        "cy",
    )
    assert publisher.feeds == (("rss", "https://bell.example/rss", "News"),)
